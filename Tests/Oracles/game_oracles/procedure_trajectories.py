"""procedure_trajectories.csv: iterates of every procedure with every option from generic starts."""

from mpmath import mp

from . import trajectories
from .check_rows import GameSpec
from .rules_cases import (QUADRATIC, THREE, adaptive, any_players, curved_follower, default_epsilon, delayed_pairs,
                          two_players, wrapped)
from .rules_core import run
from .rules_rows import game_of, rule
from .text import inputs, number, numbers

HEADER = [*trajectories.HEADER, "blocks", "matrix", "linear", "wrappers"]
STEPS = [1, 10, 100]
GAMES = [
    (GameSpec("dirac-gan", {}, {"r1": 0.3}), (1.25, -0.5), True),
    (GameSpec("letcher-cycle"), (0.5, -0.75), True),
    (QUADRATIC, (1, -0.5, 0.75), True),
    (THREE, (0.5, -0.25, 0.75, 1), False),
    (GameSpec("four-player", {}, {"epsilon": 0.25}), (1, -0.5, 0.25, 0.75), False),
    (GameSpec("lqg-wgan", {"dimension": "1"}, {"mu_1": 0.5, "sigma_11": 2.25, "critic_l2": 0.3}),
     (0.0625, -0.125, 1.375, 0.625), False),
]
DILEMMA = (GameSpec("iterated-prisoners-dilemma"), (0.5, -0.25, 1, 0.75, -0.5, -0.75, 0.25, 0.5, -1, 0.125))
CLIPPED = GameSpec("dirac-gan", {"loss": "wasserstein"}, {"clip": 0.5, "r2": 0.25})


def choices():
    """What has a map only where S is definite or J invertible, or the sign of an alignment that changes."""
    yield rule("consensus", {"alignment": "on"}, eta=0.05, tau=2, gamma=0.5)
    yield rule("sga", {"alignment": "on"}, eta=0.05, tau=0.5, lambda_=0.75, epsilon=0)
    yield rule("symplectic-surgery", {"form": "exact"}, eta=0.05, tau=2, lambda_=0)


def procedures(field, curved):
    lists = [any_players(), choices(), adaptive(), default_epsilon(), wrapped()]
    lists += [two_players(), delayed_pairs()] if len(field.players) == 2 else []
    lists += [curved_follower()] if curved else []
    return [p for part in lists for p in part]


def clipped():
    """Projections after every update and of every extrapolated point."""
    order = {"order": "alternating"}
    yield rule("extragradient", order, eta=0.2, tau=2)
    yield rule("optimistic", {"first": "plain", **order}, eta=0.2)
    yield rule("nesterov", eta=0.2, beta=0.75)
    yield rule("adam", {**order, "bias_correction": "yes"}, eta=0.1, epsilon=0.125)
    yield rule("heun", eta=0.25)
    yield rule("rk4", eta=0.5)
    yield rule("lookahead", eta=0.2)
    yield rule("lead", eta=0.2, beta=0.25)
    yield rule("extra-anchored", {"step": "constant"}, eta=0.25)
    yield rule("simultaneous", eta=0.2).inside("historical", {"memory": "uniform"}, weight=0.125)
    yield rule("simultaneous", eta=0.2).inside("average")


def shaped():
    """What was published with the dilemma, and rules that use every block of J there."""
    yield rule("lola", eta=1, alpha=1)
    yield rule("lookahead", eta=1, alpha=0.5)
    yield rule("sos", eta=1, alpha=1, a=0.5, b=0.1)
    yield rule("sos", eta=1, tau=0.5, alpha=2, a=0.25, b=0.0625)
    yield rule("competitive", {"solver": "exact"}, eta=1, tau=2)
    yield rule("sga", {"alignment": "on"}, eta=1, lambda_=1, epsilon=0.1)
    yield rule("symplectic-surgery", {"form": "exact"}, eta=0.5, lambda_=0.25)
    yield rule("unrolled", {"steps": "2", "gradient": "full"}, eta=1, inner=0.5)
    yield rule("stackelberg", eta=0.5, damping=0.5)
    yield rule("optimistic", {"first": "plain", "order": "alternating"}, eta=1)


ZERO_SUM = [(GameSpec("bilinear", {"dimension": "2"}, {"scale": 1.5}), (1, -0.5, 0.25, 0.75)),
            (GameSpec("f3"), (1.5, 1))]


def cases():
    for spec, start, curved in GAMES:
        for procedure in procedures(game_of(spec), curved):
            yield spec, start, procedure
    for procedure in shaped():
        yield *DILEMMA, procedure
    for procedure in clipped():
        yield CLIPPED, (1, 0.375), procedure


def competitive_by_conjugate_gradients():
    """An iterative solver at a small tolerance: the exact rule, to a tolerance that the solver can meet."""
    for spec, start in ZERO_SUM:
        yield spec, start, rule("competitive", {"solver": "cg"}, eta=0.25, tau=0.5, tolerance=1e-12), 1e-8
        yield spec, start, rule("competitive", {"solver": "cg"}, eta=0.25), 1e-3


def outcomes(spec, start, procedure):
    """Iterates in 30 digits and the largest difference of double precision, per step; None where they part."""
    field, made = game_of(spec), procedure.build()
    wanted = set(STEPS if spec is not DILEMMA[0] else STEPS[:2])  # its jets are slow
    precise = run(made, procedure.knobs, field, [mp.mpf(c) for c in start], wanted)
    double = run(made, procedure.knobs, field, [float(c) for c in start], wanted)
    for k in sorted(wanted):
        scale = max(abs(c) for c in precise[k])
        error = max(abs(c - d) for c, d in zip(precise[k], double[k])) / max(scale, mp.mpf(10) ** -12)
        if not (error < 1e-7 and scale < 1e4):
            print("left out:", spec.name, procedure, k, mp.nstr(error, 3), mp.nstr(scale, 3))
            continue
        yield k, precise[k], error


def rows():
    listed = [(*case, 0) for case in cases()] + list(competitive_by_conjugate_gradients())
    for spec, start, procedure, least in listed:
        game = spec.columns()
        for k, point, error in outcomes(spec, start, procedure):
            yield [*game[:3], inputs(start), *procedure.columns(), k, numbers(point),
                   number(max(1e-12, least, 100 * error), 2), *game[3:], ";".join(procedure.wrappers)]
