package dev.hadamard.excursion;

/** How the excursion time of the approximation is distributed at large times. */
public enum TailRegime {
  /** P(T &gt; t) ~ C e^(-θt) with θ below the tail rate of E. */
  EXPONENTIAL,
  /** E decays like a power: there is no exponent, and P(T &gt; t) ~ 2 E(t). */
  HEAVY,
  /**
   * E e^(αt) has a finite integral, and there is no root θ below its rate α: P(T &gt; t) ~ K E(t)
   * with K = 2/(2-m)², m = E[e^(αD)].
   */
  BORDERLINE,
  /** A formal problem, whose E changes its sign, without a real root that rounding leaves. */
  UNDETERMINED
}
