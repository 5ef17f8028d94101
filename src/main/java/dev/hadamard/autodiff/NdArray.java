package dev.hadamard.autodiff;

import dev.hadamard.kernel.Reductions;
import java.util.Arrays;
import java.util.function.Function;

/**
 * An immutable array of doubles of any rank, row-major; a number is an array of rank 0.
 *
 * <p>Mathematics is written with its methods, which chain and broadcast as in NumPy. Functions
 * written in this way are differentiated by {@link Autodiff}: while a derivative is computed, the
 * arrays that flow through the function carry it along, and read like plain arrays. Branches and
 * loops on values are allowed; they are taken as the values say.
 *
 * <p>Conventions where a derivative does not exist: |x|, relu, sign, step at 0 and norms at the
 * origin have derivative 0, clip has derivative 0 at and beyond its bounds, ties of max and min
 * share the derivative equally, sorting keeps the order of equal elements. A lane whose incoming
 * derivative is exactly 0 contributes exactly 0, even where the local derivative is infinite or not
 * a number, so that {@link #where} is safe without further care.
 */
public abstract sealed class NdArray permits DenseArray, Dual, Traced, Var {
  private final long level;
  private final int[] shape;

  NdArray(long level, int[] shape) {
    this.level = level;
    this.shape = shape;
  }

  // What the differentiation sees

  final long level() {
    return level;
  }

  /** The array one level down. */
  abstract NdArray primal();

  /** The array as seen from below a level. */
  final NdArray below(long limit) {
    return level == limit ? primal() : this;
  }

  /** The plain values. */
  final DenseArray dense() {
    NdArray a = this;
    while (a.level > 0) {
      a = a.primal();
    }
    return (DenseArray) a;
  }

  /** Whether a program is being compiled, whose arrays have no values yet. */
  final boolean isTraced() {
    return stopGradient() instanceof Traced;
  }

  /** The plain values, not to be changed. */
  final double[] data() {
    return dense().values();
  }

  final int[] shapeArray() {
    return shape;
  }

  // Making arrays

  /**
   * A number.
   *
   * @param value the number
   * @return an array of rank 0
   */
  public static NdArray scalar(double value) {
    return new DenseArray(new double[] {value}, Shapes.SCALAR);
  }

  /**
   * A vector.
   *
   * @param values its elements, copied
   * @return an array of rank 1
   */
  public static NdArray of(double... values) {
    return new DenseArray(values.clone(), values.length);
  }

  /**
   * A matrix.
   *
   * @param rows its rows, copied
   * @return an array of rank 2
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static NdArray of(double[][] rows) {
    int n = rows.length == 0 ? 0 : rows[0].length;
    double[] values = new double[rows.length * n];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != n) {
        throw new IllegalArgumentException(
            "row " + i + " has length " + rows[i].length + ": must be that of row 0, " + n);
      }
      System.arraycopy(rows[i], 0, values, i * n, n);
    }
    return new DenseArray(values, rows.length, n);
  }

  /**
   * An array around given elements, which are not copied and must not be changed any more.
   *
   * @param values the elements, row-major
   * @param shape the extents
   * @return the array
   * @throws ShapeMismatchException if the extents do not multiply to the number of elements
   */
  public static NdArray wrap(double[] values, int... shape) {
    if (Shapes.size(shape) != values.length) {
      throw new ShapeMismatchException(
          "shape " + Arrays.toString(shape) + " does not hold " + values.length + " elements");
    }
    return new DenseArray(values, shape.clone());
  }

  /**
   * Zeros.
   *
   * @param shape the extents; none for a number
   * @return the array
   */
  public static NdArray zeros(int... shape) {
    return new DenseArray(new double[Shapes.size(shape)], shape.clone());
  }

  /**
   * One value everywhere.
   *
   * @param value the value
   * @param shape the extents; none for a number
   * @return the array
   */
  public static NdArray full(double value, int... shape) {
    double[] values = new double[Shapes.size(shape)];
    Arrays.fill(values, value);
    return new DenseArray(values, shape.clone());
  }

  /**
   * Ones.
   *
   * @param shape the extents; none for a number
   * @return the array
   */
  public static NdArray ones(int... shape) {
    return full(1, shape);
  }

