package dev.hadamard.kernel;

/**
 * Sums, inner products, norms, extremes and moments of arrays, with the same bits on every machine.
 *
 * <p>Sums run in the order of the virtual lanes: element i of a block of 8192 is added to partial i
 * mod 32 (doubles) or i mod 64 (floats), partials are combined by halving, blocks in a pairwise
 * tree. With unit roundoff u the error of a sum of n terms is at most about {@code (8192/32 + 5 +
 * log2(n/8192)) u} times the sum of absolute values, and in practice far less. Products are fused
 * into the sum.
 *
 * <p>All methods take O(n) time, allocate nothing that depends on n, and are safe for use from
 * several threads. NaN elements give NaN.
 */
public final class Reductions {
  private static final Level1Kernels KERNELS =
      Simd.choose(() -> new VectorLevel1(), () -> new ScalarLevel1());

  /** Sums of squares in between neither overflow nor lose digits to underflow. */
  private static final double SAFE_SQUARES_MIN = 0x1p-960;

  private static final double SAFE_SQUARES_MAX = 0x1p1000;

  private static final float SAFE_FLOAT_SQUARES_MIN = 0x1p-100f;
  private static final float SAFE_FLOAT_SQUARES_MAX = 0x1p120f;

  private Reductions() {}

  /**
   * The sum x[0] + ... + x[n-1] of a whole array.
   *
   * @param x the elements
   * @return the sum; 0 for no elements
   */
  public static double sum(double[] x) {
    return sum(x, 0, x.length);
  }

