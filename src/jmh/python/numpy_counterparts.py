"""Times NumPy: python3 numpy_counterparts.py OPERATION:SIZE ... prints operation,size,nanoseconds,library.

Operations that NumPy has no counterpart of are left out; gradients are PyTorch's, where it is installed. One thread. Without NumPy the times are nan and the exit
code is 3.
"""

import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

try:
    import numpy as np
except ImportError:
    np = None

try:
    import scipy.fft
    import scipy.linalg as lapack
    from scipy.optimize import least_squares
    from scipy.stats import multivariate_normal, ncx2
except ImportError:
    lapack = None

UNARY = "exp exp2 expm1 log log2 log10 log1p sqrt cbrt sin cos tan tanh sinh cosh asin acos atan".split()
NUMPY_NAMES = {name: "arc" + name[1:] for name in UNARY if name.startswith("a")}
KRONECKER = {"kronecker plane": 2, "kronecker space": 3}
OTHERS = "copy dot axpy sum norm uniform normal".split()
VECTORS = "gemv gemvTransposed gramMultiply transpose".split()
BATCHES = ["batch of gemm", "batch of cholesky"]
BATCH = 1000
TRANSFORMS = ["fft", "realFft"] + (["cosineTransform"] if lapack else [])
CHROMATOGRAPHY = "goldsteinJ step pulse pulseSeries btexFits".split() if lapack else []
EXCURSIONS = ["renewal equation"] + (["normal orthant"] if lapack else [])
# Points at which the true errors of the orthants are about those of the benchmark; docs/excursion.md states them.
ORTHANT_POINTS = {21: 200_000, 50: 500_000, 100: 500_000}
MATRICES = "gemm sgemm qr symmetricEigen".split() + ("cholesky lu".split() if lapack else [])


def arguments(name, n):
    """The arguments that the benchmarks of the library use."""
    u = np.random.default_rng(1).uniform(-10, 10, n)
    if name in ("log", "log2", "log10", "log1p", "cbrt"):
        return np.exp(u)
    if name in ("asin", "acos"):
        return u / 10
    return u


def matrix_operation(name, n):
    """A product or factorisation of order n, OpenBLAS behind it."""
    generator = np.random.default_rng(1)
    a = generator.random((n, n)) - 0.5
    if name in ("gemm", "sgemm"):
        a = a.astype(np.float32 if name == "sgemm" else np.float64)
        c = np.empty_like(a)
        return lambda: np.dot(a, a, out=c)
    if name == "qr":
        return lambda: np.linalg.qr(a, mode="r")
    if name == "lu":
        return lambda: lapack.lu_factor(a, check_finite=False)
    gram = a @ a.T + np.eye(n)
    if name == "cholesky":
        return lambda: lapack.cholesky(gram, lower=True, check_finite=False)
    return lambda: np.linalg.eigh(gram)


