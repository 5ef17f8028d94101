package dev.hadamard.kernel;

/**
 * Sine, cosine, tangent and their inverses.
 *
 * <p>The same bits on every CPU, vector width and in the scalar fallback, for one number or an
 * array; the errors were measured against 40-digit references ({@code validation-data/elementary}).
 * Array forms allow the output to be the input. Nothing is allocated.
 */
public final class Trigonometric {
  private static final TrigonometricKernels KERNELS =
      Simd.choose(() -> new VectorTrigonometric(), () -> new ScalarTrigonometric());

  /**
   * For arrays shorter than a vector. A vector loop would compute them alike, but one that is
   * compiled when it hardly ever runs does not inline what it calls, and keeps its vectors on the
   * heap ever after: ten times slower.
   */
  private static final TrigonometricKernels SHORT = new ScalarTrigonometric();

  private Trigonometric() {}

  private static TrigonometricKernels kernels(int n) {
    return 64 * n < Simd.widthBits() ? SHORT : KERNELS;
  }

  private static TrigonometricKernels floatKernels(int n) {
    return 32 * n < Simd.widthBits() ? SHORT : KERNELS;
  }

  /**
   * The sine of an angle in radians.
   *
   * <p>Largest measured error: 0.82 ulp for doubles, 0.54 ulp for floats. Special values: NaN for
   * the infinities and NaN; a signed zero for itself.
   *
   * @param x the argument
   * @return sin(x)
   */
  public static double sin(double x) {
    return ScalarSinCos.sin(x);
  }

  /**
   * {@link #sin(double)} of every element: y[i] = sin(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void sin(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).sin(x, 0, y, 0, x.length);
  }

  /**
   * {@link #sin(double)} of n elements: y[yOffset + i] = sin(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void sin(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).sin(x, xOffset, y, yOffset, n);
  }

  /**
   * The sine of an angle in radians, in single precision: see {@link #sin(double)}.
   *
   * @param x the argument
   * @return sin(x)
   */
  public static float sinFloat(float x) {
    return ScalarSinCos.sin(x);
  }

  /**
   * {@link #sinFloat(float)} of every element: y[i] = sin(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void sin(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).sin(x, 0, y, 0, x.length);
  }

  /**
   * {@link #sinFloat(float)} of n elements: y[yOffset + i] = sin(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void sin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).sin(x, xOffset, y, yOffset, n);
  }

  /**
   * The cosine of an angle in radians.
   *
   * <p>Largest measured error: 0.79 ulp for doubles, 0.54 ulp for floats. Special values: NaN for
   * the infinities and NaN.
   *
   * @param x the argument
   * @return cos(x)
   */
  public static double cos(double x) {
    return ScalarSinCos.cos(x);
  }

  /**
   * {@link #cos(double)} of every element: y[i] = cos(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void cos(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).cos(x, 0, y, 0, x.length);
  }

  /**
   * {@link #cos(double)} of n elements: y[yOffset + i] = cos(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void cos(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).cos(x, xOffset, y, yOffset, n);
  }

  /**
   * The cosine of an angle in radians, in single precision: see {@link #cos(double)}.
   *
   * @param x the argument
   * @return cos(x)
   */
  public static float cosFloat(float x) {
    return ScalarSinCos.cos(x);
  }

  /**
   * {@link #cosFloat(float)} of every element: y[i] = cos(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void cos(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).cos(x, 0, y, 0, x.length);
  }

  /**
   * {@link #cosFloat(float)} of n elements: y[yOffset + i] = cos(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void cos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).cos(x, xOffset, y, yOffset, n);
  }

  /**
   * The tangent of an angle in radians.
   *
   * <p>Largest measured error: 0.91 ulp for doubles, 0.51 ulp for floats. Special values: NaN for
   * the infinities and NaN; a signed zero for itself.
   *
   * @param x the argument
   * @return tan(x)
   */
  public static double tan(double x) {
    return ScalarTangent.tan(x);
  }

