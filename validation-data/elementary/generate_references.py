#!/usr/bin/env python3
"""Reference values of the exponential family: <function>.csv beside this script.

Run: python3 generate_references.py [function ...]
Inputs are exact doubles (hexadecimal); results have 30 digits out of a 60-digit mpmath evaluation.
Points: dense around reduction boundaries, random over the domain (fixed seed), and adversarial
(near zeros of the function, under- and overflow edges, subnormals, huge arguments).
"""
import math
import os
import random
import struct
import sys
from mpmath import mp, mpf

mp.dps = 60
HERE = os.path.dirname(os.path.abspath(__file__))
LN2 = math.log(2)
TINY = 5e-324
SUBNORMALS = [TINY, 3 * TINY, 1e-320, 1.5e-310, 2.2250738585072009e-308, 2.2250738585072014e-308]


def near(x, steps=(-2, -1, 0, 1, 2)):
    """x and its neighbours."""
    bits = struct.unpack("<q", struct.pack("<d", x))[0]
    return [struct.unpack("<d", struct.pack("<q", bits + s))[0] for s in steps]


def log_uniform(rng, low, high, n):
    return [2.0 ** rng.uniform(low, high) for _ in range(n)]


def linear(a, b, n):
    return [a + (b - a) * i / (n - 1) for i in range(n)]


def both(xs):
    return [s * x for x in xs for s in (1.0, -1.0)]


def exponent_points(rng):
    xs = linear(-3, 3, 151) + [rng.uniform(-745, 709.7) for _ in range(250)]
    for k in (*range(-40, 41), -17000, -16384, -11000, 9000, 16383):  # where the table index changes
        xs += near((k + 0.5) * LN2 / 16, (-1, 0, 1)) + near(k * LN2 / 16, (-1, 0, 1))
    xs += both(log_uniform(rng, -60, 0, 100)) + both(SUBNORMALS)
    xs += near(709.782712893384) + near(-708.3964185322641) + near(-744.4400719213812)
    xs += near(-745.1332191019411) + linear(-745.13, -708.3, 60) + linear(708, 709.78, 20)
    return xs


def logarithm_points(rng):
    xs = log_uniform(rng, -1022, 1023.99, 250) + log_uniform(rng, -1, 1, 250)
    for j in range(17):
        for k in (-1, 0, 1):
            xs += near((1 + j / 16) * 2.0**k)
    xs += [1 + s * 2.0**-i for i in range(1, 53) for s in (1.0, -0.5)]
    xs += [1 + rng.uniform(-1, 1) * 2.0 ** -rng.randrange(2, 40) for _ in range(150)]
    xs += SUBNORMALS + [1.7976931348623157e308] + [10.0**i for i in range(-10, 23)]
    return xs + [2.0**i for i in range(-1074, 1024, 37)]


def shifted_logarithm_points(rng):
    xs = both(log_uniform(rng, -60, -1.01, 200)) + log_uniform(rng, -2, 1020, 200) + both(SUBNORMALS)
    xs += [-1 + 2.0**-i for i in range(1, 54)] + linear(-0.99, 2, 300)
    for j in range(16):
        for k in (-1, 0, 1):
            x = (1 + j / 16) * 2.0**k - 1
            if x != 0:
                xs += near(x)
    return xs


def hyperbolic_points(rng):
    xs = linear(-4, 4, 161) + both(log_uniform(rng, -60, 4, 250)) + both(SUBNORMALS)
    for k in range(1, 40):
        xs += near(k * LN2 / 32, (-1, 0, 1)) + near((k + 0.5) * LN2 / 16, (-1, 0, 1))
    return xs + [rng.uniform(-30, 30) for _ in range(100)]


def wide_hyperbolic_points(rng):
    xs = hyperbolic_points(rng) + [rng.uniform(-710, 710) for _ in range(150)]
    return xs + both(near(710.475860073944, (-3, -2, -1)) + near(708.0) + linear(708, 710.4, 30))


def logistic_points(rng):
    xs = linear(-8, 8, 201) + [rng.uniform(-45, 45) for _ in range(250)]
    xs += [rng.uniform(-745, -1) for _ in range(200)] + both(log_uniform(rng, -60, 0, 150))
    xs += both(SUBNORMALS) + near(-600.0) + near(600.0) + linear(-745, -700, 60)
    for k in range(-30, 31):
        xs += near((k + 0.5) * LN2 / 16, (-1, 0, 1))
    return xs


def inverse_points(rng):
    return both(log_uniform(rng, -70, 4, 300) + log_uniform(rng, 4, 1023.9, 100) + SUBNORMALS
                + linear(0.01, 4, 200) + near(2.0**500))


def above_one(rng):
    xs = [1 + x for x in log_uniform(rng, -52, 6, 500)] + log_uniform(rng, 0, 1023.9, 150)
    return xs + near(1.0, (1, 2, 3, 4)) + linear(1.001, 5, 300) + near(2.0**500)


