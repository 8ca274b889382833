"""How numbers, lists, options and knobs are written in the CSV files."""

import csv
import sympy as sp
from mpmath import mp


def number(x, digits=20):
    """Decimal text that reads back to the double nearest to x."""
    return mp.nstr(mp.mpf(x), digits, strip_zeros=True, min_fixed=-6, max_fixed=17)


def numbers(values, digits=20):
    return ";".join(number(v, digits) for v in values)


def inputs(values):
    """Inputs are doubles: the shortest text that reads back to them."""
    return ";".join(plain(v) for v in values)


def plain(v):
    v = float(v)
    return str(int(v)) if v == int(v) and abs(v) < 1e15 else repr(v)


def pairs(mapping):
    return ";".join(f"{k}={v if isinstance(v, str) else plain(v)}" for k, v in mapping.items())


def unpairs(text):
    """`a=1;b=x` as a dictionary of strings."""
    return dict(item.split("=", 1) for item in text.split(";")) if text else {}


def exact(v):
    """The rational number that the double v is, so that both sides of a test start from the same bits."""
    return sp.Rational(float(v))


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{path.name}: {len(rows)} rows, {path.stat().st_size / 1024:.0f} KiB")
