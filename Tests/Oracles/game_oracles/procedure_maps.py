"""procedure_maps.csv: characteristic polynomials of the update maps of all procedures and wrappers at equilibria."""

from mpmath import mp

from . import maps
from .check_rows import GameSpec
from .maps import sensitivity, tolerance
from .procedures import characteristic, radius
from .rules_cases import (CENTRED, CENTRED_THREE, any_players, curved_follower,
                          delayed_pairs, two_players, wrapped)
from .rules_core import LIMIT, derivative, setting
from .rules_critical import critical_step
from .rules_rows import game_of, rule
from .text import number, numbers

HEADER = [*maps.HEADER, "blocks", "matrix", "linear", "wrappers", "time", "state"]

EVERY, SHORT, CRITICAL = "every", "short", "critical"
GAMES = [  # which procedures: EVERY option or a SHORT list; whether player 2 is curved; critical steps
    (GameSpec("dirac-gan", {}, {"r1": 0.3}), EVERY, True, CRITICAL),
    (CENTRED, EVERY, True, ""),
    (CENTRED_THREE, EVERY, False, ""),
    (GameSpec("weak-attractor", {}, {"coupling": 3}), EVERY, True, CRITICAL),
    (GameSpec("dirac-gan"), SHORT, False, ""),
    (GameSpec("bilinear"), EVERY, False, CRITICAL),
    (GameSpec("f1"), SHORT, True, CRITICAL),
    (GameSpec("letcher-cycle"), SHORT, True, CRITICAL),
    (GameSpec("sga-trap"), SHORT, True, ""),
    (GameSpec("hamiltonian-offset", {}, {"a": 0.5, "b": -0.25}), SHORT, False, ""),
    (GameSpec("four-player", {}, {"epsilon": 0.25}), SHORT, False, ""),
    (GameSpec("tandem"), SHORT, True, ""),
    (GameSpec("lqg-wgan", {"dimension": "1"}, {"mu_1": 0.5, "sigma_11": 2.25, "critic_l2": 0.3}), SHORT, False, ""),
]
INVERTIBLE = [rule("symplectic-surgery", {"form": "exact"}, eta=0.1, tau=2, lambda_=0)]
# Where S is definite the sign of the alignment is that of S all around the equilibrium.
DEFINITE = [rule("consensus", {"alignment": "on"}, eta=0.05, tau=2, gamma=0.5)]


def procedures(field, scope, curved, name):
    pair, found = len(field.players) == 2, []
    lists = [any_players(), wrapped(), INVERTIBLE if name != "tandem" else [],
             DEFINITE if name in ("weak-attractor", "sga-trap") else []]
    lists += [two_players(), delayed_pairs()] if pair else []
    lists += [curved_follower()] if pair and curved else []
    for part in lists:
        # Those with a root of a second moment have no linearisation to speak of where it vanishes; the program refuses them.
        found += [p for p in part if p.name not in ("rmsprop", "adam", "optimistic-adam")]
    if scope == EVERY:
        return found
    kept, seen = [], {}
    for procedure in found:  # at most one of a name and its choice of field or wrapper
        key = (procedure.name, procedure.options.get("field"), procedure.options.get("order"), procedure.wrappers)
        if key not in seen and procedure.wrappers in ((), ("delay",), ("replay",)):
            kept.append(procedure)
        seen[key] = True
    return kept


NON_AUTONOMOUS = {"anchored", "extra-anchored", "average", "schedule"}


def times(procedure):
    """The limit of a rule that changes with the step number, and one early step; one empty entry otherwise."""
    changing = NON_AUTONOMOUS & {procedure.name, *procedure.wrappers}
    changing |= {"historical"} if procedure.options.get("historical.memory") == "uniform" else set()
    return [LIMIT, 3] if changing else [""]


def is_fixed(made, knobs, field, point, t):
    parts = made.start(setting(field, knobs, t, mp.mpf(1)), point)
    new = made.step(setting(field, knobs, t, mp.mpf(1)), parts)
    return max(abs(a - b) for old, fresh in zip(parts, new) for a, b in zip(old, fresh)) < mp.mpf(10) ** -25


def critical(made, procedure, field, point, t):
    step = critical_step(made, procedure.knobs, field, point, t)
    if isinstance(step, str):
        return [step, ""]

    def matrix(eta):
        return derivative(made, {**procedure.knobs, "eta": eta}, field, point, t, 60)

    delta = mp.mpf(10) ** -6 * step
    slope = (radius(matrix(step + delta)) - radius(matrix(step - delta))) / (2 * delta)
    return [number(step), tolerance(max(sensitivity(matrix(step)), 2 * mp.mpf(10) ** -15) / slope, step)]


def rows():
    for spec, scope, curved, wanted in GAMES:
        field = game_of(spec)
        point = field.equilibrium + 0 * field.xi([mp.mpf(c) for c in field.equilibrium])
        for procedure in procedures(field, scope, curved, spec.name):
            for t in times(procedure):
                yield from row(spec, field, point, procedure, t, wanted)


def row(spec, field, point, procedure, t, wanted):
    made, number_of_step = procedure.build(), LIMIT if t == "" else t
    if not is_fixed(made, procedure.knobs, field, point, number_of_step):
        return
    matrix = derivative(made, procedure.knobs, field, point, number_of_step)
    matrix = matrix + 0 * mp.mpf(1)
    edge = ["", ""]
    if wanted and t == "" and "eta" in procedure.knobs:
        edge = critical(made, procedure, field, point, number_of_step)
    game = spec.columns()
    yield [*game[:3], numbers(point), *procedure.columns(), numbers(characteristic(matrix)), number(radius(matrix)),
           tolerance(sensitivity(matrix), 1), *edge, *game[3:], ";".join(procedure.wrappers),
           "limit" if t == LIMIT else t, ";".join(made.names)]
