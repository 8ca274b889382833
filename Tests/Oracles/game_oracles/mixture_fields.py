"""mixture_fields.csv: losses, xi and J u of `mixture-gan` on its nodes, by differences of the losses in 80 digits."""

import random
from pathlib import Path

from mpmath import mp

from . import philox
from .mixture_game import DIFFERENCE, MixtureGame
from .mixture_parts import hermite_rule, legendre_rule, singular_values
from .text import inputs, number, numbers, pairs

HEADER = ["game", "options", "knobs", "blocks", "matrix", "seed", "point", "losses", "xi", "direction",
          "jacobian_product", "tolerance"]
DIGITS = 80  # differences of 1e-15 twice over, and of grad_x D below them, leave more than 28
TOLERANCE = "1.0e-12"

LINE = [[0.7, -1, 0.5], [0.2, 1.25, 0.04]]
PLANE = [[0.7, -1, 0.5, 0.3, 0.1, 0.2], [0.3, 1, 0, 0.2, -0.05, 0.4], [0.5, 0.25, -1.5, 0.09, 0, 0.16]]
R1, R2, GP = {"r1": 0.3}, {"r2": 0.2}, {"gp": 0.7, "gp_target": 0.5}
ALL = {**R1, **R2, **GP, "noise": 0.4, "decay": 0.1}

# Options in short, knobs, rows of the mixture file.
CASES = [
    # target=line
    ("target=line features=5", {}, None),
    ("target=line modes=2 components=3 learned=scales discriminator=quadratic loss=nonsaturating",
     {**R1, "noise": 0.4}, None),
    ("target=line modes=2 learned=weights discriminator=mlp hidden=4,4 loss=wasserstein",
     {**GP, "std": 0.25, "spacing": 1.5}, None),
    ("target=line modes=2 generator=affine latent_dimension=1 features=4 loss=least-squares",
     {"decay": 0.1, "bandwidth": 0.75}, None),
    ("target=line modes=2 generator=affine latent=uniform discriminator=quadratic loss=relativistic", {**R2}, None),
    ("target=line generator=mlp hidden=4,4 latent=uniform latent_dimension=1 discriminator=mlp spectral=on", {}, None),
    ("target=line modes=2 generator=mlp hidden=3,2 activation=softplus latent_dimension=1 discriminator=quadratic "
     "loss=hinge", {"noise": 0.4}, None),
    ("target=line modes=2 components=1 discriminator=optimal", {"scale": 0.5, "noise": 0.4, "std": 0.5}, None),
    ("target=line learned=weights components=2 discriminator=optimal", {"std": 0.5}, None),
    ("target=line modes=2 discriminator=fourier features=4 loss=hinge", {**GP, "bandwidth": 1.5}, None),
    # target=ring
    ("modes=3 features=4 nodes=3", {}, None),
    ("modes=3 learned=scales features=5 loss=nonsaturating",
     {**R1, **R2, "decay": 0.1, "bandwidth": 0.75, "radius": 1.25, "std": 0.2}, None),
    ("modes=3 components=2 learned=weights discriminator=quadratic loss=wasserstein", {"decay": 0.1}, None),
    ("modes=4 discriminator=mlp hidden=4,4 loss=least-squares", {}, None),
    ("modes=3 discriminator=mlp hidden=4,4 activation=softplus loss=relativistic",
     {**R1, "noise": 0.4, "radius": 1.25}, None),
    ("modes=3 components=2 discriminator=mlp hidden=4,4 spectral=on loss=hinge", {**GP}, None),
    ("modes=3 components=2 learned=scales discriminator=optimal", {"std": 0.5, "noise": 0.4}, None),
    ("modes=3 components=4 learned=weights discriminator=optimal nodes=3", {"radius": 1.25, "std": 0.5}, None),
    ("modes=3 generator=affine discriminator=quadratic", {**R1, "noise": 0.4}, None),
    ("modes=3 generator=affine latent_dimension=1 features=4 loss=relativistic", {"bandwidth": 1.5}, None),
    ("modes=3 generator=mlp hidden=4,4 latent=uniform features=9 loss=nonsaturating", {**GP, "noise": 0.4}, None),
    ("modes=3 generator=mlp hidden=4,4 activation=softplus discriminator=mlp loss=relativistic", {}, None),
    ("modes=3 generator=affine discriminator=fourier features=4 loss=least-squares",
     {**R1, **R2, "bandwidth": 0.75}, None),
    ("modes=3 learned=weights discriminator=fourier features=5 seed=7", {**GP, "decay": 0.1}, None),
    ("nodes=1 features=9 loss=wasserstein", {}, None),
    # target=grid
    ("target=grid modes=4 discriminator=quadratic loss=hinge", {"spacing": 1.5, "std": 0.25, "scale": 0.5}, None),
    ("target=grid modes=4 generator=mlp hidden=4,4 latent_dimension=1 discriminator=mlp spectral=on loss=wasserstein",
     {**R1, **GP, "noise": 0.4}, None),
    ("target=grid modes=4 components=3 learned=scales features=9 loss=least-squares", {}, None),
    ("target=grid modes=9 discriminator=optimal", {"spacing": 0.75, "std": 0.5, "scale": 0.25}, None),
    ("target=grid modes=4 components=3 learned=weights discriminator=mlp hidden=4,4 loss=relativistic",
     {"decay": 0.1}, None),
    ("target=grid generator=affine latent=uniform latent_nodes=2", {}, None),
    # a file of modes
    ("features=4", {"bandwidth": 0.75, "scale": 0.5}, LINE),
    ("components=3 learned=weights discriminator=mlp hidden=4,4 loss=nonsaturating", {"noise": 0.4}, LINE),
    ("learned=scales discriminator=optimal", {"noise": 0.4}, LINE),
    ("features=4 loss=hinge", {"noise": 0.4, "decay": 0.1}, PLANE),
    ("learned=scales discriminator=optimal", {}, PLANE),
    ("components=2 learned=weights discriminator=optimal", {"noise": 0.4}, PLANE),
    ("generator=affine discriminator=mlp hidden=4,4 activation=softplus spectral=on loss=nonsaturating", ALL, PLANE),
    ("generator=mlp hidden=4,4 latent=uniform latent_dimension=1 discriminator=fourier features=4 loss=relativistic",
     ALL, PLANE),
    ("learned=weights discriminator=quadratic loss=least-squares", {"noise": 0.4, "r1": 0.3}, PLANE),
    # everything at once
    ("modes=2 generator=mlp hidden=4,4 discriminator=mlp refine=2 nodes=1 latent_nodes=1 noise_nodes=1", ALL, None),
    ("modes=3 learned=weights hidden=4 discriminator=mlp spectral=on loss=relativistic", ALL, None),
]
SMALL = {"nodes": "2", "latent_nodes": "3", "noise_nodes": "2"}


