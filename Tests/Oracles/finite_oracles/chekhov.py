"""Chekhov GAN, algorithm 1, on M(u, v) = v (sin u - c), u in [-pi, pi], v in [-1, 1] (procedures B3).

Round t, from the rounds before: v_t is the sum of d/dv M(u, v) times eta0 / sqrt(T), clipped to [-1, 1]; u_t minimises
sum v sin u: 0 where |sum v| <= 1e-12, else -sign(sum v) pi/2. The output is the uniform mixtures:
  max_part   max_v mean_t M(u_t, v) = |mean sin u_t - c|,
  min_part   min_u mean_t M(u, v_t) = -|mean v_t| - c mean v_t,
  nash_conv  their difference, the sum of the regrets (of u, then of v) over T.
"""

import math

from mpmath import mp

C, ETA0 = 0.3, 1
PRINTED = {
    100: (".05", "-.0721", ".1221"),
    1000: (".033", "-.00952753993965", ".0425275399397"),
    10000: (".0047", "-.00736232", ".01206232"),
}


def run(rounds, number, sqrt):
    c, rate = number(C), number(ETA0) / sqrt(number(rounds))
    gradients = sum_v = sum_sin = paid = number(0)
    for _ in range(rounds):
        v = min(max(rate * gradients, -number(1)), number(1))
        sine = 0 if abs(sum_v) <= 1e-12 else -1 if sum_v > 0 else 1
        assert sine == 0 or abs(sum_v) > 1e-9, "rounding decides a sign"
        sum_v, sum_sin, gradients, paid = sum_v + v, sum_sin + sine, gradients + sine - c, paid + v * (sine - c)
    best_v, best_u = abs(sum_sin - c * rounds), -abs(sum_v) - c * sum_v
    return {
        "max_part": [best_v / rounds], "min_part": [best_u / rounds], "nash_conv": [(best_v - best_u) / rounds],
        "regrets": [paid - best_u, best_v - paid],
    }


def rows():
    for rounds, printed in PRINTED.items():
        found, double = run(rounds, mp.mpf, mp.sqrt), run(rounds, float, math.sqrt)
        texts = dict(zip(["max_part", "min_part", "nash_conv"], printed))
        for quantity, values in found.items():
            apart = max(abs(a - b) for a, b in zip(values, double[quantity]))
            source = ("B3", texts[quantity]) if quantity in texts else "computed"
            yield ["sine", "chekhov", {}, {"c": C, "eta0": ETA0}, rounds, quantity, values,
                   max(1e-12, float(100 * apart)), source]
