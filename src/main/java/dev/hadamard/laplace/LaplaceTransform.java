package dev.hadamard.laplace;

/**
 * A Laplace transform F(s) = ∫₀^∞ e^(-st) f(t) dt of a real function f.
 *
 * <p>Methods that bend the contour of integration to the left ({@linkplain
 * LaplaceInverter#fixedTalbot Talbot}, {@linkplain LaplaceInverter#modifiedTalbot cotangent},
 * {@linkplain LaplaceInverter#hyperbola hyperbola}) evaluate F to the left of its abscissa of
 * convergence too: the formula must be the analytic continuation, with branch cuts on the negative
 * real axis only. Write √(s² + 1) as √(s - i) √(s + i).
 */
@FunctionalInterface
public interface LaplaceTransform {
  /**
   * The transform at one point.
   *
   * @param s the point
   * @return F(s)
   */
  Complex at(Complex s);

  /**
   * The transform of e^(-abscissa t) f(t).
   *
   * @param abscissa how far the singularities move to the left
   * @return F(s + abscissa)
   */
  default LaplaceTransform shifted(double abscissa) {
    return abscissa == 0 ? this : s -> at(s.plus(abscissa));
  }

  /**
   * The transform at many points. This default goes through {@link #at}; a transform made by {@link
   * #ofArrays} allocates nothing.
   *
   * @param sRe real parts of the points
   * @param sIm imaginary parts of the points
   * @param fRe receives the real parts of F; another array than the points'
   * @param fIm receives the imaginary parts of F; another array than the points'
   * @param count how many points, from index 0
   */
  default void evaluate(double[] sRe, double[] sIm, double[] fRe, double[] fIm, int count) {
    for (int i = 0; i < count; i++) {
      Complex value = at(new Complex(sRe[i], sIm[i]));
      fRe[i] = value.re();
      fIm[i] = value.im();
    }
  }

  /**
   * A transform that is written for arrays: {@link BatchInverter} evaluates it without allocation.
   *
   * @param f the transform
   * @return the same as a transform
   */
  static LaplaceTransform ofArrays(ArrayTransform f) {
    java.util.Objects.requireNonNull(f, "f");
    return new LaplaceTransform() {
      @Override
      public Complex at(Complex s) {
        double[] re = new double[1];
        double[] im = new double[1];
        f.evaluate(new double[] {s.re()}, new double[] {s.im()}, re, im, 1);
        return new Complex(re[0], im[0]);
      }

      @Override
      public void evaluate(double[] sRe, double[] sIm, double[] fRe, double[] fIm, int count) {
        f.evaluate(sRe, sIm, fRe, fIm, count);
      }
    };
  }

  /**
   * The transform of f(t - delay), 0 before the delay. It knows its delay: inversion takes it out
   * exactly, as if it were declared by {@link InversionOptions#withDelay}.
   *
   * @param delay the delay, at least 0 and finite
   * @return e^(-s delay) F(s)
   */
  default LaplaceTransform delayed(double delay) {
    if (!(delay >= 0) || Double.isInfinite(delay)) {
      throw new IllegalArgumentException("delay is " + delay + ": must be at least 0 and finite");
    }
    return delay == 0 ? this : new DelayedTransform(this, delay);
  }

  /**
   * The time before which f is 0, from -d ln|F|/dσ far to the right on the real axis.
   *
   * @param time a typical time of f, positive
   * @return the delay; 0 where there is none above time/1000
   * @throws IllegalArgumentException if the time is not positive and finite
   */
  default double estimateDelay(double time) {
    if (!(time > 0) || Double.isInfinite(time)) {
      throw new IllegalArgumentException("time is " + time + ": must be positive and finite");
    }
    return DelayEstimate.of(this, time);
  }
}
