package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * A law of positive times whose survival is known by its logarithm and hazard: quantiles by
 * Newton's method on log S within a bracket.
 */
abstract class ExcursionTimeLaw implements ContinuousDistribution {
  /** log S above minus this is known through 1 - S. */
  private static final double SMALL_LOG = 0.1;

  /** Made on first use, guarded by this. */
  private SlepianLaplace transforms;

  /** The name in messages. */
  abstract String name();

  /**
   * The logarithm of the survival probability.
   *
   * @param t the time
   * @return log S(t); 0 for t ≤ 0
   */
  public abstract double logSurvival(double t);

  /**
   * The hazard f/S.
   *
   * @param t the time, at least 0
   * @return the hazard
   */
  public abstract double hazard(double t);

  @Override
  public final double getSupportLowerBound() {
    return 0;
  }

  @Override
  public final double getSupportUpperBound() {
    return Double.POSITIVE_INFINITY;
  }

  /** The transforms of a model, prepared once. */
  final synchronized SlepianLaplace transforms(CorrelationModel model) {
    if (transforms == null) {
      transforms = SlepianLaplace.of(model);
    }
    return transforms;
  }

  /** A time of any sign. */
  static double number(double t) {
    if (Double.isNaN(t)) {
      throw new IllegalArgumentException("t is NaN: must be a number");
    }
    return t;
  }

  /**
   * The time t with S(t) = p.
   *
   * @param p a probability
   * @return the quantile, to 1e-12 relative; ∞ for p = 0, 0 for p = 1
   */
  @Override
  public final double inverseSurvivalProbability(double p) {
    requireProbability(p);
    if (p == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return p == 1 ? 0 : inverseLogSurvival(Elementary.log(p));
  }

  /**
   * The time t with log S(t) = q: quantiles of probabilities far below the range of doubles.
   *
   * @param q the logarithm of a probability, at most 0
   * @return the quantile, to 1e-12 relative; ∞ for q = -∞, 0 for q = 0
   */
  public final double inverseLogSurvival(double q) {
    if (!(q <= 0)) {
      throw new IllegalArgumentException("q is " + q + ": must be at most 0");
    }
    if (q == Double.NEGATIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    if (q > -SMALL_LOG) {
      return inverseCumulativeProbability(-Elementary.expm1(q));
    }
    return root(t -> logSurvival(t) - q, t -> -hazard(t));
  }

  /**
   * P(a &lt; T ≤ b), as a difference of distribution functions below the median and of survival
   * functions above: small probabilities far out keep their digits.
   *
   * @param a the lower end
   * @param b the upper end, at least a
   * @return the probability
   */
  @Override
  public final double probability(double a, double b) {
    if (!(a <= b)) {
      throw new IllegalArgumentException("b is " + b + ": must be at least a, " + a);
    }
    double survival = survivalProbability(a);
    return survival > 0.5
        ? cumulativeProbability(b) - cumulativeProbability(a)
        : survival - survivalProbability(b);
  }

  @Override
  public final double inverseCumulativeProbability(double p) {
    requireProbability(p);
    if (p > 0.25) {
      return inverseSurvivalProbability(1 - p);
    }
    if (p == 0) {
      return 0;
    }
    // Decreasing in t like log S.
    return root(
        t -> Elementary.log(p / cumulativeProbability(t)),
        t -> -density(t) / cumulativeProbability(t));
  }

  private double root(DoubleUnaryOperator f, DoubleUnaryOperator slope) {
    return DecreasingRoot.of(f, slope, getMean(), "the quantile of " + name());
  }

  private static void requireProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p is " + p + ": must be from 0 to 1");
    }
  }
}
