package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.Side;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import org.ejml.data.DMatrixRMaj;

/**
 * The factorisation A = Q R of a matrix with at least as many rows as columns, by Householder
 * reflections in blocks (Schreiber and Van Loan 1989), so that most of the 2 n² (m - n/3)
 * operations are matrix products. Q is orthogonal to about m n u whatever A is.
 */
public final class Qr implements Factorization {
  /**
   * Reflections in a block: a multiple of the height of a tile, tuned by FactorisationBenchmark.
   */
  private static final int BLOCK = 48;

  private final DMatrixRMaj factors;
  private final int m;
  private final int n;
  private final double[][] triangles;

  private Qr(DMatrixRMaj factors, double[][] triangles) {
    this.factors = factors;
    this.m = factors.numRows;
    this.n = factors.numCols;
    this.triangles = triangles;
  }

  /**
   * Factors a matrix, which is not changed.
   *
   * @param a an m by n matrix, m at least n
   * @return its factorisation
   * @throws IllegalArgumentException if there are more columns than rows or an entry is not finite
   */
  public static Qr of(DMatrixRMaj a) {
    return inPlace(a.copy());
  }

  /**
   * Factors a matrix in its own memory, which belongs to the factorisation from now on.
   *
   * @param a an m by n matrix, m at least n, overwritten
   * @return its factorisation
   * @throws IllegalArgumentException if there are more columns than rows or an entry is not finite
   */
  public static Qr inPlace(DMatrixRMaj a) {
    int m = a.numRows;
    int n = a.numCols;
    if (m < n) {
      throw new IllegalArgumentException(
          "a is " + m + " by " + n + ": must have at least as many rows as columns");
    }
    Shapes.finite("a", a);
    double[][] triangles = new double[Math.ceilDiv(n, BLOCK)][];
    double[] tau = new double[n];
    double[] column = new double[m];
    double[] w = new double[BLOCK];
    double[] v = new double[m * Math.min(n, BLOCK)];
    double[] work = new double[2 * BLOCK * n];
    for (int from = 0; from < n; from += BLOCK) {
      int k = Math.min(BLOCK, n - from);
      panel(a.data, m, n, from, k, tau, column, w);
      double[] t = new double[k * k];
      triangles[from / BLOCK] = t;
      reflections(a.data, m, n, from, k, v);
      Householder.triangle(m - from, k, v, tau, from, t);
      int rest = n - from - k;
      Householder.applyBlock(
          Transpose.YES, m - from, rest, k, v, t, a.data, from * n + from + k, n, work);
    }
    return new Qr(a, triangles);
  }

  /** Column by column. */
  private static void panel(
      double[] a, int m, int n, int from, int k, double[] tau, double[] column, double[] w) {
    for (int j = from; j < from + k; j++) {
      int rows = m - j;
      for (int i = 0; i < rows; i++) {
        column[i] = a[(j + i) * n + j];
      }
      tau[j] = Householder.make(column, 0, rows);
      for (int i = 0; i < rows; i++) {
        a[(j + i) * n + j] = column[i];
      }
      column[0] = 1;
      Householder.apply(tau[j], column, 0, rows, from + k - j - 1, a, j * n + j + 1, n, w);
    }
  }

  /** The vectors of a block as a matrix with ones on the diagonal and zeros above. */
  private static void reflections(double[] a, int m, int n, int from, int k, double[] v) {
    for (int i = 0; i < m - from; i++) {
      int row = (from + i) * n + from;
      for (int j = 0; j < k; j++) {
        v[i * k + j] = i > j ? a[row + j] : i == j ? 1 : 0;
      }
    }
  }

