package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;

/** A solver with other limits. */
record StoppingAt<S extends SolverState>(IterativeSolver<S> solver, SolverOptions options)
    implements IterativeSolver<S> {
  @Override
  public S init(NdArray start, NdArray parameters) {
    return solver.init(start, parameters);
  }

  @Override
  public S update(S state, NdArray parameters) {
    return solver.update(state, parameters);
  }

  @Override
  public OptimalityCondition optimality() {
    return solver.optimality();
  }

  @Override
  public boolean updatesByFixedMap() {
    return solver.updatesByFixedMap();
  }

  @Override
  public boolean changesWithIterations() {
    return solver.changesWithIterations();
  }

  @Override
  public NdArray packed(S state) {
    return solver.packed(state);
  }

  @Override
  public S unpacked(S like, NdArray arrays) {
    return solver.unpacked(like, arrays);
  }

  @Override
  public IterativeSolver<S> stoppingAt(SolverOptions newOptions) {
    return new StoppingAt<>(solver, newOptions);
  }
}
