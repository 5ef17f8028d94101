package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector kernels give the bits of their scalar twins, tails and special values included. */
class Level1TwinsTest {
  private static final int[] OFFSETS = {0, 1, 7};

  private final Level1Kernels scalar = new ScalarLevel1();
  private Level1Kernels vector;

  static List<Integer> lengths() {
    List<Integer> lengths = new ArrayList<>();
    for (int n = 0; n <= 140; n++) {
      lengths.add(n);
    }
    lengths.addAll(List.of(1000, 8191, 8192));
    return lengths;
  }

  @BeforeEach
  void needsVectors() {
    assumeTrue(Simd.enabled(), "no vector module");
    vector = new VectorLevel1();
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void doubles(int n) {
    for (int offset : OFFSETS) {
      for (boolean special : new boolean[] {false, true}) {
        double[] x = data(n + offset, 1, special);
        double[] y = data(n + offset, 2, special);
        assertBits(s -> s.sumBlock(x, offset, n));
        assertBits(s -> s.asumBlock(x, offset, n));
        assertBits(s -> s.dotBlock(x, offset, y, offset, n));
        assertBits(s -> s.squaredDeviationBlock(x, offset, 0.3, n));
        assertBits(s -> s.scaledSquaresBlock(x, offset, 0.25, n));
        assertBits(s -> s.maxAbs(x, offset, n));
        assertBits(s -> s.min(x, offset, n));
        assertBits(s -> s.max(x, offset, n));
        assertSameOutput(y, (s, out) -> s.axpy(1.7, x, offset, out, offset, n));
        assertSameOutput(y, (s, out) -> s.axpby(1.7, x, offset, -0.3, out, offset, n));
        assertSameOutput(y, (s, out) -> s.scale(1.7, x, offset, out, offset, n));
        assertSameOutput(y, (s, out) -> s.add(x, offset, y, offset, out, offset, n));
        assertSameOutput(y, (s, out) -> s.subtract(x, offset, y, offset, out, offset, n));
        assertSameOutput(y, (s, out) -> s.multiply(x, offset, y, offset, out, offset, n));
        assertSameOutput(y, (s, out) -> s.divide(x, offset, y, offset, out, offset, n));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void floats(int n) {
    for (int offset : OFFSETS) {
      for (boolean special : new boolean[] {false, true}) {
        float[] x = floatData(n + offset, 1, special);
        float[] y = floatData(n + offset, 2, special);
        assertBits(s -> s.sumBlock(x, offset, n));
        assertBits(s -> s.asumBlock(x, offset, n));
        assertBits(s -> s.dotBlock(x, offset, y, offset, n));
        assertBits(s -> s.squaredDeviationBlock(x, offset, 0.3f, n));
        assertBits(s -> s.scaledSquaresBlock(x, offset, 0.25f, n));
        assertBits(s -> s.maxAbs(x, offset, n));
        assertBits(s -> s.min(x, offset, n));
        assertBits(s -> s.max(x, offset, n));
        assertSameFloats(y, (s, out) -> s.axpy(1.7f, x, offset, out, offset, n));
        assertSameFloats(y, (s, out) -> s.axpby(1.7f, x, offset, -0.3f, out, offset, n));
        assertSameFloats(y, (s, out) -> s.scale(1.7f, x, offset, out, offset, n));
        assertSameFloats(y, (s, out) -> s.add(x, offset, y, offset, out, offset, n));
        assertSameFloats(y, (s, out) -> s.subtract(x, offset, y, offset, out, offset, n));
        assertSameFloats(y, (s, out) -> s.multiply(x, offset, y, offset, out, offset, n));
        assertSameFloats(y, (s, out) -> s.divide(x, offset, y, offset, out, offset, n));
      }
    }
  }

  private interface Scalar {
    double of(Level1Kernels kernels);
  }

  private void assertBits(Scalar reduction) {
    assertEquals(
        Double.doubleToLongBits(reduction.of(scalar)),
        Double.doubleToLongBits(reduction.of(vector)));
  }

  private void assertSameOutput(double[] y, BiConsumer<Level1Kernels, double[]> operation) {
    double[] expected = y.clone();
    double[] actual = y.clone();
    operation.accept(scalar, expected);
    operation.accept(vector, actual);
    assertArrayEquals(expected, actual);
  }

  private void assertSameFloats(float[] y, BiConsumer<Level1Kernels, float[]> operation) {
    float[] expected = y.clone();
    float[] actual = y.clone();
    operation.accept(scalar, expected);
    operation.accept(vector, actual);
    assertArrayEquals(expected, actual);
  }

  private static double[] data(int n, long seed, boolean special) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = {-0.0, 0.0, Double.MIN_VALUE, -1e-200, Double.POSITIVE_INFINITY, Double.NaN};
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      boolean rare = special && random.nextInt(50) == 0;
      x[i] =
          rare
              ? values[random.nextInt(values.length)]
              : Math.scalb(random.nextDouble(-1, 1), random.nextInt(-30, 30));
    }
    return x;
  }

  private static float[] floatData(int n, long seed, boolean special) {
    double[] x = data(n, seed, special);
    float[] f = new float[n];
    for (int i = 0; i < n; i++) {
      f[i] = (float) x[i];
    }
    return f;
  }
}
