"""Discrete Remez exchange in high precision, with coefficients rounded to doubles one after the other.

fit(points, values, powers, weight) finds the polynomial sum c_k t^k (k in powers) that minimises the largest
|weight * (p - f)| over the given points. rounded_fit rounds the lowest `careful` coefficients to doubles one by one
and refits the others each time, so that the error after rounding stays near the optimum.
"""
from mpmath import mp, mpf, matrix, lu_solve

mp.dps = 60


def chebyshev_points(a, b, n):
    a, b = mpf(a), mpf(b)
    return [(a + b) / 2 - (b - a) / 2 * mp.cos(mp.pi * i / n) for i in range(n + 1)]


def evaluate(coefficients, powers, t):
    return mp.fsum(c * t ** k for c, k in zip(coefficients, powers))


def fit(points, values, powers, weights, iterations=30):
    m = len(powers)
    n = len(points)
    reference = [round((n - 1) * j / m) for j in range(m + 1)]
    rows = [[t ** k for k in powers] for t in points]
    coefficients = None
    for _ in range(iterations):
        a = matrix(m + 1, m + 1)
        b = matrix(m + 1, 1)
        for i, index in enumerate(reference):
            for j in range(m):
                a[i, j] = rows[index][j]
            a[i, m] = (-1) ** i / weights[index]
            b[i] = values[index]
        solution = lu_solve(a, b)
        coefficients = [solution[j] for j in range(m)]
        level = abs(solution[m])
        errors = [w * (mp.fdot(coefficients, row) - v) for row, v, w in zip(rows, values, weights)]
        # the alternating extrema of the error
        extrema = []
        for i, e in enumerate(errors):
            if extrema and (errors[extrema[-1]] > 0) == (e > 0):
                if abs(e) > abs(errors[extrema[-1]]):
                    extrema[-1] = i
            else:
                extrema.append(i)
        while len(extrema) > m + 1:
            if len(extrema) == m + 2:
                extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
            else:
                worst = min(range(len(extrema)), key=lambda i: abs(errors[extrema[i]]))
                if worst in (0, len(extrema) - 1):
                    extrema.pop(worst)
                else:
                    neighbour = worst + 1 if abs(errors[extrema[worst + 1]]) < abs(errors[extrema[worst - 1]]) else worst - 1
                    for i in sorted((worst, neighbour), reverse=True):
                        extrema.pop(i)
        largest = max(abs(e) for e in errors)
        if len(extrema) < m + 1 or largest <= level * mpf("1.001"):
            break
        reference = extrema
    return coefficients, largest


def rounded_fit(points, values, degree, weights, careful=3, fixed=(), step=1):
    """Coefficients of 1, t, ..., t^degree as doubles; `fixed` gives the first ones. Returns them and the error."""
    done = [float(c) for c in fixed]
    while True:
        rest = list(range(len(done), degree + 1))
        remainder = [v - evaluate([mpf(c) for c in done], range(len(done)), t) for t, v in zip(points, values)]
        if len(done) - len(fixed) >= careful or len(rest) < 2:
            usable = [i for i, t in enumerate(points) if t != 0 or not done]
            if rest:
                coefficients, _ = fit([points[i] for i in usable], [remainder[i] for i in usable], rest,
                                      [weights[i] for i in usable])
                done += [float(c) for c in coefficients]
            break
        usable = [i for i, t in enumerate(points) if t != 0 or rest[0] == 0]
        coefficients, _ = fit([points[i] for i in usable], [remainder[i] for i in usable], rest,
                              [weights[i] for i in usable])
        done.append(float(coefficients[0]))
    error = max(abs(w * (evaluate([mpf(c) for c in done], range(degree + 1), t) - v))
                for t, v, w in zip(points, values, weights))
    return done, error


def rational_fit(points, values, numerator, denominator, weights, iterations=12):
    """P(t) / Q(t), Q(0) = 1, near-minimax: least squares on Chebyshev points by Sanathanan-Koerner iteration.

    Returns the coefficients of P and Q rounded to doubles and the largest weighted error after rounding.
    """
    mp.dps = 90
    size = numerator + 1 + denominator
    scale = [w for w in weights]
    for _ in range(iterations):
        normal = matrix(size, size)
        right = matrix(size, 1)
        for t, f, w in zip(points, values, scale):
            row = [t ** k * w for k in range(numerator + 1)] + [-f * t ** k * w for k in range(1, denominator + 1)]
            for i in range(size):
                right[i] += row[i] * f * w
                for j in range(i, size):
                    normal[i, j] += row[i] * row[j]
        for i in range(size):
            for j in range(i):
                normal[i, j] = normal[j, i]
        solution = lu_solve(normal, right)
        p = [solution[i] for i in range(numerator + 1)]
        q = [mpf(1)] + [solution[numerator + i] for i in range(1, denominator + 1)]
        scale = [w / evaluate(q, range(denominator + 1), t) for t, w in zip(points, weights)]
    p = [float(c) for c in p]
    q = [float(c) for c in q]
    error = max(abs(w * (evaluate([mpf(c) for c in p], range(numerator + 1), t)
                         / evaluate([mpf(c) for c in q], range(denominator + 1), t) - f))
                for t, f, w in zip(points, values, weights))
    mp.dps = 60
    return p, q, error
