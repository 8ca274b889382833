"""The LQG GAN with every loss: quadratic fakeness logit D against a linear generator on Gaussian data.

Instance noise of deviation s makes the real law N(mu, Sigma + s^2 I) and the fake law N(b, A A^T + s^2 I); the
penalties are means of |grad D|^2 under these laws.
"""

import sympy as sp
from mpmath import mp

from .games_gaussian import knob_matrix, lower, trace, upper
from .numeric import NumericGame
from .quadrature import QuadratureGame

CLOSED = ["wasserstein", "least-squares"]


class Shape:
    """Names the coordinates: W2 (upper triangle), w1, w0 unless it cancels, A (lower triangle), b."""

    def __init__(self, n, loss):
        self.n, self.has_constant = n, loss not in ("wasserstein", "relativistic")
        s = n * (n + 1) // 2
        self.blocks = [s + n + self.has_constant, s + n]

    def read(self, values, matrix):
        n, source = self.n, iter(values)
        w2, a = matrix(n, n), matrix(n, n)
        for i, j in upper(n):
            w2[i, j] = w2[j, i] = next(source)
        w1 = [next(source) for _ in range(n)]
        w0 = next(source) if self.has_constant else 0
        for i, j in lower(n):
            a[i, j] = next(source)
        return w2, w1, w0, a, [next(source) for _ in range(n)]


def gradient_mean(w2, w1, mean, covariance, column):
    """E |2 W2 y + w1|^2."""
    slope = 2 * w2 * column(mean) + column(w1)
    return 4 * trace_of(w2 * covariance * w2) + sum(c**2 for c in slope)


def trace_of(m):
    return sum(m[i, i] for i in range(m.shape[0] if hasattr(m, "shape") else m.rows))


def critic_moments(w2, w1, w0, mean, covariance):
    """E D and Var D under N(mean, covariance)."""
    column = mp.matrix(mean)
    slope, spread = 2 * w2 * column + mp.matrix(w1), w2 * covariance
    first = trace(spread) + (column.T * w2 * column)[0] + sum(a * b for a, b in zip(w1, mean)) + w0
    return first, 2 * trace(spread * spread) + (slope.T * covariance * slope)[0]


def relu_quadratic_mean(a, b, c):
    """E relu(a z^2 + b z + c), z standard normal: truncated moments between the roots."""
    def moments(x, y):
        mass = mp.ncdf(y) - mp.ncdf(x)
        at = [0 if mp.isinf(t) else mp.npdf(t) for t in (x, y)]
        second = mass + sum(0 if mp.isinf(t) else sign * t * p for t, p, sign in zip((x, y), at, (1, -1)))
        return a * second + b * (at[0] - at[1]) + c * mass

    if a == 0:
        if b == 0:
            return max(c, mp.mpf(0))
        return moments(-c / b, mp.inf) if b > 0 else moments(-mp.inf, -c / b)
    gap = b * b - 4 * a * c
    if gap <= 0:
        return a + c if a > 0 else mp.mpf(0)
    x, y = sorted((-b + s * mp.sqrt(gap)) / (2 * a) for s in (1, -1))
    return moments(x, y) if a < 0 else moments(-mp.inf, x) + moments(y, mp.inf)


def hinge_mean(w2, w1, w0, mean, covariance, sign):
    """E relu(1 + sign D); exact in one dimension, and where 1 + sign D > 0 but for a mass below 1e-13."""
    first, variance = critic_moments(w2, w1, w0, mean, covariance)
    if len(mean) > 1:
        return 1 + sign * first
    s, m = mp.sqrt(covariance[0, 0]), mean[0]
    quadratic, slope = w2[0, 0] * s * s, (2 * w2[0, 0] * m + w1[0]) * s
    return relu_quadratic_mean(sign * quadratic, sign * slope, 1 + sign * (first - quadratic))


def closed_losses(loss, laws, critic):
    (m, s), (b, t) = laws
    (real, real_variance), (fake, fake_variance) = (critic_moments(*critic, *law) for law in laws)
    if loss == "wasserstein":
        return real - fake, fake - real
    if loss == "hinge":
        return hinge_mean(*critic, m, s, 1) + hinge_mean(*critic, b, t, -1), fake
    return (((real + 1) ** 2 + real_variance + (fake - 1) ** 2 + fake_variance) / 2,
            ((fake + 1) ** 2 + fake_variance) / 2)


