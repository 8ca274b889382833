"""Rules that need second derivatives: every block of J = D xi, and the gradients of the losses of the others."""

import numpy as np

from .rules_core import ZERO, block, eye, own, rule, solve


def dot(a, b):
    return a.dot(b)


def sign(x):
    return int(x > 0) - int(x < 0)


def joined(*parts):
    return np.concatenate(parts)


@rule("consensus")
def consensus(s, w):
    xi, gamma = s.xi(w), s.knob("gamma", 1)
    slope = s.jacobian(w).T.dot(xi)
    if s.option("alignment", "off") == "on":
        gamma = abs(gamma) * sign(dot(xi, slope))
    return [s.project(w - s.h * (xi + gamma * slope))]


@rule("sga")
def symplectic_gradient_adjustment(s, w):
    xi, j, weight = s.xi(w), s.jacobian(w), s.knob("lambda", 1)
    slope, adjustment = j.T.dot(xi), (j.T - j).dot(xi) / 2
    if s.option("alignment", "on") == "on":
        weight = weight * sign(dot(xi, slope) * dot(adjustment, slope) / len(w) + s.knob("epsilon", 0.1))
    return [s.project(w - s.h * (xi + weight * adjustment))]


def shaping(s, w):
    """xi, (I - alpha J_o) xi and alpha chi, chi_i = sum over j != i of (d_i d_j l_j)(d_j l_i)."""
    xi, alpha, j, slopes = s.xi(w), s.each("alpha"), s.jacobian(w), s.field.gradients(w)
    chi = 0 * w
    for i, mine in enumerate(s.players):
        for k, theirs in enumerate(s.players):
            if k != i:
                chi[mine.start:mine.stop] += block(j, theirs, mine).T.dot(own(slopes[i], theirs))
    return xi, xi - alpha * s.off_diagonal(w).dot(xi), alpha * chi


@rule("lookahead")
def lookahead(s, w):
    xi = s.xi(w)
    return [s.project(w - s.h * (xi - s.each("alpha") * s.off_diagonal(w).dot(xi)))]


@rule("lola")
def lola(s, w):
    _, ahead, shaped = shaping(s, w)
    return [s.project(w - s.h * (ahead - shaped))]


@rule("sos")
def stable_opponent_shaping(s, w):
    xi, ahead, shaped = shaping(s, w)
    product, square = -dot(shaped, ahead), dot(xi, xi)
    b = s.knob("b", 0.1)
    first = s.one if product >= 0 else min(s.one, -s.knob("a", 0.5) * dot(ahead, ahead) / product)
    second = square if square < b * b else s.one
    return [s.project(w - s.h * (ahead - min(first, second) * shaped))]


@rule("competitive")
def competitive(s, w):
    system = eye(len(w), s.one) + s.h[:, None] * s.off_diagonal(w)
    return [s.project(w - solve(system, s.h * s.xi(w)))]


def follower(s, w):
    """Players' ranges and (H2_yy + damping I), H2_yx, H2 the Hessian of player 2's loss."""
    x, y = s.players
    j = s.jacobian(w)
    return x, y, block(j, y, y) + s.knob("damping", 0) * eye(len(y), s.one), block(j, y, x)


@rule("follow-the-ridge")
def follow_the_ridge(s, w):
    x, y, curvature, cross = follower(s, w)
    xi = s.xi(w)
    ridge = solve(curvature, cross.dot(own(s.h * xi, x)))
    return [s.project(w - s.h * xi + joined(0 * own(w, x), ridge))]


@rule("stackelberg")
def stackelberg(s, w):
    x, y, curvature, cross = follower(s, w)
    answer = cross.T.dot(solve(curvature, own(s.field.gradients(w)[0], y)))
    return [s.project(w - s.h * (s.xi(w) - joined(answer, 0 * own(w, y))))]


@rule("jare")
def jare(s, w):
    xi = s.xi(w)
    return [s.project(w - s.h * (xi + s.knob("gamma", 1) * s.off_diagonal(w).T.dot(xi)))]


def total_slope(s, w, inner, count, through):
    """d/d theta of l_1(theta, phi^count), phi^{k+1} = phi^k - inner xi_2(theta, phi^k); `through`: phi^k moves."""
    x, y = s.players
    point = w.copy()
    moves = np.array([[0 * s.one] * len(x)] * len(y))  # d phi^k / d theta
    for _ in range(count):
        if through:
            j = s.jacobian(point)
            moves = moves - inner * (block(j, y, x) + block(j, y, y).dot(moves))
        point = s.project(joined(own(point, x), own(point, y) - inner * own(s.xi(point), y)))
    slopes = s.field.gradients(point)[0]
    return own(slopes, x) + (moves.T.dot(own(slopes, y)) if through else 0)


@rule("unrolled")
def unrolled(s, w):
    x, y = s.players
    inner = s.knobs.get("inner")
    inner = s.h[y.start] if inner is None else s.one * inner
    slope = total_slope(s, w, inner, int(s.option("steps", "5")), s.option("gradient", "full") == "full")
    return [s.project(w - s.h * joined(slope, own(s.xi(w), y)))]


@rule("crossing-the-curl")
def crossing_the_curl(s, w):
    xi, j, g, field = s.xi(w), s.jacobian(w), s.knob("weight", 0.1), s.option("field", "cc")
    if field == "cc":
        f = (j.T - j).dot(xi) / (2 if s.option("scale", "half") == "half" else 1)
    elif field == "eg":
        f = -j.dot(xi)
    elif field == "con":
        f = xi + g * j.T.dot(xi)
    else:
        x, y = s.players
        if field == "reg":
            first = own(xi, x) + 2 * g * block(j, y, x).T.dot(own(xi, y))
        else:
            first = total_slope(s, w, g, 1, field == "unr")
        f = joined(first, own(xi, y))
    return [s.project(w - s.h * f)]


@rule("symplectic-surgery", lambda options: {"v": ZERO} if options.get("form") == "two-time-scale" else {})
def symplectic_surgery(s, w, v=None):
    xi, j, weight = s.xi(w), s.jacobian(w), s.knob("lambda", 0)
    normal = j.T.dot(j) + weight * eye(len(w), s.one)
    if v is None:
        return [s.project(w - s.h / 2 * (xi + j.T.dot(solve(normal, j.T.dot(xi)))))]
    later = v - s.knob("inner", 0.1) * (normal.dot(v) - j.T.dot(xi))
    return [s.project(w - s.h / 2 * (xi + j.T.dot(v))), later]
