#!/usr/bin/env python3
"""Polynomial coefficients and constants of the exponential family (mpmath, deterministic).

Run: python3 generate_coefficients.py
Prints Java constants and, for each polynomial, the largest weighted error on its reduced range.
Method: Remez exchange at 60 digits; the lowest coefficients are rounded one by one, refitting the
others each time.
"""
import struct
from mpmath import mp, mpf, matrix, lu_solve, exp, log, log1p, expm1, cbrt, taylor, cos, pi, floor

mp.dps = 60


def java(x):
    return float(x).hex() if x != 0 else "0.0"


def to_double(x):
    return mpf(float(x))


def to_float(x):
    return mpf(struct.unpack("f", struct.pack("f", float(x)))[0])


def remez(f, weight, a, b, low, high):
    """Minimises max |weight * (f - sum of c_j x^j, j = low..high)| over [a, b]; returns c."""
    n = high - low + 2
    size = 40 * n + 1  # even number of points: 0 is never one of them
    grid = [(a + b) / 2 - (b - a) / 2 * cos(pi * i / size) for i in range(size + 1)]
    values = [(x, f(x), weight(x)) for x in grid]
    chosen = [round(size * (i + mpf(1) / 3) / n) for i in range(n)]
    scale = max(abs(w * v) for _, v, w in values)  # keeps the system well scaled
    best = None
    for _ in range(10):
        m = matrix(n, n)
        rhs = matrix(n, 1)
        for i, index in enumerate(chosen):
            x, v, w = values[index]
            for j in range(low, high + 1):
                m[i, j - low] = w * (x / b) ** j
            m[i, n - 1] = (-1) ** i * scale
            rhs[i] = w * v
        try:
            sol = lu_solve(m, rhs)
        except ZeroDivisionError:  # an odd residual at symmetric points: keep the best so far
            break
        c = [sol[j] / b ** (low + j) for j in range(n - 1)]
        err = [w * (v - x**low * horner(c, x)) for x, v, w in values]
        worst = max(abs(e) for e in err)
        if best is None or worst < best[1]:
            best = (c, worst)
        groups = []
        for index, e in enumerate(err):
            if groups and (err[groups[-1]] > 0) == (e > 0):
                if abs(e) > abs(err[groups[-1]]):
                    groups[-1] = index
            else:
                groups.append(index)
        while len(groups) > n:
            groups.pop(0 if abs(err[groups[0]]) < abs(err[groups[-1]]) else -1)
        if len(groups) < n:
            break
        chosen = groups
    return best[0]


def horner(c, x):
    r = mpf(0)
    for a in reversed(c):
        r = r * x + a
    return r


def fit(name, f, weight, a, b, degree, rounding):
    """Rounds the first coefficients one by one with the others refitted; keeps the best depth."""
    grid = [a + (b - a) * i / mpf(1001) for i in range(1002)]
    samples = [(x, f(x), weight(x)) for x in grid]
    best = None
    fixed = []
    for j in range(5):
        rest = remez(lambda x: f(x) - horner(fixed, x), weight, a, b, j, degree)
        rounded = fixed + [rounding(c) for c in rest]
        worst = max(abs(w * (v - horner(rounded, x))) for x, v, w in samples)
        if best is None or worst < best[0]:
            best = (worst, rounded)
        fixed.append(rounding(rest[0]))
    error = float(log(best[0], 2))
    print(f"// {name}: degree {degree} on [{float(a):.5g}, {float(b):.5g}], error 2^{error:.1f}")
    for j, c in enumerate(best[1]):
        print(f"{name}_{j} = {java(c)}")


def quotient(f, skip):
    """(f(x) - first `skip` Taylor terms) / x^skip, from the Taylor series near 0."""
    t = taylor(f, 0, skip + 30)[skip:]
    return lambda x: horner(t, x)


def split(name, x, bits):
    hi = floor(x * mpf(2) ** bits + mpf(1) / 2) / mpf(2) ** bits
    print(f"{name}_HI = {java(hi)}\n{name}_LO = {java(x - hi)}")


