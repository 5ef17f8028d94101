package dev.hadamard.autodiff;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Derivatives of functions written with {@link NdArray}: forward mode, reverse mode, and any
 * nesting of the two.
 *
 * <p>A gradient costs a small multiple of the function, whatever the number of variables. A
 * differentiated function may itself contain derivatives; each works on its own level, so that they
 * are never confused.
 */
public final class Autodiff {
  private Autodiff() {}

  /**
   * A value with the derivative along one direction.
   *
   * @param value f(x)
   * @param tangent ∂f(x) · v
   */
  public record Tangent(NdArray value, NdArray tangent) {}

  /**
   * A value with its gradient.
   *
   * @param value f(x), a number
   * @param gradient ∇f(x), of the shape of x
   */
  public record ValueAndGradient(NdArray value, NdArray gradient) {}

  /**
   * The derivative of a function along a direction: forward mode.
   *
   * @param f the function
   * @param x the point
   * @param direction of the shape of x
   * @return f(x) and ∂f(x) · direction
   * @throws ShapeMismatchException if the shapes differ
   */
  public static Tangent jvp(UnaryOperator<NdArray> f, NdArray x, NdArray direction) {
    requireSame("direction", direction, x);
    Dual.Pass pass = new Dual.Pass();
    NdArray y = f.apply(new Dual(pass, x, direction));
    pass.end();
    if (y.level() == pass.level()) {
      return new Tangent(y.primal(), ((Dual) y).tangent());
    }
    requireEarlier(y, pass.level());
    return new Tangent(y, NdArray.zeros(y.shapeArray()));
  }

  /**
   * A function's value and its derivative as a linear map, usable any number of times in both
   * directions.
   *
   * @param f the function
   * @param x the point
   * @return the linear map
   */
  public static Linearization linearize(UnaryOperator<NdArray> f, NdArray x) {
    Tape tape = new Tape();
    NdArray y = f.apply(tape.input(x));
    if (y.level() == tape.level()) {
      int node = ((Var) y).node();
      tape.close(node);
      return new Linearization(f, x, y.primal(), tape, node);
    }
    tape.close(0);
    requireEarlier(y, tape.level());
    return new Linearization(f, x, y, tape, -1);
  }

  /** A value of a differentiation inside, which has ended, would count as a constant. */
  private static void requireEarlier(NdArray y, long level) {
    if (y.level() > level) {
      throw new IllegalStateException("the function's value" + Tape.ENDED);
    }
  }

  /**
   * The transpose of a linear function, without its matrix: ⟨u, f(x)⟩ = ⟨fᵀ(u), x⟩.
   *
   * @param f a linear function
   * @param like an array of the shape of its argument; the elements do not matter
   * @return fᵀ, which may be applied any number of times
   * @throws IllegalArgumentException if f(0) is not 0, or f differs from its derivative at a point
   */
  public static UnaryOperator<NdArray> linearTranspose(UnaryOperator<NdArray> f, NdArray like) {
    Linearization l = linearize(f, NdArray.zeros(like.shapeArray()));
    for (double v : l.value().stopGradient().toArray()) {
      if (v != 0) {
        throw new IllegalArgumentException("f is " + v + " at 0: must be linear, which is 0 there");
      }
    }
    double[] e = new double[like.size()];
    for (int i = 0; i < e.length; i++) {
      e[i] = 1 + (i * 37L % 101) / 101.0;
    }
    NdArray probe = new DenseArray(e, like.shapeArray());
    NdArray image = f.apply(probe).stopGradient();
    double difference = image.minus(l.jvp(probe).stopGradient()).normInf().value();
    if (!(difference <= 1e-6 * image.normInf().value())) {
      throw new IllegalArgumentException(
          "f differs by " + difference + " from its derivative at 0: must be linear");
    }
    return l::vjp;
  }

  /**
   * A function's value and the gradient, in reverse mode.
   *
   * @param f a function whose value is one number
   * @param x the point
   * @return f(x) and ∇f(x)
   * @throws ShapeMismatchException if the value has more than one element
   */
  public static ValueAndGradient valueAndGradient(UnaryOperator<NdArray> f, NdArray x) {
    Linearization l = linearize(f, x);
    NdArray value = l.value();
    if (value.size() != 1) {
      throw new ShapeMismatchException(
          "gradient: the function's value has shape "
              + Arrays.toString(value.shapeArray())
              + ": must have one element; use jacobian");
    }
    return new ValueAndGradient(value, l.vjp(NdArray.ones(value.shapeArray())));
  }

