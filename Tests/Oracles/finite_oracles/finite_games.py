"""finite_games.csv: learners, double oracle and linear programs on finite games."""

from fractions import Fraction

from mpmath import mp

from game_oracles.text import pairs

from .catalogue import BRPS, LEARNING, M3, R46, RPS, THREE, ZERO_SUM, kuhn_poker
from .double_oracle import double_oracle
from .exact import matrix_game
from .learners import kullback_leibler
from .printed import printed_rows, tolerance_text, values_text
from .runs import AVERAGES, Runs
from .variants import OTHER_NAMES, PRINTED, PRINTED_FROM_START, PRINTED_STRATEGIES, START, VARIANTS

HEADER = ["game", "shape", "payoffs", "algorithm", "options", "knobs", "average", "iterations", "quantity", "values",
          "tolerance", "source"]
TIMES = [1, 10, 1000]
ODE_TOLERANCE = 1e-10  # for the integrator on the other side; the one here is exact to 1e-12


def key(game, algorithm, options, knobs, average, iterations, quantity):
    return [game.name, game.shape_text, game.payoffs_text, algorithm, pairs(options), pairs(knobs), average,
            str(iterations), quantity]


def runs(game, algorithm, options, knobs, times, start=None):
    least = ODE_TOLERANCE if algorithm == "replicator" else 1e-12
    return Runs(game, algorithm, times, {**options, **knobs}, start, least)


def rows():
    """Printed rows first; a computed row that is among them is not repeated."""
    seen = set()
    for row in [*printed(), *from_start(), *computed(), *linear_programs(), *double_oracles()]:
        identity = (*row[:9], row[-1] == "computed")
        if identity not in seen:
            yield row
        seen.add(identity)


def printed():
    for algorithm, options, knobs, average, t, *texts in PRINTED:
        for game, text in zip([BRPS, M3], texts):
            if text is not None:
                found, tolerance = runs(game, algorithm, options, knobs, [t]).results(t, average)
                if text == "0":
                    tolerance = 1e-14  # as printed
                yield from printed_rows(key(game, algorithm, options, knobs, average, t, "nash_conv"), text,
                                        found["nash_conv"], tolerance, "B1")
    for game, *texts in PRINTED_STRATEGIES:
        found, tolerance = runs(game, "fictitious-play", {}, {}, [1000]).results(1000, "uniform")
        for quantity, text in zip(["p1", "p2"], texts):
            yield from printed_rows(key(game, "fictitious-play", {}, {}, "uniform", 1000, quantity), text,
                                    found[quantity], tolerance, "B1")
    half = [*key(BRPS, "hedge", {}, {"eta": 0.1}, "uniform", 1, "exploitability")]  # NashConv / 2
    yield from printed_rows(half, "1/12", [Fraction(1, 12)], 1e-12, "B0")


def from_start():
    """RPS from a start off the equilibrium. kl_sum: KL(x*, x) + KL(y*, y); invariant: - mean ln x - mean ln y."""
    start = [[float(c) for c in x] for x in START]
    options = {"start": "|".join(",".join(x) for x in START)}
    thirds = [[Fraction(1, 3)] * 3] * 2
    for algorithm, knobs, t, quantity, text in PRINTED_FROM_START:
        found, tolerance = runs(RPS, algorithm, {}, knobs, [t], start).results(t, "last")
        strategies = [found["p1"], found["p2"]]
        found["invariant"] = [-sum(mp.log(c) for x in strategies for c in x) / 3]
        found["kl_sum"] = [kullback_leibler(thirds, strategies)]
        yield from printed_rows(key(RPS, algorithm, options, knobs, "last", t, quantity), text, found[quantity],
                                tolerance, "B1")


def computed():
    for game in LEARNING:
        for algorithm, options, knobs in VARIANTS + (OTHER_NAMES if game in (M3, THREE) else []):
            run = runs(game, algorithm, options, knobs, TIMES)
            for t in TIMES:
                for average in AVERAGES if t > 1 else AVERAGES[:1]:  # all averages of one round are the same
                    found, tolerance = run.results(t, average)
                    for quantity, values in found.items():
                        yield [*key(game, algorithm, options, knobs, average, t, quantity), values_text(values),
                               tolerance_text(tolerance), "computed"]
            regrets, tolerance = run.regrets(TIMES[-1])
            yield [*key(game, algorithm, options, knobs, "none", TIMES[-1], "regrets"), values_text(regrets),
                   tolerance_text(tolerance), "computed"]


def linear_programs():
    """Values of zero-sum games, and a player's optimal strategy where it is known to have one only."""
    printed_games = {"BRPS", "M3", "pure-2x3"}
    for game in ZERO_SUM:
        value, x, y, only_x, only_y = matrix_game(game.matrix())
        size = max(1, *(abs(v) for v in game.tables[0]))
        source = "B1" if game.name in printed_games else "computed"
        found = [("value", [value]), ("nash_conv", [0])] + [("p1", x)] * only_x + [("p2", y)] * only_y
        for quantity, values in found:
            tolerance = tolerance_text(1e-12 if quantity.startswith("p") else 1e-12 * size)
            yield [*key(game, "lp", {}, {}, "none", "", quantity), values_text(values), tolerance, source]
    mixed, least_loss = matrix_game(RPS.matrix())[0], min(max(column) for column in zip(*RPS.matrix()))
    yield [*key(RPS, "lp", {}, {}, "none", "", "pure_minimax"), values_text([least_loss]), "1e-12", "B3"]
    yield [*key(RPS, "lp", {}, {}, "none", "", "value"), values_text([mixed]), "1e-12", "B3"]


def double_oracles():
    """From {0}, {0}. The paths are the same for every solver, as no restricted game has a choice of equilibria; only
    Kuhn poker's has, and its number of iterations was the same under every solver tried."""
    printed_gaps = {"RPS": "2;2;0", "BRPS": "0.5;0.1;0", "M3": "5;4;4;11/3;0"}
    for game in [RPS, BRPS, M3, R46]:
        found = double_oracle(game.matrix())
        assert found["unique"], game.name
        source = "B1" if game.name in printed_gaps else "computed"
        for quantity in ["gaps", "iterations", "value", "p1", "p2"]:
            values = found[quantity] if isinstance(found[quantity], list) else [found[quantity]]
            where = key(game, "double-oracle", {}, {"tolerance": 1e-9}, "none", found["iterations"], quantity)
            if quantity == "gaps" and source == "B1":
                yield from printed_rows(where, printed_gaps[game.name], values, 1e-12, source)
            else:
                yield [*where, values_text(values), "1e-12", source]
    kuhn = kuhn_poker()
    found = double_oracle(kuhn.matrix())
    assert found["iterations"] == 8 and found["value"] == Fraction(-1, 3)
    where = key(kuhn, "double-oracle", {}, {"tolerance": 1e-9}, "none", 8, "iterations;value")
    yield [*where, values_text([8, found["value"]]), "1e-12", "B1"]
