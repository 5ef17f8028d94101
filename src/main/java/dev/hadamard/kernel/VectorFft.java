package dev.hadamard.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Passes in vectors along q, or, where s is 1 (or 4, with vectors of 8), along p and q together
 * with the outputs interleaved by shuffles; tails and other small s by the scalar twin, with the
 * same bits.
 */
final class VectorFft implements FftKernels {
  private static final VectorSpecies<Double> S = VectorWidth.DOUBLE;
  private static final int L = S.length();

  /** Every second lane; lanes of the upper half. */
  private static final VectorMask<Double> ODD = VectorMask.fromLong(S, 0xaa);

  private static final VectorMask<Double> UPPER = VectorMask.fromLong(S, 0xf0);

  /** Lane i from lane i / 2, of the lower or the upper half: the two sides of an interleaving. */
  private static final VectorShuffle<Double> LOW = VectorShuffle.fromOp(S, i -> i / 2);

  private static final VectorShuffle<Double> HIGH = VectorShuffle.fromOp(S, i -> i / 2 + L / 2);

  /** The halves, each in both places. */
  private static final VectorShuffle<Double> LOWER_HALF =
      VectorShuffle.fromOp(S, i -> i % Math.max(1, L / 2));

  private static final VectorShuffle<Double> UPPER_HALF =
      VectorShuffle.fromOp(S, i -> i % Math.max(1, L / 2) + L / 2);

  @Override
  public void radix2(
      int s, int m, double[] xr, double[] xi, double[] yr, double[] yi, double[] wr, double[] wi) {
    for (int p = 0; p < m; p++) {
      if (s >= L) {
        radix2Row(s, p, m, xr, xi, yr, yi, wr, wi);
      }
      ScalarFft.radix2Tail(s - s % L, s, p, m, xr, xi, yr, yi, wr, wi);
    }
  }

  private static void radix2Row(
      int s,
      int p,
      int m,
      double[] xr,
      double[] xi,
      double[] yr,
      double[] yi,
      double[] wr,
      double[] wi) {
    int step = s * m;
    double c = wr[p];
    double d = wi[p];
    for (int q = 0; q <= s - L; q += L) {
      int i = q + s * p;
      int o = q + s * 2 * p;
      DoubleVector ar = DoubleVector.fromArray(S, xr, i);
      DoubleVector ai = DoubleVector.fromArray(S, xi, i);
      DoubleVector br = DoubleVector.fromArray(S, xr, i + step);
      DoubleVector bi = DoubleVector.fromArray(S, xi, i + step);
      ar.add(br).intoArray(yr, o);
      ai.add(bi).intoArray(yi, o);
      DoubleVector tr = ar.sub(br);
      DoubleVector ti = ai.sub(bi);
      if (m == 1) {
        tr.intoArray(yr, o + s);
        ti.intoArray(yi, o + s);
      } else {
        DoubleVector vc = DoubleVector.broadcast(S, c);
        DoubleVector vd = DoubleVector.broadcast(S, d);
        tr.fma(vc, ti.mul(vd).neg()).intoArray(yr, o + s);
        tr.fma(vd, ti.mul(vc)).intoArray(yi, o + s);
      }
    }
  }

  @Override
  public void radix4(
      int s,
      int m,
      double[] xr,
      double[] xi,
      double[] yr,
      double[] yi,
      double[] wr,
      double[] wi,
      double[][] spread) {
    int done = 0;
    if (m > 1 && s == 1 && L >= 4) {
      done = m - m % L;
      radix4Single(done, m, xr, xi, yr, yi, wr, wi);
    } else if (spread != null && m > 1 && L == 8) {
      done = m - m % 2;
      radix4Quad(done, m, xr, xi, yr, yi, spread[0], spread[1]);
    }
    for (int p = done; p < m; p++) {
      if (s >= L) {
        if (m == 1) {
          radix4Last(s, xr, xi, yr, yi);
        } else {
          radix4Row(s, p, m, xr, xi, yr, yi, wr, wi);
        }
      }
      ScalarFft.radix4Tail(s - s % L, s, p, m, xr, xi, yr, yi, wr, wi);
    }
  }

