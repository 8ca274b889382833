"""KL and W2 between Gaussians, and the points of lqg-wgan where divergences.csv has them."""

import numpy as np
from mpmath import mp

from .catalogue import make
from .procedures import eigenvalues

THREE = {"mu_1": 0.5, "mu_2": -1, "mu_3": 0.25, "sigma_11": 2, "sigma_12": 0.5, "sigma_13": -0.25, "sigma_22": 1,
         "sigma_23": 0.3, "sigma_33": 1.5}
CASES = [  # dimension, knobs, A (lower, row-wise), b
    (1, {}, [2], [0.5]),
    (1, {"mu_1": -0.75, "sigma_11": 2.25}, [0.5], [1]),
    (1, {"mu_1": 1, "sigma_11": 4}, [2], [1]),
    (1, {"sigma_11": 0.25}, [-3], [0]),
    (2, {}, [1, 0.5, 0.75], [0.25, -1]),
    (2, {"mu_1": 0.5, "mu_2": -1, "sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1}, [1, 0.4, 0.8], [0, 0]),
    (2, {"sigma_11": 4, "sigma_12": -1.5, "sigma_22": 0.75}, [0.5, -1, -0.25], [1, 2]),
    (3, {}, [1, 0.5, 0.75, -0.25, 0.125, 2], [0, 1, -0.5]),
    (3, THREE, [1.5, -0.5, 1, 0.25, 0.75, 0.5], [0, 0, 0]),
    (3, THREE, [1, 0, 1, 0, 0, 1], [0.5, -1, 0.25]),
]


def moments(n, knobs, a, b):
    mu = mp.matrix([knobs.get(f"mu_{i + 1}", 0) for i in range(n)])
    sigma = mp.eye(n)
    for i in range(n):
        for j in range(i, n):
            sigma[i, j] = sigma[j, i] = knobs.get(f"sigma_{i + 1}{j + 1}", sigma[i, j])
    root, entries = mp.zeros(n), iter(a)
    for i in range(n):
        for j in range(i + 1):
            root[i, j] = next(entries)
    return mu, sigma, mp.matrix(b), root * root.T


def spectrum(matrix):
    return eigenvalues(np.array(matrix.tolist(), dtype=object))


def kl(m, s, n, t):
    """KL(N(m, s) || N(n, t)) from the eigenvalues of t^-1 s."""
    ratios = [mp.re(v) for v in spectrum(mp.inverse(t) * s)]
    shift = n - m
    return (sum(v - 1 - mp.log(v) for v in ratios) + (shift.T * mp.inverse(t) * shift)[0]) / 2


def w2(m, s, n, t):
    """Wasserstein-2 distance, not squared; tr (s^1/2 t s^1/2)^1/2 = sum of square roots of the eigenvalues of s t."""
    shift = n - m
    cross = sum(mp.sqrt(abs(mp.re(v))) for v in spectrum(s * t))
    square = (shift.T * shift)[0] + sum(s[i, i] + t[i, i] for i in range(len(m))) - 2 * cross
    return mp.sqrt(max(square, 0))


def check_by_quadrature():
    """Densities and quantiles instead of the closed forms, in one dimension."""
    m, s, n, t = mp.mpf("0.3"), mp.mpf("1.5"), mp.mpf("-0.2"), mp.mpf("0.7")
    nodes = [-20, -5, 0, 5, 20]
    direct = mp.quad(lambda e: mp.npdf(e) * mp.log(mp.npdf(m + s * e, m, s) / mp.npdf(m + s * e, n, t)), nodes)
    coupled = mp.sqrt(mp.quad(lambda e: mp.npdf(e) * (m + s * e - n - t * e) ** 2, nodes))
    one = [mp.matrix([v]) for v in (m, s**2, n, t**2)]
    assert abs(kl(*one) - direct) < 1e-20 and abs(w2(*one) - coupled) < 1e-20


def cases():
    """Options, knobs, point, the two laws, note."""
    check_by_quadrature()
    for n, knobs, a, b in CASES:
        yield case({"dimension": str(n)}, knobs, a, b, "")
    root = mp.cholesky(mp.matrix([[2, 0.3], [0.3, 1]]))
    a = [float(root[i, j]) for i, j in ((0, 0), (1, 0), (1, 1))]
    entry = case({"dimension": "2"}, {"sigma_11": 1.5, "sigma_12": -0.4, "sigma_22": 0.7}, a, [0, 0],
                 "games 4.2: W2^2 = 0.273498497126")
    assert abs(w2(*entry[3]) ** 2 - mp.mpf("0.273498497126")) < 6e-13
    yield entry


def case(options, knobs, a, b, note):
    n = len(b)
    point = [0.0] * (n * (n + 1) // 2 + n) + list(a) + list(b)
    assert len(point) == len(make("lqg-wgan", options, knobs).coordinates)
    return options, knobs, point, moments(n, knobs, a, b), note
