package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Identities and monotonicity. */
class ElementwiseLawsTest {
  @Property(tries = 300)
  void sineAndCosineLieOnTheCircle(@ForAll double x) {
    double s = Trigonometric.sin(x);
    double c = Trigonometric.cos(x);
    assertEquals(1.0, s * s + c * c, 4e-16);
    assertEquals(s, -Trigonometric.sin(-x));
    assertEquals(c, Trigonometric.cos(-x));
  }

  @Property(tries = 300)
  void tangentIsTheQuotientAndOdd(@ForAll @DoubleRange(min = -1e6, max = 1e6) double x) {
    double t = Trigonometric.tan(x);
    assertEquals(t, -Trigonometric.tan(-x));
    double quotient = Trigonometric.sin(x) / Trigonometric.cos(x);
    assertEquals(quotient, t, 4 * Math.ulp(quotient));
  }

  @Property(tries = 300)
  void inversesUndo(@ForAll @DoubleRange(min = -1.0, max = 1.0) double x) {
    assertEquals(x, Trigonometric.sin(Trigonometric.asin(x)), 4e-16);
    assertEquals(x, Trigonometric.cos(Trigonometric.acos(x)), 4e-16);
    assertEquals(Math.PI / 2, Trigonometric.asin(x) + Trigonometric.acos(x), 5e-16);
    assertEquals(Trigonometric.atan(x), Trigonometric.atan2(x, 1.0), 3e-16);
  }

  @Property(tries = 300)
  void errorFunctionsComplement(@ForAll @DoubleRange(min = -30.0, max = 30.0) double x) {
    assertEquals(1.0, SpecialFunctions.erf(x) + SpecialFunctions.erfc(x), 5e-16);
    assertEquals(SpecialFunctions.erf(x), -SpecialFunctions.erf(-x));
    double both = SpecialFunctions.normalCdf(x) + SpecialFunctions.normalCdf(-x);
    assertEquals(1.0, both, 3e-16);
  }

  @Property(tries = 300)
  void quantileInvertsTheDistribution(@ForAll @DoubleRange(min = -37.0, max = 5.0) double x) {
    double p = SpecialFunctions.normalCdf(x);
    // an ulp of p moves x by that over the density; the quantile's own error is 4 ulp
    double tolerance = 3 * Math.ulp(p) / SpecialFunctions.normalPdf(x) + 4 * Math.ulp(x);
    assertEquals(x, SpecialFunctions.normalQuantile(p), tolerance);
  }

  @Property(tries = 300)
  void quantileIsOdd(@ForAll @DoubleRange(min = 0.5, max = 0.99) double p) {
    assertEquals(
        SpecialFunctions.normalQuantile(p), 0.0 - SpecialFunctions.normalQuantile(1.0 - p));
  }

  @Property(tries = 300)
  void gammaReflectsAndRecurs(@ForAll @DoubleRange(min = 0.05, max = 0.95) double x) {
    double product = SpecialFunctions.logGamma(x) + SpecialFunctions.logGamma(1.0 - x);
    double sine = Math.log(Math.PI / Math.sin(Math.PI * x));
    assertEquals(sine, product, 1e-14);
    assertEquals(1.0 / x, SpecialFunctions.digamma(1.0 + x) - SpecialFunctions.digamma(x), 1e-13);
  }

  @Property(tries = 300)
  void besselFunctionsAreSymmetric(@ForAll @DoubleRange(min = 0.0, max = 1e3) double x) {
    assertEquals(SpecialFunctions.besselI0e(x), SpecialFunctions.besselI0e(-x));
    assertEquals(SpecialFunctions.besselI1e(x), -SpecialFunctions.besselI1e(-x));
    assertTrue(SpecialFunctions.besselI1e(x) <= SpecialFunctions.besselI0e(x));
  }

  @Property(tries = 1000)
  void erfNeverDecreases(@ForAll @DoubleRange(min = -6.5, max = 6.5) double x) {
    climbs(SpecialFunctions::erf, x, 0);
  }

  @Property(tries = 1000)
  void normalCdfNeverDecreasesOnTheRight(@ForAll @DoubleRange(min = 0.0, max = 9.0) double x) {
    climbs(SpecialFunctions::normalCdf, x, 0);
  }

  /**
   * In the left tail neighbours may fall by two ulp: the error is not below the step everywhere.
   */
  @Property(tries = 1000)
  void normalCdfClimbsOnTheLeft(@ForAll @DoubleRange(min = -38.0, max = 0.0) double x) {
    climbs(SpecialFunctions::normalCdf, x, 2);
  }

  @Property(tries = 1)
  void boundariesAreMonotone() {
    for (double x : new double[] {1.0, -1.0, 6.5, 26.0}) {
      climbs(SpecialFunctions::erf, x, 0);
    }
    for (double x : new double[] {-37.0, -0.625, 0.0, 0.625}) {
      climbs(SpecialFunctions::normalCdf, x, 2);
    }
  }

  private static void climbs(DoubleUnaryOperator function, double from, int slackUlps) {
    double x = from;
    for (int i = 0; i < 8; i++) {
      x = Math.nextDown(x);
    }
    double last = function.applyAsDouble(x);
    for (int i = 0; i < 16; i++) {
      x = Math.nextUp(x);
      double next = function.applyAsDouble(x);
      assertTrue(next >= last - slackUlps * Math.ulp(last), "falls at " + Double.toHexString(x));
      last = next;
    }
  }
}
