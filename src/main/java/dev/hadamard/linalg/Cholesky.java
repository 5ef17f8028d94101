package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Side;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The factorisation A = L L' of a symmetric positive definite matrix, L lower triangular.
 *
 * <p>By halving: the second half of the columns is updated with one triangular solve and one
 * symmetric product, so that most of the n³/3 operations are matrix products. Only the lower
 * triangle of A is read. Backward stable: L L' = A + E with |E| at most (n + 1) u |L| |L'| (Higham
 * 2002, theorem 10.3).
 */
public final class Cholesky implements Factorization {
  /** Order of the squares that are factored entry by entry. */
  private static final int LEAF = 32;

  private final DMatrixRMaj factor;
  private final int n;
  private final double norm1;
  private final double jitter;

  private Cholesky(DMatrixRMaj factor, double norm1, double jitter) {
    this.factor = factor;
    this.n = factor.numRows;
    this.norm1 = norm1;
    this.jitter = jitter;
  }

  /**
   * Factors a matrix, which is not changed.
   *
   * @param a a symmetric positive definite matrix; the part above its diagonal is not read
   * @return its factorisation
   * @throws IllegalArgumentException if the matrix is not square
   * @throws IndefiniteMatrixException if it is not positive definite
   */
  public static Cholesky of(DMatrixRMaj a) {
    return of(a, Jitter.none());
  }

  /**
   * Factors a matrix, which is not changed, with something added to its diagonal if need be.
   *
   * @param a a symmetric matrix; the part above its diagonal is not read
   * @param policy what may be added
   * @return its factorisation; {@link #jitter()} tells what was added
   * @throws IllegalArgumentException if the matrix is not square
   * @throws IndefiniteMatrixException if the policy is exhausted
   */
  public static Cholesky of(DMatrixRMaj a, Jitter policy) {
    Shapes.square(a);
    double norm1 = ConditionEstimate.symmetricNorm1(a.data, a.numRows, a.numCols);
    DMatrixRMaj factor = a.copy();
    int failed = factor(factor.data, 0, a.numRows, a.numCols);
    if (failed < 0) {
      return new Cholesky(factor, norm1, 0);
    }
    int n = a.numRows;
    double scale = 0;
    for (int i = 0; i < n; i++) {
      scale += Math.abs(a.data[i * n + i]);
    }
    scale /= n;
    double added = 0;
    if (policy.first() > 0 && Double.isFinite(norm1)) {
      for (double relative = policy.first();
          relative <= policy.last();
          relative *= policy.growth()) {
        added = relative * scale;
        System.arraycopy(a.data, 0, factor.data, 0, n * n);
        for (int i = 0; i < n; i++) {
          factor.data[i * n + i] += added;
        }
        failed = factor(factor.data, 0, n, n);
        if (failed < 0) {
          return new Cholesky(factor, norm1 + added, added);
        }
      }
    }
    throw new IndefiniteMatrixException(
        failed,
        factor.data[failed * n + failed],
        added > 0 ? "with up to " + added + " added to the diagonal" : "");
  }

  /**
   * Factors a matrix in its own memory. No other memory is needed: the matrix belongs to the
   * factorisation from now on.
   *
   * @param a a symmetric positive definite matrix; the part above its diagonal is neither read nor
   *     written
   * @return its factorisation
   * @throws IllegalArgumentException if the matrix is not square
   * @throws IndefiniteMatrixException if it is not positive definite; its lower triangle is then
   *     overwritten in part
   */
  public static Cholesky inPlace(DMatrixRMaj a) {
    int n = Shapes.square(a);
    double norm1 = ConditionEstimate.symmetricNorm1(a.data, n, n);
    int failed = factor(a.data, 0, n, n);
    if (failed >= 0) {
      throw new IndefiniteMatrixException(failed, a.data[failed * n + failed], "");
    }
    return new Cholesky(a, norm1, 0);
  }

  /** Returns the index of the pivot that is not positive, or -1. */
  private static int factor(double[] a, int offset, int n, int lda) {
    if (n <= LEAF) {
      return leaf(a, offset, n, lda);
    }
    int half = Math.ceilDiv(Math.ceilDiv(n, 2), LEAF) * LEAF;
    int rest = n - half;
    int failed = factor(a, offset, half, lda);
    if (failed >= 0) {
      return failed;
    }
    int below = offset + half * lda;
    Blas3.trsm(
        Side.RIGHT,
        Triangle.LOWER,
        Transpose.YES,
        Diagonal.STORED,
        rest,
        half,
        1,
        a,
        offset,
        lda,
        a,
        below,
        lda);
    Blas3.syrk(
        Triangle.LOWER, Transpose.NO, rest, half, -1, a, below, lda, 1, a, below + half, lda);
    failed = factor(a, below + half, rest, lda);
    return failed >= 0 ? half + failed : -1;
  }

