"""Gauss nodes and weights by mpmath (60 digits): writes quadrature.csv beside this file.

hermite: for the standard normal density (weights sum to 1); legendre: on (-1, 1) (weights sum to 2).
Starting nodes come from numpy's eigenvalues of the Jacobi matrix; Newton's method in 60 digits makes them exact, and the
weights are 1 / sum_(k < n) p_k(x)^2 with orthonormal p_k. Only the nodes from the middle upward are written.
"""
import csv
import pathlib

import mpmath
import numpy

mpmath.mp.dps = 60
B = {"hermite": lambda k: mpmath.sqrt(k), "legendre": lambda k: k / mpmath.sqrt(4 * mpmath.mpf(k) ** 2 - 1)}
MASS = {"hermite": 1, "legendre": 2}


def node_and_weight(x, b, n):
    for _ in range(100):
        p, dp, q, dq = mpmath.mpf(0), mpmath.mpf(0), mpmath.mpf(1), mpmath.mpf(0)
        total = mpmath.mpf(0)
        for k in range(1, n + 1):
            total += q * q
            p, dp, q, dq = q, dq, (x * q - b[k - 1] * p) / b[k], (q + x * dq - b[k - 1] * dp) / b[k]
        step = q / dq
        x -= step
        if abs(step) < mpmath.mpf(10) ** -45:
            return x, 1 / total
    raise ArithmeticError("Newton's method did not converge")


with open(pathlib.Path(__file__).with_name("quadrature.csv"), "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["rule", "count", "node", "weight"])
    for rule in ("hermite", "legendre"):
        for n in (1, 2, 3, 8, 31, 64, 320):
            b = [mpmath.mpf(0)] + [B[rule](k) for k in range(1, n + 1)]
            off = numpy.array([float(x) for x in b[1:n]])
            starts = numpy.linalg.eigvalsh(numpy.diag(off, 1) + numpy.diag(off, -1))
            previous = None
            for start in starts[n // 2:]:
                odd_middle = n % 2 == 1 and previous is None
                x, w = node_and_weight(mpmath.mpf(0 if odd_middle else float(start)), b, n)
                assert previous is None or x > previous + mpmath.mpf(10) ** -6, "a node was found twice"
                previous = x
                rows.writerow([rule, n, mpmath.nstr(x, 25), mpmath.nstr(MASS[rule] * w, 25)])