def inside_one(rng):
    xs = log_uniform(rng, -70, -0.001, 350) + linear(0.001, 0.999, 250) + SUBNORMALS
    return both(xs + [1 - x for x in log_uniform(rng, -53, -1, 100)])


def root_points(rng):
    xs = log_uniform(rng, -1074, 1023.9, 300) + log_uniform(rng, -3, 3, 400) + SUBNORMALS
    return both(xs + [float(i**3) for i in range(1, 60)] + [1.7976931348623157e308])


def power_pairs(rng):
    pairs = []
    for _ in range(500):
        x = 2.0 ** rng.uniform(-40, 40)
        pairs.append((x, rng.uniform(-25, 25)))
    for _ in range(400):  # bases near 1 with large exponents
        x = 1 + rng.uniform(-1, 1) * 2.0 ** -rng.randrange(2, 40)
        pairs.append((x, rng.uniform(-700, 700) / math.log(x) if x != 1 else 1.0))
    for _ in range(300):  # subnormal and nearly overflowing results
        x = 2.0 ** rng.uniform(-900, 900)
        target = rng.choice((rng.uniform(-745, -708), rng.uniform(700, 709.7)))
        pairs.append((x, target / math.log(x)))
    for x in (2.0, 3.0, 10.0, 0.5, 1.5, 7.0, 1e-310, 1e300):
        pairs += [(x, float(y)) for y in (-3, -2, -1, -0.5, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5)]
    pairs += [(-x, float(y)) for x in (0.3, 1.7, 12.5) for y in range(-9, 10)]
    return pairs


def side_pairs(rng):
    pairs = [(2.0 ** rng.uniform(-8, 8), -(2.0 ** rng.uniform(-8, 8))) for _ in range(700)]
    for _ in range(300):
        e = rng.uniform(-1070, 1020)
        pairs.append((2.0**e, 2.0 ** (e + rng.uniform(-30, 2.9)) if e > -1040 else 2.0**e * 3))
    pairs += [(3.0, 4.0), (5e-324, 5e-324), (1e-320, 3e-310), (8e307, 1.6e308), (1e308, 1e308)]
    return pairs


def softplus(x):
    return mp.log1p(mp.exp(x))


def sigmoid(x):
    return 1 / (1 + mp.exp(-x)) if x >= 0 else mp.exp(x) / (1 + mp.exp(x))


FUNCTIONS = {
    "exp": (mp.exp, exponent_points),
    "exp2": (lambda x: mpf(2) ** x, lambda rng: [x / LN2 for x in exponent_points(rng)]
             + [float(i) for i in range(-1074, 1024, 31)] + [i / 32 for i in range(-99, 99)]),
    "expm1": (mp.expm1, exponent_points),
    "log": (mp.log, logarithm_points),
    "log2": (lambda x: mp.log(x) / mp.log(2), logarithm_points),
    "log10": (lambda x: mp.log(x) / mp.log(10), logarithm_points),
    "log1p": (mp.log1p, shifted_logarithm_points),
    "sqrt": (mp.sqrt, lambda rng: [abs(x) for x in root_points(rng)]),
    "cbrt": (lambda x: mp.sign(x) * mp.cbrt(abs(x)), root_points),
    "sinh": (mp.sinh, wide_hyperbolic_points),
    "cosh": (mp.cosh, wide_hyperbolic_points),
    "tanh": (mp.tanh, hyperbolic_points),
    "asinh": (lambda x: mp.sign(x) * mp.asinh(abs(x)), inverse_points),
    "acosh": (mp.acosh, above_one),
    "atanh": (mp.atanh, inside_one),
    "sigmoid": (sigmoid, logistic_points),
    "softplus": (softplus, logistic_points),
    "silu": (lambda x: x * sigmoid(x), logistic_points),
    "pow": (lambda x, y: mp.power(x, y), power_pairs),
    "hypot": (lambda x, y: mp.sqrt(x * x + y * y), side_pairs),
}


def write(name):
    function, points = FUNCTIONS[name]
    rng = random.Random(name)
    rows = []
    for p in points(rng):
        p = p if isinstance(p, tuple) else (p,)
        # cancellation in mpmath's own formulas (asinh, acosh of tiny arguments) needs more digits
        with mp.workdps(760 if any(0 < abs(v) < 1e-20 for v in p) else 100):
            value = function(*(mpf(v) for v in p))
            if mp.isfinite(value) and value != 0 and abs(value) < mpf(2) ** 1024:
                text = mp.nstr(value, 30, strip_zeros=False)
                rows.append(",".join(v.hex() for v in p) + "," + text)
    rows = list(dict.fromkeys(rows))
    with open(os.path.join(HERE, name + ".csv"), "w") as out:
        out.write(f"# {name}: made by generate_references.py (mpmath, at least 60 digits, 30 written)\n")
        out.write("\n".join(rows) + "\n")
    print(name, len(rows))


if __name__ == "__main__":
    for chosen in sys.argv[1:] or FUNCTIONS:
        write(chosen)
