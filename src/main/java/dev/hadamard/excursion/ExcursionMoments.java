package dev.hadamard.excursion;

import dev.hadamard.quadrature.GaussLegendre;

/** Raw moments of the excursion time from those of its divisor, d[k] = k ∫ t^(k-1) E dt. */
final class ExcursionMoments {
  private static final int NODES = 48;

  /** Where a power law is taken to hold, in units of 1/√λ₂: corrections are 1e-12 there. */
  private static final double FAR = 1e6;

  private static final double DECAY_TOLERANCE = 1e-6;

  private ExcursionMoments() {}

  /** E[T], E[T²], E[T³], E[T⁴]; infinite where they do not exist. */
  static double[] of(CorrelationModel model) {
    double d1 = Math.PI / Math.sqrt(model.lambda2()) / 2;
    double d2 = divisor(model, 2);
    double d3 = divisor(model, 3);
    double d4 = divisor(model, 4);
    return new double[] {
      2 * d1,
      2 * d2 + 4 * d1 * d1,
      2 * d3 + 12 * d1 * d2 + 12 * d1 * d1 * d1,
      2 * d4 + 12 * d2 * d2 + 16 * d1 * d3 + 72 * d1 * d1 * d2 + 48 * d1 * d1 * d1 * d1
    };
  }

  /** E[Dᵏ] = k ∫ t^(k-1) E dt. */
  static double divisor(CorrelationModel model, int k) {
    if (model.tailRate() == 0) {
      return powerLaw(model, k);
    }
    return SlepianQuadrature.of(model).moment(k - 1) * k;
  }

  /**
   * Over panels that double up to 10⁶ τ, and the power law E ~ K t^(-q) beyond; infinite unless q
   * exceeds k.
   */
  private static double powerLaw(CorrelationModel model, int k) {
    double tau = 1 / Math.sqrt(model.lambda2());
    double far = FAR * tau;
    double decay = far * model.slepianMeanDensity(far) / model.slepianMean(far);
    if (!(decay > k + DECAY_TOLERANCE)) {
      return Double.POSITIVE_INFINITY;
    }
    GaussLegendre rule = GaussLegendre.of(NODES);
    double sum = 0;
    double from = 0;
    double to = tau / 4;
    while (from < far) {
      sum += rule.integrate(t -> model.slepianMean(t) * power(t, k - 1), from, to);
      from = to;
      to = Math.min(2 * to, far);
    }
    return k * (sum + model.slepianMean(far) * power(far, k) / (decay - k));
  }

  private static double power(double t, int k) {
    double result = 1;
    for (int i = 0; i < k; i++) {
      result *= t;
    }
    return result;
  }
}