  /**
   * {@link #tan(double)} of every element: y[i] = tan(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void tan(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).tan(x, 0, y, 0, x.length);
  }

  /**
   * {@link #tan(double)} of n elements: y[yOffset + i] = tan(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void tan(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).tan(x, xOffset, y, yOffset, n);
  }

  /**
   * The tangent of an angle in radians, in single precision: see {@link #tan(double)}.
   *
   * @param x the argument
   * @return tan(x)
   */
  public static float tanFloat(float x) {
    return (float) ScalarTangent.tan((double) x);
  }

  /**
   * {@link #tanFloat(float)} of every element: y[i] = tan(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void tan(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).tan(x, 0, y, 0, x.length);
  }

  /**
   * {@link #tanFloat(float)} of n elements: y[yOffset + i] = tan(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void tan(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).tan(x, xOffset, y, yOffset, n);
  }

  /**
   * The arc sine, in [-pi/2, pi/2].
   *
   * <p>Largest measured error: 1.07 ulp for doubles, 0.51 ulp for floats. Special values: NaN
   * outside [-1, 1]; a signed zero for itself.
   *
   * @param x the argument
   * @return asin(x)
   */
  public static double asin(double x) {
    return ScalarArcFunctions.asin(x);
  }

  /**
   * {@link #asin(double)} of every element: y[i] = asin(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void asin(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).asin(x, 0, y, 0, x.length);
  }

  /**
   * {@link #asin(double)} of n elements: y[yOffset + i] = asin(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void asin(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).asin(x, xOffset, y, yOffset, n);
  }

  /**
   * The arc sine, in [-pi/2, pi/2], in single precision: see {@link #asin(double)}.
   *
   * @param x the argument
   * @return asin(x)
   */
  public static float asinFloat(float x) {
    return (float) ScalarArcFunctions.asin((double) x);
  }

  /**
   * {@link #asinFloat(float)} of every element: y[i] = asin(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void asin(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).asin(x, 0, y, 0, x.length);
  }

  /**
   * {@link #asinFloat(float)} of n elements: y[yOffset + i] = asin(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void asin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).asin(x, xOffset, y, yOffset, n);
  }

  /**
   * The arc cosine, in [0, pi].
   *
   * <p>Largest measured error: 1.07 ulp for doubles, 0.51 ulp for floats. Special values: NaN
   * outside [-1, 1]; zero for 1.
   *
   * @param x the argument
   * @return acos(x)
   */
  public static double acos(double x) {
    return ScalarArcFunctions.acos(x);
  }

  /**
   * {@link #acos(double)} of every element: y[i] = acos(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void acos(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).acos(x, 0, y, 0, x.length);
  }

  /**
   * {@link #acos(double)} of n elements: y[yOffset + i] = acos(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void acos(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).acos(x, xOffset, y, yOffset, n);
  }

  /**
   * The arc cosine, in [0, pi], in single precision: see {@link #acos(double)}.
   *
   * @param x the argument
   * @return acos(x)
   */
  public static float acosFloat(float x) {
    return (float) ScalarArcFunctions.acos((double) x);
  }

  /**
   * {@link #acosFloat(float)} of every element: y[i] = acos(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void acos(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).acos(x, 0, y, 0, x.length);
  }

  /**
   * {@link #acosFloat(float)} of n elements: y[yOffset + i] = acos(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void acos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).acos(x, xOffset, y, yOffset, n);
  }

  /**
   * The arc tangent, in [-pi/2, pi/2].
   *
   * <p>Largest measured error: 1.30 ulp for doubles, 0.51 ulp for floats. Special values: plus or
   * minus pi/2 for the infinities; a signed zero for itself; NaN for NaN.
   *
   * @param x the argument
   * @return atan(x)
   */
  public static double atan(double x) {
    return ScalarArcFunctions.atan(x);
  }

