package dev.hadamard.excursion;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The validity of the independent interval approximation for a model, with its evidence.
 *
 * @param status the verdict
 * @param monotoneCorrelation whether r was nonincreasing wherever it was examined
 * @param monotoneMean whether E was nonincreasing wherever it was examined, to 1e-12 of the largest
 *     slope
 * @param correlationIncreasesAt where r first increases, if anywhere
 * @param meanIncreasesAt where E increases most steeply, if it does
 * @param largestIncrease the slope of E there; 0 if E does not increase
 * @param minimumDensity the smallest value of the formal density, where it was computed
 * @param minimumDensityAt the time of that value
 * @param densityErrorEstimate its error estimate
 * @param examinedUpTo the end of the examined range of times
 * @param regime the tail of the excursion time, where E is monotone
 * @param evidence the findings in words
 */
public record ValidityReport(
    ValidityStatus status,
    boolean monotoneCorrelation,
    boolean monotoneMean,
    OptionalDouble correlationIncreasesAt,
    OptionalDouble meanIncreasesAt,
    double largestIncrease,
    OptionalDouble minimumDensity,
    OptionalDouble minimumDensityAt,
    OptionalDouble densityErrorEstimate,
    double examinedUpTo,
    TailRegime regime,
    List<String> evidence) {

  /** Copies the evidence. */
  public ValidityReport {
    evidence = List.copyOf(evidence);
  }
}
