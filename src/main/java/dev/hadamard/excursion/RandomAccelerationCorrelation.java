package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.Complex;

/**
 * The randomly accelerated particle (integrated Brownian motion) in logarithmic time: r(t) =
 * (3e^(-t/2) - e^(-3t/2)) / 2.
 *
 * <p>λ₂ = 3/4, λ₄ infinite, c₃ = 1/4, tail rate 1/2, E(t) = √(3 / (4eᵗ - 1)).
 */
public final class RandomAccelerationCorrelation extends AbstractCorrelation
    implements ExponentialTail, Autoregressive {
  private static final RandomAccelerationCorrelation INSTANCE = new RandomAccelerationCorrelation();

  private RandomAccelerationCorrelation() {
    super("randomAcceleration", 0.75);
    expandAtOrigin();
  }

  /**
   * The model.
   *
   * @return the model
   */
  public static RandomAccelerationCorrelation of() {
    return INSTANCE;
  }

  @Override
  public double[] characteristic() {
    return Autoregressive.ofRates(0.5, 1.5);
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    return t.times(-0.5).exp().times(1.5).minus(t.times(-1.5).exp().times(0.5));
  }

  @Override
  double r(double t) {
    return Elementary.exp(-t / 2) * (1 + h(t) / 2);
  }

  @Override
  double minusSlope(double t) {
    return 0.75 * Elementary.exp(-t / 2) * h(t);
  }

  @Override
  double curvature(double t) {
    return 0.375 * (Elementary.exp(-t / 2) - 3 * Elementary.exp(-1.5 * t));
  }

  /** With u = 1 - e^(-t/2): 1 - r = u² (3 - u) / 2. */
  @Override
  double decorrelation(double t) {
    double u = -Elementary.expm1(-t / 2);
    return u * u * (3 - u) / 2;
  }

  @Override
  double mean(double t) {
    if (t > 1) {
      // e^t overflows before E underflows.
      double decay = Elementary.exp(-t / 2);
      return Math.sqrt(3 / (4 - Elementary.exp(-t))) * decay;
    }
    return Math.sqrt(3 / Math.fma(4, Elementary.expm1(t), 3));
  }

  @Override
  double density(double t) {
    return mean(t) * 2 / (4 - Elementary.exp(-t));
  }

  @Override
  double deficit(double t) {
    double decay = -Elementary.expm1(-t);
    return 4 * decay / (4 - Elementary.exp(-t));
  }

  @Override
  Continuation continuation(Complex t) {
    Complex decay = t.times(-0.5).exp();
    Complex cube = decay.times(decay).times(decay);
    return new Continuation(decay.times(1.5).minus(cube.times(0.5)), decay.minus(cube).times(0.75));
  }

  @Override
  public double tailStart() {
    return 3.2;
  }

  @Override
  public ExponentialSum tailFrom(double start) {
    double decay = Elementary.exp(-start / 2);
    return ExponentialSum.of(
        new double[] {0.5, 1.5}, new double[] {1.5 * decay, -decay * decay * decay / 2});
  }

  @Override
  public double lambda4() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double cubicCoefficient() {
    return 0.25;
  }

  @Override
  public double tailRate() {
    return 0.5;
  }

  private static double h(double t) {
    return -Elementary.expm1(-t);
  }

  @Override
  public double spectralDensity(double omega) {
    double square = Spectra.frequency(omega) * omega;
    return Spectra.TWO_OVER_PI * 2 / (0.5 + square / 0.5) / (1.5 + square / 1.5);
  }
}
