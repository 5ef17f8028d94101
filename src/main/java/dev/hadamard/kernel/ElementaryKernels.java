package dev.hadamard.kernel;

/** The array kernels behind {@link Elementary}; arguments are already checked. */
interface ElementaryKernels {
  void exp(double[] x, int xOffset, double[] y, int yOffset, int n);

  void exp2(double[] x, int xOffset, double[] y, int yOffset, int n);

  void expm1(double[] x, int xOffset, double[] y, int yOffset, int n);

  void log(double[] x, int xOffset, double[] y, int yOffset, int n);

  void log2(double[] x, int xOffset, double[] y, int yOffset, int n);

  void log10(double[] x, int xOffset, double[] y, int yOffset, int n);

  void log1p(double[] x, int xOffset, double[] y, int yOffset, int n);

  void sqrt(double[] x, int xOffset, double[] y, int yOffset, int n);

  void cbrt(double[] x, int xOffset, double[] y, int yOffset, int n);

  void sinh(double[] x, int xOffset, double[] y, int yOffset, int n);

  void cosh(double[] x, int xOffset, double[] y, int yOffset, int n);

  void tanh(double[] x, int xOffset, double[] y, int yOffset, int n);

  void asinh(double[] x, int xOffset, double[] y, int yOffset, int n);

  void acosh(double[] x, int xOffset, double[] y, int yOffset, int n);

  void atanh(double[] x, int xOffset, double[] y, int yOffset, int n);

  void sigmoid(double[] x, int xOffset, double[] y, int yOffset, int n);

  void softplus(double[] x, int xOffset, double[] y, int yOffset, int n);

  void silu(double[] x, int xOffset, double[] y, int yOffset, int n);

  void pow(double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n);

  void hypot(double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n);

  void exp(float[] x, int xOffset, float[] y, int yOffset, int n);

  void exp2(float[] x, int xOffset, float[] y, int yOffset, int n);

  void expm1(float[] x, int xOffset, float[] y, int yOffset, int n);

  void log(float[] x, int xOffset, float[] y, int yOffset, int n);

  void log2(float[] x, int xOffset, float[] y, int yOffset, int n);

  void log10(float[] x, int xOffset, float[] y, int yOffset, int n);

  void log1p(float[] x, int xOffset, float[] y, int yOffset, int n);

  void sqrt(float[] x, int xOffset, float[] y, int yOffset, int n);

  void cbrt(float[] x, int xOffset, float[] y, int yOffset, int n);

  void sinh(float[] x, int xOffset, float[] y, int yOffset, int n);

  void cosh(float[] x, int xOffset, float[] y, int yOffset, int n);

  void tanh(float[] x, int xOffset, float[] y, int yOffset, int n);

  void asinh(float[] x, int xOffset, float[] y, int yOffset, int n);

  void acosh(float[] x, int xOffset, float[] y, int yOffset, int n);

  void atanh(float[] x, int xOffset, float[] y, int yOffset, int n);

  void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n);

  void softplus(float[] x, int xOffset, float[] y, int yOffset, int n);

  void silu(float[] x, int xOffset, float[] y, int yOffset, int n);

  void pow(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n);

  void hypot(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n);
}
