package dev.hadamard.autodiff;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A function's value at a point and its derivative there as a linear map, applied forwards and
 * backwards without computing the function again.
 */
public final class Linearization {
  private static final int MOST_VECTORS = 64;
  private static final long MOST_ELEMENTS = 1L << 24;

  private final UnaryOperator<NdArray> function;
  private final NdArray argument;
  private final NdArray value;
  private final Tape tape;
  private final int result;

  Linearization(
      UnaryOperator<NdArray> function, NdArray argument, NdArray value, Tape tape, int result) {
    this.function = function;
    this.argument = argument;
    this.value = value;
    this.tape = tape;
    this.result = result;
  }

  /**
   * The value of the function.
   *
   * @return f(x)
   */
  public NdArray value() {
    return value;
  }

  /**
   * The derivative along a tangent.
   *
   * @param tangent of the shape of the argument
   * @return ∂f(x) · tangent, of the shape of the value
   */
  public NdArray jvp(NdArray tangent) {
    requireShape("tangent", tangent, argument);
    NdArray t = result < 0 ? null : tape.forward(tangent, result);
    return t == null ? NdArray.zeros(value.shapeArray()) : t;
  }

  /**
   * The adjoint of the derivative.
   *
   * @param cotangent of the shape of the value
   * @return ∂f(x)ᵀ · cotangent, of the shape of the argument
   */
  public NdArray vjp(NdArray cotangent) {
    requireShape("cotangent", cotangent, value);
    NdArray c = result < 0 ? null : tape.backward(cotangent, result);
    return c == null ? NdArray.zeros(argument.shapeArray()) : c;
  }

  /**
   * The derivative along several tangents in one pass: products with a matrix take all of them at
   * once. Equal to {@link #jvp} of each up to rounding.
   *
   * @param tangents each of the shape of the argument
   * @return ∂f(x) · tangent for each, of the shape of the value
   */
  public NdArray[] jvpAll(NdArray... tangents) {
    for (NdArray t : tangents) {
      requireShape("tangent", t, argument);
    }
    boolean none = result < 0 || tangents.length == 0;
    return orZeros(none ? null : tape.forwardAll(tangents.clone(), result), tangents, value);
  }

  /**
   * The adjoint of the derivative for several cotangents in one pass: products with a matrix take
   * all of them at once. Equal to {@link #vjp} of each up to rounding.
   *
   * @param cotangents each of the shape of the value
   * @return ∂f(x)ᵀ · cotangent for each, of the shape of the argument
   */
  public NdArray[] vjpAll(NdArray... cotangents) {
    for (NdArray c : cotangents) {
      requireShape("cotangent", c, value);
    }
    boolean none = result < 0 || cotangents.length == 0;
    return orZeros(
        none ? null : tape.backwardAll(cotangents.clone(), result), cotangents, argument);
  }

  /** How many vectors one pass should take: what it keeps grows with their number. */
  int panel() {
    long elements = Math.max(1, tape.elements());
    return (int) Math.max(1, Math.min(MOST_VECTORS, MOST_ELEMENTS / elements));
  }

  private static NdArray[] orZeros(NdArray[] results, NdArray[] inputs, NdArray like) {
    if (results != null) {
      return results;
    }
    NdArray[] zeros = new NdArray[inputs.length];
    Arrays.fill(zeros, NdArray.zeros(like.shapeArray()));
    return zeros;
  }

  /**
   * Looks for the first operation whose result is not finite. If there is one the function is
   * computed once more, to find the line that calls it.
   *
   * @throws ArithmeticException if there is one; the message names it, the index, the value, and
   *     the line of source
   */
  public void checkFinite() {
    refuse(tape.firstNonFinite());
  }

  /**
   * Looks for the first operation whose result is not finite, and then for the first in the
   * backward pass that passes on a cotangent which is not: an infinite derivative at a finite
   * value.
   *
   * @param cotangent of the shape of the value
   * @throws ArithmeticException if there is one; the message names it, the index, the value, and
   *     the line of source
   */
  public void checkFinite(NdArray cotangent) {
    requireShape("cotangent", cotangent, value);
    checkFinite();
    if (result >= 0) {
      refuse(tape.firstNonFiniteCotangent(cotangent, result));
    }
  }

  private void refuse(Tape.Finding found) {
    if (found == null) {
      return;
    }
    Tape again = new Tape(found.operation());
    var _ = function.apply(again.input(argument));
    again.close(0);
    String place = again.place().isEmpty() ? "" : ", at " + again.place();
    throw new ArithmeticException(found.text() + place);
  }

  private static void requireShape(String name, NdArray a, NdArray like) {
    if (!Shapes.same(a.shapeArray(), like.shapeArray())) {
      throw new ShapeMismatchException(
          name
              + " has shape "
              + Arrays.toString(a.shapeArray())
              + ": must be "
              + Arrays.toString(like.shapeArray()));
    }
  }
}
