"""The same work as the benchmarks beside it, done the way one would do it in a notebook (JAX, NumPy), in float64.

`make bench` runs both and compares.  Prints CSV rows: work, how, cost, unit.  Times vary with the machine; compare only
ratios measured side by side in one run.
"""
import sys
import time
import numpy as np
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


def best(run, repeat=12):
    run()
    times = []
    for _ in range(repeat):
        t = time.perf_counter()
        run()
        times.append(time.perf_counter() - t)
    return min(times)


def row(work, how, seconds, units, unit):
    print(f"{work},{how},{seconds / units * 1e9},ns per {unit}", flush=True)


# --- 1. Dirac-GAN, minimax loss, simultaneous gradient descent, an ensemble of starts -------------------------------
def dirac(n, steps, eta=0.001):
    theta, psi = jnp.linspace(0.1, 1.0, n), jnp.full(n, 0.3)

    def losses(z):  # generator, discriminator
        value = jax.nn.log_sigmoid(z[0] * z[1])
        return value, -value

    def xi(z):
        return jnp.stack([jax.grad(lambda w: losses(w)[0])(z)[0], jax.grad(lambda w: losses(w)[1])(z)[1]])

    @jax.jit
    def idiomatic(z):
        step = jax.vmap(lambda w: w - eta * xi(w))
        return jax.lax.scan(lambda w, _: (step(w), None), z, None, length=steps)[0]

    @jax.jit
    def fused(theta, psi):
        def body(_, s):
            t, p = s
            g = 1 / (1 + jnp.exp(t * p))
            return t - eta * p * g, p + eta * t * g
        return jax.lax.fori_loop(0, steps, body, (theta, psi))

    z = jnp.stack([theta, psi], 1)
    row(f"dirac simultaneous n={n}", "jax vmap(grad) scan", best(lambda: idiomatic(z).block_until_ready()), n * steps,
        "trajectory-step")
    row(f"dirac simultaneous n={n}", "jax hand-fused", best(lambda: jax.block_until_ready(fused(theta, psi))), n * steps,
        "trajectory-step")
    t, p = np.asarray(theta).copy(), np.asarray(psi).copy()
    few = max(10, steps // 20)

    def numpy_run():
        global_t, global_p = t.copy(), p.copy()
        for _ in range(few):
            g = 1 / (1 + np.exp(global_t * global_p))
            global_t, global_p = global_t - eta * global_p * g, global_p + eta * global_t * g

    row(f"dirac simultaneous n={n}", "numpy vectorised", best(numpy_run), n * few, "trajectory-step")


# --- 2. stability map: Jacobian of the update map and its spectral radius on a grid of (gamma, eta) ------------------
def stability_map(side):
    def update(z, gamma, eta):  # alternating, generator first
        loss_g = lambda t, p: jax.nn.log_sigmoid(t * p)
        loss_d = lambda t, p: -jax.nn.log_sigmoid(t * p) + gamma / 2 * p * p
        t = z[0] - eta * jax.grad(loss_g, 0)(z[0], z[1])
        p = z[1] - eta * jax.grad(loss_d, 1)(t, z[1])
        return jnp.stack([t, p])

    jac = jax.jit(jax.vmap(jax.vmap(lambda g, e: jax.jacfwd(update)(jnp.zeros(2), g, e), (None, 0)), (0, None)))
    gammas, etas = jnp.linspace(0, 2, side), jnp.linspace(0.01, 3, side)

    def run():
        return np.abs(np.linalg.eigvals(np.asarray(jac(gammas, etas)))).max(-1)

    row(f"stability map {side}x{side} (2x2)", "jax jacfwd + numpy eigvals", best(run), side * side, "cell")


# --- 3. linear-quadratic-Gaussian WGAN, dimension d, simultaneous gradient descent, one trajectory -------------------
def lqg(d, steps, eta=1e-4):
    rng = np.random.default_rng(0)
    low = np.tril(rng.normal(size=(d, d))) / np.sqrt(d) + np.eye(d)
    sigma, mu = jnp.asarray(low @ low.T), jnp.asarray(rng.normal(size=d))

    def value(w2, w1, a, b):
        m = sigma + jnp.outer(mu, mu) - a @ a.T - jnp.outer(b, b)
        return jnp.sum(w2 * m) + w1 @ (mu - b)

    grads = jax.grad(value, (0, 1, 2, 3))

    @jax.jit
    def run(s):
        def body(_, s):
            g = grads(*s)
            return s[0] + eta * g[0], s[1] + eta * g[1], s[2] - eta * g[2], s[3] - eta * g[3]
        return jax.lax.fori_loop(0, steps, body, s)

    s = (jnp.zeros((d, d)), jnp.zeros(d), jnp.eye(d), jnp.zeros(d))
    row(f"lqg-wgan d={d}", "jax grad fori_loop", best(lambda: jax.block_until_ready(run(s))), steps, "step")


# --- 4. ring of 8 Gaussians, network against network, exact expectations by quadrature -------------------------------
def ring(steps, width, radius=2.0, std=0.1, eta=1e-3):
    def hermite(n):
        x, w = np.polynomial.hermite_e.hermegauss(n)
        return x, w / w.sum()

    x5, w5 = hermite(5)
    angle = 2 * np.pi * np.arange(8) / 8
    centres = radius * np.stack([np.cos(angle), np.sin(angle)], 1)
    nodes = np.stack(np.meshgrid(x5, x5), -1).reshape(-1, 2) * std
    data = jnp.asarray((centres[:, None] + nodes[None]).reshape(-1, 2))
    data_w = jnp.asarray(np.tile(np.outer(w5, w5).ravel() / 8, 8))
    x24, w24 = hermite(24)
    latent = jnp.asarray(np.stack(np.meshgrid(x24, x24), -1).reshape(-1, 2))
    latent_w = jnp.asarray(np.outer(w24, w24).ravel())
    rng = np.random.default_rng(0)

    def net(sizes):
        return [(jnp.asarray(rng.normal(size=(i, o)) / np.sqrt(i)), jnp.zeros(o)) for i, o in zip(sizes, sizes[1:])]

    def apply(p, x):
        for a, b in p[:-1]:
            x = jnp.tanh(x @ a + b)
        return x @ p[-1][0] + p[-1][1]

    def loss_d(d, g):
        return (data_w @ jax.nn.softplus(-apply(d, data)[:, 0])
                + latent_w @ jax.nn.softplus(apply(d, apply(g, latent))[:, 0]))

    def loss_g(g, d):
        return latent_w @ jax.nn.softplus(-apply(d, apply(g, latent))[:, 0])

    @jax.jit
    def run(s):
        def body(_, s):
            g, d = s
            dg, dd = jax.grad(loss_g)(g, d), jax.grad(loss_d)(d, g)
            return (jax.tree.map(lambda p, q: p - eta * q, g, dg), jax.tree.map(lambda p, q: p - eta * q, d, dd))
        return jax.lax.fori_loop(0, steps, body, s)

    s = (net([2, width, width, 2]), net([2, width, width, 1]))
    row(f"ring of 8 mlp 2x{width}", "jax grad fori_loop", best(lambda: jax.block_until_ready(run(s)), 6), steps, "step")


# --- 5. regret matching+ on 1000 x 1000 normal payoffs, all in NumPy's BLAS -------------------------------------------
def regret_matching_plus(n=1000, rounds=1000):
    u = np.random.default_rng(1).normal(size=(n, n))

    def run():
        sums = [np.zeros(n), np.zeros(n)]
        regrets = [np.zeros(n), np.zeros(n)]
        for _ in range(rounds):
            x, y = (r / r.sum() if r.sum() > 0 else np.full(n, 1 / n) for r in regrets)
            sums[0] += x
            sums[1] += y
            for i, (own, g) in enumerate(((x, u @ y), (y, -(x @ u)))):
                regrets[i] = np.maximum(regrets[i] + g - own @ g, 0)
        return sums

    print(f"regret-matching-plus {n} x {n},numpy,{best(run, 3)},s per {rounds} rounds")


if __name__ == "__main__":
    dirac(4096, 4000)
    lqg(2, 20000)
    lqg(16, 4000)
    lqg(64, 1000)
    ring(200, 16)
    ring(100, 64)
    regret_matching_plus()
    if "--all" in sys.argv:  # work that has no goal yet
        dirac(512, 20000)
        dirac(65536, 400)
        stability_map(200)
