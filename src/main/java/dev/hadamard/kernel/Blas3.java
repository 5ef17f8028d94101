package dev.hadamard.kernel;

import java.util.Arrays;

/**
 * Products of row-major matrices and triangular solves, in double and single precision.
 *
 * <p>A matrix is an array, the index of its first entry, and the distance of its rows (at least the
 * number of its columns), so that blocks of a matrix and EJML's {@code DMatrixRMaj.data} are used
 * in place. Zero rows, columns or sums are allowed. Outputs must not overlap inputs: blocks of one
 * array with the same distance of rows may interleave, anything else that overlaps is refused.
 *
 * <p>Results are the same bits for every vector width and number of threads. Large operations run
 * on {@link Parallelism#common()}; each thread keeps about 1 MB of work space from its first large
 * product on, and nothing is allocated after that except the few objects of a parallel loop.
 */
public final class Blas3 {
  /**
   * Order of the triangles and diagonal squares that are not halved further: tuned with Cholesky.
   */
  private static final int LEAF = 32;

  /** Columns of a strip of right-hand sides: 32 by 128 doubles fit a first-level cache. */
  private static final int STRIP = 128;

  /** Products m n k below this stay on the caller's thread: some 0.1 ms. */
  private static final long PARALLEL = 2_000_000;

  /** Common multiple of the heights of all tiles. */
  private static final int TILE_ROWS = 12;

  /** Common multiple of the widths of all tiles. */
  private static final int TILE_COLUMNS = 32;

  private static final GemmKernels GEMM =
      Simd.choose(() -> new VectorGemm(), () -> new ScalarGemm());
  private static final FloatGemmKernels FLOAT_GEMM =
      Simd.choose(() -> new VectorFloatGemm(), () -> new ScalarFloatGemm());
  private static final TriangularKernels TRIANGULAR =
      Simd.choose(() -> new VectorTriangular(), () -> new ScalarTriangular());
  private static final FloatTriangularKernels FLOAT_TRIANGULAR =
      Simd.choose(() -> new VectorFloatTriangular(), () -> new ScalarFloatTriangular());
  private static final Level2Kernels LEVEL2 =
      Simd.choose(() -> new VectorLevel2(), () -> new ScalarLevel2());
  private static final FloatLevel2Kernels FLOAT_LEVEL2 =
      Simd.choose(() -> new VectorFloatLevel2(), () -> new ScalarFloatLevel2());
  private static final Level1Kernels LEVEL1 =
      Simd.choose(() -> new VectorLevel1(), () -> new ScalarLevel1());

  private Blas3() {}

  /** Work space of a thread. */
  private static final class Buffers {
    private static final ThreadLocal<Buffers> OF_THREAD = ThreadLocal.withInitial(Buffers::new);

    private final double[] square = new double[LEAF * LEAF];
    private final double[] strip = new double[LEAF * STRIP];

    static Buffers get() {
      return OF_THREAD.get();
    }
  }

  /** Work space of a thread. */
  private static final class FloatBuffers {
    private static final ThreadLocal<FloatBuffers> OF_THREAD =
        ThreadLocal.withInitial(FloatBuffers::new);

    private final float[] square = new float[LEAF * LEAF];
    private final float[] strip = new float[LEAF * STRIP];

    static FloatBuffers get() {
      return OF_THREAD.get();
    }
  }

  private static Parallelism threads(int m, int n, int k) {
    return (long) m * n * k < PARALLEL ? Parallelism.sequential() : Parallelism.common();
  }

  /**
   * One chunk per thread, which packs its own blocks: as equal as whole tiles allow, because the
   * largest decides when all are done.
   */
  private static int chunk(int n, int threads, int tile) {
    return Math.ceilDiv(Math.ceilDiv(n, threads), tile) * tile;
  }

  /** Half of an order, a multiple of {@link #LEAF}. */
  private static int split(int n) {
    return Math.ceilDiv(Math.ceilDiv(n, 2), LEAF) * LEAF;
  }

  /**
   * C = alpha op(A) op(B) + beta C, on the threads of {@link Parallelism#common()} if it is large.
   *
   * <p>Each entry of C is first multiplied by beta (set to 0, whatever it was, if beta is 0), and
   * is then one chain of fused multiply-adds {@code c = fma(alpha * a, b, c)} in increasing k, so
   * that its bits do not depend on the blocking. O(m n k).
   *
   * @param transposeA whether op(A), m by k, is A or its transpose
   * @param transposeB whether op(B), k by n, is B or its transpose
   * @param m rows of C
   * @param n columns of C
   * @param k columns of op(A) and rows of op(B)
   * @param alpha factor of the product; with 0, A and B are not read
   * @param a the first factor
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the second factor
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   * @param beta factor of C
   * @param c input and output; must not overlap A or B
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void gemm(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] b,
      int bOffset,
      int ldb,
      double beta,
      double[] c,
      int cOffset,
      int ldc) {
    gemm(
        threads(m, n, k),
        transposeA,
        transposeB,
        m,
        n,
        k,
        alpha,
        a,
        aOffset,
        lda,
        b,
        bOffset,
        ldb,
        beta,
        c,
        cOffset,
        ldc);
  }

  /**
   * C = alpha op(A) op(B) + beta C, on given threads.
   *
   * <p>Each entry of C is first multiplied by beta (set to 0, whatever it was, if beta is 0), and
   * is then one chain of fused multiply-adds {@code c = fma(alpha * a, b, c)} in increasing k, so
   * that its bits do not depend on the blocking. O(m n k).
   *
   * @param parallelism the threads; small products stay on the caller's
   * @param transposeA whether op(A), m by k, is A or its transpose
   * @param transposeB whether op(B), k by n, is B or its transpose
   * @param m rows of C
   * @param n columns of C
   * @param k columns of op(A) and rows of op(B)
   * @param alpha factor of the product; with 0, A and B are not read
   * @param a the first factor
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the second factor
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   * @param beta factor of C
   * @param c input and output; must not overlap A or B
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void gemm(
      Parallelism parallelism,
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] b,
      int bOffset,
      int ldb,
      double beta,
      double[] c,
      int cOffset,
      int ldc) {
    boolean ta = transposeA == Transpose.YES;
    boolean tb = transposeB == Transpose.YES;
    MatrixChecks.matrix("a", a.length, aOffset, ta ? k : m, ta ? m : k, lda);
    MatrixChecks.matrix("b", b.length, bOffset, tb ? n : k, tb ? k : n, ldb);
    MatrixChecks.matrix("c", c.length, cOffset, m, n, ldc);
    MatrixChecks.apart("a", a, aOffset, ta ? k : m, ta ? m : k, lda, "c", c, cOffset, m, n, ldc);
    MatrixChecks.apart("b", b, bOffset, tb ? n : k, tb ? k : n, ldb, "c", c, cOffset, m, n, ldc);
    scale(m, n, beta, c, cOffset, ldc);
    if (alpha != 0 && k > 0) {
      product(
          parallelism,
          ta,
          tb,
          m,
          n,
          k,
          alpha,
          a,
          aOffset,
          lda,
          b,
          bOffset,
          ldb,
          beta == 0,
          c,
          cOffset,
          ldc);
    }
  }

  /** The product on one thread or in blocks of C, whose number does not change a bit. */
  private static void product(
      Parallelism parallelism,
      boolean ta,
      boolean tb,
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      boolean zero,
      double[] c,
      int co,
      int ldc) {
    int threads = parallelism.threads();
    if (threads == 1 || (long) m * n * k < PARALLEL) {
      GEMM.multiply(ta, tb, m, n, k, alpha, a, ao, lda, b, bo, ldb, zero, c, co, ldc);
    } else if (m >= n) {
      int chunk = chunk(m, threads, TILE_ROWS);
      parallelism.forEachChunk(
          m,
          chunk,
          (from, to) ->
              GEMM.multiply(
                  ta,
                  tb,
                  to - from,
                  n,
                  k,
                  alpha,
                  a,
                  ao + from * (ta ? 1 : lda),
                  lda,
                  b,
                  bo,
                  ldb,
                  zero,
                  c,
                  co + from * ldc,
                  ldc));
    } else {
      int chunk = chunk(n, threads, TILE_COLUMNS);
      parallelism.forEachChunk(
          n,
          chunk,
          (from, to) ->
              GEMM.multiply(
                  ta,
                  tb,
                  m,
                  to - from,
                  k,
                  alpha,
                  a,
                  ao,
                  lda,
                  b,
                  bo + from * (tb ? ldb : 1),
                  ldb,
                  zero,
                  c,
                  co + from,
                  ldc));
    }
  }

