"""Reference values of plain covariances, their sums and products.  python3 gen_covariances.py > covariances.csv
Formulas written down from the definitions; derivatives by Taylor coefficients of mpmath at 40 digits, parameter derivatives by
mpmath's numerical differentiation of those.  Derivatives of odd order change sign with the lag; at lag 0 the Taylor series of
the side d > 0 is meant."""
from mpmath import mp, mpf, exp, log, sin, cos, pi, sqrt, factorial, binomial, diff, taylor
mp.dps = 60

def matern(p):
    def k(par, d):
        v, l = exp(par[0]), exp(par[1])
        r = sqrt(mpf(2 * p + 1)) * d / l
        s = sum(factorial(p + i) / (factorial(i) * factorial(p - i)) * (2 * r) ** (p - i) for i in range(p + 1))
        return v * factorial(p) / factorial(2 * p) * s * exp(-r)
    return k

se = lambda par, d: exp(par[0]) * exp(-d ** 2 / (2 * exp(par[1]) ** 2))
per = lambda par, d: exp(par[0]) * exp(-2 * sin(pi * d / exp(par[2])) ** 2 / exp(par[1]) ** 2)
const = lambda par, d: exp(par[0])

def total(*parts):
    return lambda par, d: sum(f(par[a:b], d) for f, a, b in parts)

def prod(*parts):
    def k(par, d):
        r = mpf(1)
        for f, a, b in parts:
            r *= f(par[a:b], d)
        return r
    return k

M, S, P, C = '0.3', '-0.4', '0.2', '0.7'
CASES = [('matern%d' % p, matern(p), ['0.3', '-0.6'], 2 * p) for p in (1, 2, 3, 4)]
CASES += [('squaredExponential', se, ['-0.2', '-0.5'], 6),
          ('periodic', per, ['0.4', '-0.1', '-0.3'], 6),
          ('sum', total((matern(2), 0, 2), (se, 2, 4), (const, 4, 5)), ['0.3', '-0.6', '-0.2', '-0.5', '0.7'], 4),
          ('product', prod((per, 0, 3), (matern(3), 3, 5), (const, 5, 6)), ['0.4', '-0.1', '-0.3', '0.3', '0.2', '-0.9'], 6)]
print('# covariances and derivatives at lags d >= 0 made by gen_covariances.py (mpmath, 60 digits); parameters are the logarithms of variance,'
      ' length scale and period, of sums and products in turn')
print('case,order,lag,quantity,index,value')
for name, k, par, top in CASES:
    par = [mpf(x) for x in par]
    for order in range(top + 1):
        for lag in ('0', '1e-6', '0.03', '0.4', '1.7'):
            d0 = mpf(lag)
            # The series of the side d > 0.
            f = lambda q: taylor(lambda d: k(q, d), d0, order)[order] * factorial(order) if order else k(q, d0)
            print('%s,%d,%s,value,,%s' % (name, order, lag, mp.nstr(f(par), 20)))
            if lag != '1e-6':
                for i in range(len(par)):
                    h = mpf('1e-12')
                    up, down = list(par), list(par)
                    up[i] += h
                    down[i] -= h
                    print('%s,%d,%s,parameter,%d,%s' % (name, order, lag, i, mp.nstr((f(up) - f(down)) / (2 * h), 18)))
