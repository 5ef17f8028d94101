package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import java.util.Arrays;

/**
 * The exact law of the time above a level, from multivariate normal integrals on a grid.
 *
 * <p>Given an up-crossing of u at 0, the density of a first down-crossing at t is
 *
 * <pre>
 * f(t) = E[X'(0)⁺ X'(t)⁻ 1{X &gt; u on (0, t)} | X(0) = X(t) = u] p(u, u) / ν,
 * S(t) = E[X'(0)⁺ 1{X &gt; u on (0, t]} | X(0) = u] √(2π/λ₂),
 * </pre>
 *
 * <p>with the joint density p of X(0), X(t) and the intensity ν of up-crossings. The event is
 * imposed at n points between, which makes an upper bound that is off by O(h²), or O(h^(5/4)) where
 * λ₄ is infinite (a dip of depth h^(3/2) needs a speed below √h at zero, where the density of the
 * speed vanishes like its root): results at n and n/2 points are extrapolated, and their distance
 * is reported beside the error of the integrals. No independence is assumed anywhere. Times from
 * 0.3/√λ₂ on; below, {@link RiceSeries} bounds the density tightly. Immutable.
 *
 * <p>Source: Rychlik 1987; Brodtkorb 2006.
 */
public final class ExcursionRind {
  private static final double SHORTEST = 0.3;
  private static final int MAX_POINTS = 500;
  private static final double MAX_SURVIVAL_LEVEL = 8;

  /** The coarse error over the fine one where λ₄ is infinite, 2^(5/4). */
  private static final double ROUGH_GAIN = 2.378414230005442;

  private final CorrelationModel model;
  private final double level;
  private final int points;
  private final MvnOptions options;

  private ExcursionRind(CorrelationModel model, double level, int points, MvnOptions options) {
    this.model = model;
    this.level = level;
    this.points = points;
    this.options = options;
  }

  /**
   * A value of the law.
   *
   * @param value the extrapolated value
   * @param samplingError three standard errors of the integrals, carried through the extrapolation
   * @param discretisationError how far the value on the finer grid is from the extrapolated one
   * @param upperBound the value on the finer grid, an upper bound up to the sampling error
   */
  public record Value(
      double value, double samplingError, double discretisationError, double upperBound) {}

  /**
   * The law of a model.
   *
   * @param model the correlation
   * @param level u, at most 37 in absolute value; for the time below u use -u
   * @param points n, even, from 4 to 500
   * @param options for the integrals
   * @return the law
   */
  public static ExcursionRind of(
      CorrelationModel model, double level, int points, MvnOptions options) {
    if (!(Math.abs(level) <= LevelSlepianIia.MAX_LEVEL)) {
      throw new IllegalArgumentException("level is " + level + ": must be from -37 to 37");
    }
    if (points < 4 || points > MAX_POINTS || points % 2 != 0) {
      throw new IllegalArgumentException(
          "points is " + points + ": must be even, from 4 to " + MAX_POINTS);
    }
    if (!Double.isFinite(model.lambda2())) {
      throw new IllegalArgumentException(
          "lambda2 of " + model.name() + " is " + model.lambda2() + ": must be finite");
    }
    return new ExcursionRind(model, level, points, options);
  }

  /**
   * The density of the time above the level.
   *
   * @param t the time, at least 0.3/√λ₂
   * @return f(t)
   */
  public Value density(double t) {
    requireTime(t);
    return extrapolated(densityOnGrid(t, points), densityOnGrid(t, points / 2));
  }

  /**
   * The probability that the time above the level exceeds t, for levels up to 8 in absolute value:
   * beyond, the slope that it takes is too rare for draws from its own law, and the spread of the
   * results does not show it.
   *
   * @param t the time, at least 0.3/√λ₂
   * @return P(T &gt; t)
   */
  public Value survival(double t) {
    requireTime(t);
    if (Math.abs(level) > MAX_SURVIVAL_LEVEL) {
      throw new IllegalArgumentException(
          "level is " + level + ": must be from -8 to 8 for survival; integrate the density");
    }
    return extrapolated(survivalOnGrid(t, points), survivalOnGrid(t, points / 2));
  }

  private void requireTime(double t) {
    double shortest = SHORTEST / Math.sqrt(model.lambda2());
    if (!(t >= shortest) || Double.isInfinite(t)) {
      throw new IllegalArgumentException("t is " + t + ": must be finite and at least " + shortest);
    }
  }

