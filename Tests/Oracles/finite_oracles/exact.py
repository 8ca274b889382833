"""Exact solutions in fractions: linear equations, matrix games, all extreme equilibria of a bimatrix game."""

from fractions import Fraction
from itertools import combinations


def solve(rows, right):
    """The unique solution of a square system, or None."""
    n = len(rows)
    work = [list(map(Fraction, row)) + [Fraction(b)] for row, b in zip(rows, right)]
    for k in range(n):
        pivot = next((i for i in range(k, n) if work[i][k] != 0), None)
        if pivot is None:
            return None
        work[k], work[pivot] = work[pivot], work[k]
        work[k] = [v / work[k][k] for v in work[k]]
        for i in range(n):
            if i != k and work[i][k] != 0:
                work[i] = [a - work[i][k] * b for a, b in zip(work[i], work[k])]
    return [row[-1] for row in work]


def matrix_game(matrix):
    """Value, optimal strategies, and whether each is known to be the only one.

    Simplex with Bland's rule on max 1^T y, (U + shift) y <= 1, y >= 0. Positive reduced costs make y the only optimal
    strategy of the column player, positive basic variables make x the only one of the row player.
    """
    m, n = len(matrix), len(matrix[0])
    shift = 1 - min(map(min, matrix))
    table = [[Fraction(v) + shift for v in row] + [Fraction(int(k == i)) for k in range(m)] + [Fraction(1)]
             for i, row in enumerate(matrix)]
    costs = [Fraction(-1)] * n + [Fraction(0)] * (m + 1)
    basis = list(range(n, n + m))
    while (column := next((j for j in range(n + m) if costs[j] < 0), None)) is not None:
        row = min((i for i in range(m) if table[i][column] > 0),
                  key=lambda i: (table[i][-1] / table[i][column], basis[i]))
        pivot = table[row] = [v / table[row][column] for v in table[row]]
        for i in range(m):
            if i != row and table[i][column] != 0:
                table[i] = [a - table[i][column] * b for a, b in zip(table[i], pivot)]
        costs = [a - costs[column] * b for a, b in zip(costs, pivot)]
        basis[row] = column
    total = costs[-1]
    y = [Fraction(0)] * (n + m)
    for i, j in enumerate(basis):
        y[j] = table[i][-1] / total
    x = [c / total for c in costs[n:n + m]]
    unique_x = all(row[-1] > 0 for row in table)
    unique_y = all(costs[j] > 0 for j in range(n + m) if j not in basis)
    value = 1 / total - shift
    assert min(sum(a * row[j] for a, row in zip(x, matrix)) for j in range(n)) == value
    assert max(sum(a * b for a, b in zip(row, y)) for row in matrix) == value
    return value, x, y[:n], unique_x, unique_y


def vertices(matrix):
    """Vertices of {z >= 0, M z <= 1}, M > 0, with their tight constraints: z_j = 0 is j, (M z)_i = 1 is -1 - i."""
    n = len(matrix[0])
    constraints = {j: ([Fraction(int(k == j)) for k in range(n)], 0) for j in range(n)}
    constraints |= {-1 - i: (row, 1) for i, row in enumerate(matrix)}
    found = {}
    for chosen in combinations(constraints, n):
        z = solve([constraints[c][0] for c in chosen], [constraints[c][1] for c in chosen])
        if z is None or min(z) < 0:
            continue
        values = {c: sum(a * b for a, b in zip(row, z)) for c, (row, _) in constraints.items()}
        if all(values[c] <= 1 for c in constraints if c < 0):
            found[tuple(z)] = frozenset(c for c, (_, bound) in constraints.items() if values[c] == bound)
    return found


def extreme_equilibria(first, second):
    """All extreme equilibria of a bimatrix game, sorted, and whether the game is degenerate.

    Degenerate: some mixed strategy has more pure best responses than its support has actions. A face of such strategies
    has a vertex with more tight constraints than dimensions, so that looking at the vertices is enough.
    """
    lift = [1 - min(map(min, m)) for m in (first, second)]
    rows = vertices([[v + lift[1] for v in column] for column in zip(*second)])  # x >= 0, B^T x <= 1
    columns = vertices([[v + lift[0] for v in row] for row in first])            # y >= 0, A y <= 1
    m, n = len(first), len(first[0])
    found = []
    for x, tight_x in rows.items():
        for y, tight_y in columns.items():
            labels = {c if c >= 0 else m - 1 - c for c in tight_x} | {m + c if c >= 0 else -1 - c for c in tight_y}
            if any(x) and any(y) and len(labels) == m + n:
                found.append(tuple(tuple(v / sum(z) for v in z) for z in (x, y)))
    degenerate = any(len(t) > m for t in rows.values()) or any(len(t) > n for t in columns.values())
    return sorted(found, reverse=True), degenerate


def equal_supports(first, second):
    """Equilibria on supports of equal size whose indifference equations have one solution."""
    m, n = len(first), len(first[0])
    found = []
    for size in range(1, min(m, n) + 1):
        for rows in combinations(range(m), size):
            for columns in combinations(range(n), size):
                y = indifferent([[first[i][j] for j in columns] for i in rows], columns, n)
                x = indifferent([[second[i][j] for i in rows] for j in columns], rows, m)
                if x and y and is_equilibrium(first, second, x, y):
                    found.append((tuple(x), tuple(y)))
    return sorted(found, reverse=True)


def indifferent(matrix, support, count):
    """Positive weights on a support under which all rows of the matrix earn the same."""
    size = len(support)
    solution = solve([row + [-1] for row in matrix] + [[1] * size + [0]], [0] * size + [1])
    if solution is None or min(solution[:size]) <= 0:
        return None
    full = [Fraction(0)] * count
    for k, v in zip(support, solution):
        full[k] = v
    return full


def is_equilibrium(first, second, x, y):
    rows = [sum(a * b for a, b in zip(row, y)) for row in first]
    columns = [sum(a * b for a, b in zip(column, x)) for column in zip(*second)]
    return (max(rows) == sum(a * b for a, b in zip(x, rows))
            and max(columns) == sum(a * b for a, b in zip(y, columns)))