  /**
   * The sum of a range.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many
   * @return the sum; 0 for n = 0
   */
  public static double sum(double[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    if (n <= VirtualLanes.BLOCK) {
      // Without an object for the loop: short sums are often taken row by row.
      return KERNELS.sumBlock(x, xOffset, n);
    }
    return VirtualLanes.sum(xOffset, n, (from, length) -> KERNELS.sumBlock(x, from, length));
  }

  /**
   * The sum of absolute values |x[0]| + ... + |x[n-1]| of a whole array.
   *
   * @param x the elements
   * @return the 1-norm; 0 for no elements
   */
  public static double asum(double[] x) {
    return asum(x, 0, x.length);
  }

  /**
   * The sum of absolute values of a range.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many
   * @return the 1-norm; 0 for n = 0
   */
  public static double asum(double[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    return VirtualLanes.sum(xOffset, n, (from, length) -> KERNELS.asumBlock(x, from, length));
  }

  /**
   * The inner product x[0] y[0] + ... + x[n-1] y[n-1].
   *
   * @param x the first factor
   * @param y the second factor, of the same length
   * @return the inner product; 0 for no elements
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double dot(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    return dot(x, 0, y, 0, x.length);
  }

  /**
   * The inner product of two ranges.
   *
   * @param x the first factor
   * @param xOffset index of its first element
   * @param y the second factor
   * @param yOffset index of its first element
   * @param n how many products
   * @return the inner product; 0 for n = 0
   */
  public static double dot(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    return dotUnchecked(x, xOffset, y, yOffset, n);
  }

  static double dotUnchecked(double[] x, int xo, double[] y, int yo, int n) {
    if (n <= VirtualLanes.BLOCK) {
      // Without an object for the loop, which the compiler does not remove in every program.
      return KERNELS.dotBlock(x, xo, y, yo, n);
    }
    return VirtualLanes.sum(
        0, n, (from, length) -> KERNELS.dotBlock(x, xo + from, y, yo + from, length));
  }

  /**
   * The Euclidean norm of a whole array.
   *
   * @param x the elements
   * @return the norm; 0 for no elements
   */
  public static double norm(double[] x) {
    return norm(x, 0, x.length);
  }

  /**
   * The Euclidean norm of a range, without overflow or underflow on the way: when the sum of
   * squares leaves the safe range, it is computed anew on elements scaled by a power of two.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many
   * @return the norm; 0 for n = 0, infinite if an element is infinite and none is NaN
   */
  public static double norm(double[] x, int xOffset, int n) {
    double squares = dot(x, xOffset, x, xOffset, n);
    if (squares >= SAFE_SQUARES_MIN && squares <= SAFE_SQUARES_MAX) {
      return Math.sqrt(squares);
    }
    double largest = maxAbs(x, xOffset, n);
    if (largest == 0 || Double.isNaN(largest) || Double.isInfinite(largest)) {
      return largest;
    }
    int exponent = Math.max(Math.getExponent(largest), Double.MIN_EXPONENT);
    double down = Math.scalb(1.0, -exponent);
    double scaled =
        VirtualLanes.sum(
            xOffset, n, (from, length) -> KERNELS.scaledSquaresBlock(x, from, down, length));
    return Math.scalb(Math.sqrt(scaled), exponent);
  }

  /**
   * The largest absolute value of a whole array.
   *
   * @param x the elements
   * @return the maximum norm; 0 for no elements
   */
  public static double maxAbs(double[] x) {
    return maxAbs(x, 0, x.length);
  }

  /**
   * The largest absolute value of a range.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many
   * @return the maximum norm; 0 for n = 0
   */
  public static double maxAbs(double[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    return KERNELS.maxAbs(x, xOffset, n);
  }

  /**
   * The smallest element, as {@link Math#min(double, double)} orders them: -0.0 below 0.0.
   *
   * @param x the elements, at least one
   * @return the minimum
   */
  public static double min(double[] x) {
    return min(x, 0, x.length);
  }

  /**
   * The smallest element of a range, as {@link Math#min(double, double)} orders them.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many, at least one
   * @return the minimum
   */
  public static double min(double[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.notEmpty("x", n);
    return KERNELS.min(x, xOffset, n);
  }

  /**
   * The largest element, as {@link Math#max(double, double)} orders them: 0.0 above -0.0.
   *
   * @param x the elements, at least one
   * @return the maximum
   */
  public static double max(double[] x) {
    return max(x, 0, x.length);
  }

  /**
   * The largest element of a range, as {@link Math#max(double, double)} orders them.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many, at least one
   * @return the maximum
   */
  public static double max(double[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.notEmpty("x", n);
    return KERNELS.max(x, xOffset, n);
  }

  /**
   * The index of the first element with the largest absolute value.
   *
   * @param x the elements, at least one
   * @return its index; that of the first NaN if there is one
   */
  public static int indexOfMaxAbs(double[] x) {
    return indexOfMaxAbs(x, 0, x.length);
  }

  /**
   * The index, counted from the start of the range, of the first element with the largest absolute
   * value.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many, at least one
   * @return its index in 0..n-1; that of the first NaN if there is one
   */
  public static int indexOfMaxAbs(double[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.notEmpty("x", n);
    double largest = KERNELS.maxAbs(x, xOffset, n);
    int i = 0;
    if (Double.isNaN(largest)) {
      while (!Double.isNaN(x[xOffset + i])) {
        i++;
      }
    } else {
      while (Math.abs(x[xOffset + i]) != largest) {
        i++;
      }
    }
    return i;
  }

  /**
   * The arithmetic mean.
   *
   * @param x the elements, at least one
   * @return the mean
   */
  public static double mean(double[] x) {
    return mean(x, 0, x.length);
  }

  /**
   * The arithmetic mean of a range.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many, at least one
   * @return the mean
   */
  public static double mean(double[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.notEmpty("x", n);
    return sum(x, xOffset, n) / n;
  }

  /**
   * The unbiased sample variance, sum of (x[i] - mean)² divided by n - 1, in two passes.
   *
   * @param x the elements, at least two
   * @return the variance
   */
  public static double variance(double[] x) {
    return variance(x, 0, x.length);
  }

  /**
   * The unbiased sample variance of a range, in two passes.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many, at least two
   * @return the variance
   */
  public static double variance(double[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    if (n < 2) {
      throw new IllegalArgumentException("n is " + n + ": a variance needs at least 2 elements");
    }
    double mean = mean(x, xOffset, n);
    return VirtualLanes.sum(
            xOffset, n, (from, length) -> KERNELS.squaredDeviationBlock(x, from, mean, length))
        / (n - 1);
  }

  /**
   * The sum x[0] + ... + x[n-1] of a whole array.
   *
   * @param x the elements
   * @return the sum; 0 for no elements
   */
  public static float sum(float[] x) {
    return sum(x, 0, x.length);
  }

  /**
   * The sum of a range.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many
   * @return the sum; 0 for n = 0
   */
  public static float sum(float[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    return VirtualLanes.floatSum(xOffset, n, (from, length) -> KERNELS.sumBlock(x, from, length));
  }

  /**
   * The sum of absolute values |x[0]| + ... + |x[n-1]| of a whole array.
   *
   * @param x the elements
   * @return the 1-norm; 0 for no elements
   */
  public static float asum(float[] x) {
    return asum(x, 0, x.length);
  }

  /**
   * The sum of absolute values of a range.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many
   * @return the 1-norm; 0 for n = 0
   */
  public static float asum(float[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    return VirtualLanes.floatSum(xOffset, n, (from, length) -> KERNELS.asumBlock(x, from, length));
  }

  /**
   * The inner product x[0] y[0] + ... + x[n-1] y[n-1].
   *
   * @param x the first factor
   * @param y the second factor, of the same length
   * @return the inner product; 0 for no elements
   * @throws IllegalArgumentException if the lengths differ
   */
  public static float dot(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    return dot(x, 0, y, 0, x.length);
  }

  /**
   * The inner product of two ranges.
   *
   * @param x the first factor
   * @param xOffset index of its first element
   * @param y the second factor
   * @param yOffset index of its first element
   * @param n how many products
   * @return the inner product; 0 for n = 0
   */
  public static float dot(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    return dotUnchecked(x, xOffset, y, yOffset, n);
  }

  static float dotUnchecked(float[] x, int xo, float[] y, int yo, int n) {
    if (n <= VirtualLanes.BLOCK) {
      // Without an object for the loop, which the compiler does not remove in every program.
      return KERNELS.dotBlock(x, xo, y, yo, n);
    }
    return VirtualLanes.floatSum(
        0, n, (from, length) -> KERNELS.dotBlock(x, xo + from, y, yo + from, length));
  }

  /**
   * The Euclidean norm of a whole array.
   *
   * @param x the elements
   * @return the norm; 0 for no elements
   */
  public static float norm(float[] x) {
    return norm(x, 0, x.length);
  }

  /**
   * The Euclidean norm of a range, without overflow or underflow on the way: when the sum of
   * squares leaves the safe range, it is computed anew on elements scaled by a power of two.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many
   * @return the norm; 0 for n = 0, infinite if an element is infinite and none is NaN
   */
  public static float norm(float[] x, int xOffset, int n) {
    float squares = dot(x, xOffset, x, xOffset, n);
    if (squares >= SAFE_FLOAT_SQUARES_MIN && squares <= SAFE_FLOAT_SQUARES_MAX) {
      return (float) Math.sqrt(squares);
    }
    float largest = maxAbs(x, xOffset, n);
    if (largest == 0 || Float.isNaN(largest) || Float.isInfinite(largest)) {
      return largest;
    }
    int exponent = Math.max(Math.getExponent(largest), Float.MIN_EXPONENT);
    float down = Math.scalb(1f, -exponent);
    float scaled =
        VirtualLanes.floatSum(
            xOffset, n, (from, length) -> KERNELS.scaledSquaresBlock(x, from, down, length));
    return Math.scalb((float) Math.sqrt(scaled), exponent);
  }

  /**
   * The largest absolute value of a whole array.
   *
   * @param x the elements
   * @return the maximum norm; 0 for no elements
   */
  public static float maxAbs(float[] x) {
    return maxAbs(x, 0, x.length);
  }

  /**
   * The largest absolute value of a range.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many
   * @return the maximum norm; 0 for n = 0
   */
  public static float maxAbs(float[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    return KERNELS.maxAbs(x, xOffset, n);
  }

  /**
   * The smallest element, as {@link Math#min(float, float)} orders them: -0.0 below 0.0.
   *
   * @param x the elements, at least one
   * @return the minimum
   */
  public static float min(float[] x) {
    return min(x, 0, x.length);
  }

  /**
   * The smallest element of a range, as {@link Math#min(float, float)} orders them.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many, at least one
   * @return the minimum
   */
  public static float min(float[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.notEmpty("x", n);
    return KERNELS.min(x, xOffset, n);
  }

  /**
   * The largest element, as {@link Math#max(float, float)} orders them: 0.0 above -0.0.
   *
   * @param x the elements, at least one
   * @return the maximum
   */
  public static float max(float[] x) {
    return max(x, 0, x.length);
  }

  /**
   * The largest element of a range, as {@link Math#max(float, float)} orders them.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many, at least one
   * @return the maximum
   */
  public static float max(float[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.notEmpty("x", n);
    return KERNELS.max(x, xOffset, n);
  }

  /**
   * The index of the first element with the largest absolute value.
   *
   * @param x the elements, at least one
   * @return its index; that of the first NaN if there is one
   */
  public static int indexOfMaxAbs(float[] x) {
    return indexOfMaxAbs(x, 0, x.length);
  }

  /**
   * The index, counted from the start of the range, of the first element with the largest absolute
   * value.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many, at least one
   * @return its index in 0..n-1; that of the first NaN if there is one
   */
  public static int indexOfMaxAbs(float[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.notEmpty("x", n);
    float largest = KERNELS.maxAbs(x, xOffset, n);
    int i = 0;
    if (Float.isNaN(largest)) {
      while (!Float.isNaN(x[xOffset + i])) {
        i++;
      }
    } else {
      while (Math.abs(x[xOffset + i]) != largest) {
        i++;
      }
    }
    return i;
  }

  /**
   * The arithmetic mean.
   *
   * @param x the elements, at least one
   * @return the mean
   */
  public static float mean(float[] x) {
    return mean(x, 0, x.length);
  }

  /**
   * The arithmetic mean of a range.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many, at least one
   * @return the mean
   */
  public static float mean(float[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.notEmpty("x", n);
    return sum(x, xOffset, n) / n;
  }

  /**
   * The unbiased sample variance, sum of (x[i] - mean)² divided by n - 1, in two passes.
   *
   * @param x the elements, at least two
   * @return the variance
   */
  public static float variance(float[] x) {
    return variance(x, 0, x.length);
  }

  /**
   * The unbiased sample variance of a range, in two passes.
   *
   * @param x the elements
   * @param xOffset index of the first
   * @param n how many, at least two
   * @return the variance
   */
  public static float variance(float[] x, int xOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    if (n < 2) {
      throw new IllegalArgumentException("n is " + n + ": a variance needs at least 2 elements");
    }
    float mean = mean(x, xOffset, n);
    return VirtualLanes.floatSum(
            xOffset, n, (from, length) -> KERNELS.squaredDeviationBlock(x, from, mean, length))
        / (n - 1);
  }
}
