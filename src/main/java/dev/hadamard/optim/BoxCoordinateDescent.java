package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Reductions;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Minimises ½xᵀQx + cᵀx over a box by coordinate descent: each element moves to its minimiser with
 * the others fixed, while the gradient is kept up to date. O(n²) for a sweep, which is one update.
 * The error is the norm of the projected gradient mapping with step 1. The data may depend on the
 * parameters in any way; derivatives of the solution flow into all of them.
 *
 * <p>The iterations themselves cannot be differentiated: use implicit mode.
 */
public final class BoxCoordinateDescent implements IterativeSolver<BoxCoordinateDescent.State> {
  /**
   * The data.
   *
   * @param q Q, of shape [n, n], positive semidefinite; its symmetric part is meant
   * @param c c, of n elements
   * @param lower the lower bounds, of n elements or a number; may be -∞
   * @param upper the upper bounds, at least the lower; may be ∞
   */
  public record Data(NdArray q, NdArray c, NdArray lower, NdArray upper) {
    /** Checks the shapes. */
    public Data {
      int n = c.size();
      if (!Arrays.equals(q.shape(), new int[] {n, n})) {
        throw new IllegalArgumentException(
            "q has shape " + Arrays.toString(q.shape()) + ": must be [" + n + ", " + n + "]");
      }
      NonFiniteInputException.require("q", q);
      NonFiniteInputException.require("c", c);
    }

    private NdArray objective(NdArray x) {
      return x.dot(q.matmul(x)).times(0.5).plus(c.dot(x));
    }
  }

  private final Function<NdArray, Data> data;
  private final SolverOptions options;

  private BoxCoordinateDescent(Function<NdArray, Data> data, SolverOptions options) {
    this.data = data;
    this.options = options;
  }

  /**
   * The method for a program.
   *
   * @param data the data for θ
   * @return the solver
   */
  public static BoxCoordinateDescent of(Function<NdArray, Data> data) {
    return new BoxCoordinateDescent(data, SolverOptions.DEFAULT);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public BoxCoordinateDescent withOptions(SolverOptions newOptions) {
    return new BoxCoordinateDescent(data, newOptions);
  }

  /**
   * The state.
   *
   * @param solution x, in the box
   * @param iteration the number of sweeps
   * @param error the norm of the projected gradient mapping
   */
  public record State(NdArray solution, int iteration, double error) implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    PlainNumbers.require("BoxCoordinateDescent", start, parameters);
    Data d = data.apply(parameters);
    if (start.rank() != 1 || start.size() != d.c.size()) {
      throw new IllegalArgumentException(
          "start has shape "
              + Arrays.toString(start.shape())
              + ": must be a vector of "
              + d.c.size());
    }
    ArrayChecks.requirePositiveSemidefinite("q", d.q.plus(d.q.transpose()).times(0.5));
    NdArray x = Projections.box(d.lower, d.upper).project(start);
    return new State(x, 0, error(x, d));
  }

  @Override
  public State update(State state, NdArray parameters) {
    Data d = data.apply(parameters);
    int n = d.c.size();
    NdArray symmetric = d.q.plus(d.q.transpose()).times(0.5);
    double[] q = symmetric.toArray();
    double[] lower = d.lower.broadcastTo(n).toArray();
    double[] upper = d.upper.broadcastTo(n).toArray();
    double[] x = state.solution.toArray();
    double[] g = symmetric.matmul(state.solution).plus(d.c).toArray();
    for (int j = 0; j < n; j++) {
      double curvature = q[j * n + j];
      if (curvature < 0) {
        throw new IllPosedProblemException(
            "q has the element "
                + curvature
                + " on its diagonal: must be positive semidefinite; direction of negative"
                + " curvature: element "
                + j);
      }
      double target =
          curvature > 0
              ? x[j] - g[j] / curvature
              : g[j] > 0 ? lower[j] : g[j] < 0 ? upper[j] : x[j];
      double next = Math.min(Math.max(target, lower[j]), upper[j]);
      if (Double.isInfinite(next)) {
        throw new IllPosedProblemException(
            "the objective is unbounded below along element " + j + ", without curvature");
      }
      double change = next - x[j];
      if (change != 0) {
        x[j] = next;
        Blas1.axpy(change, q, j * n, g, 0, n);
      }
    }
    NdArray solution = NdArray.of(x);
    return new State(solution, state.iteration + 1, error(solution, d));
  }

  /** ‖Π(x - g) - x‖, also where the gradient g is lost in the rounding of x. */
  private static double error(NdArray x, Data d) {
    int n = x.size();
    double[] p = x.toArray();
    double[] g = d.q.plus(d.q.transpose()).times(0.5).matmul(x).plus(d.c).toArray();
    double[] lower = d.lower.broadcastTo(n).toArray();
    double[] upper = d.upper.broadcastTo(n).toArray();
    for (int i = 0; i < n; i++) {
      g[i] = Math.min(Math.max(-g[i], lower[i] - p[i]), upper[i] - p[i]);
    }
    return Reductions.norm(g);
  }

  @Override
  public OptimalityCondition optimality() {
    return OptimalityCondition.projectedGradient(
        (x, theta) -> data.apply(theta).objective(x),
        (x, theta) -> {
          Data d = data.apply(theta);
          return Projections.box(d.lower, d.upper).project(x);
        },
        1);
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
