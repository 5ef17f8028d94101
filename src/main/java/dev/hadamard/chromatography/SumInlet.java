package dev.hadamard.chromatography;

import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.LaplaceTransform;
import java.util.List;

/**
 * The sum of profiles.
 *
 * @param parts the profiles, at least one
 */
public record SumInlet(List<InletProfile> parts) implements InletProfile {
  /** Checks and copies the list. */
  public SumInlet {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts is empty: must have at least one profile");
    }
  }

  /**
   * The sum.
   *
   * @param parts the profiles, at least one
   * @return the sum
   */
  public static SumInlet of(InletProfile... parts) {
    return new SumInlet(List.of(parts));
  }

  @Override
  public double value(double time) {
    return parts.stream().mapToDouble(part -> part.value(time)).sum();
  }

  @Override
  public double cumulative(double time) {
    return parts.stream().mapToDouble(part -> part.cumulative(time)).sum();
  }

  @Override
  public double mass() {
    return parts.stream().mapToDouble(InletProfile::mass).sum();
  }

  @Override
  public double[] cumulants() {
    double mass = Requirements.positive("mass", mass());
    double mean = 0;
    for (InletProfile part : parts) {
      mean += part.mass() / mass * part.cumulants()[0];
    }
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (InletProfile part : parts) {
      double w = part.mass() / mass;
      double[] c = part.cumulants();
      double d = c[0] - mean;
      second += w * (c[1] + d * d);
      third += w * (c[2] + 3 * c[1] * d + d * d * d);
      fourth += w * (c[3] + 3 * c[1] * c[1] + 4 * c[2] * d + 6 * c[1] * d * d + d * d * d * d);
    }
    return fromCentral(mean, second, third, fourth);
  }

  /** Cumulants from mean and central moments. */
  static double[] fromCentral(double mean, double second, double third, double fourth) {
    return new double[] {mean, second, third, fourth - 3 * second * second};
  }

  @Override
  public LaplaceTransform transform() {
    List<LaplaceTransform> transforms = parts.stream().map(InletProfile::transform).toList();
    return s -> {
      Complex sum = Complex.ZERO;
      for (LaplaceTransform transform : transforms) {
        sum = sum.plus(transform.at(s));
      }
      return sum;
    };
  }

  @Override
  public double[] pieces() {
    return parts.stream()
        .flatMapToDouble(part -> java.util.Arrays.stream(part.pieces()))
        .sorted()
        .distinct()
        .toArray();
  }
}