  /**
   * The gradient.
   *
   * @param f a function whose value is one number
   * @param x the point
   * @return ∇f(x), of the shape of x
   */
  public static NdArray gradient(UnaryOperator<NdArray> f, NdArray x) {
    return valueAndGradient(f, x).gradient();
  }

  /**
   * The gradient as a function.
   *
   * @param f a function whose value is one number
   * @return x to ∇f(x)
   */
  public static UnaryOperator<NdArray> gradient(UnaryOperator<NdArray> f) {
    return x -> gradient(f, x);
  }

  /**
   * The partial gradient of a function of two arrays in the first.
   *
   * @param f a function whose value is one number
   * @return (x, θ) to ∇₁f(x, θ)
   */
  public static BinaryOperator<NdArray> gradientInFirst(BinaryOperator<NdArray> f) {
    return (x, theta) -> gradient(z -> f.apply(z, theta), x);
  }

  /**
   * The Jacobian: by forward mode if the function has more values than variables, else by reverse.
   *
   * @param f the function
   * @param x the point
   * @return the array whose shape is that of f(x) followed by that of x
   */
  public static NdArray jacobian(UnaryOperator<NdArray> f, NdArray x) {
    Linearization l = linearize(f, x);
    return x.size() <= l.value().size() ? columns(l, x) : rows(l, x);
  }

  /**
   * The Jacobian by forward mode: one product for each variable, up to 64 in one pass.
   *
   * @param f the function
   * @param x the point
   * @return the array whose shape is that of f(x) followed by that of x
   */
  public static NdArray jacobianForward(UnaryOperator<NdArray> f, NdArray x) {
    return columns(linearize(f, x), x);
  }

  /**
   * The Jacobian by reverse mode: one product for each value, up to 64 in one pass.
   *
   * @param f the function
   * @param x the point
   * @return the array whose shape is that of f(x) followed by that of x
   */
  public static NdArray jacobianReverse(UnaryOperator<NdArray> f, NdArray x) {
    return rows(linearize(f, x), x);
  }

  private static NdArray columns(Linearization l, NdArray x) {
    int n = x.size();
    int m = l.value().size();
    if (n == 0) {
      return NdArray.zeros(joined(l.value(), x));
    }
    NdArray[] columns = inPanels(n, l.panel(), j -> unit(j, x), l::jvpAll);
    for (int j = 0; j < n; j++) {
      columns[j] = columns[j].reshape(m);
    }
    return NdArray.stack(columns).transpose().reshape(joined(l.value(), x));
  }

  private static NdArray rows(Linearization l, NdArray x) {
    int m = l.value().size();
    if (m == 0) {
      return NdArray.zeros(joined(l.value(), x));
    }
    NdArray[] rows = inPanels(m, l.panel(), i -> unit(i, l.value()), l::vjpAll);
    for (int i = 0; i < m; i++) {
      rows[i] = rows[i].reshape(x.size());
    }
    return NdArray.stack(rows).reshape(joined(l.value(), x));
  }

  private static NdArray[] inPanels(
      int count, int panel, IntFunction<NdArray> vector, UnaryOperator<NdArray[]> pass) {
    NdArray[] all = new NdArray[count];
    for (int from = 0; from < count; from += panel) {
      NdArray[] some = new NdArray[Math.min(panel, count - from)];
      for (int i = 0; i < some.length; i++) {
        some[i] = vector.apply(from + i);
      }
      System.arraycopy(pass.apply(some), 0, all, from, some.length);
    }
    return all;
  }

  private static NdArray unit(int i, NdArray like) {
    double[] e = new double[like.size()];
    e[i] = 1;
    return new DenseArray(e, like.shapeArray());
  }

  private static int[] joined(NdArray y, NdArray x) {
    int[] shape = Arrays.copyOf(y.shapeArray(), y.rank() + x.rank());
    System.arraycopy(x.shapeArray(), 0, shape, y.rank(), x.rank());
    return shape;
  }

  /**
   * The Hessian, by forward mode over reverse mode.
   *
   * @param f a function whose value is one number
   * @param x the point
   * @return the array whose shape is that of x, twice
   */
  public static NdArray hessian(UnaryOperator<NdArray> f, NdArray x) {
    return jacobianForward(gradient(f), x);
  }