  private static void radix4Row(
      int s,
      int p,
      int m,
      double[] xr,
      double[] xi,
      double[] yr,
      double[] yi,
      double[] wr,
      double[] wi) {
    int step = s * m;
    double c1 = wr[p];
    double d1 = wi[p];
    double c2 = wr[p + m];
    double d2 = wi[p + m];
    double c3 = wr[p + 2 * m];
    double d3 = wi[p + 2 * m];
    int o = s * 4 * p;
    for (int i = s * p, end = s * p + s - L; i <= end; i += L) {
      DoubleVector ar = DoubleVector.fromArray(S, xr, i);
      DoubleVector ai = DoubleVector.fromArray(S, xi, i);
      DoubleVector br = DoubleVector.fromArray(S, xr, i + step);
      DoubleVector bi = DoubleVector.fromArray(S, xi, i + step);
      DoubleVector cr = DoubleVector.fromArray(S, xr, i + 2 * step);
      DoubleVector ci = DoubleVector.fromArray(S, xi, i + 2 * step);
      DoubleVector dr = DoubleVector.fromArray(S, xr, i + 3 * step);
      DoubleVector di = DoubleVector.fromArray(S, xi, i + 3 * step);
      DoubleVector sumR = ar.add(cr);
      DoubleVector sumI = ai.add(ci);
      DoubleVector differenceR = ar.sub(cr);
      DoubleVector differenceI = ai.sub(ci);
      DoubleVector oddR = br.add(dr);
      DoubleVector oddI = bi.add(di);
      DoubleVector turnR = br.sub(dr);
      DoubleVector turnI = bi.sub(di);
      DoubleVector y0r = sumR.add(oddR);
      DoubleVector y0i = sumI.add(oddI);
      DoubleVector t1r = differenceR.add(turnI);
      DoubleVector t1i = differenceI.sub(turnR);
      DoubleVector t2r = sumR.sub(oddR);
      DoubleVector t2i = sumI.sub(oddI);
      DoubleVector t3r = differenceR.sub(turnI);
      DoubleVector t3i = differenceI.add(turnR);
      y0r.intoArray(yr, o);
      y0i.intoArray(yi, o);
      DoubleVector w1r = DoubleVector.broadcast(S, c1);
      DoubleVector w1i = DoubleVector.broadcast(S, d1);
      DoubleVector y1r = t1r.fma(w1r, t1i.mul(w1i).neg());
      DoubleVector y1i = t1r.fma(w1i, t1i.mul(w1r));
      y1r.intoArray(yr, o + s);
      y1i.intoArray(yi, o + s);
      DoubleVector w2r = DoubleVector.broadcast(S, c2);
      DoubleVector w2i = DoubleVector.broadcast(S, d2);
      DoubleVector y2r = t2r.fma(w2r, t2i.mul(w2i).neg());
      DoubleVector y2i = t2r.fma(w2i, t2i.mul(w2r));
      y2r.intoArray(yr, o + 2 * s);
      y2i.intoArray(yi, o + 2 * s);
      DoubleVector w3r = DoubleVector.broadcast(S, c3);
      DoubleVector w3i = DoubleVector.broadcast(S, d3);
      DoubleVector y3r = t3r.fma(w3r, t3i.mul(w3i).neg());
      DoubleVector y3i = t3r.fma(w3i, t3i.mul(w3r));
      y3r.intoArray(yr, o + 3 * s);
      y3i.intoArray(yi, o + 3 * s);
      o += L;
    }
  }

