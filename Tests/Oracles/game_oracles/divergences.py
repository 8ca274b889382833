"""divergences.csv: the diagnostics of the games at points, one a row.

lqg-wgan: KL(data || generator), its reverse and W2 between N(mu, Sigma) and N(b, A A^T).
lqg-w2: W2 between N(0, K) and N(0, G G^T), largest principal angle between span G and the leading eigenvectors of K,
rank of G. two-gaussians: total variation.
"""

from mpmath import mp

from .catalogue import make
from .divergences_lqg_wgan import cases as lqg_wgan_cases
from .divergences_lqg_wgan import kl, w2
from .games_gaussian import knob_matrix
from .games_two_gaussians import Mixtures
from .text import inputs, number, pairs

HEADER = ["game", "options", "knobs", "point", "diagnostic", "expected", "tolerance", "note"]
TWO = {"sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1}
THREE = {**TWO, "sigma_13": -0.25, "sigma_23": 0.3, "sigma_33": 1.5}
FOUR = {"sigma_11": 4, "sigma_22": 2, "sigma_33": 1, "sigma_44": 0.5}
DUAL = [  # dimension, rank, knobs, G row by row, note
    (1, 1, {"sigma_11": 2.25}, [-0.5], ""),
    (2, 2, TWO, [1, 0.25, -0.5, 0.75], ""),
    (2, 1, TWO, [1, -0.5], ""),
    (3, 2, THREE, [1, 0.5, -0.25, 0.75, 0.5, -1], ""),
    (3, 1, THREE, [0.125, 0.5, 1], ""),
    (3, 3, THREE, [1, 0, 0, 0.5, 1, 0, -0.25, 0.5, 0.75], ""),
]
TAILS = {1: "3.5", 2: "1.5", 3: "0.5", 4: "0"}  # W2^2 of the r-PCA of diag(4, 2, 1, 1/2), games 4.2
SINGULAR = [(2, 2, [1, 0.5, 2, 1], 1), (3, 2, [1, 2, -0.5, -1, 0.25, 0.5], 1), (2, 2, [0, 0, 0, 0], 0),
            (2, 2, [1, 0, 0, 1e-9], 2), (2, 2, [1, 0, 0, 1e-11], 1)]
MIXTURES = [({}, (-1, 1)), ({}, (0, 1)), ({}, (-2, 3)), ({}, (0.9, 1)), ({}, (-0.5, 0.6)), ({}, (0.5, -0.5)),
            ({"target_1": -2, "target_2": 1}, (-1, 2)), ({"target_1": 3, "target_2": -2}, (1, -1.5))]


def generator(d, r, entries):
    g = mp.matrix(d, r)
    for k, v in enumerate(entries):
        g[k // r, k % r] = mp.mpf(float(v))
    return g


def orthonormal(columns):
    """Gram-Schmidt."""
    basis = []
    for v in columns:
        for b in basis:
            v = v - (b.T * v)[0] * b
        basis.append(v / mp.norm(v))
    return basis


def angle(g, k):
    """Largest principal angle: its sine is the norm of the part of span G outside the leading eigenspace."""
    values, vectors = mp.eigsy(k)
    top = [vectors[:, i] for i in range(k.rows - g.cols, k.rows)]
    own = orthonormal([g[:, j] for j in range(g.cols)])
    outside = [q - sum(((t.T * q)[0] * t for t in top), mp.zeros(k.rows, 1)) for q in own]
    gram = mp.matrix([[(a.T * b)[0] for b in outside] for a in outside])
    largest = max(mp.eigsy(gram, eigvals_only=True)) if g.cols > 1 else gram[0, 0]
    return mp.asin(mp.sqrt(min(largest, mp.mpf(1))))


def dual(d, r, knobs, entries, wanted, note="", tolerance="1.0e-12"):
    options = {"dimension": str(d), **({"rank": str(r)} if r != d else {})}
    g, k = generator(d, r, entries), knob_matrix(d, knobs)
    point = [*entries, *(float(i == j) for i in range(d) for j in range(i, d))]
    assert len(point) == len(make("lqg-w2", options, knobs).coordinates)
    zero = mp.zeros(d, 1)
    values = {"w2": lambda: w2(zero, k, zero, g * g.T), "pca_angle": lambda: angle(g, k),
              "rank": lambda: sum(s > 1e-10 * max(sizes) for s in sizes)}
    sizes = mp.svd_r(g, compute_uv=False)
    for name in wanted:
        yield ["lqg-w2", pairs(options), pairs(knobs), inputs(point), name, number(values[name]()),
               tolerance, note]


def dual_rows():
    for d, r, knobs, entries, note in DUAL:
        yield from dual(d, r, knobs, entries, ["w2", "rank"] + (["pca_angle"] if r < d else []), note)
    for r, printed in TAILS.items():
        entries = [float(mp.sqrt([4, 2, 1, 0.5][i])) if i == j else 0 for i in range(4) for j in range(r)]
        for row in dual(4, r, FOUR, entries, ["w2"], f"games 4.2: W2^2 = {printed}", "1.0e-12" if r < 4 else "1.0e-7"):
            assert abs(mp.mpf(row[5]) ** 2 - mp.mpf(printed)) < 1e-12
            yield row
        yield from dual(4, r, FOUR, entries, ["pca_angle"] if r < 4 else [], "", "1.0e-7")
    for d, r, entries, rank in SINGULAR:
        for row in dual(d, r, {}, entries, ["rank"]):
            assert int(mp.mpf(row[5])) == rank
            yield row
    root = mp.cholesky(mp.matrix([[2, 0.3], [0.3, 1]]))
    entries = [float(root[0, 0]), 0, float(root[1, 0]), float(root[1, 1])]
    for row in dual(2, 2, {"sigma_11": 1.5, "sigma_12": -0.4, "sigma_22": 0.7}, entries, ["w2"],
                    "games 4.2: W2^2 = 0.273498497126"):
        assert abs(mp.mpf(row[5]) ** 2 - mp.mpf("0.273498497126")) < 6e-13
        yield row


def mixture_rows():
    for knobs, mu in MIXTURES:
        target = [mp.mpf(float(knobs.get(f"target_{i + 1}", v))) for i, v in enumerate((-0.5, 0.5))]
        means = [mp.mpf(float(m)) for m in mu]
        same = sorted(means) == sorted(target)
        tv = mp.mpf(0) if same else Mixtures(means, target).total_variation()
        yield ["two-gaussians", "", pairs(knobs), inputs([*mu, -1, -0.25, 0.25, 1.5]), "tv", number(tv),
               "1.0e-12", ""]


def rows():
    for options, knobs, point, (m, s, c, t), note in lqg_wgan_cases():
        for name, value in (("kl", kl(m, s, c, t)), ("reverse-kl", kl(c, t, m, s)), ("w2", w2(m, s, c, t))):
            tolerance = number(mp.mpf("1e-12") * max(1, value), 2)
            yield ["lqg-wgan", pairs(options), pairs(knobs), inputs(point), name, number(value), tolerance, note]
    yield from dual_rows()
    yield from mixture_rows()
