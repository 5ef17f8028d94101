package dev.hadamard.chromatography;

import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.laplace.LaplaceTransform;

/**
 * A Gaussian pulse. It has no beginning: centre it some 8 standard deviations after time 0 where
 * the column must be empty at first.
 *
 * @param mass its area, concentration times time, finite
 * @param centre its mean time, finite
 * @param deviation its standard deviation, positive
 */
public record GaussianPulse(double mass, double centre, double deviation) implements InletProfile {
  private static final int REACH = 9;

  /** Checks the values. */
  public GaussianPulse {
    Requirements.finite("mass", mass);
    Requirements.finite("centre", centre);
    Requirements.positive("deviation", deviation);
  }

  @Override
  public double value(double time) {
    return mass / deviation * SpecialFunctions.normalPdf((time - centre) / deviation);
  }

  @Override
  public double cumulative(double time) {
    return mass * SpecialFunctions.normalCdf((time - centre) / deviation);
  }

  @Override
  public double[] cumulants() {
    Requirements.positive("mass", mass);
    return new double[] {centre, deviation * deviation, 0, 0};
  }

  @Override
  public LaplaceTransform transform() {
    return s -> s.times(s.times(deviation * deviation / 2).plus(-centre)).exp().times(mass);
  }

  @Override
  public double[] pieces() {
    double[] pieces = new double[2 * REACH + 1];
    java.util.Arrays.setAll(pieces, j -> centre + (j - REACH) * deviation);
    return pieces;
  }
}