  /** C = beta C; with 0 the caller's product starts from zeros, but may have nothing to add. */
  private static void scale(int m, int n, double beta, double[] c, int co, int ldc) {
    if (beta == 1) {
      return;
    }
    for (int i = 0; i < m; i++) {
      int row = co + i * ldc;
      if (beta == 0) {
        Arrays.fill(c, row, row + n, 0);
      } else {
        LEVEL1.scale(beta, c, row, c, row, n);
      }
    }
  }

  /**
   * C = alpha op(A) op(A)' + beta C in one triangle; the other is not touched. Each entry is a
   * chain as in {@code gemm}. O(n² k / 2), by halving, so that most of the work is products.
   *
   * @param triangle the triangle of C
   * @param transpose whether op(A), n by k, is A or its transpose
   * @param n order of C
   * @param k columns of op(A)
   * @param alpha factor of the product
   * @param a the factor
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param beta factor of C
   * @param c input and output; must not overlap A
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void syrk(
      Triangle triangle,
      Transpose transpose,
      int n,
      int k,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double beta,
      double[] c,
      int cOffset,
      int ldc) {
    boolean t = transpose == Transpose.YES;
    MatrixChecks.matrix("a", a.length, aOffset, t ? k : n, t ? n : k, lda);
    MatrixChecks.matrix("c", c.length, cOffset, n, n, ldc);
    MatrixChecks.apart("a", a, aOffset, t ? k : n, t ? n : k, lda, "c", c, cOffset, n, n, ldc);
    boolean lower = triangle == Triangle.LOWER;
    scaleTriangle(lower, n, beta, c, cOffset, ldc);
    if (alpha != 0 && k > 0) {
      rankUpdate(
          threads(n, n, k),
          lower,
          t,
          n,
          k,
          alpha,
          a,
          aOffset,
          a,
          aOffset,
          lda,
          lda,
          c,
          cOffset,
          ldc);
    }
  }

  /**
   * C = alpha (op(A) op(B)' + op(B) op(A)') + beta C in one triangle; the other is not touched.
   * Each entry is the chain of the first product, continued by that of the second, within squares
   * on the diagonal and blocks beside it that depend on n alone. O(n² k).
   *
   * @param triangle the triangle of C
   * @param transpose whether op(A) and op(B), n by k, are A and B or their transposes
   * @param n order of C
   * @param k columns of op(A)
   * @param alpha factor of the products
   * @param a the first factor
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the second factor
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   * @param beta factor of C
   * @param c input and output; must not overlap A or B
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void syr2k(
      Triangle triangle,
      Transpose transpose,
      int n,
      int k,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] b,
      int bOffset,
      int ldb,
      double beta,
      double[] c,
      int cOffset,
      int ldc) {
    boolean t = transpose == Transpose.YES;
    MatrixChecks.matrix("a", a.length, aOffset, t ? k : n, t ? n : k, lda);
    MatrixChecks.matrix("b", b.length, bOffset, t ? k : n, t ? n : k, ldb);
    MatrixChecks.matrix("c", c.length, cOffset, n, n, ldc);
    MatrixChecks.apart("a", a, aOffset, t ? k : n, t ? n : k, lda, "c", c, cOffset, n, n, ldc);
    MatrixChecks.apart("b", b, bOffset, t ? k : n, t ? n : k, ldb, "c", c, cOffset, n, n, ldc);
    boolean lower = triangle == Triangle.LOWER;
    scaleTriangle(lower, n, beta, c, cOffset, ldc);
    if (alpha != 0 && k > 0) {
      Parallelism threads = threads(n, n, k);
      rankUpdate(threads, lower, t, n, k, alpha, a, aOffset, b, bOffset, lda, ldb, c, cOffset, ldc);
      rankUpdate(threads, lower, t, n, k, alpha, b, bOffset, a, aOffset, ldb, lda, c, cOffset, ldc);
    }
  }

  private static void scaleTriangle(
      boolean lower, int n, double beta, double[] c, int co, int ldc) {
    for (int i = 0; i < n; i++) {
      scale(1, lower ? i + 1 : n - i, beta, c, co + i * ldc + (lower ? 0 : i), ldc);
    }
  }

  /** One triangle of C += alpha op(A) op(B)'. */
  private static void rankUpdate(
      Parallelism parallelism,
      boolean lower,
      boolean t,
      int n,
      int k,
      double alpha,
      double[] a,
      int ao,
      double[] b,
      int bo,
      int lda,
      int ldb,
      double[] c,
      int co,
      int ldc) {
    if (n <= LEAF) {
      double[] square = Buffers.get().square;
      for (int i = 0; i < n; i++) {
        int from = lower ? 0 : i;
        System.arraycopy(c, co + i * ldc + from, square, i * LEAF + from, lower ? i + 1 : n - i);
      }
      GEMM.multiply(t, !t, n, n, k, alpha, a, ao, lda, b, bo, ldb, false, square, 0, LEAF);
      for (int i = 0; i < n; i++) {
        int from = lower ? 0 : i;
        System.arraycopy(square, i * LEAF + from, c, co + i * ldc + from, lower ? i + 1 : n - i);
      }
      return;
    }
    int half = split(n);
    int aHalf = ao + half * (t ? 1 : lda);
    int bHalf = bo + half * (t ? 1 : ldb);
    int rest = n - half;
    rankUpdate(parallelism, lower, t, half, k, alpha, a, ao, b, bo, lda, ldb, c, co, ldc);
    if (lower) {
      product(
          parallelism,
          t,
          !t,
          rest,
          half,
          k,
          alpha,
          a,
          aHalf,
          lda,
          b,
          bo,
          ldb,
          false,
          c,
          co + half * ldc,
          ldc);
    } else {
      product(
          parallelism,
          t,
          !t,
          half,
          rest,
          k,
          alpha,
          a,
          ao,
          lda,
          b,
          bHalf,
          ldb,
          false,
          c,
          co + half,
          ldc);
    }
    rankUpdate(
        parallelism,
        lower,
        t,
        rest,
        k,
        alpha,
        a,
        aHalf,
        b,
        bHalf,
        lda,
        ldb,
        c,
        co + half * ldc + half,
        ldc);
  }

