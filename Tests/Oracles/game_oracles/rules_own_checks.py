"""Checks of the rules themselves, run before anything is written."""

import math

import numpy as np
from mpmath import mp

from . import procedures
from .catalogue import make
from .check_rows import GameSpec
from .rules_cases import QUADRATIC
from .rules_core import setting
from .rules_dilemma import Dilemma
from .rules_gradient import eag_step
from .rules_rows import game_of, rule
from .rules_second import total_slope

LQG = GameSpec("lqg-wgan", {"dimension": "1"}, {"mu_1": 0.5, "sigma_11": 2.25, "critic_l2": 0.3})
CASES = [(LQG, ["0.3", "-0.2", "1.1", "0.4"]), (GameSpec("letcher-cycle"), ["0.7", "-0.9"]),
         (QUADRATIC, ["0.3", "-0.2", "1.1"])]
DELTA = mp.mpf(10) ** -20


def differences(function, point):
    """Rows: central differences of a vector function in every coordinate, transposed."""
    columns = []
    for k in range(len(point)):
        shift = np.array([DELTA * (i == k) for i in range(len(point))])
        columns.append((function(point + shift) - function(point - shift)) / (2 * DELTA))
    return np.array(columns).T


def derivatives():
    """Gradients and J against differences of the losses and of xi; the dilemma against the other oracle."""
    for spec, text in CASES:
        field, point = game_of(spec), np.array([mp.mpf(c) for c in text])
        slopes, j = field.gradients(point), field.jacobian(point)
        assert np.max(abs(differences(field.losses, point) - slopes)) < 1e-30
        assert np.max(abs(differences(field.xi, point) - j)) < 1e-30
        for i, player in enumerate(field.players):
            assert np.max(abs(slopes[i][list(player)] - field.xi(point)[list(player)])) < 1e-40
    other, point = make("iterated-prisoners-dilemma"), np.array([mp.mpf(k * k % 7 - 3) / 4 for k in range(10)])
    assert np.max(abs(Dilemma().xi(point) - other.xi(point))) < 1e-25
    assert np.max(abs(Dilemma().jacobian(point) - other.jacobian_at(point))) < 1e-25


def total_derivatives():
    """Unrolled slopes against differences of l_1(theta, phi^K(theta, phi))."""
    for spec, text in CASES:
        field, point = game_of(spec), np.array([mp.mpf(c) for c in text])
        x, y = field.players
        s, inner = setting(field, {"eta": 0.1}, 0, mp.mpf(1)), mp.mpf("0.3")

        def unrolled_loss(w):
            for _ in range(3):
                g = field.xi(w)
                w = np.array([w[c] - (inner * g[c] if c in y else 0) for c in range(len(w))])
            return field.losses(w)[:1]

        slope = differences(unrolled_loss, point)[0][: len(x)]
        assert np.max(abs(slope - total_slope(s, point, inner, 3, True))) < 1e-30


def older_rules():
    """One step of the rules that the older oracles have too."""
    spec, text = CASES[0]
    field, game, point = game_of(spec), spec.build(), np.array([mp.mpf(c) for c in CASES[0][1]])
    for name, options, knobs in [
            ("simultaneous", {}, {"eta": 0.1, "tau": 2}),
            ("alternating", {"updates": "2,1", "first": "2"}, {"eta": 0.1}),
            ("extragradient", {}, {"eta": 0.2}), ("optimistic", {"first": "double"}, {"eta": 0.1}),
            ("heavy-ball", {"order": "alternating"}, {"eta": 0.1, "beta_1": -0.5, "beta_2": 0.2}),
            ("consensus", {}, {"eta": 0.1, "gamma": 0.5})]:
        old = procedures.run(name, options, knobs, game, list(point), {3})[3]
        made = rule(name, options, **knobs).build()
        parts = made.start(setting(field, knobs, 0, mp.mpf(1)), point)
        for t in range(3):
            parts = made.step(setting(field, knobs, t, mp.mpf(1)), parts)
        assert np.max(abs(parts[0] - old)) < 1e-40, name


def varying_steps():
    """a_100, a_1000 as printed, and the limit beyond them."""
    first, r = mp.mpf(0.618), mp.mpf(1)
    assert abs(eag_step(first, 100, r) - mp.mpf("0.437557416554")) < 1e-12
    assert abs(eag_step(first, 1000, r) - mp.mpf("0.436643370568")) < 1e-12
    late = 2 * eag_step(first, 4000, r) - eag_step(first, 2000, r)
    assert abs(eag_step(first, math.inf, r) - late) < 1e-7


def run_all():
    with mp.workdps(60):
        for check in (derivatives, total_derivatives, older_rules, varying_steps):
            check()
