package dev.hadamard.optim;

/**
 * When solvers stop.
 *
 * @param tolerance the error at which they stop, not negative
 * @param maxIterations the number of updates after which they stop, not negative
 */
public record SolverOptions(double tolerance, int maxIterations) {
  /** Tolerance 1e-10, 10000 iterations. */
  public static final SolverOptions DEFAULT = new SolverOptions(1e-10, 10_000);

  /** Checks the ranges. */
  public SolverOptions {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ": must be at least 0");
    }
    if (maxIterations < 0) {
      throw new IllegalArgumentException(
          "maxIterations is " + maxIterations + ": must be at least 0");
    }
  }
}
