package dev.hadamard.excursion;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.IndefiniteMatrixException;
import dev.hadamard.linalg.Jitter;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;

/**
 * Crossings of a path on a grid with those that the grid hides: where the path may have crossed the
 * level unseen, values at m - 1 points within the step are drawn from their law under a model given
 * the grid, and crossings are looked for among them.
 *
 * <p>No rule can tell from the grid where a pair of crossings was missed; it can only be drawn with
 * the right probability. So crossings found here are random even for a given path: averages over
 * many are right, a single pair may not have happened. What is exact: the values in a step are
 * drawn given those at the nearest grid points (three on either side; for a path with slopes,
 * values and slopes at the two ends), so that together they have the law of the process, and the
 * expected number of crossings is that of a path with step h/m, {@link #gridLaw}. If values and
 * slopes are a Markov process (random acceleration, second-order autoregression, Matérn 3/2, the
 * underdamped oscillator) the whole path has the law of one with step h/m. For other models
 * dependence between inserted values of different steps is left out beyond what the grid carries.
 *
 * <p>Steps are left alone where a crossing would be nine standard deviations away. O(m) operations
 * for each step next to the level, O(m²) where values are drawn. Immutable.
 *
 * <pre>{@code
 * GaussianPath path = StateSpaceSimulator.of(r, 0.1, 1 << 20).path(random);
 * double[] intervals = SubgridCrossings.of(r, 64).zeroCrossings(path, random).intervals();
 * }</pre>
 */
public final class SubgridCrossings {
  private static final int LARGEST = 256;

  /** Grid points on either side of a step that its values are drawn given. */
  private static final int NEIGHBOURS = 3;

  /** P(|N| > 9) is 2e-19. */
  private static final double DEVIATIONS = 9;

  /**
   * Noise of 3e-8 to 1e-6, where points are so close that their covariance is singular in doubles.
   */
  private static final Jitter JITTER = new Jitter(1e-15, 10, 1e-12);

  private final CorrelationModel model;
  private final int refinement;

  private SubgridCrossings(CorrelationModel model, int refinement) {
    this.model = model;
    this.refinement = refinement;
  }

  /**
   * For paths of a model.
   *
   * @param model the correlation of the paths, whose mean is 0 and variance 1
   * @param refinement m, the number of parts of a step, from 2 to 256
   * @return the detector
   * @throws IllPosedProblemException if λ₂ is infinite: there are infinitely many crossings
   */
  public static SubgridCrossings of(CorrelationModel model, int refinement) {
    if (refinement < 2 || refinement > LARGEST) {
      throw new IllegalArgumentException(
          "refinement is " + refinement + ": must be from 2 to " + LARGEST);
    }
    if (!(model.lambda2() < Double.POSITIVE_INFINITY)) {
      throw new IllPosedProblemException(
          model.name() + " has infinite crossing intensity: lambda2 is infinite");
    }
    return new SubgridCrossings(model, refinement);
  }

  /**
   * What remains hidden: the law of the zeros on the refined grid.
   *
   * @param step the step h of a path
   * @return the law of a grid of step h/m
   */
  public GridLaw gridLaw(double step) {
    return GridLaw.of(model, Requirements.positive("step", step) / refinement);
  }

  /**
   * The zero crossings of a path.
   *
   * @param path the path
   * @param random the source of inserted values
   * @return its crossings of 0
   */
  public Crossings zeroCrossings(GaussianPath path, RandomGenerator random) {
    return crossings(path, 0, random);
  }

