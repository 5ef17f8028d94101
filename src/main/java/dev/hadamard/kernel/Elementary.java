package dev.hadamard.kernel;

/**
 * Elementary functions of the exponential family, with the same bits on every CPU, vector width and
 * in the scalar fallback.
 *
 * <p>Each function comes as a scalar and as an array operation, for doubles and floats; an element
 * of an array gives the same bits as the scalar method. The array operations are vectorised (see
 * {@link Simd}). An array operation may work in place ({@code y} is {@code x} at the same offset);
 * any other overlap of its ranges is refused.
 *
 * <p>The scalar methods for floats are named apart, {@code expFloat(x)}: overloaded, they would
 * silently take whole-number arguments such as in {@code exp(2)}.
 *
 * <p>The errors stated are the largest ones seen over the reference tables in {@code
 * validation-data/elementary} and random points, in units in the last place of the exact result;
 * {@code docs/elementary-functions.md} lists them together with the speed. Special values are those
 * of {@link Math} where it has the function.
 */
public final class Elementary {
  private static final ElementaryKernels KERNELS =
      Simd.choose(() -> new VectorElementary(), () -> new ScalarElementary());

  /**
   * For arrays shorter than a vector. A vector loop would compute them alike, but one that is
   * compiled when it hardly ever runs does not inline what it calls, and keeps its vectors on the
   * heap ever after: ten times slower.
   */
  private static final ElementaryKernels SHORT = new ScalarElementary();

  private Elementary() {}

  private static ElementaryKernels kernels(int n) {
    return 64 * n < Simd.widthBits() ? SHORT : KERNELS;
  }

  private static ElementaryKernels floatKernels(int n) {
    return 32 * n < Simd.widthBits() ? SHORT : KERNELS;
  }

  /**
   * e to the power x: e<sup>x</sup>.
   *
   * <p>Largest error measured: 0.53 ulp. Special values: NaN gives NaN; -infinity gives 0;
   * +infinity gives +infinity; results below the normal range round gradually to 0. Monotone.
   *
   * @param x the argument
   * @return e<sup>x</sup>
   */
  public static double exp(double x) {
    return ScalarExp.exp(x);
  }

  /**
   * {@link #exp(double)} of each element: {@code y[i] = exp(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void exp(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).exp(x, 0, y, 0, x.length);
  }

  /**
   * {@link #exp(double)} of each element of a range: {@code y[yOffset + i] = exp(x[xOffset + i])}
   * for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void exp(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).exp(x, xOffset, y, yOffset, n);
  }

  /**
   * e to the power x, in single precision: e<sup>x</sup>.
   *
   * <p>Largest error measured: 0.75 ulp. Special values as for {@link #exp(double)}.
   *
   * @param x the argument
   * @return e<sup>x</sup>
   */
  public static float expFloat(float x) {
    return ScalarExp.exp(x);
  }

  /**
   * {@link #expFloat(float)} of each element: {@code y[i] = exp(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void exp(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).exp(x, 0, y, 0, x.length);
  }

  /**
   * {@link #expFloat(float)} of each element of a range: {@code y[yOffset + i] = exp(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).exp(x, xOffset, y, yOffset, n);
  }

  /**
   * 2 to the power x: 2<sup>x</sup>.
   *
   * <p>Largest error measured: 0.54 ulp. Special values: exact for integers x; NaN gives NaN;
   * -infinity gives 0; +infinity gives +infinity.
   *
   * @param x the argument
   * @return 2<sup>x</sup>
   */
  public static double exp2(double x) {
    return ScalarExp.exp2(x);
  }

  /**
   * {@link #exp2(double)} of each element: {@code y[i] = exp2(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void exp2(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).exp2(x, 0, y, 0, x.length);
  }

  /**
   * {@link #exp2(double)} of each element of a range: {@code y[yOffset + i] = exp2(x[xOffset + i])}
   * for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void exp2(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).exp2(x, xOffset, y, yOffset, n);
  }

  /**
   * 2 to the power x, in single precision: 2<sup>x</sup>.
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #exp2(double)}.
   *
   * @param x the argument
   * @return 2<sup>x</sup>
   */
  public static float exp2Float(float x) {
    return ScalarExp.exp2(x);
  }

