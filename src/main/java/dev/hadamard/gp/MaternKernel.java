package dev.hadamard.gp;

/**
 * The Matérn covariance of smoothness p + ½: k(d) = σ² G_p(r), r = √(2p+1) |d| / ℓ, with G_1 = (1 +
 * r) e^-r, G_2 = (1 + r + r²/3) e^-r and so on. It has 2p derivatives.
 *
 * <p>Parameters: log variance, log length scale.
 */
public final class MaternKernel extends LengthScaleKernel {
  private final int p;

  private MaternKernel(int p, double logVariance, double logLengthScale) {
    super(Spectrum.studentT(2 * smoothness(p) + 1), logVariance, logLengthScale, -1, 0);
    this.p = p;
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
        p, logarithm("variance", variance), logarithm("lengthScale", lengthScale));
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
    return new MaternKernel(p, logVariance, logLengthScale);
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
    return of(p, variance, fromBandwidth(bandwidth));
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
