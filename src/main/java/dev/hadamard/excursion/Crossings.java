package dev.hadamard.excursion;

import java.util.Arrays;

/**
 * The crossings of a level by a path, in order; up- and down-crossings alternate. Immutable.
 *
 * <p>The pieces before the first and after the last crossing are not intervals: they are left out,
 * which favours short intervals by a share of about one over the number of intervals.
 */
public final class Crossings {
  private final double level;
  private final double[] times;
  private final boolean firstIsUp;
  private final double duration;

  Crossings(double level, double[] times, boolean firstIsUp, double duration) {
    this.level = level;
    this.times = times;
    this.firstIsUp = firstIsUp;
    this.duration = duration;
  }

  /**
   * The level.
   *
   * @return u
   */
  public double level() {
    return level;
  }

  /**
   * The number of crossings.
   *
   * @return how many
   */
  public int count() {
    return times.length;
  }

  /**
   * The times of the crossings.
   *
   * @return a copy, increasing
   */
  public double[] times() {
    return times.clone();
  }

  /**
   * Whether a crossing goes upwards.
   *
   * @param i from 0 to {@link #count} - 1
   * @return true for an up-crossing
   */
  public boolean isUp(int i) {
    return i % 2 == 0 == firstIsUp;
  }

  /**
   * The observed time.
   *
   * @return the duration of the path
   */
  public double duration() {
    return duration;
  }

  /**
   * The intervals between successive crossings.
   *
   * @return count - 1 intervals, or none
   */
  public double[] intervals() {
    double[] intervals = new double[Math.max(0, times.length - 1)];
    for (int i = 0; i < intervals.length; i++) {
      intervals[i] = times[i + 1] - times[i];
    }
    return intervals;
  }

  /**
   * The complete intervals above the level.
   *
   * @return from each up-crossing to the next down-crossing
   */
  public double[] above() {
    return every(firstIsUp ? 0 : 1);
  }

  /**
   * The complete intervals below the level.
   *
   * @return from each down-crossing to the next up-crossing
   */
  public double[] below() {
    return every(firstIsUp ? 1 : 0);
  }

  /**
   * The interval that the end of the path cut off, as far as it was observed, for {@link
   * KaplanMeier}. The piece before the first crossing is no such interval: its start was not seen.
   *
   * @return the time from the last crossing to the end; empty without crossings
   */
  public double[] open() {
    int n = times.length;
    return n > 0 && duration > times[n - 1]
        ? new double[] {duration - times[n - 1]}
        : new double[0];
  }

  private double[] every(int start) {
    double[] all = intervals();
    double[] result = new double[all.length];
    int n = 0;
    for (int i = start; i < all.length; i += 2) {
      result[n++] = all[i];
    }
    return Arrays.copyOf(result, n);
  }
}
