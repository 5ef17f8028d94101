package dev.hadamard.gp.pde;

import dev.hadamard.gp.UniformAxis;
import dev.hadamard.linalg.AxisProducts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A partial differential equation on a box: Σ_k c_k(x) ∂^(m_k) u + N(derivatives of u) = f(x), with
 * conditions ∂^m u = g on faces of the box.
 *
 * <pre>{@code
 * PdeProblem poisson =
 *     PdeProblem.on(new UniformAxis(0, 1, 200))
 *         .term(1, 2)                                  // u''
 *         .source(x -> -Trigonometric.sin(x[0]))
 *         .dirichlet(x -> Trigonometric.sin(x[0]))     // on all faces
 *         .build();
 * }</pre>
 */
public final class PdeProblem {
  /**
   * A linear term.
   *
   * @param coefficient c(x)
   * @param constant whether c is a number
   * @param orders the order of the derivative along each axis
   */
  record Term(ToDoubleFunction<double[]> coefficient, boolean constant, int[] orders) {}

  /**
   * A condition on a face.
   *
   * @param axis the axis across which the face lies
   * @param upper whether it lies at the end of the axis
   * @param orders which derivative is given
   * @param value its value
   */
  record Condition(int axis, boolean upper, int[] orders, ToDoubleFunction<double[]> value) {}

  /**
   * A nonlinear term N(v_1, v_2, ...).
   *
   * @param fields the orders of the derivatives v
   * @param value N
   * @param gradient ∂N/∂v
   */
  record Nonlinearity(
      List<int[]> fields,
      ToDoubleFunction<double[]> value,
      Function<double[], double[]> gradient) {}

  private final List<UniformAxis> axes;
  private final List<Term> terms;
  private final List<Condition> conditions;
  private final Nonlinearity nonlinearity;
  private final ToDoubleFunction<double[]> source;

  private PdeProblem(Builder b) {
    this.axes = List.of(b.axes);
    this.terms = List.copyOf(b.terms);
    this.conditions = List.copyOf(b.conditions);
    this.nonlinearity = b.nonlinearity;
    this.source = b.source;
  }

  /**
   * Begins a problem on the product of intervals.
   *
   * @param axes one axis for each dimension, 1 to 3, with at least 3 collocation points
   * @return a builder with no terms, source 0 and no conditions
   */
  public static Builder on(UniformAxis... axes) {
    if (axes.length < 1 || axes.length > 3) {
      throw new IllegalArgumentException("axes has length " + axes.length + ": allowed is 1 to 3");
    }
    for (int d = 0; d < axes.length; d++) {
      if (axes[d].size() < 3) {
        throw new IllegalArgumentException(
            "axis " + d + " has " + axes[d].size() + " points: must have at least 3");
      }
    }
    return onAny(axes);
  }

  /** A builder whose axes may have two points. */
  static Builder onAny(UniformAxis... axes) {
    return new Builder(axes.clone());
  }

  /**
   * The axes.
   *
   * @return one for each dimension
   */
  public List<UniformAxis> axes() {
    return axes;
  }

  /**
   * The same equation on another grid.
   *
   * @param sizes the points along each axis
   * @return a new problem
   */
  public PdeProblem withSizes(int... sizes) {
    if (sizes.length != axes.size()) {
      throw new IllegalArgumentException(
          "sizes has length " + sizes.length + ": must be the number of axes, " + axes.size());
    }
    UniformAxis[] other = new UniformAxis[sizes.length];
    for (int d = 0; d < other.length; d++) {
      other[d] = axes.get(d).withSize(sizes[d]);
    }
    Builder b = new Builder(other);
    b.terms.addAll(terms);
    b.conditions.addAll(conditions);
    b.nonlinearity = nonlinearity;
    b.source = source;
    return b.build();
  }

  /**
   * Whether the equation is linear in u.
   *
   * @return true without a nonlinear term
   */
  public boolean isLinear() {
    return nonlinearity == null;
  }

  int dimension() {
    return axes.size();
  }

  int[] shape() {
    return axes.stream().mapToInt(UniformAxis::size).toArray();
  }

  int points() {
    return AxisProducts.size(shape());
  }

