package dev.hadamard.kernel;

import static dev.hadamard.kernel.ExpConstants.*;
import static dev.hadamard.kernel.Lanes.*;
import static dev.hadamard.kernel.VectorExp.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** Vector twins of {@link ScalarHyperbolic}; the same operations in the same order. */
final class VectorHyperbolic {
  private VectorHyperbolic() {}

  static void sinh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_EXP)) {
        SCALAR.sinh(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs();
      DoubleVector z = shifted(a);
      LongVector j = z.reinterpretAsLongs().and(15);
      DoubleVector s = power2(z);
      DoubleVector p = power(j);
      DoubleVector r = remainder(a, z);
      DoubleVector head = expm1Head(s, p, r);
      DoubleVector low = expm1Low(s, p, powerLow(j), r, remainderLow(a, z, r), head);
      DoubleVector e = head.add(low);
      DoubleVector eLow = low.sub(e.sub(head));
      DoubleVector d = e.add(1);
      DoubleVector dLow = sumLow(e, d, 1).add(eLow);
      DoubleVector inverse = constant(1.0).div(d);
      DoubleVector q = e.mul(inverse);
      DoubleVector qLow = quotientRemainder(q, e, eLow, d, dLow).mul(inverse);
      DoubleVector sum = e.add(q);
      DoubleVector sumLow = q.sub(sum.sub(e));
      DoubleVector twice = sum.add(sumLow.add(eLow.add(qLow)));
      withSign(twice.mul(0.5), v).intoArray(y, yOffset + i);
    }
    SCALAR.sinh(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void cosh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, FAST_EXP)) {
        SCALAR.cosh(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs();
      DoubleVector z = shifted(a);
      LongVector j = z.reinterpretAsLongs().and(15);
      DoubleVector s = power2(z);
      DoubleVector p = power(j);
      DoubleVector rest = p.fma(small(remainder(a, z)), powerLow(j));
      DoubleVector t = p.add(rest);
      DoubleVector e = s.mul(t);
      DoubleVector eLow = s.mul(rest.sub(t.sub(p)));
      DoubleVector inverse = constant(1.0).div(e);
      DoubleVector inverseLow =
          inverse.neg().fma(eLow, inverse.neg().fma(e, constant(1.0))).mul(inverse);
      DoubleVector sum = e.add(inverse);
      DoubleVector sumLow = inverse.sub(sum.sub(e));
      sum.add(sumLow.add(eLow.add(inverseLow))).mul(0.5).intoArray(y, yOffset + i);
    }
    SCALAR.cosh(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void tanh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      DoubleVector a = v.abs().min(ScalarHyperbolic.TANH_LIMIT).mul(2);
      DoubleVector z = shifted(a);
      LongVector j = z.reinterpretAsLongs().and(15);
      DoubleVector s = power2(z);
      DoubleVector p = power(j);
      DoubleVector r = remainder(a, z);
      DoubleVector head = expm1Head(s, p, r);
      DoubleVector low = expm1Low(s, p, powerLow(j), r, remainderLow(a, z, r), head);
      DoubleVector e = head.add(low);
      DoubleVector eLow = low.sub(e.sub(head));
      DoubleVector d = e.add(2);
      DoubleVector dLow = sumLow(e, d, 2).add(eLow);
      DoubleVector inverse = constant(1.0).div(d);
      DoubleVector q = e.mul(inverse);
      withSign(quotientRemainder(q, e, eLow, d, dLow).fma(inverse, q), v).intoArray(y, yOffset + i);
    }
    SCALAR.tanh(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void asinh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!within(v, ScalarHyperbolic.FAST_INVERSE)) {
        SCALAR.asinh(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs();
      DoubleVector square = a.mul(a);
      DoubleVector w = square.div(square.add(1).sqrt().add(1));
      DoubleVector z = a.add(w);
      DoubleVector u = z.add(1);
      DoubleVector uLow = sumLow(z, u, 1).add(w.sub(z.sub(a)));
      withSign(VectorLog.log(u, uLow), v).intoArray(y, yOffset + i);
    }
    SCALAR.asinh(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void acosh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!(v.compare(VectorOperators.GE, 1.0).allTrue()
          && within(v, ScalarHyperbolic.FAST_INVERSE))) {
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
      DoubleVector c = z.sub(t);
      DoubleVector zLow = t.sub(z.sub(c)).add(root.sub(c)).add(rootLow);
      DoubleVector u = z.add(1);
      VectorLog.log(u, sumLow(z, u, 1).add(zLow)).intoArray(y, yOffset + i);
    }
    SCALAR.acosh(x, xOffset + i, y, yOffset + i, n - i);
  }

  static void atanh(double[] x, int xOffset, double[] y, int yOffset, int n) {
    int i = 0;
    for (int bound = DOUBLES.loopBound(n); i < bound; i += LANES) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, xOffset + i);
      if (!inside(v)) {
        SCALAR.atanh(x, xOffset + i, y, yOffset + i, LANES);
        continue;
      }
      DoubleVector a = v.abs();
      DoubleVector d = constant(1.0).sub(a);
      DoubleVector dLow = constant(1.0).sub(d).sub(a);
      DoubleVector twice = a.mul(2);
      DoubleVector inverse = constant(1.0).div(d);
      DoubleVector z = twice.mul(inverse);
      DoubleVector zLow = z.neg().fma(d, twice).sub(z.mul(dLow)).mul(inverse);
      DoubleVector u = z.add(1);
      DoubleVector uLow = sumLow(z, u, 1).add(zLow);
      withSign(VectorLog.log(u, uLow).mul(0.5), v).intoArray(y, yOffset + i);
    }
    SCALAR.atanh(x, xOffset + i, y, yOffset + i, n - i);
  }

  private static boolean inside(DoubleVector x) {
    return x.abs().compare(VectorOperators.LT, 1.0).allTrue();
  }

  /** The rounding error of sum = e + addend. */
  private static DoubleVector sumLow(DoubleVector e, DoubleVector sum, double addend) {
    DoubleVector t = sum.sub(e);
    return e.sub(sum.sub(t)).add(constant(addend).sub(t));
  }

  /** The numerator left by q = (e + eLow) / (d + dLow). */
  static DoubleVector quotientRemainder(
      DoubleVector q, DoubleVector e, DoubleVector eLow, DoubleVector d, DoubleVector dLow) {
    DoubleVector negated = q.neg();
    return negated.fma(d, e).add(negated.fma(dLow, eLow));
  }
}
