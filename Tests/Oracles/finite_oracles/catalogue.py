"""The finite games, with payoffs as decimal or fraction text so that they are exact here and doubles elsewhere."""

from fractions import Fraction
from itertools import product

import numpy as np


class FiniteGame:
    """Tables of payoffs, row-major, one per player, each player maximising its own. A single table is zero-sum."""

    def __init__(self, name, shape, *tables):
        self.name, self.shape, self.zero_sum = name, tuple(shape), len(tables) == 1
        given = [[Fraction(v) for v in (t.split() if isinstance(t, str) else t)] for t in tables]
        self.given = given
        self.tables = given + [[-v for v in given[0]]] if self.zero_sum else given
        self.profiles = list(product(*map(range, self.shape)))
        assert all(len(t) == len(self.profiles) for t in self.tables), name

    def matrix(self, player=0):
        """Rows of a two-player table, exact."""
        columns = self.shape[1]
        return [self.tables[player][k:k + columns] for k in range(0, len(self.tables[player]), columns)]

    @property
    def shape_text(self):
        return "x".join(map(str, self.shape))

    @property
    def payoffs_text(self):
        return "|".join(";".join(decimal(v) for v in t) for t in self.given)


def decimal(v):
    return str(v.numerator) if v.denominator == 1 else repr(float(v))


BRPS = FiniteGame("BRPS", (3, 3), "0 -0.25 0.5  0.25 0 -0.05  -0.5 0.05 0")
M3 = FiniteGame("M3", (3, 3), "3 -1 -2  -2 4 -1  1 -3 2")
RPS = FiniteGame("RPS", (3, 3), "0 -1 1  1 0 -1  -1 1 0")
R46 = FiniteGame("R46", (4, 6), """
    0.875 -1.5 0.25 1.125 -0.75 0.5   -0.375 1.75 -1.25 0.625 1.5 -2
    -1.875 0.125 2.25 -0.5 -1.125 1.375   1.25 -0.625 -0.875 -1.75 0.375 0.75""")
COORDINATION = FiniteGame("coordination", (2, 2), "3 1 0 2", "2 0 1 3")
BATTLE = FiniteGame("battle-of-the-sexes", (2, 2), "3 1 0 2", "2 1 0 3")
# Of the three, the one whose runs do not hang on a tie at the start or on a symmetry that rounding breaks.
LOPSIDED = FiniteGame("lopsided-battle", (2, 2), "3 1 0 2", "2 1 0 4")
THREE = FiniteGame("three-players", (2, 2, 2), "2 -1 0 3 1 1 -2 2", "0 2 1 -1 3 -2 1 0", "1 0 -1 2 2 1 0 -3")
LEARNING = [BRPS, M3, R46, LOPSIDED, THREE]


def kuhn_poker():
    """Kuhn poker as a 64 x 64 matrix, in sixths of the ante.

    Bit k of a row is player 1's action at its k-th information set (0, 0pb, 1, 1pb, 2, 2pb), of a column player 2's
    at (0b, 0p, 1b, 1p, 2b, 2p): card, then history; 0 passes, 1 bets. The six deals have equal probability.
    """
    def payoff(row, column, mine, other):
        first, second = row >> 2 * mine & 1, row >> 2 * mine + 1 & 1
        to_bet, to_pass = column >> 2 * other & 1, column >> 2 * other + 1 & 1
        sign = 1 if mine > other else -1
        if first:
            return 2 * sign if to_bet else 1
        if not to_pass:
            return sign
        return 2 * sign if second else -1

    deals = [(a, b) for a in range(3) for b in range(3) if a != b]
    return FiniteGame("kuhn-poker-times-6", (64, 64),
                      [sum(payoff(r, c, *d) for d in deals) for r in range(64) for c in range(64)])


def toy_gang(points):
    """The exact toy GANG times N: row k is the generator's point mass, a column a subset as a binary tuple.

    Generator's payoff N u_G = N 1[k in s] - |s|; the first index of the tuple varies slowest.
    """
    subsets = list(product((0, 1), repeat=points))
    return FiniteGame(f"toy-gang-{points}-times-{points}", (points, len(subsets)),
                      [points * s[k] - sum(s) for k in range(points) for s in subsets])


def random_integers(name, rows, columns, seed):
    draw = np.random.RandomState(seed)
    return FiniteGame(name, (rows, columns), [int(v) for v in draw.randint(-9, 10, rows * columns)])


ZERO_SUM = [
    BRPS, M3, RPS, R46,
    FiniteGame("pure-2x3", (2, 3), "2 1 5 -3 -4 -2"),
    FiniteGame("matching-pennies", (2, 2), "1 -1 -1 1"),
    FiniteGame("constant", (2, 3), "0.5 0.5 0.5 0.5 0.5 0.5"),
    FiniteGame("one-row", (1, 4), "3 -2 7 0"),
    FiniteGame("one-column", (3, 1), "-4 -1.5 -3"),
    FiniteGame("dominated-row", (3, 2), "4 -1 0 3 -1 -2"),
    FiniteGame("weakly-dominated", (3, 3), "1 2 3  1 2 2  0 5 1"),
    FiniteGame("large-and-small", (2, 2), "1000000 -0.001 -1000 0.002"),
    random_integers("R12x9", 12, 9, 20170612),
    toy_gang(3),
]

# Bimatrix games; the third entry says where a game is printed.
BIMATRIX = [
    (FiniteGame("matching-pennies", (2, 2), "1 -1 -1 1", "-1 1 1 -1"), "Nashpy documentation"),
    (FiniteGame("prisoners-dilemma", (2, 2), "3 0 5 1", "3 5 0 1"), "Nashpy documentation"),
    (BATTLE, "Nashpy documentation"),
    (LOPSIDED, "computed"),
    (COORDINATION, "Nashpy documentation"),
    (FiniteGame("cyclic", (3, 3), "0.5 1 0 0 0.5 1 1 0 0.5", "0.5 0 1 1 0.5 0 0 1 0.5"), "Nashpy documentation"),
    (FiniteGame("shapley", (3, 3), "0 1 0 0 0 1 1 0 0", "0 0 1 1 0 0 0 1 0"), "Nashpy documentation"),
    (FiniteGame("von-stengel", (3, 2), "3 3 2 5 0 6", "3 2 2 6 3 1"), "von Stengel 2007"),
    (FiniteGame("von-stengel-degenerate", (3, 2), "3 3 2 5 0 6", "3 3 2 6 3 1"), "von Stengel 2007"),
    (FiniteGame("nashpy-degenerate", (3, 3), "0 -1 1 -1 0 1 -1 0 1", "0 1 -1 1 0 -1 1 0 -1"), "Nashpy documentation"),
    (FiniteGame("three-coordination", (3, 3), "2 0 0 0 3 0 0 0 4", "3 0 0 0 2 0 0 0 5"), "computed"),
    (FiniteGame("hawk-dove", (2, 2), "-1 4 0 2", "-1 0 4 2"), "computed"),
    (FiniteGame("fifteen-equilibria-4x4", (4, 4), "5 0 1 2 0 6 2 1 1 2 7 0 3 1 0 8", "6 1 0 2 1 5 2 0 0 3 8 1 2 0 1 7"),
     "computed"),
    (FiniteGame("asymmetric-2x4", (2, 4), "3 0 5 1 1 4 2 6", "2 5 1 3 4 0 6 2"), "computed"),
    (FiniteGame("weakly-dominated", (2, 2), "1 1 1 0", "1 1 1 0"), "computed"),
]
