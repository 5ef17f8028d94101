package dev.hadamard.kernel;

/**
 * Error functions, the normal distribution, gamma and Bessel functions.
 *
 * <p>The same bits on every CPU, vector width and in the scalar fallback, for one number or an
 * array; the errors were measured against 40-digit references ({@code validation-data/elementary}).
 * Array forms allow the output to be the input. Nothing is allocated.
 */
public final class SpecialFunctions {
  private static final SpecialFunctionKernels KERNELS =
      Simd.choose(() -> new VectorSpecialFunctions(), () -> new ScalarSpecialFunctions());

  /**
   * For arrays shorter than a vector. A vector loop would compute them alike, but one that is
   * compiled when it hardly ever runs does not inline what it calls, and keeps its vectors on the
   * heap ever after: ten times slower.
   */
  private static final SpecialFunctionKernels SHORT = new ScalarSpecialFunctions();

  private SpecialFunctions() {}

  private static SpecialFunctionKernels kernels(int n) {
    return 64 * n < Simd.widthBits() ? SHORT : KERNELS;
  }

  private static SpecialFunctionKernels floatKernels(int n) {
    return 32 * n < Simd.widthBits() ? SHORT : KERNELS;
  }

  /**
   * The error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x.
   *
   * <p>Largest measured error: 0.97 ulp for doubles, 0.51 ulp for floats. Special values: plus or
   * minus 1 for the infinities; a signed zero for itself; NaN for NaN.
   *
   * @param x the argument
   * @return erf(x)
   */
  public static double erf(double x) {
    return ScalarErrorFunctions.erf(x);
  }

  /**
   * {@link #erf(double)} of every element: y[i] = erf(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void erf(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).erf(x, 0, y, 0, x.length);
  }

  /**
   * {@link #erf(double)} of n elements: y[yOffset + i] = erf(x[xOffset + i]).
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
  public static void erf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).erf(x, xOffset, y, yOffset, n);
  }

  /**
   * The error function, 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x, in single
   * precision: see {@link #erf(double)}.
   *
   * @param x the argument
   * @return erf(x)
   */
  public static float erfFloat(float x) {
    return (float) ScalarErrorFunctions.erf((double) x);
  }

  /**
   * {@link #erfFloat(float)} of every element: y[i] = erf(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void erf(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).erf(x, 0, y, 0, x.length);
  }

  /**
   * {@link #erfFloat(float)} of n elements: y[yOffset + i] = erf(x[xOffset + i]).
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
  public static void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).erf(x, xOffset, y, yOffset, n);
  }

  /**
   * The complementary error function 1 - erf(x), accurate relative to itself down to the smallest
   * double.
   *
   * <p>Largest measured error: 1.12 ulp for doubles, 0.51 ulp for floats. Special values: 0 for
   * positive and 2 for negative infinity; NaN for NaN.
   *
   * @param x the argument
   * @return erfc(x)
   */
  public static double erfc(double x) {
    return ScalarErrorFunctions.erfc(x);
  }

  /**
   * {@link #erfc(double)} of every element: y[i] = erfc(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void erfc(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).erfc(x, 0, y, 0, x.length);
  }

  /**
   * {@link #erfc(double)} of n elements: y[yOffset + i] = erfc(x[xOffset + i]).
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
  public static void erfc(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).erfc(x, xOffset, y, yOffset, n);
  }

  /**
   * The complementary error function 1 - erf(x), accurate relative to itself down to the smallest
   * double, in single precision: see {@link #erfc(double)}.
   *
   * @param x the argument
   * @return erfc(x)
   */
  public static float erfcFloat(float x) {
    return (float) ScalarErrorFunctions.erfc((double) x);
  }

