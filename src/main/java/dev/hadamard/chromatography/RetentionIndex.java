package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import java.util.Arrays;

/**
 * Retention indices from a ladder of n-alkanes: an alkane of z carbon atoms has the index 100 z,
 * and others are interpolated between their neighbours.
 *
 * @param carbons increasing numbers of carbon atoms, at least 2
 * @param retentionTimes their increasing retention times, all above the hold-up time
 * @param holdUpTime t₀, at least 0
 */
public record RetentionIndex(int[] carbons, double[] retentionTimes, double holdUpTime) {
  /** Checks the values and keeps copies. */
  public RetentionIndex {
    carbons = carbons.clone();
    retentionTimes = retentionTimes.clone();
    Requirements.notNegative("holdUpTime", holdUpTime);
    if (carbons.length < 2 || retentionTimes.length != carbons.length) {
      throw new IllegalArgumentException(
          "retentionTimes has %d values: must have the %d of carbons, at least 2"
              .formatted(retentionTimes.length, carbons.length));
    }
    for (int j = 0; j < carbons.length; j++) {
      if (carbons[j] < 1 || (j > 0 && carbons[j] <= carbons[j - 1])) {
        throw new IllegalArgumentException(
            "carbons[%d] is %d: must be positive and increase".formatted(j, carbons[j]));
      }
      double before = j > 0 ? retentionTimes[j - 1] : holdUpTime;
      if (!(retentionTimes[j] > before) || Double.isInfinite(retentionTimes[j])) {
        throw new IllegalArgumentException(
            "retentionTimes[%d] is %s: must be finite and above %s"
                .formatted(j, retentionTimes[j], before));
      }
    }
  }

  /**
   * The carbon atoms.
   *
   * @return a copy
   */
  @Override
  public int[] carbons() {
    return carbons.clone();
  }

  /**
   * The retention times.
   *
   * @return a copy
   */
  @Override
  public double[] retentionTimes() {
    return retentionTimes.clone();
  }

  /**
   * Kováts' index of an isothermal run, linear in the logarithm of the adjusted time t - t₀.
   *
   * @param retentionTime within the ladder
   * @return the index
   */
  public double isothermal(double retentionTime) {
    int j = interval(retentionTime);
    double low = retentionTimes[j] - holdUpTime;
    double part =
        Elementary.log((retentionTime - holdUpTime) / low)
            / Elementary.log((retentionTimes[j + 1] - holdUpTime) / low);
    return 100 * (carbons[j] + part * (carbons[j + 1] - carbons[j]));
  }

  /**
   * The index of van den Dool and Kratz for a run with a linear temperature program, linear in
   * time.
   *
   * @param retentionTime within the ladder
   * @return the index
   */
  public double programmed(double retentionTime) {
    int j = interval(retentionTime);
    double part = (retentionTime - retentionTimes[j]) / (retentionTimes[j + 1] - retentionTimes[j]);
    return 100 * (carbons[j] + part * (carbons[j + 1] - carbons[j]));
  }

  private int interval(double time) {
    int last = retentionTimes.length - 1;
    if (!(time >= retentionTimes[0] && time <= retentionTimes[last])) {
      throw new IllegalArgumentException(
          "retentionTime is %s: must lie within the ladder, [%s, %s]"
              .formatted(time, retentionTimes[0], retentionTimes[last]));
    }
    int j = Arrays.binarySearch(retentionTimes, time);
    return Math.min(last - 1, j >= 0 ? j : -j - 2);
  }
}
