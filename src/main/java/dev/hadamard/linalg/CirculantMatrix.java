package dev.hadamard.linalg;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.RealFft;
import java.util.Arrays;

/**
 * A circulant matrix, entry (i, j) = c[(i - j) mod n], diagonal in the Fourier basis: products and
 * solves in O(n log n). Immutable.
 */
public final class CirculantMatrix implements Factorization {
  private final int n;
  private final RealFft fft;
  private final double[] re;
  private final double[] im;

  private CirculantMatrix(double[] column) {
    this.n = column.length;
    this.fft = RealFft.of(n);
    this.re = new double[fft.coefficients()];
    this.im = new double[fft.coefficients()];
    fft.forward(column, re, im);
  }

  /**
   * A circulant matrix.
   *
   * @param column its first column, at least one element; copied
   * @return the matrix
   */
  public static CirculantMatrix of(double[] column) {
    if (column.length == 0) {
      throw new IllegalArgumentException("column is empty: must have at least 1 element");
    }
    return new CirculantMatrix(column);
  }

  @Override
  public int order() {
    return n;
  }

  /**
   * The product C x. O(n log n).
   *
   * @param x the vector
   * @return a new vector
   */
  public double[] multiply(double[] x) {
    return apply(x, 1);
  }

  /**
   * The product C' x. O(n log n).
   *
   * @param x the vector
   * @return a new vector
   */
  public double[] multiplyTranspose(double[] x) {
    return apply(x, -1);
  }

  private double[] apply(double[] x, int sign) {
    Shapes.length("x", x, n);
    double[] r = new double[re.length];
    double[] i = new double[re.length];
    fft.forward(x, r, i);
    for (int k = 0; k < r.length; k++) {
      double eigenvalue = sign * im[k];
      double product = Math.fma(re[k], r[k], -(eigenvalue * i[k]));
      i[k] = Math.fma(re[k], i[k], eigenvalue * r[k]);
      r[k] = product;
    }
    double[] y = new double[n];
    fft.inverse(r, i, y);
    return y;
  }

  /**
   * Solves C x = b. O(n log n).
   *
   * @param b the right-hand side
   * @return x
   * @throws SingularMatrixException if an eigenvalue is zero or below n u times the largest
   */
  @Override
  public double[] solve(double[] b) {
    Shapes.length("b", b, n);
    double largest = 0;
    for (int k = 0; k < re.length; k++) {
      largest = Math.max(largest, Math.max(Math.abs(re[k]), Math.abs(im[k])));
    }
    double[] r = new double[re.length];
    double[] i = new double[re.length];
    fft.forward(b, r, i);
    for (int k = 0; k < r.length; k++) {
      double size = Math.max(Math.abs(re[k]), Math.abs(im[k]));
      if (!(size > n * 0x1p-53 * largest && Double.isFinite(size))) {
        throw new SingularMatrixException(k, size);
      }
      double p = re[k] / size;
      double q = im[k] / size;
      double scale = size * Math.fma(p, p, q * q);
      double quotient = Math.fma(r[k], p, i[k] * q) / scale;
      i[k] = Math.fma(i[k], p, -(r[k] * q)) / scale;
      r[k] = quotient;
    }
    double[] x = new double[n];
    fft.inverse(r, i, x);
    return x;
  }

  /** {@inheritDoc} The sum over the eigenvalues. O(n). */
  @Override
  public double logAbsDeterminant() {
    return Shapes.logAbsProduct(n, k -> magnitude(Math.min(k, n - k)));
  }

  /** {@inheritDoc} The largest magnitude of an eigenvalue over the smallest. O(n). */
  @Override
  public double conditionEstimate() {
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < re.length; k++) {
      largest = Math.max(largest, magnitude(k));
      smallest = Math.min(smallest, magnitude(k));
    }
    return smallest > 0 ? largest / smallest : Double.POSITIVE_INFINITY;
  }

  private double magnitude(int k) {
    return Elementary.hypot(re[k], im[k]);
  }

  /**
   * The eigenvalues of index 0..n/2, real parts; the others are their conjugates.
   *
   * @return a copy
   */
  public double[] eigenvaluesReal() {
    return Arrays.copyOf(re, re.length);
  }

  /**
   * The eigenvalues of index 0..n/2, imaginary parts.
   *
   * @return a copy
   */
  public double[] eigenvaluesImaginary() {
    return Arrays.copyOf(im, im.length);
  }

  @Override
  public String toString() {
    return "CirculantMatrix(order " + n + ")";
  }
}