  /**
   * {@link #atan(double)} of every element: y[i] = atan(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void atan(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).atan(x, 0, y, 0, x.length);
  }

  /**
   * {@link #atan(double)} of n elements: y[yOffset + i] = atan(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void atan(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).atan(x, xOffset, y, yOffset, n);
  }

  /**
   * The arc tangent, in [-pi/2, pi/2], in single precision: see {@link #atan(double)}.
   *
   * @param x the argument
   * @return atan(x)
   */
  public static float atanFloat(float x) {
    return (float) ScalarArcFunctions.atan((double) x);
  }

  /**
   * {@link #atanFloat(float)} of every element: y[i] = atan(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void atan(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).atan(x, 0, y, 0, x.length);
  }

  /**
   * {@link #atanFloat(float)} of n elements: y[yOffset + i] = atan(x[xOffset + i]).
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void atan(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).atan(x, xOffset, y, yOffset, n);
  }

  /**
   * Sine and cosine of n elements for one reduction: the same bits as the two calls.
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param sine receives the sines; may be the same array as x with the same offset
   * @param sineOffset the index of the first sine
   * @param cosine receives the cosines; another array than sine, or a range apart from it
   * @param cosineOffset the index of the first cosine
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or ranges overlap otherwise
   */
  public static void sincos(
      double[] x,
      int xOffset,
      double[] sine,
      int sineOffset,
      double[] cosine,
      int cosineOffset,
      int n) {
    Checks.elementwise("x", x, x.length, xOffset, "sine", sine, sine.length, sineOffset, n);
    Checks.elementwise("x", x, x.length, xOffset, "cosine", cosine, cosine.length, cosineOffset, n);
    Checks.apart("sine", sine, sineOffset, "cosine", cosine, cosineOffset, n);
    kernels(n).sincos(x, xOffset, sine, sineOffset, cosine, cosineOffset, n);
  }

  /**
   * Sine and cosine of every element for one reduction: the same bits as the two calls.
   *
   * @param x the arguments
   * @param sine receives the sines; may be x
   * @param cosine receives the cosines; may be x if sine is not
   * @throws IllegalArgumentException if the lengths differ or sine and cosine are one array
   */
  public static void sincos(double[] x, double[] sine, double[] cosine) {
    Checks.sameLength("x", x.length, "sine", sine.length);
    Checks.sameLength("x", x.length, "cosine", cosine.length);
    sincos(x, 0, sine, 0, cosine, 0, x.length);
  }

  /**
   * The angle of the point (x, y) from the positive x axis, in [-pi, pi].
   *
   * <p>Largest measured error: 1.31 ulp for doubles, 0.51 ulp for floats. Special values: as {@link
   * Math#atan2(double, double)}.
   *
   * @param y the ordinate
   * @param x the abscissa
   * @return atan2(y, x)
   */
  public static double atan2(double y, double x) {
    return ScalarArcFunctions.atan2(y, x);
  }

  /**
   * {@link #atan2(double, double)} of n pairs: angle[angleOffset + i] = atan2(y[yOffset + i],
   * x[xOffset + i]).
   *
   * @param y the ordinates
   * @param yOffset the index of the first ordinate
   * @param x the abscissas
   * @param xOffset the index of the first abscissa
   * @param angle receives the angles; may be one of the other arrays with its offset
   * @param angleOffset the index of the first angle
   * @param n the number of pairs
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or ranges overlap otherwise
   */
  public static void atan2(
      double[] y, int yOffset, double[] x, int xOffset, double[] angle, int angleOffset, int n) {
    Checks.elementwise("y", y, y.length, yOffset, "angle", angle, angle.length, angleOffset, n);
    Checks.elementwise("x", x, x.length, xOffset, "angle", angle, angle.length, angleOffset, n);
    kernels(n).atan2(y, yOffset, x, xOffset, angle, angleOffset, n);
  }

