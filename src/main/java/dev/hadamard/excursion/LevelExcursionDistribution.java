package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.UniformInterval;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * The law of the time above (or below) a level in the independent interval approximation.
 *
 * <p>With E± the expected clipped values after an up- and a down-crossing, survival solves
 *
 * <pre>
 * S = (E₊ - E₋)/2 + k * S,   k = E₋'/2,
 * </pre>
 *
 * <p>so that T₊ = D₊ + D₋ + ... + D₋ with a geometric number of D₋. Tilted by the exponent:
 * logarithm and hazard are accurate in relative terms however small S is, to about 1e-11. Samples
 * are drawn by inversion. Immutable.
 *
 * <p>Source: arXiv 2410.06000.
 */
public final class LevelExcursionDistribution extends ExcursionTimeLaw {
  private static final double SMALL = 0.02;
  private static final int SMALL_NODES = 16;

  private final String name;
  private final PersistencyExponent exponent;
  private final GradedPanels grid;
  private final CorrectedTail tail;
  private final double mean;
  private final double secondMoment;

  LevelExcursionDistribution(
      String name,
      CorrelationModel model,
      PersistencyExponent exponent,
      GradedPanels grid,
      double mean) {
    this.name = name;
    this.exponent = exponent;
    this.grid = grid;
    this.tail = new CorrectedTail(model, exponent, grid);
    this.mean = mean;
    this.secondMoment = grid.secondMoment(exponent.survivalAmplitude());
  }

  /**
   * The probability that the time exceeds t.
   *
   * @param t the time
   * @return S(t); 1 for t ≤ 0
   */
  @Override
  public double survivalProbability(double t) {
    return number(t) <= 0 ? 1 : Elementary.exp(logSurvival(t));
  }

  /**
   * The logarithm of the survival probability.
   *
   * @param t the time
   * @return log S(t); 0 for t ≤ 0
   */
  @Override
  public double logSurvival(double t) {
    if (number(t) <= 0) {
      return 0;
    }
    if (t == Double.POSITIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    return t <= grid.end()
        ? Elementary.log(grid.tiltedSurvival(t)) - exponent.theta() * t
        : tail.logSurvival(t);
  }

  @Override
  public double cumulativeProbability(double t) {
    if (number(t) <= 0) {
      return 0;
    }
    return t < SMALL * mean
        // Half-integer powers of t are smooth in its root.
        ? GaussLegendre.of(SMALL_NODES).integrate(x -> 2 * x * density(x * x), 0, Math.sqrt(t))
        : -Elementary.expm1(logSurvival(t));
  }

  @Override
  public double density(double t) {
    if (number(t) < 0 || t == Double.POSITIVE_INFINITY) {
      return 0;
    }
    // The law is proven: what is below 0 is the rounding of a slope.
    return t <= grid.end()
        ? Math.max(0, grid.tiltedDensity(t)) * Elementary.exp(-exponent.theta() * t)
        : tail.hazard(t) * survivalProbability(t);
  }

  /**
   * The logarithm of the density, finite however small that is.
   *
   * @param t the time
   * @return log f(t); -∞ for t &lt; 0, and where f(t) is 0
   */
  @Override
  public double logDensity(double t) {
    if (number(t) < 0 || t == Double.POSITIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    return t <= grid.end()
        ? Elementary.log(Math.max(0, grid.tiltedDensity(t))) - exponent.theta() * t
        : Elementary.log(tail.hazard(t)) + tail.logSurvival(t);
  }

  /**
   * The hazard f/S, which tends to the exponent.
   *
   * @param t the time, at least 0
   * @return the hazard
   */
  @Override
  public double hazard(double t) {
    Requirements.time(t);
    return t <= grid.end() ? grid.tiltedDensity(t) / grid.tiltedSurvival(t) : tail.hazard(t);
  }

  @Override
  String name() {
    return name;
  }

  /** The mean by Rice's formula, exact for the true law too. */
  @Override
  public double getMean() {
    return mean;
  }

  @Override
  public double getVariance() {
    return secondMoment - mean * mean;
  }

  /**
   * The exponent and amplitude of the tail.
   *
   * @return P(T &gt; t) ~ C e^(-θt)
   */
  public PersistencyExponent exponent() {
    return exponent;
  }

  /**
   * How far the integral of the computed survival function is from Rice's mean, in relative terms:
   * a check of the whole computation.
   *
   * @return the relative distance
   */
  public double meanResidual() {
    return grid.total() / mean - 1;
  }

  /**
   * The estimated relative error of survival: {@link #meanResidual} and that of the form of the
   * tail, which counts where the exponent is close to the tail rate of E.
   *
   * @return the error
   */
  public double errorEstimate() {
    return Math.max(Math.abs(meanResidual()), Math.max(grid.errorEstimate(), tail.errorEstimate()));
  }

  /**
   * Draws one time by inversion.
   *
   * @param random the source
   * @return the time
   */
  public double sample(RandomGenerator random) {
    return inverseSurvivalProbability(UniformInterval.OPEN.of(random.nextLong()));
  }

  @Override
  public ContinuousDistribution.Sampler createSampler(UniformRandomProvider rng) {
    return () -> inverseSurvivalProbability(UniformInterval.OPEN.of(rng.nextLong()));
  }

  @Override
  public String toString() {
    return name;
  }
}
