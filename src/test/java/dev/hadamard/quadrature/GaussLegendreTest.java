package dev.hadamard.quadrature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussLegendreTest {
  @Test
  void twoAndThreeNodesInClosedForm() {
    assertEquals(1 / Math.sqrt(3), GaussLegendre.of(2).node(1), 2e-16);
    assertEquals(Math.sqrt(0.6), GaussLegendre.of(3).node(2), 2e-16);
    assertEquals(0, GaussLegendre.of(3).node(1));
    assertEquals(8.0 / 9, GaussLegendre.of(3).weight(1), 4e-16);
    assertEquals(5.0 / 9, GaussLegendre.of(3).weight(0), 4e-16);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16, 24, 32, 64, 200})
  void monomialsUpToTheDegreeAreExact(int n) {
    GaussLegendre rule = GaussLegendre.of(n);
    for (int degree = 0; degree <= Math.min(2 * n - 1, 60); degree++) {
      int power = degree;
      double integral = rule.integrate(x -> StrictMath.pow(x, power), -0.5, 1);
      double exact = (1 - StrictMath.pow(-0.5, power + 1)) / (power + 1);
      assertEquals(exact, integral, 1e-14, "degree " + degree);
    }
  }

  @Test
  void analyticIntegrand() {
    assertEquals(StrictMath.E - 1, GaussLegendre.of(24).integrate(StrictMath::exp, 0, 1), 1e-15);
  }

  @Test
  void badInputIsNamed() {
    assertEquals(
        "n is 0: must be from 1 to 10000",
        assertThrows(IllegalArgumentException.class, () -> GaussLegendre.of(0)).getMessage());
  }
}
