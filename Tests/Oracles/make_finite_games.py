#!/usr/bin/env python3
"""Writes the oracle CSV files of finite games and of the continuous procedures next to them beside itself.

    python3 Tests/Oracles/make_finite_games.py                                   all files (about 4 minutes)
    python3 Tests/Oracles/make_finite_games.py finite_equilibria finite_qre      some of them

Needs mpmath, numpy, scipy, sympy. Deterministic: the same versions give the same bytes.
"""

import importlib
import sys
from pathlib import Path

from mpmath import mp

from game_oracles.text import write

FILES = ["finite_games", "finite_equilibria", "finite_qre", "finite_measures"]


def main():
    mp.dps = 30
    here = Path(__file__).resolve().parent
    for name in sys.argv[1:] or FILES:
        module = importlib.import_module(f"finite_oracles.{name}")
        write(here / f"{name}.csv", module.HEADER, list(module.rows()))


if __name__ == "__main__":
    main()