  /**
   * C = alpha A B + beta C or C = alpha B A + beta C with a symmetric A of which one triangle is
   * read. The sums run over blocks of A in increasing order, each entry one chain as in {@code
   * gemm}. O(m n (m or n)).
   *
   * @param side where A stands
   * @param triangle the triangle of A that is read
   * @param m rows of C
   * @param n columns of C
   * @param alpha factor of the product
   * @param a the symmetric factor, m by m on the left, n by n on the right
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the other factor, m by n
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   * @param beta factor of C
   * @param c input and output; must not overlap A or B
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void symm(
      Side side,
      Triangle triangle,
      int m,
      int n,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] b,
      int bOffset,
      int ldb,
      double beta,
      double[] c,
      int cOffset,
      int ldc) {
    boolean left = side == Side.LEFT;
    boolean lower = triangle == Triangle.LOWER;
    int order = left ? m : n;
    MatrixChecks.matrix("a", a.length, aOffset, order, order, lda);
    MatrixChecks.matrix("b", b.length, bOffset, m, n, ldb);
    MatrixChecks.matrix("c", c.length, cOffset, m, n, ldc);
    MatrixChecks.apart("a", a, aOffset, order, order, lda, "c", c, cOffset, m, n, ldc);
    MatrixChecks.apart("b", b, bOffset, m, n, ldb, "c", c, cOffset, m, n, ldc);
    scale(m, n, beta, c, cOffset, ldc);
    if (alpha == 0) {
      return;
    }
    Parallelism threads = threads(m, n, order);
    double[] square = Buffers.get().square;
    for (int i = 0; i < order; i += LEAF) {
      int rows = Math.min(LEAF, order - i);
      // Left: rows i of A times B. Right: rows i of A, the depth of the product, reach all of C.
      for (int pass = 0; pass < 3; pass++) {
        int from = pass == 0 ? 0 : pass == 1 ? i : i + rows;
        int to = pass == 0 ? i : pass == 1 ? i + rows : order;
        if (from == to) {
          continue;
        }
        boolean stored = pass == 0 == lower;
        double[] block = a;
        int offset = stored ? aOffset + i * lda + from : aOffset + from * lda + i;
        int stride = lda;
        if (pass == 1) {
          expand(lower, rows, a, aOffset + i * lda + i, lda, square);
          block = square;
          offset = 0;
          stride = LEAF;
          stored = true;
        }
        if (left) {
          product(
              threads,
              !stored,
              false,
              rows,
              n,
              to - from,
              alpha,
              block,
              offset,
              stride,
              b,
              bOffset + from * ldb,
              ldb,
              false,
              c,
              cOffset + i * ldc,
              ldc);
        } else {
          product(
              threads,
              false,
              !stored,
              m,
              to - from,
              rows,
              alpha,
              b,
              bOffset + i,
              ldb,
              block,
              offset,
              stride,
              false,
              c,
              cOffset + from,
              ldc);
        }
      }
    }
  }

  /** The whole of a small symmetric matrix. */
  private static void expand(boolean lower, int n, double[] a, int ao, int lda, double[] square) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double value = lower ? a[ao + i * lda + j] : a[ao + j * lda + i];
        square[i * LEAF + j] = value;
        square[j * LEAF + i] = value;
      }
    }
  }

  /**
   * Solves op(A) X = alpha B or X op(A) = alpha B with a triangular A; X overwrites B. By halving,
   * so that most of the work is products; a zero on the diagonal gives infinities or NaN. O(m n (m
   * or n) / 2).
   *
   * @param side where A stands
   * @param triangle the triangle of A that is read
   * @param transpose whether op(A) is A or its transpose
   * @param diagonal what stands on the diagonal of A
   * @param m rows of B
   * @param n columns of B
   * @param alpha factor of B
   * @param a the triangular factor, m by m on the left, n by n on the right
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b input and output; must not overlap A
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   */
  public static void trsm(
      Side side,
      Triangle triangle,
      Transpose transpose,
      Diagonal diagonal,
      int m,
      int n,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] b,
      int bOffset,
      int ldb) {
    boolean left = side == Side.LEFT;
    int order = left ? m : n;
    MatrixChecks.matrix("a", a.length, aOffset, order, order, lda);
    MatrixChecks.matrix("b", b.length, bOffset, m, n, ldb);
    MatrixChecks.apart("a", a, aOffset, order, order, lda, "b", b, bOffset, m, n, ldb);
    scale(m, n, alpha, b, bOffset, ldb);
    boolean t = transpose == Transpose.YES;
    boolean lower = (triangle == Triangle.LOWER) != t;
    boolean unit = diagonal == Diagonal.UNIT;
    Parallelism threads = threads(m, n, order);
    if (left) {
      solveLeft(threads, lower, t, unit, m, n, a, aOffset, lda, b, bOffset, ldb);
    } else {
      solveRight(threads, lower, t, unit, m, n, a, aOffset, lda, b, bOffset, ldb);
    }
  }

  private static void solveLeft(
      Parallelism threads,
      boolean lower,
      boolean t,
      boolean unit,
      int m,
      int n,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb) {
    if (m <= LEAF) {
      TRIANGULAR.solve(lower, unit, m, n, a, ao, t ? 1 : lda, t ? lda : 1, b, bo, ldb);
      return;
    }
    int half = split(m);
    int second = ao + half * lda + half;
    int below = bo + half * ldb;
    int rest = m - half;
    // op(A) has its block below the diagonal at a21 if it is lower, else the one above at a12.
    int beside = lower == t ? ao + half : ao + half * lda;
    if (lower) {
      solveLeft(threads, true, t, unit, half, n, a, ao, lda, b, bo, ldb);
      product(
          threads, t, false, rest, n, half, -1, a, beside, lda, b, bo, ldb, false, b, below, ldb);
      solveLeft(threads, true, t, unit, rest, n, a, second, lda, b, below, ldb);
    } else {
      solveLeft(threads, false, t, unit, rest, n, a, second, lda, b, below, ldb);
      product(
          threads, t, false, half, n, rest, -1, a, beside, lda, b, below, ldb, false, b, bo, ldb);
      solveLeft(threads, false, t, unit, half, n, a, ao, lda, b, bo, ldb);
    }
  }

  private static void solveRight(
      Parallelism threads,
      boolean lower,
      boolean t,
      boolean unit,
      int m,
      int n,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb) {
    if (n <= LEAF) {
      double[] strip = Buffers.get().strip;
      for (int i = 0; i < m; i += STRIP) {
        int rows = Math.min(STRIP, m - i);
        LEVEL2.transpose(rows, n, b, bo + i * ldb, ldb, strip, 0, STRIP);
        TRIANGULAR.solve(!lower, unit, n, rows, a, ao, t ? lda : 1, t ? 1 : lda, strip, 0, STRIP);
        LEVEL2.transpose(n, rows, strip, 0, STRIP, b, bo + i * ldb, ldb);
      }
      return;
    }
    int half = split(n);
    int second = ao + half * lda + half;
    int right = bo + half;
    int rest = n - half;
    int beside = lower == t ? ao + half : ao + half * lda;
    if (lower) {
      solveRight(threads, true, t, unit, m, rest, a, second, lda, b, right, ldb);
      product(
          threads, false, t, m, half, rest, -1, b, right, ldb, a, beside, lda, false, b, bo, ldb);
      solveRight(threads, true, t, unit, m, half, a, ao, lda, b, bo, ldb);
    } else {
      solveRight(threads, false, t, unit, m, half, a, ao, lda, b, bo, ldb);
      product(
          threads, false, t, m, rest, half, -1, b, bo, ldb, a, beside, lda, false, b, right, ldb);
      solveRight(threads, false, t, unit, m, rest, a, second, lda, b, right, ldb);
    }
  }

  /**
   * B = alpha op(A) B or B = alpha B op(A) with a triangular A. By halving, so that most of the
   * work is products. O(m n (m or n) / 2).
   *
   * @param side where A stands
   * @param triangle the triangle of A that is read
   * @param transpose whether op(A) is A or its transpose
   * @param diagonal what stands on the diagonal of A
   * @param m rows of B
   * @param n columns of B
   * @param alpha factor of B
   * @param a the triangular factor, m by m on the left, n by n on the right
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b input and output; must not overlap A
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   */
  public static void trmm(
      Side side,
      Triangle triangle,
      Transpose transpose,
      Diagonal diagonal,
      int m,
      int n,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] b,
      int bOffset,
      int ldb) {
    boolean left = side == Side.LEFT;
    int order = left ? m : n;
    MatrixChecks.matrix("a", a.length, aOffset, order, order, lda);
    MatrixChecks.matrix("b", b.length, bOffset, m, n, ldb);
    MatrixChecks.apart("a", a, aOffset, order, order, lda, "b", b, bOffset, m, n, ldb);
    scale(m, n, alpha, b, bOffset, ldb);
    boolean t = transpose == Transpose.YES;
    boolean lower = (triangle == Triangle.LOWER) != t;
    boolean unit = diagonal == Diagonal.UNIT;
    Parallelism threads = threads(m, n, order);
    if (left) {
      multiplyLeft(threads, lower, t, unit, m, n, a, aOffset, lda, b, bOffset, ldb);
    } else {
      multiplyRight(threads, lower, t, unit, m, n, a, aOffset, lda, b, bOffset, ldb);
    }
  }

  private static void multiplyLeft(
      Parallelism threads,
      boolean lower,
      boolean t,
      boolean unit,
      int m,
      int n,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb) {
    if (m <= LEAF) {
      multiplyLeaf(lower, unit, m, n, a, ao, t ? 1 : lda, t ? lda : 1, b, bo, ldb);
      return;
    }
    int half = split(m);
    int second = ao + half * lda + half;
    int below = bo + half * ldb;
    int rest = m - half;
    int beside = lower == t ? ao + half : ao + half * lda;
    if (lower) {
      multiplyLeft(threads, true, t, unit, rest, n, a, second, lda, b, below, ldb);
      product(
          threads, t, false, rest, n, half, 1, a, beside, lda, b, bo, ldb, false, b, below, ldb);
      multiplyLeft(threads, true, t, unit, half, n, a, ao, lda, b, bo, ldb);
    } else {
      multiplyLeft(threads, false, t, unit, half, n, a, ao, lda, b, bo, ldb);
      product(
          threads, t, false, half, n, rest, 1, a, beside, lda, b, below, ldb, false, b, bo, ldb);
      multiplyLeft(threads, false, t, unit, rest, n, a, second, lda, b, below, ldb);
    }
  }

  private static void multiplyRight(
      Parallelism threads,
      boolean lower,
      boolean t,
      boolean unit,
      int m,
      int n,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb) {
    if (n <= LEAF) {
      double[] strip = Buffers.get().strip;
      for (int i = 0; i < m; i += STRIP) {
        int rows = Math.min(STRIP, m - i);
        LEVEL2.transpose(rows, n, b, bo + i * ldb, ldb, strip, 0, STRIP);
        multiplyLeaf(!lower, unit, n, rows, a, ao, t ? lda : 1, t ? 1 : lda, strip, 0, STRIP);
        LEVEL2.transpose(n, rows, strip, 0, STRIP, b, bo + i * ldb, ldb);
      }
      return;
    }
    int half = split(n);
    int second = ao + half * lda + half;
    int right = bo + half;
    int rest = n - half;
    int beside = lower == t ? ao + half : ao + half * lda;
    if (lower) {
      multiplyRight(threads, true, t, unit, m, half, a, ao, lda, b, bo, ldb);
      product(
          threads, false, t, m, half, rest, 1, b, right, ldb, a, beside, lda, false, b, bo, ldb);
      multiplyRight(threads, true, t, unit, m, rest, a, second, lda, b, right, ldb);
    } else {
      multiplyRight(threads, false, t, unit, m, rest, a, second, lda, b, right, ldb);
      product(
          threads, false, t, m, rest, half, 1, b, bo, ldb, a, beside, lda, false, b, right, ldb);
      multiplyRight(threads, false, t, unit, m, half, a, ao, lda, b, bo, ldb);
    }
  }

  /** B = T B with a small triangle; rows that are still needed are overwritten last. */
  private static void multiplyLeaf(
      boolean lower,
      boolean unit,
      int m,
      int n,
      double[] t,
      int to,
      int rowStride,
      int columnStride,
      double[] b,
      int bo,
      int ldb) {
    for (int step = 0; step < m; step++) {
      int i = lower ? m - 1 - step : step;
      int row = bo + i * ldb;
      if (!unit) {
        LEVEL1.scale(t[to + i * (rowStride + columnStride)], b, row, b, row, n);
      }
      for (int k = lower ? 0 : i + 1; k < (lower ? i : m); k++) {
        LEVEL1.axpy(t[to + i * rowStride + k * columnStride], b, bo + k * ldb, b, row, n);
      }
    }
  }

  /**
   * C = alpha op(A) op(B) + beta C, on the threads of {@link Parallelism#common()} if it is large.
   *
   * <p>Each entry of C is first multiplied by beta (set to 0, whatever it was, if beta is 0), and
   * is then one chain of fused multiply-adds {@code c = fma(alpha * a, b, c)} in increasing k, so
   * that its bits do not depend on the blocking. O(m n k).
   *
   * @param transposeA whether op(A), m by k, is A or its transpose
   * @param transposeB whether op(B), k by n, is B or its transpose
   * @param m rows of C
   * @param n columns of C
   * @param k columns of op(A) and rows of op(B)
   * @param alpha factor of the product; with 0, A and B are not read
   * @param a the first factor
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the second factor
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   * @param beta factor of C
   * @param c input and output; must not overlap A or B
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void gemm(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float beta,
      float[] c,
      int cOffset,
      int ldc) {
    gemm(
        threads(m, n, k),
        transposeA,
        transposeB,
        m,
        n,
        k,
        alpha,
        a,
        aOffset,
        lda,
        b,
        bOffset,
        ldb,
        beta,
        c,
        cOffset,
        ldc);
  }

  /**
   * C = alpha op(A) op(B) + beta C, on given threads.
   *
   * <p>Each entry of C is first multiplied by beta (set to 0, whatever it was, if beta is 0), and
   * is then one chain of fused multiply-adds {@code c = fma(alpha * a, b, c)} in increasing k, so
   * that its bits do not depend on the blocking. O(m n k).
   *
   * @param parallelism the threads; small products stay on the caller's
   * @param transposeA whether op(A), m by k, is A or its transpose
   * @param transposeB whether op(B), k by n, is B or its transpose
   * @param m rows of C
   * @param n columns of C
   * @param k columns of op(A) and rows of op(B)
   * @param alpha factor of the product; with 0, A and B are not read
   * @param a the first factor
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the second factor
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   * @param beta factor of C
   * @param c input and output; must not overlap A or B
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void gemm(
      Parallelism parallelism,
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float beta,
      float[] c,
      int cOffset,
      int ldc) {
    boolean ta = transposeA == Transpose.YES;
    boolean tb = transposeB == Transpose.YES;
    MatrixChecks.matrix("a", a.length, aOffset, ta ? k : m, ta ? m : k, lda);
    MatrixChecks.matrix("b", b.length, bOffset, tb ? n : k, tb ? k : n, ldb);
    MatrixChecks.matrix("c", c.length, cOffset, m, n, ldc);
    MatrixChecks.apart("a", a, aOffset, ta ? k : m, ta ? m : k, lda, "c", c, cOffset, m, n, ldc);
    MatrixChecks.apart("b", b, bOffset, tb ? n : k, tb ? k : n, ldb, "c", c, cOffset, m, n, ldc);
    scale(m, n, beta, c, cOffset, ldc);
    if (alpha != 0 && k > 0) {
      product(
          parallelism,
          ta,
          tb,
          m,
          n,
          k,
          alpha,
          a,
          aOffset,
          lda,
          b,
          bOffset,
          ldb,
          beta == 0,
          c,
          cOffset,
          ldc);
    }
  }

  /** The product on one thread or in blocks of C, whose number does not change a bit. */
  private static void product(
      Parallelism parallelism,
      boolean ta,
      boolean tb,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      boolean zero,
      float[] c,
      int co,
      int ldc) {
    int threads = parallelism.threads();
    if (threads == 1 || (long) m * n * k < PARALLEL) {
      FLOAT_GEMM.multiply(ta, tb, m, n, k, alpha, a, ao, lda, b, bo, ldb, zero, c, co, ldc);
    } else if (m >= n) {
      int chunk = chunk(m, threads, TILE_ROWS);
      parallelism.forEachChunk(
          m,
          chunk,
          (from, to) ->
              FLOAT_GEMM.multiply(
                  ta,
                  tb,
                  to - from,
                  n,
                  k,
                  alpha,
                  a,
                  ao + from * (ta ? 1 : lda),
                  lda,
                  b,
                  bo,
                  ldb,
                  zero,
                  c,
                  co + from * ldc,
                  ldc));
    } else {
      int chunk = chunk(n, threads, TILE_COLUMNS);
      parallelism.forEachChunk(
          n,
          chunk,
          (from, to) ->
              FLOAT_GEMM.multiply(
                  ta,
                  tb,
                  m,
                  to - from,
                  k,
                  alpha,
                  a,
                  ao,
                  lda,
                  b,
                  bo + from * (tb ? ldb : 1),
                  ldb,
                  zero,
                  c,
                  co + from,
                  ldc));
    }
  }

  /** C = beta C; with 0 the caller's product starts from zeros, but may have nothing to add. */
  private static void scale(int m, int n, float beta, float[] c, int co, int ldc) {
    if (beta == 1) {
      return;
    }
    for (int i = 0; i < m; i++) {
      int row = co + i * ldc;
      if (beta == 0) {
        Arrays.fill(c, row, row + n, 0);
      } else {
        LEVEL1.scale(beta, c, row, c, row, n);
      }
    }
  }

  /**
   * C = alpha op(A) op(A)' + beta C in one triangle; the other is not touched. Each entry is a
   * chain as in {@code gemm}. O(n² k / 2), by halving, so that most of the work is products.
   *
   * @param triangle the triangle of C
   * @param transpose whether op(A), n by k, is A or its transpose
   * @param n order of C
   * @param k columns of op(A)
   * @param alpha factor of the product
   * @param a the factor
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param beta factor of C
   * @param c input and output; must not overlap A
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void syrk(
      Triangle triangle,
      Transpose transpose,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float beta,
      float[] c,
      int cOffset,
      int ldc) {
    boolean t = transpose == Transpose.YES;
    MatrixChecks.matrix("a", a.length, aOffset, t ? k : n, t ? n : k, lda);
    MatrixChecks.matrix("c", c.length, cOffset, n, n, ldc);
    MatrixChecks.apart("a", a, aOffset, t ? k : n, t ? n : k, lda, "c", c, cOffset, n, n, ldc);
    boolean lower = triangle == Triangle.LOWER;
    scaleTriangle(lower, n, beta, c, cOffset, ldc);
    if (alpha != 0 && k > 0) {
      rankUpdate(
          threads(n, n, k),
          lower,
          t,
          n,
          k,
          alpha,
          a,
          aOffset,
          a,
          aOffset,
          lda,
          lda,
          c,
          cOffset,
          ldc);
    }
  }

  /**
   * C = alpha (op(A) op(B)' + op(B) op(A)') + beta C in one triangle; the other is not touched.
   * Each entry is the chain of the first product, continued by that of the second, within squares
   * on the diagonal and blocks beside it that depend on n alone. O(n² k).
   *
   * @param triangle the triangle of C
   * @param transpose whether op(A) and op(B), n by k, are A and B or their transposes
   * @param n order of C
   * @param k columns of op(A)
   * @param alpha factor of the products
   * @param a the first factor
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the second factor
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   * @param beta factor of C
   * @param c input and output; must not overlap A or B
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void syr2k(
      Triangle triangle,
      Transpose transpose,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float beta,
      float[] c,
      int cOffset,
      int ldc) {
    boolean t = transpose == Transpose.YES;
    MatrixChecks.matrix("a", a.length, aOffset, t ? k : n, t ? n : k, lda);
    MatrixChecks.matrix("b", b.length, bOffset, t ? k : n, t ? n : k, ldb);
    MatrixChecks.matrix("c", c.length, cOffset, n, n, ldc);
    MatrixChecks.apart("a", a, aOffset, t ? k : n, t ? n : k, lda, "c", c, cOffset, n, n, ldc);
    MatrixChecks.apart("b", b, bOffset, t ? k : n, t ? n : k, ldb, "c", c, cOffset, n, n, ldc);
    boolean lower = triangle == Triangle.LOWER;
    scaleTriangle(lower, n, beta, c, cOffset, ldc);
    if (alpha != 0 && k > 0) {
      Parallelism threads = threads(n, n, k);
      rankUpdate(threads, lower, t, n, k, alpha, a, aOffset, b, bOffset, lda, ldb, c, cOffset, ldc);
      rankUpdate(threads, lower, t, n, k, alpha, b, bOffset, a, aOffset, ldb, lda, c, cOffset, ldc);
    }
  }

  private static void scaleTriangle(boolean lower, int n, float beta, float[] c, int co, int ldc) {
    for (int i = 0; i < n; i++) {
      scale(1, lower ? i + 1 : n - i, beta, c, co + i * ldc + (lower ? 0 : i), ldc);
    }
  }

  /** One triangle of C += alpha op(A) op(B)'. */
  private static void rankUpdate(
      Parallelism parallelism,
      boolean lower,
      boolean t,
      int n,
      int k,
      float alpha,
      float[] a,
      int ao,
      float[] b,
      int bo,
      int lda,
      int ldb,
      float[] c,
      int co,
      int ldc) {
    if (n <= LEAF) {
      float[] square = FloatBuffers.get().square;
      for (int i = 0; i < n; i++) {
        int from = lower ? 0 : i;
        System.arraycopy(c, co + i * ldc + from, square, i * LEAF + from, lower ? i + 1 : n - i);
      }
      FLOAT_GEMM.multiply(t, !t, n, n, k, alpha, a, ao, lda, b, bo, ldb, false, square, 0, LEAF);
      for (int i = 0; i < n; i++) {
        int from = lower ? 0 : i;
        System.arraycopy(square, i * LEAF + from, c, co + i * ldc + from, lower ? i + 1 : n - i);
      }
      return;
    }
    int half = split(n);
    int aHalf = ao + half * (t ? 1 : lda);
    int bHalf = bo + half * (t ? 1 : ldb);
    int rest = n - half;
    rankUpdate(parallelism, lower, t, half, k, alpha, a, ao, b, bo, lda, ldb, c, co, ldc);
    if (lower) {
      product(
          parallelism,
          t,
          !t,
          rest,
          half,
          k,
          alpha,
          a,
          aHalf,
          lda,
          b,
          bo,
          ldb,
          false,
          c,
          co + half * ldc,
          ldc);
    } else {
      product(
          parallelism,
          t,
          !t,
          half,
          rest,
          k,
          alpha,
          a,
          ao,
          lda,
          b,
          bHalf,
          ldb,
          false,
          c,
          co + half,
          ldc);
    }
    rankUpdate(
        parallelism,
        lower,
        t,
        rest,
        k,
        alpha,
        a,
        aHalf,
        b,
        bHalf,
        lda,
        ldb,
        c,
        co + half * ldc + half,
        ldc);
  }

  /**
   * C = alpha A B + beta C or C = alpha B A + beta C with a symmetric A of which one triangle is
   * read. The sums run over blocks of A in increasing order, each entry one chain as in {@code
   * gemm}. O(m n (m or n)).
   *
   * @param side where A stands
   * @param triangle the triangle of A that is read
   * @param m rows of C
   * @param n columns of C
   * @param alpha factor of the product
   * @param a the symmetric factor, m by m on the left, n by n on the right
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b the other factor, m by n
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   * @param beta factor of C
   * @param c input and output; must not overlap A or B
   * @param cOffset index of its first entry
   * @param ldc distance of its rows
   */
  public static void symm(
      Side side,
      Triangle triangle,
      int m,
      int n,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float beta,
      float[] c,
      int cOffset,
      int ldc) {
    boolean left = side == Side.LEFT;
    boolean lower = triangle == Triangle.LOWER;
    int order = left ? m : n;
    MatrixChecks.matrix("a", a.length, aOffset, order, order, lda);
    MatrixChecks.matrix("b", b.length, bOffset, m, n, ldb);
    MatrixChecks.matrix("c", c.length, cOffset, m, n, ldc);
    MatrixChecks.apart("a", a, aOffset, order, order, lda, "c", c, cOffset, m, n, ldc);
    MatrixChecks.apart("b", b, bOffset, m, n, ldb, "c", c, cOffset, m, n, ldc);
    scale(m, n, beta, c, cOffset, ldc);
    if (alpha == 0) {
      return;
    }
    Parallelism threads = threads(m, n, order);
    float[] square = FloatBuffers.get().square;
    for (int i = 0; i < order; i += LEAF) {
      int rows = Math.min(LEAF, order - i);
      // Left: rows i of A times B. Right: rows i of A, the depth of the product, reach all of C.
      for (int pass = 0; pass < 3; pass++) {
        int from = pass == 0 ? 0 : pass == 1 ? i : i + rows;
        int to = pass == 0 ? i : pass == 1 ? i + rows : order;
        if (from == to) {
          continue;
        }
        boolean stored = pass == 0 == lower;
        float[] block = a;
        int offset = stored ? aOffset + i * lda + from : aOffset + from * lda + i;
        int stride = lda;
        if (pass == 1) {
          expand(lower, rows, a, aOffset + i * lda + i, lda, square);
          block = square;
          offset = 0;
          stride = LEAF;
          stored = true;
        }
        if (left) {
          product(
              threads,
              !stored,
              false,
              rows,
              n,
              to - from,
              alpha,
              block,
              offset,
              stride,
              b,
              bOffset + from * ldb,
              ldb,
              false,
              c,
              cOffset + i * ldc,
              ldc);
        } else {
          product(
              threads,
              false,
              !stored,
              m,
              to - from,
              rows,
              alpha,
              b,
              bOffset + i,
              ldb,
              block,
              offset,
              stride,
              false,
              c,
              cOffset + from,
              ldc);
        }
      }
    }
  }

  /** The whole of a small symmetric matrix. */
  private static void expand(boolean lower, int n, float[] a, int ao, int lda, float[] square) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        float value = lower ? a[ao + i * lda + j] : a[ao + j * lda + i];
        square[i * LEAF + j] = value;
        square[j * LEAF + i] = value;
      }
    }
  }

  /**
   * Solves op(A) X = alpha B or X op(A) = alpha B with a triangular A; X overwrites B. By halving,
   * so that most of the work is products; a zero on the diagonal gives infinities or NaN. O(m n (m
   * or n) / 2).
   *
   * @param side where A stands
   * @param triangle the triangle of A that is read
   * @param transpose whether op(A) is A or its transpose
   * @param diagonal what stands on the diagonal of A
   * @param m rows of B
   * @param n columns of B
   * @param alpha factor of B
   * @param a the triangular factor, m by m on the left, n by n on the right
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b input and output; must not overlap A
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   */
  public static void trsm(
      Side side,
      Triangle triangle,
      Transpose transpose,
      Diagonal diagonal,
      int m,
      int n,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb) {
    boolean left = side == Side.LEFT;
    int order = left ? m : n;
    MatrixChecks.matrix("a", a.length, aOffset, order, order, lda);
    MatrixChecks.matrix("b", b.length, bOffset, m, n, ldb);
    MatrixChecks.apart("a", a, aOffset, order, order, lda, "b", b, bOffset, m, n, ldb);
    scale(m, n, alpha, b, bOffset, ldb);
    boolean t = transpose == Transpose.YES;
    boolean lower = (triangle == Triangle.LOWER) != t;
    boolean unit = diagonal == Diagonal.UNIT;
    Parallelism threads = threads(m, n, order);
    if (left) {
      solveLeft(threads, lower, t, unit, m, n, a, aOffset, lda, b, bOffset, ldb);
    } else {
      solveRight(threads, lower, t, unit, m, n, a, aOffset, lda, b, bOffset, ldb);
    }
  }

  private static void solveLeft(
      Parallelism threads,
      boolean lower,
      boolean t,
      boolean unit,
      int m,
      int n,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb) {
    if (m <= LEAF) {
      FLOAT_TRIANGULAR.solve(lower, unit, m, n, a, ao, t ? 1 : lda, t ? lda : 1, b, bo, ldb);
      return;
    }
    int half = split(m);
    int second = ao + half * lda + half;
    int below = bo + half * ldb;
    int rest = m - half;
    // op(A) has its block below the diagonal at a21 if it is lower, else the one above at a12.
    int beside = lower == t ? ao + half : ao + half * lda;
    if (lower) {
      solveLeft(threads, true, t, unit, half, n, a, ao, lda, b, bo, ldb);
      product(
          threads, t, false, rest, n, half, -1, a, beside, lda, b, bo, ldb, false, b, below, ldb);
      solveLeft(threads, true, t, unit, rest, n, a, second, lda, b, below, ldb);
    } else {
      solveLeft(threads, false, t, unit, rest, n, a, second, lda, b, below, ldb);
      product(
          threads, t, false, half, n, rest, -1, a, beside, lda, b, below, ldb, false, b, bo, ldb);
      solveLeft(threads, false, t, unit, half, n, a, ao, lda, b, bo, ldb);
    }
  }

  private static void solveRight(
      Parallelism threads,
      boolean lower,
      boolean t,
      boolean unit,
      int m,
      int n,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb) {
    if (n <= LEAF) {
      float[] strip = FloatBuffers.get().strip;
      for (int i = 0; i < m; i += STRIP) {
        int rows = Math.min(STRIP, m - i);
        FLOAT_LEVEL2.transpose(rows, n, b, bo + i * ldb, ldb, strip, 0, STRIP);
        FLOAT_TRIANGULAR.solve(
            !lower, unit, n, rows, a, ao, t ? lda : 1, t ? 1 : lda, strip, 0, STRIP);
        FLOAT_LEVEL2.transpose(n, rows, strip, 0, STRIP, b, bo + i * ldb, ldb);
      }
      return;
    }
    int half = split(n);
    int second = ao + half * lda + half;
    int right = bo + half;
    int rest = n - half;
    int beside = lower == t ? ao + half : ao + half * lda;
    if (lower) {
      solveRight(threads, true, t, unit, m, rest, a, second, lda, b, right, ldb);
      product(
          threads, false, t, m, half, rest, -1, b, right, ldb, a, beside, lda, false, b, bo, ldb);
      solveRight(threads, true, t, unit, m, half, a, ao, lda, b, bo, ldb);
    } else {
      solveRight(threads, false, t, unit, m, half, a, ao, lda, b, bo, ldb);
      product(
          threads, false, t, m, rest, half, -1, b, bo, ldb, a, beside, lda, false, b, right, ldb);
      solveRight(threads, false, t, unit, m, rest, a, second, lda, b, right, ldb);
    }
  }

  /**
   * B = alpha op(A) B or B = alpha B op(A) with a triangular A. By halving, so that most of the
   * work is products. O(m n (m or n) / 2).
   *
   * @param side where A stands
   * @param triangle the triangle of A that is read
   * @param transpose whether op(A) is A or its transpose
   * @param diagonal what stands on the diagonal of A
   * @param m rows of B
   * @param n columns of B
   * @param alpha factor of B
   * @param a the triangular factor, m by m on the left, n by n on the right
   * @param aOffset index of its first entry
   * @param lda distance of its rows
   * @param b input and output; must not overlap A
   * @param bOffset index of its first entry
   * @param ldb distance of its rows
   */
  public static void trmm(
      Side side,
      Triangle triangle,
      Transpose transpose,
      Diagonal diagonal,
      int m,
      int n,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb) {
    boolean left = side == Side.LEFT;
    int order = left ? m : n;
    MatrixChecks.matrix("a", a.length, aOffset, order, order, lda);
    MatrixChecks.matrix("b", b.length, bOffset, m, n, ldb);
    MatrixChecks.apart("a", a, aOffset, order, order, lda, "b", b, bOffset, m, n, ldb);
    scale(m, n, alpha, b, bOffset, ldb);
    boolean t = transpose == Transpose.YES;
    boolean lower = (triangle == Triangle.LOWER) != t;
    boolean unit = diagonal == Diagonal.UNIT;
    Parallelism threads = threads(m, n, order);
    if (left) {
      multiplyLeft(threads, lower, t, unit, m, n, a, aOffset, lda, b, bOffset, ldb);
    } else {
      multiplyRight(threads, lower, t, unit, m, n, a, aOffset, lda, b, bOffset, ldb);
    }
  }

  private static void multiplyLeft(
      Parallelism threads,
      boolean lower,
      boolean t,
      boolean unit,
      int m,
      int n,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb) {
    if (m <= LEAF) {
      multiplyLeaf(lower, unit, m, n, a, ao, t ? 1 : lda, t ? lda : 1, b, bo, ldb);
      return;
    }
    int half = split(m);
    int second = ao + half * lda + half;
    int below = bo + half * ldb;
    int rest = m - half;
    int beside = lower == t ? ao + half : ao + half * lda;
    if (lower) {
      multiplyLeft(threads, true, t, unit, rest, n, a, second, lda, b, below, ldb);
      product(
          threads, t, false, rest, n, half, 1, a, beside, lda, b, bo, ldb, false, b, below, ldb);
      multiplyLeft(threads, true, t, unit, half, n, a, ao, lda, b, bo, ldb);
    } else {
      multiplyLeft(threads, false, t, unit, half, n, a, ao, lda, b, bo, ldb);
      product(
          threads, t, false, half, n, rest, 1, a, beside, lda, b, below, ldb, false, b, bo, ldb);
      multiplyLeft(threads, false, t, unit, rest, n, a, second, lda, b, below, ldb);
    }
  }

  private static void multiplyRight(
      Parallelism threads,
      boolean lower,
      boolean t,
      boolean unit,
      int m,
      int n,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb) {
    if (n <= LEAF) {
      float[] strip = FloatBuffers.get().strip;
      for (int i = 0; i < m; i += STRIP) {
        int rows = Math.min(STRIP, m - i);
        FLOAT_LEVEL2.transpose(rows, n, b, bo + i * ldb, ldb, strip, 0, STRIP);
        multiplyLeaf(!lower, unit, n, rows, a, ao, t ? lda : 1, t ? 1 : lda, strip, 0, STRIP);
        FLOAT_LEVEL2.transpose(n, rows, strip, 0, STRIP, b, bo + i * ldb, ldb);
      }
      return;
    }
    int half = split(n);
    int second = ao + half * lda + half;
    int right = bo + half;
    int rest = n - half;
    int beside = lower == t ? ao + half : ao + half * lda;
    if (lower) {
      multiplyRight(threads, true, t, unit, m, half, a, ao, lda, b, bo, ldb);
      product(
          threads, false, t, m, half, rest, 1, b, right, ldb, a, beside, lda, false, b, bo, ldb);
      multiplyRight(threads, true, t, unit, m, rest, a, second, lda, b, right, ldb);
    } else {
      multiplyRight(threads, false, t, unit, m, rest, a, second, lda, b, right, ldb);
      product(
          threads, false, t, m, rest, half, 1, b, bo, ldb, a, beside, lda, false, b, right, ldb);
      multiplyRight(threads, false, t, unit, m, half, a, ao, lda, b, bo, ldb);
    }
  }

  /** B = T B with a small triangle; rows that are still needed are overwritten last. */
  private static void multiplyLeaf(
      boolean lower,
      boolean unit,
      int m,
      int n,
      float[] t,
      int to,
      int rowStride,
      int columnStride,
      float[] b,
      int bo,
      int ldb) {
    for (int step = 0; step < m; step++) {
      int i = lower ? m - 1 - step : step;
      int row = bo + i * ldb;
      if (!unit) {
        LEVEL1.scale(t[to + i * (rowStride + columnStride)], b, row, b, row, n);
      }
      for (int k = lower ? 0 : i + 1; k < (lower ? i : m); k++) {
        LEVEL1.axpy(t[to + i * rowStride + k * columnStride], b, bo + k * ldb, b, row, n);
      }
    }
  }
}
