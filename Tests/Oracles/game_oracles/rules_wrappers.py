"""Wrappers around a procedure: averages of the output, historical averaging, replay, delay and step schedules.

The state of a wrapped procedure is the procedure's own, then the wrapper's. Knobs and options are the wrapper's own.
"""

import math

import numpy as np

from .rules_core import WRAPPERS, Setting, own
from .rules_game import Changed


def wrapper(name):
    def register(cls):
        WRAPPERS[name] = cls
        return cls
    return register


class Wrapper:
    own_names = []

    def __init__(self, inner, options, knobs):
        self.inner, self.options, self.knobs = inner, options, knobs
        self.names = [*inner.names, *self.memory_names()]
        self.split = len(inner.names)

    def memory_names(self):
        return self.own_names

    def mine(self, s):
        return s.replaced(knobs=self.knobs, options=self.options)

    def start(self, s, w):
        return [*self.inner.start(s, w), *(w.copy() for _ in self.memory_names())]

    def step(self, s, parts):
        inside, memory = parts[: self.split], parts[self.split:]
        new = self.inner.step(self.shown(s, inside[0], memory), inside)
        return [*new, *self.remember(self.mine(s), inside[0], new, memory)]

    def shown(self, s, _w, _memory):
        return s

    def remember(self, _s, _w, _new, memory):
        return memory

    def output(self, parts):
        return self.inner.output(parts[: self.split])


def share(s, count):
    """1 / count; 0 in the limit."""
    return s.one / (s.one * count)


@wrapper("average")
class Average(Wrapper):
    """Output: the mean of w_1 .. w_t (w_0 at t = 0)."""

    own_names = ["mean"]

    def remember(self, s, _w, new, memory):
        if s.t == math.inf:  # the mean of what converges has its limit
            return [new[0]]
        return [memory[0] + (new[0] - memory[0]) * share(s, s.t + 1)]

    def output(self, parts):
        return parts[-1]


@wrapper("ema")
class ExponentialAverage(Wrapper):
    own_names = ["e"]

    def remember(self, s, _w, new, memory):
        b = s.knob("decay", 0.9)
        return [b * memory[0] + (1 - b) * new[0]]

    def output(self, parts):
        return parts[-1]


@wrapper("historical")
class Historical(Wrapper):
    """xi + 2 c (w - wbar), wbar the mean (or the exponential average) of w_0 .. w_t, constant within the step."""

    own_names = ["wbar"]

    def shown(self, s, _w, memory):
        weight = 2 * self.mine(s).each("weight", 0.1)

        def jacobian(w):
            return s.jacobian(w) + np.diag(weight)

        return s.replaced(field=Changed(s.field, lambda w: s.xi(w) + weight * (w - memory[0]), jacobian))

    def remember(self, s, _w, new, memory):
        if s.option("memory", "uniform") == "ema":
            b = s.knob("decay", 0.9)
            return [b * memory[0] + (1 - b) * new[0]]
        return [memory[0] + (new[0] - memory[0]) * share(s, s.t + 2)]


class Copies(Wrapper):
    """Memory: w_{t-1}, w_{t-2}, ..., all w_0 at the start."""

    def count(self):
        raise NotImplementedError

    def memory_names(self):
        return [f"w_(t-{k + 1})" for k in range(self.count())]

    def remember(self, _s, w, _new, memory):
        return [w, *memory][: len(memory)]


@wrapper("replay")
class Replay(Copies):
    """Mean over k < K of xi at the own present block and the others' blocks of k m steps ago."""

    def _sizes(self):
        return int(self.options.get("snapshots", "5")), int(self.options.get("spacing", "1"))

    def count(self):
        k, m = self._sizes()
        return (k - 1) * m

    def shown(self, s, present, memory):
        (k, m), past = self._sizes(), [present, *memory]

        def xi(w):
            total = 0 * w
            for snapshot in (past[i * m] for i in range(k)):
                for player in s.players:
                    mixed = snapshot.copy()
                    mixed[player.start:player.stop] = own(w, player)
                    total[player.start:player.stop] += own(s.xi(mixed), player)
            return total / k

        return s.replaced(field=Changed(s.field, xi))


@wrapper("delay")
class Delay(Copies):
    """Block i of xi at z is evaluated at z + w_(t - steps_i) - w_t."""

    def _delays(self):
        return [int(v) for v in self.options.get("steps", "1").split(",")]

    def count(self):
        return max(self._delays())

    def shown(self, s, present, memory):
        delays = self._delays()
        delays = delays * len(s.players) if len(delays) == 1 else delays

        def xi(w):
            values = 0 * w
            for player, steps in zip(s.players, delays):
                values[player.start:player.stop] = own(s.xi(w + memory[steps - 1] - present if steps else w), player)
            return values

        return s.replaced(field=Changed(s.field, xi))


@wrapper("schedule")
class Schedule(Wrapper):
    """Step sizes h_i (offset / (offset + t))^power_i; what follows the step size follows the scheduled one."""

    def shown(self, s, _w, _memory):
        mine = self.mine(s)
        offset = mine.knob("offset", 1)
        ratio = 0 * s.one if s.t == math.inf else offset / (offset + s.t)
        scale = np.array([ratio ** p if p != 0 else s.one for p in mine.each("power", 0.5)])
        return Setting(s.field, s.h * scale, s.t, s.knobs, s.options)
