package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Level 2 and 3 against sums in double, within (k + 4) u times the sum of the magnitudes of the
 * products, u = 2^-53 or 2^-24; triangular solves by their residuals with the same bound.
 */
class Blas23Test {
  private static final double UNIT = 0x1p-53;
  private static final double FLOAT_UNIT = 0x1p-24;

  static int[] orders() {
    return new int[] {0, 1, 2, 3, 5, 8, 13, 31, 32, 33, 47, 64, 65, 70, 130};
  }

  /** The form that reads ahead has the bits of two products, whatever is left over at the ends. */
  @Test
  void gramProductsOfMatricesBeyondTheCaches() {
    SplittableRandom random = new SplittableRandom(4);
    for (int[] size : new int[][] {{2048, 1024}, {2103, 1003}, {4, 524_300}, {303, 8191}}) {
      int m = size[0];
      int n = size[1];
      double[] a = vector(m * n + 3, random);
      double[] x = vector(n, random);
      double[] once = new double[n];
      double[] w = new double[m];
      double[] twice = new double[n];
      Blas2.gramMultiply(m, n, 0.5, a, 3, n, x, 0, once, 0);
      Blas2.gemv(Transpose.NO, m, n, 1, a, 3, n, x, 0, 0, w, 0);
      Blas2.gemv(Transpose.YES, m, n, 0.5, a, 3, n, w, 0, 0, twice, 0);
      assertArrayEquals(twice, once, m + " by " + n);
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void matrixTimesVector(int m) {
    SplittableRandom random = new SplittableRandom(m);
    for (int n : new int[] {0, 1, 7, 33, 70}) {
      Block a = Block.random(m, n, random);
      for (boolean t : new boolean[] {false, true}) {
        int inputs = t ? m : n;
        int outputs = t ? n : m;
        double[] x = vector(inputs + 2, random);
        double[] y = vector(outputs + 1, random);
        double[] result = y.clone();
        Blas2.gemv(op(t), m, n, 0.7, a.data(), a.offset(), a.stride(), x, 2, -0.3, result, 1);
        float[] fx = floats(x);
        float[] fy = floats(y);
        Blas2.gemv(op(t), m, n, 0.7f, a.floats(), a.offset(), a.stride(), fx, 2, -0.3f, fy, 1);
        for (int i = 0; i < outputs; i++) {
          double sum = -0.3 * y[1 + i];
          double magnitude = Math.abs(sum);
          for (int j = 0; j < inputs; j++) {
            double term = 0.7 * (t ? a.get(j, i) : a.get(i, j)) * x[2 + j];
            sum += term;
            magnitude += Math.abs(term);
          }
          assertEquals(sum, result[1 + i], (inputs + 4) * 2 * UNIT * magnitude);
          assertEquals(sum, fy[1 + i], (inputs + 6) * 2 * FLOAT_UNIT * magnitude);
        }
        assertEquals(y[0], result[0]);
      }
      double[] x = vector(n, random);
      double[] once = new double[n];
      Blas2.gramMultiply(m, n, 0.5, a.data(), a.offset(), a.stride(), x, 0, once, 0);
      double[] w = new double[m];
      double[] twice = new double[n];
      Blas2.gemv(Transpose.NO, m, n, 1, a.data(), a.offset(), a.stride(), x, 0, 0, w, 0);
      Blas2.gemv(Transpose.YES, m, n, 0.5, a.data(), a.offset(), a.stride(), w, 0, 0, twice, 0);
      assertArrayEquals(twice, once);
      double[] column = vector(m, random);
      Block updated = a.copy();
      Blas2.ger(m, n, 1.1, column, 0, x, 0, updated.data(), updated.offset(), updated.stride());
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          assertEquals(Math.fma(1.1 * column[i], x[j], a.get(i, j)), updated.get(i, j));
        }
      }
      double[] transposed = new double[n * m];
      Blas2.transpose(m, n, a.data(), a.offset(), a.stride(), transposed, 0, m);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          assertEquals(a.get(i, j), transposed[j * m + i]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void symmetricProducts(int n) {
    SplittableRandom random = new SplittableRandom(n);
    Block a = Block.random(n, n, random);
    for (Triangle triangle : Triangle.values()) {
      double[] full = symmetric(a, triangle);
      double[] x = vector(n, random);
      double[] y = vector(n, random);
      double[] result = y.clone();
      Blas2.symv(triangle, n, 0.7, a.data(), a.offset(), a.stride(), x, 0, 0.4, result, 0);
      double[] expected = y.clone();
      Blas2.gemv(Transpose.NO, n, n, 0.7, full, 0, n, x, 0, 0.4, expected, 0);
      assertClose(expected, result, full, x, n, 1, n);
      int m = 19;
      for (Side side : Side.values()) {
        boolean left = side == Side.LEFT;
        int rows = left ? n : m;
        int columns = left ? m : n;
        Block b = Block.random(rows, columns, random);
        Block c = Block.random(rows, columns, random);
        Block d = c.copy();
        Blas3.symm(
            side,
            triangle,
            rows,
            columns,
            0.7,
            a.data(),
            a.offset(),
            a.stride(),
            b.data(),
            b.offset(),
            b.stride(),
            -0.2,
            c.data(),
            c.offset(),
            c.stride());
        if (left) {
          Blas3.gemm(
              Transpose.NO,
              Transpose.NO,
              n,
              m,
              n,
              0.7,
              full,
              0,
              n,
              b.data(),
              b.offset(),
              b.stride(),
              -0.2,
              d.data(),
              d.offset(),
              d.stride());
          assertArrayEquals(d.data(), c.data());
        } else {
          Blas3.gemm(
              Transpose.NO,
              Transpose.NO,
              m,
              n,
              n,
              0.7,
              b.data(),
              b.offset(),
              b.stride(),
              full,
              0,
              n,
              -0.2,
              d.data(),
              d.offset(),
              d.stride());
          assertArrayEquals(d.data(), c.data());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void rankUpdatesAreProductsInOneTriangle(int n) {
    SplittableRandom random = new SplittableRandom(n);
    for (int k : new int[] {0, 1, 9, 40}) {
      for (Triangle triangle : Triangle.values()) {
        for (Transpose transpose : Transpose.values()) {
          boolean t = transpose == Transpose.YES;
          Block a = Block.random(t ? k : n, t ? n : k, random);
          Block b = Block.random(t ? k : n, t ? n : k, random);
          Block c = Block.random(n, n, random);
          Block one = c.copy();
          Blas3.syrk(
              triangle,
              transpose,
              n,
              k,
              -1,
              a.data(),
              a.offset(),
              a.stride(),
              0.5,
              one.data(),
              one.offset(),
              one.stride());
          Block two = c.copy();
          Blas3.syr2k(
              triangle,
              transpose,
              n,
              k,
              0.3,
              a.data(),
              a.offset(),
              a.stride(),
              b.data(),
              b.offset(),
              b.stride(),
              0.5,
              two.data(),
              two.offset(),
              two.stride());
          for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
              boolean inside = triangle == Triangle.LOWER ? j <= i : j >= i;
              double rank1 = inside ? 0.5 * c.get(i, j) : c.get(i, j);
              double rank2 = rank1;
              for (int p = 0; inside && p < k; p++) {
                rank1 = Math.fma(-entry(a, t, i, p), entry(a, t, j, p), rank1);
                rank2 = Math.fma(0.3 * entry(a, t, i, p), entry(b, t, j, p), rank2);
              }
              for (int p = 0; inside && p < k; p++) {
                rank2 = Math.fma(0.3 * entry(b, t, i, p), entry(a, t, j, p), rank2);
              }
              assertEquals(rank1, one.get(i, j));
              assertEquals(rank2, two.get(i, j));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void triangularSolvesAndProducts(int order) {
    SplittableRandom random = new SplittableRandom(order);
    Block a = Block.dominant(order, random);
    for (Triangle triangle : Triangle.values()) {
      for (Transpose transpose : Transpose.values()) {
        for (Diagonal diagonal : Diagonal.values()) {
          if (diagonal == Diagonal.UNIT && order > 40) {
            continue; // solutions grow without bound
          }
          checkTriangular(triangle, transpose, diagonal, order, a, random);
        }
      }
    }
  }

  private static void checkTriangular(
      Triangle triangle,
      Transpose transpose,
      Diagonal diagonal,
      int order,
      Block a,
      SplittableRandom random) {
    double[] full = new double[order * order];
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < order; j++) {
        full[i * order + j] =
            a.triangular(
                triangle == Triangle.LOWER,
                diagonal == Diagonal.UNIT,
                transpose == Transpose.YES,
                i,
                j);
      }
    }
    for (int others : new int[] {1, 20, 150}) {
      Block right = Block.random(order, others, random);
      Block x = right.copy();
      Blas3.trsm(
          Side.LEFT,
          triangle,
          transpose,
          diagonal,
          order,
          others,
          2,
          a.data(),
          a.offset(),
          a.stride(),
          x.data(),
          x.offset(),
          x.stride());
      assertProduct(full, order, x, right, 2, UNIT);
      float[] fx = right.floats();
      Blas3.trsm(
          Side.LEFT,
          triangle,
          transpose,
          diagonal,
          order,
          others,
          2f,
          a.floats(),
          a.offset(),
          a.stride(),
          fx,
          right.offset(),
          right.stride());
      assertProduct(full, order, widened(fx, right), right, 2, FLOAT_UNIT);
      Block back = x.copy();
      Blas3.trmm(
          Side.LEFT,
          triangle,
          transpose,
          diagonal,
          order,
          others,
          0.5,
          a.data(),
          a.offset(),
          a.stride(),
          back.data(),
          back.offset(),
          back.stride());
      assertProduct(full, order, x, back, 2, UNIT);

      // On the right: the transposed problem, up to rounding.
      Block wide = Block.random(others, order, random);
      Block solved = wide.copy();
      Blas3.trsm(
          Side.RIGHT,
          triangle,
          transpose,
          diagonal,
          others,
          order,
          2,
          a.data(),
          a.offset(),
          a.stride(),
          solved.data(),
          solved.offset(),
          solved.stride());
      double[] fullTransposed = new double[order * order];
      Blas2.transpose(order, order, full, 0, order, fullTransposed, 0, order);
      assertProduct(fullTransposed, order, turned(solved), turned(wide), 2, UNIT);
      Block product = solved.copy();
      Blas3.trmm(
          Side.RIGHT,
          triangle,
          transpose,
          diagonal,
          others,
          order,
          0.5,
          a.data(),
          a.offset(),
          a.stride(),
          product.data(),
          product.offset(),
          product.stride());
      assertProduct(fullTransposed, order, turned(solved), turned(product), 2, UNIT);
    }
    double[] b = vector(order, random);
    double[] x = b.clone();
    Blas2.trsv(triangle, transpose, diagonal, order, a.data(), a.offset(), a.stride(), x, 0);
    assertProduct(full, order, column(x), column(b), 1, UNIT);
    double[] y = x.clone();
    Blas2.trmv(triangle, transpose, diagonal, order, a.data(), a.offset(), a.stride(), y, 0);
    assertProduct(full, order, column(x), column(y), 1, UNIT);
  }

  /** T X = factor B. */
  private static void assertProduct(
      double[] t, int order, Block x, Block b, double factor, double unit) {
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < x.columns(); j++) {
        double sum = 0;
        double magnitude = Math.abs(factor * b.get(i, j));
        for (int p = 0; p < order; p++) {
          sum += t[i * order + p] * x.get(p, j);
          magnitude += Math.abs(t[i * order + p] * x.get(p, j));
        }
        double difference = Math.abs(sum - factor * b.get(i, j));
        assertTrue(difference <= (order + 4) * 2 * unit * magnitude, "residual " + difference);
      }
    }
  }

  @Test
  void entrywiseAndBlockProducts() {
    double[] a = {1, 2, 3, 4};
    double[] b = {5, 6, 7, 8};
    double[] hadamard = new double[4];
    MatrixProducts.hadamard(2, 2, a, 0, 2, b, 0, 2, hadamard, 0, 2);
    assertArrayEquals(new double[] {5, 12, 21, 32}, hadamard);
    double[] kronecker = new double[16];
    MatrixProducts.kronecker(2, 2, 2, 2, a, b, kronecker);
    assertArrayEquals(
        new double[] {5, 6, 10, 12, 7, 8, 14, 16, 15, 18, 20, 24, 21, 24, 28, 32}, kronecker);
    double[] khatriRao = new double[8];
    MatrixProducts.khatriRao(2, 2, 2, a, b, khatriRao);
    assertArrayEquals(new double[] {5, 12, 7, 16, 15, 24, 21, 32}, khatriRao);
    MatrixProducts.hadamard(2, 2, a, 0, 2, b, 0, 2, a, 0, 2);
    assertArrayEquals(new double[] {5, 12, 21, 32}, a);
  }

  @Test
  void refusesOverlap() {
    double[] x = new double[30];
    assertThrows(
        IllegalArgumentException.class,
        () -> Blas2.gemv(Transpose.NO, 5, 5, 1, x, 0, 5, x, 25, 0, x, 20));
    assertThrows(
        IllegalArgumentException.class,
        () -> Blas2.trsv(Triangle.LOWER, Transpose.NO, Diagonal.STORED, 5, x, 0, 5, x, 10));
    assertThrows(
        IllegalArgumentException.class,
        () -> MatrixProducts.kronecker(1, 1, 2, 2, new double[1], x, x));
  }

  @Test
  void vectorTwinsGiveTheSameBits() {
    SplittableRandom random = new SplittableRandom(3);
    TriangularKernels vector = Simd.choose(() -> new VectorTriangular(), ScalarTriangular::new);
    Level2Kernels level2 = Simd.choose(() -> new VectorLevel2(), ScalarLevel2::new);
    for (int n = 0; n <= 140; n++) {
      Block t = Block.dominant(23, random);
      t.data()[t.index(4, 4)] = Double.MIN_VALUE;
      for (boolean forward : new boolean[] {true, false}) {
        Block x = Block.random(23, n, random);
        Block y = x.copy();
        new ScalarTriangular()
            .solve(
                forward,
                false,
                23,
                n,
                t.data(),
                t.offset(),
                t.stride(),
                1,
                x.data(),
                x.offset(),
                x.stride());
        vector.solve(
            forward,
            false,
            23,
            n,
            t.data(),
            t.offset(),
            t.stride(),
            1,
            y.data(),
            y.offset(),
            y.stride());
        assertArrayEquals(x.data(), y.data());
      }
      double[] a = vector(4 * n, random);
      double[] p = vector(n, random);
      double[] q = p.clone();
      new ScalarLevel2().addRows(1.1, -0.2, 0.3, 7, a, 0, n, p, 0, n);
      level2.addRows(1.1, -0.2, 0.3, 7, a, 0, n, q, 0, n);
      assertArrayEquals(p, q);
      double[] b = a.clone();
      new ScalarLevel2().rotate(0.6, 0.8, a, 0, p, 0, n);
      level2.rotate(0.6, 0.8, b, 0, q, 0, n);
      assertArrayEquals(p, q);
      assertArrayEquals(a, b);
    }
  }

  private static double entry(Block a, boolean t, int i, int p) {
    return t ? a.get(p, i) : a.get(i, p);
  }

  private static void assertClose(
      double[] expected, double[] actual, double[] a, double[] x, int m, int n, int k) {
    for (int i = 0; i < m * n; i++) {
      double magnitude = Math.abs(expected[i]);
      for (int p = 0; p < k; p++) {
        magnitude += Math.abs(a[i * k + p] * x[p]);
      }
      assertEquals(expected[i], actual[i], (k + 4) * 4 * UNIT * magnitude);
    }
  }

  private static double[] symmetric(Block a, Triangle triangle) {
    int n = a.rows();
    double[] full = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        boolean stored = triangle == Triangle.LOWER ? j <= i : j >= i;
        full[i * n + j] = stored ? a.get(i, j) : a.get(j, i);
      }
    }
    return full;
  }

  private static Block turned(Block x) {
    double[] data = new double[x.rows() * x.columns()];
    Blas2.transpose(x.rows(), x.columns(), x.data(), x.offset(), x.stride(), data, 0, x.rows());
    return new Block(data, 0, /* rows= */ x.columns(), /* columns= */ x.rows(), x.rows());
  }

  private static Block column(double[] x) {
    return new Block(x, 0, x.length, 1, 1);
  }

  private static Block widened(float[] x, Block like) {
    double[] data = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      data[i] = x[i];
    }
    return new Block(data, like.offset(), like.rows(), like.columns(), like.stride());
  }

  private static double[] vector(int n, SplittableRandom random) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-8, 8));
    }
    return x;
  }

  private static float[] floats(double[] x) {
    float[] f = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      f[i] = (float) x[i];
    }
    return f;
  }

  private static Transpose op(boolean transpose) {
    return transpose ? Transpose.YES : Transpose.NO;
  }
}
