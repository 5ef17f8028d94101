package dev.hadamard.linalg;

import dev.hadamard.kernel.RealFft;
import java.util.Arrays;

/**
 * Products with Toeplitz matrices of one order and sums along the diagonals of outer products, in
 * O(n log n) by transforms of length 2n or more. What is used several times is transformed once.
 * Errors are of the size of rounding relative to the norms of the factors. Memory is used again:
 * not for concurrent use.
 */
public final class ToeplitzProducts {
  /** The transform of a vector or of the first column and row of a matrix. */
  public static final class Transformed {
    private final double[] re;
    private final double[] im;

    private Transformed(int size) {
      re = new double[size];
      im = new double[size];
    }
  }

  private final int n;
  private final RealFft fft;
  private final double[] real;
  private final double[] re;
  private final double[] im;

  private ToeplitzProducts(int n) {
    this.n = n;
    int size = Math.max(4, Integer.highestOneBit(2 * n - 1) * 2);
    this.fft = RealFft.of(size);
    this.real = new double[size];
    this.re = new double[fft.coefficients()];
    this.im = new double[fft.coefficients()];
  }

  /**
   * Room for matrices of an order.
   *
   * @param order n, at least 1
   * @return without matrices
   */
  public static ToeplitzProducts ofOrder(int order) {
    if (order < 1 || order > 1 << 26) {
      throw new IllegalArgumentException("order is " + order + ": must be from 1 to " + (1 << 26));
    }
    return new ToeplitzProducts(order);
  }

  /**
   * Room for a transform.
   *
   * @return zeros
   */
  public Transformed empty() {
    return new Transformed(fft.coefficients());
  }

  /**
   * Transforms a vector, or the lower triangular matrix of which it is the first column.
   *
   * @param x n elements
   * @param out the transform
   */
  public void transform(double[] x, Transformed out) {
    Shapes.length("x", x, n);
    System.arraycopy(x, 0, real, 0, n);
    Arrays.fill(real, n, real.length, 0);
    fft.forward(real, out.re, out.im);
  }

  /**
   * Transforms a symmetric or antisymmetric Toeplitz matrix.
   *
   * @param column its first column
   * @param sign 1, or -1 for a matrix whose entries above the diagonal are minus those below
   * @param out the transform
   */
  public void transform(double[] column, double sign, Transformed out) {
    Shapes.length("column", column, n);
    System.arraycopy(column, 0, real, 0, n);
    Arrays.fill(real, n, real.length, 0);
    for (int j = 1; j < n; j++) {
      real[real.length - j] = sign * column[j];
    }
    fft.forward(real, out.re, out.im);
  }

  /**
   * The product of a matrix and a vector.
   *
   * @param matrix the transform of the matrix
   * @param x that of the vector
   * @param y n elements, the output
   */
  public void multiply(Transformed matrix, Transformed x, double[] y) {
    product(matrix, x);
    back(y);
  }

  /**
   * The product of the transpose of a matrix and a vector.
   *
   * @param matrix the transform of the matrix
   * @param x that of the vector
   * @param y n elements, the output
   */
  public void multiplyTranspose(Transformed matrix, Transformed x, double[] y) {
    conjugateProduct(x, matrix);
    back(y);
  }

  /** The difference A x - B y of two products, times a factor. */
  void difference(
      double factor, Transformed a, Transformed x, Transformed b, Transformed y, double[] out) {
    double[] ar = a.re;
    double[] ai = a.im;
    double[] xr = x.re;
    double[] xi = x.im;
    double[] br = b.re;
    double[] bi = b.im;
    double[] yr = y.re;
    double[] yi = y.im;
    for (int k = 0; k < re.length; k++) {
      re[k] = factor * ((ar[k] * xr[k] - ai[k] * xi[k]) - (br[k] * yr[k] - bi[k] * yi[k]));
      im[k] = factor * ((ar[k] * xi[k] + ai[k] * xr[k]) - (br[k] * yi[k] + bi[k] * yr[k]));
    }
    back(out);
  }

  /**
   * Adds the sums along the diagonals of an outer product, those above the diagonal with a sign:
   * sums[l] += factor (Σ_i g[i+l] x[i] + sign Σ_i g[i] x[i+l]) for l &gt; 0, and sums[0] += factor
   * Σ_i g[i] x[i].
   *
   * @param factor a factor
   * @param sign of the sums above the diagonal
   * @param g the transform of a vector
   * @param x the transform of another
   * @param sums n elements
   */
  public void addDiagonalSums(
      double factor, double sign, Transformed g, Transformed x, double[] sums) {
    Shapes.length("sums", sums, n);
    conjugateProduct(g, x);
    fft.inverse(re, im, real);
    sums[0] += factor * real[0];
    int size = real.length;
    double above = factor * sign;
    for (int l = 1; l < n; l++) {
      sums[l] += factor * real[l] + above * real[size - l];
    }
  }

  private void product(Transformed a, Transformed b) {
    double[] ar = a.re;
    double[] ai = a.im;
    double[] br = b.re;
    double[] bi = b.im;
    for (int k = 0; k < re.length; k++) {
      re[k] = ar[k] * br[k] - ai[k] * bi[k];
      im[k] = ar[k] * bi[k] + ai[k] * br[k];
    }
  }

  /** a times the conjugate of b. */
  private void conjugateProduct(Transformed a, Transformed b) {
    double[] ar = a.re;
    double[] ai = a.im;
    double[] br = b.re;
    double[] bi = b.im;
    for (int k = 0; k < re.length; k++) {
      re[k] = ar[k] * br[k] + ai[k] * bi[k];
      im[k] = ai[k] * br[k] - ar[k] * bi[k];
    }
  }

  private void back(double[] y) {
    Shapes.length("y", y, n);
    fft.inverse(re, im, real);
    System.arraycopy(real, 0, y, 0, n);
  }
}
