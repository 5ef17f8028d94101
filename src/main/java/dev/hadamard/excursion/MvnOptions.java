package dev.hadamard.excursion;

import dev.hadamard.kernel.Parallelism;

/**
 * How multivariate normal probabilities are computed.
 *
 * @param absoluteError the computation ends when the error estimate is below this; default 0
 * @param relativeError or below this fraction of the result; default 1e-3
 * @param maxPoints the largest number of points of the last lattice over all shifts; default 1.25
 *     million; the lattices before it together add as many at most
 * @param singularTolerance a variable with a conditional variance below this is taken as a function
 *     of those before it; default 1e-10
 * @param seed of the random shifts
 * @param parallelism threads; the result is the same for any
 */
public record MvnOptions(
    double absoluteError,
    double relativeError,
    int maxPoints,
    double singularTolerance,
    long seed,
    Parallelism parallelism) {
  /** The defaults. */
  public static final MvnOptions DEFAULT =
      new MvnOptions(0, 1e-3, 1_250_000, 1e-10, 1, Parallelism.common());

  /** Checks the values. */
  public MvnOptions {
    if (!(absoluteError >= 0) || !(relativeError >= 0)) {
      throw new IllegalArgumentException(
          "errors are " + absoluteError + ", " + relativeError + ": must be at least 0");
    }
    if (maxPoints < 1) {
      throw new IllegalArgumentException("maxPoints is " + maxPoints + ": must be at least 1");
    }
    if (!(singularTolerance > 0 && singularTolerance < 1)) {
      throw new IllegalArgumentException(
          "singularTolerance is " + singularTolerance + ": must be between 0 and 1");
    }
  }

  /**
   * The same with other error bounds.
   *
   * @param absolute the absolute error
   * @param relative the relative error
   * @return the options
   */
  public MvnOptions withErrors(double absolute, double relative) {
    return new MvnOptions(absolute, relative, maxPoints, singularTolerance, seed, parallelism);
  }

  /**
   * The same with another limit.
   *
   * @param points the largest number of points
   * @return the options
   */
  public MvnOptions withMaxPoints(int points) {
    return new MvnOptions(
        absoluteError, relativeError, points, singularTolerance, seed, parallelism);
  }

  /**
   * The same with another seed.
   *
   * @param value the seed
   * @return the options
   */
  public MvnOptions withSeed(long value) {
    return new MvnOptions(
        absoluteError, relativeError, maxPoints, singularTolerance, value, parallelism);
  }
}