  /** The last pass has no twiddle factors. */
  private static void radix4Last(int s, double[] xr, double[] xi, double[] yr, double[] yi) {
    int step = s;
    for (int i = 0; i <= s - L; i += L) {
      DoubleVector ar = DoubleVector.fromArray(S, xr, i);
      DoubleVector ai = DoubleVector.fromArray(S, xi, i);
      DoubleVector br = DoubleVector.fromArray(S, xr, i + step);
      DoubleVector bi = DoubleVector.fromArray(S, xi, i + step);
      DoubleVector cr = DoubleVector.fromArray(S, xr, i + 2 * step);
      DoubleVector ci = DoubleVector.fromArray(S, xi, i + 2 * step);
      DoubleVector dr = DoubleVector.fromArray(S, xr, i + 3 * step);
      DoubleVector di = DoubleVector.fromArray(S, xi, i + 3 * step);
      DoubleVector sumR = ar.add(cr);
      DoubleVector sumI = ai.add(ci);
      DoubleVector differenceR = ar.sub(cr);
      DoubleVector differenceI = ai.sub(ci);
      DoubleVector oddR = br.add(dr);
      DoubleVector oddI = bi.add(di);
      DoubleVector turnR = br.sub(dr);
      DoubleVector turnI = bi.sub(di);
      DoubleVector y0r = sumR.add(oddR);
      DoubleVector y0i = sumI.add(oddI);
      DoubleVector t1r = differenceR.add(turnI);
      DoubleVector t1i = differenceI.sub(turnR);
      DoubleVector t2r = sumR.sub(oddR);
      DoubleVector t2i = sumI.sub(oddI);
      DoubleVector t3r = differenceR.sub(turnI);
      DoubleVector t3i = differenceI.add(turnR);
      y0r.intoArray(yr, i);
      y0i.intoArray(yi, i);
      t1r.intoArray(yr, i + s);
      t1i.intoArray(yi, i + s);
      t2r.intoArray(yr, i + 2 * s);
      t2i.intoArray(yi, i + 2 * s);
      t3r.intoArray(yr, i + 3 * s);
      t3i.intoArray(yi, i + 3 * s);
    }
  }

