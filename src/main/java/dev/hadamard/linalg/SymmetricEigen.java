package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The eigenvalues, ascending, and orthonormal eigenvectors of a symmetric matrix: A = V diag(w) V'.
 *
 * <p>Blocked tridiagonalisation, then the implicit QL iteration (Wilkinson; EISPACK's tql2) whose
 * rotations are collected and applied to strips of the eigenvectors that stay in a cache. Backward
 * stable: V diag(w) V' = A + E with |E| of a modest multiple of n u |A|. O(n³).
 */
public final class SymmetricEigen {
  private static final int MAX_SWEEPS = 60;

  /**
   * After so many sweeps what is small against the whole matrix, not only against its neighbours,
   * counts as zero: in matrices of low rank the rounding of large entries keeps small blocks from
   * converging any further.
   */
  private static final int RELATIVE_SWEEPS = 20;

  /** Sweeps whose rotations are applied together. */
  private static final int BATCH = 16;

  /** Columns of a strip: 512 rows of 64 take a quarter of a second-level cache. */
  private static final int STRIP = 64;

  /** Doubles in a line of a cache. */
  private static final int LINE = 8;

  private final double[] values;
  private final DMatrixRMaj vectors;

  private SymmetricEigen(double[] values, DMatrixRMaj vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * Decomposes a matrix, which is not changed.
   *
   * @param a a symmetric matrix; the part above its diagonal is not read
   * @return its eigenvalues and eigenvectors
   * @throws IllegalArgumentException if the matrix is not square or has an entry that is not finite
   * @throws ConvergenceException if an eigenvalue takes more than 60 sweeps (not seen)
   */
  public static SymmetricEigen of(DMatrixRMaj a) {
    int n = checked(a);
    Tridiagonal tridiagonal = Tridiagonal.of(a);
    // An odd number of lines of a cache apart, lest the rows of a strip fall on the same sets.
    int stride = (Math.ceilDiv(n, LINE) | 1) * LINE;
    double[] rows = tridiagonal.orthogonalTransposed(stride);
    double[] d = tridiagonal.diagonal();
    Rotations rotations = new Rotations(rows, n, stride);
    iterate(d, tridiagonal.beside(), rotations);
    rotations.flush();
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(d[i], d[j]));
    double[] values = new double[n];
    double[] sorted = new double[n * n];
    for (int i = 0; i < n; i++) {
      values[i] = d[order[i]];
      System.arraycopy(rows, order[i] * stride, sorted, i * n, n);
    }
    DMatrixRMaj vectors = new DMatrixRMaj(n, n);
    Blas2.transpose(n, n, sorted, 0, n, vectors.data, 0, n);
    return new SymmetricEigen(values, vectors);
  }

  /**
   * The eigenvalues alone, several times faster.
   *
   * @param a a symmetric matrix; the part above its diagonal is not read
   * @return n numbers, ascending
   * @throws IllegalArgumentException if the matrix is not square or has an entry that is not finite
   */
  public static double[] valuesOf(DMatrixRMaj a) {
    checked(a);
    Tridiagonal tridiagonal = Tridiagonal.of(a);
    double[] d = tridiagonal.diagonal();
    iterate(d, tridiagonal.beside(), null);
    Arrays.sort(d);
    return d;
  }

  private static int checked(DMatrixRMaj a) {
    int n = Shapes.square(a);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        if (!Double.isFinite(a.data[i * n + j])) {
          throw new IllegalArgumentException(
              "entry (" + i + ", " + j + ") of a is " + a.data[i * n + j] + ": must be finite");
        }
      }
    }
    return n;
  }

  /** Diagonalises; e[i] stands between i and i + 1, its last element is 0. */
  private static void iterate(double[] d, double[] e, Rotations rotations) {
    int n = d.length;
    double negligible = 0;
    for (int i = 0; i < n; i++) {
      negligible = Math.max(negligible, 0x1p-53 * (Math.abs(d[i]) + Math.abs(e[i])));
    }
    for (int l = 0; l < n; l++) {
      Progress.checkCancelled();
      for (int sweep = 0; ; sweep++) {
        int m = l;
        double floor = sweep > RELATIVE_SWEEPS ? negligible : Double.MIN_NORMAL;
        while (m < n - 1
            && Math.abs(e[m]) > 0x1p-53 * (Math.abs(d[m]) + Math.abs(d[m + 1]))
            && Math.abs(e[m]) >= floor) {
          m++;
        }
        if (m == l) {
          break;
        }
        if (sweep == MAX_SWEEPS) {
          throw new ConvergenceException("eigenvalue " + l + " did not converge", Math.abs(e[l]));
        }
        sweep(d, e, l, m, rotations);
      }
    }
  }

  /** One implicit QL sweep of the block l..m. */
  private static void sweep(double[] d, double[] e, int l, int m, Rotations rotations) {
    double g = (d[l + 1] - d[l]) / (2 * e[l]);
    double r = hypot(g, 1);
    g = d[m] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * e[i];
      double b = c * e[i];
      r = hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= p;
        e[m] = 0;
        if (rotations != null) {
          rotations.sweepDone(i + 1);
        }
        return;
      }
      s = f / r;
      c = g / r;
      g = d[i + 1] - p;
      r = Math.fma(d[i] - g, s, 2 * c * b);
      p = s * r;
      d[i + 1] = g + p;
      g = Math.fma(c, r, -b);
      if (rotations != null) {
        rotations.add(c, s);
      }
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0;
    if (rotations != null) {
      rotations.sweepDone(l);
    }
  }

  private static double hypot(double x, double y) {
    double large = Math.max(Math.abs(x), Math.abs(y));
    if (large == 0) {
      return 0;
    }
    double ratio = Math.min(Math.abs(x), Math.abs(y)) / large;
    return large * Math.sqrt(Math.fma(ratio, ratio, 1));
  }

  /** Sweeps of rotations, applied many at a time, strip after strip. */
  private static final class Rotations {
    private final double[] rows;
    private final int n;
    private final int stride;

    /** The rotations of sweep k, from begin[k] on, and the uppermost row that they touch. */
    private final int[] begin = new int[BATCH + 1];

    private final int[] top = new int[BATCH];
    private final double[] cosine;
    private final double[] sine;
    private int sweeps;
    private int count;

    Rotations(double[] rows, int n, int stride) {
      this.rows = rows;
      this.n = n;
      this.stride = stride;
      this.cosine = new double[BATCH * n];
      this.sine = new double[BATCH * n];
    }

    void add(double c, double s) {
      cosine[count] = c;
      sine[count] = s;
      count++;
    }

    /** A sweep whose last rotation touched a row and the one below. */
    void sweepDone(int uppermost) {
      top[sweeps] = uppermost;
      sweeps++;
      begin[sweeps] = count;
      if (sweeps == BATCH) {
        flush();
      }
    }

    void flush() {
      Parallelism threads =
          (long) count * n < 200_000 ? Parallelism.sequential() : Parallelism.common();
      threads.forEachChunk(n, STRIP, this::apply);
      count = 0;
      sweeps = 0;
    }

    private void apply(int from, int to) {
      for (int k = 0; k < sweeps; k++) {
        int length = begin[k + 1] - begin[k];
        int first = top[k] * stride + from;
        boolean pair =
            k + 1 < sweeps && top[k + 1] == top[k] && begin[k + 2] - begin[k + 1] == length;
        if (pair) {
          Blas2.rotateTwoChains(
              length, cosine, sine, begin[k], begin[k + 1], to - from, rows, first, stride);
          k++;
        } else {
          Blas2.rotateChain(length, cosine, sine, begin[k], to - from, rows, first, stride);
        }
      }
    }
  }

  /**
   * The order of the matrix.
   *
   * @return n
   */
  public int order() {
    return values.length;
  }

  /**
   * The eigenvalues.
   *
   * @return a copy, ascending
   */
  public double[] values() {
    return values.clone();
  }

  /**
   * The eigenvectors.
   *
   * @return a copy, one in each column, in the order of the eigenvalues
   */
  public DMatrixRMaj vectors() {
    return vectors.copy();
  }

  /**
   * x becomes V x, or V' x.
   *
   * @param transpose whether V' multiplies
   * @param x n numbers
   * @return a new array
   */
  public double[] multiplyVectors(Transpose transpose, double[] x) {
    return Matrices.multiply(transpose, vectors, x);
  }

  /** The vectors themselves, for operators of this package. */
  DMatrixRMaj sharedVectors() {
    return vectors;
  }

  /**
   * The generalised problem A x = w B x with a positive definite B; the eigenvectors satisfy V' B V
   * = I.
   *
   * @param a a symmetric matrix; the part above its diagonal is not read
   * @param b a symmetric positive definite matrix of the same order
   * @return eigenvalues and eigenvectors
   * @throws IndefiniteMatrixException if B is not positive definite
   */
  public static SymmetricEigen generalised(DMatrixRMaj a, DMatrixRMaj b) {
    int n = Shapes.square(a);
    Shapes.same("b", b, n, n);
    Cholesky cholesky = Cholesky.of(b);
    DMatrixRMaj c = a.copy();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        c.data[j * n + i] = c.data[i * n + j];
      }
    }
    cholesky.solveLower(c, Transpose.NO);
    DMatrixRMaj turned = Matrices.transpose(c);
    cholesky.solveLower(turned, Transpose.NO);
    SymmetricEigen eigen = of(turned);
    DMatrixRMaj vectors = eigen.vectors();
    cholesky.solveLower(vectors, Transpose.YES);
    return new SymmetricEigen(eigen.values, vectors);
  }

  @Override
  public String toString() {
    return "SymmetricEigen(order " + values.length + ")";
  }
}
