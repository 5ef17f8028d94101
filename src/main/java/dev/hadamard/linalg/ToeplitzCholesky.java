package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Log-determinant, inverse and the gradient of the log-determinant of a symmetric positive definite
 * Toeplitz matrix C in O(n²): Durbin's recursion gives C⁻¹e₀ and log|C|, Trench's the inverse, and
 * the sums of the inverse along its diagonals follow from C⁻¹e₀ alone. From order {@value #FAST} on
 * a solution needs no inverse: Gohberg and Semencul's formula C⁻¹ = (L(x) L(x)' - L(y) L(y)') / x₀,
 * x = C⁻¹e₀, y = (0, x_(n-1), ..., x_1), takes six transforms, O(n log n). Solutions are refined
 * once. At condition 1e9 about six digits of the log-determinant are right. The memory is used
 * again by {@link #factor}; not for concurrent use.
 */
public final class ToeplitzCholesky implements Factorization {
  /**
   * Vectors are padded with zeros so that sums have no short tails: those cost more than they add.
   */
  private static final int PAD = 32;

  /** From this order on transforms are faster than products with the inverse. */
  private static final int FAST = 128;

  private final int n;
  private final int padded;
  private final double[] column;

  /** c[n-1], ..., c[1], c[0], c[1], ..., c[n-1]: row i of C begins at n-1-i. */
  private final double[] around;

  private final double[] predictor;
  private final double[] reversed;
  private final double[] mirror;
  private final double[] before;
  private final double[] first;
  private final DMatrixRMaj inverse;
  private final double[] residual;
  private final double[] input;
  private final Transforms transforms;
  private double logDeterminant;
  private boolean inverted;

  /** What solutions by transforms need. */
  private static final class Transforms {
    private final ToeplitzProducts products;
    private final ToeplitzProducts.Transformed matrix;
    private final ToeplitzProducts.Transformed lower;
    private final ToeplitzProducts.Transformed shifted;
    private final ToeplitzProducts.Transformed vector;
    private final ToeplitzProducts.Transformed other;
    private final double[] p;
    private final double[] q;
    private boolean ready;

    Transforms(int n) {
      products = ToeplitzProducts.ofOrder(n);
      matrix = products.empty();
      lower = products.empty();
      shifted = products.empty();
      vector = products.empty();
      other = products.empty();
      p = new double[n];
      q = new double[n];
    }

    void prepare(double[] column, double[] x) {
      products.transform(column, 1, matrix);
      System.arraycopy(x, 0, p, 0, p.length);
      products.transform(p, lower);
      q[0] = 0;
      for (int j = 1; j < q.length; j++) {
        q[j] = x[q.length - j];
      }
      products.transform(q, shifted);
      ready = true;
    }

    /** The product with the inverse. */
    void inverse(double[] b, double x0, double[] out) {
      products.transform(b, vector);
      products.multiplyTranspose(lower, vector, p);
      products.multiplyTranspose(shifted, vector, q);
      products.transform(p, vector);
      products.transform(q, other);
      products.difference(1 / x0, lower, vector, shifted, other, out);
    }

    /** As below: Σ_i (n-k-2i) x_i x_(i+k) / x_0. */
    void logDeterminantGradient(double[] x, double[] s) {
      int n = s.length;
      for (int i = 0; i < n; i++) {
        p[i] = i * x[i];
      }
      products.transform(p, vector);
      products.multiplyTranspose(lower, lower, p);
      products.multiplyTranspose(vector, lower, q);
      for (int k = 0; k < n; k++) {
        s[k] = (k == 0 ? 1 : 2) * ((n - k) * p[k] - 2 * q[k]) / x[0];
      }
    }

    void multiply(double[] x, double[] y) {
      products.transform(x, vector);
      products.multiply(matrix, vector, y);
    }
  }

  private ToeplitzCholesky(int n) {
    this.n = n;
    this.padded = pad(n);
    this.column = new double[n];
    this.around = new double[2 * n + 2 * PAD];
    this.predictor = new double[padded + PAD];
    this.reversed = new double[padded + PAD];
    this.mirror = new double[n + padded + PAD];
    this.before = new double[padded + PAD];
    this.first = new double[n + padded + PAD];
    this.transforms = n < FAST ? null : new Transforms(n);
    this.inverse = new DMatrixRMaj(0, 0);
    this.residual = new double[n];
    this.input = new double[padded];
  }

  private static int pad(int length) {
    return Math.ceilDiv(length, PAD) * PAD;
  }

  /**
   * Room for matrices of an order.
   *
   * @param order n, at least 1
   * @return without a matrix: {@link #factor} takes one
   */
  public static ToeplitzCholesky ofOrder(int order) {
    if (order < 1) {
      throw new IllegalArgumentException("order is " + order + ": must be at least 1");
    }
    return new ToeplitzCholesky(order);
  }

  /**
   * Factors a matrix.
   *
   * @param column its first column
   * @return the factorisation
   * @throws IndefiniteMatrixException if it is not positive definite
   */
  public static ToeplitzCholesky of(double[] column) {
    ToeplitzCholesky t = ofOrder(column.length);
    t.factor(column);
    return t;
  }

  /**
   * Takes another matrix. O(n²).
   *
   * @param newColumn its first column
   * @throws IndefiniteMatrixException if it is not positive definite; nothing else may be asked
   *     then
   */
  public void factor(double[] newColumn) {
    Shapes.length("newColumn", newColumn, n);
    System.arraycopy(newColumn, 0, column, 0, n);
    for (int i = 0; i < n; i++) {
      around[n - 1 - i] = column[i];
      around[n - 1 + i] = column[i];
    }
    double[] a = predictor;
    double error = column[0];
    if (!(error > 0 && error < Double.POSITIVE_INFINITY)) {
      throw new IndefiniteMatrixException(0, error, "prediction error of Durbin's recursion");
    }
    double product = 1;
    double logs = 0;
    Arrays.fill(a, 0);
    Arrays.fill(reversed, 0);
    Arrays.fill(mirror, 0);
    a[0] = 1;
    // (0, reverse(a)) begins here, one place earlier in each step.
    int begin = n - 1;
    mirror[n] = 1;
    for (int k = 1; k < n; k++) {
      // Σ_(j<k) a_j c_(k-j); around[n-1-k+j] is c_(k-j).
      double l = -Reductions.dot(a, 0, around, n - 1 - k, pad(k)) / error;
      // a ← (a, 0) + l (0, reverse(a)), and its reverse likewise: both without reversing anything.
      int length = pad(k + 1);
      System.arraycopy(a, 0, before, 0, length);
      Blas1.axpy(l, mirror, begin, a, 0, length);
      Blas1.axpy(l, before, 0, mirror, begin, length);
      begin--;
      error *= (1 - l) * (1 + l);
      if (!(error > 0)) {
        throw new IndefiniteMatrixException(k, error, "prediction error of Durbin's recursion");
      }
      product *= error;
      if (product < 1e-250 || product > 1e250) {
        logs += Elementary.log(product);
        product = 1;
      }
    }
    logDeterminant = logs + Elementary.log(product) + Elementary.log(column[0]);
    for (int j = 0; j < n; j++) {
      first[j] = a[j] / error;
    }
    inverted = false;
    if (transforms != null) {
      transforms.ready = false;
    }
  }

  /** Trench: B[i][j] = B[i-1][j-1] + (x_i x_j - x_(n-i) x_(n-j)) / x_0. */
  private void invert() {
    inverse.reshape(n, n);
    double[] b = inverse.data;
    for (int j = 0; j < n; j++) {
      reversed[j] = first[n - 1 - j];
    }
    for (int i = 0; i < n; i++) {
      int row = i * n;
      b[row] = first[i];
      if (i == 0) {
        System.arraycopy(first, 0, b, 0, n);
        continue;
      }
      double xi = first[i] / first[0];
      double yi = first[n - i] / first[0];
      // x_(n-j) is reversed[j-1].
      System.arraycopy(b, row - n, b, row + 1, n - 1);
      Blas1.axpy(xi, first, 1, b, row + 1, n - 1);
      Blas1.axpy(-yi, reversed, 0, b, row + 1, n - 1);
    }
  }

  @Override
  public int order() {
    return n;
  }

  /**
   * The logarithm of the determinant.
   *
   * @return log|C|
   */
  public double logDeterminant() {
    return logDeterminant;
  }

  /**
   * The inverse. O(n²) when first asked for.
   *
   * @return C⁻¹, both triangles, not a copy
   */
  public DMatrixRMaj inverse() {
    if (!inverted) {
      invert();
      inverted = true;
    }
    return inverse;
  }

  /**
   * The first column of the inverse.
   *
   * @return a copy
   */
  public double[] firstColumn() {
    return Arrays.copyOf(first, n);
  }

  /**
   * The product C x. O(n²), from order {@value #FAST} on O(n log n).
   *
   * @param x n elements
   * @param y the output, n elements, not x
   */
  public void multiply(double[] x, double[] y) {
    if (transforms != null) {
      prepared().multiply(x, y);
      return;
    }
    System.arraycopy(x, 0, input, 0, n);
    for (int i = 0; i < n; i++) {
      y[i] = Reductions.dot(around, n - 1 - i, input, 0, padded);
    }
  }

  /**
   * The solution of C x = b, refined once. O(n²), from order {@value #FAST} on O(n log n).
   *
   * @param b n elements
   * @param x the output, n elements, not b
   */
  public void solve(double[] b, double[] x) {
    if (transforms != null) {
      Transforms t = prepared();
      t.inverse(b, first[0], x);
      refine(b, x);
      t.inverse(residual, first[0], residual);
      Blas1.axpy(1, residual, x);
      return;
    }
    double[] inv = inverse().data;
    // By columns: several times faster than by dot products.
    Blas2.gemv(Transpose.YES, n, n, 1, inv, 0, n, b, 0, 0, x, 0);
    refine(b, x);
    Blas2.gemv(Transpose.YES, n, n, 1, inv, 0, n, residual, 0, 1, x, 0);
  }

  /** {@inheritDoc} Refined once. */
  @Override
  public double[] solve(double[] b) {
    Shapes.length("b", b, n);
    double[] x = new double[n];
    solve(b, x);
    return x;
  }

  /** {@inheritDoc} The same as {@link #logDeterminant}: the determinant is positive. */
  @Override
  public double logAbsDeterminant() {
    return logDeterminant;
  }

  /** {@inheritDoc} O(n²), from order {@value #FAST} on O(n log n). */
  @Override
  public double conditionEstimate() {
    double norm1 = 0;
    for (int j = 0; j < n; j++) {
      norm1 = Math.max(norm1, Reductions.asum(around, j, n));
    }
    return norm1 * ConditionEstimate.inverseNorm1Of(n, this::solve, this::solve);
  }

  private void refine(double[] b, double[] x) {
    multiply(x, residual);
    for (int i = 0; i < n; i++) {
      residual[i] = b[i] - residual[i];
    }
  }

  private Transforms prepared() {
    if (!transforms.ready) {
      transforms.prepare(column, first);
    }
    return transforms;
  }

  /**
   * The gradient of log|C| in the first column of C: the sums of the inverse along its diagonals,
   * twice for all but the main one. O(n²), from order {@value #FAST} on O(n log n); the inverse is
   * not read.
   *
   * @return a new array
   */
  public double[] logDeterminantGradient() {
    double[] s = new double[n];
    if (transforms != null) {
      prepared().logDeterminantGradient(first, s);
      return s;
    }
    double[] weighted = reversed;
    Arrays.fill(weighted, 0);
    for (int i = 0; i < n; i++) {
      weighted[i] = i * first[i];
    }
    for (int k = 0; k < n; k++) {
      // Σ_i (n-k-2i) x_i x_(i+k) / x_0.
      double plain = Reductions.dot(first, 0, first, k, pad(n - k));
      double tilted = Reductions.dot(weighted, 0, first, k, pad(n - k));
      s[k] = (k == 0 ? 1 : 2) * ((n - k) * plain - 2 * tilted) / first[0];
    }
    return s;
  }
}
