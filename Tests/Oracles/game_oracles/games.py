"""The losses of every game, as formulas. Every player minimises."""

import numpy as np
import sympy as sp
from mpmath import mp

from .game import NODE, Expectation, Game
from .text import exact


def logistic(t):
    return -sp.log(1 + sp.exp(-t))


def softplus(t):
    return sp.log(1 + sp.exp(t))


def relu(t):
    return sp.Max(0, t)


def relu_mean(m, s):
    """E relu(m + s e), e standard normal, s > 0."""
    density = sp.exp(-(m / s) ** 2 / 2) / sp.sqrt(2 * sp.pi)
    return m * (1 + sp.erf(m / s / sp.sqrt(2))) / 2 + s * density


def dirac_parts(loss, fake, real):
    """(generator, discriminator) integrands; D is a fakeness logit: `fake` = D(G), `real` = D(x)."""
    value = logistic(fake) + logistic(-real)
    return {
        "minimax": (value, -value),
        "nonsaturating": (softplus(fake), -value),
        "wasserstein": (fake - real, real - fake),
        "least-squares": ((fake + 1) ** 2 / 2, (real + 1) ** 2 / 2 + (fake - 1) ** 2 / 2),
        "hinge": (fake, relu(1 + real) + relu(1 - fake)),
    }[loss]


def dirac(options, knobs):
    loss = options.get("loss", "minimax")
    k = {name: exact(knobs.get(name, 0)) for name in ["r1", "r2", "noise", "gp", "gp_target", "clip"]}
    theta, psi = sp.symbols("theta psi", real=True)
    s, means = k["noise"], {}
    generator, discriminator = dirac_parts(loss, psi * (theta + s * NODE), psi * s * NODE)
    if s != 0 and loss == "hinge":
        spread = s * sp.Abs(psi)
        generator, discriminator = psi * theta, relu_mean(1, spread) + relu_mean(1 - psi * theta, spread)
    elif s != 0:
        g, d = sp.Function("G")(theta, psi), sp.Function("D")(theta, psi)
        means = {g: Expectation(generator, "normal"), d: Expectation(discriminator, "normal")}
        generator, discriminator = g, d
    discriminator += (k["r1"] + k["r2"]) / 2 * psi**2 + k["gp"] / 2 * (sp.Abs(psi) - k["gp_target"]) ** 2
    c = float(k["clip"])

    def project(w):
        return np.array([w[0], min(max(w[1], -c), c)], dtype=w.dtype) if c > 0 else w

    return Game([theta, psi], [1, 1], [generator, discriminator], means, [mp.mpf(0)] * 2, project)


def bilinear(options, knobs, matrix=None):
    """x minimises scale x^T M y, y maximises it."""
    if matrix is None:
        matrix = sp.eye(int(options.get("dimension", 1)))
    matrix = sp.Matrix(matrix).applyfunc(exact)
    m, n = matrix.shape
    x, y = sp.symbols(f"x1:{m + 1}", real=True), sp.symbols(f"y1:{n + 1}", real=True)
    value = exact(knobs.get("scale", 1)) * (sp.Matrix([x]) * matrix * sp.Matrix(y))[0]
    return Game([*x, *y], [m, n], [value, -value], None, [mp.mpf(0)] * (m + n))


def quadratic(blocks, matrices, vectors):
    """l_i = 1/2 w^T M_i w + b_i^T w, M_i as given (not symmetrised)."""
    n = sum(blocks)
    w = sp.symbols(f"w1:{n + 1}", real=True)
    column = sp.Matrix(w)
    losses = [(column.T * sp.Matrix(m).applyfunc(exact) * column)[0] / 2 + (sp.Matrix([b]).applyfunc(exact) * column)[0]
              for m, b in zip(matrices, vectors)]
    game = Game(list(w), blocks, losses)
    jacobian = sp.Matrix(n, n, game.jacobian)
    if jacobian.det() != 0:
        at_zero = sp.Matrix([g.subs(dict.fromkeys(w, 0)) for g in game.gradient])
        game.equilibrium = [mp.mpf(v.p) / v.q for v in -jacobian.inv() * at_zero]
    return game


