package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.laplace.Complex;

/**
 * The diffusion equation with random initial values in d dimensions, in logarithmic time: r(t) =
 * sech(t/2)^(d/2), for any real d > 0.
 *
 * <p>λ₂ = d/8, λ₄ = d/16 + 3d²/64, tail rate d/4. For d = 2, E(t) = sech(t/2). As d grows, the
 * model in the time unit 1/√λ₂ tends to the squared exponential one.
 */
public final class DiffusionCorrelation extends AbstractCorrelation implements ExponentialTail {
  /** r where the tail begins. */
  private static final double TAIL_CORRELATION = 0.15;

  /** e^(-mt) at t = 1/2 and the binomial coefficients are below 1e-20 from here on. */
  private static final int TAIL_TERMS = 100;

  private final double d;

  /** 2^(d/2), infinite for dimensions beyond 2000: then e^(-dt/4) is 0 wherever it is used. */
  private final double rootTwoToD;

  private DiffusionCorrelation(double d) {
    super("diffusion(d=" + d + ")", d / 8);
    this.d = d;
    this.rootTwoToD = Elementary.pow(2, d / 2);
    expandAtOrigin();
  }

  /**
   * The model in a given dimension.
   *
   * @param dimension d, positive and finite, not only whole
   * @return the model
   */
  public static DiffusionCorrelation of(double dimension) {
    return new DiffusionCorrelation(Requirements.positive("dimension", dimension));
  }

  /** log cosh(t/2) without overflow. */
  private static double logCosh(double t) {
    if (t > 2) {
      return t / 2 - (LN_2 - Elementary.log1p(Elementary.exp(-t)));
    }
    double s = Elementary.sinh(t / 4);
    return Elementary.log1p(2 * s * s);
  }

  private static final double LN_2 = 0.6931471805599453;

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    return t.times(0.5).cosh().pow(-d / 2);
  }

  @Override
  double r(double t) {
    if (t > 2) {
      double decay = Elementary.exp(-t);
      return rootTwoToD
          * Exponentials.ofMinusProduct(d / 4, t)
          * Elementary.exp(-d / 2 * Elementary.log1p(decay));
    }
    return Elementary.exp(-d / 2 * logCosh(t));
  }

  @Override
  double minusSlope(double t) {
    return d / 4 * Elementary.tanh(t / 2) * r(t);
  }

  @Override
  double curvature(double t) {
    double tanh = Elementary.tanh(t / 2);
    double sech2 = (1 - tanh) * (1 + tanh);
    return d / 4 * r(t) * (d / 4 * tanh * tanh - sech2 / 2);
  }

  @Override
  double decorrelation(double t) {
    return -Elementary.expm1(-d / 2 * logCosh(t));
  }

  @Override
  double mean(double t) {
    double l = logCosh(t);
    return Math.sqrt(d / 2) * Elementary.tanh(t / 2) * r(t) / Math.sqrt(-Elementary.expm1(-d * l));
  }

  @Override
  Continuation continuation(Complex t) {
    Complex logCosh = t.negate().exp().plus(1).log().plus(t.times(0.5)).plus(-LN_2);
    Complex r = logCosh.times(-d / 2).exp();
    return new Continuation(r, t.times(0.5).tanh().times(d / 4).times(r));
  }

  /** Late enough for (1+y)^(-d/2) to be a short binomial series in y = e^(-t). */
  @Override
  public double tailStart() {
    double r = Elementary.log(TAIL_CORRELATION * 2);
    // 2 e^(-t/2) ≥ sech(t/2)
    return Math.max(2 * LN_2 - 4 * r / d, Math.max(0.5, Elementary.log(d)));
  }

  @Override
  public ExponentialSum tailFrom(double start) {
    double y = Elementary.exp(-start);
    double scale = rootTwoToD * Exponentials.ofMinusProduct(d / 4, start);
    double[] rates = new double[TAIL_TERMS];
    double[] coefficients = new double[TAIL_TERMS];
    double term = scale;
    for (int m = 0; m < TAIL_TERMS; m++) {
      rates[m] = d / 4 + m;
      coefficients[m] = term;
      term *= -(d / 2 + m) / (m + 1) * y;
    }
    return ExponentialSum.of(rates, coefficients);
  }

  @Override
  public double lambda4() {
    return d / 16 + 3 * d * d / 64;
  }

  @Override
  public double tailRate() {
    return d / 4;
  }

  @Override
  public double spectralDensity(double omega) {
    Spectra.frequency(omega);
    // ∫ sech^n(t/2) e^(iωt) dt = 2ⁿ |Γ(n/2 + iω)|² / Γ(n) with n = d/2
    double log = Spectra.logSquaredGamma(d / 4, omega) - SpecialFunctions.logGamma(d / 2);
    return Elementary.exp(log + d / 2 * LN_2) / Math.PI;
  }
}