  /** Refuses a grid whose arrays, some dozen of its size, would not fit into memory. */
  void requireMemory() {
    long bytes = 12L * 8 * points();
    long available = Runtime.getRuntime().maxMemory();
    if (bytes > available) {
      throw new IllegalArgumentException(
          "the grid has "
              + points()
              + " points and needs about "
              + (bytes >> 20)
              + " MiB: available are "
              + (available >> 20)
              + " MiB");
    }
  }

  List<Term> terms() {
    return terms;
  }

  List<Condition> conditions() {
    return conditions;
  }

  Nonlinearity nonlinearity() {
    return nonlinearity;
  }

  boolean constantCoefficients() {
    return terms.stream().allMatch(Term::constant);
  }

  /** Whether the conditions are values of u on every face, once. */
  boolean isDirichlet() {
    boolean[] seen = new boolean[2 * dimension()];
    for (Condition c : conditions) {
      if (Arrays.stream(c.orders()).anyMatch(m -> m > 0)) {
        return false;
      }
      seen[2 * c.axis() + (c.upper() ? 1 : 0)] = true;
    }
    for (boolean face : seen) {
      if (!face) {
        return false;
      }
    }
    return conditions.size() == seen.length;
  }

  /** The orders along an axis that the equation and the conditions use, ascending, 0 included. */
  int[] ordersAlong(int axis) {
    java.util.TreeSet<Integer> orders = new java.util.TreeSet<>(List.of(0));
    terms.forEach(t -> orders.add(t.orders()[axis]));
    conditions.forEach(c -> orders.add(c.orders()[axis]));
    if (nonlinearity != null) {
      nonlinearity.fields().forEach(f -> orders.add(f[axis]));
    }
    return orders.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The right-hand side at a point.
   *
   * @param x one coordinate for each axis
   * @return f(x)
   */
  public double sourceAt(double... x) {
    return finite("source", source.applyAsDouble(x), x);
  }

  static double finite(String name, double value, double[] x) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + " at " + Arrays.toString(x) + ": must be finite");
    }
    return value;
  }

  /** A function on the product of points, last axis fastest. */
  static double[] sample(String name, ToDoubleFunction<double[]> f, double[]... points) {
    int[] shape = Arrays.stream(points).mapToInt(p -> p.length).toArray();
    double[] values = new double[AxisProducts.size(shape)];
    double[] x = new double[shape.length];
    int[] index = new int[shape.length];
    for (int i = 0; i < values.length; i++) {
      for (int d = 0; d < x.length; d++) {
        x[d] = points[d][index[d]];
      }
      values[i] = finite(name, f.applyAsDouble(x), x);
      for (int d = x.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
        index[d] = 0;
      }
    }
    return values;
  }

  double[][] gridPoints() {
    return axes.stream().map(UniformAxis::points).toArray(double[][]::new);
  }

  double[] sourceOnGrid() {
    return sample("source", source, gridPoints());
  }

  double[] source(double[]... points) {
    return sample("source", source, points);
  }

  @Override
  public String toString() {
    return "PdeProblem("
        + axes
        + ", "
        + terms.size()
        + (isLinear() ? " terms, linear)" : " terms, nonlinear)");
  }

  /** Collects a problem. */
  public static final class Builder {
    private final UniformAxis[] axes;
    private final List<Term> terms = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private Nonlinearity nonlinearity;
    private ToDoubleFunction<double[]> source = x -> 0;

    private Builder(UniformAxis[] axes) {
      double points = 1;
      for (UniformAxis a : axes) {
        points *= a.size();
      }
      if (points > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "axes have " + points + " points: allowed are " + (Integer.MAX_VALUE - 8));
      }
      this.axes = axes;
    }

    /**
     * Adds the term c ∂^orders u.
     *
     * @param coefficient c
     * @param orders the order of the derivative along each axis
     * @return this builder
     */
    public Builder term(double coefficient, int... orders) {
      if (!Double.isFinite(coefficient)) {
        throw new IllegalArgumentException("coefficient is " + coefficient + ": must be finite");
      }
      terms.add(new Term(x -> coefficient, true, checked(orders)));
      return this;
    }

    /**
     * Adds the term c(x) ∂^orders u.
     *
     * @param coefficient c
     * @param orders the order of the derivative along each axis
     * @return this builder
     */
    public Builder term(ToDoubleFunction<double[]> coefficient, int... orders) {
      terms.add(
          new Term(
              java.util.Objects.requireNonNull(coefficient, "coefficient"),
              false,
              checked(orders)));
      return this;
    }

    private int[] checked(int[] orders) {
      if (orders.length != axes.length) {
        throw new IllegalArgumentException(
            "orders "
                + Arrays.toString(orders)
                + " has length "
                + orders.length
                + ": must be the number of axes, "
                + axes.length);
      }
      for (int m : orders) {
        if (m < 0 || m > 8) {
          throw new IllegalArgumentException(
              "orders " + Arrays.toString(orders) + ": each must be from 0 to 8");
        }
      }
      return orders.clone();
    }

    /**
     * The nonlinear term N(u).
     *
     * @param value N
     * @param derivative N'
     * @return this builder
     */
    public Builder nonlinearity(DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
      java.util.Objects.requireNonNull(derivative, "derivative");
      return nonlinearity(
          List.of(new int[axes.length]),
          v -> value.applyAsDouble(v[0]),
          v -> new double[] {derivative.applyAsDouble(v[0])});
    }

    /**
     * The nonlinear term N(v_1, v_2, ...) of derivatives v of u.
     *
     * @param fields the orders of each v
     * @param value N
     * @param gradient ∂N/∂v
     * @return this builder
     */
    public Builder nonlinearity(
        List<int[]> fields,
        ToDoubleFunction<double[]> value,
        Function<double[], double[]> gradient) {
      java.util.Objects.requireNonNull(value, "value");
      java.util.Objects.requireNonNull(gradient, "gradient");
      if (fields.isEmpty()) {
        throw new IllegalArgumentException("fields is empty: must have at least one derivative");
      }
      nonlinearity = new Nonlinearity(fields.stream().map(this::checked).toList(), value, gradient);
      return this;
    }

    /**
     * The right-hand side.
     *
     * @param f f(x)
     * @return this builder
     */
    public Builder source(ToDoubleFunction<double[]> f) {
      source = java.util.Objects.requireNonNull(f, "f");
      return this;
    }

    /**
     * The values of u on all faces.
     *
     * @param g g(x)
     * @return this builder
     */
    public Builder dirichlet(ToDoubleFunction<double[]> g) {
      for (int d = 0; d < axes.length; d++) {
        condition(d, false, g, new int[axes.length]);
        condition(d, true, g, new int[axes.length]);
      }
      return this;
    }

    /**
     * The values of u or of a derivative on one face.
     *
     * @param axis the axis across which the face lies
     * @param upper whether it lies at the end of the axis
     * @param g the values
     * @param orders which derivative: the order along each axis; none for u itself
     * @return this builder
     */
    public Builder condition(int axis, boolean upper, ToDoubleFunction<double[]> g, int... orders) {
      if (axis < 0 || axis >= axes.length) {
        throw new IllegalArgumentException(
            "axis is " + axis + ": must be from 0 to " + (axes.length - 1));
      }
      int[] m = orders.length == 0 ? new int[axes.length] : checked(orders);
      conditions.add(new Condition(axis, upper, m, java.util.Objects.requireNonNull(g, "g")));
      return this;
    }

    /**
     * The problem.
     *
     * @return an immutable problem
     * @throws IllegalArgumentException if there is no term, or the source or a condition is not
     *     finite at a corner of the box
     */
    public PdeProblem build() {
      if (terms.isEmpty()) {
        throw new IllegalArgumentException("terms is empty: must have at least one linear term");
      }
      PdeProblem problem = new PdeProblem(this);
      double[][] corners = new double[axes.length][];
      for (int d = 0; d < axes.length; d++) {
        corners[d] = new double[] {axes[d].from(), axes[d].to()};
      }
      sample("source", source, corners);
      for (Condition c : conditions) {
        double[][] face = corners.clone();
        UniformAxis a = axes[c.axis()];
        face[c.axis()] = new double[] {c.upper() ? a.to() : a.from()};
        sample("condition on a face", c.value(), face);
      }
      return problem;
    }
  }
}
