package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Level-1 kernels in vectors.
 *
 * <p>A reduction keeps four accumulators at a time, those of the virtual lanes k, k+8, k+16 and
 * k+24 (doubles) for k in one vector's worth of lanes starting at {@code group}. A 512-bit vector
 * covers k = 0..7 in one pass over the block; narrower vectors take two or four passes over the
 * cached block, each reading its own lanes only. This keeps one loop body for every width.
 */
final class VectorLevel1 implements Level1Kernels {
  private static final VectorSpecies<Double> S = VectorWidth.DOUBLE;
  private static final int L = S.length();

  /** A quarter of the virtual lanes: the distance between the four accumulators. */
  private static final int Q = VirtualLanes.DOUBLES / 4;

  private static final VectorShuffle<Double> BY_4 = VectorShuffle.iota(S, 4 % L, 1, true);
  private static final VectorShuffle<Double> BY_2 = VectorShuffle.iota(S, 2 % L, 1, true);
  private static final VectorShuffle<Double> BY_1 = VectorShuffle.iota(S, 1 % L, 1, true);

  private static final VectorSpecies<Float> FS = VectorWidth.FLOAT;
  private static final int FL = FS.length();
  private static final int FQ = VirtualLanes.FLOATS / 4;

  private static final VectorShuffle<Float> F_8 = VectorShuffle.iota(FS, 8 % FL, 1, true);
  private static final VectorShuffle<Float> F_4 = VectorShuffle.iota(FS, 4 % FL, 1, true);
  private static final VectorShuffle<Float> F_2 = VectorShuffle.iota(FS, 2 % FL, 1, true);
  private static final VectorShuffle<Float> F_1 = VectorShuffle.iota(FS, 1 % FL, 1, true);

  /**
   * What is left of two operands at the ends of their arrays, so that whole vectors can be read.
   */
  private static final ThreadLocal<double[]> SCRATCH =
      ThreadLocal.withInitial(() -> new double[3 * Q]);

  private static final ThreadLocal<float[]> FLOAT_SCRATCH =
      ThreadLocal.withInitial(() -> new float[3 * FQ]);

  private static final int LANES = 2 * Q;
  private static final int FLOAT_LANES = 2 * FQ;

  /** Combines eight partials held in one 512-bit vector, or what is left of them in a narrower. */
  private static double fold(DoubleVector v) {
    DoubleVector r = v;
    if (L >= 8) {
      r = r.add(r.rearrange(BY_4));
    }
    if (L >= 4) {
      r = r.add(r.rearrange(BY_2));
    }
    return r.add(r.rearrange(BY_1)).lane(0);
  }

  @Override
  public double sumBlock(double[] x, int xo, int n) {
    if (L == 8) {
      return sumGroup(x, xo, n, 0, null, 0);
    }
    double[] lanes = SCRATCH.get();
    for (int group = 0; group < Q; group += L) {
      sumGroup(x, xo, n, group, lanes, LANES + group);
    }
    DoubleVector first =
        DoubleVector.fromArray(S, lanes, LANES + 0)
            .add(DoubleVector.fromArray(S, lanes, LANES + 4));
    if (L == 4) {
      return fold(first);
    }
    return fold(
        first.add(
            DoubleVector.fromArray(S, lanes, LANES + 2)
                .add(DoubleVector.fromArray(S, lanes, LANES + 6))));
  }

