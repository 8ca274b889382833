"""Printed numbers: how exact they are, and that they are the rounded computed ones."""

from decimal import Decimal
from fractions import Fraction

from mpmath import mp

from game_oracles.text import number


def values_text(values):
    return ";".join(str(v) if isinstance(v, int) else number(v, 17) for v in map(as_number, values))


def as_number(v):
    return mp.mpf(v.numerator) / v.denominator if isinstance(v, Fraction) else v


def tolerance_text(tolerance):
    return f"{float(tolerance):.2g}"


def half_unit(text):
    """Half a unit of the last printed digit; nothing for a fraction."""
    return Fraction(0) if "/" in text else Fraction(Decimal(5).scaleb(Decimal(text).as_tuple().exponent - 1))


def printed_rows(key, text, computed, tolerance, source):
    """The printed row, whose tolerance is half a unit of its last digit more than `tolerance`, and the computed row.

    Where both are the same number, only trailing zeros were dropped (`5`, `1/6`): one row.
    """
    computed = [as_number(v) for v in computed]
    printed = [as_number(Fraction(p)) for p in text.split(";")]
    assert len(printed) == len(computed), (key, text)
    apart = max(abs(p - c) for p, c in zip(printed, computed))
    if apart < 1e-15:
        return [[*key, values_text(printed), tolerance_text(tolerance), source]]
    rough = max(float(half_unit(p)) for p in text.split(";"))
    assert apart <= rough + tolerance, (key, text, computed)
    return [[*key, values_text(printed), tolerance_text(rough + tolerance), source],
            [*key, values_text(computed), tolerance_text(tolerance), "computed"]]
