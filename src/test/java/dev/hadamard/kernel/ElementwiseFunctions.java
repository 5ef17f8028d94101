package dev.hadamard.kernel;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Every function of one argument of {@link Trigonometric} and {@link SpecialFunctions}. */
final class ElementwiseFunctions {
  private ElementwiseFunctions() {}

  interface FloatOperator {
    float apply(float x);
  }

  interface DoubleLoop {
    void apply(double[] x, int xOffset, double[] y, int yOffset, int n);
  }

  interface FloatLoop {
    void apply(float[] x, int xOffset, float[] y, int yOffset, int n);
  }

  /** A function in its four forms, and the range in which its interesting arguments lie. */
  record Function(
      String name,
      DoubleUnaryOperator scalar,
      DoubleLoop loop,
      FloatOperator single,
      FloatLoop singleLoop,
      double low,
      double high) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Function> all() {
    return List.of(
        new Function(
            "sin",
            Trigonometric::sin,
            Trigonometric::sin,
            Trigonometric::sinFloat,
            Trigonometric::sin,
            -1000.0,
            1000.0),
        new Function(
            "cos",
            Trigonometric::cos,
            Trigonometric::cos,
            Trigonometric::cosFloat,
            Trigonometric::cos,
            -1000.0,
            1000.0),
        new Function(
            "tan",
            Trigonometric::tan,
            Trigonometric::tan,
            Trigonometric::tanFloat,
            Trigonometric::tan,
            -1000.0,
            1000.0),
        new Function(
            "asin",
            Trigonometric::asin,
            Trigonometric::asin,
            Trigonometric::asinFloat,
            Trigonometric::asin,
            -1.0,
            1.0),
        new Function(
            "acos",
            Trigonometric::acos,
            Trigonometric::acos,
            Trigonometric::acosFloat,
            Trigonometric::acos,
            -1.0,
            1.0),
        new Function(
            "atan",
            Trigonometric::atan,
            Trigonometric::atan,
            Trigonometric::atanFloat,
            Trigonometric::atan,
            -5.0,
            5.0),
        new Function(
            "erf",
            SpecialFunctions::erf,
            SpecialFunctions::erf,
            SpecialFunctions::erfFloat,
            SpecialFunctions::erf,
            -4.0,
            4.0),
        new Function(
            "erfc",
            SpecialFunctions::erfc,
            SpecialFunctions::erfc,
            SpecialFunctions::erfcFloat,
            SpecialFunctions::erfc,
            -6.0,
            27.0),
        new Function(
            "erfcx",
            SpecialFunctions::erfcx,
            SpecialFunctions::erfcx,
            SpecialFunctions::erfcxFloat,
            SpecialFunctions::erfcx,
            -5.0,
            50.0),
        new Function(
            "normalPdf",
            SpecialFunctions::normalPdf,
            SpecialFunctions::normalPdf,
            SpecialFunctions::normalPdfFloat,
            SpecialFunctions::normalPdf,
            -38.0,
            38.0),
        new Function(
            "normalCdf",
            SpecialFunctions::normalCdf,
            SpecialFunctions::normalCdf,
            SpecialFunctions::normalCdfFloat,
            SpecialFunctions::normalCdf,
            -38.0,
            9.0),
        new Function(
            "normalLogCdf",
            SpecialFunctions::normalLogCdf,
            SpecialFunctions::normalLogCdf,
            SpecialFunctions::normalLogCdfFloat,
            SpecialFunctions::normalLogCdf,
            -50.0,
            9.0),
        new Function(
            "normalQuantile",
            SpecialFunctions::normalQuantile,
            SpecialFunctions::normalQuantile,
            SpecialFunctions::normalQuantileFloat,
            SpecialFunctions::normalQuantile,
            0.0,
            1.0),
        new Function(
            "logGamma",
            SpecialFunctions::logGamma,
            SpecialFunctions::logGamma,
            SpecialFunctions::logGammaFloat,
            SpecialFunctions::logGamma,
            -5.0,
            50.0),
        new Function(
            "digamma",
            SpecialFunctions::digamma,
            SpecialFunctions::digamma,
            SpecialFunctions::digammaFloat,
            SpecialFunctions::digamma,
            -5.0,
            50.0),
        new Function(
            "besselI0e",
            SpecialFunctions::besselI0e,
            SpecialFunctions::besselI0e,
            SpecialFunctions::besselI0eFloat,
            SpecialFunctions::besselI0e,
            -50.0,
            50.0),
        new Function(
            "besselI1e",
            SpecialFunctions::besselI1e,
            SpecialFunctions::besselI1e,
            SpecialFunctions::besselI1eFloat,
            SpecialFunctions::besselI1e,
            -50.0,
            50.0));
  }
}
