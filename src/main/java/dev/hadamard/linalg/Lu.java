package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.Side;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import org.ejml.data.DMatrixRMaj;

/**
 * The factorisation P A = L U of a square matrix with partial pivoting.
 *
 * <p>By halving the columns (Toledo 1997), so that most of the 2n³/3 operations are matrix products
 * at every size. L U = P A + E with |E| at most n u |L| |U| (Higham 2002, theorem 9.3).
 */
public final class Lu implements Factorization {
  /** Columns of a panel that is factored column by column. */
  private static final int LEAF = 16;

  private static final double EPSILON = 0x1p-52;

  private final DMatrixRMaj factors;
  private final int n;
  private final int[] swaps;
  private final double norm1;

  private Lu(DMatrixRMaj factors, int[] swaps, double norm1) {
    this.factors = factors;
    this.n = factors.numRows;
    this.swaps = swaps;
    this.norm1 = norm1;
  }

  /**
   * Factors a matrix, which is not changed.
   *
   * @param a a square matrix
   * @return its factorisation
   * @throws IllegalArgumentException if the matrix is not square
   * @throws SingularMatrixException if a pivot is zero or not finite
   */
  public static Lu of(DMatrixRMaj a) {
    Shapes.square(a);
    return inPlace(a.copy());
  }

  /**
   * Factors a matrix in its own memory, which belongs to the factorisation from now on.
   *
   * @param a a square matrix, overwritten
   * @return its factorisation
   * @throws IllegalArgumentException if the matrix is not square
   * @throws SingularMatrixException if a pivot is zero or not finite
   */
  public static Lu inPlace(DMatrixRMaj a) {
    int n = Shapes.square(a);
    double norm1 = ConditionEstimate.norm1(a);
    int[] swaps = new int[n];
    factor(a.data, n, 0, n, swaps);
    return new Lu(a, swaps, norm1);
  }

  /** Columns from..from + width of the rows from..n. */
  private static void factor(double[] a, int n, int from, int width, int[] swaps) {
    if (width <= LEAF) {
      leaf(a, n, from, width, swaps);
      return;
    }
    int half = Math.ceilDiv(Math.ceilDiv(width, 2), LEAF) * LEAF;
    int middle = from + half;
    int rest = width - half;
    factor(a, n, from, half, swaps);
    swap(a, n, middle, rest, from, middle, swaps);
    int diagonal = from * n + from;
    int right = diagonal + half;
    int below = diagonal + half * n;
    Blas3.trsm(
        Side.LEFT,
        Triangle.LOWER,
        Transpose.NO,
        Diagonal.UNIT,
        half,
        rest,
        1,
        a,
        diagonal,
        n,
        a,
        right,
        n);
    Blas3.gemm(
        Transpose.NO,
        Transpose.NO,
        n - middle,
        rest,
        half,
        -1,
        a,
        below,
        n,
        a,
        right,
        n,
        1,
        a,
        below + half,
        n);
    factor(a, n, middle, rest, swaps);
    swap(a, n, from, half, middle, middle + rest, swaps);
  }

  /** Applies the swaps first..end to the columns from..from + width. */
  private static void swap(
      double[] a, int n, int from, int width, int first, int end, int[] swaps) {
    for (int i = first; i < end; i++) {
      if (swaps[i] != i) {
        Shapes.swapRows(a, i * n + from, swaps[i] * n + from, width);
      }
    }
  }

  private static void leaf(double[] a, int n, int from, int width, int[] swaps) {
    int end = from + width;
    for (int j = from; j < end; j++) {
      int best = j;
      double largest = -1;
      for (int i = j; i < n; i++) {
        double value = Math.abs(a[i * n + j]);
        if (value > largest || Double.isNaN(value)) {
          largest = value;
          best = i;
        }
      }
      swaps[j] = best;
      if (best != j) {
        Shapes.swapRows(a, j * n + from, best * n + from, width);
      }
      double pivot = a[j * n + j];
      if (!Shapes.usable(pivot)) {
        throw new SingularMatrixException(j, pivot);
      }
      boolean safe = Math.abs(pivot) >= Double.MIN_NORMAL;
      double reciprocal = 1 / pivot;
      int top = j * n;
      for (int i = j + 1; i < n; i++) {
        int row = i * n;
        double factor = safe ? a[row + j] * reciprocal : a[row + j] / pivot;
        a[row + j] = factor;
        for (int k = j + 1; k < end; k++) {
          a[row + k] = Math.fma(-factor, a[top + k], a[row + k]);
        }
      }
    }
  }

  @Override
  public int order() {
    return n;
  }

