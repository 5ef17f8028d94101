# Clipped Slepian mean E(t) = -r'(t) / (sqrt(lambda2) sqrt(1 - r(t)^2)) at complex t in |arg t| < pi/4, 60 digits.
# The root is continued from the real axis along an arc. python3 gen_complex_mean.py > complex_mean.csv
from mpmath import mp, mpf, mpc, exp, sqrt, tanh, log, binomial, beta, arg, nstr

mp.dps = 60


def models():
    def diffusion(d):
        d = mpf(d)
        # log cosh(t/2), continuous where |Im t| exceeds 2 pi
        r = lambda t: exp(-d / 2 * (t / 2 - log(mpf(2)) + log(1 + exp(-t))))
        return r, lambda t: d / 4 * tanh(t / 2) * r(t), d / 8

    def integrated(n):
        c = [(2 * n - 1) * (-1) ** k * binomial(n - 1, k) * beta(k + 1, n) for k in range(n)]
        r = lambda t: sum(c[k] * exp(-(k + mpf(1) / 2) * t) for k in range(n))
        s = lambda t: sum(c[k] * (k + mpf(1) / 2) * exp(-(k + mpf(1) / 2) * t) for k in range(n))
        return r, s, mpf(2 * n - 1) / (4 * (2 * n - 3))

    def car2(a, b):
        a, b = mpf(a), mpf(b)
        return (lambda t: (b * exp(-a * t) - a * exp(-b * t)) / (b - a),
                lambda t: a * b * (exp(-a * t) - exp(-b * t)) / (b - a), a * b)

    def cauchy(b):
        b = mpf(b)
        return lambda t: (1 + t * t) ** -b, lambda t: 2 * b * t * (1 + t * t) ** (-b - 1), 2 * b

    half = mpf(1) / 2
    yield "diffusion(d=2.0)", diffusion(2)
    yield "diffusion(d=0.7)", diffusion("0.7")
    yield "diffusion(d=40.0)", diffusion(40)
    yield "randomAcceleration", car2(half, 3 * half)
    yield "integratedWhiteNoise(n=5)", integrated(5)
    yield "squaredExponential(ell=1.0)", (lambda t: exp(-t * t / 2), lambda t: t * exp(-t * t / 2), mpf(1))
    yield "matern(nu=1.5)", (lambda t: (1 + t) * exp(-t), lambda t: t * exp(-t), mpf(1))
    yield "matern(nu=2.5)", (lambda t: (1 + t + t * t / 3) * exp(-t), lambda t: t * (1 + t) / 3 * exp(-t), mpf(1) / 3)
    yield "car2(a=1.0;b=5.0)", car2(1, 5)
    yield "cauchy(beta=1.0)", cauchy(1)
    yield "cauchy(beta=0.3)", cauchy("0.3")
    mix = mpf(1) / 10
    yield "sqexpMixture(w=0.5;eps=0.1)", (
        lambda t: (exp(-t * t / 2) + exp(-mix * t * t / 2)) / 2,
        lambda t: (t * exp(-t * t / 2) + mix * t * exp(-mix * t * t / 2)) / 2, (1 + mix) / 2)


def mean(model, modulus, angle):
    r, slope, lambda2 = model
    previous = None
    for k in range(41):
        t = modulus * exp(mpc(0, angle * k / 40))
        root = sqrt((1 - r(t)) * (1 + r(t)))
        if previous is not None and abs(root - previous) > abs(root + previous):
            root = -root
        previous = root
    return t, slope(t) / (sqrt(lambda2) * root)


print("# E at complex times; gen_complex_mean.py, mpmath, 60 digits")
print("process,t_re,t_im,E_re,E_im")
for name, model in models():
    for modulus in ("0.001", "0.2", "0.9", "1.3", "3", "8", "25"):
        for angle in ("0.3", "-0.6", "0.78"):
            if name.startswith("sqexp") or name.startswith("squared"):
                if angle == "0.78" and float(modulus) > 5:
                    continue  # next to branch points, where 1 - r^2 cancels
            t0 = mpf(modulus) * exp(mpc(0, mpf(angle)))
            # The time as doubles, then E at that time.
            t = mpc(float(t0.real), float(t0.imag))
            t, e = mean(model, abs(t), arg(t))
            print(",".join([name, repr(float(t.real)), repr(float(t.imag)), nstr(e.real, 20), nstr(e.imag, 20)]))
