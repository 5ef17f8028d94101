package dev.hadamard.autodiff;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Selections;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.Trigonometric;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The elementwise operations: kernels and derivative rules. */
final class Elementwise {
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
  private static final double HALF_SQRT_PI = 0.886226925452758;

  private Elementwise() {}

  /** y[i] from x[i] for i below n. */
  interface Kernel {
    void apply(double[] x, double[] y, int n);
  }

  /** The change of y = f(x) along a change of x; the same map forwards and backwards. */
  interface Rule {
    NdArray apply(NdArray x, NdArray y, NdArray change);
  }

  /** A function of one array, element by element. */
  static final class Unary extends Primitive {
    private final Kernel kernel;
    private final Rule rule;

    Unary(String name, Kernel kernel, Rule rule) {
      super(name);
      this.kernel = kernel;
      this.rule = rule;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      double[] x = in[0].values();
      double[] y = new double[x.length];
      kernel.apply(x, y, x.length);
      return new DenseArray(y, in[0].shapeArray());
    }

    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      double[] x = in[0].values();
      kernel.apply(x, out.values(), x.length);
      return true;
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      return rule.apply(in[0], out, tangents[0]);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
      return rule.apply(in[0], out, cotangent);
    }
  }

  static Kernel scalar(DoubleUnaryOperator f) {
    return (x, y, n) -> {
      for (int i = 0; i < n; i++) {
        y[i] = f.applyAsDouble(x[i]);
      }
    };
  }

  /** A function whose derivative is zero wherever it exists. */
  private static Unary flat(String name, Kernel kernel) {
    return new Unary(name, kernel, (x, y, t) -> null);
  }

  static final Unary NEGATE =
      new Unary(
          "negate",
          (x, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = -x[i];
            }
          },
          (x, y, t) -> t.negate());
  static final Unary RECIPROCAL =
      new Unary(
          "reciprocal",
          (x, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = 1 / x[i];
            }
          },
          (x, y, t) -> t.safeTimes(y).safeTimes(y).negate());
  static final Unary ABS =
      new Unary(
          "abs",
          (x, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = Math.abs(x[i]);
            }
          },
          (x, y, t) -> t.safeTimes(x.sign()));
  static final Unary SIGN =
      flat(
          "sign",
          (x, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = Math.signum(x[i]);
            }
          });
  static final Unary IS_FINITE = flat("isFinite", scalar(x -> Double.isFinite(x) ? 1 : 0));
  static final Unary STEP =
      flat("step", (x, y, n) -> Selections.greater(x, 0, /* bound= */ 0.0, y, 0, n));
  static final Unary SQUARE =
      new Unary(
          "square",
          (x, y, n) -> Blas1.multiply(x, 0, x, 0, y, 0, n),
          (x, y, t) -> t.safeTimes(x.times(2)));
  static final Unary SQRT =
      new Unary(
          "sqrt",
          (x, y, n) -> Elementary.sqrt(x, y),
          (x, y, t) -> t.safeTimes(y.reciprocal().times(0.5)));
  static final Unary RSQRT =
      new Unary(
          "rsqrt",
          scalar(x -> 1 / Math.sqrt(x)),
          (x, y, t) -> t.safeTimes(y.dividedBy(x).times(-0.5)));
  static final Unary CBRT =
      new Unary(
          "cbrt",
          (x, y, n) -> Elementary.cbrt(x, y),
          (x, y, t) -> t.safeTimes(y.square().reciprocal().times(1.0 / 3)));
  static final Unary EXP =
      new Unary("exp", (x, y, n) -> Elementary.exp(x, y), (x, y, t) -> t.safeTimes(y));
  static final Unary EXPM1 =
      new Unary("expm1", (x, y, n) -> Elementary.expm1(x, y), (x, y, t) -> t.safeTimes(x.exp()));
  static final Unary LOG =
      new Unary("log", (x, y, n) -> Elementary.log(x, y), (x, y, t) -> safeQuotient(t, x));
  static final Unary LOG1P =
      new Unary(
          "log1p", (x, y, n) -> Elementary.log1p(x, y), (x, y, t) -> safeQuotient(t, x.plus(1)));
  static final Unary SIN =
      new Unary("sin", (x, y, n) -> Trigonometric.sin(x, y), (x, y, t) -> t.safeTimes(x.cos()));
  static final Unary COS =
      new Unary(
          "cos", (x, y, n) -> Trigonometric.cos(x, y), (x, y, t) -> t.safeTimes(x.sin().negate()));
  static final Unary TAN =
      new Unary(
          "tan",
          (x, y, n) -> Trigonometric.tan(x, y),
          (x, y, t) -> t.safeTimes(y.square().plus(1)));
  static final Unary ASIN =
      new Unary(
          "asin",
          (x, y, n) -> Trigonometric.asin(x, y),
          (x, y, t) -> t.safeTimes(Slopes.oneMinusSquare(x).rsqrt()));
  static final Unary ACOS =
      new Unary(
          "acos",
          (x, y, n) -> Trigonometric.acos(x, y),
          (x, y, t) -> t.safeTimes(Slopes.oneMinusSquare(x).rsqrt().negate()));
  static final Unary ATAN =
      new Unary(
          "atan",
          (x, y, n) -> Trigonometric.atan(x, y),
          (x, y, t) -> t.safeTimes(Slopes.ofAtan(x)));
  static final Unary SINH =
      new Unary("sinh", (x, y, n) -> Elementary.sinh(x, y), (x, y, t) -> t.safeTimes(x.cosh()));
  static final Unary COSH =
      new Unary("cosh", (x, y, n) -> Elementary.cosh(x, y), (x, y, t) -> t.safeTimes(x.sinh()));
  static final Unary TANH =
      new Unary(
          "tanh", (x, y, n) -> Elementary.tanh(x, y), (x, y, t) -> t.safeTimes(Slopes.ofTanh(x)));
  static final Unary ASINH =
      new Unary(
          "asinh",
          (x, y, n) -> Elementary.asinh(x, y),
          (x, y, t) -> t.safeTimes(x.hypot(NdArray.scalar(1)).reciprocal()));
  static final Unary ACOSH =
      new Unary(
          "acosh",
          (x, y, n) -> Elementary.acosh(x, y),
          (x, y, t) -> t.safeTimes(x.minus(1).rsqrt()).safeTimes(x.plus(1).rsqrt()));
  static final Unary ATANH =
      new Unary(
          "atanh",
          (x, y, n) -> Elementary.atanh(x, y),
          (x, y, t) -> t.safeTimes(Slopes.oneMinusSquare(x).reciprocal()));
  static final Unary SIGMOID =
      new Unary(
          "sigmoid",
          (x, y, n) -> Elementary.sigmoid(x, y),
          (x, y, t) -> t.safeTimes(Slopes.ofSigmoid(x)));
  static final Unary LOGIT =
      new Unary("logit", scalar(Elementwise::logit), (x, y, t) -> t.safeTimes(Slopes.ofLogit(x)));
  static final Unary SOFTPLUS =
      new Unary(
          "softplus",
          (x, y, n) -> Elementary.softplus(x, y),
          (x, y, t) -> t.safeTimes(x.sigmoid()));
  static final Unary RELU =
      new Unary(
          "relu",
          (x, y, n) -> {
            for (int i = 0; i < n; i++) {
              // Of the zeros the positive one.
              y[i] = Math.max(x[i], 0.0);
            }
          },
          (x, y, t) -> t.safeTimes(x.step()));
  static final Unary ERF =
      new Unary("erf", (x, y, n) -> SpecialFunctions.erf(x, y), (x, y, t) -> t.safeTimes(gauss(x)));
  static final Unary ERFC =
      new Unary(
          "erfc",
          (x, y, n) -> SpecialFunctions.erfc(x, y),
          (x, y, t) -> t.safeTimes(gauss(x).negate()));
  static final Unary ERFINV =
      new Unary(
          "erfinv",
          scalar(SpecialScalars::erfinv),
          (x, y, t) -> t.safeTimes(y.square().exp().times(HALF_SQRT_PI)));
  static final Unary LOG_GAMMA =
      new Unary(
          "logGamma",
          (x, y, n) -> SpecialFunctions.logGamma(x, y),
          (x, y, t) -> t.safeTimes(x.digamma()));
  static final Unary DIGAMMA =
      new Unary(
          "digamma",
          (x, y, n) -> SpecialFunctions.digamma(x, y),
          (x, y, t) -> t.safeTimes(x.polygamma(1)));
  static final Unary LAMBERT_W =
      new Unary(
          "lambertW",
          scalar(SpecialScalars::lambertW0),
          (x, y, t) -> t.safeTimes(Slopes.ofLambertW(x)));

  /** 1/x with 0 at 0. */
  static final Unary RECIPROCAL_OR_ZERO =
      new Unary(
          "reciprocalOrZero",
          scalar(x -> x == 0 ? 0 : 1 / x),
          (x, y, t) -> t.safeTimes(y).safeTimes(y).negate());

  private static double logit(double p) {
    if (p >= 0.25 && p <= 0.75) {
      return Elementary.log1p((2 * p - 1) / (1 - p));
    }
    return p < 0.5 ? Elementary.log(p / (1 - p)) : -Elementary.log((1 - p) / p);
  }

  private static NdArray gauss(NdArray x) {
    return x.square().negate().exp().times(TWO_OVER_SQRT_PI);
  }

  static Unary polygamma(int order) {
    return new Unary(
        "polygamma",
        scalar(x -> SpecialScalars.polygamma(order, x)),
        (x, y, t) -> t.safeTimes(x.polygamma(order + 1)));
  }

  static Unary scale(double factor) {
    return new Unary(
        "times",
        (x, y, n) -> Blas1.scale(factor, x, 0, y, 0, n),
        (x, y, t) ->
            Double.isFinite(factor) ? t.times(factor) : t.safeTimes(NdArray.scalar(factor)));
  }

  static Unary shift(double amount) {
    return new Unary(
        "plus",
        (x, y, n) -> {
          for (int i = 0; i < n; i++) {
            y[i] = x[i] + amount;
          }
        },
        (x, y, t) -> t);
  }

  /** amount - x. */
  static Unary subtractFrom(double amount) {
    return new Unary(
        "minus",
        (x, y, n) -> {
          for (int i = 0; i < n; i++) {
            y[i] = amount - x[i];
          }
        },
        (x, y, t) -> t.negate());
  }

  static Unary power(double exponent) {
    return new Unary(
        "pow",
        scalar(x -> Elementary.pow(x, exponent)),
        (x, y, t) -> exponent == 0 ? null : t.safeTimes(x.pow(exponent - 1).times(exponent)));
  }

  static Unary clip(double lower, double upper) {
    return new Unary(
        "clip",
        (x, y, n) -> Selections.clip(x, 0, lower, upper, y, 0, n),
        (x, y, t) -> t.safeTimes(inside(lower, upper, x)));
  }

  /** 1 between the bounds, 0 at and beyond them. */
  private static NdArray inside(double lower, double upper, NdArray x) {
    return Dispatch.apply(
        flat("inside", scalar(v -> lower < v && v < upper ? 1 : 0)), x.stopGradient());
  }

  /** z[zo + i] from x[xo + i] and y[yo + i] for i below n. */
  interface BinaryKernel {
    void apply(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n);
  }

  /** The change of z = f(x, y) along a change of one argument. */
  interface BinaryRule {
    NdArray apply(NdArray x, NdArray y, NdArray z, NdArray change);
  }

  /**
   * An operand in the shape of the result. A single number is not repeated over all of it: a short
   * run of copies serves one piece of the result after the other.
   */
  private record Operand(double[] values, boolean single) {
    private static final int RUN = 512;

    static Operand of(DenseArray a, int[] shape) {
      int size = Shapes.size(shape);
      if (a.values().length != 1 || size <= 1) {
        return new Operand(Structure.broadcast(a, shape).values(), false);
      }
      double[] run = new double[Math.min(size, RUN)];
      Arrays.fill(run, a.values()[0]);
      return new Operand(run, true);
    }

    int step() {
      return single ? values.length : Integer.MAX_VALUE;
    }

    int at(int i) {
      return single ? 0 : i;
    }
  }

  /** A function of two arrays that broadcast. */
  static final class Binary extends Primitive {
    private final BinaryKernel kernel;
    private final BinaryRule first;
    private final BinaryRule second;

    Binary(String name, BinaryKernel kernel, BinaryRule first, BinaryRule second) {
      super(name);
      this.kernel = kernel;
      this.first = first;
      this.second = second;
    }

    @Override
    DenseArray compute(DenseArray[] in) {
      int[] shape = Shapes.broadcast(name(), in[0].shapeArray(), in[1].shapeArray());
      double[] z = new double[Shapes.size(shape)];
      Operand x = Operand.of(in[0], shape);
      Operand y = Operand.of(in[1], shape);
      int step = Math.min(x.step(), y.step());
      for (int i = 0; i < z.length; i += step) {
        kernel.apply(x.values, x.at(i), y.values, y.at(i), z, i, Math.min(step, z.length - i));
      }
      return new DenseArray(z, shape);
    }

    /** Compiled programs repeat arguments beforehand. */
    @Override
    boolean into(DenseArray[] in, DenseArray out) {
      double[] z = out.values();
      if (in[0].values().length != z.length || in[1].values().length != z.length) {
        return false;
      }
      kernel.apply(in[0].values(), 0, in[1].values(), 0, z, 0, z.length);
      return true;
    }

    @Override
    public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
      NdArray a =
          tangents[0] == null
              ? null
              : first.apply(in[0], in[1], out, tangents[0].broadcastTo(out.shapeArray()));
      NdArray b =
          tangents[1] == null
              ? null
              : second.apply(in[0], in[1], out, tangents[1].broadcastTo(out.shapeArray()));
      return a == null ? b : b == null ? a : a.plus(b);
    }

    @Override
    public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
      NdArray c = (which == 0 ? first : second).apply(in[0], in[1], out, cotangent);
      return c == null ? null : c.sumTo(in[which].shapeArray());
    }
  }

  static final Binary ADD = new Binary("plus", Blas1::add, (x, y, z, t) -> t, (x, y, z, t) -> t);
  static final Binary SUBTRACT =
      new Binary("minus", Blas1::subtract, (x, y, z, t) -> t, (x, y, z, t) -> t.negate());
  static final Binary MULTIPLY =
      new Binary(
          "times", Blas1::multiply, (x, y, z, t) -> t.safeTimes(y), (x, y, z, t) -> t.safeTimes(x));

  /** x·y, and exactly 0 where x is 0, whatever y is: x is a tangent or a cotangent. */
  static final Binary SAFE_MULTIPLY =
      new Binary(
          "times",
          (x, xo, y, yo, z, zo, n) -> {
            for (int i = 0; i < n; i++) {
              z[zo + i] = x[xo + i] == 0 ? 0 : x[xo + i] * y[yo + i];
            }
          },
          (x, y, z, t) -> t.safeTimes(y),
          (x, y, z, t) -> doublySafe(t, x));

  /**
   * x·y, and exactly 0 where either is 0: the derivative of a product that is 0 for every y, along
   * a cotangent that a lane without influence may have made NaN.
   */
  static final Binary DOUBLY_SAFE_MULTIPLY =
      new Binary(
          "times",
          (x, xo, y, yo, z, zo, n) -> {
            for (int i = 0; i < n; i++) {
              double a = x[xo + i];
              double b = y[yo + i];
              z[zo + i] = a == 0 || b == 0 ? 0 : a * b;
            }
          },
          (x, y, z, t) -> doublySafe(t, y),
          (x, y, z, t) -> doublySafe(t, x));

  private static NdArray doublySafe(NdArray t, NdArray other) {
    return Dispatch.apply(DOUBLY_SAFE_MULTIPLY, t, other);
  }

  static final Binary DIVIDE =
      new Binary(
          "dividedBy",
          Blas1::divide,
          (x, y, z, t) -> safeQuotient(t, y),
          (x, y, z, t) -> safeQuotient(t.safeTimes(z).negate(), y));

  /** x/y, and exactly 0 where x is 0, whatever y is: x is a tangent or a cotangent. */
  static final Binary SAFE_DIVIDE =
      new Binary(
          "dividedBy",
          (x, xo, y, yo, z, zo, n) -> {
            for (int i = 0; i < n; i++) {
              z[zo + i] = x[xo + i] == 0 ? 0 : x[xo + i] / y[yo + i];
            }
          },
          (x, y, z, t) -> safeQuotient(t, y),
          (x, y, z, t) -> safeQuotient(doublySafe(t, z).negate(), y));

  private static NdArray safeQuotient(NdArray change, NdArray y) {
    return Dispatch.apply(SAFE_DIVIDE, change, y);
  }

  static final Binary POW =
      new Binary(
          "pow",
          Elementary::pow,
          (x, y, z, t) -> t.safeTimes(y).safeTimes(x.pow(y.minus(1))),
          (x, y, z, t) -> t.safeTimes(z).safeTimes(logOrZero(x)));
  static final Binary HYPOT =
      new Binary(
          "hypot",
          Elementary::hypot,
          (x, y, z, t) -> t.safeTimes(x.dividedByOrZero(z)),
          (x, y, z, t) -> t.safeTimes(y.dividedByOrZero(z)));

  /** x/y, 0 where either is 0. */
  static final Binary DIVIDE_OR_ZERO =
      new Binary(
          "dividedByOrZero",
          (x, xo, y, yo, z, zo, n) -> {
            for (int i = 0; i < n; i++) {
              double a = x[xo + i];
              double b = y[yo + i];
              z[zo + i] = a == 0 || b == 0 ? 0 : a / b;
            }
          },
          (x, y, z, t) -> t.dividedByOrZero(y),
          (x, y, z, t) -> doublySafe(t, z).negate().dividedByOrZero(y));

  static final Binary ATAN2 =
      new Binary(
          "atan2",
          Trigonometric::atan2,
          (x, y, z, t) -> overSquare(t, y, x.hypot(y)),
          (x, y, z, t) -> overSquare(t, x, x.hypot(y)).negate());

  /** t x/r², 0 where r is 0. */
  private static NdArray overSquare(NdArray t, NdArray x, NdArray r) {
    return t.safeTimes(x.dividedByOrZero(r)).dividedByOrZero(r);
  }

  static final Binary MAX =
      new Binary(
          "max",
          Selections::max,
          (x, y, z, t) -> t.safeTimes(preference(x, y)),
          (x, y, z, t) -> t.safeTimes(preference(y, x)));
  static final Binary MIN =
      new Binary(
          "min",
          Selections::min,
          (x, y, z, t) -> t.safeTimes(preference(y, x)),
          (x, y, z, t) -> t.safeTimes(preference(x, y)));

  /** sign(x) max(|x| - y, 0); at |x| = y both derivatives are 0. */
  static final Binary SOFT_THRESHOLD =
      new Binary(
          "softThreshold",
          (x, xo, y, yo, z, zo, n) -> {
            double least = n == 0 ? 0 : Reductions.min(y, yo, n);
            if (least < 0) {
              throw new IllegalArgumentException(
                  "threshold has the element " + least + ": must not be negative");
            }
            Selections.softThreshold(x, xo, y, yo, z, zo, n);
          },
          (x, y, z, t) -> t.safeTimes(z.sign().square()),
          (x, y, z, t) -> t.safeTimes(z.sign().negate()));

  /** x log y, 0 where x is 0. */
  static final Binary XLOGY =
      new Binary(
          "xlogy",
          (x, xo, y, yo, z, zo, n) -> {
            for (int i = 0; i < n; i++) {
              double a = x[xo + i];
              double b = y[yo + i];
              z[zo + i] = a == 0 && !Double.isNaN(b) ? 0 : a * Elementary.log(b);
            }
          },
          (x, y, z, t) -> t.safeTimes(y.log()),
          (x, y, z, t) -> safeQuotient(t.safeTimes(x), y));

  /** log x, 0 at 0: the derivative of x^y in y, which a negative x does not have. */
  private static NdArray logOrZero(NdArray x) {
    return NdArray.where(x, x, NdArray.scalar(1)).log();
  }

  /** 1 where x is above y, ½ where they tie: the share of x in max(x, y). */
  private static NdArray preference(NdArray x, NdArray y) {
    return Dispatch.apply(PREFERENCE, x.stopGradient(), y.stopGradient());
  }

  /** A function of two arrays whose derivatives are zero wherever they exist. */
  private static Binary flat(String name, BinaryKernel kernel) {
    return new Binary(name, kernel, (x, y, z, t) -> null, (x, y, z, t) -> null);
  }

  private static final Binary PREFERENCE =
      flat(
          "preference",
          (x, xo, y, yo, z, zo, n) -> {
            for (int i = 0; i < n; i++) {
              double a = x[xo + i];
              double b = y[yo + i];
              z[zo + i] = a > b ? 1 : a == b ? 0.5 : 0;
            }
          });
  static final Binary GREATER_THAN = flat("greaterThan", Selections::greater);
  static final Binary AT_LEAST = flat("atLeast", Selections::atLeast);
  static final Binary LESS_THAN =
      flat("lessThan", (x, xo, y, yo, z, zo, n) -> Selections.greater(y, yo, x, xo, z, zo, n));
  static final Binary AT_MOST =
      flat("atMost", (x, xo, y, yo, z, zo, n) -> Selections.atLeast(y, yo, x, xo, z, zo, n));
  static final Binary EQUAL_TO = flat("equalTo", Selections::equal);

  /**
   * A selection by a mask, the first argument, which has no derivative; nothing of the lanes that
   * are not selected comes through.
   */
  static final Primitive WHERE =
      new Primitive("where") {
        @Override
        DenseArray compute(DenseArray[] in) {
          int[] shape = Shapes.broadcast(name(), in[1].shapeArray(), in[2].shapeArray());
          shape = Shapes.broadcast(name(), in[0].shapeArray(), shape);
          double[] z = new double[Shapes.size(shape)];
          Operand m = Operand.of(in[0], shape);
          Operand a = Operand.of(in[1], shape);
          Operand b = Operand.of(in[2], shape);
          int step = Math.min(m.step(), Math.min(a.step(), b.step()));
          for (int i = 0; i < z.length; i += step) {
            Selections.select(
                m.values,
                m.at(i),
                a.values,
                a.at(i),
                b.values,
                b.at(i),
                z,
                i,
                Math.min(step, z.length - i));
          }
          return new DenseArray(z, shape);
        }

        @Override
        public NdArray jvp(NdArray[] in, NdArray out, NdArray[] tangents) {
          NdArray zero = NdArray.scalar(0);
          if (tangents[1] == null && tangents[2] == null) {
            return null;
          }
          return NdArray.where(
                  in[0],
                  tangents[1] == null ? zero : tangents[1],
                  tangents[2] == null ? zero : tangents[2])
              .broadcastTo(out.shapeArray());
        }

        @Override
        public NdArray vjp(int which, NdArray[] in, NdArray out, NdArray cotangent) {
          NdArray zero = NdArray.scalar(0);
          if (which == 0) {
            return null;
          }
          NdArray c =
              which == 1
                  ? NdArray.where(in[0], cotangent, zero)
                  : NdArray.where(in[0], zero, cotangent);
          return c.sumTo(in[which].shapeArray());
        }
      };
}
