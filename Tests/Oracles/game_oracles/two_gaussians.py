"""two_gaussians.csv: best responses, and the dynamics with an optimal discriminator (games 7.1, 7.2)."""

import numpy as np
from mpmath import mp

from .games_two_gaussians import Mixtures
from .text import inputs, number, numbers

HEADER = ["kind", "target", "start", "eta", "step", "mu", "zeros", "intervals", "tv", "gradient", "converged",
          "tolerance", "printed"]
TARGET, ETA, STEPS = (-0.5, 0.5), 0.1, 3000
HOVER = 0.04  # twice how far the means stay from the target at this eta; symmetric starts lose all finer digits
RESPONSES = [  # generator means and what the page prints of their zeros, distance and gradient
    ((-1, 1), "-1.113153056145;1.113153056145", "0.149005240635", "-0.176807427754;0.176807427754"),
    ((0, 1), "0.25", "0.174666321940", "0.193334058401;0.150568716077"),
    ((-2, 3), "-1.397256548967;1.810051671957", "0.645241013750", "-0.166197149603;0.098253668829"),
    ((0.9, 1), "0.361371090529", "0.346875599714", "0.172536535520;0.162673662464"),
    ((-0.5, 0.6), "0.55", "0.019938805838", "0.114941070342;0.199221957047"),
    ((-1.100196221968, 1.100196221968), "", "0.185082", ""),
    ((-1.340546061557, 1.340546061557), "", "0.274917", ""),
]
OTHERS = [((-1, 2), (-2, 1)), ((0.5, 0.5), TARGET), ((-0.25, 0.25), TARGET), ((2, 2.5), TARGET), ((1, -1.5), (3, -2))]
RUNS = {  # start: step -> printed means, step -> printed distance
    (0.9, 1): ({1: "0.882746346448;0.983732633754", 10: "0.725190394557;0.835218792207"},
               {100: "0.041136", 1000: "0.0016", 1001: "0.0046"}),
    (-2, 3): ({}, {100: "0.2177", 1000: "0.0041", 1001: "0.0021"}),
    (2, 2.5): ({}, {100: "0.2965", 1000: "0.0037", 1001: "0.0025"}),
}


def doubles(mu):
    return [mp.mpf(float(m)) for m in mu]


def close(own, text):
    decimals = len(text.partition(".")[2])
    return abs(own - mp.mpf(text)) <= mp.mpf(10) ** -decimals * (mp.mpf("0.5001") if decimals < 12 else mp.mpf("0.51"))


def response(mu, target=TARGET, printed=("", "", "")):
    mixtures = Mixtures(doubles(mu), doubles(target))
    own = [mixtures.zeros(), [mixtures.total_variation()], mixtures.gradient()]
    for values, text in zip(own, printed):
        assert not text or all(close(v, t) for v, t in zip(values, text.split(";"), strict=True)), (mu, text)
    ends = [e for pair in mixtures.intervals() for e in pair]
    return ["best-response", inputs(target), "", "", "", inputs(mu), numbers(own[0]), numbers(ends), number(own[1][0]),
            numbers(own[2]), "", "1.0e-12", " ".join(t for t in printed if t)]


