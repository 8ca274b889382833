"""trajectories.csv: iterates that no theory page prints."""

from mpmath import mp

from .catalogue import make
from .procedures import run
from .text import inputs, number, numbers, pairs

HEADER = ["game", "options", "knobs", "start", "procedure", "procedure_options", "procedure_knobs", "step", "point",
          "tolerance"]
STEPS = [1, 10, 100]
TWO = {"mu_1": 0.5, "mu_2": -1, "sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1}
FAR = (0.25, -0.5, 0.125, 0.5, -0.25, 1, 0.25, 0.75, 0, -0.5)
LQG = ("lqg-wgan", {"dimension": "2"})
CASES = [
    (*LQG, TWO, FAR, "extragradient", {}, {"eta": 0.05}),
    (*LQG, TWO, FAR, "consensus", {}, {"eta": 0.02, "gamma": 0.5}),
    (*LQG, {**TWO, "critic_l2": 0.5}, FAR, "optimistic", {"first": "double"}, {"eta": 0.02, "tau": 2}),
    (*LQG, {**TWO, "floor": 0.7}, FAR, "heavy-ball", {"order": "alternating"},
     {"eta": 0.05, "beta_1": -0.3, "beta_2": 0.1}),
    ("lqg-wgan", {"dimension": "1"}, {"floor": 0.9}, (1, 0.5, 0.9375, -1), "extragradient", {}, {"eta": 0.2}),
    ("lqg-wgan", {"dimension": "1", "part": "covariance"}, {"sigma_11": 2.25, "floor": 1}, (-1, 2), "alternating",
     {"updates": "2,1", "first": "2"}, {"eta": 0.1}),
    ("uniform-quadratic-gan", {}, {}, (0.5, 0.5), "alternating", {}, {"eta": 0.2}),
    ("uniform-quadratic-gan", {}, {"regulariser": 0.5}, (0.5, 0.5), "alternating", {"updates": "3,1"}, {"eta": 0.2}),
    ("uniform-quadratic-gan", {"loss": "wasserstein"}, {"regulariser": 0.25}, (-0.5, 1.5), "alternating",
     {"first": "2"}, {"eta": 0.1, "tau": 0.5}),
    ("uniform-quadratic-gan", {"loss": "wasserstein"}, {"gradient_penalty": 0.7}, (0.5, 0.5), "heavy-ball", {},
     {"eta": 0.1, "beta": 0.5}),
    ("dirac-gan", {"loss": "least-squares"}, {"r1": 0.3, "r2": 0.1}, (1, 1), "extragradient", {},
     {"eta": 0.2, "tau": 0.5}),
    ("dirac-gan", {"loss": "wasserstein"}, {"clip": 0.5}, (1, 1), "optimistic", {}, {"eta": 0.2}),
    ("bilinear", {"dimension": "2"}, {"scale": 0.5}, (1, -0.5, 0.25, 2), "alternating",
     {"updates": "2,3"}, {"eta": 0.3}),
    ("f3", {}, {}, (7, 5), "extragradient", {}, {"eta": 0.05}),
    ("letcher-cycle", {}, {}, (0.5, 0.5), "heavy-ball", {"order": "alternating"}, {"eta": 0.05, "beta": -0.3}),
    ("four-player", {}, {"epsilon": 0.25}, (1, 1, 1, 1), "optimistic", {}, {"eta": 0.1}),
    ("gaussian-mean-gan", {}, {"clip": 1}, (1.7, 1.7, 1.4, 1.4), "simultaneous", {}, {"eta": 0.1}),
    ("gaussian-mean-gan", {}, {"gp": 0.3}, (1.5, 1.75, 1.25, 1.5), "alternating", {}, {"eta": 0.1}),
    ("two-gaussians", {"endpoints": "ordered"}, {}, (-1, 1, -2.5, -1.5, 1.5, 2.5), "simultaneous", {}, {"eta": 0.1}),
    ("two-gaussians", {"endpoints": "ordered"}, {}, (-1, 1, 0.5, -0.25, 0.25, -1), "extragradient", {}, {"eta": 1}),
    ("lqg-w2", {"dimension": "2", "rank": "1"}, {"sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1, "floor": 0.5},
     (0.5, -0.25, 1, 0, 1), "simultaneous", {}, {"eta": 0.1}),
    ("lqg-w2", {"dimension": "2"}, {"sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1}, (0.5, 0, 0, 0.5, 1, 0, 1),
     "alternating", {}, {"eta": 0.05}),
    ("restricted-fgan", {"divergence": "jensen-shannon", "degree": "1"}, {}, (0, 0, 0.25), "alternating",
     {"updates": "3,1"}, {"eta": 0.2}),
]


def rows():
    for name, options, knobs, first, procedure, choices, rates in CASES:
        game = make(name, options, knobs)
        precise = run(procedure, choices, rates, game, [mp.mpf(c) for c in first], set(STEPS))
        double = run(procedure, choices, rates, game, [float(c) for c in first], set(STEPS))
        for k in STEPS:
            scale = max(abs(c) for c in precise[k])
            error = max(abs(c - d) for c, d in zip(precise[k], double[k])) / scale
            assert error < 1e-9 and scale < 1e3
            yield [name, pairs(options), pairs(knobs), inputs(first), procedure, pairs(choices), pairs(rates), k,
                   numbers(precise[k]), number(max(1e-12, 100 * error), 2)]