  /** As {@link #dotGroup}, for the reasons given there. */
  private static double sumGroup(double[] x, int xo, int n, int group, double[] lanes, int at) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int i = group;
    for (int end = n - n % VirtualLanes.DOUBLES; i < end; i += VirtualLanes.DOUBLES) {
      a0 = a0.add(DoubleVector.fromArray(S, x, xo + i));
      a1 = a1.add(DoubleVector.fromArray(S, x, xo + i + Q));
      a2 = a2.add(DoubleVector.fromArray(S, x, xo + i + 2 * Q));
      a3 = a3.add(DoubleVector.fromArray(S, x, xo + i + 3 * Q));
    }
    int left = n - i;
    int whole = left < L ? 0 : (left - L) / Q + 1;
    if (whole > 0) {
      a0 = a0.add(DoubleVector.fromArray(S, x, xo + i));
      i += Q;
    }
    if (whole > 1) {
      a1 = a1.add(DoubleVector.fromArray(S, x, xo + i));
      i += Q;
    }
    if (whole > 2) {
      a2 = a2.add(DoubleVector.fromArray(S, x, xo + i));
      i += Q;
    }
    if (whole > 3) {
      a3 = a3.add(DoubleVector.fromArray(S, x, xo + i));
      i += Q;
    }
    if (i < n) {
      double[] xt = x;
      int xi = xo + i;
      if (xi + L > x.length) {
        xt = SCRATCH.get();
        System.arraycopy(x, xi, xt, 0, x.length - xi);
        xi = 0;
      }
      DoubleVector part = whole == 0 ? a0 : whole == 1 ? a1 : whole == 2 ? a2 : a3;
      part = part.blend(part.add(DoubleVector.fromArray(S, xt, xi)), S.indexInRange(i, n));
      a0 = whole == 0 ? part : a0;
      a1 = whole == 1 ? part : a1;
      a2 = whole == 2 ? part : a2;
      a3 = whole == 3 ? part : a3;
    }
    DoubleVector sum = a0.add(a2).add(a1.add(a3));
    if (L == 8) {
      return fold(sum);
    }
    sum.intoArray(lanes, at);
    return 0;
  }

  @Override
  public double asumBlock(double[] x, int xo, int n) {
    if (L == 8) {
      return fold(asumGroup(x, xo, n, 0));
    }
    if (L == 4) {
      return fold(asumGroup(x, xo, n, 0).add(asumGroup(x, xo, n, 4)));
    }
    return fold(
        asumGroup(x, xo, n, 0)
            .add(asumGroup(x, xo, n, 4))
            .add(asumGroup(x, xo, n, 2).add(asumGroup(x, xo, n, 6))));
  }

  private static DoubleVector asumGroup(double[] x, int xo, int n, int group) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int i = group;
    for (int end = n - n % VirtualLanes.DOUBLES; i < end; i += VirtualLanes.DOUBLES) {
      DoubleVector x0 = DoubleVector.fromArray(S, x, xo + i).abs();
      a0 = a0.add(x0);
      DoubleVector x1 = DoubleVector.fromArray(S, x, xo + i + Q).abs();
      a1 = a1.add(x1);
      DoubleVector x2 = DoubleVector.fromArray(S, x, xo + i + 2 * Q).abs();
      a2 = a2.add(x2);
      DoubleVector x3 = DoubleVector.fromArray(S, x, xo + i + 3 * Q).abs();
      a3 = a3.add(x3);
    }
    if (i - group < n) {
      VectorMask<Double> m0 = S.indexInRange(i, n);
      DoubleVector x0 = DoubleVector.fromArray(S, x, xo + i, m0).abs();
      a0 = a0.add(x0, m0);
      VectorMask<Double> m1 = S.indexInRange(i + Q, n);
      DoubleVector x1 = DoubleVector.fromArray(S, x, xo + i + Q, m1).abs();
      a1 = a1.add(x1, m1);
      VectorMask<Double> m2 = S.indexInRange(i + 2 * Q, n);
      DoubleVector x2 = DoubleVector.fromArray(S, x, xo + i + 2 * Q, m2).abs();
      a2 = a2.add(x2, m2);
      VectorMask<Double> m3 = S.indexInRange(i + 3 * Q, n);
      DoubleVector x3 = DoubleVector.fromArray(S, x, xo + i + 3 * Q, m3).abs();
      a3 = a3.add(x3, m3);
    }
    return a0.add(a2).add(a1.add(a3));
  }

  @Override
  public double dotBlock(double[] x, int xo, double[] y, int yo, int n) {
    if (L == 8) {
      return dotGroup(x, xo, y, yo, n, 0, null, 0);
    }
    double[] lanes = SCRATCH.get();
    for (int group = 0; group < Q; group += L) {
      dotGroup(x, xo, y, yo, n, group, lanes, LANES + group);
    }
    DoubleVector first =
        DoubleVector.fromArray(S, lanes, LANES + 0)
            .add(DoubleVector.fromArray(S, lanes, LANES + 4));
    if (L == 4) {
      return fold(first);
    }
    return fold(
        first.add(
            DoubleVector.fromArray(S, lanes, LANES + 2)
                .add(DoubleVector.fromArray(S, lanes, LANES + 6))));
  }

  /**
   * The sum of a group of lanes: as a number where the group has all, else lane by lane into {@code
   * lanes}. A vector returned from a method of this size would be boxed.
   */
  private static double dotGroup(
      double[] x, int xo, double[] y, int yo, int n, int group, double[] lanes, int at) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int i = group;
    for (int end = n - n % VirtualLanes.DOUBLES; i < end; i += VirtualLanes.DOUBLES) {
      DoubleVector x0 = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector y0 = DoubleVector.fromArray(S, y, yo + i);
      a0 = x0.fma(y0, a0);
      DoubleVector x1 = DoubleVector.fromArray(S, x, xo + i + Q);
      DoubleVector y1 = DoubleVector.fromArray(S, y, yo + i + Q);
      a1 = x1.fma(y1, a1);
      DoubleVector x2 = DoubleVector.fromArray(S, x, xo + i + 2 * Q);
      DoubleVector y2 = DoubleVector.fromArray(S, y, yo + i + 2 * Q);
      a2 = x2.fma(y2, a2);
      DoubleVector x3 = DoubleVector.fromArray(S, x, xo + i + 3 * Q);
      DoubleVector y3 = DoubleVector.fromArray(S, y, yo + i + 3 * Q);
      a3 = x3.fma(y3, a3);
    }
    // Whole vectors of the tail, then at most one with some of its lanes. No masked loads: their
    // path for arrays that end there would box all sums.
    int left = n - i;
    int whole = left < L ? 0 : (left - L) / Q + 1;
    if (whole > 0) {
      a0 = DoubleVector.fromArray(S, x, xo + i).fma(DoubleVector.fromArray(S, y, yo + i), a0);
      i += Q;
    }
    if (whole > 1) {
      a1 = DoubleVector.fromArray(S, x, xo + i).fma(DoubleVector.fromArray(S, y, yo + i), a1);
      i += Q;
    }
    if (whole > 2) {
      a2 = DoubleVector.fromArray(S, x, xo + i).fma(DoubleVector.fromArray(S, y, yo + i), a2);
      i += Q;
    }
    if (whole > 3) {
      a3 = DoubleVector.fromArray(S, x, xo + i).fma(DoubleVector.fromArray(S, y, yo + i), a3);
      i += Q;
    }
    if (i < n) {
      double[] xt = x;
      int xi = xo + i;
      if (xi + L > x.length) {
        xt = SCRATCH.get();
        System.arraycopy(x, xi, xt, 0, x.length - xi);
        xi = 0;
      }
      double[] yt = y;
      int yi = yo + i;
      if (yi + L > y.length) {
        yt = SCRATCH.get();
        System.arraycopy(y, yi, yt, Q, y.length - yi);
        yi = Q;
      }
      DoubleVector part = whole == 0 ? a0 : whole == 1 ? a1 : whole == 2 ? a2 : a3;
      DoubleVector product = DoubleVector.fromArray(S, xt, xi);
      product = product.fma(DoubleVector.fromArray(S, yt, yi), part);
      part = part.blend(product, S.indexInRange(i, n));
      a0 = whole == 0 ? part : a0;
      a1 = whole == 1 ? part : a1;
      a2 = whole == 2 ? part : a2;
      a3 = whole == 3 ? part : a3;
    }
    DoubleVector sum = a0.add(a2).add(a1.add(a3));
    if (L == 8) {
      return fold(sum);
    }
    sum.intoArray(lanes, at);
    return 0;
  }

  @Override
  public double squaredDeviationBlock(double[] x, int xo, double center, int n) {
    if (L == 8) {
      return fold(squaredDeviationGroup(x, xo, center, n, 0));
    }
    if (L == 4) {
      return fold(
          squaredDeviationGroup(x, xo, center, n, 0)
              .add(squaredDeviationGroup(x, xo, center, n, 4)));
    }
    return fold(
        squaredDeviationGroup(x, xo, center, n, 0)
            .add(squaredDeviationGroup(x, xo, center, n, 4))
            .add(
                squaredDeviationGroup(x, xo, center, n, 2)
                    .add(squaredDeviationGroup(x, xo, center, n, 6))));
  }

  private static DoubleVector squaredDeviationGroup(
      double[] x, int xo, double center, int n, int group) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int i = group;
    for (int end = n - n % VirtualLanes.DOUBLES; i < end; i += VirtualLanes.DOUBLES) {
      DoubleVector x0 = DoubleVector.fromArray(S, x, xo + i).sub(center);
      a0 = x0.fma(x0, a0);
      DoubleVector x1 = DoubleVector.fromArray(S, x, xo + i + Q).sub(center);
      a1 = x1.fma(x1, a1);
      DoubleVector x2 = DoubleVector.fromArray(S, x, xo + i + 2 * Q).sub(center);
      a2 = x2.fma(x2, a2);
      DoubleVector x3 = DoubleVector.fromArray(S, x, xo + i + 3 * Q).sub(center);
      a3 = x3.fma(x3, a3);
    }
    if (i - group < n) {
      VectorMask<Double> m0 = S.indexInRange(i, n);
      DoubleVector x0 = DoubleVector.fromArray(S, x, xo + i, m0).sub(center);
      a0 = a0.blend(x0.fma(x0, a0), m0);
      VectorMask<Double> m1 = S.indexInRange(i + Q, n);
      DoubleVector x1 = DoubleVector.fromArray(S, x, xo + i + Q, m1).sub(center);
      a1 = a1.blend(x1.fma(x1, a1), m1);
      VectorMask<Double> m2 = S.indexInRange(i + 2 * Q, n);
      DoubleVector x2 = DoubleVector.fromArray(S, x, xo + i + 2 * Q, m2).sub(center);
      a2 = a2.blend(x2.fma(x2, a2), m2);
      VectorMask<Double> m3 = S.indexInRange(i + 3 * Q, n);
      DoubleVector x3 = DoubleVector.fromArray(S, x, xo + i + 3 * Q, m3).sub(center);
      a3 = a3.blend(x3.fma(x3, a3), m3);
    }
    return a0.add(a2).add(a1.add(a3));
  }

  @Override
  public double scaledSquaresBlock(double[] x, int xo, double scale, int n) {
    if (L == 8) {
      return fold(scaledSquaresGroup(x, xo, scale, n, 0));
    }
    if (L == 4) {
      return fold(
          scaledSquaresGroup(x, xo, scale, n, 0).add(scaledSquaresGroup(x, xo, scale, n, 4)));
    }
    return fold(
        scaledSquaresGroup(x, xo, scale, n, 0)
            .add(scaledSquaresGroup(x, xo, scale, n, 4))
            .add(
                scaledSquaresGroup(x, xo, scale, n, 2)
                    .add(scaledSquaresGroup(x, xo, scale, n, 6))));
  }

  private static DoubleVector scaledSquaresGroup(
      double[] x, int xo, double scale, int n, int group) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int i = group;
    for (int end = n - n % VirtualLanes.DOUBLES; i < end; i += VirtualLanes.DOUBLES) {
      DoubleVector x0 = DoubleVector.fromArray(S, x, xo + i).mul(scale);
      a0 = x0.fma(x0, a0);
      DoubleVector x1 = DoubleVector.fromArray(S, x, xo + i + Q).mul(scale);
      a1 = x1.fma(x1, a1);
      DoubleVector x2 = DoubleVector.fromArray(S, x, xo + i + 2 * Q).mul(scale);
      a2 = x2.fma(x2, a2);
      DoubleVector x3 = DoubleVector.fromArray(S, x, xo + i + 3 * Q).mul(scale);
      a3 = x3.fma(x3, a3);
    }
    if (i - group < n) {
      VectorMask<Double> m0 = S.indexInRange(i, n);
      DoubleVector x0 = DoubleVector.fromArray(S, x, xo + i, m0).mul(scale);
      a0 = a0.blend(x0.fma(x0, a0), m0);
      VectorMask<Double> m1 = S.indexInRange(i + Q, n);
      DoubleVector x1 = DoubleVector.fromArray(S, x, xo + i + Q, m1).mul(scale);
      a1 = a1.blend(x1.fma(x1, a1), m1);
      VectorMask<Double> m2 = S.indexInRange(i + 2 * Q, n);
      DoubleVector x2 = DoubleVector.fromArray(S, x, xo + i + 2 * Q, m2).mul(scale);
      a2 = a2.blend(x2.fma(x2, a2), m2);
      VectorMask<Double> m3 = S.indexInRange(i + 3 * Q, n);
      DoubleVector x3 = DoubleVector.fromArray(S, x, xo + i + 3 * Q, m3).mul(scale);
      a3 = a3.blend(x3.fma(x3, a3), m3);
    }
    return a0.add(a2).add(a1.add(a3));
  }

  @Override
  public double maxAbs(double[] x, int xo, int n) {
    int bound = S.loopBound(n);
    DoubleVector best = DoubleVector.broadcast(S, 0);
    for (int i = 0; i < bound; i += L) {
      best = best.max(DoubleVector.fromArray(S, x, xo + i).abs());
    }
    double result = 0;
    for (int k = 0; k < L; k++) {
      result = Math.max(result, best.lane(k));
    }
    for (int i = bound; i < n; i++) {
      result = Math.max(result, Math.abs(x[xo + i]));
    }
    return result;
  }

  @Override
  public double min(double[] x, int xo, int n) {
    int bound = S.loopBound(n);
    DoubleVector best = DoubleVector.broadcast(S, Double.POSITIVE_INFINITY);
    for (int i = 0; i < bound; i += L) {
      best = best.min(DoubleVector.fromArray(S, x, xo + i));
    }
    double result = Double.POSITIVE_INFINITY;
    for (int k = 0; k < L; k++) {
      result = Math.min(result, best.lane(k));
    }
    for (int i = bound; i < n; i++) {
      result = Math.min(result, x[xo + i]);
    }
    return result;
  }

  @Override
  public double max(double[] x, int xo, int n) {
    int bound = S.loopBound(n);
    DoubleVector best = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < bound; i += L) {
      best = best.max(DoubleVector.fromArray(S, x, xo + i));
    }
    double result = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < L; k++) {
      result = Math.max(result, best.lane(k));
    }
    for (int i = bound; i < n; i++) {
      result = Math.max(result, x[xo + i]);
    }
    return result;
  }

  @Override
  public void axpy(double a, double[] x, int xo, double[] y, int yo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector.broadcast(S, a)
          .fma(DoubleVector.fromArray(S, x, xo + i), DoubleVector.fromArray(S, y, yo + i))
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(a, x[xo + i], y[yo + i]);
    }
  }

  @Override
  public void axpby(double a, double[] x, int xo, double b, double[] y, int yo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector.broadcast(S, a)
          .fma(DoubleVector.fromArray(S, x, xo + i), DoubleVector.fromArray(S, y, yo + i).mul(b))
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(a, x[xo + i], b * y[yo + i]);
    }
  }

  @Override
  public void scale(double a, double[] x, int xo, double[] y, int yo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector.fromArray(S, x, xo + i).mul(a).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = a * x[xo + i];
    }
  }

  @Override
  public void add(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .add(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  @Override
  public void subtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .sub(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  @Override
  public void multiply(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .mul(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] * y[yo + i];
    }
  }

  @Override
  public void divide(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (int bound = S.loopBound(n); i < bound; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .div(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] / y[yo + i];
    }
  }

  /**
   * Combines sixteen partials held in one 512-bit vector, or what is left of them in a narrower.
   */
  private static float fold(FloatVector v) {
    FloatVector r = v;
    if (FL >= 16) {
      r = r.add(r.rearrange(F_8));
    }
    if (FL >= 8) {
      r = r.add(r.rearrange(F_4));
    }
    r = r.add(r.rearrange(F_2));
    return r.add(r.rearrange(F_1)).lane(0);
  }

  @Override
  public float sumBlock(float[] x, int xo, int n) {
    if (FL == 16) {
      return fold(sumGroup(x, xo, n, 0));
    }
    if (FL == 8) {
      return fold(sumGroup(x, xo, n, 0).add(sumGroup(x, xo, n, 8)));
    }
    return fold(
        sumGroup(x, xo, n, 0)
            .add(sumGroup(x, xo, n, 8))
            .add(sumGroup(x, xo, n, 4).add(sumGroup(x, xo, n, 12))));
  }

  private static FloatVector sumGroup(float[] x, int xo, int n, int group) {
    FloatVector a0 = FloatVector.zero(FS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    int i = group;
    for (int end = n - n % VirtualLanes.FLOATS; i < end; i += VirtualLanes.FLOATS) {
      FloatVector x0 = FloatVector.fromArray(FS, x, xo + i);
      a0 = a0.add(x0);
      FloatVector x1 = FloatVector.fromArray(FS, x, xo + i + FQ);
      a1 = a1.add(x1);
      FloatVector x2 = FloatVector.fromArray(FS, x, xo + i + 2 * FQ);
      a2 = a2.add(x2);
      FloatVector x3 = FloatVector.fromArray(FS, x, xo + i + 3 * FQ);
      a3 = a3.add(x3);
    }
    if (i - group < n) {
      VectorMask<Float> m0 = FS.indexInRange(i, n);
      FloatVector x0 = FloatVector.fromArray(FS, x, xo + i, m0);
      a0 = a0.add(x0, m0);
      VectorMask<Float> m1 = FS.indexInRange(i + FQ, n);
      FloatVector x1 = FloatVector.fromArray(FS, x, xo + i + FQ, m1);
      a1 = a1.add(x1, m1);
      VectorMask<Float> m2 = FS.indexInRange(i + 2 * FQ, n);
      FloatVector x2 = FloatVector.fromArray(FS, x, xo + i + 2 * FQ, m2);
      a2 = a2.add(x2, m2);
      VectorMask<Float> m3 = FS.indexInRange(i + 3 * FQ, n);
      FloatVector x3 = FloatVector.fromArray(FS, x, xo + i + 3 * FQ, m3);
      a3 = a3.add(x3, m3);
    }
    return a0.add(a2).add(a1.add(a3));
  }

  @Override
  public float asumBlock(float[] x, int xo, int n) {
    if (FL == 16) {
      return fold(asumGroup(x, xo, n, 0));
    }
    if (FL == 8) {
      return fold(asumGroup(x, xo, n, 0).add(asumGroup(x, xo, n, 8)));
    }
    return fold(
        asumGroup(x, xo, n, 0)
            .add(asumGroup(x, xo, n, 8))
            .add(asumGroup(x, xo, n, 4).add(asumGroup(x, xo, n, 12))));
  }

  private static FloatVector asumGroup(float[] x, int xo, int n, int group) {
    FloatVector a0 = FloatVector.zero(FS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    int i = group;
    for (int end = n - n % VirtualLanes.FLOATS; i < end; i += VirtualLanes.FLOATS) {
      FloatVector x0 = FloatVector.fromArray(FS, x, xo + i).abs();
      a0 = a0.add(x0);
      FloatVector x1 = FloatVector.fromArray(FS, x, xo + i + FQ).abs();
      a1 = a1.add(x1);
      FloatVector x2 = FloatVector.fromArray(FS, x, xo + i + 2 * FQ).abs();
      a2 = a2.add(x2);
      FloatVector x3 = FloatVector.fromArray(FS, x, xo + i + 3 * FQ).abs();
      a3 = a3.add(x3);
    }
    if (i - group < n) {
      VectorMask<Float> m0 = FS.indexInRange(i, n);
      FloatVector x0 = FloatVector.fromArray(FS, x, xo + i, m0).abs();
      a0 = a0.add(x0, m0);
      VectorMask<Float> m1 = FS.indexInRange(i + FQ, n);
      FloatVector x1 = FloatVector.fromArray(FS, x, xo + i + FQ, m1).abs();
      a1 = a1.add(x1, m1);
      VectorMask<Float> m2 = FS.indexInRange(i + 2 * FQ, n);
      FloatVector x2 = FloatVector.fromArray(FS, x, xo + i + 2 * FQ, m2).abs();
      a2 = a2.add(x2, m2);
      VectorMask<Float> m3 = FS.indexInRange(i + 3 * FQ, n);
      FloatVector x3 = FloatVector.fromArray(FS, x, xo + i + 3 * FQ, m3).abs();
      a3 = a3.add(x3, m3);
    }
    return a0.add(a2).add(a1.add(a3));
  }

  @Override
  public float dotBlock(float[] x, int xo, float[] y, int yo, int n) {
    if (FL == 16) {
      return dotGroup(x, xo, y, yo, n, 0, null, 0);
    }
    float[] lanes = FLOAT_SCRATCH.get();
    for (int group = 0; group < FQ; group += FL) {
      dotGroup(x, xo, y, yo, n, group, lanes, FLOAT_LANES + group);
    }
    FloatVector first =
        FloatVector.fromArray(FS, lanes, FLOAT_LANES + 0)
            .add(FloatVector.fromArray(FS, lanes, FLOAT_LANES + 8));
    if (FL == 8) {
      return fold(first);
    }
    return fold(
        first.add(
            FloatVector.fromArray(FS, lanes, FLOAT_LANES + 4)
                .add(FloatVector.fromArray(FS, lanes, FLOAT_LANES + 12))));
  }

  /**
   * The sum of a group of lanes: as a number where the group has all, else lane by lane into {@code
   * lanes}. A vector returned from a method of this size would be boxed.
   */
  private static float dotGroup(
      float[] x, int xo, float[] y, int yo, int n, int group, float[] lanes, int at) {
    FloatVector a0 = FloatVector.zero(FS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    int i = group;
    for (int end = n - n % VirtualLanes.FLOATS; i < end; i += VirtualLanes.FLOATS) {
      FloatVector x0 = FloatVector.fromArray(FS, x, xo + i);
      FloatVector y0 = FloatVector.fromArray(FS, y, yo + i);
      a0 = x0.fma(y0, a0);
      FloatVector x1 = FloatVector.fromArray(FS, x, xo + i + FQ);
      FloatVector y1 = FloatVector.fromArray(FS, y, yo + i + FQ);
      a1 = x1.fma(y1, a1);
      FloatVector x2 = FloatVector.fromArray(FS, x, xo + i + 2 * FQ);
      FloatVector y2 = FloatVector.fromArray(FS, y, yo + i + 2 * FQ);
      a2 = x2.fma(y2, a2);
      FloatVector x3 = FloatVector.fromArray(FS, x, xo + i + 3 * FQ);
      FloatVector y3 = FloatVector.fromArray(FS, y, yo + i + 3 * FQ);
      a3 = x3.fma(y3, a3);
    }
    // Whole vectors of the tail, then at most one with some of its lanes. No masked loads: their
    // path for arrays that end there would box all sums.
    int left = n - i;
    int whole = left < FL ? 0 : (left - FL) / FQ + 1;
    if (whole > 0) {
      a0 = FloatVector.fromArray(FS, x, xo + i).fma(FloatVector.fromArray(FS, y, yo + i), a0);
      i += FQ;
    }
    if (whole > 1) {
      a1 = FloatVector.fromArray(FS, x, xo + i).fma(FloatVector.fromArray(FS, y, yo + i), a1);
      i += FQ;
    }
    if (whole > 2) {
      a2 = FloatVector.fromArray(FS, x, xo + i).fma(FloatVector.fromArray(FS, y, yo + i), a2);
      i += FQ;
    }
    if (whole > 3) {
      a3 = FloatVector.fromArray(FS, x, xo + i).fma(FloatVector.fromArray(FS, y, yo + i), a3);
      i += FQ;
    }
    if (i < n) {
      float[] xt = x;
      int xi = xo + i;
      if (xi + FL > x.length) {
        xt = FLOAT_SCRATCH.get();
        System.arraycopy(x, xi, xt, 0, x.length - xi);
        xi = 0;
      }
      float[] yt = y;
      int yi = yo + i;
      if (yi + FL > y.length) {
        yt = FLOAT_SCRATCH.get();
        System.arraycopy(y, yi, yt, FQ, y.length - yi);
        yi = FQ;
      }
      FloatVector part = whole == 0 ? a0 : whole == 1 ? a1 : whole == 2 ? a2 : a3;
      FloatVector product = FloatVector.fromArray(FS, xt, xi);
      product = product.fma(FloatVector.fromArray(FS, yt, yi), part);
      part = part.blend(product, FS.indexInRange(i, n));
      a0 = whole == 0 ? part : a0;
      a1 = whole == 1 ? part : a1;
      a2 = whole == 2 ? part : a2;
      a3 = whole == 3 ? part : a3;
    }
    FloatVector sum = a0.add(a2).add(a1.add(a3));
    if (FL == 16) {
      return fold(sum);
    }
    sum.intoArray(lanes, at);
    return 0;
  }

  @Override
  public float squaredDeviationBlock(float[] x, int xo, float center, int n) {
    if (FL == 16) {
      return fold(squaredDeviationGroup(x, xo, center, n, 0));
    }
    if (FL == 8) {
      return fold(
          squaredDeviationGroup(x, xo, center, n, 0)
              .add(squaredDeviationGroup(x, xo, center, n, 8)));
    }
    return fold(
        squaredDeviationGroup(x, xo, center, n, 0)
            .add(squaredDeviationGroup(x, xo, center, n, 8))
            .add(
                squaredDeviationGroup(x, xo, center, n, 4)
                    .add(squaredDeviationGroup(x, xo, center, n, 12))));
  }

  private static FloatVector squaredDeviationGroup(
      float[] x, int xo, float center, int n, int group) {
    FloatVector a0 = FloatVector.zero(FS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    int i = group;
    for (int end = n - n % VirtualLanes.FLOATS; i < end; i += VirtualLanes.FLOATS) {
      FloatVector x0 = FloatVector.fromArray(FS, x, xo + i).sub(center);
      a0 = x0.fma(x0, a0);
      FloatVector x1 = FloatVector.fromArray(FS, x, xo + i + FQ).sub(center);
      a1 = x1.fma(x1, a1);
      FloatVector x2 = FloatVector.fromArray(FS, x, xo + i + 2 * FQ).sub(center);
      a2 = x2.fma(x2, a2);
      FloatVector x3 = FloatVector.fromArray(FS, x, xo + i + 3 * FQ).sub(center);
      a3 = x3.fma(x3, a3);
    }
    if (i - group < n) {
      VectorMask<Float> m0 = FS.indexInRange(i, n);
      FloatVector x0 = FloatVector.fromArray(FS, x, xo + i, m0).sub(center);
      a0 = a0.blend(x0.fma(x0, a0), m0);
      VectorMask<Float> m1 = FS.indexInRange(i + FQ, n);
      FloatVector x1 = FloatVector.fromArray(FS, x, xo + i + FQ, m1).sub(center);
      a1 = a1.blend(x1.fma(x1, a1), m1);
      VectorMask<Float> m2 = FS.indexInRange(i + 2 * FQ, n);
      FloatVector x2 = FloatVector.fromArray(FS, x, xo + i + 2 * FQ, m2).sub(center);
      a2 = a2.blend(x2.fma(x2, a2), m2);
      VectorMask<Float> m3 = FS.indexInRange(i + 3 * FQ, n);
      FloatVector x3 = FloatVector.fromArray(FS, x, xo + i + 3 * FQ, m3).sub(center);
      a3 = a3.blend(x3.fma(x3, a3), m3);
    }
    return a0.add(a2).add(a1.add(a3));
  }

  @Override
  public float scaledSquaresBlock(float[] x, int xo, float scale, int n) {
    if (FL == 16) {
      return fold(scaledSquaresGroup(x, xo, scale, n, 0));
    }
    if (FL == 8) {
      return fold(
          scaledSquaresGroup(x, xo, scale, n, 0).add(scaledSquaresGroup(x, xo, scale, n, 8)));
    }
    return fold(
        scaledSquaresGroup(x, xo, scale, n, 0)
            .add(scaledSquaresGroup(x, xo, scale, n, 8))
            .add(
                scaledSquaresGroup(x, xo, scale, n, 4)
                    .add(scaledSquaresGroup(x, xo, scale, n, 12))));
  }

  private static FloatVector scaledSquaresGroup(float[] x, int xo, float scale, int n, int group) {
    FloatVector a0 = FloatVector.zero(FS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    int i = group;
    for (int end = n - n % VirtualLanes.FLOATS; i < end; i += VirtualLanes.FLOATS) {
      FloatVector x0 = FloatVector.fromArray(FS, x, xo + i).mul(scale);
      a0 = x0.fma(x0, a0);
      FloatVector x1 = FloatVector.fromArray(FS, x, xo + i + FQ).mul(scale);
      a1 = x1.fma(x1, a1);
      FloatVector x2 = FloatVector.fromArray(FS, x, xo + i + 2 * FQ).mul(scale);
      a2 = x2.fma(x2, a2);
      FloatVector x3 = FloatVector.fromArray(FS, x, xo + i + 3 * FQ).mul(scale);
      a3 = x3.fma(x3, a3);
    }
    if (i - group < n) {
      VectorMask<Float> m0 = FS.indexInRange(i, n);
      FloatVector x0 = FloatVector.fromArray(FS, x, xo + i, m0).mul(scale);
      a0 = a0.blend(x0.fma(x0, a0), m0);
      VectorMask<Float> m1 = FS.indexInRange(i + FQ, n);
      FloatVector x1 = FloatVector.fromArray(FS, x, xo + i + FQ, m1).mul(scale);
      a1 = a1.blend(x1.fma(x1, a1), m1);
      VectorMask<Float> m2 = FS.indexInRange(i + 2 * FQ, n);
      FloatVector x2 = FloatVector.fromArray(FS, x, xo + i + 2 * FQ, m2).mul(scale);
      a2 = a2.blend(x2.fma(x2, a2), m2);
      VectorMask<Float> m3 = FS.indexInRange(i + 3 * FQ, n);
      FloatVector x3 = FloatVector.fromArray(FS, x, xo + i + 3 * FQ, m3).mul(scale);
      a3 = a3.blend(x3.fma(x3, a3), m3);
    }
    return a0.add(a2).add(a1.add(a3));
  }

  @Override
  public float maxAbs(float[] x, int xo, int n) {
    int bound = FS.loopBound(n);
    FloatVector best = FloatVector.broadcast(FS, 0);
    for (int i = 0; i < bound; i += FL) {
      best = best.max(FloatVector.fromArray(FS, x, xo + i).abs());
    }
    float result = 0;
    for (int k = 0; k < FL; k++) {
      result = Math.max(result, best.lane(k));
    }
    for (int i = bound; i < n; i++) {
      result = Math.max(result, Math.abs(x[xo + i]));
    }
    return result;
  }

  @Override
  public float min(float[] x, int xo, int n) {
    int bound = FS.loopBound(n);
    FloatVector best = FloatVector.broadcast(FS, Float.POSITIVE_INFINITY);
    for (int i = 0; i < bound; i += FL) {
      best = best.min(FloatVector.fromArray(FS, x, xo + i));
    }
    float result = Float.POSITIVE_INFINITY;
    for (int k = 0; k < FL; k++) {
      result = Math.min(result, best.lane(k));
    }
    for (int i = bound; i < n; i++) {
      result = Math.min(result, x[xo + i]);
    }
    return result;
  }

  @Override
  public float max(float[] x, int xo, int n) {
    int bound = FS.loopBound(n);
    FloatVector best = FloatVector.broadcast(FS, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < bound; i += FL) {
      best = best.max(FloatVector.fromArray(FS, x, xo + i));
    }
    float result = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < FL; k++) {
      result = Math.max(result, best.lane(k));
    }
    for (int i = bound; i < n; i++) {
      result = Math.max(result, x[xo + i]);
    }
    return result;
  }

  @Override
  public void axpy(float a, float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (int bound = FS.loopBound(n); i < bound; i += FL) {
      FloatVector.broadcast(FS, a)
          .fma(FloatVector.fromArray(FS, x, xo + i), FloatVector.fromArray(FS, y, yo + i))
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(a, x[xo + i], y[yo + i]);
    }
  }

  @Override
  public void axpby(float a, float[] x, int xo, float b, float[] y, int yo, int n) {
    int i = 0;
    for (int bound = FS.loopBound(n); i < bound; i += FL) {
      FloatVector.broadcast(FS, a)
          .fma(FloatVector.fromArray(FS, x, xo + i), FloatVector.fromArray(FS, y, yo + i).mul(b))
          .intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(a, x[xo + i], b * y[yo + i]);
    }
  }

  @Override
  public void scale(float a, float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (int bound = FS.loopBound(n); i < bound; i += FL) {
      FloatVector.fromArray(FS, x, xo + i).mul(a).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = a * x[xo + i];
    }
  }

  @Override
  public void add(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (int bound = FS.loopBound(n); i < bound; i += FL) {
      FloatVector.fromArray(FS, x, xo + i)
          .add(FloatVector.fromArray(FS, y, yo + i))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  @Override
  public void subtract(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (int bound = FS.loopBound(n); i < bound; i += FL) {
      FloatVector.fromArray(FS, x, xo + i)
          .sub(FloatVector.fromArray(FS, y, yo + i))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  @Override
  public void multiply(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (int bound = FS.loopBound(n); i < bound; i += FL) {
      FloatVector.fromArray(FS, x, xo + i)
          .mul(FloatVector.fromArray(FS, y, yo + i))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] * y[yo + i];
    }
  }

  @Override
  public void divide(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (int bound = FS.loopBound(n); i < bound; i += FL) {
      FloatVector.fromArray(FS, x, xo + i)
          .div(FloatVector.fromArray(FS, y, yo + i))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] / y[yo + i];
    }
  }
}