  /**
   * The identity matrix.
   *
   * @param n its order
   * @return the array of shape [n, n]
   */
  public static NdArray identity(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ": must be at least 0");
    }
    double[] values = new double[n * n];
    for (int i = 0; i < n; i++) {
      values[i * n + i] = 1;
    }
    return new DenseArray(values, n, n);
  }

  // Reading arrays

  /**
   * The extents.
   *
   * @return a copy
   */
  public final int[] shape() {
    return shape.clone();
  }

  /**
   * The number of axes.
   *
   * @return 0 for a number
   */
  public final int rank() {
    return shape.length;
  }

  /**
   * The number of elements.
   *
   * @return the product of the extents, 1 for a number
   */
  public final int size() {
    return Shapes.size(shape);
  }

  /**
   * The extent of an axis.
   *
   * @param axis the axis; negative ones count from the last
   * @return the extent
   */
  public final int extent(int axis) {
    return shape[Shapes.axis("extent", axis, shape.length)];
  }

  /**
   * The value of an array of one element.
   *
   * @return the number
   * @throws ShapeMismatchException if there are more elements or none
   */
  public final double value() {
    if (size() != 1) {
      throw new ShapeMismatchException(
          "value: shape is " + Arrays.toString(shape) + ": must have one element");
    }
    return data()[0];
  }

  /**
   * An element.
   *
   * @param index one index for each axis
   * @return its value
   */
  public final double get(int... index) {
    if (index.length != shape.length) {
      throw new ShapeMismatchException(
          "get: index " + Arrays.toString(index) + " for shape " + Arrays.toString(shape));
    }
    int flat = 0;
    for (int i = 0; i < index.length; i++) {
      if (index[i] < 0 || index[i] >= shape[i]) {
        throw new IndexOutOfBoundsException(
            "index " + Arrays.toString(index) + " for shape " + Arrays.toString(shape));
      }
      flat = flat * shape[i] + index[i];
    }
    return data()[flat];
  }

  /**
   * The elements, row-major.
   *
   * @return a copy
   */
  public final double[] toArray() {
    return data().clone();
  }

  /**
   * Whether every element is finite.
   *
   * @return false if one is infinite or not a number
   */
  public final boolean allFinite() {
    double[] x = data();
    return x.length == 0 || Double.isFinite(Reductions.maxAbs(x));
  }

  /**
   * The same values as a constant: derivatives stop here.
   *
   * @return the array without its derivatives
   */
  public final NdArray stopGradient() {
    NdArray a = this;
    while (a instanceof Dual || a instanceof Var) {
      a = a.primal();
    }
    return a;
  }

  /**
   * Whether a differentiation follows this array at the moment.
   *
   * @return false for a plain array
   */
  public final boolean isDifferentiated() {
    return level > 0;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof NdArray a
        && Arrays.equals(shape, a.shape)
        && Arrays.equals(data(), a.data());
  }

  @Override
  public final int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data());
  }

  @Override
  public final String toString() {
    double[] v = data();
    String elements =
        v.length <= 20
            ? Arrays.toString(v)
            : Arrays.toString(Arrays.copyOf(v, 10)).replace("]", ", ...]");
    return "NdArray" + Arrays.toString(shape) + elements;
  }

  // Elementwise functions

  /**
   * Elementwise -x.
   *
   * @return the array of the same shape
   */
  public final NdArray negate() {
    return Dispatch.apply(Elementwise.NEGATE, this);
  }

  /**
   * Elementwise 1/x.
   *
   * @return the array of the same shape
   */
  public final NdArray reciprocal() {
    return Dispatch.apply(Elementwise.RECIPROCAL, this);
  }

  /**
   * Elementwise |x|; the derivative at 0 is 0.
   *
   * @return the array of the same shape
   */
  public final NdArray abs() {
    return Dispatch.apply(Elementwise.ABS, this);
  }

  /**
   * Elementwise the sign, -1, 0 or 1; a constant for differentiation.
   *
   * @return the array of the same shape
   */
  public final NdArray sign() {
    return Dispatch.apply(Elementwise.SIGN, this);
  }

  /**
   * Elementwise 1 where x &gt; 0, else 0; a constant for differentiation.
   *
   * @return the array of the same shape
   */
  public final NdArray step() {
    return Dispatch.apply(Elementwise.STEP, this);
  }

  /**
   * Elementwise x².
   *
   * @return the array of the same shape
   */
  public final NdArray square() {
    return Dispatch.apply(Elementwise.SQUARE, this);
  }

  /**
   * Elementwise √x.
   *
   * @return the array of the same shape
   */
  public final NdArray sqrt() {
    return Dispatch.apply(Elementwise.SQRT, this);
  }

  /**
   * Elementwise 1/√x.
   *
   * @return the array of the same shape
   */
  public final NdArray rsqrt() {
    return Dispatch.apply(Elementwise.RSQRT, this);
  }

  /**
   * Elementwise the cube root.
   *
   * @return the array of the same shape
   */
  public final NdArray cbrt() {
    return Dispatch.apply(Elementwise.CBRT, this);
  }

  /**
   * Elementwise e^x.
   *
   * @return the array of the same shape
   */
  public final NdArray exp() {
    return Dispatch.apply(Elementwise.EXP, this);
  }

  /**
   * Elementwise e^x - 1.
   *
   * @return the array of the same shape
   */
  public final NdArray expm1() {
    return Dispatch.apply(Elementwise.EXPM1, this);
  }

  /**
   * Elementwise the natural logarithm.
   *
   * @return the array of the same shape
   */
  public final NdArray log() {
    return Dispatch.apply(Elementwise.LOG, this);
  }

  /**
   * Elementwise log(1 + x).
   *
   * @return the array of the same shape
   */
  public final NdArray log1p() {
    return Dispatch.apply(Elementwise.LOG1P, this);
  }

  /**
   * Elementwise sin x.
   *
   * @return the array of the same shape
   */
  public final NdArray sin() {
    return Dispatch.apply(Elementwise.SIN, this);
  }

  /**
   * Elementwise cos x.
   *
   * @return the array of the same shape
   */
  public final NdArray cos() {
    return Dispatch.apply(Elementwise.COS, this);
  }

  /**
   * Elementwise tan x.
   *
   * @return the array of the same shape
   */
  public final NdArray tan() {
    return Dispatch.apply(Elementwise.TAN, this);
  }

  /**
   * Elementwise arcsin x.
   *
   * @return the array of the same shape
   */
  public final NdArray asin() {
    return Dispatch.apply(Elementwise.ASIN, this);
  }

  /**
   * Elementwise arccos x.
   *
   * @return the array of the same shape
   */
  public final NdArray acos() {
    return Dispatch.apply(Elementwise.ACOS, this);
  }

  /**
   * Elementwise arctan x.
   *
   * @return the array of the same shape
   */
  public final NdArray atan() {
    return Dispatch.apply(Elementwise.ATAN, this);
  }

  /**
   * Elementwise sinh x.
   *
   * @return the array of the same shape
   */
  public final NdArray sinh() {
    return Dispatch.apply(Elementwise.SINH, this);
  }

  /**
   * Elementwise cosh x.
   *
   * @return the array of the same shape
   */
  public final NdArray cosh() {
    return Dispatch.apply(Elementwise.COSH, this);
  }

  /**
   * Elementwise tanh x.
   *
   * @return the array of the same shape
   */
  public final NdArray tanh() {
    return Dispatch.apply(Elementwise.TANH, this);
  }

  /**
   * Elementwise arsinh x.
   *
   * @return the array of the same shape
   */
  public final NdArray asinh() {
    return Dispatch.apply(Elementwise.ASINH, this);
  }

  /**
   * Elementwise arcosh x.
   *
   * @return the array of the same shape
   */
  public final NdArray acosh() {
    return Dispatch.apply(Elementwise.ACOSH, this);
  }

  /**
   * Elementwise artanh x.
   *
   * @return the array of the same shape
   */
  public final NdArray atanh() {
    return Dispatch.apply(Elementwise.ATANH, this);
  }

  /**
   * Elementwise 1/(1 + e^-x).
   *
   * @return the array of the same shape
   */
  public final NdArray sigmoid() {
    return Dispatch.apply(Elementwise.SIGMOID, this);
  }

  /**
   * Elementwise log(x/(1 - x)), the inverse of {@link #sigmoid}.
   *
   * @return the array of the same shape
   */
  public final NdArray logit() {
    return Dispatch.apply(Elementwise.LOGIT, this);
  }

  /**
   * Elementwise log(1 + e^x).
   *
   * @return the array of the same shape
   */
  public final NdArray softplus() {
    return Dispatch.apply(Elementwise.SOFTPLUS, this);
  }

  /**
   * Elementwise max(x, 0); the derivative at 0 is 0.
   *
   * @return the array of the same shape
   */
  public final NdArray relu() {
    return Dispatch.apply(Elementwise.RELU, this);
  }

  /**
   * Elementwise soft thresholding, sign(x) max(|x| - threshold, 0); where |x| is the threshold both
   * derivatives are 0.
   *
   * @param threshold not negative; a number or an array that broadcasts
   * @return the array of the common shape
   */
  public final NdArray softThreshold(NdArray threshold) {
    return Dispatch.apply(Elementwise.SOFT_THRESHOLD, this, threshold);
  }

  /**
   * Elementwise the error function.
   *
   * @return the array of the same shape
   */
  public final NdArray erf() {
    return Dispatch.apply(Elementwise.ERF, this);
  }

  /**
   * Elementwise the complementary error function.
   *
   * @return the array of the same shape
   */
  public final NdArray erfc() {
    return Dispatch.apply(Elementwise.ERFC, this);
  }

  /**
   * Elementwise the inverse of {@link #erf}.
   *
   * @return the array of the same shape
   */
  public final NdArray erfinv() {
    return Dispatch.apply(Elementwise.ERFINV, this);
  }

  /**
   * Elementwise log |Γ(x)|.
   *
   * @return the array of the same shape
   */
  public final NdArray logGamma() {
    return Dispatch.apply(Elementwise.LOG_GAMMA, this);
  }

  /**
   * Elementwise the logarithmic derivative of Γ.
   *
   * @return the array of the same shape
   */
  public final NdArray digamma() {
    return Dispatch.apply(Elementwise.DIGAMMA, this);
  }

  /**
   * Elementwise the principal branch W of w e^w = x.
   *
   * @return the array of the same shape
   */
  public final NdArray lambertW() {
    return Dispatch.apply(Elementwise.LAMBERT_W, this);
  }

  /**
   * Elementwise 1 where x is finite, else 0; a constant for differentiation.
   *
   * @return the array of the same shape
   */
  public final NdArray isFinite() {
    return Dispatch.apply(Elementwise.IS_FINITE, this);
  }

  /**
   * Elementwise x + y; shapes broadcast.
   *
   * @param other y
   * @return the array of the broadcast shape
   */
  public final NdArray plus(NdArray other) {
    return Dispatch.apply(Elementwise.ADD, this, other);
  }

  /**
   * Elementwise x - y; shapes broadcast.
   *
   * @param other y
   * @return the array of the broadcast shape
   */
  public final NdArray minus(NdArray other) {
    return Dispatch.apply(Elementwise.SUBTRACT, this, other);
  }

  /**
   * Elementwise x y, element by element; shapes broadcast.
   *
   * @param other y
   * @return the array of the broadcast shape
   */
  public final NdArray times(NdArray other) {
    return Dispatch.apply(Elementwise.MULTIPLY, this, other);
  }

  /**
   * Elementwise x / y; shapes broadcast.
   *
   * @param other y
   * @return the array of the broadcast shape
   */
  public final NdArray dividedBy(NdArray other) {
    return Dispatch.apply(Elementwise.DIVIDE, this, other);
  }

  /**
   * Elementwise x^y; shapes broadcast.
   *
   * @param other y
   * @return the array of the broadcast shape
   */
  public final NdArray pow(NdArray other) {
    return Dispatch.apply(Elementwise.POW, this, other);
  }

  /**
   * Elementwise √(x² + y²), with derivative 0 at the origin; shapes broadcast.
   *
   * @param other y
   * @return the array of the broadcast shape
   */
  public final NdArray hypot(NdArray other) {
    return Dispatch.apply(Elementwise.HYPOT, this, other);
  }

  /**
   * Elementwise the angle of the point (other, this); shapes broadcast.
   *
   * @param other y
   * @return the array of the broadcast shape
   */
  public final NdArray atan2(NdArray other) {
    return Dispatch.apply(Elementwise.ATAN2, this, other);
  }

  /**
   * Elementwise the larger one; ties share the derivative equally; shapes broadcast.
   *
   * @param other y
   * @return the array of the broadcast shape
   */
  public final NdArray max(NdArray other) {
    return Dispatch.apply(Elementwise.MAX, this, other);
  }

  /**
   * Elementwise the smaller one; ties share the derivative equally; shapes broadcast.
   *
   * @param other y
   * @return the array of the broadcast shape
   */
  public final NdArray min(NdArray other) {
    return Dispatch.apply(Elementwise.MIN, this, other);
  }

  /**
   * Elementwise x log y, 0 where x is 0; shapes broadcast.
   *
   * @param other y
   * @return the array of the broadcast shape
   */
  public final NdArray xlogy(NdArray other) {
    return Dispatch.apply(Elementwise.XLOGY, this, other);
  }

  /**
   * 1 where x &gt; y, else 0; a constant for differentiation.
   *
   * @param other y
   * @return the mask of the broadcast shape
   */
  public final NdArray greaterThan(NdArray other) {
    return Dispatch.apply(Elementwise.GREATER_THAN, stopGradient(), other.stopGradient());
  }

  /**
   * 1 where x &ge; y, else 0; a constant for differentiation.
   *
   * @param other y
   * @return the mask of the broadcast shape
   */
  public final NdArray atLeast(NdArray other) {
    return Dispatch.apply(Elementwise.AT_LEAST, stopGradient(), other.stopGradient());
  }

  /**
   * 1 where x &lt; y, else 0; a constant for differentiation.
   *
   * @param other y
   * @return the mask of the broadcast shape
   */
  public final NdArray lessThan(NdArray other) {
    return Dispatch.apply(Elementwise.LESS_THAN, stopGradient(), other.stopGradient());
  }

  /**
   * 1 where x &le; y, else 0; a constant for differentiation.
   *
   * @param other y
   * @return the mask of the broadcast shape
   */
  public final NdArray atMost(NdArray other) {
    return Dispatch.apply(Elementwise.AT_MOST, stopGradient(), other.stopGradient());
  }

  /**
   * 1 where x = y, else 0; a constant for differentiation.
   *
   * @param other y
   * @return the mask of the broadcast shape
   */
  public final NdArray equalTo(NdArray other) {
    return Dispatch.apply(Elementwise.EQUAL_TO, stopGradient(), other.stopGradient());
  }

  /**
   * Elementwise polygamma function.
   *
   * @param order the order of the derivative of digamma; 0 is digamma itself, 1 trigamma
   * @return the array of the same shape
   */
  public final NdArray polygamma(int order) {
    if (order < 0) {
      throw new IllegalArgumentException("order is " + order + ": must be at least 0");
    }
    return order == 0 ? digamma() : Dispatch.apply(Elementwise.polygamma(order), this);
  }

  /**
   * Elementwise x + amount.
   *
   * @param amount the number added
   * @return the array of the same shape
   */
  public final NdArray plus(double amount) {
    return Dispatch.apply(Elementwise.shift(amount), this);
  }

  /**
   * Elementwise x - amount.
   *
   * @param amount the number subtracted
   * @return the array of the same shape
   */
  public final NdArray minus(double amount) {
    return plus(-amount);
  }

  /**
   * Elementwise amount - x.
   *
   * @param amount the number subtracted from
   * @return the array of the same shape
   */
  public final NdArray rsubtract(double amount) {
    return Dispatch.apply(Elementwise.subtractFrom(amount), this);
  }

  /**
   * Elementwise factor · x.
   *
   * @param factor the factor
   * @return the array of the same shape
   */
  public final NdArray times(double factor) {
    return Dispatch.apply(Elementwise.scale(factor), this);
  }

  /**
   * Elementwise x / divisor.
   *
   * @param divisor the divisor
   * @return the array of the same shape
   */
  public final NdArray dividedBy(double divisor) {
    return dividedBy(scalar(divisor));
  }

  /**
   * Elementwise x^exponent.
   *
   * @param exponent the exponent
   * @return the array of the same shape
   */
  public final NdArray pow(double exponent) {
    return exponent == 2 ? square() : Dispatch.apply(Elementwise.power(exponent), this);
  }

  /**
   * Elementwise clipping; the derivative at and beyond the bounds is 0.
   *
   * @param lower the lower bound
   * @param upper the upper bound, at least the lower
   * @return the array of the same shape
   */
  public final NdArray clip(double lower, double upper) {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "upper is " + upper + ": must be at least lower, " + lower);
    }
    return Dispatch.apply(Elementwise.clip(lower, upper), this);
  }

  /**
   * Selects elements: those of the first where the mask is not 0, else of the second. What is not
   * selected contributes nothing, whatever it is.
   *
   * @param mask the mask, a constant for differentiation
   * @param first taken where the mask is not 0
   * @param second taken where the mask is 0
   * @return the array of the broadcast shape
   */
  public static NdArray where(NdArray mask, NdArray first, NdArray second) {
    return Dispatch.apply(Elementwise.WHERE, mask.stopGradient(), first, second);
  }

  /** This array as a change: times a local derivative, and 0 where it is 0. */
  final NdArray safeTimes(NdArray derivative) {
    return Dispatch.apply(Elementwise.SAFE_MULTIPLY, this, derivative);
  }

  /** 1/x, 0 at 0. */
  final NdArray reciprocalOrZero() {
    return Dispatch.apply(Elementwise.RECIPROCAL_OR_ZERO, this);
  }

  /** x/y, 0 where y is 0. */
  final NdArray dividedByOrZero(NdArray divisor) {
    return Dispatch.apply(Elementwise.DIVIDE_OR_ZERO, this, divisor);
  }

  // Reductions

  /**
   * The sum of all elements.
   *
   * @return a number
   */
  public final NdArray sum() {
    int[] axes = new int[shape.length];
    Arrays.setAll(axes, i -> i);
    return axes.length == 0 ? this : Dispatch.apply(new Structure.Sum(axes), this);
  }

  /**
   * The sum over axes, which disappear.
   *
   * @param axes the axes; negative ones count from the last
   * @return the sums
   */
  public final NdArray sum(int... axes) {
    int[] sorted = Shapes.axes("sum", axes, shape.length);
    return sorted.length == 0 ? this : Dispatch.apply(new Structure.Sum(sorted), this);
  }

  /**
   * The sum over one axis, which stays with extent 1.
   *
   * @param axis the axis
   * @return the sums
   */
  public final NdArray sumKeeping(int axis) {
    int a = Shapes.axis("sum", axis, shape.length);
    return sum(a).reshape(Shapes.withOnes(shape, new int[] {a}));
  }

  /** The adjoint of a broadcast: the sum over what was repeated. */
  final NdArray sumTo(int[] target) {
    if (Shapes.same(shape, target)) {
      return this;
    }
    return sum(Shapes.repeatedAxes(target, shape)).reshape(target);
  }

  /**
   * The mean of all elements.
   *
   * @return a number
   */
  public final NdArray mean() {
    requireElements("mean");
    return sum().times(1.0 / size());
  }

  /**
   * The mean over axes, which disappear.
   *
   * @param axes the axes
   * @return the means
   */
  public final NdArray mean(int... axes) {
    requireElements("mean");
    NdArray total = sum(axes);
    return total.times((double) total.size() / size());
  }

  /**
   * One more axis, of extent 1: what a reduction leaves, to be combined with what it came from.
   *
   * <pre>{@code
   * x.minus(x.max(1).withAxis(1))   // each row less its largest element
   * }</pre>
   *
   * @param axis where it goes, from 0 to the rank; negative ones count from behind the last
   * @return the same elements
   */
  public final NdArray withAxis(int axis) {
    int a = Shapes.axis("withAxis", axis, shape.length + 1);
    int[] longer = new int[shape.length + 1];
    for (int i = 0; i < longer.length; i++) {
      longer[i] = i < a ? shape[i] : i == a ? 1 : shape[i - 1];
    }
    return reshape(longer);
  }

  /** The axes as one, the last, behind the others. */
  private NdArray joined(String op, int... axes) {
    int[] sorted = Shapes.axes(op, axes, shape.length);
    boolean[] reduced = new boolean[shape.length];
    for (int a : sorted) {
      reduced[a] = true;
    }
    int[] order = new int[shape.length];
    int[] kept = new int[shape.length - sorted.length + 1];
    int at = 0;
    for (int i = 0; i < shape.length; i++) {
      if (!reduced[i]) {
        kept[at] = shape[i];
        order[at++] = i;
      }
    }
    kept[at] = 1;
    for (int a : sorted) {
      kept[kept.length - 1] *= shape[a];
      order[at++] = a;
    }
    boolean ordered = true;
    for (int i = 0; i < order.length; i++) {
      ordered &= order[i] == i;
    }
    NdArray behind = ordered ? this : permute(order);
    return Shapes.same(behind.shape, kept) ? behind : behind.reshape(kept);
  }

  /**
   * The variances over axes, which disappear.
   *
   * @param axes the axes; negative ones count from the last
   * @return the mean squares of what differs from the means
   */
  public final NdArray variance(int... axes) {
    NdArray rows = joined("variance", axes);
    return rows.minus(rows.mean(-1).withAxis(-1)).square().mean(-1);
  }

  /**
   * The variance of all elements about their mean, the sum of squares divided by their number.
   *
   * @return a number
   */
  public final NdArray variance() {
    return minus(mean()).square().mean();
  }

  /**
   * The product of all elements; exact derivatives also where elements are 0.
   *
   * @return a number
   */
  public final NdArray prod() {
    return productOfLast(flatten());
  }

  /**
   * The products over axes, which disappear; exact derivatives also where elements are 0.
   *
   * @param axes the axes; negative ones count from the last
   * @return the products
   */
  public final NdArray prod(int... axes) {
    return productOfLast(joined("prod", axes));
  }

  private static NdArray productOfLast(NdArray x) {
    int last = x.rank() - 1;
    int[] kept = Arrays.copyOf(x.shape, last);
    if (x.shape[last] == 0) {
      return ones(kept);
    }
    NdArray rest = x;
    while (rest.shape[last] > 1) {
      int n = rest.shape[last];
      NdArray pairs = rest.slice(last, 0, n / 2).times(rest.slice(last, n / 2, n / 2 * 2));
      rest = n % 2 == 0 ? pairs : concatenate(last, pairs, rest.slice(last, n - 1, n));
    }
    return rest.reshape(kept);
  }

  /**
   * The largest element; ties share the derivative equally.
   *
   * @return a number
   */
  public final NdArray max() {
    return Dispatch.apply(Structure.MAX, flatten());
  }

  /**
   * The largest elements along axes, which disappear; ties share the derivative equally.
   *
   * @param axes the axes; negative ones count from the last
   * @return the maxima
   */
  public final NdArray max(int... axes) {
    return Dispatch.apply(Structure.MAX, joined("max", axes));
  }

  /**
   * The smallest element; ties share the derivative equally.
   *
   * @return a number
   */
  public final NdArray min() {
    return Dispatch.apply(Structure.MIN, flatten());
  }

  /**
   * The smallest elements along axes, which disappear; ties share the derivative equally.
   *
   * @param axes the axes; negative ones count from the last
   * @return the minima
   */
  public final NdArray min(int... axes) {
    return Dispatch.apply(Structure.MIN, joined("min", axes));
  }

  /**
   * log Σ e^x over all elements, without overflow.
   *
   * @return a number
   */
  public final NdArray logSumExp() {
    return Dispatch.apply(Structure.LOG_SUM_EXP, flatten());
  }

  /**
   * log Σ e^x along axes, which disappear.
   *
   * @param axes the axes; negative ones count from the last
   * @return the values
   */
  public final NdArray logSumExp(int... axes) {
    return Dispatch.apply(Structure.LOG_SUM_EXP, joined("logSumExp", axes));
  }

  /**
   * e^x / Σ e^x along an axis.
   *
   * @param axis the axis
   * @return the array of the same shape
   */
  public final NdArray softmax(int axis) {
    return fromLast(axis, Dispatch.apply(Structure.SOFTMAX, toLast("softmax", axis)));
  }

  /**
   * The Euclidean norm of all elements; the derivative at the origin is 0.
   *
   * @return a number
   */
  public final NdArray norm() {
    return size() == 0 ? scalar(0) : Dispatch.apply(Structure.NORM, flatten());
  }

  /**
   * Euclidean norms along axes, which disappear; those of matrices along two are Frobenius'.
   *
   * @param axes the axes; negative ones count from the last
   * @return the norms
   */
  public final NdArray norm(int... axes) {
    return Dispatch.apply(Structure.NORM, joined("norm", axes));
  }

  /**
   * The sum of absolute values.
   *
   * @return a number
   */
  public final NdArray norm1() {
    return abs().sum();
  }

  /**
   * Sums of absolute values along axes, which disappear.
   *
   * @param axes the axes; negative ones count from the last
   * @return the sums
   */
  public final NdArray norm1(int... axes) {
    return abs().sum(axes);
  }

  /**
   * The largest absolute value.
   *
   * @return a number
   */
  public final NdArray normInf() {
    return size() == 0 ? scalar(0) : abs().max();
  }

  /**
   * The largest absolute values along axes, which disappear.
   *
   * @param axes the axes; negative ones count from the last
   * @return the maxima
   */
  public final NdArray normInf(int... axes) {
    return abs().max(axes);
  }

  /**
   * The sum of squares.
   *
   * @return a number
   */
  public final NdArray squaredNorm() {
    return dot(this);
  }

  /**
   * The sum of products with an array of the same shape.
   *
   * @param other the other array
   * @return a number
   */
  public final NdArray dot(NdArray other) {
    return Dispatch.apply(LinearAlgebra.DOT, this, other);
  }

  /**
   * Running sums along an axis.
   *
   * @param axis the axis
   * @return the array of the same shape
   */
  public final NdArray cumulativeSum(int axis) {
    return fromLast(axis, Dispatch.apply(Structure.CUMULATIVE_SUM, toLast("cumulativeSum", axis)));
  }

  /**
   * Running products along an axis; exact derivatives also where elements are 0.
   *
   * @param axis the axis
   * @return the array of the same shape
   */
  public final NdArray cumulativeProduct(int axis) {
    NdArray y = toLast("cumulativeProduct", axis);
    int n = y.extent(-1);
    int last = y.rank() - 1;
    for (int d = 1; d < n; d *= 2) {
      NdArray head = y.slice(last, 0, d);
      NdArray product = y.slice(last, d, n).times(y.slice(last, 0, n - d));
      y = concatenate(last, head, product);
    }
    return fromLast(axis, y);
  }

  private void requireElements(String op) {
    if (size() == 0) {
      throw new IllegalArgumentException(
          op + ": shape is " + Arrays.toString(shape) + ": must have at least one element");
    }
  }

  private NdArray toLast(String op, int axis) {
    int a = Shapes.axis(op, axis, shape.length);
    return a == shape.length - 1 ? this : moveAxis(a, shape.length - 1);
  }

  private static NdArray fromLast(int axis, NdArray y) {
    int a = Shapes.axis("axis", axis, y.rank());
    return a == y.rank() - 1 ? y : y.moveAxis(y.rank() - 1, a);
  }

  private NdArray moveAxis(int from, int to) {
    int[] order = new int[shape.length];
    int k = 0;
    for (int i = 0; i < order.length; i++) {
      if (i == to) {
        order[i] = from;
      } else {
        if (k == from) {
          k++;
        }
        order[i] = k++;
      }
    }
    return permute(order);
  }

  // Shapes

  /**
   * The same elements under another shape.
   *
   * @param newShape the extents, one of which may be -1 for what remains
   * @return the array
   */
  public final NdArray reshape(int... newShape) {
    if (Shapes.same(shape, newShape)) {
      return this;
    }
    int[] s = newShape.clone();
    int open = -1;
    long known = 1;
    for (int i = 0; i < s.length; i++) {
      if (s[i] == -1 && open < 0) {
        open = i;
      } else {
        known *= s[i];
      }
    }
    if (open >= 0) {
      s[open] = known == 0 ? 0 : (int) (size() / known);
    }
    if (Shapes.size(s) != size()) {
      throw new ShapeMismatchException(
          "reshape: shape "
              + Arrays.toString(shape)
              + " does not fit "
              + Arrays.toString(newShape));
    }
    return Dispatch.apply(new Structure.Reshape(s), this);
  }

  /**
   * All elements as a vector.
   *
   * @return an array of rank 1
   */
  public final NdArray flatten() {
    return reshape(size());
  }

  /**
   * Repeats the array over a larger shape.
   *
   * @param target the extents
   * @return the array
   */
  public final NdArray broadcastTo(int... target) {
    if (Shapes.same(shape, target)) {
      return this;
    }
    if (!Shapes.same(Shapes.broadcast("broadcastTo", shape, target), target)) {
      throw new ShapeMismatchException(
          "broadcastTo: shape "
              + Arrays.toString(shape)
              + " is larger than "
              + Arrays.toString(target));
    }
    return Dispatch.apply(new Structure.Broadcast(target.clone()), this);
  }

  /**
   * The transpose of a matrix.
   *
   * @return the array of shape [n, m]
   */
  public final NdArray transpose() {
    requireRank("transpose", 2);
    return Dispatch.apply(LinearAlgebra.TRANSPOSE, this);
  }

  /**
   * The axes in another order.
   *
   * @param order for each axis of the result the axis of this array
   * @return the array
   */
  public final NdArray permute(int... order) {
    int[] sorted = Shapes.axes("permute", order, shape.length);
    if (sorted.length != shape.length) {
      throw new ShapeMismatchException(
          "permute: order " + Arrays.toString(order) + " for shape " + Arrays.toString(shape));
    }
    int[] strides = Shapes.strides(shape);
    int[] s = new int[shape.length];
    int[] t = new int[shape.length];
    for (int i = 0; i < s.length; i++) {
      int a = Shapes.axis("permute", order[i], shape.length);
      s[i] = shape[a];
      t[i] = strides[a];
    }
    return Dispatch.apply(new Structure.Gather("permute", Shapes.indices(s, t, 0), s), this);
  }

  /**
   * A part of an axis.
   *
   * @param axis the axis
   * @param from the first index
   * @param to the index after the last
   * @return the array, of the same rank
   */
  public final NdArray slice(int axis, int from, int to) {
    int a = Shapes.axis("slice", axis, shape.length);
    if (from < 0 || to < from || to > shape[a]) {
      throw new IndexOutOfBoundsException(
          "slice: [" + from + ", " + to + ") of axis " + a + " with extent " + shape[a]);
    }
    if (from == 0 && to == shape[a]) {
      return this;
    }
    int[] strides = Shapes.strides(shape);
    int[] s = shape.clone();
    s[a] = to - from;
    return Dispatch.apply(
        new Structure.Gather("slice", Shapes.indices(s, strides, from * strides[a]), s), this);
  }

  /**
   * One entry of the first axis, which disappears: an element of a vector, a row of a matrix.
   *
   * @param index the index
   * @return the array, of a rank lower by one
   */
  public final NdArray at(int index) {
    if (shape.length == 0) {
      throw new ShapeMismatchException("at: a number has no entries");
    }
    return slice(0, index, index + 1).reshape(Arrays.copyOfRange(shape, 1, shape.length));
  }

  /**
   * Entries of the first axis, in a given order and number.
   *
   * @param indices the indices
   * @return the array whose first extent is the number of indices
   */
  public final NdArray take(int... indices) {
    if (shape.length == 0) {
      throw new ShapeMismatchException("take: a number has no entries");
    }
    int block = Shapes.after(shape, 0);
    int[] index = new int[indices.length * block];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= shape[0]) {
        throw new IndexOutOfBoundsException(
            "take: index " + indices[i] + " for extent " + shape[0]);
      }
      for (int j = 0; j < block; j++) {
        index[i * block + j] = indices[i] * block + j;
      }
    }
    int[] s = shape.clone();
    s[0] = indices.length;
    return Dispatch.apply(new Structure.Gather("take", index, s), this);
  }

  /**
   * Adds the entries of the first axis to given places among zeros, the adjoint of {@link #take}.
   *
   * @param indices the place of each entry
   * @param extent the number of places
   * @return the array whose first extent is the number of places
   */
  public final NdArray scatterAdd(int[] indices, int extent) {
    if (shape.length == 0 || indices.length != shape[0]) {
      throw new ShapeMismatchException(
          "scatterAdd: " + indices.length + " indices for shape " + Arrays.toString(shape));
    }
    int block = Shapes.after(shape, 0);
    int[] index = new int[indices.length * block];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= extent) {
        throw new IndexOutOfBoundsException(
            "scatterAdd: index " + indices[i] + " for extent " + extent);
      }
      for (int j = 0; j < block; j++) {
        index[i * block + j] = indices[i] * block + j;
      }
    }
    int[] s = shape.clone();
    s[0] = extent;
    return Dispatch.apply(new Structure.Scatter("scatterAdd", index, s), this);
  }

  /**
   * Arrays one after the other along an axis.
   *
   * @param axis the axis
   * @param arrays the arrays, of equal extents but for the axis
   * @return the array
   */
  public static NdArray concatenate(int axis, NdArray... arrays) {
    if (arrays.length == 0) {
      throw new IllegalArgumentException("concatenate: no arrays: must be at least one");
    }
    int a = Shapes.axis("concatenate", axis, arrays[0].rank());
    return arrays.length == 1
        ? arrays[0]
        : Dispatch.apply(new Structure.Concatenate(a), arrays.clone());
  }

  /**
   * Arrays of equal shape side by side along a new first axis.
   *
   * @param arrays the arrays
   * @return the array, of a rank higher by one
   */
  public static NdArray stack(NdArray... arrays) {
    NdArray[] parts = new NdArray[arrays.length];
    for (int i = 0; i < parts.length; i++) {
      int[] s = new int[arrays[i].rank() + 1];
      s[0] = 1;
      System.arraycopy(arrays[i].shape, 0, s, 1, s.length - 1);
      parts[i] = arrays[i].reshape(s);
    }
    return concatenate(0, parts);
  }

  /**
   * Zeros before and after along an axis.
   *
   * @param axis the axis
   * @param before how many before
   * @param after how many after
   * @return the array
   */
  public final NdArray pad(int axis, int before, int after) {
    int a = Shapes.axis("pad", axis, shape.length);
    int[] s = shape.clone();
    s[a] = before;
    int[] t = shape.clone();
    t[a] = after;
    return concatenate(a, zeros(s), this, zeros(t));
  }

  /**
   * The reverse order along an axis.
   *
   * @param axis the axis
   * @return the array of the same shape
   */
  public final NdArray flip(int axis) {
    int a = Shapes.axis("flip", axis, shape.length);
    int[] strides = Shapes.strides(shape);
    int offset = Math.max(0, shape[a] - 1) * strides[a];
    strides[a] = -strides[a];
    return Dispatch.apply(
        new Structure.Gather("flip", Shapes.indices(shape, strides, offset), shape), this);
  }

  /**
   * Copies one after the other along the first axis.
   *
   * @param times how many
   * @return the array
   */
  public final NdArray tile(int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times is " + times + ": must be at least 1");
    }
    NdArray[] parts = new NdArray[times];
    Arrays.fill(parts, this);
    return concatenate(0, parts);
  }

  /**
   * The diagonal of a matrix.
   *
   * @return a vector
   */
  public final NdArray diagonal() {
    requireRank("diagonal", 2);
    int n = Math.min(shape[0], shape[1]);
    int[] index = new int[n];
    Arrays.setAll(index, i -> i * (shape[1] + 1));
    return Dispatch.apply(new Structure.Gather("diagonal", index, new int[] {n}), this);
  }

  /**
   * The diagonal matrix of a vector.
   *
   * @return an array of shape [n, n]
   */
  public final NdArray diagonalMatrix() {
    requireRank("diagonalMatrix", 1);
    int n = shape[0];
    int[] index = new int[n];
    Arrays.setAll(index, i -> i * (n + 1));
    return Dispatch.apply(new Structure.Scatter("diagonalMatrix", index, new int[] {n, n}), this);
  }

  /**
   * A matrix without what is above its diagonal.
   *
   * @return the array of the same shape
   */
  public final NdArray lowerTriangle() {
    return triangle(true);
  }

  /**
   * A matrix without what is below its diagonal.
   *
   * @return the array of the same shape
   */
  public final NdArray upperTriangle() {
    return triangle(false);
  }

  private NdArray triangle(boolean lower) {
    requireRank("triangle", 2);
    double[] mask = new double[size()];
    for (int i = 0; i < shape[0]; i++) {
      for (int j = 0; j < shape[1]; j++) {
        mask[i * shape[1] + j] = (lower ? j <= i : j >= i) ? 1 : 0;
      }
    }
    return where(new DenseArray(mask, shape), this, scalar(0));
  }

  private void requireRank(String op, int rank) {
    if (shape.length != rank) {
      throw new ShapeMismatchException(
          op + ": shape is " + Arrays.toString(shape) + ": must be of rank " + rank);
    }
  }

  // Order

  /**
   * The order that sorts a vector ascending; equal elements keep theirs, and NaN counts as the
   * largest.
   *
   * @return the index of the smallest element, of the next, ...
   */
  public final int[] sortOrder() {
    requireRank("sortOrder", 1);
    return DenseKernels.ascending(data());
  }

  /**
   * A vector in ascending order, NaN last; the derivative follows the elements.
   *
   * @return the vector
   */
  public final NdArray sort() {
    return take(sortOrder());
  }

  /**
   * The elements along an axis in ascending order, NaN last; the derivative follows the elements.
   *
   * @param axis the axis; negative ones count from the last
   * @return the array of the same shape
   */
  public final NdArray sort(int axis) {
    return fromLast(axis, toLast("sort", axis).eachOfLast(DenseKernels::ascending, -1));
  }

  /**
   * The elements of every vector along the last axis in the order of a rule, the first of them.
   *
   * @param count how many, -1 for all
   */
  private NdArray eachOfLast(Function<double[], int[]> rule, int count) {
    int n = shape[shape.length - 1];
    int m = count < 0 ? n : count;
    double[] x = data();
    int rows = n == 0 ? 0 : x.length / n;
    int[] index = new int[rows * m];
    for (int i = 0; i < rows; i++) {
      int[] order = rule.apply(Arrays.copyOfRange(x, i * n, (i + 1) * n));
      for (int j = 0; j < m; j++) {
        index[i * m + j] = i * n + order[j];
      }
    }
    int[] kept = shape.clone();
    kept[kept.length - 1] = m;
    return flatten().take(index).reshape(kept);
  }

  /**
   * Where values would be inserted into this ascending vector: the number of elements below each,
   * of all for NaN.
   *
   * @param values the values
   * @return an index from 0 to the number of elements for each value, in row-major order
   * @throws IllegalArgumentException if this is not ascending
   */
  public final int[] searchSorted(NdArray values) {
    requireRank("searchSorted", 1);
    double[] x = data();
    for (int i = 1; i < x.length; i++) {
      if (!(x[i - 1] <= x[i])) {
        throw new IllegalArgumentException(
            "searchSorted: element " + i + " is " + x[i] + ": must be at least " + x[i - 1]);
      }
    }
    double[] v = values.data();
    int[] place = new int[v.length];
    for (int i = 0; i < v.length; i++) {
      int low = 0;
      int high = x.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (x[middle] < v[i] || Double.isNaN(v[i])) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      place[i] = low;
    }
    return place;
  }

  /**
   * The largest elements of a vector in descending order; NaN counts as the largest.
   *
   * @param k how many, at most the size
   * @return the vector of k elements
   */
  public final NdArray largest(int k) {
    requireRank("largest", 1);
    if (k < 0 || k > size()) {
      throw new IllegalArgumentException("k is " + k + ": must be from 0 to " + size());
    }
    return take(Arrays.copyOf(DenseKernels.descending(data()), k));
  }

  /**
   * The largest elements along an axis in descending order.
   *
   * @param k how many, at most the extent
   * @param axis the axis; negative ones count from the last
   * @return the array with extent k along the axis
   */
  public final NdArray largest(int k, int axis) {
    int extent = extent(axis);
    if (k < 0 || k > extent) {
      throw new IllegalArgumentException("k is " + k + ": must be from 0 to " + extent);
    }
    return fromLast(axis, toLast("largest", axis).eachOfLast(DenseKernels::descending, k));
  }

  /**
   * The median of all elements: the middle one, or the mean of the two middle ones; NaN if one is
   * NaN.
   *
   * @return a number
   */
  public final NdArray median() {
    requireElements("median");
    NdArray flat = flatten();
    int[] order = flat.sortOrder();
    int n = order.length;
    double last = flat.data()[order[n - 1]];
    if (n % 2 == 1 || Double.isNaN(last)) {
      return flat.at(Double.isNaN(last) ? order[n - 1] : order[n / 2]);
    }
    NdArray middle = flat.take(order[n / 2 - 1], order[n / 2]);
    NdArray sum = middle.sum();
    // The sum of two numbers may be none where their mean is one.
    return Double.isInfinite(sum.value()) ? middle.times(0.5).sum() : sum.times(0.5);
  }

  /**
   * The medians along an axis, which disappears.
   *
   * @param axis the axis; negative ones count from the last
   * @return the medians
   */
  public final NdArray median(int axis) {
    NdArray rows = toLast("median", axis);
    NdArray[] medians = new NdArray[rows.size() / Math.max(1, extent(axis))];
    NdArray flat = rows.reshape(medians.length, extent(axis));
    for (int i = 0; i < medians.length; i++) {
      medians[i] = flat.at(i).median();
    }
    return stack(medians).reshape(Arrays.copyOf(rows.shape, rows.shape.length - 1));
  }

  // Matrices

  /**
   * The matrix product of matrices and vectors; batches of matrices multiply pairwise.
   *
   * @param other a matrix or a vector
   * @return the product; a number for two vectors
   */
  public final NdArray matmul(NdArray other) {
    int a = shape.length;
    int b = other.shape.length;
    if (a == 0 || b == 0) {
      throw new ShapeMismatchException(
          "matmul: shapes "
              + Arrays.toString(shape)
              + " and "
              + Arrays.toString(other.shape)
              + ": must be of rank 1 or more; use times for numbers");
    }
    if (a == 1 && b == 1) {
      return dot(other);
    }
    if (a == 2 && b == 1) {
      return Dispatch.apply(new LinearAlgebra.MatVec(false), this, other);
    }
    if (a == 1 && b == 2) {
      return Dispatch.apply(new LinearAlgebra.MatVec(true), other, this);
    }
    if (a == 1 || b == 1) {
      throw new ShapeMismatchException(
          "matmul: shapes " + Arrays.toString(shape) + " and " + Arrays.toString(other.shape));
    }
    return Dispatch.apply(new LinearAlgebra.MatMul(false, false), this, other);
  }

  /**
   * Aᵀ B or Aᵀ x, without forming the transpose.
   *
   * @param other a matrix or a vector
   * @return the product
   */
  public final NdArray transposeMatmul(NdArray other) {
    requireRank("transposeMatmul", 2);
    return other.rank() == 1
        ? Dispatch.apply(new LinearAlgebra.MatVec(true), this, other)
        : Dispatch.apply(new LinearAlgebra.MatMul(true, false), this, other);
  }

  /**
   * A Bᵀ, without forming the transpose.
   *
   * @param other a matrix
   * @return the product
   */
  public final NdArray matmulTranspose(NdArray other) {
    requireRank("matmulTranspose", 2);
    other.requireRank("matmulTranspose", 2);
    return Dispatch.apply(new LinearAlgebra.MatMul(false, true), this, other);
  }

  /**
   * u vᵀ of two vectors.
   *
   * @param other v
   * @return the matrix
   */
  public final NdArray outer(NdArray other) {
    requireRank("outer", 1);
    other.requireRank("outer", 1);
    return Dispatch.apply(LinearAlgebra.OUTER, this, other);
  }

  /**
   * The sum of the diagonal.
   *
   * @return a number
   */
  public final NdArray trace() {
    return diagonal().sum();
  }

  /**
   * A⁻¹ b for one or several right-hand sides, by LU factorisation with partial pivoting.
   *
   * @param b a vector, or a matrix whose columns are right-hand sides
   * @return the solution, of the shape of b
   * @throws dev.hadamard.kernel.IllPosedProblemException if the matrix is singular
   */
  public final NdArray solve(NdArray b) {
    return Dispatch.apply(
        new LinearAlgebra.Solve(false, new LinearAlgebra.LuCache("solve")), this, b);
  }

  /**
   * A⁻¹.
   *
   * @return the inverse
   * @throws dev.hadamard.kernel.IllPosedProblemException if the matrix is singular
   */
  public final NdArray inverse() {
    return solve(identity(LinearAlgebra.square("inverse", shape)[0]));
  }

  /**
   * The solution of a triangular system; the other triangle is not read.
   *
   * @param b a vector, or a matrix whose columns are right-hand sides
   * @param lower whether the triangle is the lower one
   * @param transposed whether to solve with the transpose of the triangle
   * @return the solution, of the shape of b
   */
  public final NdArray triangularSolve(NdArray b, boolean lower, boolean transposed) {
    return Dispatch.apply(new LinearAlgebra.TriangularSolve(lower, transposed), this, b);
  }

  /**
   * The determinant. Its derivatives, the cofactors and their derivatives, exist for every matrix,
   * also for a singular one.
   *
   * @return a number
   */
  public final NdArray det() {
    return Dispatch.apply(LinearAlgebra.DETERMINANT, this);
  }

  /**
   * log |det A|.
   *
   * @return a number
   * @throws dev.hadamard.kernel.IllPosedProblemException if the matrix is singular
   */
  public final NdArray logDet() {
    return Dispatch.apply(LinearAlgebra.LOG_ABS_DETERMINANT, this);
  }

  /**
   * The lower Cholesky factor L of a symmetric positive definite matrix, A = L Lᵀ. The symmetric
   * part of the matrix is what is factored.
   *
   * @return L
   * @throws dev.hadamard.kernel.IllPosedProblemException if the matrix is not positive definite
   */
  public final NdArray cholesky() {
    return Dispatch.apply(LinearAlgebra.CHOLESKY, this);
  }

  /**
   * Eigenvalues and eigenvectors of a symmetric matrix. Derivatives of eigenvectors within an
   * eigenspace of a multiple eigenvalue, equal to rounding of the largest, do not exist and are
   * taken as 0. So what is made of eigenvectors, V diag(f(λ)) Vᵀ, and second derivatives of what is
   * made of eigenvalues, leave out the parts between equal ones: use products, inverses, {@link
   * #logDet}, {@link MatrixFunctions#expm} or dev.hadamard.optim.Projections.psdCone, which are
   * smooth there.
   *
   * @param values ascending
   * @param vectors orthonormal, in columns; the largest entry of each is positive
   */
  public record Eigh(NdArray values, NdArray vectors) {}

  /**
   * The eigendecomposition of the symmetric part of a matrix.
   *
   * @return eigenvalues and eigenvectors
   */
  public final Eigh eigh() {
    NdArray packed = Dispatch.apply(LinearAlgebra.EIGEN, this);
    return new Eigh(LinearAlgebra.values(packed), LinearAlgebra.vectors(packed));
  }

  /**
   * A thin singular value decomposition A = U diag(s) Vᵀ, k = min(m, n).
   *
   * @param u U, of shape [m, k], orthonormal columns
   * @param values s, of shape [k], descending
   * @param v V, of shape [n, k], orthonormal columns, the largest entry of each positive. Columns
   *     that belong to the singular value 0 are 0 in the larger one of U and V
   */
  public record Svd(NdArray u, NdArray values, NdArray v) {}

  /**
   * The singular value decomposition of a matrix, by one-sided Jacobi rotations. O(m n k).
   *
   * <p>Derivatives of singular vectors exist where the singular values are distinct and positive;
   * within the space of a multiple singular value, and of the value 0, they are taken to be 0.
   *
   * @return U, s and V
   * @throws ShapeMismatchException if this is not of rank 2
   */
  public final Svd svd() {
    requireRank("svd", 2);
    LinearAlgebra.SvdParts parts =
        LinearAlgebra.SvdParts.of(Dispatch.apply(LinearAlgebra.SVD, this), shape[0], shape[1]);
    return new Svd(parts.u(), parts.s(), parts.v());
  }

  /**
   * The singular values of a matrix.
   *
   * @return a vector of min(m, n) elements, descending; differentiable where they are distinct
   */
  public final NdArray singularValues() {
    return svd().values();
  }

  /**
   * The factors of P A = L U.
   *
   * @param l L, lower triangular with unit diagonal
   * @param u U, upper triangular
   * @param rows row i of P A is row rows[i] of A
   */
  public record LuFactors(NdArray l, NdArray u, int[] rows) {
    /** Keeps a copy of the rows. */
    public LuFactors {
      rows = rows.clone();
    }

    /**
     * The order of the rows.
     *
     * @return a copy
     */
    @Override
    public int[] rows() {
      return rows.clone();
    }
  }

  /**
   * The factors of a regular matrix by Gaussian elimination with partial pivoting. O(n³). The order
   * of the rows is constant for derivatives.
   *
   * @return L, U and the order of the rows
   * @throws dev.hadamard.kernel.IllPosedProblemException if the matrix is singular
   */
  public final LuFactors lu() {
    int n = LinearAlgebra.square("lu", shape)[0];
    LinearAlgebra.LuCache cache = new LinearAlgebra.LuCache("lu");
    int[] rows = cache.of(data(), n).factors().permutation();
    NdArray packed = Dispatch.apply(new LinearAlgebra.Factors(cache, rows), this);
    NdArray u = packed.upperTriangle();
    return new LuFactors(packed.minus(u).plus(identity(n)), u, rows);
  }

  /**
   * The minimiser of ‖A x - b‖, the one of least norm if there are several. Derivatives hold where
   * the columns are independent.
   *
   * @param b a vector, or a matrix whose columns are right-hand sides
   * @return the minimiser
   */
  public final NdArray leastSquares(NdArray b) {
    return leastSquares(b, Math.max(shape.length == 0 ? 1 : shape[0], 8) * 0x1p-52);
  }

  /**
   * The minimiser of ‖A x - b‖ of least norm, with small singular values taken as 0.
   *
   * @param b a vector, or a matrix whose columns are right-hand sides
   * @param relativeCutoff the singular value relative to the largest up to which it counts as 0
   * @return the minimiser
   */
  public final NdArray leastSquares(NdArray b, double relativeCutoff) {
    requireRank("leastSquares", 2);
    return Dispatch.apply(new LinearAlgebra.LeastSquares(relativeCutoff), this, b);
  }
}
