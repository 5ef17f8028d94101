package dev.hadamard.excursion;

/**
 * What a measured path says about its intervals above and below a level.
 *
 * @param meanAbove of the intervals above
 * @param varianceAbove of the intervals above
 * @param meanBelow of the intervals below
 * @param varianceBelow of the intervals below
 * @param intervals how many intervals there are, above and below together
 * @param successiveCorrelation the correlation between an interval and the next, each relative to
 *     the mean and deviation of its side: 0 in a switch process
 * @param correlationStandardError its standard error 1/√n if the intervals were independent
 * @param process a switch process with gamma intervals of these means and, as near as a whole shape
 *     from 1 to 100 allows, these variances
 */
public record SwitchEstimate(
    double meanAbove,
    double varianceAbove,
    double meanBelow,
    double varianceBelow,
    int intervals,
    double successiveCorrelation,
    double correlationStandardError,
    SwitchProcess process) {
  private static final int LEAST = 20;
  private static final int LARGEST_SHAPE = 100;

  /**
   * Estimates from the crossings of a path.
   *
   * @param crossings at least 20 complete intervals on either side
   * @return the estimate
   */
  public static SwitchEstimate of(Crossings crossings) {
    double[] above = crossings.above();
    double[] below = crossings.below();
    if (above.length < LEAST || below.length < LEAST) {
      throw new IllegalArgumentException(
          "crossings has "
              + above.length
              + " intervals above and "
              + below.length
              + " below: must have at least "
              + LEAST
              + " of each");
    }
    double meanAbove = mean(above);
    double meanBelow = mean(below);
    double varianceAbove = variance(above, meanAbove);
    double varianceBelow = variance(below, meanBelow);
    double[] all = crossings.intervals();
    double sum = 0;
    for (int i = 0; i + 1 < all.length; i++) {
      boolean up = crossings.isUp(i);
      double here = all[i] - (up ? meanAbove : meanBelow);
      double next = all[i + 1] - (up ? meanBelow : meanAbove);
      sum += here * next;
    }
    double scale = Math.sqrt(varianceAbove * varianceBelow);
    double correlation = scale > 0 ? sum / ((all.length - 1) * scale) : 0;
    return new SwitchEstimate(
        meanAbove,
        varianceAbove,
        meanBelow,
        varianceBelow,
        all.length,
        correlation,
        1 / Math.sqrt(all.length - 1),
        SwitchProcess.asymmetric(law(meanAbove, varianceAbove), law(meanBelow, varianceBelow)));
  }

  private static IntervalLaw law(double mean, double variance) {
    double shape = variance > 0 ? Math.rint(mean * mean / variance) : LARGEST_SHAPE;
    int whole = (int) Math.clamp(shape, 1, LARGEST_SHAPE);
    return IntervalLaw.gamma(whole, whole / mean);
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum / x.length;
  }

  private static double variance(double[] x, double mean) {
    double sum = 0;
    for (double value : x) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (x.length - 1);
  }
}