  /**
   * {@link #erfcFloat(float)} of every element: y[i] = erfc(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void erfc(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).erfc(x, 0, y, 0, x.length);
  }

  /**
   * {@link #erfcFloat(float)} of n elements: y[yOffset + i] = erfc(x[xOffset + i]).
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
  public static void erfc(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).erfc(x, xOffset, y, yOffset, n);
  }

  /**
   * The scaled complementary error function e^(x^2) erfc(x).
   *
   * <p>Largest measured error: 2.62 ulp for doubles, 0.51 ulp for floats. Special values: 0 for
   * positive and infinity for negative infinity; overflows below -26.7; NaN for NaN.
   *
   * @param x the argument
   * @return erfcx(x)
   */
  public static double erfcx(double x) {
    return ScalarErrorFunctions.erfcx(x);
  }

  /**
   * {@link #erfcx(double)} of every element: y[i] = erfcx(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void erfcx(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).erfcx(x, 0, y, 0, x.length);
  }

  /**
   * {@link #erfcx(double)} of n elements: y[yOffset + i] = erfcx(x[xOffset + i]).
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
  public static void erfcx(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).erfcx(x, xOffset, y, yOffset, n);
  }

  /**
   * The scaled complementary error function e^(x^2) erfc(x), in single precision: see {@link
   * #erfcx(double)}.
   *
   * @param x the argument
   * @return erfcx(x)
   */
  public static float erfcxFloat(float x) {
    return (float) ScalarErrorFunctions.erfcx((double) x);
  }

  /**
   * {@link #erfcxFloat(float)} of every element: y[i] = erfcx(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void erfcx(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).erfcx(x, 0, y, 0, x.length);
  }

  /**
   * {@link #erfcxFloat(float)} of n elements: y[yOffset + i] = erfcx(x[xOffset + i]).
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
  public static void erfcx(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).erfcx(x, xOffset, y, yOffset, n);
  }

  /**
   * The density of the standard normal distribution, e^(-x^2 / 2) / sqrt(2 pi).
   *
   * <p>Largest measured error: 1.16 ulp for doubles, 0.51 ulp for floats. Special values: 0 for the
   * infinities; NaN for NaN.
   *
   * @param x the argument
   * @return normalPdf(x)
   */
  public static double normalPdf(double x) {
    return ScalarErrorFunctions.normalPdf(x);
  }

  /**
   * {@link #normalPdf(double)} of every element: y[i] = normalPdf(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void normalPdf(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).normalPdf(x, 0, y, 0, x.length);
  }

  /**
   * {@link #normalPdf(double)} of n elements: y[yOffset + i] = normalPdf(x[xOffset + i]).
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
  public static void normalPdf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).normalPdf(x, xOffset, y, yOffset, n);
  }

  /**
   * The density of the standard normal distribution, e^(-x^2 / 2) / sqrt(2 pi), in single
   * precision: see {@link #normalPdf(double)}.
   *
   * @param x the argument
   * @return normalPdf(x)
   */
  public static float normalPdfFloat(float x) {
    return (float) ScalarErrorFunctions.normalPdf((double) x);
  }

  /**
   * {@link #normalPdfFloat(float)} of every element: y[i] = normalPdf(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void normalPdf(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).normalPdf(x, 0, y, 0, x.length);
  }

  /**
   * {@link #normalPdfFloat(float)} of n elements: y[yOffset + i] = normalPdf(x[xOffset + i]).
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
  public static void normalPdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).normalPdf(x, xOffset, y, yOffset, n);
  }

  /**
   * The distribution function of the standard normal distribution, erfc(-x / sqrt(2)) / 2.
   *
   * <p>Largest measured error: 1.69 ulp for doubles, 0.51 ulp for floats. Special values: 0 and 1
   * for the infinities; NaN for NaN.
   *
   * @param x the argument
   * @return normalCdf(x)
   */
  public static double normalCdf(double x) {
    return ScalarErrorFunctions.normalCdf(x);
  }

