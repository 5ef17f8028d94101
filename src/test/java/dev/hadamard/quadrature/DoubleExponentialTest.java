package dev.hadamard.quadrature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.ConvergenceException;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DoubleExponentialTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static void assertIntegral(double exact, GaussKronrod.Integral found, int most) {
    assertEquals(exact, found.value(), found.errorEstimate() + 2e-16 * Math.abs(exact));
    assertTrue(found.evaluations() <= most, found.toString());
  }

  private static GaussKronrod.Integral of(DoubleUnaryOperator f, double from, double to) {
    return DoubleExponential.integrate(f, from, to, 1e-13);
  }

  @Test
  void closedForms() {
    assertIntegral(2, of(x -> 1 / Math.sqrt(x), 0, 1), 160);
    assertIntegral(-1, of(StrictMath::log, 0, 1), 160);
    assertIntegral(
        4, of(x -> StrictMath.log(x) * StrictMath.log(x) / (2 * Math.sqrt(x)) / 2, 0, 1), 420);
    assertIntegral(Math.E - 1, of(StrictMath::exp, 0, 1), 420);
    assertIntegral(Math.PI, of(x -> 2 * Math.sqrt(1 - x * x), -1, 1), 420);
    assertIntegral(1, of(x -> StrictMath.exp(-x), 0, INF), 850);
    assertIntegral(2, of(x -> x * x * StrictMath.exp(-x), 0, INF), 850);
    assertIntegral(Math.PI, of(x -> 1 / (Math.sqrt(x) * (1 + x)), 0, INF), 420);
    assertIntegral(StrictMath.exp(-2), of(StrictMath::exp, -INF, -2), 850);
    assertIntegral(Math.PI, of(x -> 1 / (1 + x * x), -INF, INF), 420);
    assertIntegral(Math.sqrt(Math.PI), of(x -> StrictMath.exp(-x * x), -INF, INF), 850);
  }

  /** A singularity at an end that is not 0 needs the distance to it. */
  @Test
  void distancesToTheEnds() {
    GaussKronrod.Integral found =
        DoubleExponential.integrate((x, lower, upper) -> 1 / Math.sqrt(upper), 0, 1, 1e-13);
    assertIntegral(2, found, 160);
    // From x alone the estimate says what is lost, and a finer tolerance is refused.
    GaussKronrod.Integral coarse =
        DoubleExponential.integrate(x -> 1 / Math.sqrt(1 - x), 0, 1, 1e-6);
    assertTrue(Math.abs(coarse.value() - 2) <= coarse.errorEstimate(), coarse.toString());
    assertThrows(
        ConvergenceException.class,
        () -> DoubleExponential.integrate(x -> 1 / Math.sqrt(1 - x), 0, 1, 1e-12));
  }

  /** ∫₀¹ x^a (1-x)^b for integer b, in closed form by parts; strong singularities included. */
  @Property(tries = 100)
  void powers(@ForAll @DoubleRange(min = -0.9, max = 4) double a) {
    GaussKronrod.Integral found =
        DoubleExponential.integrate(x -> StrictMath.pow(x, a) * (1 - x), 0, 1, 1e-12);
    double exact = 1 / (a + 1) - 1 / (a + 2);
    assertEquals(exact, found.value(), found.errorEstimate() + 1e-15 * exact);
  }

  @Property(tries = 50)
  void scalingAndReflection(
      @ForAll @DoubleRange(min = -3, max = 3) double from,
      @ForAll @DoubleRange(min = 0.1, max = 5) double width) {
    double to = from + width;
    GaussKronrod.Integral found = DoubleExponential.integrate(StrictMath::exp, from, to, 1e-12);
    double exact = StrictMath.exp(from) * StrictMath.expm1(width);
    assertEquals(exact, found.value(), found.errorEstimate() + 4e-16 * StrictMath.exp(to));
    GaussKronrod.Integral mirrored =
        DoubleExponential.integrate(x -> StrictMath.exp(-x), -to, -from, 1e-12);
    assertEquals(found.value(), mirrored.value(), 1e-14 * (1 + exact));
  }

  /** All three pairs of Gauss and Kronrod, and the trapezoidal rule, agree. */
  @Property(tries = 30)
  void anotherMethodAgrees(@ForAll @DoubleRange(min = 0.1, max = 20) double w) {
    DoubleUnaryOperator f = x -> StrictMath.cos(w * x) / (1 + x);
    GaussKronrod.Integral found = DoubleExponential.integrate(f, 0, 2, 1e-12);
    for (GaussKronrod.Rule rule : GaussKronrod.Rule.values()) {
      GaussKronrod.Integral other = GaussKronrod.integrate(rule, f, 0, 2, 1e-13);
      assertEquals(other.value(), found.value(), found.errorEstimate() + other.errorEstimate());
      assertEquals(0, other.evaluations() % rule.points());
    }
  }

  @Test
  void kronrodRulesAreExactForTheirDegree() {
    // 3n + 1 for n Gauss points, one more by symmetry where that is even.
    Map<GaussKronrod.Rule, Integer> degree =
        Map.of(
            GaussKronrod.Rule.G7K15,
            23,
            GaussKronrod.Rule.G10K21,
            31,
            GaussKronrod.Rule.G15K31,
            47);
    for (GaussKronrod.Rule rule : GaussKronrod.Rule.values()) {
      for (int k = 0; k <= degree.get(rule); k++) {
        int power = k;
        GaussKronrod.Integral found =
            GaussKronrod.integrate(
                rule, x -> StrictMath.pow((1 + x) / 2, power), -1, 1, /* tolerance= */ 1);
        assertEquals(rule.points(), found.evaluations());
        assertEquals(2.0 / (k + 1), found.value(), 1e-15);
      }
    }
  }

  @Test
  void badInput() {
    assertThrows(
        IllegalArgumentException.class, () -> DoubleExponential.integrate(x -> x, 1, 1, 1e-9));
    assertThrows(
        IllegalArgumentException.class, () -> DoubleExponential.integrate(x -> x, 0, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> DoubleExponential.integrate(x -> Double.NaN, 0, 1, 1e-9));
    assertThrows(
        IllegalArgumentException.class,
        () -> DoubleExponential.integrate((x, a, b) -> x, 0, INF, 1e-9));
    // Not integrable, and a kink.
    assertThrows(
        ConvergenceException.class, () -> DoubleExponential.integrate(x -> 1 / x, 0, 1, 1e-9));
    assertThrows(
        ConvergenceException.class,
        () -> DoubleExponential.integrate(x -> Math.abs(x - 1 / 3.0), 0, 1, 1e-13));
  }
}
