package dev.hadamard.linalg;

import dev.hadamard.kernel.Parallelism;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import org.ejml.data.DMatrixRMaj;

/** Draws of a normal vector with a given mean and covariance: mean + L z with A = L Lᵀ. */
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
      for (int r = 0; r < n; r++) {
        double sum = mean[r];
        for (int c = 0; c <= r; c++) {
          sum = Math.fma(factor.data[r * n + c], z.data[i * n + c], sum);
        }
        x.data[i * n + r] = sum;
      }
    }
    return x;
  }
}