def rows():
    source = random.Random(14062661)
    with mp.workdps(DIGITS):
        check_rules()
        philox.check(Path(__file__).parents[1] / "chance.csv")
        for text, knobs, mixture in CASES:
            yield row(dict(item.split("=") for item in text.split()), knobs, mixture, source)


def row(choices, knobs, mixture, source):
    seed = int(choices.pop("seed", 0))
    options = {**choices, **{k: v for k, v in SMALL.items() if k not in choices and used(k, choices)}}
    game = MixtureGame(options, knobs, mixture, seed)
    point, direction = smooth_point(game, source), dyadic(source, game.count)
    z, u = [mp.mpf(c) for c in point], [mp.mpf(c) for c in direction]
    losses = [game.loss(player, z) for player in range(len(game.players))]
    xi, product = field(game, z, u)
    shape, flat = ("", "") if mixture is None else (inputs([len(mixture), len(mixture[0])]), inputs(sum(mixture, [])))
    return ["mixture-gan", pairs(options), pairs(knobs), shape, flat, seed or "", inputs(point), numbers(losses),
            numbers(xi), inputs(direction), numbers(product), TOLERANCE]


def used(option, choices):
    """Whether an option changes anything: only then it is written."""
    return option == "nodes" or choices.get("generator", "components") != "components"


def field(game, z, u):
    """xi_i = d_i loss and (J u)_i = d/de d_i loss(z + e u), each by the central difference of the loss."""
    h, xi, product = DIFFERENCE, [], []
    for player, block in enumerate(game.players):
        for i in block:
            at = lambda a, b: game.loss(player, [c + h * (a * (j == i) + b * d) for j, (c, d) in enumerate(zip(z, u))])
            xi.append((at(1, 0) - at(-1, 0)) / (2 * h))
            product.append((at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h * h))
    return xi, product


def dyadic(source, count):
    """Coordinates in [-1.5, 1.5] that are exact in text and in double precision."""
    return [(source.randint(-96, 96) or 32) / 64 for _ in range(count)]


def smooth_point(game, source):
    """Far from kinks and from double singular values, where derivatives are not defined or badly conditioned."""
    for _ in range(100):
        point = dyadic(source, game.count)
        if all(gap > least for gap, least in gaps(game, [mp.mpf(c) for c in point])):
            return point
    raise ValueError("no smooth point")


def gaps(game, z):
    """Distances from what is not smooth, and how far they should be."""
    theta, phi = z[:game.generator_count], z[game.generator_count:]
    if game.critic.kind == "optimal":
        return
    d = game.critic.function(phi, game.knobs["bandwidth"])
    if game.options["loss"] == "hinge":
        yield min(abs(1 + d(x)) for x, _ in game.real), 1e-3
        yield min(abs(1 - d(x)) for x, _ in game.fake(theta)), 1e-3
    if game.knobs["gp"]:
        yield min(game.slope_squared(d, x) for x, _ in game.real + game.fake(theta)), 1e-4
    if game.options["spectral"] == "on":
        for matrix, _ in game.critic.network.layers(phi):
            values = singular_values(matrix)
            yield 1 - (values[1] / values[0] if len(values) > 1 else 0), 0.05


def check_rules():
    """The rules integrate every polynomial of degree up to 2n - 1."""
    for n in range(1, 5):
        for k in range(2 * n):
            even = k % 2 == 0
            moments = [(hermite_rule(n), mp.fac2(k - 1) if even else 0),
                       (legendre_rule(n), mp.mpf(1) / (k + 1) if even else 0)]
            for rule, moment in moments:
                assert abs(mp.fsum(w * x**k for x, w in rule) - moment) < mp.mpf(10) ** -70
