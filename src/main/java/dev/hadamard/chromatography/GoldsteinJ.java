package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;

/**
 * Goldstein's J(x, y) = 1 - e^(-y) ∫₀^x e^(-v) I₀(2 √(yv)) dv, the response of a column without
 * dispersion to a step: also Marcum's Q₁(√(2y), √(2x)), and the probability that a Poisson variable
 * of mean x is at most an independent one of mean y.
 *
 * <p>Both J and 1 - J come with full relative accuracy: absolute error below 4e-16, relative error
 * below 1e-13 down to 1e-300, for arguments to 1e6. J decreases in x and increases in y, with J(x,
 * 0) = e^(-x), J(0, y) = 1.
 *
 * <p>Source: S. Goldstein, On the mathematics of exchange processes in fixed columns, 1953. The
 * uniform evaluation writes J as a contour integral with one pole; the pole gives the error
 * function, and the trapezoidal rule the smooth rest.
 */
public final class GoldsteinJ {
  /** From here on xy the trapezoidal rule with step 1/2 is exact to rounding. */
  private static final double UNIFORM = 64;

  private static final int NODES = 14;
  private static final double[] WEIGHT = new double[NODES];

  static {
    for (int k = 0; k < NODES; k++) {
      WEIGHT[k] = (k == 0 ? 0.5 : 1) * Elementary.exp(-0.25 * k * k);
    }
  }

  /** e^(-exponent) times a factor, which may be the function or its complement. */
  private record Small(boolean complement, double exponent, double exponentTail, double factor) {
    double value() {
      return Math.min(1, Elementary.exp(-exponent) * (1 - exponentTail) * factor);
    }

    double log() {
      return Math.min(0, Elementary.log(factor) - exponentTail - exponent);
    }
  }

  private GoldsteinJ() {}

  /**
   * J(x, y).
   *
   * @param x the first argument, at least 0 and finite
   * @param y the second argument, at least 0 and finite
   * @return J, between 0 and 1
   * @throws IllegalArgumentException if an argument is negative or not finite
   */
  public static double value(double x, double y) {
    check(x, y);
    if (x == 0) {
      return 1;
    }
    Small small = small(x, y);
    return small.complement ? 1 - small.value() : small.value();
  }

  /**
   * 1 - J(x, y), not by subtraction where it is small.
   *
   * @param x the first argument, at least 0 and finite
   * @param y the second argument, at least 0 and finite
   * @return 1 - J, between 0 and 1
   * @throws IllegalArgumentException if an argument is negative or not finite
   */
  public static double complement(double x, double y) {
    check(x, y);
    if (x == 0) {
      return 0;
    }
    if (y == 0) {
      return -Elementary.expm1(-x);
    }
    Small small = small(x, y);
    return small.complement ? small.value() : 1 - small.value();
  }

  /**
   * ln J(x, y), finite where J underflows.
   *
   * @param x the first argument, at least 0 and finite
   * @param y the second argument, at least 0 and finite
   * @return ln J, at most 0
   * @throws IllegalArgumentException if an argument is negative or not finite
   */
  public static double logValue(double x, double y) {
    check(x, y);
    if (x == 0) {
      return 0;
    }
    Small small = small(x, y);
    return small.complement ? Elementary.log1p(-small.value()) : small.log();
  }

