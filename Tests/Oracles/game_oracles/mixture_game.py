"""The two losses of `mixture-gan` on its quadrature nodes, from their definitions."""

from mpmath import mp

from .mixture_parts import Discriminator, Network, cholesky, hermite_rule, legendre_rule, tensor, unit_means

OPTIONS = {"target": "ring", "modes": "0", "generator": "components", "components": "0", "learned": "means",
           "latent": "gaussian", "latent_dimension": "2", "discriminator": "kernel", "features": "25",
           "hidden": "16,16", "activation": "tanh", "spectral": "off", "initial": "glorot", "loss": "minimax",
           "nodes": "5", "latent_nodes": "16", "noise_nodes": "3", "refine": "1"}
KNOBS = {"radius": 2, "std": 0.1, "scale": 0.1, "r1": 0, "r2": 0, "gp": 0, "gp_target": 1, "noise": 0, "decay": 0,
         "bandwidth": 1}
DIFFERENCE = mp.mpf(10) ** -15  # of central differences


def softplus(t):
    return mp.log(1 + mp.exp(t))


def relu(t):
    return t if t > 0 else mp.mpf(0)


# Discriminator on real, discriminator on fake, generator on fake, generator on real points.
LOSSES = {
    "minimax": (softplus, lambda t: softplus(-t), lambda t: -softplus(-t), lambda t: -softplus(t)),
    "nonsaturating": (softplus, lambda t: softplus(-t), softplus, None),
    "wasserstein": (lambda t: t, lambda t: -t, lambda t: t, lambda t: -t),
    "least-squares": (lambda t: (t + 1) ** 2 / 2, lambda t: (t - 1) ** 2 / 2, lambda t: (t + 1) ** 2 / 2, None),
    "hinge": (lambda t: relu(1 + t), lambda t: relu(1 - t), lambda t: t, None),
}


def mean(points, f):
    return mp.fsum(w * f(x) for x, w in points)


