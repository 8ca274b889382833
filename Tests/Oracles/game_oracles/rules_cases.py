"""Games and procedures, each with all its options, for the maps and the trajectories."""

from .check_rows import GameSpec
from .rules_rows import rule

BLOCKS = [2, 1]
FIRST = [[1, 0.5, 0.75], [0, 0.75, -1.25], [0.25, -0.75, 0.375]]
SECOND = [[0.5, -0.25, -0.75], [0.125, -0.375, 1], [-0.5, 0.75, 0.625]]


def centred(matrices, point):
    """Linear parts that make the whole gradient of every loss vanish at the point."""
    n = len(point)
    return [[-sum((m[a][b] + m[b][a]) / 2 * point[b] for b in range(n)) for a in range(n)] for m in matrices]


def three_players():
    """Dyadic matrices without symmetry, blocks 1, 2, 1; own blocks are made positive definite."""
    owner, matrices = [0, 1, 1, 2], []
    for i in range(3):
        m = [[((7 * i + 3 * a + 5 * b + a * b * (i + 1)) % 9 - 4) / 16 for b in range(4)] for a in range(4)]
        for a in range(4):
            m[a][a] += 1 if owner[a] == i else 0
        matrices.append(m)
    return matrices


QUADRATIC = GameSpec("quadratic", data=(BLOCKS, [FIRST, SECOND], [[0.5, -0.25, 0.125], [-0.25, 0.375, -0.5]]))
CENTRED = GameSpec("quadratic", data=(BLOCKS, [FIRST, SECOND], centred([FIRST, SECOND], [0.5, -0.25, 0.75])))
THREE = GameSpec("quadratic", data=([1, 2, 1], three_players(), [[0.5, -0.25, 0.125, 1], [0.25, 0.5, -0.75, 0.375],
                                                                 [-0.5, 0.125, 0.25, -1]]))
CENTRED_THREE = GameSpec("quadratic", data=([1, 2, 1], three_players(),
                                            centred(three_players(), [0.25, -0.5, 0.75, 1])))

ALTERNATING = {"order": "alternating"}
SIMULTANEOUS = {"order": "simultaneous"}


def optimistic(first, order):
    return {"first": first, "order": order}


def adam_options(order, correction, **more):
    return {"order": order, "bias_correction": correction, **more}


def any_players():
    """Procedures that take any number of players."""
    yield rule("extragradient", SIMULTANEOUS, eta=0.125, gamma=0.25)
    yield rule("extragradient", SIMULTANEOUS, eta=0.1, tau=0.5, gamma_1=0.25, gamma_2=0.0625)
    yield rule("extragradient", ALTERNATING, eta=0.1, tau=2)
    yield rule("extragradient", ALTERNATING, eta=0.125, gamma_1=0.25, gamma_2=0.5)
    yield rule("optimistic", optimistic("plain", "simultaneous"), eta=0.1, optimism_1=0.0625, optimism_2=0.125)
    yield rule("optimistic", optimistic("double", "simultaneous"), eta=0.0625, tau=2, optimism=0.125)
    yield rule("optimistic", optimistic("plain", "alternating"), eta=0.1, tau=1.5)
    yield rule("optimistic", optimistic("double", "alternating"), eta=0.1, optimism_1=0.125, optimism_2=0)
    yield rule("nesterov", eta=0.1, beta=0.5)
    yield rule("nesterov", eta=0.1, tau=0.5, beta_1=-0.25, beta_2=0.375)
    yield rule("proximal-point", eta=0.25, tau=2)
    yield rule("consensus", {"alignment": "off"}, eta=0.05, tau=2, gamma=0.5)
    yield rule("sga", {"alignment": "off"}, eta=0.05, tau=2, lambda_=0.5)
    yield rule("sga", {"alignment": "on"}, eta=0.05, lambda_=0.5, epsilon=0.125)
    yield rule("lookahead", eta=0.1, tau=0.5)
    yield rule("lookahead", eta=0.1, tau=2, alpha=0.25)
    yield rule("lola", eta=0.05, tau=2)
    yield rule("lola", eta=0.05, alpha=0.25)
    yield rule("sos", eta=0.1, tau=0.5)
    yield rule("sos", eta=0.1, alpha=0.5, a=0.25, b=0.75)
    yield rule("competitive", {"solver": "exact"}, eta=0.25, tau=0.5)
    yield rule("jare", eta=0.1, tau=0.5, gamma=0.75)
    yield rule("lead", eta=0.1, tau=2, beta_1=-0.25, beta_2=0.375)
    yield rule("lead", eta=0.1, beta=0.25, alpha=0.5)
    yield rule("heun", eta=0.2, tau=0.5)
    yield rule("rk4", eta=0.4, tau=0.5)
    yield rule("crossing-the-curl", {"field": "cc", "scale": "half"}, eta=0.1, tau=0.5)
    yield rule("crossing-the-curl", {"field": "cc", "scale": "full"}, eta=0.05)
    yield rule("crossing-the-curl", {"field": "eg"}, eta=0.05, tau=2)
    yield rule("crossing-the-curl", {"field": "con"}, eta=0.1, tau=2, weight=0.25)
    yield rule("symplectic-surgery", {"form": "exact"}, eta=0.1, tau=2, lambda_=0.25)
    yield rule("symplectic-surgery", {"form": "two-time-scale"}, eta=0.05, tau=2, lambda_=0.125, inner=0.25)
    yield rule("symplectic-surgery", {"form": "two-time-scale"}, eta=0.05, lambda_=0)
    yield rule("anchored", eta=0.5, tau=0.5, p=0.75, gamma=2.5)
    yield rule("extra-anchored", {"step": "constant"}, eta=0.125, tau=0.5)
    yield rule("extra-anchored", {"step": "varying"}, eta=0.25, tau=1.5, lipschitz=1.25)


