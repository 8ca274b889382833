"""The oracle of CVectorMath: vector_math.csv beside this file, and the errors stated in vector_math.h.

    python3 make_vector_math.py             writes vector_math.csv (needs mpmath)
    python3 make_vector_math.py --measure   prints the largest errors on x86-64, fused and not (also numpy, clang)

Columns: function, argument (shortest decimal of a double), expected (the exact value for that very double, rounded once
to a double), residual ((exact - expected) / ulp(expected), ulp = 2^-1074 below the normal numbers). So the error of a
result y is (y - expected) / ulp(expected) - residual.

The measurement compares millions of random arguments of the regions below with the 64-bit mantissas of the C library's
long double functions (error below 0.005 ulp of a double) and the worst hundred of each function with mpmath.
"""

import csv
import ctypes
import math
import pathlib
import random
import subprocess
import sys
import tempfile

import mpmath as mp

mp.mp.dps = 60
HERE = pathlib.Path(__file__).resolve().parent
HEADER = HERE.parents[1] / "Sources" / "CVectorMath" / "include" / "vector_math.h"
LN2 = math.log(2)
BOUNDED = (-708.0, 709.0)

EXACT = {
    "vm_exp": mp.exp,
    "vm_exp_bounded": lambda x: mp.exp(min(max(x, BOUNDED[0]), BOUNDED[1])),
    "vm_log": mp.log,
    "vm_log1p": lambda x: mp.log1p(x) if x != -1 else -mp.inf,
    "vm_tanh": mp.tanh,
}


# Regions of arguments, functions of u in [0, 1), an integer n and side = +-1. The last ones of each function are the
# edges of its reductions.


def uniform(low, high):
    return lambda u, n, side: low + (high - low) * u


def power(base, low, high, signed=False, offset=0.0):
    """offset +- base^e, e uniform."""
    return lambda u, n, side: offset + (side if signed else 1) * base ** (low + (high - low) * u)


def near(centre, spread):
    """centre(n) times 1 +- spread, n a random integer from -1074 to 1023."""
    return lambda u, n, side: centre(n) * (1 + spread * (2 * u - 1))


def lower_edge(u, n, side):
    """Where every rounding error of exp counts most: the reduced argument is between -ln(2)/2 and -0.46 ln(2)."""
    return (n % 2000 - 1000.5 + 0.04 * u) * LN2


EXP = [
    uniform(-40, 40), uniform(-1, 1), power(10, -320, 0, signed=True), near(lambda n: (n % 90 - 45 + 0.5) * LN2, 1e-3)]
REGIONS = {
    "vm_exp": EXP
    + [uniform(-745.2, -708), uniform(709, 709.7827), uniform(-746, 710), near(lambda n: (n + 0.5) * LN2, 1e-9),
       lower_edge],
    "vm_exp_bounded": EXP + [uniform(*BOUNDED), lower_edge, near(lambda n: (n % 2000 - 1000 + 0.5) * LN2, 1e-9)],
    "vm_log": [
        power(2, -1074, 1024), power(2, -1074, -1020), uniform(0.5, 2), uniform(0.7, 1.5),
        power(10, -16, -1, signed=True, offset=1.0), near(lambda n: 2.0 ** (n % 7 - 3) * math.sqrt(0.5), 1e-3)],
    "vm_log1p": [
        power(2, -1074, 1024), lambda u, n, side: -(2.0 ** (-1074 * u)), power(10, -17, 0, signed=True),
        uniform(-0.5, 1), uniform(-0.3, 0.42), power(2, -53, -1, offset=-1.0),
        lambda u, n, side: 2.0 ** (n % 7 - 3) * math.sqrt(0.5) * (1 + 1e-3 * (2 * u - 1)) - 1],
    "vm_tanh": [
        uniform(-20, 20), uniform(-1, 1), uniform(0.5, 1.5), power(2, -1074, 0, signed=True),
        near(lambda n: 0.625, 1e-2), near(lambda n: 1.25, 1e-2), near(lambda n: (n % 58 + 0.5) * LN2 / 2, 1e-3)],
}

