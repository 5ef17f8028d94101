package dev.hadamard.kernel;

/** The scalar twin: the definition of the elementwise steps. */
final class ScalarBatch implements BatchKernels {
  @Override
  public void multiplyAdd(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.fma(x[xo + i], y[yo + i], z[zo + i]);
    }
  }

  @Override
  public void multiplySubtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.fma(-x[xo + i], y[yo + i], z[zo + i]);
    }
  }

  @Override
  public void squareRoot(double[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      x[xo + i] = Math.sqrt(x[xo + i]);
    }
  }
}
