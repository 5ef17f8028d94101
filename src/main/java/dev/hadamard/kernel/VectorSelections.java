package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Comparisons and choices in vectors: nothing is rounded, so that ends go element by element. */
final class VectorSelections implements SelectionKernels {
  private static final VectorSpecies<Double> S = VectorWidth.DOUBLE;
  private static final int L = S.length();
  private static final DoubleVector ZERO = DoubleVector.zero(S);

  @Override
  public void greater(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector b = DoubleVector.fromArray(S, y, yo + i);
      ZERO.blend(1, a.compare(VectorOperators.GT, b)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] > y[yo + i] ? 1 : 0;
    }
  }

  @Override
  public void atLeast(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector b = DoubleVector.fromArray(S, y, yo + i);
      ZERO.blend(1, a.compare(VectorOperators.GE, b)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] >= y[yo + i] ? 1 : 0;
    }
  }

  @Override
  public void equal(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector b = DoubleVector.fromArray(S, y, yo + i);
      ZERO.blend(1, a.compare(VectorOperators.EQ, b)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] == y[yo + i] ? 1 : 0;
    }
  }

  @Override
  public void max(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector b = DoubleVector.fromArray(S, y, yo + i);
      a.max(b).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i], y[yo + i]);
    }
  }

  @Override
  public void min(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector b = DoubleVector.fromArray(S, y, yo + i);
      a.min(b).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.min(x[xo + i], y[yo + i]);
    }
  }

  @Override
  public void softThreshold(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector b = DoubleVector.fromArray(S, y, yo + i);
      a.sub(b).max(0).add(a.add(b).min(0)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i] - y[yo + i], 0) + Math.min(x[xo + i] + y[yo + i], 0);
    }
  }

  @Override
  public void greater(double[] x, int xo, double bound, double[] y, int yo, int n) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      ZERO.blend(1, DoubleVector.fromArray(S, x, xo + i).compare(VectorOperators.GT, bound))
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = x[xo + i] > bound ? 1 : 0;
    }
  }

  @Override
  public void select(
      double[] mask, int mo, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector.fromArray(S, y, yo + i)
          .blend(
              DoubleVector.fromArray(S, x, xo + i),
              DoubleVector.fromArray(S, mask, mo + i).compare(VectorOperators.NE, ZERO))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = mask[mo + i] != 0 ? x[xo + i] : y[yo + i];
    }
  }

  @Override
  public void clip(double[] x, int xo, double lower, double upper, double[] y, int yo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector.fromArray(S, x, xo + i).max(lower).min(upper).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.min(Math.max(x[xo + i], lower), upper);
    }
  }
}
