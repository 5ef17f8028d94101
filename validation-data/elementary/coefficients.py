"""Derives the polynomial coefficients of dev.hadamard.kernel and writes ScalarPolynomials and VectorPolynomials.

Run in this folder: python3 coefficients.py   (mpmath; deterministic; minutes)
It prints a line per polynomial: name, degree, largest weighted error on the reduced range as a power of two.
"""
import math
import sys
from mpmath import mp, mpf
from scipy.special import erfinv, ndtri_exp
from remez import chebyshev_points, rational_fit, rounded_fit

mp.dps = 60
TABLE = []
# Broadcast at each use, which loads 8 bytes, or stays in a register; the others are fields, whose 64 bytes mostly cross
# a line of the cache, but which the compiler's limits on the size of a method call for: atan becomes twice as slow
# with broadcasts, and exp by chance a hundred times; in acos they are more than is inlined.
IN_REGISTERS = {"SIN", "COS", "SIN_FLOAT", "COS_FLOAT", "TAN", "ERF", "ERFCX", "QUANTILE_CENTRE"}
TINY = mpf(2) ** -60  # keeps a weight that vanishes away from zero


def polynomial(name, text, points, f, degree, weight, careful=3, fixed=(), scheme="horner", variable="z", values=None):
    values = values if values is not None else [f(t) for t in points]
    weights = [weight(t, v) for t, v in zip(points, values)]
    coefficients, error = rounded_fit(points, values, degree, weights, careful, fixed)
    bits = mp.log(error, 2)
    print(f"{name:20s} degree {degree:2d}  error 2^{float(bits):.1f}", flush=True)
    TABLE.append((name, text, float(bits), scheme, variable, coefficients))


def rational(name, text, points, values, numerator, denominator, weights):
    p, q, error = rational_fit(points, values, numerator, denominator, weights)
    bits = float(mp.log(error, 2))
    print(f"{name:20s} degree {numerator}/{denominator}  error 2^{bits:.1f}", flush=True)
    TABLE.append((name + "_P", "the numerator of " + text, bits, "horner", "t", p))
    TABLE.append((name + "_Q", "the denominator of " + text, bits, "horner", "t", q))


def even(f, at_zero):
    """A function of z = r^2 from one of r."""
    return lambda z: mpf(at_zero) if z == 0 else f(mp.sqrt(z))


QUARTER = (mp.pi / 4 * (1 + mpf(2) ** -20)) ** 2


def sine_cosine():
    z = chebyshev_points(0, QUARTER, 300)
    polynomial("SIN", "(r - sin r) / r^3 of z = r^2, r in [0, pi/4]", z,
               even(lambda r: (r - mp.sin(r)) / r ** 3, mpf(1) / 6), 5,
               lambda t, v: TINY + (0 if t == 0 else mp.sqrt(t) ** 3 / mp.sin(mp.sqrt(t))))
    polynomial("COS", "(cos r - 1) / r^2 of z = r^2, r in [0, pi/4]", z,
               even(lambda r: (mp.cos(r) - 1) / r ** 2, -0.5), 6,
               lambda t, v: t / mp.cos(mp.sqrt(t)) + TINY, fixed=(-0.5,), careful=2)
    polynomial("SIN_FLOAT", "(sin r - r) / r^3 of z = r^2, r in [0, pi/4], for float", z,
               even(lambda r: (mp.sin(r) - r) / r ** 3, -mpf(1) / 6), 2,
               lambda t, v: TINY + (0 if t == 0 else mp.sqrt(t) ** 3 / mp.sin(mp.sqrt(t))))
    polynomial("COS_FLOAT", "(cos r - 1) / r^2 of z = r^2, r in [0, pi/4], for float", z,
               even(lambda r: (mp.cos(r) - 1) / r ** 2, -0.5), 3,
               lambda t, v: t / mp.cos(mp.sqrt(t)) + TINY)


