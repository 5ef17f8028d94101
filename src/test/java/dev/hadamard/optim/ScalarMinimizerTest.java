package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScalarMinimizerTest {
  @Property
  void parabolaAnywhere(
      @ForAll @DoubleRange(min = -9, max = 9) double at,
      @ForAll @DoubleRange(min = 0.1, max = 100) double steepness) {
    double[] best = ScalarMinimizer.brent(x -> 3 + steepness * (x - at) * (x - at), -10, 10, 1e-8);
    assertEquals(at, best[0], 1e-6);
    assertEquals(3, best[1], 1e-9);
  }

  @Test
  void minimumWithoutCurvatureAndAtTheEnd() {
    assertEquals(0.3, ScalarMinimizer.brent(x -> Math.abs(x - 0.3), 0, 1, 1e-8)[0], 1e-7);
    assertEquals(1, ScalarMinimizer.brent(x -> -x, 0, 1, 1e-8)[0], 1e-6);
    // The minimum of x log x is at 1/e.
    double[] best = ScalarMinimizer.brent(x -> x * StrictMath.log(x), 0.01, 1, 1e-8);
    assertEquals(1 / StrictMath.E, best[0], 1e-7);
    assertEquals(-1 / StrictMath.E, best[1], 1e-15);
  }

  @Test
  void badInputIsNamed() {
    assertTrue(
        assertThrows(
                IllegalArgumentException.class, () -> ScalarMinimizer.brent(x -> x, 1, 1, 1e-8))
            .getMessage()
            .startsWith("to is 1.0"));
  }
}
