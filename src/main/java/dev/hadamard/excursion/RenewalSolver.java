package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.RealFft;
import dev.hadamard.kernel.Reductions;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Renewal equations u = s + k * u, * the convolution over [0, t], on a uniform grid by the
 * trapezoidal rule: directly in O(n²) with a SIMD inner product, or in O(n log n) as the quotient
 * of power series s/(1-k): Newton's method finds the reciprocal to half of the length with
 * transforms of doubling length, one correction the quotient. {@link #stepper} goes on step by
 * step.
 *
 * <p>For s and k with one-sided derivatives of every order at 0 the error has an expansion in even
 * powers of the step; {@link #extrapolated} removes one for each halving. Not so for a kernel that
 * has powers of t that are not whole: {@link SlepianIiaDistribution} solves those on graded panels.
 * Where u decays like e^(-θt), {@link #tilted} multiplies everything by e^(θt) first: without, the
 * transforms leave rounding of the size of 1e-16 where u is far smaller.
 */
public final class RenewalSolver {
  private static final int SHORT = 64;

  /** Up to about this many steps the inner products are faster than the transforms. */
  private static final int DIRECT_LIMIT = 2048;

  private RenewalSolver() {}

  /**
   * A solution on the coarsest grid. The array is not copied.
   *
   * @param values u at t = 0, T/n, ..., T
   * @param errorEstimate the largest distance of the last two values that were extrapolated from;
   *     cautious where the error goes in whole powers of h², right where it does not
   */
  public record Solution(double[] values, double errorEstimate) {}

  /**
   * The trapezoidal rule for source and kernel at 0, h, ..., nh, directly. O(n²).
   *
   * @param source s
   * @param kernel k, of the same length
   * @param step h, positive, with h k(0) below 2
   * @return u
   */
  public static double[] direct(double[] source, double[] kernel, double step) {
    requireGrid(source, kernel, step);
    return trapezoid(source, kernel, step);
  }

  /**
   * The same solution by fast Fourier transforms. O(n log n); equal to {@link #direct} to a few
   * units of rounding of the largest value.
   *
   * @param source s
   * @param kernel k, of the same length
   * @param step h, positive, with h k(0) below 2
   * @return u
   */
  public static double[] fast(double[] source, double[] kernel, double step) {
    requireGrid(source, kernel, step);
    int n = source.length;
    // (1 - a) u = b with a_0 = h k_0/2, a_i = h k_i and b_i = s_i - h k_i u_0/2 for i > 0.
    double[] a = new double[n];
    double[] b = new double[n];
    a[0] = 1 - step * kernel[0] / 2;
    b[0] = source[0] * a[0];
    for (int i = 1; i < n; i++) {
      a[i] = -step * kernel[i];
      b[i] = source[i] - step * kernel[i] * source[0] / 2;
    }
    double[] u = quotient(b, a);
    u[0] = source[0];
    return u;
  }

  /**
   * The power series b/a to n coefficients: with 1/a to half of them, the first half of the
   * quotient, and its correction by what a times that leaves of b (Karp and Markstein 1997).
   * Products are cyclic: what wraps around falls on coefficients that are known.
   */
  private static double[] quotient(double[] b, double[] a) {
    int n = a.length;
    int m = (n + 1) / 2;
    CyclicProducts products = new CyclicProducts(n);
    double[][] inverse = products.spectrum(reciprocal(a, m), 0, m);
    double[] u = Arrays.copyOf(products.of(inverse, b, 0, m), n);
    Arrays.fill(u, m, n, 0);
    double[] rest = products.of(products.spectrum(a, 0, n), u, 0, m);
    for (int i = m; i < n; i++) {
      rest[i] = b[i] - rest[i];
    }
    System.arraycopy(products.of(inverse, rest, m, n), m, u, m, n - m);
    return u;
  }

  /** The reciprocal of a power series to a number of coefficients, by Newton's method. */
  private static double[] reciprocal(double[] a, int n) {
    double[] r = new double[n];
    // Lengths m are n halved and rounded upwards: no step computes more than is asked for.
    int halvings = 0;
    while (halved(n, halvings) > SHORT) {
      halvings++;
    }
    int m = halved(n, halvings);
    r[0] = 1 / a[0];
    for (int i = 1; i < m; i++) {
      double sum = 0;
      for (int j = 1; j <= i; j++) {
        sum = Math.fma(a[j], r[i - j], sum);
      }
      r[i] = -sum * r[0];
    }
    while (m < n) {
      halvings--;
      int next = halved(n, halvings);
      // r (2 - a r), of which the first m coefficients are those of r.
      CyclicProducts products = new CyclicProducts(next);
      double[][] spectrum = products.spectrum(r, 0, m);
      double[] excess = products.of(spectrum, a, 0, next);
      double[] change = products.of(spectrum, excess, m, next);
      for (int i = m; i < next; i++) {
        r[i] = -change[i];
      }
      m = next;
    }
    return r;
  }

  private static int halved(int n, int times) {
    return ((n - 1) >> times) + 1;
  }

  /** Products of series modulo x^L - 1, L at least their length. */
  private static final class CyclicProducts {
    private final RealFft fft;
    private final double[] re;
    private final double[] im;

    CyclicProducts(int length) {
      fft = RealFft.of(size(length));
      re = new double[fft.coefficients()];
      im = new double[fft.coefficients()];
    }

    /** The smallest of 1, 9/8, 5/4, 3/2 times a power of two. */
    private static int size(int length) {
      int power = Math.max(16, Integer.highestOneBit(Math.max(1, length - 1)) * 2);
      for (int eighths : new int[] {9, 10, 12}) {
        int size = power / 16 * eighths;
        if (size >= length) {
          return size;
        }
      }
      return power;
    }

    /** The transform of the coefficients from .. to - 1 of a series. */
    double[][] spectrum(double[] x, int from, int to) {
      double[][] spectrum = {new double[re.length], new double[re.length]};
      transform(x, from, to, spectrum[0], spectrum[1]);
      return spectrum;
    }

    /** The product of a series given by its transform with the coefficients from .. to - 1. */
    double[] of(double[][] spectrum, double[] x, int from, int to) {
      transform(x, from, to, re, im);
      multiply(re, im, spectrum[0], spectrum[1]);
      double[] product = new double[fft.length()];
      fft.inverse(re, im, product);
      return product;
    }

    private void transform(double[] x, int from, int to, double[] re, double[] im) {
      double[] padded = new double[fft.length()];
      System.arraycopy(x, from, padded, from, to - from);
      fft.forward(padded, re, im);
    }
  }

  /** Multiplies one spectrum by another. */
  static void multiply(double[] re, double[] im, double[] otherRe, double[] otherIm) {
    for (int k = 0; k < re.length; k++) {
      double real = Math.fma(re[k], otherRe[k], -(im[k] * otherIm[k]));
      im[k] = Math.fma(re[k], otherIm[k], im[k] * otherRe[k]);
      re[k] = real;
    }
  }

  /**
   * The fast solution of the equation multiplied by e^(θt).
   *
   * @param source s
   * @param kernel k, of the same length
   * @param step h, positive
   * @param theta θ
   * @return u(t) e^(θt), which keeps its relative accuracy where u(t) ~ C e^(-θt)
   */
  public static double[] tilted(double[] source, double[] kernel, double step, double theta) {
    requireGrid(source, kernel, step);
    double[] s = new double[source.length];
    double[] k = new double[source.length];
    for (int i = 0; i < s.length; i++) {
      double factor = Elementary.exp(theta * step * i);
      s[i] = source[i] * factor;
      k[i] = kernel[i] * factor;
    }
    return fast(s, k, step);
  }

  /**
   * The solution step by step, for ends that are not known beforehand and functions that are known
   * only as far as the solution is. O(n log² n) for n steps.
   *
   * @param source s(t)
   * @param kernel k(t)
   * @param step h, positive, with h k(0) below 2
   * @return the solution at time 0, to be advanced
   */
  public static RenewalStepper stepper(
      DoubleUnaryOperator source, DoubleUnaryOperator kernel, double step) {
    return stepper(source, kernel, step, 0);
  }

  /**
   * The tilted solution step by step: of the equation multiplied by e^(θt).
   *
   * @param source s(t), not multiplied
   * @param kernel k(t), not multiplied
   * @param step h, positive, with h k(0) below 2
   * @param theta θ, finite
   * @return the solution at time 0, to be advanced
   */
  public static RenewalStepper stepper(
      DoubleUnaryOperator source, DoubleUnaryOperator kernel, double step, double theta) {
    return new RenewalStepper(source, kernel, step, theta);
  }

  private static void requireGrid(double[] source, double[] kernel, double step) {
    Requirements.positive("step", step);
    if (source.length < 2 || source.length != kernel.length) {
      throw new IllegalArgumentException(
          "source and kernel have lengths "
              + source.length
              + ", "
              + kernel.length
              + ": must be equal and at least 2");
    }
    if (!(step * kernel[0] < 2)) {
      throw new IllegalArgumentException(
          "step is " + step + ": must be below 2 / kernel[0] = " + 2 / kernel[0]);
    }
  }

  /**
   * Solves on n, 2n, ..., 2^(levels-1) n steps and extrapolates.
   *
   * @param source s on the finest grid
   * @param kernel k on the finest grid
   * @param end T
   * @param n steps of the coarsest grid
   * @param levels from 2 to 12
   * @return u on the coarsest grid
   */
  public static Solution extrapolated(
      double[] source, double[] kernel, double end, int n, int levels) {
    if (levels < 2 || levels > 12) {
      throw new IllegalArgumentException("levels is " + levels + ": must be from 2 to 12");
    }
    if (n < 1 || source.length != (n << (levels - 1)) + 1) {
      throw new IllegalArgumentException(
          "source has length "
              + source.length
              + ": must be n 2^(levels-1) + 1 = "
              + ((n << (levels - 1)) + 1));
    }
    requireGrid(source, kernel, end / (source.length - 1));
    double[][] table = new double[levels][];
    for (int level = 0; level < levels; level++) {
      int steps = n << level;
      int stride = 1 << (levels - 1 - level);
      double[] s = thinned(source, stride, steps);
      double[] k = thinned(kernel, stride, steps);
      double h = end / steps;
      double[] fine = steps < DIRECT_LIMIT ? trapezoid(s, k, h) : fast(s, k, h);
      table[level] = thinned(fine, 1 << level, n);
    }
    double error = 0;
    double power = 1;
    for (int order = 1; order < levels; order++) {
      power *= 4;
      error = 0;
      for (int level = 0; level < levels - order; level++) {
        for (int i = 0; i <= n; i++) {
          double better = (power * table[level + 1][i] - table[level][i]) / (power - 1);
          if (level == levels - order - 1) {
            // Not what the last extrapolation changes: that would trust whole powers of h.
            error = Math.max(error, Math.abs(table[level + 1][i] - table[level][i]));
          }
          table[level][i] = better;
        }
      }
    }
    return new Solution(table[0], error);
  }

  private static double[] thinned(double[] values, int stride, int steps) {
    double[] result = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      result[i] = values[i * stride];
    }
    return result;
  }

  /** The trapezoidal rule with step h. */
  static double[] trapezoid(double[] source, double[] kernel, double h) {
    int n = source.length - 1;
    // Reversed, so that the convolution is an inner product of two forward ranges.
    double[] reversed = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      reversed[n - i] = kernel[i];
    }
    double[] u = new double[n + 1];
    u[0] = source[0];
    double diagonal = 1 - h * kernel[0] / 2;
    for (int i = 1; i <= n; i++) {
      double sum = kernel[i] * u[0] / 2 + Reductions.dot(reversed, n - i + 1, u, 1, i - 1);
      u[i] = Math.fma(h, sum, source[i]) / diagonal;
    }
    return u;
  }
}
