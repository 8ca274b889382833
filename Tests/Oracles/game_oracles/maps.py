"""maps.csv: characteristic polynomial, spectral radius and critical step of every procedure at known equilibria."""

import random

import numpy as np
from mpmath import mp

from .catalogue import make
from .procedures import characteristic, critical_step, linear_map, radius
from .text import number, numbers, pairs

HEADER = ["game", "options", "knobs", "point", "procedure", "procedure_options", "procedure_knobs", "characteristic",
          "spectral_radius", "spectral_radius_tolerance", "critical_step", "critical_step_tolerance"]
EPSILON = mp.mpf(10) ** -16
FLOOR = mp.mpf(10) ** -12

SIGMA = {"mu_1": 0.5, "mu_2": -1, "sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1}
GAMES = [
    ("dirac-gan", {}, {}),
    *[("dirac-gan", {}, {"r1": g}) for g in (0.1, 0.3, 1, 2)],
    *[("dirac-gan", {}, {"noise": s}) for s in (0.3, 0.7)],
    ("dirac-gan", {"loss": "nonsaturating"}, {"r2": 0.3}),
    ("dirac-gan", {"loss": "wasserstein"}, {"r1": 0.5}),
    ("dirac-gan", {"loss": "least-squares"}, {"noise": 0.7}),
    ("dirac-gan", {"loss": "hinge"}, {}),
    ("bilinear", {"dimension": "1"}, {}),
    ("bilinear", {"dimension": "2"}, {"scale": 0.5}),
    ("uniform-quadratic-gan", {}, {}),
    ("uniform-quadratic-gan", {}, {"regulariser": 0.5}),
    ("uniform-quadratic-gan", {"loss": "wasserstein"}, {}),
    ("uniform-quadratic-gan", {"loss": "wasserstein"}, {"regulariser": 0.25}),
    ("uniform-quadratic-gan", {"loss": "wasserstein"}, {"gradient_penalty": 0.5}),
    ("lqg-wgan", {"dimension": "1"}, {}),
    ("lqg-wgan", {"dimension": "1"}, {"mu_1": 0.5, "sigma_11": 2.25, "critic_l2": 0.3}),
    ("lqg-wgan", {"dimension": "1", "part": "mean"}, {}),
    ("lqg-wgan", {"dimension": "2", "part": "covariance"}, {"sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1}),
    ("lqg-wgan", {"dimension": "2"}, SIGMA),
    ("lqg-wgan", {"dimension": "2"}, {**SIGMA, "critic_l2": 0.3}),
]
PROCEDURES = [
    ("simultaneous", {}, {"eta": 0.2}),
    ("simultaneous", {}, {"eta": 0.1, "tau": 3}),
    ("alternating", {}, {"eta": 0.2}),
    ("alternating", {"updates": "1,5"}, {"eta": 0.1}),
    ("alternating", {"updates": "2,3", "first": "2"}, {"eta": 0.1, "tau": 0.5}),
    ("extragradient", {}, {"eta": 0.2}),
    ("extragradient", {}, {"eta": 0.1, "tau": 2}),
    ("optimistic", {}, {"eta": 0.1}),
    ("optimistic", {"first": "double"}, {"eta": 0.05, "tau": 2}),
    ("heavy-ball", {}, {"eta": 0.1, "beta": 0.5}),
    ("heavy-ball", {}, {"eta": 0.1, "beta_1": -0.5, "beta_2": 0.1}),
    ("heavy-ball", {"order": "alternating"}, {"eta": 0.1, "beta_1": -0.5, "beta_2": 0}),
    ("heavy-ball", {"order": "alternating"}, {"eta": 0.2, "beta": -0.1, "tau": 2}),
    ("consensus", {}, {"eta": 0.1, "gamma": 1}),
    ("consensus", {}, {"eta": 0.2, "gamma": 0.1, "tau": 2}),
]
MORE_GAMES = [
    ("f1", {}, {}), ("f2", {}, {}), ("letcher-cycle", {}, {}), ("weak-attractor", {}, {"coupling": 3}),
    ("four-player", {}, {}), ("hamiltonian-offset", {}, {"a": 0.5, "b": -0.25}), ("sga-trap", {}, {}),
    ("consensus-trap", {}, {"kappa": 0.6}), ("torus", {}, {"b": 0.12}), ("matching-pennies", {}, {}),
    ("gaussian-mean-gan", {"dimension": "1"}, {"v_1": 0.5}),
    ("lqg-w2", {"dimension": "1"}, {"sigma_11": 2.25}),
    ("lqg-w2", {"dimension": "1", "parametrisation": "cholesky"}, {"sigma_11": 2.25, "floor": 0.125}),
    ("lqg-gan", {"dimension": "1"}, {"mu_1": 0.5, "sigma_11": 2.25, "r1": 0.3}),
    ("lqg-gan", {"dimension": "1", "loss": "relativistic"}, {"mu_1": 0.5, "sigma_11": 2.25}),
    ("lqg-gan", {"dimension": "1", "loss": "least-squares"}, {"r2": 0.5}),
    ("restricted-fgan", {"divergence": "pearson", "degree": "1"}, {}),
    ("restricted-fgan", {"space": "gaussian", "divergence": "kl"}, {"m": 0.5, "v": 1.25, "s2": 1.25}),
]
MORE_PROCEDURES = [
    ("simultaneous", {}, {"eta": 0.2}),
    ("simultaneous", {}, {"eta": 0.1, "tau": 3}),
    ("alternating", {}, {"eta": 0.2}),
    ("extragradient", {}, {"eta": 0.1}),
    ("optimistic", {}, {"eta": 0.1}),
    ("heavy-ball", {}, {"eta": 0.1, "beta": 0.5}),
    ("consensus", {}, {"eta": 0.1, "gamma": 0.5}),
]


def sensitivity(matrix):
    """Change of the spectral radius under perturbations of 1e-16: about 1e-8 at a defective eigenvalue.

    Both signs of each perturbation: a double eigenvalue moves far only on the side where it stays real.
    """
    source, rho, worst = random.Random(7), radius(matrix), mp.mpf(0)
    for _ in range(2):
        shake = np.array([[EPSILON * source.uniform(-1, 1) * max(1, abs(v)) for v in line] for line in matrix])
        worst = max(worst, *(abs(radius(matrix + sign * shake) - rho) for sign in (1, -1)))
    return worst


def tolerance(error, scale):
    """Absolute tolerance that double precision can meet."""
    return number(max(FLOOR * scale, 100 * error), 2)


def critical(map_at, step):
    if isinstance(step, str):
        return [step, ""]
    delta = mp.mpf(10) ** -6 * step
    slope = (radius(map_at(step + delta)) - radius(map_at(step - delta))) / (2 * delta)
    # The search calls a radius below 1 - 1e-13 stable: where rho is flat the step has fewer digits.
    return [number(step), tolerance(max(sensitivity(map_at(step)), 2 * mp.mpf(10) ** -15) / slope, step)]


def rows():
    for games, procedures in ((GAMES, PROCEDURES), (MORE_GAMES, MORE_PROCEDURES)):
        for game in games:
            yield from rows_of(*game, procedures)


def rows_of(name, options, knobs, procedures):
    game = make(name, options, knobs)
    point = game.equilibrium
    assert max(abs(g) for g in game.xi(point)) < 1e-17
    jacobian = game.jacobian_at([mp.mpf(c) for c in point]) * mp.mpf(1)
    for procedure, choices, rates in procedures:
        def map_at(eta):
            return linear_map(procedure, choices, {**rates, "eta": eta}, jacobian, game.players)

        matrix = map_at(rates["eta"])
        rho = radius(matrix)
        step = critical_step(procedure, choices, rates, jacobian, game.players)
        yield [name, pairs(options), pairs(knobs), numbers(point), procedure, pairs(choices), pairs(rates),
               numbers(characteristic(matrix)), number(rho), tolerance(sensitivity(matrix), 1),
               *critical(map_at, step)]
