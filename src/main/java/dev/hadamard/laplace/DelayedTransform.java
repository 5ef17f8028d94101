package dev.hadamard.laplace;

/**
 * A transform that knows its delay: the methods take it out exactly, however far e^(-s delay)
 * underflows, whether it is declared again or not.
 *
 * @param base the transform without delay
 * @param own the delay, positive
 */
record DelayedTransform(LaplaceTransform base, double own) implements LaplaceTransform {
  @Override
  public Complex at(Complex s) {
    return base.at(s).times(s.times(-own).exp());
  }

  @Override
  public LaplaceTransform delayed(double delay) {
    LaplaceTransform checked = base.delayed(delay);
    return delay == 0 ? this : new DelayedTransform(base, ((DelayedTransform) checked).own + own);
  }

  /** The time before which f is 0. */
  static double delay(LaplaceTransform transform, InversionOptions options) {
    return transform instanceof DelayedTransform known
        ? Math.max(known.own, options.delay())
        : options.delay();
  }

  /** What of the delay is still in the base. */
  static double rest(LaplaceTransform transform, InversionOptions options) {
    return transform instanceof DelayedTransform known
        ? Math.max(0, options.delay() - known.own)
        : options.delay();
  }

  /** The transform without the delay that it knows. */
  static LaplaceTransform base(LaplaceTransform transform) {
    return transform instanceof DelayedTransform known ? known.base : transform;
  }
}
