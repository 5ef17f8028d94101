package dev.hadamard.kernel;

/** Comparisons and choices without vectors. */
final class ScalarSelections implements SelectionKernels {
  @Override
  public void greater(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] > y[yo + i] ? 1 : 0;
    }
  }

  @Override
  public void atLeast(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] >= y[yo + i] ? 1 : 0;
    }
  }

  @Override
  public void equal(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] == y[yo + i] ? 1 : 0;
    }
  }

  @Override
  public void max(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i], y[yo + i]);
    }
  }

  @Override
  public void min(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.min(x[xo + i], y[yo + i]);
    }
  }

  @Override
  public void softThreshold(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i] - y[yo + i], 0) + Math.min(x[xo + i] + y[yo + i], 0);
    }
  }

  @Override
  public void greater(double[] x, int xo, double bound, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] > bound ? 1 : 0;
    }
  }

  @Override
  public void select(
      double[] mask, int mo, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = mask[mo + i] != 0 ? x[xo + i] : y[yo + i];
    }
  }

  @Override
  public void clip(double[] x, int xo, double lower, double upper, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.min(Math.max(x[xo + i], lower), upper);
    }
  }
}
