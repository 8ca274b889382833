"""The learners: generators of the profile that is played at rounds 1, 2, ... (procedures B1, B4).

Where the theory leaves room, the rules are these.

order=alternating  In a round each player in turn first observes its payoff vector against the latest strategies of all
    others, then plays; player 1 observes nothing before round 1, the others observe against its first strategy. A
    player's own latest strategy (its regret is against it) is uniform before its first one. For two players this is:
    row plays rule(R_x), column updates on x_t against its previous strategy and plays, row updates on y_t.
fictitious-play    Everybody plays action 0 at round 1 in either order. Later simultaneous: best response to the others'
    frequencies through t-1; alternating: later players see the counts of earlier ones through t.
mirror-prox        Plays the half-steps. projected-eg plays the base iterates.
replicator         Plays the state of the ODE at time (t-1) dt, projected-replicator the state before the t-th step.
regret-matching    All regrets start at `initial`; the strategy is [R]_+ / sum, uniform where no regret is positive,
    then `gamma` of it is replaced by uniform.
"""

import math
from itertools import count

import numpy as np

from .field import best, dot, projection, softmax


class Hedge:
    def __init__(self, field, start, eta=0.1, optimistic=False):
        self.field, self.start, self.eta, self.optimistic = field, start, field.number(eta), optimistic
        self.total = self.prediction = [field.number(0)] * len(start)

    def play(self):
        return self.rule([self.eta * (s + p) for s, p in zip(self.total, self.prediction)])

    def rule(self, scaled):
        return softmax(self.field, scaled, self.start)

    def observe(self, g, strategy):
        self.total = [s + c for s, c in zip(self.total, g)]
        if self.optimistic:
            self.prediction = g


class EuclideanFTRL(Hedge):
    def rule(self, scaled):
        return projection(scaled)


class RegretMatching:
    def __init__(self, field, start, plus=False, initial=0.0, gamma=0.0):
        self.uniform, self.plus, self.gamma = start, plus, field.number(gamma)
        self.regrets = [field.number(initial)] * len(start)

    def play(self):
        positive = [max(r, 0 * r) for r in self.regrets]
        total = sum(positive)
        assert total == 0 or total > 1e-9, "rounding decides whether a regret is positive"
        rule = [r / total for r in positive] if total > 0 else self.uniform
        return [(1 - self.gamma) * r + self.gamma * u for r, u in zip(rule, self.uniform)]

    def observe(self, g, strategy):
        mean = dot(strategy, g)
        self.regrets = [r + c - mean for r, c in zip(self.regrets, g)]
        if self.plus:
            self.regrets = [max(r, 0 * r) for r in self.regrets]


def regret_minimisers(field, kind, order="simultaneous", start=None, **settings):
    latest = start or field.uniform()
    players = [kind(field, x, **settings) for x in latest]
    for t in count(1):
        if order == "simultaneous":
            latest = [p.play() for p in players]
            yield latest
            for p, g, x in zip(players, field.vectors(latest), latest):
                p.observe(g, x)
        else:
            for i, p in enumerate(players):
                if i > 0 or t > 1:
                    p.observe(field.vector(i, latest), latest[i])
                latest = latest[:i] + [p.play()] + latest[i + 1:]
            yield latest


def fictitious_play(field, order="simultaneous"):
    counts = [[1] + [0] * (n - 1) for n in field.shape]
    pure = [[field.number(int(k == c)) for k in range(n)] for n in field.shape for c in range(n)]
    offsets = [sum(field.shape[:i]) for i in field.players]
    yield [pure[o] for o in offsets]
    while True:
        seen, played = [list(c) for c in counts], []
        for i in field.players:
            frequencies = [[field.number(c) / sum(row) for c in row] for row in seen]
            action = best(field.vector(i, frequencies))
            counts[i][action] += 1
            played.append(pure[offsets[i] + action])
            if order == "alternating":
                seen[i] = counts[i]
        yield played


def projected_gda(field, eta=0.1):
    profile, eta = field.uniform(), field.number(eta)
    while True:
        yield profile
        profile = moved(profile, field.vectors(profile), eta)


def projected_ogda(field, eta=0.1):
    profile, eta = field.uniform(), field.number(eta)
    previous = field.vectors(profile)
    while True:
        yield profile
        current = field.vectors(profile)
        ahead = [[2 * a - b for a, b in zip(g, h)] for g, h in zip(current, previous)]
        profile, previous = moved(profile, ahead, eta), current


