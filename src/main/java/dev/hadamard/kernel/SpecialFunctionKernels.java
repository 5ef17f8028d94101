package dev.hadamard.kernel;

/** The array loops of {@link SpecialFunctions}, arguments checked. */
interface SpecialFunctionKernels {
  void erf(double[] x, int xOffset, double[] y, int yOffset, int n);

  void erf(float[] x, int xOffset, float[] y, int yOffset, int n);

  void erfc(double[] x, int xOffset, double[] y, int yOffset, int n);

  void erfc(float[] x, int xOffset, float[] y, int yOffset, int n);

  void erfcx(double[] x, int xOffset, double[] y, int yOffset, int n);

  void erfcx(float[] x, int xOffset, float[] y, int yOffset, int n);

  void normalPdf(double[] x, int xOffset, double[] y, int yOffset, int n);

  void normalPdf(float[] x, int xOffset, float[] y, int yOffset, int n);

  void normalCdf(double[] x, int xOffset, double[] y, int yOffset, int n);

  void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int n);

  void normalLogCdf(double[] x, int xOffset, double[] y, int yOffset, int n);

  void normalLogCdf(float[] x, int xOffset, float[] y, int yOffset, int n);

  void normalQuantile(double[] p, int pOffset, double[] y, int yOffset, int n);

  void normalQuantile(float[] p, int pOffset, float[] y, int yOffset, int n);

  void logGamma(double[] x, int xOffset, double[] y, int yOffset, int n);

  void logGamma(float[] x, int xOffset, float[] y, int yOffset, int n);

  void digamma(double[] x, int xOffset, double[] y, int yOffset, int n);

  void digamma(float[] x, int xOffset, float[] y, int yOffset, int n);

  void besselI0e(double[] x, int xOffset, double[] y, int yOffset, int n);

  void besselI0e(float[] x, int xOffset, float[] y, int yOffset, int n);

  void besselI1e(double[] x, int xOffset, double[] y, int yOffset, int n);

  void besselI1e(float[] x, int xOffset, float[] y, int yOffset, int n);
}