  /** s = 1: along p, outputs interleaved by four. */
  private static void radix4Single(
      int done,
      int m,
      double[] xr,
      double[] xi,
      double[] yr,
      double[] yi,
      double[] wr,
      double[] wi) {
    int step = m;
    for (int i = 0; i < done; i += L) {
      DoubleVector ar = DoubleVector.fromArray(S, xr, i);
      DoubleVector ai = DoubleVector.fromArray(S, xi, i);
      DoubleVector br = DoubleVector.fromArray(S, xr, i + step);
      DoubleVector bi = DoubleVector.fromArray(S, xi, i + step);
      DoubleVector cr = DoubleVector.fromArray(S, xr, i + 2 * step);
      DoubleVector ci = DoubleVector.fromArray(S, xi, i + 2 * step);
      DoubleVector dr = DoubleVector.fromArray(S, xr, i + 3 * step);
      DoubleVector di = DoubleVector.fromArray(S, xi, i + 3 * step);
      DoubleVector sumR = ar.add(cr);
      DoubleVector sumI = ai.add(ci);
      DoubleVector differenceR = ar.sub(cr);
      DoubleVector differenceI = ai.sub(ci);
      DoubleVector oddR = br.add(dr);
      DoubleVector oddI = bi.add(di);
      DoubleVector turnR = br.sub(dr);
      DoubleVector turnI = bi.sub(di);
      DoubleVector y0r = sumR.add(oddR);
      DoubleVector y0i = sumI.add(oddI);
      DoubleVector t1r = differenceR.add(turnI);
      DoubleVector t1i = differenceI.sub(turnR);
      DoubleVector t2r = sumR.sub(oddR);
      DoubleVector t2i = sumI.sub(oddI);
      DoubleVector t3r = differenceR.sub(turnI);
      DoubleVector t3i = differenceI.add(turnR);
      DoubleVector w1r = DoubleVector.fromArray(S, wr, i);
      DoubleVector w1i = DoubleVector.fromArray(S, wi, i);
      DoubleVector y1r = t1r.fma(w1r, t1i.mul(w1i).neg());
      DoubleVector y1i = t1r.fma(w1i, t1i.mul(w1r));
      DoubleVector w2r = DoubleVector.fromArray(S, wr, i + m);
      DoubleVector w2i = DoubleVector.fromArray(S, wi, i + m);
      DoubleVector y2r = t2r.fma(w2r, t2i.mul(w2i).neg());
      DoubleVector y2i = t2r.fma(w2i, t2i.mul(w2r));
      DoubleVector w3r = DoubleVector.fromArray(S, wr, i + 2 * m);
      DoubleVector w3i = DoubleVector.fromArray(S, wi, i + 2 * m);
      DoubleVector y3r = t3r.fma(w3r, t3i.mul(w3i).neg());
      DoubleVector y3i = t3r.fma(w3i, t3i.mul(w3r));
      DoubleVector e0r = y0r.rearrange(LOW).blend(y2r.rearrange(LOW), ODD);
      DoubleVector e1r = y0r.rearrange(HIGH).blend(y2r.rearrange(HIGH), ODD);
      DoubleVector f0r = y1r.rearrange(LOW).blend(y3r.rearrange(LOW), ODD);
      DoubleVector f1r = y1r.rearrange(HIGH).blend(y3r.rearrange(HIGH), ODD);
      e0r.rearrange(LOW).blend(f0r.rearrange(LOW), ODD).intoArray(yr, 4 * i);
      e0r.rearrange(HIGH).blend(f0r.rearrange(HIGH), ODD).intoArray(yr, 4 * i + L);
      e1r.rearrange(LOW).blend(f1r.rearrange(LOW), ODD).intoArray(yr, 4 * i + 2 * L);
      e1r.rearrange(HIGH).blend(f1r.rearrange(HIGH), ODD).intoArray(yr, 4 * i + 3 * L);
      DoubleVector e0i = y0i.rearrange(LOW).blend(y2i.rearrange(LOW), ODD);
      DoubleVector e1i = y0i.rearrange(HIGH).blend(y2i.rearrange(HIGH), ODD);
      DoubleVector f0i = y1i.rearrange(LOW).blend(y3i.rearrange(LOW), ODD);
      DoubleVector f1i = y1i.rearrange(HIGH).blend(y3i.rearrange(HIGH), ODD);
      e0i.rearrange(LOW).blend(f0i.rearrange(LOW), ODD).intoArray(yi, 4 * i);
      e0i.rearrange(HIGH).blend(f0i.rearrange(HIGH), ODD).intoArray(yi, 4 * i + L);
      e1i.rearrange(LOW).blend(f1i.rearrange(LOW), ODD).intoArray(yi, 4 * i + 2 * L);
      e1i.rearrange(HIGH).blend(f1i.rearrange(HIGH), ODD).intoArray(yi, 4 * i + 3 * L);
    }
  }

