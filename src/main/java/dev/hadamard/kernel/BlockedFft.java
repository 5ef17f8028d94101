package dev.hadamard.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The transform of a long sequence in few passes over memory: Stockham's passes of large radices R,
 * each done for a strip of columns at a time by passes of small radices within the caches.
 *
 * <p>A stage takes {@code x[q + s (p + m j)]}, j = 0..R-1, and writes {@code y[q + s (R p + k)]} =
 * w^(p k) sum over j of x e^(-2 pi i j k / R), w = e^(-2 pi i / (R m)). Within it, the first pass
 * reads rows of x and the last writes rows of y, so that nothing is copied. In the first stage, s =
 * 1, a strip runs along p and is transposed on its way out.
 */
final class BlockedFft {
  /** Elements of a strip: four arrays of this length share a second-level cache. */
  private static final int STRIP_ELEMENTS = 16384;

  /** Columns of a strip at most. */
  private static final int WIDEST = 256;

  /**
   * Doubles in a line of a cache: the rows of a strip are one more apart, lest they fall on the
   * same sets.
   */
  private static final int LINE = 8;

  private final FftKernels kernels;
  private final Level2Kernels level2;
  private final int n;
  private final List<Stage> stages = new ArrayList<>();

  private BlockedFft(
      FftKernels kernels, Level2Kernels level2, int n, List<List<Integer>> radicesOfStages) {
    this.kernels = kernels;
    this.level2 = level2;
    this.n = n;
    int s = 1;
    for (List<Integer> radices : radicesOfStages) {
      Stage stage = new Stage(radices, s, n);
      stages.add(stage);
      s *= stage.radix;
    }
  }

