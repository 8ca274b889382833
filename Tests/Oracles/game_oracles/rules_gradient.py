"""Rules that need xi only: descent, extrapolation, momentum, the implicit step, Runge-Kutta and anchoring.

h is the step size of every coordinate; a knob named in `s.each(name)` without a default is the step size if not given.
"""

import math

import numpy as np
from mpmath import mp

from .rules_core import COPY, ZERO, eye, moved, own, rule, solve


@rule("simultaneous")
def simultaneous(s, w):
    return [s.project(w - s.h * s.xi(w))]


@rule("alternating")
def alternating(s, w):
    n = len(s.players)
    counts = [int(c) for c in s.option("updates", ",".join(["1"] * n)).split(",")]
    first = int(s.option("first", "1")) - 1
    for i in ((k + first) % n for k in range(n)):
        for _ in range(counts[i]):
            w = moved(s, w, s.players[i], -s.h * s.xi(w))
    return [w]


@rule("extragradient")
def extragradient(s, w):
    g = s.each("gamma")
    if s.option("order", "simultaneous") == "simultaneous":
        return [s.project(w - s.h * s.xi(s.project(w - g * s.xi(w))))]
    for player in s.players:
        ahead = s.project(w - g * s.xi(w))
        w = moved(s, w, player, -s.h * s.xi(ahead))
    return [w]


@rule("optimistic", {"xi_previous": ZERO})
def optimistic(s, w, previous):
    o, plain_now = s.each("optimism"), s.t == 0 and s.option("first", "plain") == "plain"

    def change(seen):
        return -(s.h + o) * seen + o * (seen if plain_now else previous)

    if s.option("order", "simultaneous") == "simultaneous":
        g = s.xi(w)
        return [s.project(w + change(g)), g]
    remembered = previous.copy()
    for player in s.players:
        g = s.xi(w)
        w = moved(s, w, player, change(g))
        remembered[player.start:player.stop] = own(g, player)
    return [w, remembered]


@rule("heavy-ball", {"w_previous": COPY})
def heavy_ball(s, w, previous):
    kick, new = s.each("beta", 0) * (w - previous), w
    if s.option("order", "simultaneous") == "simultaneous":
        return [s.project(w - s.h * s.xi(w) + kick), w]
    for player in s.players:
        new = moved(s, new, player, kick - s.h * s.xi(new))
    return [new, w]


@rule("nesterov", {"w_previous": COPY})
def nesterov(s, w, previous):
    ahead = s.project(w + s.each("beta", 0.5) * (w - previous))
    return [s.project(ahead - s.h * s.xi(ahead)), w]


@rule("proximal-point")
def proximal_point(s, w):
    """Newton's method on w' + h xi(w') = w, until the correction is at rounding."""
    new = w.copy()
    for _ in range(60):
        residual = new - w + s.h * s.xi(new)
        correction = solve(eye(len(w), s.one) + s.h[:, None] * s.jacobian(new), residual)
        new = new - correction
        small = 1e-15 if isinstance(w[0], float) else mp.mpf(10) ** (5 - mp.dps)
        if max(abs(c) for c in correction) <= small * max(1, max(abs(c) for c in new)):
            return [s.project(new)]
    raise ArithmeticError("Newton's method did not settle")


def lead_step(s, w, previous):
    gap = w - previous
    return w + s.each("beta", 0) * gap - s.h * s.xi(w) - s.each("alpha") * s.off_diagonal(w).dot(gap)


@rule("lead", {"w_previous": COPY})
def lead(s, w, previous):
    return [s.project(lead_step(s, w, previous)), w]


def runge_kutta(s, w, integrator):
    """The point after one explicit step of w' = -xi, without a projection at its end."""
    h, k1 = s.h, s.xi(w)
    if integrator == "euler":
        return w - h * k1
    if integrator == "heun":
        return w - h * (k1 + s.xi(s.project(w - h * k1))) / 2
    if integrator == "colab-heun":
        return w - h * (k1 + s.xi(s.project(w - h * k1 / 2))) / 2
    k2 = s.xi(s.project(w - h * k1 / 2))
    k3 = s.xi(s.project(w - h * k2 / 2))
    k4 = s.xi(s.project(w - h * k3))
    return w - h * (k1 + 2 * k2 + 2 * k3 + k4) / 6


@rule("heun")
def heun(s, w):
    return [s.project(runge_kutta(s, w, "heun"))]


@rule("rk4")
def rk4(s, w):
    return [s.project(runge_kutta(s, w, "rk4"))]


@rule("ode-gan")
def ode_gan(s, w):
    """Player 2 also descends lambda ||xi_1||^2, whose gradient is 2 J_12^T xi_1 at the point before the step."""
    new = runge_kutta(s, w, s.option("integrator", "rk4"))
    first, second = s.players
    cross = s.jacobian(w)[first.start:first.stop, second.start:second.stop]
    slope = 2 * cross.T.dot(own(s.xi(w), first))
    new[second.start:second.stop] -= own(s.h, second) * s.knob("lambda", 0.07) * slope
    return [s.project(new)]


@rule("anchored", {"w_0": COPY})
def anchored(s, w, anchor):
    k1, p, g = s.one * (s.t + 1), s.knob("p", 0.6), s.knob("gamma", 2)
    new = s.project(w - s.h * (1 - p) / k1**p * s.xi(w) + (1 - p) * g / k1 * (anchor - w))
    return [new, kept(s, anchor, new)]


def kept(s, anchor, new):
    """The anchor; in the limit, where it has no weight, its row follows the iterate."""
    return new if s.t == math.inf else anchor


def eag_next(a, k, r):
    return a * (1 - a**2 * r**2 / (1 - a**2 * r**2) / ((k + 1) * (k + 3)))


def eag_step(a, k, r):
    """a_k of the varying step from a_0 = a; in the limit by Richardson extrapolation in 1/k."""
    if k != math.inf:
        for j in range(int(k)):
            a = eag_next(a, j, r)
        return a
    values, done = [], 0
    for exponent in range(3, 13):
        while done < 2**exponent:
            a, done = eag_next(a, done, r), done + 1
        values.append(a)
    for order in range(1, len(values)):
        values = [(2**order * fine - coarse) / (2**order - 1) for coarse, fine in zip(values, values[1:])]
    return values[-1]


_steps = {}  # tables of a_k, and limits, by what they start from


def eag_size(h, t, r):
    key = (h, r, mp.dps, isinstance(h, float))
    if t == math.inf:
        if (key, t) not in _steps:
            _steps[key, t] = eag_step(h, t, r)
        return _steps[key, t]
    table = _steps.setdefault(key, [h])
    while len(table) <= t:
        table.append(eag_next(table[-1], len(table) - 1, r))
    return table[t]


def eag_sizes(s):
    if s.option("step", "varying") == "constant":
        return s.h
    return np.array([eag_size(h, s.t, s.knob("lipschitz", 1)) for h in s.h])


@rule("extra-anchored", {"w_0": COPY})
def extra_anchored(s, w, anchor):
    a, base = eag_sizes(s), w + (anchor - w) / (s.one * (s.t + 2))
    half = s.project(base - a * s.xi(w))
    new = s.project(base - a * s.xi(half))
    return [new, kept(s, anchor, new)]
