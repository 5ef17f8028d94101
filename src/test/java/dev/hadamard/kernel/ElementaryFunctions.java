package dev.hadamard.kernel;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The functions under test, as data: one line per function, shared by every elementary test. */
public final class ElementaryFunctions {
  private ElementaryFunctions() {}

  /** An operation on float scalars. */
  public interface FloatUnary {
    float apply(float x);
  }

  /** An operation on two float scalars. */
  public interface FloatBinary {
    float apply(float x, float y);
  }

  /** An array operation. */
  public interface ArrayUnary<A> {
    void apply(A x, int xOffset, A y, int yOffset, int n);
  }

  /** An array operation with two arguments. */
  public interface ArrayBinary<A> {
    void apply(A x, int xOffset, A y, int yOffset, A z, int zOffset, int n);
  }

  /**
   * A function of one argument.
   *
   * @param maxUlp the largest error allowed, in double precision
   * @param monotone whether it never decreases, by contract or as found by the tests
   */
  public record Unary(
      String name,
      DoubleUnaryOperator scalar,
      ArrayUnary<double[]> array,
      FloatUnary floatScalar,
      ArrayUnary<float[]> floatArray,
      double maxUlp,
      boolean monotone) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A function of two arguments. */
  public record Binary(
      String name,
      DoubleBinaryOperator scalar,
      ArrayBinary<double[]> array,
      FloatBinary floatScalar,
      ArrayBinary<float[]> floatArray,
      double maxUlp) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** All functions of one argument. */
  public static final List<Unary> UNARY =
      List.of(
          new Unary(
              "exp",
              Elementary::exp,
              Elementary::exp,
              Elementary::expFloat,
              Elementary::exp,
              1,
              true),
          new Unary(
              "exp2",
              Elementary::exp2,
              Elementary::exp2,
              Elementary::exp2Float,
              Elementary::exp2,
              1,
              true),
          new Unary(
              "expm1",
              Elementary::expm1,
              Elementary::expm1,
              Elementary::expm1Float,
              Elementary::expm1,
              1,
              true),
          new Unary(
              "log",
              Elementary::log,
              Elementary::log,
              Elementary::logFloat,
              Elementary::log,
              1,
              true),
          new Unary(
              "log2",
              Elementary::log2,
              Elementary::log2,
              Elementary::log2Float,
              Elementary::log2,
              1,
              true),
          new Unary(
              "log10",
              Elementary::log10,
              Elementary::log10,
              Elementary::log10Float,
              Elementary::log10,
              1,
              true),
          new Unary(
              "log1p",
              Elementary::log1p,
              Elementary::log1p,
              Elementary::log1pFloat,
              Elementary::log1p,
              1,
              true),
          new Unary(
              "sqrt",
              Elementary::sqrt,
              Elementary::sqrt,
              Elementary::sqrtFloat,
              Elementary::sqrt,
              0.5,
              true),
          new Unary(
              "cbrt",
              Elementary::cbrt,
              Elementary::cbrt,
              Elementary::cbrtFloat,
              Elementary::cbrt,
              1,
              true),
          new Unary(
              "sinh",
              Elementary::sinh,
              Elementary::sinh,
              Elementary::sinhFloat,
              Elementary::sinh,
              1,
              true),
          new Unary(
              "cosh",
              Elementary::cosh,
              Elementary::cosh,
              Elementary::coshFloat,
              Elementary::cosh,
              1,
              false),
          new Unary(
              "tanh",
              Elementary::tanh,
              Elementary::tanh,
              Elementary::tanhFloat,
              Elementary::tanh,
              1,
              true),
          new Unary(
              "asinh",
              Elementary::asinh,
              Elementary::asinh,
              Elementary::asinhFloat,
              Elementary::asinh,
              1.5,
              false),
          new Unary(
              "acosh",
              Elementary::acosh,
              Elementary::acosh,
              Elementary::acoshFloat,
              Elementary::acosh,
              1.5,
              false),
          new Unary(
              "atanh",
              Elementary::atanh,
              Elementary::atanh,
              Elementary::atanhFloat,
              Elementary::atanh,
              1.5,
              false),
          new Unary(
              "sigmoid",
              Elementary::sigmoid,
              Elementary::sigmoid,
              Elementary::sigmoidFloat,
              Elementary::sigmoid,
              1,
              true),
          new Unary(
              "softplus",
              Elementary::softplus,
              Elementary::softplus,
              Elementary::softplusFloat,
              Elementary::softplus,
              2,
              false),
          new Unary(
              "silu",
              Elementary::silu,
              Elementary::silu,
              Elementary::siluFloat,
              Elementary::silu,
              1.5,
              false));

  /** All functions of two arguments. */
  public static final List<Binary> BINARY =
      List.of(
          new Binary(
              "pow", Elementary::pow, Elementary::pow, Elementary::powFloat, Elementary::pow, 1),
          new Binary(
              "hypot",
              Elementary::hypot,
              Elementary::hypot,
              Elementary::hypotFloat,
              Elementary::hypot,
              1));
}
