"""Minimax coefficients of Sources/CVectorMath/include/vector_math.h, by the Remez exchange algorithm.

    python3 make_vector_math_coefficients.py

prints each set (lowest degree first, hexadecimal) and the largest error that the rounded set leaves in the function it
serves, in units of 2^-53 of the result. Needs mpmath; reads nothing; 15 seconds.

A target g is approximated by p/q (q = 1 for polynomials) so that max |weight (p/q - g)| is least; the weight turns an
error of g into one of the function. Method: E. W. Cheney, Introduction to Approximation Theory (1966), chapters 3 and
5; the nonlinear term of the rational case is linearised about the last denominator. The rounding of the leading
coefficients would exceed the error of approximation, so they are rounded first, one by one, and the others refitted.
"""

import mpmath as mp

mp.mp.dps = 50
GRID = 801


def evaluate(coefficients, x):
    return mp.polyval(coefficients[::-1], x) if coefficients else mp.mpf(0)


class Fit:
    """The best p/q on [low, high] with q(0) = 1, the coefficients in `fixed` (the lowest of p) given."""

    def __init__(self, target, weight, low, high, degree_p, degree_q=0):
        self.target, self.weight, self.low, self.high = target, weight, low, high
        self.degree_p, self.degree_q = degree_p, degree_q
        self.grid = [self.position(mp.mpf(i) / GRID) for i in range(GRID + 1)]

    def position(self, fraction):
        """Dense at both ends of the interval."""
        return self.low + (self.high - self.low) * (1 - mp.cos(mp.pi * fraction)) / 2

    def error(self, p, q, x):
        return self.weight(x) * (evaluate(p, x) / evaluate(q, x) - self.target(x))

    def solve(self, nodes, fixed, last_q):
        """The p/q whose weighted errors at the nodes alternate and have one size."""
        size, first = len(nodes), len(fixed)
        matrix, right = mp.matrix(size, size), mp.matrix(size, 1)
        for row, x in enumerate(nodes):
            g = self.target(x)
            powers = [x**power for power in range(first, self.degree_p + 1)]
            powers += [-g * x**power for power in range(1, self.degree_q + 1)]
            powers.append((-1) ** row * evaluate(last_q, x) / self.weight(x))
            for column, value in enumerate(powers):
                matrix[row, column] = value
            right[row] = g - evaluate(fixed, x)
        solution = list(mp.lu_solve(matrix, right))
        split = self.degree_p + 1 - first
        return fixed + solution[:split], [mp.mpf(1)] + solution[split:-1], abs(solution[-1])

    def extrema(self, p, q, count):
        """The largest error between two changes of its sign, refined by parabolas; the smaller end goes if too many."""
        values = [self.error(p, q, x) for x in self.grid]
        found = []
        for i, value in enumerate(values):
            if not found or mp.sign(values[found[-1]]) != mp.sign(value):
                found.append(i)
            elif abs(value) > abs(values[found[-1]]):
                found[-1] = i
        while len(found) > count:
            found.pop(0 if abs(values[found[0]]) < abs(values[found[-1]]) else -1)
        return [self.vertex(values, i) if 0 < i < GRID else self.grid[i] for i in found]

    def vertex(self, values, i):
        (a, b, c), (u, v, w) = self.grid[i - 1 : i + 2], values[i - 1 : i + 2]
        curvature = ((w - v) / (c - b) - (v - u) / (b - a)) / (c - a)
        return (a + b) / 2 - (v - u) / (b - a) / (2 * curvature)

    def remez(self, fixed):
        count = self.degree_p + self.degree_q + 2 - len(fixed)
        # A quarter of a step aside: the weight of exp vanishes in the middle of its interval.
        nodes = [self.position((i + mp.mpf(3) / 4) / count) for i in range(count)]
        q, best = [mp.mpf(1)], (mp.inf, None, None)
        for _ in range(12):
            p, q, level = self.solve(nodes, fixed, q)
            nodes = self.extrema(p, q, count)
            if len(nodes) != count:
                raise ArithmeticError("the error does not alternate")
            best = min(best, (max(abs(self.error(p, q, x)) for x in nodes), p, q), key=lambda one: one[0])
            if best[0] < level * (1 + mp.mpf(10) ** -4):
                break
        if best[0] > mp.mpf("1.05") * level:
            raise ArithmeticError("no convergence")
        return best[1:]

    def report(self, name, rounded_first):
        fixed = []
        for i in range(rounded_first + 1):
            p, q = self.remez(fixed)
            fixed.append(mp.mpf(float(p[i])))
        p, q = [[mp.mpf(float(c)) for c in part] for part in (p, q)]
        worst = max(abs(self.error(p, q, x)) for x in self.grid)
        print(f"{name}: {mp.nstr(worst * 2**53, 3)} * 2^-53")
        for label, part in (("p", p), ("q", q)):
            for power, c in enumerate(part):
                if label == "p" or power > 0:
                    print(f"  {label}{power} = {float(c).hex()}")


def series(term):
    """A power series of 48 terms, for arguments where the closed form cancels."""
    coefficients = [term(n) for n in range(48)]
    return lambda x: evaluate(coefficients, x)


def exp_fit():
    edge = mp.log(2) / 2 * (1 + mp.mpf(2) ** -20)

    def weight(r):
        # One unit of 2^-53 is one ulp of e^r below r = 0 and half of one above. The other errors (of r, of e^r - 1, of
        # the result) are largest in ulps at the lower edge, so the approximation is made four times better there. The
        # weight r^2 is kept from 0, where the exchange would not converge.
        step = (1 + mp.exp(40 * r) / 2) / (1 + mp.exp(40 * r))
        return (r**2 + mp.mpf(2) ** -10) * step * (1 + 3 / (1 + ((r + edge) / mp.mpf("0.06")) ** 4))

    return Fit(series(lambda n: 1 / mp.factorial(n + 2)), weight, -edge, edge, 9)


def log_fit():
    edge = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)) ** 2 * (1 + mp.mpf(2) ** -20)
    weight = lambda z: mp.sqrt(z) * z / (2 * mp.atanh(mp.sqrt(z))) if z else mp.mpf(2) ** -99
    return Fit(series(lambda n: mp.mpf(2) / (2 * n + 3)), weight, mp.mpf(0), edge, 6)


def tanh_fit(limit):
    def target(z):
        if z < mp.mpf(10) ** -12:
            return -mp.mpf(1) / 3 + 2 * z / 15
        return (mp.tanh(mp.sqrt(z)) / mp.sqrt(z) - 1) / z

    weight = lambda z: z * mp.sqrt(z) / mp.tanh(mp.sqrt(z)) if z else mp.mpf(2) ** -99
    return Fit(target, weight, mp.mpf(0), mp.mpf(limit) ** 2, 2, 3)


TANH_LIMIT = 0.625

if __name__ == "__main__":
    exp_fit().report("exp(r) = 1 + r + r^2 p(r)", rounded_first=3)
    log_fit().report("2 atanh(s) = 2 s + s z p(z), z = s^2", rounded_first=2)
    tanh_fit(TANH_LIMIT).report(f"tanh(x) = x + x z p(z)/q(z), z = x^2, x <= {TANH_LIMIT}", rounded_first=1)
