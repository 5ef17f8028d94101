package dev.hadamard.kernel;

import static dev.hadamard.kernel.Lanes.*;
import static dev.hadamard.kernel.LogConstants.*;
import static dev.hadamard.kernel.ScalarPower.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** Vector twins of {@link ScalarPower}; the same operations in the same order. */
final class VectorPower {
  private VectorPower() {}

  static void sqrt(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      v.sqrt().intoArray(y, yOffset + i);
    }
    SCALAR.sqrt(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void cbrt(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      DoubleVector a = v.abs();
      if (!normalPositive(a)) {
        SCALAR.cbrt(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      LongVector bits = a.reinterpretAsLongs();
      DoubleVector exponent = VectorLog.biasedExponent(bits).sub(5119);
      DoubleVector z = exponent.fma(constant(THIRD), constant(ExpConstants.MAGIC));
      DoubleVector j = z.sub(ExpConstants.MAGIC).fma(constant(-3.0), exponent);
      LongVector q = z.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      DoubleVector w = bits.sub(q.add(q.lanewise(VectorOperators.LSHL, 1))).reinterpretAsDoubles();
      DoubleVector y0 = inverseRoot(VectorLog.mantissa(bits), j);
      DoubleVector h = w.mul(y0).neg().fma(y0.mul(y0), constant(1.0));
      DoubleVector y1 = y0.mul(h).fma(h.fma(constant(TWO_NINTHS), constant(THIRD)), y0);
      DoubleVector root = corrected(w, y1.mul(y1));
      DoubleVector result = root.reinterpretAsLongs().add(q).reinterpretAsDoubles();
      withSign(result, v).intoArray(y, yOffset + i);
    }
    SCALAR.cbrt(x, xOffset + i, y, yOffset + i, n - i);
  }

  private static DoubleVector inverseRoot(DoubleVector m, DoubleVector j) {
    DoubleVector m2 = m.mul(m);
    DoubleVector high =
        constant(R5).fma(m, constant(R4)).fma(m2, constant(R3).fma(m, constant(R2)));
    DoubleVector factor =
        constant(1.0)
            .blend(CBRT_HALF, j.compare(VectorOperators.GT, 0.0))
            .blend(CBRT_2, j.compare(VectorOperators.LT, 0.0));
    return high.fma(m2, constant(R1).fma(m, constant(R0))).mul(factor);
  }

  private static DoubleVector corrected(DoubleVector w, DoubleVector y2) {
    DoubleVector root = w.mul(y2);
    DoubleVector square = root.mul(root);
    DoubleVector squareLow = root.fma(root, square.neg());
    DoubleVector residual = squareLow.neg().fma(root, square.neg().fma(root, w));
    return residual.mul(y2).fma(constant(THIRD), root);
  }

  static void pow(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      DoubleVector e = DoubleVector.fromArray(DOUBLES, y, yOffset + i);
      LongVector bits = v.reinterpretAsLongs();
      LongVector j = VectorLog.index(bits);
      DoubleVector f = VectorLog.mantissa(bits).fma(VectorLog.reciprocal(j), constant(-1.0));
      DoubleVector exponent = VectorLog.biasedExponent(bits);
      DoubleVector hi = exponent.fma(constant(LN2_HI), VectorLog.logHi(j));
      DoubleVector lo = exponent.fma(constant(LN2_LO), VectorLog.logLo(j));
      DoubleVector square = f.mul(f);
      DoubleVector squareLow = f.fma(f, square.neg());
      DoubleVector c = polynomial(f).mul(f);
      DoubleVector third = c.add(THIRD);
      DoubleVector thirdLow = c.sub(third.sub(THIRD)).add(THIRD_LOW);
      DoubleVector cube = f.mul(square);
      DoubleVector cubeLow = f.fma(squareLow, f.fma(square, cube.neg()));
      DoubleVector p = cube.mul(third);
      DoubleVector pLow = cube.fma(third, p.neg()).add(cube.fma(thirdLow, cubeLow.mul(third)));
      DoubleVector half = square.mul(-0.5);
      DoubleVector w1 = hi.add(f);
      DoubleVector w2 = w1.add(half);
      DoubleVector w3 = w2.add(p);
      DoubleVector rest1 = hi.sub(w1).add(f).add(lo);
      DoubleVector rest2 = w1.sub(w2).add(half).add(squareLow.fma(constant(-0.5), pLow));
      DoubleVector rest = rest1.add(rest2).add(w2.sub(w3).add(p));
      DoubleVector log = w3.add(rest);
      DoubleVector logLow = rest.sub(log.sub(w3));
      DoubleVector t = e.mul(log);
      DoubleVector tLow = e.fma(logLow, e.fma(log, t.neg()));
      if (!(normalPositive(v) && within(t, FAST_POW))) {
        SCALAR.pow(x, xOffset + i, y, yOffset + i, z, zOffset + i, LANES);
        continue;
      }
      DoubleVector shifted = VectorExp.shifted(t);
      LongVector n16 = shifted.reinterpretAsLongs();
      LongVector k = n16.and(15);
      DoubleVector power = VectorExp.power(k);
      DoubleVector r = VectorExp.remainder(t, shifted).add(tLow);
      DoubleVector result = power.fma(VectorExp.small(r), VectorExp.powerLow(k)).add(power);
      n16.sub(k)
          .lanewise(VectorOperators.LSHL, 48)
          .add(result.reinterpretAsLongs())
          .reinterpretAsDoubles()
          .intoArray(z, zOffset + i);
    }
    SCALAR.pow(x, xOffset + i, y, yOffset + i, z, zOffset + i, n - i);
  }

  private static DoubleVector polynomial(DoubleVector f) {
    DoubleVector f2 = f.mul(f);
    DoubleVector even =
        constant(P8)
            .fma(f2, constant(P6))
            .fma(f2, constant(P4))
            .fma(f2, constant(P2))
            .fma(f2, constant(P0));
    DoubleVector odd =
        constant(P7).fma(f2, constant(P5)).fma(f2, constant(P3)).fma(f2, constant(P1));
    return odd.fma(f, even);
  }

  static void hypot(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i).abs();
      DoubleVector w = DoubleVector.fromArray(DOUBLES, y, yOffset + i).abs();
      DoubleVector a = v.max(w);
      DoubleVector b = v.min(w);
      boolean fast =
          a.compare(VectorOperators.GE, HYPOT_LOW)
              .and(a.compare(VectorOperators.LE, HYPOT_HIGH))
              .allTrue();
      if (!fast) {
        SCALAR.hypot(x, xOffset + i, y, yOffset + i, z, zOffset + i, LANES);
        continue;
      }
      DoubleVector h = a.fma(a, b.mul(b)).sqrt();
      DoubleVector h2 = h.mul(h);
      DoubleVector a2 = a.mul(a);
      DoubleVector correction =
          b.neg().fma(b, h2.sub(a2)).add(h.fma(h, h2.neg())).sub(a.fma(a, a2.neg()));
      h.sub(correction.div(h.mul(2))).intoArray(z, zOffset + i);
    }
    SCALAR.hypot(x, xOffset + i, y, yOffset + i, z, zOffset + i, n - i);
  }
}
