"""The mixture of two unit Gaussians against the indicator of two intervals (games 7.1)."""

import numpy as np
import sympy as sp
from mpmath import mp

from .game import Game
from .text import exact


def cdf(x):
    return (1 + sp.erf(x / sp.sqrt(2))) / 2


def nearest_ordered(values):
    """The nearest increasing sequence (pool adjacent violators)."""
    pools = []
    for v in values:
        pools.append((v, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, m), (b, n) = pools[-2:]
            pools[-2:] = [((m * a + n * b) / (m + n), m + n)]
    return [v for v, count in pools for _ in range(count)]


def two_gaussians(options, knobs):
    """L = E_target D + E_generator (1 - D); mu minimises, the end points maximise."""
    target = [exact(knobs.get("target_1", -0.5)), exact(knobs.get("target_2", 0.5))]
    mu, ends = sp.symbols("mu_1:3", real=True), sp.symbols("l_1 r_1 l_2 r_2", real=True)

    def covered(means):
        return sum(cdf(r - m) - cdf(l - m) for m in means for l, r in (ends[:2], ends[2:])) / 2

    value = covered(target) + 1 - covered(mu)

    def project(w):
        if options.get("endpoints", "signed") == "signed":
            return w
        return np.array([*w[:2], *nearest_ordered(w[2:])], dtype=w.dtype)

    return Game([*mu, *ends], [2, 4], [value, -value], None, None, project)


class Mixtures:
    """F = target density - generator density, its zeros and what they determine, in mpf."""

    def __init__(self, mu, target=(mp.mpf("-0.5"), mp.mpf("0.5"))):
        self.mu, self.target = [mp.mpf(m) for m in mu], [mp.mpf(m) for m in target]

    def difference(self, x):
        return (sum(mp.npdf(x, m) for m in self.target) - sum(mp.npdf(x, m) for m in self.mu)) / 2

    def scaled(self, x):
        """Same sign as F, without the common factor exp(-x^2/2); divided by its largest term."""
        terms = [(s, m * x - m * m / 2) for s, means in ((1, self.target), (-1, self.mu)) for m in means]
        top = max(e for _, e in terms)
        return sum(s * mp.exp(e - top) for s, e in terms)

    def zeros(self):
        """Sign changes on a fine grid in double precision, refined."""
        reach = 30 + max(abs(float(m)) for m in [*self.mu, *self.target])
        grid = np.linspace(-reach, reach, 20002)
        exponents = np.array([float(m) * grid - float(m) ** 2 / 2 for m in [*self.target, *self.mu]])
        values = np.array([1, 1, -1, -1]) @ np.exp(exponents - exponents.max(axis=0))
        found = [mp.findroot(self.scaled, (mp.mpf(grid[k]), mp.mpf(grid[k + 1])), solver="anderson", tol=1e-50,
                            maxsteps=200) for k in np.flatnonzero(values[:-1] * values[1:] < 0)]
        return [mp.chop(z, 1e-25) for z in found]

    def intervals(self):
        """{F > 0}; an infinite end is 40 beyond the largest mean in magnitude."""
        far = 40 + max(abs(m) for m in [*self.mu, *self.target])
        ends = [-far, *self.zeros(), far]
        return [(a, b) for a, b in zip(ends, ends[1:]) if self.scaled((a + b) / 2) > 0]

    def mass(self, a, b):
        def cover(m):
            return mp.ncdf(b - m) - mp.ncdf(a - m)
        return (sum(map(cover, self.target)) - sum(map(cover, self.mu))) / 2

    def total_variation(self):
        return sum(self.mass(a, b) for a, b in self.intervals())

    def gradient(self):
        """dL/dmu at the optimal discriminator."""
        return [sum(mp.npdf(b, m) - mp.npdf(a, m) for a, b in self.intervals()) / 2 for m in self.mu]


MAKERS = {"two-gaussians": two_gaussians}