  /**
   * {@link #exp2Float(float)} of each element: {@code y[i] = exp2(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void exp2(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).exp2(x, 0, y, 0, x.length);
  }

  /**
   * {@link #exp2Float(float)} of each element of a range: {@code y[yOffset + i] = exp2(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void exp2(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).exp2(x, xOffset, y, yOffset, n);
  }

  /**
   * e to the power x, minus 1, accurate near 0: e<sup>x</sup> - 1.
   *
   * <p>Largest error measured: 0.52 ulp. Special values: NaN gives NaN; -infinity gives -1;
   * +infinity gives +infinity; a zero keeps its sign.
   *
   * @param x the argument
   * @return e<sup>x</sup> - 1
   */
  public static double expm1(double x) {
    return ScalarExp.expm1(x);
  }

  /**
   * {@link #expm1(double)} of each element: {@code y[i] = expm1(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void expm1(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).expm1(x, 0, y, 0, x.length);
  }

  /**
   * {@link #expm1(double)} of each element of a range: {@code y[yOffset + i] = expm1(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void expm1(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).expm1(x, xOffset, y, yOffset, n);
  }

  /**
   * e to the power x, minus 1, accurate near 0, in single precision: e<sup>x</sup> - 1.
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #expm1(double)}.
   *
   * @param x the argument
   * @return e<sup>x</sup> - 1
   */
  public static float expm1Float(float x) {
    return ScalarExp.expm1(x);
  }

  /**
   * {@link #expm1Float(float)} of each element: {@code y[i] = expm1(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void expm1(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).expm1(x, 0, y, 0, x.length);
  }

  /**
   * {@link #expm1Float(float)} of each element of a range: {@code y[yOffset + i] = expm1(x[xOffset
   * + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).expm1(x, xOffset, y, yOffset, n);
  }

  /**
   * The natural logarithm: ln x.
   *
   * <p>Largest error measured: 0.76 ulp. Special values: NaN or a negative argument gives NaN; a
   * zero gives -infinity; +infinity gives +infinity; 1 gives +0. Monotone.
   *
   * @param x the argument
   * @return ln x
   */
  public static double log(double x) {
    return ScalarLog.log(x);
  }

  /**
   * {@link #log(double)} of each element: {@code y[i] = log(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void log(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).log(x, 0, y, 0, x.length);
  }

  /**
   * {@link #log(double)} of each element of a range: {@code y[yOffset + i] = log(x[xOffset + i])}
   * for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void log(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).log(x, xOffset, y, yOffset, n);
  }

  /**
   * The natural logarithm, in single precision: ln x.
   *
   * <p>Largest error measured: 0.80 ulp. Special values as for {@link #log(double)}.
   *
   * @param x the argument
   * @return ln x
   */
  public static float logFloat(float x) {
    return ScalarLog.log(x);
  }

  /**
   * {@link #logFloat(float)} of each element: {@code y[i] = log(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void log(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).log(x, 0, y, 0, x.length);
  }

  /**
   * {@link #logFloat(float)} of each element of a range: {@code y[yOffset + i] = log(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).log(x, xOffset, y, yOffset, n);
  }

  /**
   * The logarithm to base 2: log<sub>2</sub> x.
   *
   * <p>Largest error measured: 0.52 ulp. Special values: exact for powers of 2; otherwise as {@link
   * #log(double)}.
   *
   * @param x the argument
   * @return log<sub>2</sub> x
   */
  public static double log2(double x) {
    return ScalarLog.log2(x);
  }

  /**
   * {@link #log2(double)} of each element: {@code y[i] = log2(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void log2(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).log2(x, 0, y, 0, x.length);
  }

  /**
   * {@link #log2(double)} of each element of a range: {@code y[yOffset + i] = log2(x[xOffset + i])}
   * for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void log2(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).log2(x, xOffset, y, yOffset, n);
  }

  /**
   * The logarithm to base 2, in single precision: log<sub>2</sub> x.
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #log2(double)}.
   *
   * @param x the argument
   * @return log<sub>2</sub> x
   */
  public static float log2Float(float x) {
    return ScalarLog.log2(x);
  }

