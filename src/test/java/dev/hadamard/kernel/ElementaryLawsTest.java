package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Identities between the functions, symmetries and monotonicity. */
class ElementaryLawsTest {
  @Property
  void logUndoesExp(@ForAll @Scale(14) @DoubleRange(min = -700, max = 700) double x) {
    assertEquals(x, Elementary.log(Elementary.exp(x)), 2e-16 * Math.max(1, Math.abs(x)) + 2e-16);
  }

  @Property
  void oddAndEven(@ForAll @Scale(14) double x) {
    assertEquals(-Elementary.sinh(x), Elementary.sinh(-x));
    assertEquals(-Elementary.tanh(x), Elementary.tanh(-x));
    assertEquals(-Elementary.asinh(x), Elementary.asinh(-x));
    assertEquals(-Elementary.cbrt(x), Elementary.cbrt(-x));
    assertEquals(Elementary.cosh(x), Elementary.cosh(-x));
  }

  @Property
  void sigmoidIsSymmetricAboutOneHalf(
      @ForAll @Scale(14) @DoubleRange(min = -40, max = 40) double x) {
    assertEquals(1, Elementary.sigmoid(x) + Elementary.sigmoid(-x), 2.3e-16);
  }

  @Property
  void squareRootIsAPower(
      @ForAll @Scale(14) @DoubleRange(min = 0, max = Double.MAX_VALUE) double x) {
    assertEquals(Math.sqrt(x), Elementary.pow(x, 0.5), Math.ulp(Math.sqrt(x)));
    assertEquals(x, Elementary.pow(x, 1));
  }

  @Property
  void hypotScalesWithPowersOfTwo(
      @ForAll @Scale(14) @DoubleRange(min = 1e-3, max = 1e3) double x,
      @ForAll @Scale(14) @DoubleRange(min = 1e-3, max = 1e3) double y) {
    double h = Elementary.hypot(x, y);
    assertEquals(h, Elementary.hypot(y, -x));
    assertEquals(h * 0x1p900, Elementary.hypot(x * 0x1p900, y * 0x1p900));
    assertEquals(h * 0x1p-900, Elementary.hypot(x * 0x1p-900, y * 0x1p-900));
  }

  @Property
  void monotone(@ForAll @Scale(14) double x) {
    for (ElementaryFunctions.Unary f : ElementaryFunctions.UNARY) {
      if (f.monotone()) {
        run(f, x, 20);
      }
    }
  }

  /** Neighbours across every boundary of the argument reductions. */
  @Test
  void monotoneAcrossReductionBoundaries() {
    for (ElementaryFunctions.Unary f : ElementaryFunctions.UNARY) {
      if (!f.monotone()) {
        continue;
      }
      for (int k = -1100; k <= 1100; k++) {
        double boundary = (k + 0.5) * (StrictMath.log(2) / 16);
        run(f, boundary, 40);
        run(f, boundary / 2, 40);
        run(f, (k + 0.5) / 16, 40);
        run(f, k * (StrictMath.log(2) / 16) * 15.99, 10);
      }
      for (int k = -3; k <= 3; k++) {
        for (int j = 0; j < 16; j++) {
          double boundary = Math.scalb(1 + j / 16.0, k);
          run(f, boundary, 60);
          run(f, boundary - 1, 60);
        }
      }
      for (double x : new double[] {708, -708, 600, -600, 20, -20, 1021, -1021, 0x1p500, 0}) {
        run(f, x, 200);
      }
    }
  }

  private static void run(ElementaryFunctions.Unary f, double start, int steps) {
    double x = start;
    for (int i = 0; i < steps / 2; i++) {
      x = Math.nextDown(x);
    }
    double y = f.scalar().applyAsDouble(x);
    for (int i = 0; i < steps; i++) {
      double next = Math.nextUp(x);
      double value = f.scalar().applyAsDouble(next);
      assertTrue(!(value < y), f + " decreases from " + x);
      x = next;
      y = value;
    }
  }

  /** Floats have few enough values to see every boundary. */
  @Test
  void floatsAreMonotoneAndWithinOneUlpOfDoubles() {
    for (ElementaryFunctions.Unary f : ElementaryFunctions.UNARY) {
      float last = Float.NaN;
      double worst = 0;
      for (float x = -120; x < 120; x += Math.max(Math.abs(x), 0.01f) * 0x1p-12f) {
        float y = f.floatScalar().apply(x);
        assertTrue(!(f.monotone() && y < last), f + " decreases before " + x);
        last = y;
        double exact = f.scalar().applyAsDouble(x);
        if (Math.abs(exact) <= Float.MAX_VALUE && exact != 0) {
          worst = Math.max(worst, Math.abs(y - exact) / Math.ulp((float) exact));
        }
      }
      assertTrue(worst <= 1, f + ": " + worst + " ulp");
    }
  }
}
