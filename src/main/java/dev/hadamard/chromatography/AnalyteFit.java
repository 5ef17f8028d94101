package dev.hadamard.chromatography;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A fitted peak.
 *
 * <p>Only the product Φ k_a q_m = n/t₀ can be known from a dilute peak, never its factors; and
 * kinetics cannot be told from diffusion, which makes n smaller and leaves k ({@code
 * diffusionShrinks}).
 *
 * @param retentionFactor k
 * @param transferUnits n
 * @param amplitude c₀, the height of the inlet pulse in units of the signal
 * @param baseline b₀, the baseline at {@code baselineCentre}; 0 if it was not fitted
 * @param baselineSlope b₁, its slope; 0 if it was not fitted
 * @param baselineCentre the time at which b₀ is taken
 * @param holdUpTime t₀, given or fitted
 * @param pulseDuration the duration of the inlet pulse
 * @param timeConstant of the detector, given or fitted; 0 without
 * @param peclet Pe, given or fitted; infinite without dispersion
 * @param boundary the boundary conditions of dispersion
 * @param covariance of ln k, ln n, c₀, b₀, b₁, ln t₀, ln T and ln Pe (0 where not fitted), row by
 *     row, 8 by 8
 * @param noise the standard deviation of the signal about the curve, given or from the residuals
 * @param noiseGiven whether it was given
 * @param sumOfSquares Σ residual²
 * @param points the number of points fitted
 * @param freeParameters the number of parameters fitted
 * @param runsDeviate how many standard deviations the number of runs of residuals of equal sign is
 *     from that of independent noise; below -3 the model is wrong
 * @param iterations the evaluations of the model
 * @param converged whether the fit converged
 * @param warnings what to know before trusting the numbers
 */
