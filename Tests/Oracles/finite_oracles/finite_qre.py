"""finite_qre.csv: logit quantal response equilibria on the branch that starts at uniform, lambda = 0.

x = softmax(lambda A y), y = softmax(lambda B^T x), followed in steps of 1/20 by Newton's method on the logarithms. The
determinant of the Jacobian keeps its sign on the way, so that there is no turning and the branch is the principal one.
"""

from mpmath import mp

from game_oracles.text import plain

from .catalogue import BATTLE, BRPS, COORDINATION, LOPSIDED, M3, R46
from .field import REFERENCE, Field, softmax
from .printed import values_text

HEADER = ["game", "shape", "payoffs", "lambda", "p1", "p2"]
STEPS_PER_UNIT = 20
LAMBDAS = [0.5, 1, 5, 20]
# Battle of the sexes is symmetric under exchange of players and actions: its branch meets a pitchfork at lambda about
# 1.1, after which the symmetric branch is one choice of three. It is followed up to 1, its lopsided form up to 20.


def residual(field, scale, logs):
    """log-strategies minus those of the logit response to them."""
    profile = [[mp.exp(v) for v in u] for u in logs]
    out = []
    for u, g in zip(logs, field.vectors(profile)):
        response = softmax(field, [scale * c for c in g], [1] * len(g))
        out += [a - mp.log(b) for a, b in zip(u, response)]
    return out


def jacobian(field, scale, logs):
    """d residual: I - lambda (I - 1 response^T) dg/du, with dg_a/du_b = payoff[a][b] strategy_b."""
    shape = field.shape
    profile = [[mp.exp(v) for v in u] for u in logs]
    responses = [softmax(field, [scale * c for c in g], [1] * len(g)) for g in field.vectors(profile)]
    matrix = mp.eye(sum(shape))
    for i, (own, other) in enumerate([(0, shape[0]), (shape[0], 0)]):
        j = 1 - i
        payoff = [[0] * shape[j] for _ in range(shape[i])]
        for actions, value in field.entries[i]:
            payoff[actions[i]][actions[j]] = value
        for b in range(shape[j]):
            mean = sum(r * payoff[a][b] for a, r in enumerate(responses[i]))
            for a in range(shape[i]):
                matrix[own + a, other + b] -= scale * (payoff[a][b] - mean) * profile[j][b]
    return matrix


def branch(game, targets):
    field = Field(game, REFERENCE)
    logs = [[mp.log(c) for c in x] for x in field.uniform()]
    for step in range(1, round(max(targets) * STEPS_PER_UNIT) + 1):
        scale = mp.mpf(step) / STEPS_PER_UNIT
        for _ in range(50):
            derivative = jacobian(field, scale, logs)
            move = mp.lu_solve(derivative, mp.matrix(residual(field, scale, logs)))
            flat = [v - d for v, d in zip([v for u in logs for v in u], move)]
            logs = [flat[:game.shape[0]], flat[game.shape[0]:]]
            if max(abs(d) for d in move) < mp.mpf(10) ** -25:
                break
        else:
            raise ArithmeticError(f"{game.name}: no convergence at lambda {scale}")
        assert mp.det(derivative) > 0, (game.name, scale)
        if scale in targets:
            yield scale, [[mp.exp(v) for v in u] for u in logs]


def rows():
    for game in [BRPS, M3, R46, BATTLE, COORDINATION, LOPSIDED]:
        for scale, profile in branch(game, [v for v in LAMBDAS if game is not BATTLE or v <= 1]):
            yield [game.name, game.shape_text, game.payoffs_text, plain(scale), *map(values_text, profile)]