  /**
   * The product of the Hessian with a direction, by forward mode over reverse mode: the cost of a
   * few gradients.
   *
   * @param f a function whose value is one number
   * @param x the point
   * @param direction of the shape of x
   * @return ∇²f(x) · direction
   */
  public static NdArray hvp(UnaryOperator<NdArray> f, NdArray x, NdArray direction) {
    return jvp(gradient(f), x, direction).tangent();
  }

  /**
   * The product of the Gauss-Newton matrix JᵀJ of residuals with a direction. It is the Hessian of
   * ½‖r‖² only where r = 0 or r is linear.
   *
   * @param residuals the function r
   * @param x the point
   * @param direction of the shape of x
   * @return JᵀJ · direction
   */
  public static NdArray gaussNewtonProduct(
      UnaryOperator<NdArray> residuals, NdArray x, NdArray direction) {
    Linearization l = linearize(residuals, x);
    return l.vjp(l.jvp(direction));
  }

  /**
   * The function for each entry along the first axis: many problems solved and differentiated as
   * one.
   *
   * <p>{@code batch(theta -> solve.apply(start, theta))} maps an array of shape [count, ...] to the
   * solutions, of shape [count, ...]; derivatives of every order and mode flow through it.
   *
   * @param f a function of arrays of the shape of an entry, whose values all have one shape
   * @return the function of arrays with one more axis in front
   * @throws IllegalArgumentException when applied to a number or to no entries
   */
  public static UnaryOperator<NdArray> batch(UnaryOperator<NdArray> f) {
    return x -> {
      NdArray[] values = new NdArray[entries(x)];
      for (int i = 0; i < values.length; i++) {
        values[i] = f.apply(x.at(i));
      }
      return NdArray.stack(values);
    };
  }

  /**
   * The function of two arrays for each entry along the first axis of both.
   *
   * @param f a function of the shapes of the entries, whose values all have one shape
   * @return the function of arrays with one more axis in front
   * @throws IllegalArgumentException when applied to numbers, to no entries, or to different
   *     numbers of entries
   */
  public static BinaryOperator<NdArray> batch(BinaryOperator<NdArray> f) {
    return (x, y) -> {
      NdArray[] values = new NdArray[entries(x)];
      if (entries(y) != values.length) {
        throw new ShapeMismatchException(
            "batch: the arguments have "
                + values.length
                + " and "
                + entries(y)
                + " entries: must have equally many");
      }
      for (int i = 0; i < values.length; i++) {
        values[i] = f.apply(x.at(i), y.at(i));
      }
      return NdArray.stack(values);
    };
  }

  private static int entries(NdArray x) {
    if (x.rank() == 0 || x.extent(0) == 0) {
      throw new ShapeMismatchException(
          "batch: shape is "
              + Arrays.toString(x.shapeArray())
              + ": must have at least one entry along the first axis");
    }
    return x.extent(0);
  }

  /**
   * Applies an operation with its own derivative.
   *
   * @param op the operation
   * @param inputs its arguments
   * @return its value; derivatives flow through it by its rules
   */
  public static NdArray apply(DifferentiableOp op, NdArray... inputs) {
    return Dispatch.apply(op, inputs.clone());
  }

  /**
   * The same function, of which reverse mode remembers nothing but the arguments: it is computed
   * again when its derivative is asked for. Memory for time.
   *
   * @param f a function that uses no array under differentiation but its argument
   * @return the function
   */
  public static UnaryOperator<NdArray> checkpoint(UnaryOperator<NdArray> f) {
    return x -> Dispatch.apply(new Recomputed((a, b) -> f.apply(a)), x, NdArray.zeros(0));
  }

  /**
   * The same function of two arrays, of which reverse mode remembers nothing but the arguments.
   *
   * @param f a function that uses no array under differentiation but its arguments
   * @return the function
   */
  public static BinaryOperator<NdArray> checkpoint(BinaryOperator<NdArray> f) {
    return (x, theta) -> Dispatch.apply(new Recomputed(f), x, theta);
  }

  private record Recomputed(BinaryOperator<NdArray> f) implements DifferentiableOp {
    @Override
    public String name() {
      return "checkpoint";
    }

