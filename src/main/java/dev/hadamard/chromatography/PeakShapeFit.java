package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import java.util.List;

/**
 * A peak shape fitted to a signal.
 *
 * @param shape the shape
 * @param area its area
 * @param centre its centre
 * @param width its width
 * @param asymmetry its fourth parameter; 0 for a Gaussian
 * @param baseline the baseline at {@code baselineCentre}; 0 if it was not fitted
 * @param baselineSlope its slope; 0 if it was not fitted
 * @param baselineCentre the time at which the baseline is taken
 * @param standardErrors of area, centre, width, asymmetry, baseline and slope; 0 where not fitted
 * @param noise the standard deviation of the residuals
 * @param sumOfSquares Σ residual²
 * @param points the number of points fitted
 * @param freeParameters the number of parameters fitted
 * @param runsDeviate how many standard deviations the number of runs of residuals of equal sign is
 *     from that of independent noise
 * @param converged whether the fit converged
 * @param warnings what to know before trusting the numbers
 */
public record PeakShapeFit(
    PeakShape shape,
    double area,
    double centre,
    double width,
    double asymmetry,
    double baseline,
    double baselineSlope,
    double baselineCentre,
    double[] standardErrors,
    double noise,
    double sumOfSquares,
    int points,
    int freeParameters,
    double runsDeviate,
    boolean converged,
    List<String> warnings) {
  /** Keeps copies. */
  public PeakShapeFit {
    standardErrors = standardErrors.clone();
    warnings = List.copyOf(warnings);
  }

  /**
   * The standard errors.
   *
   * @return a copy: of area, centre, width, asymmetry, baseline, slope
   */
  @Override
  public double[] standardErrors() {
    return standardErrors.clone();
  }

  /**
   * The fitted peak without its baseline.
   *
   * @param times the times
   * @return the peak
   */
  public double[] peak(double... times) {
    double[] values = new double[times.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = area * shape.density((times[i] - centre) / width, width, asymmetry);
    }
    return values;
  }

  /**
   * The fitted curve.
   *
   * @param times the times
   * @return the peak and its baseline
   */
  public double[] curve(double... times) {
    double[] values = peak(times);
    for (int i = 0; i < values.length; i++) {
      values[i] += baseline + baselineSlope * (times[i] - baselineCentre);
    }
    return values;
  }

  /**
   * Akaike's criterion, up to a constant of the data: the least of several shapes describes them
   * best.
   *
   * @return twice the number of parameters, and the misfit
   */
  public double akaike() {
    return 2 * freeParameters + points * Elementary.log(sumOfSquares / points);
  }

  @Override
  public String toString() {
    return "%s: area = %s ± %s, centre = %s ± %s, width = %s ± %s, asymmetry = %s ± %s%s"
        .formatted(
            shape,
            area,
            standardErrors[0],
            centre,
            standardErrors[1],
            width,
            standardErrors[2],
            asymmetry,
            standardErrors[3],
            warnings.isEmpty() ? "" : " (" + String.join("; ", warnings) + ")");
  }
}
