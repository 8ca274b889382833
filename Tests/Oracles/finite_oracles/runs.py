"""A learner run in both arithmetics: averages, last strategies, regrets, and what rounding makes of them."""

from mpmath import mp

from .field import DOUBLE, REFERENCE, Field, dot
from .learners import RULES

AVERAGES = ["uniform", "linear", "last"]


class Run:
    """Results after the rounds of `times`: profile(T, average) and regrets(T)."""

    def __init__(self, game, algorithm, times, settings, start, *kind):
        self.field = field = Field(game, *kind)
        if start:
            settings = dict(settings, start=[[field.number(c) for c in x] for x in start])
        self.profiles, self.regrets = {}, {}
        sums = {name: [[field.number(0)] * n for n in field.shape] for name in ["uniform", "linear", "payoff"]}
        earned = [field.number(0) for _ in field.players]
        rounds = RULES[algorithm](field, **settings)
        for t in range(1, max(times) + 1):
            profile = next(rounds)
            vectors = field.vectors(profile)
            for name, weight, terms in [("uniform", 1, profile), ("linear", t, profile), ("payoff", 1, vectors)]:
                sums[name] = [[s + weight * c for s, c in zip(a, b)] for a, b in zip(sums[name], terms)]
            earned = [e + dot(x, g) for e, x, g in zip(earned, profile, vectors)]
            if t in times:
                self.profiles[t, "uniform"] = [[c / t for c in x] for x in sums["uniform"]]
                self.profiles[t, "linear"] = [[2 * c / (t * (t + 1)) for c in x] for x in sums["linear"]]
                self.profiles[t, "last"] = profile
                self.regrets[t] = [max(g) - e for g, e in zip(sums["payoff"], earned)]

    def results(self, t, average):
        profile = self.profiles[t, average]
        named = {"nash_conv": [self.field.nash_conv(profile)], "value": [self.field.value(0, profile)]}
        return named | {f"p{i}": x for i, x in enumerate(profile, 1)}


KINDS = [(REFERENCE,), (DOUBLE,), (DOUBLE, -1), (DOUBLE, 1, 1), (DOUBLE, -1, 2)]
FACTORS = [30, 30, 3, 3]  # the nudged runs already differ more than rounding makes them


class Runs:
    """The reference run and four in doubles; tolerances are FACTORS times their differences, at least `least`."""

    def __init__(self, game, algorithm, times, settings, start=None, least=1e-12):
        self.runs = [Run(game, algorithm, times, settings, start, *kind) for kind in KINDS]
        self.least = least

    def results(self, t, average):
        """Quantities of the reference run, and one tolerance for all of them."""
        reference, *others = (r.results(t, average) for r in self.runs)
        return reference, self.tolerance(reference.values(), [d.values() for d in others])

    def regrets(self, t):
        reference, *others = ([r.regrets[t]] for r in self.runs)
        return reference[0], self.tolerance(reference, others)

    def tolerance(self, reference, others):
        apart = max(factor * abs(a - b) for factor, other in zip(FACTORS, others)
                    for x, y in zip(reference, other) for a, b in zip(x, y))
        size = max(1, *(abs(a) for x in reference for a in x))
        return float(mp.nstr(max(self.least * size, apart), 1))
