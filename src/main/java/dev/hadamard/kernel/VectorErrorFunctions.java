package dev.hadamard.kernel;

import static dev.hadamard.kernel.ScalarErrorFunctions.ASYMPTOTIC;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERFCX_CENTRE;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERFCX_SLOPE;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERFC_CENTRE;
import static dev.hadamard.kernel.ScalarErrorFunctions.ERFC_NORMAL_LIMIT;
import static dev.hadamard.kernel.ScalarErrorFunctions.HALF_SQRT_HALF;
import static dev.hadamard.kernel.ScalarErrorFunctions.INVERSE_SQRT_TWO_PI;
import static dev.hadamard.kernel.ScalarErrorFunctions.INVERSE_SQRT_TWO_PI_LOW;
import static dev.hadamard.kernel.ScalarErrorFunctions.NORMAL_CDF_CENTRE;
import static dev.hadamard.kernel.ScalarErrorFunctions.NORMAL_CENTRE;
import static dev.hadamard.kernel.ScalarErrorFunctions.NORMAL_LIMIT;
import static dev.hadamard.kernel.ScalarErrorFunctions.NORMAL_SLOPE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of {@link ScalarErrorFunctions} in vectors, where results are normal numbers. */
final class VectorErrorFunctions {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final LongVector ALL_SIGNS =
      LongVector.broadcast(LongVector.SPECIES_PREFERRED, Long.MIN_VALUE);
  private static final int LANES = SPECIES.length();

  // A constant in all lanes: a field costs the compiler less than a broadcast at each use.
  private static final DoubleVector ALL_ONE = c(1.0);
  private static final DoubleVector ALL_ERFC_NORMAL_LIMIT = c(ERFC_NORMAL_LIMIT);
  private static final DoubleVector ALL_TWO = c(2.0);
  private static final DoubleVector ALL_ZERO = c(0.0);
  private static final DoubleVector ALL_ERFC_CENTRE = c(ERFC_CENTRE);
  private static final DoubleVector ALL_NORMAL_LIMIT = c(NORMAL_LIMIT);
  private static final DoubleVector ALL_MINUS_HALF = c(-0.5);
  private static final DoubleVector ALL_INVERSE_SQRT_TWO_PI = c(INVERSE_SQRT_TWO_PI);
  private static final DoubleVector ALL_INVERSE_SQRT_TWO_PI_LOW = c(INVERSE_SQRT_TWO_PI_LOW);
  private static final DoubleVector ALL_NORMAL_CENTRE = c(NORMAL_CENTRE);
  private static final DoubleVector ALL_NORMAL_SLOPE = c(NORMAL_SLOPE);
  private static final DoubleVector ALL_HALF = c(0.5);
  private static final DoubleVector ALL_NORMAL_CDF_CENTRE = c(NORMAL_CDF_CENTRE);
  private static final DoubleVector ALL_HALF_SQRT_HALF = c(HALF_SQRT_HALF);
  private static final DoubleVector ALL_ASYMPTOTIC = c(ASYMPTOTIC);
  private static final DoubleVector ALL_ERFCX_0 = c(ScalarPolynomials.ERFCX_0);
  private static final DoubleVector ALL_ERFCX_CENTRE = c(ERFCX_CENTRE);
  private static final DoubleVector ALL_ERFCX_SLOPE = c(ERFCX_SLOPE);

  static final VectorStage[] ERF =
      VectorStage.of(
          VectorErrorFunctions::squaredExponential,
          VectorErrorFunctions::ratios,
          VectorErrorFunctions::finishErf);
  static final VectorStage[] ERFC =
      VectorStage.of(
          VectorErrorFunctions::squaredExponential,
          VectorErrorFunctions::ratios,
          VectorErrorFunctions::finishErfc);
  static final VectorStage[] NORMAL_CDF =
      VectorStage.of(
          VectorErrorFunctions::halfSquaredExponential,
          VectorErrorFunctions::normalRatios,
          VectorErrorFunctions::finishNormalCdf);

