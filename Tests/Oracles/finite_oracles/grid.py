"""Mirror methods on the measures of a grid: f = (x - y)^2 on 65 points of [-1, 1], x minimises, y maximises.

Runs in extended precision, and in double precision to see what rounding changes.
"""

from fractions import Fraction

import numpy as np

POINTS, ETA = 65, 0.1
PRINTED = {  # T: NashConv and value of the uniform averages
    ("mirror-descent", 100): (".400209258521", ".860260101821"),
    ("mirror-prox", 100): (".391496090827", ".863098151145"),
    ("optimistic-hedge", 100): (".391684993375", None),  # .3916849933737 computed
    ("mirror-descent", 1000): (".059678806948", ".989438946985"),
    ("mirror-prox", 1000): (".058683938290", ".989756315644"),
    ("optimistic-hedge", 1000): (".058702828544", None),
}


def averages(algorithm, iterations, kind):
    """Mean of the strategies played; mirror-prox plays its half-steps."""
    points = (np.arange(POINTS) - (POINTS - 1) // 2).astype(kind) / ((POINTS - 1) // 2)
    loss = (points[:, None] - points) ** 2
    eta = kind(ETA)
    total_x = total_y = prediction_x = prediction_y = sum_x = sum_y = np.zeros(POINTS, kind)
    for _ in range(iterations):
        x, y = gibbs(-eta * (total_x + prediction_x)), gibbs(eta * (total_y + prediction_y))
        g_x, g_y = loss @ y, x @ loss
        if algorithm == "mirror-prox":
            x, y = gibbs(-eta * (total_x + g_x)), gibbs(eta * (total_y + g_y))
            g_x, g_y = loss @ y, x @ loss
        if algorithm == "optimistic-hedge":
            prediction_x, prediction_y = g_x, g_y
        total_x, total_y = total_x + g_x, total_y + g_y
        sum_x, sum_y = sum_x + x, sum_y + y
    x, y = sum_x / iterations, sum_y / iterations
    return {"nash_conv": [(x @ loss).max() - (loss @ y).min()], "value": [x @ loss @ y], "p1": x, "p2": y}


def gibbs(v):
    w = np.exp(v - v.max())
    return w / w.sum()


def rows():
    middle = [int(k == POINTS // 2) for k in range(POINTS)]
    ends = [Fraction(int(k in (0, POINTS - 1)), 2) for k in range(POINTS)]
    for quantity, values in [("value", [1]), ("p1", middle), ("p2", ends)]:  # the only equilibrium
        yield ["squared-distance", "lp", {"points": POINTS}, {}, "", quantity, values, 1e-12, "B4"]
    for (algorithm, iterations), printed in PRINTED.items():
        found, double = (averages(algorithm, iterations, kind) for kind in (np.longdouble, np.float64))
        apart = max(np.abs(a - b).max() for a, b in zip(map(np.array, found.values()), map(np.array, double.values())))
        tolerance = max(1e-12, 100 * float(apart))
        options = {"points": POINTS, "average": "uniform"}
        for quantity, values in found.items():
            text = dict(zip(["nash_conv", "value"], printed)).get(quantity)
            if quantity in ["nash_conv", "value"] or iterations == 100:
                yield ["squared-distance", algorithm, options, {"eta": ETA}, iterations, quantity, values, tolerance,
                       ("B4", text) if text else "computed"]
