"""Which learners run with which options and knobs, and the values printed on the theory page (procedures B1)."""

import math

from .catalogue import BRPS, M3

ETA, ALTERNATING, ENTROPIC = {"eta": 0.1}, {"order": "alternating"}, {"regularizer": "entropic"}
SLOW, FAST = {"dt": 0.001, "gamma": 1e-6}, {"dt": 0.1, "gamma": 1e-6}
OPENSPIEL = {"initial": 1e-6, "gamma": 1e-6}
TUNED = {"eta": math.sqrt(8 * math.log(3) / 1000)}

VARIANTS = [  # algorithm, options, knobs
    ("fictitious-play", {}, {}), ("fictitious-play", ALTERNATING, {}),
    ("hedge", {}, ETA), ("hedge", ALTERNATING, ETA), ("optimistic-hedge", {}, ETA),
    ("ftrl", {}, ETA), ("ftrl", ALTERNATING, ETA), ("optimistic-ftrl", {}, ETA),
    ("projected-gda", {}, ETA), ("projected-ogda", {}, ETA), ("projected-eg", {}, ETA),
    ("regret-matching", {}, {}), ("regret-matching", ALTERNATING, {}), ("regret-matching", {}, OPENSPIEL),
    ("regret-matching-plus", {}, {}), ("regret-matching-plus", ALTERNATING, {}),
    ("replicator", {}, {"dt": 0.1}), ("projected-replicator", {}, SLOW), ("projected-replicator", {}, FAST),
    ("mirror-prox", {}, ETA),
]
OTHER_NAMES = [  # the same strategies as another variant; on two games only
    ("ftrl", ENTROPIC, ETA), ("optimistic-ftrl", ENTROPIC, ETA), ("mirror-descent", {}, ETA),
]

# algorithm, options, knobs, average, T, printed NashConv of BRPS, of M3. The last iterates printed for the projected
# methods are w_{T+1}; the replicator's 1000 steps have 1001 states, and its last one is w_1000, too.
PRINTED = [
    ("fictitious-play", {}, {}, "uniform", 1000, "0.0057", "0.16"),
    ("fictitious-play", ALTERNATING, {}, "uniform", 1000, "0.00285", "0.02"),
    ("hedge", {}, ETA, "uniform", 1, "1/6", "2/3"),
    ("hedge", {}, ETA, "uniform", 1000, "0.0106655243495", "0.126985875795"),
    ("hedge", {}, ETA, "last", 1000, "0.431228373072", "5.99866920985"),
    ("hedge", {}, TUNED, "uniform", 1000, "0.0152189793855", "0.126725494379"),
    ("hedge", {}, TUNED, "last", 1000, "0.530126390339", "5.30925718864"),
    ("optimistic-hedge", {}, ETA, "uniform", 1000, "0.00729716954137", "0.00289657339832"),
    ("optimistic-hedge", {}, ETA, "last", 1000, "0.33895038211", "0.0112753118112"),
    ("ftrl", {}, ETA, "uniform", 1000, "0.00204416477322", "0.141251386995"),
    ("ftrl", {}, ETA, "last", 1000, "0.298745273758", "5"),
    ("optimistic-ftrl", {}, ETA, "uniform", 1000, "0.00111497055921", "0.00226434329779"),
    ("optimistic-ftrl", {}, ETA, "last", 1000, "0.268200066526", "2.03107279414"),
    ("projected-gda", {}, ETA, "uniform", 1000, "0.00401808254463", "0.430559122276"),
    ("projected-gda", {}, ETA, "last", 1000, "0.0689169942578", "4.05870831884"),
    ("projected-gda", {}, ETA, "last", 1001, "0.0711466644643", "3.27878327152"),
    ("projected-ogda", {}, ETA, "uniform", 1000, "0.00386149303723", "0.0653522607262"),
    ("projected-ogda", {}, ETA, "last", 1000, "0.0334747069988", "2.0990434739"),
    ("projected-ogda", {}, ETA, "last", 1001, "0.0334735545878", "1.67886334691"),
    ("projected-eg", {}, ETA, "uniform", 1000, "0.00384906777058", "0.000861437908466"),
    ("projected-eg", {}, ETA, "last", 1000, "0.0335886671128", None),
    ("projected-eg", {}, ETA, "last", 1001, "0.0336045507569", "0"),  # M3: printed < 1e-14
    ("regret-matching", {}, {}, "uniform", 1000, "0.00638527274817", "0.143225527696"),
    ("regret-matching", {}, {}, "last", 1000, "0.1", "3.9262165674"),
    ("regret-matching-plus", {}, {}, "uniform", 1000, "0.00283075426717", "0.0619933215069"),
    ("regret-matching-plus", {}, {}, "last", 1000, "0.0680694257188", "2.03078583567"),
    ("regret-matching-plus", ALTERNATING, {}, "uniform", 1000, "0.000408773592411", "0.00665349576546"),
    ("regret-matching-plus", ALTERNATING, {}, "linear", 1000, "8.91093334022e-05", "0.00793232694128"),
    ("regret-matching-plus", {}, {}, "linear", 1000, "0.00149612409646", "0.0394537506941"),
    ("projected-replicator", {}, SLOW, "uniform", 1001, "0.142018528928", "0.616747452845"),
    ("projected-replicator", {}, SLOW, "last", 1001, "0.149899404767", "0.52874438896"),
    ("projected-replicator", {}, FAST, "uniform", 1001, "0.0111149355645", "0.527512868936"),
    ("projected-replicator", {}, FAST, "last", 1001, "0.44301195856", "3.87100917315"),
]
PRINTED_STRATEGIES = [  # simultaneous fictitious play, T = 1000, uniform
    (BRPS, "0.06;0.657;0.283", "0.06;0.657;0.283"),
    (M3, "0.162;0.401;0.437", "0.329;0.322;0.349"),
]

START = [["0.5", "0.3", "0.2"], ["0.2", "0.3", "0.5"]]
PRINTED_FROM_START = [  # on RPS, last strategies; T counts updates on the page, rounds here: one more
    ("hedge", ETA, 1, "kl_sum", "0.140480687544"), ("hedge", ETA, 101, "kl_sum", "0.199733479332"),
    ("hedge", ETA, 1001, "kl_sum", "2.25580516491739"),
    ("hedge", ETA, 1, "nash_conv", "0.5"), ("hedge", ETA, 101, "nash_conv", "0.604735567557"),
    ("hedge", ETA, 1001, "nash_conv", "1.66030316671061"),
    ("replicator", {"dt": 0.1}, 1, "invariant", "2.33770526487999"),
    ("replicator", {"dt": 0.1}, 201, "invariant", "2.33770526487999"),
    ("replicator", {"dt": 0.1}, 201, "p1", "0.289439959787;0.507119090930;0.203440949283"),
    ("replicator", {"dt": 0.1}, 201, "p2", "0.310419321806;0.197184116544;0.492396561650"),
    ("replicator", {"dt": 0.1}, 201, "nash_conv", "0.512891576250"),
]
