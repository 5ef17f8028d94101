# Exponent and constants of products with a power law, whose E ~ t^p e^(-alpha t): near its tail rate, and beyond.
from mpmath import mp, mpf, exp, sqrt, sech, tanh, quad, findroot, nstr

mp.dps = 40
C = mpf("0.05")


def mean(beta, second, slope, curvature):
    first = lambda t: (1 + t * t) ** (-beta)
    first_slope = lambda t: -2 * beta * t * (1 + t * t) ** (-beta - 1)
    root = sqrt(2 * beta + curvature)

    def e(t):
        if t < mpf(10) ** -14:
            return mpf(1)
        r = first(t) * second(t)
        d = first_slope(t) * second(t) + first(t) * slope(t)
        return -d / (root * sqrt((1 - r) * (1 + r)))

    return e


def diffusion(d):
    return (lambda t: sech(t / 2) ** (d / 2), lambda t: -d / 4 * tanh(t / 2) * sech(t / 2) ** (d / 2), d / 8)


matern = (
    lambda t: (1 + C * t + (C * t) ** 2 / 3) * exp(-C * t),
    lambda t: -C * (C * t) * (1 + C * t) / 3 * exp(-C * t),
    C * C / 3,
)
powers = [0] + [mpf(2) ** k for k in range(-3, 18)]
print("# theta of the exponential case; m = E[exp(alpha D)] of the borderline ones, whose tail is 2/(2-m)^2 E(t); gen_tails.py")
print("process,alpha,theta,m")
e = mean(mpf("0.6"), *matern)
theta = findroot(lambda x: x * quad(lambda t: e(t) * exp(x * t), powers) - 1, (mpf("0.04932359"), mpf("0.0493236")), tol=1e-36)
print(f"cauchy(beta=0.6)*matern(nu=2.5;c=0.05),0.05,{nstr(theta, 18)},")
for d in (mpf("0.1"), mpf("0.5"), mpf(2)):
    e = mean(mpf(1), *diffusion(d))
    alpha = d / 4
    near = quad(lambda t: e(t) * exp(alpha * t), powers[:16])
    # t = 1/u beyond 2^12, where E e^(alpha t) is a power series in 1/t to the last digit.
    far = quad(lambda u: e(1 / u) * exp(alpha / u) / u**2, [1 / (powers[15] * 2**8), 1 / (powers[15] * 2**4), 1 / powers[15]])
    far += e(powers[15] * 2**8) * exp(alpha * powers[15] * 2**8) * powers[15] * 2**8
    print(f"cauchy(beta=1.0)*diffusion(d={nstr(d, 3)}),{nstr(alpha, 5)},,{nstr(1 + alpha * (near + far), 14)}")
