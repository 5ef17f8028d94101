package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Transforms against their definition, within 3e-16 (1 + log2 n) relative to the norm. */
class FftTest {
  @Test
  void realTransformsWantArraysOfTheirOwn() {
    RealFft fft = RealFft.of(8);
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
    double[] other = new double[8];
    assertThrows(IllegalArgumentException.class, () -> fft.forward(x, x, other));
    assertThrows(IllegalArgumentException.class, () -> fft.inverse(x, other, x));
    assertThrows(IllegalArgumentException.class, () -> fft.inverse(other, x, x));
  }

  @Test
  void everyShortLengthAndSomeLongOnes() {
    for (int n = 1; n <= 140; n++) {
      check(n);
    }
    for (int n : new int[] {210, 256, 343, 360, 509, 512, 1001, 1024, 2310, 4096}) {
      check(n);
    }
  }

  private static void check(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[] re = vector(n, random);
    double[] im = vector(n, random);
    double[] cosines = new double[n];
    double[] sines = new double[n];
    for (int k = 0; k < n; k++) {
      Roots.put(k, n, cosines, sines, k);
      assertEquals(StrictMath.cos(2 * Math.PI * k / n), cosines[k], 2e-15);
      assertEquals(-StrictMath.sin(2 * Math.PI * k / n), sines[k], 2e-15);
    }
    double[] expectedRe = new double[n];
    double[] expectedIm = new double[n];
    for (int k = 0; k < n; k++) {
      Sum real = new Sum();
      Sum imaginary = new Sum();
      for (int j = 0; j < n; j++) {
        int root = (int) ((long) j * k % n);
        real.add(re[j], cosines[root]);
        real.add(-im[j], sines[root]);
        imaginary.add(re[j], sines[root]);
        imaginary.add(im[j], cosines[root]);
      }
      expectedRe[k] = real.value();
      expectedIm[k] = imaginary.value();
    }
    Fft fft = Fft.of(n);
    double[] r = re.clone();
    double[] i = im.clone();
    fft.forward(r, i);
    double tolerance = 3e-16 * (1 + Math.log(n) / Math.log(2));
    assertTrue(distance(expectedRe, expectedIm, r, i) <= tolerance, "length " + n);
    double[] atOffset = new double[n + 3];
    double[] atOffset2 = new double[n + 3];
    System.arraycopy(re, 0, atOffset, 2, n);
    System.arraycopy(im, 0, atOffset2, 3, n);
    fft.forward(atOffset, 2, atOffset2, 3);
    for (int k = 0; k < n; k++) {
      assertEquals(r[k], atOffset[2 + k]);
      assertEquals(i[k], atOffset2[3 + k]);
    }
    fft.inverse(r, i);
    assertTrue(distance(re, im, r, i) <= 2 * tolerance, "length " + n);
  }

  @Test
  void longTransformsInBlocks() {
    for (int n : new int[] {1 << 18, 1 << 19, 640 * 1024, 75 << 12}) {
      SplittableRandom random = new SplittableRandom(n);
      double[] re = vector(n, random);
      double[] im = vector(n, random);
      Fft fft = Fft.of(n);
      double[] r = re.clone();
      double[] i = im.clone();
      fft.forward(r, i);
      for (int k : new int[] {0, 1, 12345, n / 2, n - 1}) {
        double sumRe = 0;
        double sumIm = 0;
        double[] w = new double[1];
        double[] v = new double[1];
        for (int j = 0; j < n; j++) {
          Roots.put((long) j * k, n, w, v, 0);
          sumRe += re[j] * w[0] - im[j] * v[0];
          sumIm += re[j] * v[0] + im[j] * w[0];
        }
        assertEquals(sumRe, r[k], 1e-10);
        assertEquals(sumIm, i[k], 1e-10);
      }
      fft.inverse(r, i);
      assertTrue(distance(re, im, r, i) <= 6e-16 * 20);
    }
  }

  @Test
  void vectorTwinGivesTheSameBits() {
    FftKernels vector = Simd.choose(() -> new VectorFft(), ScalarFft::new);
    FftKernels scalar = new ScalarFft();
    SplittableRandom random = new SplittableRandom(4);
    for (int s : new int[] {1, 2, 3, 4, 5, 8, 12, 16, 21}) {
      for (int m : new int[] {1, 2, 3, 7, 8, 16, 19}) {
        for (int radix : new int[] {2, 3, 4, 5, 7, 11}) {
          int n = radix * s * m;
          double[] x = vector(n, random);
          double[] y = vector(n, random);
          double[] w = vector(radix * m, random);
          double[] v = vector(radix * m, random);
          double[][] a = {new double[n], new double[n]};
          double[][] b = {new double[n], new double[n]};
          pass(scalar, radix, s, m, x, y, a, w, v);
          pass(vector, radix, s, m, x, y, b, w, v);
          assertArrayEquals(a[0], b[0]);
          assertArrayEquals(a[1], b[1]);
        }
      }
    }
  }