  /**
   * {@link #log2Float(float)} of each element: {@code y[i] = log2(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void log2(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).log2(x, 0, y, 0, x.length);
  }

  /**
   * {@link #log2Float(float)} of each element of a range: {@code y[yOffset + i] = log2(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void log2(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).log2(x, xOffset, y, yOffset, n);
  }

  /**
   * The logarithm to base 10: log<sub>10</sub> x.
   *
   * <p>Largest error measured: 0.52 ulp. Special values: exact for the powers of 10 that are
   * doubles; otherwise as {@link #log(double)}.
   *
   * @param x the argument
   * @return log<sub>10</sub> x
   */
  public static double log10(double x) {
    return ScalarLog.log10(x);
  }

  /**
   * {@link #log10(double)} of each element: {@code y[i] = log10(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void log10(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).log10(x, 0, y, 0, x.length);
  }

  /**
   * {@link #log10(double)} of each element of a range: {@code y[yOffset + i] = log10(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void log10(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).log10(x, xOffset, y, yOffset, n);
  }

  /**
   * The logarithm to base 10, in single precision: log<sub>10</sub> x.
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #log10(double)}.
   *
   * @param x the argument
   * @return log<sub>10</sub> x
   */
  public static float log10Float(float x) {
    return ScalarLog.log10(x);
  }

  /**
   * {@link #log10Float(float)} of each element: {@code y[i] = log10(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void log10(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).log10(x, 0, y, 0, x.length);
  }

  /**
   * {@link #log10Float(float)} of each element of a range: {@code y[yOffset + i] = log10(x[xOffset
   * + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void log10(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).log10(x, xOffset, y, yOffset, n);
  }

  /**
   * The natural logarithm of 1 + x, accurate near 0: ln(1 + x).
   *
   * <p>Largest error measured: 0.53 ulp. Special values: NaN or x below -1 gives NaN; -1 gives
   * -infinity; +infinity gives +infinity; a zero keeps its sign.
   *
   * @param x the argument
   * @return ln(1 + x)
   */
  public static double log1p(double x) {
    return ScalarLog.log1p(x);
  }

  /**
   * {@link #log1p(double)} of each element: {@code y[i] = log1p(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void log1p(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).log1p(x, 0, y, 0, x.length);
  }

  /**
   * {@link #log1p(double)} of each element of a range: {@code y[yOffset + i] = log1p(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void log1p(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).log1p(x, xOffset, y, yOffset, n);
  }

  /**
   * The natural logarithm of 1 + x, accurate near 0, in single precision: ln(1 + x).
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #log1p(double)}.
   *
   * @param x the argument
   * @return ln(1 + x)
   */
  public static float log1pFloat(float x) {
    return ScalarLog.log1p(x);
  }

  /**
   * {@link #log1pFloat(float)} of each element: {@code y[i] = log1p(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void log1p(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).log1p(x, 0, y, 0, x.length);
  }

  /**
   * {@link #log1pFloat(float)} of each element of a range: {@code y[yOffset + i] = log1p(x[xOffset
   * + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).log1p(x, xOffset, y, yOffset, n);
  }

  /**
   * The square root, correctly rounded: &radic;x.
   *
   * <p>Correctly rounded. Special values: NaN or a negative argument gives NaN; a zero keeps its
   * sign.
   *
   * @param x the argument
   * @return &radic;x
   */
  public static double sqrt(double x) {
    return ScalarPower.sqrt(x);
  }

  /**
   * {@link #sqrt(double)} of each element: {@code y[i] = sqrt(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void sqrt(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).sqrt(x, 0, y, 0, x.length);
  }

  /**
   * {@link #sqrt(double)} of each element of a range: {@code y[yOffset + i] = sqrt(x[xOffset + i])}
   * for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void sqrt(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).sqrt(x, xOffset, y, yOffset, n);
  }

  /**
   * The square root, correctly rounded, in single precision: &radic;x.
   *
   * <p>Correctly rounded. Special values as for {@link #sqrt(double)}.
   *
   * @param x the argument
   * @return &radic;x
   */
  public static float sqrtFloat(float x) {
    return ScalarPower.sqrt(x);
  }

