package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.optim.IterativeSolver;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.optim.SolverResult;
import dev.hadamard.optim.SolverStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * min over θ of L(x*(θ), θ), where x*(θ) solves an inner problem: hyper-parameter search,
 * meta-learning, data distillation. With folds, the mean of the losses of their inner problems.
 *
 * <pre>{@code
 * CrossValidation folds = CrossValidation.of(n, 5, seed);
 * BilevelProblem tuning = BilevelProblem.crossValidated(
 *     folds,
 *     f -> Lbfgs.of((w, lambda) ->
 *         loss(f.training(x), f.training(y), w).plus(lambda.times(w.square()).sum())),
 *     f -> (w, lambda) -> loss(f.validation(x), f.validation(y), w),
 *     NdArray.zeros(p));
 * SearchResult best = tuning.search(
 *     NdArray.ones(p), SearchOptions.DEFAULT.with(Bijection.exp()).with(OuterMethod.adam(0.1)));
 * }</pre>
 *
 * <p>Each inner run starts from the last inner solution, unless that run led away from its
 * solution, or the mode differentiates the steps of the run: those start from the first start. An
 * object belongs to one thread at a time.
 */
public final class BilevelProblem {
  /** An inner problem with its outer loss, and what is remembered of it. */
  private static final class Part {
    private final IterativeSolver<?> solver;
    private final BinaryOperator<NdArray> outer;
    private final ImplicitSystem.Memory memory = new ImplicitSystem.Memory();
    private final NdArray first;
    private final boolean warm;
    private DifferentiableSolver<?> inner;
    private NdArray start;
    private NdArray last;
    private long iterations;

    Part(
        IterativeSolver<?> solver,
        BinaryOperator<NdArray> outer,
        NdArray start,
        BackwardMode mode) {
      this.solver = solver;
      this.outer = outer;
      this.first = start;
      this.start = start;
      this.last = start;
      // The derivative of a run from near the solution would be that of its few steps.
      this.warm =
          !(mode instanceof BackwardMode.Unrolled
              || mode instanceof BackwardMode.UnrolledForward
              || mode instanceof BackwardMode.Checkpointed);
    }

    NdArray solve(NdArray theta) {
      NdArray x;
      try {
        x = inner.apply(start, theta);
      } catch (ConvergenceException e) {
        start = first;
        throw e;
      }
      last = x.stopGradient();
      if (warm) {
        start = mayStart(theta.stopGradient()) ? last : first;
      }
      iterations += inner.lastResult().iterations();
      return x;
    }

    /** A run that led away from the solution is no start for the next one. */
    private boolean mayStart(NdArray theta) {
      if (inner.lastResult().status() == SolverStatus.CONVERGED) {
        return true;
      }
      double here = solver.optimalityError(last, theta);
      double there = solver.optimalityError(first, theta);
      return here <= there || !Double.isFinite(there);
    }
  }

  private final List<Part> parts;
  private final BackwardMode mode;

  private BilevelProblem(List<Part> parts, BackwardMode mode) {
    this.parts = parts;
    this.mode = mode;
    for (Part p : parts) {
      p.inner = DifferentiableSolver.of(p.solver, mode, p.memory);
    }
  }

  /**
   * A problem whose hypergradients are computed by implicit differentiation.
   *
   * @param inner the solver of the inner problem
   * @param outer L(x, θ), a number
   * @param start the first start of the inner solver
   * @return the problem
   */
  public static BilevelProblem of(
      IterativeSolver<?> inner, BinaryOperator<NdArray> outer, NdArray start) {
    return of(inner, outer, start, BackwardMode.implicit());
  }

  /**
   * A problem whose hypergradients are computed in a chosen way.
   *
   * @param inner the solver of the inner problem
   * @param outer L(x, θ), a number
   * @param start the first start of the inner solver
   * @param mode how the inner solution is differentiated
   * @return the problem
   */
  public static BilevelProblem of(
      IterativeSolver<?> inner, BinaryOperator<NdArray> outer, NdArray start, BackwardMode mode) {
    return new BilevelProblem(List.of(new Part(inner, outer, start.stopGradient(), mode)), mode);
  }

  /**
   * The mean of the validation losses of models that are fitted to the training parts of folds.
   *
   * @param folds the folds
   * @param inner the solver of the inner problem of a fold
   * @param outer L(x, θ) of a fold, a number
   * @param start the first start of all inner solvers
   * @return the problem
   */
  public static BilevelProblem crossValidated(
      CrossValidation folds,
      Function<CrossValidation.Fold, IterativeSolver<?>> inner,
      Function<CrossValidation.Fold, BinaryOperator<NdArray>> outer,
      NdArray start) {
    return crossValidated(folds, inner, outer, start, BackwardMode.implicit());
  }

  /**
   * The same with a chosen way of differentiating.
   *
   * @param folds the folds
   * @param inner the solver of the inner problem of a fold
   * @param outer L(x, θ) of a fold, a number
   * @param start the first start of all inner solvers
   * @param mode how inner solutions are differentiated
   * @return the problem
   */
  public static BilevelProblem crossValidated(
      CrossValidation folds,
      Function<CrossValidation.Fold, IterativeSolver<?>> inner,
      Function<CrossValidation.Fold, BinaryOperator<NdArray>> outer,
      NdArray start,
      BackwardMode mode) {
    List<Part> parts = new ArrayList<>();
    for (CrossValidation.Fold f : folds.folds()) {
      parts.add(new Part(inner.apply(f), outer.apply(f), start.stopGradient(), mode));
    }
    return new BilevelProblem(parts, mode);
  }