  /**
   * The lower factor.
   *
   * @return a copy of L, ones on the diagonal
   */
  public DMatrixRMaj lower() {
    DMatrixRMaj lower = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(factors.data, i * n, lower.data, i * n, i);
      lower.data[i * n + i] = 1;
    }
    return lower;
  }

  /**
   * The upper factor.
   *
   * @return a copy of U
   */
  public DMatrixRMaj upper() {
    DMatrixRMaj upper = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(factors.data, i * n + i, upper.data, i * n + i, n - i);
    }
    return upper;
  }

  /**
   * The order of the rows: row i of P A is row {@code permutation()[i]} of A.
   *
   * @return a permutation of 0..n-1
   */
  public int[] permutation() {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = 0; i < n; i++) {
      int t = order[i];
      order[i] = order[swaps[i]];
      order[swaps[i]] = t;
    }
    return order;
  }

  /**
   * Both factors in one matrix: L without its unit diagonal below the diagonal, U from there on.
   *
   * @return a copy
   */
  public DMatrixRMaj packed() {
    return factors.copy();
  }

  /**
   * The first pivot that may be nothing but rounding: |u_kk| ≤ ε Σ |l_ki| |u_ik| over i &lt; k, the
   * terms it is the sum of. Rows and columns of whatever scale are not taken for dependent. O(n²).
   *
   * @return its index, or -1 if every pivot stands out
   */
  public int doubtfulPivot() {
    for (int k = 0; k < n; k++) {
      double terms = 0;
      for (int i = 0; i < k; i++) {
        terms += Math.abs(factors.data[k * n + i]) * Math.abs(factors.data[i * n + k]);
      }
      if (!(Math.abs(factors.data[k * n + k]) > EPSILON * terms)) {
        return k;
      }
    }
    return -1;
  }

  /** {@inheritDoc} O(n²). */
  @Override
  public double[] solve(double[] b) {
    Shapes.length("b", b, n);
    double[] x = b.clone();
    solveInPlace(x);
    return x;
  }

  /**
   * Solves A x = b without allocation. O(n²).
   *
   * @param x b on input, the solution on output
   */
  public void solveInPlace(double[] x) {
    Shapes.length("x", x, n);
    for (int i = 0; i < n; i++) {
      double t = x[i];
      x[i] = x[swaps[i]];
      x[swaps[i]] = t;
    }
    Blas2.trsv(Triangle.LOWER, Transpose.NO, Diagonal.UNIT, n, factors.data, 0, n, x, 0);
    Blas2.trsv(Triangle.UPPER, Transpose.NO, Diagonal.STORED, n, factors.data, 0, n, x, 0);
  }

  /**
   * Solves A' x = b without allocation. O(n²).
   *
   * @param x b on input, the solution on output
   */
  public void solveTransposeInPlace(double[] x) {
    Shapes.length("x", x, n);
    Blas2.trsv(Triangle.UPPER, Transpose.YES, Diagonal.STORED, n, factors.data, 0, n, x, 0);
    Blas2.trsv(Triangle.LOWER, Transpose.YES, Diagonal.UNIT, n, factors.data, 0, n, x, 0);
    for (int i = n - 1; i >= 0; i--) {
      double t = x[i];
      x[i] = x[swaps[i]];
      x[swaps[i]] = t;
    }
  }

  /**
   * Solves A X = B. O(n² m) for m columns.
   *
   * @param b the right-hand sides
   * @param x the solutions, of the same shape; may be b itself
   */
  public void solve(DMatrixRMaj b, DMatrixRMaj x) {
    Shapes.rows("b", b, n);
    int m = b.numCols;
    Shapes.same("x", x, n, m);
    System.arraycopy(b.data, 0, x.data, 0, n * m);
    swap(x.data, m, 0, m, 0, n, swaps);
    substitute(Triangle.LOWER, Transpose.NO, x);
    substitute(Triangle.UPPER, Transpose.NO, x);
  }

  /**
   * Solves A' X = B. O(n² m) for m columns.
   *
   * @param b the right-hand sides
   * @param x the solutions, of the same shape; may be b itself
   */
  public void solveTranspose(DMatrixRMaj b, DMatrixRMaj x) {
    Shapes.rows("b", b, n);
    int m = b.numCols;
    Shapes.same("x", x, n, m);
    System.arraycopy(b.data, 0, x.data, 0, n * m);
    substitute(Triangle.UPPER, Transpose.YES, x);
    substitute(Triangle.LOWER, Transpose.YES, x);
    for (int i = n - 1; i >= 0; i--) {
      if (swaps[i] != i) {
        Shapes.swapRows(x.data, i * m, swaps[i] * m, m);
      }
    }
  }

  /** X becomes L⁻¹ X or U⁻¹ X, or the transposes' solutions. */
  private void substitute(Triangle triangle, Transpose transpose, DMatrixRMaj x) {
    Blas3.trsm(
        Side.LEFT,
        triangle,
        transpose,
        triangle == Triangle.LOWER ? Diagonal.UNIT : Diagonal.STORED,
        n,
        x.numCols,
        1,
        factors.data,
        0,
        n,
        x.data,
        0,
        x.numCols);
  }

  /**
   * The inverse of A. O(n³).
   *
   * @return a new matrix
   */
  public DMatrixRMaj inverse() {
    DMatrixRMaj inverse = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      inverse.data[i * n + i] = 1;
    }
    solve(inverse, inverse);
    return inverse;
  }

  /**
   * The determinant of A; overflows and underflows only where it is no number, where {@link
   * #logAbsDeterminant()} is one.
   *
   * @return the product of the pivots with the sign of the permutation
   */
  public double determinant() {
    return determinantSign() * Shapes.absProduct(n, i -> factors.data[i * n + i]);
  }

  /** {@inheritDoc} The sum of the logarithms of the magnitudes of the pivots. */
  @Override
  public double logAbsDeterminant() {
    return Shapes.logAbsProduct(n, i -> factors.data[i * n + i]);
  }

  /**
   * The sign of the determinant of A.
   *
   * @return 1 or -1
   */
  public int determinantSign() {
    return Shapes.sign(n, i -> swaps[i] != i, i -> factors.data[i * n + i]);
  }

  /** {@inheritDoc} O(n²). */
  @Override
  public double conditionEstimate() {
    return norm1
        * ConditionEstimate.inverseNorm1(n, this::solveInPlace, this::solveTransposeInPlace);
  }

  @Override
  public String toString() {
    return "Lu(order " + n + ")";
  }
}