  /**
   * {@link #normalCdf(double)} of every element: y[i] = normalCdf(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void normalCdf(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).normalCdf(x, 0, y, 0, x.length);
  }

  /**
   * {@link #normalCdf(double)} of n elements: y[yOffset + i] = normalCdf(x[xOffset + i]).
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
  public static void normalCdf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).normalCdf(x, xOffset, y, yOffset, n);
  }

  /**
   * The distribution function of the standard normal distribution, erfc(-x / sqrt(2)) / 2, in
   * single precision: see {@link #normalCdf(double)}.
   *
   * @param x the argument
   * @return normalCdf(x)
   */
  public static float normalCdfFloat(float x) {
    return (float) ScalarErrorFunctions.normalCdf((double) x);
  }

  /**
   * {@link #normalCdfFloat(float)} of every element: y[i] = normalCdf(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void normalCdf(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).normalCdf(x, 0, y, 0, x.length);
  }

  /**
   * {@link #normalCdfFloat(float)} of n elements: y[yOffset + i] = normalCdf(x[xOffset + i]).
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
  public static void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).normalCdf(x, xOffset, y, yOffset, n);
  }

  /**
   * The logarithm of the standard normal distribution function, for all x to -1e154 without
   * underflow.
   *
   * <p>Largest measured error: 2.43 ulp for doubles, 0.51 ulp for floats. Special values: minus
   * infinity and 0 for the infinities; NaN for NaN.
   *
   * @param x the argument
   * @return normalLogCdf(x)
   */
  public static double normalLogCdf(double x) {
    return ScalarErrorFunctions.normalLogCdf(x);
  }

  /**
   * {@link #normalLogCdf(double)} of every element: y[i] = normalLogCdf(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void normalLogCdf(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).normalLogCdf(x, 0, y, 0, x.length);
  }

  /**
   * {@link #normalLogCdf(double)} of n elements: y[yOffset + i] = normalLogCdf(x[xOffset + i]).
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
  public static void normalLogCdf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).normalLogCdf(x, xOffset, y, yOffset, n);
  }

  /**
   * The logarithm of the standard normal distribution function, for all x to -1e154 without
   * underflow, in single precision: see {@link #normalLogCdf(double)}.
   *
   * @param x the argument
   * @return normalLogCdf(x)
   */
  public static float normalLogCdfFloat(float x) {
    return (float) ScalarErrorFunctions.normalLogCdf((double) x);
  }

  /**
   * {@link #normalLogCdfFloat(float)} of every element: y[i] = normalLogCdf(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void normalLogCdf(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).normalLogCdf(x, 0, y, 0, x.length);
  }

  /**
   * {@link #normalLogCdfFloat(float)} of n elements: y[yOffset + i] = normalLogCdf(x[xOffset + i]).
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
  public static void normalLogCdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).normalLogCdf(x, xOffset, y, yOffset, n);
  }

  /**
   * The x at which the standard normal distribution function is p.
   *
   * <p>Largest measured error: 3.56 ulp for doubles, 0.51 ulp for floats. Special values: minus
   * infinity for 0 and infinity for 1; NaN outside [0, 1].
   *
   * @param p the argument
   * @return normalQuantile(p)
   */
  public static double normalQuantile(double p) {
    return ScalarNormalQuantile.normalQuantile(p);
  }

  /**
   * {@link #normalQuantile(double)} of every element: y[i] = normalQuantile(p[i]).
   *
   * @param p the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void normalQuantile(double[] p, double[] y) {
    Checks.sameLength("p", p.length, "y", y.length);
    kernels(p.length).normalQuantile(p, 0, y, 0, p.length);
  }

  /**
   * {@link #normalQuantile(double)} of n elements: y[yOffset + i] = normalQuantile(p[pOffset + i]).
   *
   * @param p the arguments
   * @param pOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void normalQuantile(double[] p, int pOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("p", p, p.length, pOffset, "y", y, y.length, yOffset, n);
    kernels(n).normalQuantile(p, pOffset, y, yOffset, n);
  }

  /**
   * The x at which the standard normal distribution function is p, in single precision: see {@link
   * #normalQuantile(double)}.
   *
   * @param p the argument
   * @return normalQuantile(p)
   */
  public static float normalQuantileFloat(float p) {
    return (float) ScalarNormalQuantile.normalQuantile((double) p);
  }

