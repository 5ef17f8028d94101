package dev.hadamard.excursion;

/** A correlation that is a sum of exponentials (times powers) from some time on. */
interface ExponentialTail {
  /** A time from which r is below about 0.3 and the sum converges without cancellation. */
  double tailStart();

  /** r(start + x) as a function of x ≥ 0. */
  ExponentialSum tailFrom(double start);
}
