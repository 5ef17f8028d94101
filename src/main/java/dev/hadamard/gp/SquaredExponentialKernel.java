package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;

/**
 * The squared exponential covariance k(d) = σ² exp(-d² / (2ℓ²)). It has all derivatives.
 *
 * <p>Parameters: log variance, log length scale.
 */
public final class SquaredExponentialKernel extends LengthScaleKernel {
  private static final double LOG_2 = Elementary.log(2);

  private SquaredExponentialKernel(double logVariance, double logLengthScale) {
    super(Spectrum.gaussian(), logVariance, logLengthScale, -2, -LOG_2);
  }

  /**
   * By variance and length scale.
   *
   * @param variance k(0), positive
   * @param lengthScale ℓ, positive
   * @return the covariance
   */
  public static SquaredExponentialKernel of(double variance, double lengthScale) {
    return new SquaredExponentialKernel(
        logarithm("variance", variance), logarithm("lengthScale", lengthScale));
  }

  /**
   * By the logarithms that are learned.
   *
   * @param logVariance log k(0)
   * @param logLengthScale log ℓ
   * @return the covariance
   */
  public static SquaredExponentialKernel fromLog(double logVariance, double logLengthScale) {
    return new SquaredExponentialKernel(logVariance, logLengthScale);
  }

  /**
   * By its spectral density, a normal density with standard deviation ρ.
   *
   * @param variance the integral of the density, positive
   * @param bandwidth ρ, positive: ℓ = 1 / (2πρ)
   * @return the covariance
   */
  public static SquaredExponentialKernel fromSpectral(double variance, double bandwidth) {
    return of(variance, fromBandwidth(bandwidth));
  }

  @Override
  public SquaredExponentialKernel withParameters(double[] parameters) {
    Requirements.count("parameters", parameters, 2);
    return fromLog(parameters[0], parameters[1]);
  }

  @Override
  public String toString() {
    return "SquaredExponentialKernel(variance "
        + variance()
        + ", length scale "
        + lengthScale()
        + ")";
  }
}
