package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix products of doubles in register tiles.
 *
 * <p>A block of op(B) of {@link #DEPTH} rows is packed in column panels of the width of a tile, so
 * that it stays in the second-level cache. Then, panel of rows after panel of rows, op(A), packed
 * with the first block, stays in the first-level cache while the tile walks along the panels of
 * op(B); the rows of C that it writes lie in the same few pages. Small products read the operands
 * in place.
 *
 * <p>A tile has 12 rows of two vectors where the processor has 32 vector registers, else 6. The
 * bits do not depend on it: a tile adds to its entries in increasing k and continues from memory.
 */
final class VectorGemm implements GemmKernels {
  private static final VectorSpecies<Double> S = VectorWidth.DOUBLE;
  private static final int L = S.length();

  private static final boolean MANY_REGISTERS =
      VectorWidth.bits() == 512 || System.getProperty("os.arch", "").equals("aarch64");

  private static final int ROWS = MANY_REGISTERS ? 12 : 6;
  private static final int COLUMNS = 2 * L;

  /** Depth of a block: a panel of 12 rows takes 24 kB of doubles. Tuned by GemmBenchmark. */
  private static final int DEPTH = 256;

  /** Columns of a block of op(B), a multiple of every tile width. Tuned by GemmBenchmark. */
  private static final int WIDTH = 144;

  /** One cache line between panels, lest they fall on the same cache sets. */
  private static final int PANEL = DEPTH * COLUMNS + 8;

  /** Products with m n k up to this cube read their operands in place. Tuned by GemmBenchmark. */
  private static final int DIRECT = 72;

  /**
   * Rows of op(A) that stay packed, 1.5 MB, while the blocks of op(B) pass: each is packed once.
   */
  private static final int HEIGHT = 768;

  /**
   * Products with so few columns read op(A) in place: packing it takes as long as multiplying it
   * with 16 columns. Measured with 4 to 64 columns, order 300 to 4000.
   */
  private static final int THIN = 32;

  /** Entries of a matrix that lies in memory, 32 MB. */
  private static final int BEYOND_CACHES = 1 << 22;

  /**
   * Rows of such a matrix that its transpose times few columns reads side by side: 2.4 times faster
   * than {@link #DEPTH} at 4000 by 4000 by 8, a tenth slower where the caches hold the matrix.
   */
  private static final int FEW_ROWS = 16;

  /** The buffers of a thread, made at its first large product. */
  private static final class Buffers {
    private static final ThreadLocal<Buffers> OF_THREAD = ThreadLocal.withInitial(Buffers::new);

    /** One panel, or as many as a product has needed. */
    private double[] a = new double[ROWS * DEPTH];

    private final double[] b = new double[WIDTH / COLUMNS * PANEL];
    private final double[] tile = new double[Math.max(ROWS, 8) * COLUMNS];

    void reserve(int rows) {
      int needed = Math.ceilDiv(rows, ROWS) * ROWS * DEPTH;
      if (a.length < needed) {
        a = new double[needed];
      }
    }
  }

  @Override
  public void multiply(
      boolean transposeA,
      boolean transposeB,
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
    if (alpha == 1 && !transposeB && small(m, n, k)) {
      direct(
          m, n, k, a, ao, transposeA ? 1 : lda, transposeA ? lda : 1, b, bo, ldb, zero, c, co, ldc);
    } else if (small(m, n, k)
        && (long) n * k <= DIRECT * DIRECT
        && (long) m * k <= DIRECT * DIRECT) {
      Buffers buffers = Buffers.OF_THREAD.get();
      double[] packed = buffers.b;
      double[] left = a;
      int leftOffset = ao;
      int rowStride = transposeA ? 1 : lda;
      int depthStride = transposeA ? lda : 1;
      double[] right = b;
      int rightOffset = bo;
      int rightStride = ldb;
      int used = 0;
      if (alpha != 1) {
        used = m * k;
        for (int i = 0; i < m; i++) {
          for (int p = 0; p < k; p++) {
            packed[i * k + p] = alpha * a[ao + i * rowStride + p * depthStride];
          }
        }
        left = packed;
        leftOffset = 0;
        rowStride = k;
        depthStride = 1;
      }
      if (transposeB) {
        for (int j = 0; j < n; j++) {
          for (int p = 0; p < k; p++) {
            packed[used + p * n + j] = b[bo + j * ldb + p];
          }
        }
        right = packed;
        rightOffset = used;
        rightStride = n;
      }
      direct(
          m,
          n,
          k,
          left,
          leftOffset,
          rowStride,
          depthStride,
          right,
          rightOffset,
          rightStride,
          zero,
          c,
          co,
          ldc);
    } else if (alpha == 1 && n <= THIN) {
      thin(transposeA, transposeB, m, n, k, a, ao, lda, b, bo, ldb, zero, c, co, ldc, 1);
    } else if (alpha == 1
        && (transposeB ? m <= THIN : m <= THIN / 2 && (long) n * k <= BEYOND_CACHES)) {
      // The transpose of the product of the transposes: factors may change places in a product.
      thin(!transposeB, !transposeA, n, m, k, b, bo, ldb, a, ao, lda, zero, c, co, 1, ldc);
    } else {
      packed(transposeA, transposeB, m, n, k, alpha, a, ao, lda, b, bo, ldb, zero, c, co, ldc);
    }
  }

  private static boolean small(int m, int n, int k) {
    return (long) m * n * k <= (long) DIRECT * DIRECT * DIRECT && (n >= COLUMNS || m <= 4 * DIRECT);
  }

  private static void direct(
      int m,
      int n,
      int k,
      double[] a,
      int ao,
      int rowStride,
      int depthStride,
      double[] b,
      int bo,
      int ldb,
      boolean zero,
      double[] c,
      int co,
      int ldc) {
    int i = 0;
    while (i < m) {
      int rows = Math.min(8, m - i);
      int pa = ao + i * rowStride;
      int pc = co + i * ldc;
      int j = 0;
      if (rows > 4) {
        for (; j <= n - COLUMNS; j += COLUMNS) {
          direct8x2(rows, k, a, pa, rowStride, depthStride, b, bo + j, ldb, zero, c, pc + j, ldc);
        }
        for (; j < n; j += L) {
          if (j <= n - L) {
            direct8x1(
                rows, k, a, pa, rowStride, depthStride, b, bo + j, ldb, zero, c, pc + j, ldc, L);
          } else {
            double[] tile = Buffers.OF_THREAD.get().tile;
            copy(rows, n - j, c, pc + j, ldc, 1, tile, 0, L, 1);
            direct8x1(
                rows, k, a, pa, rowStride, depthStride, b, bo + j, ldb, zero, tile, 0, L, n - j);
            copy(rows, n - j, tile, 0, L, 1, c, pc + j, ldc, 1);
          }
        }
      } else {
        for (; j <= n - COLUMNS; j += COLUMNS) {
          direct4x2(rows, k, a, pa, rowStride, depthStride, b, bo + j, ldb, zero, c, pc + j, ldc);
        }
        for (; j < n; j += L) {
          if (j <= n - L) {
            direct4x1(
                rows, k, a, pa, rowStride, depthStride, b, bo + j, ldb, zero, c, pc + j, ldc, L);
          } else {
            double[] tile = Buffers.OF_THREAD.get().tile;
            copy(rows, n - j, c, pc + j, ldc, 1, tile, 0, L, 1);
            direct4x1(
                rows, k, a, pa, rowStride, depthStride, b, bo + j, ldb, zero, tile, 0, L, n - j);
            copy(rows, n - j, tile, 0, L, 1, c, pc + j, ldc, 1);
          }
        }
      }
      i += rows;
    }
  }

  /**
   * Few columns, alpha = 1: op(B) is packed, op(A) passes once, block of depth by block.
   *
   * @param rowsOfC distance of the rows of C
   * @param columnsOfC distance of its columns, 1 unless its transpose is computed
   */
  private static void thin(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      boolean zero,
      double[] c,
      int co,
      int rowsOfC,
      int columnsOfC) {
    int block = transposeA && (long) m * k > BEYOND_CACHES ? FEW_ROWS : DEPTH;
    double[] packed = Buffers.OF_THREAD.get().b;
    int rowStride = transposeA ? 1 : lda;
    int depthStride = transposeA ? lda : 1;
    int step = MANY_REGISTERS ? 8 : 4;
    for (int p = 0; p < k; p += block) {
      int depth = Math.min(block, k - p);
      boolean fresh = zero && p == 0;
      if (transposeB) {
        packColumns(b, bo + p, ldb, depth, n, packed);
      } else {
        packRows(b, bo + p * ldb, ldb, depth, n, packed);
      }
      int ap = ao + p * depthStride;
      for (int i = 0; i < m; i += step) {
        int rows = Math.min(step, m - i);
        int ai = ap + i * rowStride;
        for (int j = 0; j < n; j += COLUMNS) {
          int panel = j / COLUMNS * PANEL;
          int ci = co + i * rowsOfC + j * columnsOfC;
          thinTile(
              rows,
              Math.min(COLUMNS, n - j),
              depth,
              a,
              ai,
              rowStride,
              depthStride,
              packed,
              panel,
              fresh,
              c,
              ci,
              rowsOfC,
              columnsOfC);
        }
      }
    }
  }

  /** Some rows against one packed panel, of which as many columns are wanted. */
  private static void thinTile(
      int rows,
      int columns,
      int depth,
      double[] a,
      int ao,
      int rowStride,
      int depthStride,
      double[] packed,
      int panel,
      boolean zero,
      double[] c,
      int co,
      int rowsOfC,
      int columnsOfC) {
    boolean whole = columnsOfC == 1 && (columns == COLUMNS || columns == L);
    double[] to = whole ? c : Buffers.OF_THREAD.get().tile;
    int start = whole ? co : 0;
    int distance = whole ? rowsOfC : COLUMNS;
    if (!whole && !zero) {
      copy(rows, columns, c, co, rowsOfC, columnsOfC, to, 0, COLUMNS, 1);
    }
    if (columns <= L) {
      direct8x1(
          rows,
          depth,
          a,
          ao,
          rowStride,
          depthStride,
          packed,
          panel,
          COLUMNS,
          zero,
          to,
          start,
          distance,
          L);
    } else if (MANY_REGISTERS) {
      direct8x2(
          rows,
          depth,
          a,
          ao,
          rowStride,
          depthStride,
          packed,
          panel,
          COLUMNS,
          zero,
          to,
          start,
          distance);
    } else {
      direct4x2(
          rows,
          depth,
          a,
          ao,
          rowStride,
          depthStride,
          packed,
          panel,
          COLUMNS,
          zero,
          to,
          start,
          distance);
    }
    if (!whole) {
      copy(rows, columns, to, 0, COLUMNS, 1, c, co, rowsOfC, columnsOfC);
    }
  }

  private static void copy(
      int rows,
      int columns,
      double[] from,
      int fo,
      int rowsFrom,
      int columnsFrom,
      double[] to,
      int too,
      int rowsTo,
      int columnsTo) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        to[too + r * rowsTo + j * columnsTo] = from[fo + r * rowsFrom + j * columnsFrom];
      }
    }
  }

  private static void packed(
      boolean transposeA,
      boolean transposeB,
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
    Buffers buffers = Buffers.OF_THREAD.get();
    if (n > WIDTH) {
      buffers.reserve(Math.min(m, HEIGHT));
    }
    for (int i = 0; i < m; i += HEIGHT) {
      int height = Math.min(HEIGHT, m - i);
      int ci = co + i * ldc;
      for (int p = 0; p < k; p += DEPTH) {
        int depth = Math.min(DEPTH, k - p);
        int ai = transposeA ? ao + p * lda + i : ao + i * lda + p;
        boolean fresh = zero && p == 0;
        for (int j = 0; j < n; j += WIDTH) {
          int width = Math.min(WIDTH, n - j);
          if (transposeB) {
            packColumns(b, bo + j * ldb + p, ldb, depth, width, buffers.b);
          } else {
            packRows(b, bo + p * ldb + j, ldb, depth, width, buffers.b);
          }
          for (int r = 0; r < height; r += ROWS) {
            int rows = Math.min(ROWS, height - r);
            int panel = n > WIDTH ? r * DEPTH : 0;
            if (j == 0) {
              if (transposeA) {
                packLeftTransposed(a, ai + r, lda, depth, rows, alpha, buffers.a, panel);
              } else {
                packLeft(a, ai + r * lda, lda, depth, rows, alpha, buffers.a, panel);
              }
            }
            row(buffers, panel, rows, width, depth, fresh, c, ci + r * ldc + j, ldc);
          }
        }
      }
    }
  }

  /** One panel of rows against the packed block. */
  private static void row(
      Buffers buffers,
      int left,
      int rows,
      int width,
      int depth,
      boolean zero,
      double[] c,
      int co,
      int ldc) {
    double[] a = buffers.a;
    double[] b = buffers.b;
    int panel = 0;
    for (int j = 0; j < width; j += COLUMNS) {
      int columns = Math.min(COLUMNS, width - j);
      if (rows == ROWS && columns == COLUMNS) {
        tile(depth, a, left, b, panel, zero, c, co + j, ldc);
      } else {
        edge(buffers, left, rows, columns, depth, panel, zero, c, co + j, ldc);
      }
      panel += PANEL;
    }
  }

  /** A tile that is cut off: computed whole beside C. */
  private static void edge(
      Buffers buffers,
      int left,
      int rows,
      int columns,
      int depth,
      int panel,
      boolean zero,
      double[] c,
      int co,
      int ldc) {
    double[] tile = buffers.tile;
    if (!zero) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(c, co + r * ldc, tile, r * COLUMNS, columns);
      }
    }
    tile(depth, buffers.a, left, buffers.b, panel, zero, tile, 0, COLUMNS);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(tile, r * COLUMNS, c, co + r * ldc, columns);
    }
  }

  private static void tile(
      int depth,
      double[] a,
      int ao,
      double[] b,
      int bo,
      boolean zero,
      double[] c,
      int co,
      int ldc) {
    if (ROWS == 12) {
      tile12(depth, a, ao, b, bo, zero, c, co, ldc);
    } else {
      tile6(depth, a, ao, b, bo, zero, c, co, ldc);
    }
  }

  /** Rows of a matrix, cut in panels of the width of a tile; a last short one is filled with 0. */
  private static void packRows(double[] b, int bo, int ldb, int depth, int width, double[] packed) {
    int whole = width - width % COLUMNS;
    for (int p = 0; p < depth; p++) {
      int from = bo + p * ldb;
      int to = p * COLUMNS;
      for (int j = 0; j < whole; j += COLUMNS) {
        DoubleVector.fromArray(S, b, from + j).intoArray(packed, to);
        DoubleVector.fromArray(S, b, from + j + L).intoArray(packed, to + L);
        to += PANEL;
      }
      if (whole < width) {
        for (int j = 0; j < COLUMNS; j++) {
          packed[to + j] = whole + j < width ? b[from + whole + j] : 0;
        }
      }
    }
  }

  /** As {@link #packRows}, of a matrix given by its transpose. */
  private static void packColumns(
      double[] b, int bo, int ldb, int depth, int width, double[] packed) {
    for (int j = 0; j < width; j += COLUMNS) {
      int panel = j / COLUMNS * PANEL;
      packTransposed(b, bo + j * ldb, ldb, depth, Math.min(COLUMNS, width - j), packed, panel);
    }
  }

  private static void packTransposed(
      double[] b, int bo, int ldb, int depth, int columns, double[] packed, int panel) {
    for (int j = 0; j < COLUMNS; j += 4) {
      int from = bo + j * ldb;
      int to = panel + j;
      if (j + 4 <= columns) {
        for (int p = 0; p < depth; p++) {
          packed[to] = b[from + p];
          packed[to + 1] = b[from + ldb + p];
          packed[to + 2] = b[from + 2 * ldb + p];
          packed[to + 3] = b[from + 3 * ldb + p];
          to += COLUMNS;
        }
      } else {
        for (int p = 0; p < depth; p++) {
          for (int q = 0; q < 4; q++) {
            packed[to + q] = j + q < columns ? b[from + q * ldb + p] : 0;
          }
          to += COLUMNS;
        }
      }
    }
  }

  private static void packLeft(
      double[] a, int ao, int lda, int depth, int rows, double alpha, double[] packed, int start) {
    for (int r = 0; r < ROWS; r += 2) {
      int from = ao + r * lda;
      int to = start + r;
      if (r + 2 <= rows) {
        for (int p = 0; p < depth; p++) {
          packed[to] = alpha * a[from + p];
          packed[to + 1] = alpha * a[from + lda + p];
          to += ROWS;
        }
      } else {
        for (int p = 0; p < depth; p++) {
          packed[to] = r < rows ? alpha * a[from + p] : 0;
          packed[to + 1] = 0;
          to += ROWS;
        }
      }
    }
  }

  private static void packLeftTransposed(
      double[] a, int ao, int lda, int depth, int rows, double alpha, double[] packed, int start) {
    for (int p = 0; p < depth; p++) {
      int from = ao + p * lda;
      int to = start + p * ROWS;
      if (rows == ROWS && L <= ROWS) {
        for (int r = 0; r < ROWS - L; r += L) {
          DoubleVector.fromArray(S, a, from + r).mul(alpha).intoArray(packed, to + r);
        }
        DoubleVector.fromArray(S, a, from + ROWS - L).mul(alpha).intoArray(packed, to + ROWS - L);
        continue;
      }
      for (int r = 0; r < rows; r++) {
        packed[to + r] = alpha * a[from + r];
      }
      for (int r = rows; r < ROWS; r++) {
        packed[to + r] = 0;
      }
    }
  }

  /** The tile of 12 rows: sums stay in registers. */
  private static void tile12(
      int depth,
      double[] a,
      int ao,
      double[] b,
      int bo,
      boolean zero,
      double[] c,
      int co,
      int ldc) {
    DoubleVector z = DoubleVector.zero(S);
    DoubleVector c0x = z;
    DoubleVector c0y = z;
    DoubleVector c1x = z;
    DoubleVector c1y = z;
    DoubleVector c2x = z;
    DoubleVector c2y = z;
    DoubleVector c3x = z;
    DoubleVector c3y = z;
    DoubleVector c4x = z;
    DoubleVector c4y = z;
    DoubleVector c5x = z;
    DoubleVector c5y = z;
    DoubleVector c6x = z;
    DoubleVector c6y = z;
    DoubleVector c7x = z;
    DoubleVector c7y = z;
    DoubleVector c8x = z;
    DoubleVector c8y = z;
    DoubleVector c9x = z;
    DoubleVector c9y = z;
    DoubleVector c10x = z;
    DoubleVector c10y = z;
    DoubleVector c11x = z;
    DoubleVector c11y = z;
    if (!zero) {
      c0x = DoubleVector.fromArray(S, c, co);
      c0y = DoubleVector.fromArray(S, c, co + L);
      c1x = DoubleVector.fromArray(S, c, co + ldc);
      c1y = DoubleVector.fromArray(S, c, co + ldc + L);
      c2x = DoubleVector.fromArray(S, c, co + 2 * ldc);
      c2y = DoubleVector.fromArray(S, c, co + 2 * ldc + L);
      c3x = DoubleVector.fromArray(S, c, co + 3 * ldc);
      c3y = DoubleVector.fromArray(S, c, co + 3 * ldc + L);
      c4x = DoubleVector.fromArray(S, c, co + 4 * ldc);
      c4y = DoubleVector.fromArray(S, c, co + 4 * ldc + L);
      c5x = DoubleVector.fromArray(S, c, co + 5 * ldc);
      c5y = DoubleVector.fromArray(S, c, co + 5 * ldc + L);
      c6x = DoubleVector.fromArray(S, c, co + 6 * ldc);
      c6y = DoubleVector.fromArray(S, c, co + 6 * ldc + L);
      c7x = DoubleVector.fromArray(S, c, co + 7 * ldc);
      c7y = DoubleVector.fromArray(S, c, co + 7 * ldc + L);
      c8x = DoubleVector.fromArray(S, c, co + 8 * ldc);
      c8y = DoubleVector.fromArray(S, c, co + 8 * ldc + L);
      c9x = DoubleVector.fromArray(S, c, co + 9 * ldc);
      c9y = DoubleVector.fromArray(S, c, co + 9 * ldc + L);
      c10x = DoubleVector.fromArray(S, c, co + 10 * ldc);
      c10y = DoubleVector.fromArray(S, c, co + 10 * ldc + L);
      c11x = DoubleVector.fromArray(S, c, co + 11 * ldc);
      c11y = DoubleVector.fromArray(S, c, co + 11 * ldc + L);
    }
    int pa = ao;
    int pb = bo;
    for (int p = 0; p < depth; p++) {
      DoubleVector bx = DoubleVector.fromArray(S, b, pb);
      DoubleVector by = DoubleVector.fromArray(S, b, pb + L);
      DoubleVector a0 = DoubleVector.broadcast(S, a[pa]);
      c0x = a0.fma(bx, c0x);
      c0y = a0.fma(by, c0y);
      DoubleVector a1 = DoubleVector.broadcast(S, a[pa + 1]);
      c1x = a1.fma(bx, c1x);
      c1y = a1.fma(by, c1y);
      DoubleVector a2 = DoubleVector.broadcast(S, a[pa + 2]);
      c2x = a2.fma(bx, c2x);
      c2y = a2.fma(by, c2y);
      DoubleVector a3 = DoubleVector.broadcast(S, a[pa + 3]);
      c3x = a3.fma(bx, c3x);
      c3y = a3.fma(by, c3y);
      DoubleVector a4 = DoubleVector.broadcast(S, a[pa + 4]);
      c4x = a4.fma(bx, c4x);
      c4y = a4.fma(by, c4y);
      DoubleVector a5 = DoubleVector.broadcast(S, a[pa + 5]);
      c5x = a5.fma(bx, c5x);
      c5y = a5.fma(by, c5y);
      DoubleVector a6 = DoubleVector.broadcast(S, a[pa + 6]);
      c6x = a6.fma(bx, c6x);
      c6y = a6.fma(by, c6y);
      DoubleVector a7 = DoubleVector.broadcast(S, a[pa + 7]);
      c7x = a7.fma(bx, c7x);
      c7y = a7.fma(by, c7y);
      DoubleVector a8 = DoubleVector.broadcast(S, a[pa + 8]);
      c8x = a8.fma(bx, c8x);
      c8y = a8.fma(by, c8y);
      DoubleVector a9 = DoubleVector.broadcast(S, a[pa + 9]);
      c9x = a9.fma(bx, c9x);
      c9y = a9.fma(by, c9y);
      DoubleVector a10 = DoubleVector.broadcast(S, a[pa + 10]);
      c10x = a10.fma(bx, c10x);
      c10y = a10.fma(by, c10y);
      DoubleVector a11 = DoubleVector.broadcast(S, a[pa + 11]);
      c11x = a11.fma(bx, c11x);
      c11y = a11.fma(by, c11y);
      pa += 12;
      pb += 2 * L;
    }
    c0x.intoArray(c, co);
    c0y.intoArray(c, co + L);
    c1x.intoArray(c, co + ldc);
    c1y.intoArray(c, co + ldc + L);
    c2x.intoArray(c, co + 2 * ldc);
    c2y.intoArray(c, co + 2 * ldc + L);
    c3x.intoArray(c, co + 3 * ldc);
    c3y.intoArray(c, co + 3 * ldc + L);
    c4x.intoArray(c, co + 4 * ldc);
    c4y.intoArray(c, co + 4 * ldc + L);
    c5x.intoArray(c, co + 5 * ldc);
    c5y.intoArray(c, co + 5 * ldc + L);
    c6x.intoArray(c, co + 6 * ldc);
    c6y.intoArray(c, co + 6 * ldc + L);
    c7x.intoArray(c, co + 7 * ldc);
    c7y.intoArray(c, co + 7 * ldc + L);
    c8x.intoArray(c, co + 8 * ldc);
    c8y.intoArray(c, co + 8 * ldc + L);
    c9x.intoArray(c, co + 9 * ldc);
    c9y.intoArray(c, co + 9 * ldc + L);
    c10x.intoArray(c, co + 10 * ldc);
    c10y.intoArray(c, co + 10 * ldc + L);
    c11x.intoArray(c, co + 11 * ldc);
    c11y.intoArray(c, co + 11 * ldc + L);
  }

  /** The tile of 6 rows: sums stay in registers. */
  private static void tile6(
      int depth,
      double[] a,
      int ao,
      double[] b,
      int bo,
      boolean zero,
      double[] c,
      int co,
      int ldc) {
    DoubleVector z = DoubleVector.zero(S);
    DoubleVector c0x = z;
    DoubleVector c0y = z;
    DoubleVector c1x = z;
    DoubleVector c1y = z;
    DoubleVector c2x = z;
    DoubleVector c2y = z;
    DoubleVector c3x = z;
    DoubleVector c3y = z;
    DoubleVector c4x = z;
    DoubleVector c4y = z;
    DoubleVector c5x = z;
    DoubleVector c5y = z;
    if (!zero) {
      c0x = DoubleVector.fromArray(S, c, co);
      c0y = DoubleVector.fromArray(S, c, co + L);
      c1x = DoubleVector.fromArray(S, c, co + ldc);
      c1y = DoubleVector.fromArray(S, c, co + ldc + L);
      c2x = DoubleVector.fromArray(S, c, co + 2 * ldc);
      c2y = DoubleVector.fromArray(S, c, co + 2 * ldc + L);
      c3x = DoubleVector.fromArray(S, c, co + 3 * ldc);
      c3y = DoubleVector.fromArray(S, c, co + 3 * ldc + L);
      c4x = DoubleVector.fromArray(S, c, co + 4 * ldc);
      c4y = DoubleVector.fromArray(S, c, co + 4 * ldc + L);
      c5x = DoubleVector.fromArray(S, c, co + 5 * ldc);
      c5y = DoubleVector.fromArray(S, c, co + 5 * ldc + L);
    }
    int pa = ao;
    int pb = bo;
    for (int p = 0; p < depth; p++) {
      DoubleVector bx = DoubleVector.fromArray(S, b, pb);
      DoubleVector by = DoubleVector.fromArray(S, b, pb + L);
      DoubleVector a0 = DoubleVector.broadcast(S, a[pa]);
      c0x = a0.fma(bx, c0x);
      c0y = a0.fma(by, c0y);
      DoubleVector a1 = DoubleVector.broadcast(S, a[pa + 1]);
      c1x = a1.fma(bx, c1x);
      c1y = a1.fma(by, c1y);
      DoubleVector a2 = DoubleVector.broadcast(S, a[pa + 2]);
      c2x = a2.fma(bx, c2x);
      c2y = a2.fma(by, c2y);
      DoubleVector a3 = DoubleVector.broadcast(S, a[pa + 3]);
      c3x = a3.fma(bx, c3x);
      c3y = a3.fma(by, c3y);
      DoubleVector a4 = DoubleVector.broadcast(S, a[pa + 4]);
      c4x = a4.fma(bx, c4x);
      c4y = a4.fma(by, c4y);
      DoubleVector a5 = DoubleVector.broadcast(S, a[pa + 5]);
      c5x = a5.fma(bx, c5x);
      c5y = a5.fma(by, c5y);
      pa += 6;
      pb += 2 * L;
    }
    c0x.intoArray(c, co);
    c0y.intoArray(c, co + L);
    c1x.intoArray(c, co + ldc);
    c1y.intoArray(c, co + ldc + L);
    c2x.intoArray(c, co + 2 * ldc);
    c2y.intoArray(c, co + 2 * ldc + L);
    c3x.intoArray(c, co + 3 * ldc);
    c3y.intoArray(c, co + 3 * ldc + L);
    c4x.intoArray(c, co + 4 * ldc);
    c4y.intoArray(c, co + 4 * ldc + L);
    c5x.intoArray(c, co + 5 * ldc);
    c5y.intoArray(c, co + 5 * ldc + L);
  }

  /** Up to 8 rows of two vectors of columns, straight from the operands. */
  private static void direct8x2(
      int rows,
      int depth,
      double[] a,
      int ao,
      int rowStride,
      int depthStride,
      double[] b,
      int bo,
      int ldb,
      boolean zero,
      double[] c,
      int co,
      int ldc) {
    int last = rows - 1;
    int pa0 = ao;
    int r1 = Math.min(1, last);
    int pa1 = ao + r1 * rowStride;
    int pc1 = co + r1 * ldc;
    int r2 = Math.min(2, last);
    int pa2 = ao + r2 * rowStride;
    int pc2 = co + r2 * ldc;
    int r3 = Math.min(3, last);
    int pa3 = ao + r3 * rowStride;
    int pc3 = co + r3 * ldc;
    int r4 = Math.min(4, last);
    int pa4 = ao + r4 * rowStride;
    int pc4 = co + r4 * ldc;
    int r5 = Math.min(5, last);
    int pa5 = ao + r5 * rowStride;
    int pc5 = co + r5 * ldc;
    int r6 = Math.min(6, last);
    int pa6 = ao + r6 * rowStride;
    int pc6 = co + r6 * ldc;
    int r7 = Math.min(7, last);
    int pa7 = ao + r7 * rowStride;
    int pc7 = co + r7 * ldc;
    DoubleVector z = DoubleVector.zero(S);
    DoubleVector c0x = z;
    DoubleVector c0y = z;
    DoubleVector c1x = z;
    DoubleVector c1y = z;
    DoubleVector c2x = z;
    DoubleVector c2y = z;
    DoubleVector c3x = z;
    DoubleVector c3y = z;
    DoubleVector c4x = z;
    DoubleVector c4y = z;
    DoubleVector c5x = z;
    DoubleVector c5y = z;
    DoubleVector c6x = z;
    DoubleVector c6y = z;
    DoubleVector c7x = z;
    DoubleVector c7y = z;
    if (!zero) {
      c0x = DoubleVector.fromArray(S, c, co);
      c0y = DoubleVector.fromArray(S, c, co + L);
      c1x = DoubleVector.fromArray(S, c, pc1);
      c1y = DoubleVector.fromArray(S, c, pc1 + L);
      c2x = DoubleVector.fromArray(S, c, pc2);
      c2y = DoubleVector.fromArray(S, c, pc2 + L);
      c3x = DoubleVector.fromArray(S, c, pc3);
      c3y = DoubleVector.fromArray(S, c, pc3 + L);
      c4x = DoubleVector.fromArray(S, c, pc4);
      c4y = DoubleVector.fromArray(S, c, pc4 + L);
      c5x = DoubleVector.fromArray(S, c, pc5);
      c5y = DoubleVector.fromArray(S, c, pc5 + L);
      c6x = DoubleVector.fromArray(S, c, pc6);
      c6y = DoubleVector.fromArray(S, c, pc6 + L);
      c7x = DoubleVector.fromArray(S, c, pc7);
      c7y = DoubleVector.fromArray(S, c, pc7 + L);
    }
    int pb = bo;
    int pk = 0;
    for (int p = 0; p < depth; p++) {
      DoubleVector bx = DoubleVector.fromArray(S, b, pb);
      DoubleVector by = DoubleVector.fromArray(S, b, pb + L);
      DoubleVector a0 = DoubleVector.broadcast(S, a[pa0 + pk]);
      c0x = a0.fma(bx, c0x);
      c0y = a0.fma(by, c0y);
      DoubleVector a1 = DoubleVector.broadcast(S, a[pa1 + pk]);
      c1x = a1.fma(bx, c1x);
      c1y = a1.fma(by, c1y);
      DoubleVector a2 = DoubleVector.broadcast(S, a[pa2 + pk]);
      c2x = a2.fma(bx, c2x);
      c2y = a2.fma(by, c2y);
      DoubleVector a3 = DoubleVector.broadcast(S, a[pa3 + pk]);
      c3x = a3.fma(bx, c3x);
      c3y = a3.fma(by, c3y);
      DoubleVector a4 = DoubleVector.broadcast(S, a[pa4 + pk]);
      c4x = a4.fma(bx, c4x);
      c4y = a4.fma(by, c4y);
      DoubleVector a5 = DoubleVector.broadcast(S, a[pa5 + pk]);
      c5x = a5.fma(bx, c5x);
      c5y = a5.fma(by, c5y);
      DoubleVector a6 = DoubleVector.broadcast(S, a[pa6 + pk]);
      c6x = a6.fma(bx, c6x);
      c6y = a6.fma(by, c6y);
      DoubleVector a7 = DoubleVector.broadcast(S, a[pa7 + pk]);
      c7x = a7.fma(bx, c7x);
      c7y = a7.fma(by, c7y);
      pk += depthStride;
      pb += ldb;
    }
    c0x.intoArray(c, co);
    c0y.intoArray(c, co + L);
    c1x.intoArray(c, pc1);
    c1y.intoArray(c, pc1 + L);
    c2x.intoArray(c, pc2);
    c2y.intoArray(c, pc2 + L);
    c3x.intoArray(c, pc3);
    c3y.intoArray(c, pc3 + L);
    c4x.intoArray(c, pc4);
    c4y.intoArray(c, pc4 + L);
    c5x.intoArray(c, pc5);
    c5y.intoArray(c, pc5 + L);
    c6x.intoArray(c, pc6);
    c6y.intoArray(c, pc6 + L);
    c7x.intoArray(c, pc7);
    c7y.intoArray(c, pc7 + L);
  }

  /** Up to 8 rows of one vector of columns, of which the first ones count. */
  private static void direct8x1(
      int rows,
      int depth,
      double[] a,
      int ao,
      int rowStride,
      int depthStride,
      double[] b,
      int bo,
      int ldb,
      boolean zero,
      double[] c,
      int co,
      int ldc,
      int columns) {
    int last = rows - 1;
    VectorMask<Double> mask = VectorMask.fromLong(S, -1L >>> (64 - Math.min(columns, L)));
    int pa0 = ao;
    int r1 = Math.min(1, last);
    int pa1 = ao + r1 * rowStride;
    int pc1 = co + r1 * ldc;
    int r2 = Math.min(2, last);
    int pa2 = ao + r2 * rowStride;
    int pc2 = co + r2 * ldc;
    int r3 = Math.min(3, last);
    int pa3 = ao + r3 * rowStride;
    int pc3 = co + r3 * ldc;
    int r4 = Math.min(4, last);
    int pa4 = ao + r4 * rowStride;
    int pc4 = co + r4 * ldc;
    int r5 = Math.min(5, last);
    int pa5 = ao + r5 * rowStride;
    int pc5 = co + r5 * ldc;
    int r6 = Math.min(6, last);
    int pa6 = ao + r6 * rowStride;
    int pc6 = co + r6 * ldc;
    int r7 = Math.min(7, last);
    int pa7 = ao + r7 * rowStride;
    int pc7 = co + r7 * ldc;
    DoubleVector z = DoubleVector.zero(S);
    DoubleVector c0x = z;
    DoubleVector c1x = z;
    DoubleVector c2x = z;
    DoubleVector c3x = z;
    DoubleVector c4x = z;
    DoubleVector c5x = z;
    DoubleVector c6x = z;
    DoubleVector c7x = z;
    if (!zero) {
      c0x = DoubleVector.fromArray(S, c, co);
      c1x = DoubleVector.fromArray(S, c, pc1);
      c2x = DoubleVector.fromArray(S, c, pc2);
      c3x = DoubleVector.fromArray(S, c, pc3);
      c4x = DoubleVector.fromArray(S, c, pc4);
      c5x = DoubleVector.fromArray(S, c, pc5);
      c6x = DoubleVector.fromArray(S, c, pc6);
      c7x = DoubleVector.fromArray(S, c, pc7);
    }
    int pb = bo;
    int pk = 0;
    for (int p = 0; p < depth; p++) {
      DoubleVector bx = DoubleVector.fromArray(S, b, pb, mask);
      DoubleVector a0 = DoubleVector.broadcast(S, a[pa0 + pk]);
      c0x = a0.fma(bx, c0x);
      DoubleVector a1 = DoubleVector.broadcast(S, a[pa1 + pk]);
      c1x = a1.fma(bx, c1x);
      DoubleVector a2 = DoubleVector.broadcast(S, a[pa2 + pk]);
      c2x = a2.fma(bx, c2x);
      DoubleVector a3 = DoubleVector.broadcast(S, a[pa3 + pk]);
      c3x = a3.fma(bx, c3x);
      DoubleVector a4 = DoubleVector.broadcast(S, a[pa4 + pk]);
      c4x = a4.fma(bx, c4x);
      DoubleVector a5 = DoubleVector.broadcast(S, a[pa5 + pk]);
      c5x = a5.fma(bx, c5x);
      DoubleVector a6 = DoubleVector.broadcast(S, a[pa6 + pk]);
      c6x = a6.fma(bx, c6x);
      DoubleVector a7 = DoubleVector.broadcast(S, a[pa7 + pk]);
      c7x = a7.fma(bx, c7x);
      pk += depthStride;
      pb += ldb;
    }
    c0x.intoArray(c, co);
    c1x.intoArray(c, pc1);
    c2x.intoArray(c, pc2);
    c3x.intoArray(c, pc3);
    c4x.intoArray(c, pc4);
    c5x.intoArray(c, pc5);
    c6x.intoArray(c, pc6);
    c7x.intoArray(c, pc7);
  }

  /** Up to 4 rows of two vectors of columns, straight from the operands. */
  private static void direct4x2(
      int rows,
      int depth,
      double[] a,
      int ao,
      int rowStride,
      int depthStride,
      double[] b,
      int bo,
      int ldb,
      boolean zero,
      double[] c,
      int co,
      int ldc) {
    int last = rows - 1;
    int pa0 = ao;
    int r1 = Math.min(1, last);
    int pa1 = ao + r1 * rowStride;
    int pc1 = co + r1 * ldc;
    int r2 = Math.min(2, last);
    int pa2 = ao + r2 * rowStride;
    int pc2 = co + r2 * ldc;
    int r3 = Math.min(3, last);
    int pa3 = ao + r3 * rowStride;
    int pc3 = co + r3 * ldc;
    DoubleVector z = DoubleVector.zero(S);
    DoubleVector c0x = z;
    DoubleVector c0y = z;
    DoubleVector c1x = z;
    DoubleVector c1y = z;
    DoubleVector c2x = z;
    DoubleVector c2y = z;
    DoubleVector c3x = z;
    DoubleVector c3y = z;
    if (!zero) {
      c0x = DoubleVector.fromArray(S, c, co);
      c0y = DoubleVector.fromArray(S, c, co + L);
      c1x = DoubleVector.fromArray(S, c, pc1);
      c1y = DoubleVector.fromArray(S, c, pc1 + L);
      c2x = DoubleVector.fromArray(S, c, pc2);
      c2y = DoubleVector.fromArray(S, c, pc2 + L);
      c3x = DoubleVector.fromArray(S, c, pc3);
      c3y = DoubleVector.fromArray(S, c, pc3 + L);
    }
    int pb = bo;
    int pk = 0;
    for (int p = 0; p < depth; p++) {
      DoubleVector bx = DoubleVector.fromArray(S, b, pb);
      DoubleVector by = DoubleVector.fromArray(S, b, pb + L);
      DoubleVector a0 = DoubleVector.broadcast(S, a[pa0 + pk]);
      c0x = a0.fma(bx, c0x);
      c0y = a0.fma(by, c0y);
      DoubleVector a1 = DoubleVector.broadcast(S, a[pa1 + pk]);
      c1x = a1.fma(bx, c1x);
      c1y = a1.fma(by, c1y);
      DoubleVector a2 = DoubleVector.broadcast(S, a[pa2 + pk]);
      c2x = a2.fma(bx, c2x);
      c2y = a2.fma(by, c2y);
      DoubleVector a3 = DoubleVector.broadcast(S, a[pa3 + pk]);
      c3x = a3.fma(bx, c3x);
      c3y = a3.fma(by, c3y);
      pk += depthStride;
      pb += ldb;
    }
    c0x.intoArray(c, co);
    c0y.intoArray(c, co + L);
    c1x.intoArray(c, pc1);
    c1y.intoArray(c, pc1 + L);
    c2x.intoArray(c, pc2);
    c2y.intoArray(c, pc2 + L);
    c3x.intoArray(c, pc3);
    c3y.intoArray(c, pc3 + L);
  }

  /** Up to 4 rows of one vector of columns, of which the first ones count. */
  private static void direct4x1(
      int rows,
      int depth,
      double[] a,
      int ao,
      int rowStride,
      int depthStride,
      double[] b,
      int bo,
      int ldb,
      boolean zero,
      double[] c,
      int co,
      int ldc,
      int columns) {
    int last = rows - 1;
    VectorMask<Double> mask = VectorMask.fromLong(S, -1L >>> (64 - Math.min(columns, L)));
    int pa0 = ao;
    int r1 = Math.min(1, last);
    int pa1 = ao + r1 * rowStride;
    int pc1 = co + r1 * ldc;
    int r2 = Math.min(2, last);
    int pa2 = ao + r2 * rowStride;
    int pc2 = co + r2 * ldc;
    int r3 = Math.min(3, last);
    int pa3 = ao + r3 * rowStride;
    int pc3 = co + r3 * ldc;
    DoubleVector z = DoubleVector.zero(S);
    DoubleVector c0x = z;
    DoubleVector c1x = z;
    DoubleVector c2x = z;
    DoubleVector c3x = z;
    if (!zero) {
      c0x = DoubleVector.fromArray(S, c, co);
      c1x = DoubleVector.fromArray(S, c, pc1);
      c2x = DoubleVector.fromArray(S, c, pc2);
      c3x = DoubleVector.fromArray(S, c, pc3);
    }
    int pb = bo;
    int pk = 0;
    for (int p = 0; p < depth; p++) {
      DoubleVector bx = DoubleVector.fromArray(S, b, pb, mask);
      DoubleVector a0 = DoubleVector.broadcast(S, a[pa0 + pk]);
      c0x = a0.fma(bx, c0x);
      DoubleVector a1 = DoubleVector.broadcast(S, a[pa1 + pk]);
      c1x = a1.fma(bx, c1x);
      DoubleVector a2 = DoubleVector.broadcast(S, a[pa2 + pk]);
      c2x = a2.fma(bx, c2x);
      DoubleVector a3 = DoubleVector.broadcast(S, a[pa3 + pk]);
      c3x = a3.fma(bx, c3x);
      pk += depthStride;
      pb += ldb;
    }
    c0x.intoArray(c, co);
    c1x.intoArray(c, pc1);
    c2x.intoArray(c, pc2);
    c3x.intoArray(c, pc3);
  }
}
