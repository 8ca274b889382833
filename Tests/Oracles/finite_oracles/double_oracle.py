"""Double oracle with exact restricted equilibria; for zero-sum games.

Starts from one action each. An iteration solves the restricted game, measures the gap (NashConv of its equilibrium in
the full game), stops where the gap is below the tolerance, otherwise adds both best responses (lowest index); it also
stops where nothing is new. `unique` says that no restricted game had a choice of equilibria: only then is the path
the same for every solver.
"""

from fractions import Fraction

from .exact import matrix_game


def double_oracle(matrix, rows=(0,), columns=(0,), tolerance=Fraction(1, 10**9)):
    rows, columns = list(rows), list(columns)
    gaps, unique = [], True
    while True:
        value, x, y, only_x, only_y = matrix_game([[matrix[i][j] for j in columns] for i in rows])
        unique = unique and only_x and only_y
        earned = [sum(row[j] * b for j, b in zip(columns, y)) for row in matrix]
        lost = [sum(matrix[i][j] * a for i, a in zip(rows, x)) for j in range(len(matrix[0]))]
        gaps.append(max(earned) - min(lost))
        row, column = earned.index(max(earned)), lost.index(min(lost))
        if gaps[-1] < tolerance or (row in rows and column in columns):
            break
        rows, columns = sorted({*rows, row}), sorted({*columns, column})
    return {
        "value": value, "gaps": gaps, "iterations": len(gaps), "unique": unique, "rows": rows, "columns": columns,
        "p1": spread(x, rows, len(matrix)), "p2": spread(y, columns, len(matrix[0])), "only": (only_x, only_y),
    }


def spread(weights, actions, count):
    full = [Fraction(0)] * count
    for k, w in zip(actions, weights):
        full[k] = w
    return full
