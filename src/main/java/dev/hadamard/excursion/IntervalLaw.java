package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.UniformInterval;
import dev.hadamard.laplace.Complex;
import java.util.random.RandomGenerator;

/**
 * The law of an interval between switches, as {@link SwitchProcess} needs it. Implementations are
 * immutable.
 */
public interface IntervalLaw {
  /**
   * The mean μ.
   *
   * @return the mean, positive and finite
   */
  double mean();

  /**
   * The survival function.
   *
   * @param t the time, at least 0
   * @return P(T &gt; t)
   */
  double survival(double t);

  /**
   * The Laplace transform of the law.
   *
   * @param s the argument, with nonnegative real part
   * @return E[e^(-sT)]
   */
  Complex laplace(Complex s);

  /**
   * Draws an interval.
   *
   * @param random the source
   * @return the interval
   */
  double sample(RandomGenerator random);

  /**
   * Draws the rest of the interval that covers a fixed time of a stationary process, of density P(T
   * &gt; t)/μ.
   *
   * @param random the source
   * @return the rest
   */
  double residual(RandomGenerator random);

  /**
   * Exponential intervals: the telegraph process.
   *
   * @param rate the rate, positive
   * @return the law
   */
  static IntervalLaw exponential(double rate) {
    return gamma(1, rate);
  }

  /**
   * Gamma intervals, sums of exponential ones.
   *
   * @param shape how many, from 1 to 100
   * @param rate the rate of each, positive
   * @return the law
   */
  static IntervalLaw gamma(int shape, double rate) {
    Requirements.positive("rate", rate);
    if (shape < 1 || shape > 100) {
      throw new IllegalArgumentException("shape is " + shape + ": must be from 1 to 100");
    }
    return new GammaLaw(shape, rate);
  }

  /**
   * Intervals of one length.
   *
   * @param length the length, positive
   * @return the law
   */
  static IntervalLaw deterministic(double length) {
    return new FixedLaw(Requirements.positive("length", length));
  }

  /**
   * The excursion time of an independent interval approximation.
   *
   * @param approximation the approximation, whose validity is proven
   * @return the law
   */
  static IntervalLaw of(SlepianIia approximation) {
    if (approximation.validity().status() != ValidityStatus.PROVEN) {
      throw new IllPosedProblemException(
          approximation.model().name() + ": validity is not proven, so that there is no law");
    }
    return new SlepianLaw(approximation.excursion(), SlepianLaplace.of(approximation.model()));
  }

  /**
   * A sum of exponential variables.
   *
   * @param shape how many
   * @param rate the rate of each
   */
  record GammaLaw(int shape, double rate) implements IntervalLaw {
    @Override
    public double mean() {
      return shape / rate;
    }

    @Override
    public double survival(double t) {
      Requirements.time(t);
      double x = rate * t;
      double term = 1;
      double sum = 0;
      for (int k = 0; k < shape; k++) {
        sum += term;
        term *= x / (k + 1);
      }
      double decay = Elementary.exp(-x);
      return decay == 0 ? 0 : decay * sum;
    }

    @Override
    public Complex laplace(Complex s) {
      Complex factor = s.times(1 / rate).plus(1).reciprocal();
      Complex power = Complex.ONE;
      for (int k = 0; k < shape; k++) {
        power = power.times(factor);
      }
      return power;
    }

    @Override
    public double sample(RandomGenerator random) {
      return sum(shape, random);
    }

    /** The interval that covers a time is a sum of one more, and the time is uniform in it. */
    @Override
    public double residual(RandomGenerator random) {
      return sum(shape + 1, random) * random.nextDouble();
    }

    private double sum(int terms, RandomGenerator random) {
      double sum = 0;
      for (int k = 0; k < terms; k++) {
        sum -= Elementary.log(UniformInterval.OPEN.of(random.nextLong()));
      }
      return sum / rate;
    }
  }

  /**
   * One length.
   *
   * @param length the length
   */
  record FixedLaw(double length) implements IntervalLaw {
    @Override
    public double mean() {
      return length;
    }

    @Override
    public double survival(double t) {
      return Requirements.time(t) < length ? 1 : 0;
    }

    @Override
    public Complex laplace(Complex s) {
      return s.times(-length).exp();
    }

    @Override
    public double sample(RandomGenerator random) {
      return length;
    }

    @Override
    public double residual(RandomGenerator random) {
      return length * random.nextDouble();
    }
  }

  /**
   * The excursion time of a Gaussian process in the approximation.
   *
   * @param law the law
   * @param transforms its transforms
   */
  record SlepianLaw(SlepianIiaDistribution law, SlepianLaplace transforms) implements IntervalLaw {
    private static final int BISECTIONS = 200;

    @Override
    public double mean() {
      return law.getMean();
    }

    @Override
    public double survival(double t) {
      return law.survivalProbability(Requirements.time(t));
    }

    @Override
    public Complex laplace(Complex s) {
      return transforms.excursion(s);
    }

    @Override
    public double sample(RandomGenerator random) {
      return law.sample(random);
    }

    /** Its survival function is the persistence Q. */
    @Override
    public double residual(RandomGenerator random) {
      double u = UniformInterval.OPEN.of(random.nextLong());
      double low = 0;
      double high = mean();
      while (law.persistence(high) > u) {
        low = high;
        high *= 2;
      }
      for (int i = 0; i < BISECTIONS && high - low > 1e-13 * high; i++) {
        double middle = low + (high - low) / 2;
        if (law.persistence(middle) > u) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low + (high - low) / 2;
    }
  }
}
