package dev.hadamard.gp;

import dev.hadamard.kernel.Reductions;
import java.util.Arrays;

/**
 * The covariance of an unknown constant, k = σ². As a factor it scales another covariance.
 *
 * <p>Parameter: log variance.
 */
public final class ConstantKernel extends VarianceKernel {
  private ConstantKernel(double logVariance) {
    super(logVariance);
  }

  /**
   * By variance.
   *
   * @param variance σ², positive
   * @return the covariance
   */
  public static ConstantKernel of(double variance) {
    return new ConstantKernel(logarithm(variance));
  }

  /**
   * By the logarithm that is learned.
   *
   * @param logVariance log σ²
   * @return the covariance
   */
  public static ConstantKernel fromLog(double logVariance) {
    return new ConstantKernel(logVariance);
  }

  @Override
  public int maxDerivative() {
    return Integer.MAX_VALUE;
  }

  @Override
  public double[] derivatives(int order, double... lags) {
    Requirements.order(this, order);
    Requirements.lags(lags);
    double[] values = new double[lags.length];
    Arrays.fill(values, order == 0 ? variance() : 0);
    return values;
  }

  @Override
  public void pullBack(
      int order, double[] lags, double[] cotangent, double[] gradient, int offset) {
    Requirements.order(this, order);
    if (order == 0) {
      gradient[offset] += variance() * Reductions.sum(cotangent);
    }
  }

  @Override
  public ConstantKernel withParameters(double[] parameters) {
    Requirements.count("parameters", parameters, 1);
    return fromLog(parameters[0]);
  }
}
