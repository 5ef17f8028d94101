package dev.hadamard.kernel;

import static dev.hadamard.kernel.ExpConstants.*;
import static dev.hadamard.kernel.Lanes.*;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Vector twins of {@link ScalarHyperbolic}: the same operations in the same order.
 *
 * <p>The bodies are flat on purpose, see {@link Lanes}.
 */
final class VectorHyperbolic {
  private VectorHyperbolic() {}

  static void sinh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_EXP)) {
        SCALAR.sinh(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs();
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
      DoubleVector rLow = k.fma(broadcast(DOUBLES, -LN2_16_LO), r0.sub(r));
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
      DoubleVector a0 = s.mul(p);
      DoubleVector h = a0.sub(1);
      DoubleVector h0 = h.sub(a0);
      DoubleVector hLow = a0.sub(h.sub(h0)).add(broadcast(DOUBLES, -1.0).sub(h0));
      DoubleVector product = p.mul(r);
      DoubleVector t = s.mul(product);
      DoubleVector head = h.add(t);
      DoubleVector tLow = p.fma(r, product.neg());
      DoubleVector headLow = h.sub(head).add(t);
      DoubleVector rest = p.fma(series.mul(r2).add(rLow), pLow.fma(r, pLow).add(tLow));
      DoubleVector low = s.fma(rest, headLow.add(hLow));
      DoubleVector e = head.add(low);
      DoubleVector eLow = low.sub(e.sub(head));
      DoubleVector d = e.add(1);
      DoubleVector d0 = d.sub(e);
      DoubleVector dLow = e.sub(d.sub(d0)).add(broadcast(DOUBLES, 1.0).sub(d0)).add(eLow);
      DoubleVector inverse = broadcast(DOUBLES, 1.0).div(d);
      DoubleVector q = e.mul(inverse);
      DoubleVector minusQ = q.neg();
      DoubleVector qLow = minusQ.fma(d, e).add(minusQ.fma(dLow, eLow)).mul(inverse);
      DoubleVector sum = e.add(q);
      DoubleVector sumLow = q.sub(sum.sub(e));
      DoubleVector result = sum.add(sumLow.add(eLow.add(qLow))).mul(0.5);
      result
          .reinterpretAsLongs()
          .or(v.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(y, yOffset + i);
    }
    SCALAR.sinh(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void cosh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_EXP)) {
        SCALAR.cosh(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs();
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
      DoubleVector inverse = broadcast(DOUBLES, 1.0).div(t);
      DoubleVector minus = inverse.neg();
      DoubleVector inverseLow = minus.fma(tLow, minus.fma(t, broadcast(DOUBLES, 1.0))).mul(inverse);
      DoubleVector sum = t.add(inverse);
      DoubleVector sumLow = inverse.sub(sum.sub(t));
      sum.add(sumLow.add(tLow.add(inverseLow))).mul(0.5).intoArray(y, yOffset + i);
    }
    SCALAR.cosh(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void tanh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      DoubleVector magnitude = v.abs();
      DoubleVector capped =
          magnitude.blend(
              ScalarHyperbolic.TANH_LIMIT,
              magnitude.compare(VectorOperators.GT, ScalarHyperbolic.TANH_LIMIT));
      DoubleVector a = capped.add(capped);
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
      DoubleVector rLow = k.fma(broadcast(DOUBLES, -LN2_16_LO), r0.sub(r));
      DoubleVector r2 = r.mul(r);
      DoubleVector high =
          broadcast(DOUBLES, C5)
              .fma(r, broadcast(DOUBLES, C4))
              .fma(r2, broadcast(DOUBLES, C3).fma(r, broadcast(DOUBLES, C2)));
      DoubleVector series = high.fma(r2, broadcast(DOUBLES, C1).fma(r, broadcast(DOUBLES, C0)));
      DoubleVector s =
          LongVector.broadcast(LONGS, LogConstants.ONE)
              .sub(n16.sub(j).lanewise(VectorOperators.LSHL, 48))
              .reinterpretAsDoubles();
      DoubleVector h = p.sub(s);
      DoubleVector head = p.fma(r, h);
      DoubleVector headLow = p.fma(r, h.sub(head));
      DoubleVector low = p.fma(series.fma(r2, rLow), pLow.fma(r, pLow).add(headLow));
      DoubleVector e = head.add(low);
      DoubleVector eLow = low.sub(e.sub(head));
      DoubleVector twice = s.add(s);
      DoubleVector d = e.add(twice);
      DoubleVector d0 = d.sub(e);
      DoubleVector dLow = e.sub(d.sub(d0)).add(twice.sub(d0)).add(eLow);
      DoubleVector inverse = broadcast(DOUBLES, 1.0).div(d);
      DoubleVector q = e.mul(inverse);
      DoubleVector minusQ = q.neg();
      DoubleVector result = minusQ.fma(d, e).add(minusQ.fma(dLow, eLow)).fma(inverse, q);
      result
          .reinterpretAsLongs()
          .or(v.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(y, yOffset + i);
    }
    SCALAR.tanh(x, xOffset + i, y, yOffset + i, n - i);
  }
}
