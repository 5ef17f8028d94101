package dev.hadamard.kernel;

/**
 * Level-1 operations that write arrays: element by element, products fused into sums, so that the
 * bits do not depend on vector width.
 *
 * <p>An output may be the same range as an input; ranges that overlap otherwise are refused. O(n),
 * no allocation.
 */
public final class Blas1 {
  private static final Level1Kernels KERNELS =
      Simd.choose(() -> new VectorLevel1(), () -> new ScalarLevel1());

  private Blas1() {}

  /**
   * y = a x + y, fused.
   *
   * @param a the factor
   * @param x the input
   * @param y input and output, of the same length
   */
  public static void axpy(double a, double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    KERNELS.axpy(a, x, 0, y, 0, x.length);
  }

  /**
   * y = a x + y on ranges, fused.
   *
   * @param a the factor
   * @param x the input
   * @param xOffset index of its first element
   * @param y input and output
   * @param yOffset index of its first element
   * @param n how many elements
   */
  public static void axpy(double a, double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "y", y, yOffset, n);
    KERNELS.axpy(a, x, xOffset, y, yOffset, n);
  }

  /**
   * y = a x + b y: the product b y is rounded, then a x is fused into it.
   *
   * @param a the factor of x
   * @param x the input
   * @param b the factor of y
   * @param y input and output, of the same length
   */
  public static void axpby(double a, double[] x, double b, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    KERNELS.axpby(a, x, 0, b, y, 0, x.length);
  }

  /**
   * y = a x + b y on ranges.
   *
   * @param a the factor of x
   * @param x the input
   * @param xOffset index of its first element
   * @param b the factor of y
   * @param y input and output
   * @param yOffset index of its first element
   * @param n how many elements
   */
  public static void axpby(
      double a, double[] x, int xOffset, double b, double[] y, int yOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "y", y, yOffset, n);
    KERNELS.axpby(a, x, xOffset, b, y, yOffset, n);
  }

  /**
   * x = a x.
   *
   * @param a the factor
   * @param x input and output
   */
  public static void scale(double a, double[] x) {
    KERNELS.scale(a, x, 0, x, 0, x.length);
  }

  /**
   * y = a x on ranges.
   *
   * @param a the factor
   * @param x the input
   * @param xOffset index of its first element
   * @param y the output
   * @param yOffset index of its first element
   * @param n how many elements
   */
  public static void scale(double a, double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "y", y, yOffset, n);
    KERNELS.scale(a, x, xOffset, y, yOffset, n);
  }

  /**
   * z = x + y, the elementwise sum.
   *
   * @param x the first operand
   * @param y the second operand, of the same length
   * @param z the output, of the same length
   */
  public static void add(double[] x, double[] y, double[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    KERNELS.add(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * z = x + y on ranges, the elementwise sum.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void add(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.range("z", z.length, zOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "z", z, zOffset, n);
    Checks.inPlaceOrApart("y", y, yOffset, "z", z, zOffset, n);
    KERNELS.add(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = x - y, the elementwise difference.
   *
   * @param x the first operand
   * @param y the second operand, of the same length
   * @param z the output, of the same length
   */
  public static void subtract(double[] x, double[] y, double[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    KERNELS.subtract(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * z = x - y on ranges, the elementwise difference.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void subtract(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.range("z", z.length, zOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "z", z, zOffset, n);
    Checks.inPlaceOrApart("y", y, yOffset, "z", z, zOffset, n);
    KERNELS.subtract(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = x * y, the elementwise Hadamard product.
   *
   * @param x the first operand
   * @param y the second operand, of the same length
   * @param z the output, of the same length
   */
  public static void multiply(double[] x, double[] y, double[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    KERNELS.multiply(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * z = x * y on ranges, the elementwise Hadamard product.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void multiply(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.range("z", z.length, zOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "z", z, zOffset, n);
    Checks.inPlaceOrApart("y", y, yOffset, "z", z, zOffset, n);
    KERNELS.multiply(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = x / y, the elementwise quotient.
   *
   * @param x the first operand
   * @param y the second operand, of the same length
   * @param z the output, of the same length
   */
  public static void divide(double[] x, double[] y, double[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    KERNELS.divide(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * z = x / y on ranges, the elementwise quotient.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void divide(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.range("z", z.length, zOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "z", z, zOffset, n);
    Checks.inPlaceOrApart("y", y, yOffset, "z", z, zOffset, n);
    KERNELS.divide(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * Cumulative sums y[i] = x[0] + ... + x[i], added one after the other.
   *
   * @param x the input
   * @param y the output, of the same length; may be x itself
   */
  public static void cumulativeSum(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i];
      y[i] = sum;
    }
  }

  /**
   * Gathers elements: y[i] = x[index[i]].
   *
   * @param x the input
   * @param index where each element of y comes from, in [0, x.length)
   * @param y the output, as long as {@code index}; another array
   * @throws IllegalArgumentException if an index lies outside
   */
  public static void gather(double[] x, int[] index, double[] y) {
    Checks.sameLength("index", index.length, "y", y.length);
    MatrixChecks.apart("x", x, 0, 1, x.length, 1, "y", y, 0, 1, y.length, 1);
    for (int i = 0; i < index.length; i++) {
      y[i] = x[inside(index, i, x.length)];
    }
  }

  /**
   * Scatters elements: y[index[i]] = x[i]; where an index stands twice, the later one stays.
   *
   * @param x the input
   * @param index where each element of x goes, in [0, y.length), as long as x
   * @param y the output, another array; other elements are not touched
   * @throws IllegalArgumentException if an index lies outside; y may then be written in part
   */
  public static void scatter(double[] x, int[] index, double[] y) {
    Checks.sameLength("index", index.length, "x", x.length);
    MatrixChecks.apart("x", x, 0, 1, x.length, 1, "y", y, 0, 1, y.length, 1);
    for (int i = 0; i < index.length; i++) {
      y[inside(index, i, y.length)] = x[i];
    }
  }

  private static int inside(int[] index, int i, int n) {
    int k = index[i];
    if (k < 0 || k >= n) {
      throw new IllegalArgumentException(
          "index[" + i + "] is " + k + ": must be at least 0 and less than " + n);
    }
    return k;
  }

  /**
   * y = a x + y, fused.
   *
   * @param a the factor
   * @param x the input
   * @param y input and output, of the same length
   */
  public static void axpy(float a, float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    KERNELS.axpy(a, x, 0, y, 0, x.length);
  }

  /**
   * y = a x + y on ranges, fused.
   *
   * @param a the factor
   * @param x the input
   * @param xOffset index of its first element
   * @param y input and output
   * @param yOffset index of its first element
   * @param n how many elements
   */
  public static void axpy(float a, float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "y", y, yOffset, n);
    KERNELS.axpy(a, x, xOffset, y, yOffset, n);
  }

  /**
   * y = a x + b y: the product b y is rounded, then a x is fused into it.
   *
   * @param a the factor of x
   * @param x the input
   * @param b the factor of y
   * @param y input and output, of the same length
   */
  public static void axpby(float a, float[] x, float b, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    KERNELS.axpby(a, x, 0, b, y, 0, x.length);
  }

  /**
   * y = a x + b y on ranges.
   *
   * @param a the factor of x
   * @param x the input
   * @param xOffset index of its first element
   * @param b the factor of y
   * @param y input and output
   * @param yOffset index of its first element
   * @param n how many elements
   */
  public static void axpby(
      float a, float[] x, int xOffset, float b, float[] y, int yOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "y", y, yOffset, n);
    KERNELS.axpby(a, x, xOffset, b, y, yOffset, n);
  }

  /**
   * x = a x.
   *
   * @param a the factor
   * @param x input and output
   */
  public static void scale(float a, float[] x) {
    KERNELS.scale(a, x, 0, x, 0, x.length);
  }

  /**
   * y = a x on ranges.
   *
   * @param a the factor
   * @param x the input
   * @param xOffset index of its first element
   * @param y the output
   * @param yOffset index of its first element
   * @param n how many elements
   */
  public static void scale(float a, float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "y", y, yOffset, n);
    KERNELS.scale(a, x, xOffset, y, yOffset, n);
  }

  /**
   * z = x + y, the elementwise sum.
   *
   * @param x the first operand
   * @param y the second operand, of the same length
   * @param z the output, of the same length
   */
  public static void add(float[] x, float[] y, float[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    KERNELS.add(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * z = x + y on ranges, the elementwise sum.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void add(
      float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.range("z", z.length, zOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "z", z, zOffset, n);
    Checks.inPlaceOrApart("y", y, yOffset, "z", z, zOffset, n);
    KERNELS.add(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = x - y, the elementwise difference.
   *
   * @param x the first operand
   * @param y the second operand, of the same length
   * @param z the output, of the same length
   */
  public static void subtract(float[] x, float[] y, float[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    KERNELS.subtract(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * z = x - y on ranges, the elementwise difference.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void subtract(
      float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.range("z", z.length, zOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "z", z, zOffset, n);
    Checks.inPlaceOrApart("y", y, yOffset, "z", z, zOffset, n);
    KERNELS.subtract(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = x * y, the elementwise Hadamard product.
   *
   * @param x the first operand
   * @param y the second operand, of the same length
   * @param z the output, of the same length
   */
  public static void multiply(float[] x, float[] y, float[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    KERNELS.multiply(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * z = x * y on ranges, the elementwise Hadamard product.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void multiply(
      float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.range("z", z.length, zOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "z", z, zOffset, n);
    Checks.inPlaceOrApart("y", y, yOffset, "z", z, zOffset, n);
    KERNELS.multiply(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * z = x / y, the elementwise quotient.
   *
   * @param x the first operand
   * @param y the second operand, of the same length
   * @param z the output, of the same length
   */
  public static void divide(float[] x, float[] y, float[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    KERNELS.divide(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * z = x / y on ranges, the elementwise quotient.
   *
   * @param x the first operand
   * @param xOffset index of its first element
   * @param y the second operand
   * @param yOffset index of its first element
   * @param z the output
   * @param zOffset index of its first element
   * @param n how many elements
   */
  public static void divide(
      float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.range("z", z.length, zOffset, n);
    Checks.inPlaceOrApart("x", x, xOffset, "z", z, zOffset, n);
    Checks.inPlaceOrApart("y", y, yOffset, "z", z, zOffset, n);
    KERNELS.divide(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * Cumulative sums y[i] = x[0] + ... + x[i], added one after the other.
   *
   * @param x the input
   * @param y the output, of the same length; may be x itself
   */
  public static void cumulativeSum(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    float sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i];
      y[i] = sum;
    }
  }

  /**
   * Gathers elements: y[i] = x[index[i]].
   *
   * @param x the input
   * @param index where each element of y comes from, in [0, x.length)
   * @param y the output, as long as {@code index}; another array
   * @throws IllegalArgumentException if an index lies outside
   */
  public static void gather(float[] x, int[] index, float[] y) {
    Checks.sameLength("index", index.length, "y", y.length);
    MatrixChecks.apart("x", x, 0, 1, x.length, 1, "y", y, 0, 1, y.length, 1);
    for (int i = 0; i < index.length; i++) {
      y[i] = x[inside(index, i, x.length)];
    }
  }

  /**
   * Scatters elements: y[index[i]] = x[i]; where an index stands twice, the later one stays.
   *
   * @param x the input
   * @param index where each element of x goes, in [0, y.length), as long as x
   * @param y the output, another array; other elements are not touched
   * @throws IllegalArgumentException if an index lies outside; y may then be written in part
   */
  public static void scatter(float[] x, int[] index, float[] y) {
    Checks.sameLength("index", index.length, "x", x.length);
    MatrixChecks.apart("x", x, 0, 1, x.length, 1, "y", y, 0, 1, y.length, 1);
    for (int i = 0; i < index.length; i++) {
      y[inside(index, i, y.length)] = x[i];
    }
  }
}
