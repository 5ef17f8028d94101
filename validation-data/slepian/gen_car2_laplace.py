# Transforms of the clipped Slepian mean of r(t) = (b e^(-at) - a e^(-bt)) / (b - a), continued to the left of -a:
# L(s) = int_0^T E e^(-st) dt + e^(-sT) * (transform of E(T + x)), E = -(arcsin r)' / sqrt(ab), with the power series of
# arcsin in r(T + x), a sum of exponentials, in many digits. T must not change the result: checked with two of them to 1e-25.
import numpy
from mpmath import mp, mpf, mpc, exp, sqrt, binomial, legendre, nstr

mp.dps = 500  # near rates have coefficients of opposite sign, of size (b - a)^-53
N = 32


def rule():
    nodes, weights = [], []
    for guess in numpy.polynomial.legendre.leggauss(N)[0]:
        x = mpf(float(guess))
        for _ in range(3):
            p, q = mpf(1), x
            for k in range(1, N):
                p, q = q, ((2 * k + 1) * x * q - k * p) / (k + 1)
            slope = N * (x * q - p) / (x * x - 1)
            x -= q / slope
        nodes.append(x)
        weights.append(2 / ((1 - x * x) * slope ** 2))
    return nodes, weights


NODES, WEIGHTS = rule()


class Process:
    def __init__(self, a, b, T):
        self.a, self.b, self.T = a, b, T
        gap = b - a
        ends = [mpf(0)] + [T * mpf(2) ** (mpf(-k) / 2) for k in range(20, -1, -1)]
        self.nodes = []
        for left, right in zip(ends, ends[1:]):
            for x, w in zip(NODES, WEIGHTS):
                t = (left + right) / 2 + (right - left) / 2 * x
                r = (b * exp(-a * t) - a * exp(-b * t)) / gap
                mean = sqrt(a * b) * (exp(-a * t) - exp(-b * t)) / gap / sqrt(1 - r * r)
                self.nodes.append((t, (right - left) / 2 * w * mean))
        # coefficients of the exponentials of E(T + x)
        u, v = b * exp(-a * T) / gap, -a * exp(-b * T) / gap
        self.terms = []
        c = mpf(1)
        for k in range(26):
            n = 2 * k + 1
            for j in range(n + 1):
                rate = (n - j) * a + j * b
                self.terms.append((c / n * binomial(n, j) * u ** (n - j) * v ** j * rate / sqrt(a * b), rate))
            c *= mpf(2 * k + 1) / (2 * k + 2)

    def transform(self, s):
        head = sum(w * exp(-s * t) for t, w in self.nodes)
        return head + exp(-s * self.T) * sum(c / (s + rate) for c, rate in self.terms)


print("# transforms of the clipped Slepian mean of car2(a, b), continued to the left of -a; 24 digits or more; gen_car2_laplace.py")
print("a,b,s_re,s_im,L_re,L_im")
for a, b in (("1", "1.0005"), ("1", "1.01"), ("0.11", "0.12"), ("1", "1.3"), ("0.1", "8"), ("5", "5.0000001")):
    A, B = mpf(float(a)), mpf(float(b))
    first, second = Process(A, B, 4 / A), Process(A, B, mpf("4.5") / A)
    for x, y in ((-0.375, 0), (-0.9375, 0), (-0.9921875, 0), (-0.5, 3), (-1.5, 0), (-1.5, 0.5), (-2.5, 0), (-2.75, 4)):
        re, im = x * float(a), y * float(a)
        s = mpc(mpf(re), mpf(im))
        L = first.transform(s)
        gap = abs(L - second.transform(s)) / abs(L)
        assert gap < mpf(10) ** -24, (a, b, x, y, nstr(L, 20), nstr(gap, 5))
        print(",".join([a, b, repr(re), repr(im), nstr(L.real, 20), nstr(L.imag, 20)]), flush=True)
