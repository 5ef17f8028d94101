package dev.hadamard.kernel;

/** The scalar twins: each element through the scalar function. */
final class ScalarElementary implements ElementaryKernels {
  @Override
  public void exp(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarExp.exp(x[xOffset + i]);
    }
  }

  @Override
  public void exp2(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarExp.exp2(x[xOffset + i]);
    }
  }

  @Override
  public void expm1(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarExp.expm1(x[xOffset + i]);
    }
  }

  @Override
  public void log(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLog.log(x[xOffset + i]);
    }
  }

  @Override
  public void log2(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLog.log2(x[xOffset + i]);
    }
  }

  @Override
  public void log10(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLog.log10(x[xOffset + i]);
    }
  }

  @Override
  public void log1p(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLog.log1p(x[xOffset + i]);
    }
  }

  @Override
  public void sqrt(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarPower.sqrt(x[xOffset + i]);
    }
  }

  @Override
  public void cbrt(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarPower.cbrt(x[xOffset + i]);
    }
  }

  @Override
  public void sinh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.sinh(x[xOffset + i]);
    }
  }

  @Override
  public void cosh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.cosh(x[xOffset + i]);
    }
  }

  @Override
  public void tanh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.tanh(x[xOffset + i]);
    }
  }

  @Override
  public void asinh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.asinh(x[xOffset + i]);
    }
  }

  @Override
  public void acosh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.acosh(x[xOffset + i]);
    }
  }

  @Override
  public void atanh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.atanh(x[xOffset + i]);
    }
  }

  @Override
  public void sigmoid(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLogistic.sigmoid(x[xOffset + i]);
    }
  }

  @Override
  public void softplus(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLogistic.softplus(x[xOffset + i]);
    }
  }

  @Override
  public void silu(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLogistic.silu(x[xOffset + i]);
    }
  }

  @Override
  public void pow(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    for (int i = 0; i < n; i++) {
      z[zOffset + i] = ScalarPower.pow(x[xOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public void hypot(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    for (int i = 0; i < n; i++) {
      z[zOffset + i] = ScalarPower.hypot(x[xOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarExp.exp(x[xOffset + i]);
    }
  }

  @Override
  public void exp2(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarExp.exp2(x[xOffset + i]);
    }
  }

  @Override
  public void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarExp.expm1(x[xOffset + i]);
    }
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLog.log(x[xOffset + i]);
    }
  }

  @Override
  public void log2(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLog.log2(x[xOffset + i]);
    }
  }

  @Override
  public void log10(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLog.log10(x[xOffset + i]);
    }
  }

  @Override
  public void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLog.log1p(x[xOffset + i]);
    }
  }

  @Override
  public void sqrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarPower.sqrt(x[xOffset + i]);
    }
  }

  @Override
  public void cbrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarPower.cbrt(x[xOffset + i]);
    }
  }

  @Override
  public void sinh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.sinh(x[xOffset + i]);
    }
  }

  @Override
  public void cosh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.cosh(x[xOffset + i]);
    }
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.tanh(x[xOffset + i]);
    }
  }

  @Override
  public void asinh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.asinh(x[xOffset + i]);
    }
  }

  @Override
  public void acosh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.acosh(x[xOffset + i]);
    }
  }

  @Override
  public void atanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarHyperbolic.atanh(x[xOffset + i]);
    }
  }

  @Override
  public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLogistic.sigmoid(x[xOffset + i]);
    }
  }

  @Override
  public void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLogistic.softplus(x[xOffset + i]);
    }
  }

  @Override
  public void silu(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarLogistic.silu(x[xOffset + i]);
    }
  }

  @Override
  public void pow(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    for (int i = 0; i < n; i++) {
      z[zOffset + i] = ScalarPower.pow(x[xOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public void hypot(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    for (int i = 0; i < n; i++) {
      z[zOffset + i] = ScalarPower.hypot(x[xOffset + i], y[yOffset + i]);
    }
  }
}
