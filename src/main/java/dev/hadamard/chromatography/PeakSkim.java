package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;

/**
 * The area of a small peak that rides on the tail of a large one: between the signal and a curve
 * that begins at the valley in front of it and touches the signal from below behind it. A straight
 * line (tangent skim) is above a tail that is convex and takes too much away; an exponential decay
 * is what such tails look like.
 *
 * <p>Noise makes the curve touch too low: smooth the signal first.
 *
 * @param area between signal and curve, by trapezoids
 * @param end the time where the curve touches, and the small peak ends
 */
public record PeakSkim(double area, double end) {
  /**
   * Above the straight line from the valley that touches the signal.
   *
   * @param times increasing times
   * @param signal the signal at the times
   * @param valley the time of the valley; the sample nearest to it is taken
   * @param end the time up to which the line may touch, behind the valley
   * @return the skim
   */
  public static PeakSkim tangent(double[] times, double[] signal, double valley, double end) {
    int from = nearest(times, signal, valley, end);
    double least = Double.POSITIVE_INFINITY;
    int at = from + 1;
    for (int i = from + 1; i < times.length && times[i] <= end; i++) {
      double slope = (signal[i] - signal[from]) / (times[i] - times[from]);
      if (slope < least) {
        least = slope;
        at = i;
      }
    }
    double[] below = new double[at - from + 1];
    for (int i = 0; i < below.length; i++) {
      below[i] = signal[from] + least * (times[from + i] - times[from]);
    }
    return between(times, signal, from, below);
  }

  /**
   * Above the exponential decay from the valley that touches the signal.
   *
   * @param times increasing times
   * @param signal the signal above its baseline; positive at the valley
   * @param valley the time of the valley; the sample nearest to it is taken
   * @param end the time up to which the decay may touch, behind the valley
   * @return the skim
   * @throws IllegalArgumentException if the signal is not positive at the valley and somewhere
   *     behind it
   */
  public static PeakSkim exponential(double[] times, double[] signal, double valley, double end) {
    int from = nearest(times, signal, valley, end);
    double most = Double.NEGATIVE_INFINITY;
    int at = -1;
    for (int i = from + 1; i < times.length && times[i] <= end && signal[from] > 0; i++) {
      if (signal[i] > 0) {
        double rate = Elementary.log(signal[from] / signal[i]) / (times[i] - times[from]);
        if (rate > most) {
          most = rate;
          at = i;
        }
      }
    }
    if (at < 0) {
      throw new IllegalArgumentException(
          "signal is %s at the valley %s: must be positive there and behind it"
              .formatted(signal[from], times[from]));
    }
    double[] below = new double[at - from + 1];
    for (int i = 0; i < below.length; i++) {
      below[i] = signal[from] * Elementary.exp(-most * (times[from + i] - times[from]));
    }
    return between(times, signal, from, below);
  }

  private static PeakSkim between(double[] times, double[] signal, int from, double[] below) {
    double area = 0;
    for (int i = 0; i + 1 < below.length; i++) {
      double here = signal[from + i] - below[i];
      double next = signal[from + i + 1] - below[i + 1];
      area += (times[from + i + 1] - times[from + i]) * (here + next) / 2;
    }
    return new PeakSkim(area, times[from + below.length - 1]);
  }

  private static int nearest(double[] times, double[] signal, double valley, double end) {
    Requirements.series(times, signal);
    Requirements.finite("valley", valley);
    Requirements.finite("end", end);
    int at = 0;
    for (int i = 1; i < times.length; i++) {
      if (Math.abs(times[i] - valley) < Math.abs(times[at] - valley)) {
        at = i;
      }
    }
    if (at + 1 >= times.length || !(times[at + 1] <= end)) {
      throw new IllegalArgumentException(
          "end is %s: must be behind the valley %s by at least one sample".formatted(end, valley));
    }
    return at;
  }
}
