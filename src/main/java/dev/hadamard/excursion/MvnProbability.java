package dev.hadamard.excursion;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Probabilities of a zero-mean normal vector in a box, P(a ≤ X ≤ b).
 *
 * <p>Genz's separation of variables with reordering, on randomly shifted lattices: the error falls
 * almost like one over the number of points, n²/2 multiplications and n normal quantiles each. In
 * more than 200 dimensions its variance may grow exponentially: sequential Monte Carlo takes over
 * where it does ({@link MvnMethod}), at n² multiplications for a particle and each of its moves.
 * Singular covariances are allowed: a variable without conditional variance is a bound on others.
 * Logarithms do not underflow. The result depends on the options alone, not on threads.
 *
 * <p>Source: Genz 1992; Genz and Bretz 2009; Botev 2017; Ridgway 2016.
 */
public final class MvnProbability {
  private static final int MAX_DIMENSION = 1000;
  private static final double ASYMMETRY = 1e-12;

  private MvnProbability() {}

  /**
   * P(a ≤ X ≤ b).
   *
   * @param covariance symmetric and positive semidefinite, n x n with n up to 1000
   * @param lower a, perhaps -∞
   * @param upper b, perhaps ∞, at least a
   * @param options error bounds and limits
   * @return the probability with its error
   */
  public static MvnResult box(
      DMatrixRMaj covariance, double[] lower, double[] upper, MvnOptions options) {
    return prepared(covariance, lower, upper, options.singularTolerance()).estimate(options);
  }

  /**
   * An upper bound of log P(a ≤ X ≤ b), without sampling: the largest weight of Botev's minimax
   * tilt, in O(n³). For rare events it is near the logarithm itself. The few covariances for which
   * the tilt is not found have the bound 0.
   *
   * @param covariance symmetric and positive semidefinite, n x n with n up to 1000
   * @param lower a, perhaps -∞
   * @param upper b, perhaps ∞, at least a
   * @return the bound, at most 0
   */
  public static double logUpperBound(DMatrixRMaj covariance, double[] lower, double[] upper) {
    return prepared(covariance, lower, upper, MvnOptions.DEFAULT.singularTolerance()).logBound();
  }

  private static MvnIntegral prepared(
      DMatrixRMaj covariance, double[] lower, double[] upper, double tolerance) {
    int n = covariance.numRows;
    if (covariance.numCols != n || n < 1 || n > MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "covariance is "
              + n
              + " x "
              + covariance.numCols
              + ": must be square, of order 1 to "
              + MAX_DIMENSION);
    }
    if (lower.length != n || upper.length != n) {
      throw new IllegalArgumentException(
          "lower and upper have lengths "
              + lower.length
              + ", "
              + upper.length
              + ": must be the order of the covariance, "
              + n);
    }
    double[] c = new double[n * n];
    for (int i = 0; i < n; i++) {
      if (!(covariance.get(i, i) > 0) || Double.isInfinite(covariance.get(i, i))) {
        throw new IllegalArgumentException(
            "covariance(" + i + ", " + i + ") is " + covariance.get(i, i) + ": must be positive");
      }
      if (!(lower[i] <= upper[i])) {
        throw new IllegalArgumentException(
            "lower[" + i + "] is " + lower[i] + ": must be at most upper, " + upper[i]);
      }
      for (int j = 0; j < n; j++) {
        double value = covariance.get(i, j);
        double limit = Math.sqrt(covariance.get(i, i) * covariance.get(j, j));
        if (!(Math.abs(value) <= limit * (1 + ASYMMETRY))
            || Math.abs(value - covariance.get(j, i)) > ASYMMETRY * limit) {
          throw new IllegalArgumentException(
              "covariance("
                  + i
                  + ", "
                  + j
                  + ") is "
                  + value
                  + ": must be symmetric and at most "
                  + limit
                  + " in absolute value");
        }
        c[i * n + j] = value;
      }
    }
    return new MvnIntegral(c, new double[n], lower, upper, /* factors= */ 0, tolerance);
  }

  /**
   * P(X_i ≥ 0 for all i).
   *
   * @param covariance symmetric and positive semidefinite
   * @param options error bounds and limits
   * @return the probability with its error
   */
  public static MvnResult orthant(DMatrixRMaj covariance, MvnOptions options) {
    double[] upper = new double[covariance.numRows];
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    return box(covariance, new double[covariance.numRows], upper, options);
  }
}