def tangent_and_inverses():
    polynomial("TAN", "(r - tan r) / r^3 of z = r^2, r in [0, pi/4]", chebyshev_points(0, QUARTER, 300),
               even(lambda r: (r - mp.tan(r)) / r ** 3, -mpf(1) / 3), 13,
               lambda t, v: TINY + (0 if t == 0 else mp.sqrt(t) ** 3 / mp.tan(mp.sqrt(t))), scheme="even-odd")
    polynomial("ATAN", "(u - atan u) / u^3 of z = u^2, u in [0, 1]", chebyshev_points(0, 1, 400),
               even(lambda u: (u - mp.atan(u)) / u ** 3, mpf(1) / 3), 19,
               lambda t, v: TINY + (0 if t == 0 else mp.sqrt(t) ** 3 / mp.atan(mp.sqrt(t))), scheme="even-odd")
    polynomial("ASIN", "(asin s - s) / s^3 of z = s^2, s in [0, 1/2]", chebyshev_points(0, mpf(1) / 4, 300),
               even(lambda s: (mp.asin(s) - s) / s ** 3, mpf(1) / 6), 11,
               lambda t, v: TINY + (0 if t == 0 else mp.sqrt(t) ** 3 / mp.asin(mp.sqrt(t))), scheme="even-odd")


def exponential_logarithm():
    half = mp.log(2) / 2 * (1 + mpf(2) ** -20)
    polynomial("EXP", "(e^r - 1 - r) / r^2, |r| <= ln(2)/2", chebyshev_points(-half, half, 300),
               lambda r: mpf(0.5) if r == 0 else (mp.expm1(r) - r) / r ** 2, 9,
               lambda t, v: t * t * mp.exp(-t) + TINY, fixed=(0.5,), careful=0, variable="r", scheme="even-odd")
    edge = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)) ** 2 * (1 + mpf(2) ** -20)
    polynomial("LOG", "(2 s - 2 atanh(s)) / s^3 of z = s^2, s = f / (2 + f), 1 + f in [sqrt(1/2), sqrt(2)]",
               chebyshev_points(0, edge, 300),
               even(lambda s: (2 * s - 2 * mp.atanh(s)) / s ** 3, -mpf(2) / 3), 6,
               lambda t, v: TINY + t / 2)


def error_functions():
    z = chebyshev_points(0, 1, 400)
    polynomial("ERF", "erf(x) / x - 1 of z = x^2, |x| <= 1", z,
               even(lambda x: mp.erf(x) / x - 1, 2 / mp.sqrt(mp.pi) - 1), 12,
               lambda t, v: 1 / (1 + v), scheme="even-odd")

    def scaled(t):
        if t == 1:
            return 2 / mp.sqrt(mp.pi)
        x = ERFCX_CENTRE * (1 + t) / (1 - t)
        if x > 1e6:
            return (1 + 2 * x) / (x * mp.sqrt(mp.pi)) * (1 - 1 / (2 * x * x) + 3 / (4 * x ** 4) - 15 / (8 * x ** 6))
        if x > 60:
            mp.dps = 60
            term, total, k = mpf(1), mpf(0), 0
            while abs(term) > mpf(10) ** -50:
                total += term
                k += 1
                term *= -(2 * k - 1) / (2 * x * x)
            return (1 + 2 * x) / (x * mp.sqrt(mp.pi)) * total
        return (1 + 2 * x) * mp.exp(x * x) * mp.erfc(x)

    polynomial("ERFCX", "(1 + 2 x) e^(x^2) erfc(x), for accuracy without its constant, of t = (x - c) / (x + c), c = %s, x >= 0" % ERFCX_CENTRE,
               chebyshev_points(-1, 1, 500), scaled, ERFCX_DEGREE, lambda t, v: 1 / v, variable="t", scheme="rest", careful=0)


ERFCX_CENTRE = mpf("3.5")
ERFCX_DEGREE = 23


def quantile():
    def grid(a, b, x_of_double, of, exact, n):
        """Pairs (variable, x) near the Chebyshev points of [a, b]: x is a double, the variable follows exactly."""
        result = []
        for t in chebyshev_points(a, b, n):
            x = mpf(x_of_double(float(of(t))))
            result.append((exact(x), x))
        return result

    def x_of_centre(w):
        return math.sqrt(2) * float(erfinv(math.sqrt(-math.expm1(-w))))

    def w_exact(x):
        return -mp.log1p(-mp.erf(x / mp.sqrt(2)) ** 2)

    def x_of_log(logarithm):
        return float(-ndtri_exp(logarithm))

    def root_exact(x):
        return mp.sqrt(-mp.log(mp.erfc(x / mp.sqrt(2)) / 2))

    pairs = grid(0, CENTRAL, x_of_centre, lambda w: w, w_exact, 400)
    polynomial("QUANTILE_CENTRE", "x / q of 2.5 - w, w = -ln(4 p (1 - p)) in [0, 5], q = p - 1/2",
               [mpf(CENTRAL) / 2 - w for w, _ in pairs], None, 22, lambda t, v: 1 / v, variable="t", scheme="split",
               values=[mp.sqrt(2 * mp.pi) if w == 0 else 2 * x / mp.erf(x / mp.sqrt(2)) for w, x in pairs], careful=0)
    for name, low, high, shift, degree in (("TAIL", "2.5", "6.2", "2.5", 7), ("FAR", "6.1", "27.4", "6", 7)):
        pairs = grid(low, high, x_of_log, lambda r: -r * r, root_exact, 150)
        rational("QUANTILE_" + name, "-x of r - %s, r = sqrt(-ln p) in [%s, %s]" % (shift, low, high),
                 [r - mpf(shift) for r, _ in pairs], [x for _, x in pairs], degree, degree,
                 [1 / x for _, x in pairs])


