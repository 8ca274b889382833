"""Procedures as maps of a list of arrays [iterate, memory ...] and of the step number t = 0, 1, ... (inf: the limit).

A rule is a function (s, w, *memory) -> new list. `s` is a Setting: the field, the step sizes, knobs and options.
Derivatives of the update map are central differences of the rule's own code in 110 digits.
"""

import math

import numpy as np
from mpmath import mp

from .procedures import steps

RULES = {}
COPY, ZERO = "copy", "zero"  # what a memory holds at the start
LIMIT = math.inf


def rule(name, memory=None):
    """Registers a rule; `memory` maps names to COPY or ZERO, or is a function of the options that gives such a map."""
    def register(function):
        RULES[name] = (memory if callable(memory) else lambda _options: memory or {}, function)
        return function
    return register


class Setting:
    def __init__(self, field, h, t, knobs, options):
        self.field, self.h, self.t, self.knobs, self.options = field, h, t, knobs, options
        self.players, self.project, self.xi = field.players, field.project, field.xi
        self.one = h[0] * 0 + 1

    def replaced(self, field=None, h=None, knobs=None, options=None):
        return Setting(field or self.field, self.h if h is None else h, self.t,
                       self.knobs if knobs is None else knobs, self.options if options is None else options)

    def knob(self, name, default):
        return self.one * self.knobs.get(name, default)

    def option(self, name, default):
        return self.options.get(name, default)

    def each(self, name, default=None):
        """A knob for every coordinate: NAME_i, else NAME, else the default; None stands for the step size."""
        values = []
        for i, player in enumerate(self.players):
            given = self.knobs.get(f"{name}_{i + 1}", self.knobs.get(name, default))
            values += [self.h[c] if given is None else self.one * given for c in player]
        return np.array(values)

    def jacobian(self, w):
        return self.field.jacobian(w)

    def off_diagonal(self, w):
        """J with the blocks of a player and itself zeroed."""
        j = self.field.jacobian(w).copy()
        for player in self.players:
            for a in player:
                for b in player:
                    j[a, b] = 0 * self.one
        return j


def block(matrix, rows, columns):
    return matrix[rows.start:rows.stop, columns.start:columns.stop]


def own(w, player):
    return w[player.start:player.stop]


def moved(s, w, player, change):
    """w with the player's block changed, projected."""
    new = w.copy()
    for c in player:
        new[c] = w[c] + change[c]
    return s.project(new)


def solve(matrix, right):
    """Gaussian elimination with partial pivoting, for floats and mpf, one or more right-hand sides."""
    a, b, n = matrix.copy(), right.copy(), len(matrix)
    for k in range(n):
        p = max(range(k, n), key=lambda i: abs(a[i, k]))
        if p != k:
            a[[k, p]], b[[k, p]] = a[[p, k]], b[[p, k]]
        for i in range(k + 1, n):
            factor = a[i, k] / a[k, k]
            a[i] = a[i] - factor * a[k]
            b[i] = b[i] - factor * b[k]
    for k in reversed(range(n)):
        for i in range(k + 1, n):
            b[k] = b[k] - a[k, i] * b[i]
        b[k] = b[k] / a[k, k]
    return b


def eye(n, one):
    return np.array([[one * (i == j) for j in range(n)] for i in range(n)])


class Plain:
    def __init__(self, name, options, knobs):
        self.options, self.knobs = options, knobs
        memory, self.function = RULES[name]
        self.memory = memory(options)
        self.names = ["w", *self.memory]

    def start(self, s, w):
        return [w, *(w.copy() if kind == COPY else 0 * w for kind in self.memory.values())]

    def step(self, s, parts):
        return list(self.function(s.replaced(knobs=self.knobs, options=self.options), *parts))

    def output(self, parts):
        return parts[0]


WRAPPERS = {}


def build(name, options, knobs, wrappers=()):
    """The procedure inside its wrappers, the outermost last; their knobs and options are NAME.KNOB and NAME.OPTION."""
    def of(prefix, mapping):
        return {k.split(".", 1)[1]: v for k, v in mapping.items() if k.startswith(prefix + ".")}

    made = Plain(name, {k: v for k, v in options.items() if "." not in k},
                 {k: v for k, v in knobs.items() if "." not in k})
    for wrapper in wrappers:
        made = WRAPPERS[wrapper](made, of(wrapper, options), of(wrapper, knobs))
    return made


def setting(field, knobs, t, one):
    return Setting(field, steps(field.players, knobs, one), t, {}, {})


def run(made, knobs, field, point, wanted, watch=None):
    """Outputs at the wanted steps as {step: output}; `watch(k, output)` sees every one, the start included."""
    w = field.project(np.array(point))
    one = w[0] * 0 + 1
    parts, found, last = made.start(setting(field, knobs, 0, one), w), {}, max(wanted)
    for k in range(last + 1):
        seen = made.output(parts)
        if watch:
            watch(k, seen)
        if k in wanted:
            found[k] = seen.copy()
        if k < last:
            parts = made.step(setting(field, knobs, k, one), parts)
    return found


def whole_step(made, knobs, field, t, shapes, state):
    parts = np.split(state, shapes)
    return np.concatenate(made.step(setting(field, knobs, t, state[0] * 0 + 1), parts))


def derivative(made, knobs, field, point, t=LIMIT, digits=110):
    """Matrix of the update map on its whole state at the rest state over the point."""
    with mp.workdps(digits):
        point = np.array([mp.mpf(c) for c in point])
        parts = made.start(setting(field, knobs, t, mp.mpf(1)), point)
        rest, shapes = np.concatenate(parts), np.cumsum([len(p) for p in parts])[:-1]
        delta, columns = mp.mpf(10) ** -(2 * digits // 5), []
        for k in range(len(rest)):
            shift = np.array([delta * (i == k) for i in range(len(rest))])
            up, down = (whole_step(made, knobs, field, t, shapes, rest + sign * shift) for sign in (1, -1))
            columns.append([mp.re(u - d) / (2 * delta) for u, d in zip(up, down)])
        return np.array([[columns[k][i] for k in range(len(rest))] for i in range(len(rest))])


def rough_derivative(made, knobs, field, point, t=LIMIT):
    """The same in double precision, about nine digits."""
    parts = made.start(setting(field, knobs, t, 1.0), np.array([float(c) for c in point]))
    rest, shapes = np.concatenate(parts), np.cumsum([len(p) for p in parts])[:-1]
    delta, columns = 2e-6, []
    for k in range(len(rest)):
        shift = np.zeros(len(rest))
        shift[k] = delta
        up, down = (whole_step(made, knobs, field, t, shapes, rest + sign * shift) for sign in (1, -1))
        columns.append((up - down) / (2 * delta))
    return np.array(columns).T
