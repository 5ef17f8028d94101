package dev.hadamard.autodiff;

/** An array with its tangent: forward mode. */
final class Dual extends NdArray {
  private final NdArray primal;
  private final NdArray tangent;

  Dual(long level, NdArray primal, NdArray tangent) {
    super(level, primal.shapeArray());
    this.primal = primal;
    this.tangent = tangent;
  }

  @Override
  NdArray primal() {
    return primal;
  }

  NdArray tangent() {
    return tangent;
  }
}