  /** s = 4 with vectors of 8: two p at a time, outputs joined from halves. */
  private static void radix4Quad(
      int done,
      int m,
      double[] xr,
      double[] xi,
      double[] yr,
      double[] yi,
      double[] wr,
      double[] wi) {
    int step = 4 * m;
    for (int i = 0; i < 4 * done; i += 8) {
      DoubleVector ar = DoubleVector.fromArray(S, xr, i);
      DoubleVector ai = DoubleVector.fromArray(S, xi, i);
      DoubleVector br = DoubleVector.fromArray(S, xr, i + step);
      DoubleVector bi = DoubleVector.fromArray(S, xi, i + step);
      DoubleVector cr = DoubleVector.fromArray(S, xr, i + 2 * step);
      DoubleVector ci = DoubleVector.fromArray(S, xi, i + 2 * step);
      DoubleVector dr = DoubleVector.fromArray(S, xr, i + 3 * step);
      DoubleVector di = DoubleVector.fromArray(S, xi, i + 3 * step);
      DoubleVector sumR = ar.add(cr);
      DoubleVector sumI = ai.add(ci);
      DoubleVector differenceR = ar.sub(cr);
      DoubleVector differenceI = ai.sub(ci);
      DoubleVector oddR = br.add(dr);
      DoubleVector oddI = bi.add(di);
      DoubleVector turnR = br.sub(dr);
      DoubleVector turnI = bi.sub(di);
      DoubleVector y0r = sumR.add(oddR);
      DoubleVector y0i = sumI.add(oddI);
      DoubleVector t1r = differenceR.add(turnI);
      DoubleVector t1i = differenceI.sub(turnR);
      DoubleVector t2r = sumR.sub(oddR);
      DoubleVector t2i = sumI.sub(oddI);
      DoubleVector t3r = differenceR.sub(turnI);
      DoubleVector t3i = differenceI.add(turnR);
      DoubleVector w1r = DoubleVector.fromArray(S, wr, i);
      DoubleVector w1i = DoubleVector.fromArray(S, wi, i);
      DoubleVector y1r = t1r.fma(w1r, t1i.mul(w1i).neg());
      DoubleVector y1i = t1r.fma(w1i, t1i.mul(w1r));
      DoubleVector w2r = DoubleVector.fromArray(S, wr, i + step);
      DoubleVector w2i = DoubleVector.fromArray(S, wi, i + step);
      DoubleVector y2r = t2r.fma(w2r, t2i.mul(w2i).neg());
      DoubleVector y2i = t2r.fma(w2i, t2i.mul(w2r));
      DoubleVector w3r = DoubleVector.fromArray(S, wr, i + 2 * step);
      DoubleVector w3i = DoubleVector.fromArray(S, wi, i + 2 * step);
      DoubleVector y3r = t3r.fma(w3r, t3i.mul(w3i).neg());
      DoubleVector y3i = t3r.fma(w3i, t3i.mul(w3r));
      y0r.rearrange(LOWER_HALF).blend(y1r.rearrange(LOWER_HALF), UPPER).intoArray(yr, 4 * i);
      y2r.rearrange(LOWER_HALF).blend(y3r.rearrange(LOWER_HALF), UPPER).intoArray(yr, 4 * i + 8);
      y0r.rearrange(UPPER_HALF).blend(y1r.rearrange(UPPER_HALF), UPPER).intoArray(yr, 4 * i + 16);
      y2r.rearrange(UPPER_HALF).blend(y3r.rearrange(UPPER_HALF), UPPER).intoArray(yr, 4 * i + 24);
      y0i.rearrange(LOWER_HALF).blend(y1i.rearrange(LOWER_HALF), UPPER).intoArray(yi, 4 * i);
      y2i.rearrange(LOWER_HALF).blend(y3i.rearrange(LOWER_HALF), UPPER).intoArray(yi, 4 * i + 8);
      y0i.rearrange(UPPER_HALF).blend(y1i.rearrange(UPPER_HALF), UPPER).intoArray(yi, 4 * i + 16);
      y2i.rearrange(UPPER_HALF).blend(y3i.rearrange(UPPER_HALF), UPPER).intoArray(yi, 4 * i + 24);
    }
  }

  @Override
  public void rows4(
      int width,
      double[] xr,
      double[] xi,
      int xo,
      int xs,
      double[] yr,
      double[] yi,
      int yo,
      int ys,
      double[] wr,
      double[] wi,
      int first,
      int wo,
      int ws) {
    if (wr == null) {
      rows4Plain(width, xr, xi, xo, xs, yr, yi, yo, ys);
    } else {
      rows4Factors(width, xr, xi, xo, xs, yr, yi, yo, ys, wr, wi, first, wo, ws);
    }
    if (width % L != 0) {
      ScalarFft.rows4Tail(
          width - width % L, width, xr, xi, xo, xs, yr, yi, yo, ys, wr, wi, first, wo, ws);
    }
  }

