package dev.hadamard.autodiff;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A function, or a derivative of one, as a fixed list of operations on arrays that are allocated
 * once: a call does what the function does, to the same bits, without recording and, for most
 * operations, without allocating.
 *
 * <pre>{@code
 * CompiledFunction gradient = CompiledFunction.of(Autodiff.gradient(loss), x);
 * gradient.apply(point, result);   // as often as needed
 * }</pre>
 *
 * <p>The function is called once, with an array that has a shape and no elements. What depends on
 * elements is refused then: branches, loops until convergence, sorting, projections, the order of
 * pivots. Arrays that the function uses besides its argument are constants; their elements are not
 * copied. Elementwise operations, sums, products of matrices and changes of shape do not allocate;
 * others do.
 *
 * <p>An object belongs to one thread at a time.
 */
public final class CompiledFunction {
  private final Program program;
  private final int[] outputShape;

  private CompiledFunction(Program program) {
    this.program = program;
    this.outputShape = program.shapeOfOutput(0);
  }

  /**
   * Compiles a function.
   *
   * @param f the function
   * @param example an argument of the shape that all arguments will have
   * @return the compiled function
   * @throws IllegalStateException if the function looks at elements, or uses an array under
   *     differentiation
   */
  public static CompiledFunction of(UnaryOperator<NdArray> f, NdArray example) {
    Program program = new Program();
    NdArray y = f.apply(program.input(example));
    program.close(1, y);
    return new CompiledFunction(program);
  }

  /**
   * The shape of results.
   *
   * @return a copy
   */
  public int[] shape() {
    return outputShape.clone();
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
   * The value.
   *
   * @param x the elements of the argument, in row-major order
   * @param y receives the elements of the result, in row-major order
   * @throws IllegalArgumentException if the lengths do not fit
   */
  public void apply(double[] x, double[] y) {
    double[] in = program.input(0);
    double[] out = program.output(0);
    Program.requireLength("x", x.length, in.length);
    Program.requireLength("y", y.length, out.length);
    System.arraycopy(x, 0, in, 0, in.length);
    program.run();
    System.arraycopy(out, 0, y, 0, out.length);
  }

  /**
   * The value.
   *
   * @param x the argument, of the shape of the example
   * @return the result, a new array
   * @throws IllegalArgumentException if the size does not fit
   */
  public NdArray apply(NdArray x) {
    double[] y = new double[program.output(0).length];
    apply(x.data(), y);
    return new DenseArray(y, outputShape);
  }

  @Override
  public String toString() {
    return "CompiledFunction of "
        + operations()
        + " operations with results of shape "
        + Arrays.toString(outputShape);
  }
}
