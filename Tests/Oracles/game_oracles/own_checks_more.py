"""Checks of the Gaussian, mixture, f-GAN and dilemma oracles against other formulas, run before anything is written."""

import numpy as np
from mpmath import mp

from .catalogue import make
from .games_lqg_gan import relu_quadratic_mean
from .games_two_gaussians import Mixtures

KNOBS = {"mu_1": 0.5, "mu_2": -0.25, "sigma_11": 0.75, "sigma_12": 0.25, "sigma_22": 1, "noise": 0.5}


def hermite(count):
    x, p = np.polynomial.hermite_e.hermegauss(count)
    return x, p / p.sum()


def softplus(t):
    return np.logaddexp(0, t)


def noise_as_a_variable():
    """Losses on a line with data, latent and both noises as four separate variables."""
    (x, p), s = hermite(44), 0.5
    w2, w1, a, b = 0.0625, -0.25, 0.75, 0.375
    shifts = np.add.outer(x, 0 * x).ravel(), np.add.outer(0 * x, x).ravel()
    weight = np.outer(p, p).ravel()
    real, fake = 0.5 + np.sqrt(0.75) * shifts[0] + s * shifts[1], b + a * shifts[0] + s * shifts[1]

    def logit(y):
        return w2 * y * y + w1 * y

    knobs = {"mu_1": 0.5, "sigma_11": 0.75, "noise": s}
    pairs = softplus(logit(real)[:, None] - logit(fake)[None, :])
    own = make("lqg-gan", {"loss": "relativistic"}, knobs).value("losses", [w2, w1, a, b])[0]
    assert abs(weight @ pairs @ weight - float(own)) < 1e-13
    own = make("lqg-gan", {"loss": "nonsaturating"}, knobs).value("losses", [w2, w1, 0.125, a, b])
    want = weight @ softplus(logit(real) + 0.125) + weight @ softplus(-logit(fake) - 0.125), weight @ softplus(
        logit(fake) + 0.125)
    assert max(abs(float(o) - w) for o, w in zip(own, want)) < 1e-13


def quadratic_losses_in_the_plane():
    """Least squares and penalties against a tensor rule that is exact for polynomials."""
    x, p = hermite(8)
    z, weight = np.stack(np.meshgrid(x, x)).reshape(2, -1), np.outer(p, p).ravel()
    w2, w1, w0, a, b = np.array([[0.3, -0.2], [-0.2, 0.1]]), np.array([0.4, -0.3]), 0.2, np.array(
        [[0.7, 0], [0.3, 0.5]]), np.array([0.25, -0.5])
    noise = 0.25 * np.eye(2)
    data = np.array([[0.75, 0.25], [0.25, 1]])
    points = [np.array([[0.5], [-0.25]]) + np.linalg.cholesky(data + noise) @ z,
              b[:, None] + np.linalg.cholesky(a @ a.T + noise) @ z]
    real, fake = (np.einsum("ik,ij,jk->k", y, w2, y) + w1 @ y + w0 for y in points)
    slopes = [np.sum((2 * w2 @ y + w1[:, None]) ** 2, axis=0) @ weight for y in points]
    want = weight @ ((real + 1) ** 2 + (fake - 1) ** 2) / 2 + 0.15 * slopes[0] + 0.1 * slopes[1]
    game = make("lqg-gan", {"dimension": "2", "loss": "least-squares"}, {**KNOBS, "r1": 0.3, "r2": 0.2})
    own = game.value("losses", [0.3, -0.2, 0.1, 0.4, -0.3, 0.2, 0.7, 0.3, 0.5, 0.25, -0.5])
    assert abs(float(own[0]) - want) < 1e-13 and abs(float(own[1]) - weight @ (fake + 1) ** 2 / 2) < 1e-13


