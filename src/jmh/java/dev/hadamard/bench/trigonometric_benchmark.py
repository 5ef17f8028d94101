"""NumPy and SciPy beside TrigonometricBenchmark: nanoseconds per element on 4096 elements, best of many runs."""
import time
import numpy as np
from scipy import special

N = 4096
rng = np.random.default_rng(1)
angles = rng.uniform(-100, 100, N)
unit = rng.uniform(-1, 1, N)
moderate = rng.uniform(-3, 3, N)
probabilities = rng.uniform(0, 1, N)
out = np.empty(N)
single = angles.astype(np.float32)
single_out = np.empty(N, dtype=np.float32)

CASES = {
    "sin": (np.sin, angles, out), "cos": (np.cos, angles, out), "tan": (np.tan, angles, out),
    "asin": (np.arcsin, unit, out), "acos": (np.arccos, unit, out), "atan": (np.arctan, moderate, out),
    "sin float": (np.sin, single, single_out), "cos float": (np.cos, single, single_out),
    "erf": (special.erf, moderate, out), "erfc": (special.erfc, moderate, out), "erfcx": (special.erfcx, moderate, out),
    "normalCdf": (special.ndtr, moderate, out), "normalLogCdf": (special.log_ndtr, moderate, out),
    "normalQuantile": (special.ndtri, probabilities, out), "logGamma": (special.gammaln, probabilities, out),
    "digamma": (special.digamma, probabilities, out), "besselI0e": (special.i0e, moderate, out),
    "besselI1e": (special.i1e, moderate, out),
}

for name, (function, x, y) in CASES.items():
    best = 1e9
    for _ in range(300):
        start = time.perf_counter()
        for _ in range(10):
            function(x, y)
        best = min(best, (time.perf_counter() - start) / 10 / N * 1e9)
    print(f"{name:16s} {best:8.3f} ns")
best = 1e9
for _ in range(300):
    start = time.perf_counter()
    np.arctan2(moderate, unit, out)
    best = min(best, (time.perf_counter() - start) / N * 1e9)
print(f"{'atan2':16s} {best:8.3f} ns")
