package dev.hadamard.kernel;

/** The scalar twin: the definition of every pass; the vector one calls it for its tails. */
final class ScalarFft implements FftKernels {
  @Override
  public void radix2(
      int s, int m, double[] xr, double[] xi, double[] yr, double[] yi, double[] wr, double[] wi) {
    for (int p = 0; p < m; p++) {
      radix2Tail(0, s, p, m, xr, xi, yr, yi, wr, wi);
    }
  }

  /** One p, from a given q on. */
  static void radix2Tail(
      int from,
      int s,
      int p,
      int m,
      double[] xr,
      double[] xi,
      double[] yr,
      double[] yi,
      double[] wr,
      double[] wi) {
    for (int q = from; q < s; q++) {
      int i = q + s * p;
      int o = q + s * 2 * p;
      double ar = xr[i];
      double ai = xi[i];
      double br = xr[i + s * m];
      double bi = xi[i + s * m];
      yr[o] = ar + br;
      yi[o] = ai + bi;
      store(ar - br, ai - bi, m, p, wr, wi, yr, yi, o + s);
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
    for (int p = 0; p < m; p++) {
      radix4Tail(0, s, p, m, xr, xi, yr, yi, wr, wi);
    }
  }

  /** One p, from a given q on. */
  static void radix4Tail(
      int from,
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
    for (int q = from; q < s; q++) {
      int i = q + s * p;
      int o = q + s * 4 * p;
      double sumR = xr[i] + xr[i + 2 * step];
      double sumI = xi[i] + xi[i + 2 * step];
      double differenceR = xr[i] - xr[i + 2 * step];
      double differenceI = xi[i] - xi[i + 2 * step];
      double oddR = xr[i + step] + xr[i + 3 * step];
      double oddI = xi[i + step] + xi[i + 3 * step];
      double turnR = xr[i + step] - xr[i + 3 * step];
      double turnI = xi[i + step] - xi[i + 3 * step];
      yr[o] = sumR + oddR;
      yi[o] = sumI + oddI;
      store(differenceR + turnI, differenceI - turnR, m, p, wr, wi, yr, yi, o + s);
      store(sumR - oddR, sumI - oddI, m, p + m, wr, wi, yr, yi, o + 2 * s);
      store(differenceR - turnI, differenceI + turnR, m, p + 2 * m, wr, wi, yr, yi, o + 3 * s);
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
    rows4Tail(0, width, xr, xi, xo, xs, yr, yi, yo, ys, wr, wi, first, wo, ws);
  }

  static void rows4Tail(
      int from,
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
    double c = wr == null || first < 0 ? 1 : wr[first];
    double d = wr == null || first < 0 ? 0 : wi[first];
    for (int b = from; b < width; b++) {
      int i = xo + b;
      int o = yo + b;
      double sumR = xr[i] + xr[i + 2 * xs];
      double sumI = xi[i] + xi[i + 2 * xs];
      double differenceR = xr[i] - xr[i + 2 * xs];
      double differenceI = xi[i] - xi[i + 2 * xs];
      double oddR = xr[i + xs] + xr[i + 3 * xs];
      double oddI = xi[i + xs] + xi[i + 3 * xs];
      double turnR = xr[i + xs] - xr[i + 3 * xs];
      double turnI = xi[i + xs] - xi[i + 3 * xs];
      if (wr == null) {
        yr[o] = sumR + oddR;
        yi[o] = sumI + oddI;
        yr[o + ys] = differenceR + turnI;
        yi[o + ys] = differenceI - turnR;
        yr[o + 2 * ys] = sumR - oddR;
        yi[o + 2 * ys] = sumI - oddI;
        yr[o + 3 * ys] = differenceR - turnI;
        yi[o + 3 * ys] = differenceI + turnR;
        continue;
      }
      product(sumR + oddR, sumI + oddI, c, d, yr, yi, o);
      product(differenceR + turnI, differenceI - turnR, wr[wo], wi[wo], yr, yi, o + ys);
      product(sumR - oddR, sumI - oddI, wr[wo + ws], wi[wo + ws], yr, yi, o + 2 * ys);
      product(
          differenceR - turnI,
          differenceI + turnR,
          wr[wo + 2 * ws],
          wi[wo + 2 * ws],
          yr,
          yi,
          o + 3 * ys);
    }
  }

  private static void product(
      double a, double b, double c, double d, double[] yr, double[] yi, int o) {
    yr[o] = Math.fma(a, c, -(b * d));
    yi[o] = Math.fma(a, d, b * c);
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
      oddTail(radix, 0, s, p, m, xr, xi, yr, yi, wr, wi, cosines, sines);
    }
  }

  /** One p, from a given q on. */
  static void oddTail(
      int radix,
      int from,
      int s,
      int p,
      int m,
      double[] xr,
      double[] xi,
      double[] yr,
      double[] yi,
      double[] wr,
      double[] wi,
      double[] cosines,
      double[] sines) {
    int half = radix / 2;
    int step = s * m;
    for (int q = from; q < s; q++) {
      int i = q + s * p;
      int o = q + s * radix * p;
      double firstR = xr[i];
      double firstI = xi[i];
      double sumR = firstR;
      double sumI = firstI;
      for (int j = 1; j <= half; j++) {
        sumR += xr[i + j * step] + xr[i + (radix - j) * step];
        sumI += xi[i + j * step] + xi[i + (radix - j) * step];
      }
      yr[o] = sumR;
      yi[o] = sumI;
      for (int k = 1; k <= half; k++) {
        double evenR = firstR;
        double evenI = firstI;
        double oddR = 0;
        double oddI = 0;
        for (int j = 1; j <= half; j++) {
          double c = cosines[(k - 1) * half + j - 1];
          double d = sines[(k - 1) * half + j - 1];
          int near = i + j * step;
          int far = i + (radix - j) * step;
          evenR = Math.fma(xr[near] + xr[far], c, evenR);
          evenI = Math.fma(xi[near] + xi[far], c, evenI);
          oddR = Math.fma(xr[near] - xr[far], d, oddR);
          oddI = Math.fma(xi[near] - xi[far], d, oddI);
        }
        store(evenR + oddI, evenI - oddR, m, (k - 1) * m + p, wr, wi, yr, yi, o + k * s);
        store(
            evenR - oddI,
            evenI + oddR,
            m,
            (radix - k - 1) * m + p,
            wr,
            wi,
            yr,
            yi,
            o + (radix - k) * s);
      }
    }
  }

  private static void store(
      double r,
      double i,
      int m,
      int twiddle,
      double[] wr,
      double[] wi,
      double[] yr,
      double[] yi,
      int o) {
    if (m == 1) {
      yr[o] = r;
      yi[o] = i;
    } else {
      double c = wr[twiddle];
      double d = wi[twiddle];
      yr[o] = Math.fma(r, c, -(i * d));
      yi[o] = Math.fma(r, d, i * c);
    }
  }

  @Override
  public void multiply(double[] xr, double[] xi, int xo, double[] wr, double[] wi, int wo, int n) {
    for (int i = 0; i < n; i++) {
      double r = xr[xo + i];
      double t = xi[xo + i];
      double c = wr[wo + i];
      double d = wi[wo + i];
      xr[xo + i] = Math.fma(r, c, -(t * d));
      xi[xo + i] = Math.fma(r, d, t * c);
    }
  }
}
