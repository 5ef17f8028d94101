package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Comparisons and choices against what Java says of single numbers. */
class SelectionsTest {
  private static final double[] SPECIAL = {
    0.0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-310, 2.5
  };

  private interface Operation {
    void run(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);
  }

  private record Case(Operation operation, DoubleBinaryOperator truth) {}

  private static Map<String, Case> cases() {
    Map<String, Case> m = new LinkedHashMap<>();
    m.put("greater", new Case(Selections::greater, (a, b) -> a > b ? 1 : 0));
    m.put("atLeast", new Case(Selections::atLeast, (a, b) -> a >= b ? 1 : 0));
    m.put("equal", new Case(Selections::equal, (a, b) -> a == b ? 1 : 0));
    m.put("max", new Case(Selections::max, Math::max));
    m.put("min", new Case(Selections::min, Math::min));
    return m;
  }

  @Test
  void comparisonsAreThoseOfJava() {
    for (int n = 0; n <= 70; n++) {
      for (int offset : new int[] {0, 3}) {
        double[] x = numbers(n + offset, n);
        double[] y = numbers(n + offset, 1000 + n);
        int last = n;
        cases()
            .forEach(
                (name, c) -> {
                  double[] z = new double[last + offset + 1];
                  Arrays.fill(z, 77);
                  c.operation.run(x, offset, y, offset, z, offset, last);
                  for (int i = 0; i < z.length; i++) {
                    double truth =
                        i < offset || i >= offset + last ? 77 : c.truth.applyAsDouble(x[i], y[i]);
                    assertEquals(
                        Double.doubleToLongBits(truth), Double.doubleToLongBits(z[i]), name);
                  }
                  double[] inPlace = x.clone();
                  c.operation.run(inPlace, offset, y, offset, inPlace, offset, last);
                  assertArrayEquals(
                      Arrays.copyOfRange(z, offset, offset + last),
                      Arrays.copyOfRange(inPlace, offset, offset + last));
                });
        double[] chosen = new double[n + offset];
        Selections.select(x, offset, x, offset, y, offset, chosen, offset, n);
        double[] clipped = new double[n + offset];
        Selections.clip(x, offset, -0.5, 2, clipped, offset, n);
        double[] above = new double[n + offset];
        Selections.greater(x, offset, 0.5, above, offset, n);
        for (int i = offset; i < n + offset; i++) {
          assertEquals(x[i] > 0.5 ? 1 : 0, above[i]);
          assertEquals(x[i] != 0 ? x[i] : y[i], chosen[i]);
          assertEquals(Math.min(Math.max(x[i], -0.5), 2), clipped[i]);
        }
      }
    }
  }

  @Test
  void softThresholds() {
    for (int n = 0; n <= 70; n++) {
      double[] x = numbers(n, n);
      double[] k = Arrays.stream(numbers(n, 2000 + n)).map(Math::abs).toArray();
      double[] z = new double[n];
      Selections.softThreshold(x, 0, k, 0, z, 0, n);
      for (int i = 0; i < n; i++) {
        double truth =
            Double.isNaN(k[i])
                ? Double.NaN
                : Math.abs(x[i]) <= k[i]
                    ? (Double.isInfinite(x[i]) ? Double.NaN : 0)
                    : x[i] - Math.copySign(k[i], x[i]);
        assertEquals(truth, z[i], "x " + x[i] + ", k " + k[i]);
      }
    }
  }

  @Test
  void overlapsRangesAndBoundsAreRefused() {
    double[] x = new double[20];
    assertThrows(IllegalArgumentException.class, () -> Selections.greater(x, 0, x, 0, x, 1, 10));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Selections.select(x, 0, x, 0, x, 11, new double[20], 0, 10));
    assertThrows(
        IllegalArgumentException.class, () -> Selections.clip(x, 0, 1, 0, new double[20], 0, 20));
    assertThrows(
        IllegalArgumentException.class,
        () -> Selections.clip(x, 0, Double.NaN, 0, new double[20], 0, 20));
  }

  private static double[] numbers(int n, long seed) {
    SplittableRandom r = new SplittableRandom(seed);
    return IntStream.range(0, n)
        .mapToDouble(
            i -> r.nextInt(4) == 0 ? SPECIAL[r.nextInt(SPECIAL.length)] : r.nextInt(-3, 4) / 2.0)
        .toArray();
  }
}