  @Test
  void vectorTwinOfRowButterfliesGivesTheSameBits() {
    FftKernels vector = Simd.choose(() -> new VectorFft(), ScalarFft::new);
    FftKernels scalar = new ScalarFft();
    SplittableRandom random = new SplittableRandom(5);
    double[] x = vector(400, random);
    double[] y = vector(400, random);
    double[] w = vector(32, random);
    double[] v = vector(32, random);
    for (int width = 0; width <= 70; width++) {
      double[][] a = new double[6][400];
      double[][] b = new double[6][400];
      rows(scalar, width, x, y, a, w, v);
      rows(vector, width, x, y, b, w, v);
      for (int i = 0; i < a.length; i++) {
        assertArrayEquals(a[i], b[i]);
      }
    }
  }

  private static void rows(
      FftKernels kernels,
      int width,
      double[] x,
      double[] y,
      double[][] out,
      double[] w,
      double[] v) {
    kernels.rows4(width, x, y, 3, 80, out[0], out[1], 5, 90, w, v, -1, 2, 7);
    kernels.rows4(width, x, y, 1, 90, out[2], out[3], 7, 80, w, v, 1, 10, 9);
    kernels.rows4(width, x, y, 1, 90, out[4], out[5], 7, 80, null, null, 0, 0, 0);
  }

  private static void pass(
      FftKernels kernels,
      int radix,
      int s,
      int m,
      double[] x,
      double[] y,
      double[][] out,
      double[] w,
      double[] v) {
    if (radix == 2) {
      kernels.radix2(s, m, x, y, out[0], out[1], w, v);
    } else if (radix == 4) {
      double[][] spread = null;
      if (s == 4) {
        spread = new double[2][4 * w.length];
        for (int i = 0; i < 4 * w.length; i++) {
          spread[0][i] = w[i / 4];
          spread[1][i] = v[i / 4];
        }
      }
      kernels.radix4(s, m, x, y, out[0], out[1], w, v, spread);
    } else {
      kernels.odd(radix, s, m, x, y, out[0], out[1], w, v, pad(w), pad(v));
    }
  }

  private static double[] pad(double[] v) {
    return Arrays.copyOf(v, Math.max(25, v.length));
  }

  @Test
  void columnsGetTheBitsOfSequences() {
    SplittableRandom random = new SplittableRandom(15);
    for (int n : new int[] {1, 2, 16, 60, 101, 210}) {
      for (int batch : new int[] {0, 1, 5, 37}) {
        double[] re = vector(n * batch + 2, random);
        double[] im = vector(n * batch + 2, random);
        double[] r = re.clone();
        double[] i = im.clone();
        Fft fft = Fft.of(n);
        fft.inverseColumns(batch, r, 2, i, 1);
        double[] x = new double[n];
        double[] y = new double[n];
        for (int b = 0; b < batch; b++) {
          for (int j = 0; j < n; j++) {
            x[j] = re[2 + j * batch + b];
            y[j] = im[1 + j * batch + b];
          }
          fft.inverse(x, y);
          for (int j = 0; j < n; j++) {
            assertEquals(x[j], r[2 + j * batch + b]);
            assertEquals(y[j], i[1 + j * batch + b]);
          }
        }
        assertEquals(re[1], r[1]);
        fft.forwardColumns(batch, r, 2, i, 1);
        assertTrue(distance(re, im, r, i) < 1e-14);
      }
    }
  }