  /**
   * {@link #sqrtFloat(float)} of each element: {@code y[i] = sqrt(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void sqrt(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).sqrt(x, 0, y, 0, x.length);
  }

  /**
   * {@link #sqrtFloat(float)} of each element of a range: {@code y[yOffset + i] = sqrt(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void sqrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).sqrt(x, xOffset, y, yOffset, n);
  }

  /**
   * The cube root: x<sup>1/3</sup>.
   *
   * <p>Largest error measured: 0.50 ulp. Special values: odd; NaN, infinities and zeros give
   * themselves.
   *
   * @param x the argument
   * @return x<sup>1/3</sup>
   */
  public static double cbrt(double x) {
    return ScalarPower.cbrt(x);
  }

  /**
   * {@link #cbrt(double)} of each element: {@code y[i] = cbrt(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void cbrt(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).cbrt(x, 0, y, 0, x.length);
  }

  /**
   * {@link #cbrt(double)} of each element of a range: {@code y[yOffset + i] = cbrt(x[xOffset + i])}
   * for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void cbrt(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).cbrt(x, xOffset, y, yOffset, n);
  }

  /**
   * The cube root, in single precision: x<sup>1/3</sup>.
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #cbrt(double)}.
   *
   * @param x the argument
   * @return x<sup>1/3</sup>
   */
  public static float cbrtFloat(float x) {
    return ScalarPower.cbrt(x);
  }

  /**
   * {@link #cbrtFloat(float)} of each element: {@code y[i] = cbrt(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void cbrt(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).cbrt(x, 0, y, 0, x.length);
  }

  /**
   * {@link #cbrtFloat(float)} of each element of a range: {@code y[yOffset + i] = cbrt(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void cbrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).cbrt(x, xOffset, y, yOffset, n);
  }

  /**
   * The hyperbolic sine: (e<sup>x</sup> - e<sup>-x</sup>) / 2.
   *
   * <p>Largest error measured: 0.52 ulp. Special values: odd; NaN, infinities and zeros give
   * themselves.
   *
   * @param x the argument
   * @return (e<sup>x</sup> - e<sup>-x</sup>) / 2
   */
  public static double sinh(double x) {
    return ScalarHyperbolic.sinh(x);
  }

  /**
   * {@link #sinh(double)} of each element: {@code y[i] = sinh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void sinh(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).sinh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #sinh(double)} of each element of a range: {@code y[yOffset + i] = sinh(x[xOffset + i])}
   * for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void sinh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).sinh(x, xOffset, y, yOffset, n);
  }

  /**
   * The hyperbolic sine, in single precision: (e<sup>x</sup> - e<sup>-x</sup>) / 2.
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #sinh(double)}.
   *
   * @param x the argument
   * @return (e<sup>x</sup> - e<sup>-x</sup>) / 2
   */
  public static float sinhFloat(float x) {
    return ScalarHyperbolic.sinh(x);
  }

  /**
   * {@link #sinhFloat(float)} of each element: {@code y[i] = sinh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void sinh(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).sinh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #sinhFloat(float)} of each element of a range: {@code y[yOffset + i] = sinh(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void sinh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).sinh(x, xOffset, y, yOffset, n);
  }

  /**
   * The hyperbolic cosine: (e<sup>x</sup> + e<sup>-x</sup>) / 2.
   *
   * <p>Largest error measured: 0.52 ulp. Special values: even; NaN gives NaN; an infinity gives
   * +infinity; a zero gives 1.
   *
   * @param x the argument
   * @return (e<sup>x</sup> + e<sup>-x</sup>) / 2
   */
  public static double cosh(double x) {
    return ScalarHyperbolic.cosh(x);
  }

  /**
   * {@link #cosh(double)} of each element: {@code y[i] = cosh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void cosh(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).cosh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #cosh(double)} of each element of a range: {@code y[yOffset + i] = cosh(x[xOffset + i])}
   * for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void cosh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).cosh(x, xOffset, y, yOffset, n);
  }

  /**
   * The hyperbolic cosine, in single precision: (e<sup>x</sup> + e<sup>-x</sup>) / 2.
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #cosh(double)}.
   *
   * @param x the argument
   * @return (e<sup>x</sup> + e<sup>-x</sup>) / 2
   */
  public static float coshFloat(float x) {
    return ScalarHyperbolic.cosh(x);
  }

