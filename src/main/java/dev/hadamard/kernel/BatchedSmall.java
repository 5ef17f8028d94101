package dev.hadamard.kernel;

/**
 * Many small matrices at once (say order 2 to 16), one vector lane for each: entry (i, j) of system
 * s stands at {@code (i * columns + j) * batch + s}. Every system gets the bits that it would get
 * alone.
 */
public final class BatchedSmall {
  /** Systems solved together: 16 by 16 of them take a quarter of a second-level cache. */
  private static final int CHUNK = 128;

  private static final BatchKernels KERNELS =
      Simd.choose(() -> new VectorBatch(), () -> new ScalarBatch());
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
    KERNELS.gemm(batch, 0, batch, m, n, k, a, b, c);
  }

  /**
   * The Cholesky factor L of every system, in place of its lower triangle; the upper one is not
   * touched. O(batch n³ / 3).
   *
   * @param batch the number of systems
   * @param n their order
   * @param a n n batch numbers
   * @return the first system that is not positive definite (its factor is then NaN or infinite in
   *     part; the others are right), or -1
   */
  public static int cholesky(int batch, int n, double[] a) {
    check("a", batch, n, n, a);
    KERNELS.cholesky(batch, 0, batch, n, a);
    int bad = batch;
    for (int j = 0; j < n; j++) {
      int diagonal = (j * n + j) * batch;
      for (int s = 0; s < bad; s++) {
        double root = a[diagonal + s];
        if (!(root > 0 && root < Double.POSITIVE_INFINITY)) {
          bad = s;
        }
      }
    }
    return bad < batch ? bad : -1;
  }

  /**
   * Solves L L' x = b for every system, in place. O(batch n²).
   *
   * @param batch the number of systems
   * @param n their order
   * @param l the factors of {@link #cholesky}
   * @param x n batch numbers: element i of system s at {@code i * batch + s}
   */
  public static void solve(int batch, int n, double[] l, double[] x) {
    check("l", batch, n, n, l);
    check("x", batch, n, 1, x);
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

  private static void check(String name, int batch, int rows, int columns, double[] x) {
    if (batch < 0 || rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          name + " is " + batch + " times " + rows + " by " + columns + ": must not be negative");
    }
    Checks.range(name, x.length, 0, Math.multiplyExact(Math.multiplyExact(rows, columns), batch));
  }
}
