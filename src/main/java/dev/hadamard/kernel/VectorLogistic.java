package dev.hadamard.kernel;

import static dev.hadamard.kernel.ExpConstants.*;
import static dev.hadamard.kernel.Lanes.*;
import static dev.hadamard.kernel.VectorExp.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Vector twins of {@link ScalarLogistic}; the same operations in the same order. */
final class VectorLogistic {
  private VectorLogistic() {}

  static void sigmoid(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_LOGISTIC)) {
        SCALAR.sigmoid(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs().neg();
      DoubleVector z = shifted(a);
      LongVector j = z.reinterpretAsLongs().and(15);
      DoubleVector s = power2(z);
      DoubleVector p = power(j);
      DoubleVector rest = p.fma(small(remainder(a, z)), powerLow(j));
      DoubleVector w = p.add(rest);
      DoubleVector t = s.mul(w);
      DoubleVector tLow = s.mul(rest.sub(w.sub(p)));
      DoubleVector d = t.add(1);
      DoubleVector dLow = t.sub(d.sub(1)).add(tLow);
      VectorMask<Double> positive = v.compare(VectorOperators.GE, 0.0);
      DoubleVector numerator = t.blend(1.0, positive);
      DoubleVector numeratorLow = tLow.blend(0.0, positive);
      DoubleVector inverse = constant(1.0).div(d);
      DoubleVector q = numerator.mul(inverse);
      DoubleVector left = VectorHyperbolic.quotientRemainder(q, numerator, numeratorLow, d, dLow);
      left.fma(inverse, q).intoArray(y, yOffset + i);
    }
    SCALAR.sigmoid(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void silu(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_LOGISTIC)) {
        SCALAR.silu(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs().neg();
      DoubleVector z = shifted(a);
      LongVector j = z.reinterpretAsLongs().and(15);
      DoubleVector s = power2(z);
      DoubleVector p = power(j);
      DoubleVector rest = p.fma(small(remainder(a, z)), powerLow(j));
      DoubleVector w = p.add(rest);
      DoubleVector t = s.mul(w);
      DoubleVector tLow = s.mul(rest.sub(w.sub(p)));
      DoubleVector d = t.add(1);
      DoubleVector dLow = t.sub(d.sub(1)).add(tLow);
      VectorMask<Double> positive = v.compare(VectorOperators.GE, 0.0);
      DoubleVector numerator = t.blend(1.0, positive);
      DoubleVector numeratorLow = tLow.blend(0.0, positive);
      DoubleVector inverse = constant(1.0).div(d);
      DoubleVector q = numerator.mul(inverse);
      DoubleVector left = VectorHyperbolic.quotientRemainder(q, numerator, numeratorLow, d, dLow);
      left.fma(inverse, q).mul(v).intoArray(y, yOffset + i);
    }
    SCALAR.silu(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void softplus(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_LOGISTIC)) {
        SCALAR.softplus(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs().neg();
      DoubleVector z = shifted(a);
      LongVector j = z.reinterpretAsLongs().and(15);
      DoubleVector s = power2(z);
      DoubleVector p = power(j);
      DoubleVector rest = p.fma(small(remainder(a, z)), powerLow(j));
      DoubleVector w = p.add(rest);
      DoubleVector t = s.mul(w);
      DoubleVector tLow = s.mul(rest.sub(w.sub(p)));
      DoubleVector u = t.add(1);
      DoubleVector uLow = VectorLog.sumLow(t, u).add(tLow);
      v.max(0.0).add(VectorLog.log(u, uLow)).intoArray(y, yOffset + i);
    }
    SCALAR.softplus(x, xOffset + i, y, yOffset + i, n - i);
  }
}