  /**
   * {@link #normalQuantileFloat(float)} of every element: y[i] = normalQuantile(p[i]).
   *
   * @param p the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void normalQuantile(float[] p, float[] y) {
    Checks.sameLength("p", p.length, "y", y.length);
    floatKernels(p.length).normalQuantile(p, 0, y, 0, p.length);
  }

  /**
   * {@link #normalQuantileFloat(float)} of n elements: y[yOffset + i] = normalQuantile(p[pOffset +
   * i]).
   *
   * @param p the arguments
   * @param pOffset the index of the first argument
   * @param y receives the values; may be the same array with the same offset
   * @param yOffset the index of the first value
   * @param n the number of elements
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap in one array at
   *     different offsets
   */
  public static void normalQuantile(float[] p, int pOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("p", p, p.length, pOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).normalQuantile(p, pOffset, y, yOffset, n);
  }

  /**
   * The logarithm of the absolute value of the gamma function.
   *
   * <p>Largest measured error for positive arguments, near the roots too: 1.81 ulp for doubles,
   * 0.51 ulp for floats; for negative ones 3 ulp of the larger of the value and 32, because the
   * reflection formula cancels beside the roots. Special values: infinity for zero, the negative
   * integers and the infinities; NaN for NaN.
   *
   * @param x the argument
   * @return logGamma(x)
   */
  public static double logGamma(double x) {
    return ScalarGamma.logGamma(x);
  }

  /**
   * {@link #logGamma(double)} of every element: y[i] = logGamma(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void logGamma(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).logGamma(x, 0, y, 0, x.length);
  }

  /**
   * {@link #logGamma(double)} of n elements: y[yOffset + i] = logGamma(x[xOffset + i]).
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
  public static void logGamma(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).logGamma(x, xOffset, y, yOffset, n);
  }

  /**
   * The logarithm of the absolute value of the gamma function, in single precision: see {@link
   * #logGamma(double)}.
   *
   * @param x the argument
   * @return logGamma(x)
   */
  public static float logGammaFloat(float x) {
    return (float) ScalarGamma.logGamma((double) x);
  }

  /**
   * {@link #logGammaFloat(float)} of every element: y[i] = logGamma(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void logGamma(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).logGamma(x, 0, y, 0, x.length);
  }

  /**
   * {@link #logGammaFloat(float)} of n elements: y[yOffset + i] = logGamma(x[xOffset + i]).
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
  public static void logGamma(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).logGamma(x, xOffset, y, yOffset, n);
  }

  /**
   * The derivative of the logarithm of the gamma function.
   *
   * <p>Largest measured error for positive arguments, near the roots too: 2.18 ulp for doubles,
   * 0.51 ulp for floats; for negative ones 3 ulp of the larger of the value and 4, because the
   * reflection formula cancels beside the roots. Special values: NaN for the negative integers and
   * negative infinity; infinity of the opposite sign for a signed zero.
   *
   * @param x the argument
   * @return digamma(x)
   */
  public static double digamma(double x) {
    return ScalarGamma.digamma(x);
  }

  /**
   * {@link #digamma(double)} of every element: y[i] = digamma(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void digamma(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).digamma(x, 0, y, 0, x.length);
  }

  /**
   * {@link #digamma(double)} of n elements: y[yOffset + i] = digamma(x[xOffset + i]).
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
  public static void digamma(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).digamma(x, xOffset, y, yOffset, n);
  }

  /**
   * The derivative of the logarithm of the gamma function, in single precision: see {@link
   * #digamma(double)}.
   *
   * @param x the argument
   * @return digamma(x)
   */
  public static float digammaFloat(float x) {
    return (float) ScalarGamma.digamma((double) x);
  }

