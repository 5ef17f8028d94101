package dev.hadamard.gp;

/**
 * Independent values at different points: k(0) = σ², 0 elsewhere. It has no derivatives. On a
 * product of axes it is noise along one axis only; noise of the data is an argument of the
 * regressions.
 *
 * <p>Parameter: log variance.
 */
public final class WhiteNoiseKernel extends VarianceKernel {
  private WhiteNoiseKernel(double logVariance) {
    super(logVariance);
  }

  /**
   * By variance.
   *
   * @param variance σ², positive
   * @return the covariance
   */
  public static WhiteNoiseKernel of(double variance) {
    return new WhiteNoiseKernel(logarithm(variance));
  }

  /**
   * By the logarithm that is learned.
   *
   * @param logVariance log σ²
   * @return the covariance
   */
  public static WhiteNoiseKernel fromLog(double logVariance) {
    return new WhiteNoiseKernel(logVariance);
  }

  @Override
  public int maxDerivative() {
    return 0;
  }

  @Override
  public double[] derivatives(int order, double... lags) {
    Requirements.order(this, order);
    Requirements.lags(lags);
    double[] values = new double[lags.length];
    double variance = variance();
    for (int i = 0; i < lags.length; i++) {
      values[i] = lags[i] == 0 ? variance : 0;
    }
    return values;
  }

  @Override
  public void pullBack(
      int order, double[] lags, double[] cotangent, double[] gradient, int offset) {
    double[] values = derivatives(order, lags);
    for (int i = 0; i < lags.length; i++) {
      gradient[offset] = Math.fma(values[i], cotangent[i], gradient[offset]);
    }
  }

  @Override
  public WhiteNoiseKernel withParameters(double[] parameters) {
    Requirements.count("parameters", parameters, 1);
    return fromLog(parameters[0]);
  }
}
