package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.DifferentiableOp;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.IterativeSolver;
import dev.hadamard.optim.SolverResult;
import dev.hadamard.optim.SolverState;
import dev.hadamard.optim.SolverStatus;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;

/**
 * A solver whose solution is differentiated in a chosen way.
 *
 * @param <S> the state of the solver
 */
public final class DifferentiableSolver<S extends SolverState> implements BinaryOperator<NdArray> {
  /** Products of matrices that converge to 0 may grow at first. */
  private static final double MOST_GROWTH = 1e4;

  private final IterativeSolver<S> solver;
  private final BackwardMode mode;
  private final CustomRoot root;
  private final AtomicReference<SolverResult> lastResult = new AtomicReference<>();

  private DifferentiableSolver(
      IterativeSolver<S> solver, BackwardMode mode, ImplicitSystem.Memory memory) {
    this.solver = solver;
    this.mode = mode;
    this.root =
        mode instanceof BackwardMode.Implicit m
            ? CustomRoot.of(this::solve, solver.optimality(), m.options(), memory)
            : null;
  }

  /**
   * A solver with a way of differentiating it.
   *
   * @param <S> the state of the solver
   * @param solver the solver
   * @param mode how its solution is differentiated
   * @return the solver as an operation
   * @throws IllegalArgumentException if the mode applies updates at the solution and the solver
   *     does not update by a fixed map
   */
  public static <S extends SolverState> DifferentiableSolver<S> of(
      IterativeSolver<S> solver, BackwardMode mode) {
    return of(solver, mode, new ImplicitSystem.Memory());
  }

  /** With last linear solutions that are shared with other solvers. */
  static <S extends SolverState> DifferentiableSolver<S> of(
      IterativeSolver<S> solver, BackwardMode mode, ImplicitSystem.Memory memory) {
    boolean byUpdates =
        mode instanceof BackwardMode.Truncated || mode instanceof BackwardMode.Neumann;
    if (byUpdates && !solver.updatesByFixedMap()) {
      throw new IllegalArgumentException(
          "mode is "
              + mode
              + ": must not be one that repeats updates at the solution, for this solver has none"
              + " that are a fixed map; give it a fixed step size, or use implicit or unrolled");
    }
    if (mode instanceof BackwardMode.DirectLoss && solver.optimality().objective().isEmpty()) {
      throw new IllegalArgumentException(
          "mode is "
              + mode
              + ": must not be direct loss, for the solver minimises no objective that"
              + " is known to be smooth and without constraints");
    }
    return new DifferentiableSolver<>(solver, mode, memory);
  }

  private NdArray solve(NdArray start, NdArray theta) {
    SolverResult result = solver.run(start, theta);
    lastResult.set(result);
    if (result.status() == SolverStatus.NON_FINITE) {
      result.orThrow();
    }
    if (result.status() == SolverStatus.MAX_ITERATIONS && mode instanceof BackwardMode.Implicit m) {
      ImplicitDiff.doubt(
          "the solver ended after "
              + result.iterations()
              + " iterations with an error of "
              + result.error()
              + ": the derivative is no more exact than its solution",
          m.options().onInexact(),
          new ArrayList<>());
    }
    return result.solution();
  }

  /**
   * The solution.
   *
   * @param start where the solver starts
   * @param theta the parameters
   * @return x*(θ); derivatives in θ flow through it
   * @throws dev.hadamard.kernel.ConvergenceException if the solver diverges
   */
  @Override
  public NdArray apply(NdArray start, NdArray theta) {
    return switch (mode) {
      case BackwardMode.Implicit m -> root.apply(start, theta);
      case BackwardMode.Unrolled m -> solve(start, theta);
      case BackwardMode.UnrolledForward m ->
          Autodiff.apply(new ForwardRun(start.stopGradient()), theta);
      case BackwardMode.Checkpointed m ->
          Autodiff.apply(
              new CheckpointedRun<>(solver, start.stopGradient(), m.slots(), this::solve), theta);
      case BackwardMode.DirectLoss m ->
          Autodiff.apply(
              new DirectLossRun(
                  solver.optimality().objective().orElseThrow(),
                  start.stopGradient(),
                  m.epsilon(),
                  this::solve),
              theta);
      case BackwardMode.Truncated m -> {
        NdArray x = solve(start.stopGradient(), theta.stopGradient());
        if (theta.isDifferentiated()) {
          requireContraction(x, theta.stopGradient(), m.iterations());
        }
        S state = solver.init(x, theta);
        for (int i = 0; i < m.iterations(); i++) {
          state = solver.update(state, theta);
        }
        yield state.solution();
      }
      case BackwardMode.Neumann m -> {
        NdArray x = solve(start.stopGradient(), theta.stopGradient());
        if (theta.isDifferentiated()) {
          requireContraction(x, theta.stopGradient(), m.terms());
        }
        for (int i = 0; i <= m.terms(); i++) {
          x = solver.update(solver.init(x, theta), theta).solution();
        }
        yield x;
      }
    };
  }

  /** Refuses a series whose last term is larger than its first: that of a map that expands. */
  private void requireContraction(NdArray x, NdArray theta, int terms) {
    Linearization map =
        Autodiff.linearize(z -> solver.update(solver.init(z, theta), theta).solution(), x);
    NdArray term = Reduced.probe(x);
    double first = term.norm().value();
    double before = first;
    for (int i = 0; i < terms; i++) {
      before = term.norm().value();
      term = map.jvp(term);
    }
    double growth = term.norm().value() / first;
    // In unlike units the terms of a contraction grow at first, and fall in the end.
    if (!(growth <= MOST_GROWTH || term.norm().value() < before)) {
      throw new IllPosedProblemException(
          "updates at the solution do not converge: "
              + terms
              + " of them enlarge a change "
              + growth
              + " times; their map must be a contraction near the solution");
    }
  }

  /** Tangents that travel with the iterates. */
  private final class ForwardRun implements DifferentiableOp {
    private final NdArray start;

    ForwardRun(NdArray start) {
      this.start = start;
    }

    @Override
    public String name() {
      return "unrolledForward";
    }

    @Override
    public NdArray value(NdArray... inputs) {
      return solve(start, inputs[0]);
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray output, NdArray[] tangents) {
      return Autodiff.jvp(t -> solve(start, t), in[0], tangents[0]).tangent();
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray output, NdArray cotangent) {
      int p = in[0].size();
      NdArray[] elements = new NdArray[p];
      double[] e = new double[p];
      for (int i = 0; i < p; i++) {
        e[i] = 1;
        NdArray direction = NdArray.wrap(e.clone(), in[0].shape());
        NdArray tangent = Autodiff.jvp(t -> solve(start, t), in[0], direction).tangent();
        elements[i] = tangent.flatten().dot(cotangent.flatten());
        e[i] = 0;
      }
      return NdArray.stack(elements).reshape(in[0].shape());
    }
  }

  /**
   * How the last run of the solver ended.
   *
   * @return its result, or null if there was none
   */
  public SolverResult lastResult() {
    return lastResult.get();
  }

  /**
   * What is known about the last derivative, in implicit mode.
   *
   * @return residuals, conditioning and warnings; empty if there was none
   */
  public java.util.Optional<ImplicitDiagnostics> lastDiagnostics() {
    return root == null ? java.util.Optional.empty() : root.lastDiagnostics();
  }
}
