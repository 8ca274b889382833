"""The exact toy GANG: data uniform on N points, the generator a point mass k, the classifier a subset s.

u_C(k, s) = |s|/N - 1[k in s], u_G = -u_C. Value 0; the generator's part of NashConv is max_s u_C = sum_k (1/N - G_k)_+.
"""

from fractions import Fraction

import numpy as np
from scipy.optimize import linprog

from .catalogue import toy_gang
from .double_oracle import double_oracle
from .exact import matrix_game

PRINTED_GAPS = {3: "2/3;1;2/3;2/3;0"}
PRINTED_SIZES = {3: [5, 3, 4], 8: [19, 8, 17]}  # iterations, |G|, |C|
TIE = 1e-12


def rows():
    for points in [3, 8]:
        yield from finite(points)
    for points, eps, count in [(8, 0.25, 6), (8, 0.3, 6), (100, 0.5, 50), (64, 0.125, 56), (50, 0.01, 50)]:
        assert count == -(-(1 - Fraction(eps)) * points // 1)
        yield ["toy-gang", "none", {"points": points}, {"eps": eps}, "", "components", [count], 0, "B2"]


def finite(points):
    game = toy_gang(points)
    matrix = [[v / points for v in row] for row in game.matrix()]
    value, uniform, _, _, _ = matrix_game(matrix)
    assert value == 0 and uniform == [Fraction(1, points)] * points
    options = {"points": points}
    yield ["toy-gang", "lp", options, {}, "", "value", [value], 1e-12, "B2"]
    yield ["toy-gang", "lp", options, {}, "", "generator", uniform, 1e-12, "B2"]
    for k in range(1, points + 1):
        # Best with k components: any G leaves N - k points uncovered; equal weights leave nothing else.
        weights = [Fraction(1, k)] * k + [Fraction(0)] * (points - k)
        part = max(-sum(g * row[s] for g, row in zip(weights, matrix)) for s in range(len(matrix[0])))
        assert part == 1 - Fraction(k, points)
        yield ["toy-gang", "none", options, {"components": k}, "", "generator_part", [part], 1e-12, "B2"]
    exact = double_oracle(matrix, columns=(2**points - 1,))
    assert exact["value"] == 0 and exact["p1"] == uniform
    for algorithm in ["double-oracle", "parallel-nash-memory"]:
        start = {"generators": "0", "classifiers": "all"}
        for quantity, values in [("value", [0]), ("nash_conv", [0]), ("generator", uniform)]:
            yield ["toy-gang", algorithm, options | start, {}, "", quantity, values, 1e-12, "B2"]
    gaps, sizes = by_dual_simplex(np.array([[float(v) for v in row] for row in matrix]), 2**points - 1)
    assert sizes == PRINTED_SIZES[points], sizes
    yield ["toy-gang", "double-oracle", options | start, {}, sizes[0], "sizes", sizes, 0, "B2 one path"]
    if points in PRINTED_GAPS:
        printed = [Fraction(v) for v in PRINTED_GAPS[points].split(";")]
        assert np.allclose(gaps, [float(v) for v in printed], rtol=0, atol=1e-12)
        yield ["toy-gang", "double-oracle", options | start, {}, sizes[0], "gaps", printed, 1e-12, "B2 one path"]


def by_dual_simplex(matrix, column):
    """Double oracle with the vertex that HiGHS' dual simplex returns: one of many paths."""
    rows, columns, gaps = [0], [column], []
    while True:
        restricted = matrix[np.ix_(rows, columns)]
        m, n = restricted.shape
        found = linprog([0] * m + [-1], A_ub=np.c_[-restricted.T, np.ones(n)], b_ub=np.zeros(n), A_eq=[[1] * m + [0]],
                        b_eq=[1], bounds=[(0, None)] * m + [(None, None)], method="highs-ds")
        y = -found.ineqlin.marginals
        earned, lost = matrix[:, columns] @ (y / y.sum()), found.x[:m] @ matrix[rows]
        gaps.append(earned.max() - lost.min())
        if gaps[-1] < 1e-9:
            return gaps, [len(gaps), len(rows), len(columns)]
        new_row = int(np.flatnonzero(earned >= earned.max() - TIE)[0])
        new_column = int(np.flatnonzero(lost <= lost.min() + TIE)[0])
        rows += [new_row] * (new_row not in rows)
        columns += [new_column] * (new_column not in columns)
