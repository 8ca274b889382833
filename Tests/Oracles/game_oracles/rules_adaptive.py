"""RMSProp, Adam and optimistic Adam. Step t = 0 is the first, so that bias corrections have the exponent t + 1."""

import numpy as np
from mpmath import mp

from .rules_core import ZERO, moved, own, rule


def root(v):
    return np.sqrt(v) if v.dtype == float else np.array([mp.sqrt(x) for x in v])


def direction(s, g, m, v, kind):
    """(new m, new v, direction) of rmsprop or of Adam with a gradient g."""
    epsilon = s.knob("epsilon", 1e-8)
    if kind == "rmsprop":
        a = s.knob("alpha", 0.99)
        v = a * v + (1 - a) * g * g
        return m, v, g / (root(v) + epsilon)
    b1, b2 = s.knob("beta1", 0.9), s.knob("beta2", 0.999)
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
    count = s.one * (s.t + 1)
    c1, c2, c_next = 1 - b1**count, 1 - b2**count, 1 - b1 ** (count + 1)
    if s.option("bias_correction", "yes") == "no":
        c1 = c2 = c_next = s.one
    if s.option("momentum", "standard") == "nesterov":
        first = b1 * m / c_next + (1 - b1) * g / c1
    else:
        first = m / c1
    return m, v, first / (root(v / c2) + epsilon)


def played(s, w, m, v, kind, change):
    """`change(direction)` of all players at once or player by player; gives (w, m, v, direction)."""
    if s.option("order", "simultaneous") == "simultaneous":
        m, v, r = direction(s, s.xi(w), m, v, kind)
        return s.project(w + change(r)), m, v, r
    kept = [m.copy(), v.copy(), 0 * w]
    for player in s.players:
        new = direction(s, s.xi(w), m, v, kind)
        w = moved(s, w, player, change(new[2]))
        for array, value in zip(kept, new):
            array[player.start:player.stop] = own(value, player)
    return [w, *kept]


@rule("rmsprop", {"v": ZERO})
def rmsprop(s, w, v):
    w, _, v, _ = played(s, w, 0 * w, v, "rmsprop", lambda r: -s.h * r)
    return [w, v]


@rule("adam", {"m": ZERO, "v": ZERO})
def adam(s, w, m, v):
    return played(s, w, m, v, "adam", lambda r: -s.h * r)[:3]


@rule("optimistic-adam", {"m": ZERO, "v": ZERO, "r_previous": ZERO})
def optimistic_adam(s, w, m, v, previous):
    o, plain_now = s.each("optimism"), s.t == 0 and s.option("first", "zero") == "plain"
    return played(s, w, m, v, "adam", lambda r: -(s.h + o) * r + o * (r if plain_now else previous))
