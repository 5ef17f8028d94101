# As gen_exponential_cone.py, for coordinates far apart: 450 digits, the stationary point of the distance along the rays
# (r, 1, exp r) between the zeros of the two parts, by bisection; tangents by central differences of step 1e-50 of the smallest coordinate.
from mpmath import *
import random
mp.dps = 450
def proj(v):
    x, y, z = v
    def G(r):
        e = exp(r)
        vw = x*r + y + z*e; vd = x + z*e; ww = r*r + 1 + e*e; wd = r + e*e
        return vd*ww - vw*wd, vw/ww
    lo = 1 - y/x if x > 0 else None
    hi = x/y if y > 0 else None
    if hi is None:
        reach = mpf(1)
        while G(lo + reach)[0] > 0: reach *= 2
        hi = lo + reach
    if lo is None:
        reach = mpf(1)
        while G(hi - reach)[0] < 0: reach *= 2
        lo = hi - reach
    for _ in range(1500):
        r = (lo + hi)/2
        if G(r)[0] > 0: lo = r
        else: hi = r
    a = G(r)[1]
    p = [a*r, a, a*exp(r)]
    n = sum(t*t for t in v)
    assert abs(sum((s-t)*t for s, t in zip(v, p))) < mpf(10)**-150*n
    return p
random.seed(11)
pts = [[-1e9,1,-1],[-1e4,1,-3],[-5,1e-7,-1e-3],[-1e3,2,-1e6],[-700,1,-1e200],[-30,1,-1e20],[1e-9,-1,2],[1e-6,-3,1e8],[1e-4,-1,5],
  [1,-30,1e9],[1,-1e5,1e3],[1,1e9,-1e3],[1,1e6,-1e-3],[1e9,1,1],[1e6,1,-1],[2,1e-8,1e4],[1e-8,1,0.5],[-1e-8,1,0.5],[-1e-3,1e5,-1e2],
  [-2,1e3,1e-5],[1e150,1e150,1e150],[-3e-150,1e-150,-2e-150],[-1e150,1e141,-1e150],[3e200,-1e200,1e200]]
rows = []
for p in pts:
    v = [mpf(float(t)) for t in p]
    dd = [mpf(round(random.gauss(0,1),6)) for _ in range(3)]
    dd = [mpf(float(t)) for t in dd]
    h = mpf(10)**-50*min(abs(t) for t in v)
    q = proj(v)
    a = proj([s+h*t for s, t in zip(v, dd)]); b = proj([s-h*t for s, t in zip(v, dd)])
    jv = [(s-t)/(2*h) for s, t in zip(a, b)]
    rows.append([nstr(t, 17) for t in v+q+dd+jv])
with open('exponential_cone_extreme.csv', 'w') as f:
    f.write('# Projections onto the exponential cone and their tangents where coordinates are far apart: gen_exponential_cone_extreme.py\n')
    f.write('x,y,z,px,py,pz,dx,dy,dz,jx,jy,jz\n')
    for r in rows: f.write(','.join(r)+'\n')
