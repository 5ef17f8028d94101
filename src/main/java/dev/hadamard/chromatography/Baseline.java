package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.linalg.BandedLu;

/**
 * Estimates of the baseline under a signal. Signals are never modified; a constant added to the
 * signal is added to the baseline.
 */
public final class Baseline {
  private static final int MOST_SWEEPS = 60;

  private Baseline() {}

  /**
   * Asymmetrically reweighted penalised least squares (arPLS): minimises Σ w (y - z)² + λ Σ (Δ²z)²,
   * with weights that fall from 1 to 0 where the signal is above the noise of the points below z.
   * O(n) for each of at most 60 sweeps.
   *
   * <p>Source: S.-J. Baek, A. Park, Y.-J. Ahn and J. Choo, Analyst 140, 2015.
   *
   * @param signal the signal, at least 5 equally spaced points
   * @param smoothness λ, positive; 1e5 to 1e9 for peaks of 20 to 200 points
   * @return the baseline
   */
  public static double[] arpls(double[] signal, double smoothness) {
    int n = check(signal, 5);
    Requirements.positive("smoothness", smoothness);
    double mean = signal[0];
    double[] w = new double[n];
    java.util.Arrays.fill(w, 1);
    double[] z = new double[n];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      z = smooth(signal, mean, w, smoothness);
      double sum = 0;
      double squares = 0;
      int below = 0;
      for (int i = 0; i < n; i++) {
        double d = signal[i] - mean - z[i];
        if (d < 0) {
          sum += d;
          squares = Math.fma(d, d, squares);
          below++;
        }
      }
      if (below < 2) {
        break;
      }
      double m = sum / below;
      double sd = Math.sqrt(Math.max(0, squares / below - m * m));
      if (sd == 0) {
        break;
      }
      double change = 0;
      double norm = 0;
      for (int i = 0; i < n; i++) {
        double d = signal[i] - mean - z[i];
        double next = Elementary.sigmoid(-2 * (d - (2 * sd - m)) / sd);
        change += (next - w[i]) * (next - w[i]);
        norm += w[i] * w[i];
        w[i] = next;
      }
      if (change < 1e-8 * norm) {
        break;
      }
    }
    for (int i = 0; i < n; i++) {
      z[i] += mean;
    }
    return z;
  }

  /** (W + λ DᵀD) z = W (y - mean), pentadiagonal. */
  private static double[] smooth(double[] y, double mean, double[] w, double lambda) {
    int n = y.length;
    double[] diagonal = new double[n];
    double[] first = new double[n - 1];
    double[] second = new double[n - 2];
    double[] z = new double[n];
    for (int i = 0; i < n; i++) {
      double d = (i < n - 2 ? 1 : 0) + (i > 0 && i < n - 1 ? 4 : 0) + (i > 1 ? 1 : 0);
      diagonal[i] = w[i] + lambda * d;
      z[i] = w[i] * (y[i] - mean);
    }
    for (int i = 0; i < n - 1; i++) {
      first[i] = lambda * ((i < n - 2 ? -2 : 0) + (i > 0 ? -2 : 0));
    }
    java.util.Arrays.fill(second, lambda);
    BandedLu.pentadiagonal(second, first, diagonal, first, second).solveInPlace(z);
    return z;
  }

  /**
   * Statistics-sensitive nonlinear iterative peak clipping (SNIP): each point becomes at most the
   * mean of its neighbours at a distance that shrinks from the window to 1. O(n window).
   *
   * @param signal the signal, at least 3 points
   * @param window the largest half-width of a peak in points, at least 1
   * @return the baseline
   */
  public static double[] snip(double[] signal, int window) {
    int n = check(signal, 3);
    if (window < 1) {
      throw new IllegalArgumentException("window is " + window + ": must be at least 1");
    }
    double[] z = signal.clone();
    double[] next = z.clone();
    for (int p = Math.min(window, (n - 1) / 2); p >= 1; p--) {
      for (int i = p; i < n - p; i++) {
        next[i] = Math.min(z[i], (z[i - p] + z[i + p]) / 2);
      }
      System.arraycopy(next, 0, z, 0, n);
    }
    return z;
  }

  /**
   * Straight lines between given points.
   *
   * @param chromatogram the signal
   * @param anchors increasing times on the baseline, at least 2 within the signal; each takes the
   *     signal's value there by interpolation
   * @return the baseline, level beyond the first and the last anchor
   */
  public static double[] anchors(Chromatogram chromatogram, double... anchors) {
    double[] t = chromatogram.times();
    double[] y = chromatogram.signal();
    if (anchors.length < 2) {
      throw new IllegalArgumentException(
          "anchors has " + anchors.length + " times: must have at least 2");
    }
    double[] height = new double[anchors.length];
    for (int j = 0; j < anchors.length; j++) {
      boolean ordered = j == 0 || anchors[j] > anchors[j - 1];
      if (!(anchors[j] >= t[0] && anchors[j] <= t[t.length - 1]) || !ordered) {
        throw new IllegalArgumentException(
            "anchors[%d] is %s: must increase and lie within [%s, %s]"
                .formatted(j, anchors[j], t[0], t[t.length - 1]));
      }
      height[j] = interpolate(t, y, anchors[j]);
    }
    double[] z = new double[t.length];
    for (int i = 0; i < z.length; i++) {
      z[i] =
          interpolate(
              anchors, height, Math.min(Math.max(t[i], anchors[0]), anchors[anchors.length - 1]));
    }
    return z;
  }

  private static double interpolate(double[] x, double[] y, double at) {
    int j = java.util.Arrays.binarySearch(x, at);
    if (j >= 0) {
      return y[j];
    }
    int right = -j - 1;
    double part = (at - x[right - 1]) / (x[right] - x[right - 1]);
    return y[right - 1] + part * (y[right] - y[right - 1]);
  }

  private static int check(double[] signal, int least) {
    if (signal.length < least) {
      throw new IllegalArgumentException(
          "signal has " + signal.length + " points: must have at least " + least);
    }
    for (int i = 0; i < signal.length; i++) {
      Requirements.finite("signal[" + i + "]", signal[i]);
    }
    return signal.length;
  }
}
