package dev.hadamard.kernel;

import static dev.hadamard.kernel.ExpConstants.*;
import static dev.hadamard.kernel.Lanes.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** Vector twins of {@link ScalarExp}; the same operations in the same order. */
final class VectorExp {
  private static final LongVector POWER_0 = half(POWER, 0);
  private static final LongVector POWER_8 = half(POWER, 8);
  private static final LongVector POWER_LOW_0 = half(POWER_LOW, 0);
  private static final LongVector POWER_LOW_8 = half(POWER_LOW, 8);

  private VectorExp() {}

  static void exp(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_EXP)) {
        SCALAR.exp(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector z = shifted(v);
      LongVector n16 = z.reinterpretAsLongs();
      LongVector j = n16.and(15);
      DoubleVector p = power(j);
      DoubleVector e = p.fma(small(remainder(v, z)), powerLow(j)).add(p);
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
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, 1021)) {
        SCALAR.exp2(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector z = v.fma(constant(16.0), constant(MAGIC));
      LongVector n16 = z.reinterpretAsLongs();
      LongVector j = n16.and(15);
      DoubleVector p = power(j);
      DoubleVector r = z.sub(MAGIC).fma(constant(-0.0625), v).mul(LN2);
      DoubleVector e = p.fma(small(r), powerLow(j)).add(p);
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
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_EXP)) {
        SCALAR.expm1(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector z = shifted(v);
      LongVector j = z.reinterpretAsLongs().and(15);
      DoubleVector s = power2(z);
      DoubleVector p = power(j);
      DoubleVector r = remainder(v, z);
      DoubleVector head = expm1Head(s, p, r);
      DoubleVector low = expm1Low(s, p, powerLow(j), r, remainderLow(v, z, r), head);
      withSign(head.add(low), v).intoArray(y, yOffset + i);
    }
    SCALAR.expm1(x, xOffset + i, y, yOffset + i, n - i);
  }

  static DoubleVector shifted(DoubleVector x) {
    return x.fma(constant(INV_LN2_16), constant(MAGIC));
  }

  static DoubleVector remainder(DoubleVector x, DoubleVector z) {
    DoubleVector k = z.sub(MAGIC);
    return k.fma(constant(-LN2_16_LO), k.fma(constant(-LN2_16_HI), x));
  }

  static DoubleVector remainderLow(DoubleVector x, DoubleVector z, DoubleVector r) {
    DoubleVector k = z.sub(MAGIC);
    return k.fma(constant(-LN2_16_LO), k.fma(constant(-LN2_16_HI), x).sub(r));
  }

  static DoubleVector small(DoubleVector r) {
    return polynomial(r).fma(r.mul(r), r);
  }

  static DoubleVector polynomial(DoubleVector r) {
    DoubleVector r2 = r.mul(r);
    DoubleVector high =
        constant(C5).fma(r, constant(C4)).fma(r2, constant(C3).fma(r, constant(C2)));
    return high.fma(r2, constant(C1).fma(r, constant(C0)));
  }

  static DoubleVector power(LongVector j) {
    return lookup(j, POWER_0, POWER_8, POWER);
  }

  static DoubleVector powerLow(LongVector j) {
    return lookup(j, POWER_LOW_0, POWER_LOW_8, POWER_LOW);
  }

  static DoubleVector power2(DoubleVector z) {
    return z.reinterpretAsLongs()
        .and(-16L)
        .lanewise(VectorOperators.LSHL, 48)
        .add(LogConstants.ONE)
        .reinterpretAsDoubles();
  }

  static DoubleVector expm1Head(DoubleVector s, DoubleVector power, DoubleVector r) {
    return s.mul(power).sub(1).add(s.mul(power.mul(r)));
  }

  static DoubleVector expm1Low(
      DoubleVector s,
      DoubleVector power,
      DoubleVector powerLow,
      DoubleVector r,
      DoubleVector rLow,
      DoubleVector head) {
    DoubleVector a = s.mul(power);
    DoubleVector h = a.sub(1);
    DoubleVector b = h.sub(a);
    DoubleVector hLow = a.sub(h.sub(b)).add(constant(-1.0).sub(b));
    DoubleVector product = power.mul(r);
    DoubleVector t = s.mul(product);
    DoubleVector tLow = power.fma(r, product.neg());
    DoubleVector headLow = h.sub(head).add(t);
    DoubleVector tail = polynomial(r).mul(r.mul(r));
    DoubleVector rest = power.fma(tail.add(rLow), powerLow.add(tLow));
    return s.fma(rest, headLow.add(hLow));
  }
}
