package dev.hadamard.excursion;

import dev.hadamard.kernel.Parallelism;
import java.util.Objects;

/**
 * How multivariate normal probabilities are computed.
 *
 * @param absoluteError the computation ends when the error estimate is below this; default 0
 * @param relativeError or below this fraction of the result; default 1e-3
 * @param maxPoints the largest number of points of the last lattice over all shifts; default 1.25
 *     million; the lattices before it together add as many at most. Of particles, about the largest
 *     number of draws of all variables, moves included, but at least 1536 particles and their moves
 * @param singularTolerance a variable with a conditional variance below this is taken as a function
 *     of those before it; default 1e-10
 * @param seed of the random numbers
 * @param parallelism threads; the result is the same for any
 * @param method lattice or particles; default automatic
 */
public record MvnOptions(
    double absoluteError,
    double relativeError,
    int maxPoints,
    double singularTolerance,
    long seed,
    Parallelism parallelism,
    MvnMethod method) {
  /** The defaults. */
  public static final MvnOptions DEFAULT =
      new MvnOptions(0, 1e-3, 1_250_000, 1e-10, 1, Parallelism.common(), MvnMethod.AUTOMATIC);

  /**
   * Options with the automatic method.
   *
   * @param absoluteError the absolute error
   * @param relativeError the relative error
   * @param maxPoints the largest number of points
   * @param singularTolerance for conditional variances
   * @param seed of the random numbers
   * @param parallelism threads
   */
  public MvnOptions(
      double absoluteError,
      double relativeError,
      int maxPoints,
      double singularTolerance,
      long seed,
      Parallelism parallelism) {
    this(
        absoluteError,
        relativeError,
        maxPoints,
        singularTolerance,
        seed,
        parallelism,
        MvnMethod.AUTOMATIC);
  }

  /** Checks the values. */
  public MvnOptions {
    if (!(absoluteError >= 0) || !(relativeError >= 0)) {
      throw new IllegalArgumentException(
          "errors are " + absoluteError + ", " + relativeError + ": must be at least 0");
    }
    Objects.requireNonNull(parallelism, "parallelism");
    Objects.requireNonNull(method, "method");
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
    return new MvnOptions(
        absolute, relative, maxPoints, singularTolerance, seed, parallelism, method);
  }

  /**
   * The same with another limit.
   *
   * @param points the largest number of points
   * @return the options
   */
  public MvnOptions withMaxPoints(int points) {
    return new MvnOptions(
        absoluteError, relativeError, points, singularTolerance, seed, parallelism, method);
  }

  /**
   * The same with another seed.
   *
   * @param value the seed
   * @return the options
   */
  public MvnOptions withSeed(long value) {
    return new MvnOptions(
        absoluteError, relativeError, maxPoints, singularTolerance, value, parallelism, method);
  }

  /**
   * The same with another method.
   *
   * @param value the method
   * @return the options
   */
  public MvnOptions withMethod(MvnMethod value) {
    return new MvnOptions(
        absoluteError, relativeError, maxPoints, singularTolerance, seed, parallelism, value);
  }
}
