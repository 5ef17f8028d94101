package dev.hadamard.excursion;

/** E, -E' and 1 - E² near t = 0, where their closed forms cancel. */
interface SlepianOrigin {
  boolean covers(double t);

  double mean(double t);

  double density(double t);

  double oneMinusE2(double t);
}
