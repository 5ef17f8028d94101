package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FourierSeriesTest {
  private static double[] numbers(int n, int seed) {
    double[] x = new double[n];
    Arrays.setAll(x, i -> ((i + seed) * 7919 % 1009) / 1009.0 - 0.5);
    return x;
  }

  /** Sums of cosines and sines of multiples of the angles, for all lengths about a vector's. */
  @Property(tries = 100)
  void sumsOfCosinesAndSines(
      @ForAll @IntRange(min = 1, max = 90) int terms,
      @ForAll @IntRange(min = 0, max = 75) int n,
      @ForAll @IntRange(min = 0, max = 1000) int seed) {
    double[] re = numbers(terms, seed);
    double[] im = numbers(terms, seed + 17);
    double[] angle = numbers(n, seed + 31);
    double[] cos = new double[n];
    double[] sin = new double[n];
    Arrays.setAll(cos, i -> StrictMath.cos(12 * angle[i]));
    Arrays.setAll(sin, i -> StrictMath.sin(12 * angle[i]));
    double[] out = new double[n + 3];
    FourierSeries.sum(re, im, terms, cos, sin, out, 2, n);
    double[] scalar = new double[n + 3];
    new ScalarFourierSeries().sum(re, im, terms, cos, sin, scalar, 2, n);
    assertArrayEquals(scalar, out);
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int m = 0; m < terms; m++) {
        double theta = 12 * angle[i] * m;
        sum += re[m] * StrictMath.cos(theta) - im[m] * StrictMath.sin(theta);
      }
      assertEquals(sum, out[i + 2], 1e-15 * terms * terms + 1e-14);
    }
    assertEquals(0, out[0] + out[1] + out[n + 2]);
  }

  @Test
  void badInput() {
    double[] four = new double[4];
    double[] out = new double[4];
    assertThrows(
        IllegalArgumentException.class,
        () -> FourierSeries.sum(four, four, 0, four, four, out, 0, 4));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> FourierSeries.sum(four, four, 5, four, four, out, 0, 4));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> FourierSeries.sum(four, four, 4, four, four, out, 1, 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> FourierSeries.sum(four, four, 4, out, four, out, 0, 4));
  }
}
