package dev.hadamard.kernel;

import static dev.hadamard.kernel.Lanes.*;
import static dev.hadamard.kernel.LogConstants.*;
import static dev.hadamard.kernel.ScalarPower.*;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Vector twins of {@link ScalarPower}: the same operations in the same order.
 *
 * <p>The bodies are flat on purpose, see {@link Lanes}.
 */
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
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!normalPositive(v.abs())) {
        SCALAR.cbrt(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      LongVector bits = v.abs().reinterpretAsLongs();
      DoubleVector exponent =
          bits.lanewise(VectorOperators.LSHR, 12)
              .and(SHIFTED_EXPONENT)
              .or(V_BASE)
              .reinterpretAsDoubles()
              .sub(5119);
      DoubleVector z =
          exponent.fma(broadcast(DOUBLES, THIRD), broadcast(DOUBLES, ExpConstants.MAGIC));
      DoubleVector j = z.sub(ExpConstants.MAGIC).fma(broadcast(DOUBLES, -3.0), exponent);
      LongVector q = z.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      DoubleVector w = bits.sub(q.add(q.lanewise(VectorOperators.LSHL, 1))).reinterpretAsDoubles();
      DoubleVector m = bits.and(MANTISSA).or(ONE).reinterpretAsDoubles();
      DoubleVector m2 = m.mul(m);
      DoubleVector high =
          broadcast(DOUBLES, R5)
              .fma(m, broadcast(DOUBLES, R4))
              .fma(m2, broadcast(DOUBLES, R3).fma(m, broadcast(DOUBLES, R2)));
      DoubleVector factor =
          broadcast(DOUBLES, 1.0)
              .blend(CBRT_HALF, j.compare(VectorOperators.GT, 0.0))
              .blend(CBRT_2, j.compare(VectorOperators.LT, 0.0));
      DoubleVector y0 =
          high.fma(m2, broadcast(DOUBLES, R1).fma(m, broadcast(DOUBLES, R0))).mul(factor);
      DoubleVector h = w.mul(y0).neg().fma(y0.mul(y0), broadcast(DOUBLES, 1.0));
      DoubleVector y1 =
          y0.mul(h).fma(h.fma(broadcast(DOUBLES, TWO_NINTHS), broadcast(DOUBLES, THIRD)), y0);
      DoubleVector y2 = y1.mul(y1);
      DoubleVector root = w.mul(y2);
      DoubleVector square = root.mul(root);
      DoubleVector squareLow = root.fma(root, square.neg());
      DoubleVector residual = squareLow.neg().fma(root, square.neg().fma(root, w));
      DoubleVector corrected = residual.mul(y2).fma(broadcast(DOUBLES, THIRD), root);
      LongVector scaled = corrected.reinterpretAsLongs().add(q);
      scaled.or(v.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles().intoArray(y, yOffset + i);
    }
    SCALAR.cbrt(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void pow(
      double[] xs, int xOffset, double[] ys, int yOffset, double[] zs, int zOffset, int n) {
    int i = 0;
    for (int bound = tableLoopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, xs, xOffset + i);
      DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, yOffset + i);
      boolean positive = normalPositive(v);
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
          broadcast(DOUBLES, P8)
              .fma(f2, broadcast(DOUBLES, P6))
              .fma(f2, broadcast(DOUBLES, P4))
              .fma(f2, broadcast(DOUBLES, P2))
              .fma(f2, broadcast(DOUBLES, P0));
      DoubleVector odd =
          broadcast(DOUBLES, P7)
              .fma(f2, broadcast(DOUBLES, P5))
              .fma(f2, broadcast(DOUBLES, P3))
              .fma(f2, broadcast(DOUBLES, P1));
      DoubleVector series = odd.fma(f, even);
      DoubleVector f2Low = f.fma(f, f2.neg());
      DoubleVector tail = series.mul(f);
      DoubleVector third = tail.add(THIRD);
      DoubleVector thirdLow = tail.sub(third.sub(THIRD)).add(THIRD_LOW);
      DoubleVector cube = f.mul(f2);
      DoubleVector cubeLow = f.fma(f2Low, f.fma(f2, cube.neg()));
      DoubleVector p = cube.mul(third);
      DoubleVector pLow = cube.fma(third, p.neg()).add(cube.fma(thirdLow, cubeLow.mul(third)));
      DoubleVector half = f2.mul(-0.5);
      DoubleVector w1 = hi.add(f);
      DoubleVector w2 = w1.add(half);
      DoubleVector w3 = w2.add(p);
      DoubleVector rest1 = hi.sub(w1).add(f).add(lo);
      DoubleVector rest2 = w1.sub(w2).add(half).add(f2Low.fma(broadcast(DOUBLES, -0.5), pLow));
      DoubleVector rest = rest1.add(rest2).add(w2.sub(w3).add(p));
      DoubleVector log = w3.add(rest);
      DoubleVector logLow = rest.sub(log.sub(w3));
      DoubleVector t = y.mul(log);
      DoubleVector tLow = y.fma(logLow, y.fma(log, t.neg()));
      if (!positive || !t.abs().compare(VectorOperators.LE, FAST_POW).allTrue()) {
        SCALAR.pow(xs, xOffset + i, ys, yOffset + i, zs, zOffset + i, LANES);
        continue;
      }
      DoubleVector z =
          t.fma(
              broadcast(DOUBLES, ExpConstants.INV_LN2_16), broadcast(DOUBLES, ExpConstants.MAGIC));
      LongVector n16 = z.reinterpretAsLongs();
      LongVector i16 = n16.and(15);
      DoubleVector power =
          (LANES == 8
              ? i16.selectFrom(POWER_0, POWER_8).reinterpretAsDoubles()
              : lookup(i16, ExpConstants.POWER));
      DoubleVector powerLow =
          (LANES == 8
              ? i16.selectFrom(POWER_LOW_0, POWER_LOW_8).reinterpretAsDoubles()
              : lookup(i16, ExpConstants.POWER_LOW));
      DoubleVector kd = z.sub(ExpConstants.MAGIC);
      DoubleVector r0 = kd.fma(broadcast(DOUBLES, -ExpConstants.LN2_16_HI), t);
      DoubleVector r = kd.fma(broadcast(DOUBLES, -ExpConstants.LN2_16_LO), r0).add(tLow);
      DoubleVector r2 = r.mul(r);
      DoubleVector high =
          broadcast(DOUBLES, ExpConstants.C5)
              .fma(r, broadcast(DOUBLES, ExpConstants.C4))
              .fma(
                  r2,
                  broadcast(DOUBLES, ExpConstants.C3).fma(r, broadcast(DOUBLES, ExpConstants.C2)));
      DoubleVector q =
          high.fma(
              r2, broadcast(DOUBLES, ExpConstants.C1).fma(r, broadcast(DOUBLES, ExpConstants.C0)));
      DoubleVector result = power.fma(q.fma(r2, r), powerLow).add(power);
      n16.sub(i16)
          .lanewise(VectorOperators.LSHL, 48)
          .add(result.reinterpretAsLongs())
          .reinterpretAsDoubles()
          .intoArray(zs, zOffset + i);
    }
    SCALAR.pow(xs, xOffset + i, ys, yOffset + i, zs, zOffset + i, n - i);
  }

  static void hypot(
      double[] xs, int xOffset, double[] ys, int yOffset, double[] zs, int zOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, xs, xOffset + i).abs();
      DoubleVector y = DoubleVector.fromArray(DOUBLES, ys, yOffset + i).abs();
      DoubleVector a = x.max(y);
      DoubleVector b = x.min(y);
      VectorMask<Double> high = a.compare(VectorOperators.LE, HYPOT_HIGH);
      VectorMask<Double> low = a.compare(VectorOperators.GE, HYPOT_LOW);
      if (!high.and(low).allTrue()) {
        SCALAR.hypot(xs, xOffset + i, ys, yOffset + i, zs, zOffset + i, LANES);
        continue;
      }
      DoubleVector h = a.fma(a, b.mul(b)).sqrt();
      DoubleVector h2 = h.mul(h);
      DoubleVector a2 = a.mul(a);
      DoubleVector correction =
          b.neg().fma(b, h2.sub(a2)).add(h.fma(h, h2.neg())).sub(a.fma(a, a2.neg()));
      h.sub(correction.div(h.mul(2))).intoArray(zs, zOffset + i);
    }
    SCALAR.hypot(xs, xOffset + i, ys, yOffset + i, zs, zOffset + i, n - i);
  }
}
