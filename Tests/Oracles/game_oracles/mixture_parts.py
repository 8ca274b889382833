"""The parts of `mixture-gan` in mpmath: nodes, modes, networks, discriminators. Nothing is differentiated here."""

from itertools import product

from mpmath import mp

from .philox import Stream


def hermite_rule(count):
    """Nodes and weights for E f(e), e standard normal: roots of He_n, weights n! / (n He_(n-1))^2."""
    coefficients = [[mp.mpf(1)], [mp.mpf(1), mp.mpf(0)]]  # highest degree first
    for k in range(1, count):
        lower = [0, 0] + [k * c for c in coefficients[-2]]
        coefficients.append([a - b for a, b in zip(coefficients[-1] + [0], lower)])
    nodes = polynomial_roots(coefficients[count])
    return [(x, mp.factorial(count) / (count * mp.polyval(coefficients[count - 1], x)) ** 2) for x in nodes]


def legendre_rule(count):
    """Nodes and weights for E f(e), e uniform on [-1, 1]: roots of P_n, weights 1 / ((1 - x^2) P_n'(x)^2)."""
    coefficients = [mp.mpf(0)] * (count + 1)
    for k in range(count // 2 + 1):  # P_n = 2^-n sum_k (-1)^k C(n, k) C(2n - 2k, n) x^(n - 2k)
        binomials = mp.binomial(count, k) * mp.binomial(2 * count - 2 * k, count)
        coefficients[2 * k] = (-1) ** k * binomials / mp.mpf(2) ** count
    rule = []
    for x in polynomial_roots(coefficients):
        slope = mp.polyval(coefficients, x, derivative=True)[1]
        rule.append((x, 1 / ((1 - x * x) * slope * slope)))
    return rule


def polynomial_roots(coefficients):
    if len(coefficients) == 2:
        return [-coefficients[1] / coefficients[0]]
    return sorted(mp.re(r) for r in mp.polyroots(coefficients, maxsteps=500, extraprec=4 * mp.prec))


def tensor(rule, dimension):
    """The product rule: pairs of a point and its weight."""
    return [([x for x, _ in nodes], mp.fprod(w for _, w in nodes)) for nodes in product(rule, repeat=dimension)]


def cholesky(c):
    """The lower factor of a 1x1 or 2x2 covariance."""
    first = mp.sqrt(c[0][0])
    if len(c) == 1:
        return [[first]]
    second = c[1][0] / first
    return [[first, mp.mpf(0)], [second, mp.sqrt(c[1][1] - second * second)]]


def unit_means(shape, count):
    """Means of the modes at size 1."""
    if shape == "line":
        return [[k - mp.mpf(count - 1) / 2] for k in range(count)]
    if shape == "ring":
        return [[mp.cospi(mp.mpf(2) * k / count), mp.sinpi(mp.mpf(2) * k / count)] for k in range(count)]
    side = round(count**0.5)
    line = [k - mp.mpf(side - 1) / 2 for k in range(side)]
    return [[x, y] for y in line for x in line]


ACTIVATIONS = {"tanh": mp.tanh, "softplus": lambda x: mp.log(1 + mp.exp(x))}


class Network:
    """h -> phi(W h + b) for the hidden layers, W h + b for the last one; parameters W_1 by rows, b_1, W_2, ..."""

    def __init__(self, sizes, activation):
        self.sizes, self.activation = sizes, ACTIVATIONS[activation]
        self.count = sum(b * (a + 1) for a, b in zip(sizes, sizes[1:]))

    def layers(self, parameters):
        """(W, b) of each layer, W a list of rows."""
        result, rest = [], list(parameters)
        for inputs, units in zip(self.sizes, self.sizes[1:]):
            rows = [rest[i * inputs:(i + 1) * inputs] for i in range(units)]
            result.append((rows, rest[units * inputs:units * (inputs + 1)]))
            rest = rest[units * (inputs + 1):]
        return result

    def normalised(self, layers):
        """Every W divided by its largest singular value."""
        return [([[w / sigma for w in row] for row in rows], b)
                for rows, b in layers for sigma in [singular_values(rows)[0]]]

    def output(self, layers, x):
        for l, (rows, b) in enumerate(layers):
            x = [mp.fdot(row, x) + bias for row, bias in zip(rows, b)]
            if l + 1 < len(layers):
                x = [self.activation(v) for v in x]
        return x


def singular_values(rows):
    """Largest first: roots of the eigenvalues of the smaller Gram matrix."""
    w = mp.matrix(rows)
    gram = w * w.T if w.rows <= w.cols else w.T * w
    return sorted((mp.sqrt(abs(e)) for e in mp.eigsy(gram, eigvals_only=True)), reverse=True)


class Discriminator:
    """D as a function of x for given parameters and bandwidth; `size_squared` is |D|^2 of the weight decay."""

    def __init__(self, options, dimension, extent, seed):
        self.kind, self.dimension = options["discriminator"], dimension
        m = int(options["features"])
        if self.kind == "kernel":
            side = m if dimension == 1 else next(s for s in range(m + 1) if s * s >= m)
            line = [0 if side == 1 else mp.mpf(3) / 2 * max(extent, 1) * (mp.mpf(2 * i) / (side - 1) - 1)
                    for i in range(side)]
            self.centres = [list(c) for c in product(line, repeat=dimension)]
            self.count = len(self.centres)
        elif self.kind == "fourier":
            stream = Stream(seed, 2**47)
            self.waves = [([stream.normal(3 * i + j) for j in range(dimension)], 2 * mp.pi * stream.uniform(3 * i + 2))
                          for i in range(m)]
            self.count = m
        elif self.kind == "quadratic":
            self.count = 3 if dimension == 1 else 6
        elif self.kind == "mlp":
            hidden = [int(h) for h in options["hidden"].split(",")]
            self.network = Network([dimension, *hidden, 1], options["activation"])
            self.count, self.is_normalised = self.network.count, options["spectral"] == "on"
        else:
            self.count = 0

    def function(self, phi, bandwidth):
        if self.kind == "mlp":
            layers = self.network.layers(phi)
            if self.is_normalised:
                layers = self.network.normalised(layers)
            return lambda x: self.network.output(layers, x)[0]
        return lambda x: mp.fdot(phi, self.features(x, bandwidth))

    def features(self, x, bandwidth):
        if self.kind == "kernel":
            return [gauss_kernel(x, c, bandwidth) for c in self.centres]
        if self.kind == "fourier":
            return [mp.sqrt(mp.mpf(2) / self.count) * mp.cos(mp.fdot(omega, x) / bandwidth + beta)
                    for omega, beta in self.waves]
        if self.dimension == 1:
            return [x[0] ** 2, x[0], mp.mpf(1)]
        return [x[0] ** 2, 2 * x[0] * x[1], x[1] ** 2, x[0], x[1], mp.mpf(1)]

    def size_squared(self, phi, bandwidth):
        if self.kind != "kernel":
            return mp.fdot(phi, phi)
        return mp.fsum(a * b * gauss_kernel(c, d, bandwidth)
                       for a, c in zip(phi, self.centres) for b, d in zip(phi, self.centres))


def gauss_kernel(x, c, bandwidth):
    return mp.exp(-sum((a - b) ** 2 for a, b in zip(x, c)) / (2 * bandwidth**2))
