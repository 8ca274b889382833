"""fields.csv: losses, xi and J of every game at random points."""

import random

import numpy as np
from mpmath import mp

from . import fields_more
from .catalogue import make
from .game import gauss_hermite
from .games import bilinear, quadratic
from .text import inputs, number, numbers, pairs

HEADER = ["game", "options", "knobs", "blocks", "matrix", "linear", "point", "losses", "xi", "jacobian", "tolerance"]
FLOOR = 1e-12  # relative tolerance of closed forms in double precision
KINDS = ["losses", "xi", "jacobian"]

DIRAC_KNOBS = [
    {},
    {"r1": 0.3},
    {"noise": 0.7},
    {"gp": 0.7, "gp_target": 1},
    {"r1": 0.3, "r2": 0.2, "noise": 0.7, "gp": 0.7, "gp_target": 1, "clip": 2},
]
LQG_KNOBS = {
    1: [{}, {"mu_1": 0.5, "sigma_11": 2.25, "critic_l2": 0.3, "floor": 0.01}],
    2: [{}, {"mu_1": 0.5, "mu_2": -1, "sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1, "critic_l2": 0.3, "floor": 0.01}],
    3: [{}, {"mu_1": 0.5, "mu_2": -1, "mu_3": 0.25, "sigma_11": 2, "sigma_12": 0.5, "sigma_13": -0.25, "sigma_22": 1,
             "sigma_23": 0.3, "sigma_33": 1.5, "critic_l2": 0.3, "floor": 0.01}],
}
QUADRATIC = [  # blocks, M_1, M_2, ..., b_1, b_2, ...
    ([1, 1], [[[0.1, 10], [10, 0]], [[0, -10], [-10, 0.1]]], [[0, 0], [0, 0]]),
    ([1, 2], [[[2, 1, -0.5], [1, 0.25, 0], [-0.5, 0, 3]], [[1, -1, 0.5], [-1, 2, 0.75], [0.5, 0.75, -1]]],
     [[1, -2, 0.5], [0.25, 1, -1]]),
    ([1, 1, 1], [[[1, 2, 0], [0, 0.5, -1], [0.25, 0, 1]], [[0, 1, 1], [-3, 2, 0], [0, 0.5, 0]],
                 [[1, 0, 0.5], [0, 1, 2], [-1, 0, 0.25]]], [[1, 0, 0], [0, -1, 0.5], [0.5, 0.25, 2]]),
]


def random_point(source, game):
    """Dyadic coordinates in [-1.5, 1.5], so that the text is the exact point, inside the constraint set."""
    point = np.array([source.randint(-96, 96) / 64 or 0.5 for _ in game.coordinates])
    return [float(v) for v in np.where(game.project(point) == point, point, np.abs(point))]


def rule_error(game, point, values):
    """Relative error of 80-node Gauss-Hermite, the rule an implementation may use."""
    worst, rule = 0.0, [r.astype(np.longdouble) for r in gauss_hermite(80)]  # wide exponents: far nodes overflow
    for kind, exact in zip(KINDS, values):
        got = game.value(kind, point, rule)
        scale = max(abs(float(v)) for v in exact)
        worst = max(worst, max(abs(float(v - e)) for v, e in zip(got, exact)) / scale)
    return worst


def row(name, options, knobs, game, point, blocks="", matrix="", linear="", error=None):
    values = [game.value(kind, [mp.mpf(c) for c in point]) for kind in KINDS]
    if any(e.law == "normal" for e in game.expectations.values()):
        error = rule_error(game, point, values)
    tolerance = max(FLOOR, 10 * (error or 0))
    return [name, pairs(options), pairs(knobs), blocks, matrix, linear, inputs(point),
            *[numbers(v) for v in values], number(tolerance, 2)]


def rows():
    source = random.Random(20180109)
    yield from parametric(source)
    for matrix in ([[2, -1], [0.5, 1.25]], [[1, 0.5, -2], [-0.75, 3, 0.25]]):
        flat, shape = inputs(np.ravel(matrix)), np.shape(matrix)
        for scale in (1, 0.5):
            game = bilinear({}, {"scale": scale}, matrix)
            yield row("bilinear", {}, {"scale": scale}, game, random_point(source, game), inputs(shape), flat)
    for blocks, matrices, vectors in QUADRATIC:
        game = quadratic(blocks, matrices, vectors)
        for _ in range(2):
            yield row("quadratic", {}, {}, game, random_point(source, game), inputs(blocks),
                      inputs(np.ravel(matrices)), inputs(np.ravel(vectors)))
    yield from fields_more.rows(row, KINDS)


def parametric(source):
    losses = ("minimax", "nonsaturating", "wasserstein", "least-squares", "hinge")
    cases = [("dirac-gan", {"loss": l}, k) for l in losses for k in DIRAC_KNOBS]
    cases += [("bilinear", {"dimension": str(d)}, k) for d in (1, 2, 3) for k in ({}, {"scale": -0.75})]
    cases += [("uniform-quadratic-gan", {"loss": l}, k) for l in ("minimax", "wasserstein")
              for k in ({}, {"regulariser": 0.5}, {"gradient_penalty": 0.7},
                        {"regulariser": 0.25, "gradient_penalty": 1})]
    cases += [("lqg-wgan", {"dimension": str(n), "part": p}, k) for n in (1, 2, 3)
              for p in ("all", "mean", "covariance") for k in LQG_KNOBS[n]]
    for name, options, knobs in cases:
        game = make(name, options, knobs)
        for _ in range(2):
            yield row(name, options, knobs, game, random_point(source, game))
