package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import java.util.Arrays;

/**
 * The dual of {@link MulticlassSvm} by block coordinate descent: row after row of Y is moved by a
 * projected gradient step of its own curvature ‖xᵢ‖²/θ, while V = Xᵀ(Y - B) is kept up to date.
 * O(npk) for a sweep, which is one update. The error is the norm of the projected gradient mapping
 * with step 1.
 *
 * <p>The iterations themselves cannot be differentiated: use implicit mode.
 */
public final class SvmCoordinateDescent implements IterativeSolver<SvmCoordinateDescent.State> {
  private final NdArray design;
  private final NdArray labels;
  private final OptimalityCondition optimality;
  private final SolverOptions options;
  private final double[] x;
  private final double[] b;
  private final int n;
  private final int p;
  private final int k;

  private SvmCoordinateDescent(
      NdArray design, NdArray labels, OptimalityCondition optimality, SolverOptions options) {
    this.design = design;
    this.labels = labels;
    this.optimality = optimality;
    this.options = options;
    this.x = design.toArray();
    this.b = labels.toArray();
    this.n = design.extent(0);
    this.p = design.extent(1);
    this.k = labels.extent(1);
  }

  /** For data that are checked. */
  static SvmCoordinateDescent of(NdArray design, NdArray labels, OptimalityCondition optimality) {
    return new SvmCoordinateDescent(design, labels, optimality, SolverOptions.DEFAULT);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public SvmCoordinateDescent withOptions(SolverOptions newOptions) {
    return new SvmCoordinateDescent(design, labels, optimality, newOptions);
  }

  /**
   * The state.
   *
   * @param solution Y
   * @param iteration the number of sweeps
   * @param error the norm of the projected gradient mapping
   */
  public record State(NdArray solution, int iteration, double error) implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    PlainNumbers.require("SvmCoordinateDescent", start, parameters);
    if (!Arrays.equals(start.shape(), labels.shape())) {
      throw new IllegalArgumentException(
          "start has shape "
              + Arrays.toString(start.shape())
              + ": must be "
              + Arrays.toString(labels.shape()));
    }
    ArrayChecks.requirePositive("parameters", parameters);
    return new State(start, 0, error(start, parameters));
  }

  private double error(NdArray y, NdArray parameters) {
    return optimality.residual(y, parameters).norm().value();
  }

  @Override
  public State update(State state, NdArray parameters) {
    double theta = parameters.value();
    double[] y = state.solution.toArray();
    // Afresh, so that rounding does not accumulate; of shape [k, p], so that rows are contiguous.
    double[] v = state.solution.minus(labels).transposeMatmul(design).toArray();
    double[] row = new double[k];
    for (int i = 0; i < n; i++) {
      double curvature = Reductions.dot(x, i * p, x, i * p, p) / theta;
      if (curvature == 0) {
        // Only ⟨B, Y⟩ is left: all weight away from the label, to the first other class.
        for (int j = 0, free = 1; j < k; j++) {
          boolean here = b[i * k + j] == 0 && free == 1;
          y[i * k + j] = here ? 1 : 0;
          free = here ? 0 : free;
        }
        continue;
      }
      for (int j = 0; j < k; j++) {
        double slope = Reductions.dot(x, i * p, v, j * p, p) / theta + b[i * k + j];
        row[j] = y[i * k + j] - slope / curvature;
      }
      double tau = SimplexThreshold.of(row, 1);
      for (int j = 0; j < k; j++) {
        double next = Math.max(row[j] - tau, 0);
        double change = next - y[i * k + j];
        if (change != 0) {
          y[i * k + j] = next;
          Blas1.axpy(change, x, i * p, v, j * p, p);
        }
      }
    }
    NdArray solution = NdArray.wrap(y, n, k);
    return new State(solution, state.iteration + 1, error(solution, parameters));
  }

  @Override
  public OptimalityCondition optimality() {
    return optimality;
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
