package dev.hadamard.autodiff;

/** An array that a tape has recorded: reverse mode. */
final class Var extends NdArray {
  private final NdArray primal;
  private final Tape tape;
  private final int node;

  Var(Tape tape, int node, NdArray primal) {
    super(tape.level(), primal.shapeArray());
    this.primal = primal;
    this.tape = tape;
    this.node = node;
  }

  @Override
  NdArray primal() {
    return primal;
  }

  Tape tape() {
    return tape;
  }

  int node() {
    return node;
  }
}
