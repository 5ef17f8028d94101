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

  /**
   * The rule {@link #jvp} for several tangents, where one pass serves all; null stands for zero.
   */
  NdArray[] jvpAll(NdArray[] in, NdArray out, NdArray[][] tangents, int count) {
    return eachJvp(this, in, out, tangents, count);
  }

  /** The rule {@link #vjp} for several cotangents, where one pass serves all. */
  NdArray[] vjpAll(int which, NdArray[] in, NdArray out, NdArray[] cotangents) {
    return eachVjp(this, which, in, out, cotangents);
  }

  /** One tangent after the other; null if all results are zero. */
  static NdArray[] eachJvp(
      DifferentiableOp op, NdArray[] in, NdArray out, NdArray[][] tangents, int count) {
    NdArray[] results = new NdArray[count];
    boolean any = false;
    for (int c = 0; c < count; c++) {
      NdArray[] one = new NdArray[in.length];
      for (int i = 0; i < one.length; i++) {
        one[i] = tangents[i] == null ? null : tangents[i][c];
      }
      results[c] = op.jvp(in, out, one);
      any |= results[c] != null;
    }
    return any ? filled(results, out) : null;
  }

  /** One cotangent after the other; null if all results are zero. */
  static NdArray[] eachVjp(
      DifferentiableOp op, int which, NdArray[] in, NdArray out, NdArray[] cotangents) {
    NdArray[] results = new NdArray[cotangents.length];
    boolean any = false;
    for (int c = 0; c < results.length; c++) {
      results[c] = op.vjp(which, in, out, cotangents[c]);
      any |= results[c] != null;
    }
    return any ? filled(results, in[which]) : null;
  }

  private static NdArray[] filled(NdArray[] results, NdArray like) {
    for (int c = 0; c < results.length; c++) {
      if (results[c] == null) {
        results[c] = NdArray.zeros(like.shapeArray());
      }
    }
    return results;
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
