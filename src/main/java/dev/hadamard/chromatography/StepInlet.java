package dev.hadamard.chromatography;

import dev.hadamard.laplace.LaplaceTransform;

/**
 * A constant concentration from time 0.
 *
 * @param height the concentration, finite
 */
public record StepInlet(double height) implements InletProfile {
  /** Checks the height. */
  public StepInlet {
    Requirements.finite("height", height);
  }

  @Override
  public double value(double time) {
    return time >= 0 ? height : 0;
  }

  @Override
  public double cumulative(double time) {
    return height * Math.max(0, time);
  }

  @Override
  public double mass() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double[] cumulants() {
    throw new IllegalArgumentException("a step has an infinite area: it has no cumulants");
  }

  @Override
  public LaplaceTransform transform() {
    return s -> s.reciprocal().times(height);
  }

  @Override
  public double[] pieces() {
    return new double[0];
  }
}
