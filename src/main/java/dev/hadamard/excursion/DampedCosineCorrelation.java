package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;

/**
 * The modulated squared exponential r(t) = e^(-t²/2) cos ωt.
 *
 * <p>λ₂ = 1 + ω², λ₄ = 3 + 6ω² + ω⁴. The correlation is not monotone, so that the Slepian method
 * refuses it by default.
 */
public final class DampedCosineCorrelation extends AbstractCorrelation {
  private final double omega;

  private DampedCosineCorrelation(double omega) {
    super("dampedCosine(w=" + omega + ")", 1 + omega * omega);
    this.omega = omega;
    expandAtOrigin();
  }

  /**
   * The model with a given frequency.
   *
   * @param frequency ω, positive and finite
   * @return the model
   */
  public static DampedCosineCorrelation of(double frequency) {
    return new DampedCosineCorrelation(Requirements.positive("frequency", frequency));
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    return t.times(t).times(-0.5).exp().times(t.times(omega).cos());
  }

  private static double envelope(double t) {
    return Exponentials.gaussian(t, 1);
  }

  @Override
  double r(double t) {
    double envelope = envelope(t);
    return envelope == 0 ? 0 : envelope * Trigonometric.cos(omega * t);
  }

  @Override
  double minusSlope(double t) {
    double phase = omega * t;
    double envelope = envelope(t);
    return envelope == 0
        ? 0
        : envelope * (t * Trigonometric.cos(phase) + omega * Trigonometric.sin(phase));
  }

  @Override
  double curvature(double t) {
    double phase = omega * t;
    double envelope = envelope(t);
    return envelope == 0
        ? 0
        : envelope
            * ((t * t - 1 - omega * omega) * Trigonometric.cos(phase)
                + 2 * t * omega * Trigonometric.sin(phase));
  }

  @Override
  double decorrelation(double t) {
    double envelope = envelope(t);
    if (envelope == 0) {
      return 1;
    }
    double s = Trigonometric.sin(omega * t / 2);
    return -Elementary.expm1(-t * t / 2) + envelope * 2 * s * s;
  }

  @Override
  public double lambda4() {
    double w2 = omega * omega;
    return 3 + 6 * w2 + w2 * w2;
  }

  @Override
  public double tailRate() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double spectralDensity(double omega) {
    double below = Spectra.frequency(omega) - this.omega;
    double above = omega + this.omega;
    return Math.sqrt(Spectra.TWO_OVER_PI)
        / 2
        * (Elementary.exp(-below * below / 2) + Elementary.exp(-above * above / 2));
  }
}