  /**
   * A plan in some number of stages, or null if the length has not enough factors 4: each stage
   * begins and ends with one, and shares the other factors.
   */
  static BlockedFft of(
      FftKernels kernels, Level2Kernels level2, int n, List<Integer> radices, int count) {
    List<Integer> fours = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int radix : radices) {
      (radix == 4 && fours.size() < 2 * count ? fours : others).add(radix);
    }
    if (fours.size() < 2 * count) {
      return null;
    }
    List<List<Integer>> stages = new ArrayList<>();
    int[] product = new int[count];
    for (int i = 0; i < count; i++) {
      stages.add(new ArrayList<>(List.of(4, 4)));
      product[i] = 16;
    }
    others.sort((a, b) -> b - a);
    for (int radix : others) {
      int least = 0;
      for (int i = 1; i < count; i++) {
        if (product[i] < product[least]) {
          least = i;
        }
      }
      stages.get(least).add(1, radix);
      product[least] *= radix;
    }
    return new BlockedFft(kernels, level2, n, stages);
  }

  /** A large radix, its small ones, and the factors between it and the next stage. */
  private final class Stage {
    final int radix;
    final int s;
    final int m;
    final int quarter;
    final FftPass first;
    final List<FftPass> middle = new ArrayList<>();

    /** w^(p k): for the first stage at {@code k m + p}, else at {@code p radix + k}. */
    final double[] wr;

    final double[] wi;

    Stage(List<Integer> radices, int s, int n) {
      int product = 1;
      for (int r : radices) {
        product *= r;
      }
      this.radix = product;
      this.s = s;
      this.m = n / s / radix;
      this.quarter = radix / 4;
      this.first = FftPass.of(4, 1, quarter);
      int inner = 4;
      for (int r : radices.subList(1, radices.size() - 1)) {
        middle.add(FftPass.of(r, inner, radix / inner / r));
        inner *= r;
      }
      this.wr = new double[m == 1 ? 0 : radix * m];
      this.wi = new double[wr.length];
      for (int k = 0; k < radix && m > 1; k++) {
        for (int p = 0; p < m; p++) {
          int at = s == 1 ? k * m + p : p * radix + k;
          Roots.put((long) k * p, n / s, wr, wi, at);
        }
      }
    }

    void run(double[] xr, double[] xi, double[] yr, double[] yi, FftWork work) {
      int widest = Math.clamp((long) STRIP_ELEMENTS / radix / LINE * LINE, LINE, WIDEST);
      int row = widest + LINE;
      double[] ar = work.array(4, radix * row);
      double[] ai = work.array(5, radix * row);
      double[] br = work.array(6, radix * row);
      double[] bi = work.array(7, radix * row);
      boolean inB = middle.size() % 2 == 1;
      double[] zr = inB ? br : ar;
      double[] zi = inB ? bi : ai;
      if (s == 1) {
        double[] tr = inB ? ar : br;
        double[] ti = inB ? ai : bi;
        for (int p = 0; p < m; p += widest) {
          int width = Math.min(widest, m - p);
          inner(width, row, xr, xi, p, m, ar, ai, br, bi);
          int step = quarter * row;
          for (int r = 0; r < quarter; r++) {
            int at = r * row;
            kernels.rows4(width, zr, zi, at, step, tr, ti, at, step, null, null, 0, 0, 0);
          }
          for (int k = 0; k < radix; k++) {
            kernels.multiply(tr, ti, k * row, wr, wi, k * m + p, width);
          }
          level2.transpose(radix, width, tr, 0, row, yr, p * radix, radix);
          level2.transpose(radix, width, ti, 0, row, yi, p * radix, radix);
        }
        return;
      }
      double[] factors = m == 1 ? null : wr;
      for (int p = 0; p < m; p++) {
        for (int q = 0; q < s; q += widest) {
          int width = Math.min(widest, s - q);
          inner(width, row, xr, xi, q + s * p, s * m, ar, ai, br, bi);
          for (int r = 0; r < quarter; r++) {
            kernels.rows4(
                width,
                zr,
                zi,
                r * row,
                quarter * row,
                yr,
                yi,
                q + s * (radix * p + r),
                quarter * s,
                factors,
                wi,
                p * radix + r,
                p * radix + r + quarter,
                quarter);
          }
        }
      }
    }

    /** All passes but the last, of rows some distance apart. */
    private void inner(
        int width,
        int row,
        double[] xr,
        double[] xi,
        int xo,
        int distance,
        double[] ar,
        double[] ai,
        double[] br,
        double[] bi) {
      pass4(first, width, xr, xi, xo, distance, ar, ai, row);
      boolean inB = false;
      for (FftPass pass : middle) {
        double[] vr = inB ? br : ar;
        double[] vi = inB ? bi : ai;
        double[] ur = inB ? ar : br;
        double[] ui = inB ? ai : bi;
        if (pass.radix() == 4) {
          pass4(pass, width, vr, vi, 0, row, ur, ui, row);
        } else {
          pass.run(kernels, row, vr, vi, ur, ui);
        }
        inB = !inB;
      }
    }

    private void pass4(
        FftPass pass,
        int width,
        double[] xr,
        double[] xi,
        int xo,
        int distance,
        double[] yr,
        double[] yi,
        int row) {
      int t = pass.s();
      int count = pass.m();
      for (int p = 0; p < count; p++) {
        for (int r = 0; r < t; r++) {
          kernels.rows4(
              width,
              xr,
              xi,
              xo + (r + t * p) * distance,
              t * count * distance,
              yr,
              yi,
              (r + 4 * t * p) * row,
              t * row,
              pass.wr(),
              pass.wi(),
              -1,
              p,
              count);
        }
      }
    }
  }

  /** From x to y, which may be x. */
  void transform(double[] xr, double[] xi, double[] yr, double[] yi, FftWork work) {
    double[] fromR = xr;
    double[] fromI = xi;
    int last = stages.size() - 1;
    for (int i = 0; i <= last; i++) {
      double[] toR = i == last ? yr : work.array(i % 2 * 2, n);
      double[] toI = i == last ? yi : work.array(i % 2 * 2 + 1, n);
      stages.get(i).run(fromR, fromI, toR, toI, work);
      fromR = toR;
      fromI = toI;
    }
  }
}
