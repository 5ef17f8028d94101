package dev.hadamard.kernel;

import static dev.hadamard.kernel.Lanes.*;
import static dev.hadamard.kernel.LogConstants.*;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Vector twins of {@link ScalarHyperbolic}: the same operations in the same order.
 *
 * <p>The bodies are flat on purpose, see {@link Lanes}.
 */
final class VectorInverseHyperbolic {
  private VectorInverseHyperbolic() {}

  static void asinh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, ScalarHyperbolic.FAST_INVERSE)) {
        SCALAR.asinh(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs();
      DoubleVector square = a.mul(a);
      DoubleVector w = square.div(square.add(1).sqrt().add(1));
      DoubleVector z = a.add(w);
      DoubleVector zLow = w.sub(z.sub(a));
      DoubleVector u = z.add(1);
      DoubleVector u0 = u.sub(z);
      DoubleVector uLow = z.sub(u.sub(u0)).add(broadcast(DOUBLES, 1.0).sub(u0)).add(zLow);
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
    SCALAR.asinh(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void acosh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!fromOne(v)) {
        SCALAR.acosh(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector t = v.sub(1);
      DoubleVector square = t.mul(t);
      DoubleVector squareLow = t.fma(t, square.neg());
      DoubleVector twice = t.mul(2);
      DoubleVector p = twice.add(square);
      DoubleVector b = p.sub(twice);
      DoubleVector pLow = twice.sub(p.sub(b)).add(square.sub(b)).add(squareLow);
      DoubleVector root = p.sqrt();
      DoubleVector rootLow =
          root.neg().fma(root, p).add(pLow).div(root.mul(2).max(Double.MIN_NORMAL));
      DoubleVector z = t.add(root);
      DoubleVector z0 = z.sub(t);
      DoubleVector zLow = t.sub(z.sub(z0)).add(root.sub(z0)).add(rootLow);
      DoubleVector u = z.add(1);
      DoubleVector u0 = u.sub(z);
      DoubleVector uLow = z.sub(u.sub(u0)).add(broadcast(DOUBLES, 1.0).sub(u0)).add(zLow);
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
      logarithm.intoArray(y, yOffset + i);
    }
    SCALAR.acosh(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void atanh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!inside(v)) {
        SCALAR.atanh(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs();
      DoubleVector d = broadcast(DOUBLES, 1.0).sub(a);
      DoubleVector dLow = broadcast(DOUBLES, 1.0).sub(d).sub(a);
      DoubleVector twice = a.mul(2);
      DoubleVector inverse = broadcast(DOUBLES, 1.0).div(d);
      DoubleVector z = twice.mul(inverse);
      DoubleVector zLow = z.neg().fma(d, twice).sub(z.mul(dLow)).mul(inverse);
      DoubleVector u = z.add(1);
      DoubleVector u0 = u.sub(z);
      DoubleVector uLow = z.sub(u.sub(u0)).add(broadcast(DOUBLES, 1.0).sub(u0)).add(zLow);
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
          .mul(0.5)
          .reinterpretAsLongs()
          .or(v.reinterpretAsLongs().and(SIGN))
          .reinterpretAsDoubles()
          .intoArray(y, yOffset + i);
    }
    SCALAR.atanh(x, xOffset + i, y, yOffset + i, n - i);
  }

  private static boolean fromOne(DoubleVector x) {
    return x.compare(VectorOperators.GE, 1.0)
        .and(x.compare(VectorOperators.LE, ScalarHyperbolic.FAST_INVERSE))
        .allTrue();
  }

  private static boolean inside(DoubleVector x) {
    return x.abs().compare(VectorOperators.LT, 1.0).allTrue();
  }
}