CENTRAL = 5


def gamma_functions():
    log_gamma = lambda x: mp.log(mp.gamma(x))
    polynomial("LOG_GAMMA_ONE", "ln(gamma(1 + t)) / t, 1 + t in [0.7, 1.5]",
               chebyshev_points(mpf("-0.3"), mpf("0.5"), 401), lambda t: log_gamma(1 + t) / t, 24,
               lambda t, v: 1 / abs(v), careful=0, variable="t")
    polynomial("LOG_GAMMA_TWO", "ln(gamma(2 + t)) / t, 2 + t in [1.5, 2.5]",
               chebyshev_points(mpf("-0.5"), mpf("0.5"), 401),
               lambda t: (1 - mp.euler if t == 0 else log_gamma(2 + t) / t), 19,
               lambda t, v: 1 / abs(v), careful=0, variable="t")
    stirling = lambda x: (log_gamma(x) - (x - mpf(0.5)) * mp.log(x) + x - mp.log(2 * mp.pi) / 2) * x
    polynomial("STIRLING", "x times the remainder of Stirling's series of z = 1 / x^2, x >= 10",
               chebyshev_points(0, mpf("0.01"), 200), lambda z: mpf(1) / 12 if z == 0 else stirling(1 / mp.sqrt(z)), 6,
               lambda t, v: mpf("0.01") / v, careful=1)
    root = mp.findroot(mp.digamma, mpf("1.4616321449683623"))
    slope = lambda x: mp.digamma(x) / (x - root) if abs(x - root) > mpf(10) ** -20 else mp.psi(1, root)
    polynomial("DIGAMMA", "digamma(2 + t) / (2 + t - root), 2 + t in [1, 3]", chebyshev_points(-1, 1, 501),
               lambda t: slope(2 + t), 28, lambda t, v: 1 / abs(v), careful=0, variable="t")
    tail = lambda x: (mp.log(x) - 1 / (2 * x) - mp.digamma(x)) * x * x
    polynomial("DIGAMMA_TAIL", "x^2 (ln x - 1 / (2 x) - digamma(x)) of z = 1 / x^2, x >= 10",
               chebyshev_points(0, mpf("0.01"), 200), lambda z: mpf(1) / 12 if z == 0 else tail(1 / mp.sqrt(z)), 6,
               lambda t, v: mpf("0.01") / v, careful=1)


def bessel_functions():
    z = chebyshev_points(0, 16, 400)
    polynomial("BESSEL_I0", "I0(x) of z = x^2 / 4, |x| <= 8", z, lambda t: mp.besseli(0, 2 * mp.sqrt(t)), 19,
               lambda t, v: 1 / v, fixed=(1.0,), careful=2)
    polynomial("BESSEL_I1", "2 I1(x) / x of z = x^2 / 4, |x| <= 8", z,
               lambda t: mpf(1) if t == 0 else mp.besseli(1, 2 * mp.sqrt(t)) / mp.sqrt(t), 19,
               lambda t, v: 1 / v, fixed=(1.0,), careful=2)
    u = chebyshev_points(-1, 1, 400)
    for order in (0, 1):
        def scaled(t):
            if t == -1:
                return 1 / mp.sqrt(2 * mp.pi)
            x = 16 / (1 + t)
            if x < 2000:
                with mp.workdps(950):
                    return +(mp.besseli(order, x) * mp.exp(-x) * mp.sqrt(x))
            term, total, mu = mpf(1), mpf(0), 4 * order * order
            for k in range(1, 60):
                total += term
                term *= -(mu - mpf(2 * k - 1) ** 2) / (k * 8 * x)
            return total / mp.sqrt(2 * mp.pi)
        polynomial(f"BESSEL_I{order}_TAIL", f"sqrt(x) e^-x I{order}(x) of t = 16 / x - 1, x >= 8", u, scaled, 24,
                   lambda t, v: 1 / v, careful=0, variable="t", scheme="split")


