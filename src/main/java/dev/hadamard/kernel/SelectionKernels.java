package dev.hadamard.kernel;

/** Comparisons and choices, element by element; bounds are checked by {@link Selections}. */
interface SelectionKernels {
  /** z = 1 where x > y, else 0 (also where either is not a number). */
  void greater(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** z = 1 where x ≥ y, else 0 (also where either is not a number). */
  void atLeast(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** z = 1 where x = y, else 0; NaN equals nothing. */
  void equal(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** z = the larger, as {@link Math#max(double, double)}. */
  void max(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** z = the smaller, as {@link Math#min(double, double)}. */
  void min(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /**
   * z = sign(x) max(|x| - y, 0) for thresholds y ≥ 0, computed as max(x - y, 0) + min(x + y, 0);
   * NaN where either is not a number.
   */
  void softThreshold(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** y = 1 where x > bound, else 0. */
  void greater(double[] x, int xo, double bound, double[] y, int yo, int n);

  /** z = x where the mask is not 0, else y. */
  void select(
      double[] mask, int mo, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);

  /** y = the middle one of x, lower and upper; NaN where x is not a number. */
  void clip(double[] x, int xo, double lower, double upper, double[] y, int yo, int n);
}
