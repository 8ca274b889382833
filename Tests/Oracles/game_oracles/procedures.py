"""The training procedures on any field, their linear maps, spectra and critical steps.

A field offers xi(w), transposed(w, u) = J(w)^T u, project(w) and players (index ranges). The state is one array: the
iterate, then the memory (previous gradient of `optimistic`, previous iterate of `heavy-ball`).
"""

import numpy as np
from mpmath import mp


class LinearField:
    """xi(w) = J w."""

    def __init__(self, jacobian, players):
        self.jacobian, self.players = jacobian, players

    def xi(self, w):
        return self.jacobian.dot(w)

    def transposed(self, _, u):
        return self.jacobian.T.dot(u)

    def project(self, w):
        return w


def steps(players, knobs, one):
    """Step size of every coordinate: eta for player 1, tau eta for the others, or eta_i."""
    eta = knobs.get("eta", 0.1)
    values = [knobs.get(f"eta_{i + 1}", eta if i == 0 else knobs.get("tau", 1) * eta) for i in range(len(players))]
    return np.array([values[i] * one for i, p in enumerate(players) for _ in p])


def momenta(players, knobs, one):
    values = [knobs.get(f"beta_{i + 1}", knobs.get("beta", 0)) for i in range(len(players))]
    return np.array([values[i] * one for i, p in enumerate(players) for _ in p])


def start(procedure, options, field, w):
    """Whole state at step 0."""
    w = field.project(w)
    if procedure == "optimistic":
        return np.concatenate([w, field.xi(w) if options.get("first", "plain") == "plain" else 0 * w])
    return np.concatenate([w, w]) if procedure == "heavy-ball" else w


def step(procedure, options, knobs, field, state):
    """One iteration of the whole state. `knobs` are mpf or floats, of the type of the state."""
    one = state[0] * 0 + 1
    n, players = sum(len(p) for p in field.players), field.players
    w, memory, h = state[:n], state[n:], steps(players, knobs, one)
    if procedure == "simultaneous":
        return field.project(w - h * field.xi(w))
    if procedure == "extragradient":
        return field.project(w - h * field.xi(field.project(w - h * field.xi(w))))
    if procedure == "consensus":
        g = field.xi(w)
        return field.project(w - h * (g + knobs.get("gamma", 0) * field.transposed(w, g)))
    if procedure == "optimistic":
        g = field.xi(w)
        return np.concatenate([field.project(w - h * (2 * g - memory)), g])
    if procedure == "alternating":
        counts = [int(c) for c in options.get("updates", ",".join(["1"] * len(players))).split(",")]
        order = list(zip(players, counts))
        for player, count in reversed(order) if options.get("first", "1") == "2" else order:
            for _ in range(count):
                w = own_update(w, field, player, h * field.xi(w))
        return w
    if procedure == "heavy-ball":
        kick = momenta(players, knobs, one) * (w - memory)
        if options.get("order", "simultaneous") == "simultaneous":
            return np.concatenate([field.project(w - h * field.xi(w) + kick), w])
        new = w
        for player in players:
            new = own_update(new, field, player, h * field.xi(new) - kick)
        return np.concatenate([new, w])
    raise ValueError(procedure)


def own_update(w, field, player, change):
    new = w.copy()
    for c in player:
        new[c] = w[c] - change[c]
    return field.project(new)


def linear_map(procedure, options, knobs, jacobian, players):
    """Matrix of the update map on its whole state, for xi(w) = J w: the step applied to every unit vector."""
    field = LinearField(jacobian, players)
    size = len(start(procedure, options, field, jacobian[0] * 0))
    one = jacobian[0, 0] * 0 + 1
    columns = []
    for k in range(size):
        unit = np.array([one * (i == k) for i in range(size)])
        columns.append(step(procedure, options, knobs, field, unit))
    return np.array(columns).T


def eigenvalues(matrix):
    if len(matrix) == 1:
        return [matrix[0, 0]]
    if matrix.dtype == float:
        return np.linalg.eigvals(matrix)
    try:
        return mp.eig(mp.matrix(matrix.tolist()), left=False, right=False)
    except RuntimeError:  # the QR iteration can stall on long Jordan blocks: the same matrix in other coordinates
        n = len(matrix)
        change = mp.matrix([[mp.cos(1 + 3 * i + 7 * j + i * j) for j in range(n)] for i in range(n)])
        return mp.eig(change * mp.matrix(matrix.tolist()) * change**-1, left=False, right=False)


def radius(matrix):
    return max(abs(m) for m in eigenvalues(matrix))


def characteristic(matrix):
    """Monic characteristic polynomial, highest degree first (Faddeev-LeVerrier in 60 digits)."""
    with mp.workdps(60):
        n = len(matrix)
        a = mp.matrix(matrix.tolist())
        m, coefficients = mp.zeros(n), [mp.mpf(1)]
        for k in range(1, n + 1):
            m = a * m + coefficients[-1] * mp.eye(n)
            product = a * m
            coefficients.append(-sum(product[i, i] for i in range(n)) / k)
        return coefficients


def critical_step(procedure, options, knobs, jacobian, players):
    """Upper end of the first interval of eta (tau fixed) with spectral radius < 1: an mpf, or `never-stable`."""
    doubles = jacobian.astype(float)

    def rough(eta):
        return radius(linear_map(procedure, options, {**knobs, "eta": eta}, doubles, players)) - 1

    def precise(eta):
        return radius(linear_map(procedure, options, {**knobs, "eta": eta}, jacobian, players)) - 1

    grid = np.geomspace(1e-5, 1e3, 1601)
    inside = None
    for eta in grid:
        if rough(eta) < -1e-11:
            inside = eta
        elif inside is not None:
            return refine(rough, precise, inside, eta)
    return "never-stable" if inside is None else "unbounded"


def refine(rough, precise, low, high):
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if rough(middle) < 0 else (low, middle)
    return crossing(precise, mp.mpf(low) * (1 - mp.mpf(10) ** -6), mp.mpf(high) * (1 + mp.mpf(10) ** -6))


def crossing(precise, a, b, close=26):
    """The zero of an increasing function between a and b, by the Illinois rule."""
    fa, fb = precise(a), precise(b)
    assert fa < 0 < fb, "the spectral radius does not cross 1 here"
    side = 0
    while b - a > mp.mpf(10) ** -22 * b:  # the kept end's value is halved when it is kept twice
        c = (a * fb - b * fa) / (fb - fa)
        fc = precise(c)
        if abs(fc) < mp.mpf(10) ** -close:
            return c
        if fc < 0:
            a, fa, fb, side = c, fc, fb / 2 if side < 0 else fb, -1
        else:
            b, fb, fa, side = c, fc, fa / 2 if side > 0 else fa, 1
    return (a + b) / 2


def run(procedure, options, knobs, game, point, wanted, watch=None):
    """States at the wanted steps as {step: iterate}; `watch(k, w)` sees every iterate including the start."""
    n = len(game.coordinates)
    state, found, last = start(procedure, options, game, np.array(point)), {}, max(wanted)
    for k in range(last + 1):
        if watch:
            watch(k, state[:n])
        if k in wanted:
            found[k] = state[:n].copy()
        if k < last:
            state = step(procedure, options, knobs, game, state)
    return found
