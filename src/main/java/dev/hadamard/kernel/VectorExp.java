package dev.hadamard.kernel;

import static dev.hadamard.kernel.ExpConstants.*;
import static dev.hadamard.kernel.Lanes.*;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Vector twins of {@link ScalarExp}: the same operations in the same order.
 *
 * <p>The bodies are flat on purpose, see {@link Lanes}.
 */
final class VectorExp {
  private VectorExp() {}

  static void exp(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_EXP)) {
        SCALAR.exp(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector z = v.fma(broadcast(DOUBLES, INV_LN2_16), broadcast(DOUBLES, MAGIC));
      LongVector n16 = z.reinterpretAsLongs();
      LongVector j = n16.and(15);
      DoubleVector p =
          (LANES == 8 ? j.selectFrom(POWER_0, POWER_8).reinterpretAsDoubles() : lookup(j, POWER));
      DoubleVector pLow =
          (LANES == 8
              ? j.selectFrom(POWER_LOW_0, POWER_LOW_8).reinterpretAsDoubles()
              : lookup(j, POWER_LOW));
      DoubleVector k = z.sub(MAGIC);
      DoubleVector r0 = k.fma(broadcast(DOUBLES, -LN2_16_HI), v);
      DoubleVector r = k.fma(broadcast(DOUBLES, -LN2_16_LO), r0);
      DoubleVector r2 = r.mul(r);
      DoubleVector high =
          broadcast(DOUBLES, C5)
              .fma(r, broadcast(DOUBLES, C4))
              .fma(r2, broadcast(DOUBLES, C3).fma(r, broadcast(DOUBLES, C2)));
      DoubleVector series = high.fma(r2, broadcast(DOUBLES, C1).fma(r, broadcast(DOUBLES, C0)));
      DoubleVector e = p.fma(series.fma(r2, r), pLow).add(p);
      n16.sub(j)
          .lanewise(VectorOperators.LSHL, 48)
          .add(e.reinterpretAsLongs())
          .reinterpretAsDoubles()
          .intoArray(y, yOffset + i);
    }
    SCALAR.exp(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void exp2(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, 1021)) {
        SCALAR.exp2(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector z = v.fma(broadcast(DOUBLES, 16.0), broadcast(DOUBLES, MAGIC));
      LongVector n16 = z.reinterpretAsLongs();
      LongVector j = n16.and(15);
      DoubleVector p =
          (LANES == 8 ? j.selectFrom(POWER_0, POWER_8).reinterpretAsDoubles() : lookup(j, POWER));
      DoubleVector pLow =
          (LANES == 8
              ? j.selectFrom(POWER_LOW_0, POWER_LOW_8).reinterpretAsDoubles()
              : lookup(j, POWER_LOW));
      DoubleVector r = z.sub(MAGIC).fma(broadcast(DOUBLES, -0.0625), v).mul(LN2);
      DoubleVector r2 = r.mul(r);
      DoubleVector high =
          broadcast(DOUBLES, C5)
              .fma(r, broadcast(DOUBLES, C4))
              .fma(r2, broadcast(DOUBLES, C3).fma(r, broadcast(DOUBLES, C2)));
      DoubleVector series = high.fma(r2, broadcast(DOUBLES, C1).fma(r, broadcast(DOUBLES, C0)));
      DoubleVector e = p.fma(series.fma(r2, r), pLow).add(p);
      n16.sub(j)
          .lanewise(VectorOperators.LSHL, 48)
          .add(e.reinterpretAsLongs())
          .reinterpretAsDoubles()
          .intoArray(y, yOffset + i);
    }
    SCALAR.exp2(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void expm1(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_EXP)) {
        SCALAR.expm1(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector z = v.fma(broadcast(DOUBLES, INV_LN2_16), broadcast(DOUBLES, MAGIC));
      LongVector n16 = z.reinterpretAsLongs();
      LongVector j = n16.and(15);
      DoubleVector p =
          (LANES == 8 ? j.selectFrom(POWER_0, POWER_8).reinterpretAsDoubles() : lookup(j, POWER));
      DoubleVector pLow =
          (LANES == 8
              ? j.selectFrom(POWER_LOW_0, POWER_LOW_8).reinterpretAsDoubles()
              : lookup(j, POWER_LOW));
      DoubleVector k = z.sub(MAGIC);
      DoubleVector r0 = k.fma(broadcast(DOUBLES, -LN2_16_HI), v);
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
      e.reinterpretAsLongs()
          .or(v.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(y, yOffset + i);
    }
    SCALAR.expm1(x, xOffset + i, y, yOffset + i, n - i);
  }
}