    @Override
    public NdArray value(NdArray... inputs) {
      return f.apply(inputs[0], inputs[1]);
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray output, NdArray[] tangents) {
      NdArray a =
          tangents[0] == null
              ? null
              : Autodiff.jvp(x -> f.apply(x, in[1]), in[0], tangents[0]).tangent();
      NdArray b =
          tangents[1] == null
              ? null
              : Autodiff.jvp(y -> f.apply(in[0], y), in[1], tangents[1]).tangent();
      return a == null ? b : b == null ? a : a.plus(b);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray output, NdArray cotangent) {
      return which == 0
          ? linearize(x -> f.apply(x, in[1]), in[0]).vjp(cotangent)
          : linearize(y -> f.apply(in[0], y), in[1]).vjp(cotangent);
    }
  }

  /**
   * A formula that agrees with an algorithm near one point.
   *
   * @see #locally
   */
  @FunctionalInterface
  public interface LocalFormula {
    /**
     * Evaluates the formula.
     *
     * @param inputs the arguments, possibly under differentiation
     * @return the value, equal to the algorithm's up to rounding
     */
    NdArray apply(NdArray... inputs);
  }

  /**
   * Finds the formula that holds near given values.
   *
   * @see #locally
   */
  @FunctionalInterface
  public interface LocalFormulaAt {
    /**
     * The formula.
     *
     * @param output the algorithm's value, a plain array
     * @param inputs the arguments, plain arrays
     * @return a smooth formula that agrees with the algorithm near the arguments
     */
    LocalFormula at(NdArray output, NdArray... inputs);
  }

  /**
   * A value computed by an algorithm, with the derivatives of a smooth formula that agrees with it
   * near the point: how projections and proximal operators are differentiated to any order, in
   * their argument and their parameters.
   *
   * @param name the name for error messages
   * @param algorithm the value for plain arrays
   * @param formula finds the formula
   * @param inputs the arguments
   * @return the algorithm's value
   */
  public static NdArray locally(
      String name, LocalFormula algorithm, LocalFormulaAt formula, NdArray... inputs) {
    return Dispatch.apply(new Local(name, algorithm, formula), inputs.clone());
  }

  private static final class Local implements DifferentiableOp {
    private final String name;
    private final LocalFormula algorithm;
    private final LocalFormulaAt formula;

    /** The formula at the point of this application, found once for all products. */
    private final AtomicReference<At> last = new AtomicReference<>();

    Local(String name, LocalFormula algorithm, LocalFormulaAt formula) {
      this.name = name;
      this.algorithm = algorithm;
      this.formula = formula;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public NdArray value(NdArray... inputs) {
      return algorithm.apply(inputs);
    }

    @SuppressWarnings("ReferenceEquality") // arrays are immutable: the same one, the same point
    private At at(NdArray[] in, NdArray output) {
      NdArray value = output.dense();
      At known = last.get();
      if (known != null && known.output == value) {
        return known;
      }
      NdArray[] plain = new NdArray[in.length];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = in[i].dense();
      }
      At found = new At(value, formula.at(value, plain), new Linearization[in.length]);
      last.set(found);
      return found;
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray output, NdArray[] tangents) {
      At point = at(in, output);
      NdArray sum = null;
      for (int i = 0; i < in.length; i++) {
        if (tangents[i] != null) {
          NdArray t = point.partial(in, i).jvp(tangents[i]);
          sum = sum == null ? t : sum.plus(t);
        }
      }
      return sum;
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray output, NdArray cotangent) {
      return at(in, output).partial(in, which).vjp(cotangent);
    }

    /** A formula with its derivatives at plain arguments. */
    private record At(NdArray output, LocalFormula formula, Linearization[] partials) {
      Linearization partial(NdArray[] in, int which) {
        boolean plain = true;
        for (NdArray a : in) {
          plain &= !a.isDifferentiated();
        }
        Linearization known = plain ? partials[which] : null;
        if (known != null) {
          return known;
        }
        Linearization l =
            linearize(
                x -> {
                  NdArray[] arguments = in.clone();
                  arguments[which] = x;
                  return formula.apply(arguments);
                },
                in[which]);
        if (plain) {
          partials[which] = l;
        }
        return l;
      }
    }
  }

  private static void requireSame(String name, NdArray a, NdArray like) {
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