  @Test
  void columnsAndGrids() {
    SplittableRandom random = new SplittableRandom(5);
    int[] shape = {6, 17, 20};
    int size = 6 * 17 * 20;
    double[] re = vector(size, random);
    double[] im = vector(size, random);
    double[] r = re.clone();
    double[] i = im.clone();
    FftGrid grid = FftGrid.of(shape);
    grid.forward(r, i);
    for (int[] k : new int[][] {{0, 0, 0}, {1, 2, 3}, {5, 16, 19}}) {
      double sumRe = 0;
      double sumIm = 0;
      for (int j = 0; j < size; j++) {
        int row = j / 340;
        double turn = k[0] * row / 6.0 + k[1] * (j / 20 % 17) / 17.0 + k[2] * (j % 20) / 20.0;
        double c = StrictMath.cos(-2 * Math.PI * turn);
        double s = StrictMath.sin(-2 * Math.PI * turn);
        sumRe += re[j] * c - im[j] * s;
        sumIm += re[j] * s + im[j] * c;
      }
      int at = (k[0] * 17 + k[1]) * 20 + k[2];
      assertEquals(sumRe, r[at], 1e-11);
      assertEquals(sumIm, i[at], 1e-11);
    }
    grid.inverse(r, i);
    assertTrue(distance(re, im, r, i) < 1e-14);
  }

  @Property(tries = 100)
  void realTransforms(@ForAll @IntRange(min = 1, max = 300) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = vector(n, random);
    RealFft fft = RealFft.of(n);
    double[] re = new double[fft.coefficients()];
    double[] im = new double[fft.coefficients()];
    fft.forward(x, re, im);
    double[] r = x.clone();
    double[] i = new double[n];
    Fft.of(n).forward(r, i);
    for (int k = 0; k < re.length; k++) {
      assertEquals(r[k], re[k], 1e-13);
      assertEquals(i[k], im[k], 1e-13);
    }
    double[] back = new double[n];
    fft.inverse(re, im, back);
    assertArrayEquals(x, back, 1e-14);
  }

  @Property(tries = 60)
  void convolutions(
      @ForAll @IntRange(min = 1, max = 90) int n,
      @ForAll @IntRange(min = 1, max = 90) int m,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = vector(n, random);
    double[] y = vector(m, random);
    double[] z = RealFft.convolve(x, y);
    assertEquals(n + m - 1, z.length);
    for (int k = 0; k < z.length; k++) {
      double sum = 0;
      for (int j = Math.max(0, k - m + 1); j < Math.min(n, k + 1); j++) {
        sum += x[j] * y[k - j];
      }
      assertEquals(sum, z[k], 1e-13);
    }
  }

  @Test
  void cosineAndSineTransforms() {
    SplittableRandom random = new SplittableRandom(6);
    for (int n = 1; n <= 70; n++) {
      double[] x = vector(n, random);
      CosineTransform transform = CosineTransform.of(n);
      double[] cosine = x.clone();
      double[] sine = x.clone();
      transform.cosine(cosine);
      transform.sine(sine);
      for (int k = 0; k < n; k++) {
        double c = 0;
        double s = 0;
        for (int j = 0; j < n; j++) {
          c += x[j] * StrictMath.cos(Math.PI * k * (2 * j + 1) / (2 * n));
          s += x[j] * StrictMath.sin(Math.PI * (k + 1) * (2 * j + 1) / (2 * n));
        }
        assertEquals(c, cosine[k], 2e-13);
        assertEquals(s, sine[k], 2e-13);
      }
      transform.inverseCosine(cosine);
      transform.inverseSine(sine);
      assertArrayEquals(x, cosine, 1e-14);
      assertArrayEquals(x, sine, 1e-14);
    }
  }

  @Test
  void refusals() {
    assertThrows(IllegalArgumentException.class, () -> Fft.of(0));
    assertThrows(
        IndexOutOfBoundsException.class, () -> Fft.of(4).forward(new double[4], new double[3]));
    assertThrows(IllegalArgumentException.class, FftGrid::of);
    double[] x = new double[9];
    assertThrows(IllegalArgumentException.class, () -> Fft.of(4).forward(x, 0, x, 2));
  }

  private static double distance(double[] ar, double[] ai, double[] br, double[] bi) {
    double difference = 0;
    double norm = 0;
    for (int k = 0; k < ar.length; k++) {
      difference += (ar[k] - br[k]) * (ar[k] - br[k]) + (ai[k] - bi[k]) * (ai[k] - bi[k]);
      norm += ar[k] * ar[k] + ai[k] * ai[k];
    }
    return Math.sqrt(difference / norm);
  }

  private static double[] vector(int n, SplittableRandom random) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextDouble(-1, 1);
    }
    return x;
  }

  /** A sum of products in twice the precision: what is left is the rounding of the roots. */
  private static final class Sum {
    private double high;
    private double low;

    void add(double x, double y) {
      double product = x * y;
      double sum = high + product;
      double part = sum - high;
      low += high - (sum - part) + (product - part) + Math.fma(x, y, -product);
      high = sum;
    }

    double value() {
      return high + low;
    }
  }
}
