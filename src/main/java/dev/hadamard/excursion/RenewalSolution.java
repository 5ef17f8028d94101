package dev.hadamard.excursion;

/** Survival, density and integrated survival of an excursion time, times e^(θt), up to an end. */
interface RenewalSolution {
  double theta();

  double end();

  double errorEstimate();

  /** S(t) e^(θt). */
  double tiltedSurvival(double t);

  /** f(t) e^(θt). */
  double tiltedDensity(double t);

  /** e^(θt) ∫_t^∞ S. */
  double tiltedTail(double t);
}
