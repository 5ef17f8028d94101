package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Matrix products are, entry by entry, the chain that {@link Blas3} promises. */
class GemmTest {
  private static final Transpose[] OPS = Transpose.values();
  private static final double[] ALPHAS = {1, -1, 0.7, 0};
  private static final double[] BETAS = {0, 1, -0.3};

  /** Every order from 0 to 70 appears as each of the three. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void smallProductsAreChains(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int size = 0; size <= 70; size++) {
      int other = random.nextInt(71);
      int third = random.nextInt(71);
      checkDoubles(size, other, third, random);
      checkDoubles(third, size, other, random);
      checkDoubles(other, third, size, random);
      checkFloats(size, other, third, random);
      checkFloats(other, size, third, random);
    }
  }

  @Test
  void largeProductsAreChains() {
    SplittableRandom random = new SplittableRandom(7);
    checkDoubles(97, 260, 530, random);
    checkDoubles(300, 17, 257, random);
    checkDoubles(1, 600, 300, random);
    checkDoubles(600, 1, 300, random);
    checkFloats(97, 510, 530, random);
    checkFloats(300, 33, 257, random);
  }

  /** Those that read the larger factor in place, and the first that do not. */
  @Test
  void largeProductsOfFewColumnsOrRowsAreChains() {
    SplittableRandom random = new SplittableRandom(11);
    for (int n = 1; n <= 34; n++) {
      int k = 500 + random.nextInt(40);
      int m = 400_000 / (n * k) + 1 + random.nextInt(20);
      for (int i = 0; i < 2; i++) {
        checkDoubles(m, n, k, 1, random);
        checkDoubles(n, m, k, 1, random);
      }
      checkDoubles(m, n, k, random);
    }
    // Beyond the caches, transposed and not.
    for (int i = 0; i < 4; i++) {
      checkDoubles(2100, 3, 2010, 1, random);
    }
  }

  private static void checkDoubles(int m, int n, int k, SplittableRandom random) {
    checkDoubles(m, n, k, ALPHAS[random.nextInt(ALPHAS.length)], random);
  }