def closed(loss, shape, mu, sigma, knobs):
    n = shape.n
    r1, r2, s = (mp.mpf(float(knobs.get(k, 0))) for k in ("r1", "r2", "noise"))

    def losses(point):
        w2, w1, w0, a, b = shape.read(point, mp.matrix)
        laws = [(mu, sigma + s**2 * mp.eye(n)), (b, a * a.T + s**2 * mp.eye(n))]
        discriminator, generator = closed_losses(loss, laws, (w2, w1, w0))
        penalty = sum(r / 2 * gradient_mean(w2, w1, *law, mp.matrix) for r, law in zip((r1, r2), laws))
        return [discriminator + penalty, generator]

    return NumericGame(shape.blocks, losses)


def softplus(t):
    return sp.log(1 + sp.exp(t))


def cholesky_formula(m):
    """Lower factor of a symbolic positive definite matrix."""
    n = m.shape[0]
    l = sp.zeros(n, n)
    for i, j in lower(n):
        rest = m[i, j] - sum(l[i, k] * l[j, k] for k in range(j))
        l[i, j] = sp.sqrt(rest) if i == j else rest / l[j, j]
    return l


def smooth(loss, shape, mu, sigma, knobs):
    """minimax, nonsaturating and relativistic: quadrature of symbolic integrands."""
    n = shape.n
    r1, r2, s = (sp.Rational(float(knobs.get(k, 0))) for k in ("r1", "r2", "noise"))
    coordinates = list(sp.symbols(f"c1:{sum(shape.blocks) + 1}", real=True))
    w2, w1, w0, a, b = shape.read(coordinates, lambda p, q: sp.zeros(p, q))
    y, z = sp.symbols(f"y1:{n + 1}", real=True), sp.symbols(f"z1:{n + 1}", real=True)
    spread = a * a.T + s**2 * sp.eye(n)
    fake_point = (a if s == 0 else cholesky_formula(spread)) * sp.Matrix(z) + sp.Matrix(b)

    def critic(point):
        return (sp.Matrix(point).T * w2 * sp.Matrix(point))[0] + sum(u * v for u, v in zip(w1, point)) + w0

    real, fake = critic(y), critic(list(fake_point))
    integrands = {
        "minimax": {"real": [softplus(real), -softplus(real)], "fake": [softplus(-fake), -softplus(-fake)]},
        "nonsaturating": {"real": [softplus(real), 0], "fake": [softplus(-fake), softplus(fake)]},
        "relativistic": {"pair": [softplus(real - fake), softplus(fake - real)]},
    }[loss]
    noisy = sigma + mp.mpf(float(knobs.get("noise", 0))) ** 2 * mp.eye(n)
    exact_mu = sp.Matrix([sp.Rational(str(mp.nstr(m, 40))) for m in mu])
    exact_sigma = sp.Matrix(n, n, lambda i, j: sp.Rational(mp.nstr(noisy[i, j], 40)))
    penalty = r1 / 2 * gradient_mean(w2, w1, list(exact_mu), exact_sigma, sp.Matrix) + r2 / 2 * gradient_mean(
        w2, w1, b, spread, sp.Matrix)
    return QuadratureGame(coordinates, shape.blocks, integrands, [penalty, 0], y, z, mu, mp.cholesky(noisy))


def lqg_gan(options, knobs, covariance=None):
    loss = options.get("loss", "minimax")
    n = int(options.get("dimension", 1)) if covariance is None else len(covariance)
    shape = Shape(n, loss)
    mu = [mp.mpf(float(knobs.get(f"mu_{i + 1}", 0))) for i in range(n)]
    sigma = knob_matrix(n, knobs, covariance)
    make = closed if loss in CLOSED or loss == "hinge" else smooth
    game = make(loss, shape, mu, sigma, knobs)
    root = mp.cholesky(sigma)
    if not float(knobs.get("noise", 0)):
        game.equilibrium = [mp.mpf(0)] * shape.blocks[0] + [root[i, j] for i, j in lower(n)] + mu
    return game


MAKERS = {"lqg-gan": lqg_gan}
