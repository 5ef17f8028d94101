package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed zeros, infinities, NaN, ends of domains: as {@link Math} has them, or as documented. */
class ElementwiseSpecialValuesTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double[] SPECIAL = {
    0.0, -0.0, INF, -INF, NAN, 1.0, -1.0, 2.0, 4.9e-324, -4.9e-324, 1e-310, 1e-200
  };

  static Stream<Arguments> ofMath() {
    return Stream.of(
        pair("sin", Trigonometric::sin, StrictMath::sin),
        pair("cos", Trigonometric::cos, StrictMath::cos),
        pair("tan", Trigonometric::tan, StrictMath::tan),
        pair("asin", Trigonometric::asin, StrictMath::asin),
        pair("acos", Trigonometric::acos, StrictMath::acos),
        pair("atan", Trigonometric::atan, StrictMath::atan));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ofMath")
  void specialValuesAreThoseOfMath(
      String name, DoubleUnaryOperator ours, DoubleUnaryOperator reference) {
    for (double x : SPECIAL) {
      double expected = reference.applyAsDouble(x);
      double value = ours.applyAsDouble(x);
      // equal up to an ulp, with the same sign of zero
      assertNear(expected, value, name + " of " + x);
      if (expected == 0.0) {
        assertEquals(1.0 / expected, 1.0 / value, name + " of " + x);
      }
    }
  }

  @Test
  void atan2HasTheSpecialValuesOfMath() {
    double[] values = {0.0, -0.0, 1.0, -1.0, INF, -INF, NAN, 4.9e-324, -4.9e-324, 1e308, -1e308};
    for (double y : values) {
      for (double x : values) {
        double expected = StrictMath.atan2(y, x);
        double value = Trigonometric.atan2(y, x);
        assertNear(expected, value, y + ", " + x);
        if (expected == 0.0) {
          assertEquals(1.0 / expected, 1.0 / value, y + ", " + x);
        }
      }
    }
  }

  static Stream<Arguments> points() {
    return Stream.of(
        point("erf", SpecialFunctions::erf, 0.0, 0.0),
        point("erf", SpecialFunctions::erf, -0.0, -0.0),
        point("erf", SpecialFunctions::erf, INF, 1.0),
        point("erf", SpecialFunctions::erf, -INF, -1.0),
        point("erfc", SpecialFunctions::erfc, 0.0, 1.0),
        point("erfc", SpecialFunctions::erfc, INF, 0.0),
        point("erfc", SpecialFunctions::erfc, 28.0, 0.0),
        point("erfc", SpecialFunctions::erfc, -INF, 2.0),
        point("erfc", SpecialFunctions::erfc, -7.0, 2.0),
        point("erfcx", SpecialFunctions::erfcx, 0.0, 1.0),
        point("erfcx", SpecialFunctions::erfcx, INF, 0.0),
        point("erfcx", SpecialFunctions::erfcx, -INF, INF),
        point("erfcx", SpecialFunctions::erfcx, -27.0, INF),
        point("normalPdf", SpecialFunctions::normalPdf, 0.0, 0.3989422804014327),
        point("normalPdf", SpecialFunctions::normalPdf, -INF, 0.0),
        point("normalCdf", SpecialFunctions::normalCdf, 0.0, 0.5),
        point("normalCdf", SpecialFunctions::normalCdf, -0.0, 0.5),
        point("normalCdf", SpecialFunctions::normalCdf, INF, 1.0),
        point("normalCdf", SpecialFunctions::normalCdf, -INF, 0.0),
        point("normalCdf", SpecialFunctions::normalCdf, -39.0, 0.0),
        point("normalLogCdf", SpecialFunctions::normalLogCdf, INF, 0.0),
        point("normalLogCdf", SpecialFunctions::normalLogCdf, -INF, -INF),
        point("normalLogCdf", SpecialFunctions::normalLogCdf, -0x1p500, -0x1p999),
        point("normalQuantile", SpecialFunctions::normalQuantile, 0.5, 0.0),
        point("normalQuantile", SpecialFunctions::normalQuantile, 0.0, -INF),
        point("normalQuantile", SpecialFunctions::normalQuantile, 1.0, INF),
        point("normalQuantile", SpecialFunctions::normalQuantile, -0.1, NAN),
        point("normalQuantile", SpecialFunctions::normalQuantile, 1.5, NAN),
        point("logGamma", SpecialFunctions::logGamma, 1.0, 0.0),
        point("logGamma", SpecialFunctions::logGamma, 2.0, 0.0),
        point("logGamma", SpecialFunctions::logGamma, 0.0, INF),
        point("logGamma", SpecialFunctions::logGamma, -3.0, INF),
        point("logGamma", SpecialFunctions::logGamma, INF, INF),
        point("logGamma", SpecialFunctions::logGamma, -INF, INF),
        point("logGamma", SpecialFunctions::logGamma, 1e308, INF),
        point("digamma", SpecialFunctions::digamma, 0.0, -INF),
        point("digamma", SpecialFunctions::digamma, -0.0, INF),
        point("digamma", SpecialFunctions::digamma, -2.0, NAN),
        point("digamma", SpecialFunctions::digamma, INF, INF),
        point("digamma", SpecialFunctions::digamma, -INF, NAN),
        point("besselI0e", SpecialFunctions::besselI0e, 0.0, 1.0),
        point("besselI0e", SpecialFunctions::besselI0e, -INF, 0.0),
        point("besselI1e", SpecialFunctions::besselI1e, -0.0, -0.0),
        point("besselI1e", SpecialFunctions::besselI1e, INF, 0.0));
  }

  @ParameterizedTest(name = "{0} of {2}")
  @MethodSource("points")
  void specialValuesAreThoseDocumented(
      String name, DoubleUnaryOperator function, double x, double expected) {
    assertEquals(
        Double.doubleToLongBits(expected), Double.doubleToLongBits(function.applyAsDouble(x)));
    assertEquals(NAN, function.applyAsDouble(NAN), name);
  }

  private static void assertNear(double expected, double value, String what) {
    if (Double.isNaN(expected) || expected == 0.0) {
      assertEquals(expected, value, what);
    } else {
      assertEquals(expected, value, 2 * Math.ulp(expected), what);
    }
  }

  private static Arguments pair(
      String name, DoubleUnaryOperator ours, DoubleUnaryOperator reference) {
    return Arguments.of(name, ours, reference);
  }

  private static Arguments point(
      String name, DoubleUnaryOperator function, double x, double expected) {
    return Arguments.of(name, function, x, expected);
  }
}
