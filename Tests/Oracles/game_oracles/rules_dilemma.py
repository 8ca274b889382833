"""The iterated prisoner's dilemma for the rules: losses by determinants, derivatives by second-order jets.

With A = I - discount M, p the first move and S the stage losses: loss = (1 - discount) (det(A + S p^T) / det A - 1).
"""

import numpy as np
from mpmath import mp

STAGES = [[1, 3, 0, 2], [1, 0, 3, 2]]  # states cc, cd, dc, dd as player 1 sees them


class Jet:
    """A value with its gradient and Hessian in all coordinates."""

    def __init__(self, value, gradient, hessian):
        self.value, self.gradient, self.hessian = value, gradient, hessian

    def __add__(self, other):
        if not isinstance(other, Jet):
            return Jet(self.value + other, self.gradient, self.hessian)
        return Jet(self.value + other.value, self.gradient + other.gradient, self.hessian + other.hessian)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other

    def __mul__(self, other):
        if not isinstance(other, Jet):
            return Jet(self.value * other, self.gradient * other, self.hessian * other)
        cross = np.outer(self.gradient, other.gradient)
        return Jet(self.value * other.value, self.gradient * other.value + other.gradient * self.value,
                   self.hessian * other.value + other.hessian * self.value + cross + cross.T)

    def of(self, f, f1, f2):
        """A function of this jet with the value f and derivatives f1, f2 there."""
        return Jet(f, f1 * self.gradient, f1 * self.hessian + f2 * np.outer(self.gradient, self.gradient))


def sigmoid(x):
    s = 1 / (1 + (np.exp(-x.value) if isinstance(x.value, float) else mp.exp(-x.value)))
    return x.of(s, s * (1 - s), s * (1 - s) * (1 - 2 * s))


def determinant(m):
    """Of a 4 x 4 matrix by complementary 2 x 2 minors of the upper and the lower half."""
    def minor(top, i, j):
        return m[top][i] * m[top + 1][j] - m[top][j] * m[top + 1][i]

    total = None
    for i in range(4):
        for j in range(i + 1, 4):
            k, l = [c for c in range(4) if c not in (i, j)]
            term = minor(0, i, j) * minor(2, k, l) * (-1) ** (i + j + 1)
            total = term if total is None else total + term
    return total


class Dilemma:
    """As a RuleGame, for iterated-prisoners-dilemma."""

    players, size = [range(0, 5), range(5, 10)], 10

    def __init__(self, discount=0.96):
        self.discount, self._last = discount, (None, None)

    def project(self, w):
        return w

    def _jets(self, w):
        if self._last[0] is not None and all(a is b for a, b in zip(self._last[0], w)):
            return self._last[1]
        zero, one = 0 * w[0], 0 * w[0] + 1
        unit = [np.array([one if i == k else zero for i in range(10)]) for k in range(10)]
        square = np.array([[zero] * 10] * 10)
        chances = [sigmoid(Jet(w[k], unit[k], square)) for k in range(10)]
        p, q = chances[:5], chances[5:]

        def joint(a, b):
            return [a * b, a - a * b, b - a * b, a * b - a - b + 1]

        first = joint(p[0], q[0])
        moves = [joint(p[1], q[1]), joint(p[2], q[3]), joint(p[3], q[2]), joint(p[4], q[4])]
        g = one * self.discount
        system = [[moves[i][j] * -g + (one if i == j else zero) for j in range(4)] for i in range(4)]
        base = determinant(system)
        v = base.value
        inverse = base.of(1 / v, -1 / v**2, 2 / v**3)
        losses = []
        for stage in STAGES:
            changed = [[system[i][j] + first[j] * stage[i] for j in range(4)] for i in range(4)]
            losses.append((determinant(changed) * inverse + -1) * (1 - g))
        self._last = (list(w), losses)
        return losses

    def xi(self, w):
        jets = self._jets(w)
        return np.concatenate([jets[i].gradient[list(p)] for i, p in enumerate(self.players)])

    def jacobian(self, w):
        jets = self._jets(w)
        return np.concatenate([jets[i].hessian[list(p)] for i, p in enumerate(self.players)])

    def gradients(self, w):
        return np.array([jet.gradient for jet in self._jets(w)])

    def losses(self, w):
        return np.array([jet.value for jet in self._jets(w)])
