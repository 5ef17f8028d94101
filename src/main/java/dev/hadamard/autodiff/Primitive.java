package dev.hadamard.autodiff;

/** A built-in operation: computed by a kernel on plain arrays. */
abstract class Primitive implements DifferentiableOp {
  private final String name;

  Primitive(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  /** The value for plain arrays. */
  abstract DenseArray compute(DenseArray[] in);

  /**
   * Computes the value into an array of the right shape, without allocating.
   *
   * @return false where the operation does not offer it
   */
  boolean into(DenseArray[] in, DenseArray out) {
    return false;
  }

  @Override
  public final NdArray value(NdArray... inputs) {
    DenseArray[] dense = new DenseArray[inputs.length];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = (DenseArray) inputs[i];
    }
    return compute(dense);
  }
}
