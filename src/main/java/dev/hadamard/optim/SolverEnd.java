package dev.hadamard.optim;

/** Where a run ended, and how. */
record SolverEnd<S>(S state, SolverStatus status) {}
