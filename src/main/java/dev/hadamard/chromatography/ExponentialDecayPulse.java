package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.LaplaceTransform;

/**
 * A concentration that decays from time 0 as an injector is flushed: height e^(-t/T).
 *
 * @param height the first concentration, finite
 * @param timeConstant T, positive
 */
public record ExponentialDecayPulse(double height, double timeConstant) implements InletProfile {
  private static final int PIECES = 20;

  /** Checks the values. */
  public ExponentialDecayPulse {
    Requirements.finite("height", height);
    Requirements.positive("timeConstant", timeConstant);
  }

  @Override
  public double value(double time) {
    return time >= 0 ? height * Elementary.exp(-time / timeConstant) : 0;
  }

  @Override
  public double cumulative(double time) {
    return time > 0 ? -mass() * Elementary.expm1(-time / timeConstant) : 0;
  }

  @Override
  public double mass() {
    return height * timeConstant;
  }

  @Override
  public double[] cumulants() {
    Requirements.positive("height", height);
    double t = timeConstant;
    return new double[] {t, t * t, 2 * t * t * t, 6 * t * t * t * t};
  }

  @Override
  public LaplaceTransform transform() {
    return s -> s.times(timeConstant).plus(1).reciprocal().times(mass());
  }

  @Override
  public double[] pieces() {
    double[] pieces = new double[PIECES + 1];
    java.util.Arrays.setAll(pieces, j -> 2 * j * timeConstant);
    return pieces;
  }
}
