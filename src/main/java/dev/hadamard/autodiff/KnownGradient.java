package dev.hadamard.autodiff;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/**
 * A function of one array whose gradient comes with its value, as an operation for solvers that
 * differentiate. First derivatives only: second ones are refused. The last point is remembered:
 * value and gradient cost one evaluation. Not for concurrent use.
 */
public final class KnownGradient implements DifferentiableOp {
  /**
   * A value with its gradient.
   *
   * @param value f(x)
   * @param gradient ∇f(x), as long as x
   */
  public record Point(double value, double[] gradient) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Point p && p.value == value && Arrays.equals(p.gradient, gradient);
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value) ^ Arrays.hashCode(gradient);
    }
  }

  private final String name;
  private final Function<double[], Point> function;
  private double[] last;
  private Point point;

  private KnownGradient(String name, Function<double[], Point> function) {
    this.name = Objects.requireNonNull(name, "name");
    this.function = Objects.requireNonNull(function, "function");
  }

  /**
   * An operation.
   *
   * @param name appears in error messages
   * @param function from x to f(x) and its gradient
   * @return the operation
   */
  public static KnownGradient of(String name, Function<double[], Point> function) {
    return new KnownGradient(name, function);
  }

  private Point at(NdArray x) {
    double[] at = x.toArray();
    if (!Arrays.equals(at, last)) {
      point = function.apply(at);
      last = at;
    }
    return point;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public NdArray value(NdArray... inputs) {
    return NdArray.scalar(at(inputs[0]).value);
  }

  @Override
  public NdArray jvp(NdArray[] inputs, NdArray output, NdArray[] tangents) {
    return gradient(inputs[0]).dot(tangents[0]);
  }

  @Override
  public NdArray vjp(int which, NdArray[] inputs, NdArray output, NdArray cotangent) {
    return gradient(inputs[0]).times(cotangent);
  }

  private NdArray gradient(NdArray x) {
    if (x.isDifferentiated()) {
      throw new UnsupportedOperationException(
          name + ": a second derivative is asked for, of a function that gives its gradient only");
    }
    double[] gradient = at(x).gradient;
    if (gradient.length != x.size()) {
      throw new ShapeMismatchException(
          name + ": the gradient has " + gradient.length + " elements: must be " + x.size());
    }
    return NdArray.of(gradient).reshape(x.shape());
  }
}
