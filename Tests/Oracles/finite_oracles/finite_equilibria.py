"""finite_equilibria.csv: all equilibria of bimatrix games, exact.

They are the extreme equilibria by vertex enumeration; support enumeration gives the same where a game is not
degenerate. The equilibria of a degenerate game are unions of hulls of its extreme equilibria.
"""

from .catalogue import BIMATRIX
from .exact import equal_supports, extreme_equilibria

HEADER = ["game", "shape", "payoffs", "equilibria", "count", "is_degenerate", "source"]


def rows():
    for game, source in BIMATRIX:
        first, second = game.matrix(0), game.matrix(1)
        found, degenerate = extreme_equilibria(first, second)
        assert degenerate or found == equal_supports(first, second), game.name
        assert degenerate or len(found) % 2 == 1, game.name
        text = "|".join(":".join(";".join(map(str, z)) for z in pair) for pair in found)
        yield [game.name, game.shape_text, game.payoffs_text, text, len(found), str(degenerate).lower(), source]
