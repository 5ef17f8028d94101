package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import java.util.List;

/**
 * The Matérn covariance of smoothness p + ½: k(d) = σ² G_p(r), r = √(2p+1) |d| / ℓ, with G_1 = (1 +
 * r) e^-r, G_2 = (1 + r + r²/3) e^-r and so on. It has 2p derivatives.
 *
 * <p>Parameters: log variance, log length scale.
 */
public final class MaternKernel implements Covariance {
  private final int p;
  private final double logVariance;
  private final double logLengthScale;

  /** The same as a mixture of one component at frequency 0. */
  private final SpectralMixtureKernel mixture;

  private MaternKernel(int p, double logVariance, double logLengthScale) {
    this.p = p;
    this.logVariance = Requirements.range("logVariance", logVariance, 300);
    this.logLengthScale = Requirements.range("logLengthScale", logLengthScale, 140);
    this.mixture =
        SpectralMixtureKernel.fromLog(
            Spectrum.studentT(2 * smoothness(p) + 1),
            new double[] {logVariance},
            new double[] {-logLengthScale},
            new double[1]);
  }

  /**
   * By variance and length scale.
   *
   * @param p 1, 2, 3 or 4
   * @param variance k(0), positive
   * @param lengthScale ℓ, positive
   * @return the covariance
   */
  public static MaternKernel of(int p, double variance, double lengthScale) {
    return new MaternKernel(
        p,
        Elementary.log(Requirements.positive("variance", variance)),
        Elementary.log(Requirements.positive("lengthScale", lengthScale)));
  }

  /**
   * By the logarithms that are learned.
   *
   * @param p 1, 2, 3 or 4
   * @param logVariance log k(0)
   * @param logLengthScale log ℓ
   * @return the covariance
   */
  public static MaternKernel fromLog(int p, double logVariance, double logLengthScale) {
    return new MaternKernel(
        p,
        Requirements.finite("logVariance", logVariance),
        Requirements.finite("logLengthScale", logLengthScale));
  }

  /**
   * By its spectral density, a Student-t density with 2p + 1 degrees of freedom.
   *
   * @param p 1, 2, 3 or 4
   * @param variance the integral of the density, positive
   * @param bandwidth ρ, positive: ℓ = 1 / (2πρ)
   * @return the covariance
   */
  public static MaternKernel fromSpectral(int p, double variance, double bandwidth) {
    double rho = Requirements.positive("bandwidth", bandwidth);
    return of(p, variance, 1 / (2 * Math.PI * rho));
  }

  private static int smoothness(int p) {
    if (p < 1 || p > 4) {
      throw new IllegalArgumentException("p is " + p + ": allowed are 1, 2, 3 and 4");
    }
    return p;
  }

  /**
   * The smoothness less ½.
   *
   * @return p
   */
  public int p() {
    return p;
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
    gradient[offset + 1] -= own[1];
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
  public MaternKernel withParameters(double[] parameters) {
    Requirements.count("parameters", parameters, 2);
    return fromLog(p, parameters[0], parameters[1]);
  }

  @Override
  public String toString() {
    return "MaternKernel(p = "
        + p
        + ", variance "
        + variance()
        + ", length scale "
        + lengthScale()
        + ")";
  }
}
