package dev.hadamard.excursion;

import dev.hadamard.kernel.Trigonometric;
import java.util.function.DoubleUnaryOperator;

/**
 * -E' near t = 0 from an interpolation of E in Chebyshev points, for models that are smooth there
 * but have no power series. E itself is computed directly; -E' has an absolute error of about
 * 1e-13.
 */
final class ChebyshevOrigin implements SlepianOrigin {
  private static final int DEGREE = 16;

  private final DoubleUnaryOperator direct;
  private final double limit;
  private final double width;
  private final double[] slope;

  /**
   * Interpolates over [0, 2 limit] for use on [0, limit].
   *
   * @param mean E for t > 0; E(0) = 1
   * @param limit largest time at which the interpolation is used
   */
  ChebyshevOrigin(DoubleUnaryOperator mean, double limit) {
    this.direct = mean;
    this.limit = limit;
    this.width = 2 * limit;
    double[] values = new double[DEGREE + 1];
    for (int j = 0; j <= DEGREE; j++) {
      double t = width * (1 + Trigonometric.cos(Math.PI * j / DEGREE)) / 2;
      values[j] = j == DEGREE ? 1 : mean.applyAsDouble(t);
    }
    this.slope = derivative(coefficients(values), 2 / width);
  }

  private static double[] coefficients(double[] values) {
    double[] c = new double[DEGREE + 1];
    for (int k = 0; k <= DEGREE; k++) {
      double sum = 0;
      for (int j = 0; j <= DEGREE; j++) {
        double weight = j == 0 || j == DEGREE ? 0.5 : 1;
        sum += weight * values[j] * Trigonometric.cos(Math.PI * j * k / DEGREE);
      }
      c[k] = sum * (k == 0 || k == DEGREE ? 1.0 : 2.0) / DEGREE;
    }
    return c;
  }

  private static double[] derivative(double[] c, double scale) {
    double[] d = new double[DEGREE + 2];
    for (int k = DEGREE; k >= 1; k--) {
      d[k - 1] = (k + 1 <= DEGREE ? d[k + 1] : 0) + 2 * k * c[k];
    }
    d[0] /= 2;
    for (int k = 0; k <= DEGREE; k++) {
      d[k] *= scale;
    }
    return d;
  }

  private double slope(double t) {
    double x = 2 * t / width - 1;
    double b1 = 0;
    double b2 = 0;
    for (int k = DEGREE; k >= 1; k--) {
      double b = 2 * x * b1 - b2 + slope[k];
      b2 = b1;
      b1 = b;
    }
    return x * b1 - b2 + slope[0];
  }

  @Override
  public boolean covers(double t) {
    return t <= limit;
  }

  @Override
  public double mean(double t) {
    return direct.applyAsDouble(t);
  }

  @Override
  public double density(double t) {
    return -slope(t);
  }

  @Override
  public double oneMinusE2(double t) {
    double e = mean(t);
    return (1 - e) * (1 + e);
  }
}
