package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.ArrayList;
import java.util.List;

/**
 * Estimates the persistency exponent from observed intervals: the maximum of the likelihood of an
 * exponential tail beyond a threshold t₀, θ = n / Σ (T_i - t₀), C = e^(θt₀) n/N.
 *
 * <p>Successive intervals of a Gaussian process depend on each other, and a standard error θ/√n
 * would be too small: errors come from a bootstrap of blocks of successive intervals. What they do
 * not contain is the bias of a threshold too low; {@link #stability} shows the estimate over many
 * thresholds, and a simulated grid has its own exponent ({@link GridLaw}). Immutable.
 */
public final class PersistenceExponentEstimator {
  private static final int BLOCKS = 100;
  private static final int REPLICATES = 400;
  private static final int LEAST = 20;

  /** Times of a regression. */
  private static final int POINTS = 12;

  private final double threshold;
  private final long seed;

  private PersistenceExponentEstimator(double threshold, long seed) {
    this.threshold = threshold;
    this.seed = seed;
  }

  /**
   * The estimator with a threshold of three mean intervals.
   *
   * @return the estimator
   */
  public static PersistenceExponentEstimator tailMle() {
    return new PersistenceExponentEstimator(Double.NaN, 1);
  }

  /**
   * The same with a given threshold.
   *
   * @param time t₀, at least 0
   * @return the estimator
   */
  public PersistenceExponentEstimator withThreshold(double time) {
    Requirements.time(time);
    return new PersistenceExponentEstimator(time, seed);
  }

  /**
   * The same with other random numbers for the bootstrap.
   *
   * @param value the seed
   * @return the estimator
   */
  public PersistenceExponentEstimator withSeed(long value) {
    return new PersistenceExponentEstimator(threshold, value);
  }

  /**
   * Estimates from intervals in their order in time.
   *
   * @param intervals at least 200, positive and finite
   * @return the estimate
   * @throws IllPosedProblemException if fewer than 20 intervals exceed the threshold
   */
  public ExponentEstimate fit(double[] intervals) {
    int n = intervals.length;
    if (n < 2 * BLOCKS) {
      throw new IllegalArgumentException(
          "intervals has length " + n + ": must be at least " + 2 * BLOCKS);
    }
    double total = 0;
    for (int i = 0; i < n; i++) {
      if (!(intervals[i] > 0) || Double.isInfinite(intervals[i])) {
        throw new IllegalArgumentException(
            "intervals[" + i + "] is " + intervals[i] + ": must be positive and finite");
      }
      total += intervals[i];
    }
    double t0 = Double.isNaN(threshold) ? 3 * total / n : threshold;
    double[] excess = new double[BLOCKS];
    int[] beyond = new int[BLOCKS];
    int[] size = new int[BLOCKS];
    int count = 0;
    for (int i = 0; i < n; i++) {
      int block = (int) ((long) i * BLOCKS / n);
      size[block]++;
      if (intervals[i] > t0) {
        excess[block] += intervals[i] - t0;
        beyond[block]++;
        count++;
      }
    }
    if (count < LEAST) {
      throw new IllPosedProblemException(
          count + " of " + n + " intervals exceed " + t0 + ": an estimate needs " + LEAST);
    }
    int[] all = new int[BLOCKS];
    for (int b = 0; b < BLOCKS; b++) {
      all[b] = b;
    }
    double[] estimate = estimate(all, excess, beyond, size, t0);
    PhiloxGenerator random = Streams.of(seed).substream("block bootstrap").generator();
    double[] sum = new double[2];
    double[] square = new double[2];
    int[] chosen = new int[BLOCKS];
    for (int r = 0; r < REPLICATES; r++) {
      for (int b = 0; b < BLOCKS; b++) {
        chosen[b] = (int) (random.nextDouble() * BLOCKS);
      }
      double[] replicate = estimate(chosen, excess, beyond, size, t0);
      for (int k = 0; k < 2; k++) {
        sum[k] += replicate[k] - estimate[k];
        square[k] += (replicate[k] - estimate[k]) * (replicate[k] - estimate[k]);
      }
    }
    double[] error = new double[2];
    for (int k = 0; k < 2; k++) {
      double mean = sum[k] / REPLICATES;
      error[k] = Math.sqrt((square[k] / REPLICATES - mean * mean) * BLOCKS / (BLOCKS - 1));
    }
    return new ExponentEstimate(estimate[0], error[0], estimate[1], error[1], t0, count);
  }

