package dev.hadamard.autodiff;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The value and the gradient of a function as a fixed list of operations, without recording and
 * allocating: what {@link CompiledFunction} says holds here too.
 *
 * <pre>{@code
 * CompiledGradient loss = CompiledGradient.of(f, x);
 * double value = loss.valueAndGradient(point, gradient);
 * }</pre>
 */
public final class CompiledGradient {
  private final Program program;

  private CompiledGradient(Program program) {
    this.program = program;
  }

  /**
   * Compiles a function with its gradient.
   *
   * @param f a function whose value is one number
   * @param example an argument of the shape that all arguments will have
   * @return the compiled gradient
   * @throws IllegalStateException if the function looks at elements, or uses an array under
   *     differentiation
   */
  public static CompiledGradient of(UnaryOperator<NdArray> f, NdArray example) {
    Program program = new Program();
    Autodiff.ValueAndGradient g = Autodiff.valueAndGradient(f, program.input(example));
    program.close(1, g.value(), g.gradient());
    return new CompiledGradient(program);
  }

  /**
   * Compiles a function of x and θ with its gradient in x.
   *
   * @param f a function whose value is one number
   * @param example x of the shape that all will have
   * @param parameters θ of the shape that all will have
   * @return the compiled gradient
   * @throws IllegalStateException if the function looks at elements, or uses an array under
   *     differentiation
   */
  public static CompiledGradient of(
      BinaryOperator<NdArray> f, NdArray example, NdArray parameters) {
    Program program = new Program();
    Traced x = program.input(example);
    Traced theta = program.input(parameters);
    Autodiff.ValueAndGradient g = Autodiff.valueAndGradient(z -> f.apply(z, theta), x);
    program.close(2, g.value(), g.gradient());
    return new CompiledGradient(program);
  }

  /**
   * The number of operations of a call.
   *
   * @return the number, changes of shape not counted
   */
  public int operations() {
    return program.size();
  }

  /**
   * Other parameters for the calls that follow.
   *
   * @param theta the elements of θ
   * @throws IllegalArgumentException if the length does not fit
   * @throws IllegalStateException if the function has no parameters
   */
  public void setParameters(double... theta) {
    double[] in = program.inputs() < 2 ? null : program.input(1);
    if (in == null) {
      throw new IllegalStateException("setParameters: the function was compiled without any");
    }
    Program.requireLength("theta", theta.length, in.length);
    System.arraycopy(theta, 0, in, 0, in.length);
  }

  /**
   * The value and the gradient.
   *
   * @param x the elements of the argument, in row-major order
   * @param gradient receives the elements of the gradient
   * @return the value
   * @throws IllegalArgumentException if the lengths do not fit
   */
  public double valueAndGradient(double[] x, double[] gradient) {
    double[] in = program.input(0);
    Program.requireLength("x", x.length, in.length);
    Program.requireLength("gradient", gradient.length, in.length);
    System.arraycopy(x, 0, in, 0, in.length);
    program.run();
    System.arraycopy(program.output(1), 0, gradient, 0, in.length);
    return program.output(0)[0];
  }
}
