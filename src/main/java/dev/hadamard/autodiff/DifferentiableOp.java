package dev.hadamard.autodiff;

/**
 * An operation with its own derivative: the value by any algorithm, and the rules written with
 * array operations, so that derivatives of every order and every mode follow.
 *
 * <p>{@link Autodiff#apply(DifferentiableOp, NdArray...)} applies one. The arrays that the rules
 * receive may themselves be under differentiation; rules therefore use array operations and never
 * {@link NdArray#toArray} for anything that the derivative depends on.
 */
public interface DifferentiableOp {
  /**
   * The name that appears in error messages.
   *
   * @return a word
   */
  String name();

  /**
   * The value.
   *
   * @param inputs the arguments, plain arrays under no differentiation
   * @return the result
   */
  NdArray value(NdArray... inputs);

  /**
   * The tangent of the result.
   *
   * @param inputs the arguments
   * @param output the result
   * @param tangents the tangents of the arguments; {@code null} stands for zero
   * @return the tangent of the result, or {@code null} for zero
   */
  NdArray jvp(NdArray[] inputs, NdArray output, NdArray[] tangents);

  /**
   * The cotangent of one argument.
   *
   * @param which the index of the argument
   * @param inputs the arguments
   * @param output the result
   * @param cotangent the cotangent of the result
   * @return the cotangent of the argument, or {@code null} for zero
   */
  NdArray vjp(int which, NdArray[] inputs, NdArray output, NdArray cotangent);
}
