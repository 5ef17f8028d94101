package dev.hadamard.kernel;

/**
 * Level-1 kernels on contiguous ranges; bounds are checked by the callers {@link Reductions} and
 * {@link Blas1}.
 *
 * <p>The {@code ...Block} reductions work on at most {@link VirtualLanes#BLOCK} elements in virtual
 * lanes: element i is added to partial i mod 32 (doubles) or i mod 64 (floats), and the partials
 * are combined by halving.
 */
interface Level1Kernels {
  double sumBlock(double[] x, int xo, int n);

  double asumBlock(double[] x, int xo, int n);

  double dotBlock(double[] x, int xo, double[] y, int yo, int n);

  /** Sum of (x[i] - center)². */
  double squaredDeviationBlock(double[] x, int xo, double center, int n);

  /** Sum of (scale x[i])². */
  double scaledSquaresBlock(double[] x, int xo, double scale, int n);

  /** Largest |x[i]|, NaN if any element is NaN; n > 0. */
  double maxAbs(double[] x, int xo, int n);

  /** Smallest element as {@link Math#min(double, double)}; n > 0. */
  double min(double[] x, int xo, int n);

  /** Largest element as {@link Math#max(double, double)}; n > 0. */
  double max(double[] x, int xo, int n);

  /** y = fma(a, x, y). */
  void axpy(double a, double[] x, int xo, double[] y, int yo, int n);

  /** y = fma(a, x, b * y). */
  void axpby(double a, double[] x, int xo, double b, double[] y, int yo, int n);

  /** y = a * x. */
  void scale(double a, double[] x, int xo, double[] y, int yo, int n);

  /** z = x + y. */
  void add(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** z = x - y. */
  void subtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** z = x * y. */
  void multiply(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** z = x / y. */
  void divide(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  float sumBlock(float[] x, int xo, int n);

  float asumBlock(float[] x, int xo, int n);

  float dotBlock(float[] x, int xo, float[] y, int yo, int n);

  /** Sum of (x[i] - center)². */
  float squaredDeviationBlock(float[] x, int xo, float center, int n);

  /** Sum of (scale x[i])². */
  float scaledSquaresBlock(float[] x, int xo, float scale, int n);

  /** Largest |x[i]|, NaN if any element is NaN; n > 0. */
  float maxAbs(float[] x, int xo, int n);

  /** Smallest element as {@link Math#min(float, float)}; n > 0. */
  float min(float[] x, int xo, int n);

  /** Largest element as {@link Math#max(float, float)}; n > 0. */
  float max(float[] x, int xo, int n);

  /** y = fma(a, x, y). */
  void axpy(float a, float[] x, int xo, float[] y, int yo, int n);

  /** y = fma(a, x, b * y). */
  void axpby(float a, float[] x, int xo, float b, float[] y, int yo, int n);

  /** y = a * x. */
  void scale(float a, float[] x, int xo, float[] y, int yo, int n);

  /** z = x + y. */
  void add(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n);

  /** z = x - y. */
  void subtract(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n);

  /** z = x * y. */
  void multiply(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n);

  /** z = x / y. */
  void divide(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n);
}
