"""finite_measures.csv: the continuous procedures next to the finite games, and counts of components."""

from mpmath import mp

from game_oracles.text import pairs

from . import chekhov, gang, grid, particles
from .printed import printed_rows, tolerance_text, values_text

HEADER = ["case", "algorithm", "options", "knobs", "iterations", "quantity", "values", "tolerance", "source"]


def rows():
    for case, algorithm, options, knobs, iterations, quantity, values, tolerance, source in cases():
        values = [v if isinstance(v, int) or hasattr(v, "numerator") else reference(v) for v in values]
        options = {name: str(v) for name, v in options.items()}
        key = [case, algorithm, pairs(options), pairs(knobs), str(iterations), quantity]
        if isinstance(source, tuple):
            yield from printed_rows(key, source[1], values, tolerance, source[0])
        else:
            yield [*key, values_text(values), tolerance_text(tolerance), source]


def reference(v):
    """Extended precision, in two doubles, as a reference number."""
    if isinstance(v, mp.mpf):
        return v
    return mp.mpf(float(v)) + mp.mpf(float(v - type(v)(float(v))))


def cases():
    yield from grid.rows()
    yield from particles.rows()
    yield from chekhov.rows()
    yield from gang.rows()
    for n, eps, count in [(3, 0.1, 55), (100, 0.05, 922), (1000, 0.01, 34539), (2, 0.25, 6), (65, 0.2, 53)]:
        assert count == int(mp.ceil(mp.log(n) / (2 * mp.mpf(eps) ** 2))), (n, eps)
        source = "B4" if n in (3, 100, 1000) else "computed"
        yield ["sampling-bound", "none", {}, {"n": n, "eps": eps}, "", "samples", [count], 0, source]
