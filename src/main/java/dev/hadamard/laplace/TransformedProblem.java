package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;

/**
 * An inversion after its declared growth and delay were taken out: find g(t - delay), where f(t) =
 * e^(abscissa (t - delay)) g(t - delay).
 *
 * @param transform the transform of g
 * @param time t - delay; not positive where f is 0
 * @param growth e^(abscissa (t - delay))
 * @param growthError its relative error
 */
record TransformedProblem(
    LaplaceTransform transform, double time, double growth, double growthError) {
  private static final double LOG_LARGEST = 709.782712893384;

  static TransformedProblem of(LaplaceTransform transform, double t, InversionOptions options) {
    double delay = DelayedTransform.delay(transform, options);
    checkTime(t, delay, options);
    double abscissa = options.singularityAbscissa();
    double rest = DelayedTransform.rest(transform, options);
    LaplaceTransform base = DelayedTransform.base(transform);
    LaplaceTransform waited = rest == 0 ? base : s -> base.at(s).times(s.times(rest).exp());
    double growth = Elementary.exp(abscissa * (t - delay));
    return new TransformedProblem(
        waited.shifted(abscissa), t - delay, growth, growthError(abscissa * (t - delay)));
  }

  static void checkTime(double t, double delay, InversionOptions options) {
    if (!(t > 0) || Double.isInfinite(t)) {
      throw new IllegalArgumentException(
          "t is " + t + ": must be positive and finite; f(0) is the limit of s F(s)");
    }
    if (t == delay) {
      throw new IllegalArgumentException(
          "t is " + t + ", the declared delay: f may jump there, ask beside it");
    }
    if (options.singularityAbscissa() * (t - delay) > LOG_LARGEST) {
      throw new IllPosedProblemException(
          "e^(singularityAbscissa t) overflows at t = " + t + ": f is beyond the doubles");
    }
  }

  /** The relative error of e^x, x rounded. */
  static double growthError(double x) {
    return x == 0 ? 0 : (2 + Math.abs(x)) * 0x1p-53;
  }

  /** F at a point; refuses a value that is not finite. */
  Complex at(double re, double im) {
    Complex value = transform.at(new Complex(re, im));
    if (!value.isFinite()) {
      throw NodeInverter.notFinite(value.re(), value.im(), re, im);
    }
    return value;
  }

  InversionResult result(double value, double error, String method, int evaluations) {
    double scaled = value * growth;
    double bound = error * growth + growthError * Math.abs(scaled);
    if (!Double.isFinite(scaled)) {
      throw new IllPosedProblemException(
          method + " gives " + scaled + ": the transform does not suit the method");
    }
    return new InversionResult(
        scaled, Double.isNaN(bound) ? Double.POSITIVE_INFINITY : bound, method, evaluations);
  }
}
