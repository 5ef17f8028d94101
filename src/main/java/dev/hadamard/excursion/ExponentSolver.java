package dev.hadamard.excursion;

import dev.hadamard.kernel.ConvergenceException;

/**
 * Solves θ ∫ E(t) e^(θt) dt = 1, that is E[e^(θD)] = 2 for the geometric divisor D.
 *
 * <p>F(θ) = θ ∫ E e^(θt) dt - 1 is increasing and convex on (0, α) for E ≥ 0, so that Newton's
 * method from a point with F &gt; 0 decreases monotonically to the root. Steps that leave the
 * bracket, which only a formal problem can take, are replaced by bisection. Where E e^(αt) has a
 * finite integral, F(α) tells whether there is a root at all.
 */
final class ExponentSolver {
  private static final int MAX_ITERATIONS = 100;

  /** θ/√λ₂ of the squared exponential model, a typical value. */
  private static final double TYPICAL = 0.411;

  private static final double FAR_RATE = 3.3;

  /** A residual above is no root: cancellation in a formal problem. */
  private static final double LARGEST_RESIDUAL = 1e-10;

  private ExponentSolver() {}

  static PersistencyExponent solve(CorrelationModel model, boolean formal) {
    double alpha = model.tailRate();
    if (alpha == 0) {
      return without(0, TailRegime.HEAVY, formal);
    }
    SlepianQuadrature quadrature = SlepianQuadrature.of(model);
    double root = Math.sqrt(model.lambda2());
    if (Double.isFinite(alpha) && alpha * quadrature.atTailRate() <= 1) {
      return without(alpha, TailRegime.BORDERLINE, formal);
    }
    double low = 0;
    double high = 0.3 * Math.min(alpha, TYPICAL * root);
    int evaluations = 1;
    double[] m = quadrature.integrals(high);
    // E ≥ 0 is not guaranteed for a formal problem: the search for F > 0 must end.
    while (high * m[0] - 1 <= 0) {
      low = high;
      // Far below a large α, F explodes near α and Newton's method would take long from there.
      high =
          Double.isInfinite(alpha)
              ? 2 * high
              : alpha > FAR_RATE * root
                  ? Math.min(2 * high, alpha - (alpha - high) / 2)
                  : alpha - (alpha - high) / 2;
      if (high == low || evaluations++ > MAX_ITERATIONS || !Double.isFinite(m[0])) {
        if (formal) {
          return without(0, TailRegime.UNDETERMINED, true);
        }
        throw new ConvergenceException(
            "the exponent of " + model.name() + " has no bracket", high * m[0] - 1);
      }
      m = quadrature.integrals(high);
    }
    double theta = high;
    for (int i = 0; i < MAX_ITERATIONS; i++) {
      double f = theta * m[0] - 1;
      if (f > 0) {
        high = theta;
      } else {
        low = theta;
      }
      double next = theta - f / (m[0] + theta * m[1]);
      if (!(next > low && next < high)) {
        if (Math.abs(next - theta) <= 2 * Math.ulp(theta)) {
          return result(model, theta, f, m[1], evaluations, formal);
        }
        next = low + (high - low) / 2;
      }
      if (Math.abs(next - theta) <= 2 * Math.ulp(theta)) {
        m = quadrature.integrals(next);
        evaluations++;
        return result(model, next, next * m[0] - 1, m[1], evaluations, formal);
      }
      theta = next;
      m = quadrature.integrals(theta);
      evaluations++;
    }
    if (formal) {
      return without(0, TailRegime.UNDETERMINED, true);
    }
    throw new ConvergenceException("the exponent of " + model.name(), Math.abs(theta * m[0] - 1));
  }

  private static PersistencyExponent result(
      CorrelationModel model,
      double theta,
      double residual,
      double firstMoment,
      int evaluations,
      boolean formal) {
    if (!(Math.abs(residual) <= LARGEST_RESIDUAL)) {
      if (formal) {
        return without(0, TailRegime.UNDETERMINED, true);
      }
      throw new ConvergenceException("the exponent of " + model.name(), Math.abs(residual));
    }
    double amplitude = 2 / Math.fma(theta * theta, firstMoment, 1);
    double mean = Math.PI / Math.sqrt(model.lambda2());
    return new PersistencyExponent(
        theta,
        amplitude,
        amplitude / (theta * mean),
        TailRegime.EXPONENTIAL,
        residual,
        evaluations,
        formal);
  }

  private static PersistencyExponent without(double theta, TailRegime regime, boolean formal) {
    double infinity = Double.POSITIVE_INFINITY;
    return new PersistencyExponent(theta, infinity, infinity, regime, 0, 0, formal);
  }
}
