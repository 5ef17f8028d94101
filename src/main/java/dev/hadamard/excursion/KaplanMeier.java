package dev.hadamard.excursion;

import java.util.Arrays;

/**
 * The product-limit estimate of a survival function from complete intervals and intervals that were
 * still open when the observation ended.
 *
 * <p>Ŝ(t) = ∏ (1 - d_i/n_i) over the distinct complete lengths t_i ≤ t, with d_i intervals of that
 * length and n_i at least that long; its variance by Greenwood's formula Ŝ² Σ d_i/(n_i (n_i -
 * d_i)), which takes intervals as independent. Where both occur, complete intervals count before
 * open ones. O(n log n). Immutable.
 *
 * <p>Source: Kaplan and Meier 1958.
 */
public final class KaplanMeier {
  private final double[] times;
  private final double[] survival;
  private final double[] error;

  private KaplanMeier(double[] times, double[] survival, double[] error) {
    this.times = times;
    this.survival = survival;
    this.error = error;
  }

  /**
   * The estimate from intervals.
   *
   * @param complete the complete intervals, at least one, positive and finite
   * @param open how long each interval was observed that did not end, positive and finite; perhaps
   *     none
   * @return the estimate
   */
  public static KaplanMeier of(double[] complete, double[] open) {
    if (complete.length == 0) {
      throw new IllegalArgumentException("complete has length 0: must be at least 1");
    }
    double[] ended = sorted("complete", complete);
    double[] censored = sorted("open", open);
    int n = ended.length;
    double[] times = new double[n];
    double[] survival = new double[n];
    double[] error = new double[n];
    int distinct = 0;
    int gone = 0;
    double s = 1;
    double sum = 0;
    for (int i = 0; i < n; ) {
      int next = i;
      while (next < n && ended[next] == ended[i]) {
        next++;
      }
      while (gone < censored.length && censored[gone] < ended[i]) {
        gone++;
      }
      double atRisk = n - i + censored.length - gone;
      double d = next - i;
      s *= 1 - d / atRisk;
      sum += d / (atRisk * (atRisk - d));
      times[distinct] = ended[i];
      survival[distinct] = s;
      error[distinct++] = s == 0 ? 0 : s * Math.sqrt(sum);
      i = next;
    }
    return new KaplanMeier(
        Arrays.copyOf(times, distinct),
        Arrays.copyOf(survival, distinct),
        Arrays.copyOf(error, distinct));
  }

  private static double[] sorted(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      Requirements.positive(name + "[" + i + "]", values[i]);
    }
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }

  /**
   * The estimate at a time.
   *
   * @param t the time, at least 0
   * @return Ŝ(t); beyond the longest interval its last value
   */
  public double survival(double t) {
    int i = last(t);
    return i < 0 ? 1 : survival[i];
  }

  /**
   * Greenwood's standard error at a time.
   *
   * @param t the time, at least 0
   * @return the standard error of Ŝ(t); 0 where Ŝ is 0 or 1
   */
  public double standardError(double t) {
    int i = last(t);
    return i < 0 ? 0 : error[i];
  }

  /**
   * Where the estimate falls.
   *
   * @return the distinct complete lengths, increasing
   */
  public double[] times() {
    return times.clone();
  }

  private int last(double t) {
    Requirements.time(t);
    int i = Arrays.binarySearch(times, t);
    return i >= 0 ? i : -i - 2;
  }
}
