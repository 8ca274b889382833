"""check_values.csv: every transcribed check value beside the value computed here."""


import numpy as np
from mpmath import mp

from . import check_rows_games, check_rows_mixtures, check_rows_procedures, check_rows_toys
from .procedures import critical_step, eigenvalues, linear_map, radius, run, start, step
from .text import inputs, number, pairs

HEADER = ["section", "tag", "kind", "sign", "game", "options", "knobs", "blocks", "matrix", "linear", "point_or_start",
          "procedure", "procedure_options", "procedure_knobs", "step", "expected", "digits", "computed", "note"]
LONG = 2000  # longer runs, and runs with a quadrature at every step, are done in double precision


def parse(text):
    """Printed entries as (real text, imaginary text or None), conjugate pairs expanded."""
    entries = []
    for item in text.split(";"):
        if "±" in item:
            real, imaginary = item.split("±")
            entries += [(real, "-" + imaginary), (real, imaginary)]
        else:
            entries.append((item, None))
    return entries


def half_unit(text):
    mantissa, _, exponent = text.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    return mp.mpf(10) ** (int(exponent or 0) - decimals) / 2


def number_of(entry):
    return mp.mpf(entry[0]) if entry[1] is None else mp.mpc(entry[0], entry[1])


def compute(check, double=False):
    """Own value of the check: a list of mpf or mpc."""
    game, procedure = check.game.build(), check.procedure
    kind_of = float if double else mp.mpf
    point = [kind_of(float(c)) for c in check.point]
    if check.kind in RUNS:
        return RUNS[check.kind](check, game, point)
    if check.kind == "field":
        return [check.sign * v for v in game.xi(point)]
    if check.kind == "losses":
        return [check.sign * v for v in game.value("losses", point)][: len(parse(check.expected))]
    if check.kind.startswith("field_player_"):
        return [check.sign * game.xi(point)[c] for c in game.players[int(check.kind[-1]) - 1]]
    if check.kind == "procedure_field":
        w = np.array(point)
        state = start(procedure.name, procedure.options, game, w)
        new = step(procedure.name, procedure.options, procedure.knobs, game, state)
        return list(-check.sign * (new - w) / kind_of(check.step))
    if check.game.name == "lqg-wgan":
        point = game.equilibrium
    jacobian = game.jacobian_at(point) * kind_of(1)
    if check.kind == "field_eigenvalues":
        return ordered([check.sign * l for l in eigenvalues(jacobian)])
    if check.kind == "critical_step":
        return [critical_step(procedure.name, procedure.options, procedure.knobs, jacobian, game.players)]
    matrix = linear_map(procedure.name, procedure.options, procedure.knobs, jacobian, game.players)
    return spectrum(check, matrix)


def spectrum(check, matrix):
    values = eigenvalues(matrix)
    return {
        "map_eigenvalues": lambda: ordered(values),
        "procedure_field_eigenvalues": lambda: ordered([check.sign * (1 - m) / check.step for m in values]),
        "spectral_radius": lambda: [radius(matrix)],
        "spectral_radius_squared": lambda: [radius(matrix) ** 2],
        "rotation_angle": lambda: [max(mp.arg(m) for m in values)],
    }[check.kind]()


def ordered(values):
    """By real, then imaginary part; real parts within 1e-10 are tied."""
    return sorted((mp.mpc(v) for v in values), key=lambda v: (round(float(v.real), 10), v.imag))


def trajectory(check, game, point):
    return list(final(check, game, point))[: len(parse(check.expected))]


def final(check, game, point, watch=None):
    if game.expectations or check.step > LONG:
        point = [float(c) for c in point]
    p, k = check.procedure, int(check.step)
    return run(p.name, p.options, p.knobs, game, point, {k}, watch)[k]


def norm(w):
    return mp.sqrt(sum(mp.mpf(c) ** 2 for c in w))


def watched(check, game, point, statistic, first):
    seen = []
    final(check, game, point, lambda k, w: seen.append(statistic(w)) if k >= first else None)
    return seen


def mean_iterate(check, game, point):
    total = [0 * c for c in point]
    seen = watched(check, game, point, lambda w: list(w), 0)[:-1]
    return [sum(column, zero) / len(seen) for column, zero in zip(zip(*seen), total)]


RUNS = {
    "trajectory": trajectory,
    "norm": lambda c, g, p: [norm(final(c, g, p))],
    "distance": lambda c, g, p: [norm(np.array(final(c, g, p)) - np.array([float(e) for e in g.equilibrium]))],
    "mean_iterate": mean_iterate,
    "bound_theta": lambda c, g, p: [max(watched(c, g, p, lambda w: abs(w[0]), 10000))],
    "mean_half_square": lambda c, g, p: [np.mean(watched(c, g, p, lambda w: float(norm(w)) ** 2 / 2, 50000))],
}


def judge(check, printed, computed):
    """Absolute tolerance of every entry; a remark when the printed value is not the rounded computed one."""
    tolerances, wrong = [], []
    for entry, own in zip(printed, computed, strict=True):
        unit = min(half_unit(t) for t in entry if t is not None)
        error = max(abs(mp.re(number_of(entry) - own)), abs(mp.im(number_of(entry) - own)))
        if unit > mp.mpf(10) ** -12 and "e" not in entry[0] and error < mp.mpf(10) ** -13:
            unit = mp.mpf("5e-13")  # trailing zeros are not printed: an exact value
        if error > unit * (1 + mp.mpf(10) ** -3):
            wrong.append(f"printed {entry[0]}, computed {mp.nstr(own, 18)}")
        least = 10 ** -mp.mpf(3 if "triple" in check.note else 6 if "defective" in check.note else 13 if check.step and
                              check.step > LONG else 14)
        tolerances.append(max(unit, least * max(1, abs(own))) if abs(own) > least else unit)
    return tolerances, "; ".join(wrong)


def complex_text(value, digits=20):
    if isinstance(value, mp.mpc):
        return number(mp.chop(value.real, 1e-25), digits) + ":" + number(mp.chop(value.imag, 1e-25), digits)
    return number(value, digits)


def row(check):
    printed, computed = parse(check.expected), compute(check)
    if any(b is not None for _, b in printed) or "eigenvalues" in check.kind:
        printed = sorted([(a, b or "0") for a, b in printed], key=lambda e: (float(e[0]), float(e[1])))
    tolerances, wrong = judge(check, printed, computed)
    if wrong:
        print("not as printed:", check.section, check.kind, check.procedure, wrong)
    note = "; ".join(n for n in (check.note, wrong) if n)
    p = check.procedure
    return [check.section, check.tag, check.kind, check.sign, *check.game.columns(), inputs(check.point),
            *([p.name, pairs(p.options), pairs(p.knobs)] if p else ["", "", ""]),
            "" if check.step is None else inputs([check.step]),
            ";".join(a if b is None else f"{a}:{b}" for a, b in printed), ";".join(number(t, 3) for t in tolerances),
            ";".join(complex_text(v) for v in computed), note]


def rows():
    for part in (check_rows_games, check_rows_procedures, check_rows_toys, check_rows_mixtures):
        for check in part.checks():
            yield row(check)