  /**
   * {@link #coshFloat(float)} of each element: {@code y[i] = cosh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void cosh(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).cosh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #coshFloat(float)} of each element of a range: {@code y[yOffset + i] = cosh(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void cosh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).cosh(x, xOffset, y, yOffset, n);
  }

  /**
   * The hyperbolic tangent: (e<sup>x</sup> - e<sup>-x</sup>) / (e<sup>x</sup> + e<sup>-x</sup>).
   *
   * <p>Largest error measured: 0.52 ulp. Special values: odd; NaN gives NaN; infinities give 1 with
   * their sign; a zero keeps its sign. Monotone.
   *
   * @param x the argument
   * @return (e<sup>x</sup> - e<sup>-x</sup>) / (e<sup>x</sup> + e<sup>-x</sup>)
   */
  public static double tanh(double x) {
    return ScalarHyperbolic.tanh(x);
  }

  /**
   * {@link #tanh(double)} of each element: {@code y[i] = tanh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void tanh(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).tanh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #tanh(double)} of each element of a range: {@code y[yOffset + i] = tanh(x[xOffset + i])}
   * for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void tanh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).tanh(x, xOffset, y, yOffset, n);
  }

  /**
   * The hyperbolic tangent, in single precision: (e<sup>x</sup> - e<sup>-x</sup>) / (e<sup>x</sup>
   * + e<sup>-x</sup>).
   *
   * <p>Largest error measured: 0.76 ulp. Special values as for {@link #tanh(double)}.
   *
   * @param x the argument
   * @return (e<sup>x</sup> - e<sup>-x</sup>) / (e<sup>x</sup> + e<sup>-x</sup>)
   */
  public static float tanhFloat(float x) {
    return ScalarHyperbolic.tanh(x);
  }

  /**
   * {@link #tanhFloat(float)} of each element: {@code y[i] = tanh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void tanh(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).tanh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #tanhFloat(float)} of each element of a range: {@code y[yOffset + i] = tanh(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).tanh(x, xOffset, y, yOffset, n);
  }

  /**
   * The inverse hyperbolic sine: ln(x + &radic;(x&sup2; + 1)).
   *
   * <p>Largest error measured: 0.98 ulp. Special values: odd; NaN, infinities and zeros give
   * themselves.
   *
   * @param x the argument
   * @return ln(x + &radic;(x&sup2; + 1))
   */
  public static double asinh(double x) {
    return ScalarHyperbolic.asinh(x);
  }

  /**
   * {@link #asinh(double)} of each element: {@code y[i] = asinh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void asinh(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).asinh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #asinh(double)} of each element of a range: {@code y[yOffset + i] = asinh(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void asinh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).asinh(x, xOffset, y, yOffset, n);
  }

  /**
   * The inverse hyperbolic sine, in single precision: ln(x + &radic;(x&sup2; + 1)).
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #asinh(double)}.
   *
   * @param x the argument
   * @return ln(x + &radic;(x&sup2; + 1))
   */
  public static float asinhFloat(float x) {
    return ScalarHyperbolic.asinh(x);
  }

  /**
   * {@link #asinhFloat(float)} of each element: {@code y[i] = asinh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void asinh(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).asinh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #asinhFloat(float)} of each element of a range: {@code y[yOffset + i] = asinh(x[xOffset
   * + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void asinh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).asinh(x, xOffset, y, yOffset, n);
  }

  /**
   * The inverse hyperbolic cosine: ln(x + &radic;(x&sup2; - 1)).
   *
   * <p>Largest error measured: 0.99 ulp. Special values: NaN or x below 1 gives NaN; 1 gives +0;
   * +infinity gives +infinity.
   *
   * @param x the argument
   * @return ln(x + &radic;(x&sup2; - 1))
   */
  public static double acosh(double x) {
    return ScalarHyperbolic.acosh(x);
  }

  /**
   * {@link #acosh(double)} of each element: {@code y[i] = acosh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void acosh(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).acosh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #acosh(double)} of each element of a range: {@code y[yOffset + i] = acosh(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void acosh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).acosh(x, xOffset, y, yOffset, n);
  }

  /**
   * The inverse hyperbolic cosine, in single precision: ln(x + &radic;(x&sup2; - 1)).
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #acosh(double)}.
   *
   * @param x the argument
   * @return ln(x + &radic;(x&sup2; - 1))
   */
  public static float acoshFloat(float x) {
    return ScalarHyperbolic.acosh(x);
  }

