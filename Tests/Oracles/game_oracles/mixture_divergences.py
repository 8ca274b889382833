"""mixture_divergences.csv: the diagnostics of mixture-gan at points, one a row.

On the line by scipy.integrate.quad between the zeros of p - q (brentq on a fine grid); Wasserstein distances by |F - G|
and by the transport map. In the plane by the trapezium rule, halved as a check, where integrands are smooth; total
variation and the mass of unions of discs by quad over rows on which conditional normal CDFs are exact. Generators that
are networks: numpy on the nodes of numpy's own Gauss-Hermite rule.
"""

import math

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm

from .text import inputs, number, pairs

HEADER = ["game", "options", "knobs", "point", "diagnostic", "expected", "tolerance", "note"]


class Law:
    """A sum of Gaussians: weights, means (one row each) and covariances."""

    def __init__(self, weights, means, covariances):
        self.w, self.m, self.c = np.array(weights), np.array(means, dtype=float), np.array(covariances, dtype=float)
        self.inverse = np.linalg.inv(self.c)
        self.norm = np.sqrt(np.linalg.det(2 * np.pi * self.c))

    def density(self, *x):
        x = np.stack(np.broadcast_arrays(*x), axis=-1)
        total = 0
        for w, m, i, n in zip(self.w, self.m, self.inverse, self.norm):
            e = x - m
            total = total + w / n * np.exp(-np.einsum("...a,ab,...b", e, i, e) / 2)
        return total

    def spreads(self):
        return np.sqrt(np.diagonal(self.c, axis1=1, axis2=2))

    def box(self, reach=9.5):
        s = self.spreads()
        return (self.m - reach * s).min(0), (self.m + reach * s).max(0)

    def cdf(self, x):
        return float(np.sum(self.w * norm.cdf((x - self.m[:, 0]) / self.spreads()[:, 0])))

    def rows(self, x):
        """The measure on the row with first coordinate x: weights, means and standard deviations of the second."""
        slope = self.c[:, 0, 1] / self.c[:, 0, 0]
        weights = self.w * norm.pdf(x, self.m[:, 0], self.spreads()[:, 0])
        return weights, self.m[:, 1] + slope * (x - self.m[:, 0]), np.sqrt(self.c[:, 1, 1] - slope * self.c[:, 0, 1])


def zeros(f, low, high, count):
    grid = np.linspace(low, high, count)
    values = f(grid)
    cells = zip(grid, grid[1:], values, values[1:])
    return [brentq(f, a, b, xtol=1e-15, rtol=1e-15) for a, b, u, v in cells if u * v < 0]


def integral(f, edges, tolerance=1e-14):
    return math.fsum(quad(f, a, b, epsabs=tolerance, epsrel=1e-13, limit=400)[0] for a, b in zip(edges, edges[1:]))


def smooth(p, q):
    """js, kl, reverse-kl from the densities on the same points."""
    m = (p + q) / 2
    return {"js": (p * np.log(p / m) + q * np.log(q / m)) / 2, "kl": p * np.log(p / q), "reverse-kl": q * np.log(q / p)}


def on_line(p, q):
    (a, b), (c, d) = [[v[0] for v in law.box()] for law in (p, q)]
    low, high = min(a, c), max(b, d)
    edges = np.linspace(low, high, 41)
    result = {name: integral(lambda x, name=name: float(smooth(p.density(x), q.density(x))[name]), edges)
              for name in ("js", "kl", "reverse-kl")}
    cuts = [low, *zeros(lambda x: p.density(x) - q.density(x), low, high, 4001), high]
    result["tv"] = sum(abs(p.cdf(v) - q.cdf(v) - p.cdf(u) + q.cdf(u)) for u, v in zip(cuts, cuts[1:])) / 2
    gap = np.vectorize(lambda x: p.cdf(x) - q.cdf(x))
    cuts = sorted([*edges, *zeros(gap, low, high, 4001)])
    result["w1"] = integral(lambda x: abs(p.cdf(x) - q.cdf(x)), cuts)

    def moved(x):
        u = min(max(p.cdf(x), 1e-300), 1 - 1e-16)
        return brentq(lambda y: q.cdf(y) - u, -200, 200, xtol=1e-14, rtol=1e-14)

    fine = np.linspace(a, b, 81)
    result["w2"] = math.sqrt(integral(lambda x: float(p.density(x)) * (x - moved(x)) ** 2, fine, 1e-13))
    return result