  private static void rows4Plain(
      int width,
      double[] xr,
      double[] xi,
      int xo,
      int xs,
      double[] yr,
      double[] yi,
      int yo,
      int ys) {
    int o = yo;
    for (int i = xo, end = xo + width - L; i <= end; i += L) {
      DoubleVector ar = DoubleVector.fromArray(S, xr, i);
      DoubleVector ai = DoubleVector.fromArray(S, xi, i);
      DoubleVector br = DoubleVector.fromArray(S, xr, i + xs);
      DoubleVector bi = DoubleVector.fromArray(S, xi, i + xs);
      DoubleVector cr = DoubleVector.fromArray(S, xr, i + 2 * xs);
      DoubleVector ci = DoubleVector.fromArray(S, xi, i + 2 * xs);
      DoubleVector dr = DoubleVector.fromArray(S, xr, i + 3 * xs);
      DoubleVector di = DoubleVector.fromArray(S, xi, i + 3 * xs);
      DoubleVector sumR = ar.add(cr);
      DoubleVector sumI = ai.add(ci);
      DoubleVector differenceR = ar.sub(cr);
      DoubleVector differenceI = ai.sub(ci);
      DoubleVector oddR = br.add(dr);
      DoubleVector oddI = bi.add(di);
      DoubleVector turnR = br.sub(dr);
      DoubleVector turnI = bi.sub(di);
      DoubleVector t0r = sumR.add(oddR);
      DoubleVector t0i = sumI.add(oddI);
      DoubleVector t1r = differenceR.add(turnI);
      DoubleVector t1i = differenceI.sub(turnR);
      DoubleVector t2r = sumR.sub(oddR);
      DoubleVector t2i = sumI.sub(oddI);
      DoubleVector t3r = differenceR.sub(turnI);
      DoubleVector t3i = differenceI.add(turnR);
      t0r.intoArray(yr, o);
      t0i.intoArray(yi, o);
      t1r.intoArray(yr, o + ys);
      t1i.intoArray(yi, o + ys);
      t2r.intoArray(yr, o + 2 * ys);
      t2i.intoArray(yi, o + 2 * ys);
      t3r.intoArray(yr, o + 3 * ys);
      t3i.intoArray(yi, o + 3 * ys);
      o += L;
    }
  }

