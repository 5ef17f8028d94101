package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.Complex;

/**
 * The squared exponential model r(t) = exp(-t² / (2ℓ²)).
 *
 * <p>λ₂ = 1/ℓ², λ₄ = 3/ℓ⁴, E(t) = x / √(e^(x²) - 1) with x = t/ℓ: a Gaussian tail.
 */
public final class SquaredExponentialCorrelation extends AbstractCorrelation {
  private final double length;

  private SquaredExponentialCorrelation(double length) {
    super("squaredExponential(ell=" + length + ")", 1 / (length * length));
    this.length = length;
    expandAtOrigin();
  }

  /**
   * The model with a given length scale.
   *
   * @param length ℓ, positive and finite, in units of time
   * @return the model
   */
  public static SquaredExponentialCorrelation of(double length) {
    return new SquaredExponentialCorrelation(Requirements.positive("length", length));
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    return t.times(t).times(-0.5 / (length * length)).exp();
  }

  @Override
  double r(double t) {
    return Exponentials.gaussian(t, length);
  }

  @Override
  double minusSlope(double t) {
    double r = r(t);
    return r == 0 ? 0 : t / length / length * r;
  }

  @Override
  double curvature(double t) {
    double x = t / length;
    double r = r(t);
    return r == 0 ? 0 : (x - 1) * (x + 1) * r / (length * length);
  }

  @Override
  double decorrelation(double t) {
    double x = t / length;
    return -Elementary.expm1(-x * x / 2);
  }

  @Override
  double mean(double t) {
    double x = t / length;
    double r = r(t);
    return r == 0 ? 0 : x * r / Math.sqrt(-Elementary.expm1(-x * x));
  }

  @Override
  Continuation continuation(Complex t) {
    Complex x = t.times(1 / length);
    Complex r = x.times(x).times(-0.5).exp();
    return new Continuation(r, x.times(1 / length).times(r));
  }

  /** E (x² / (1 - e^(-x²)) - 1) / (xℓ). */
  @Override
  double density(double t) {
    double x = t / length;
    double decay = -Elementary.expm1(-x * x);
    double mean = mean(t);
    return mean == 0 ? 0 : mean * (x * x / decay - 1) / (x * length);
  }

  @Override
  public double lambda4() {
    return 3 / (length * length * length * length);
  }

  @Override
  public double tailRate() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double spectralDensity(double omega) {
    double x = Spectra.frequency(omega) * length;
    return length * Math.sqrt(Spectra.TWO_OVER_PI) * Elementary.exp(-x * x / 2);
  }
}
