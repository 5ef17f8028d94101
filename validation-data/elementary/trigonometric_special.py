"""Reference values of the trigonometric and special functions.

Run in this folder: python3 trigonometric_special.py [function ...]   (mpmath, 60 digits; deterministic)
Each line of <function>.csv: argument(s) as exact hexadecimal doubles, then the value as hexadecimal high and low part.
A third of the arguments are floats. HADAMARD_DENSE=k multiplies the number of random points, HADAMARD_OUT is the folder.
"""
import math
import os
import random
import struct
import sys
from mpmath import mp, mpf

mp.dps = 60
DENSE = int(os.environ.get("HADAMARD_DENSE", "1"))
OUT = os.environ.get("HADAMARD_OUT", ".")
SQRT2 = mp.sqrt(2)


def to_float(x):
    try:
        return struct.unpack("f", struct.pack("f", x))[0]
    except OverflowError:
        return x


def neighbours(x, count=2):
    points = [x]
    up = down = x
    for _ in range(count):
        up = math.nextafter(up, math.inf)
        down = math.nextafter(down, -math.inf)
        points += [up, down]
    return points


class Points:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.values = []

    def add(self, *xs):
        for x in xs:
            self.values.append(float(x))
        return self

    def near(self, *xs):
        for x in xs:
            self.add(*neighbours(float(x)))
            self.add(to_float(float(x)))
        return self

    def uniform(self, a, b, n):
        for i in range(n * DENSE):
            x = self.random.uniform(a, b)
            self.add(to_float(x) if i % 3 == 0 and a <= to_float(x) <= b else x)
        return self

    def log(self, low, high, n, signs=(1,)):
        """Magnitudes 2^low to 2^high, uniform in the exponent."""
        for i in range(n * DENSE):
            x = self.random.choice(signs) * math.ldexp(self.random.uniform(1, 2), self.random.randint(low, high - 1))
            self.add(to_float(x) if i % 3 == 0 and -120 < math.log2(abs(x)) < 120 else x)
        return self


def hard_multiples():
    """Doubles unusually near to multiples of pi/2, for each exponent, from the continued fraction of 2^e / (pi/2)."""
    points = []
    with mp.workdps(500):
        for e in range(-20, 970, 7):
            ratio = mpf(2) ** e / (mp.pi / 2)
            a, h0, k0, h1, k1 = ratio, mpf(0), mpf(1), mpf(1), mpf(0)
            while True:
                n = mp.floor(a)
                h0, h1 = h1, n * h1 + h0
                k0, k1 = k1, n * k1 + k0
                if k1 >= 2 ** 53 or a == n:
                    break
                best = k1
                a = 1 / (a - n)
            m = int(best)
            if m and e + m.bit_length() < 1024:
                points.append(math.ldexp(m, e))
    return points


def angles(points):
    points.uniform(-math.pi, math.pi, 300).uniform(-1e5, 1e5, 150).log(-60, 17, 100, (1, -1))
    points.log(17, 30, 60, (1, -1)).log(30, 1023, 60, (1, -1)).log(-1074, -60, 20, (1, -1))
    for n in [1, 2, 3, 4, 5, 7, 10, 100, 1001, 40000, 63661, 63662, 63663, 83443, 166886]:
        points.near(n * math.pi / 2, n * math.pi / 4)
    points.near(2.0 ** 17, 2.0 ** 18, 2.0 ** 28, 2.0 ** 53, 1.7976931348623155e308)
    return points.add(*hard_multiples())


def unit(points):
    points.uniform(-1, 1, 400).log(-60, 0, 100, (1, -1)).log(-1074, -60, 20, (1, -1)).near(0.5, -0.5, 0.75)
    for i in range(60):
        points.add(1 - math.ldexp(points.random.uniform(1, 2), -points.random.randint(2, 52)))
        points.add(-points.values[-1])
    return points.add(1, -1, math.nextafter(1, 0), -math.nextafter(1, 0))


