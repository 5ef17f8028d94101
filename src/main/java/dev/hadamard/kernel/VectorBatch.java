package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The elementwise steps in vectors; tails are scalar, which changes no bit. */
final class VectorBatch implements BatchKernels {
  private static final VectorSpecies<Double> S = VectorWidth.DOUBLE;
  private static final int L = S.length();
  private static final ScalarBatch SCALAR = new ScalarBatch();

  @Override
  public void multiplyAdd(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      v.fma(DoubleVector.fromArray(S, y, yo + i), DoubleVector.fromArray(S, z, zo + i))
          .intoArray(z, zo + i);
    }
    SCALAR.multiplyAdd(x, xo + i, y, yo + i, z, zo + i, n - i);
  }

  @Override
  public void multiplySubtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i).neg();
      v.fma(DoubleVector.fromArray(S, y, yo + i), DoubleVector.fromArray(S, z, zo + i))
          .intoArray(z, zo + i);
    }
    SCALAR.multiplySubtract(x, xo + i, y, yo + i, z, zo + i, n - i);
  }

  @Override
  public void squareRoot(double[] x, int xo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      DoubleVector.fromArray(S, x, xo + i).sqrt().intoArray(x, xo + i);
    }
    SCALAR.squareRoot(x, xo + i, n - i);
  }
}