  private VectorErrorFunctions() {}

  /** Stage 3 of erf. */
  private static void finishErf(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector a = v.abs();
      if (a.compare(VectorOperators.LE, ALL_ERFC_NORMAL_LIMIT).allTrue()) {
        DoubleVector square = a.mul(a);
        DoubleVector tail = scaled(square.neg(), DoubleVector.fromArray(SPECIES, stage, i));
        LongVector sign = v.reinterpretAsLongs().and(ALL_SIGNS);
        DoubleVector outer = ALL_ONE.sub(tail).reinterpretAsLongs().or(sign).reinterpretAsDoubles();
        DoubleVector inner = v.fma(VectorPolynomials.erf(square), v);
        inner.blend(outer, a.compare(VectorOperators.GT, ALL_ONE)).intoArray(y, yOffset + i);
      } else {
        for (int lane = i; lane < i + LANES; lane++) {
          y[yOffset + lane] = ScalarErrorFunctions.erf(x[xOffset + lane]);
        }
      }
    }
  }

  /** Stage 3 of erfc. */
  private static void finishErfc(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector a = v.abs();
      if (a.compare(VectorOperators.LE, ALL_ERFC_NORMAL_LIMIT).allTrue()) {
        DoubleVector square = a.mul(a);
        DoubleVector tail = scaled(square.neg(), DoubleVector.fromArray(SPECIES, stage, i));
        DoubleVector outer = tail.blend(ALL_TWO.sub(tail), v.compare(VectorOperators.LT, ALL_ZERO));
        DoubleVector inner = ALL_ONE.sub(v.fma(VectorPolynomials.erf(square), v));
        outer
            .blend(inner, a.compare(VectorOperators.LE, ALL_ERFC_CENTRE))
            .intoArray(y, yOffset + i);
      } else {
        for (int lane = i; lane < i + LANES; lane++) {
          y[yOffset + lane] = ScalarErrorFunctions.erfc(x[xOffset + lane]);
        }
      }
    }
  }

  /** Stage 3 of normalCdf. */
  private static void finishNormalCdf(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector a = v.abs();
      if (a.compare(VectorOperators.LE, ALL_NORMAL_LIMIT).allTrue()) {
        DoubleVector ratio = DoubleVector.fromArray(SPECIES, stage, i).mul(ALL_HALF);
        DoubleVector tail = scaled(a.mul(a).mul(ALL_MINUS_HALF), ratio);
        DoubleVector outer = tail.blend(ALL_ONE.sub(tail), v.compare(VectorOperators.GT, ALL_ZERO));
        outer
            .blend(normalCdfCentre(v), a.compare(VectorOperators.LE, ALL_NORMAL_CDF_CENTRE))
            .intoArray(y, yOffset + i);
      } else {
        for (int lane = i; lane < i + LANES; lane++) {
          y[yOffset + lane] = ScalarErrorFunctions.normalCdf(x[xOffset + lane]);
        }
      }
    }
  }

  /** Stage 1: the mantissa of e^(-x^2) less one. */
  private static void squaredExponential(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector exponent = v.mul(v).neg();
      DoubleVector low = v.fma(v, exponent).neg();
      VectorExpLogCore.mantissaMinusOne(exponent, low, VectorExpLogCore.shiftedExponent(exponent))
          .intoArray(stage, i);
    }
  }

  /** Stage 1: the mantissa of e^(-x^2 / 2) less one. */
  private static void halfSquaredExponential(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
      DoubleVector square = v.mul(v);
      DoubleVector low = v.fma(v, square.neg()).mul(ALL_MINUS_HALF);
      DoubleVector exponent = square.mul(ALL_MINUS_HALF);
      VectorExpLogCore.mantissaMinusOne(exponent, low, VectorExpLogCore.shiftedExponent(exponent))
          .intoArray(stage, i);
    }
  }

  /** Stage 2: the mantissa times the slowly varying part. */
  private static void ratios(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, xOffset + i).abs();
      DoubleVector e = DoubleVector.fromArray(SPECIES, stage, i);
      scaledRatio(a, ALL_ERFCX_CENTRE, ALL_ERFCX_SLOPE, e).intoArray(stage, i);
    }
  }

  /** Stage 2: the mantissa times the slowly varying part. */
  private static void normalRatios(
      double[] x, int xOffset, double[] y, int yOffset, double[] stage, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, xOffset + i).abs();
      DoubleVector e = DoubleVector.fromArray(SPECIES, stage, i);
      scaledRatio(a, ALL_NORMAL_CENTRE, ALL_NORMAL_SLOPE, e).intoArray(stage, i);
    }
  }

  private static DoubleVector scaled(DoubleVector y, DoubleVector value) {
    return VectorExpLogCore.scale(value, VectorExpLogCore.shiftedExponent(y));
  }

  /** Not negative and below the asymptotic range. */
  static boolean erfcxInRange(DoubleVector x) {
    return x.compare(VectorOperators.GE, ALL_ZERO)
        .and(x.compare(VectorOperators.LT, ALL_ASYMPTOTIC))
        .allTrue();
  }

  static DoubleVector erfcx(DoubleVector x) {
    return scaledRatio(x.abs(), ALL_ERFCX_CENTRE, ALL_ERFCX_SLOPE, ALL_ZERO);
  }

  static boolean normalPdfInRange(DoubleVector x) {
    return x.abs().compare(VectorOperators.LE, ALL_NORMAL_LIMIT).allTrue();
  }

  static DoubleVector normalPdf(DoubleVector x) {
    DoubleVector square = x.mul(x);
    DoubleVector low = x.fma(x, square.neg()).mul(ALL_MINUS_HALF);
    DoubleVector y = square.mul(ALL_MINUS_HALF);
    DoubleVector shifted = VectorExpLogCore.shiftedExponent(y);
    DoubleVector e = VectorExpLogCore.mantissaMinusOne(y, low, shifted);
    DoubleVector rest = e.fma(ALL_INVERSE_SQRT_TWO_PI, ALL_INVERSE_SQRT_TWO_PI_LOW);
    return VectorExpLogCore.scale(rest.add(ALL_INVERSE_SQRT_TWO_PI), shifted);
  }

  private static DoubleVector normalCdfCentre(DoubleVector x) {
    DoubleVector scaled = x.mul(ALL_HALF_SQRT_HALF);
    DoubleVector polynomial = VectorPolynomials.erf(x.mul(ALL_HALF).mul(x));
    DoubleVector scaledLow = x.fma(ALL_HALF_SQRT_HALF, scaled.neg());
    DoubleVector sum = ALL_HALF.add(scaled);
    DoubleVector sumLow = ALL_HALF.sub(sum).add(scaled);
    return sum.add(sumLow.add(scaled.fma(polynomial, scaledLow)));
  }

  private static DoubleVector scaledRatio(
      DoubleVector a, DoubleVector centre, DoubleVector slope, DoubleVector e) {
    DoubleVector rest = VectorPolynomials.erfcx(a.sub(centre).div(a.add(centre)));
    DoubleVector p = ALL_ERFCX_0.add(rest);
    DoubleVector pLow = ALL_ERFCX_0.sub(p).add(rest);
    DoubleVector denominator = slope.fma(a, ALL_ONE);
    DoubleVector denominatorLow = slope.fma(a, ALL_ONE.sub(denominator));
    DoubleVector reciprocal = ALL_ONE.div(denominator);
    DoubleVector ratio = p.mul(reciprocal);
    DoubleVector negated = ratio.neg();
    DoubleVector residual = negated.fma(denominator, p).add(negated.fma(denominatorLow, pLow));
    DoubleVector low = residual.mul(reciprocal);
    return ratio.add(ratio.fma(e, low.fma(e, low)));
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