FAMILIES = [sine_cosine, tangent_and_inverses, exponential_logarithm, error_functions, quantile, gamma_functions, bessel_functions]


def literal(c):
    return float(c).hex().replace("e+", "p").replace("p+", "p")


def java(vector):
    kind = "DoubleVector" if vector else "double"
    lines = ["package dev.hadamard.kernel;", ""]
    if vector:
        lines += ["import jdk.incubator.vector.DoubleVector;", "import jdk.incubator.vector.VectorSpecies;", ""]
    lines += ["/**",
              " * The polynomials of the elementary and special functions%s." % (
                  " in vectors: the same operations as {@link ScalarPolynomials}" if vector else ""),
              " *",
              " * <p>Written by {@code validation-data/elementary/coefficients.py}, which derives every coefficient by",
              " * Remez exchange in 60 digits and rounds them one after the other; do not edit.",
              " */",
              "final class %sPolynomials {" % ("Vector" if vector else "Scalar")]
    if vector:
        lines.append("private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;")
    name_of = lambda name: "".join(w.capitalize() if i else w.lower() for i, w in enumerate(name.split("_")))
    if not vector:
        for name, text, bits, scheme, variable, coefficients in TABLE:
            lines += ["", "// " + name + ": " + text + "; error 2^%.1f" % bits]
            lines += ["static final double %s_%d = %s;" % (name, i, literal(c)) for i, c in enumerate(coefficients)]
    else:
        lines.append("")
        for name, text, bits, scheme, variable, coefficients in TABLE:
            if name in IN_REGISTERS:
                continue
            lines += ["private static final DoubleVector %s_%d = c(ScalarPolynomials.%s_%d);" % (name, i, name, i)
                      for i in range(1 if scheme == "rest" else 0, len(coefficients))]
    lines += ["", "private %sPolynomials() {}" % ("Vector" if vector else "Scalar")]
    for name, text, bits, scheme, variable, coefficients in TABLE:
        p = (lambda i: ("c(ScalarPolynomials.%s_%d)" if vector and name in IN_REGISTERS else "%s_%d") % (name, i))
        fma = (lambda a, b, c: f"{a}.fma({b}, {c})" if vector else f"Math.fma({a}, {b}, {c})")
        n = len(coefficients)
        lines += ["", "/** The value of %s. */" % text.replace("<", "&lt;").replace(">", "&gt;"),
                  f"static {kind} {name_of(name)}({kind} {variable}) {{"]
        if scheme == "horner":
            lines.append(f"{kind} p = {fma(p(n - 1), variable, p(n - 2))};")
            for i in range(n - 3, -1, -1):
                lines.append(f"p = {fma('p', variable, p(i))};")
            lines.append("return p;")
        else:
            lines.append(f"{kind} square = {variable}.mul({variable});" if vector else
                         f"double square = {variable} * {variable};")
            for parity, word in ((0, "even"), (1, "odd")):
                top = n - 1 if (n - 1) % 2 == parity else n - 2
                last = 1 if scheme in ("split", "rest") and parity == 0 else -1
                lines.append(f"{kind} {word} = {fma(p(top), 'square', p(top - 2))};")
                for i in range(top - 4, last, -2):
                    lines.append(f"{word} = {fma(word, 'square', p(i))};")
            if scheme == "even-odd":
                lines.append(f"return {fma('odd', variable, 'even')};")
            elif scheme == "rest":
                lines.append(f"return odd.fma({variable}, even.mul(square));" if vector else
                             f"return Math.fma(odd, {variable}, even * square);")
            else:
                # the largest coefficient is added last, so that it rounds once
                lines.append(f"return odd.fma({variable}, even.mul(square)).add({p(0)});" if vector else
                             f"return {p(0)} + Math.fma(odd, {variable}, even * square);")
        lines.append("}")
    if vector:
        lines += ["", "private static DoubleVector c(double value) {",
                  "return DoubleVector.broadcast(SPECIES, value);", "}"]
    lines.append("}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for family in FAMILIES:
        if len(sys.argv) < 2 or family.__name__ in sys.argv[1:]:
            family()
    if len(sys.argv) < 2:
        for kind in ("Scalar", "Vector"):
            with open(f"../../src/main/java/dev/hadamard/kernel/{kind}Polynomials.java", "w") as out:
                out.write(java(kind == "Vector"))