  /**
   * {@link #atan2(double, double)} of every pair: angle[i] = atan2(y[i], x[i]).
   *
   * @param y the ordinates
   * @param x the abscissas
   * @param angle receives the angles; may be y or x
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void atan2(double[] y, double[] x, double[] angle) {
    Checks.sameLength("y", y.length, "x", x.length);
    Checks.sameLength("y", y.length, "angle", angle.length);
    kernels(y.length).atan2(y, 0, x, 0, angle, 0, y.length);
  }

  /**
   * Sine and cosine of n elements for one reduction: the same bits as the two calls.
   *
   * @param x the arguments
   * @param xOffset the index of the first argument
   * @param sine receives the sines; may be the same array as x with the same offset
   * @param sineOffset the index of the first sine
   * @param cosine receives the cosines; another array than sine, or a range apart from it
   * @param cosineOffset the index of the first cosine
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or ranges overlap otherwise
   */
  public static void sincos(
      float[] x,
      int xOffset,
      float[] sine,
      int sineOffset,
      float[] cosine,
      int cosineOffset,
      int n) {
    Checks.elementwise("x", x, x.length, xOffset, "sine", sine, sine.length, sineOffset, n);
    Checks.elementwise("x", x, x.length, xOffset, "cosine", cosine, cosine.length, cosineOffset, n);
    Checks.apart("sine", sine, sineOffset, "cosine", cosine, cosineOffset, n);
    floatKernels(n).sincos(x, xOffset, sine, sineOffset, cosine, cosineOffset, n);
  }

  /**
   * Sine and cosine of every element for one reduction: the same bits as the two calls.
   *
   * @param x the arguments
   * @param sine receives the sines; may be x
   * @param cosine receives the cosines; may be x if sine is not
   * @throws IllegalArgumentException if the lengths differ or sine and cosine are one array
   */
  public static void sincos(float[] x, float[] sine, float[] cosine) {
    Checks.sameLength("x", x.length, "sine", sine.length);
    Checks.sameLength("x", x.length, "cosine", cosine.length);
    sincos(x, 0, sine, 0, cosine, 0, x.length);
  }

  /**
   * The angle of the point (x, y), in single precision: see {@link #atan2(double, double)}.
   *
   * @param y the ordinate
   * @param x the abscissa
   * @return atan2(y, x)
   */
  public static float atan2Float(float y, float x) {
    return (float) ScalarArcFunctions.atan2((double) y, (double) x);
  }

  /**
   * {@link #atan2Float(float, float)} of n pairs: angle[angleOffset + i] = atan2(y[yOffset + i],
   * x[xOffset + i]).
   *
   * @param y the ordinates
   * @param yOffset the index of the first ordinate
   * @param x the abscissas
   * @param xOffset the index of the first abscissa
   * @param angle receives the angles; may be one of the other arrays with its offset
   * @param angleOffset the index of the first angle
   * @param n the number of pairs
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or ranges overlap otherwise
   */
  public static void atan2(
      float[] y, int yOffset, float[] x, int xOffset, float[] angle, int angleOffset, int n) {
    Checks.elementwise("y", y, y.length, yOffset, "angle", angle, angle.length, angleOffset, n);
    Checks.elementwise("x", x, x.length, xOffset, "angle", angle, angle.length, angleOffset, n);
    floatKernels(n).atan2(y, yOffset, x, xOffset, angle, angleOffset, n);
  }

  /**
   * {@link #atan2Float(float, float)} of every pair: angle[i] = atan2(y[i], x[i]).
   *
   * @param y the ordinates
   * @param x the abscissas
   * @param angle receives the angles; may be y or x
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void atan2(float[] y, float[] x, float[] angle) {
    Checks.sameLength("y", y.length, "x", x.length);
    Checks.sameLength("y", y.length, "angle", angle.length);
    floatKernels(y.length).atan2(y, 0, x, 0, angle, 0, y.length);
  }
}
