package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;

/**
 * The exact probability that the process with correlation sech(t/2), diffusion in two dimensions,
 * is positive at given times: a Pfaffian, in O(n³).
 *
 * <p>P(X(t₁) &gt; 0, ..., X(t_n) &gt; 0) = 2^(-n) Pf A with A_ij = (2/π) arcsin sech((t_j - t_i)/2)
 * + (-1)^(j-i-1) for i &lt; j and n even; for odd n a point at infinity is appended, and the result
 * doubled. A truth to hold {@link MvnProbability} against at any n.
 */
public final class SechOrthant {
  private static final int MAX_POINTS = 2000;

  private SechOrthant() {}

  /**
   * The probability.
   *
   * @param times increasing, from 1 to 2000 of them
   * @return the probability, to about 1e-13 times the condition of the problem
   */
  public static double probability(double... times) {
    return Elementary.exp(logProbability(times));
  }

  /**
   * The logarithm of the probability.
   *
   * @param times increasing, from 1 to 2000 of them
   * @return the logarithm
   */
  public static double logProbability(double... times) {
    int n = times.length;
    if (n < 1 || n > MAX_POINTS) {
      throw new IllegalArgumentException(
          "times has length " + n + ": must be from 1 to " + MAX_POINTS);
    }
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(times[i]) || (i > 0 && !(times[i] > times[i - 1]))) {
        throw new IllegalArgumentException(
            "times[" + i + "] is " + times[i] + ": must be finite, and the times increase");
      }
    }
    int m = n + n % 2;
    double[][] a = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = i + 1; j < m; j++) {
        double sign = (j - i - 1) % 2 == 0 ? 1 : -1;
        double arcsine = 0;
        if (j < n) {
          // arcsin sech x = π/2 - arctan sinh x
          double x = (times[j] - times[i]) / 2;
          arcsine = 1 - 2 / Math.PI * Trigonometric.atan(Elementary.sinh(Math.min(x, 700)));
        }
        a[i][j] = arcsine + sign;
        a[j][i] = -a[i][j];
      }
    }
    // Halving A halves the Pfaffian m/2 times; the point at infinity doubles the result.
    return logPfaffian(a) - m * LN_2 + (m - n) * LN_2;
  }

  private static final double LN_2 = 0.6931471805599453;

  /** log |Pf A| by elimination with pivoting (Parlett and Reid); destroys A. */
  private static double logPfaffian(double[][] a) {
    int n = a.length;
    double log = 0;
    for (int k = 0; k < n; k += 2) {
      int pivot = k + 1;
      for (int i = k + 2; i < n; i++) {
        if (Math.abs(a[k][i]) > Math.abs(a[k][pivot])) {
          pivot = i;
        }
      }
      if (pivot != k + 1) {
        double[] row = a[k + 1];
        a[k + 1] = a[pivot];
        a[pivot] = row;
        for (int i = k; i < n; i++) {
          double entry = a[i][k + 1];
          a[i][k + 1] = a[i][pivot];
          a[i][pivot] = entry;
        }
      }
      double value = a[k][k + 1];
      log += Elementary.log(Math.abs(value));
      for (int i = k + 2; i < n; i++) {
        double factor = a[k][i] / value;
        for (int j = k + 2; j < n; j++) {
          a[i][j] += factor * a[j][k + 1] - a[k][j] / value * a[i][k + 1];
        }
      }
    }
    return log;
  }
}