  /**
   * A straight line through log Ŝ(t) between two times, -θt + log C, by least squares over twelve
   * equidistant times. The points of one Ŝ depend on each other: the errors are those of the same
   * bootstrap of blocks, not of the regression.
   *
   * @param intervals as in {@link #fit}
   * @param from the first time, at least 0
   * @param to the last time, beyond which at least 20 intervals reach
   * @return the estimate; its threshold is the first time, its observations those beyond it
   * @throws IllPosedProblemException if fewer than 20 intervals exceed the last time
   */
  public ExponentEstimate regression(double[] intervals, double from, double to) {
    Requirements.time(from);
    if (!(to > from) || Double.isInfinite(to)) {
      throw new IllegalArgumentException(
          "to is " + to + ": must be finite and greater than from, " + from);
    }
    int n = intervals.length;
    if (n < 2 * BLOCKS) {
      throw new IllegalArgumentException(
          "intervals has length " + n + ": must be at least " + 2 * BLOCKS);
    }
    int[][] beyond = new int[BLOCKS][POINTS];
    int[] size = new int[BLOCKS];
    int[] total = new int[POINTS];
    for (int i = 0; i < n; i++) {
      Requirements.positive("intervals[" + i + "]", intervals[i]);
      int block = (int) ((long) i * BLOCKS / n);
      size[block]++;
      for (int k = 0; k < POINTS && intervals[i] > from + k * (to - from) / (POINTS - 1); k++) {
        beyond[block][k]++;
        total[k]++;
      }
    }
    if (total[POINTS - 1] < LEAST) {
      throw new IllPosedProblemException(
          total[POINTS - 1]
              + " of "
              + n
              + " intervals exceed "
              + to
              + ": a regression needs "
              + LEAST);
    }
    double[] estimate = line(total, n, from, to);
    PhiloxGenerator random = Streams.of(seed).substream("regression bootstrap").generator();
    double[] sum = new double[2];
    double[] square = new double[2];
    int used = 0;
    for (int r = 0; r < REPLICATES; r++) {
      int[] counts = new int[POINTS];
      int all = 0;
      for (int b = 0; b < BLOCKS; b++) {
        int chosen = (int) (random.nextDouble() * BLOCKS);
        all += size[chosen];
        for (int k = 0; k < POINTS; k++) {
          counts[k] += beyond[chosen][k];
        }
      }
      if (counts[POINTS - 1] == 0) {
        continue;
      }
      used++;
      double[] replicate = line(counts, all, from, to);
      for (int k = 0; k < 2; k++) {
        double difference = replicate[k] - estimate[k];
        sum[k] += difference;
        square[k] += difference * difference;
      }
    }
    double[] error = new double[2];
    for (int k = 0; k < 2; k++) {
      double mean = sum[k] / used;
      error[k] = Math.sqrt((square[k] / used - mean * mean) * BLOCKS / (BLOCKS - 1));
    }
    return new ExponentEstimate(estimate[0], error[0], estimate[1], error[1], from, total[0]);
  }

  /** θ and C of the line through log(count/all). */
  private static double[] line(int[] counts, int all, double from, double to) {
    double step = (to - from) / (POINTS - 1);
    double centre = (POINTS - 1) / 2.0;
    double meanLog = 0;
    double slope = 0;
    double weight = 0;
    for (int k = 0; k < POINTS; k++) {
      double log = Elementary.log((double) counts[k] / all);
      meanLog += log / POINTS;
      slope += (k - centre) * log;
      weight += (k - centre) * (k - centre);
    }
    double theta = -slope / weight / step;
    return new double[] {theta, Elementary.exp(meanLog + theta * (from + centre * step))};
  }

  /** θ and C. */
  private static double[] estimate(
      int[] blocks, double[] excess, int[] beyond, int[] size, double t0) {
    double rest = 0;
    long tail = 0;
    long all = 0;
    for (int b : blocks) {
      rest += excess[b];
      tail += beyond[b];
      all += size[b];
    }
    double theta = tail / rest;
    return new double[] {theta, (double) tail / all * Elementary.exp(theta * t0)};
  }

  /**
   * Estimates for several thresholds: where they stop drifting, the tail is exponential.
   *
   * @param intervals as in {@link #fit}
   * @param thresholds the thresholds
   * @return one estimate for each threshold
   */
  public List<ExponentEstimate> stability(double[] intervals, double... thresholds) {
    List<ExponentEstimate> estimates = new ArrayList<>();
    for (double time : thresholds) {
      estimates.add(withThreshold(time).fit(intervals));
    }
    return List.copyOf(estimates);
  }
}