  private static void rows4Factors(
      int width,
      double[] xr,
      double[] xi,
      int xo,
      int xs,
      double[] yr,
      double[] yi,
      int yo,
      int ys,
      double[] wr,
      double[] wi,
      int first,
      int wo,
      int ws) {
    // A factor 1 is multiplied too: a pass waits for the memory.
    double c0 = first < 0 ? 1 : wr[first];
    double d0 = first < 0 ? 0 : wi[first];
    double c1 = wr[wo];
    double d1 = wi[wo];
    double c2 = wr[wo + ws];
    double d2 = wi[wo + ws];
    double c3 = wr[wo + 2 * ws];
    double d3 = wi[wo + 2 * ws];
    int o = yo;
    for (int i = xo, end = xo + width - L; i <= end; i += L) {
      DoubleVector ar = DoubleVector.fromArray(S, xr, i);
      DoubleVector ai = DoubleVector.fromArray(S, xi, i);
      DoubleVector br = DoubleVector.fromArray(S, xr, i + xs);
      DoubleVector bi = DoubleVector.fromArray(S, xi, i + xs);
      DoubleVector cr = DoubleVector.fromArray(S, xr, i + 2 * xs);
      DoubleVector ci = DoubleVector.fromArray(S, xi, i + 2 * xs);
      DoubleVector dr = DoubleVector.fromArray(S, xr, i + 3 * xs);
      DoubleVector di = DoubleVector.fromArray(S, xi, i + 3 * xs);
      DoubleVector sumR = ar.add(cr);
      DoubleVector sumI = ai.add(ci);
      DoubleVector differenceR = ar.sub(cr);
      DoubleVector differenceI = ai.sub(ci);
      DoubleVector oddR = br.add(dr);
      DoubleVector oddI = bi.add(di);
      DoubleVector turnR = br.sub(dr);
      DoubleVector turnI = bi.sub(di);
      DoubleVector t0r = sumR.add(oddR);
      DoubleVector t0i = sumI.add(oddI);
      DoubleVector t1r = differenceR.add(turnI);
      DoubleVector t1i = differenceI.sub(turnR);
      DoubleVector t2r = sumR.sub(oddR);
      DoubleVector t2i = sumI.sub(oddI);
      DoubleVector t3r = differenceR.sub(turnI);
      DoubleVector t3i = differenceI.add(turnR);
      DoubleVector v0r = DoubleVector.broadcast(S, c0);
      DoubleVector v0i = DoubleVector.broadcast(S, d0);
      DoubleVector y0r = t0r.fma(v0r, t0i.mul(v0i).neg());
      DoubleVector y0i = t0r.fma(v0i, t0i.mul(v0r));
      y0r.intoArray(yr, o);
      y0i.intoArray(yi, o);
      DoubleVector v1r = DoubleVector.broadcast(S, c1);
      DoubleVector v1i = DoubleVector.broadcast(S, d1);
      DoubleVector y1r = t1r.fma(v1r, t1i.mul(v1i).neg());
      DoubleVector y1i = t1r.fma(v1i, t1i.mul(v1r));
      y1r.intoArray(yr, o + ys);
      y1i.intoArray(yi, o + ys);
      DoubleVector v2r = DoubleVector.broadcast(S, c2);
      DoubleVector v2i = DoubleVector.broadcast(S, d2);
      DoubleVector y2r = t2r.fma(v2r, t2i.mul(v2i).neg());
      DoubleVector y2i = t2r.fma(v2i, t2i.mul(v2r));
      y2r.intoArray(yr, o + 2 * ys);
      y2i.intoArray(yi, o + 2 * ys);
      DoubleVector v3r = DoubleVector.broadcast(S, c3);
      DoubleVector v3i = DoubleVector.broadcast(S, d3);
      DoubleVector y3r = t3r.fma(v3r, t3i.mul(v3i).neg());
      DoubleVector y3i = t3r.fma(v3i, t3i.mul(v3r));
      y3r.intoArray(yr, o + 3 * ys);
      y3i.intoArray(yi, o + 3 * ys);
      o += L;
    }
  }

  @Override
  public void odd(
      int radix,
      int s,
      int m,
      double[] xr,
      double[] xi,
      double[] yr,
      double[] yi,
      double[] wr,
      double[] wi,
      double[] cosines,
      double[] sines) {
    for (int p = 0; p < m; p++) {
      if (s >= L) {
        for (int q = 0; q <= s - L; q += L) {
          oddSum(radix, s * m, xr, xi, q + s * p, yr, yi, q + s * radix * p);
          for (int k = 1; k <= radix / 2; k++) {
            oddPair(
                radix,
                k,
                s,
                p,
                m,
                xr,
                xi,
                q + s * p,
                yr,
                yi,
                q + s * radix * p,
                wr,
                wi,
                cosines,
                sines);
          }
        }
      }
      ScalarFft.oddTail(radix, s - s % L, s, p, m, xr, xi, yr, yi, wr, wi, cosines, sines);
    }
  }

  private static void oddSum(
      int radix, int step, double[] xr, double[] xi, int i, double[] yr, double[] yi, int o) {
    DoubleVector sumR = DoubleVector.fromArray(S, xr, i);
    DoubleVector sumI = DoubleVector.fromArray(S, xi, i);
    int near = i + step;
    int far = i + (radix - 1) * step;
    for (; near < far; near += step, far -= step) {
      sumR = sumR.add(DoubleVector.fromArray(S, xr, near).add(DoubleVector.fromArray(S, xr, far)));
      sumI = sumI.add(DoubleVector.fromArray(S, xi, near).add(DoubleVector.fromArray(S, xi, far)));
    }
    sumR.intoArray(yr, o);
    sumI.intoArray(yi, o);
  }

