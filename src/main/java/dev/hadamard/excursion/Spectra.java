package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.laplace.Complex;

/** Spectral densities S(ω) = (2/π) ∫_0^∞ r(t) cos ωt dt, in closed form and by integration. */
final class Spectra {
  static final double TWO_OVER_PI = 2 / Math.PI;

  /** Stirling's series has all its digits from here on. */
  private static final double STIRLING = 12;

  /** B_(2k) / (2k (2k-1)). */
  private static final double[] STIRLING_TERMS = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360_360,
    1.0 / 156,
    -3617.0 / 122_400
  };

  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  /** The trapezoidal rule in log x for a mixture of Gaussians. */
  private static final double STEP = 1.0 / 16;

  private static final double LOG_X_MIN = -700;
  private static final double LOG_X_MAX = 7;

  private Spectra() {}

  static double frequency(double omega) {
    if (!(omega >= 0) || Double.isInfinite(omega)) {
      throw new IllegalArgumentException("omega is " + omega + ": must be at least 0 and finite");
    }
    return omega;
  }

  /** By the integral over the panels of r; its error is absolute, 1e-15 of ∫ |r|. */
  static double integral(CorrelationModel model, double omega) {
    frequency(omega);
    if (model.tailRate() == 0) {
      throw new IllPosedProblemException(
          "the spectral density of "
              + model.name()
              + " has no closed form here, and r decays too slowly to integrate it");
    }
    double[] breaks =
        SlepianLaplace.Panels.of(model, model::value, /* latest= */ Double.POSITIVE_INFINITY);
    PanelTransform r = PanelTransform.of(model::value, breaks, "r of " + model.name());
    return TWO_OVER_PI * r.at(Complex.of(0, omega)).re();
  }

  /** log |Γ(x + iy)|² for x > 0. */
  static double logSquaredGamma(double x, double y) {
    double shift = 0;
    double real = x;
    while (real < STIRLING) {
      shift += Elementary.log(Math.fma(real, real, y * y));
      real++;
    }
    Complex z = Complex.of(real, y);
    Complex sum = z.log().times(Complex.of(real - 0.5, y)).minus(z).plus(HALF_LOG_TWO_PI);
    Complex inverse = z.reciprocal();
    Complex square = inverse.times(inverse);
    Complex power = inverse;
    for (double term : STIRLING_TERMS) {
      sum = sum.plus(power.times(term));
      power = power.times(square);
    }
    return 2 * sum.re() - shift;
  }

  /**
   * Of (1+t²)^(-β) = 1/Γ(β) ∫ x^(β-1) e^(-x(1+t²)) dx: the same mixture of the densities
   * e^(-ω²/4x)/√(πx), whose terms are positive. Infinite at 0 for β ≤ 1/2.
   */
  static double cauchy(double beta, double omega) {
    if (omega == 0) {
      return beta > 0.5
          ? Elementary.exp(SpecialFunctions.logGamma(beta - 0.5) - SpecialFunctions.logGamma(beta))
              / Math.sqrt(Math.PI)
          : Double.POSITIVE_INFINITY;
    }
    double quarter = omega * (omega / 4);
    double norm = SpecialFunctions.logGamma(beta);
    double sum = 0;
    for (double y = LOG_X_MIN; y < LOG_X_MAX; y += STEP) {
      double x = Elementary.exp(y);
      sum += Elementary.exp((beta - 0.5) * y - x - quarter / x - norm);
    }
    return sum * STEP / Math.sqrt(Math.PI);
  }

  /** 2 Γ(ν+1/2) / (√π Γ(ν)) (1+ω²)^(-ν-1/2). */
  static double matern(double nu, double omega) {
    frequency(omega);
    double decay = omega > 1e100 ? 2 * Elementary.log(omega) : Elementary.log1p(omega * omega);
    double log =
        SpecialFunctions.logGamma(nu + 0.5) - SpecialFunctions.logGamma(nu) - (nu + 0.5) * decay;
    return 2 * Elementary.exp(log) / Math.sqrt(Math.PI);
  }
}
