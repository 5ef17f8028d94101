package dev.hadamard.gp;

import dev.hadamard.kernel.Blas1;
import java.util.List;

/**
 * A sum of covariances: of the sum of independent processes. It has as many derivatives as the part
 * with the fewest. Parameters: those of the parts in turn.
 */
public final class SumKernel extends CompositeKernel {
  private SumKernel(List<? extends Covariance> parts) {
    super("sum", parts);
  }

  /**
   * A sum.
   *
   * @param parts at least one covariance
   * @return their sum
   */
  public static SumKernel of(List<? extends Covariance> parts) {
    return new SumKernel(parts);
  }

  @Override
  public double[] derivatives(int order, double... lags) {
    double[] sum = new double[lags.length];
    for (Covariance part : parts()) {
      Blas1.add(sum, part.derivatives(order, lags), sum);
    }
    return sum;
  }

  @Override
  public void pullBack(
      int order, double[] lags, double[] cotangent, double[] gradient, int offset) {
    int at = offset;
    for (Covariance part : parts()) {
      part.pullBack(order, lags, cotangent, gradient, at);
      at += part.parameters().length;
    }
  }

  @Override
  public SumKernel withParameters(double[] parameters) {
    return of(KernelParts.withParameters(parts(), parameters));
  }
}
