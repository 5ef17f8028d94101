package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;

/**
 * A factored tridiagonal matrix, by elimination with partial pivoting (LAPACK's dgttrf): stable for
 * every nonsingular matrix, unlike Thomas's algorithm. O(n) to factor and to solve.
 */
public final class TridiagonalSolver implements Factorization {
  private final int n;
  private final double[] factors;
  private final double[] diagonal;
  private final double[] upper;
  private final double[] second;
  private final boolean[] swapped;
  private final double norm1;

  private TridiagonalSolver(double[] factors, double[] diagonal, double[] upper) {
    this.n = diagonal.length;
    this.factors = factors;
    this.diagonal = diagonal;
    this.upper = upper;
    this.second = new double[Math.max(0, n - 2)];
    this.swapped = new boolean[factors.length];
    double largest = 0;
    for (int j = 0; j < n; j++) {
      double above = j > 0 ? Math.abs(upper[j - 1]) : 0;
      double below = j < n - 1 ? Math.abs(factors[j]) : 0;
      largest = Math.max(largest, above + Math.abs(diagonal[j]) + below);
    }
    this.norm1 = largest;
  }

  /**
   * Factors a tridiagonal matrix.
   *
   * @param lower its subdiagonal, n - 1 elements
   * @param diagonal its diagonal, n elements, n at least 1
   * @param upper its superdiagonal, n - 1 elements
   * @return its factorisation; the arrays are copied
   * @throws SingularMatrixException if a pivot is zero or not finite
   */
  public static TridiagonalSolver of(double[] lower, double[] diagonal, double[] upper) {
    int n = diagonal.length;
    if (n == 0) {
      throw new IllegalArgumentException("diagonal is empty: must have at least 1 element");
    }
    Shapes.length("lower", lower, n - 1);
    Shapes.length("upper", upper, n - 1);
    TridiagonalSolver solver =
        new TridiagonalSolver(lower.clone(), diagonal.clone(), upper.clone());
    solver.factor();
    return solver;
  }

  private void factor() {
    for (int i = 0; i < n - 1; i++) {
      double pivot = diagonal[i];
      double below = factors[i];
      if (Math.abs(pivot) >= Math.abs(below)) {
        check(i, pivot);
        double factor = below / pivot;
        factors[i] = factor;
        diagonal[i + 1] = Math.fma(-factor, upper[i], diagonal[i + 1]);
      } else {
        check(i, below);
        double factor = pivot / below;
        diagonal[i] = below;
        factors[i] = factor;
        double t = upper[i];
        upper[i] = diagonal[i + 1];
        diagonal[i + 1] = Math.fma(-factor, diagonal[i + 1], t);
        if (i < n - 2) {
          second[i] = upper[i + 1];
          upper[i + 1] = -factor * upper[i + 1];
        }
        swapped[i] = true;
      }
    }
    check(n - 1, diagonal[n - 1]);
  }

  private static void check(int i, double pivot) {
    if (!Shapes.usable(pivot)) {
      throw new SingularMatrixException(i, pivot);
    }
  }

  @Override
  public int order() {
    return n;
  }

  /** {@inheritDoc} O(n). */
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
    for (int i = 0; i < n - 1; i++) {
      if (swapped[i]) {
        double t = x[i];
        x[i] = x[i + 1];
        x[i + 1] = Math.fma(-factors[i], x[i], t);
      } else {
        x[i + 1] = Math.fma(-factors[i], x[i], x[i + 1]);
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      double value = x[i];
      if (i < n - 1) {
        value = Math.fma(-upper[i], x[i + 1], value);
      }
      if (i < n - 2) {
        value = Math.fma(-second[i], x[i + 2], value);
      }
      x[i] = value / diagonal[i];
    }
  }

  /**
   * Solves A' x = b without allocation. O(n).
   *
   * @param x b on input, the solution on output
   */
  public void solveTransposeInPlace(double[] x) {
    Shapes.length("x", x, n);
    for (int i = 0; i < n; i++) {
      double value = x[i];
      if (i > 0) {
        value = Math.fma(-upper[i - 1], x[i - 1], value);
      }
      if (i > 1) {
        value = Math.fma(-second[i - 2], x[i - 2], value);
      }
      x[i] = value / diagonal[i];
    }
    for (int i = n - 2; i >= 0; i--) {
      double value = Math.fma(-factors[i], x[i + 1], x[i]);
      if (swapped[i]) {
        x[i] = x[i + 1];
        x[i + 1] = value;
      } else {
        x[i] = value;
      }
    }
  }

  /** {@inheritDoc} O(n). */
  @Override
  public double logAbsDeterminant() {
    return Shapes.logAbsProduct(n, i -> diagonal[i]);
  }

  /**
   * The sign of the determinant.
   *
   * @return 1 or -1
   */
  public int determinantSign() {
    return Shapes.sign(n, i -> i < n - 1 && swapped[i], i -> diagonal[i]);
  }

  /** {@inheritDoc} O(n). */
  @Override
  public double conditionEstimate() {
    return norm1
        * ConditionEstimate.inverseNorm1(n, this::solveInPlace, this::solveTransposeInPlace);
  }

  /**
   * Solves A X = B for many right-hand sides, in vectors along the rows of B; each column has the
   * bits of {@link #solveInPlace(double[])} on it.
   *
   * @param x n rows of {@code m} numbers: B on input, the solutions on output
   * @param m the number of right-hand sides
   */
  public void solveInPlace(double[] x, int m) {
    Shapes.length("x", x, Math.multiplyExact(n, m));
    for (int i = 0; i < n - 1; i++) {
      if (swapped[i]) {
        Shapes.swapRows(x, i * m, (i + 1) * m, m);
      }
      Blas1.axpy(-factors[i], x, i * m, x, (i + 1) * m, m);
    }
    for (int i = n - 1; i >= 0; i--) {
      if (i < n - 1) {
        Blas1.axpy(-upper[i], x, (i + 1) * m, x, i * m, m);
      }
      if (i < n - 2) {
        Blas1.axpy(-second[i], x, (i + 2) * m, x, i * m, m);
      }
      for (int r = 0; r < m; r++) {
        x[i * m + r] /= diagonal[i];
      }
    }
  }

  @Override
  public String toString() {
    return "TridiagonalSolver(order " + n + ")";
  }
}
