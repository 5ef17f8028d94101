package dev.hadamard.kernel;

/** The scalar twin: the definition of every level-1 result. */
final class ScalarLevel1 implements Level1Kernels {
  @Override
  public double sumBlock(double[] x, int xo, int n) {
    double[] p = new double[VirtualLanes.DOUBLES];
    for (int i = 0; i < n; i++) {
      p[i % VirtualLanes.DOUBLES] += x[xo + i];
    }
    return VirtualLanes.combine(p);
  }

  @Override
  public double asumBlock(double[] x, int xo, int n) {
    double[] p = new double[VirtualLanes.DOUBLES];
    for (int i = 0; i < n; i++) {
      p[i % VirtualLanes.DOUBLES] += Math.abs(x[xo + i]);
    }
    return VirtualLanes.combine(p);
  }

  @Override
  public double dotBlock(double[] x, int xo, double[] y, int yo, int n) {
    double[] p = new double[VirtualLanes.DOUBLES];
    for (int i = 0; i < n; i++) {
      int k = i % VirtualLanes.DOUBLES;
      p[k] = Math.fma(x[xo + i], y[yo + i], p[k]);
    }
    return VirtualLanes.combine(p);
  }

  @Override
  public double squaredDeviationBlock(double[] x, int xo, double center, int n) {
    double[] p = new double[VirtualLanes.DOUBLES];
    for (int i = 0; i < n; i++) {
      int k = i % VirtualLanes.DOUBLES;
      double deviation = x[xo + i] - center;
      p[k] = Math.fma(deviation, deviation, p[k]);
    }
    return VirtualLanes.combine(p);
  }

  @Override
  public double scaledSquaresBlock(double[] x, int xo, double scale, int n) {
    double[] p = new double[VirtualLanes.DOUBLES];
    for (int i = 0; i < n; i++) {
      int k = i % VirtualLanes.DOUBLES;
      double scaled = x[xo + i] * scale;
      p[k] = Math.fma(scaled, scaled, p[k]);
    }
    return VirtualLanes.combine(p);
  }

  @Override
  public double maxAbs(double[] x, int xo, int n) {
    double result = 0;
    for (int i = 0; i < n; i++) {
      result = Math.max(result, Math.abs(x[xo + i]));
    }
    return result;
  }

  @Override
  public double min(double[] x, int xo, int n) {
    double result = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      result = Math.min(result, x[xo + i]);
    }
    return result;
  }

  @Override
  public double max(double[] x, int xo, int n) {
    double result = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      result = Math.max(result, x[xo + i]);
    }
    return result;
  }

  @Override
  public void axpy(double a, double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(a, x[xo + i], y[yo + i]);
    }
  }

  @Override
  public void axpby(double a, double[] x, int xo, double b, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(a, x[xo + i], b * y[yo + i]);
    }
  }

  @Override
  public void scale(double a, double[] x, int xo, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a * x[xo + i];
    }
  }

  @Override
  public void add(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  @Override
  public void subtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  @Override
  public void multiply(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] * y[yo + i];
    }
  }

  @Override
  public void divide(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] / y[yo + i];
    }
  }

  @Override
  public float sumBlock(float[] x, int xo, int n) {
    float[] p = new float[VirtualLanes.FLOATS];
    for (int i = 0; i < n; i++) {
      p[i % VirtualLanes.FLOATS] += x[xo + i];
    }
    return VirtualLanes.combine(p);
  }

  @Override
  public float asumBlock(float[] x, int xo, int n) {
    float[] p = new float[VirtualLanes.FLOATS];
    for (int i = 0; i < n; i++) {
      p[i % VirtualLanes.FLOATS] += Math.abs(x[xo + i]);
    }
    return VirtualLanes.combine(p);
  }

  @Override
  public float dotBlock(float[] x, int xo, float[] y, int yo, int n) {
    float[] p = new float[VirtualLanes.FLOATS];
    for (int i = 0; i < n; i++) {
      int k = i % VirtualLanes.FLOATS;
      p[k] = Math.fma(x[xo + i], y[yo + i], p[k]);
    }
    return VirtualLanes.combine(p);
  }

  @Override
  public float squaredDeviationBlock(float[] x, int xo, float center, int n) {
    float[] p = new float[VirtualLanes.FLOATS];
    for (int i = 0; i < n; i++) {
      int k = i % VirtualLanes.FLOATS;
      float deviation = x[xo + i] - center;
      p[k] = Math.fma(deviation, deviation, p[k]);
    }
    return VirtualLanes.combine(p);
  }

  @Override
  public float scaledSquaresBlock(float[] x, int xo, float scale, int n) {
    float[] p = new float[VirtualLanes.FLOATS];
    for (int i = 0; i < n; i++) {
      int k = i % VirtualLanes.FLOATS;
      float scaled = x[xo + i] * scale;
      p[k] = Math.fma(scaled, scaled, p[k]);
    }
    return VirtualLanes.combine(p);
  }

  @Override
  public float maxAbs(float[] x, int xo, int n) {
    float result = 0;
    for (int i = 0; i < n; i++) {
      result = Math.max(result, Math.abs(x[xo + i]));
    }
    return result;
  }

  @Override
  public float min(float[] x, int xo, int n) {
    float result = Float.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      result = Math.min(result, x[xo + i]);
    }
    return result;
  }

  @Override
  public float max(float[] x, int xo, int n) {
    float result = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      result = Math.max(result, x[xo + i]);
    }
    return result;
  }

  @Override
  public void axpy(float a, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(a, x[xo + i], y[yo + i]);
    }
  }

  @Override
  public void axpby(float a, float[] x, int xo, float b, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(a, x[xo + i], b * y[yo + i]);
    }
  }

  @Override
  public void scale(float a, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a * x[xo + i];
    }
  }

  @Override
  public void add(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  @Override
  public void subtract(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  @Override
  public void multiply(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] * y[yo + i];
    }
  }

  @Override
  public void divide(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i] / y[yo + i];
    }
  }
}
