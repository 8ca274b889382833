"""A game as sympy losses; gradients and Jacobians by symbolic differentiation, expectations by quadrature.

A loss may contain undefined functions such as V(w, a); each stands for an expectation, given by its integrand. sympy
differentiates the loss to Derivative(V(w, a), w) and so on; these placeholders are evaluated by differentiating the
integrand symbolically and integrating it with mpmath.quad. No gradient is written by hand anywhere.
"""

import numpy as np
import sympy as sp
from mpmath import mp
from sympy.core.function import AppliedUndef

NODE = sp.Symbol("e", real=True)  # the variable of integration


class Expectation:
    """E of an integrand in `NODE` under the standard normal law or the uniform law on [0, 1]."""

    def __init__(self, integrand, law):
        self.integrand, self.law = integrand, law

    def derivative(self, variables):
        return Expectation(sp.diff(self.integrand, *variables) if variables else self.integrand, self.law)

    def compile(self, coordinates):
        mpf = sp.lambdify([*coordinates, NODE], self.integrand, "mpmath")
        npf = sp.lambdify([*coordinates, NODE], self.integrand, "numpy")
        nodes, weights = double_rule(self.law)

        def precise(point):
            if self.law == "normal":
                return mp.quad(lambda e: mpf(*point, e) * mp.npdf(e), [-14, -7, -3, 0, 3, 7, 14])
            return mp.quad(lambda e: mpf(*point, e), [0, mp.mpf(1) / 2, 1])

        def double(point, rule=None):
            x, p = rule or (nodes, weights)
            return float(np.dot(p, npf(*point, x) * np.ones_like(x)))

        return precise, double


def double_rule(law):
    """Nodes and weights good to about 1e-15 in double precision: trapezium for the normal law, else Gauss-Legendre."""
    if law == "normal":
        x = np.arange(-160, 161) / 16.0
        return x, np.exp(-x * x / 2) / np.sqrt(2 * np.pi) / 16.0
    x, p = np.polynomial.legendre.leggauss(60)
    return (x + 1) / 2, p / 2


def gauss_hermite(count):
    x, p = np.polynomial.hermite_e.hermegauss(count)
    return x, p / p.sum()


class Game:
    def __init__(self, coordinates, blocks, losses, expectations=None, equilibrium=None, project=None):
        self.coordinates, self.blocks, self.losses = coordinates, blocks, [sp.sympify(l) for l in losses]
        self.expectations = expectations or {}
        self.equilibrium = equilibrium  # mpf list, or None
        self.project = project or (lambda w: w)
        ends = np.cumsum([0, *blocks])
        self.players = [range(a, b) for a, b in zip(ends, ends[1:])]
        self.gradient = [sp.diff(self.losses[i], coordinates[c]) for i, p in enumerate(self.players) for c in p]
        self.jacobian = [sp.diff(g, c) for g in self.gradient for c in coordinates]
        self._compiled = {}

    def _compile(self, kind):
        if kind in self._compiled:
            return self._compiled[kind]
        formulas = {"losses": self.losses, "xi": self.gradient, "jacobian": self.jacobian}[kind]
        formulas = [sp.sympify(f).replace(sp.DiracDelta, lambda *_: sp.Integer(0)) for f in formulas]  # off the kinks
        found = sorted(set().union(*[f.atoms(sp.Derivative) for f in formulas]), key=str)
        names = {d: sp.Symbol(f"E{i}") for i, d in enumerate(found)}
        formulas = [f.xreplace(names) for f in formulas]
        for f in sorted(set().union(*[f.atoms(AppliedUndef) for f in formulas]), key=str):
            names[f] = sp.Symbol(f"E{len(names)}")
        formulas = [f.xreplace(names) for f in formulas]
        means = []
        for d in names:
            base, by = (d.expr, d.variables) if isinstance(d, sp.Derivative) else (d, ())
            means.append(self.expectations[base].derivative(by).compile(self.coordinates))
        arguments = [*self.coordinates, *names.values()]
        double = [{"Heaviside": lambda x, *_: float(np.heaviside(x, 0.5)), "sign": np.sign}, "math"]
        precise = [{"Heaviside": lambda x, *_: mp.mpf(int(x > 0)) if x != 0 else mp.mpf(1) / 2}, "mpmath"]
        self._compiled[kind] = (means, sp.lambdify(arguments, formulas, precise),
                                sp.lambdify(arguments, formulas, double))
        return self._compiled[kind]

    def value(self, kind, point, rule=None):
        """`losses`, `xi` or `jacobian` (row-major) at a point of mpf (quad) or of floats (fixed rule)."""
        means, precise, double = self._compile(kind)
        if isinstance(point[0], float):
            return double(*point, *[m[1](point, rule) for m in means])
        return precise(*point, *[m[0](point) for m in means])

    def xi(self, point):
        values = self.value("xi", list(point))
        return np.array(values, dtype=float if isinstance(point[0], float) else object)

    def jacobian_at(self, point):
        n = len(self.coordinates)
        values = self.value("jacobian", list(point))
        return np.array(values, dtype=float if isinstance(point[0], float) else object).reshape(n, n)

    def transposed(self, point, u):
        """J(point)^T u."""
        return self.jacobian_at(point).T.dot(u)