def relu_of_a_quadratic():
    for a, b, c in ((0.3, 0.5, -0.4), (-0.3, 0.5, 0.4), (0.5, 0.1, 1), (0, -0.7, 0.3)):
        a, b, c = map(mp.mpf, (a, b, c))
        gap = b * b - 4 * a * c
        roots = [-c / b] if a == 0 else sorted((-b + s * mp.sqrt(gap)) / (2 * a) for s in (1, -1)) if gap > 0 else [0]
        want = mp.quad(lambda z: max(a * z * z + b * z + c, 0) * mp.npdf(z), [-14, *roots, 14])
        assert abs(want - relu_quadratic_mean(a, b, c)) < 1e-25


def expectations_of_f_gans():
    """The closed forms under Gaussians against quadrature."""
    m, v, s2, theta = map(mp.mpf, (0.5, 0.75, 1.25, 0.625))
    w = [mp.mpf(c) for c in (0.125, -0.25, 0.0625)]
    conjugate = {"kl": lambda t: mp.exp(t) - 1, "pearson": lambda t: t + t * t / 4}

    def mean(function, centre, variance):
        root = mp.sqrt(variance)
        return mp.quad(lambda e: function(w[0] + w[1] * (centre + root * e) + w[2] * (centre + root * e) ** 2) *
                       mp.npdf(e), [-16, -6, 0, 6, 16])

    for divergence, star in conjugate.items():
        knobs = {"m": 0.5, "v": 0.75, "s2": 1.25}
        game = make("restricted-fgan", {"space": "gaussian", "divergence": divergence}, knobs)
        own = game.value("losses", [*w, theta])[1]
        assert abs(mean(lambda t: t, m, v) - mean(star, theta, s2) - own) < 1e-22


def gradients_of_the_dual():
    """G' = -2 (I - A^-1) G and A' = -K + A^-1 G G^T A^-1 of games 4.2, the second in the coordinates of A."""
    game = make("lqg-w2", {"dimension": "2", "rank": "1"}, {"sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1})
    point = [mp.mpf(c) for c in (0.5, -0.75, 1.25, 0.25, 0.875)]
    g, k = mp.matrix(point[:2]), mp.matrix([[2, 0.5], [0.5, 1]])
    off = point[3] / mp.sqrt(2)
    inverse = mp.inverse(mp.matrix([[point[2], off], [off, point[4]]]))
    slope = k - inverse * g * g.T * inverse
    want = [*(2 * (mp.eye(2) - inverse) * g), slope[0, 0], mp.sqrt(2) * slope[0, 1], slope[1, 1]]
    assert max(abs(a - b) for a, b in zip(game.xi(point), want)) < 1e-25


def discounted_play():
    """The dilemma by following the chain for 400 stages."""
    x, y = [0.25, 0.5, -0.75, 1, -0.5], [-0.25, 0.75, 0.5, -1, 0.125]
    p, q = (1 / (1 + np.exp(-np.array(t))) for t in (x, y))
    law = np.outer([p[0], 1 - p[0]], [q[0], 1 - q[0]])  # own move by row: cooperate, defect
    own, total = np.array([[1, 3], [0, 2]]), np.zeros(2)
    for t in range(400):
        total += 0.3 * 0.7**t * np.array([np.sum(law * own), np.sum(law * own.T)])
        new = np.zeros((2, 2))
        for i in range(2):
            for j in range(2):
                c, d = p[1 + 2 * i + j], q[1 + 2 * j + i]
                new += law[i, j] * np.outer([c, 1 - c], [d, 1 - d])
        law = new
    losses = make("iterated-prisoners-dilemma", {}, {"discount": 0.7}).value("losses", x + y)
    assert max(abs(float(l) - t) for l, t in zip(losses, total)) < 1e-13


def total_variation_by_quadrature():
    for mu in ((-1, 1), (mp.mpf("0.9"), 1), (-2, 3)):
        mixtures = Mixtures(mu)
        ends = [-15, *mixtures.zeros(), 15]
        assert abs(mp.quad(lambda x: abs(mixtures.difference(x)), ends) / 2 - mixtures.total_variation()) < 1e-22


def run_all():
    for check in (noise_as_a_variable, quadratic_losses_in_the_plane, relu_of_a_quadratic, expectations_of_f_gans,
                  gradients_of_the_dual, discounted_play, total_variation_by_quadrature):
        check()
