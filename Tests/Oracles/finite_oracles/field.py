"""Expected payoffs of a finite game in two arithmetics: 30 digits, and doubles to see what rounding changes."""

import math
from typing import Callable, NamedTuple

from mpmath import mp

TIE = 1e-12


class Arithmetic(NamedTuple):
    number: Callable
    exp: Callable


REFERENCE, DOUBLE = Arithmetic(mp.mpf, mp.exp), Arithmetic(float, math.exp)


class Field:
    """Payoffs of a game as numbers of one arithmetic; the doubles nearest to their text in either.

    To see what rounding does, `order` -1 sums expectations backwards, and a `nudge` above 0 changes payoffs by a unit
    of double precision, differently for each player, which breaks the symmetry of a symmetric game as well.
    """

    def __init__(self, game, arithmetic, order=1, nudge=0):
        self.shape, self.number, self.exp = game.shape, arithmetic.number, arithmetic.exp
        self.players = range(len(game.shape))
        self.entries = [[(p, self.number(nudged(float(v), nudge and (nudge + 7 * i + k * k) % 3 - 1)))
                         for k, (p, v) in enumerate(zip(game.profiles, t))][::order]
                        for i, t in enumerate(game.tables)]

    def uniform(self):
        return [[self.number(1) / n] * n for n in self.shape]

    def vector(self, player, profile):
        """g_i: expected payoff of each action of a player against the others' strategies."""
        g = [self.number(0)] * self.shape[player]
        others = [k for k in self.players if k != player]
        for actions, payoff in self.entries[player]:
            weight = payoff
            for k in others:
                weight = weight * profile[k][actions[k]]
            g[actions[player]] += weight
        return g

    def vectors(self, profile):
        return [self.vector(i, profile) for i in self.players]

    def value(self, player, profile):
        return dot(profile[player], self.vector(player, profile))

    def nash_conv(self, profile):
        """Sum over the players of the gain of a best response."""
        return sum(max(g) - dot(x, g) for x, g in zip(profile, self.vectors(profile)))


def nudged(v, units):
    return v + units * math.ulp(v) if v else v


def dot(x, g):
    return sum(a * b for a, b in zip(x, g))


def best(g):
    """Lowest index within TIE of the largest entry. No difference may lie near TIE, so that rounding has no say."""
    top = max(g)
    assert all(top - v < TIE / 10 or top - v > 1000 * TIE for v in g), g
    return next(i for i, v in enumerate(g) if v >= top - TIE)


def softmax(field, exponents, start):
    top = max(exponents)
    weights = [s * field.exp(v - top) for s, v in zip(start, exponents)]
    total = sum(weights)
    return [w / total for w in weights]


def projection(v, floor=0):
    """Euclidean projection onto {x >= floor, sum x = 1}."""
    mass = 1 - len(v) * floor
    total, threshold = 0, 0
    for count, u in enumerate(sorted((c - floor for c in v), reverse=True), 1):
        total = total + u
        if u > (total - mass) / count:
            threshold = (total - mass) / count
    return [max(c - floor - threshold, 0 * threshold) + floor for c in v]
