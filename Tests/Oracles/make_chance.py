"""Philox4x32-10 by randomgen, at the addresses of RandomStream: writes chance.csv beside this file.

Needs randomgen (2.5) and mpmath. randomgen adds 1 to its counter before the first block, which is undone here.
"""
import csv
import pathlib

import mpmath
from randomgen import Philox

mpmath.mp.dps = 40
ADDRESSES = [(0, 0, 0, 0), (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1),
             (2**64 - 1, 2**48 - 1, 2**48 - 1, 2**32 - 2),
             (0x0123456789ABCDEF, 0x0000A1B2C3D4E5F6, 0x0000192A3B4C5D6E, 0x76543210),
             (42, 7, 1000000, 3), (42, 7, 2**40, 63)]


def words(seed, trajectory, step, coordinate):
    counter = [step % 2**32, step >> 32 | trajectory >> 32 << 16, trajectory % 2**32, coordinate]
    number = sum(word << 32 * k for k, word in enumerate(counter))
    return [int(word) for word in Philox(key=seed, counter=(number - 1) % 2**128, number=4, width=32).random_raw(4)]


def unit(low, high):
    return mpmath.mpf((low | high << 32) >> 11 | 1) / 2**53


with open(pathlib.Path(__file__).with_name("chance.csv"), "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["seed", "trajectory", "step", "coordinate", "uniform", "normal"])
    for address in ADDRESSES:
        w = words(*address)
        u, v = unit(*w[:2]), unit(*w[2:])
        normal = mpmath.sqrt(-2 * mpmath.log(u)) * mpmath.cos(2 * mpmath.pi * v)
        rows.writerow([*address, mpmath.nstr(u, 20), mpmath.nstr(normal, 20)])