def transform(name, n):
    """A Fourier or cosine transform of length n, pocketfft behind it."""
    x = np.random.default_rng(1).random(n)
    if name == "fft":
        z = x + 1j * x[::-1]
        result = np.empty_like(z)
        return lambda: np.fft.fft(z, out=result)
    if name == "realFft":
        half = np.empty(n // 2 + 1, complex)
        return lambda: np.fft.rfft(x, out=half)
    return lambda: scipy.fft.dct(x)


def vector_operation(name, n):
    """A square matrix times a vector; A'(A x) as two products."""
    generator = np.random.default_rng(1)
    a = generator.random((n, n)) - 0.5
    x = generator.random(n)
    y = np.empty(n)
    z = np.empty(n)
    if name == "gemv":
        return lambda: np.dot(a, x, out=y)
    if name == "gemvTransposed":
        return lambda: np.dot(a.T, x, out=y)
    if name == "gramMultiply":
        return lambda: np.dot(a.T, np.dot(a, x, out=z), out=y)
    b = np.empty((n, n))
    return lambda: np.copyto(b, a.T)


def batch_operation(name, n):
    """As many small matrices as the benchmark of the library has."""
    b = np.random.default_rng(1).random((BATCH, n, n)) - 0.5
    a = b @ b.transpose(0, 2, 1) + np.eye(n)
    if name.endswith("gemm"):
        c = np.empty_like(a)
        return lambda: np.matmul(a, b, out=c)
    return lambda: np.linalg.cholesky(a)


def kronecker(axes, n):
    """A product along each axis: the first axis goes to the end each time."""
    generator = np.random.default_rng(1)
    factors = [generator.random((n, n)) - 0.5 for _ in range(axes)]
    x = generator.random((n, n ** (axes - 1)))

    def multiply():
        t = x
        for a in factors:
            t = (a @ t.reshape(n, -1)).T
        return t

    return multiply


def chromatography(name):
    """Goldstein's J is Marcum's Q, which SciPy has as the survival of a noncentral chi-squared variable."""
    times = 140 + 0.02 * np.arange(1000)
    y = 6000 / 90 * (times - 60)
    if name in ("goldsteinJ", "step"):
        return lambda: ncx2.sf(12000, 2, 2 * y)
    if name in ("pulse", "pulseSeries"):
        return lambda: ncx2.sf(12000, 2, 2 * y) - ncx2.sf(12000, 2, 2 * (y - 6000 / 90))

    def curve(k, n, t):
        rate = n / (60 * k)
        return ncx2.sf(2 * n, 2, 2 * rate * (t - 60)) - ncx2.sf(2 * n, 2, 2 * rate * (t - 61))

    windows = []
    for k, n in zip((1.5, 2.9, 5.2, 5.7, 6.7), (6000, 7200, 8400, 8600, 9000)):
        t = 60 * (1 + k) + (np.arange(160) - 80) / 16 * k * 60 * np.sqrt(2 / n)
        windows.append((k, n, t, curve(k, n, t)))

    def fits():
        for k, n, t, peak in windows:
            least_squares(
                lambda p: curve(np.exp(p[0]), np.exp(p[1]), t) - peak, np.log([0.999 * k, 0.95 * n]), x_scale="jac"
            )

    return fits


def renewal_equation(source, kernel, h):
    """The trapezoidal rule for u = source + kernel * u, through Newton's reciprocal of a power series."""
    n = len(source)
    a = -h * kernel
    a[0] = 1 - h * kernel[0] / 2
    b = np.array([1 / a[0]])
    m = 1
    while m < n:
        m = min(2 * m, n)
        length = 1 << (2 * m - 1).bit_length()
        spectrum = np.fft.rfft(b, length)
        c = -np.fft.irfft(np.fft.rfft(a[:m], length) * spectrum, length)[:m]
        c[0] += 2
        b = np.fft.irfft(np.fft.rfft(c, length) * spectrum, length)[:m]
    right = source - h * kernel * source[0] / 2
    right[0] = source[0] * (1 - h * kernel[0] / 2)
    length = 1 << (2 * n - 1).bit_length()
    return np.fft.irfft(np.fft.rfft(b, length) * np.fft.rfft(right, length), length)[:n]


def excursion_operation(name, n):
    """What the benchmarks of the package excursion do."""
    if name == "renewal equation":
        t = 400 * np.arange(n + 1) / n
        e = 1 / np.cosh(t / 2)
        kernel = e * np.tanh(t / 2) / 4
        return lambda: renewal_equation(e, kernel, 400 / n)
    t = 0.5 * np.arange(n)
    covariance = 1 / np.cosh((t[:, None] - t) / 2)
    zero = np.zeros(n)
    points = ORTHANT_POINTS.get(n, 200_000)
    return lambda: multivariate_normal.cdf(
        zero, zero, covariance, allow_singular=True, maxpts=points, abseps=0, releps=0
    )


def operation(name, n):
    """A function without arguments that does the operation once, into memory made beforehand."""
    if name in CHROMATOGRAPHY:
        return chromatography(name)
    if name in KRONECKER:
        return kronecker(KRONECKER[name], n)
    if name in TRANSFORMS:
        return transform(name, n)
    if name in MATRICES:
        return matrix_operation(name, n)
    if name in VECTORS:
        return vector_operation(name, n)
    if name in BATCHES:
        return batch_operation(name, n)
    if name in EXCURSIONS:
        return excursion_operation(name, n)
    x = arguments(name, n)
    y = np.zeros(n)
    if name in ("uniform", "normal"):
        generator = np.random.default_rng(1)
        if name == "uniform":
            return lambda: generator.random(out=y)
        return lambda: generator.standard_normal(out=y)
    if name in UNARY:
        function = getattr(np, NUMPY_NAMES.get(name, name))
        return lambda: function(x, out=y)
    if name == "copy":
        return lambda: np.copyto(y, x)
    if name == "dot":
        return lambda: np.dot(x, y)
    if name == "axpy":
        scaled = np.zeros(n)
        return lambda: np.add(y, np.multiply(x, 0.5, out=scaled), out=y)
    if name == "sum":
        return lambda: np.sum(x)
    return lambda: np.linalg.norm(x)


def derivative(n):
    """The gradient of ½‖Ax - y‖² + ½θ‖x‖² for a matrix of 2n rows, by PyTorch; None where there is none."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    generator = np.random.default_rng(1)
    a = torch.from_numpy(generator.uniform(-1, 1, (2 * n, n)))
    y = torch.from_numpy(generator.uniform(-1, 1, 2 * n))
    x = torch.from_numpy(generator.uniform(-1, 1, n)).requires_grad_()

    def gradient():
        residual = a @ x - y
        return torch.autograd.grad(0.5 * (residual @ residual + 0.3 * (x @ x)), x)

    return gradient


def nanoseconds(function):
    """The median of the times of one call, over half a second."""
    calls = 1
    while True:
        start = time.perf_counter_ns()
        for _ in range(calls):
            function()
        spent = time.perf_counter_ns() - start
        if spent > 20_000_000:
            break
        calls *= 2
    times = []
    for _ in range(15):
        start = time.perf_counter_ns()
        for _ in range(calls):
            function()
        times.append((time.perf_counter_ns() - start) / calls)
    return sorted(times)[len(times) // 2]


KNOWN = UNARY + OTHERS + VECTORS + BATCHES + MATRICES + TRANSFORMS + EXCURSIONS + list(KRONECKER)
for argument in sys.argv[1:]:
    name, size = argument.split(":")
    timed = None
    if name == "derivative" and np:
        timed = derivative(int(size))
    elif name in CHROMATOGRAPHY or (size and name in KNOWN):
        timed = operation(name, int(size or 0)) if np else False
    if timed is not None:
        time_taken = nanoseconds(timed) if timed else "NaN"
        print(f"{name},{size},{time_taken},{'pytorch' if name == 'derivative' else 'numpy'}")
sys.exit(0 if np else 3)
