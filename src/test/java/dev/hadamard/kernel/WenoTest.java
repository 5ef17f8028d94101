package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WenoTest {
  @Property(tries = 100)
  void twins(@ForAll @Size(41) List<@DoubleRange(min = -2, max = 2) Double> values) {
    double[] c = values.stream().mapToDouble(v -> v).toArray();
    double[] scalar = new double[41];
    double[] chosen = new double[41];
    new ScalarWeno().fifth(c, 2, scalar, 3, 37);
    Weno.fifthOrder(c, 2, chosen, 3, 37);
    assertArrayEquals(scalar, chosen, 0);
    new ScalarWeno().flux(c, 0, c, c, scalar, 39);
    Weno.flux(c, 0, c, c, chosen, 39);
    assertArrayEquals(scalar, chosen, 0);
    double[] out = new double[41];
    double[] expected = new double[41];
    new ScalarWeno().divergence(7, scalar, expected, 1, 38);
    Weno.divergence(7, chosen, out, 1, 38);
    assertArrayEquals(expected, out, 0);
  }

  /** Fifth order for the means of e^x, and exact for straight lines. */
  @Test
  void order() {
    double previous = 0;
    for (int n : new int[] {16, 32, 64}) {
      double h = 1.0 / n;
      double[] c = new double[n + 4];
      Arrays.setAll(c, i -> (Math.exp((i - 1) * h) - Math.exp((i - 2) * h)) / h);
      double[] face = new double[n];
      Weno.fifthOrder(c, 2, face, 0, n);
      double worst = 0;
      for (int i = 0; i < n; i++) {
        worst = Math.max(worst, Math.abs(face[i] - Math.exp((i + 1) * h)));
      }
      assertTrue(previous == 0 || worst < previous / 24, previous + " then " + worst);
      previous = worst;
    }
    double[] line = {1, 2, 3, 4, 5};
    double[] face = new double[1];
    Weno.fifthOrder(line, 2, face, 0, 1);
    assertEquals(3.5, face[0], 1e-15);
  }

  @Test
  void badInput() {
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Weno.fifthOrder(new double[8], 1, new double[8], 0, 4));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Weno.divergence(1, new double[4], new double[4], 0, 4));
  }
}
