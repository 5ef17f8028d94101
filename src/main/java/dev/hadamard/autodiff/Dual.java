package dev.hadamard.autodiff;

/** An array with its tangent: forward mode. */
final class Dual extends NdArray {
  /** A differentiation in forward mode, which ends. */
  static final class Pass {
    private final long level = Tape.newLevel();
    private boolean ended;

    long level() {
      return level;
    }

    void end() {
      ended = true;
    }

    void requireOpen(DifferentiableOp op) {
      if (ended) {
        throw new IllegalStateException(op.name() + Tape.ENDED);
      }
    }
  }

  private final Pass pass;
  private final NdArray primal;
  private final NdArray tangent;

  Dual(Pass pass, NdArray primal, NdArray tangent) {
    super(pass.level(), primal.shapeArray());
    this.pass = pass;
    this.primal = primal;
    this.tangent = tangent;
  }

  @Override
  NdArray primal() {
    return primal;
  }

  Pass pass() {
    return pass;
  }

  NdArray tangent() {
    return tangent;
  }
}