def in_plane(p, q):
    low, high = (f([a, b], axis=0) for f, a, b in zip((np.min, np.max), p.box(), q.box()))

    def trapezium(n):
        xs, ys = (np.linspace(low[j], high[j], n) for j in range(2))
        cell = (xs[1] - xs[0]) * (ys[1] - ys[0])
        x, y = np.meshgrid(xs, ys, indexing="ij")
        return {k: float(v.sum() * cell) for k, v in smooth(p.density(x, y), q.density(x, y)).items()}

    result, check = trapezium(1600), trapezium(800)
    assert all(abs(result[k] - check[k]) < 1e-12 for k in result), (result, check)

    def row(x):
        (wp, mp, sp), (wq, mq, sq) = p.rows(x), q.rows(x)

        def difference(y):
            y = np.asarray(y)[..., None]
            return (wp * norm.pdf(y, mp, sp)).sum(-1) - (wq * norm.pdf(y, mq, sq)).sum(-1)

        def below(y):
            return np.sum(wp * norm.cdf((y - mp) / sp)) - np.sum(wq * norm.cdf((y - mq) / sq))
        cuts = [low[1], *zeros(difference, low[1], high[1], 1201), high[1]]
        return sum(abs(below(v) - below(u)) for u, v in zip(cuts, cuts[1:])) / 2

    result["tv"] = quad(row, low[0], high[0], epsabs=1e-9, epsrel=1e-9, limit=400)[0]
    return result


def union_mass(q, discs):
    """Mass of q in a union of sets, each given by its chord at x; `breaks`: where chords begin, end or cross."""
    def row(x):
        w, m, s = q.rows(x)
        chords = sorted(c for c in (d["chord"](x) for d in discs) if c)
        total, end = 0.0, -math.inf
        for a, b in chords:
            a = max(a, end)
            if b > a:
                total += float(np.sum(w * (norm.cdf((b - m) / s) - norm.cdf((a - m) / s))))
                end = b
        return total
    edges = sorted({e for d in discs for e in d["breaks"]})
    edges = [e for k, e in enumerate(edges) if k == 0 or e - edges[k - 1] > 1e-12]
    return integral(row, edges, 1e-13)


def disc(centre, radius, others):
    def chord(x):
        square = radius**2 - (x - centre[0]) ** 2
        return (centre[1] - math.sqrt(square), centre[1] + math.sqrt(square)) if square > 0 else None
    breaks = [centre[0] - radius, centre[0], centre[0] + radius]
    for o in others:
        d = o - centre
        length = math.hypot(*d)
        if 0 < length < 2 * radius:  # where the circles cross
            height = math.sqrt(radius**2 - length**2 / 4)
            breaks += [centre[0] + d[0] / 2 + k * height * d[1] / length for k in (1, -1)]
    return {"chord": chord, "breaks": breaks}


def near(data, q):
    """coverage and quality for modes that are all alike and round."""
    one = data.m.shape[1] == 1
    s = float(data.spreads()[0, 0])
    own = math.erf(3 / math.sqrt(2)) if one else 1 - math.exp(-4.5)
    if one:
        masses = [q.cdf(m + 3 * s) - q.cdf(m - 3 * s) for m in data.m[:, 0]]
        total, end = 0.0, -math.inf
        for m in sorted(data.m[:, 0]):
            a = max(m - 3 * s, end)
            total, end = total + q.cdf(m + 3 * s) - q.cdf(a), m + 3 * s
    else:
        masses = [union_mass(q, [disc(m, 3 * s, [])]) for m in data.m]
        total = union_mass(q, [disc(m, 3 * s, data.m) for m in data.m])
    needed = [0.5 * w * own for w in data.w]
    assert all(abs(v - n) > 1e-6 for v, n in zip(masses, needed))
    return {"coverage": sum(v >= n for v, n in zip(masses, needed)), "quality": total}


