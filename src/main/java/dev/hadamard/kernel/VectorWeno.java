package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScalarWeno} in vectors; the rest of a length goes to it. */
final class VectorWeno implements WenoKernels {
  private static final VectorSpecies<Double> SPECIES = VectorWidth.DOUBLE;
  private static final int LANES = SPECIES.length();
  private static final ScalarWeno SCALAR = new ScalarWeno();
  private static final DoubleVector QUARTER = c(0.25);
  private static final DoubleVector CURVE = c(13 / 12.0);
  private static final DoubleVector EPSILON = c(ScalarWeno.EPSILON);
  private static final DoubleVector MINUS_TWO = c(-2);
  private static final DoubleVector TWO = c(2);
  private static final DoubleVector THREE = c(3);
  private static final DoubleVector FOUR = c(4);
  private static final DoubleVector FIVE = c(5);
  private static final DoubleVector SIX = c(6);

  @Override
  public void fifth(double[] c, int cOffset, double[] face, int faceOffset, int n) {
    int i = 0;
    for (int bound = SPECIES.loopBound(n); i < bound; i += LANES) {
      DoubleVector b = DoubleVector.fromArray(SPECIES, c, cOffset + i - 1);
      DoubleVector d = DoubleVector.fromArray(SPECIES, c, cOffset + i);
      DoubleVector e = DoubleVector.fromArray(SPECIES, c, cOffset + i + 1);
      DoubleVector left = b.sub(DoubleVector.fromArray(SPECIES, c, cOffset + i - 2));
      DoubleVector mid = d.sub(b);
      DoubleVector right = e.sub(d);
      DoubleVector far = DoubleVector.fromArray(SPECIES, c, cOffset + i + 2).sub(e);
      DoubleVector s0 = smoothness(mid.sub(left), THREE.fma(mid, left.neg()));
      DoubleVector s1 = smoothness(right.sub(mid), mid.add(right));
      DoubleVector s2 = smoothness(far.sub(right), THREE.fma(right, far.neg()));
      DoubleVector q0 = s1.mul(s2);
      DoubleVector q1 = s0.mul(s2);
      DoubleVector q2 = s0.mul(s1);
      DoubleVector w0 = q0.mul(q0);
      DoubleVector w1 = q1.mul(SIX).mul(q1);
      DoubleVector w2 = q2.mul(THREE).mul(q2);
      DoubleVector r0 = FIVE.fma(mid, left.mul(MINUS_TWO));
      DoubleVector r1 = TWO.fma(right, mid);
      DoubleVector r2 = FOUR.fma(right, far.neg());
      DoubleVector sum = w0.fma(r0, w1.fma(r1, w2.mul(r2)));
      d.add(sum.div(w0.add(w1).add(w2).mul(SIX))).intoArray(face, faceOffset + i);
    }
    SCALAR.fifth(c, cOffset + i, face, faceOffset + i, n - i);
  }

  private static DoubleVector smoothness(DoubleVector u, DoubleVector v) {
    return u.mul(CURVE).fma(u, v.mul(QUARTER).fma(v, EPSILON));
  }

  @Override
  public void flux(
      double[] c, int cOffset, double[] velocity, double[] dispersion, double[] face, int n) {
    int f = 1;
    for (; f <= n - LANES; f += LANES) {
      DoubleVector slope =
          DoubleVector.fromArray(SPECIES, c, cOffset + f)
              .sub(DoubleVector.fromArray(SPECIES, c, cOffset + f - 1));
      DoubleVector.fromArray(SPECIES, face, f)
          .fma(
              DoubleVector.fromArray(SPECIES, velocity, f),
              DoubleVector.fromArray(SPECIES, dispersion, f).neg().mul(slope))
          .intoArray(face, f);
    }
    for (; f < n; f++) {
      double slope = c[cOffset + f] - c[cOffset + f - 1];
      face[f] = Math.fma(face[f], velocity[f], -dispersion[f] * slope);
    }
  }

  @Override
  public void divergence(double scale, double[] face, double[] out, int outOffset, int n) {
    int x = 0;
    for (int bound = SPECIES.loopBound(n); x < bound; x += LANES) {
      DoubleVector.fromArray(SPECIES, face, x)
          .sub(DoubleVector.fromArray(SPECIES, face, x + 1))
          .mul(scale)
          .intoArray(out, outOffset + x);
    }
    for (; x < n; x++) {
      out[outOffset + x] = scale * (face[x] - face[x + 1]);
    }
  }

  private static DoubleVector c(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