def erfc_series(x):
    """x sqrt(pi) e^(x^2) erfc(x) for large x."""
    term, total, k = mpf(1), mpf(0), 0
    while abs(term) > mpf(10) ** -55:
        total += term
        k += 1
        term *= -mpf(2 * k - 1) / (2 * x * x)
    return total


def erfcx(x):
    return erfc_series(x) / (x * mp.sqrt(mp.pi)) if x > 40 else mp.exp(x * x) * mp.erfc(x)


def log_cdf(x):
    if x < -40:
        return -x * x / 2 - mp.log(-x * mp.sqrt(2 * mp.pi)) + mp.log(erfc_series(-x / SQRT2))
    if x > 0:
        return mp.log1p(-mp.erfc(x / SQRT2) / 2)
    return mp.log(mp.erfc(-x / SQRT2) / 2)


def quantile(p):
    from scipy.special import ndtri_exp
    if p == 0.5:
        return mpf(0)
    m, sign = (p, -1) if p < 0.5 else (1 - p, 1)
    if m > 0.4:
        x = mp.sqrt(2 * mp.pi) * (mpf(0.5) - m)
    else:
        x = mpf(-float(ndtri_exp(float(mp.log(m)))))
    for _ in range(7):  # Newton on the logarithm, monotone and well scaled in the tail
        tail = mp.erfc(x / SQRT2) / 2
        x += mp.log(tail / m) * tail / (mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi))
    return sign * x


def log_gamma(x):
    with mp.workdps(90):
        return mp.log(abs(mp.gamma(x))) if x < 1e5 else mp.loggamma(x)


def digamma(x):
    with mp.workdps(90):
        return mp.digamma(x) if x > 0 else mp.digamma(1 - x) - mp.pi * mp.cot(mp.pi * x)


def scaled_bessel(order):
    def value(x):
        a = abs(x)
        with mp.workdps(90):
            if a < 1e3:
                result = mp.besseli(order, a) * mp.exp(-a)
            else:
                term, total, k, mu = mpf(1), mpf(0), 0, 4 * order * order
                while abs(term) > mpf(10) ** -60 and k < 400:
                    total += term
                    k += 1
                    term *= -(mu - mpf(2 * k - 1) ** 2) / (k * 8 * a)
                result = total / mp.sqrt(2 * mp.pi * a)
        return result if order == 0 or x >= 0 else -result
    return value


def gamma_points(p):
    p.uniform(0, 3, 300).uniform(3, 30, 150).log(-1000, 0, 60).log(5, 1000, 60)
    p.near(1, 2, 0.5, 0.7, 1.5, 2.5, 3, 8, 10, 1.4616321449683622)
    for k in range(3, 52, 2):
        p.add(1 + 2.0 ** -k, 1 - 2.0 ** -k, 2 + 2.0 ** -k, 2 - 2.0 ** -k, 1.4616321449683622 + 2.0 ** -k,
              1.4616321449683622 - 2.0 ** -k)
    return p


def bessel_points(p):
    p.uniform(-20, 20, 300).uniform(20, 800, 100).log(-300, 0, 60, (1, -1)).log(8, 1000, 60, (1, -1))
    return p.near(8, 16, 7.75, 1, 30, 60)


