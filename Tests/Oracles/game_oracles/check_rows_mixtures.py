"""Check values of games 4.2 (LQG), 7.2 (two Gaussians), 8.2 (restricted f-GANs)."""

import numpy as np
from mpmath import mp

from .catalogue import make
from .check_rows import Check, GameSpec, sim
from .games_gaussian import coordinates_of
from .games_two_gaussians import Mixtures
from .two_gaussians import RESPONSES

DOUBLE = "defective double eigenvalue: half the digits; compare characteristic coefficients"
MATCH, EXACT = {"sigma_11": 1.5, "sigma_12": -0.4, "sigma_22": 0.7}, "0;0;0"


def section_4_2():
    spectra = {1: "-1±1.732050807569", 2: "-2±2", 4: "-4;-4", 5: "-2.763932022500;-7.236067977500"}

    def dual(*k):
        knobs = {f"sigma_{i + 1}{i + 1}": v for i, v in enumerate(k)}
        game = GameSpec("lqg-w2", {"dimension": str(len(k))}, knobs)
        return game, tuple(float(c) for c in game.build().equilibrium)

    for k, e in spectra.items():
        game, point = dual(k)
        yield Check("games 4.2", "D", "field_eigenvalues", game, e, point, sign=-1, note=DOUBLE if k == 4 else "")
    game, point = dual(5, 1)
    yield Check("games 4.2", "D", "field_eigenvalues", game, f"{spectra[5]};{spectra[1]};-3±1.732050807569;0", point,
                sign=-1, note="off-diagonal kap = 6; one zero (gauge)")
    game, point = dual(1, 0.5)
    yield Check("games 4.2", "D", "field_eigenvalues", game,
                f"{spectra[1]};-0.5±1.322875655532;-0.75±1.561249499600;0", point, sign=-1,
                note="off-diagonal kap = 1.5; the pair of k = 0.5 from the formula; one zero (gauge)")
    for k, e in [(1, "0.5"), (2, "0.5"), (5, "0.276393202250")]:
        game, point = dual(k)
        yield Check("games 4.2", "D", "critical_step", game, e, point, sim(), note="from the formula")
    yield from optimal_map()


def optimal_map():
    """A* is the transport map from N(0, K) to N(0, S); there the value is W2^2 and A is stationary."""
    s, k = mp.matrix([["2", "0.3"], ["0.3", "1"]]), mp.matrix([[1.5, "-0.4"], ["-0.4", "0.7"]])
    root = square_root(k)
    inverse = mp.inverse(root)
    best = inverse * square_root(root * s * root) * inverse
    for (i, j), printed in {(0, 0): "1.22823969", (0, 1): "0.35967856", (1, 1): "1.29804865"}.items():
        assert abs(best[i, j] - mp.mpf(printed)) < 5.01e-9
    factor = mp.cholesky(s)
    point = tuple(float(v) for v in [factor[0, 0], 0, factor[1, 0], factor[1, 1], *coordinates_of(best, 2)])
    game = GameSpec("lqg-w2", {}, MATCH)
    yield Check("games 4.2", "D", "losses", game, "0.273498497126;-0.273498497126", point,
                note="G G^T = S, A = A* of the page")
    yield Check("games 4.2", "D", "field_player_2", game, EXACT, point, note="A* is stationary")


def square_root(m):
    values, vectors = mp.eigsy(m)
    return vectors * mp.diag([mp.sqrt(v) for v in values]) * vectors.T


def section_7_2():
    game = GameSpec("two-gaussians")
    for mu, zeros, tv, gradient in RESPONSES:
        ends = [float(e) for pair in Mixtures(mu).intervals() for e in pair]
        far = 40 + max(abs(m) for m in (*mu, 0.5))
        point = (*mu, *ends, *[far] * (4 - len(ends)))  # an empty second interval
        value = "1" + tv[1:]
        yield Check("games 7.2", "D", "losses", game, value, point, note="optimal discriminator: L = 1 + TV")
        yield Check("games 7.2", "D", "field_player_2", game, "0;0;0;0", point, note="F = 0 at its zeros")
        if gradient:
            yield Check("games 7.2", "D", "field_player_1", game, gradient, point)
    start = (-1, 1, -1, -0.25, 0.25, 1.5)
    yield Check("games 7.2", "D", "losses", game, "1.086684861833", start)
    yield Check("games 7.2", "D", "field", game, "-0.131462816571;0.089793006743;0.014324837758;-0.102009515707;"
                "0.102009515707;0.036815968113", start, note="mu, l_1, r_1, l_2, r_2; -dL/dl and -dL/dr")
    first, bad = sim(eta=0.1), (-1, 1, -2.5, -1.5, 1.5, 2.5)
    yield Check("games 7.2", "D", "trajectory", game, "-0.986853718343;0.991020699326;-1.001432483776;-0.239799048429;"
                "0.239799048429;1.496318403189", start, first, 1)
    yield Check("games 7.2", "D", "trajectory", game, "-0.860785872987;0.904483538020", start, first, 10,
                note="first two coordinates only")
    for step, e in [(10, "-1.100196221968;1.100196221968"), (100, "-1.340546061557;1.340546061557")]:
        yield Check("games 7.2", "D", "trajectory", game, e, bad, first, step, note="first two coordinates only")


