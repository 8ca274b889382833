"""One transcribed check value of the theory pages, and short ways to write it."""

from dataclasses import dataclass, field

import numpy as np

from .catalogue import make
from .games import quadratic
from .text import inputs, pairs


@dataclass
class GameSpec:
    name: str
    options: dict = field(default_factory=dict)
    knobs: dict = field(default_factory=dict)
    data: tuple = ()  # blocks, matrices, vectors of a quadratic game

    def build(self):
        return quadratic(*self.data) if self.data else make(self.name, self.options, self.knobs)

    def columns(self):
        tail = [inputs(np.ravel(np.concatenate([np.ravel(x) for x in part]))) for part in self.data] or ["", "", ""]
        return [self.name, pairs(self.options), pairs(self.knobs), *tail]


@dataclass
class Procedure:
    name: str
    options: dict = field(default_factory=dict)
    knobs: dict = field(default_factory=dict)


@dataclass
class Check:
    section: str
    tag: str
    kind: str
    game: GameSpec
    expected: str  # as printed; `;` between entries, `a±b` for a conjugate pair
    point: tuple = ()
    procedure: Procedure | None = None
    step: float | None = None
    sign: int = 1
    note: str = ""


def dirac(loss="minimax", **knobs):
    return GameSpec("dirac-gan", {} if loss == "minimax" else {"loss": loss}, knobs)


def bilinear(scale=1):
    return GameSpec("bilinear", {}, {} if scale == 1 else {"scale": scale})


def uniform(loss="minimax", **knobs):
    return GameSpec("uniform-quadratic-gan", {} if loss == "minimax" else {"loss": loss}, knobs)


def scalar_players(jacobian, blocks=None):
    """The quadratic game with this J: row i, symmetrised, is M_i."""
    n, matrices = len(jacobian), []
    for i in range(n):
        m = [[0] * n for _ in range(n)]
        for j in range(n):
            m[i][j] = m[j][i] = jacobian[i][j]
        matrices.append(m)
    return GameSpec("quadratic", data=(blocks or [1] * n, matrices, [[0] * n] * n))


def sim(**knobs):
    return Procedure("simultaneous", {}, knobs)


def alt(updates="1,1", **knobs):
    return Procedure("alternating", {} if updates == "1,1" else {"updates": updates}, knobs)


def eg(**knobs):
    return Procedure("extragradient", {}, knobs)


def optimistic(first="plain", **knobs):
    return Procedure("optimistic", {} if first == "plain" else {"first": first}, knobs)


def heavy(order="simultaneous", **knobs):
    return Procedure("heavy-ball", {} if order == "simultaneous" else {"order": order}, knobs)


def consensus(**knobs):
    return Procedure("consensus", {}, knobs)
