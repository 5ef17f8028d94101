package dev.hadamard.excursion;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.Complex;
import dev.hadamard.quadrature.GaussLegendre;
import dev.hadamard.random.SobolSequence;
import dev.hadamard.random.Streams;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * The law of the excursion time T of the independent interval approximation: how long the process
 * stays on one side of zero.
 *
 * <p>Support [0, ∞). Survival S and density f solve renewal equations, which are tilted by e^(θt),
 * so that logarithms and hazard are accurate in relative terms however small S is; beyond the grid
 * the law is C e^(-θt) to the last digits, for a power-law model 2 E(t) and its corrections to the
 * accuracy stated by {@link #errorEstimate()}. Absolute errors are about 1e-13, relative errors of
 * S in the tail the same. Setting up takes some ten milliseconds, an evaluation below a
 * microsecond; about a second for a model whose density is not smooth at 0, whose density is the
 * slope of S, good to 1e-10. Immutable.
 *
 * <p>For a model whose validity is not proven the numbers are {@link #formal()}: the density may be
 * negative, and sampling is refused.
 */
public final class SlepianIiaDistribution extends ExcursionTimeLaw {
  /** Below this fraction of the mean 1 - S cancels, and the density is integrated. */
  private static final double SMALL = 0.02;

  private static final int SMALL_NODES = 16;

  private static final int MOMENTS = 4;

  /** A formal exponent is the law's where S e^(θt) is within this of C at the end of the grid. */
  private static final double FORMAL_TOLERANCE = 1e-6;

  /** What lies beyond the solver's range. */
  private enum Tail {
    EXPONENTIAL,
    ENVELOPE,
    UNKNOWN
  }

  /** Panels end there, in means, and take what lies below as it is, a part 1 - E. */
  private static final double SHORTEST = 1e-69;

  private static final double HIDDEN = 1e-9;

  private final CorrelationModel model;
  private final PersistencyExponent exponent;
  private final RenewalSolution grid;
  private final double mean;
  private final Tail tail;

  /** The tail that follows E; null for other ones. */
  private final EnvelopeTail envelope;

  /** The exponential tail; null for other ones. */
  private final CorrectedTail corrected;

  /** Made on first use, guarded by this. */
  private double[] moments;

  /** Made on first use, guarded by this. */
  private GeometricDivisorSampler sampler;

  SlepianIiaDistribution(CorrelationModel model, PersistencyExponent exponent) {
    this.model = model;
    this.exponent = exponent;
    this.mean = Math.PI / Math.sqrt(model.lambda2());
    boolean exponential = exponent.regime() == TailRegime.EXPONENTIAL;
    if (!model.smoothAtOrigin() && !exponential) {
      throw new IllPosedProblemException(
          model.name()
              + " has neither a density that is smooth at 0 nor an exponent: no solver is accurate"
              + " for both");
    }
    if (exponent.formal()) {
      RenewalSolution tilted = exponential ? exponentialGrid() : null;
      boolean dominant =
          tilted != null
              && Math.abs(CorrectedTail.mismatch(tilted, exponent.survivalAmplitude()))
                  < FORMAL_TOLERANCE;
      this.grid =
          dominant
              ? tilted
              : new RenewalPanels(
                  model, /* theta= */ 0, /* exponential= */ false, /* formal= */ true);
      this.tail = dominant ? Tail.EXPONENTIAL : Tail.UNKNOWN;
      this.envelope = null;
    } else if (exponential) {
      this.grid = exponentialGrid();
      this.tail = Tail.EXPONENTIAL;
      this.envelope = null;
    } else {
      double alpha = model.tailRate();
      this.grid = new RenewalPanels(model, alpha, /* exponential= */ false, /* formal= */ false);
      this.tail = Tail.ENVELOPE;
      double rest = alpha == 0 ? 1 : 1 - alpha * SlepianQuadrature.of(model).atTailRate();
      this.envelope = new EnvelopeTail(model, 2 / (rest * rest), grid);
    }
    this.corrected = tail == Tail.EXPONENTIAL ? new CorrectedTail(model, exponent, grid) : null;
  }

  private RenewalSolution exponentialGrid() {
    double theta = exponent.theta();
    if (model.smoothAtOrigin()) {
      return new RenewalPanels(model, theta, /* exponential= */ true, exponent.formal());
    }
    double hidden = 1 - model.slepianMean(SHORTEST * mean);
    if (hidden > HIDDEN) {
      throw new ConvergenceException(
          "the law of "
              + model.name()
              + ": too many times are shorter than those that can be told from 0 (Matérn models from"
              + " a smoothness of 1.07 on are not too steep); its transform in SlepianLaplace can be"
              + " inverted",
          hidden);
    }
    return new GradedPanels(
        model::slepianMean,
        t -> model.slepianMeanDensity(t) / 2,
        t -> model.slepianMeanDensity(t) / 2,
        /* smooth= */ false,
        mean,
        theta,
        exponent.survivalAmplitude(),
        model.tailRate(),
        model.name());
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
   * The exponent and amplitude of the tail.
   *
   * @return P(T &gt; t) ~ C e^(-θt) where there is an exponent
   */
  public PersistencyExponent exponent() {
    return exponent;
  }

  /**
   * Whether the model failed the validity check, so that the numbers belong to no probability law.
   *
   * @return true for formal numbers
   */
  public boolean formal() {
    return exponent.formal();
  }

  /**
   * The estimated relative error of survival and density: of the solver on its range, and of the
   * form of the tail beyond it, where that is larger.
   *
   * @return the error
   */
  public double errorEstimate() {
    double beyond =
        switch (tail) {
          case EXPONENTIAL -> corrected.errorEstimate();
          case ENVELOPE -> envelope.errorEstimate();
          case UNKNOWN -> 0;
        };
    return Math.max(grid.errorEstimate(), beyond);
  }

  /**
   * The probability that an excursion lasts longer than t.
   *
   * @param t the time
   * @return S(t); 1 for t ≤ 0; for formal numbers not necessarily between 0 and 1
   */
  @Override
  public double survivalProbability(double t) {
    number(t);
    if (t <= 0) {
      return 1;
    }
    return t <= grid.end()
        ? grid.tiltedSurvival(t) * Elementary.exp(-grid.theta() * t)
        : Elementary.exp(logSurvival(t));
  }

  /**
   * The logarithm of the survival probability, finite however small that is.
   *
   * @param t the time
   * @return log S(t); 0 for t ≤ 0
   * @throws IllPosedProblemException if the numbers are formal and S(t) is not positive or not
   *     known
   */
  @Override
  public double logSurvival(double t) {
    number(t);
    if (t <= 0) {
      return 0;
    }
    if (t == Double.POSITIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    if (t <= grid.end()) {
      return Elementary.log(positiveSurvival(t)) - grid.theta() * t;
    }
    return switch (tail) {
      case EXPONENTIAL -> corrected.logSurvival(t);
      case ENVELOPE -> envelope.logSurvival(t);
      case UNKNOWN -> throw beyond(t);
    };
  }

  /** S e^(θt) within the grid. */
  private double positiveSurvival(double t) {
    double tilted = grid.tiltedSurvival(t);
    if (!(tilted > 0)) {
      throw new IllPosedProblemException(
          model.name()
              + ": the formal survival probability at t = "
              + t
              + " is "
              + tilted * Elementary.exp(-grid.theta() * t)
              + ", not positive");
    }
    return tilted;
  }

  private IllPosedProblemException beyond(double t) {
    return new IllPosedProblemException(
        model.name() + ": the formal law is known up to t = " + grid.end() + " only; t is " + t);
  }

  @Override
  public double cumulativeProbability(double t) {
    number(t);
    if (t <= 0) {
      return 0;
    }
    if (t < SMALL * mean && model.smoothAtOrigin()) {
      return GaussLegendre.of(SMALL_NODES).integrate(this::density, 0, t);
    }
    return exponent.formal() ? 1 - survivalProbability(t) : -Elementary.expm1(logSurvival(t));
  }

  @Override
  public double density(double t) {
    number(t);
    if (t < 0 || t == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return t <= grid.end()
        ? grid.tiltedDensity(t) * Elementary.exp(-grid.theta() * t)
        : hazard(t) * survivalProbability(t);
  }

  /**
   * The logarithm of the density, finite however small that is.
   *
   * @param t the time
   * @return log f(t); -∞ for t &lt; 0, and at 0 where f(0) = 0
   * @throws IllPosedProblemException if the numbers are formal and f(t) is negative or not known
   */
  @Override
  public double logDensity(double t) {
    number(t);
    if (t < 0 || t == Double.POSITIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    if (t > grid.end()) {
      return Elementary.log(hazard(t)) + logSurvival(t);
    }
    double tilted = grid.tiltedDensity(t);
    if (exponent.formal() && tilted < 0) {
      throw new IllPosedProblemException(
          model.name() + ": the formal density at t = " + t + " is negative");
    }
    return Elementary.log(Math.max(0, tilted)) - grid.theta() * t;
  }

  /**
   * The hazard f/S, the rate at which an excursion that has lasted a time t ends. It tends to the
   * persistency exponent.
   *
   * @param t the time, at least 0
   * @return the hazard
   * @throws IllPosedProblemException if the numbers are formal and S(t) is not positive or not
   *     known
   */
  @Override
  public double hazard(double t) {
    Requirements.time(t);
    if (t <= grid.end()) {
      return grid.tiltedDensity(t) / positiveSurvival(t);
    }
    return switch (tail) {
      case EXPONENTIAL -> corrected.hazard(t);
      case ENVELOPE -> envelope.hazard(t);
      case UNKNOWN -> throw beyond(t);
    };
  }

  /**
   * The probability that the stationary process has no zero in [0, t]: Q(t) = ∫_t^∞ S / μ. One half
   * of it is the probability of staying positive.
   *
   * @param t the time, at least 0
   * @return Q(t)
   */
  public double persistence(double t) {
    Requirements.time(t);
    if (t == Double.POSITIVE_INFINITY) {
      return 0;
    }
    if (t <= grid.end()) {
      return grid.tiltedTail(t) / mean * Elementary.exp(-grid.theta() * t);
    }
    return switch (tail) {
      case EXPONENTIAL -> corrected.tail(t) / mean;
      case ENVELOPE -> Elementary.exp(envelope.logTail(t)) / mean;
      case UNKNOWN -> throw beyond(t);
    };
  }

  @Override
  String name() {
    return model.name();
  }

  /** The mean, π/√λ₂: exact for the true law too. */
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
   * A raw moment E[Tᵏ].
   *
   * @param k from 1 to 4
   * @return the moment; infinite where it does not exist
   */
  public double moment(int k) {
    if (k < 1 || k > MOMENTS) {
      throw new IllegalArgumentException("k is " + k + ": must be from 1 to " + MOMENTS);
    }
    return moments()[k - 1];
  }

  private synchronized double[] moments() {
    if (moments == null) {
      if (exponent.formal() && model.tailRate() == 0) {
        throw new IllPosedProblemException(
            model.name() + ": moments of a formal law with a slowly decaying E are not defined");
      }
      moments = ExcursionMoments.of(model);
    }
    return moments;
  }

  /**
   * A cumulant of T.
   *
   * @param k from 1 to 4
   * @return κ₁ the mean, κ₂ the variance, κ₃, κ₄; infinite where the moment does not exist
   */
  public double cumulant(int k) {
    double m2 = moment(2);
    return switch (k) {
      case 1 -> mean;
      case 2 -> getVariance();
      case 3 -> finite(moment(3)) ? moment(3) - 3 * mean * m2 + 2 * mean * mean * mean : moment(3);
      case 4 ->
          finite(moment(4))
              ? moment(4)
                  - 4 * mean * moment(3)
                  - 3 * m2 * m2
                  + 12 * mean * mean * m2
                  - 6 * mean * mean * mean * mean
              : moment(4);
      default -> throw new IllegalArgumentException("k is " + k + ": must be from 1 to 4");
    };
  }

  private static boolean finite(double x) {
    return Double.isFinite(x);
  }

  /**
   * The cumulative hazard -log S(t).
   *
   * @param t the time, at least 0
   * @return ∫₀ᵗ f/S
   */
  public double cumulativeHazard(double t) {
    Requirements.time(t);
    return 0 - logSurvival(t);
  }

  /**
   * The Laplace transform E[e^(-sT)].
   *
   * @param s with a real part above -θ, or left of it where {@link SlepianLaplace} continues
   * @return Ψ(s)
   */
  public Complex laplace(Complex s) {
    return transforms(model).excursion(s);
  }

  /**
   * The characteristic function E[e^(iωT)].
   *
   * @param omega the frequency, finite
   * @return its value, of modulus at most 1
   */
  public Complex characteristicFunction(double omega) {
    if (!Double.isFinite(omega)) {
      throw new IllegalArgumentException("omega is " + omega + ": must be finite");
    }
    return omega == 0 ? Complex.ONE : transforms(model).excursion(Complex.of(0, -omega));
  }

  /**
   * Draws one excursion time: a geometric number of divisors, exact.
   *
   * @param random the source
   * @return the time
   * @throws IllPosedProblemException if the numbers are formal
   */
  public double sample(RandomGenerator random) {
    GeometricDivisorSampler source = sampler();
    return source.sample(random);
  }

  /**
   * Fills an array with excursion times, the same as from as many calls of {@link
   * #sample(RandomGenerator)}, by vector kernels: some 2·10⁷ and more a second.
   *
   * @param random the source
   * @param out the array
   * @throws IllPosedProblemException if the numbers are formal
   */
  public void sample(RandomGenerator random, double[] out) {
    sampler().fill(random, out);
  }

  /**
   * Fills two arrays with antithetic pairs of excursion times. Each array is a sample of the law;
   * of the two times of a pair one is a sum of one divisor and the other of more, and their first
   * divisors are E⁻¹(u) and E⁻¹(1 - u), so that the mean over both varies about half as much as
   * over as many independent times.
   *
   * @param random the source
   * @param first the one of each pair
   * @param second the other, an array of the same length
   * @throws IllPosedProblemException if the numbers are formal
   */
  public void sampleAntithetic(RandomGenerator random, double[] first, double[] second) {
    if (second.length != first.length) {
      throw new IllegalArgumentException(
          "second has length " + second.length + ": must be that of first, " + first.length);
    }
    sampler().fillAntithetic(random, first, second);
  }

  /**
   * Fills an array with excursion times of low discrepancy, from points of a scrambled Sobol
   * sequence in eight dimensions: coordinate 0 gives the number of divisors N by its distribution
   * function, coordinates 1 to 6 the first six divisors by E⁻¹, and coordinate 7 the sum of all
   * further ones, which has the law of T again (N is geometric), by the quantile of T. No
   * coordinate is wasted on divisors that are hardly ever needed and nothing is left to other
   * random numbers, so that time i is a function of i and the stream alone.
   *
   * <p>Every time has the law of T; the times are not independent, but spread evenly: for 2^m of
   * them from a multiple of 2^m on, averages of smooth functions have an error that falls almost
   * like 1/n instead of 1/√n. Averages over several streams give its size. Some microseconds for
   * each.
   *
   * @param scrambling the source of the scrambling
   * @param first index of the first point, at least 0; the last is below 2^32
   * @param out the array
   * @throws IllPosedProblemException if the numbers are formal
   */
  public void sampleQuasiRandom(Streams scrambling, long first, double[] out) {
    GeometricDivisorSampler source = sampler();
    if (first < 0 || first > (1L << 32) - out.length) {
      throw new IllegalArgumentException(
          "first is "
              + first
              + ": must be from 0 to 2^32 - out.length = "
              + ((1L << 32) - out.length));
    }
    SobolSequence points =
        SobolSequence.of(GeometricDivisorSampler.QUASI_DIMENSION).scrambled(scrambling);
    source.fillQuasiRandom(points, first, out, this::inverseSurvivalProbability);
  }

  private synchronized GeometricDivisorSampler sampler() {
    if (exponent.formal()) {
      throw new IllPosedProblemException(
          model.name() + ": validity is not proven, so that there is no law to draw from");
    }
    if (sampler == null) {
      sampler = GeometricDivisorSampler.of(model);
    }
    return sampler;
  }

  @Override
  public ContinuousDistribution.Sampler createSampler(UniformRandomProvider rng) {
    RandomGenerator words = rng::nextLong;
    GeometricDivisorSampler source = sampler();
    return () -> source.sample(words);
  }
}
