package dev.hadamard.linalg;

import dev.hadamard.kernel.ConvergenceException;

/**
 * What an iterative solver reached.
 *
 * @param solution the last iterate
 * @param iterations the number of iterations
 * @param residuals the relative residual at the start and after every iteration as the recurrence
 *     of the method knows it; the last one, and the first after a restart, from b - A x formed anew
 * @param status how it ended
 */
public record KrylovResult(
    double[] solution, int iterations, double[] residuals, KrylovStatus status) {
  /**
   * The last residual.
   *
   * @return relative to the right-hand side
   */
  public double residual() {
    return residuals[residuals.length - 1];
  }

  /**
   * The solution, or an exception.
   *
   * @return the solution if the status is {@link KrylovStatus#CONVERGED}
   * @throws ConvergenceException otherwise
   */
  public double[] solutionOrThrow() {
    if (status != KrylovStatus.CONVERGED) {
      throw new ConvergenceException(
          "the iteration ended with " + status + " after " + iterations + " steps", residual());
    }
    return solution;
  }
}
