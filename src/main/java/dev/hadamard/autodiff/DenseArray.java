package dev.hadamard.autodiff;

/** A plain array: row-major, contiguous. */
final class DenseArray extends NdArray {
  private final double[] values;

  DenseArray(double[] values, int... shape) {
    super(0, shape);
    this.values = values;
  }

  @Override
  NdArray primal() {
    return this;
  }

  double[] values() {
    return values;
  }
}
