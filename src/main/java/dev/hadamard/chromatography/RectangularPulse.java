package dev.hadamard.chromatography;

import dev.hadamard.laplace.LaplaceTransform;

/**
 * A constant concentration from time 0 to the duration.
 *
 * @param height the concentration, finite
 * @param duration positive; for an infinitely short pulse see {@link DiracPulse}
 */
public record RectangularPulse(double height, double duration) implements InletProfile {
  /** Checks the values. */
  public RectangularPulse {
    Requirements.finite("height", height);
    Requirements.duration(duration);
  }

  @Override
  public double value(double time) {
    return time >= 0 && time < duration ? height : 0;
  }

  @Override
  public double cumulative(double time) {
    return height * Math.min(duration, Math.max(0, time));
  }

  @Override
  public double mass() {
    return height * duration;
  }

  @Override
  public double[] cumulants() {
    Requirements.positive("height", height);
    double square = duration * duration;
    return new double[] {duration / 2, square / 12, 0, -square * square / 120};
  }

  @Override
  public LaplaceTransform transform() {
    return s -> PiecewisePolynomialInlet.unitMoments(s.times(duration), 0)[0].times(mass());
  }

  @Override
  public double[] pieces() {
    return new double[] {0, duration};
  }
}
