package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.random.CirculantEmbedding;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Exact simulation of a stationary Gaussian process on a grid, by circulant embedding.
 *
 * <p>If the shortest embedding has negative eigenvalues, its length is doubled up to three times;
 * then the model is refused, or with {@link #approximate} the negative part is left out and its
 * variance reported. What is exact are the values on the grid: a process that crosses zero twice
 * between two grid points shows no crossing there. {@link GridLaw} says how many that are.
 * Immutable.
 */
public final class StationaryGaussianSimulator {
  private static final int DOUBLINGS = 3;
  private static final int MAX_POINTS = 1 << 25;

  private final CorrelationModel model;
  private final double step;
  private final int points;
  private final CirculantEmbedding embedding;

  private StationaryGaussianSimulator(
      CorrelationModel model, double step, int points, CirculantEmbedding embedding) {
    this.model = model;
    this.step = step;
    this.points = points;
    this.embedding = embedding;
  }

  /**
   * A simulator that is exact on the grid.
   *
   * @param model the correlation
   * @param step the distance of grid points, positive
   * @param points their number, from 2 to 2^25
   * @return the simulator
   * @throws IllPosedProblemException if no embedding up to eight times the length is nonnegative
   */
  public static StationaryGaussianSimulator circulant(
      CorrelationModel model, double step, int points) {
    StationaryGaussianSimulator simulator = approximate(model, step, points);
    if (!simulator.exact()) {
      throw new IllPosedProblemException(
          "the circulant embedding of "
              + model.name()
              + " with step "
              + step
              + " and "
              + points
              + " points has the eigenvalue "
              + simulator.embedding.smallestEigenvalue()
              + "; without the negative ones the variance would be in excess by "
              + simulator.clippedVariance());
    }
    return simulator;
  }

  /**
   * A simulator that leaves out negative eigenvalues where there are any.
   *
   * @param model the correlation
   * @param step the distance of grid points, positive
   * @param points their number, from 2 to 2^25
   * @return the simulator; {@link #clippedVariance} is the largest error of its covariances
   */
  public static StationaryGaussianSimulator approximate(
      CorrelationModel model, double step, int points) {
    Requirements.positive("step", step);
    if (points < 2 || points > MAX_POINTS) {
      throw new IllegalArgumentException(
          "points is " + points + ": must be from 2 to " + MAX_POINTS);
    }
    int lags = 1;
    while (lags < points - 1) {
      lags *= 2;
    }
    CirculantEmbedding embedding = embed(model, step, lags);
    for (int k = 0; k < DOUBLINGS && !embedding.exact() && 2 * lags <= MAX_POINTS; k++) {
      lags *= 2;
      embedding = embed(model, step, lags);
    }
    return new StationaryGaussianSimulator(model, step, points, embedding);
  }

  private static CirculantEmbedding embed(CorrelationModel model, double step, int lags) {
    double[] covariances = new double[lags + 1];
    for (int k = 0; k <= lags; k++) {
      covariances[k] = model.value(k * step);
    }
    return CirculantEmbedding.of(covariances);
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
   * Whether values on the grid follow the model exactly.
   *
   * @return false if negative eigenvalues were left out
   */
  public boolean exact() {
    return embedding.exact();
  }

  /**
   * The variance that paths have in excess because negative eigenvalues were left out.
   *
   * @return the excess, 0 up to rounding for an exact simulator
   */
  public double clippedVariance() {
    return embedding.clippedMass();
  }

  /**
   * Draws two independent paths.
   *
   * @param random the source
   * @return the paths
   */
  public List<GaussianPath> pair(RandomGenerator random) {
    double[] first = new double[points];
    double[] second = new double[points];
    embedding.sample(random, first, second);
    return List.of(GaussianPath.of(step, first), GaussianPath.of(step, second));
  }
}
