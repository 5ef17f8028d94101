package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;

/**
 * De Hoog, Knight and Stokes' method with one table of quotients for all times: the period is a
 * multiple of the longest. Times that are short against it have fewer digits, and their estimates
 * tell.
 */
final class SharedDeHoog extends WholeCurve {
  private final int terms;
  private final double periodFactor;

  private SharedDeHoog(int terms, double periodFactor) {
    this.terms = terms;
    this.periodFactor = periodFactor;
  }

  static SharedDeHoog of(int terms, double periodFactor) {
    if (terms < 4 || terms > 60) {
      throw new IllegalArgumentException(
          "number of terms of shared-de-hoog is " + terms + ": must be between 4 and 60");
    }
    if (!(periodFactor > 0.5) || periodFactor > 100) {
      throw new IllegalArgumentException(
          "periodFactor is " + periodFactor + ": must be above 0.5 and at most 100");
    }
    return new SharedDeHoog(terms, periodFactor);
  }

  @Override
  public String name() {
    return "shared-de-hoog(" + terms + ")";
  }

  /** For a curve, of any number of times. */
  @Override
  public int evaluations() {
    return 2 * terms + 1 + AliasingBound.EVALUATIONS;
  }

  @Override
  long solve(TransformedProblem problem, double[] times, double[] values, double[] errors) {
    double period = periodFactor * problem.time();
    double gamma = -Elementary.log(DeHoog.TOLERANCE) / (2 * period);
    Complex[] a = new Complex[2 * terms + 1];
    double magnitude = 0;
    for (int k = 0; k < a.length; k++) {
      a[k] = problem.at(gamma, Math.PI * k / period);
      magnitude = Math.max(magnitude, a[k].abs());
    }
    if (magnitude == 0) {
      return evaluations();
    }
    a[0] = a[0].times(0.5);
    Complex[] d = DeHoog.continuedFraction(a);
    double later = AliasingBound.of(problem, 2 * period + problem.time());
    double largest = 0;
    for (int i = 0; i < times.length; i++) {
      double t = times[i];
      if (t > 0) {
        double scale = Elementary.exp(gamma * t) / period;
        double angle = Math.PI * t / period;
        values[i] = scale * DeHoog.evaluate(d, terms, angle);
        double fewer = scale * DeHoog.evaluate(d, terms - 3, angle);
        double fewest = scale * DeHoog.evaluate(d, terms - 4, angle);
        double apart = Math.max(Math.abs(values[i] - fewer), Math.abs(values[i] - fewest));
        errors[i] = DeHoog.SAFETY * apart + DeHoog.ROUNDING * magnitude * scale;
        largest = Math.max(largest, Math.abs(values[i]));
      }
    }
    for (int i = 0; i < times.length; i++) {
      errors[i] += times[i] > 0 ? 2 * DeHoog.TOLERANCE * Math.max(6 * largest, later) : 0;
    }
    return evaluations();
  }
}
