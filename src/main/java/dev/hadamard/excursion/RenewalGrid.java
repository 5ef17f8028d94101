package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.quadrature.GaussLegendre;

/**
 * Survival, density and integrated survival of the excursion time on a uniform grid, each
 * multiplied by e^(θt), so that they tend to constants and keep their relative accuracy in the
 * tail.
 *
 * <p>The three solve renewal equations with kernel g/2: S = E + g/2 * S, f = g/2 + g/2 * f, and for
 * A(t) = ∫_t^∞ S the equation A = Ē + μE/2 + g/2 * A with Ē(t) = ∫_t^∞ E. Tilting multiplies
 * sources and kernel by e^(θt). The trapezoidal rule on grids halved three times is extrapolated.
 */
final class RenewalGrid {
  /** Coarse steps per mean excursion, and how often they are halved. */
  private static final double STEPS_PER_MEAN = 85;

  private static final int LEVELS = 4;
  private static final double MIN_MEANS = 12;
  private static final double MAX_MEANS = 60;

  /** e^(-36) is 2e-16. */
  private static final double DECAYS = 36;

  private static final int CELL_NODES = 4;

  /** How many coarse steps a finer grid covers, and how much finer it is. */
  private static final int NEAR_STEPS = 12;

  private static final int NEAR = 8;

  /** Points of a local interpolation. */
  private static final int STENCIL = 12;

  /** Barycentric weights of equidistant points: alternating binomial coefficients. */
  private static final double[] BARYCENTRIC = barycentric();

  /** A finer grid over the first steps, where interpolation is one-sided; null on that grid. */
  private final RenewalGrid near;

  private final double theta;
  private final double end;
  private final double step;
  private final double[] survival;
  private final double[] density;
  private final double[] tail;
  private final double errorEstimate;

  private RenewalGrid(
      double theta,
      double end,
      RenewalSolver.Solution survival,
      RenewalSolver.Solution density,
      RenewalSolver.Solution tail,
      RenewalGrid near) {
    this.near = near;
    this.theta = theta;
    this.end = end;
    this.survival = survival.values();
    this.density = density.values();
    this.tail = tail.values();
    this.step = end / (this.survival.length - 1);
    this.errorEstimate = Math.max(survival.errorEstimate(), density.errorEstimate());
  }

  /** Solves for a model with tilt θ, 0 for a heavy tail. */
  static RenewalGrid of(CorrelationModel model, double theta) {
    double mean = Math.PI / Math.sqrt(model.lambda2());
    double decay = DECAYS / (model.tailRate() - theta);
    double means = theta == 0 ? MAX_MEANS : Math.min(MAX_MEANS, Math.max(MIN_MEANS, decay / mean));
    int n = (int) Math.ceil(means * STEPS_PER_MEAN);
    double end = means * mean;
    return of(
        model, theta, end, n, of(model, theta, NEAR_STEPS * end / n, NEAR_STEPS * NEAR, null));
  }

  private static RenewalGrid of(
      CorrelationModel model, double theta, double end, int n, RenewalGrid near) {
    double mean = Math.PI / Math.sqrt(model.lambda2());
    int finest = n << (LEVELS - 1);
    double h = end / finest;
    double[] e = new double[finest + 1];
    double[] half = new double[finest + 1];
    double[] source = new double[finest + 1];
    double rest = integralBeyond(model, end);
    for (int i = finest; i >= 0; i--) {
      double t = i * h;
      double tilt = Elementary.exp(theta * t);
      if (i < finest) {
        rest += GaussLegendre.of(CELL_NODES).integrate(model::slepianMean, t, t + h);
      }
      double mean0 = model.slepianMean(t);
      e[i] = mean0 * tilt;
      half[i] = model.slepianMeanDensity(t) * tilt / 2;
      source[i] = (rest + mean * mean0 / 2) * tilt;
    }
    return new RenewalGrid(
        theta,
        end,
        RenewalSolver.extrapolated(e, half, end, n, LEVELS),
        RenewalSolver.extrapolated(half, half, end, n, LEVELS),
        RenewalSolver.extrapolated(source, half, end, n, LEVELS),
        near);
  }

  /** ∫_t^∞ E over panels that double until nothing is added. */
  private static double integralBeyond(CorrelationModel model, double t) {
    GaussLegendre rule = GaussLegendre.of(32);
    double sum = 0;
    double from = t;
    double length = t / 16;
    while (true) {
      double part = rule.integrate(model::slepianMean, from, from + length);
      sum += part;
      from += length;
      length *= 1.25;
      if (Math.abs(part) <= 1e-17 * Math.abs(sum) || from > 1e30 * t) {
        return sum;
      }
    }
  }

  double end() {
    return end;
  }

  double errorEstimate() {
    return errorEstimate;
  }

  /** S(t) e^(θt) for t up to the end. */
  double tiltedSurvival(double t) {
    return isNear(t) ? near.tiltedSurvival(t) : interpolate(survival, t);
  }

  /** f(t) e^(θt) for t up to the end. */
  double tiltedDensity(double t) {
    return isNear(t) ? near.tiltedDensity(t) : interpolate(density, t);
  }

  /** e^(θt) ∫_t^∞ S for t up to the end. */
  double tiltedTail(double t) {
    return isNear(t) ? near.tiltedTail(t) : interpolate(tail, t);
  }

  private boolean isNear(double t) {
    return near != null && t < near.end;
  }

  double theta() {
    return theta;
  }

  private double interpolate(double[] values, double t) {
    double x = t / step;
    int nearest = (int) Math.rint(x);
    if (x == nearest) {
      return values[nearest];
    }
    int first = Math.clamp((int) x - STENCIL / 2 + 1L, 0, values.length - STENCIL);
    double numerator = 0;
    double denominator = 0;
    for (int k = 0; k < STENCIL; k++) {
      double weight = BARYCENTRIC[k] / (x - (first + k));
      numerator = Math.fma(weight, values[first + k], numerator);
      denominator += weight;
    }
    return numerator / denominator;
  }

  private static double[] barycentric() {
    double[] weights = new double[STENCIL];
    double binomial = 1;
    for (int k = 0; k < STENCIL; k++) {
      weights[k] = k % 2 == 0 ? binomial : -binomial;
      binomial = binomial * (STENCIL - 1 - k) / (k + 1);
    }
    return weights;
  }
}
