"""Games whose losses are means over Gaussian points in 1 to 4 dimensions, by tensor rules in extended precision.

The trapezium rule under the normal weight converges geometrically: its error is about exp(-2 pi d / step) for an
integrand analytic in a strip of half-width d. Two to 16 nodes per unit length suit the gentle points of the rows that
use them; halving them moves no digit above 1e-15. The sums carry 64 bits.
"""

import numpy as np
import sympy as sp
from mpmath import mp

from .numeric import Valued

LONG = np.longdouble
STEPS = {1: 16, 2: 8, 3: 3, 4: 2}  # nodes per unit length, by number of variables of integration
CHUNK = 20000


def trapezium(variables):
    per = STEPS[variables]
    k = np.arange(-int(9.5 * per), int(9.5 * per) + 1).astype(LONG) / LONG(per)
    p = np.exp(-k * k / 2)
    return k, p / p.sum()


def gauss_hermite(count):
    x, p = np.polynomial.hermite_e.hermegauss(count)
    return x.astype(LONG), (p / p.sum()).astype(LONG)


def tensor(rule, variables):
    """Nodes as rows of coordinates, and weights; nodes of negligible weight are dropped."""
    x, p = rule
    nodes = np.stack(np.meshgrid(*[x] * variables, indexing="ij")).reshape(variables, -1)
    weights = np.prod(np.stack(np.meshgrid(*[p] * variables, indexing="ij")).reshape(variables, -1), axis=0)
    keep = weights > 1e-24
    return nodes[:, keep], weights[keep]


def long(v):
    high = float(v)
    return LONG(high) + LONG(float(mp.mpf(v) - high))


def precise(v):
    high = float(v)
    return mp.mpf(high) + mp.mpf(float(v - LONG(high)))


class QuadratureGame(Valued):
    """Integrands a player under the laws `real` (symbols y), `fake` (standard normal z) and `pair` (both)."""

    expectations = {}

    def __init__(self, coordinates, blocks, integrands, rest, y, z, mean, root):
        self.coordinates, self.blocks, self.equilibrium = coordinates, blocks, None
        self.integrands, self.rest, self.y, self.z = integrands, [sp.sympify(r) for r in rest], y, z
        self.mean = [long(m) for m in mean]
        self.root = [[long(root[i, j]) for j in range(len(y))] for i in range(len(y))]
        ends = np.cumsum([0, *blocks])
        self.players = [range(a, b) for a, b in zip(ends, ends[1:])]
        self.project, self._compiled = (lambda w: w), {}

    def _derived(self, losses, kind):
        if kind == "losses":
            return losses
        gradient = [sp.diff(losses[i], self.coordinates[c]) for i, p in enumerate(self.players) for c in p]
        return gradient if kind == "xi" else [sp.diff(g, c) for g in gradient for c in self.coordinates]

    def _compile(self, kind):
        if kind not in self._compiled:
            symbols, parts = [*self.coordinates, *self.y, *self.z], []
            for law, terms in self.integrands.items():
                formulas = self._derived([sp.sympify(t) for t in terms], kind)
                parts.append((law, sp.lambdify(symbols, formulas, "numpy", cse=True)))
            self._compiled[kind] = parts, sp.lambdify(self.coordinates, self._derived(self.rest, kind), "mpmath")
        return self._compiled[kind]

    def value(self, kind, point, rule=None):
        """`losses`, `xi` or `jacobian`; `rule` replaces the one-dimensional trapezium rule."""
        parts, rest = self._compile(kind)
        total = [mp.mpf(v) for v in rest(*[mp.mpf(c) for c in point])]
        for law, function in parts:
            for i, v in enumerate(self._mean(law, function, [long(c) for c in point], rule)):
                total[i] += precise(v)
        return total

    def _mean(self, law, function, point, rule):
        n = len(self.y)
        variables = 2 * n if law == "pair" else n
        nodes, weights = tensor(rule or trapezium(variables), variables)
        sums = 0
        for first in range(0, len(weights), CHUNK):
            part, w = nodes[:, first:first + CHUNK], weights[first:first + CHUNK]
            standard = part[:n]
            real = [self.mean[i] + sum(self.root[i][j] * standard[j] for j in range(i + 1)) for i in range(n)]
            values = function(*point, *real, *part[-n:])
            sums = sums + np.array([np.sum(w * v) for v in values], dtype=LONG)
        return sums
