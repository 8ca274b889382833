"""Eigenvalues to 25 digits by mpmath (50 digits of working precision): writes spectra.csv beside this file.

Matrices are given by formulas, so that the tests build the same ones (1 <= i, j <= n):
  frank    n + 1 - max(i, j) for j >= i - 1, else 0            (ill-conditioned simple eigenvalues)
  mixed    (7 i + 3 j j + i j) mod 11 - 5                      (an integer matrix without structure)
  grcar    -1 for i = j + 1, 1 for i <= j <= i + 3, else 0     (highly non-normal)
"""
import csv
import pathlib

import mpmath

mpmath.mp.dps = 50
FORMULAS = {
    "frank": lambda n, i, j: n + 1 - max(i, j) if j >= i - 1 else 0,
    "mixed": lambda n, i, j: (7 * i + 3 * j * j + i * j) % 11 - 5,
    "grcar": lambda n, i, j: -1 if i == j + 1 else 1 if i <= j <= i + 3 else 0,
}
ORDERS = {"frank": [4, 8, 12, 16], "mixed": [2, 3, 5, 9, 20], "grcar": [5, 10, 30]}

with open(pathlib.Path(__file__).with_name("spectra.csv"), "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["matrix", "order", "real", "imaginary"])
    for name, orders in ORDERS.items():
        for n in orders:
            entries = [[FORMULAS[name](n, i, j) for j in range(1, n + 1)] for i in range(1, n + 1)]
            values, _ = mpmath.eig(mpmath.matrix(entries))
            for value in sorted(values, key=lambda z: (z.real, z.imag)):
                value = mpmath.mpc(value)
                parts = [part if abs(part) > mpmath.mpf(10) ** -30 else mpmath.mpf(0) for part in (value.real, value.imag)]
                rows.writerow([name, n, *(mpmath.nstr(part, 25) for part in parts)])
