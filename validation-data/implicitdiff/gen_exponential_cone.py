# 60 digits, by the stationarity of the distance along the rays of the surface; tangents by differences of step 1e-20
from mpmath import *
import random
mp.dps=60
def inK(x,y,z): return (y>0 and y*exp(x/y)<=z) or (y==0 and x<=0 and z>=0)
def inP(x,y,z): return (x>0 and x*exp(y/x)<=-e*z) or (x==0 and y<=0 and z<=0)
def proj(v):
    x,y,z=v
    if inK(x,y,z): return [x,y,z]
    if inP(x,y,z): return [mpf(0)]*3
    if x<=0 and y<=0: return [x,mpf(0),max(z,mpf(0))]
    # the nearest point a(r) w(r), w=(r,1,e^r), a=<v,w>/<w,w>; d/dr <v,w>^2/<w,w> = 0 with <v,w> > 0
    def G(r):
        w=(r,mpf(1),exp(r)); d=(mpf(1),mpf(0),exp(r))
        vw=x*w[0]+y*w[1]+z*w[2]; vd=x*d[0]+z*d[2]; ww=sum(t*t for t in w); wd=w[0]*d[0]+w[2]*d[2]
        return vd*ww-vw*wd, vw, ww
    best=None
    # scan for sign changes of the stationarity, keep the nearest point
    grid=[mpf(-60)+mpf(i)/8 for i in range(1200)]
    for a,b in zip(grid,grid[1:]):
        ga,gb=G(a)[0],G(b)[0]
        if ga==0 or ga*gb<0:
            r=findroot(lambda t:G(t)[0]/G(t)[2],(a,b),solver='anderson',tol=mpf(10)**-100,verify=False)
            g,vw,ww=G(r)
            if vw>0:
                p=[vw/ww*r,vw/ww,vw/ww*exp(r)]
                d=sum((s-t)**2 for s,t in zip(p,v))
                if best is None or d<best[0]: best=(d,p)
    return best[1]
random.seed(7)
rows=[]
pts=[[random.gauss(0,2) for _ in range(3)] for _ in range(24)]
pts+=[[1,1,1],[0,1,0.5],[0.5,-1,2],[3,1e-3,1],[-5,0.2,-1],[1e-3,2,-0.5],[20,1,3],[-3,0.5,-40],[2,-3,-0.1],[0,0.5,-2],[1.5,0,0.7],[-0.5,-1,0.3],[-0.5,-1,-0.3]]
for p in pts:
    d=[round(random.gauss(0,1),6) for _ in range(3)]
    v=[mpf(float(round(t,6))) for t in p]; dd=[mpf(float(t)) for t in d]
    h=mpf(10)**-20
    a=proj([s+h*t for s,t in zip(v,dd)]); b=proj([s-h*t for s,t in zip(v,dd)]); q=proj(v)
    # Moreau: v-q in the polar cone and orthogonal
    assert abs(sum((s-t)*t for s,t in zip(v,q)))<mpf(10)**-40
    jv=[(s-t)/(2*h) for s,t in zip(a,b)]
    rows.append([nstr(t,17) for t in v+q+dd+jv])
with open('exponential_cone.csv','w') as f:
    f.write('# Projections onto the closure of {y > 0, y exp(x/y) <= z} and their tangents: 60 digits, nearest stationary point over the rays (r, 1, exp r), central differences of step 1e-20\n')
    f.write('x,y,z,px,py,pz,dx,dy,dz,jx,jy,jz\n')
    for r in rows: f.write(','.join(r)+'\n')
print(len(rows))