def ring(count, radius, std):
    turns = 2 * np.pi * np.arange(count) / count
    means = radius * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    return Law([1 / count] * count, means, [std**2 * np.eye(2)] * count)


def grid(side, spacing, std):
    line = (np.arange(side) - (side - 1) / 2) * spacing
    return Law([1 / side**2] * side**2, [(x, y) for y in line for x in line], [std**2 * np.eye(2)] * side**2)


def line(count, spacing, std):
    return Law([1 / count] * count, ((np.arange(count) - (count - 1) / 2) * spacing)[:, None], [[[std**2]]] * count)


def softmax(logits):
    weights = np.exp(np.array(logits, dtype=float))
    return weights / weights.sum()


def components(means, scales, logits=None):
    n = len(means[0])
    return Law(softmax(logits or [0] * len(means)), means, [s**2 * np.eye(n) for s in scales])


def affine(a, b):
    a = np.array(a, dtype=float)
    return Law([1], [b], [a @ a.T])


TOLERANCES = {"tv": {1: 1e-12, 2: 5e-7}, "w2": {1: 1e-11}, "coverage": {1: 0, 2: 0}}  # else 1e-12 and 1e-10


def line_of(options, knobs, point, name, value, tolerance, note=""):
    return ["mixture-gan", pairs(options), pairs(knobs), inputs(point), name, number(float(value), 16),
            f"{tolerance:.1e}", note]


def compare(options, knobs, point, data, generated, note=""):
    one = data.m.shape[1] == 1
    values = {**(on_line if one else in_plane)(data, generated), **near(data, generated)}
    for name, value in values.items():
        tolerance = TOLERANCES.get(name, {}).get(1 if one else 2, 1e-12 if one else 1e-10)
        yield line_of(options, knobs, point, name, value, tolerance, note)


def network(options, knobs, widths, nodes, parameters, data, rest):
    """A tanh network of a normal latent variable on its nodes."""
    x, w = np.polynomial.hermite_e.hermegauss(nodes)
    w = w / w.sum()
    inputs_ = np.array(np.meshgrid(*[x] * widths[0], indexing="ij")).reshape(widths[0], -1)
    weights = np.prod(np.array(np.meshgrid(*[w] * widths[0], indexing="ij")).reshape(widths[0], -1), axis=0)
    h, at = inputs_, 0
    for layer, (i, o) in enumerate(zip(widths, widths[1:])):
        matrix = np.array(parameters[at:at + i * o]).reshape(o, i)
        h = matrix @ h + np.array(parameters[at + i * o:at + i * o + o])[:, None]
        at += i * o + o
        h = np.tanh(h) if layer < len(widths) - 2 else h
    assert at == len(parameters)
    s = float(data.spreads()[0, 0])
    inside = np.array([((h - m[:, None]) ** 2).sum(0) <= 9 * s * s for m in data.m])
    own = math.erf(3 / math.sqrt(2)) if len(h) == 1 else 1 - math.exp(-4.5)
    values = {"coverage": sum((inside * weights).sum(1) >= 0.5 * data.w * own), "quality": weights[inside.any(0)].sum()}
    if len(h) == 1:
        order = np.argsort(h[0])
        y, levels = h[0][order], np.concatenate([[0], np.cumsum(weights[order])])
        values.update(to_points(data, y, levels))
    for name, value in values.items():
        yield line_of(options, knobs, [*parameters, *rest], name, value, 1e-11)


def to_points(data, y, levels):
    """W1 and W2: the data between its quantiles at the points' levels go to the points."""
    (low,), (high,) = data.box()
    ends = [low, *[brentq(lambda x, u=u: data.cdf(x) - u, low, high, xtol=1e-15) for u in levels[1:-1]], high]
    sums = [0.0, 0.0]
    for place, a, b in zip(y, ends, ends[1:]):
        edges = sorted({*np.linspace(a, b, 9), *([place] if a < place < b else [])})
        for power in (1, 2):
            sums[power - 1] += integral(lambda x: float(data.density(x)) * abs(x - place) ** power, edges)
    return {"w1": sums[0], "w2": math.sqrt(sums[1])}


