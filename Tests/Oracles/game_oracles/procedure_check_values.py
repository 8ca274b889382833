"""procedure_check_values.csv: printed numbers of the newer procedures and wrappers, beside the values computed here."""

from dataclasses import dataclass, replace

import numpy as np
from mpmath import mp

from . import check_values, rules_checks_first, rules_checks_second
from .check_rows import Check
from .check_values import complex_text, judge, norm, parse, spectrum
from .rules_core import LIMIT, build, derivative, run
from .rules_critical import critical_step
from .rules_rows import game_of
from .text import inputs, number

LONG, LARGE = 2000, 30  # longer runs and larger matrices are done in double precision
HEADER = [*check_values.HEADER, "wrappers"]


@dataclass
class Run(Check):
    double: bool = False


def final(check, field, watch=None):
    kind_of = float if check.step > LONG or check.double else mp.mpf
    point, k = [kind_of(float(c)) for c in check.point], int(check.step)
    return run(check.procedure.build(), check.procedure.knobs, field, point, {k}, watch)[k]


def seen(check, field):
    found = []
    final(check, field, lambda _, w: found.append(w.copy()))
    return found


def norm_range(check, field):
    norms = [norm(w) for w in seen(check, field)[-1000:]]
    return [min(norms), max(norms)]


def squared_residual(check, field):
    return [norm(field.xi(final(check, field))) ** 2]


def gain(check, field, point):
    p = check.procedure
    plain = build(p.name, p.options, {k: v for k, v in p.knobs.items() if "." not in k})
    values = mp.eig(mp.matrix(derivative(plain, p.knobs, field, point).tolist()), left=False, right=False)
    b = mp.mpf(p.knobs["ema.decay"])
    return [max((1 - b) * abs(m) / abs(m - b) for m in values)]


RUNS = {
    "trajectory": lambda c, f: list(final(c, f)),
    "norm": lambda c, f: [norm(final(c, f))],
    "sum_of_coordinates": lambda c, f: [sum(final(c, f))],
    "squared_residual": squared_residual,
    "norm_of_mean_iterate": lambda c, f: [norm(sum(seen(c, f)[:-1]) / int(c.step))],
    "norm_range": norm_range,
}


def compute(check):
    field, p = game_of(check.game), check.procedure
    if check.kind in RUNS:
        return RUNS[check.kind](check, field)
    point = [mp.mpf(float(c)) for c in check.point]
    if check.kind == "procedure_field":
        new = run(p.build(), p.knobs, field, point, {1})[1]
        return list(check.sign * (np.array(point) - new) / mp.mpf(check.step))
    if check.kind == "critical_step":
        return [critical_step(p.build(), p.knobs, field, point)]
    if check.kind == "output_gain":
        return gain(check, field, point)
    matrix = derivative(p.build(), p.knobs, field, point, LIMIT)
    if len(matrix) > LARGE:
        return [mp.mpf(v) for v in spectrum(check, matrix.astype(float))]
    return spectrum(check, matrix)


def spread(check, computed):
    """20 times what double precision, or in long runs a start moved by one unit of it, changes."""
    if check.kind not in RUNS or check.kind == "norm_range":
        return [mp.mpf(0)] * len(computed)
    moved = tuple(c * (1 + 2.0**-52) for c in check.point) if check.step > LONG else check.point
    rough = compute(replace(check, double=True, point=moved))
    return [20 * abs(a - b) for a, b in zip(computed, rough)]


def row(check):
    check = Run(**vars(check))
    printed, computed = parse(check.expected), [+v for v in compute(check)]
    tolerances, wrong = judge(check, printed, computed)
    tolerances = [max(t, e) for t, e in zip(tolerances, spread(check, computed))]
    if "chaotic" in check.note:  # such as: chaotic (0.1)
        least = mp.mpf(check.note.partition("chaotic (")[2].partition(")")[0])
        tolerances = [max(t, least) for t in tolerances]
    if wrong:
        print("not as printed:", check.section, check.kind, check.game.name, check.procedure, check.step, wrong)
    note = "; ".join(n for n in (check.note, wrong) if n)
    p = check.procedure
    return [check.section, check.tag, check.kind, check.sign, *check.game.columns(), inputs(check.point), *p.columns(),
            "" if check.step is None else inputs([check.step]), ";".join(a for a, _ in printed),
            ";".join(number(t, 3) for t in tolerances), ";".join(complex_text(v) for v in computed), note,
            ";".join(p.wrappers)]


def rows():
    for part in (rules_checks_first, rules_checks_second):
        for check in part.checks():
            yield row(check)