def maximiser(game, theta, fixed=()):
    """The optimal critic at theta by Newton's method; coordinates in `fixed` stay 0."""
    free = [c for c in game.players[0] if c not in fixed]
    w = np.array([mp.mpf(0)] * len(game.players[0]) + [mp.mpf(theta)])
    for _ in range(60):
        j, g = game.jacobian_at(list(w)) * mp.mpf(1), game.xi(list(w))
        step = mp.lu_solve(mp.matrix([[j[a, b] for b in free] for a in free]), mp.matrix([g[a] for a in free]))
        for c, v in zip(free, step):
            w[c] -= v
    assert max(abs(game.xi(list(w))[c]) for c in free) < 1e-25
    return w


def best_theta(game, guess):
    """The generator's optimum against the optimal critic."""
    return mp.findroot(lambda t: game.xi(list(maximiser(game, t)))[-1], (guess, guess + mp.mpf("0.01")), tol=1e-40)


def fgan(degree, divergence="kl", space="finite", **knobs):
    return GameSpec("restricted-fgan", {"space": space, "divergence": divergence, "degree": str(degree)}, knobs)


def section_8_2():
    table = [(fgan(2), {"0.3": "0.085759897043", "0.5": "0.039415482163", "0.7": "0.020652578446"}),
             (fgan(3), {"0.3": "0.153151956368", "0.5": "0.106440135286", "0.7": "0.087310841320"}),
             (fgan(1), {"0.3": "0.065157678066", "0.7": "0"}), (fgan(1, "pearson"), {"0.3": "0.132231404959"}),
             (fgan(2, space="gaussian", m=1, v=0.5, s2=2), {"0": "0.568147180560"}),
             (fgan(1, space="gaussian", m=1, s2=2), {"0": "0.25"})]
    for spec, values in table:
        note = "degree 3 spans all functions: the full divergence" if spec.options["degree"] == "3" else ""
        for theta, e in values.items():
            yield from optimum(spec, maximiser(spec.build(), mp.mpf(float(theta))), e, "field_player_1", note)
    for degree, theta, e in [(2, "0.738095238", "0.020135513551"), (3, "0.750677701063", "0.086480370177")]:
        best = best_theta(make("restricted-fgan", fgan(degree).options), mp.mpf(theta))
        assert abs(best - mp.mpf(theta)) < mp.mpf(10) ** -len(theta.partition(".")[2]) * mp.mpf("0.51")
        yield from optimum(fgan(degree), maximiser(fgan(degree).build(), best), e, "field", f"theta printed {theta}")
    yield from without_constant()
    moment = [("x", mp.mpf("0.7"), 1), ("x^2", mp.mpf("1.9") / 3, 2)]  # printed 0.7, 0.633333333
    for _, theta, k in moment:
        row = make("restricted-fgan", fgan(2).options).xi([mp.mpf(0)] * 3 + [theta])
        assert abs(row[k]) < 1e-25


def optimum(spec, w, value, kind, note):
    point = tuple(float(c) for c in w)
    count = len(w) if kind == "field" else len(w) - 1
    negative = value if value == "0" else "-" + value
    yield Check("games 8.2", "D", "losses", spec, f"{negative};{value}", point,
                note="; ".join(n for n in ("optimal critic", note) if n))
    yield Check("games 8.2", "D", kind, spec, ";".join(["0"] * count), point, note="stationary")


def without_constant():
    """Section 9: psi = (x, x^2) alone gives 0.0249, and 0.0819 for f = u log u (f*(t) = exp(t - 1))."""
    spec = fgan(2)
    w = maximiser(spec.build(), mp.mpf("0.3"), fixed=(0,))
    yield Check("games 9", "D", "losses", spec, "-0.0249;0.0249", tuple(float(c) for c in w),
                note="critic without a constant")
    weights = [(mp.mpf(x), mp.mpf(m), mp.mpf(7) / 10 * a + mp.mpf(3) / 10 * b) for x, m, a, b in
               [(0, "0.1", mp.mpf("0.4"), mp.mpf("0.1")), (1, "0.4", mp.mpf("0.3"), mp.mpf("0.2")),
                (2, "0.2", mp.mpf("0.2"), mp.mpf("0.3")), (3, "0.3", mp.mpf("0.1"), mp.mpf("0.4"))]]

    def slope(a, b):
        gaps = [(x, m - n * mp.exp(a * x + b * x * x - 1)) for x, m, n in weights]
        return [sum(x * g for x, g in gaps), sum(x * x * g for x, g in gaps)]

    a, b = mp.findroot(slope, (mp.mpf("0.5"), mp.mpf("0.1")))
    value = sum(m * (a * x + b * x * x) - n * mp.exp(a * x + b * x * x - 1) for x, m, n in weights)
    assert abs(value - mp.mpf("0.0819")) < 5.1e-5


def checks():
    for part in (section_4_2, section_7_2, section_8_2):
        yield from part()
