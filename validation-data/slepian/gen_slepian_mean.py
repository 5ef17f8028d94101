"""Writes slepian_mean.csv: E, 1-r, g=-E' and 1-E^2 in 60 and more digits from the closed forms of r alone, at binary times."""
from refcommon import *
mp.mp.dps = 40
models = [diffusion(1), diffusion('2'), diffusion('37.5'), random_acceleration(), integrated(3), integrated(10), sqexp(), matern('1.5'), matern('2.5'), matern('4.5'),
          matern('2.2'), matern('1.25'), car2(1, 5), car2('0.001', 100), cauchy('0.3'), cauchy(2), sqexp_mix('.5', '.1')]
with open('slepian_mean.csv', 'w') as out:
    out.write('# '+__doc__.strip()+' gen_slepian_mean.py\nprocess,t,E,oneMinus,g,oneMinusE2\n')
    for m in models:
        tau = 1/float(mp.sqrt(m.lam2))
        for x in (1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, 0.03, 0.1, 0.2, 0.3, 0.45, 0.55, 0.7, 1, 1.4, 2, 3, 5, 8, 13, 21, 34, 50):
            t = float(x*tau)
            slow = m.name in ('matern(nu=2.2)', 'matern(nu=1.25)')
            if slow and (t < 1e-4 or t > 40): continue
            with mp.workdps(40 if not slow else 40):
                T = mpf(t); E = m.E(T)
                if E < mpf(10)**-290: continue
                with mp.workprec(mp.mp.prec+2*m._wp(T)):
                    o = 1-m.f(T)[0]; e = m.E(T); d = 1-e*e; g = m.g(T)
                out.write('%s,%r,%s,%s,%s,%s\n' % (m.name, t, mp.nstr(E, 20), mp.nstr(o, 20), mp.nstr(g, 20), mp.nstr(d, 20)))
