package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import java.util.List;

/**
 * A covariance of a variance and a length scale: a spectral mixture of one component at frequency
 * 0, in other parameters.
 */
abstract sealed class LengthScaleKernel implements Covariance
    permits MaternKernel, SquaredExponentialKernel {
  private static final double MAX_LOG_LENGTH = 140;

  private final double logVariance;
  private final double logLengthScale;

  /** Times log ℓ, it is the logarithm of the scale of the component up to a constant. */
  private final double power;

  private final SpectralMixtureKernel mixture;

  /**
   * A covariance.
   *
   * @param power p of the scale ℓ^p e^shift of the component
   * @param shift the logarithm of what else is in the scale
   */
  LengthScaleKernel(
      Spectrum spectrum, double logVariance, double logLengthScale, double power, double shift) {
    this.logVariance = Requirements.range("logVariance", logVariance, Requirements.MAX_LOGARITHM);
    this.logLengthScale = Requirements.range("logLengthScale", logLengthScale, MAX_LOG_LENGTH);
    this.power = power;
    this.mixture =
        SpectralMixtureKernel.fromLog(
            spectrum,
            new double[] {logVariance},
            new double[] {power * logLengthScale + shift},
            new double[1]);
  }

  static double logarithm(String name, double value) {
    return Elementary.log(Requirements.positive(name, value));
  }

  /** ℓ = 1 / (2πρ). */
  static double fromBandwidth(double bandwidth) {
    return 1 / (2 * Math.PI * Requirements.positive("bandwidth", bandwidth));
  }

  /**
   * The variance.
   *
   * @return k(0)
   */
  public double variance() {
    return Elementary.exp(logVariance);
  }

  /**
   * The length scale.
   *
   * @return ℓ
   */
  public double lengthScale() {
    return Elementary.exp(logLengthScale);
  }

  /**
   * The spectral density, whose integral over the line is k(0).
   *
   * @param s a frequency, cycles per unit length
   * @return the density
   */
  public double spectralDensity(double s) {
    return mixture.spectralDensity(s);
  }

  @Override
  public int maxDerivative() {
    return mixture.maxDerivative();
  }

  @Override
  public double[] derivatives(int order, double... lags) {
    return mixture.derivatives(order, lags);
  }

  @Override
  public void pullBack(
      int order, double[] lags, double[] cotangent, double[] gradient, int offset) {
    double[] own = new double[3];
    mixture.pullBack(order, lags, cotangent, own, 0);
    gradient[offset] += own[0];
    gradient[offset + 1] += power * own[1];
  }

  @Override
  public double[] parameters() {
    return new double[] {logVariance, logLengthScale};
  }

  @Override
  public List<String> parameterNames() {
    return List.of("logVariance", "logLengthScale");
  }
}