  /**
   * The upper factor.
   *
   * @return a copy of R, n by n
   */
  public DMatrixRMaj upper() {
    DMatrixRMaj upper = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(factors.data, i * n + i, upper.data, i * n + i, n - i);
    }
    return upper;
  }

  /**
   * The orthogonal factor.
   *
   * @return the first n columns of Q, a new m by n matrix
   */
  public DMatrixRMaj orthogonal() {
    DMatrixRMaj q = new DMatrixRMaj(m, n);
    for (int i = 0; i < n; i++) {
      q.data[i * n + i] = 1;
    }
    multiplyOrthogonal(Transpose.NO, q);
    return q;
  }

  /**
   * C = Q C or Q' C in place, with the full m by m factor. O(m n p) for p columns.
   *
   * @param transpose whether Q' multiplies
   * @param c an m by p matrix
   */
  public void multiplyOrthogonal(Transpose transpose, DMatrixRMaj c) {
    Shapes.rows("c", c, m);
    multiplyOrthogonal(transpose, c.data, c.numCols);
  }

  private void multiplyOrthogonal(Transpose transpose, double[] c, int p) {
    double[] v = new double[m * Math.min(n, BLOCK)];
    double[] work = new double[2 * BLOCK * p];
    int blocks = triangles.length;
    for (int step = 0; step < blocks; step++) {
      int block = transpose == Transpose.YES ? step : blocks - 1 - step;
      int from = block * BLOCK;
      int k = Math.min(BLOCK, n - from);
      reflections(factors.data, m, n, from, k, v);
      Householder.applyBlock(transpose, m - from, p, k, v, triangles[block], c, from * p, p, work);
    }
  }

  @Override
  public int order() {
    return n;
  }

  /**
   * The x that makes |A x - b| least. O(m n). As LAPACK's, it takes only exact zeros for a lack of
   * rank: ask {@link #status}, or use {@link PivotedQr}.
   *
   * @param b the right-hand side, m elements
   * @return x, n elements
   * @throws SingularMatrixException if a diagonal entry of R is zero or not finite
   */
  @Override
  public double[] solve(double[] b) {
    Shapes.length("b", b, m);
    double[] c = b.clone();
    multiplyOrthogonal(Transpose.YES, c, 1);
    double[] x = new double[n];
    System.arraycopy(c, 0, x, 0, n);
    checkRank();
    Blas2.trsv(Triangle.UPPER, Transpose.NO, Diagonal.STORED, n, factors.data, 0, n, x, 0);
    return x;
  }

  /**
   * The X that makes each column of A X - B least. O(m n p).
   *
   * @param b the right-hand sides, m by p
   * @return X, a new n by p matrix
   * @throws SingularMatrixException if a diagonal entry of R is zero or not finite
   */
  public DMatrixRMaj solve(DMatrixRMaj b) {
    Shapes.rows("b", b, m);
    DMatrixRMaj c = b.copy();
    multiplyOrthogonal(Transpose.YES, c);
    int p = b.numCols;
    DMatrixRMaj x = new DMatrixRMaj(n, p);
    System.arraycopy(c.data, 0, x.data, 0, n * p);
    checkRank();
    Blas3.trsm(
        Side.LEFT,
        Triangle.UPPER,
        Transpose.NO,
        Diagonal.STORED,
        n,
        p,
        1,
        factors.data,
        0,
        n,
        x.data,
        0,
        p);
    return x;
  }

  private void checkRank() {
    for (int i = 0; i < n; i++) {
      double pivot = factors.data[i * n + i];
      if (!Shapes.usable(pivot)) {
        throw new SingularMatrixException(i, pivot);
      }
    }
  }

  /** {@inheritDoc} The sum of the logarithms of the magnitudes of the diagonal of R. */
  @Override
  public double logAbsDeterminant() {
    return Shapes.logAbsProduct(n, i -> factors.data[i * n + i]);
  }

  /** {@inheritDoc} That of R: as Q is orthogonal, up to a factor n that of A. O(n²). */
  @Override
  public double conditionEstimate() {
    return ConditionEstimate.upper(n, factors);
  }

  @Override
  public String toString() {
    return "Qr(" + m + " by " + n + ")";
  }
}
