package dev.hadamard.kernel;

/**
 * Comparisons and choices, element by element, without branches: masks are numbers, 1 for true and
 * 0 for false.
 *
 * <p>An output may be the same range as an input; ranges that overlap otherwise are refused. O(n),
 * no allocation.
 */
public final class Selections {
  private static final SelectionKernels KERNELS =
      Simd.choose(() -> new VectorSelections(), () -> new ScalarSelections());

  private Selections() {}

  /**
   * z = 1 where x > y, else 0 (also where either is not a number).
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void greater(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    KERNELS.greater(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = 1 where x ≥ y, else 0 (also where either is not a number).
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void atLeast(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    KERNELS.atLeast(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = 1 where x = y, else 0; NaN equals nothing.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void equal(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    KERNELS.equal(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = the larger, as {@link Math#max(double, double)}.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void max(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    KERNELS.max(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = the smaller, as {@link Math#min(double, double)}.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void min(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    KERNELS.min(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = sign(x) max(|x| - y, 0) for thresholds y ≥ 0, computed as max(x - y, 0) + min(x + y, 0);
   * NaN where either is not a number.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void softThreshold(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    KERNELS.softThreshold(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * y = 1 where x > bound, else 0 (also where x is not a number).
   *
   * @param x the input
   * @param xOffset index of its first element
   * @param bound the number to compare with
   * @param y the output
   * @param yOffset index of its first element
   * @param n how many elements
   */
  public static void greater(
      double[] x, int xOffset, double bound, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    KERNELS.greater(x, xOffset, bound, y, yOffset, n);
  }

  /**
   * z = x where the mask is not 0, else y; nothing of the other one comes through.
   *
   * @param mask the mask; NaN counts as not 0
   * @param maskOffset index of its first element
   * @param x what is taken where the mask is not 0
   * @param xOffset index of its first element
   * @param y what is taken elsewhere
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void select(
      double[] mask,
      int maskOffset,
      double[] x,
      int xOffset,
      double[] y,
      int yOffset,
      double[] z,
      int zOffset,
      int n) {
    Checks.elementwise("mask", mask, mask.length, maskOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    KERNELS.select(mask, maskOffset, x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * y = min(max(x, lower), upper); NaN where x is not a number.
   *
   * @param x the input
   * @param xOffset index of its first element
   * @param lower the lower bound
   * @param upper the upper bound, at least the lower one
   * @param y the output
   * @param yOffset index of its first element
   * @param n how many elements
   */
  public static void clip(
      double[] x, int xOffset, double lower, double upper, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "lower is " + lower + " and upper " + upper + ": lower must not be above upper");
    }
    KERNELS.clip(x, xOffset, lower, upper, y, yOffset, n);
  }
}
