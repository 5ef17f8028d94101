package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import java.util.Arrays;

/**
 * The roots of 1 + rho sum over i of z_i² / (d_i - x) = 0 with rho &gt; 0 and d_0 &lt; d_1 &lt;
 * ...: one between each d_j and d_(j+1), the last beyond the last d.
 *
 * <p>Each root is sought as a distance from its nearer pole, so that all differences d_i - x are
 * accurate in relative terms; by rational interpolation with both neighbouring poles (Li 1993, the
 * middle way), inside a bracket that is halved when a step leaves it.
 */
final class SecularEquation {
  private static final int MAX_STEPS = 200;
  private static final double UNIT = 0x1p-53;

  /** Of the rounding errors in the sum, as a multiple of the sum of magnitudes. */
  private static final double STOP = 8 * UNIT;

  private final int n;
  private final double[] d;
  private final double[] z;
  private final double rho;
  private final double[] ones;

  /** Distances of the poles from the origin; from the present x; z over these. */
  private final double[] fromOrigin;

  private final double[] delta;
  private final double[] quotient;

  /** Of the last evaluation: the function over rho, its slope left and right of the root. */
  private double value;

  private double slopeLeft;
  private double slopeRight;
  private double magnitude;

  /**
   * The equation.
   *
   * @param n the number of poles, which stand first in the arrays
   */
  SecularEquation(int n, double[] d, double[] z, double rho) {
    this.n = n;
    this.d = d;
    this.z = z;
    this.rho = rho;
    this.ones = new double[n];
    Arrays.fill(ones, 1);
    this.fromOrigin = new double[n];
    this.delta = new double[n];
    this.quotient = new double[n];
  }

  /**
   * Root j.
   *
   * @param differences receives d_i - x for all i
   * @param offset index of the first
   * @return x
   */
  double root(int j, double[] differences, int offset) {
    double x = n == 1 ? single() : j < n - 1 ? between(j) : last();
    System.arraycopy(delta, 0, differences, offset, n);
    return x;
  }

  private double single() {
    double step = rho * z[0] * z[0];
    delta[0] = -step;
    return d[0] + step;
  }

  private double between(int j) {
    double gap = d[j + 1] - d[j];
    place(d[j]);
    evaluate(j, gap / 2);
    double zl = z[j] * z[j];
    double zr = z[j + 1] * z[j + 1];
    // The function without the two neighbouring poles, taken as constant, gives the first guess.
    double rest = value - zl / delta[j] - zr / delta[j + 1];
    double low;
    double high;
    double tau;
    double origin;
    if (value >= 0) {
      origin = d[j];
      low = 0;
      high = gap / 2;
      tau = smallerRoot(rest, rest * gap + zl + zr, zl * gap);
    } else {
      origin = d[j + 1];
      low = -gap / 2;
      high = 0;
      tau = -smallerRoot(-rest, -rest * gap + zl + zr, zr * gap);
      place(origin);
    }
    if (!(tau > low && tau < high)) {
      tau = (low + high) / 2;
    }
    return origin + iterate(j, low, high, tau);
  }

  private double last() {
    int j = n - 1;
    double reach = rho * Reductions.dot(z, 0, z, 0, n);
    place(d[j]);
    // Beyond the bound by rounding, lest the root lie outside.
    double high = reach * (1 + 4 * n * UNIT);
    double own = rho * z[j] * z[j];
    double tau = (own + high) / 2;
    return d[j] + iterate(j - 1, 0, high, tau);
  }

  /** The root of smaller magnitude of c t² - a t + b = 0, without cancellation where a &gt; 0. */
  private static double smallerRoot(double c, double a, double b) {
    double root = Math.sqrt(Math.abs(Math.fma(a, a, -4 * b * c)));
    return a > 0 ? 2 * b / (a + root) : (a - root) / (2 * c);
  }

  private void place(double origin) {
    for (int i = 0; i < n; i++) {
      fromOrigin[i] = d[i] - origin;
    }
  }

  /**
   * From a first guess in a bracket of distances from the origin.
   *
   * @param j the poles j and j + 1 are those of the interpolation
   */
  private double iterate(int j, double lowest, double highest, double first) {
    double low = lowest;
    double high = highest;
    double tau = first;
    boolean beyond = fromOrigin[j + 1] <= low;
    for (int step = 0; step < MAX_STEPS; step++) {
      evaluate(j, tau);
      if (Math.abs(value) <= STOP * magnitude) {
        break;
      }
      if (value < 0) {
        low = tau;
      } else {
        high = tau;
      }
      double next = tau + interpolated(j, beyond);
      if (!(next > low && next < high)) {
        next = low + (high - low) / 2;
        if (next == low || next == high) {
          break;
        }
      }
      if (next == tau) {
        break;
      }
      tau = next;
    }
    return tau;
  }

  /** The step to the root of c + s / (delta_j - t) + r / (delta_(j+1) - t). */
  private double interpolated(int j, boolean beyond) {
    double left = delta[j];
    double right = delta[j + 1];
    double c = value - left * slopeLeft - right * slopeRight;
    double a = (left + right) * value - left * right * (slopeLeft + slopeRight);
    double b = left * right * value;
    double root = Math.sqrt(Math.abs(Math.fma(a, a, -4 * b * c)));
    double step;
    if (beyond) {
      step = a >= 0 ? (a + root) / (2 * c) : 2 * b / (a - root);
    } else {
      step = a <= 0 ? (a - root) / (2 * c) : 2 * b / (a + root);
    }
    // The function increases: a step against its sign is replaced by Newton's.
    return value * step < 0 ? step : -value / (slopeLeft + slopeRight);
  }

  private void evaluate(int j, double tau) {
    System.arraycopy(fromOrigin, 0, delta, 0, n);
    Blas1.axpy(-tau, ones, 0, delta, 0, n);
    Blas1.divide(z, 0, delta, 0, quotient, 0, n);
    int right = j + 1;
    double left = Reductions.dot(z, 0, quotient, 0, right);
    double other = Reductions.dot(z, right, quotient, right, n - right);
    slopeLeft = Reductions.dot(quotient, 0, quotient, 0, right);
    slopeRight = Reductions.dot(quotient, right, quotient, right, n - right);
    value = 1 / rho + left + other;
    magnitude = 1 / rho + Math.abs(left) + Math.abs(other);
  }
}