# Arguments that no region holds.
SINGLE = {
    "vm_exp": [0.0, -0.0, 1.0, -1.0, 709.782712893384, 709.7827128933841, -745.1332191019411, -745.1332191019412,
               -708.3964185322641, -708.3964185322642, 710.0, -746.0, 1e300, -1e300, math.inf, -math.inf],
    "vm_exp_bounded": [0.0, -0.0, 1.0, 708.99, 709.0, 709.5, -707.99, -708.0, -708.5, 1e300, -1e300, math.inf,
                       -math.inf],
    "vm_log": [0.0, -0.0, 1.0, math.nextafter(1, 0), math.nextafter(1, 2), 2.0, 5e-324, 2.0**-1022,
               math.nextafter(2.0**-1022, 0), sys.float_info.max, math.inf],
    "vm_log1p": [0.0, -0.0, -1.0, math.nextafter(-1, 0), 2.0**-53, -(2.0**-53), 2.0**53, 5e-324, -5e-324, 2.0**1023,
                 sys.float_info.max, math.inf],
    "vm_tanh": [0.0, -0.0, 0.625, math.nextafter(0.625, 0), 1.25, math.nextafter(1.25, 0), 19.06, 19.07, -22.0, 1e300,
                -1e300, 5e-324, -5e-324, math.inf, -math.inf],
}
# The worst arguments found by the measurement, fused and not.
WORST = {
    "vm_exp": ["0x1.0b61ab9dbd49bp+9", "-0x1.52189b97ddb1ep+4", "-0x1.732b97a32d9bfp+8", "-0x1.59b3e75c51da6p+9"],
    "vm_exp_bounded": ["-0x1.732b99f8401e8p+8", "-0x1.ea0e182f25878p+7", "-0x1.732b97a32d9bfp+8"],
    "vm_log": ["0x1.69ef532adce27p-1", "0x1.69fa22b1771a3p-1", "0x1.69d7e28579a5bp-1"],
    "vm_log1p": ["-0x1.2bfe51fafd57ap-2", "-0x1.2c7b5e264988ap-2", "-0x1.00052f84701f1p-54"],
    "vm_tanh": ["0x1.4026c15b7efb8p-1", "0x1.4053278519268p-1"],
}


def rounded(exact):
    """The nearest double (ties to even, gradual underflow) and what is left of `exact`, in its ulps."""
    if mp.isinf(exact):
        return float(exact), 0.0
    if exact == 0:
        return 0.0, 0.0
    exponent = max(int(mp.floor(mp.log(abs(exact), 2))) - 52, -1074)
    expected = float(mp.ldexp(mp.nint(mp.ldexp(exact, -exponent)), exponent))
    if math.isinf(expected):
        return expected, 0.0
    return expected, float((exact - mp.mpf(expected)) / mp.mpf(math.ulp(expected)))


def expected_value(name, x):
    expected, residual = rounded(EXACT[name](mp.mpf(x)))
    return (math.copysign(expected, x) if x == 0 and name in ("vm_log1p", "vm_tanh") else expected), residual


def write_csv():
    random.seed(20260101)
    with open(HERE / "vector_math.csv", "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["function", "argument", "expected", "residual"])
        for name, regions in REGIONS.items():
            points = SINGLE[name] + [float.fromhex(text) for text in WORST[name]]
            for region in regions:
                points += [
                    region(random.random(), random.randrange(-1074, 1024), random.choice((-1, 1))) for _ in range(48)]
            for x in points:
                expected, residual = expected_value(name, x)
                table.writerow([name, repr(x), repr(expected), f"{residual:.5f}"])


def compile_header(folder):
    """Shared libraries with one loop per function, for a target with fused multiply-add and one without."""
    source = pathlib.Path(folder) / "all.c"
    loops = [
        f"void all_{name}(const v *x, v *y, long n) {{ while (n--) *y++ = {name}(*x++); }}\n" for name in EXACT]
    source.write_text(f'#include "{HEADER}"\ntypedef vm_f64x16 __attribute__((aligned(8))) v;\n' + "".join(loops))
    libraries = {}
    for label, target in (("fused", "x86-64-v3"), ("not fused", "x86-64")):
        library = f"{folder}/{target}.so"
        options = ["-O2", "-Wno-psabi", f"-march={target}", "-shared", "-fPIC"]
        subprocess.run(["clang", *options, str(source), "-o", library], check=True)
        libraries[label] = ctypes.CDLL(library)
    return libraries


def random_arguments(np, name, generator, count):
    def draw(region):
        u, n, side = generator.random(count), generator.integers(-1074, 1024, count), generator.choice((-1, 1), count)
        return np.vectorize(region, otypes=[float])(u, n, side)

    x = np.concatenate([draw(region) for region in REGIONS[name]])
    x = np.clip(x, *BOUNDED) if name == "vm_exp_bounded" else x[np.isfinite(x)]
    return np.ascontiguousarray(x[: len(x) // 16 * 16])


def measure(count=1_000_000):
    import numpy as np

    generator = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder, np.errstate(all="ignore"):
        libraries = compile_header(folder)
        for name in EXACT:
            x = random_arguments(np, name, generator, count)
            exact = getattr(np, name.split("_")[1])(x.astype(np.longdouble))
            for label, library in libraries.items():
                y = np.empty_like(x)
                pointers = [ctypes.c_void_p(array.ctypes.data) for array in (x, y)]
                getattr(library, "all_" + name)(*pointers, ctypes.c_long(len(x) // 16))
                error = np.abs((y - exact) / np.spacing(np.abs(exact.astype(float)))).astype(float)
                error[y == exact.astype(float)] = 0
                worst = []
                for i in np.argsort(np.nan_to_num(error, nan=np.inf))[-100:]:
                    expected, residual = expected_value(name, float(x[i]))
                    worst.append((abs((y[i] - expected) / math.ulp(expected) - residual), float(x[i]).hex()))
                print(f"{name:15} {label:10} {len(x):8} points  {max(worst)[0]:.4f} at {max(worst)[1]}", flush=True)


if __name__ == "__main__":
    measure() if "--measure" in sys.argv else write_csv()
