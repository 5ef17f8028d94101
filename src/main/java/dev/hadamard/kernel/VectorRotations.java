package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Chains of rotations in strips of four vectors: the row between two rotations stays in registers.
 */
final class VectorRotations implements RotationKernels {
  private static final VectorSpecies<Double> S = VectorWidth.DOUBLE;
  private static final int L = S.length();

  @Override
  public void chain(
      int count,
      double[] cosine,
      double[] sine,
      int from,
      double[] rows,
      int last,
      int stride,
      int columns) {
    int j = 0;
    for (; j <= columns - 4 * L; j += 4 * L) {
      strip(count, cosine, sine, from, rows, last + j, stride);
    }
    for (; j <= columns - L; j += L) {
      single(count, cosine, sine, from, rows, last + j, stride);
    }
    for (; j < columns; j++) {
      ScalarRotations.column(count, cosine, sine, from, rows, last + j, stride);
    }
  }

  private static void strip(
      int count, double[] cosine, double[] sine, int from, double[] rows, int last, int stride) {
    DoubleVector x0 = DoubleVector.fromArray(S, rows, last);
    DoubleVector x1 = DoubleVector.fromArray(S, rows, last + L);
    DoubleVector x2 = DoubleVector.fromArray(S, rows, last + 2 * L);
    DoubleVector x3 = DoubleVector.fromArray(S, rows, last + 3 * L);
    int at = last;
    for (int k = 0; k < count; k++) {
      DoubleVector c = DoubleVector.broadcast(S, cosine[from + k]);
      DoubleVector s = DoubleVector.broadcast(S, sine[from + k]);
      int above = at - stride;
      DoubleVector y0 = DoubleVector.fromArray(S, rows, above);
      DoubleVector y1 = DoubleVector.fromArray(S, rows, above + L);
      DoubleVector y2 = DoubleVector.fromArray(S, rows, above + 2 * L);
      DoubleVector y3 = DoubleVector.fromArray(S, rows, above + 3 * L);
      c.fma(x0, s.mul(y0)).intoArray(rows, at);
      c.fma(x1, s.mul(y1)).intoArray(rows, at + L);
      c.fma(x2, s.mul(y2)).intoArray(rows, at + 2 * L);
      c.fma(x3, s.mul(y3)).intoArray(rows, at + 3 * L);
      x0 = c.fma(y0, s.mul(x0).neg());
      x1 = c.fma(y1, s.mul(x1).neg());
      x2 = c.fma(y2, s.mul(x2).neg());
      x3 = c.fma(y3, s.mul(x3).neg());
      at = above;
    }
    x0.intoArray(rows, at);
    x1.intoArray(rows, at + L);
    x2.intoArray(rows, at + 2 * L);
    x3.intoArray(rows, at + 3 * L);
  }

  private static void single(
      int count, double[] cosine, double[] sine, int from, double[] rows, int last, int stride) {
    DoubleVector x = DoubleVector.fromArray(S, rows, last);
    int at = last;
    for (int k = 0; k < count; k++) {
      DoubleVector c = DoubleVector.broadcast(S, cosine[from + k]);
      DoubleVector s = DoubleVector.broadcast(S, sine[from + k]);
      DoubleVector y = DoubleVector.fromArray(S, rows, at - stride);
      c.fma(x, s.mul(y)).intoArray(rows, at);
      x = c.fma(y, s.mul(x).neg());
      at -= stride;
    }
    x.intoArray(rows, at);
  }
}
