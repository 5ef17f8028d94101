package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;

/**
 * The factorisation of a banded matrix by elimination with partial pivoting. O(n l (l + u)) to
 * factor and O(n (2 l + u)) to solve, with l subdiagonals and u superdiagonals.
 */
public final class BandedLu implements Factorization {
  private final int n;
  private final int lower;
  private final int upper;

  /** Row i from column i - lower on: the band and {@code lower} columns of fill. */
  private final double[] rows;

  private final int width;
  private final int[] swaps;
  private final double norm1;

  private BandedLu(int n, int lower, int upper, double[] rows, int[] swaps) {
    this.n = n;
    this.lower = lower;
    this.upper = upper;
    this.rows = rows;
    this.width = 2 * lower + upper + 1;
    this.swaps = swaps;
    double[] sums = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = Math.max(0, i - lower); j <= Math.min(n - 1, i + upper); j++) {
        double value = rows[index(i, j)];
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "entry (" + i + ", " + j + ") of band is " + value + ": must be finite");
        }
        sums[j] += Math.abs(value);
      }
    }
    this.norm1 = ConditionEstimate.largest(sums);
  }

  /**
   * Factors a banded matrix.
   *
   * @param n its order
   * @param lower the number of its subdiagonals, at least 0
   * @param upper the number of its superdiagonals, at least 0
   * @param band its rows, {@code lower + upper + 1} numbers each: entry (i, j) at {@code i * (lower
   *     + upper + 1) + j - i + lower}; places outside the matrix are not read
   * @return its factorisation
   * @throws IllegalArgumentException if an entry is not finite
   * @throws SingularMatrixException if a pivot is zero or overflows
   */
  public static BandedLu of(int n, int lower, int upper, double[] band) {
    if (n < 0 || lower < 0 || upper < 0) {
      throw new IllegalArgumentException(
          "n = " + n + ", lower = " + lower + ", upper = " + upper + ": must be at least 0");
    }
    int stored = lower + upper + 1;
    if (band.length != (long) n * stored) {
      throw new IllegalArgumentException(
          "band has " + band.length + " elements: must have " + (long) n * stored);
    }
    int width = stored + lower;
    double[] rows = new double[n * width];
    for (int i = 0; i < n; i++) {
      int from = Math.max(0, lower - i);
      int to = Math.min(stored, n - i + lower);
      System.arraycopy(band, i * stored + from, rows, i * width + from, to - from);
    }
    BandedLu result = new BandedLu(n, lower, upper, rows, new int[n]);
    result.factor();
    return result;
  }

  /**
   * Factors a pentadiagonal matrix.
   *
   * @param lower2 the second subdiagonal, n - 2 elements, none below n = 3
   * @param lower1 the first subdiagonal, n - 1 elements
   * @param diagonal the diagonal, n elements
   * @param upper1 the first superdiagonal, n - 1 elements
   * @param upper2 the second superdiagonal, n - 2 elements, none below n = 3
   * @return its factorisation
   * @throws IllegalArgumentException if an entry is not finite
   * @throws SingularMatrixException if a pivot is zero or overflows
   */
  public static BandedLu pentadiagonal(
      double[] lower2, double[] lower1, double[] diagonal, double[] upper1, double[] upper2) {
    int n = diagonal.length;
    Shapes.length("lower1", lower1, n - 1);
    Shapes.length("upper1", upper1, n - 1);
    Shapes.length("lower2", lower2, Math.max(0, n - 2));
    Shapes.length("upper2", upper2, Math.max(0, n - 2));
    double[] band = new double[5 * n];
    for (int i = 0; i < n; i++) {
      band[5 * i + 2] = diagonal[i];
      if (i + 1 < n) {
        band[5 * i + 3] = upper1[i];
        band[5 * i + 6] = lower1[i];
      }
      if (i + 2 < n) {
        band[5 * i + 4] = upper2[i];
        band[5 * i + 10] = lower2[i];
      }
    }
    return of(n, 2, 2, band);
  }

  private int index(int i, int j) {
    return i * width + j - i + lower;
  }

  private void factor() {
    for (int k = 0; k < n; k++) {
      int end = Math.min(n, k + lower + 1);
      int best = k;
      double largest = -1;
      for (int i = k; i < end; i++) {
        double value = Math.abs(rows[index(i, k)]);
        if (value > largest || Double.isNaN(value)) {
          largest = value;
          best = i;
        }
      }
      swaps[k] = best;
      int columns = Math.min(n, k + lower + upper + 1) - k;
      if (best != k) {
        Shapes.swapRows(rows, index(k, k), index(best, k), columns);
      }
      double pivot = rows[index(k, k)];
      if (!Shapes.usable(pivot)) {
        throw new SingularMatrixException(k, pivot);
      }
      for (int i = k + 1; i < end; i++) {
        double factor = rows[index(i, k)] / pivot;
        rows[index(i, k)] = factor;
        int from = index(k, k) + 1;
        int to = index(i, k) + 1;
        for (int j = 0; j < columns - 1; j++) {
          rows[to + j] = Math.fma(-factor, rows[from + j], rows[to + j]);
        }
      }
    }
  }

  @Override
  public int order() {
    return n;
  }

  /** {@inheritDoc} O(n (2 l + u)). */
  @Override
  public double[] solve(double[] b) {
    double[] x = b.clone();
    solveInPlace(x);
    return x;
  }

  /**
   * Solves A x = b without allocation.
   *
   * @param x b on input, the solution on output
   */
  public void solveInPlace(double[] x) {
    Shapes.length("x", x, n);
    solveRows(x, 1);
  }

  /**
   * Solves A X = B for many right-hand sides, in vectors along the rows of B.
   *
   * @param x n rows of {@code m} numbers: B on input, the solutions on output
   * @param m the number of right-hand sides
   */
  public void solveInPlace(double[] x, int m) {
    Shapes.length("x", x, Math.multiplyExact(n, m));
    solveRows(x, m);
  }

  private void solveRows(double[] x, int m) {
    for (int k = 0; k < n; k++) {
      if (swaps[k] != k) {
        Shapes.swapRows(x, k * m, swaps[k] * m, m);
      }
      for (int i = k + 1; i < Math.min(n, k + lower + 1); i++) {
        add(-rows[index(i, k)], x, k, i, m);
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < Math.min(n, i + lower + upper + 1); j++) {
        add(-rows[index(i, j)], x, j, i, m);
      }
      double pivot = rows[index(i, i)];
      for (int r = 0; r < m; r++) {
        x[i * m + r] /= pivot;
      }
    }
  }

  /**
   * Solves A' x = b without allocation. O(n (2 l + u)).
   *
   * @param x b on input, the solution on output
   */
  public void solveTransposeInPlace(double[] x) {
    Shapes.length("x", x, n);
    for (int i = 0; i < n; i++) {
      double value = x[i] / rows[index(i, i)];
      x[i] = value;
      for (int j = i + 1; j < Math.min(n, i + lower + upper + 1); j++) {
        x[j] = Math.fma(-rows[index(i, j)], value, x[j]);
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      double value = x[k];
      for (int i = k + 1; i < Math.min(n, k + lower + 1); i++) {
        value = Math.fma(-rows[index(i, k)], x[i], value);
      }
      x[k] = x[swaps[k]];
      x[swaps[k]] = value;
    }
  }

  /** {@inheritDoc} O(n). */
  @Override
  public double logAbsDeterminant() {
    return Shapes.logAbsProduct(n, i -> rows[index(i, i)]);
  }

  /**
   * The sign of the determinant.
   *
   * @return 1 or -1
   */
  public int determinantSign() {
    return Shapes.sign(n, i -> swaps[i] != i, i -> rows[index(i, i)]);
  }

  /** {@inheritDoc} O(n (2 l + u)). */
  @Override
  public double conditionEstimate() {
    return norm1
        * ConditionEstimate.inverseNorm1(n, this::solveInPlace, this::solveTransposeInPlace);
  }

  /** Row {@code to} += factor times row {@code from}. */
  private static void add(double factor, double[] x, int from, int to, int m) {
    if (m == 1) {
      x[to] = Math.fma(factor, x[from], x[to]);
    } else {
      Blas1.axpy(factor, x, from * m, x, to * m, m);
    }
  }

  @Override
  public String toString() {
    return "BandedLu(order " + n + ", " + lower + " below, " + upper + " above)";
  }
}