def adaptive():
    yield rule("rmsprop", SIMULTANEOUS, eta=0.02, tau=0.5, epsilon=0.0625)
    yield rule("rmsprop", ALTERNATING, eta=0.02, alpha=0.875, epsilon=0.125)
    for order in ("simultaneous", "alternating"):
        yield rule("adam", adam_options(order, "yes"), eta=0.02, tau=0.5, beta1=0.5, beta2=0.875, epsilon=0.125)
        yield rule("adam", adam_options(order, "no"), eta=0.02, epsilon=0.0625)
        for correction in ("yes", "no"):
            more = {"first": "plain" if correction == "yes" else "zero",
                    "momentum": "nesterov" if order == "simultaneous" else "standard"}
            yield rule("optimistic-adam", adam_options(order, correction, **more), eta=0.02, tau=0.5, beta1=0.5,
                       beta2=0.875, epsilon=0.125)
    yield rule("optimistic-adam", adam_options("alternating", "yes", first="plain", momentum="nesterov"), eta=0.01,
               optimism_1=0.03, optimism_2=0.0625, beta1=0.75, epsilon=0.125)
    yield rule("optimistic-adam", adam_options("simultaneous", "yes", first="zero", momentum="standard"), eta=0.01,
               optimism=0.05, beta1=0.25, epsilon=0.25)


def default_epsilon():
    """Far from equilibria, or at the cost of numbers of the size of 1e7 at them."""
    yield rule("rmsprop", SIMULTANEOUS, eta=0.01)
    yield rule("adam", adam_options("simultaneous", "yes"), eta=0.01)
    yield rule("optimistic-adam", adam_options("simultaneous", "yes", first="zero", momentum="standard"), eta=0.01)


def curved_follower():
    """Two players, the second with an invertible own Hessian."""
    yield rule("follow-the-ridge", eta=0.05, tau=2, damping=0)
    yield rule("stackelberg", eta=0.05, tau=2, damping=0)


def two_players():
    yield rule("follow-the-ridge", eta=0.05, tau=0.5, damping=0.75)
    yield rule("stackelberg", eta=0.05, tau=0.5, damping=0.75)
    for steps, gradient in ((1, "full"), (3, "full"), (3, "stopped")):
        yield rule("unrolled", {"steps": str(steps), "gradient": gradient}, eta=0.1, tau=2)
    yield rule("unrolled", {"steps": "5", "gradient": "full"}, eta=0.1, tau=0.5, inner=0.125)
    for name, weight in (("reg", 0.25), ("alt", 0.5), ("unr", 0.375)):
        yield rule("crossing-the-curl", {"field": name}, eta=0.1, tau=0.5, weight=weight)
    for integrator in ("rk4", "euler", "heun", "colab-heun"):
        yield rule("ode-gan", {"integrator": integrator}, eta=0.1, tau=2, lambda_=0.125)


def wrapped():
    plain = rule("simultaneous", eta=0.1, tau=0.5)
    yield plain.inside("average")
    yield plain.inside("ema", decay=0.75)
    yield rule("alternating", eta=0.1).inside("historical", {"memory": "uniform"}, weight=0.25)
    yield plain.inside("historical", {"memory": "ema"}, weight_1=0.25, weight_2=0.125, decay=0.75)
    yield plain.inside("replay", {"snapshots": "3", "spacing": "2"})
    yield plain.inside("delay", {"steps": "2"})
    yield rule("heavy-ball", SIMULTANEOUS, eta=0.05, beta=0.25).inside("replay", {"snapshots": "2", "spacing": "1"})
    yield rule("extragradient", SIMULTANEOUS, eta=0.1).inside("schedule", offset=8, power_1=0.5, power_2=0.25)
    yield rule("optimistic", optimistic("plain", "simultaneous"), eta=0.1).inside("ema")
    yield rule("adam", adam_options("alternating", "yes"), eta=0.05, epsilon=0.125).inside(
        "schedule", offset=4, power=0.5).inside("average")
    yield plain.inside("historical", {"memory": "uniform"}, weight=0.125).inside("ema", decay=0.875)


def delayed_pairs():
    """Delays of two players."""
    yield rule("simultaneous", eta=0.1).inside("delay", {"steps": "1,0"})
    yield rule("alternating", eta=0.1, tau=0.5).inside("delay", {"steps": "0,2"})
    yield rule("heavy-ball", SIMULTANEOUS, eta=0.05, beta=-0.25).inside("delay", {"steps": "1,3"}).inside("ema")
