package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarFourierSeries} in vectors of angles, four at a time as each step waits for the one
 * before; the rest of a length goes to it.
 */
final class VectorFourierSeries implements FourierSeriesKernels {
  private static final VectorSpecies<Double> SPECIES = VectorWidth.DOUBLE;
  private static final int LANES = SPECIES.length();

  @Override
  public void sum(
      double[] re,
      double[] im,
      int terms,
      double[] cos,
      double[] sin,
      double[] out,
      int outOffset,
      int n) {
    int i = 0;
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      four(re, im, terms, cos, sin, i, out, outOffset);
    }
    for (; i <= n - LANES; i += LANES) {
      one(re, im, terms, cos, sin, i, out, outOffset);
    }
    ScalarFourierSeries.sum(re, im, terms, cos, sin, i, out, outOffset, n);
  }

  private static void four(
      double[] re,
      double[] im,
      int terms,
      double[] cos,
      double[] sin,
      int i,
      double[] out,
      int outOffset) {
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, cos, i);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, cos, i + LANES);
    DoubleVector c2 = DoubleVector.fromArray(SPECIES, cos, i + 2 * LANES);
    DoubleVector c3 = DoubleVector.fromArray(SPECIES, cos, i + 3 * LANES);
    DoubleVector s0 = DoubleVector.fromArray(SPECIES, sin, i);
    DoubleVector s1 = DoubleVector.fromArray(SPECIES, sin, i + LANES);
    DoubleVector s2 = DoubleVector.fromArray(SPECIES, sin, i + 2 * LANES);
    DoubleVector s3 = DoubleVector.fromArray(SPECIES, sin, i + 3 * LANES);
    DoubleVector a0 = DoubleVector.broadcast(SPECIES, re[terms - 1]);
    DoubleVector b0 = DoubleVector.broadcast(SPECIES, im[terms - 1]);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b1 = b0;
    DoubleVector b2 = b0;
    DoubleVector b3 = b0;
    for (int m = terms - 2; m >= 0; m--) {
      DoubleVector x = DoubleVector.broadcast(SPECIES, re[m]);
      DoubleVector y = DoubleVector.broadcast(SPECIES, im[m]);
      DoubleVector n0 = a0.fma(c0, b0.neg().fma(s0, x));
      DoubleVector n1 = a1.fma(c1, b1.neg().fma(s1, x));
      DoubleVector n2 = a2.fma(c2, b2.neg().fma(s2, x));
      DoubleVector n3 = a3.fma(c3, b3.neg().fma(s3, x));
      b0 = a0.fma(s0, b0.fma(c0, y));
      b1 = a1.fma(s1, b1.fma(c1, y));
      b2 = a2.fma(s2, b2.fma(c2, y));
      b3 = a3.fma(s3, b3.fma(c3, y));
      a0 = n0;
      a1 = n1;
      a2 = n2;
      a3 = n3;
    }
    a0.intoArray(out, outOffset + i);
    a1.intoArray(out, outOffset + i + LANES);
    a2.intoArray(out, outOffset + i + 2 * LANES);
    a3.intoArray(out, outOffset + i + 3 * LANES);
  }

  private static void one(
      double[] re,
      double[] im,
      int terms,
      double[] cos,
      double[] sin,
      int i,
      double[] out,
      int outOffset) {
    DoubleVector c = DoubleVector.fromArray(SPECIES, cos, i);
    DoubleVector s = DoubleVector.fromArray(SPECIES, sin, i);
    DoubleVector a = DoubleVector.broadcast(SPECIES, re[terms - 1]);
    DoubleVector b = DoubleVector.broadcast(SPECIES, im[terms - 1]);
    for (int m = terms - 2; m >= 0; m--) {
      DoubleVector next = a.fma(c, b.neg().fma(s, DoubleVector.broadcast(SPECIES, re[m])));
      b = a.fma(s, b.fma(c, DoubleVector.broadcast(SPECIES, im[m])));
      a = next;
    }
    a.intoArray(out, outOffset + i);
  }
}