  /**
   * {@link #digammaFloat(float)} of every element: y[i] = digamma(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void digamma(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).digamma(x, 0, y, 0, x.length);
  }

  /**
   * {@link #digammaFloat(float)} of n elements: y[yOffset + i] = digamma(x[xOffset + i]).
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
  public static void digamma(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).digamma(x, xOffset, y, yOffset, n);
  }

  /**
   * The modified Bessel function of the first kind and order 0, scaled: e^(-|x|) I0(x).
   *
   * <p>Largest measured error: 2.74 ulp for doubles, 0.51 ulp for floats. Special values: 0 for the
   * infinities; NaN for NaN.
   *
   * @param x the argument
   * @return besselI0e(x)
   */
  public static double besselI0e(double x) {
    return ScalarBessel.besselI0e(x);
  }

  /**
   * {@link #besselI0e(double)} of every element: y[i] = besselI0e(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void besselI0e(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).besselI0e(x, 0, y, 0, x.length);
  }

  /**
   * {@link #besselI0e(double)} of n elements: y[yOffset + i] = besselI0e(x[xOffset + i]).
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
  public static void besselI0e(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).besselI0e(x, xOffset, y, yOffset, n);
  }

  /**
   * The modified Bessel function of the first kind and order 0, scaled: e^(-|x|) I0(x), in single
   * precision: see {@link #besselI0e(double)}.
   *
   * @param x the argument
   * @return besselI0e(x)
   */
  public static float besselI0eFloat(float x) {
    return (float) ScalarBessel.besselI0e((double) x);
  }

  /**
   * {@link #besselI0eFloat(float)} of every element: y[i] = besselI0e(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void besselI0e(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).besselI0e(x, 0, y, 0, x.length);
  }

  /**
   * {@link #besselI0eFloat(float)} of n elements: y[yOffset + i] = besselI0e(x[xOffset + i]).
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
  public static void besselI0e(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).besselI0e(x, xOffset, y, yOffset, n);
  }

  /**
   * The modified Bessel function of the first kind and order 1, scaled: e^(-|x|) I1(x).
   *
   * <p>Largest measured error: 2.22 ulp for doubles, 0.51 ulp for floats. Special values: a signed
   * 0 for the infinities and zeros; NaN for NaN.
   *
   * @param x the argument
   * @return besselI1e(x)
   */
  public static double besselI1e(double x) {
    return ScalarBessel.besselI1e(x);
  }

  /**
   * {@link #besselI1e(double)} of every element: y[i] = besselI1e(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void besselI1e(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).besselI1e(x, 0, y, 0, x.length);
  }

  /**
   * {@link #besselI1e(double)} of n elements: y[yOffset + i] = besselI1e(x[xOffset + i]).
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
  public static void besselI1e(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).besselI1e(x, xOffset, y, yOffset, n);
  }

  /**
   * The modified Bessel function of the first kind and order 1, scaled: e^(-|x|) I1(x), in single
   * precision: see {@link #besselI1e(double)}.
   *
   * @param x the argument
   * @return besselI1e(x)
   */
  public static float besselI1eFloat(float x) {
    return (float) ScalarBessel.besselI1e((double) x);
  }

  /**
   * {@link #besselI1eFloat(float)} of every element: y[i] = besselI1e(x[i]).
   *
   * @param x the arguments
   * @param y receives the values; may be the same array
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void besselI1e(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).besselI1e(x, 0, y, 0, x.length);
  }

  /**
   * {@link #besselI1eFloat(float)} of n elements: y[yOffset + i] = besselI1e(x[xOffset + i]).
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
  public static void besselI1e(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).besselI1e(x, xOffset, y, yOffset, n);
  }
}
