"""The toy games: two-player formulas, the four-player cycle and the iterated prisoner's dilemma."""

import sympy as sp
from mpmath import mp

from .game import Game
from .numeric import NumericGame
from .text import exact

X, Y = sp.symbols("x y", real=True)


def number_of(text):
    return sp.Rational(text)


def toy(losses, equilibrium=(0, 0)):
    """Maker of a two-player game without options; `losses(knob)` gives both losses."""
    def make(_options, knobs):
        def knob(name, default):
            return exact(knobs.get(name, default))

        point = equilibrium(knob) if callable(equilibrium) else equilibrium
        return Game([X, Y], [1, 1], losses(knob), None, point and [mp.mpf(c.p) / c.q for c in map(sp.sympify, point)])
    return make


def zero_sum(value, equilibrium=(0, 0)):
    return toy(lambda knob: [value(knob), -value(knob)], equilibrium)


def third(_):
    """f3 of Follow-the-Ridge; its decimals are the doubles an implementation writes."""
    bump = sp.exp(-number_of("1/100") * (X**2 + Y**2))
    inner = Y - 3 * X + number_of("1/20") * X**3
    return (number_of("2/5") * X**2 - number_of("1/10") * inner**2 - number_of("1/100") * Y**4) * bump


def ridge(_):
    a = number_of("3/10")
    return -sp.exp(-(X**2 + Y**2) / 100) * ((a * X**2 + Y) ** 2 + (a * Y**2 + X) ** 2)


def torus(knob):
    return -knob("a", 0.15) * sp.cos(X) + sp.cos(X - Y) + knob("b", 0.15) * sp.cos(Y)


def pennies(_):
    p, q = (1 / (1 + sp.exp(-t)) for t in (X, Y))
    return -(2 * p - 1) * (2 * q - 1)


def common(value):
    return toy(lambda knob: [value(knob)] * 2)


def sga_trap(knob):
    half = knob("epsilon", 0.05) / 2
    return [-half * X**2 - X * Y, -half * Y**2 + X * Y]


def four_player(_options, knobs):
    half, w = exact(knobs.get("epsilon", 0.01)) / 2, sp.symbols("w_1:5", real=True)
    losses = [half * w[i] ** 2 + sum(w[i] * w[j] * (1 if j > i else -1) for j in range(4) if j != i) for i in range(4)]
    return Game(list(w), [1] * 4, losses, None, [mp.mpf(0)] * 4)


def dilemma(_options, knobs):
    """States cc, cd, dc, dd as player 1 sees them; player 2 sees cd and dc exchanged."""
    discount = mp.mpf(float(knobs.get("discount", 0.96)))
    stage = [[1, 3, 0, 2], [1, 0, 3, 2]]

    def joint(p, q):
        return [p * q, p * (1 - q), (1 - p) * q, (1 - p) * (1 - q)]

    def losses(point):
        p = [1 / (1 + mp.exp(-c)) for c in point[:5]]
        q = [1 / (1 + mp.exp(-c)) for c in point[5:]]
        first = joint(p[0], q[0])
        moves = [joint(p[1], q[1]), joint(p[2], q[3]), joint(p[3], q[2]), joint(p[4], q[4])]
        system = mp.eye(4) - discount * mp.matrix(moves)
        values = [mp.lu_solve(system, mp.matrix(own)) for own in stage]
        return [(1 - discount) * sum(f * v for f, v in zip(first, value)) for value in values]

    return NumericGame([5, 5], losses)


MAKERS = {
    "f1": zero_sum(lambda _: -3 * X**2 - Y**2 + 4 * X * Y),
    "f2": zero_sum(lambda _: 3 * X**2 + Y**2 + 4 * X * Y),
    "f3": zero_sum(third),
    "letcher-cycle": zero_sum(lambda _: X * Y - X**2 / 2 + Y**2 / 2 + X**4 / 4 - Y**4 / 4),
    "tandem": toy(lambda _: [(X + Y) ** 2 - 2 * X, (X + Y) ** 2 - 2 * Y], ("1/4", "3/4")),
    "weak-attractor": toy(lambda knob: [X**2 / 2 + knob("coupling", 10) * X * Y,
                                        Y**2 / 2 - knob("coupling", 10) * X * Y]),
    "four-player": four_player,
    "hamiltonian-offset": toy(lambda knob: [X * (Y - knob("b", 1)), -(X - knob("a", 1)) * Y],
                              lambda knob: (knob("a", 1), knob("b", 1))),
    "cubic-stable-not-nash": toy(lambda _: [X**3 + X * Y, -X * Y]),
    "potential-saddle": zero_sum(lambda _: X**2 + Y**2),
    "consensus-trap": common(lambda knob: -knob("kappa", 2) / 2 * (X**2 + Y**2)),
    "sga-trap": toy(sga_trap),
    "common-payoff": common(lambda _: X * Y),
    "torus": zero_sum(torus),
    "polynomial": zero_sum(ridge),
    "matching-pennies": zero_sum(pennies),
    "iterated-prisoners-dilemma": dilemma,
}
