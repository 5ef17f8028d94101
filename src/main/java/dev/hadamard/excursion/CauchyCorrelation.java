package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.Complex;

/**
 * The generalised Cauchy model r(t) = (1 + t²)^(-β), β > 0: a power-law tail.
 *
 * <p>λ₂ = 2β, λ₄ = 12β(β+1). E decays like a power, so that the approximation has no persistency
 * exponent, although the process itself may have one.
 */
public final class CauchyCorrelation extends AbstractCorrelation {
  /** Beyond, 1 + t² is t² to the last bit. */
  private static final double LARGE = 0x1p27;

  private final double beta;

  private CauchyCorrelation(double beta) {
    super("cauchy(beta=" + beta + ")", 2 * beta);
    this.beta = beta;
    expandAtOrigin();
  }

  /**
   * The model with a given exponent.
   *
   * @param exponent β, positive and finite
   * @return the model
   */
  public static CauchyCorrelation of(double exponent) {
    return new CauchyCorrelation(Requirements.positive("exponent", exponent));
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    return t.times(t).plus(1).pow(-beta);
  }

  private static double log1pSquare(double t) {
    return t > LARGE ? 2 * Elementary.log(t) : Elementary.log1p(t * t);
  }

  /** t / (1 + t²) without overflow. */
  private static double lorentz(double t) {
    return t > 1 ? 1 / (t + 1 / t) : t / (1 + t * t);
  }

  @Override
  double r(double t) {
    if (t > LARGE) {
      return Elementary.pow(t, -2 * beta);
    }
    double square = t * t;
    double base = 1 + square;
    double error =
        (square > 1 ? 1 - (base - square) : square - (base - 1)) + Math.fma(t, t, -square);
    return Elementary.pow(base, -beta) * (1 - beta * error / base);
  }

  @Override
  double minusSlope(double t) {
    return 2 * beta * lorentz(t) * r(t);
  }

  @Override
  double curvature(double t) {
    double l = lorentz(t);
    double inverse = t > 1 ? l / t : 1 / (1 + t * t);
    return 2 * beta * r(t) * ((2 * beta + 1) * l * l - inverse * inverse);
  }

  @Override
  double decorrelation(double t) {
    return -Elementary.expm1(-beta * log1pSquare(t));
  }

  @Override
  Continuation continuation(Complex t) {
    boolean far = t.abs() > LARGE;
    Complex square = t.times(t).plus(1);
    Complex r = far ? t.pow(-2 * beta) : square.pow(-beta);
    Complex lorentz = far ? t.reciprocal() : t.dividedBy(square);
    return new Continuation(r, lorentz.times(2 * beta).times(r));
  }

  @Override
  double mean(double t) {
    double l = log1pSquare(t);
    return Math.sqrt(2 * beta) * lorentz(t) * r(t) / Math.sqrt(-Elementary.expm1(-2 * beta * l));
  }

  @Override
  public double lambda4() {
    return 12 * beta * (beta + 1);
  }

  @Override
  public double tailRate() {
    return 0;
  }

  @Override
  public double tailPower() {
    return -2 * beta;
  }

  @Override
  public double spectralDensity(double omega) {
    return Spectra.cauchy(beta, Spectra.frequency(omega));
  }
}
