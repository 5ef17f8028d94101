package dev.hadamard.kernel;

/** The array loops of {@link Trigonometric}, arguments checked. */
interface TrigonometricKernels {
  void sin(double[] x, int xOffset, double[] y, int yOffset, int n);

  void sin(float[] x, int xOffset, float[] y, int yOffset, int n);

  void cos(double[] x, int xOffset, double[] y, int yOffset, int n);

  void cos(float[] x, int xOffset, float[] y, int yOffset, int n);

  void tan(double[] x, int xOffset, double[] y, int yOffset, int n);

  void tan(float[] x, int xOffset, float[] y, int yOffset, int n);

  void asin(double[] x, int xOffset, double[] y, int yOffset, int n);

  void asin(float[] x, int xOffset, float[] y, int yOffset, int n);

  void acos(double[] x, int xOffset, double[] y, int yOffset, int n);

  void acos(float[] x, int xOffset, float[] y, int yOffset, int n);

  void atan(double[] x, int xOffset, double[] y, int yOffset, int n);

  void atan(float[] x, int xOffset, float[] y, int yOffset, int n);

  void sincos(
      double[] x,
      int xOffset,
      double[] sine,
      int sineOffset,
      double[] cosine,
      int cosineOffset,
      int n);

  void atan2(
      double[] y, int yOffset, double[] x, int xOffset, double[] angle, int angleOffset, int n);

  void sincos(
      float[] x,
      int xOffset,
      float[] sine,
      int sineOffset,
      float[] cosine,
      int cosineOffset,
      int n);

  void atan2(float[] y, int yOffset, float[] x, int xOffset, float[] angle, int angleOffset, int n);
}
