package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.random.PhiloxGenerator;
import java.util.random.RandomGenerator;

/**
 * Exact simulation of an autoregressive process with its slopes on a grid, step by step.
 *
 * <p>For second-order autoregression, the underdamped oscillator, random acceleration, integrated
 * white noise and Matérn models of half-integer smoothness, also in another unit of time, the
 * process and its first derivatives are a Markov process: the next state is a linear function of
 * the last one and of independent normal numbers. With the slopes {@link CrossingDetector#hermite}
 * finds the times of crossings to the fourth power of the step. Order m up to 8; O(m²) for each
 * point, no limit on their number but memory. Immutable.
 */
public final class StateSpaceSimulator {
  private final CorrelationModel model;
  private final double step;
  private final int points;
  private final int order;
  private final double[] transition;
  private final double[] noise;
  private final double[] stationary;

  private StateSpaceSimulator(CorrelationModel model, double step, int points) {
    this.model = model;
    this.step = step;
    this.points = points;
    MarkovTransition law = MarkovTransition.of(model, step);
    this.order = law.transition.numRows;
    this.transition = law.transition.data;
    this.noise = law.noise.data;
    this.stationary = law.stationary.data;
  }

  /**
   * A simulator.
   *
   * @param model an autoregressive correlation
   * @param step the distance of grid points, positive
   * @param points their number, at least 2
   * @return the simulator
   * @throws IllegalArgumentException if the model is not autoregressive of an order up to 8
   * @throws IllPosedProblemException if rates and step are so far apart that the covariance of a
   *     step has no Cholesky factor in double precision
   */
  public static StateSpaceSimulator of(CorrelationModel model, double step, int points) {
    Requirements.positive("step", step);
    if (points < 2) {
      throw new IllegalArgumentException("points is " + points + ": must be at least 2");
    }
    return new StateSpaceSimulator(model, step, points);
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
   * Draws a path with its slopes. Takes m normal numbers for each point.
   *
   * @param random the source
   * @return the path, stationary from its first point on
   */
  public GaussianPath path(RandomGenerator random) {
    double[] values = new double[points];
    double[] slopes = new double[points];
    double[] normal = new double[order];
    double[] state = new double[order];
    double[] next = new double[order];
    for (int i = 0; i < points; i++) {
      fill(random, normal);
      double[] factor = i == 0 ? stationary : noise;
      for (int row = 0; row < order; row++) {
        double sum = 0;
        for (int k = 0; k <= row; k++) {
          sum = Math.fma(factor[row * order + k], normal[k], sum);
        }
        if (i > 0) {
          for (int k = 0; k < order; k++) {
            sum = Math.fma(transition[row * order + k], state[k], sum);
          }
        }
        next[row] = sum;
      }
      double[] swap = state;
      state = next;
      next = swap;
      values[i] = state[0];
      slopes[i] = state[1];
    }
    return new GaussianPath(step, values, slopes);
  }

  static void fill(RandomGenerator random, double[] normal) {
    if (random instanceof PhiloxGenerator philox) {
      philox.fillNormal(normal);
    } else {
      for (int k = 0; k < normal.length; k++) {
        normal[k] = random.nextGaussian();
      }
    }
  }
}