if __name__ == "__main__":
    ln2 = log(mpf(2))
    # exp: x = (16 k + j) ln2/16 + r; 16 ln2 parts: the first a multiple of 2^-42.
    split("LN2_16", ln2 / 16, 42)
    print(f"INV_LN2_16 = {java(16 / ln2)}")
    print("// 2^(j/16) in two parts")
    for j in range(16):
        t = mpf(2) ** (mpf(j) / 16)
        print(f"{java(to_double(t))}, {java(t - to_double(t))}")
    half = ln2 / 32 * (1 + mpf(2) ** -20)
    # e^r = 1 + r + r^2 Q(r), the error weighed as that of e^r - 1
    q = quotient(exp, 2)
    fit("EXP", q, lambda x: abs(x), -half, half, 5, to_double)
    half = ln2 / 2 * (1 + mpf(2) ** -20)
    fit("EXPF", q, lambda x: abs(x), -half, half, 5, to_float)
    print(f"float LN2: {java(floor(ln2 * 2**15) / 2**15)}, rest {java(to_float(ln2 - floor(ln2 * 2**15) / 2**15))}")
    for name, x in (("INV_LN2", 1 / ln2), ("INV_LN10", 1 / log(mpf(10))), ("LN2", ln2), ("THIRD", mpf(1) / 3)):
        print(f"{name} = {java(to_double(x))}, rest {java(x - to_double(x))}")

    # log: x = 2^k m, m in [1 + j/16, 1 + (j+1)/16), f = m c_j - 1 exactly (c_j has few bits).
    ln2hi = floor(ln2 * mpf(2) ** 40) / mpf(2) ** 40
    ln2lo = floor((ln2 - ln2hi) * mpf(2) ** 80) / mpf(2) ** 80
    print(f"LOG LN2_HI = {java(ln2hi)}, LN2_LO = {java(ln2lo)}")
    low, high = 0, mpf(1) / 16
    for j in range(16):
        options = []
        for i in range(32, 65):
            c = mpf(i) / 64
            f0, f1 = (1 + mpf(j) / 16) * c - 1, (1 + mpf(j + 1) / 16) * c - 1
            limit = mpf(1) / 32 if i % 2 else mpf(1) / 16
            if max(abs(f0), abs(f1)) <= limit and (j > 0 or i == 64) and (j < 15 or i == 32):
                # f below 0 and the bound 1/16 above: keeps the interval [low, high] short
                options.append((max(-f0, 0), abs(f1), c, f0, f1))
        _, _, c, f0, f1 = min((max(o[0], o[1] * mpf("0.55")), o[1], o[2], o[3], o[4]) for o in options)
        low = min(low, f0)
        l = -log(c)
        h = floor(l * mpf(2) ** 40) / mpf(2) ** 40 if j < 15 else ln2hi
        rest = to_double(l - h) if j < 15 else ln2lo
        print(f"// {j}: c {float(c)}, f in {float(f0):.5f}..{float(f1):.5f}, -log c = {java(h)}, {java(rest)}")
        print(f"{float(c)}, {java(h - 5119 * ln2hi)}, {java(rest - 5119 * ln2lo)}")
    q = quotient(log1p, 2)
    fit("LOG", q, lambda x: abs(x), low, high, 8, to_double)
    fit("LOG9", q, lambda x: abs(x), low, high, 9, to_double)
    # pow: log(1 + f) = f - f^2/2 + f^3/3 + f^4 Q(f)
    fit("POW", quotient(log1p, 4), lambda x: abs(x) ** 3, low, high, 8, to_double)

    # float log without a table: log(1 + f) = f + f^2 (-1/2 + f Q(f)), f in [sqrt(1/2) - 1, sqrt(2) - 1]
    def q3(x):
        return (log1p(x) - x + x * x / 2) / x**3 if abs(x) > mpf("0.001") else horner(t3, x)

    t3 = taylor(log1p, 0, 25)[3:]
    fit("LOGF", q3, lambda x: x * x, mpf("-0.2930"), mpf("0.4143"), 8, to_float)

    # cbrt: m^(-1/3) on [1, 2]
    fit("CBRT", lambda m: m ** (-mpf(1) / 3), lambda m: cbrt(m), mpf(1), mpf(2), 5, to_double)
    print(f"2^(1/3) {java(cbrt(mpf(2)))}, 2^(-1/3) {java(1 / cbrt(mpf(2)))}")
