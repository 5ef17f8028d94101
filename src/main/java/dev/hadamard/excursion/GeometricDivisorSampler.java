package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.UniformInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Draws excursion times as geometric sums: T = D₁ + ... + D_N with P(N = n) = 2^(-n), n ≥ 1, and D
 * of survival function E.
 *
 * <p>D = E⁻¹(U): in closed form where there is one, else from a table of t over -log U refined by
 * Newton's method on log E, without a cut in the tail. Exact up to rounding. Immutable.
 */
final class GeometricDivisorSampler {
  /** The step of the table in -log U; between its nodes the guess is good to about 1e-4. */
  private static final double STEP = 1.0 / 64;

  /** -log U is at most 37 for a uniform number of 53 bits. */
  private static final double MAX_EXPONENT = 37;

  private static final int NEWTON_STEPS = 3;
  private static final int MAX_BISECTIONS = 200;

  private final CorrelationModel model;
  private final DoubleUnaryOperator mean;
  private final DoubleUnaryOperator density;
  private final double[] table;

  private GeometricDivisorSampler(
      CorrelationModel model, DoubleUnaryOperator mean, DoubleUnaryOperator density) {
    this.model = model;
    this.mean = mean;
    this.density = density;
    int n = (int) (MAX_EXPONENT / STEP) + 2;
    table = new double[n + 1];
    double t = 0;
    for (int i = 1; i <= n; i++) {
      t = invert(i * STEP, t);
      table[i] = t;
    }
  }

  static GeometricDivisorSampler of(CorrelationModel model) {
    if (model.smoothAtOrigin()) {
      return new GeometricDivisorSampler(model, model::slepianMean, model::slepianMeanDensity);
    }
    // Models of this kind take microseconds per value: tables do as well.
    double unit = 1 / Math.sqrt(model.lambda2());
    List<Double> breaks = new ArrayList<>();
    double end = 0;
    breaks.add(end);
    while (model.slepianMean(end) > 1e-20) {
      end += unit;
      breaks.add(end);
    }
    double[] ends = breaks.stream().mapToDouble(Double::doubleValue).toArray();
    PanelTransform mean = PanelTransform.of(model::slepianMean, ends, "E of " + model.name());
    PanelTransform density =
        PanelTransform.of(model::slepianMeanDensity, ends, "the density of " + model.name());
    return new GeometricDivisorSampler(model, mean::value, density::value);
  }

  /** The time at which E is e^(-x), above a known lower bound. */
  private double invert(double x, double lower) {
    double low = lower;
    double high = Math.max(2 * lower, 1e-3 / Math.sqrt(model.lambda2()));
    while (Elementary.log(mean.applyAsDouble(high)) + x > 0) {
      low = high;
      high *= 2;
    }
    double t = low + (high - low) / 2;
    for (int i = 0; i < MAX_BISECTIONS; i++) {
      double e = mean.applyAsDouble(t);
      double f = Elementary.log(e) + x;
      if (f > 0) {
        low = t;
      } else {
        high = t;
      }
      double next = t + f * e / density.applyAsDouble(t);
      if (!(next > low && next < high)) {
        next = low + (high - low) / 2;
      }
      if (Math.abs(next - t) <= 2 * Math.ulp(t)) {
        return next;
      }
      t = next;
    }
    return t;
  }

  double sample(RandomGenerator random) {
    // Trailing zeros of a random word: one divisor more for each.
    int n = 1 + Long.numberOfTrailingZeros(random.nextLong() | Long.MIN_VALUE);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += divisor(UniformInterval.OPEN.of(random.nextLong()));
    }
    return sum;
  }

  /** E⁻¹(u). */
  double divisor(double u) {
    return switch (model) {
      case RandomAccelerationCorrelation _ -> Elementary.log((3 / (u * u) + 1) / 4);
      default -> refined(-Elementary.log(u));
    };
  }

  private double refined(double x) {
    double position = x / STEP;
    int i = (int) position;
    double fraction = position - i;
    double low = table[i];
    double high = table[i + 1];
    double t = low + fraction * (high - low);
    if (i == 0) {
      // 1 - E begins like t or t²: interpolate in the root.
      t = high * Math.sqrt(fraction);
    }
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double e = mean.applyAsDouble(t);
      double next = t + (Elementary.log(e) + x) * e / density.applyAsDouble(t);
      if (!(next > 0) || Math.abs(next - t) <= 4 * Math.ulp(t)) {
        break;
      }
      t = Math.clamp(next, low, high);
    }
    return t;
  }
}
