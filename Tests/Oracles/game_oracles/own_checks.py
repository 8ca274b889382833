"""Checks of the oracles themselves, run before anything is written."""

import numpy as np
from mpmath import mp

from . import own_checks_more
from .catalogue import make
from .games import relu_mean
from .procedures import linear_map, start, step

POINT = [mp.mpf("0.7"), mp.mpf("-0.9")]


def hinge_with_noise():
    """The closed form of E relu and its first derivatives against quadrature split at the kink."""
    s, m = mp.mpf("0.63"), mp.mpf("0.4")
    mean = mp.quad(lambda e: max(m + s * e, 0) * mp.npdf(e), [-14, -m / s, 0, 5, 14])
    assert abs(mean - mp.mpf(relu_mean(0.4, 0.63).evalf(20))) < 1e-15
    noise = mp.mpf(0.7)
    theta, psi = POINT
    real, fake = -1 / (psi * noise), (1 - psi * theta) / (psi * noise)  # the kinks
    slope = mp.quad(lambda e: noise * e * mp.npdf(e), [-14, real]) + mp.quad(
        lambda e: -(theta + noise * e) * mp.npdf(e), [fake, 0, 14])
    assert abs(make("dirac-gan", {"loss": "hinge"}, {"noise": 0.7}).xi(POINT)[1] - slope) < 1e-20


def derivatives_by_differences():
    """xi against central differences of the losses, J against those of xi, in 60 digits."""
    cases = [("dirac-gan", {"loss": "nonsaturating"}, {"r1": 0.3, "gp": 0.7, "gp_target": 1}),
             ("uniform-quadratic-gan", {"loss": "wasserstein"}, {"regulariser": 0.5, "gradient_penalty": 0.7})]
    with mp.workdps(60):
        for case in cases:
            game = make(*case)
            for column, delta in enumerate(([mp.mpf(10) ** -20, 0], [0, mp.mpf(10) ** -20])):
                up, down = ([p + sign * d for p, d in zip(POINT, delta)] for sign in (1, -1))
                rise = game.value("losses", up)[column] - game.value("losses", down)[column]
                assert abs(rise / (2 * sum(delta)) - game.xi(POINT)[column]) < 1e-30
                slopes = (game.xi(up) - game.xi(down)) / (2 * sum(delta))
                assert max(abs(slopes - game.jacobian_at(POINT)[:, column])) < 1e-30


def linear_maps_by_differences():
    """The linear map of a procedure against differences of its step on the game itself, at the equilibrium."""
    game = make("lqg-wgan", {"dimension": "1"}, {"mu_1": 0.5, "sigma_11": 2.25, "critic_l2": 0.3})
    cases = [("alternating", {"updates": "2,3", "first": "2"}, {"eta": 0.1, "tau": 0.5}),
             ("extragradient", {}, {"eta": 0.2}), ("optimistic", {"first": "double"}, {"eta": 0.1}),
             ("heavy-ball", {"order": "alternating"}, {"eta": 0.1, "beta_1": -0.5, "beta_2": 0.2}),
             ("consensus", {}, {"eta": 0.2, "gamma": 0.3}), ("simultaneous", {}, {"eta": 0.1, "tau": 3})]
    with mp.workdps(60):
        point = np.array([mp.mpf(0), mp.mpf(0), mp.mpf("1.5"), mp.mpf("0.5")])
        for procedure, options, knobs in cases:
            rest = start(procedure, options, game, point)
            expected = linear_map(procedure, options, knobs, game.jacobian_at(point) * mp.mpf(1), game.players)
            for k in range(len(rest)):
                shift = np.array([mp.mpf(10) ** -20 * (i == k) for i in range(len(rest))])
                up, down = (step(procedure, options, knobs, game, rest + sign * shift) for sign in (1, -1))
                assert max(abs((up - down) / (2 * mp.mpf(10) ** -20) - expected[:, k])) < 1e-30


def run_all():
    for check in (hinge_with_noise, derivatives_by_differences, linear_maps_by_differences):
        check()
    own_checks_more.run_all()
