package dev.hadamard.linalg;

import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import org.ejml.data.DMatrixRMaj;

/**
 * Draws of a normal vector with a given mean and covariance A: mean + F z with A = F Fᵀ, F the
 * Cholesky factor, or V √Λ of the eigenvectors where A is only semidefinite.
 */
public final class MultivariateNormal {
  private final double[] mean;
  private final DMatrixRMaj factor;

  private MultivariateNormal(double[] mean, DMatrixRMaj factor) {
    this.mean = mean;
    this.factor = factor;
  }

  /**
   * The law with a factored covariance.
   *
   * @param mean the mean, n elements
   * @param covariance the factorisation of the covariance, of order n
   * @return the law
   */
  public static MultivariateNormal of(double[] mean, Cholesky covariance) {
    DMatrixRMaj l = covariance.lower();
    Shapes.length("mean", mean, l.numRows);
    return new MultivariateNormal(mean.clone(), l);
  }

  /**
   * The law with a covariance by its eigenvectors, which may be singular: the draws then lie in a
   * plane. Eigenvalues that are negative within rounding, n u times the largest, count as zero.
   *
   * @param mean the mean, n elements
   * @param covariance the eigenvectors and eigenvalues of the covariance, of order n
   * @return the law
   * @throws IndefiniteMatrixException if an eigenvalue is negative beyond rounding
   */
  public static MultivariateNormal of(double[] mean, SymmetricEigen covariance) {
    double[] values = covariance.values();
    DMatrixRMaj factor = covariance.vectors();
    int n = values.length;
    Shapes.length("mean", mean, n);
    double largest = n == 0 ? 0 : Reductions.maxAbs(values);
    for (int j = 0; j < n; j++) {
      if (values[j] < -n * 0x1p-52 * largest) {
        throw new IndefiniteMatrixException(j, values[j], "eigenvalue of the covariance");
      }
      double root = Math.sqrt(Math.max(0, values[j]));
      for (int i = 0; i < n; i++) {
        factor.data[i * n + j] *= root;
      }
    }
    return new MultivariateNormal(mean.clone(), factor);
  }

  /**
   * Draws vectors. O(n²) each. Row i depends on the stream and i alone.
   *
   * @param count how many, at least 0
   * @param streams the stream
   * @return a matrix with a vector in each row
   */
  public DMatrixRMaj sample(int count, Streams streams) {
    if (count < 0) {
      throw new IllegalArgumentException("count is " + count + ": must be at least 0");
    }
    int n = mean.length;
    DMatrixRMaj z = new DMatrixRMaj(count, n);
    PhiloxGenerator g = streams.generator();
    g.fillNormal(z.data, 0, count * n, Parallelism.sequential());
    DMatrixRMaj x = new DMatrixRMaj(count, n);
    for (int i = 0; i < count; i++) {
      System.arraycopy(mean, 0, x.data, i * n, n);
    }
    Matrices.multiplyAdd(1, Transpose.NO, z, Transpose.YES, factor, 1, x);
    return x;
  }
}
