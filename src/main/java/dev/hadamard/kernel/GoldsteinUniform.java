package dev.hadamard.kernel;

/**
 * Goldstein's J(x, y) = 1 - e^(-y) ∫₀^x e^(-v) I₀(2 √(yv)) dv and its complement where xy is at
 * least 64, for one point or many. With d = √x - √y, z = √(xy), B = d/(2√z), S = √(1 + B²),
 *
 * <p>J = erfc(d)/2 + e^(-d²)/(4π√z) Σ_k w_k (r_k + β)/((r_k + S) r_k), v_k = k/2, r_k = √(1 -
 * v_k²/(4z)), β = S + B: a contour integral with one pole, which gives the error function; the
 * trapezoidal rule with step 1/2 and 14 nodes is exact to rounding for the rest. For z of at least
 * 100 and |B| up to 1/2 seven terms of its expansion in 1/z replace it. Absolute error below 4e-16,
 * relative error below 1e-13.
 *
 * <p>The same bits for one point and many, on every vector width.
 */
public final class GoldsteinUniform {
  /** The least product of the arguments. */
  public static final double LEAST_PRODUCT = 64;

  private static final GoldsteinKernels KERNELS =
      Simd.choose(() -> new VectorGoldstein(), () -> new ScalarGoldstein());

  /** For less than a vector: see rule 8 of docs/kernels.md. */
  private static final GoldsteinKernels SHORT = new ScalarGoldstein();

  private GoldsteinUniform() {}

  /**
   * √x - √y, rounded.
   *
   * @param x at least 0 and finite
   * @param y at least 0 and finite, not 0 together with x
   * @return the difference
   */
  public static double rootDifference(double x, double y) {
    return ScalarGoldstein.rootDifference(x, y);
  }

  /**
   * What is missing in {@link #rootDifference}, whose square stands in exponents to 700.
   *
   * @param x at least 0 and finite
   * @param y at least 0 and finite, not 0 together with x
   * @return the correction
   */
  public static double rootDifferenceTail(double x, double y) {
    return ScalarGoldstein.rootDifferenceTail(x, y);
  }

  /**
   * e^(d²) (J - erfc(d)/2), the smooth part.
   *
   * @param x the first argument
   * @param y the second argument, xy at least 64
   * @return the smooth part
   */
  public static double smooth(double x, double y) {
    return ScalarGoldstein.smooth(x, y);
  }

  /**
   * J and 1 - J of many points, each with full relative accuracy. O(n).
   *
   * @param x the first arguments
   * @param xOffset the index of the first
   * @param y the second arguments; each x y must be at least 64 and finite: this is not checked
   * @param yOffset the index of the first
   * @param value receives J; may not be x, y or complement
   * @param valueOffset the index of the first
   * @param complement receives 1 - J; may not be x or y
   * @param complementOffset the index of the first
   * @param n the number of points
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n is negative or an output overlaps another array
   */
  public static void evaluate(
      double[] x,
      int xOffset,
      double[] y,
      int yOffset,
      double[] value,
      int valueOffset,
      double[] complement,
      int complementOffset,
      int n) {
    Checks.range("x", x.length, xOffset, n);
    Checks.range("y", y.length, yOffset, n);
    Checks.range("value", value.length, valueOffset, n);
    Checks.range("complement", complement.length, complementOffset, n);
    Checks.apart("value", value, valueOffset, "x", x, xOffset, n);
    Checks.apart("value", value, valueOffset, "y", y, yOffset, n);
    Checks.apart("complement", complement, complementOffset, "x", x, xOffset, n);
    Checks.apart("complement", complement, complementOffset, "y", y, yOffset, n);
    Checks.apart("complement", complement, complementOffset, "value", value, valueOffset, n);
    GoldsteinScratch scratch = GoldsteinScratch.ofThread();
    GoldsteinKernels kernels = 64 * n < Simd.widthBits() ? SHORT : KERNELS;
    for (int i = 0; i < n; i += GoldsteinScratch.CHUNK) {
      int count = Math.min(GoldsteinScratch.CHUNK, n - i);
      kernels.prepare(x, xOffset + i, y, yOffset + i, scratch, count);
      kernels.sum(scratch, count);
      Elementary.exp(scratch.exponential, 0, scratch.exponential, 0, count);
      SpecialFunctions.erfcx(scratch.absolute, 0, scratch.erfcx, 0, count);
      kernels.finish(scratch, value, valueOffset + i, complement, complementOffset + i, count);
    }
  }
}