def projected_eg(field, eta=0.1):
    profile, eta = field.uniform(), field.number(eta)
    while True:
        yield profile
        half = moved(profile, field.vectors(profile), eta)
        profile = moved(profile, field.vectors(half), eta)


def moved(profile, vectors, eta):
    return [projection([a + eta * b for a, b in zip(x, g)]) for x, g in zip(profile, vectors)]


def mirror_prox(field, eta=0.1):
    base, eta = field.uniform(), field.number(eta)

    def reweighted(vectors):
        return [softmax(field, [eta * c for c in g], x) for x, g in zip(base, vectors)]

    while True:
        half = reweighted(field.vectors(base))
        yield half
        base = reweighted(field.vectors(half))


def projected_replicator(field, dt=1e-3, gamma=1e-6):
    profile, dt, gamma = field.uniform(), field.number(dt), field.number(gamma)
    while True:
        yield profile
        new = []
        for x, g in zip(profile, field.vectors(profile)):
            mean = dot(x, g)
            new.append(projection([a + dt * a * (c - mean) for a, c in zip(x, g)], gamma))
        profile = new


def replicator(field, start=None, dt=0.1, order=24):
    """Taylor series of the ODE in doubles, one step a round; the run in DOUBLE takes two, which shows the error."""
    steps = 2 if field.number is float else 1
    profile = [np.array([float(c) for c in x]) for x in start or field.uniform()]
    powers = (dt / steps) ** np.arange(order + 1)
    while True:
        yield [[field.number(float(c)) for c in x] for x in profile]
        for _ in range(steps):
            profile = [series @ powers for series in taylor(field, profile, order)]
            profile = [x / x.sum() for x in profile]


def taylor(field, profile, order):
    """Coefficients of the solution, one row per action."""
    series = [np.zeros((len(x), order + 1)) for x in profile]
    payoff = [np.zeros((len(x), order + 1)) for x in profile]
    excess = [np.zeros((len(x), order + 1)) for x in profile]
    entries = [[(actions, float(weight)) for actions, weight in table] for table in field.entries]
    for i, x in enumerate(profile):
        series[i][:, 0] = x
    for k in range(order):
        for i in field.players:
            others = [j for j in field.players if j != i]
            for actions, weight in entries[i]:
                factors = [series[j][actions[j], :k + 1] for j in others]
                term = factors[0][k] if len(factors) == 1 else np.dot(factors[0], factors[1][::-1])
                excess[i][actions[i], k] += weight * term
        for i, x in enumerate(series):  # payoff minus its mean <x, payoff>
            payoff[i][:, k] = excess[i][:, k]
            excess[i][:, k] -= np.sum(x[:, :k + 1] * payoff[i][:, k::-1])
            x[:, k + 1] = np.sum(x[:, :k + 1] * excess[i][:, k::-1], axis=1) / (k + 1)
    return series


def kullback_leibler(target, profile):
    """Sum over the players of KL(target, strategy); the targets are positive."""
    return sum(math.fsum(float(p) * math.log(float(p) / float(q)) for p, q in zip(a, b))
               for a, b in zip(target, profile))


def _minimisers(kind, **fixed):
    return lambda field, **settings: regret_minimisers(field, kind, **fixed, **settings)


RULES = {
    "fictitious-play": fictitious_play,
    "hedge": _minimisers(Hedge),
    "optimistic-hedge": _minimisers(Hedge, optimistic=True),
    "ftrl": lambda field, regularizer="euclidean", **settings: regret_minimisers(
        field, Hedge if regularizer == "entropic" else EuclideanFTRL, **settings),
    "optimistic-ftrl": lambda field, regularizer="euclidean", **settings: regret_minimisers(
        field, Hedge if regularizer == "entropic" else EuclideanFTRL, optimistic=True, **settings),
    "projected-gda": projected_gda,
    "projected-ogda": projected_ogda,
    "projected-eg": projected_eg,
    "regret-matching": _minimisers(RegretMatching),
    "regret-matching-plus": _minimisers(RegretMatching, plus=True),
    "replicator": replicator,
    "projected-replicator": projected_replicator,
    "mirror-descent": _minimisers(Hedge),
    "mirror-prox": mirror_prox,
}
