"""A game as numeric losses: gradients and Jacobians by central differences in 90 digits.

Truncation is about 1e-44 and rounding 1e-46, so 30 digits are right; no derivative is written by hand.
"""

import numpy as np
from mpmath import mp

DIGITS = 90
FIRST, SECOND = -25, -22  # decimal exponents of the steps of first and second differences


class Valued:
    """A game that knows `value(kind, point)`, with what the other oracles ask of one."""

    def xi(self, point):
        kind = float if isinstance(point[0], float) else object
        return np.array(self.value("xi", list(point)), dtype=kind)

    def jacobian_at(self, point):
        n = len(self.coordinates)
        kind = float if isinstance(point[0], float) else object
        return np.array(self.value("jacobian", list(point)), dtype=kind).reshape(n, n)

    def transposed(self, point, u):
        """J(point)^T u."""
        return self.jacobian_at(point).T.dot(u)


class NumericGame(Valued):
    """`losses(point)` gives one mpf a player; `blocks` are the coordinates of every player."""

    expectations = {}

    def __init__(self, blocks, losses, equilibrium=None, project=None):
        self.blocks, self._losses, self.equilibrium = blocks, losses, equilibrium
        self.project = project or (lambda w: w)
        ends = np.cumsum([0, *blocks])
        self.players = [range(a, b) for a, b in zip(ends, ends[1:])]
        self.coordinates = range(sum(blocks))

    def value(self, kind, point, _rule=None):
        """`losses`, `xi` or `jacobian` (row-major) at a point of mpf."""
        with mp.workdps(DIGITS):
            values = getattr(self, "_" + kind)([mp.mpf(c) for c in point])
        return [+v for v in values]

    def _shifted(self, point, *shifts):
        moved = list(point)
        for c, h in shifts:
            moved[c] += h
        return self._losses(moved)

    def _xi(self, point):
        h = mp.mpf(10) ** FIRST
        return [(self._shifted(point, (c, h))[i] - self._shifted(point, (c, -h))[i]) / (2 * h)
                for i, player in enumerate(self.players) for c in player]

    def _jacobian(self, point):
        h, n = mp.mpf(10) ** SECOND, len(point)
        owner = [i for i, player in enumerate(self.players) for _ in player]
        seconds = {}
        for a in range(n):
            for b in range(a, n):
                signs = [(s, t) for s in (1, -1) for t in (1, -1)]
                values = [[s * t * v for v in self._shifted(point, (a, s * h), (b, t * h))] for s, t in signs]
                seconds[a, b] = [sum(column) / (4 * h * h) for column in zip(*values)]
        return [seconds[min(a, b), max(a, b)][owner[a]] for a in range(n) for b in range(n)]