  private static void checkDoubles(int m, int n, int k, double alpha, SplittableRandom random) {
    boolean ta = random.nextBoolean();
    boolean tb = random.nextBoolean();
    double beta = BETAS[random.nextInt(BETAS.length)];
    Block a = Block.random(ta ? k : m, ta ? m : k, random);
    Block b = Block.random(tb ? n : k, tb ? k : n, random);
    Block c = Block.random(m, n, random);
    double[] expected = c.data().clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = beta == 0 ? 0 : beta * c.get(i, j);
        for (int p = 0; p < k && alpha != 0; p++) {
          double left = alpha * (ta ? a.get(p, i) : a.get(i, p));
          sum = Math.fma(left, tb ? b.get(j, p) : b.get(p, j), sum);
        }
        expected[c.index(i, j)] = sum;
      }
    }
    if (beta == 0) {
      c.fill(Double.NaN);
    }
    Blas3.gemm(
        op(ta),
        op(tb),
        m,
        n,
        k,
        alpha,
        a.data(),
        a.offset(),
        a.stride(),
        b.data(),
        b.offset(),
        b.stride(),
        beta,
        c.data(),
        c.offset(),
        c.stride());
    assertArrayEquals(
        expected, c.data(), () -> m + " " + n + " " + k + " " + ta + " " + tb + " " + alpha);
  }

  private static void checkFloats(int m, int n, int k, SplittableRandom random) {
    boolean ta = random.nextBoolean();
    boolean tb = random.nextBoolean();
    float alpha = (float) ALPHAS[random.nextInt(ALPHAS.length)];
    float beta = (float) BETAS[random.nextInt(BETAS.length)];
    Block a = Block.random(ta ? k : m, ta ? m : k, random);
    Block b = Block.random(tb ? n : k, tb ? k : n, random);
    Block c = Block.random(m, n, random);
    float[] fa = a.floats();
    float[] fb = b.floats();
    float[] fc = c.floats();
    float[] expected = fc.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = beta == 0 ? 0 : beta * fc[c.index(i, j)];
        for (int p = 0; p < k && alpha != 0; p++) {
          float left = alpha * fa[ta ? a.index(p, i) : a.index(i, p)];
          sum = Math.fma(left, fb[tb ? b.index(j, p) : b.index(p, j)], sum);
        }
        expected[c.index(i, j)] = sum;
      }
    }
    Blas3.gemm(
        op(ta),
        op(tb),
        m,
        n,
        k,
        alpha,
        fa,
        a.offset(),
        a.stride(),
        fb,
        b.offset(),
        b.stride(),
        beta,
        fc,
        c.offset(),
        c.stride());
    assertArrayEquals(expected, fc, () -> m + " " + n + " " + k + " " + ta + " " + tb);
  }

  @Test
  void threadsChangeNoBit() {
    SplittableRandom random = new SplittableRandom(8);
    for (int[] shape : new int[][] {{310, 130, 170}, {90, 333, 200}, {5, 2000, 300}}) {
      Block a = Block.random(shape[0], shape[2], random);
      Block b = Block.random(shape[2], shape[1], random);
      double[] one = product(Parallelism.sequential(), shape, a, b);
      for (int threads = 2; threads <= 5; threads++) {
        assertArrayEquals(one, product(Parallelism.of(threads), shape, a, b));
      }
    }
  }

  private static double[] product(Parallelism parallelism, int[] shape, Block a, Block b) {
    double[] c = new double[shape[0] * shape[1]];
    Blas3.gemm(
        parallelism,
        Transpose.NO,
        Transpose.NO,
        shape[0],
        shape[1],
        shape[2],
        1,
        a.data(),
        a.offset(),
        a.stride(),
        b.data(),
        b.offset(),
        b.stride(),
        0,
        c,
        0,
        shape[1]);
    return c;
  }

  /** (A B)' = B' A', bit for bit. */
  @Property(tries = 100)
  void transposeOfAProduct(
      @ForAll @IntRange(max = 90) int m,
      @ForAll @IntRange(max = 90) int n,
      @ForAll @IntRange(max = 90) int k,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Block a = Block.random(m, k, random);
    Block b = Block.random(k, n, random);
    double[] ab = product(Parallelism.sequential(), new int[] {m, n, k}, a, b);
    double[] ba = new double[n * m];
    Blas3.gemm(
        Transpose.YES,
        Transpose.YES,
        n,
        m,
        k,
        1,
        b.data(),
        b.offset(),
        b.stride(),
        a.data(),
        a.offset(),
        a.stride(),
        0,
        ba,
        0,
        m);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        assertEquals(ab[i * n + j], ba[j * m + i]);
      }
    }
  }

  @Test
  void notANumberReachesItsRowAndColumnOnly() {
    int n = 40;
    double[] a = new double[n * n];
    double[] b = new double[n * n];
    double[] c = new double[n * n];
    Arrays.fill(a, 1);
    Arrays.fill(b, 1);
    a[3 * n + 5] = Double.NaN;
    Blas3.gemm(Transpose.NO, Transpose.NO, n, n, n, 1, a, 0, n, b, 0, n, 0, c, 0, n);
    for (int i = 0; i < n * n; i++) {
      assertEquals(i / n == 3, Double.isNaN(c[i]));
    }
  }

  @Test
  void blocksOfOneArrayMayInterleave() {
    int n = 8;
    double[] x = new double[n * n];
    Arrays.fill(x, 1);
    Blas3.gemm(Transpose.NO, Transpose.NO, n, 4, 4, 1, x, 0, n, x, 0, n, 0, x, 4, n);
    assertEquals(4, x[4]);
    assertEquals(1, x[3]);
  }

  @Test
  void refusesWhatDoesNotFit() {
    double[] x = new double[100];
    assertThrows(
        IllegalArgumentException.class,
        () -> Blas3.gemm(Transpose.NO, Transpose.NO, 5, 5, 5, 1, x, 0, 5, x, 0, 5, 0, x, 20, 5));
    IndexOutOfBoundsException beyond =
        assertThrows(
            IndexOutOfBoundsException.class,
            () ->
                Blas3.gemm(Transpose.NO, Transpose.NO, 5, 5, 5, 1, x, 80, 5, x, 0, 5, 0, x, 30, 5));
    assertEquals(
        "entries [80, 105) of a (5 by 5, rows 5 apart) exceed its length 100", beyond.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Blas3.gemm(Transpose.NO, Transpose.NO, 5, 5, 5, 1, x, 0, 4, x, 0, 5, 0, x, 30, 5));
    assertThrows(
        IllegalArgumentException.class,
        () -> Blas3.gemm(Transpose.NO, Transpose.NO, -1, 5, 5, 1, x, 0, 5, x, 0, 5, 0, x, 30, 5));
  }

  private static Transpose op(boolean transpose) {
    return OPS[transpose ? 1 : 0];
  }
}
