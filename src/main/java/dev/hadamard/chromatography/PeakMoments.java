package dev.hadamard.chromatography;

/**
 * Area, mean and variance of a peak by sums over the signal, without a model. Right for every
 * shape, and sensitive to the baseline and to where the peak is cut: at 4 standard deviations on
 * both sides a Gaussian still loses 0.1 % of its variance.
 *
 * @param area ∫ y dt
 * @param mean ∫ t y dt over the area
 * @param variance ∫ (t - mean)² y dt over the area
 * @param skewness ∫ (t - mean)³ y dt over the area and variance^(3/2)
 */
public record PeakMoments(double area, double mean, double variance, double skewness) {
  /**
   * The moments between two times, by trapezoids.
   *
   * @param times increasing times
   * @param signal the signal above its baseline at the times
   * @param from the start of the peak
   * @param to its end
   * @return the moments
   * @throws IllegalArgumentException if there are fewer than 5 points, or area and variance are not
   *     positive
   */
  public static PeakMoments of(double[] times, double[] signal, double from, double to) {
    Requirements.series(times, signal);
    Requirements.finite("from", from);
    Requirements.finite("to", to);
    double[] sums = new double[4];
    int points = 0;
    double middle = from / 2 + to / 2;
    for (int i = 0; i < times.length; i++) {
      if (times[i] >= from && times[i] <= to) {
        points++;
        double left = i > 0 && times[i - 1] >= from ? times[i] - times[i - 1] : 0;
        double right = i + 1 < times.length && times[i + 1] <= to ? times[i + 1] - times[i] : 0;
        double power = signal[i] * (left + right) / 2;
        for (int m = 0; m < 4; m++) {
          sums[m] += power;
          power *= times[i] - middle;
        }
      }
    }
    if (points < 5) {
      throw new IllegalArgumentException(
          "from %s to %s there are %d points: must be at least 5".formatted(from, to, points));
    }
    double first = sums[1] / sums[0];
    double variance = sums[2] / sums[0] - first * first;
    if (!(sums[0] > 0 && variance > 0)) {
      throw new IllegalArgumentException(
          "signal from %s to %s has the area %s and variance %s: must be positive"
              .formatted(from, to, sums[0], variance));
    }
    double third = sums[3] / sums[0] - 3 * first * sums[2] / sums[0] + 2 * first * first * first;
    return new PeakMoments(
        sums[0], middle + first, variance, third / (variance * Math.sqrt(variance)));
  }

  /**
   * The plate number mean²/variance.
   *
   * @return N
   */
  public double plates() {
    return mean * mean / variance;
  }

  /**
   * The resolution Δt/(2 (σ₁ + σ₂)) of two peaks.
   *
   * @param other the other peak
   * @return the resolution, not negative
   */
  public double resolution(PeakMoments other) {
    return Math.abs(other.mean - mean) / (2 * (Math.sqrt(variance) + Math.sqrt(other.variance)));
  }
}