def uniform_quadratic(options, knobs):
    """D(x) = w x^2, G(z) = a z, x and z uniform on [-1, 1] (even integrands: [0, 1]); real data get +D."""
    f = {"minimax": logistic, "wasserstein": lambda t: t}[options.get("loss", "minimax")]
    w, a = sp.symbols("w a", real=True)

    def critic(x):
        return w * x**2

    v, slope = sp.Function("V")(w, a), sp.Function("S")(w, a)
    means = {v: Expectation(f(critic(NODE)) + f(-critic(a * NODE)), "uniform"),
             slope: Expectation(sp.diff(critic(NODE), NODE) ** 2, "uniform")}
    eta, rho = exact(knobs.get("regulariser", 0)), exact(knobs.get("gradient_penalty", 0))
    discriminator = -v + (rho / 2 * slope if rho != 0 else 0)
    generator = v + (eta * sp.Derivative(v, w) ** 2 if eta != 0 else 0)
    return Game([w, a], [1, 1], [discriminator, generator], means, [mp.mpf(0), mp.mpf(1)])


def gaussian_data(n, knobs):
    mu = [exact(knobs.get(f"mu_{i + 1}", 0)) for i in range(n)]
    sigma = sp.eye(n)
    for i in range(n):
        for j in range(i, n):
            if f"sigma_{i + 1}{j + 1}" in knobs:
                sigma[i, j] = sigma[j, i] = exact(knobs[f"sigma_{i + 1}{j + 1}"])
    return mu, sigma


def lqg(options, knobs):
    """D(y) = y^T W2 y + w1^T y, G(z) = A z + b, data N(mu, Sigma); V = E D(y) - E D(G(z)), D maximises."""
    n, part = int(options.get("dimension", 1)), options.get("part", "all")
    mu, sigma = gaussian_data(n, knobs)
    upper = [(i, j) for i in range(n) for j in range(i, n)]
    lower = [(i, j) for i in range(n) for j in range(i + 1)]
    w2 = {p: sp.Symbol(f"w2_{p[0]}{p[1]}", real=True) for p in upper}
    w1, b = sp.symbols(f"w1_1:{n + 1}", real=True), sp.symbols(f"b_1:{n + 1}", real=True)
    a = {p: sp.Symbol(f"a_{p[0]}{p[1]}", real=True) for p in lower}
    root = mp.cholesky(mp.matrix([[mp.mpf(v.p) / v.q for v in sigma.row(i)] for i in range(n)]))

    def critic(second, first):
        """E D from the second moments and the mean of its argument."""
        return sum((1 if i == j else 2) * w2[i, j] * second[i, j] for i, j in upper) + sum(
            w1[i] * first[i] for i in range(n))

    z = sp.symbols(f"z1:{n + 1}", real=True)
    fake = [sum(a[i, j] * z[j] for j in range(i + 1)) + b[i] for i in range(n)]
    moments = {(i, j): normal_mean(fake[i] * fake[j], z) for i, j in upper}
    real = {(i, j): sigma[i, j] + mu[i] * mu[j] for i, j in upper}
    value = critic(real, mu) - critic(moments, [normal_mean(g, z) for g in fake])
    penalty = exact(knobs.get("critic_l2", 0)) / 2 * sum(c**2 for c in [*w2.values(), *w1])
    discriminator, generator = -value + penalty, value
    roots = {a[p]: root[p[0], p[1]] for p in lower}
    stored = {symbol: sp.Symbol(f"root_{i}") for i, symbol in enumerate(a.values())}
    if part == "mean":
        fixed = {**dict.fromkeys(w2.values(), 0), **stored}
        coordinates, blocks = [*w1, *b], [n, n]
    elif part == "covariance":
        fixed = {**dict.fromkeys(w1, 0), **dict(zip(b, mu))}
        coordinates, blocks = [*w2.values(), *a.values()], [len(upper), len(lower)]
    else:
        fixed, coordinates, blocks = {}, [*w2.values(), *w1, *a.values(), *b], [len(upper) + n, len(lower) + n]
    losses = [sp.expand(l.subs(fixed, simultaneous=True)) for l in (discriminator, generator)]
    target = {**dict(zip(b, [mp.mpf(m.p) / m.q for m in mu])), **roots}
    floor = float(knobs.get("floor", 0))
    bounded = [k for k, c in enumerate(coordinates) if c in [a[i, i] for i in range(n)]]

    def project(w):
        if floor > 0:
            w = w.copy()
            for k in bounded:
                w[k] = max(w[k], floor)
        return w

    return Game(coordinates, blocks, losses, None, [target.get(c, mp.mpf(0)) for c in coordinates], project)


def normal_mean(polynomial, z):
    """E of a polynomial of degree <= 2 in independent standard normals z."""
    total = sp.Integer(0)
    for powers, coefficient in sp.Poly(polynomial, *z).terms():
        total += coefficient if all(p in (0, 2) for p in powers) else 0
    return total
