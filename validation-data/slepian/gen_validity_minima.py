# Smallest formal density of processes that are refuted: f = g/2 + (g/2) * f by trapezoids with n, 2n and 4n steps,
# extrapolated in h^2, and between grid points by the polynomial through five values.
import numpy as np


def damped(w):
    def parts(t):
        e, c, s = np.exp(-t * t / 2), np.cos(w * t), np.sin(w * t)
        one_minus = -np.expm1(-t * t / 2) + 2 * e * np.sin(w * t / 2) ** 2
        return one_minus, e * (-t * c - w * s), e * ((t * t - 1 - w * w) * c + 2 * w * t * s)
    return parts, 1 + w * w, 0.0


def oscillator(z):
    w = np.sqrt(1 - z * z)

    def parts(t):
        e, c, s = np.exp(-z * t), np.cos(w * t), np.sin(w * t)
        one_minus = -np.expm1(-z * t) + e * (2 * np.sin(w * t / 2) ** 2 - z / w * s)
        return one_minus, -e * s / w, e * (z * s / w - c)
    return parts, 1.0, 2 * z / 3  # g(0) = 2 c3 / lambda2


def density(model, T, n):
    parts, lambda2, start = model
    h = T / n
    o, d, c = parts(h * np.arange(1, n + 1))
    v = o * (2 - o)
    g = np.concatenate([[start], (c * v + (1 - o) * d * d) / (np.sqrt(lambda2) * v ** 1.5)]) / 2
    f = np.zeros(n + 1)
    f[0] = g[0]
    for i in range(1, n + 1):
        f[i] = (g[i] + h * (g[i] * f[0] / 2 + g[i - 1:0:-1] @ f[1:i])) / (1 - h * g[0] / 2)
    return f


print("# smallest formal density of refuted processes, independent of the grid to 1e-8; gen_validity_minima.py")
print("process,t_min_f,min_f")
for name, model, T in (("dampedCosine(w=2.0)", damped(2.0), 6.6), ("dampedCosine(w=3.0)", damped(3.0), 3.95),
                       ("car2Underdamped(zeta=0.2)", oscillator(0.2), 13.7),
                       ("car2Underdamped(zeta=0.1)", oscillator(0.1), 7.0),
                       ("car2Underdamped(zeta=0.05)", oscillator(0.05), 6.9)):
    n = 1500
    a, b, c = density(model, T, n), density(model, T, 2 * n)[::2], density(model, T, 4 * n)[::4]
    f = (16 * (4 * c - b) / 3 - (4 * b - a) / 3) / 15
    i = int(np.argmin(f))
    p = np.polyfit(np.arange(-2, 3), f[i - 2:i + 3], 4)
    x = [z.real for z in np.roots(np.polyder(p)) if abs(z.imag) < 1e-9 and abs(z) < 1.2][0]
    print(f"{name},{(i + x) * T / n:.6f},{np.polyval(p, x):.10g}")