  /**
   * ln(1 - J(x, y)), finite where 1 - J underflows.
   *
   * @param x the first argument, at least 0 and finite
   * @param y the second argument, at least 0 and finite
   * @return ln(1 - J), at most 0; minus infinity for x = 0
   * @throws IllegalArgumentException if an argument is negative or not finite
   */
  public static double logComplement(double x, double y) {
    check(x, y);
    if (x == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (y == 0) {
      return Elementary.log(-Elementary.expm1(-x));
    }
    Small small = small(x, y);
    return small.complement ? small.log() : Elementary.log1p(-small.value());
  }

  /**
   * ∂J/∂x = -e^(-d²) e^(-z) I₀(z) with z = 2 √(xy), d = √x - √y.
   *
   * @param x the first argument, at least 0 and finite
   * @param y the second argument, at least 0 and finite
   * @return the derivative, at most 0
   * @throws IllegalArgumentException if an argument is negative or not finite
   */
  public static double derivativeX(double x, double y) {
    check(x, y);
    return -gaussian(x, y) * SpecialFunctions.besselI0e(2 * Math.sqrt(x) * Math.sqrt(y));
  }

  /**
   * ∂J/∂y = e^(-d²) √(x/y) e^(-z) I₁(z) with z = 2 √(xy), d = √x - √y.
   *
   * @param x the first argument, at least 0 and finite
   * @param y the second argument, at least 0 and finite
   * @return the derivative, at least 0; x e^(-x) at y = 0
   * @throws IllegalArgumentException if an argument is negative or not finite
   */
  public static double derivativeY(double x, double y) {
    check(x, y);
    double rootX = Math.sqrt(x);
    double rootY = Math.sqrt(y);
    double z = 2 * rootX * rootY;
    // I₁(z) = z/2 for small z, where the quotient of the roots may overflow.
    double ratio = z < 1e-10 ? x : rootX / rootY * SpecialFunctions.besselI1e(z);
    return gaussian(x, y) * ratio;
  }

  private static void check(double x, double y) {
    Requirements.notNegative("x", x);
    Requirements.notNegative("y", y);
  }

  private static double gaussian(double x, double y) {
    if (x == 0 && y == 0) {
      return 1;
    }
    double[] d = rootDifference(x, y);
    double square = d[0] * d[0];
    double tail = Math.fma(d[0], d[0], -square) + 2 * d[0] * d[1];
    return Elementary.exp(-square) * (1 - tail);
  }

  /** √x - √y as a double and its correction: d² reaches 700 and stands in an exponent. */
  private static double[] rootDifference(double x, double y) {
    double rootX = Math.sqrt(x);
    double rootY = Math.sqrt(y);
    double errorX = rootX == 0 ? 0 : Math.fma(-rootX, rootX, x) / (2 * rootX);
    double errorY = rootY == 0 ? 0 : Math.fma(-rootY, rootY, y) / (2 * rootY);
    double sum = rootX + rootY;
    double larger = Math.max(rootX, rootY);
    double sumTail = Math.min(rootX, rootY) - (sum - larger) + errorX + errorY;
    double difference = x - y;
    double part = difference - x;
    double differenceTail = (x - (difference - part)) - (y + part);
    double d = difference / sum;
    double tail = (Math.fma(-d, sum, difference) + differenceTail - d * sumTail) / sum;
    return new double[] {d, tail};
  }

  private static Small small(double x, double y) {
    if (x * y >= UNIFORM) {
      return uniform(x, y);
    }
    if (x > y && x < 1) {
      // J is close to 1 here too. The series divides by y.
      return y < 1e-17 ? new Small(true, 0, 0, -Elementary.expm1(-x)) : seriesOfComplement(x, y);
    }
    return x <= y ? seriesOfComplement(x, y) : seriesOfValue(x, y);
  }

  /** J for x &gt;= y, its complement otherwise. */
  private static Small uniform(double x, double y) {
    double[] d = rootDifference(x, y);
    double z = Math.sqrt(x) * Math.sqrt(y);
    double rootZ = Math.sqrt(z);
    double b = d[0] / (2 * rootZ);
    double s = Math.sqrt(Math.fma(b, b, 1));
    // s + b, which cancels for negative b.
    double beta = b >= 0 ? s + b : 1 / (s - b);
    double sum = 0;
    for (int k = NODES - 1; k >= 0; k--) {
      double v = 0.5 * k;
      double inside = 1 - v * v / (4 * z);
      if (inside > 0) {
        double r = Math.sqrt(inside);
        sum += WEIGHT[k] * (r + beta) / ((r + s) * r);
      }
    }
    double smooth = sum / (4 * Math.PI * rootZ);
    double square = d[0] * d[0];
    double tail = Math.fma(d[0], d[0], -square) + 2 * d[0] * d[1];
    return d[0] >= 0
        ? new Small(false, square, tail, SpecialFunctions.erfcx(d[0]) / 2 + smooth)
        : new Small(true, square, tail, SpecialFunctions.erfcx(-d[0]) / 2 - smooth);
  }

  /**
   * J = e^(-x-y) Σ_j y^j/j! Σ_{m&lt;=j} x^m/m! for y &lt; x. The inner sum is kept relative to its
   * last term: nothing overflows.
   */
  private static Small seriesOfValue(double x, double y) {
    double product = x * y;
    double term = 1;
    double inner = 1;
    double sum = 1;
    for (int j = 1; j < 1000; j++) {
      term *= product / ((double) j * j);
      inner = Math.fma(inner, j / x, 1);
      double added = term * inner;
      sum += added;
      if (!(added > 1e-18 * sum) && j > y) {
        break;
      }
    }
    return scaled(false, x, y, sum);
  }

  /** 1 - J = e^(-x-y) Σ_{m&gt;=1} x^m/m! Σ_{j&lt;m} y^j/j! for x &lt;= y. */
  private static Small seriesOfComplement(double x, double y) {
    double product = x * y;
    double term = x;
    double inner = 1;
    double sum = x;
    for (int m = 1; m < 1000; m++) {
      term *= product / ((double) m * (m + 1));
      inner = Math.fma(inner, m / y, 1);
      double added = term * inner;
      sum += added;
      if (!(added > 1e-18 * sum) && m > x) {
        break;
      }
    }
    return scaled(true, x, y, sum);
  }

  private static Small scaled(boolean complement, double x, double y, double factor) {
    double exponent = x + y;
    double tail = Math.min(x, y) - (exponent - Math.max(x, y));
    return new Small(complement, exponent, tail, factor);
  }
}
