"""First and second derivatives of scalar functions at ordinary and extreme arguments, with 60
digits by mpmath, from closed formulas. Writes derivatives_at_extremes.csv."""
from mpmath import mp, mpf, exp, log, sqrt, cosh, tanh, sinh, lambertw, inf, erf, pi, psi

mp.dps = 800

def s(x):
    return 1 / (1 + exp(-x))

def w(x):
    return lambertw(x).real

F = {
    "tanh": (lambda x: 1 / cosh(x) ** 2, lambda x: -2 * tanh(x) / cosh(x) ** 2),
    "expm1": (exp, exp),
    "sigmoid": (lambda x: s(x) * s(-x), lambda x: s(x) * s(-x) * (s(-x) - s(x))),
    "softplus": (s, lambda x: s(x) * s(-x)),
    "atan": (lambda x: 1 / (1 + x * x), lambda x: -2 * x / (1 + x * x) ** 2),
    "asinh": (lambda x: 1 / sqrt(1 + x * x), lambda x: -x / sqrt(1 + x * x) ** 3),
    "acosh": (lambda x: 1 / sqrt(x * x - 1), lambda x: -x / sqrt(x * x - 1) ** 3),
    "asin": (lambda x: 1 / sqrt(1 - x * x), lambda x: x / sqrt(1 - x * x) ** 3),
    "acos": (lambda x: -1 / sqrt(1 - x * x), lambda x: -x / sqrt(1 - x * x) ** 3),
    "atanh": (lambda x: 1 / (1 - x * x), lambda x: 2 * x / (1 - x * x) ** 2),
    "logit": (lambda x: 1 / (x * (1 - x)), lambda x: (2 * x - 1) / (x * (1 - x)) ** 2),
    "xlogx": (lambda x: log(x) + 1, lambda x: 1 / x),
    "reciprocal": (lambda x: -1 / x ** 2, lambda x: 2 / x ** 3),
    "sqrt": (lambda x: 1 / (2 * sqrt(x)), lambda x: -1 / (4 * x * sqrt(x))),
    "lambertW": (
        lambda x: exp(-w(x)) / (1 + w(x)),
        lambda x: -exp(-2 * w(x)) * (2 + w(x)) / (1 + w(x)) ** 3,
    ),
}
ANY = [1e-300, -1e-160, 1e-20, -1e-10, 1e-5, 0.3, -0.7, 1.5, -3.0, 10.0, -20.0, 40.0, -300.0, 600.0]
WIDE = ANY + [1e20, -1e60, 1e100, -1e160, 1e200, -1e300]
UNIT = [1e-300, -1e-160, 1e-20, -1e-10, 1e-5, 0.3, -0.7, 0.9, -0.999, 1 - 2.0 ** -50]
POSITIVE = [1e-300, 1e-160, 1e-100, 1e-20, 0.3, 1.0, 40.0, 1e20, 1e100, 1e160, 1e300]
POINTS = {
    "tanh": ANY, "expm1": ANY, "sigmoid": ANY, "softplus": ANY, "atan": WIDE, "asinh": WIDE,
    "acosh": [1 + 2.0 ** -50, 1.0001, 1.5, 10.0, 1e20, 1e100, 1e160, 1e200, 1e300],
    "asin": UNIT, "acos": UNIT, "atanh": UNIT,
    "logit": [1e-300, 1e-20, 0.1, 0.25, 0.4999999, 0.5000000001, 0.6, 0.75, 0.9, 1 - 2.0 ** -50],
    "xlogx": POSITIVE, "reciprocal": POSITIVE, "sqrt": POSITIVE,
    "lambertW": [-0.3678794411714423, -0.3678794411714, -0.36787944, -0.3678, -0.35, -0.25, -0.2,
                 -0.1, -1e-10, 1e-200, 1e-5, 0.5, 2.0, 3.0, 100.0, 1e10, 1e100, 1e299, 1.7e308],
}
VALUE = {"logit": lambda x: log(x / (1 - x)), "lambertW": w}

def text(v):
    if abs(v) > mpf(1.7976931348623157e308):
        return "-Infinity" if v < 0 else "Infinity"
    return mp.nstr(v, 25, min_fixed=0, max_fixed=0) if v != 0 else "0"

with open("derivatives_at_extremes.csv", "w") as out:
    out.write("# Derivatives at ordinary and extreme arguments; by gen_extremes.py.\n")
    out.write("function,x,value,first,second\n")
    for name, (first, second) in F.items():
        for x in POINTS[name]:
            m = mpf(x)
            value = text(VALUE[name](m)) if name in VALUE else ""
            out.write(f"{name},{x!r},{value},{text(first(m))},{text(second(m))}\n")
