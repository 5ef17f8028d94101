package dev.hadamard.kernel;

import static dev.hadamard.kernel.ExpConstants.*;
import static dev.hadamard.kernel.Lanes.*;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Vector twins of {@link ScalarLogistic}: the same operations in the same order.
 *
 * <p>The bodies are flat on purpose, see {@link Lanes}.
 */
final class VectorLogistic {
  private VectorLogistic() {}

  static void sigmoid(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_LOGISTIC)) {
        SCALAR.sigmoid(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs().neg();
      DoubleVector z = a.fma(broadcast(DOUBLES, INV_LN2_16), broadcast(DOUBLES, MAGIC));
      LongVector n16 = z.reinterpretAsLongs();
      LongVector j = n16.and(15);
      DoubleVector p =
          (LANES == 8 ? j.selectFrom(POWER_0, POWER_8).reinterpretAsDoubles() : lookup(j, POWER));
      DoubleVector pLow =
          (LANES == 8
              ? j.selectFrom(POWER_LOW_0, POWER_LOW_8).reinterpretAsDoubles()
              : lookup(j, POWER_LOW));
      DoubleVector k = z.sub(MAGIC);
      DoubleVector r0 = k.fma(broadcast(DOUBLES, -LN2_16_HI), a);
      DoubleVector r = k.fma(broadcast(DOUBLES, -LN2_16_LO), r0);
      DoubleVector r2 = r.mul(r);
      DoubleVector high =
          broadcast(DOUBLES, C5)
              .fma(r, broadcast(DOUBLES, C4))
              .fma(r2, broadcast(DOUBLES, C3).fma(r, broadcast(DOUBLES, C2)));
      DoubleVector series = high.fma(r2, broadcast(DOUBLES, C1).fma(r, broadcast(DOUBLES, C0)));
      DoubleVector s =
          n16.and(-16L)
              .lanewise(VectorOperators.LSHL, 48)
              .add(LogConstants.ONE)
              .reinterpretAsDoubles();
      DoubleVector rest = p.fma(series.fma(r2, r), pLow);
      DoubleVector w = p.add(rest);
      DoubleVector t = s.mul(w);
      DoubleVector tLow = s.mul(rest.sub(w.sub(p)));
      DoubleVector d = t.add(1);
      DoubleVector dLow = t.sub(d.sub(1)).add(tLow);
      VectorMask<Double> positive = v.compare(VectorOperators.GE, 0.0);
      DoubleVector numerator = t.blend(1.0, positive);
      DoubleVector numeratorLow = tLow.blend(0.0, positive);
      DoubleVector inverse = broadcast(DOUBLES, 1.0).div(d);
      DoubleVector q = numerator.mul(inverse);
      DoubleVector minusQ = q.neg();
      DoubleVector left = minusQ.fma(d, numerator).add(minusQ.fma(dLow, numeratorLow));
      left.fma(inverse, q).intoArray(y, yOffset + i);
    }
    SCALAR.sigmoid(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void silu(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_LOGISTIC)) {
        SCALAR.silu(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs().neg();
      DoubleVector z = a.fma(broadcast(DOUBLES, INV_LN2_16), broadcast(DOUBLES, MAGIC));
      LongVector n16 = z.reinterpretAsLongs();
      LongVector j = n16.and(15);
      DoubleVector p =
          (LANES == 8 ? j.selectFrom(POWER_0, POWER_8).reinterpretAsDoubles() : lookup(j, POWER));
      DoubleVector pLow =
          (LANES == 8
              ? j.selectFrom(POWER_LOW_0, POWER_LOW_8).reinterpretAsDoubles()
              : lookup(j, POWER_LOW));
      DoubleVector k = z.sub(MAGIC);
      DoubleVector r0 = k.fma(broadcast(DOUBLES, -LN2_16_HI), a);
      DoubleVector r = k.fma(broadcast(DOUBLES, -LN2_16_LO), r0);
      DoubleVector r2 = r.mul(r);
      DoubleVector high =
          broadcast(DOUBLES, C5)
              .fma(r, broadcast(DOUBLES, C4))
              .fma(r2, broadcast(DOUBLES, C3).fma(r, broadcast(DOUBLES, C2)));
      DoubleVector series = high.fma(r2, broadcast(DOUBLES, C1).fma(r, broadcast(DOUBLES, C0)));
      DoubleVector s =
          n16.and(-16L)
              .lanewise(VectorOperators.LSHL, 48)
              .add(LogConstants.ONE)
              .reinterpretAsDoubles();
      DoubleVector rest = p.fma(series.fma(r2, r), pLow);
      DoubleVector w = p.add(rest);
      DoubleVector t = s.mul(w);
      DoubleVector tLow = s.mul(rest.sub(w.sub(p)));
      DoubleVector d = t.add(1);
      DoubleVector dLow = t.sub(d.sub(1)).add(tLow);
      VectorMask<Double> positive = v.compare(VectorOperators.GE, 0.0);
      DoubleVector numerator = t.blend(1.0, positive);
      DoubleVector numeratorLow = tLow.blend(0.0, positive);
      DoubleVector inverse = broadcast(DOUBLES, 1.0).div(d);
      DoubleVector q = numerator.mul(inverse);
      DoubleVector minusQ = q.neg();
      DoubleVector left = minusQ.fma(d, numerator).add(minusQ.fma(dLow, numeratorLow));
      left.fma(inverse, q).mul(v).intoArray(y, yOffset + i);
    }
    SCALAR.silu(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void softplus(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_LOGISTIC)) {
        SCALAR.softplus(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs().neg();
      DoubleVector z = a.fma(broadcast(DOUBLES, INV_LN2_16), broadcast(DOUBLES, MAGIC));
      LongVector n16 = z.reinterpretAsLongs();
      LongVector j = n16.and(15);
      DoubleVector p =
          (LANES == 8 ? j.selectFrom(POWER_0, POWER_8).reinterpretAsDoubles() : lookup(j, POWER));
      DoubleVector pLow =
          (LANES == 8
              ? j.selectFrom(POWER_LOW_0, POWER_LOW_8).reinterpretAsDoubles()
              : lookup(j, POWER_LOW));
      DoubleVector k = z.sub(MAGIC);
      DoubleVector r0 = k.fma(broadcast(DOUBLES, -LN2_16_HI), a);
      DoubleVector r = k.fma(broadcast(DOUBLES, -LN2_16_LO), r0);
      DoubleVector r2 = r.mul(r);
      DoubleVector high =
          broadcast(DOUBLES, C5)
              .fma(r, broadcast(DOUBLES, C4))
              .fma(r2, broadcast(DOUBLES, C3).fma(r, broadcast(DOUBLES, C2)));
      DoubleVector series = high.fma(r2, broadcast(DOUBLES, C1).fma(r, broadcast(DOUBLES, C0)));
      DoubleVector s =
          n16.and(-16L)
              .lanewise(VectorOperators.LSHL, 48)
              .add(LogConstants.ONE)
              .reinterpretAsDoubles();
      DoubleVector rest = p.fma(series.fma(r2, r), pLow);
      DoubleVector w = p.add(rest);
      DoubleVector t = s.mul(w);
      DoubleVector tLow = s.mul(rest.sub(w.sub(p)));
      DoubleVector u = t.add(1);
      DoubleVector u0 = u.sub(t);
      DoubleVector uLow = t.sub(u.sub(u0)).add(broadcast(DOUBLES, 1.0).sub(u0)).add(tLow);
      LongVector bits = u.reinterpretAsLongs();
      LongVector i16 = bits.lanewise(VectorOperators.LSHR, 48).and(15);
      DoubleVector c =
          (LANES == 8
              ? i16.selectFrom(RECIPROCAL_0, RECIPROCAL_8).reinterpretAsDoubles()
              : lookup(i16, LogConstants.RECIPROCAL));
      DoubleVector mantissa =
          bits.and(LogConstants.MANTISSA).or(LogConstants.ONE).reinterpretAsDoubles();
      DoubleVector exponent =
          bits.lanewise(VectorOperators.LSHR, 12)
              .and(LogConstants.SHIFTED_EXPONENT)
              .or(LogConstants.V_BASE)
              .reinterpretAsDoubles();
      DoubleVector hi =
          exponent.fma(
              broadcast(DOUBLES, LogConstants.LN2_HI),
              (LANES == 8
                  ? i16.selectFrom(LOG_HI_0, LOG_HI_8).reinterpretAsDoubles()
                  : lookup(i16, LogConstants.LOG_HI)));
      DoubleVector lo =
          exponent.fma(
              broadcast(DOUBLES, LogConstants.LN2_LO),
              (LANES == 8
                  ? i16.selectFrom(LOG_LO_0, LOG_LO_8).reinterpretAsDoubles()
                  : lookup(i16, LogConstants.LOG_LO)));
      DoubleVector scale =
          LongVector.broadcast(LONGS, LogConstants.TWICE_BIAS)
              .sub(bits.and(~LogConstants.MANTISSA))
              .reinterpretAsDoubles();
      DoubleVector f0 = mantissa.fma(c, broadcast(DOUBLES, -1.0));
      DoubleVector fLow = uLow.mul(scale).mul(c);
      DoubleVector f = f0.add(fLow);
      DoubleVector loSum = lo.add(fLow.sub(f.sub(f0)));
      DoubleVector sum = hi.add(f);
      DoubleVector f2 = f.mul(f);
      DoubleVector even =
          broadcast(DOUBLES, LogConstants.B8)
              .fma(f2, broadcast(DOUBLES, LogConstants.B6))
              .fma(f2, broadcast(DOUBLES, LogConstants.B4))
              .fma(f2, broadcast(DOUBLES, LogConstants.B2))
              .fma(f2, broadcast(DOUBLES, LogConstants.B0));
      DoubleVector odd =
          broadcast(DOUBLES, LogConstants.B9)
              .fma(f2, broadcast(DOUBLES, LogConstants.B7))
              .fma(f2, broadcast(DOUBLES, LogConstants.B5))
              .fma(f2, broadcast(DOUBLES, LogConstants.B3))
              .fma(f2, broadcast(DOUBLES, LogConstants.B1));
      DoubleVector q = odd.fma(f, even);
      DoubleVector logarithm = q.fma(f2, loSum).add(hi.sub(sum).add(f)).add(sum);
      v.blend(0.0, v.compare(VectorOperators.LE, 0.0)).add(logarithm).intoArray(y, yOffset + i);
    }
    SCALAR.softplus(x, xOffset + i, y, yOffset + i, n - i);
  }
}