  /**
   * {@link #acoshFloat(float)} of each element: {@code y[i] = acosh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void acosh(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).acosh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #acoshFloat(float)} of each element of a range: {@code y[yOffset + i] = acosh(x[xOffset
   * + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void acosh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).acosh(x, xOffset, y, yOffset, n);
  }

  /**
   * The inverse hyperbolic tangent: ln((1 + x) / (1 - x)) / 2.
   *
   * <p>Largest error measured: 0.53 ulp. Special values: odd; NaN or |x| above 1 gives NaN; 1 and
   * -1 give infinities with their sign; a zero keeps its sign.
   *
   * @param x the argument
   * @return ln((1 + x) / (1 - x)) / 2
   */
  public static double atanh(double x) {
    return ScalarHyperbolic.atanh(x);
  }

  /**
   * {@link #atanh(double)} of each element: {@code y[i] = atanh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void atanh(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).atanh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #atanh(double)} of each element of a range: {@code y[yOffset + i] = atanh(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void atanh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).atanh(x, xOffset, y, yOffset, n);
  }

  /**
   * The inverse hyperbolic tangent, in single precision: ln((1 + x) / (1 - x)) / 2.
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #atanh(double)}.
   *
   * @param x the argument
   * @return ln((1 + x) / (1 - x)) / 2
   */
  public static float atanhFloat(float x) {
    return ScalarHyperbolic.atanh(x);
  }

  /**
   * {@link #atanhFloat(float)} of each element: {@code y[i] = atanh(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void atanh(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).atanh(x, 0, y, 0, x.length);
  }

  /**
   * {@link #atanhFloat(float)} of each element of a range: {@code y[yOffset + i] = atanh(x[xOffset
   * + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void atanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).atanh(x, xOffset, y, yOffset, n);
  }

  /**
   * The logistic function: 1 / (1 + e<sup>-x</sup>).
   *
   * <p>Largest error measured: 0.53 ulp. Special values: NaN gives NaN; -infinity gives 0;
   * +infinity gives 1. Monotone.
   *
   * @param x the argument
   * @return 1 / (1 + e<sup>-x</sup>)
   */
  public static double sigmoid(double x) {
    return ScalarLogistic.sigmoid(x);
  }

  /**
   * {@link #sigmoid(double)} of each element: {@code y[i] = sigmoid(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void sigmoid(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).sigmoid(x, 0, y, 0, x.length);
  }

  /**
   * {@link #sigmoid(double)} of each element of a range: {@code y[yOffset + i] = sigmoid(x[xOffset
   * + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void sigmoid(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).sigmoid(x, xOffset, y, yOffset, n);
  }

  /**
   * The logistic function, in single precision: 1 / (1 + e<sup>-x</sup>).
   *
   * <p>Largest error measured: 0.71 ulp. Special values as for {@link #sigmoid(double)}.
   *
   * @param x the argument
   * @return 1 / (1 + e<sup>-x</sup>)
   */
  public static float sigmoidFloat(float x) {
    return ScalarLogistic.sigmoid(x);
  }

  /**
   * {@link #sigmoidFloat(float)} of each element: {@code y[i] = sigmoid(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void sigmoid(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).sigmoid(x, 0, y, 0, x.length);
  }

  /**
   * {@link #sigmoidFloat(float)} of each element of a range: {@code y[yOffset + i] =
   * sigmoid(x[xOffset + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).sigmoid(x, xOffset, y, yOffset, n);
  }

  /**
   * The smooth positive part: ln(1 + e<sup>x</sup>).
   *
   * <p>Largest error measured: 1.01 ulp. Special values: NaN gives NaN; -infinity gives 0;
   * +infinity gives +infinity.
   *
   * @param x the argument
   * @return ln(1 + e<sup>x</sup>)
   */
  public static double softplus(double x) {
    return ScalarLogistic.softplus(x);
  }

