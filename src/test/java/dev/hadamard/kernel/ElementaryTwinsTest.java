package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Arrays give the bits of the scalar method, for every length, offset and mix of paths. */
class ElementaryTwinsTest {
  private static final int MAX_LENGTH = 70;
  private static final int POINTS = 4000;

  @ParameterizedTest
  @FieldSource("dev.hadamard.kernel.ElementaryFunctions#UNARY")
  void unaryArraysEqualScalars(ElementaryFunctions.Unary function) {
    double[] x = ElementaryPoints.doubles(POINTS, 1);
    double[] y = new double[POINTS];
    function.array().apply(x, 0, y, 0, POINTS);
    compare(POINTS, i -> function + "(" + x[i] + ")", x, function, y);
    double[] small = common(1);
    double[] z = new double[POINTS];
    function.array().apply(small, 0, z, 0, POINTS);
    compare(POINTS, i -> function + "(" + small[i] + ")", small, function, z);

    float[] xf = ElementaryPoints.floats(POINTS, 2);
    float[] yf = new float[POINTS];
    function.floatArray().apply(xf, 0, yf, 0, POINTS);
    for (int i = 0; i < POINTS; i++) {
      assertEquals(function.floatScalar().apply(xf[i]), yf[i], function + "(" + xf[i] + "f)");
    }
    float[] smallFloats = narrow(small);
    function.floatArray().apply(smallFloats, 0, yf, 0, POINTS);
    for (int i = 0; i < POINTS; i++) {
      float expected = function.floatScalar().apply(smallFloats[i]);
      assertEquals(expected, yf[i], function + "(" + smallFloats[i] + "f)");
    }
  }

  private static void compare(
      int n, IntFunction<String> what, double[] x, ElementaryFunctions.Unary f, double[] y) {
    for (int i = 0; i < n; i++) {
      int index = i;
      assertEquals(f.scalar().applyAsDouble(x[i]), y[i], () -> what.apply(index));
    }
  }

  @ParameterizedTest
  @FieldSource("dev.hadamard.kernel.ElementaryFunctions#UNARY")
  void everyLengthAndOffsetTouchesItsRangeOnly(ElementaryFunctions.Unary function) {
    double[] x = common(3);
    float[] xf = narrow(x);
    for (int n = 0; n <= MAX_LENGTH; n++) {
      int xOffset = n % 5;
      int yOffset = n % 3;
      double[] expected = new double[MAX_LENGTH + 5];
      double[] actual = new double[MAX_LENGTH + 5];
      float[] expectedFloats = new float[MAX_LENGTH + 5];
      float[] actualFloats = new float[MAX_LENGTH + 5];
      for (int i = 0; i < n; i++) {
        expected[yOffset + i] = function.scalar().applyAsDouble(x[xOffset + i]);
        expectedFloats[yOffset + i] = function.floatScalar().apply(xf[xOffset + i]);
      }
      function.array().apply(x, xOffset, actual, yOffset, n);
      function.floatArray().apply(xf, xOffset, actualFloats, yOffset, n);
      assertArrayEquals(expected, actual, function + ", n = " + n);
      assertArrayEquals(expectedFloats, actualFloats, function + ", floats, n = " + n);
      double[] inPlace = x.clone();
      function.array().apply(inPlace, xOffset, inPlace, xOffset, n);
      for (int i = 0; i < n; i++) {
        assertEquals(expected[yOffset + i], inPlace[xOffset + i], function + " in place");
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.hadamard.kernel.ElementaryFunctions#BINARY")
  void binaryArraysEqualScalars(ElementaryFunctions.Binary function) {
    for (int n : new int[] {0, 1, 7, 8, 9, 31, 70, POINTS}) {
      for (double[] x : new double[][] {ElementaryPoints.doubles(POINTS + 3, 4), positive(5)}) {
        double[] y = common(6);
        double[] z = new double[POINTS + 3];
        function.array().apply(x, 2, y, 0, z, 1, n);
        float[] xf = narrow(x);
        float[] yf = narrow(y);
        float[] zf = new float[POINTS + 3];
        function.floatArray().apply(xf, 2, yf, 0, zf, 1, n);
        for (int i = 0; i < n; i++) {
          String what = function + "(" + x[i + 2] + ", " + y[i] + ")";
          assertEquals(function.scalar().applyAsDouble(x[i + 2], y[i]), z[i + 1], what);
          assertEquals(function.floatScalar().apply(xf[i + 2], yf[i]), zf[i + 1], what);
        }
        assertEquals(0, z[0]);
        assertEquals(0, z[n + 1]);
      }
    }
  }

  /** Numbers on which every function runs its fast path. */
  private static double[] common(long seed) {
    java.util.Random random = new java.util.Random(seed);
    return random
        .doubles(POINTS + 3L, -30, 30)
        .map(x -> random.nextBoolean() ? x : x / 32)
        .toArray();
  }

  private static double[] positive(long seed) {
    return new java.util.Random(seed).doubles(POINTS + 3L, 1e-6, 100).toArray();
  }

  private static float[] narrow(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }
}
