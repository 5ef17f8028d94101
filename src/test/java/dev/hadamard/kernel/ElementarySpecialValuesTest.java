package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** NaN, infinities, zeros and exact results, as in {@link Math}. */
class ElementarySpecialValuesTest {
  private record Pair(String name, DoubleUnaryOperator ours, DoubleUnaryOperator java) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("exp", Elementary::exp, StrictMath::exp),
          new Pair("expm1", Elementary::expm1, StrictMath::expm1),
          new Pair("log", Elementary::log, StrictMath::log),
          new Pair("log10", Elementary::log10, StrictMath::log10),
          new Pair("log1p", Elementary::log1p, StrictMath::log1p),
          new Pair("sqrt", Elementary::sqrt, StrictMath::sqrt),
          new Pair("cbrt", Elementary::cbrt, StrictMath::cbrt),
          new Pair("sinh", Elementary::sinh, StrictMath::sinh),
          new Pair("cosh", Elementary::cosh, StrictMath::cosh),
          new Pair("tanh", Elementary::tanh, StrictMath::tanh));

  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void unaryFunctionsAgreeWithMathWithinThreeUlpsAndOnEverySpecialValue() {
    for (Pair pair : PAIRS) {
      for (double x : ElementaryPoints.doubles(3000, 21)) {
        check(pair.name + "(" + x + ")", pair.java.applyAsDouble(x), pair.ours.applyAsDouble(x));
      }
    }
  }

  @Test
  void powAndHypotAgreeWithMathOnEveryPairOfSpecialValues() {
    double[] xs = ElementaryPoints.doubles(90, 22);
    DoubleBinaryOperator pow = Elementary::pow;
    for (double x : xs) {
      for (double y : xs) {
        check("pow(" + x + ", " + y + ")", StrictMath.pow(x, y), pow.applyAsDouble(x, y));
        check("hypot(" + x + ", " + y + ")", StrictMath.hypot(x, y), Elementary.hypot(x, y));
      }
    }
  }

  private static void check(String what, double expected, double actual) {
    if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0) {
      assertEquals(expected, actual, what);
    } else {
      double error = Math.abs(expected - actual) / Math.ulp(expected);
      assertTrue(error <= 3, what + ": expected " + expected + ", got " + actual);
    }
  }

  @Test
  void functionsWithoutAMathCounterpart() {
    for (DoubleUnaryOperator odd :
        List.<DoubleUnaryOperator>of(Elementary::asinh, Elementary::atanh)) {
      assertEquals(0.0, odd.applyAsDouble(0.0));
      assertEquals(-0.0, odd.applyAsDouble(-0.0));
      assertEquals(Double.NaN, odd.applyAsDouble(Double.NaN));
      assertEquals(-Double.MIN_VALUE, odd.applyAsDouble(-Double.MIN_VALUE));
    }
    assertEquals(-INF, Elementary.asinh(-INF));
    assertEquals(-INF, Elementary.atanh(-1.0));
    assertEquals(Double.NaN, Elementary.atanh(1.5));
    assertEquals(0.0, Elementary.acosh(1.0));
    assertEquals(Double.NaN, Elementary.acosh(Math.nextDown(1.0)));
    assertEquals(INF, Elementary.acosh(INF));
    assertEquals(Double.NaN, Elementary.acosh(Double.NaN));
    assertEquals(0.0, Elementary.exp2(-INF));
    assertEquals(INF, Elementary.exp2(1024.0));
    assertEquals(Double.NaN, Elementary.exp2(Double.NaN));
    assertEquals(Double.NaN, Elementary.log2(-1.0));
    assertEquals(-INF, Elementary.log2(-0.0));
    assertEquals(0.0, Elementary.sigmoid(-INF));
    assertEquals(1.0, Elementary.sigmoid(INF));
    assertEquals(0.5, Elementary.sigmoid(-0.0));
    assertEquals(Double.NaN, Elementary.sigmoid(Double.NaN));
    assertEquals(0.0, Elementary.softplus(-INF));
    assertEquals(INF, Elementary.softplus(INF));
    assertEquals(Double.NaN, Elementary.softplus(Double.NaN));
    assertEquals(-0.0, Elementary.silu(-INF));
    assertEquals(INF, Elementary.silu(INF));
    assertEquals(-0.0, Elementary.silu(-0.0));
    assertEquals(Double.NaN, Elementary.silu(Double.NaN));
  }

  @Test
  void powersOfTwoAndTenAreExact() {
    for (int k = -1074; k <= 1023; k++) {
      double power = Math.scalb(1.0, k);
      assertEquals(power, Elementary.exp2((double) k));
      assertEquals(k, Elementary.log2(power));
      assertEquals(power, Elementary.pow(2.0, k));
    }
    for (int k = 0; k <= 22; k++) {
      double power = Double.parseDouble("1e" + k);
      assertEquals(k, Elementary.log10(power));
      assertEquals(power, Elementary.pow(10.0, k));
    }
    for (int k = 1; k <= 2000; k++) {
      assertEquals(k, Elementary.cbrt((double) k * k * k));
      assertEquals(5.0 * k, Elementary.hypot(3.0 * k, 4.0 * k));
    }
  }

  @Test
  void wrongRangesAreRefused() {
    double[] x = new double[10];
    assertThrows(IllegalArgumentException.class, () -> Elementary.exp(x, new double[9]));
    assertThrows(IllegalArgumentException.class, () -> Elementary.exp(x, 0, x, 1, 5));
    assertThrows(IllegalArgumentException.class, () -> Elementary.exp(x, 0, x, 0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> Elementary.exp(x, 6, x, 0, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> Elementary.exp(x, -1, x, 0, 5));
    Elementary.exp(x, 0, x, 5, 5);
    assertEquals(1, x[9]);
    assertEquals(0, x[4]);
  }
}
