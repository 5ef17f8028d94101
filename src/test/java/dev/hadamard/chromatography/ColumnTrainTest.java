package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hadamard.quadrature.GaussLegendre;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ColumnTrainTest {
  /** Law 6: two columns of one kinetics are one column. */
  @Property(tries = 40)
  void columnsInSeriesAreOne(
      @ForAll @DoubleRange(min = 60, max = 3000) double first,
      @ForAll @DoubleRange(min = 60, max = 3000) double second,
      @ForAll @DoubleRange(min = -3, max = 4) double place,
      @ForAll @DoubleRange(min = 0, max = 50) double delay) {
    ColumnTrain two =
        ColumnTrain.of(LinearColumn.of(5, first, 3))
            .withColumn(LinearColumn.of(7, second, 3))
            .withPlugDelay(delay);
    LinearColumn one = LinearColumn.of(12, first + second, 3);
    double[] cumulants = one.cumulants();
    double t = cumulants[0] + place * Math.sqrt(cumulants[1]);
    assertEquals(one.pulse(2, t)[0], two.pulse(2, t + delay)[0], 1e-12);
    assertEquals(one.step(t)[0], two.step(t + delay)[0], 1e-12);
    assertEquals(cumulants[0] + delay, two.cumulants(2)[0], 1e-10);
    assertEquals(cumulants[1], two.cumulants(2)[1], 1e-12 * cumulants[1]);
  }

  /** A stirred tank is a convolution with e^(-t/T)/T. */
  @Test
  void tanksAreConvolutions() {
    for (double n : new double[] {400, 8}) {
      LinearColumn column = LinearColumn.ofRetention(10, 2, n);
      ColumnTrain train = ColumnTrain.of(column).withStirredTank(3).withPlugDelay(1);
      GaussLegendre rule = GaussLegendre.of(30);
      for (double t : new double[] {18, 25, 31, 33, 40, 60}) {
        double sum = 0;
        for (int j = 0; j < 60; j++) {
          // Pieces end where the pulse begins and ends to leave.
          double a = (t - 1) * j / 60;
          double b = (t - 1) * (j + 1) / 60;
          double[] cuts = {a, t - 1 - 10, t - 1 - 14, b};
          Arrays.sort(cuts);
          for (int c = 0; c < 3; c++) {
            double from = Math.min(b, Math.max(a, cuts[c]));
            double to = Math.min(b, Math.max(a, cuts[c + 1]));
            if (to > from) {
              sum +=
                  rule.integrate(
                      v -> column.pulse(4, t - 1 - v)[0] * StrictMath.exp(-v / 3) / 3, from, to);
            }
          }
        }
        assertEquals(sum, train.pulse(4, t)[0], n > 50 ? 1e-11 : 1e-7, n + " " + t);
      }
    }
  }

  /** The variance of a tank is T², and the area stays. */
  @Test
  void cumulants() {
    ColumnTrain train =
        ColumnTrain.of(LinearColumn.of(5, 400, 3)).withStirredTank(2).withStirredTank(0.5);
    double[] plain = LinearColumn.of(5, 400, 3).cumulants(4);
    double[] expected = {
      plain[0] + 2.5, plain[1] + 4.25, plain[2] + 2 * (8 + 0.125), plain[3] + 6 * (16 + 0.0625)
    };
    assertArrayEquals(expected, train.cumulants(4), 1e-9);
    double[] t = new double[2000];
    Arrays.setAll(t, i -> 60 + 0.1 * i);
    double[] c = train.pulse(2, t);
    assertEquals(2, Arrays.stream(c).sum() * 0.1, 1e-12);
    double mean = 0;
    for (int i = 0; i < t.length; i++) {
      mean += c[i] * t[i] * 0.05;
    }
    assertEquals(expected[0] + 1, mean, 1e-9);
  }

  @Test
  void badInput() {
    ColumnTrain train = ColumnTrain.of(LinearColumn.of(5, 400, 3));
    assertThrows(IllegalArgumentException.class, () -> train.withStirredTank(0));
    assertThrows(IllegalArgumentException.class, () -> train.withPlugDelay(-1));
    assertThrows(IllegalArgumentException.class, () -> train.pulse(0, 5));
    assertThrows(IllegalArgumentException.class, () -> train.pulse(1));
    assertThrows(IllegalArgumentException.class, () -> train.step(Double.NaN));
    assertThrows(NullPointerException.class, () -> train.withColumn(null));
  }
}
