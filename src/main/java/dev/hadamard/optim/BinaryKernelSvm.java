package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import java.util.function.BinaryOperator;

/**
 * The binary support vector machine with a kernel and an intercept in its dual form: min over β
 * with βᵢyᵢ in [0, C], Σβ = 0 of ½βᵀKβ - βᵀy; scores are K(·, X)β + intercept. The set is a box
 * section.
 */
public final class BinaryKernelSvm {
  private final NdArray kernel;
  private final NdArray signs;

  private BinaryKernelSvm(NdArray kernel, NdArray signs) {
    this.kernel = kernel;
    this.signs = signs;
  }

  /**
   * The machine for data.
   *
   * @param kernel the kernel matrix K, of shape [n, n], symmetric and positive semidefinite
   * @param signs y, ±1, both at least once
   * @return the machine
   * @throws dev.hadamard.kernel.IllPosedProblemException if K has a negative eigenvalue, with its
   *     direction
   */
  public static BinaryKernelSvm of(NdArray kernel, NdArray signs) {
    NonFiniteInputException.require("kernel", kernel);
    int n = signs.size();
    if (kernel.rank() != 2 || kernel.extent(0) != n || kernel.extent(1) != n) {
      throw new IllegalArgumentException(
          "kernel has shape "
              + java.util.Arrays.toString(kernel.shape())
              + ": must be ["
              + n
              + ", "
              + n
              + "]");
    }
    double sum = 0;
    for (double y : signs.toArray()) {
      if (y != 1 && y != -1) {
        throw new IllegalArgumentException("signs has the element " + y + ": must be 1 or -1");
      }
      sum += y;
    }
    if (Math.abs(sum) == n) {
      throw new IllegalArgumentException("signs are all equal: both must occur");
    }
    NdArray skew = kernel.minus(kernel.transpose());
    if (skew.normInf().value() > 1e-9 * kernel.normInf().value()) {
      throw new IllegalArgumentException(
          "kernel is not symmetric: it differs from its transpose by "
              + skew.normInf().value()
              + ", must be symmetric");
    }
    NdArray symmetric = kernel.plus(kernel.transpose()).times(0.5);
    ArrayChecks.requirePositiveSemidefinite("kernel", symmetric);
    return new BinaryKernelSvm(symmetric, signs.flatten());
  }

  /**
   * The solver of β for θ = C, by projected gradient steps.
   *
   * @return the solver
   */
  public ProximalGradient solver() {
    BinaryOperator<NdArray> dual =
        (beta, c) -> beta.dot(kernel.matmul(beta)).times(0.5).minus(beta.dot(signs));
    NdArray positive = signs.step();
    NdArray negative = positive.rsubtract(1);
    return ProjectedGradient.of(
        dual,
        (beta, c) ->
            Projections.boxSection(
                    negative.times(c).negate(),
                    positive.times(c),
                    NdArray.ones(signs.size()),
                    NdArray.scalar(0))
                .project(beta));
  }

  /**
   * The intercept of a dual solution: the mean of y - Kβ over the elements strictly inside the box,
   * or the middle of the interval allowed where there are none.
   *
   * @param beta β
   * @param c C
   * @return the intercept
   */
  public double intercept(NdArray beta, double c) {
    double[] r = signs.minus(kernel.matmul(beta)).toArray();
    double[] b = beta.toArray();
    double[] y = signs.toArray();
    double sum = 0;
    int count = 0;
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (int i = 0; i < r.length; i++) {
      double a = b[i] * y[i];
      if (a > 1e-9 * c && a < c * (1 - 1e-9)) {
        sum += r[i];
        count++;
      } else if ((a <= 1e-9 * c) == (y[i] > 0)) {
        low = Math.max(low, r[i]);
      } else {
        high = Math.min(high, r[i]);
      }
    }
    return count > 0 ? sum / count : (low + high) / 2;
  }
}
