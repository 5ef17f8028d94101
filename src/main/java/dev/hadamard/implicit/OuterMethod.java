package dev.hadamard.implicit;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.GradientDescent;
import dev.hadamard.optim.IterativeSolver;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.StochasticGradient;
import java.util.function.BinaryOperator;

/** How the outer loss of a {@link BilevelProblem} is minimised: any solver of smooth functions. */
@FunctionalInterface
public interface OuterMethod {
  /**
   * The solver.
   *
   * @param objective the outer loss as a function of the first argument; the second is not used
   * @return a solver of it
   */
  IterativeSolver<?> solver(BinaryOperator<NdArray> objective);

  /**
   * Steepest descent with backtracking.
   *
   * @return the method
   */
  static OuterMethod gradientDescent() {
    return f -> GradientDescent.of(f).withAcceleration(false);
  }

  /**
   * Adam: indifferent to the scale of the outer loss and to errors of single hypergradients.
   *
   * @param rate the first step of each parameter, positive
   * @return the method
   */
  static OuterMethod adam(double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("rate is " + rate + ": must be finite and positive");
    }
    return f -> StochasticGradient.of(f, StochasticGradient.Rule.adam(rate));
  }

  /**
   * The quasi-Newton method of limited memory with a line search: the fewest hypergradients where
   * inner problems are solved well.
   *
   * @return the method
   */
  static OuterMethod lbfgs() {
    return Lbfgs::of;
  }
}
