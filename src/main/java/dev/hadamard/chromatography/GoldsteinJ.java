package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.GoldsteinUniform;
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
  /** Points of a batch that are put together. */
  static final int CHUNK = 128;

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
   * J and 1 - J of many points by the vector kernels, both with full relative accuracy: the bits of
   * {@link #value} and {@link #complement}. O(n), some 20 ns for a point with xy of at least 64.
   *
   * @param x the first arguments, at least 0 and finite each
   * @param y the second arguments, as many, at least 0 and finite each
   * @param value receives J; another array
   * @param complement receives 1 - J; another array
   * @throws IllegalArgumentException if an argument is negative or not finite, lengths differ, or
   *     an output is another array of the call
   */
  public static void evaluate(double[] x, double[] y, double[] value, double[] complement) {
    int n = x.length;
    length("y", n, y.length);
    length("value", n, value.length);
    length("complement", n, complement.length);
    for (int i = 0; i < n; i++) {
      check(x[i], y[i]);
    }
    GoldsteinUniform.evaluate(x, 0, y, 0, value, 0, complement, 0, n);
    for (int i = 0; i < n; i++) {
      if (!(x[i] * y[i] >= GoldsteinUniform.LEAST_PRODUCT)) {
        value[i] = value(x[i], y[i]);
        complement[i] = complement(x[i], y[i]);
      }
    }
  }

  private static void length(String array, int expected, int length) {
    if (length != expected) {
      throw new IllegalArgumentException(
          array + " has length " + length + ": must have that of x, " + expected);
    }
  }

  /**
   * J and 1 - J for one x, not checked; 0 and 1 for negative y.
   *
   * @param count the number of y
   */
  static void evaluate(double x, double[] y, double[] value, double[] complement, int count) {
    evaluate(x, y, value, complement, count, new double[Math.min(CHUNK, count)]);
  }

  /** The same with an array of {@link #CHUNK} elements, or count if that is less, to work in. */
  static void evaluate(
      double x, double[] y, double[] value, double[] complement, int count, double[] same) {
    java.util.Arrays.fill(same, x);
    for (int i = 0; i < count; i += CHUNK) {
      GoldsteinUniform.evaluate(same, 0, y, i, value, i, complement, i, Math.min(CHUNK, count - i));
    }
    for (int i = 0; i < count; i++) {
      if (y[i] < 0) {
        value[i] = 0;
        complement[i] = 1;
      } else if (!(x * y[i] >= GoldsteinUniform.LEAST_PRODUCT)) {
        value[i] = value(x, y[i]);
        complement[i] = complement(x, y[i]);
      }
    }
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
    double d = GoldsteinUniform.rootDifference(x, y);
    double square = d * d;
    return Elementary.exp(-square) * (1 - tail(x, y, d, square));
  }

  /** d² less the square. */
  private static double tail(double x, double y, double d, double square) {
    return Math.fma(d, d, -square) + 2 * d * GoldsteinUniform.rootDifferenceTail(x, y);
  }

  private static Small small(double x, double y) {
    if (x * y >= GoldsteinUniform.LEAST_PRODUCT) {
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
    double d = GoldsteinUniform.rootDifference(x, y);
    double smooth = GoldsteinUniform.smooth(x, y);
    double square = d * d;
    double tail = tail(x, y, d, square);
    return d >= 0
        ? new Small(false, square, tail, SpecialFunctions.erfcx(d) / 2 + smooth)
        : new Small(true, square, tail, SpecialFunctions.erfcx(-d) / 2 - smooth);
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