  /** Column by column; the sums of four rows run side by side. */
  private static int leaf(double[] a, int offset, int n, int lda) {
    for (int j = 0; j < n; j++) {
      int row = offset + j * lda;
      double pivot = a[row + j];
      for (int k = 0; k < j; k++) {
        pivot = Math.fma(-a[row + k], a[row + k], pivot);
      }
      if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
        a[row + j] = pivot;
        return j;
      }
      double root = Math.sqrt(pivot);
      a[row + j] = root;
      int i = j + 1;
      for (; i <= n - 4; i += 4) {
        int p0 = offset + i * lda;
        int p1 = p0 + lda;
        int p2 = p1 + lda;
        int p3 = p2 + lda;
        double s0 = a[p0 + j];
        double s1 = a[p1 + j];
        double s2 = a[p2 + j];
        double s3 = a[p3 + j];
        for (int k = 0; k < j; k++) {
          double factor = -a[row + k];
          s0 = Math.fma(a[p0 + k], factor, s0);
          s1 = Math.fma(a[p1 + k], factor, s1);
          s2 = Math.fma(a[p2 + k], factor, s2);
          s3 = Math.fma(a[p3 + k], factor, s3);
        }
        a[p0 + j] = s0 / root;
        a[p1 + j] = s1 / root;
        a[p2 + j] = s2 / root;
        a[p3 + j] = s3 / root;
      }
      for (; i < n; i++) {
        int p = offset + i * lda;
        double s = a[p + j];
        for (int k = 0; k < j; k++) {
          s = Math.fma(a[p + k], -a[row + k], s);
        }
        a[p + j] = s / root;
      }
    }
    return -1;
  }

  @Override
  public int order() {
    return n;
  }

  /**
   * What was added to the diagonal.
   *
   * @return 0 unless the policy had to act
   */
  public double jitter() {
    return jitter;
  }

  /**
   * The factor.
   *
   * @return a copy of L with zeros above the diagonal
   */
  public DMatrixRMaj lower() {
    DMatrixRMaj lower = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(factor.data, i * n, lower.data, i * n, i + 1);
    }
    return lower;
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
    solveLower(x, Transpose.NO);
    solveLower(x, Transpose.YES);
  }

  /**
   * Solves A X = B. O(n² m) for m columns.
   *
   * @param b the right-hand sides
   * @param x the solutions, of the same shape; may be b itself
   */
  public void solve(DMatrixRMaj b, DMatrixRMaj x) {
    Shapes.rows("b", b, n);
    Shapes.same("x", x, n, b.numCols);
    System.arraycopy(b.data, 0, x.data, 0, n * b.numCols);
    solveLower(x, Transpose.NO);
    solveLower(x, Transpose.YES);
  }

  /**
   * Solves L x = b (whitening) or L' x = b in place. O(n²).
   *
   * @param x b on input, the solution on output
   * @param transpose whether the matrix is L'
   */
  public void solveLower(double[] x, Transpose transpose) {
    Shapes.length("x", x, n);
    Blas2.trsv(Triangle.LOWER, transpose, Diagonal.STORED, n, factor.data, 0, n, x, 0);
  }

  /**
   * Solves L X = B or L' X = B in place. O(n² m).
   *
   * @param x B on input, the solutions on output
   * @param transpose whether the matrix is L'
   */
  public void solveLower(DMatrixRMaj x, Transpose transpose) {
    Shapes.rows("x", x, n);
    Blas3.trsm(
        Side.LEFT,
        Triangle.LOWER,
        transpose,
        Diagonal.STORED,
        n,
        x.numCols,
        1,
        factor.data,
        0,
        n,
        x.data,
        0,
        x.numCols);
  }

  /**
   * x = L x in place: colours white noise. O(n²).
   *
   * @param x input and output
   */
  public void multiplyLower(double[] x) {
    Shapes.length("x", x, n);
    Blas2.trmv(Triangle.LOWER, Transpose.NO, Diagonal.STORED, n, factor.data, 0, n, x, 0);
  }

  /**
   * The logarithm of the determinant of A.
   *
   * @return twice the sum of the logarithms of the diagonal of L
   */
  public double logDeterminant() {
    double[] logs = new double[n];
    for (int i = 0; i < n; i++) {
      logs[i] = factor.data[i * n + i];
    }
    Elementary.log(logs, logs);
    return 2 * Reductions.sum(logs);
  }

  /** {@inheritDoc} The same as {@link #logDeterminant}: the determinant is positive. */
  @Override
  public double logAbsDeterminant() {
    return logDeterminant();
  }

  /**
   * The inverse of A. O(n³).
   *
   * @return a new symmetric matrix
   */
  public DMatrixRMaj inverse() {
    DMatrixRMaj lower = inverseLower();
    DMatrixRMaj inverse = new DMatrixRMaj(n, n);
    Blas3.syrk(Triangle.LOWER, Transpose.YES, n, n, 1, lower.data, 0, n, 0, inverse.data, 0, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        inverse.data[j * n + i] = inverse.data[i * n + j];
      }
    }
    return inverse;
  }

  /**
   * The diagonal of the inverse of A: the sums of squares in the columns of the inverse of L. O(n³
   * / 3).
   *
   * @return n positive numbers
   */
  public double[] inverseDiagonal() {
    DMatrixRMaj lower = inverseLower();
    double[] diagonal = new double[n];
    double[] squares = new double[n];
    for (int i = 0; i < n; i++) {
      Blas1.multiply(lower.data, i * n, lower.data, i * n, squares, 0, i + 1);
      Blas1.add(diagonal, 0, squares, 0, diagonal, 0, i + 1);
    }
    return diagonal;
  }

  private DMatrixRMaj inverseLower() {
    DMatrixRMaj lower = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      lower.data[i * n + i] = 1;
    }
    solveLower(lower, Transpose.NO);
    return lower;
  }

  /**
   * {@inheritDoc} After rank-1 changes with a bound of the norm in place of the norm, so that it
   * may exceed the truth. O(n²).
   */
  @Override
  public double conditionEstimate() {
    return norm1 * ConditionEstimate.inverseNorm1(n, this::solveInPlace, this::solveInPlace);
  }

  /**
   * The factorisation of A + x x'. O(n²).
   *
   * @param x the vector of the update
   * @return a new factorisation
   */
  public Cholesky updated(double[] x) {
    return changed(x, 1);
  }

  /**
   * The factorisation of A - x x'. O(n²). As well conditioned as the result is.
   *
   * @param x the vector of the downdate
   * @return a new factorisation
   * @throws IndefiniteMatrixException if the result is not positive definite
   */
  public Cholesky downdated(double[] x) {
    return changed(x, -1);
  }

  /**
   * Rotations (or hyperbolic ones) of the columns of L and x, row by row: row i takes all earlier
   * rotations and then makes its own.
   */
  private Cholesky changed(double[] x, int sign) {
    Shapes.length("x", x, n);
    DMatrixRMaj result = new DMatrixRMaj(n, n);
    double[] cosine = new double[n];
    double[] sine = new double[n];
    for (int i = 0; i < n; i++) {
      int row = i * n;
      double rest = x[i];
      for (int k = 0; k < i; k++) {
        double entry = Math.fma(sign * sine[k], rest, factor.data[row + k]) / cosine[k];
        rest = Math.fma(cosine[k], rest, -sine[k] * entry);
        result.data[row + k] = entry;
      }
      double pivot = factor.data[row + i];
      double square =
          sign > 0 ? Math.fma(pivot, pivot, rest * rest) : (pivot - rest) * (pivot + rest);
      if (!(square > 0 && square < Double.POSITIVE_INFINITY)) {
        throw new IndefiniteMatrixException(i, square, "rank-1 change");
      }
      double root = Math.sqrt(square);
      result.data[row + i] = root;
      cosine[i] = root / pivot;
      sine[i] = rest / pivot;
    }
    double largest = n == 0 ? 0 : Math.abs(x[Reductions.indexOfMaxAbs(x)]);
    double norm = norm1 + Reductions.asum(x) * largest;
    return new Cholesky(result, norm, jitter);
  }

  @Override
  public String toString() {
    return "Cholesky(order " + n + ", jitter " + jitter + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cholesky that
        && n == that.n
        && Arrays.equals(lower().data, that.lower().data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lower().data);
  }
}
