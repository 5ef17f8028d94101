package dev.hadamard.excursion;

import java.util.Arrays;

/**
 * A path that switches between +1 and -1. Immutable.
 *
 * @param initialState 1 or -1
 * @param switches the times of the switches, increasing
 * @param duration the end of the path
 */
public record SwitchPath(int initialState, double[] switches, double duration) {
  /** Copies the times. */
  public SwitchPath {
    switches = switches.clone();
  }

  /**
   * The times of the switches.
   *
   * @return a copy, increasing
   */
  @Override
  public double[] switches() {
    return switches.clone();
  }

  /**
   * The state at a time.
   *
   * @param t from 0 to the duration
   * @return 1 or -1
   */
  public int state(double t) {
    if (!(t >= 0 && t <= duration)) {
      throw new IllegalArgumentException("t is " + t + ": must be from 0 to " + duration);
    }
    int index = Arrays.binarySearch(switches, t);
    int before = index >= 0 ? index + 1 : -index - 1;
    return before % 2 == 0 ? initialState : -initialState;
  }
}
