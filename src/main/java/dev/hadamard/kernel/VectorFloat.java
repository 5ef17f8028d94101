package dev.hadamard.kernel;

import static dev.hadamard.kernel.Lanes.SCALAR;
import static dev.hadamard.kernel.ScalarFloat.*;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector twins of {@link ScalarFloat}: the same operations in the same order.
 *
 * <p>The bodies are flat on purpose, see {@link Lanes}.
 */
final class VectorFloat {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final int SIGN = 0x80000000;

  private VectorFloat() {}

  static void exp(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = FLOATS.loopBound(n); i < bound; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i);
      if (!within(v, FAST_EXP)) {
        SCALAR.exp(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      FloatVector z = v.fma(broadcast(FLOATS, INV_LN2), broadcast(FLOATS, MAGIC));
      FloatVector k = z.sub(MAGIC);
      FloatVector r0 = k.fma(broadcast(FLOATS, -LN2_HI), v);
      FloatVector r = k.fma(broadcast(FLOATS, -LN2_LO), r0);
      FloatVector r2 = r.mul(r);
      FloatVector high =
          broadcast(FLOATS, C5)
              .fma(r, broadcast(FLOATS, C4))
              .fma(r2, broadcast(FLOATS, C3).fma(r, broadcast(FLOATS, C2)));
      FloatVector series = high.fma(r2, broadcast(FLOATS, C1).fma(r, broadcast(FLOATS, C0)));
      FloatVector s = r.add(1);
      FloatVector e = series.fma(r2, r.sub(s.sub(1))).add(s);
      IntVector exponent = z.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      exponent.add(e.reinterpretAsInts()).reinterpretAsFloats().intoArray(y, yOffset + i);
    }
    SCALAR.exp(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = FLOATS.loopBound(n); i < bound; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i);
      FloatVector magnitude = v.abs();
      FloatVector capped =
          magnitude.blend(TANH_LIMIT, magnitude.compare(VectorOperators.GT, TANH_LIMIT));
      FloatVector a = capped.add(capped);
      FloatVector z = a.fma(broadcast(FLOATS, INV_LN2), broadcast(FLOATS, MAGIC));
      FloatVector k = z.sub(MAGIC);
      FloatVector r0 = k.fma(broadcast(FLOATS, -LN2_HI), a);
      FloatVector r = k.fma(broadcast(FLOATS, -LN2_LO), r0);
      FloatVector r2 = r.mul(r);
      FloatVector high =
          broadcast(FLOATS, C5)
              .fma(r, broadcast(FLOATS, C4))
              .fma(r2, broadcast(FLOATS, C3).fma(r, broadcast(FLOATS, C2)));
      FloatVector series = high.fma(r2, broadcast(FLOATS, C1).fma(r, broadcast(FLOATS, C0)));
      FloatVector s =
          z.reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, 23)
              .add(IntVector.broadcast(INTS, ONE))
              .reinterpretAsFloats();
      FloatVector h = s.sub(1);
      FloatVector t = s.mul(r);
      FloatVector head = h.add(t);
      FloatVector tail = series.fma(r2, k.fma(broadcast(FLOATS, -LN2_LO), r0.sub(r)));
      FloatVector low = s.fma(tail, h.sub(head).add(t));
      FloatVector e = head.add(low);
      FloatVector eLow = low.sub(e.sub(head));
      FloatVector d = e.add(2);
      FloatVector b = d.sub(e);
      FloatVector dLow = e.sub(d.sub(b)).add(broadcast(FLOATS, 2).sub(b)).add(eLow);
      FloatVector inverse = broadcast(FLOATS, 1).div(d);
      FloatVector q = e.mul(inverse);
      FloatVector left = q.neg().fma(d, e).add(q.neg().fma(dLow, eLow));
      IntVector result = left.fma(inverse, q).reinterpretAsInts();
      result.or(v.reinterpretAsInts().and(SIGN)).reinterpretAsFloats().intoArray(y, yOffset + i);
    }
    SCALAR.tanh(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = FLOATS.loopBound(n); i < bound; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i);
      if (!within(v, FAST_LOGISTIC)) {
        SCALAR.sigmoid(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      FloatVector a = v.abs().neg();
      FloatVector z = a.fma(broadcast(FLOATS, INV_LN2), broadcast(FLOATS, MAGIC));
      FloatVector k = z.sub(MAGIC);
      FloatVector r0 = k.fma(broadcast(FLOATS, -LN2_HI), a);
      FloatVector r = k.fma(broadcast(FLOATS, -LN2_LO), r0);
      FloatVector r2 = r.mul(r);
      FloatVector high =
          broadcast(FLOATS, C5)
              .fma(r, broadcast(FLOATS, C4))
              .fma(r2, broadcast(FLOATS, C3).fma(r, broadcast(FLOATS, C2)));
      FloatVector series = high.fma(r2, broadcast(FLOATS, C1).fma(r, broadcast(FLOATS, C0)));
      FloatVector s = r.add(1);
      FloatVector low =
          series.fma(r2, r.sub(s.sub(1)).add(k.fma(broadcast(FLOATS, -LN2_LO), r0.sub(r))));
      FloatVector w = s.add(low);
      FloatVector scale =
          z.reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, 23)
              .add(IntVector.broadcast(INTS, ONE))
              .reinterpretAsFloats();
      FloatVector t = scale.mul(w);
      FloatVector tLow = scale.mul(low.sub(w.sub(s)));
      FloatVector d = t.add(1);
      FloatVector dLow = t.sub(d.sub(1)).add(tLow);
      VectorMask<Float> positive = v.compare(VectorOperators.GE, 0f);
      FloatVector numerator = t.blend(1f, positive);
      FloatVector numeratorLow = tLow.blend(0f, positive);
      FloatVector inverse = broadcast(FLOATS, 1).div(d);
      FloatVector q = numerator.mul(inverse);
      FloatVector left = q.neg().fma(d, numerator).add(q.neg().fma(dLow, numeratorLow));
      left.fma(inverse, q).intoArray(y, yOffset + i);
    }
    SCALAR.sigmoid(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = FLOATS.loopBound(n); i < bound; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i);
      if (!normalPositive(v)) {
        SCALAR.log(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      IntVector bits = v.reinterpretAsInts();
      IntVector t = bits.sub(SQRT_HALF);
      FloatVector k =
          (FloatVector) t.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
      FloatVector f = bits.sub(t.and(EXPONENT)).reinterpretAsFloats().sub(1);
      FloatVector f2 = f.mul(f);
      FloatVector even =
          broadcast(FLOATS, A8)
              .fma(f2, broadcast(FLOATS, A6))
              .fma(f2, broadcast(FLOATS, A4))
              .fma(f2, broadcast(FLOATS, A2))
              .fma(f2, broadcast(FLOATS, A0));
      FloatVector odd =
          broadcast(FLOATS, A7)
              .fma(f2, broadcast(FLOATS, A5))
              .fma(f2, broadcast(FLOATS, A3))
              .fma(f2, broadcast(FLOATS, A1));
      FloatVector q = odd.fma(f, even).fma(f, broadcast(FLOATS, -0.5f));
      FloatVector hi = k.mul(LN2_HI);
      FloatVector w = hi.add(f);
      FloatVector low = k.fma(broadcast(FLOATS, LN2_LO), hi.sub(w).add(f));
      q.fma(f2, low).add(w).intoArray(y, yOffset + i);
    }
    SCALAR.log(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void sqrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = FLOATS.loopBound(n); i < bound; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i);
      v.sqrt().intoArray(y, yOffset + i);
    }
    SCALAR.sqrt(x, xOffset + i, y, yOffset + i, n - i);
  }

  private static boolean within(FloatVector x, float bound) {
    return x.abs().compare(VectorOperators.LE, bound).allTrue();
  }

  private static boolean normalPositive(FloatVector x) {
    return x.compare(VectorOperators.GE, Float.MIN_NORMAL)
        .and(x.compare(VectorOperators.LE, Float.MAX_VALUE))
        .allTrue();
  }
}
