package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;

/**
 * What a solver returns.
 *
 * @param solution the solution
 * @param iterations the number of updates
 * @param error the error at the end
 * @param status how it ended
 */
public record SolverResult(NdArray solution, int iterations, double error, SolverStatus status) {
  /**
   * The solution, or a refusal.
   *
   * @return the solution of a solver that converged
   * @throws ConvergenceException if it did not
   */
  public NdArray orThrow() {
    if (status != SolverStatus.CONVERGED) {
      throw new ConvergenceException(
          "the solver ended with " + status + " after " + iterations + " iterations", error);
    }
    return solution;
  }
}
