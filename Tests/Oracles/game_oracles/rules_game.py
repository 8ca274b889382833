"""A game as the procedures ask of one: xi, J and the whole gradient of every loss, all from the sympy losses."""

import numpy as np
import sympy as sp

from .game import Game


class RuleGame:
    """xi(w), jacobian(w) and gradients(w), row i the gradient of l_i in all coordinates; floats or mpf as w is."""

    def __init__(self, game: Game):
        assert not game.expectations, "a closed form is needed"
        self.players, self.project, self.equilibrium = game.players, game.project, game.equilibrium
        self.size = len(game.coordinates)
        all_slopes = [sp.diff(loss, c) for loss in game.losses for c in game.coordinates]
        self._precise, self._double = {}, {}
        for kind, formulas in (("xi", game.gradient), ("jacobian", game.jacobian), ("gradients", all_slopes),
                               ("losses", game.losses)):
            self._precise[kind] = sp.lambdify(game.coordinates, formulas, "mpmath", cse=True)
            self._double[kind] = sp.lambdify(game.coordinates, formulas, "math", cse=True)

    def _values(self, kind, w):
        if isinstance(w[0], float):
            return np.array(self._double[kind](*w), dtype=float)
        return np.array(self._precise[kind](*w), dtype=object) + 0 * w[0]

    def xi(self, w):
        return self._values("xi", w)

    def jacobian(self, w):
        return self._values("jacobian", w).reshape(self.size, self.size)

    def gradients(self, w):
        return self._values("gradients", w).reshape(len(self.players), self.size)

    def losses(self, w):
        return self._values("losses", w)


class Changed:
    """A field with some of its functions replaced: what a wrapper shows to the procedure inside it."""

    def __init__(self, field, xi, jacobian=None):
        self.players, self.project, self.xi = field.players, field.project, xi
        if jacobian:
            self.jacobian = jacobian
