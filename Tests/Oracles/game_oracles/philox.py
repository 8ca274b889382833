"""The package's random numbers: Philox4x32-10 (Salmon et al. 2011) at the addresses of `RandomStream`."""

from mpmath import mp

WORD = 2**32


def block(key, counter):
    """Ten rounds on four words with a key of two words."""
    (k0, k1), x = key, list(counter)
    for _ in range(10):
        a, b = 0xD2511F53 * x[0], 0xCD9E8D57 * x[2]
        x = [b // WORD ^ x[1] ^ k0, b % WORD, a // WORD ^ x[3] ^ k1, a % WORD]
        k0, k1 = (k0 + 0x9E3779B9) % WORD, (k1 + 0xBB67AE85) % WORD
    return x


class Stream:
    """Numbers addressed by seed, trajectory, step and coordinate."""

    def __init__(self, seed, trajectory):
        self.key, self.trajectory = (seed % WORD, seed // WORD), trajectory

    def _units(self, coordinate, step=0):
        high = step // WORD | self.trajectory // WORD << 16
        w = block(self.key, (step % WORD, high, self.trajectory % WORD, coordinate))
        return [mp.mpf((low | top << 32) >> 11 | 1) / 2**53 for low, top in (w[:2], w[2:])]

    def uniform(self, coordinate, step=0):
        return self._units(coordinate, step)[0]

    def normal(self, coordinate, step=0):
        u, v = self._units(coordinate, step)
        return mp.sqrt(-2 * mp.log(u)) * mp.cos(2 * mp.pi * v)


def check(chance_csv):
    """The authors' known answers, and the numbers of randomgen in chance.csv."""
    import csv
    ones = WORD - 1
    assert block((0, 0), (0, 0, 0, 0)) == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
    assert block((ones, ones), (ones, ones, ones, ones)) == [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]
    with open(chance_csv, newline="") as file:
        for row in csv.DictReader(file):
            stream = Stream(int(row["seed"]), int(row["trajectory"]))
            address = int(row["coordinate"]), int(row["step"])
            assert abs(stream.uniform(*address) - mp.mpf(row["uniform"])) < 1e-19
            assert abs(stream.normal(*address) - mp.mpf(row["normal"])) < 1e-18