public record AnalyteFit(
    double retentionFactor,
    double transferUnits,
    double amplitude,
    double baseline,
    double baselineSlope,
    double baselineCentre,
    double holdUpTime,
    double pulseDuration,
    double timeConstant,
    double peclet,
    BoundaryCondition boundary,
    double[] covariance,
    double noise,
    boolean noiseGiven,
    double sumOfSquares,
    int points,
    int freeParameters,
    double runsDeviate,
    int iterations,
    boolean converged,
    List<String> warnings) {
  static final int SIZE = 8;

  /** Keeps copies. */
  public AnalyteFit {
    covariance = covariance.clone();
    warnings = List.copyOf(warnings);
  }

  /**
   * The covariance.
   *
   * @return a copy
   */
  @Override
  public double[] covariance() {
    return covariance.clone();
  }

  /**
   * The desorption rate k_d = n/(k t₀).
   *
   * @return k_d, 1/s
   */
  public double desorptionRate() {
    return transferUnits / (retentionFactor * holdUpTime);
  }

  /**
   * The rate of adsorption Φ k_a q_m = n/t₀.
   *
   * @return the product, 1/s
   */
  public double adsorptionRate() {
    return transferUnits / holdUpTime;
  }

  /**
   * The mean retention time t₀ (1 + k), from the middle of the pulse.
   *
   * @return the time
   */
  public double retentionTime() {
    return holdUpTime * (1 + retentionFactor);
  }

  /**
   * The area of the peak, c₀ times the duration of the pulse.
   *
   * @return the area
   */
  public double area() {
    return amplitude * pulseDuration;
  }

  private double error(int i) {
    return Math.sqrt(covariance[i * SIZE + i]);
  }

  /**
   * The standard error of k.
   *
   * @return the error
   */
  public double retentionFactorError() {
    return retentionFactor * error(0);
  }

  /**
   * The standard error of n.
   *
   * @return the error
   */
  public double transferUnitsError() {
    return transferUnits * error(1);
  }

  /**
   * The standard error of c₀.
   *
   * @return the error, 0 if it was fixed
   */
  public double amplitudeError() {
    return error(2);
  }

  /**
   * The standard error of b₀.
   *
   * @return the error, 0 if it was fixed
   */
  public double baselineError() {
    return error(3);
  }

  /**
   * The standard error of b₁.
   *
   * @return the error, 0 if it was fixed
   */
  public double baselineSlopeError() {
    return error(4);
  }

  /**
   * The standard error of t₀.
   *
   * @return the error, 0 if it was given
   */
  public double holdUpTimeError() {
    return holdUpTime * error(5);
  }

  /**
   * The standard error of the time constant.
   *
   * @return the error, 0 if it was given
   */
  public double timeConstantError() {
    return timeConstant * error(6);
  }

  /**
   * The standard error of Pe.
   *
   * @return the error, 0 if it was given
   */
  public double pecletError() {
    return error(7) == 0 ? 0 : peclet * error(7);
  }

  /** The covariance of two sums of ln k, ln n and ln t₀. */
  private double covariance(int[] first, int[] second) {
    int[] places = {0, 1, 5};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        sum += first[i] * second[j] * covariance[places[i] * SIZE + places[j]];
      }
    }
    return sum;
  }

  /** ln k_d = ln n - ln k - ln t₀. */
  private static final int[] DESORPTION = {-1, 1, -1};

  /** ln Φ k_a q_m = ln n - ln t₀. */
  private static final int[] ADSORPTION = {0, 1, -1};

  /**
   * The standard error of k_d, by propagation: ln k_d = ln n - ln k - ln t₀.
   *
   * @return the error
   */
  public double desorptionRateError() {
    return desorptionRate() * Math.sqrt(Math.max(0, covariance(DESORPTION, DESORPTION)));
  }

  /**
   * The standard error of Φ k_a q_m = n/t₀.
   *
   * @return the error
   */
  public double adsorptionRateError() {
    return adsorptionRate() * Math.sqrt(Math.max(0, covariance(ADSORPTION, ADSORPTION)));
  }

  /**
   * The correlation of k and n.
   *
   * @return between -1 and 1
   */
  public double correlation() {
    return covariance[1] / (error(0) * error(1));
  }

  /**
   * The correlation of Φ k_a q_m and k_d, which is why k and n are fitted instead.
   *
   * @return between -1 and 1
   */
  public double rateCorrelation() {
    return covariance(ADSORPTION, DESORPTION)
        * adsorptionRate()
        * desorptionRate()
        / (adsorptionRateError() * desorptionRateError());
  }

  /**
   * Half the width of the interval that contains k with a given probability.
   *
   * @param level for example 0.95
   * @return half the width
   */
  public double retentionFactorInterval(double level) {
    return quantile(level) * retentionFactorError();
  }

  /**
   * Half the width of the interval that contains n with a given probability.
   *
   * @param level for example 0.95
   * @return half the width
   */
  public double transferUnitsInterval(double level) {
    return quantile(level) * transferUnitsError();
  }

  private double quantile(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level is " + level + ": must be between 0 and 1");
    }
    int freedom = noiseGiven ? 1_000_000_000 : Math.max(1, points - freeParameters);
    return TDistribution.of(freedom).inverseSurvivalProbability((1 - level) / 2);
  }

  /**
   * Akaike's criterion, up to a constant of the data.
   *
   * @return the number of parameters twice, and the misfit
   */
  public double akaike() {
    return 2 * freeParameters
        + (noiseGiven
            ? sumOfSquares / (noise * noise)
            : points * dev.hadamard.kernel.Elementary.log(sumOfSquares / points));
  }

  /**
   * By how much diffusion of a given Péclet number multiplies the fitted n: (2n/k_d²)/(2n/k_d² + c₂
   * t_R²) with c₂ = 2/Pe.
   *
   * @param peclet Pe, positive
   * @return the factor, at most 1
   */
  public double diffusionShrinks(double peclet) {
    Requirements.positive("peclet", peclet);
    double kinetic = 2 * transferUnits / (desorptionRate() * desorptionRate());
    double mean = retentionTime();
    return kinetic / (kinetic + 2 / peclet * mean * mean);
  }

  /**
   * The fitted curve.
   *
   * @param times the times
   * @return the peak and its baseline
   */
  public double[] curve(double... times) {
    double[] curve = peak(times);
    for (int i = 0; i < times.length; i++) {
      curve[i] += baseline + baselineSlope * (times[i] - baselineCentre);
    }
    return curve;
  }

  /**
   * The fitted peak without its baseline.
   *
   * @param times the times
   * @return the peak
   */
  public double[] peak(double... times) {
    double[] value = new double[times.length];
    if (timeConstant == 0 && peclet == Double.POSITIVE_INFINITY) {
      new PulseResponse(holdUpTime, pulseDuration, times)
          .evaluate(
              retentionFactor,
              transferUnits,
              value,
              new double[times.length],
              new double[times.length]);
    } else {
      double[][] curves = new double[TransformResponse.CURVES][times.length];
      new TransformResponse(pulseDuration, boundary, times)
          .evaluate(retentionFactor, transferUnits, holdUpTime, timeConstant, peclet, curves);
      value = curves[0];
    }
    for (int i = 0; i < value.length; i++) {
      value[i] *= amplitude;
    }
    return value;
  }

  @Override
  public String toString() {
    return "k = %s ± %s, n = %s ± %s, c0 = %s ± %s%s"
        .formatted(
            retentionFactor,
            retentionFactorError(),
            transferUnits,
            transferUnitsError(),
            amplitude,
            amplitudeError(),
            warnings.isEmpty() ? "" : " (" + String.join("; ", warnings) + ")");
  }
}
