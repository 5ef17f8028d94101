package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.laplace.LaplaceTransform;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An exponentially modified Gaussian pulse: a Gaussian behind a stirred volume of time constant T.
 * With x = t - centre and z = (σ/T - x/σ)/√2 it is mass/(2T) e^(-x²/(2σ²)) erfcx(z).
 *
 * @param mass its area, concentration times time, finite
 * @param centre the mean time of the Gaussian, finite
 * @param deviation its standard deviation σ, positive
 * @param timeConstant T, positive
 */
public record ModifiedGaussianPulse(
    double mass, double centre, double deviation, double timeConstant) implements InletProfile {
  private static final double ROOT_HALF = 0.7071067811865476;
  private static final int REACH = 9;
  private static final int TAIL = 20;

  /** Checks the values. */
  public ModifiedGaussianPulse {
    Requirements.finite("mass", mass);
    Requirements.finite("centre", centre);
    Requirements.positive("deviation", deviation);
    Requirements.positive("timeConstant", timeConstant);
  }

  @Override
  public double value(double time) {
    return mass / timeConstant * tail((time - centre) / deviation, deviation / timeConstant);
  }

  /** The density times T at x standard deviations from the centre: between 0 and 1. */
  static double tail(double x, double ratio) {
    double z = (ratio - x) * ROOT_HALF;
    // Left of z = 0 the scaled function overflows, and the exponent is negative.
    return z >= 0
        ? Elementary.exp(-x * x / 2) * SpecialFunctions.erfcx(z) / 2
        : Elementary.exp(ratio * (ratio / 2 - x)) * SpecialFunctions.erfc(z) / 2;
  }

  @Override
  public double cumulative(double time) {
    double normal = SpecialFunctions.normalCdf((time - centre) / deviation);
    return mass * Math.max(0, normal - tail((time - centre) / deviation, deviation / timeConstant));
  }

  @Override
  public double[] cumulants() {
    Requirements.positive("mass", mass);
    double t = timeConstant;
    return new double[] {
      centre + t, deviation * deviation + t * t, 2 * t * t * t, 6 * t * t * t * t
    };
  }

  @Override
  public LaplaceTransform transform() {
    LaplaceTransform gaussian = new GaussianPulse(mass, centre, deviation).transform();
    return s -> gaussian.at(s).dividedBy(s.times(timeConstant).plus(1));
  }

  @Override
  public double[] pieces() {
    return Arrays.stream(
            new DoubleStream[] {
              IntStream.rangeClosed(-REACH, REACH).mapToDouble(j -> centre + j * deviation),
              IntStream.rangeClosed(1, TAIL)
                  .mapToDouble(j -> centre + REACH * deviation + 2 * j * timeConstant)
            })
        .flatMapToDouble(s -> s)
        .toArray();
  }
}
