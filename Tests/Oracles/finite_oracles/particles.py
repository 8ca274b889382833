"""Particles on l = cos(x - y), x minimises: descent and ascent of positions, multiplicative weights.

One step, everything from the old positions and weights:
  x_i <- x_i - eta sum_j b_j d/dx l(x_i, y_j),   a_i <- a_i exp(- eta_weights sum_j b_j l(x_i, y_j)) / sum,
  y_j <- y_j + eta sum_i a_i d/dy l(x_i, y_j),   b_j <- b_j exp(+ eta_weights sum_i a_i l(x_i, y_j)) / sum.
weights=off is eta_weights = 0. NashConv is |sum_i a_i exp(i x_i)| + |sum_j b_j exp(i y_j)|; `nash_conv_grid` looks for
best responses on 20001 points of [0, 2 pi] only, as the printed values do.
"""

import math

from mpmath import mp

X, Y, ETA = ["0", "1", "2.5"], ["0.3", "2", "4"], 0.01
PRINTED = {
    (0, "nash_conv_grid"): "0.693660290901", (1000, "nash_conv_grid"): "0.692459319270",
    (1000, "x"): "-1.4501961683834;.4223239317049;3.2998417829892",  # ...70496 to one more digit
    (1000, "a"): ".386597885899;.0985523833525;.5148497307485",
}
TIMES, GRID = [0, 1, 10, 100, 1000], 20000


def run(weights, number, sin, cos, exp):
    eta, eta_weights = number(ETA), number(ETA if weights == "on" else 0)
    x, y = [number(float(v)) for v in X], [number(float(v)) for v in Y]
    a = b = [number(1) / 3] * 3
    for t in range(max(TIMES) + 1):
        if t in TIMES:
            yield t, {"x": x, "y": y, "a": a, "b": b}
        slope_x = [-sum(w * sin(p - q) for w, q in zip(b, y)) for p in x]
        slope_y = [sum(w * sin(p - q) for w, p in zip(a, x)) for q in y]
        loss_x = [sum(w * cos(p - q) for w, q in zip(b, y)) for p in x]
        loss_y = [sum(w * cos(p - q) for w, p in zip(a, x)) for q in y]
        x, y = [p - eta * s for p, s in zip(x, slope_x)], [q + eta * s for q, s in zip(y, slope_y)]
        a = normalised([w * exp(-eta_weights * v) for w, v in zip(a, loss_x)])
        b = normalised([w * exp(eta_weights * v) for w, v in zip(b, loss_y)])


def normalised(w):
    total = sum(w)
    return [v / total for v in w]


def best_response_gap(state):
    """max_y of sum a_i cos(x_i - y) minus min_x of sum b_j cos(x - y_j): on the circle, and on the grid."""
    first, second = (mp.fsum(w * mp.expj(p) for w, p in zip(state[ws], state[ps])) for ws, ps in ["ax", "by"])
    step = 2 * mp.pi / GRID
    near = [mp.nint(angle / step) * step for angle in (mp.arg(first), mp.arg(-second))]
    on_grid = [abs(z) * mp.cos(mp.arg(z) - angle) for z, angle in zip((first, -second), near)]
    return {"nash_conv": [abs(first) + abs(second)], "nash_conv_grid": [sum(on_grid)]}


def rows():
    for weights in ["off", "on"]:
        doubles = dict(run(weights, float, math.sin, math.cos, math.exp))
        for t, state in run(weights, mp.mpf, mp.sin, mp.cos, mp.exp):
            apart = max(abs(p - q) for name in state for p, q in zip(state[name], doubles[t][name]))
            tolerance = max(1e-12, float(100 * apart))
            found = state | best_response_gap(state)
            knobs = {"eta": ETA} | ({"eta_weights": ETA} if weights == "on" else {})
            for quantity, values in found.items():
                text = PRINTED.get((t, quantity)) if weights == "on" else None
                yield ["cosine", "particles", {"weights": weights, "x": ",".join(X), "y": ",".join(Y)}, knobs, t,
                       quantity, values, tolerance, ("B4", text) if text else "computed"]
