package dev.hadamard.kernel;

/** The scalar twin of {@link VectorTrigonometric}. */
class ScalarTrigonometric implements TrigonometricKernels {
  @Override
  public void sin(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarSinCos.sin(x[xOffset + i]);
    }
  }

  @Override
  public void sin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarSinCos.sin(x[xOffset + i]);
    }
  }

  @Override
  public void cos(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarSinCos.cos(x[xOffset + i]);
    }
  }

  @Override
  public void cos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarSinCos.cos(x[xOffset + i]);
    }
  }

  @Override
  public void tan(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarTangent.tan(x[xOffset + i]);
    }
  }

  @Override
  public void tan(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarTangent.tan((double) x[xOffset + i]);
    }
  }

  @Override
  public void asin(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarArcFunctions.asin(x[xOffset + i]);
    }
  }

  @Override
  public void asin(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarArcFunctions.asin((double) x[xOffset + i]);
    }
  }

  @Override
  public void acos(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarArcFunctions.acos(x[xOffset + i]);
    }
  }

  @Override
  public void acos(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarArcFunctions.acos((double) x[xOffset + i]);
    }
  }

  @Override
  public void atan(double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = ScalarArcFunctions.atan(x[xOffset + i]);
    }
  }

  @Override
  public void atan(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ScalarArcFunctions.atan((double) x[xOffset + i]);
    }
  }

  @Override
  public void sincos(
      double[] x,
      int xOffset,
      double[] sine,
      int sineOffset,
      double[] cosine,
      int cosineOffset,
      int n) {
    for (int i = 0; i < n; i++) {
      double argument = x[xOffset + i];
      sine[sineOffset + i] = ScalarSinCos.sin(argument);
      cosine[cosineOffset + i] = ScalarSinCos.cos(argument);
    }
  }

  @Override
  public void atan2(
      double[] y, int yOffset, double[] x, int xOffset, double[] angle, int angleOffset, int n) {
    for (int i = 0; i < n; i++) {
      angle[angleOffset + i] = ScalarArcFunctions.atan2(y[yOffset + i], x[xOffset + i]);
    }
  }

  @Override
  public void sincos(
      float[] x,
      int xOffset,
      float[] sine,
      int sineOffset,
      float[] cosine,
      int cosineOffset,
      int n) {
    for (int i = 0; i < n; i++) {
      float argument = x[xOffset + i];
      sine[sineOffset + i] = ScalarSinCos.sin(argument);
      cosine[cosineOffset + i] = ScalarSinCos.cos(argument);
    }
  }

  @Override
  public void atan2(
      float[] y, int yOffset, float[] x, int xOffset, float[] angle, int angleOffset, int n) {
    for (int i = 0; i < n; i++) {
      angle[angleOffset + i] =
          (float) ScalarArcFunctions.atan2((double) y[yOffset + i], (double) x[xOffset + i]);
    }
  }
}