  /**
   * {@link #softplus(double)} of each element: {@code y[i] = softplus(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void softplus(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).softplus(x, 0, y, 0, x.length);
  }

  /**
   * {@link #softplus(double)} of each element of a range: {@code y[yOffset + i] =
   * softplus(x[xOffset + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void softplus(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).softplus(x, xOffset, y, yOffset, n);
  }

  /**
   * The smooth positive part, in single precision: ln(1 + e<sup>x</sup>).
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #softplus(double)}.
   *
   * @param x the argument
   * @return ln(1 + e<sup>x</sup>)
   */
  public static float softplusFloat(float x) {
    return ScalarLogistic.softplus(x);
  }

  /**
   * {@link #softplusFloat(float)} of each element: {@code y[i] = softplus(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void softplus(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).softplus(x, 0, y, 0, x.length);
  }

  /**
   * {@link #softplusFloat(float)} of each element of a range: {@code y[yOffset + i] =
   * softplus(x[xOffset + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).softplus(x, xOffset, y, yOffset, n);
  }

  /**
   * The sigmoid linear unit: x / (1 + e<sup>-x</sup>).
   *
   * <p>Largest error measured: 1.42 ulp. Special values: NaN gives NaN; -infinity gives -0;
   * +infinity gives +infinity; a zero keeps its sign.
   *
   * @param x the argument
   * @return x / (1 + e<sup>-x</sup>)
   */
  public static double silu(double x) {
    return ScalarLogistic.silu(x);
  }

  /**
   * {@link #silu(double)} of each element: {@code y[i] = silu(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void silu(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    kernels(x.length).silu(x, 0, y, 0, x.length);
  }

  /**
   * {@link #silu(double)} of each element of a range: {@code y[yOffset + i] = silu(x[xOffset + i])}
   * for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void silu(double[] x, int xOffset, double[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    kernels(n).silu(x, xOffset, y, yOffset, n);
  }

  /**
   * The sigmoid linear unit, in single precision: x / (1 + e<sup>-x</sup>).
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #silu(double)}.
   *
   * @param x the argument
   * @return x / (1 + e<sup>-x</sup>)
   */
  public static float siluFloat(float x) {
    return ScalarLogistic.silu(x);
  }

