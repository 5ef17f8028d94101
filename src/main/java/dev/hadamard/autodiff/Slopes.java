package dev.hadamard.autodiff;

import dev.hadamard.autodiff.Elementwise.Unary;
import dev.hadamard.kernel.Elementary;

/**
 * Derivatives that are functions of their own: exact where a formula in the value would cancel, and
 * so are their own derivatives.
 */
final class Slopes {
  private Slopes() {}

  /** 1 - x². */
  private static final Unary ONE_MINUS_SQUARE =
      new Unary(
          "oneMinusSquare",
          (x, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = (1 - x[i]) * (1 + x[i]);
            }
          },
          (x, y, t) -> t.safeTimes(x.times(-2)));

  /** 1/(x(1 - x)). */
  private static final Unary LOGIT =
      new Unary(
          "logitSlope",
          (x, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = 1 / (x[i] * (1 - x[i]));
            }
          },
          (x, y, t) -> t.safeTimes(y).safeTimes(x.times(2).minus(1)).safeTimes(y));

  /** 1/(1 + x²). */
  private static final Unary ATAN =
      new Unary(
          "atanSlope",
          (x, y, n) -> {
            for (int i = 0; i < n; i++) {
              y[i] = 1 / (1 + x[i] * x[i]);
            }
          },
          (x, y, t) -> t.safeTimes(y).safeTimes(x.times(-2)).safeTimes(y));

  /** 1/cosh²x. */
  private static final Unary TANH =
      new Unary(
          "tanhSlope",
          (x, y, n) -> bell(2, x, y, n),
          (x, y, t) -> t.safeTimes(y).safeTimes(x.tanh().times(-2)));

  /** σ(x)σ(-x). */
  private static final Unary SIGMOID =
      new Unary(
          "sigmoidSlope",
          (x, y, n) -> bell(1, x, y, n),
          (x, y, t) -> t.safeTimes(y).safeTimes(x.times(0.5).tanh().negate()));

  /** κ² e/(1 + e)² with e = exp(-κ|x|). */
  private static void bell(double steepness, double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -steepness * Math.abs(x[i]);
    }
    Elementary.exp(y, 0, y, 0, n);
    double square = steepness * steepness;
    for (int i = 0; i < n; i++) {
      double e = y[i];
      y[i] = square * e / ((1 + e) * (1 + e));
    }
  }

  /** W'(x) = e^-W/(1 + W); its derivative is -W'² (2 + W)/(1 + W). */
  private static final Unary LAMBERT_W =
      new Unary(
          "lambertWSlope",
          Elementwise.scalar(SpecialScalars::lambertW0Slope),
          (x, y, t) -> t.safeTimes(y).safeTimes(y).safeTimes(curvatureOfLambertW(x)));

  /** -(2 + W)/(1 + W) = -1 - 1/(1 + W). */
  private static final Unary LAMBERT_W_CURVATURE =
      new Unary(
          "lambertWCurvature",
          Elementwise.scalar(x -> -1 - 1 / SpecialScalars.lambertW0PlusOne(x)),
          (x, y, t) -> {
            NdArray inverse = y.plus(1);
            return t.safeTimes(ofLambertW(x)).safeTimes(inverse).safeTimes(inverse);
          });

  static NdArray oneMinusSquare(NdArray x) {
    return Dispatch.apply(ONE_MINUS_SQUARE, x);
  }

  static NdArray ofLogit(NdArray x) {
    return Dispatch.apply(LOGIT, x);
  }

  static NdArray ofAtan(NdArray x) {
    return Dispatch.apply(ATAN, x);
  }

  static NdArray ofTanh(NdArray x) {
    return Dispatch.apply(TANH, x);
  }

  static NdArray ofSigmoid(NdArray x) {
    return Dispatch.apply(SIGMOID, x);
  }

  static NdArray ofLambertW(NdArray x) {
    return Dispatch.apply(LAMBERT_W, x);
  }

  private static NdArray curvatureOfLambertW(NdArray x) {
    return Dispatch.apply(LAMBERT_W_CURVATURE, x);
  }
}
