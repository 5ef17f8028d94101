package dev.hadamard.autodiff;

/** An array of a program that is being compiled: it has a shape and no elements yet. */
final class Traced extends NdArray {
  private final Program program;
  private final int slot;

  Traced(Program program, int slot, int[] shape) {
    super(program.level(), shape);
    this.program = program;
    this.slot = slot;
  }

  @Override
  NdArray primal() {
    throw new IllegalStateException(
        "compile: the function looks at elements of an array; what depends on elements (branches,"
            + " sorting, projections, factor orders) cannot be compiled");
  }

  Program program() {
    return program;
  }

  int slot() {
    return slot;
  }
}
