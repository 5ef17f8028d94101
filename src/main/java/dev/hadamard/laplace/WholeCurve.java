package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;

/** A method that evaluates F once for all times. */
abstract class WholeCurve implements LaplaceInverter {
  @Override
  public final InversionResult invert(
      LaplaceTransform transform, double t, InversionOptions options) {
    InversionCurve curve = curve(transform, new double[] {t}, options);
    return new InversionResult(
        curve.values()[0],
        curve.errorEstimates()[0],
        curve.method(),
        Math.toIntExact(curve.evaluations()));
  }

  @Override
  public final InversionCurve curve(
      LaplaceTransform transform, double[] times, InversionOptions options) {
    if (times.length == 0) {
      throw new IllegalArgumentException("times is empty: must have at least one");
    }
    double delay = DelayedTransform.delay(transform, options);
    double last = 0;
    for (double t : times) {
      TransformedProblem.checkTime(t, delay, options);
      last = Math.max(last, t);
    }
    double[] values = new double[times.length];
    double[] errors = new double[times.length];
    long evaluations = 0;
    if (last > delay) {
      TransformedProblem problem = TransformedProblem.of(transform, last, options);
      double[] waited = new double[times.length];
      for (int i = 0; i < times.length; i++) {
        waited[i] = times[i] - delay;
      }
      evaluations = solve(problem, waited, values, errors);
      for (int i = 0; i < times.length; i++) {
        double growth =
            waited[i] > 0 ? Elementary.exp(options.singularityAbscissa() * waited[i]) : 0;
        values[i] = waited[i] > 0 ? values[i] * growth : 0;
        errors[i] =
            waited[i] > 0
                ? errors[i] * growth
                    + TransformedProblem.growthError(options.singularityAbscissa() * waited[i])
                        * Math.abs(values[i])
                : 0;
        if (!Double.isFinite(values[i])) {
          throw new IllPosedProblemException(
              name() + " gives " + values[i] + ": the transform does not suit the method");
        }
        errors[i] = Double.isNaN(errors[i]) ? Double.POSITIVE_INFINITY : errors[i];
      }
    }
    return new InversionCurve(times.clone(), values, errors, name(), evaluations);
  }

  /**
   * Finds g at all times that are positive; growth is multiplied on later.
   *
   * @return the number of evaluations
   */
  abstract long solve(TransformedProblem problem, double[] times, double[] values, double[] errors);

  @Override
  public String toString() {
    return name();
  }
}
