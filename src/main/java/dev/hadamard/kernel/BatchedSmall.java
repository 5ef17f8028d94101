package dev.hadamard.kernel;

import java.util.Arrays;

/**
 * Many small matrices at once (say order 2 to 16), one vector lane for each: entry (i, j) of system
 * s stands at {@code (i * columns + j) * batch + s}. Every system gets the bits that it would get
 * alone.
 */
public final class BatchedSmall {
  /** Systems worked on together: 16 by 16 of them take a quarter of a second-level cache. */
  private static final int CHUNK = 128;

  /** Products of so many multiply-adds are worth gathering their operands. */
  private static final int GATHERED = 216;

  private static final BatchKernels KERNELS =
      Simd.choose(() -> new VectorBatch(), () -> new ScalarBatch());
  private static final FloatBatchKernels FLOATS =
      Simd.choose(() -> new VectorFloatBatch(), () -> new ScalarFloatBatch());
  private static final Level1Kernels LEVEL1 =
      Simd.choose(() -> new VectorLevel1(), () -> new ScalarLevel1());

  private BatchedSmall() {}

  /**
   * C = A B for every system: each entry one chain of fused multiply-adds in increasing k. O(batch
   * m n k).
   *
   * @param batch the number of systems
   * @param m rows of C
   * @param n columns of C
   * @param k columns of A
   * @param a m k batch numbers
   * @param b k n batch numbers
   * @param c the output, m n batch numbers, another array
   */
  public static void gemm(int batch, int m, int n, int k, double[] a, double[] b, double[] c) {
    check("a", batch, m, k, a);
    check("b", batch, k, n, b);
    check("c", batch, m, n, c);
    MatrixChecks.apart("a", a, 0, 1, m * k * batch, a.length, "c", c, 0, 1, c.length, a.length);
    MatrixChecks.apart("b", b, 0, 1, k * n * batch, b.length, "c", c, 0, 1, c.length, b.length);
    if ((long) m * n * k >= GATHERED) {
      KERNELS.gemm(batch, 0, batch, m, n, k, a, b, c);
      return;
    }
    for (int from = 0; from < batch; from += CHUNK) {
      int count = Math.min(CHUNK, batch - from);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j += 2) {
          entries(batch, i, j, n, k, a, b, c, from, count);
        }
      }
    }
  }

  /** Entries (i, j) and (i, j + 1) of C, if there is the latter. */
  private static void entries(
      int batch,
      int i,
      int j,
      int n,
      int k,
      double[] a,
      double[] b,
      double[] c,
      int from,
      int count) {
    int to = (i * n + j) * batch + from;
    int left = i * k * batch + from;
    int right = j * batch + from;
    int p = 0;
    if (j + 1 < n) {
      for (; p <= k - 4; p += 4) {
        KERNELS.multiplyAddFour(
            a,
            left + p * batch,
            batch,
            b,
            right + p * n * batch,
            n * batch,
            c,
            to,
            batch,
            p == 0,
            count);
      }
    }
    for (int q = j; q < Math.min(j + 2, n); q++) {
      int at = to + (q - j) * batch;
      if (p == 0) {
        Arrays.fill(c, at, at + count, 0);
      }
      for (int r = p; r < k; r++) {
        KERNELS.multiplyAdd(a, left + r * batch, b, right + (r * n + q - j) * batch, c, at, count);
      }
    }
  }

  /**
   * The Cholesky factor L of every system, in place of its lower triangle; the upper one is not
   * touched. O(batch n³ / 3).
   *
   * @param batch the number of systems
   * @param n their order
   * @param a n n batch numbers
   * @return the first system that is not positive definite (a pivot of its factor is then 0, NaN or
   *     infinite; the others are right), or -1
   */
  public static int cholesky(int batch, int n, double[] a) {
    check("a", batch, n, n, a);
    int bad = -1;
    for (int from = 0; from < batch; from += CHUNK) {
      int count = Math.min(CHUNK, batch - from);
      for (int j = 0; j < n; j++) {
        int diagonal = (j * n + j) * batch + from;
        for (int p = 0; p < j; p++) {
          int left = (j * n + p) * batch + from;
          KERNELS.multiplySubtract(a, left, a, left, a, diagonal, count);
        }
        for (int s = 0; s < count; s++) {
          double pivot = a[diagonal + s];
          if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
            bad = bad < 0 ? from + s : Math.min(bad, from + s);
          }
        }
        KERNELS.squareRoot(a, diagonal, count);
        for (int i = j + 1; i < n; i++) {
          int to = (i * n + j) * batch + from;
          for (int p = 0; p < j; p++) {
            int left = (i * n + p) * batch + from;
            KERNELS.multiplySubtract(a, left, a, (j * n + p) * batch + from, a, to, count);
          }
          LEVEL1.divide(a, to, a, diagonal, a, to, count);
        }
      }
    }
    return bad;
  }

  /**
   * Solves L L' x = b for every system, in place. O(batch n²).
   *
   * @param batch the number of systems
   * @param n their order
   * @param l the factors of {@link #cholesky}
   * @param x n batch numbers: element i of system s at {@code i * batch + s}; another array
   */
  public static void solve(int batch, int n, double[] l, double[] x) {
    check("l", batch, n, n, l);
    check("x", batch, n, 1, x);
    MatrixChecks.apart("l", l, 0, 1, n * n * batch, l.length, "x", x, 0, 1, x.length, x.length);
    for (int from = 0; from < batch; from += CHUNK) {
      int count = Math.min(CHUNK, batch - from);
      for (int i = 0; i < n; i++) {
        int to = i * batch + from;
        for (int p = 0; p < i; p++) {
          int left = (i * n + p) * batch + from;
          KERNELS.multiplySubtract(l, left, x, p * batch + from, x, to, count);
        }
        LEVEL1.divide(x, to, l, (i * n + i) * batch + from, x, to, count);
      }
      for (int i = n - 1; i >= 0; i--) {
        int to = i * batch + from;
        for (int p = i + 1; p < n; p++) {
          int left = (p * n + i) * batch + from;
          KERNELS.multiplySubtract(l, left, x, p * batch + from, x, to, count);
        }
        LEVEL1.divide(x, to, l, (i * n + i) * batch + from, x, to, count);
      }
    }
  }

  /**
   * Solves a tridiagonal system for every member of the batch, in place, by Thomas's elimination
   * without pivoting: right for matrices that are diagonally dominant or positive definite. O(batch
   * n).
   *
   * @param batch the number of systems
   * @param n their order
   * @param lower the subdiagonals, n batch numbers: element i of system s at {@code i * batch + s}
   *     stands left of diagonal element i; those of i = 0 are not read
   * @param diagonal the diagonals, n batch numbers; overwritten by the pivots
   * @param upper the superdiagonals, n batch numbers, element i right of diagonal element i, those
   *     of i = n - 1 not read; overwritten
   * @param x n batch numbers: the right-hand sides on input, the solutions on output
   * @return the first system with a pivot that is zero or not finite (its solution is then not
   *     finite or meaningless; the others are right), or -1
   */
  public static int tridiagonal(
      int batch, int n, double[] lower, double[] diagonal, double[] upper, double[] x) {
    check("lower", batch, n, 1, lower);
    check("diagonal", batch, n, 1, diagonal);
    check("upper", batch, n, 1, upper);
    check("x", batch, n, 1, x);
    String[] names = {"lower", "diagonal", "upper", "x"};
    double[][] all = {lower, diagonal, upper, x};
    int size = n * batch;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < i; j++) {
        MatrixChecks.apart(names[i], all[i], 0, 1, size, size, names[j], all[j], 0, 1, size, size);
      }
    }
    int bad = -1;
    for (int from = 0; from < batch; from += CHUNK) {
      int count = Math.min(CHUNK, batch - from);
      for (int i = 0; i < n; i++) {
        int at = i * batch + from;
        if (i > 0) {
          KERNELS.multiplySubtract(lower, at, upper, at - batch, diagonal, at, count);
          KERNELS.multiplySubtract(lower, at, x, at - batch, x, at, count);
        }
        for (int s = 0; s < count; s++) {
          double pivot = diagonal[at + s];
          if (!(pivot != 0 && Math.abs(pivot) < Double.POSITIVE_INFINITY)) {
            bad = bad < 0 ? from + s : Math.min(bad, from + s);
          }
        }
        if (i < n - 1) {
          LEVEL1.divide(upper, at, diagonal, at, upper, at, count);
        }
        LEVEL1.divide(x, at, diagonal, at, x, at, count);
      }
      for (int i = n - 2; i >= 0; i--) {
        int at = i * batch + from;
        KERNELS.multiplySubtract(upper, at, x, at + batch, x, at, count);
      }
    }
    return bad;
  }

  /**
   * C = A B for every system in single precision: each entry one chain of fused multiply-adds in
   * increasing k. O(batch m n k).
   *
   * @param batch the number of systems
   * @param m rows of C
   * @param n columns of C
   * @param k columns of A
   * @param a m k batch numbers
   * @param b k n batch numbers
   * @param c the output, m n batch numbers, another array
   */
  public static void gemm(int batch, int m, int n, int k, float[] a, float[] b, float[] c) {
    check("a", batch, m, k, a);
    check("b", batch, k, n, b);
    check("c", batch, m, n, c);
    MatrixChecks.apart("a", a, 0, 1, m * k * batch, a.length, "c", c, 0, 1, c.length, a.length);
    MatrixChecks.apart("b", b, 0, 1, k * n * batch, b.length, "c", c, 0, 1, c.length, b.length);
    if ((long) m * n * k >= GATHERED) {
      FLOATS.gemm(batch, 0, batch, m, n, k, a, b, c);
      return;
    }
    for (int from = 0; from < batch; from += CHUNK) {
      int count = Math.min(CHUNK, batch - from);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j += 2) {
          entries(batch, i, j, n, k, a, b, c, from, count);
        }
      }
    }
  }

  /** Entries (i, j) and (i, j + 1) of C, if there is the latter. */
  private static void entries(
      int batch, int i, int j, int n, int k, float[] a, float[] b, float[] c, int from, int count) {
    int to = (i * n + j) * batch + from;
    int left = i * k * batch + from;
    int right = j * batch + from;
    int p = 0;
    if (j + 1 < n) {
      for (; p <= k - 4; p += 4) {
        FLOATS.multiplyAddFour(
            a,
            left + p * batch,
            batch,
            b,
            right + p * n * batch,
            n * batch,
            c,
            to,
            batch,
            p == 0,
            count);
      }
    }
    for (int q = j; q < Math.min(j + 2, n); q++) {
      int at = to + (q - j) * batch;
      if (p == 0) {
        Arrays.fill(c, at, at + count, 0);
      }
      for (int r = p; r < k; r++) {
        FLOATS.multiplyAdd(a, left + r * batch, b, right + (r * n + q - j) * batch, c, at, count);
      }
    }
  }

  /**
   * The Cholesky factor L of every system in single precision, in place of its lower triangle; the
   * upper one is not touched. O(batch n³ / 3).
   *
   * @param batch the number of systems
   * @param n their order
   * @param a n n batch numbers
   * @return the first system that is not positive definite (a pivot of its factor is then 0, NaN or
   *     infinite; the others are right), or -1
   */
  public static int cholesky(int batch, int n, float[] a) {
    check("a", batch, n, n, a);
    int bad = -1;
    for (int from = 0; from < batch; from += CHUNK) {
      int count = Math.min(CHUNK, batch - from);
      for (int j = 0; j < n; j++) {
        int diagonal = (j * n + j) * batch + from;
        for (int p = 0; p < j; p++) {
          int left = (j * n + p) * batch + from;
          FLOATS.multiplySubtract(a, left, a, left, a, diagonal, count);
        }
        for (int s = 0; s < count; s++) {
          float pivot = a[diagonal + s];
          if (!(pivot > 0 && pivot < Float.POSITIVE_INFINITY)) {
            bad = bad < 0 ? from + s : Math.min(bad, from + s);
          }
        }
        FLOATS.squareRoot(a, diagonal, count);
        for (int i = j + 1; i < n; i++) {
          int to = (i * n + j) * batch + from;
          for (int p = 0; p < j; p++) {
            int left = (i * n + p) * batch + from;
            FLOATS.multiplySubtract(a, left, a, (j * n + p) * batch + from, a, to, count);
          }
          LEVEL1.divide(a, to, a, diagonal, a, to, count);
        }
      }
    }
    return bad;
  }

  /**
   * Solves L L' x = b for every system in single precision, in place. O(batch n²).
   *
   * @param batch the number of systems
   * @param n their order
   * @param l the factors of {@link #cholesky}
   * @param x n batch numbers: element i of system s at {@code i * batch + s}; another array
   */
  public static void solve(int batch, int n, float[] l, float[] x) {
    check("l", batch, n, n, l);
    check("x", batch, n, 1, x);
    MatrixChecks.apart("l", l, 0, 1, n * n * batch, l.length, "x", x, 0, 1, x.length, x.length);
    for (int from = 0; from < batch; from += CHUNK) {
      int count = Math.min(CHUNK, batch - from);
      for (int i = 0; i < n; i++) {
        int to = i * batch + from;
        for (int p = 0; p < i; p++) {
          int left = (i * n + p) * batch + from;
          FLOATS.multiplySubtract(l, left, x, p * batch + from, x, to, count);
        }
        LEVEL1.divide(x, to, l, (i * n + i) * batch + from, x, to, count);
      }
      for (int i = n - 1; i >= 0; i--) {
        int to = i * batch + from;
        for (int p = i + 1; p < n; p++) {
          int left = (p * n + i) * batch + from;
          FLOATS.multiplySubtract(l, left, x, p * batch + from, x, to, count);
        }
        LEVEL1.divide(x, to, l, (i * n + i) * batch + from, x, to, count);
      }
    }
  }

  /**
   * Solves a tridiagonal system for every member of the batch in single precision, in place, by
   * Thomas's elimination without pivoting: right for matrices that are diagonally dominant or
   * positive definite. O(batch n).
   *
   * @param batch the number of systems
   * @param n their order
   * @param lower the subdiagonals, n batch numbers: element i of system s at {@code i * batch + s}
   *     stands left of diagonal element i; those of i = 0 are not read
   * @param diagonal the diagonals, n batch numbers; overwritten by the pivots
   * @param upper the superdiagonals, n batch numbers, element i right of diagonal element i, those
   *     of i = n - 1 not read; overwritten
   * @param x n batch numbers: the right-hand sides on input, the solutions on output
   * @return the first system with a pivot that is zero or not finite (its solution is then not
   *     finite or meaningless; the others are right), or -1
   */
  public static int tridiagonal(
      int batch, int n, float[] lower, float[] diagonal, float[] upper, float[] x) {
    check("lower", batch, n, 1, lower);
    check("diagonal", batch, n, 1, diagonal);
    check("upper", batch, n, 1, upper);
    check("x", batch, n, 1, x);
    String[] names = {"lower", "diagonal", "upper", "x"};
    float[][] all = {lower, diagonal, upper, x};
    int size = n * batch;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < i; j++) {
        MatrixChecks.apart(names[i], all[i], 0, 1, size, size, names[j], all[j], 0, 1, size, size);
      }
    }
    int bad = -1;
    for (int from = 0; from < batch; from += CHUNK) {
      int count = Math.min(CHUNK, batch - from);
      for (int i = 0; i < n; i++) {
        int at = i * batch + from;
        if (i > 0) {
          FLOATS.multiplySubtract(lower, at, upper, at - batch, diagonal, at, count);
          FLOATS.multiplySubtract(lower, at, x, at - batch, x, at, count);
        }
        for (int s = 0; s < count; s++) {
          float pivot = diagonal[at + s];
          if (!(pivot != 0 && Math.abs(pivot) < Float.POSITIVE_INFINITY)) {
            bad = bad < 0 ? from + s : Math.min(bad, from + s);
          }
        }
        if (i < n - 1) {
          LEVEL1.divide(upper, at, diagonal, at, upper, at, count);
        }
        LEVEL1.divide(x, at, diagonal, at, x, at, count);
      }
      for (int i = n - 2; i >= 0; i--) {
        int at = i * batch + from;
        FLOATS.multiplySubtract(upper, at, x, at + batch, x, at, count);
      }
    }
    return bad;
  }

  private static void check(String name, int batch, int rows, int columns, double[] x) {
    check(name, batch, rows, columns, x.length);
  }

  private static void check(String name, int batch, int rows, int columns, float[] x) {
    check(name, batch, rows, columns, x.length);
  }

  private static void check(String name, int batch, int rows, int columns, int length) {
    if (batch < 0 || rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          name + " is " + batch + " times " + rows + " by " + columns + ": must not be negative");
    }
    Checks.range(name, length, 0, Math.multiplyExact(Math.multiplyExact(rows, columns), batch));
  }
}
