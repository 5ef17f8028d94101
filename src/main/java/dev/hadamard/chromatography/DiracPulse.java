package dev.hadamard.chromatography;

import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.LaplaceTransform;

/**
 * An infinitely short pulse at time 0.
 *
 * @param mass its area, concentration times time, finite
 */
public record DiracPulse(double mass) implements InletProfile {
  /** Checks the area. */
  public DiracPulse {
    Requirements.finite("mass", mass);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Here 0 at all times but 0, where it is infinite.
   */
  @Override
  public double value(double time) {
    return time == 0 && mass != 0 ? mass / 0.0 : 0;
  }

  @Override
  public double cumulative(double time) {
    return time >= 0 ? mass : 0;
  }

  @Override
  public double[] cumulants() {
    Requirements.positive("mass", mass);
    return new double[4];
  }

  @Override
  public LaplaceTransform transform() {
    Complex constant = Complex.of(mass, 0);
    return s -> constant;
  }

  @Override
  public double[] pieces() {
    return new double[0];
  }
}
