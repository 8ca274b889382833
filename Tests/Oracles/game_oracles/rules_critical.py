"""Upper end of the first interval of eta (tau and all given knobs fixed) where the spectral radius is below 1."""

import numpy as np
from mpmath import mp

from .procedures import crossing, radius
from .rules_core import LIMIT, derivative, rough_derivative

GRID = np.geomspace(1e-4, 50, 241)
CLEAR = 3e-9  # a radius this little below 1 is not told from 1 by differences in double precision


def critical_step(made, knobs, field, point, t=LIMIT):
    def rough(eta):
        try:
            return radius(rough_derivative(made, {**knobs, "eta": float(eta)}, field, point, t)) - 1
        except (ArithmeticError, np.linalg.LinAlgError):
            return np.inf

    def precise(eta):
        matrix = derivative(made, {**knobs, "eta": eta}, field, point, t, 60)
        return radius(matrix) - 1

    inside = None
    for eta in GRID:
        value = rough(eta)
        if value < -CLEAR:
            inside = eta
        elif inside is not None:
            return located(rough, precise, inside, eta)
    return "never-stable" if inside is None else "unbounded"


def located(rough, precise, low, high):
    """Bisection in double precision, then the Illinois rule in 30 digits."""
    for _ in range(14):
        middle = (low + high) / 2
        low, high = (middle, high) if rough(middle) < 0 else (low, middle)
    wide = (high - low) + 1e-4 * high
    return crossing(precise, mp.mpf(low - wide), mp.mpf(high + wide), close=25)
