package dev.hadamard.kernel;

/** The scalar twin of {@link VectorSpecialFunctions}. */
class ScalarSpecialFunctions implements SpecialFunctionKernels {
  @Override
  public void erf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarErrorFunctions.erf(x[xOffset + i]);
    }
  }

  @Override
  public void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarErrorFunctions.erf((double) x[xOffset + i]);
    }
  }

  @Override
  public void erfc(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarErrorFunctions.erfc(x[xOffset + i]);
    }
  }

  @Override
  public void erfc(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarErrorFunctions.erfc((double) x[xOffset + i]);
    }
  }

  @Override
  public void erfcx(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarErrorFunctions.erfcx(x[xOffset + i]);
    }
  }

  @Override
  public void erfcx(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarErrorFunctions.erfcx((double) x[xOffset + i]);
    }
  }

  @Override
  public void normalPdf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarErrorFunctions.normalPdf(x[xOffset + i]);
    }
  }

  @Override
  public void normalPdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarErrorFunctions.normalPdf((double) x[xOffset + i]);
    }
  }

  @Override
  public void normalCdf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarErrorFunctions.normalCdf(x[xOffset + i]);
    }
  }

  @Override
  public void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarErrorFunctions.normalCdf((double) x[xOffset + i]);
    }
  }

  @Override
  public void normalLogCdf(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarErrorFunctions.normalLogCdf(x[xOffset + i]);
    }
  }

  @Override
  public void normalLogCdf(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarErrorFunctions.normalLogCdf((double) x[xOffset + i]);
    }
  }

  @Override
  public void normalQuantile(double[] p, int pOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarNormalQuantile.normalQuantile(p[pOffset + i]);
    }
  }

  @Override
  public void normalQuantile(float[] p, int pOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarNormalQuantile.normalQuantile((double) p[pOffset + i]);
    }
  }

  @Override
  public void logGamma(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarGamma.logGamma(x[xOffset + i]);
    }
  }

  @Override
  public void logGamma(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarGamma.logGamma((double) x[xOffset + i]);
    }
  }

  @Override
  public void digamma(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarGamma.digamma(x[xOffset + i]);
    }
  }

  @Override
  public void digamma(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarGamma.digamma((double) x[xOffset + i]);
    }
  }

  @Override
  public void besselI0e(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarBessel.besselI0e(x[xOffset + i]);
    }
  }

  @Override
  public void besselI0e(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarBessel.besselI0e((double) x[xOffset + i]);
    }
  }

  @Override
  public void besselI1e(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarBessel.besselI1e(x[xOffset + i]);
    }
  }

  @Override
  public void besselI1e(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarBessel.besselI1e((double) x[xOffset + i]);
    }
  }
}