def losses():
    """Least squares with a quadratic D on the line: polynomials of degree 4, which five nodes take exactly."""
    w2, w1, w0 = 0.3, -0.4, 0.2
    data, generated = line(3, 2, 0.5), components([[-1.5], [0.25]], [0.4, 0.4])
    options = {"target": "line", "components": "2", "discriminator": "quadratic", "loss": "least-squares"}
    knobs, r1 = {"std": 0.5, "scale": 0.4, "r1": 0.5}, 0.5

    def mean(law, f):
        (low,), (high,) = law.box(12)
        return integral(lambda x: float(law.density(x)) * f(x), np.linspace(low, high, 41))

    def d(x):
        return w2 * x * x + w1 * x + w0
    discriminator = (mean(data, lambda x: (d(x) + 1) ** 2 / 2 + r1 / 2 * (2 * w2 * x + w1) ** 2)
                     + mean(generated, lambda x: (d(x) - 1) ** 2 / 2))
    values = {"loss_generator": mean(generated, lambda x: (d(x) + 1) ** 2 / 2), "loss_discriminator": discriminator}
    for name, value in values.items():
        yield line_of(options, knobs, [-1.5, 0.25, w2, w1, w0], name, value, 1e-11)


def waves(count, seed, size):
    """Weights of a network: reproducible, not special."""
    return [round(size * math.sin(3.7 * (k + 1) + seed), 3) for k in range(count)]


def rows():
    quadratic = {"discriminator": "quadratic"}
    six = [0.0] * 6
    yield from compare({"target": "line", "components": "2", "learned": "weights", **quadratic}, {"std": 0.5},
                       [-1.5, 0.75, 0.5, 0.8, 0.2, -0.3, 0, 0, 0], line(3, 2, 0.5),
                       components([[-1.5], [0.75]], [0.5, 0.8], [0.2, -0.3]))
    yield from compare({"target": "line", "modes": "2", "learned": "scales", **quadratic}, {"std": 0.7, "spacing": 1},
                       [-0.4, 0.7, 0.3, -0.9, 0, 0, 0], line(2, 1, 0.7), components([[-0.4], [0.7]], [0.3, 0.9]),
                       "overlapping modes; a negative scale")
    yield from compare({"target": "line", "generator": "affine", **quadratic}, {"std": 0.4},
                       [1.2, -0.5, 0.25, 0, 0, 0], line(3, 2, 0.4), affine([[1.2, -0.5]], [0.25]))
    yield from compare({"modes": "3", "components": "2", "learned": "weights", **quadratic}, {"std": 0.5, "radius": 1},
                       [0.9, 0.2, -0.5, 0.4, 0.4, 0.6, 0.3, -0.2, *six], ring(3, 1, 0.5),
                       components([[0.9, 0.2], [-0.5, 0.4]], [0.4, 0.6], [0.3, -0.2]), "overlapping modes")
    yield from compare({"modes": "4", "target": "grid", "generator": "affine", **quadratic}, {"std": 0.3},
                       [0.7, 0.2, -0.3, 0.6, 0.1, -0.05, *six], grid(2, 1, 0.3),
                       affine([[0.7, 0.2], [-0.3, 0.6]], [0.1, -0.05]), "overlapping modes")
    yield from compare({"modes": "5", **quadratic}, {"std": 0.25, "radius": 1, "scale": 0.3},
                       [1, 0.1, 0.9, -0.1, 0.3, 0.9, -0.8, 0.5, -0.7, -0.6, *six], ring(5, 1, 0.25),
                       components([[1, 0.1], [0.9, -0.1], [0.3, 0.9], [-0.8, 0.5], [-0.7, -0.6]], [0.3] * 5),
                       "one mode is missing")
    small = {"generator": "mlp", "hidden": "3", **quadratic}
    yield from network({"target": "line", "latent_dimension": "1", "latent_nodes": "7", **small}, {"std": 0.4},
                       [1, 3, 1], 7, waves(10, 1, 1.5), line(3, 2, 0.4), [0.0] * 3)
    yield from network({"modes": "4", "latent_nodes": "9", **small}, {"std": 0.5, "radius": 1.5}, [2, 3, 2], 9,
                       waves(17, 2, 1.8), ring(4, 1.5, 0.5), six)
    yield from losses()
