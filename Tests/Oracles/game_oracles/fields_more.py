"""Rows of fields.csv for the toys, the Gaussian family, the mixtures and the restricted f-GANs."""

import random

import numpy as np
from mpmath import mp

from .catalogue import make
from .games_fgan import TABLE, restricted_fgan
from .games_gaussian import lqg_w2, mean_matching, symmetric_of
from .games_lqg_gan import CLOSED, lqg_gan
from .quadrature import QuadratureGame, gauss_hermite
from .text import inputs

TOYS = [("f1", {}), ("f2", {}), ("f3", {}), ("letcher-cycle", {}), ("tandem", {}), ("weak-attractor", {}),
        ("weak-attractor", {"coupling": -2.5}), ("four-player", {}), ("four-player", {"epsilon": 0.75}),
        ("hamiltonian-offset", {"a": -0.5, "b": 1.75}), ("cubic-stable-not-nash", {}), ("potential-saddle", {}),
        ("consensus-trap", {"kappa": 0.6}), ("sga-trap", {}), ("sga-trap", {"epsilon": 0.3}), ("common-payoff", {}),
        ("torus", {}), ("torus", {"a": -0.4, "b": 0.7}), ("polynomial", {}), ("matching-pennies", {}),
        ("iterated-prisoners-dilemma", {}), ("iterated-prisoners-dilemma", {"discount": 0.7}),
        ("iterated-prisoners-dilemma", {"discount": 0})]
MEANS = [({}, {}), ({"dimension": "1"}, {"v_1": -2, "gp": 0.3}), ({"dimension": "2"}, {"clip": 1.75, "gp": 0.1}),
         ({"dimension": "3"}, {"v_2": 1.5, "v_3": -0.5, "gp": 1})]
