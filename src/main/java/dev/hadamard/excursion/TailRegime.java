package dev.hadamard.excursion;

/** How the excursion time of the approximation is distributed at large times. */
public enum TailRegime {
  /** P(T &gt; t) ~ C e^(-θt) with θ below the tail rate of E. */
  EXPONENTIAL,
  /** E decays like a power: there is no exponent, and P(T &gt; t) ~ 2 E(t). */
  HEAVY,
  /** E has an exponential tail, but no root θ below its rate: P(T &gt; t) decays like E(t). */
  BORDERLINE
}