  /** Outputs k and radix - k. */
  private static void oddPair(
      int radix,
      int k,
      int s,
      int p,
      int m,
      double[] xr,
      double[] xi,
      int i,
      double[] yr,
      double[] yi,
      int o,
      double[] wr,
      double[] wi,
      double[] cosines,
      double[] sines) {
    int half = radix / 2;
    int step = s * m;
    DoubleVector evenR = DoubleVector.fromArray(S, xr, i);
    DoubleVector evenI = DoubleVector.fromArray(S, xi, i);
    DoubleVector oddR = DoubleVector.zero(S);
    DoubleVector oddI = oddR;
    for (int j = 1; j <= half; j++) {
      DoubleVector c = DoubleVector.broadcast(S, cosines[(k - 1) * half + j - 1]);
      DoubleVector d = DoubleVector.broadcast(S, sines[(k - 1) * half + j - 1]);
      DoubleVector nearR = DoubleVector.fromArray(S, xr, i + j * step);
      DoubleVector nearI = DoubleVector.fromArray(S, xi, i + j * step);
      DoubleVector farR = DoubleVector.fromArray(S, xr, i + (radix - j) * step);
      DoubleVector farI = DoubleVector.fromArray(S, xi, i + (radix - j) * step);
      evenR = nearR.add(farR).fma(c, evenR);
      evenI = nearI.add(farI).fma(c, evenI);
      oddR = nearR.sub(farR).fma(d, oddR);
      oddI = nearI.sub(farI).fma(d, oddI);
    }
    DoubleVector ar = evenR.add(oddI);
    DoubleVector ai = evenI.sub(oddR);
    DoubleVector br = evenR.sub(oddI);
    DoubleVector bi = evenI.add(oddR);
    int oa = o + k * s;
    int ob = o + (radix - k) * s;
    if (m > 1) {
      int ta = (k - 1) * m + p;
      int tb = (radix - k - 1) * m + p;
      DoubleVector ca = DoubleVector.broadcast(S, wr[ta]);
      DoubleVector da = DoubleVector.broadcast(S, wi[ta]);
      DoubleVector cb = DoubleVector.broadcast(S, wr[tb]);
      DoubleVector db = DoubleVector.broadcast(S, wi[tb]);
      ar.fma(ca, ai.mul(da).neg()).intoArray(yr, oa);
      ar.fma(da, ai.mul(ca)).intoArray(yi, oa);
      br.fma(cb, bi.mul(db).neg()).intoArray(yr, ob);
      br.fma(db, bi.mul(cb)).intoArray(yi, ob);
    } else {
      ar.intoArray(yr, oa);
      ai.intoArray(yi, oa);
      br.intoArray(yr, ob);
      bi.intoArray(yi, ob);
    }
  }

  @Override
  public void multiply(double[] xr, double[] xi, int xo, double[] wr, double[] wi, int wo, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      DoubleVector r = DoubleVector.fromArray(S, xr, xo + i);
      DoubleVector t = DoubleVector.fromArray(S, xi, xo + i);
      DoubleVector c = DoubleVector.fromArray(S, wr, wo + i);
      DoubleVector d = DoubleVector.fromArray(S, wi, wo + i);
      r.fma(c, t.mul(d).neg()).intoArray(xr, xo + i);
      r.fma(d, t.mul(c)).intoArray(xi, xo + i);
    }
    for (; i < n; i++) {
      double r = xr[xo + i];
      double t = xi[xo + i];
      double c = wr[wo + i];
      double d = wi[wo + i];
      xr[xo + i] = Math.fma(r, c, -(t * d));
      xi[xo + i] = Math.fma(r, d, t * c);
    }
  }
}
