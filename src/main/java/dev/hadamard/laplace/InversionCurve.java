package dev.hadamard.laplace;

/**
 * A function at several times, found from its Laplace transform. Immutable.
 *
 * @see LaplaceInverter#curve
 */
public final class InversionCurve {
  private final double[] times;
  private final double[] values;
  private final double[] errorEstimates;
  private final String method;
  private final long evaluations;

  InversionCurve(
      double[] times, double[] values, double[] errorEstimates, String method, long evaluations) {
    this.times = times;
    this.values = values;
    this.errorEstimates = errorEstimates;
    this.method = method;
    this.evaluations = evaluations;
  }

  /**
   * The times.
   *
   * @return as they were given
   */
  public double[] times() {
    return times.clone();
  }

  /**
   * The values.
   *
   * @return f at each time
   */
  public double[] values() {
    return values.clone();
  }

  /**
   * Estimates of the errors, as in {@link InversionResult#errorEstimate}.
   *
   * @return one for each value
   */
  public double[] errorEstimates() {
    return errorEstimates.clone();
  }

  /**
   * The methods that gave values.
   *
   * @return their names, separated by semicolons
   */
  public String method() {
    return method;
  }

  /**
   * How often the transform was evaluated for all times together.
   *
   * @return the number of evaluations
   */
  public long evaluations() {
    return evaluations;
  }

  @Override
  public String toString() {
    return "InversionCurve(" + times.length + " times, " + method + ")";
  }
}
