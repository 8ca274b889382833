#!/usr/bin/env python3
"""Writes the oracle CSV files of the games and procedures beside itself.

    python3 Tests/Oracles/make_games.py                  all files (about 9 minutes)
    python3 Tests/Oracles/make_games.py fields maps      some of them

Needs mpmath, numpy, scipy, sympy. Deterministic: the same versions give the same bytes.
"""

import importlib
import sys
from pathlib import Path

from mpmath import mp

from game_oracles import own_checks
from game_oracles.text import write

FILES = [
    "fields", "check_values", "divergences", "trajectories", "maps", "mean_gan", "two_gaussians", "mixture_fields",
    "network_starts", "mixture_divergences",
]


def main():
    mp.dps = 30
    own_checks.run_all()
    here = Path(__file__).resolve().parent
    for name in sys.argv[1:] or FILES:
        module = importlib.import_module(f"game_oracles.{name}")
        write(here / f"{name}.csv", module.HEADER, list(module.rows()))


if __name__ == "__main__":
    main()