  /**
   * The crossings of a level.
   *
   * @param path the path, of the model
   * @param level u, finite
   * @param random the source of inserted values: m - 1 normal numbers for each step that may hide a
   *     crossing
   * @return the crossings, with times by linear interpolation on the refined grid
   * @throws IllegalArgumentException if a value or slope is not finite
   * @throws IllPosedProblemException if every value is on the level, or if the model has no
   *     covariance that is positive definite on the refined grid to 1e-12
   */
  public Crossings crossings(GaussianPath path, double level, RandomGenerator random) {
    CrossingTimes crossings = new CrossingTimes(level);
    double[] x = path.values();
    for (int i = 0; i < x.length; i++) {
      CrossingTimes.requireFinite(x, i);
    }
    double[] slopes = path.slopes();
    for (int i = 0; i < slopes.length; i++) {
      if (!Double.isFinite(slopes[i])) {
        throw new IllegalArgumentException(
            "slopes[" + i + "] is " + slopes[i] + ": must be finite");
      }
    }
    double h = path.step();
    // Where r is not monotone, a path goes further within a step than from end to end.
    double furthest = 0;
    for (int j = 1; j <= refinement; j++) {
      furthest = Math.max(furthest, model.oneMinus(j * h / refinement));
    }
    double reach = DEVIATIONS * Math.sqrt(2 * furthest);
    int neighbours = slopes.length > 0 ? 1 : NEIGHBOURS;
    Map<Integer, Bridge> bridges = new HashMap<>();
    double[] inner = new double[refinement - 1];
    crossings.crosses(x[0]);
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i] - level;
      double b = x[i + 1] - level;
      boolean drawn = false;
      if (a * b <= 0 || Math.min(Math.abs(a), Math.abs(b)) < reach) {
        int left = Math.min(neighbours, i + 1);
        int right = Math.min(neighbours, x.length - 1 - i);
        Bridge bridge =
            bridges.computeIfAbsent(
                left * (NEIGHBOURS + 1) + right, k -> new Bridge(h, left, right, slopes));
        drawn = bridge.draw(path, i, level, random, inner);
      }
      double before = a;
      if (drawn) {
        for (int j = 0; j < inner.length; j++) {
          double here = inner[j] - level;
          if (crossings.crosses(inner[j])) {
            crossings.add(h * (i + (j + before / (before - here)) / refinement));
          }
          before = here;
        }
      }
      if (crossings.crosses(x[i + 1])) {
        double fraction = before / (before - b);
        crossings.add(h * (i + (drawn ? (refinement - 1 + fraction) / refinement : fraction)));
      }
    }
    return crossings.crossings(path.duration());
  }

  /** The law of the values within a step given the grid around it. */
  private final class Bridge {
    private final int left;
    private final int observed;
    private final boolean withSlopes;

    /** Of each inner value, from each observed one; row-major. */
    private final double[] weights;

    /** The lower factor of the conditional covariance, row-major. */
    private final double[] factor;

    private final double[] deviations;
    private final double[] normal = new double[refinement - 1];
    private final double[] around;

    Bridge(double h, int left, int right, double[] slopes) {
      this.left = left;
      this.withSlopes = slopes.length > 0;
      int points = left + right;
      observed = withSlopes ? 2 * points : points;
      around = new double[observed];
      int inner = refinement - 1;
      int n = observed + inner;
      // Times from the beginning of the step; slopes in units of their standard deviation.
      double[] times = new double[n];
      boolean[] slope = new boolean[n];
      for (int k = 0; k < observed; k++) {
        times[k] = h * (k % points - left + 1);
        slope[k] = k >= points;
      }
      for (int j = 0; j < inner; j++) {
        times[observed + j] = h * (j + 1) / refinement;
      }
      DMatrixRMaj covariance = new DMatrixRMaj(n, n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          covariance.set(i, j, covariance(times[i] - times[j], slope[i], slope[j]));
        }
      }
      DMatrixRMaj lower;
      try {
        lower = Cholesky.of(covariance, JITTER).lower();
      } catch (IndefiniteMatrixException e) {
        throw new IllPosedProblemException(
            model.name()
                + ": no positive definite covariance on the refined grid: "
                + e.getMessage());
      }
      // The rows of inner points are (B, C): given the others, mean B A⁻¹ x and factor C.
      weights = new double[inner * observed];
      factor = new double[inner * inner];
      deviations = new double[inner];
      for (int j = 0; j < inner; j++) {
        for (int k = observed - 1; k >= 0; k--) {
          double sum = lower.get(observed + j, k);
          for (int l = k + 1; l < observed; l++) {
            sum = Math.fma(-weights[j * observed + l], lower.get(l, k), sum);
          }
          weights[j * observed + k] = sum / lower.get(k, k);
        }
        double variance = 0;
        for (int k = 0; k <= j; k++) {
          double entry = lower.get(observed + j, observed + k);
          factor[j * inner + k] = entry;
          variance = Math.fma(entry, entry, variance);
        }
        deviations[j] = Math.sqrt(variance);
      }
    }

    /** Between two of X and X'/√λ₂ at a distance in time. */
    private double covariance(double t, boolean firstSlope, boolean secondSlope) {
      double distance = Math.abs(t);
      if (firstSlope && secondSlope) {
        return -model.secondDerivative(distance) / model.lambda2();
      }
      if (firstSlope == secondSlope) {
        return model.value(distance);
      }
      double d = model.derivative(distance) / Math.sqrt(model.lambda2());
      return t < 0 == firstSlope ? -d : d;
    }

    /** Draws the values within a step; false where none of them can be across the level. */
    boolean draw(GaussianPath path, int i, double level, RandomGenerator random, double[] inner) {
      double[] x = path.values();
      int points = withSlopes ? observed / 2 : observed;
      double unit = Math.sqrt(model.lambda2());
      for (int k = 0; k < observed; k++) {
        int at = i - left + 1 + k % points;
        around[k] = k < points ? x[at] : path.slopes()[at] / unit;
      }
      boolean possible = (x[i] - level) * (x[i + 1] - level) <= 0;
      double sign = x[i] > level ? 1 : -1;
      for (int j = 0; j < inner.length; j++) {
        double sum = 0;
        for (int k = 0; k < observed; k++) {
          sum = Math.fma(weights[j * observed + k], around[k], sum);
        }
        inner[j] = sum;
        possible |= sign * (sum - level) < DEVIATIONS * deviations[j];
      }
      if (!possible) {
        return false;
      }
      StateSpaceSimulator.fill(random, normal);
      for (int j = 0; j < inner.length; j++) {
        double sum = inner[j];
        for (int k = 0; k <= j; k++) {
          sum = Math.fma(factor[j * inner.length + k], normal[k], sum);
        }
        inner[j] = sum;
      }
      return true;
    }
  }
}
