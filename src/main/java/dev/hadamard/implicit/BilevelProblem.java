package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.IterativeSolver;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.optim.SolverResult;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;

/**
 * min over θ of L(x*(θ), θ), where x*(θ) solves an inner problem: hyper-parameter search,
 * meta-learning, data distillation.
 *
 * <pre>{@code
 * BilevelProblem tuning = BilevelProblem.of(
 *     Lbfgs.of((w, logLambda) -> trainingLoss(w).plus(logLambda.exp().times(w.squaredNorm()))),
 *     (w, logLambda) -> validationLoss(w),
 *     NdArray.zeros(p));
 * SolverResult best = tuning.minimise(NdArray.scalar(0), new SolverOptions(1e-6, 50));
 * }</pre>
 *
 * <p>Each inner run starts from the last inner solution.
 */
public final class BilevelProblem {
  private final DifferentiableSolver<?> inner;
  private final BinaryOperator<NdArray> outer;
  private final AtomicReference<NdArray> start;

  private BilevelProblem(
      DifferentiableSolver<?> inner, BinaryOperator<NdArray> outer, NdArray start) {
    this.inner = inner;
    this.outer = outer;
    this.start = new AtomicReference<>(start);
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
    return new BilevelProblem(DifferentiableSolver.of(inner, mode), outer, start);
  }

  /**
   * The outer loss as a function of the parameters.
   *
   * @param theta the parameters
   * @return L(x*(θ), θ); derivatives flow through it
   */
  public NdArray value(NdArray theta) {
    NdArray x = inner.apply(start.get(), theta);
    start.set(x.stopGradient());
    return outer.apply(x, theta);
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
   * The last inner solution.
   *
   * @return x*
   */
  public NdArray innerSolution() {
    return start.get();
  }

  /**
   * What is known about the last derivative of the inner solution.
   *
   * @return residuals, conditioning and warnings; empty if there was none or the mode is another
   */
  public java.util.Optional<ImplicitDiagnostics> lastDiagnostics() {
    return inner.lastDiagnostics();
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
}
