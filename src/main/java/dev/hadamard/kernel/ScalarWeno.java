package dev.hadamard.kernel;

/** The scalar twin: the definition. */
final class ScalarWeno implements WenoKernels {
  static final double EPSILON = 1e-10;

  @Override
  public void fifth(double[] c, int cOffset, double[] face, int faceOffset, int n) {
    for (int i = 0; i < n; i++) {
      double a = c[cOffset + i - 2];
      double b = c[cOffset + i - 1];
      double d = c[cOffset + i];
      double e = c[cOffset + i + 1];
      double g = c[cOffset + i + 2];
      double left = b - a;
      double mid = d - b;
      double right = e - d;
      double far = g - e;
      double u0 = mid - left;
      double u1 = right - mid;
      double u2 = far - right;
      double v0 = Math.fma(3, mid, -left);
      double v1 = mid + right;
      double v2 = Math.fma(3, right, -far);
      double s0 = Math.fma(13 / 12.0 * u0, u0, Math.fma(0.25 * v0, v0, EPSILON));
      double s1 = Math.fma(13 / 12.0 * u1, u1, Math.fma(0.25 * v1, v1, EPSILON));
      double s2 = Math.fma(13 / 12.0 * u2, u2, Math.fma(0.25 * v2, v2, EPSILON));
      // Weights over a common denominator: one division.
      double q0 = s1 * s2;
      double q1 = s0 * s2;
      double q2 = s0 * s1;
      double w0 = q0 * q0;
      double w1 = 6 * q1 * q1;
      double w2 = 3 * q2 * q2;
      double r0 = Math.fma(5, mid, -2 * left);
      double r1 = Math.fma(2, right, mid);
      double r2 = Math.fma(4, right, -far);
      double sum = Math.fma(w0, r0, Math.fma(w1, r1, w2 * r2));
      face[faceOffset + i] = d + sum / (6 * (w0 + w1 + w2));
    }
  }

  @Override
  public void flux(
      double[] c, int cOffset, double[] velocity, double[] dispersion, double[] face, int n) {
    for (int f = 1; f < n; f++) {
      double slope = c[cOffset + f] - c[cOffset + f - 1];
      face[f] = Math.fma(face[f], velocity[f], -dispersion[f] * slope);
    }
  }

  @Override
  public void divergence(double scale, double[] face, double[] out, int outOffset, int n) {
    for (int x = 0; x < n; x++) {
      out[outOffset + x] = scale * (face[x] - face[x + 1]);
    }
  }
}
