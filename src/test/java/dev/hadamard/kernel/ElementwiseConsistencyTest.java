package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hadamard.kernel.ElementwiseFunctions.Function;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays give the bits of single calls, at every offset and length, in place or not. */
class ElementwiseConsistencyTest {
  private static final int LONGEST = 70;
  private static final double[] EDGES = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    1e5,
    -1e6,
    1e300,
    -1e300,
    4.9e-324,
    1e-310,
    26.5,
    27.0,
    -40.0,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  static List<Function> functions() {
    return ElementwiseFunctions.all();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void doublesAgreeAtEveryOffsetAndLength(Function function) {
    double[] x = arguments(function, 2 * LONGEST);
    for (int n = 0; n <= LONGEST; n++) {
      int xOffset = n % 7;
      int yOffset = (3 * n) % 11;
      double[] y = new double[yOffset + n + 1];
      y[yOffset + n] = 42.0;
      double[] expected = y.clone();
      for (int i = 0; i < n; i++) {
        expected[yOffset + i] = function.scalar().applyAsDouble(x[xOffset + i]);
      }
      function.loop().apply(x, xOffset, y, yOffset, n);
      assertArrayEquals(bits(expected), bits(y), "length " + n);
      double[] inPlace = x.clone();
      function.loop().apply(inPlace, xOffset, inPlace, xOffset, n);
      double[] expectedInPlace = x.clone();
      System.arraycopy(expected, yOffset, expectedInPlace, xOffset, n);
      assertArrayEquals(bits(expectedInPlace), bits(inPlace), "in place, length " + n);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void floatsAgreeAtEveryOffsetAndLength(Function function) {
    double[] doubles = arguments(function, 2 * LONGEST);
    float[] x = new float[doubles.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) doubles[i];
    }
    for (int n = 0; n <= LONGEST; n++) {
      int offset = n % 5;
      float[] y = x.clone();
      function.singleLoop().apply(y, offset, y, offset, n);
      for (int i = 0; i < x.length; i++) {
        boolean touched = i >= offset && i < offset + n;
        float expected = touched ? function.single().apply(x[i]) : x[i];
        assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(y[i]), "x = " + x[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void longArraysAgree(Function function) {
    double[] x = arguments(function, 3000);
    double[] y = new double[x.length];
    function.loop().apply(x, 0, y, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      assertEquals(
          Double.doubleToLongBits(function.scalar().applyAsDouble(x[i])),
          Double.doubleToLongBits(y[i]),
          "x = " + x[i]);
    }
  }

  @Test
  void sineAndCosineTogetherAgreeInPlace() {
    double[] x = arguments(functions().get(0), 700);
    double[] sine = x.clone();
    double[] cosine = new double[x.length];
    Trigonometric.sincos(sine, sine, cosine);
    double[] otherCosine = x.clone();
    double[] otherSine = new double[x.length];
    Trigonometric.sincos(otherCosine, otherSine, otherCosine);
    for (int i = 0; i < x.length; i++) {
      assertEquals(Trigonometric.sin(x[i]), sine[i]);
      assertEquals(Trigonometric.cos(x[i]), cosine[i]);
    }
    assertArrayEquals(bits(sine), bits(otherSine));
    assertArrayEquals(bits(cosine), bits(otherCosine));
  }

  @Test
  void anglesAgree() {
    double[] x = arguments(functions().get(5), 700);
    double[] y = arguments(functions().get(3), 700);
    double[] angle = new double[x.length];
    Trigonometric.atan2(y, x, angle);
    float[] singleY = new float[y.length];
    float[] singleX = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      assertEquals(
          Double.doubleToLongBits(Trigonometric.atan2(y[i], x[i])),
          Double.doubleToLongBits(angle[i]));
      singleY[i] = (float) y[i];
      singleX[i] = (float) x[i];
    }
    float[] single = new float[x.length];
    Trigonometric.atan2(singleY, singleX, single);
    for (int i = 0; i < x.length; i++) {
      assertEquals(Trigonometric.atan2Float(singleY[i], singleX[i]), single[i]);
    }
  }

  @Test
  void wrongArgumentsAreNamed() {
    double[] x = new double[5];
    double[] y = new double[4];
    String lengths =
        assertThrows(IllegalArgumentException.class, () -> Trigonometric.sin(x, y)).getMessage();
    assertEquals("y has length 4: must be that of x, 5", lengths);
    String offset =
        assertThrows(IndexOutOfBoundsException.class, () -> SpecialFunctions.erf(x, 0, y, 2, 3))
            .getMessage();
    assertEquals("range [2, 5) of y exceeds its length 4", offset);
    assertThrows(IllegalArgumentException.class, () -> Trigonometric.cos(x, 0, x, 1, 3));
    assertThrows(IllegalArgumentException.class, () -> Trigonometric.cos(x, 0, y, 0, -1));
    assertThrows(IllegalArgumentException.class, () -> Trigonometric.sincos(x, x, x));
  }

  private static double[] arguments(Function function, int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      // a stretch of ordinary arguments, so that whole vectors are in range, then edges between
      boolean edge = (i / 32) % 2 == 1 && i % 3 == 0;
      x[i] =
          edge
              ? EDGES[random.nextInt(EDGES.length)]
              : random.nextDouble(function.low(), function.high());
    }
    return x;
  }

  private static long[] bits(double[] values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToLongBits(values[i]);
    }
    return bits;
  }
}
