package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReductionsTest {
  /** Unit roundoff of doubles. */
  private static final double U = 0x1p-53;

  @Test
  void sumOfManyTermsStaysWithinItsBound() {
    for (int n : new int[] {1, 31, 32, 33, 8192, 8193, 100_000, 1_000_003}) {
      double[] x = new SplittableRandom(n).doubles(n, -1, 1).toArray();
      BigDecimal exact = Arrays.stream(x).mapToObj(BigDecimal::new).reduce(BigDecimal::add).get();
      double error = exact.subtract(new BigDecimal(Reductions.sum(x))).abs().doubleValue();
      double bound = (8192 / 32 + 5 + Math.max(0, Math.log(n / 8192.0) / Math.log(2)) + 1) * U;
      assertTrue(error <= bound * Reductions.asum(x), "n=" + n + " error=" + error);
    }
  }

  @Test
  void theOrderIsThatOfTheVirtualLanes() {
    // 2^53 in lane 0 swallows a 1 added to the same lane, but not one that waits in lane 1.
    double[] sameLane = new double[64];
    sameLane[0] = 0x1p53;
    sameLane[32] = 1;
    sameLane[1] = 1;
    sameLane[33] = 1;
    assertEquals(0x1p53 + 2, Reductions.sum(sameLane));
  }

  @Test
  void longSumsAreCutInBlocks() {
    double[] x = new double[3 * 8192];
    x[0] = 0x1p53;
    x[8192] = 1;
    x[2 * 8192] = 1;
    // (block 0 + block 1) + block 2: each 1 is lost against 2^53, ties to even.
    assertEquals(0x1p53, Reductions.sum(x));
  }

  @Test
  void normNeitherOverflowsNorUnderflows() {
    assertEquals(5e200, Reductions.norm(new double[] {3e200, -4e200}), 5e200 * 4 * U);
    assertEquals(5e-200, Reductions.norm(new double[] {3e-200, -4e-200}), 5e-200 * 4 * U);
    assertEquals(Double.MIN_VALUE, Reductions.norm(new double[] {0, Double.MIN_VALUE}));
    assertEquals(
        Double.MAX_VALUE, Reductions.norm(new double[] {Double.MAX_VALUE, 0, Double.MIN_VALUE}));
    assertEquals(0, Reductions.norm(new double[3]));
    assertEquals(0, Reductions.norm(new double[0]));
    double infinity = Double.POSITIVE_INFINITY;
    assertEquals(infinity, Reductions.norm(new double[] {1, -infinity}));
    assertEquals(Double.NaN, Reductions.norm(new double[] {1, -infinity, Double.NaN}));
    assertEquals(5e30f, Reductions.norm(new float[] {3e30f, 4e30f}), 5e30f * 1e-6f);
    assertEquals(5e-30f, Reductions.norm(new float[] {3e-30f, 4e-30f}), 5e-30f * 1e-6f);
  }

  @Test
  void extremesFollowJavaOrder() {
    assertEquals(-0.0, Reductions.min(new double[] {0.0, -0.0, 1}));
    assertEquals(0.0, Reductions.max(new double[] {-0.0, 0.0, -1}));
    assertEquals(Double.NaN, Reductions.max(new double[] {1, Double.NaN, 2}));
    assertEquals(2, Reductions.indexOfMaxAbs(new double[] {1, 2, -3, 3}));
    assertEquals(1, Reductions.indexOfMaxAbs(new double[] {9, Double.NaN, 2}));
    assertEquals(3, Reductions.indexOfMaxAbs(new double[] {5, 1, 0, 2, -8}, 1, 4));
  }

  @Test
  void varianceOfAShiftedRampIsExact() {
    int n = 101;
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = 1e9 + i;
    }
    // n (n + 1) / 12
    assertEquals(1e9 + 50, Reductions.mean(x));
    assertEquals(n * (n + 1) / 12.0, Reductions.variance(x), 1e-10);
  }

  @Property
  void dotIsSymmetricAndHomogeneousInPowersOfTwo(
      @ForAll @Size(max = 100) double[] x, @ForAll @DoubleRange(min = -1, max = 1) double tail) {
    double[] a = new double[x.length];
    double[] b = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      a[i] = Math.IEEEremainder(x[i], 1.0);
      b[i] = Math.IEEEremainder(x[i] * 3 + tail, 1.0);
    }
    double product = Reductions.dot(a, b);
    assertEquals(product, Reductions.dot(b, a));
    double[] twice = new double[x.length];
    Blas1.scale(4, a, 0, twice, 0, a.length);
    assertEquals(4 * product, Reductions.dot(twice, b));
  }

  @Test
  void badInputIsNamed() {
    double[] x = new double[4];
    assertMessage("range [2, 6) of x exceeds its length 4", () -> Reductions.sum(x, 2, 4));
    assertMessage("range [-1, 0) of x exceeds its length 4", () -> Reductions.sum(x, -1, 1));
    assertMessage("n is -1: must be at least 0", () -> Reductions.sum(x, 0, -1));
    assertMessage("x is empty: must have at least 1 element", () -> Reductions.min(new double[0]));
    assertMessage("y has length 3: must be that of x, 4", () -> Reductions.dot(x, new double[3]));
    assertMessage(
        "n is 1: a variance needs at least 2 elements", () -> Reductions.variance(x, 0, 1));
    assertMessage(
        "y at offset 1 overlaps x at offset 0 in the same array: must be the same range or"
            + " disjoint",
        () -> Blas1.axpy(1, x, 0, x, 1, 3));
  }

  private static void assertMessage(String message, Runnable action) {
    assertEquals(message, assertThrows(RuntimeException.class, action::run).getMessage());
  }
}
