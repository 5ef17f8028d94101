package dev.hadamard.optim;

/** Where a run ended, and how. */
record SolverEnd<S>(S state, SolverStatus status) {
  /** A run whose solution is one of the last two for so many updates in a row has ended. */
  static final int REPEATED = 60;
}