  /**
   * {@link #siluFloat(float)} of each element: {@code y[i] = silu(x[i])}.
   *
   * @param x the arguments
   * @param y receives the results: as long as {@code x}, may be {@code x}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void silu(float[] x, float[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    floatKernels(x.length).silu(x, 0, y, 0, x.length);
  }

  /**
   * {@link #siluFloat(float)} of each element of a range: {@code y[yOffset + i] = silu(x[xOffset +
   * i])} for 0 &le; i &lt; n.
   *
   * @param x holds the arguments
   * @param xOffset index of the first argument
   * @param y receives the results
   * @param yOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or the ranges overlap without being equal
   */
  public static void silu(float[] x, int xOffset, float[] y, int yOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "y", y, y.length, yOffset, n);
    floatKernels(n).silu(x, xOffset, y, yOffset, n);
  }

  /**
   * x to the power y: x<sup>y</sup>.
   *
   * <p>Largest error measured: 0.54 ulp. Special values: as in {@link Math#pow}: y = 0 gives 1 even
   * for x = NaN; a negative x with a finite y that is not an integer gives NaN.
   *
   * @param x the base
   * @param y the exponent
   * @return x<sup>y</sup>
   */
  public static double pow(double x, double y) {
    return ScalarPower.pow(x, y);
  }

  /**
   * {@link #pow(double, double)} of each pair: {@code z[i] = pow(x[i], y[i])}.
   *
   * @param x the base, per element
   * @param y the exponent, per element
   * @param z receives the results: may be {@code x} or {@code y}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void pow(double[] x, double[] y, double[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    kernels(x.length).pow(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * {@link #pow(double, double)} of each pair of two ranges: {@code z[zOffset + i] = pow(x[xOffset
   * + i], y[yOffset + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the base, per element
   * @param xOffset index of the first x
   * @param y holds the exponent, per element
   * @param yOffset index of the first y
   * @param z receives the results
   * @param zOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or z overlaps x or y without being equal
   */
  public static void pow(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    kernels(n).pow(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * x to the power y, in single precision: x<sup>y</sup>.
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #pow(double, double)}.
   *
   * @param x the base
   * @param y the exponent
   * @return x<sup>y</sup>
   */
  public static float powFloat(float x, float y) {
    return ScalarPower.pow(x, y);
  }

  /**
   * {@link #powFloat(float, float)} of each pair: {@code z[i] = pow(x[i], y[i])}.
   *
   * @param x the base, per element
   * @param y the exponent, per element
   * @param z receives the results: may be {@code x} or {@code y}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void pow(float[] x, float[] y, float[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    floatKernels(x.length).pow(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * {@link #powFloat(float, float)} of each pair of two ranges: {@code z[zOffset + i] =
   * pow(x[xOffset + i], y[yOffset + i])} for 0 &le; i &lt; n.
   *
   * @param x holds the base, per element
   * @param xOffset index of the first x
   * @param y holds the exponent, per element
   * @param yOffset index of the first y
   * @param z receives the results
   * @param zOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or z overlaps x or y without being equal
   */
  public static void pow(
      float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    floatKernels(n).pow(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * The length of the vector (x, y), without overflow or underflow on the way: &radic;(x&sup2; +
   * y&sup2;).
   *
   * <p>Largest error measured: 0.50 ulp. Special values: an infinite argument gives +infinity even
   * beside NaN; otherwise NaN gives NaN.
   *
   * @param x one side
   * @param y the other side
   * @return &radic;(x&sup2; + y&sup2;)
   */
  public static double hypot(double x, double y) {
    return ScalarPower.hypot(x, y);
  }

  /**
   * {@link #hypot(double, double)} of each pair: {@code z[i] = hypot(x[i], y[i])}.
   *
   * @param x one side, per element
   * @param y the other side, per element
   * @param z receives the results: may be {@code x} or {@code y}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void hypot(double[] x, double[] y, double[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    kernels(x.length).hypot(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * {@link #hypot(double, double)} of each pair of two ranges: {@code z[zOffset + i] =
   * hypot(x[xOffset + i], y[yOffset + i])} for 0 &le; i &lt; n.
   *
   * @param x holds one side, per element
   * @param xOffset index of the first x
   * @param y holds the other side, per element
   * @param yOffset index of the first y
   * @param z receives the results
   * @param zOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or z overlaps x or y without being equal
   */
  public static void hypot(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    kernels(n).hypot(x, xOffset, y, yOffset, z, zOffset, n);
  }

  /**
   * The length of the vector (x, y), without overflow or underflow on the way, in single precision:
   * &radic;(x&sup2; + y&sup2;).
   *
   * <p>Largest error measured: 0.50 ulp. Special values as for {@link #hypot(double, double)}.
   *
   * @param x one side
   * @param y the other side
   * @return &radic;(x&sup2; + y&sup2;)
   */
  public static float hypotFloat(float x, float y) {
    return ScalarPower.hypot(x, y);
  }

  /**
   * {@link #hypotFloat(float, float)} of each pair: {@code z[i] = hypot(x[i], y[i])}.
   *
   * @param x one side, per element
   * @param y the other side, per element
   * @param z receives the results: may be {@code x} or {@code y}
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void hypot(float[] x, float[] y, float[] z) {
    Checks.sameLength("x", x.length, "y", y.length);
    Checks.sameLength("x", x.length, "z", z.length);
    floatKernels(x.length).hypot(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * {@link #hypotFloat(float, float)} of each pair of two ranges: {@code z[zOffset + i] =
   * hypot(x[xOffset + i], y[yOffset + i])} for 0 &le; i &lt; n.
   *
   * @param x holds one side, per element
   * @param xOffset index of the first x
   * @param y holds the other side, per element
   * @param yOffset index of the first y
   * @param z receives the results
   * @param zOffset index of the first result
   * @param n number of elements
   * @throws IndexOutOfBoundsException if a range does not fit its array
   * @throws IllegalArgumentException if n is negative or z overlaps x or y without being equal
   */
  public static void hypot(
      float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    Checks.elementwise("x", x, x.length, xOffset, "z", z, z.length, zOffset, n);
    Checks.elementwise("y", y, y.length, yOffset, "z", z, z.length, zOffset, n);
    floatKernels(n).hypot(x, xOffset, y, yOffset, z, zOffset, n);
  }
}
