package dev.hadamard.kernel;

/**
 * Softmax and log-sum-exp, with the same bits on every CPU, vector width and in the scalar
 * fallback.
 *
 * <p>Sums follow the library's order: 32 strided partial sums combined by a fixed binary tree,
 * blocks of 8192 elements combined pairwise. Single precision is computed in double precision and
 * rounded once. Each call allocates one slice of the length of the axis.
 */
public final class Softmax {
  private static final int BLOCK = 8192;
  private static final int PARTIALS = 32;

  private Softmax() {}

  /**
   * Softmax along one axis: y<sub>i</sub> = e<sup>x<sub>i</sub></sup> / &sum;<sub>j</sub>
   * e<sup>x<sub>j</sub></sup>, with the maximum subtracted first, so that nothing overflows.
   *
   * <p>The array is seen as {@code outer * axis * inner} elements, row-major; contiguous rows of a
   * matrix have {@code inner = 1}. A slice with a NaN, an infinite maximum, or minus infinities
   * only gives NaN.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results; may be {@code x} at the same offset
   * @param yOffset index of the first result
   * @param outer number of slices before the axis
   * @param axis length of the axis
   * @param inner number of slices after the axis
   * @throws IllegalArgumentException if a size is negative, their product exceeds the largest int,
   *     or the ranges overlap without being equal
   * @throws IndexOutOfBoundsException if a range does not fit its array
   */
  public static void softmax(
      double[] x, int xOffset, double[] y, int yOffset, int outer, int axis, int inner) {
    Checks.elementwise(
        "x", x, x.length, xOffset, "y", y, y.length, yOffset, product(outer, axis, inner));
    double[] slice = new double[axis];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int start = o * axis * inner + i;
        for (int k = 0; k < axis; k++) {
          slice[k] = x[xOffset + start + k * inner];
        }
        softmax(slice, axis);
        for (int k = 0; k < axis; k++) {
          y[yOffset + start + k * inner] = slice[k];
        }
      }
    }
  }

  /**
   * Softmax of the rows of a row-major matrix.
   *
   * @param x the matrix, of {@code rows * columns} elements
   * @param y receives the results; may be {@code x}
   * @param rows number of rows
   * @param columns number of columns
   * @throws IllegalArgumentException if a size is negative
   * @throws IndexOutOfBoundsException if an array is too short
   */
  public static void softmaxRows(double[] x, double[] y, int rows, int columns) {
    softmax(x, 0, y, 0, rows, columns, 1);
  }

  /**
   * log &sum;<sub>i</sub> e<sup>x<sub>i</sub></sup> without overflow.
   *
   * <p>No element, or minus infinities only, gives -infinity; NaN gives NaN; otherwise +infinity
   * gives +infinity.
   *
   * @param x the arguments
   * @return the logarithm of the sum of the exponentials
   */
  public static double logSumExp(double[] x) {
    return logSumExp(x, 0, x.length);
  }

  /**
   * log &sum;<sub>i</sub> e<sup>x<sub>i</sub></sup> over a range, without overflow.
   *
   * @param x holds the arguments
   * @param offset index of the first argument
   * @param n number of arguments
   * @return the logarithm of the sum of the exponentials
   * @throws IllegalArgumentException if n is negative
   * @throws IndexOutOfBoundsException if the range does not fit the array
   */
  public static double logSumExp(double[] x, int offset, int n) {
    Checks.range("x", x.length, offset, n);
    double[] slice = new double[n];
    for (int k = 0; k < n; k++) {
      slice[k] = x[offset + k];
    }
    return logSumExpInPlace(slice, n);
  }

  /**
   * Log-sum-exp along one axis: {@code outer * inner} results out of {@code outer * axis * inner}
   * arguments, both row-major.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results; another array than {@code x}
   * @param yOffset index of the first result
   * @param outer number of slices before the axis
   * @param axis length of the axis
   * @param inner number of slices after the axis
   * @throws IllegalArgumentException if a size is negative, their product exceeds the largest int,
   *     or y is x
   * @throws IndexOutOfBoundsException if a range does not fit its array
   */
  @SuppressWarnings("ReferenceEquality")
  public static void logSumExp(
      double[] x, int xOffset, double[] y, int yOffset, int outer, int axis, int inner) {
    Checks.range("x", x.length, xOffset, product(outer, axis, inner));
    Checks.range("y", y.length, yOffset, product(outer, 1, inner));
    if (x == y) {
      throw new IllegalArgumentException("y is x: it must be another array");
    }
    double[] slice = new double[axis];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int start = xOffset + o * axis * inner + i;
        for (int k = 0; k < axis; k++) {
          slice[k] = x[start + k * inner];
        }
        y[yOffset + o * inner + i] = logSumExpInPlace(slice, axis);
      }
    }
  }

  /**
   * Softmax along one axis: y<sub>i</sub> = e<sup>x<sub>i</sub></sup> / &sum;<sub>j</sub>
   * e<sup>x<sub>j</sub></sup>, with the maximum subtracted first, so that nothing overflows.
   *
   * <p>The array is seen as {@code outer * axis * inner} elements, row-major; contiguous rows of a
   * matrix have {@code inner = 1}. A slice with a NaN, an infinite maximum, or minus infinities
   * only gives NaN.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results; may be {@code x} at the same offset
   * @param yOffset index of the first result
   * @param outer number of slices before the axis
   * @param axis length of the axis
   * @param inner number of slices after the axis
   * @throws IllegalArgumentException if a size is negative, their product exceeds the largest int,
   *     or the ranges overlap without being equal
   * @throws IndexOutOfBoundsException if a range does not fit its array
   */
  public static void softmax(
      float[] x, int xOffset, float[] y, int yOffset, int outer, int axis, int inner) {
    Checks.elementwise(
        "x", x, x.length, xOffset, "y", y, y.length, yOffset, product(outer, axis, inner));
    double[] slice = new double[axis];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int start = o * axis * inner + i;
        for (int k = 0; k < axis; k++) {
          slice[k] = x[xOffset + start + k * inner];
        }
        softmax(slice, axis);
        for (int k = 0; k < axis; k++) {
          y[yOffset + start + k * inner] = (float) slice[k];
        }
      }
    }
  }

  /**
   * Softmax of the rows of a row-major matrix.
   *
   * @param x the matrix, of {@code rows * columns} elements
   * @param y receives the results; may be {@code x}
   * @param rows number of rows
   * @param columns number of columns
   * @throws IllegalArgumentException if a size is negative
   * @throws IndexOutOfBoundsException if an array is too short
   */
  public static void softmaxRows(float[] x, float[] y, int rows, int columns) {
    softmax(x, 0, y, 0, rows, columns, 1);
  }

  /**
   * log &sum;<sub>i</sub> e<sup>x<sub>i</sub></sup> without overflow.
   *
   * <p>No element, or minus infinities only, gives -infinity; NaN gives NaN; otherwise +infinity
   * gives +infinity.
   *
   * @param x the arguments
   * @return the logarithm of the sum of the exponentials
   */
  public static float logSumExp(float[] x) {
    return logSumExp(x, 0, x.length);
  }

  /**
   * log &sum;<sub>i</sub> e<sup>x<sub>i</sub></sup> over a range, without overflow.
   *
   * @param x holds the arguments
   * @param offset index of the first argument
   * @param n number of arguments
   * @return the logarithm of the sum of the exponentials
   * @throws IllegalArgumentException if n is negative
   * @throws IndexOutOfBoundsException if the range does not fit the array
   */
  public static float logSumExp(float[] x, int offset, int n) {
    Checks.range("x", x.length, offset, n);
    double[] slice = new double[n];
    for (int k = 0; k < n; k++) {
      slice[k] = x[offset + k];
    }
    return (float) logSumExpInPlace(slice, n);
  }

  /**
   * Log-sum-exp along one axis: {@code outer * inner} results out of {@code outer * axis * inner}
   * arguments, both row-major.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results; another array than {@code x}
   * @param yOffset index of the first result
   * @param outer number of slices before the axis
   * @param axis length of the axis
   * @param inner number of slices after the axis
   * @throws IllegalArgumentException if a size is negative, their product exceeds the largest int,
   *     or y is x
   * @throws IndexOutOfBoundsException if a range does not fit its array
   */
  @SuppressWarnings("ReferenceEquality")
  public static void logSumExp(
      float[] x, int xOffset, float[] y, int yOffset, int outer, int axis, int inner) {
    Checks.range("x", x.length, xOffset, product(outer, axis, inner));
    Checks.range("y", y.length, yOffset, product(outer, 1, inner));
    if (x == y) {
      throw new IllegalArgumentException("y is x: it must be another array");
    }
    double[] slice = new double[axis];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int start = xOffset + o * axis * inner + i;
        for (int k = 0; k < axis; k++) {
          slice[k] = x[start + k * inner];
        }
        y[yOffset + o * inner + i] = (float) logSumExpInPlace(slice, axis);
      }
    }
  }

  private static void softmax(double[] slice, int n) {
    shiftedExp(slice, n, maximum(slice, n));
    double sum = sum(slice, 0, n, new double[PARTIALS]);
    for (int k = 0; k < n; k++) {
      slice[k] /= sum;
    }
  }

  private static double logSumExpInPlace(double[] slice, int n) {
    double max = maximum(slice, n);
    if (Double.isInfinite(max)) {
      return max;
    }
    shiftedExp(slice, n, max);
    return max + Elementary.log(sum(slice, 0, n, new double[PARTIALS]));
  }

  private static double maximum(double[] slice, int n) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      max = Math.max(max, slice[k]);
    }
    return max;
  }

  private static void shiftedExp(double[] slice, int n, double max) {
    for (int k = 0; k < n; k++) {
      slice[k] -= max;
    }
    Elementary.exp(slice, 0, slice, 0, n);
  }

  private static double sum(double[] x, int offset, int n, double[] partials) {
    if (n > BLOCK) {
      int half = Math.max(BLOCK, Integer.highestOneBit(n - 1));
      return sum(x, offset, half, partials) + sum(x, offset + half, n - half, partials);
    }
    java.util.Arrays.fill(partials, 0);
    int i = 0;
    for (; i <= n - PARTIALS; i += PARTIALS) {
      for (int k = 0; k < PARTIALS; k++) {
        partials[k] += x[offset + i + k];
      }
    }
    for (int k = 0; i + k < n; k++) {
      partials[k] += x[offset + i + k];
    }
    for (int width = PARTIALS / 2; width > 0; width /= 2) {
      for (int k = 0; k < width; k++) {
        partials[k] += partials[k + width];
      }
    }
    return partials[0];
  }

  private static int product(int outer, int axis, int inner) {
    if (outer < 0 || axis < 0 || inner < 0) {
      throw new IllegalArgumentException(
          "outer, axis, inner are "
              + outer
              + ", "
              + axis
              + ", "
              + inner
              + ": they must be at least 0");
    }
    try {
      return Math.multiplyExact(Math.multiplyExact(outer, axis), inner);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "outer * axis * inner is "
              + outer
              + " * "
              + axis
              + " * "
              + inner
              + ": it must be at most "
              + Integer.MAX_VALUE,
          e);
    }
  }
}
