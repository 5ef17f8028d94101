package dev.hadamard.laplace;

/**
 * What is known about a transform.
 *
 * @param singularityAbscissa the largest real part of a singularity of F, that is the growth rate
 *     of f; default 0. The methods are applied to F(s + abscissa), and the result multiplied by
 *     e^(abscissa t)
 * @param delay f is 0 before this time; default 0. The methods are applied to e^(s delay) F(s) at t
 *     - delay, which spares contours the growth of e^(-s delay) on their left
 */
public record InversionOptions(double singularityAbscissa, double delay) {
  /** A function that does not grow exponentially and does not wait. */
  public static final InversionOptions DEFAULT = new InversionOptions(0, 0);

  /** Checks the values. */
  public InversionOptions {
    if (!Double.isFinite(singularityAbscissa)) {
      throw new IllegalArgumentException(
          "singularityAbscissa is " + singularityAbscissa + ": must be finite");
    }
    if (!(delay >= 0) || Double.isInfinite(delay)) {
      throw new IllegalArgumentException("delay is " + delay + ": must be at least 0 and finite");
    }
  }

  /**
   * The same with another abscissa.
   *
   * @param abscissa the largest real part of a singularity of F
   * @return the options
   */
  public InversionOptions withSingularityAbscissa(double abscissa) {
    return new InversionOptions(abscissa, delay);
  }

  /**
   * The same with another delay.
   *
   * @param time f is 0 before it
   * @return the options
   */
  public InversionOptions withDelay(double time) {
    return new InversionOptions(singularityAbscissa, time);
  }
}
