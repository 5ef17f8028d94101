package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.UniformInterval;
import dev.hadamard.laplace.Complex;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * The law of the geometric divisor D of the excursion time: P(D &gt; t) = E(t), the clipped Slepian
 * mean, where that decreases from 1 to 0. T = D₁ + ... + D_N with N geometric, P(N = n) = 2^(-n).
 *
 * <p>Survival and density are those of the model, to a few units in the last place; quantiles solve
 * log E = q. Immutable.
 *
 * <p>Source: arXiv 2401.01805.
 */
public final class DivisorDistribution extends ExcursionTimeLaw {
  private final CorrelationModel model;
  private final double mean;

  /** Made on first use, guarded by this. */
  private GeometricDivisorSampler sampler;

  DivisorDistribution(CorrelationModel model) {
    this.model = model;
    this.mean = Math.PI / Math.sqrt(model.lambda2()) / 2;
  }

  /**
   * The correlation.
   *
   * @return the model
   */
  public CorrelationModel model() {
    return model;
  }

  /**
   * The probability that D exceeds t.
   *
   * @param t the time
   * @return E(t); 1 for t ≤ 0
   */
  @Override
  public double survivalProbability(double t) {
    return number(t) <= 0 ? 1 : model.slepianMean(t);
  }

  /**
   * The logarithm of the survival probability.
   *
   * @param t the time
   * @return log E(t); 0 for t ≤ 0, -∞ where E is below the range of doubles
   */
  @Override
  public double logSurvival(double t) {
    return Elementary.log(survivalProbability(t));
  }

  /** 1 - E(t) = (1 - E²)/(1 + E), with full relative accuracy near 0. */
  @Override
  public double cumulativeProbability(double t) {
    return number(t) <= 0 ? 0 : model.oneMinusE2(t) / (1 + model.slepianMean(t));
  }

  /** g(t) = -E'(t). */
  @Override
  public double density(double t) {
    return number(t) < 0 ? 0 : model.slepianMeanDensity(t);
  }

  /**
   * The hazard g/E, which tends to the tail rate of E.
   *
   * @param t the time, at least 0
   * @return the hazard; the tail rate where E is below the range of doubles
   */
  @Override
  public double hazard(double t) {
    Requirements.time(t);
    double survival = model.slepianMean(t);
    return survival < Double.MIN_NORMAL ? model.tailRate() : model.slepianMeanDensity(t) / survival;
  }

  @Override
  String name() {
    return "divisor of " + model.name();
  }

  /** The mean, half of that of the excursion time: π/(2√λ₂). */
  @Override
  public double getMean() {
    return mean;
  }

  /** The variance; infinite for power laws that decay too slowly. */
  @Override
  public double getVariance() {
    return moment(2) - mean * mean;
  }

  /**
   * A raw moment k ∫ t^(k-1) E dt.
   *
   * @param k from 1 to 4
   * @return E[Dᵏ]; infinite where it does not exist
   */
  public double moment(int k) {
    if (k < 1 || k > 4) {
      throw new IllegalArgumentException("k is " + k + ": must be from 1 to 4");
    }
    return k == 1 ? mean : ExcursionMoments.divisor(model, k);
  }

  /**
   * The Laplace transform E[e^(-sD)].
   *
   * @param s with a real part above -α, or left of it where {@link SlepianLaplace} continues
   * @return φ(s)
   */
  public Complex laplace(Complex s) {
    return transforms(model).divisor(s);
  }

  /**
   * Draws one divisor by inversion, E⁻¹(U). Takes one word.
   *
   * @param random the source
   * @return the time
   */
  public double sample(RandomGenerator random) {
    return sampler().divisor(UniformInterval.OPEN.of(random.nextLong()));
  }

  @Override
  public ContinuousDistribution.Sampler createSampler(UniformRandomProvider rng) {
    GeometricDivisorSampler source = sampler();
    return () -> source.divisor(UniformInterval.OPEN.of(rng.nextLong()));
  }

  private synchronized GeometricDivisorSampler sampler() {
    if (sampler == null) {
      sampler = GeometricDivisorSampler.of(model);
    }
    return sampler;
  }

  @Override
  public String toString() {
    return name();
  }
}
