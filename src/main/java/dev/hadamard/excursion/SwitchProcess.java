package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.AutoInverter;
import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.LaplaceTransform;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A process that switches between +1 and -1 after independent intervals, of one law in state +1 and
 * of one in state -1.
 *
 * <p>With ψ± the transforms of the intervals and μ± their means, the expected value of the process
 * that enters state +1 at 0 and the covariance of the stationary one have the transforms
 *
 * <pre>
 * Ê₊ = (1 - 2ψ₊ + ψ₊ψ₋) / (s (1 - ψ₊ψ₋)),
 * Ĉ  = (1 - m²)/s - 4 (1-ψ₊)(1-ψ₋) / ((μ₊+μ₋) s² (1 - ψ₊ψ₋)),   m = (μ₊-μ₋)/(μ₊+μ₋),
 * </pre>
 *
 * <p>which are inverted by two methods that must agree. Conversely the expected values after
 * switches up and down give back the intervals ({@link #interval}). Immutable.
 *
 * <p>Source: arXiv 2409.05641.
 */
public final class SwitchProcess {
  private final IntervalLaw plus;
  private final IntervalLaw minus;

  private SwitchProcess(IntervalLaw plus, IntervalLaw minus) {
    this.plus = Objects.requireNonNull(plus, "plus");
    this.minus = Objects.requireNonNull(minus, "minus");
  }

  /**
   * A process with one law of intervals for both states.
   *
   * @param interval the law
   * @return the process
   */
  public static SwitchProcess symmetric(IntervalLaw interval) {
    return new SwitchProcess(interval, interval);
  }

  /**
   * A process with a law of intervals for each state.
   *
   * @param plus of the intervals in state +1
   * @param minus of the intervals in state -1
   * @return the process
   */
  public static SwitchProcess asymmetric(IntervalLaw plus, IntervalLaw minus) {
    return new SwitchProcess(plus, minus);
  }

  /**
   * What a measured path says about its intervals above and below 0, with a fitted process.
   *
   * @param path the path, with crossings between its grid points found by straight lines
   * @return the estimate
   * @throws IllegalArgumentException as {@link SwitchEstimate#of}
   */
  public static SwitchEstimate estimateFrom(GaussianPath path) {
    return SwitchEstimate.of(CrossingDetector.linear().zeroCrossings(path));
  }

  /**
   * The mean number of switches in a unit of time, 2/(μ₊ + μ₋).
   *
   * @return the intensity
   */
  public double switchIntensity() {
    return 2 / (plus.mean() + minus.mean());
  }

  /**
   * The mean of the stationary process, (μ₊ - μ₋)/(μ₊ + μ₋).
   *
   * @return m
   */
  public double stationaryMean() {
    return (plus.mean() - minus.mean()) / (plus.mean() + minus.mean());
  }

  /**
   * The transform of the expected value of the process that enters a state at 0.
   *
   * @param initialState 1 or -1
   * @param s the argument, with positive real part
   * @return Ê(s)
   */
  public Complex expectedValueTransform(int initialState, Complex s) {
    Complex first = law(initialState).laplace(s);
    Complex product = first.times(law(-initialState).laplace(s));
    Complex numerator = Complex.ONE.minus(first.times(2)).plus(product);
    return numerator.dividedBy(s.times(Complex.ONE.minus(product))).times(initialState);
  }

  /**
   * The expected value a time t after the process has entered a state.
   *
   * @param initialState 1 or -1
   * @param t the time, at least 0
   * @return E[X(t)], to 1e-8 or better
   * @throws dev.hadamard.kernel.ConvergenceException if the methods of inversion disagree, as they
   *     do for intervals with atoms
   */
  public double expectedValue(int initialState, double t) {
    requireState(initialState);
    if (Requirements.time(t) == 0) {
      return initialState;
    }
    return invert(s -> expectedValueTransform(initialState, s), t);
  }

  /**
   * The transform of the covariance of the stationary process.
   *
   * @param s the argument, with positive real part
   * @return Ĉ(s)
   */
  public Complex covarianceTransform(Complex s) {
    Complex up = plus.laplace(s);
    Complex down = minus.laplace(s);
    Complex change =
        Complex.ONE
            .minus(up)
            .times(Complex.ONE.minus(down))
            .dividedBy(s.times(s).times(Complex.ONE.minus(up.times(down))))
            .times(4 / (plus.mean() + minus.mean()));
    double mean = stationaryMean();
    return s.reciprocal().times(1 - mean * mean).minus(change);
  }

  /**
   * The covariance of the stationary process.
   *
   * @param t the lag, at least 0
   * @return the covariance, 1 - m² at 0
   * @throws dev.hadamard.kernel.ConvergenceException as {@link #expectedValue}
   */
  public double covariance(double t) {
    if (Requirements.time(t) == 0) {
      return 1 - stationaryMean() * stationaryMean();
    }
    return invert(this::covarianceTransform, t);
  }

  /**
   * The spectral density of the stationary process, (1/π) Re Ĉ(iω): the covariance is ∫ of it times
   * cos ωt over the whole line.
   *
   * @param omega the angular frequency, not 0
   * @return the density
   */
  public double spectralDensity(double omega) {
    if (omega == 0 || !Double.isFinite(omega)) {
      throw new IllegalArgumentException("omega is " + omega + ": must be finite and not 0");
    }
    return covarianceTransform(Complex.of(0, omega)).re() / Math.PI;
  }

  /**
   * The expected number of switches in (0, t] of the process that enters a state at 0.
   *
   * @param initialState 1 or -1
   * @param t the time, at least 0
   * @return the renewal function
   * @throws dev.hadamard.kernel.ConvergenceException as {@link #expectedValue}
   */
  public double expectedSwitches(int initialState, double t) {
    requireState(initialState);
    if (Requirements.time(t) == 0) {
      return 0;
    }
    return invert(
        s -> {
          Complex first = law(initialState).laplace(s);
          Complex product = first.times(law(-initialState).laplace(s));
          return first.plus(product).dividedBy(s.times(Complex.ONE.minus(product)));
        },
        t);
  }

  /**
   * The variance of the number of switches in (0, t] of the process that enters a state at 0.
   *
   * @param initialState 1 or -1
   * @param t the time, at least 0
   * @return E[N²] - E[N]²
   * @throws dev.hadamard.kernel.ConvergenceException as {@link #expectedValue}
   */
  public double switchVariance(int initialState, double t) {
    double mean = expectedSwitches(initialState, t);
    if (t == 0) {
      return 0;
    }
    // E[N²] = Σ (2n-1) P(N ≥ n), of which the transforms are those of the sums of n intervals.
    double square =
        invert(
            s -> {
              Complex first = law(initialState).laplace(s);
              Complex product = first.times(law(-initialState).laplace(s));
              Complex rest = Complex.ONE.minus(product);
              Complex pairs = product.times(4).dividedBy(rest.times(rest));
              return pairs
                  .plus(rest.reciprocal())
                  .times(first)
                  .plus(pairs)
                  .minus(product.dividedBy(rest))
                  .dividedBy(s);
            },
            t);
    return square - mean * mean;
  }

  /**
   * The probability of n switches in (0, t] of the process that enters a state at 0.
   *
   * @param initialState 1 or -1
   * @param n at least 0
   * @param t the time, positive
   * @return the probability
   * @throws dev.hadamard.kernel.ConvergenceException as {@link #expectedValue}
   */
  public double switchProbability(int initialState, int n, double t) {
    requireState(initialState);
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ": must be at least 0");
    }
    Requirements.positive("t", t);
    if (n == 0) {
      return law(initialState).survival(t);
    }
    return invert(
        s -> {
          Complex product = Complex.ONE;
          for (int k = 0; k < n; k++) {
            product = product.times(law(k % 2 == 0 ? initialState : -initialState).laplace(s));
          }
          Complex next = law(n % 2 == 0 ? initialState : -initialState).laplace(s);
          return product.times(Complex.ONE.minus(next)).dividedBy(s);
        },
        t);
  }

  /**
   * The transform of the interval in state +1 that belongs to given expected values: ψ₊ = (1 - sÊ₊)
   * / (1 - sÊ₋). For the interval in state -1 exchange the two and change both signs.
   *
   * @param afterUp Ê₊, the transform of the expected value after a switch to +1
   * @param afterDown Ê₋, the transform of the expected value after a switch to -1
   * @return ψ₊
   */
  public static LaplaceTransform interval(LaplaceTransform afterUp, LaplaceTransform afterDown) {
    return s ->
        Complex.ONE
            .minus(s.times(afterUp.at(s)))
            .dividedBy(Complex.ONE.minus(s.times(afterDown.at(s))));
  }

  /**
   * Draws the process from a switch at 0 on.
   *
   * @param initialState the state that is entered at 0, 1 or -1
   * @param duration the end, positive
   * @param random the source
   * @return the path
   */
  public SwitchPath simulate(int initialState, double duration, RandomGenerator random) {
    requireState(initialState);
    Requirements.positive("duration", duration);
    return path(initialState, law(initialState).sample(random), duration, random);
  }

  /**
   * Draws the stationary process.
   *
   * @param duration the end, positive
   * @param random the source
   * @return the path
   */
  public SwitchPath simulateStationary(double duration, RandomGenerator random) {
    Requirements.positive("duration", duration);
    double share = plus.mean() / (plus.mean() + minus.mean());
    int state = random.nextDouble() < share ? 1 : -1;
    return path(state, law(state).residual(random), duration, random);
  }

  private SwitchPath path(int initialState, double first, double duration, RandomGenerator random) {
    double[] times = new double[16];
    int count = 0;
    int state = -initialState;
    for (double t = first; t < duration; t += law(state).sample(random), state = -state) {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
      }
      times[count++] = t;
    }
    return new SwitchPath(initialState, Arrays.copyOf(times, count), duration);
  }

  private IntervalLaw law(int state) {
    requireState(state);
    return state > 0 ? plus : minus;
  }

  private static void requireState(int state) {
    if (state != 1 && state != -1) {
      throw new IllegalArgumentException("initialState is " + state + ": must be 1 or -1");
    }
  }

  private static double invert(LaplaceTransform transform, double t) {
    return AutoInverter.of().invert(transform, t).value();
  }

  /**
   * The geometric divisor of an interval: the law D with T = D₁ + ... + D_N, N geometric on {1, 2,
   * ...} with probability 1/2. Its survival function is the expected value E of the symmetric
   * process after a switch, where that decreases from 1 to 0.
   *
   * @param times where E is examined, increasing from above 0
   * @return E at the times
   * @throws IllPosedProblemException if E increases or is negative somewhere: then there is none
   */
  public double[] divisorSurvival(double... times) {
    double[] values = new double[times.length];
    double last = 1;
    for (int i = 0; i < times.length; i++) {
      values[i] = expectedValue(1, times[i]);
      if (values[i] > last + 1e-7 || values[i] < -1e-7) {
        throw new IllPosedProblemException(
            "the expected value after a switch is "
                + values[i]
                + " at t = "
                + times[i]
                + ", after "
                + last
                + ": it must decrease from 1 to 0 for a geometric divisor to exist");
      }
      last = values[i];
    }
    return values;
  }
}
