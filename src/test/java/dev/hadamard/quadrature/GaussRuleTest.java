package dev.hadamard.quadrature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaussRuleTest {
  static List<ReferenceTable.Row> rules() {
    return ReferenceTable.read("quadrature/gauss_rules.csv");
  }

  /** Nodes correctly rounded, weights to 4 units in the last place. */
  @ParameterizedTest
  @MethodSource("rules")
  void nodesAndWeights(ReferenceTable.Row row) {
    int n = (int) row.number("n");
    GaussRule rule =
        switch (row.text("family")) {
          case "legendre" -> GaussRule.legendre(n);
          case "radau" -> GaussRule.radau(n);
          case "lobatto" -> GaussRule.lobatto(n);
          case "jacobi" -> GaussRule.jacobi(n, row.number("alpha"), row.number("beta"));
          case "laguerre" -> GaussRule.laguerre(n, row.number("alpha"));
          default -> GaussRule.hermite(n);
        };
    int i = (int) row.number("i");
    double node = row.number("node");
    double weight = row.number("weight");
    assertEquals(n, rule.size());
    assertEquals(node, rule.node(i), Math.max(0.5 * Math.ulp(node), 1e-20));
    assertEquals(weight, rule.weight(i), 4 * Math.ulp(weight));
  }

  /** Moments of the weights in closed form, up to the degree of exactness. */
  @Property(tries = 60)
  void momentsOfJacobi(
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @DoubleRange(min = -0.9, max = 5) double alpha,
      @ForAll @DoubleRange(min = -0.9, max = 5) double beta) {
    GaussRule rule = GaussRule.jacobi(n, alpha, beta);
    double mass = rule.integrate(x -> 1);
    // ((1 + x)/2)^k has the moments B(α+1, β+1+k)/B(α+1, β+1).
    double exact = 1;
    for (int k = 1; k <= Math.min(2 * n - 1, 60); k++) {
      exact *= (beta + k) / (alpha + beta + 1 + k);
      int power = k;
      double found = rule.integrate(x -> StrictMath.pow((1 + x) / 2, power)) / mass;
      assertEquals(exact, found, 1e-14 + 1e-13 * exact, "k = " + k);
    }
  }

  @Property(tries = 40)
  void momentsOfLaguerreAndHermite(
      @ForAll @IntRange(min = 1, max = 30) int n,
      @ForAll @DoubleRange(min = -0.9, max = 5) double alpha) {
    GaussRule laguerre = GaussRule.laguerre(n, alpha);
    double exact = laguerre.integrate(x -> 1);
    for (int k = 1; k <= 2 * n - 1; k++) {
      exact *= alpha + k;
      int power = k;
      assertEquals(1, laguerre.integrate(x -> StrictMath.pow(x, power)) / exact, 1e-13, "k = " + k);
    }
    GaussRule hermite = GaussRule.hermite(n);
    double even = Math.sqrt(Math.PI);
    for (int k = 2; k <= 2 * n - 1; k += 2) {
      even *= (k - 1) / 2.0;
      int power = k;
      assertEquals(1, hermite.integrate(x -> StrictMath.pow(x, power)) / even, 1e-13, "k = " + k);
    }
    assertEquals(0, hermite.integrate(x -> x * x * x), 1e-14);
  }

  /** The mass of a weight, by a quadrature that knows nothing of gamma functions. */
  @Property(tries = 100)
  void masses(
      @ForAll @DoubleRange(min = -0.9, max = 20) double alpha,
      @ForAll @DoubleRange(min = -0.9, max = 20) double beta) {
    for (double b : new double[] {alpha, beta, 0.1, 3}) {
      // ((1-x)/2)^α ((1+x)/2)^β over the mass.
      double jacobi = GaussRule.jacobi(3, alpha, b).integrate(x -> 1);
      double scale = StrictMath.pow(2, alpha + b) / jacobi;
      double one =
          DoubleExponential.integrate(
                  (x, lower, upper) ->
                      scale * StrictMath.pow(upper / 2, alpha) * StrictMath.pow(lower / 2, b),
                  -1,
                  1,
                  1e-12)
              .value();
      assertEquals(1, one, 1e-11, alpha + ", " + b);
    }
    double laguerre = GaussRule.laguerre(3, alpha).integrate(x -> 1);
    double one =
        DoubleExponential.integrate(
                x -> StrictMath.exp(alpha * StrictMath.log(x) - x) / laguerre,
                0,
                Double.POSITIVE_INFINITY,
                1e-12)
            .value();
    assertEquals(1, one, 1e-11, "alpha = " + alpha);
  }

  /** Legendre, Radau, Lobatto and Clenshaw-Curtis are exact up to their degrees, and no further. */
  @Property(tries = 60)
  void degrees(@ForAll @IntRange(min = 2, max = 25) int n) {
    record Case(GaussRule rule, int degree) {}
    for (Case c :
        List.of(
            new Case(GaussRule.legendre(n), 2 * n - 1),
            new Case(GaussRule.radau(n), 2 * n - 2),
            new Case(GaussRule.lobatto(n), 2 * n - 3),
            new Case(GaussRule.clenshawCurtis(n), n - 1))) {
      for (int k = 0; k <= c.degree; k++) {
        int power = k;
        // ((1 + x)/2)^k: 2/(k + 1).
        double found = c.rule.integrate(x -> StrictMath.pow((1 + x) / 2, power));
        assertEquals(2.0 / (k + 1), found, 1e-14, c.rule + " k = " + k);
      }
      if (n <= 6) {
        // One more, or two for rules that are symmetric and exact for odd powers anyway.
        double beyond = 0;
        for (int k = c.degree + 1; k <= c.degree + 2; k++) {
          int power = k;
          double exact = k % 2 == 0 ? 2.0 / (k + 1) : 0;
          beyond =
              Math.max(beyond, Math.abs(c.rule.integrate(x -> StrictMath.pow(x, power)) - exact));
        }
        assertTrue(beyond > 1e-7, c.rule + " " + beyond);
      }
    }
  }

  /** T_j² under the first weight, U_j² under the second. */
  @Property(tries = 40)
  void chebyshev(
      @ForAll @IntRange(min = 1, max = 60) int n, @ForAll @IntRange(min = 0, max = 59) int j) {
    if (j >= n) {
      return;
    }
    double first =
        GaussRule.chebyshevFirst(n)
            .integrate(
                x -> {
                  double t = StrictMath.cos(j * StrictMath.acos(x));
                  return t * t;
                });
    assertEquals(j == 0 ? Math.PI : Math.PI / 2, first, 1e-12);
    double second =
        GaussRule.chebyshevSecond(n)
            .integrate(
                x -> {
                  double theta = StrictMath.acos(x);
                  double u = StrictMath.sin((j + 1) * theta) / StrictMath.sin(theta);
                  return u * u;
                });
    assertEquals(Math.PI / 2, second, 1e-12);
    // The same as Jacobi's with the exponents ∓1/2, which has another way.
    GaussRule jacobi = GaussRule.jacobi(n, -0.5, -0.5);
    assertEquals(jacobi.node(j), GaussRule.chebyshevFirst(n).node(j), 4e-16);
    assertEquals(jacobi.weight(j), GaussRule.chebyshevFirst(n).weight(j), 1e-15);
    GaussRule second2 = GaussRule.jacobi(n, 0.5, 0.5);
    assertEquals(second2.weight(j), GaussRule.chebyshevSecond(n).weight(j), 4e-16);
  }

  /** Agrees with the older class, node for node. */
  @Test
  void legendreTwice() {
    for (int n : new int[] {1, 7, 64}) {
      GaussRule rule = GaussRule.legendre(n);
      GaussLegendre other = GaussLegendre.of(n);
      for (int i = 0; i < n; i++) {
        assertEquals(rule.node(i), other.node(i), 2e-16);
        assertEquals(rule.weight(i), other.weight(i), 2e-16);
      }
    }
  }

  /** Beyond n = 200 weights leave the doubles: the rule goes on without them. */
  @Test
  void weightsBelowTheDoubles() {
    GaussRule rule = GaussRule.laguerre(400);
    assertEquals(0, rule.weight(399));
    // 24 = ∫ x⁴ e^(-x); and a function that overflows where nothing is weighed.
    assertEquals(24, rule.integrate(x -> x * x * x * x), 1e-12);
    assertEquals(2, rule.integrate(x -> StrictMath.exp(x / 2)), 1e-12);
    assertEquals(0, rule.from());
    assertEquals(Double.POSITIVE_INFINITY, rule.to());
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, () -> GaussRule.legendre(0));
    assertThrows(IllegalArgumentException.class, () -> GaussRule.lobatto(1));
    assertThrows(IllegalArgumentException.class, () -> GaussRule.clenshawCurtis(1));
    assertThrows(IllegalArgumentException.class, () -> GaussRule.hermite(2001));
    assertThrows(IllegalArgumentException.class, () -> GaussRule.jacobi(4, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> GaussRule.jacobi(4, 0, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> GaussRule.laguerre(4, 200));
    assertThrows(IllegalArgumentException.class, () -> GaussRule.legendre(3).integrate(x -> 1 / x));
    assertEquals("lobatto(4)", GaussRule.lobatto(4).toString());
  }
}