TWO = {"sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1}
THREE = {**TWO, "sigma_13": -0.25, "sigma_23": 0.3, "sigma_33": 1.5}
DUAL = [("1", None, {"sigma_11": 2.25}), ("2", None, {}), ("2", None, {**TWO, "floor": 0.125}), ("2", "1", TWO),
        ("3", "2", {**THREE, "floor": 0.05})]
MODEST = {"sigma_11": 0.75, "sigma_12": 0.25, "sigma_22": 1, "mu_1": 0.5, "mu_2": -0.25}
GAN = [("1", 80, {"mu_1": -0.5, "sigma_11": 1.5}), ("1", 80, {"r1": 0.3, "r2": 0.2, "noise": 0.5}),
       ("2", 40, MODEST), ("2", 40, {**MODEST, "r1": 0.3, "r2": 0.2, "noise": 0.5}),
       ("3", 20, {**MODEST, "sigma_13": -0.25, "sigma_33": 0.75})]
LOSSES = ["minimax", "nonsaturating", "wasserstein", "least-squares", "hinge", "relativistic"]


def dyadic(source, size=1.5):
    return (source.randint(-int(64 * size), int(64 * size)) or 1) / 64


def quadrature_error(game, point, values, kinds, nodes):
    """Relative error of a tensor Gauss-Hermite rule, the rule an implementation may use."""
    worst = 0.0
    for kind, exact in zip(kinds, values):
        got = game.value(kind, point, gauss_hermite(nodes))
        worst = max(worst, float(max(abs(g - e) for g, e in zip(got, exact)) / max(abs(e) for e in exact)))
    return worst


def toys(source):
    for name, knobs in TOYS:
        game = make(name, {}, knobs)
        yield name, {}, knobs, game, [dyadic(source) for _ in game.coordinates]


def mixtures(source):
    """Both treatments of the end points; ordered ones on crossed and sorted intervals."""
    yield "two-gaussians", {}, {}, make("two-gaussians"), [-1, 1, -1, -0.25, 0.25, 1.5]
    knobs = {"target_1": -1.25, "target_2": 0.75}
    yield ("two-gaussians", {"endpoints": "signed"}, knobs, make("two-gaussians", {}, knobs),
           [dyadic(source) for _ in range(6)])
    game = make("two-gaussians", {"endpoints": "ordered"}, knobs)
    yield ("two-gaussians", {"endpoints": "ordered"}, knobs, game,
           [dyadic(source), dyadic(source), *sorted(dyadic(source, 2) for _ in range(4))])


def dual_point(source, d, r, parametrisation):
    """G arbitrary; A positive definite: near I, or any factor with a positive diagonal."""
    g = [dyadic(source) for _ in range(d * r)]
    if parametrisation == "cholesky":
        return g + [dyadic(source) if i != j else abs(dyadic(source)) + 0.5 for i in range(d) for j in range(i + 1)]
    a = [dyadic(source, 0.25) + (1.25 if i == j else 0) for i in range(d) for j in range(i, d)]
    assert min(mp.eigsy(symmetric_of(list(map(mp.mpf, a)), d), eigvals_only=True)) > 0.3
    return g + a


def dual(source):
    for d, rank, knobs in DUAL:
        for parametrisation in ("symmetric", "cholesky"):
            options = {"dimension": d, **({"rank": rank} if rank else {}), "parametrisation": parametrisation}
            game = make("lqg-w2", options, knobs)
            yield "lqg-w2", options, knobs, game, dual_point(source, int(d), int(rank or d), parametrisation)


def small_gan_point(source, game, n, loss):
    """A fakeness logit so gentle that tensor rules with few nodes see it exactly."""
    size = 1 / 4**n if loss != "relativistic" else 1 / 4 ** (2 * n - 1)
    s, m = n * (n + 1) // 2, game.blocks[0]
    far = loss == "hinge" and n > 1  # the kinks must carry no mass
    critic = [source.choice([-1, 1]) / 256 if far else dyadic(source, max(size, 1 / 32)) for _ in range(s)]
    critic += [dyadic(source, 1 / 16 if far else 2 * size) for _ in range(m - s)]
    if loss == "hinge" and n == 1:
        critic = [source.choice([-1, 1]) * (abs(c) + 0.5) for c in critic]
    a = [abs(dyadic(source, 0.5)) + 0.375 if i == j else dyadic(source, 0.5) for i in range(n) for j in range(i + 1)]
    return critic + a + [dyadic(source, 0.5) for _ in range(n)]


def gans(source):
    for loss in LOSSES:
        for n, nodes, knobs in GAN:
            if loss == "relativistic" and n == "3":
                continue
            count = {"1": 80, "2": 12}[n] if loss == "relativistic" else nodes
            options = {"dimension": n, "loss": loss}
            if loss not in CLOSED and (loss != "hinge" or n != "1"):
                options["nodes"] = str(count)
            game = lqg_gan(options, knobs)
            yield "lqg-gan", options, knobs, game, small_gan_point(source, game, int(n), loss)


def fgans(source):
    for divergence in ("kl", "pearson", "jensen-shannon"):
        for degree in ("1", "2", "3"):
            options = {"space": "finite", "divergence": divergence, "degree": degree}
            game = make("restricted-fgan", options)
            yield "restricted-fgan", options, {}, game, [*gentle(source, int(degree), 0.25), 0.375]
        for degree, knobs in (("1", {}), ("2", {"m": 0.5, "v": 0.75, "s2": 1.25}), ("4", {"m": -0.25, "s2": 0.75})):
            options = {"space": "gaussian", "divergence": divergence, "degree": degree}
            if divergence == "jensen-shannon":
                options["nodes"] = "80"
            critic = gentle(source, int(degree), 0.25)
            if (divergence, degree) == ("kl", "4"):
                continue  # refused: E exp of a polynomial of this degree is infinite arbitrarily close to w = 0
            if degree == "4":
                critic[4] = -1 / 64
                critic[3] = 1 / 64
            game = make("restricted-fgan", options, knobs)
            yield "restricted-fgan", options, knobs, game, [*critic, 0.625]


def gentle(source, degree, size):
    return [dyadic(source, size) / (1 if k < 2 else 4) for k in range(degree + 1)]


def from_files(source):
    """Matrices of data files: a covariance, a mean, a table of weights."""
    k = [[1.5, -0.5], [-0.5, 0.75]]
    yield "lqg-w2", {"rank": "1"}, {}, lqg_w2({"rank": "1"}, {}, k), dual_point(source, 2, 1, "symmetric"), k
    options = {"loss": "least-squares"}
    game = lqg_gan(options, {"mu_1": 0.5}, k)
    yield "lqg-gan", options, {"mu_1": 0.5}, game, small_gan_point(source, game, 2, "least-squares"), k
    game = mean_matching({}, {"gp": 0.5}, [0.5, -1, 2])
    yield "gaussian-mean-gan", {}, {"gp": 0.5}, game, [dyadic(source) for _ in range(6)], [[0.5, -1, 2]]
    table = [[-1, 0.25, 0.5, 0.125], [0.5, 0.5, 0.25, 0.375], [2, 0.25, 0.25, 0.5]]
    options = {"divergence": "pearson", "degree": "1"}
    yield "restricted-fgan", options, {}, restricted_fgan(options, {}, table), [0.25, -0.5, 0.625], table


def cases():
    source = random.Random(20250105)
    for part in (toys, mixtures, dual, gans, fgans):
        yield from ((*case, None) for case in part(source))
    for options, knobs in MEANS:
        game = make("gaussian-mean-gan", options, knobs)
        yield "gaussian-mean-gan", options, knobs, game, [dyadic(source) for _ in game.coordinates], None
    yield from from_files(source)


def rows(row, kinds):
    """`row` writes one line; games under a tensor rule get the tolerance that their nodes allow."""
    for name, options, knobs, game, point, matrix in cases():
        shape, flat = ("", "") if matrix is None else (inputs(np.shape(matrix)), inputs(np.ravel(matrix)))
        point = [float(c) for c in point]
        assert [float(c) for c in game.project(np.array(point))] == point
        error = None
        if isinstance(game, QuadratureGame):
            values = [game.value(kind, point) for kind in kinds]
            error = quadrature_error(game, point, values, kinds, int(options["nodes"]))
        yield row(name, options, knobs, game, point, shape, flat, error=error)
