"""Gaussian games with exact expectations: LQG in the dual W2 form, and the mean-matching WGAN."""

import numpy as np
import sympy as sp
from mpmath import mp

from .game import Game
from .numeric import NumericGame
from .text import exact


def knob_matrix(n, knobs, given=None):
    """The symmetric matrix of the knobs sigma_ij over `given` (from a file) or the identity."""
    rows = [[mp.mpf(float(given[i][j])) if given else mp.mpf(i == j) for j in range(n)] for i in range(n)]
    for i in range(n):
        for j in range(i, n):
            if f"sigma_{i + 1}{j + 1}" in knobs:
                rows[i][j] = rows[j][i] = mp.mpf(float(knobs[f"sigma_{i + 1}{j + 1}"]))
    return mp.matrix(rows)


def upper(n):
    return [(i, j) for i in range(n) for j in range(i, n)]


def lower(n):
    return [(i, j) for i in range(n) for j in range(i + 1)]


def trace(m):
    return sum(m[i, i] for i in range(m.rows))


def symmetric_of(values, d):
    """A from its coordinates: an off-diagonal coordinate is sqrt(2) A_ij."""
    a = mp.zeros(d)
    for (i, j), v in zip(upper(d), values):
        a[i, j] = a[j, i] = v if i == j else v / mp.sqrt(2)
    return a


def coordinates_of(a, d):
    return [a[i, j] * (1 if i == j else mp.sqrt(2)) for i, j in upper(d)]


def lqg_w2(options, knobs, covariance=None):
    """f = tr[(I - A) K] + tr[(I - A^-1) G G^T]; the generator G (d x r) minimises, A maximises."""
    d = int(options.get("dimension", 2)) if covariance is None else len(covariance)
    r = int(options.get("rank", 0)) or d
    k, floor = knob_matrix(d, knobs, covariance), mp.mpf(float(knobs.get("floor", 0.001)))
    is_symmetric = options.get("parametrisation", "symmetric") == "symmetric"

    def critic(values):
        if is_symmetric:
            return symmetric_of(values, d)
        l = mp.zeros(d)
        for (i, j), v in zip(lower(d), values):
            l[i, j] = v
        return floor * mp.eye(d) + l * l.T

    def losses(point):
        g = mp.matrix(d, r)
        for i in range(d):
            for j in range(r):
                g[i, j] = point[i * r + j]
        a = critic(point[d * r:])
        f = trace((mp.eye(d) - a) * k) + trace((mp.eye(d) - mp.inverse(a)) * (g * g.T))
        return [f, -f]

    def project(w):
        if not is_symmetric:
            return w
        values, vectors = mp.eigsy(symmetric_of([mp.mpf(v) for v in w[d * r:]], d))
        if min(values) >= floor:
            return w
        raised = vectors * mp.diag([max(v, floor) for v in values]) * vectors.T
        return np.array([*w[:d * r], *map(type(w[0]), coordinates_of(raised, d))], dtype=w.dtype)

    equilibrium = None
    if r == d:
        root = mp.cholesky(k)
        unit = mp.eye(d) if is_symmetric else mp.sqrt(1 - floor) * mp.eye(d)
        equilibrium = [root[i, j] for i in range(d) for j in range(d)] + [
            unit[i, j] for i, j in (upper(d) if is_symmetric else lower(d))]
    return NumericGame([d * r, d * (d + 1) // 2], losses, equilibrium, project)


def mean_matching(options, knobs, mean=None):
    """L_G = <w, v - theta>, L_D = -L_G + gp (|w| - 1)^2, |w_i| <= clip."""
    n = len(mean) if mean is not None else int(options.get("dimension", 2))
    default = list(mean) if mean is not None else ([3, 4] + [0] * n)[:n]
    v = [exact(knobs.get(f"v_{i + 1}", default[i])) for i in range(n)]
    theta, w = sp.symbols(f"theta_1:{n + 1}", real=True), sp.symbols(f"w_1:{n + 1}", real=True)
    value = sum(w[i] * (v[i] - theta[i]) for i in range(n))
    gp, clip = exact(knobs.get("gp", 0)), float(knobs.get("clip", 0))
    penalty = gp * (sp.sqrt(sum(c**2 for c in w)) - 1) ** 2 if gp != 0 else 0

    def project(z):
        if clip <= 0:
            return z
        return np.array([*z[:n], *(min(max(c, -clip), clip) for c in z[n:])], dtype=z.dtype)

    equilibrium = [mp.mpf(c.p) / c.q for c in v] + [mp.mpf(0)] * n
    return Game([*theta, *w], [n, n], [value, -value + penalty], None, equilibrium, project)


MAKERS = {"lqg-w2": lqg_w2, "gaussian-mean-gan": mean_matching}