  /**
   * The outer loss as a function of the parameters.
   *
   * @param theta the parameters
   * @return L(x*(θ), θ), or its mean over folds; derivatives flow through it
   */
  public NdArray value(NdArray theta) {
    NdArray sum = null;
    for (Part p : parts) {
      NdArray loss = p.outer.apply(p.solve(theta), theta);
      if (loss.size() != 1) {
        throw new IllegalArgumentException(
            "the outer loss has " + loss.size() + " elements: must be a number");
      }
      sum = sum == null ? loss : sum.plus(loss);
    }
    return parts.size() == 1 ? sum : sum.times(1.0 / parts.size());
  }

  /**
   * The outer loss and its gradient.
   *
   * @param theta the parameters
   * @return L(x*(θ), θ) and the hypergradient
   */
  public Autodiff.ValueAndGradient valueAndGradient(NdArray theta) {
    return Autodiff.valueAndGradient(this::value, theta);
  }

  /**
   * The last inner solution, that of the first fold if there are folds.
   *
   * @return x*
   */
  public NdArray innerSolution() {
    return parts.get(0).last;
  }

  /**
   * The last inner solutions.
   *
   * @return x* of each fold
   */
  public List<NdArray> innerSolutions() {
    return parts.stream().map(p -> p.last).toList();
  }

  /**
   * What is known about the last derivative of the inner solution, in the last fold that has one.
   *
   * @return residuals, conditioning and warnings; empty if there was none or the mode is another
   */
  public Optional<ImplicitDiagnostics> lastDiagnostics() {
    Optional<ImplicitDiagnostics> last = Optional.empty();
    for (Part p : parts) {
      Optional<ImplicitDiagnostics> d = p.inner.lastDiagnostics();
      last = d.isPresent() ? d : last;
    }
    return last;
  }

  /** Monitored losses at the inner solutions: the mean over the folds. */
  double monitored(BinaryOperator<NdArray> loss, NdArray theta) {
    double sum = 0;
    for (Part p : parts) {
      sum += loss.apply(p.last, theta).value();
    }
    return sum / parts.size();
  }

  /** The iterations of inner solvers so far. */
  long innerIterations() {
    return parts.stream().mapToLong(p -> p.iterations).sum();
  }

  /** The iterations of linear systems so far. */
  long linearIterations() {
    return parts.stream().mapToLong(p -> p.memory.iterations()).sum();
  }

  /** How the last inner runs ended, where they did not converge. */
  List<SolverResult> unconverged() {
    List<SolverResult> all = new ArrayList<>();
    for (Part p : parts) {
      SolverResult r = p.inner.lastResult();
      if (r != null && r.status() != SolverStatus.CONVERGED) {
        all.add(r);
      }
    }
    return all;
  }

  /** The same problem from its first starts. */
  BilevelProblem fresh() {
    List<Part> all = new ArrayList<>();
    for (Part p : parts) {
      all.add(new Part(p.solver, p.outer, p.first, mode));
    }
    return new BilevelProblem(all, mode);
  }

  /** Another tolerance of inner solvers and linear systems; what was remembered stays. */
  void tighten(double tolerance, boolean warmStart) {
    BackwardMode now = mode;
    if (mode instanceof BackwardMode.Implicit m) {
      ImplicitOptions o = m.options();
      double linear = Math.min(1e-2, Math.max(1e-12, tolerance));
      now =
          new BackwardMode.Implicit(
              o.withTolerance(Math.max(o.tolerance(), linear))
                  .withConditionTolerance(Math.max(o.conditionTolerance(), 10 * tolerance))
                  .withPolicies(
                      quiet(o.onInexact()), o.onSingular(), o.onNotConverged(), o.onDegenerate())
                  .withWarmStart(warmStart || o.warmStart()));
    }
    for (Part p : parts) {
      SolverOptions limits = new SolverOptions(tolerance, p.solver.options().maxIterations());
      p.inner = DifferentiableSolver.of(p.solver.stoppingAt(limits), now, p.memory);
    }
  }

  /** A search says once at its end what an inner solver did not reach. */
  private static ImplicitOptions.Policy quiet(ImplicitOptions.Policy policy) {
    return policy == ImplicitOptions.Policy.WARN ? ImplicitOptions.Policy.ACCEPT : policy;
  }

  /**
   * Minimises the outer loss by quasi-Newton steps.
   *
   * @param theta the first parameters
   * @param options when to stop
   * @return the best parameters and how they were reached
   */
  public SolverResult minimise(NdArray theta, SolverOptions options) {
    return Lbfgs.of((t, none) -> value(t)).withOptions(options).run(theta, NdArray.scalar(0));
  }

  /**
   * Looks for the parameters of least outer loss. The search begins from the first starts of the
   * inner solvers and leaves this object as it is.
   *
   * @param theta the first parameters, in the range of the bijection
   * @param options how to search
   * @return the best parameters and the way there
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public SearchResult search(NdArray theta, SearchOptions options) {
    return new OuterSearch(fresh(), options).run(theta);
  }

  /**
   * Tries candidates: the baseline for {@link #search}. Inner solvers start from the solution of
   * the candidate before.
   *
   * @param candidates the parameters to try, at least one
   * @param options the last tolerance of the schedule, the monitor, the listener and the budget
   *     hold here
   * @return the best of them
   */
  public SearchResult grid(List<NdArray> candidates, SearchOptions options) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("candidates is empty: must have at least one element");
    }
    return new OuterSearch(fresh(), options).visit(candidates);
  }
}
