package dev.hadamard.chromatography;

/**
 * What a fit of peaks takes for known about the column and the detector, and what of it is fitted
 * with k and n. All analytes that are fitted together share it.
 *
 * <p>Nearly the same peak can be had in several ways: a longer hold-up time with a smaller k, and
 * diffusion, a slow detector or slow kinetics for a wide peak. The result warns where its
 * correlations say so. What was measured otherwise, on an unretained tracer for instance, is better
 * given than fitted.
 *
 * @param freeHoldUpTime whether t₀ is fitted, beginning at that of the fitter; default false
 * @param timeConstant of a detector or stirred volume behind the column, at least 0; default 0
 * @param freeTimeConstant whether it is fitted, beginning there; default false
 * @param peclet Pe = uL/D, positive; default infinite, no dispersion
 * @param boundary the boundary conditions of dispersion; default DANCKWERTS_CLOSED
 * @param freePeclet whether Pe is fitted, beginning there; default false
 */
public record FitOptions(
    boolean freeHoldUpTime,
    double timeConstant,
    boolean freeTimeConstant,
    double peclet,
    BoundaryCondition boundary,
    boolean freePeclet) {
  /** The column without dispersion and an immediate detector, of known hold-up time. */
  public static final FitOptions DEFAULT =
      new FitOptions(
          false, 0, false, Double.POSITIVE_INFINITY, BoundaryCondition.DANCKWERTS_CLOSED, false);

  /** Checks the values. */
  public FitOptions {
    Requirements.notNegative("timeConstant", timeConstant);
    if (freeTimeConstant && timeConstant == 0) {
      throw new IllegalArgumentException(
          "timeConstant is 0.0: must be positive where it is fitted, as it begins there");
    }
    if (!(peclet > 0)) {
      throw new IllegalArgumentException("peclet is " + peclet + ": must be positive");
    }
    if (freePeclet && peclet == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "peclet is Infinity: must be finite where it is fitted, as it begins there");
    }
    java.util.Objects.requireNonNull(boundary, "boundary");
  }

  /**
   * The same with a hold-up time that is fitted.
   *
   * @return the options
   */
  public FitOptions withFreeHoldUpTime() {
    return new FitOptions(true, timeConstant, freeTimeConstant, peclet, boundary, freePeclet);
  }

  /**
   * The same with a known time constant of the detector.
   *
   * @param time at least 0
   * @return the options
   */
  public FitOptions withTimeConstant(double time) {
    return new FitOptions(freeHoldUpTime, time, false, peclet, boundary, freePeclet);
  }

  /**
   * The same with a time constant of the detector that is fitted.
   *
   * @param start where it begins, positive
   * @return the options
   */
  public FitOptions withFreeTimeConstant(double start) {
    return new FitOptions(freeHoldUpTime, start, true, peclet, boundary, freePeclet);
  }

  /**
   * The same with known dispersion.
   *
   * @param newPeclet Pe, positive
   * @param newBoundary the boundary conditions
   * @return the options
   */
  public FitOptions withDispersion(double newPeclet, BoundaryCondition newBoundary) {
    return new FitOptions(
        freeHoldUpTime, timeConstant, freeTimeConstant, newPeclet, newBoundary, false);
  }

  /**
   * The same with dispersion that is fitted.
   *
   * @param start where Pe begins, positive
   * @param newBoundary the boundary conditions
   * @return the options
   */
  public FitOptions withFreeDispersion(double start, BoundaryCondition newBoundary) {
    return new FitOptions(freeHoldUpTime, timeConstant, freeTimeConstant, start, newBoundary, true);
  }

  /** Whether the closed form without dispersion and with t₀ known is the model. */
  boolean isPlain() {
    return !freeHoldUpTime && timeConstant == 0 && peclet == Double.POSITIVE_INFINITY;
  }

  int freeParameters() {
    return (freeHoldUpTime ? 1 : 0) + (freeTimeConstant ? 1 : 0) + (freePeclet ? 1 : 0);
  }
}
