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
 */
record TransformedProblem(LaplaceTransform transform, double time, double growth) {
  static TransformedProblem of(LaplaceTransform transform, double t, InversionOptions options) {
    if (!(t > 0) || Double.isInfinite(t)) {
      throw new IllegalArgumentException(
          "t is " + t + ": must be positive and finite; f(0) is the limit of s F(s)");
    }
    double delay = options.delay();
    if (t == delay) {
      throw new IllegalArgumentException(
          "t is " + t + ", the declared delay: f may jump there, ask beside it");
    }
    double abscissa = options.singularityAbscissa();
    LaplaceTransform waited =
        delay == 0 ? transform : s -> transform.at(s).times(s.times(delay).exp());
    double growth = Elementary.exp(abscissa * (t - delay));
    if (Double.isInfinite(growth)) {
      throw new IllPosedProblemException(
          "e^(singularityAbscissa t) overflows at t = " + t + ": f is beyond the doubles");
    }
    return new TransformedProblem(waited.shifted(abscissa), t - delay, growth);
  }

  /** F at a point; refuses a value that is not finite. */
  Complex at(double re, double im) {
    Complex value = transform.at(new Complex(re, im));
    if (!value.isFinite()) {
      throw new IllPosedProblemException(
          "the transform is (%s, %s) at s = (%s, %s): the method needs finite values there"
              .formatted(value.re(), value.im(), re, im));
    }
    return value;
  }

  InversionResult result(double value, double error, String method, int evaluations) {
    double scaled = value * growth;
    double bound = error * growth;
    if (!Double.isFinite(scaled)) {
      throw new IllPosedProblemException(
          method + " gives " + scaled + ": the transform does not suit the method");
    }
    return new InversionResult(
        scaled, Double.isNaN(bound) ? Double.POSITIVE_INFINITY : bound, method, evaluations);
  }
}
