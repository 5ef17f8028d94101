"""Nodes and weights of Gauss rules with mpmath: the roots of the orthogonal polynomial by Newton's
method with 60 digits from the eigenvalues of the Jacobi matrix, weights from Christoffel's sum; the
recurrence coefficients are the textbook's. Writes gauss_rules.csv. Needs mpmath, numpy."""
import numpy as np
from mpmath import mp, mpf, sqrt, gamma, beta as B, nstr, pi

mp.dps = 60


def jacobi(a, b):
    a, b = mpf(float(a)), mpf(float(b))

    def al(k):
        return (b - a) / (a + b + 2) if k == 0 else (b * b - a * a) / ((2 * k + a + b) * (2 * k + a + b + 2))

    def be(k):
        if k == 1:
            return 4 * (1 + a) * (1 + b) / ((2 + a + b) ** 2 * (3 + a + b))
        return 4 * k * (k + a) * (k + b) * (k + a + b) / ((2 * k + a + b) ** 2 * (2 * k + a + b + 1) * (2 * k + a + b - 1))
    return al, be, 2 ** (a + b + 1) * B(a + 1, b + 1)


def laguerre(a):
    a = mpf(float(a))
    return lambda k: 2 * k + 1 + a, lambda k: k * (k + a), gamma(a + 1)


def hermite():
    return lambda k: mpf(0), lambda k: mpf(k) / 2, sqrt(pi)


def gauss(n, al, be, mass):
    A = [al(k) for k in range(n)]
    O = [mpf(0)] + [sqrt(be(k)) for k in range(1, n + 1)]
    J = np.diag([float(x) for x in A]) + np.diag([float(x) for x in O[1:n]], 1) + np.diag([float(x) for x in O[1:n]], -1)
    out = []
    for x in np.sort(np.linalg.eigvalsh(J)):
        x = mpf(float(x))
        for _ in range(8):
            p0, p1, d0, d1, s = mpf(0), mpf(1), mpf(0), mpf(0), mpf(0)
            for k in range(n):
                s += p1 * p1
                p0, p1, d0, d1 = p1, ((x - A[k]) * p1 - O[k] * p0) / O[k + 1], d1, (p1 + (x - A[k]) * d1 - O[k] * d0) / O[k + 1]
            dx = p1 / d1
            x -= dx
            if abs(dx) < mpf(10) ** -45:
                break
        out.append((x, mass / s))
    return out


def radau(n):
    inner = gauss(n - 1, *jacobi(0, 1)) if n > 1 else []
    return [(mpf(-1), mpf(2) / (n * n))] + [(x, w / (1 + x)) for x, w in inner]


def lobatto(n):
    inner = gauss(n - 2, *jacobi(1, 1)) if n > 2 else []
    e = mpf(2) / (n * (n - 1))
    return [(mpf(-1), e)] + [(x, w / ((1 - x) * (1 + x))) for x, w in inner] + [(mpf(1), e)]


with open('gauss_rules.csv', 'w') as f:
    f.write('# Gauss rules with 25 digits; gen_gauss_rules.py\nfamily,n,alpha,beta,i,node,weight\n')

    def put(family, n, a, b, rule):
        idx = range(n) if n <= 20 else sorted({0, 1, 2, n // 4, n // 2, n // 2 + 1, 3 * n // 4, n - 3, n - 2, n - 1})
        for i in idx:
            f.write('%s,%d,%s,%s,%d,%s,%s\n' % (family, n, a, b, i, nstr(rule[i][0], 25), nstr(rule[i][1], 25)))
    for n in (1, 2, 5, 16, 100):
        put('legendre', n, 0, 0, gauss(n, *jacobi(0, 0)))
        put('radau', n, 0, 0, radau(n))
        if n > 1:
            put('lobatto', n, 0, 0, lobatto(n))
        for a, b in (('0.5', '-0.5'), ('2', '0.25'), ('-0.75', '3.5'), ('-0.5', '-0.5'), ('10', '10'),
                     ('-0.97', '2.5'), ('33.3', '0.25'), ('0.1', '0.1')):
            put('jacobi', n, a, b, gauss(n, *jacobi(a, b)))
        for a in ('0', '0.5', '-0.75', '7.25', '-0.9', '100', '6.3'):
            put('laguerre', n, a, 0, gauss(n, *laguerre(a)))
        put('hermite', n, 0, 0, gauss(n, *hermite()))
    put('laguerre', 200, '0', 0, gauss(200, *laguerre('0')))
    put('hermite', 200, 0, 0, gauss(200, *hermite()))
    put('jacobi', 300, '0.5', '-0.5', gauss(300, *jacobi('0.5', '-0.5')))
