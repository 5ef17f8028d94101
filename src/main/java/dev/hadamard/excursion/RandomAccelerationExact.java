package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.quadrature.GaussLegendre;

/**
 * The exact law of zero excursions of the random acceleration process, r(t) = (3e^(-t/2) -
 * e^(-3t/2))/2: McKean's return law (1963) integrated over the velocity at a crossing.
 *
 * <p>The density is p(t) = eᵗ f(eᵗ-1) with
 *
 * <pre>
 * f(τ) = 2√3/(πτ²) ∫ sin2φ h (3G + 2h²) / (4G² (G + h²)^(3/2)) dφ over (0, π/2),
 * h² = 3 sin2φ/τ,   G = 2cos²φ + (2 - sin2φ)/τ.
 * </pre>
 *
 * In u = log tan φ the trapezoidal rule converges geometrically. p(0) = 37/96, the mean is 2π/√3,
 * the persistency exponent 1/4.
 */
public final class RandomAccelerationExact {
  private static final double STEP = 0.05;
  private static final double REACH = 40;
  private static final double DENSITY_AT_ZERO = 37.0 / 96;

  private RandomAccelerationExact() {}

  /**
   * The density of the excursion time.
   *
   * @param t the time, at least 0
   * @return p(t), to about 1e-13 relative; 0 beyond t = 700
   */
  public static double density(double t) {
    Requirements.time(t);
    if (t == 0) {
      return DENSITY_AT_ZERO;
    }
    if (t > 700) {
      return 0;
    }
    double tau = Elementary.expm1(t);
    double sum = 0;
    // The integrand moves to u = t/2 for large t.
    int last = (int) ((REACH + t / 2) / STEP);
    for (int i = (int) (-REACH / STEP); i <= last; i++) {
      double u = i * STEP;
      double sine = 1 / Elementary.cosh(u);
      double cosine2 = 1 / (1 + Elementary.exp(2 * u));
      double h2 = 3 * sine / tau;
      double g = 2 * cosine2 + (2 - sine) / tau;
      double root = Math.sqrt(g + h2);
      sum += sine * Math.sqrt(h2) * (3 * g + 2 * h2) / (4 * g * g * root * root * root) * sine / 2;
    }
    return Elementary.exp(t) * 2 * Math.sqrt(3) / (Math.PI * tau * tau) * STEP * sum;
  }

  /**
   * The probability that an excursion lasts longer than t: one minus the integral of the density.
   *
   * @param t the time, at least 0 and at most 100
   * @return S(t), to about 1e-13 absolute
   */
  public static double survival(double t) {
    Requirements.time(t);
    if (t > 100) {
      throw new IllegalArgumentException("t is " + t + ": must be at most 100");
    }
    GaussLegendre rule = GaussLegendre.of(24);
    int panels = (int) Math.ceil(t);
    double sum = 0;
    for (int p = 0; p < panels; p++) {
      double from = t * p / panels;
      double to = t * (p + 1) / panels;
      // In the square root of the distance: the density has half-integer powers at 0.
      double a = Math.sqrt(from);
      double b = Math.sqrt(to);
      sum += rule.integrate(x -> 2 * x * density(x * x), a, b);
    }
    return 1 - sum;
  }
}
