package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;

/** What a solver knows after an iteration. */
public interface SolverState {
  /**
   * The iterate.
   *
   * @return the approximate solution
   */
  NdArray solution();

  /**
   * The number of updates so far.
   *
   * @return 0 at first
   */
  int iteration();

  /**
   * The error that is held against the tolerance.
   *
   * @return an error of the optimality condition; infinity before it is known
   */
  double error();

  /**
   * Whether further updates cannot help.
   *
   * @return true if the last update found no progress
   */
  default boolean stalled() {
    return false;
  }
}