  private Value extrapolated(MvnResult fine, MvnResult coarse) {
    double gain = Double.isFinite(model.lambda4()) ? 4 : ROUGH_GAIN;
    double value = (gain * fine.value() - coarse.value()) / (gain - 1);
    double error = Elementary.hypot(gain * fine.error(), coarse.error()) / (gain - 1);
    return new Value(value, error, Math.abs(fine.value() - value), fine.value());
  }

  private MvnResult densityOnGrid(double t, int n) {
    double o = model.oneMinus(t);
    double v2 = o * (2 - o);
    double d = -model.derivative(t);
    double rt = model.value(t);
    int size = n + 2;
    double[] covariance = new double[size * size];
    double[] mean = new double[size];
    // The distance of the ends' correlation with each variable: rows (X(0), X(t)).
    double[][] ends = new double[size][2];
    ends[0] = new double[] {0, d};
    ends[1] = new double[] {d, 0};
    double step = t / (n + 1);
    for (int i = 0; i < n; i++) {
      ends[i + 2] = new double[] {model.value((i + 1) * step), model.value((n - i) * step)};
    }
    for (int i = 0; i < size; i++) {
      mean[i] = level * (ends[i][0] + ends[i][1]) / (1 + rt);
      for (int j = 0; j < size; j++) {
        double direct = covariance(i, j, step, n, t);
        // Through the sum and the difference of the ends, whose variances are 1 ± r(t).
        double sums = (ends[i][0] + ends[i][1]) * (ends[j][0] + ends[j][1]) / (2 * (1 + rt));
        double differences = (ends[i][0] - ends[i][1]) * (ends[j][0] - ends[j][1]) / (2 * o);
        covariance[i * size + j] = direct - sums - differences;
      }
    }
    double m = model.lambda2() * model.oneMinusE2(t);
    covariance[0] = m;
    covariance[size + 1] = m;
    // p(u, u) / ν: both underflow at a high level, their quotient does not.
    double ratio = Elementary.exp(-level * level * o / (2 * (1 + rt)));
    return integral(covariance, mean, 2, ratio / Math.sqrt(v2 * model.lambda2()));
  }

  /** Cov of (X'(0), -X'(t), X(h), X(2h), ..., X(nh)). */
  private double covariance(int i, int j, double step, int n, double t) {
    if (i > j) {
      return covariance(j, i, step, n, t);
    }
    if (i == 0) {
      return j == 0
          ? model.lambda2()
          : j == 1 ? model.secondDerivative(t) : -model.derivative((j - 1) * step);
    }
    if (i == 1) {
      return j == 1 ? model.lambda2() : -model.derivative((n + 2 - j) * step);
    }
    return i == j ? 1 : model.value((j - i) * step);
  }

  private MvnResult survivalOnGrid(double t, int n) {
    int size = n + 1;
    double step = t / n;
    double[] covariance = new double[size * size];
    double[] mean = new double[size];
    for (int i = 0; i < size; i++) {
      double ri = i == 0 ? 0 : model.value(i * step);
      mean[i] = level * ri;
      for (int j = 0; j < size; j++) {
        if (i == 0 || j == 0) {
          int k = Math.max(i, j);
          covariance[i * size + j] = k == 0 ? model.lambda2() : -model.derivative(k * step);
        } else {
          double rj = model.value(j * step);
          double direct = i == j ? 1 : model.value(Math.abs(i - j) * step);
          covariance[i * size + j] = direct - ri * rj;
        }
      }
    }
    return integral(covariance, mean, 1, Math.sqrt(2 * Math.PI / model.lambda2()));
  }

  private MvnResult integral(double[] covariance, double[] mean, int factors, double scale) {
    double[] lower = new double[mean.length];
    double[] upper = new double[mean.length];
    Arrays.fill(lower, level);
    Arrays.fill(lower, 0, factors, 0);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    MvnResult result =
        new MvnIntegral(covariance, mean, lower, upper, factors, options.singularTolerance())
            .estimate(options);
    return new MvnResult(
        scale * result.value(),
        result.logValue() + Elementary.log(scale),
        scale * result.error(),
        result.relativeError(),
        result.points(),
        result.converged());
  }
}
