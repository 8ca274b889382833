"""Restricted f-GANs with the critics w^T (1, x, ..., x^k), on four points or on Gaussians (games 8)."""

import sympy as sp
from mpmath import mp

from .game import NODE, Expectation, Game
from .games import softplus
from .text import exact

TABLE = [[0, "1/10", "2/5", "1/10"], [1, "2/5", "3/10", "1/5"], [2, "1/5", "1/5", "3/10"], [3, "3/10", "1/10", "2/5"]]


def logistic(t):
    return -sp.log(1 + sp.exp(-t))


def terms(divergence, v):
    """(what is averaged over the data, what is averaged over the generator): V = E_mu first - E_nu second."""
    return {"kl": (v, sp.exp(v) - 1), "pearson": (v, v + v**2 / 4),
            "jensen-shannon": (2 * sp.log(2) + logistic(v), softplus(v))}[divergence]


def moment_mean(polynomial, x, mean, variance):
    """E of a polynomial in x ~ N(mean, variance)."""
    moments, degree = [sp.Integer(1), mean], sp.degree(polynomial, x)
    for k in range(2, degree + 1):
        moments.append(mean * moments[k - 1] + (k - 1) * variance * moments[k - 2])
    return sum(c * moments[p[0]] for p, c in sp.Poly(polynomial, x).terms())


def exponential_mean(w, mean, variance):
    """E exp(w_0 + w_1 x + w_2 x^2) under N(mean, variance)."""
    a, b, c = [*w, 0, 0][:3]
    q = 1 - 2 * c * variance
    return sp.exp(a + (mean * b + c * mean**2 + b**2 * variance / 2) / q) / sp.sqrt(q)


def restricted_fgan(options, knobs, table=None):
    divergence, degree = options.get("divergence", "kl"), int(options.get("degree", 2))
    w, theta = sp.symbols(f"w_0:{degree + 1}", real=True), sp.Symbol("theta", real=True)

    def critic(x):
        return sum(w[k] * sp.Integer(1) * x**k if k else w[0] for k in range(degree + 1))

    if options.get("space", "finite") == "finite":
        rows = [[exact(c) for c in row] for row in table] if table else [[sp.Rational(c) for c in r] for r in TABLE]
        value = sum(m * terms(divergence, critic(x))[0] - ((1 - theta) * a + theta * b) *
                    terms(divergence, critic(x))[1] for x, m, a, b in rows)
        start = [mp.mpf(0)] * (degree + 1) + [mp.mpf(7) / 10]
        return Game([*w, theta], [degree + 1, 1], [-value, value], None, start if degree == 1 and not table else None)
    m, v, s2 = exact(knobs.get("m", 0)), exact(knobs.get("v", 1)), exact(knobs.get("s2", 1))
    x, means = sp.Symbol("x", real=True), {}
    data, generated = terms(divergence, critic(x))

    def quadrature(name, integrand, mean, variance, arguments):
        symbol = sp.Function(name)(*arguments)
        means[symbol] = Expectation(integrand.subs(x, mean + sp.sqrt(variance) * NODE), "normal")
        return symbol

    if divergence == "jensen-shannon":
        value = quadrature("R", data, m, v, w) - quadrature("F", generated, theta, s2, [*w, theta])
    elif divergence == "pearson":
        value = moment_mean(data, x, m, v) - moment_mean(generated, x, theta, s2)
    elif degree <= 2:
        value = moment_mean(data, x, m, v) - exponential_mean(w, theta, s2) + 1
    else:
        value = moment_mean(data, x, m, v) - quadrature("F", generated, theta, s2, [*w, theta])
    equilibrium = [mp.mpf(0)] * (degree + 1) + [mp.mpf(m.p) / m.q]
    return Game([*w, theta], [degree + 1, 1], [-value, value], means, equilibrium if degree == 1 or v == s2 else None)


MAKERS = {"restricted-fgan": restricted_fgan}
