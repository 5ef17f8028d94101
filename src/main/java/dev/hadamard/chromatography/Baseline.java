package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.linalg.BandedLu;
import dev.hadamard.linalg.Qr;
import org.ejml.data.DMatrixRMaj;

/**
 * Estimates of the baseline under a signal. Signals are never modified; a constant added to the
 * signal is added to the baseline.
 */
public final class Baseline {
  /** Squared: weights that still change shift the baseline by as much. */
  private static final double CONVERGED = 1e-18;

  private static final int MOST_SWEEPS = 60;

  /** Noise in units of the signal's range: below it the residuals are those of the arithmetic. */
  private static final double NO_NOISE = 1e-10;

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
    check(signal, 5);
    Requirements.positive("smoothness", smoothness);
    return reweighted(signal, (y, w) -> smooth(y, signal[0], w, smoothness));
  }

  /** A curve through weighted points, less the first point of the signal. */
  @FunctionalInterface
  private interface Curve {
    double[] through(double[] signal, double[] weights);
  }

  /** The weights of arPLS with any curve. */
  private static double[] reweighted(double[] signal, Curve curve) {
    int n = signal.length;
    double mean = signal[0];
    double[] w = new double[n];
    java.util.Arrays.fill(w, 1);
    double noNoise = noNoise(signal);
    double[] z = new double[n];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      z = curve.through(signal, w);
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
      if (sd <= noNoise) {
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
      if (change < CONVERGED * norm) {
        break;
      }
    }
    for (int i = 0; i < n; i++) {
      z[i] += mean;
    }
    return z;
  }

  /** Weights made from residuals that are rounding errors would never settle. */
  private static double noNoise(double[] signal) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double y : signal) {
      least = Math.min(least, y);
      most = Math.max(most, y);
    }
    double rounding = Math.ulp(Math.max(Math.abs(least), Math.abs(most)));
    return Math.max(NO_NOISE * most - NO_NOISE * least, 16 * rounding);
  }

  /**
   * Asymmetric least squares: minimises Σ w (y - z)² + λ Σ (Δ²z)² with the weight p above z and 1 -
   * p below it. O(n) for each of at most 60 sweeps.
   *
   * <p>Source: P. H. C. Eilers and H. F. M. Boelens, Baseline correction with asymmetric least
   * squares smoothing, 2005.
   *
   * @param signal the signal, at least 5 equally spaced points
   * @param smoothness λ, positive; 1e5 to 1e9 for peaks of 20 to 200 points
   * @param asymmetry p, between 0 and 1/2; 0.001 to 0.1 for positive peaks. The baseline lies below
   *     the middle of the noise: {@link #arpls} does not
   * @return the baseline
   */
  public static double[] asymmetric(double[] signal, double smoothness, double asymmetry) {
    int n = check(signal, 5);
    Requirements.positive("smoothness", smoothness);
    if (!(asymmetry > 0 && asymmetry <= 0.5)) {
      throw new IllegalArgumentException(
          "asymmetry is " + asymmetry + ": must be above 0 and at most 0.5");
    }
    double[] w = new double[n];
    java.util.Arrays.fill(w, 1);
    double[] z = new double[n];
    boolean changed = true;
    for (int sweep = 0; sweep < MOST_SWEEPS && changed; sweep++) {
      z = smooth(signal, signal[0], w, smoothness);
      changed = false;
      for (int i = 0; i < n; i++) {
        double next = signal[i] - signal[0] > z[i] ? asymmetry : 1 - asymmetry;
        changed |= next != w[i];
        w[i] = next;
      }
    }
    for (int i = 0; i < n; i++) {
      z[i] += signal[0];
    }
    return z;
  }

  /**
   * A polynomial in time, with the weights of {@link #arpls}: points above the noise of those below
   * do not count.
   *
   * @param chromatogram the signal; times need not be equally spaced
   * @param degree from 0 to 12, with at least three points more than that
   * @return the baseline
   */
  public static double[] polynomial(Chromatogram chromatogram, int degree) {
    if (degree < 0 || degree > 12 || chromatogram.size() < degree + 4) {
      throw new IllegalArgumentException(
          "degree is %d: must be from 0 to 12, and at most %d with %d points"
              .formatted(degree, chromatogram.size() - 4, chromatogram.size()));
    }
    double[] t = chromatogram.times();
    double[] y = chromatogram.signal();
    int n = t.length;
    DMatrixRMaj basis = new DMatrixRMaj(n, degree + 1);
    for (int i = 0; i < n; i++) {
      double x = (2 * t[i] - t[0] - t[n - 1]) / (t[n - 1] - t[0]);
      basis.set(i, 0, 1);
      for (int j = 1; j <= degree; j++) {
        // Chebyshev's polynomials.
        basis.set(i, j, j == 1 ? x : 2 * x * basis.get(i, j - 1) - basis.get(i, j - 2));
      }
    }
    return reweighted(y, (signal, w) -> polynomial(basis, signal, w));
  }

  private static double[] polynomial(DMatrixRMaj basis, double[] signal, double[] w) {
    int n = signal.length;
    DMatrixRMaj weighted = basis.copy();
    double[] right = new double[n];
    for (int i = 0; i < n; i++) {
      double root = Math.sqrt(w[i]);
      right[i] = root * (signal[i] - signal[0]);
      for (int j = 0; j < basis.numCols; j++) {
        weighted.set(i, j, root * basis.get(i, j));
      }
    }
    double[] c = Qr.of(weighted).solve(right);
    double[] z = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < basis.numCols; j++) {
        z[i] = Math.fma(c[j], basis.get(i, j), z[i]);
      }
    }
    return z;
  }

  /**
   * A rolling ball: the signal opened (the least value within the window, then the largest of
   * those), then averaged over the window. Without the average it would lie below the signal
   * everywhere; with noise it lies near the lowest points. O(n window).
   *
   * @param signal the signal, at least 3 points
   * @param window half of the width of the ball in points, at least 1: more than half a peak's
   *     width at its foot
   * @return the baseline
   */
  public static double[] rollingBall(double[] signal, int window) {
    int n = check(signal, 3);
    if (window < 1) {
      throw new IllegalArgumentException("window is " + window + ": must be at least 1");
    }
    double[] least = new double[n];
    double[] opened = new double[n];
    double[] mean = new double[n];
    for (int i = 0; i < n; i++) {
      least[i] = Double.POSITIVE_INFINITY;
      for (int j = Math.max(0, i - window); j <= Math.min(n - 1, i + window); j++) {
        least[i] = Math.min(least[i], signal[j]);
      }
    }
    for (int i = 0; i < n; i++) {
      opened[i] = Double.NEGATIVE_INFINITY;
      for (int j = Math.max(0, i - window); j <= Math.min(n - 1, i + window); j++) {
        opened[i] = Math.max(opened[i], least[j]);
      }
    }
    for (int i = 0; i < n; i++) {
      // Symmetric at the ends, so that straight lines stay where they are.
      int reach = Math.min(window, Math.min(i, n - 1 - i));
      for (int j = i - reach; j <= i + reach; j++) {
        mean[i] += opened[j] - opened[i];
      }
      mean[i] = opened[i] + mean[i] / (2 * reach + 1);
    }
    return mean;
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
