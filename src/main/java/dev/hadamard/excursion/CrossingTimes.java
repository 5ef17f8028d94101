package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import java.util.Arrays;

/**
 * The crossings of a level by values that come one after the other. A value on the level counts
 * with the side before it.
 */
final class CrossingTimes {
  private final double level;
  private double[] times = new double[16];
  private int count;
  private int side;
  private boolean firstIsUp;

  CrossingTimes(double level) {
    if (!Double.isFinite(level)) {
      throw new IllegalArgumentException("level is " + level + ": must be finite");
    }
    this.level = level;
  }

  static void requireFinite(double[] values, int i) {
    if (!Double.isFinite(values[i])) {
      throw new IllegalArgumentException("values[" + i + "] is " + values[i] + ": must be finite");
    }
  }

  /** Whether the next value is on another side than the last one off the level. */
  boolean crosses(double value) {
    int here = value > level ? 1 : value < level ? -1 : 0;
    if (here == 0 || here == side) {
      return false;
    }
    boolean crosses = side != 0;
    side = here;
    return crosses;
  }

  /** The time of the crossing that was just told. */
  void add(double time) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
    }
    if (count == 0) {
      firstIsUp = side > 0;
    }
    times[count++] = time;
  }

  Crossings crossings(double duration) {
    if (side == 0) {
      throw new IllPosedProblemException("every value of the path is on the level " + level);
    }
    return new Crossings(level, Arrays.copyOf(times, count), firstIsUp, duration);
  }
}
