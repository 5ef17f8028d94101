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

  @Override
  public void twoChains(
      int count,
      double[] cosine,
      double[] sine,
      int first,
      int second,
      double[] rows,
      int last,
      int stride,
      int columns) {
    int whole = columns - columns % (4 * L);
    for (int j = 0; j < whole; j += 4 * L) {
      twoStrips(count, cosine, sine, first, second, rows, last + j, stride);
    }
    int rest = columns - whole;
    chain(count, cosine, sine, first, rows, last + whole, stride, rest);
    chain(count, cosine, sine, second, rows, last + whole, stride, rest);
  }

  /** The second chain follows the first one row below it. */
  private static void twoStrips(
      int count,
      double[] cosine,
      double[] sine,
      int first,
      int second,
      double[] rows,
      int last,
      int stride) {
    double cosine0 = cosine[first];
    double sine0 = sine[first];
    DoubleVector c = DoubleVector.broadcast(S, cosine0);
    DoubleVector s = DoubleVector.broadcast(S, sine0);
    DoubleVector x0 = DoubleVector.fromArray(S, rows, last);
    DoubleVector z0 = DoubleVector.fromArray(S, rows, last - stride);
    DoubleVector b0 = c.fma(x0, s.mul(z0));
    DoubleVector a0 = c.fma(z0, s.mul(x0).neg());
    DoubleVector x1 = DoubleVector.fromArray(S, rows, last + L);
    DoubleVector z1 = DoubleVector.fromArray(S, rows, last - stride + L);
    DoubleVector b1 = c.fma(x1, s.mul(z1));
    DoubleVector a1 = c.fma(z1, s.mul(x1).neg());
    DoubleVector x2 = DoubleVector.fromArray(S, rows, last + 2 * L);
    DoubleVector z2 = DoubleVector.fromArray(S, rows, last - stride + 2 * L);
    DoubleVector b2 = c.fma(x2, s.mul(z2));
    DoubleVector a2 = c.fma(z2, s.mul(x2).neg());
    DoubleVector x3 = DoubleVector.fromArray(S, rows, last + 3 * L);
    DoubleVector z3 = DoubleVector.fromArray(S, rows, last - stride + 3 * L);
    DoubleVector b3 = c.fma(x3, s.mul(z3));
    DoubleVector a3 = c.fma(z3, s.mul(x3).neg());
    int at = last;
    for (int k = 1; k < count; k++) {
      DoubleVector ca = DoubleVector.broadcast(S, cosine[first + k]);
      DoubleVector sa = DoubleVector.broadcast(S, sine[first + k]);
      DoubleVector cb = DoubleVector.broadcast(S, cosine[second + k - 1]);
      DoubleVector sb = DoubleVector.broadcast(S, sine[second + k - 1]);
      int above = at - 2 * stride;
      DoubleVector y0 = DoubleVector.fromArray(S, rows, above);
      DoubleVector o0 = ca.fma(a0, sa.mul(y0));
      a0 = ca.fma(y0, sa.mul(a0).neg());
      cb.fma(b0, sb.mul(o0)).intoArray(rows, at);
      b0 = cb.fma(o0, sb.mul(b0).neg());
      DoubleVector y1 = DoubleVector.fromArray(S, rows, above + L);
      DoubleVector o1 = ca.fma(a1, sa.mul(y1));
      a1 = ca.fma(y1, sa.mul(a1).neg());
      cb.fma(b1, sb.mul(o1)).intoArray(rows, at + L);
      b1 = cb.fma(o1, sb.mul(b1).neg());
      DoubleVector y2 = DoubleVector.fromArray(S, rows, above + 2 * L);
      DoubleVector o2 = ca.fma(a2, sa.mul(y2));
      a2 = ca.fma(y2, sa.mul(a2).neg());
      cb.fma(b2, sb.mul(o2)).intoArray(rows, at + 2 * L);
      b2 = cb.fma(o2, sb.mul(b2).neg());
      DoubleVector y3 = DoubleVector.fromArray(S, rows, above + 3 * L);
      DoubleVector o3 = ca.fma(a3, sa.mul(y3));
      a3 = ca.fma(y3, sa.mul(a3).neg());
      cb.fma(b3, sb.mul(o3)).intoArray(rows, at + 3 * L);
      b3 = cb.fma(o3, sb.mul(b3).neg());
      at -= stride;
    }
    DoubleVector cl = DoubleVector.broadcast(S, cosine[second + count - 1]);
    DoubleVector sl = DoubleVector.broadcast(S, sine[second + count - 1]);
    cl.fma(b0, sl.mul(a0)).intoArray(rows, at);
    cl.fma(a0, sl.mul(b0).neg()).intoArray(rows, at - stride);
    cl.fma(b1, sl.mul(a1)).intoArray(rows, at + L);
    cl.fma(a1, sl.mul(b1).neg()).intoArray(rows, at - stride + L);
    cl.fma(b2, sl.mul(a2)).intoArray(rows, at + 2 * L);
    cl.fma(a2, sl.mul(b2).neg()).intoArray(rows, at - stride + 2 * L);
    cl.fma(b3, sl.mul(a3)).intoArray(rows, at + 3 * L);
    cl.fma(a3, sl.mul(b3).neg()).intoArray(rows, at - stride + 3 * L);
  }
}