class Fleet:
    """Many generators at once in double precision: zeros by a grid on [-10, 10] and bisection, where F changes sign."""

    def __init__(self, starts, target=TARGET, per_unit=40):
        self.mu, self.target = np.array(starts, dtype=float), np.array(target)
        self.grid = np.arange(-10 * per_unit, 10 * per_unit + 1) / per_unit

    def scaled(self, x):
        """Sign of F at x (one row a generator)."""
        def terms(means):
            return [means[:, k, None] * (x - means[:, k, None] / 2) for k in range(2)]

        plus, minus = terms(np.broadcast_to(self.target, self.mu.shape)), terms(self.mu)
        top = np.maximum.reduce(plus + minus)
        return sum(np.exp(e - top) for e in plus) - sum(np.exp(e - top) for e in minus)

    def ends(self):
        """Three zeros a generator, missing ones at 50, and whether F > 0 in the gaps (empty ones do not matter)."""
        values = self.scaled(np.broadcast_to(self.grid, (len(self.mu), len(self.grid))))
        crossing = values[:, :-1] * values[:, 1:] < 0
        low, high = np.full((len(self.mu), 3), 50.0), np.full((len(self.mu), 3), 50.0)
        for i, line in enumerate(crossing):
            for k, at in enumerate(np.flatnonzero(line)):
                low[i, k], high[i, k] = self.grid[at], self.grid[at + 1]
        below = np.sign(self.scaled(low))
        for _ in range(52):
            middle = (low + high) / 2
            left = np.sign(self.scaled(middle)) == below
            low, high = np.where(left, middle, low), np.where(left, high, middle)
        zeros = (low + high) / 2
        bounds = np.concatenate([np.full((len(zeros), 1), -50.0), zeros, np.full((len(zeros), 1), 50.0)], axis=1)
        leftmost = values[:, :1] > 0
        return bounds, leftmost ^ (np.arange(4) % 2 == 1)[None, :]

    def step(self):
        bounds, inside = self.ends()
        def density(m):
            return np.exp(-(bounds - m[:, None]) ** 2 / 2) / np.sqrt(2 * np.pi)
        rises = [np.diff(density(self.mu[:, k]), axis=1) * inside for k in range(2)]
        self.mu = self.mu - ETA * np.stack([np.sum(r, axis=1) / 2 for r in rises], axis=1)


def distance(mu):
    return Mixtures(doubles(mu), doubles(TARGET)).total_variation()


def trajectories():
    """The first ten steps in 30 digits, the rest in double precision."""
    for start, (means, distances) in RUNS.items():
        mu, fleet = doubles(start), Fleet([start, np.array(start) * (1 + 1e-13)])
        for k in range(1, 1002):
            fleet.step()
            if k <= 10:
                mu = [a - mp.mpf(ETA) * b for a, b in zip(mu, Mixtures(mu, doubles(TARGET)).gradient())]
                assert max(abs(a - b) for a, b in zip(mu, fleet.mu[0])) < 1e-13
            if k not in (1, 10, 100, 1000, 1001):
                continue
            place = mu if k <= 10 else doubles(fleet.mu[0])
            error = 100 * np.abs(fleet.mu[0] - fleet.mu[1]).max() if k > 10 else 0
            tv, printed = distance(place), [means.get(k, ""), distances.get(k, "")]
            assert not printed[0] or all(close(v, t) for v, t in zip(place, printed[0].split(";")))
            assert not printed[1] or close(tv, printed[1]), (start, k, tv)
            yield ["optimal", inputs(TARGET), inputs(start), inputs([ETA]), k, numbers(place), "", "", number(tv), "",
                   "", number(max(1e-12, error), 2), " ".join(p for p in printed if p)]


def starts():
    """The lower triangle of the grid linspace(-1, 1, 10), equal means moved apart by 1e-3 each."""
    grid = np.linspace(-1, 1, 10)
    pairs = [(grid[j], grid[i]) for i in range(10) for j in range(i + 1)]
    return [(a - 1e-3, b + 1e-3) if a == b else (a, b) for a, b in pairs]


def outcomes():
    fleets = [Fleet(starts()), Fleet(np.array(starts()) * (1 + 1e-13)), Fleet(starts(), per_unit=57)]
    for _ in range(STEPS):
        for fleet in fleets:
            fleet.step()
    for i, start in enumerate(starts()):
        ends = [fleet.mu[i] for fleet in fleets]
        spread = max(np.abs(e - ends[0]).max() for e in ends)
        final = np.sort(ends[0])
        yield ["outcome", inputs(TARGET), inputs(start), inputs([ETA]), STEPS, numbers(doubles(final)), "", "",
               number(distance(final)), "", "true" if np.abs(final - TARGET).max() < 0.1 else "false",
               number(min(max(1e-12, 100 * spread), HOVER), 2), ""]


def rows():
    for mu, *printed in RESPONSES:
        yield response(mu, TARGET, printed)
    for mu, target in OTHERS:
        yield response(mu, target)
    yield from trajectories()
    yield from outcomes()
