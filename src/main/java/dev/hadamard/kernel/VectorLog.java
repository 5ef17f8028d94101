package dev.hadamard.kernel;

import static dev.hadamard.kernel.Lanes.*;
import static dev.hadamard.kernel.LogConstants.*;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Vector twins of {@link ScalarLog}: the same operations in the same order.
 *
 * <p>The bodies are flat on purpose, see {@link Lanes}.
 */
final class VectorLog {
  private VectorLog() {}

  static void log(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!normalPositive(v)) {
        SCALAR.log(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      LongVector bits = v.reinterpretAsLongs();
      LongVector j = bits.lanewise(VectorOperators.LSHR, 48).and(15);
      DoubleVector c =
          (LANES == 8
              ? j.selectFrom(RECIPROCAL_0, RECIPROCAL_8).reinterpretAsDoubles()
              : lookup(j, RECIPROCAL));
      DoubleVector m = bits.and(MANTISSA).or(ONE).reinterpretAsDoubles();
      DoubleVector exponent =
          bits.lanewise(VectorOperators.LSHR, 12)
              .and(SHIFTED_EXPONENT)
              .or(V_BASE)
              .reinterpretAsDoubles();
      DoubleVector hi =
          exponent.fma(
              broadcast(DOUBLES, LN2_HI),
              (LANES == 8
                  ? j.selectFrom(LOG_HI_0, LOG_HI_8).reinterpretAsDoubles()
                  : lookup(j, LOG_HI)));
      DoubleVector lo =
          exponent.fma(
              broadcast(DOUBLES, LN2_LO),
              (LANES == 8
                  ? j.selectFrom(LOG_LO_0, LOG_LO_8).reinterpretAsDoubles()
                  : lookup(j, LOG_LO)));
      DoubleVector f = m.fma(c, broadcast(DOUBLES, -1.0));
      DoubleVector f2 = f.mul(f);
      DoubleVector even =
          broadcast(DOUBLES, A8)
              .fma(f2, broadcast(DOUBLES, A6))
              .fma(f2, broadcast(DOUBLES, A4))
              .fma(f2, broadcast(DOUBLES, A2))
              .fma(f2, broadcast(DOUBLES, A0));
      DoubleVector odd =
          broadcast(DOUBLES, A7)
              .fma(f2, broadcast(DOUBLES, A5))
              .fma(f2, broadcast(DOUBLES, A3))
              .fma(f2, broadcast(DOUBLES, A1));
      DoubleVector q = odd.fma(f, even);
      hi.add(f.add(q.fma(f2, lo))).intoArray(y, yOffset + i);
    }
    SCALAR.log(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void log2(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!normalPositive(v)) {
        SCALAR.log2(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      LongVector bits = v.reinterpretAsLongs();
      LongVector j = bits.lanewise(VectorOperators.LSHR, 48).and(15);
      DoubleVector c =
          (LANES == 8
              ? j.selectFrom(RECIPROCAL_0, RECIPROCAL_8).reinterpretAsDoubles()
              : lookup(j, RECIPROCAL));
      DoubleVector m = bits.and(MANTISSA).or(ONE).reinterpretAsDoubles();
      DoubleVector exponent =
          bits.lanewise(VectorOperators.LSHR, 12)
              .and(SHIFTED_EXPONENT)
              .or(V_BASE)
              .reinterpretAsDoubles();
      DoubleVector hi =
          exponent.fma(
              broadcast(DOUBLES, LN2_HI),
              (LANES == 8
                  ? j.selectFrom(LOG_HI_0, LOG_HI_8).reinterpretAsDoubles()
                  : lookup(j, LOG_HI)));
      DoubleVector lo =
          exponent.fma(
              broadcast(DOUBLES, LN2_LO),
              (LANES == 8
                  ? j.selectFrom(LOG_LO_0, LOG_LO_8).reinterpretAsDoubles()
                  : lookup(j, LOG_LO)));
      DoubleVector f = m.fma(c, broadcast(DOUBLES, -1.0));
      DoubleVector f2 = f.mul(f);
      DoubleVector even =
          broadcast(DOUBLES, B8)
              .fma(f2, broadcast(DOUBLES, B6))
              .fma(f2, broadcast(DOUBLES, B4))
              .fma(f2, broadcast(DOUBLES, B2))
              .fma(f2, broadcast(DOUBLES, B0));
      DoubleVector odd =
          broadcast(DOUBLES, B9)
              .fma(f2, broadcast(DOUBLES, B7))
              .fma(f2, broadcast(DOUBLES, B5))
              .fma(f2, broadcast(DOUBLES, B3))
              .fma(f2, broadcast(DOUBLES, B1));
      DoubleVector q = odd.fma(f, even);
      DoubleVector w = hi.add(f);
      DoubleVector rest = q.fma(f2, lo).add(hi.sub(w).add(f));
      DoubleVector high = w.add(rest);
      DoubleVector low = rest.sub(high.sub(w));
      DoubleVector product = high.mul(INV_LN2);
      DoubleVector productLow =
          high.fma(broadcast(DOUBLES, INV_LN2), product.neg())
              .add(high.fma(broadcast(DOUBLES, INV_LN2_LOW), low.mul(INV_LN2)));
      product.add(productLow).intoArray(y, yOffset + i);
    }
    SCALAR.log2(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void log10(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!normalPositive(v)) {
        SCALAR.log10(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      LongVector bits = v.reinterpretAsLongs();
      LongVector j = bits.lanewise(VectorOperators.LSHR, 48).and(15);
      DoubleVector c =
          (LANES == 8
              ? j.selectFrom(RECIPROCAL_0, RECIPROCAL_8).reinterpretAsDoubles()
              : lookup(j, RECIPROCAL));
      DoubleVector m = bits.and(MANTISSA).or(ONE).reinterpretAsDoubles();
      DoubleVector exponent =
          bits.lanewise(VectorOperators.LSHR, 12)
              .and(SHIFTED_EXPONENT)
              .or(V_BASE)
              .reinterpretAsDoubles();
      DoubleVector hi =
          exponent.fma(
              broadcast(DOUBLES, LN2_HI),
              (LANES == 8
                  ? j.selectFrom(LOG_HI_0, LOG_HI_8).reinterpretAsDoubles()
                  : lookup(j, LOG_HI)));
      DoubleVector lo =
          exponent.fma(
              broadcast(DOUBLES, LN2_LO),
              (LANES == 8
                  ? j.selectFrom(LOG_LO_0, LOG_LO_8).reinterpretAsDoubles()
                  : lookup(j, LOG_LO)));
      DoubleVector f = m.fma(c, broadcast(DOUBLES, -1.0));
      DoubleVector f2 = f.mul(f);
      DoubleVector even =
          broadcast(DOUBLES, B8)
              .fma(f2, broadcast(DOUBLES, B6))
              .fma(f2, broadcast(DOUBLES, B4))
              .fma(f2, broadcast(DOUBLES, B2))
              .fma(f2, broadcast(DOUBLES, B0));
      DoubleVector odd =
          broadcast(DOUBLES, B9)
              .fma(f2, broadcast(DOUBLES, B7))
              .fma(f2, broadcast(DOUBLES, B5))
              .fma(f2, broadcast(DOUBLES, B3))
              .fma(f2, broadcast(DOUBLES, B1));
      DoubleVector q = odd.fma(f, even);
      DoubleVector w = hi.add(f);
      DoubleVector rest = q.fma(f2, lo).add(hi.sub(w).add(f));
      DoubleVector high = w.add(rest);
      DoubleVector low = rest.sub(high.sub(w));
      DoubleVector product = high.mul(INV_LN10);
      DoubleVector productLow =
          high.fma(broadcast(DOUBLES, INV_LN10), product.neg())
              .add(high.fma(broadcast(DOUBLES, INV_LN10_LOW), low.mul(INV_LN10)));
      product.add(productLow).intoArray(y, yOffset + i);
    }
    SCALAR.log10(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void log1p(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!aboveMinusOne(v)) {
        SCALAR.log1p(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector u = v.add(1);
      DoubleVector u0 = u.sub(v);
      DoubleVector uLow = v.sub(u.sub(u0)).add(broadcast(DOUBLES, 1.0).sub(u0));
      LongVector bits = u.reinterpretAsLongs();
      LongVector j = bits.lanewise(VectorOperators.LSHR, 48).and(15);
      DoubleVector c =
          (LANES == 8
              ? j.selectFrom(RECIPROCAL_0, RECIPROCAL_8).reinterpretAsDoubles()
              : lookup(j, RECIPROCAL));
      DoubleVector m = bits.and(MANTISSA).or(ONE).reinterpretAsDoubles();
      DoubleVector exponent =
          bits.lanewise(VectorOperators.LSHR, 12)
              .and(SHIFTED_EXPONENT)
              .or(V_BASE)
              .reinterpretAsDoubles();
      DoubleVector hi =
          exponent.fma(
              broadcast(DOUBLES, LN2_HI),
              (LANES == 8
                  ? j.selectFrom(LOG_HI_0, LOG_HI_8).reinterpretAsDoubles()
                  : lookup(j, LOG_HI)));
      DoubleVector lo =
          exponent.fma(
              broadcast(DOUBLES, LN2_LO),
              (LANES == 8
                  ? j.selectFrom(LOG_LO_0, LOG_LO_8).reinterpretAsDoubles()
                  : lookup(j, LOG_LO)));
      DoubleVector scale =
          LongVector.broadcast(LONGS, TWICE_BIAS).sub(bits.and(~MANTISSA)).reinterpretAsDoubles();
      DoubleVector f0 = m.fma(c, broadcast(DOUBLES, -1.0));
      DoubleVector fLow = uLow.mul(scale).mul(c);
      DoubleVector f = f0.add(fLow);
      DoubleVector loSum = lo.add(fLow.sub(f.sub(f0)));
      DoubleVector sum = hi.add(f);
      DoubleVector f2 = f.mul(f);
      DoubleVector even =
          broadcast(DOUBLES, B8)
              .fma(f2, broadcast(DOUBLES, B6))
              .fma(f2, broadcast(DOUBLES, B4))
              .fma(f2, broadcast(DOUBLES, B2))
              .fma(f2, broadcast(DOUBLES, B0));
      DoubleVector odd =
          broadcast(DOUBLES, B9)
              .fma(f2, broadcast(DOUBLES, B7))
              .fma(f2, broadcast(DOUBLES, B5))
              .fma(f2, broadcast(DOUBLES, B3))
              .fma(f2, broadcast(DOUBLES, B1));
      DoubleVector q = odd.fma(f, even);
      DoubleVector logarithm = q.fma(f2, loSum).add(hi.sub(sum).add(f)).add(sum);
      logarithm
          .reinterpretAsLongs()
          .or(v.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(y, yOffset + i);
    }
    SCALAR.log1p(x, xOffset + i, y, yOffset + i, n - i);
  }

  private static boolean aboveMinusOne(DoubleVector x) {
    return x.compare(VectorOperators.GT, -1.0)
        .and(x.compare(VectorOperators.LE, Double.MAX_VALUE))
        .allTrue();
  }
}
