package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import java.util.List;

/**
 * The squared exponential covariance k(d) = σ² exp(-d² / (2ℓ²)). It has all derivatives.
 *
 * <p>Parameters: log variance, log length scale.
 */
public final class SquaredExponentialKernel implements Covariance {
  private static final double LOG_2 = Elementary.log(2);

  private final double logVariance;
  private final double logLengthScale;

  /** The same as a mixture of one component at frequency 0. */
  private final SpectralMixtureKernel mixture;

  private SquaredExponentialKernel(double logVariance, double logLengthScale) {
    this.logVariance = Requirements.range("logVariance", logVariance, 300);
    this.logLengthScale = Requirements.range("logLengthScale", logLengthScale, 140);
    this.mixture =
        SpectralMixtureKernel.fromLog(
            Spectrum.gaussian(),
            new double[] {logVariance},
            new double[] {-2 * logLengthScale - LOG_2},
            new double[1]);
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
        Elementary.log(Requirements.positive("variance", variance)),
        Elementary.log(Requirements.positive("lengthScale", lengthScale)));
  }

  /**
   * By the logarithms that are learned.
   *
   * @param logVariance log k(0)
   * @param logLengthScale log ℓ
   * @return the covariance
   */
  public static SquaredExponentialKernel fromLog(double logVariance, double logLengthScale) {
    return new SquaredExponentialKernel(
        Requirements.finite("logVariance", logVariance),
        Requirements.finite("logLengthScale", logLengthScale));
  }

  /**
   * By its spectral density, a normal density with standard deviation ρ.
   *
   * @param variance the integral of the density, positive
   * @param bandwidth ρ, positive: ℓ = 1 / (2πρ)
   * @return the covariance
   */
  public static SquaredExponentialKernel fromSpectral(double variance, double bandwidth) {
    double rho = Requirements.positive("bandwidth", bandwidth);
    return of(variance, 1 / (2 * Math.PI * rho));
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
    return mixture.spectrum().maxDerivative();
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
    gradient[offset + 1] -= 2 * own[1];
  }

  @Override
  public double[] parameters() {
    return new double[] {logVariance, logLengthScale};
  }

  @Override
  public List<String> parameterNames() {
    return List.of("logVariance", "logLengthScale");
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