FUNCTIONS = {
    "sin": (mp.sin, angles),
    "cos": (mp.cos, angles),
    "tan": (mp.tan, angles),
    "asin": (mp.asin, unit),
    "acos": (mp.acos, unit),
    "atan": (mp.atan, lambda p: p.uniform(-3, 3, 300).log(-60, 60, 200, (1, -1)).log(-1074, 1023, 60, (1, -1))
             .near(1, -1, 0.5, 2, 2.414213562373095, 0.41421356237309503)),
    "erf": (mp.erf, lambda p: p.uniform(-2, 2, 300).uniform(-6.5, 6.5, 150).log(-1074, 0, 100, (1, -1))
            .near(1, -1, 5.9, 6.5, 0.84375, 0.5)),
    "erfc": (mp.erfc, lambda p: p.uniform(-6, 6, 300).uniform(0, 26.5, 300).uniform(26, 27.2, 60)
             .log(-60, 0, 60, (1, -1)).near(1, -1, 0.5, 3.5, 26, 26.5, 27.2)),
    "erfcx": (erfcx, lambda p: p.uniform(-5, 5, 200).uniform(-26.6, 60, 200).log(-60, 1000, 200).near(0.5, 1, 3.5, 40)),
    "normalPdf": (lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi),
                  lambda p: p.uniform(-6, 6, 250).uniform(-38.4, 38.4, 250).log(-60, 0, 40, (1, -1)).near(1, 37, -37)),
    "normalCdf": (lambda x: mp.erfc(-x / SQRT2) / 2,
                  lambda p: p.uniform(-6, 6, 300).uniform(-37.5, 9, 300).uniform(-38.4, -37, 60)
                  .log(-60, 0, 60, (1, -1)).near(1, -1, -37, -37.5, 5)),
    "normalLogCdf": (log_cdf, lambda p: p.uniform(-6, 6, 250).uniform(-60, 38, 250).log(5, 498, 80, (-1,))
                     .log(-60, 0, 60, (1, -1)).near(1, -1, -37, 0.5, -0.5, 5)),
    "normalQuantile": (quantile, lambda p: p.uniform(0, 1, 300).log(-54, -1, 200).log(-1074, -54, 150)
                       .near(0.5, 0.25, 0.75, 0.00168730, 0.99831270, 0.0016873, 2.0 ** -54)
                       .add(5e-324, 1 - 2.0 ** -53, 1 - 2.0 ** -50, 1 - 2.0 ** -30, *[0.5 - 2.0 ** -k for k in range(3, 54)])),
    "logGamma": (log_gamma, gamma_points),
    "digamma": (digamma, gamma_points),
    "logGammaNegative": (log_gamma, lambda p: p.uniform(-20, 0, 300).log(-300, 0, 60, (-1,)).near(-0.5, -1.5, -2.25)),
    "digammaNegative": (digamma, lambda p: p.uniform(-20, 0, 300).log(-300, 0, 60, (-1,)).near(-0.5, -1.5, -2.25)),
    "besselI0e": (scaled_bessel(0), bessel_points),
    "besselI1e": (scaled_bessel(1), bessel_points),
}


def atan2_pairs():
    p = Points("atan2")
    p.uniform(-2, 2, 700).log(-400, 400, 150, (1, -1)).log(-1074, 1023, 150, (1, -1))
    values = p.values
    pairs = list(zip(values[::2], values[1::2]))
    floats = [(to_float(y), to_float(x)) for y, x in pairs[::3]]
    return pairs + [(y, x) for y, x in floats if 1e-30 < abs(y) < 1e30 and 1e-30 < abs(x) < 1e30]


def split(value):
    high = float(value)
    low = float(value - mpf(high)) if math.isfinite(high) else 0.0
    return high.hex() + "," + low.hex()


def write(name, header, lines):
    with open(os.path.join(OUT, name + ".csv"), "w") as out:
        out.write(f"# {name}: exact arguments, reference high and low part; made by trigonometric_special.py, mpmath, 60 digits\n")
        out.write(header + "\n")
        out.writelines(line + "\n" for line in lines)


if __name__ == "__main__":
    for name, (function, points_of) in FUNCTIONS.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        seen = dict.fromkeys(points_of(Points(name)).values)
        lines = []
        for x in seen:
            if x == 0 or (name in ("logGammaNegative", "digammaNegative") and x < 0 and x == math.floor(x)):
                continue
            value = function(mpf(x))
            if mp.isfinite(value) and abs(value) < mpf("1.797e308"):
                lines.append(x.hex() + "," + split(value))
        write(name, "x,high,low", lines)
        print(name, len(lines), flush=True)
    if not sys.argv[1:] or "atan2" in sys.argv[1:]:
        lines = [y.hex() + "," + x.hex() + "," + split(mp.atan2(mpf(y), mpf(x))) for y, x in atan2_pairs() if y != 0]
        write("atan2", "y,x,high,low", lines)
