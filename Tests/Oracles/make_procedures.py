#!/usr/bin/env python3
"""Writes the oracle CSV files of all procedures and wrappers beside itself.

    python3 Tests/Oracles/make_procedures.py                                     all files (about 7 minutes)
    python3 Tests/Oracles/make_procedures.py procedure_maps procedure_trajectories     some of them

Needs mpmath, numpy, sympy. Deterministic: the same versions give the same bytes.
"""

import importlib
import sys
from pathlib import Path

import numpy as np
from mpmath import mp

from game_oracles import rules_own_checks
from game_oracles.text import write

FILES = ["procedure_check_values", "procedure_maps", "procedure_trajectories"]


def main():
    mp.dps = 30
    np.seterr(all="ignore")  # runs that diverge are noticed and left out
    rules_own_checks.run_all()
    here = Path(__file__).resolve().parent
    for name in sys.argv[1:] or FILES:
        module = importlib.import_module(f"game_oracles.{name}")
        write(here / f"{name}.csv", module.HEADER, list(module.rows()))


if __name__ == "__main__":
    main()
