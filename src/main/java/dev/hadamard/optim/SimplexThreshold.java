package dev.hadamard.optim;

import java.util.Arrays;

/**
 * The threshold τ with Σ max(y_i - τ, 0) = s, in linear expected time (L. Condat, Fast projection
 * onto the simplex and the l1 ball, Mathematical Programming 158, 2016, algorithm 1).
 */
final class SimplexThreshold {
  private SimplexThreshold() {}

  /** Beyond this ratio of elements and sum, rounding of the elements shows in the sum. */
  private static final double LARGE = 0x1p3;

  /** Replaces y[from..to) by its projection onto {p ≥ 0, Σp = s}, s > 0. */
  static void project(double[] y, int from, int to, double s) {
    double[] part = Arrays.copyOfRange(y, from, to);
    double largest = Double.NEGATIVE_INFINITY;
    for (double v : part) {
      largest = Math.max(largest, v);
    }
    if (Math.abs(largest) > LARGE * s) {
      // Moved by a constant the projection is the same, and the differences that matter are exact.
      for (int i = 0; i < part.length; i++) {
        part[i] -= largest;
      }
    }
    double tau = of(part, s);
    for (int i = from; i < to; i++) {
      y[i] = Math.max(part[i - from] - tau, 0);
    }
  }

  static double of(double[] y, double s) {
    int n = y.length;
    double[] v = new double[n];
    double[] waiting = new double[n];
    int count = 1;
    int waitingCount = 0;
    v[0] = y[0];
    double rho = y[0] - s;
    for (int i = 1; i < n; i++) {
      double yi = y[i];
      if (yi > rho) {
        rho += (yi - rho) / (count + 1);
        if (rho > yi - s) {
          v[count++] = yi;
        } else {
          System.arraycopy(v, 0, waiting, waitingCount, count);
          waitingCount += count;
          v[0] = yi;
          count = 1;
          rho = yi - s;
        }
      }
    }
    for (int i = 0; i < waitingCount; i++) {
      double yi = waiting[i];
      if (yi > rho) {
        v[count++] = yi;
        rho += (yi - rho) / count;
      }
    }
    int before;
    do {
      before = count;
      int kept = 0;
      int left = count;
      for (int i = 0; i < before; i++) {
        double yi = v[i];
        if (yi > rho) {
          v[kept++] = yi;
        } else {
          left--;
          rho += (rho - yi) / left;
        }
      }
      count = kept;
    } while (count < before);
    // One sum over the support removes the rounding of the updates.
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += v[i];
    }
    return (sum - s) / count;
  }
}
