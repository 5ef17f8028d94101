package dev.hadamard.chromatography;

import java.util.List;

/**
 * A peak of a chromatogram, measured on the signal above its baseline.
 *
 * @param apex the time of the highest point, s, between samples by a parabola
 * @param height the signal there above the baseline, measured, not fitted
 * @param area the area above the baseline between start and end, by trapezoids
 * @param start where the peak begins: a valley, or where it leaves the baseline
 * @param end where it ends
 * @param widthHalf the width at half height, s
 * @param width10 the width at 10 % of the height
 * @param asymmetry tail over front at 10 % of the height; NaN where a neighbour hides it
 * @param tailing the tailing factor of the pharmacopoeia: width over twice the front at 5 %; NaN
 *     where a neighbour hides it
 * @param signalToNoise height over the standard deviation of the noise
 * @param points the number of points above half height
 * @param width05 the width at 5 % of the height; NaN where a neighbour hides it
 * @param widthBase the width at the baseline between tangents through 55 and 65 % of the height,
 *     about the inflection points: twice the half that is seen where a neighbour hides one side,
 *     NaN where both are hidden
 * @param shoulder whether the peak has no maximum of its own
 */
public record Peak(
    double apex,
    double height,
    double area,
    double start,
    double end,
    double widthHalf,
    double width10,
    double asymmetry,
    double tailing,
    double signalToNoise,
    int points,
    double width05,
    double widthBase,
    boolean shoulder) {
  private static final double LN2 = 0.6931471805599453;

  /**
   * The plate number from the width at half height, 8 ln 2 (t/w)².
   *
   * @return N
   */
  public double plates() {
    return 8 * LN2 * (apex / widthHalf) * (apex / widthHalf);
  }

  /**
   * The plate number from the width between the tangents, 16 (t/w_b)².
   *
   * @return N; NaN where neighbours hide the inflection points on both sides
   */
  public double platesTangent() {
    return 16 * (apex / widthBase) * (apex / widthBase);
  }

  /**
   * How many peaks of a mean width would fit between two times with a resolution of 1: 1 + (to -
   * from)/w̄, where w̄ is 4 standard deviations of a Gaussian of the mean width at half height.
   *
   * @param peaks at least one
   * @param from the start of the window
   * @param to its end, above the start
   * @return the peak capacity
   */
  public static double capacity(List<Peak> peaks, double from, double to) {
    if (peaks.isEmpty()) {
      throw new IllegalArgumentException("peaks is empty: must have at least one");
    }
    Requirements.finite("from", from);
    if (!(Requirements.finite("to", to) > from)) {
      throw new IllegalArgumentException("to is " + to + ": must be above from, " + from);
    }
    double width = peaks.stream().mapToDouble(Peak::widthHalf).average().orElseThrow();
    return 1 + (to - from) / (4 / Math.sqrt(8 * LN2) * width);
  }

  /**
   * The plate number of Foley and Dorsey for tailing peaks, 41.7 (t/w₀.₁)²/(B/A + 1.25).
   *
   * @return N; NaN where a neighbour hides the foot
   */
  public double platesFoleyDorsey() {
    return 41.7 * (apex / width10) * (apex / width10) / (asymmetry + 1.25);
  }

  /**
   * The retention factor of the apex, (t - t₀)/t₀.
   *
   * @param holdUpTime t₀, positive
   * @return k
   */
  public double retentionFactor(double holdUpTime) {
    Requirements.positive("holdUpTime", holdUpTime);
    return (apex - holdUpTime) / holdUpTime;
  }

  /**
   * The resolution of two peaks from their widths at half height, √(2 ln 2) Δt/(w₁ + w₂).
   *
   * @param other the other peak
   * @return the resolution, not negative
   */
  public double resolution(Peak other) {
    return Math.sqrt(2 * LN2) * Math.abs(other.apex - apex) / (widthHalf + other.widthHalf);
  }

  /**
   * The selectivity against an earlier peak, k₂/k₁.
   *
   * @param earlier the earlier peak
   * @param holdUpTime t₀, positive
   * @return α
   */
  public double selectivity(Peak earlier, double holdUpTime) {
    return retentionFactor(holdUpTime) / earlier.retentionFactor(holdUpTime);
  }

  /**
   * The amount that could just be detected, 3 times the noise, if the height is proportional to it.
   *
   * @param amount what this peak is of, positive
   * @return the limit of detection, in its unit; 0 without noise
   */
  public double detectionLimit(double amount) {
    return 3 * Requirements.positive("amount", amount) / signalToNoise;
  }

  /**
   * The amount that could just be measured, 10 times the noise, if the height is proportional to
   * it.
   *
   * @param amount what this peak is of, positive
   * @return the limit of quantitation, in its unit; 0 without noise
   */
  public double quantitationLimit(double amount) {
    return 10 * Requirements.positive("amount", amount) / signalToNoise;
  }
}
