package dev.hadamard.kernel;

import static dev.hadamard.kernel.Lanes.*;
import static dev.hadamard.kernel.LogConstants.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** Vector twins of {@link ScalarLog}; the same operations in the same order. */
final class VectorLog {
  private static final LongVector RECIPROCAL_0 = half(RECIPROCAL, 0);
  private static final LongVector RECIPROCAL_8 = half(RECIPROCAL, 8);
  private static final LongVector LOG_HI_0 = half(LOG_HI, 0);
  private static final LongVector LOG_HI_8 = half(LOG_HI, 8);
  private static final LongVector LOG_LO_0 = half(LOG_LO, 0);
  private static final LongVector LOG_LO_8 = half(LOG_LO, 8);

  private VectorLog() {}

  static void log(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!normalPositive(v)) {
        SCALAR.log(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      LongVector bits = v.reinterpretAsLongs();
      LongVector j = index(bits);
      DoubleVector f = mantissa(bits).fma(reciprocal(j), constant(-1.0));
      DoubleVector exponent = biasedExponent(bits);
      DoubleVector hi = exponent.fma(constant(LN2_HI), logHi(j));
      DoubleVector lo = exponent.fma(constant(LN2_LO), logLo(j));
      hi.add(f.add(shortPolynomial(f).fma(f.mul(f), lo))).intoArray(y, yOffset + i);
    }
    SCALAR.log(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void log2(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!normalPositive(v)) {
        SCALAR.log2(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      LongVector bits = v.reinterpretAsLongs();
      LongVector j = index(bits);
      DoubleVector f = mantissa(bits).fma(reciprocal(j), constant(-1.0));
      DoubleVector exponent = biasedExponent(bits);
      DoubleVector hi = exponent.fma(constant(LN2_HI), logHi(j));
      DoubleVector lo = exponent.fma(constant(LN2_LO), logLo(j));
      DoubleVector w = hi.add(f);
      DoubleVector rest = polynomial(f).fma(f.mul(f), lo).add(hi.sub(w).add(f));
      DoubleVector high = w.add(rest);
      DoubleVector low = rest.sub(high.sub(w));
      DoubleVector product = high.mul(INV_LN2);
      DoubleVector productLow =
          high.fma(constant(INV_LN2), product.neg())
              .add(high.fma(constant(INV_LN2_LOW), low.mul(INV_LN2)));
      product.add(productLow).intoArray(y, yOffset + i);
    }
    SCALAR.log2(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void log10(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!normalPositive(v)) {
        SCALAR.log10(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      LongVector bits = v.reinterpretAsLongs();
      LongVector j = index(bits);
      DoubleVector f = mantissa(bits).fma(reciprocal(j), constant(-1.0));
      DoubleVector exponent = biasedExponent(bits);
      DoubleVector hi = exponent.fma(constant(LN2_HI), logHi(j));
      DoubleVector lo = exponent.fma(constant(LN2_LO), logLo(j));
      DoubleVector w = hi.add(f);
      DoubleVector rest = polynomial(f).fma(f.mul(f), lo).add(hi.sub(w).add(f));
      DoubleVector high = w.add(rest);
      DoubleVector low = rest.sub(high.sub(w));
      DoubleVector product = high.mul(INV_LN10);
      DoubleVector productLow =
          high.fma(constant(INV_LN10), product.neg())
              .add(high.fma(constant(INV_LN10_LOW), low.mul(INV_LN10)));
      product.add(productLow).intoArray(y, yOffset + i);
    }
    SCALAR.log10(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void log1p(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      boolean fast =
          v.compare(VectorOperators.GT, -1.0)
              .and(v.compare(VectorOperators.LE, Double.MAX_VALUE))
              .allTrue();
      if (!fast) {
        SCALAR.log1p(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector u = v.add(1);
      DoubleVector uLow = sumLow(v, u);
      withSign(log(u, uLow), v).intoArray(y, yOffset + i);
    }
    SCALAR.log1p(x, xOffset + i, y, yOffset + i, n - i);
  }

  /** The rounding error of u = 1 + z. */
  static DoubleVector sumLow(DoubleVector z, DoubleVector u) {
    DoubleVector t = u.sub(1);
    return constant(1.0).sub(u.sub(t)).add(z.sub(t));
  }

  /** log(u + uLow). */
  static DoubleVector log(DoubleVector u, DoubleVector uLow) {
    LongVector bits = u.reinterpretAsLongs();
    LongVector j = index(bits);
    DoubleVector c = reciprocal(j);
    DoubleVector f0 = mantissa(bits).fma(c, constant(-1.0));
    DoubleVector fLow = uLow.mul(inversePower(bits)).mul(c);
    DoubleVector f = f0.add(fLow);
    DoubleVector exponent = biasedExponent(bits);
    DoubleVector hi = exponent.fma(constant(LN2_HI), logHi(j));
    DoubleVector lo = exponent.fma(constant(LN2_LO), logLo(j)).add(fLow.sub(f.sub(f0)));
    return compose(hi, lo, f);
  }

  private static DoubleVector compose(DoubleVector hi, DoubleVector lo, DoubleVector f) {
    DoubleVector w = hi.add(f);
    return polynomial(f).fma(f.mul(f), lo).add(hi.sub(w).add(f)).add(w);
  }

  /** 2^-k, 0 for the largest k. */
  private static DoubleVector inversePower(LongVector bits) {
    return constant(TWICE_BIAS).sub(bits.and(~MANTISSA)).reinterpretAsDoubles();
  }

  static LongVector index(LongVector bits) {
    return bits.lanewise(VectorOperators.LSHR, 48).and(15);
  }

  static DoubleVector mantissa(LongVector bits) {
    return bits.and(MANTISSA).or(ONE).reinterpretAsDoubles();
  }

  static DoubleVector biasedExponent(LongVector bits) {
    return bits.lanewise(VectorOperators.LSHR, 12)
        .and(SHIFTED_EXPONENT)
        .or(V_BASE)
        .reinterpretAsDoubles();
  }

  static DoubleVector reciprocal(LongVector j) {
    return lookup(j, RECIPROCAL_0, RECIPROCAL_8, RECIPROCAL);
  }

  static DoubleVector logHi(LongVector j) {
    return lookup(j, LOG_HI_0, LOG_HI_8, LOG_HI);
  }

  static DoubleVector logLo(LongVector j) {
    return lookup(j, LOG_LO_0, LOG_LO_8, LOG_LO);
  }

  private static DoubleVector shortPolynomial(DoubleVector f) {
    DoubleVector f2 = f.mul(f);
    DoubleVector even =
        constant(A8)
            .fma(f2, constant(A6))
            .fma(f2, constant(A4))
            .fma(f2, constant(A2))
            .fma(f2, constant(A0));
    DoubleVector odd =
        constant(A7).fma(f2, constant(A5)).fma(f2, constant(A3)).fma(f2, constant(A1));
    return odd.fma(f, even);
  }

  private static DoubleVector polynomial(DoubleVector f) {
    DoubleVector f2 = f.mul(f);
    DoubleVector even =
        constant(B8)
            .fma(f2, constant(B6))
            .fma(f2, constant(B4))
            .fma(f2, constant(B2))
            .fma(f2, constant(B0));
    DoubleVector odd =
        constant(B9)
            .fma(f2, constant(B7))
            .fma(f2, constant(B5))
            .fma(f2, constant(B3))
            .fma(f2, constant(B1));
    return odd.fma(f, even);
  }
}
