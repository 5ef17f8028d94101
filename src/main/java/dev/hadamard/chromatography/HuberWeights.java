package dev.hadamard.chromatography;

import dev.hadamard.optim.LevenbergMarquardt;
import dev.hadamard.optim.SolverStatus;
import java.util.Arrays;

/**
 * Huber's M-estimate by reweighted least squares: residuals beyond c scales get the weight c
 * scale/|r|.
 */
final class HuberWeights {
  private static final int MOST_SWEEPS = 200;
  private static final double MEDIAN = 1.4826;

  private final double threshold;
  private final double noise;

  /** The weights that the residuals are multiplied with; changed here. */
  private final double[] weight;

  private final double[] fixed;
  private double scale;

  HuberWeights(double threshold, double noise, double[] weight) {
    this.threshold = threshold;
    this.noise = noise;
    this.weight = weight;
    fixed = weight.clone();
  }

  /**
   * Repeats the fit with new weights until the parameters stay.
   *
   * @return the last fit, with residuals and Jacobian without the weights of this class
   */
  LevenbergMarquardt.Result refine(
      LevenbergMarquardt.Residuals residuals,
      int count,
      LevenbergMarquardt.Result first,
      double[] lower,
      double[] upper) {
    LevenbergMarquardt.Result result = first;
    boolean settled = false;
    int iterations = first.iterations();
    for (int sweep = 0; sweep < MOST_SWEEPS && !settled; sweep++) {
      double[] plain = plain(result.residuals());
      scale = scale(plain);
      if (scale == 0) {
        settled = true;
        break;
      }
      for (int i = 0; i < count; i++) {
        double size = Math.abs(plain[i]);
        double share = size > threshold * scale ? threshold * scale / size : 1;
        weight[i] = fixed[i] * Math.sqrt(share);
      }
      double[] before = result.parameters();
      result = LevenbergMarquardt.of().minimise(residuals, count, before, lower, upper);
      iterations += result.iterations();
      settled = true;
      for (int j = 0; j < before.length; j++) {
        double now = result.parameters()[j];
        settled &= Math.abs(now - before[j]) <= 1e-9 * (1e-3 + Math.abs(now));
      }
    }
    int n = result.parameters().length;
    double[] jacobian = result.jacobian().clone();
    double[] plain = plain(result.residuals());
    double cost = 0;
    for (int i = 0; i < count; i++) {
      double factor = fixed[i] / weight[i];
      cost = Math.fma(plain[i] / 2, plain[i], cost);
      for (int j = 0; j < n; j++) {
        jacobian[i * n + j] *= factor;
      }
    }
    SolverStatus status = settled ? result.status() : SolverStatus.MAX_ITERATIONS;
    return new LevenbergMarquardt.Result(
        result.parameters(), plain, jacobian, cost, iterations, status, result.atBound());
  }

  private double[] plain(double[] weighted) {
    double[] plain = new double[weighted.length];
    Arrays.setAll(plain, i -> weighted[i] * (fixed[i] / weight[i]));
    return plain;
  }

  private double scale(double[] plain) {
    if (!Double.isNaN(noise)) {
      return noise;
    }
    double[] sizes = new double[plain.length];
    Arrays.setAll(sizes, i -> Math.abs(plain[i]));
    Arrays.sort(sizes);
    int m = sizes.length;
    return MEDIAN * (sizes[(m - 1) / 2] + sizes[m / 2]) / 2;
  }

  /** The factor of (JᵀJ)⁻¹, as a standard deviation: K √(Σψ²/(m - n))/(Σψ'/m). */
  double deviation(LevenbergMarquardt.Result result, int n) {
    int m = result.residuals().length;
    double squares = 0;
    double inside = 0;
    for (double r : result.residuals()) {
      double psi = Math.min(Math.abs(r), threshold * scale);
      squares = Math.fma(psi, psi, squares);
      inside += Math.abs(r) <= threshold * scale ? 1 : 0;
    }
    double share = inside / m;
    double correction = 1 + (double) n / m * (1 - share) / share;
    return correction * Math.sqrt(squares / (m - n)) / share;
  }
}
