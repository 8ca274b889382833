"""network_starts.csv: starts of `mixture-gan` from Philox numbers; orthogonal matrices by Cholesky QR."""

from pathlib import Path

from mpmath import mp

from . import philox
from .philox import Stream
from .text import numbers, pairs

HEADER = ["game", "options", "seed", "trajectory", "start", "tolerance"]
GENERATOR, DISCRIMINATOR = [2, 4, 3, 2], [2, 4, 3, 1]
DISCRIMINATOR_ADDRESS = 2**20
NETWORKS = {"generator": "mlp", "discriminator": "mlp", "hidden": "4,3"}


def rows():
    philox.check(Path(__file__).parents[1] / "chance.csv")
    for initial in ("glorot", "orthogonal"):
        for seed in (0, 7):
            for trajectory in (0, 3):
                stream = Stream(seed, trajectory)
                start = network(initial, stream, GENERATOR, 0) + network(
                    initial, stream, DISCRIMINATOR, DISCRIMINATOR_ADDRESS)
                yield row({**NETWORKS, "initial": initial}, seed, trajectory, start)
    for seed, trajectory in ((0, 3), (7, 0)):
        stream = Stream(seed, trajectory)
        means, ones = [stream.normal(i) / 2 for i in range(6)], [mp.mpf(1)] * 3
        yield row({"modes": "3", "learned": "weights", "discriminator": "quadratic"}, seed, trajectory,
                  means + [o / 2 for o in ones] + [0 * o for o in ones] + [0] * 6)
        affine = [mp.mpf("0.5"), 0, 0, mp.mpf("0.5"), 0, 0]
        yield row({"generator": "affine", "discriminator": "mlp", "hidden": "4,3"}, seed, trajectory,
                  affine + network("glorot", stream, DISCRIMINATOR, DISCRIMINATOR_ADDRESS))


def row(options, seed, trajectory, start):
    return ["mixture-gan", pairs(options), seed, trajectory, numbers(start), "1.0e-13"]


def network(initial, stream, sizes, address):
    """The weights of each layer by rows, numbered on from `address`, each followed by biases 0."""
    result = []
    for inputs, units in zip(sizes, sizes[1:]):
        places = [[address + i * inputs + j for j in range(inputs)] for i in range(units)]
        address += units * inputs
        if initial == "glorot":
            bound = mp.sqrt(mp.mpf(6) / (inputs + units))  # variance bound^2 / 3 = 2 / (inputs + units)
            w = [[bound * (2 * stream.uniform(p) - 1) for p in line] for line in places]
        else:
            w = orthonormal(mp.matrix([[stream.normal(p) for p in line] for line in places])).tolist()
        result += [entry for line in w for entry in line] + [mp.mpf(0)] * units
    return result


def orthonormal(a):
    """Q of A = Q R, R upper triangular with a positive diagonal; of A^T where A is wide."""
    if a.rows <= a.cols:
        return orthonormal_columns(a.T).T
    return orthonormal_columns(a)


def orthonormal_columns(a):
    q = a * mp.inverse(mp.cholesky(a.T * a).T)  # A^T A = R^T R
    error = q.T * q - mp.eye(q.cols)
    assert max(abs(e) for e in error) < mp.mpf(10) ** -20
    return q
