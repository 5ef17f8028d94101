package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import java.util.List;

/** A covariance whose only parameter is the logarithm of its variance. */
abstract sealed class VarianceKernel implements Covariance
    permits ConstantKernel, WhiteNoiseKernel {
  private final double logVariance;

  VarianceKernel(double logVariance) {
    this.logVariance = Requirements.range("logVariance", logVariance, Requirements.MAX_LOGARITHM);
  }

  static double logarithm(double variance) {
    return Elementary.log(Requirements.positive("variance", variance));
  }

  /**
   * The variance.
   *
   * @return σ²
   */
  public double variance() {
    return Elementary.exp(logVariance);
  }

  @Override
  public double[] parameters() {
    return new double[] {logVariance};
  }

  @Override
  public List<String> parameterNames() {
    return List.of("logVariance");
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "(" + variance() + ")";
  }
}