class MixtureGame:
    def __init__(self, options, knobs, rows=None, seed=0):
        self.options = o = {**OPTIONS, **options}
        self.knobs = k = {name: mp.mpf(float(v)) for name, v in
                          {**KNOBS, "spacing": 1 if o["target"] == "grid" else 2, **knobs}.items()}
        refine = int(o["refine"])
        if rows is None:
            shape = o["target"]
            count = int(o["modes"]) or {"line": 3, "ring": 8, "grid": 16}[shape]
            units = unit_means(shape, count)
            size, spread = k["radius" if shape == "ring" else "spacing"], k["std"]
            dimension, default_size = len(units[0]), 1 if shape == "grid" else 2
            identity = [[spread**2 * (i == j) for j in range(dimension)] for i in range(dimension)]
            self.modes = [(mp.mpf(1) / count, [size * m for m in mean], identity) for mean in units]
        else:
            rows = [[mp.mpf(float(v)) for v in row] for row in rows]
            total, default_size = sum(row[0] for row in rows), 1
            self.modes = [(row[0] / total, row[1:2], [[row[2]]]) if len(row) == 3 else
                          (row[0] / total, row[1:3], [[row[3], row[4]], [row[4], row[5]]]) for row in rows]
            units = [mode[1] for mode in self.modes]
            dimension = len(units[0])
        self.dimension = dimension
        noise = k["noise"]
        self.modes = [(w, m, [[c + noise**2 * (i == j) for j, c in enumerate(row)] for i, row in enumerate(covariance)])
                      for w, m, covariance in self.modes]
        # A kernel under the Wasserstein loss is averaged exactly: ten nodes are off by 1e-20 at std/bandwidth = 0.1.
        is_exact = (o["loss"], o["discriminator"], o["generator"]) == ("wasserstein", "kernel", "components")
        self.normal = tensor(hermite_rule(10 if is_exact else refine * int(o["nodes"])), dimension)
        self.real = [([m + mp.fdot(row, e) for m, row in zip(centre, cholesky(covariance))], w * q)
                     for w, centre, covariance in self.modes for e, q in self.normal]
        extent = max(abs(c) for unit in units for c in unit) * default_size
        self.critic = Discriminator(o, dimension, extent, seed)
        if o["generator"] == "components":
            self.components = int(o["components"]) or len(self.modes)
            self.generator_count = self.components * (
                dimension + {"means": 0, "scales": 1, "weights": 2}[o["learned"]])
        else:
            rule = hermite_rule if o["latent"] == "gaussian" else legendre_rule
            inputs = int(o["latent_dimension"])
            self.latent = tensor(rule(refine * int(o["latent_nodes"])), inputs)
            self.noise = [([mp.mpf(0)] * dimension, mp.mpf(1))] if noise == 0 else tensor(
                hermite_rule(refine * int(o["noise_nodes"])), dimension)
            hidden = [] if o["generator"] == "affine" else [int(h) for h in o["hidden"].split(",")]
            self.network = Network([inputs, *hidden, dimension], o["activation"])
            self.generator_count = self.network.count
        blocks = [self.generator_count, self.critic.count] if self.critic.count else [self.generator_count]
        ends = [sum(blocks[:i]) for i in range(len(blocks) + 1)]
        self.players = [range(a, b) for a, b in zip(ends, ends[1:])]
        self.count = ends[-1]

    def mixture(self, theta):
        """Weights, means and standard deviations (noise included) of the generator's components."""
        n, d = self.components, self.dimension
        means = [theta[i * d:(i + 1) * d] for i in range(n)]
        own = theta[n * d:n * d + n] if self.options["learned"] != "means" else [self.knobs["scale"]] * n
        noise = self.knobs["noise"]
        spreads = [mp.sqrt(s**2 + noise**2) if noise else s for s in own]
        powers = [mp.exp(c) for c in theta[n * d + n:]] or [mp.mpf(1)] * n
        return [p / sum(powers) for p in powers], means, spreads

    def fake(self, theta):
        if self.options["generator"] == "components":
            return [([m + s * c for m, c in zip(centre, e)], w * q)
                    for w, centre, s in zip(*self.mixture(theta)) for e, q in self.normal]
        layers = self.network.layers(theta)
        return [([a + self.knobs["noise"] * b for a, b in zip(x, e)], w * q)
                for x, w in [(self.network.output(layers, latent), w) for latent, w in self.latent]
                for e, q in self.noise]

    def loss(self, player, z):
        theta, phi = z[:self.generator_count], z[self.generator_count:]
        if not self.critic.count:
            return self.optimal(theta)
        k, kind = self.knobs, self.options["loss"]
        d = self.critic.function(phi, k["bandwidth"])
        real, fake = self.real, self.fake(theta)
        on_real, on_fake = [(d(x), w) for x, w in real], [(d(x), w) for x, w in fake]
        if kind == "relativistic":
            sign = 1 if player == 1 else -1
            total = mp.fsum(v * mean(on_fake, lambda f: softplus(sign * (t - f))) for t, v in on_real)
        elif player == 0:
            _, _, on_fakes, on_reals = LOSSES[kind]
            total = mean(on_fake, on_fakes) + (mean(on_real, on_reals) if on_reals else 0)
        else:
            total = mean(on_real, LOSSES[kind][0]) + mean(on_fake, LOSSES[kind][1])
        if player == 0:
            return total
        if k["r1"] or k["r2"] or k["gp"]:
            for points, weight in ((real, k["r1"]), (fake, k["r2"])):
                squares = [(self.slope_squared(d, x), w) for x, w in points]
                total += weight / 2 * mean(squares, lambda s: s)
                if k["gp"]:
                    total += k["gp"] / 4 * mean(squares, lambda s: (mp.sqrt(s) - k["gp_target"]) ** 2)
        return total + k["decay"] / 2 * self.critic.size_squared(phi, k["bandwidth"])

    def slope_squared(self, d, x):
        """|grad_x D|^2 by central differences."""
        h, total = DIFFERENCE, mp.mpf(0)
        for j in range(self.dimension):
            up, down = ([c + s * h * (i == j) for i, c in enumerate(x)] for s in (1, -1))
            total += ((d(up) - d(down)) / (2 * h)) ** 2
        return total

    def optimal(self, theta):
        """E_p log(p / (p + q)) + E_q log(q / (p + q)) with the two densities."""
        n = self.dimension
        weights, means, spreads = self.mixture(theta)
        circles = [[[s * s * (i == j) for j in range(n)] for i in range(n)] for s in spreads]
        p = lambda x: mp.fsum(w * density(x, m, c) for w, m, c in self.modes)
        q = lambda x: mp.fsum(w * density(x, m, c) for w, m, c in zip(weights, means, circles))
        return (mean(self.real, lambda x: mp.log(p(x) / (p(x) + q(x))))
                + mean(self.fake(theta), lambda x: mp.log(q(x) / (p(x) + q(x)))))


def density(x, centre, covariance):
    """The normal density, by the inverse of the covariance."""
    d = [a - b for a, b in zip(x, centre)]
    if len(d) == 1:
        c = covariance[0][0]
        return mp.exp(-d[0] ** 2 / (2 * c)) / mp.sqrt(2 * mp.pi * c)
    (a, b), (_, c) = covariance
    determinant = a * c - b * b
    form = (c * d[0] ** 2 - 2 * b * d[0] * d[1] + a * d[1] ** 2) / determinant
    return mp.exp(-form / 2) / (2 * mp.pi * mp.sqrt(determinant))
