package dev.hadamard.linalg;

/**
 * When an iterative solver stops.
 *
 * @param tolerance the residual (for least squares: that of the normal equations) relative to the
 *     right-hand side
 * @param maxIterations steps at most; a step takes one product with the operator, of BiCGSTAB two,
 *     of LSQR one with it and one with its transpose, of block CG one for each column
 * @param restart the length of a cycle of GMRES
 */
public record KrylovOptions(double tolerance, int maxIterations, int restart) {
  /** Checks the options. */
  public KrylovOptions {
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ": must be in [0, 1)");
    }
    if (maxIterations < 0) {
      throw new IllegalArgumentException(
          "maxIterations is " + maxIterations + ": must be at least 0");
    }
    if (restart < 1) {
      throw new IllegalArgumentException("restart is " + restart + ": must be at least 1");
    }
  }

  /**
   * Tolerance 1e-10, 1000 iterations, cycles of 50.
   *
   * @return the defaults
   */
  public static KrylovOptions defaults() {
    return new KrylovOptions(1e-10, 1000, 50);
  }

  /**
   * With another tolerance.
   *
   * @param value relative
   * @return new options
   */
  public KrylovOptions withTolerance(double value) {
    return new KrylovOptions(value, maxIterations, restart);
  }

  /**
   * With another number of iterations.
   *
   * @param value at least 0
   * @return new options
   */
  public KrylovOptions withMaxIterations(int value) {
    return new KrylovOptions(tolerance, value, restart);
  }

  /**
   * With another length of the cycles of GMRES.
   *
   * @param value at least 1
   * @return new options
   */
  public KrylovOptions withRestart(int value) {
    return new KrylovOptions(tolerance, maxIterations, value);
  }
}
