package dev.hadamard.kernel;

import static dev.hadamard.kernel.Lanes.SCALAR;
import static dev.hadamard.kernel.ScalarFloat.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vector twins of {@link ScalarFloat}; the same operations in the same order. */
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
      FloatVector z = shifted(v);
      FloatVector r = remainder(v, z);
      FloatVector s = r.add(1);
      FloatVector e = polynomial(r).fma(r.mul(r), r.sub(s.sub(1))).add(s);
      IntVector k = z.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      k.add(e.reinterpretAsInts()).reinterpretAsFloats().intoArray(y, yOffset + i);
    }
    SCALAR.exp(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = FLOATS.loopBound(n); i < bound; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i);
      FloatVector a = v.abs().min(TANH_LIMIT).mul(2);
      FloatVector z = shifted(a);
      FloatVector r = remainder(a, z);
      FloatVector s = power2(z);
      FloatVector h = s.sub(1);
      FloatVector t = s.mul(r);
      FloatVector head = h.add(t);
      FloatVector tail = polynomial(r).fma(r.mul(r), remainderLow(a, z, r));
      FloatVector low = s.fma(tail, h.sub(head).add(t));
      FloatVector e = head.add(low);
      FloatVector eLow = low.sub(e.sub(head));
      FloatVector d = e.add(2);
      FloatVector b = d.sub(e);
      FloatVector dLow = e.sub(d.sub(b)).add(constant(2).sub(b)).add(eLow);
      FloatVector inverse = constant(1).div(d);
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
      FloatVector z = shifted(a);
      FloatVector r = remainder(a, z);
      FloatVector s = r.add(1);
      FloatVector low = polynomial(r).fma(r.mul(r), r.sub(s.sub(1)).add(remainderLow(a, z, r)));
      FloatVector w = s.add(low);
      FloatVector scale = power2(z);
      FloatVector t = scale.mul(w);
      FloatVector tLow = scale.mul(low.sub(w.sub(s)));
      FloatVector d = t.add(1);
      FloatVector dLow = t.sub(d.sub(1)).add(tLow);
      VectorMask<Float> positive = v.compare(VectorOperators.GE, 0f);
      FloatVector numerator = t.blend(1f, positive);
      FloatVector numeratorLow = tLow.blend(0f, positive);
      FloatVector inverse = constant(1).div(d);
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
      FloatVector q = logPolynomial(f).fma(f, constant(-0.5f));
      FloatVector hi = k.mul(LN2_HI);
      FloatVector w = hi.add(f);
      FloatVector low = k.fma(constant(LN2_LO), hi.sub(w).add(f));
      q.fma(f.mul(f), low).add(w).intoArray(y, yOffset + i);
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

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  private static boolean within(FloatVector x, float bound) {
    return x.abs().compare(VectorOperators.LE, bound).allTrue();
  }

  private static boolean normalPositive(FloatVector x) {
    return x.compare(VectorOperators.GE, Float.MIN_NORMAL)
        .and(x.compare(VectorOperators.LE, Float.MAX_VALUE))
        .allTrue();
  }

  private static FloatVector shifted(FloatVector x) {
    return x.fma(constant(INV_LN2), constant(MAGIC));
  }

  private static FloatVector remainder(FloatVector x, FloatVector z) {
    FloatVector k = z.sub(MAGIC);
    return k.fma(constant(-LN2_LO), k.fma(constant(-LN2_HI), x));
  }

  private static FloatVector remainderLow(FloatVector x, FloatVector z, FloatVector r) {
    FloatVector k = z.sub(MAGIC);
    return k.fma(constant(-LN2_LO), k.fma(constant(-LN2_HI), x).sub(r));
  }

  private static FloatVector polynomial(FloatVector r) {
    FloatVector r2 = r.mul(r);
    FloatVector high = constant(C5).fma(r, constant(C4)).fma(r2, constant(C3).fma(r, constant(C2)));
    return high.fma(r2, constant(C1).fma(r, constant(C0)));
  }

  private static FloatVector power2(FloatVector z) {
    return z.reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, 23)
        .add(IntVector.broadcast(INTS, ONE))
        .reinterpretAsFloats();
  }

  private static FloatVector logPolynomial(FloatVector f) {
    FloatVector f2 = f.mul(f);
    FloatVector even =
        constant(A8)
            .fma(f2, constant(A6))
            .fma(f2, constant(A4))
            .fma(f2, constant(A2))
            .fma(f2, constant(A0));
    FloatVector odd =
        constant(A7).fma(f2, constant(A5)).fma(f2, constant(A3)).fma(f2, constant(A1));
    return odd.fma(f, even);
  }
}
