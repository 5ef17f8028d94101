package dev.hadamard.kernel;

/** One pass with its twiddle factors. */
record FftPass(
    int radix,
    int s,
    int m,
    double[] wr,
    double[] wi,
    double[][] spread,
    double[] cosines,
    double[] sines) {
  static FftPass of(int radix, int s, int m) {
    double[] wr = new double[(radix - 1) * m];
    double[] wi = new double[(radix - 1) * m];
    for (int k = 1; k < radix; k++) {
      for (int p = 0; p < m; p++) {
        Roots.put((long) k * p, (long) radix * m, wr, wi, (k - 1) * m + p);
      }
    }
    double[][] spread = null;
    if (radix == 4 && s == 4) {
      spread = new double[][] {fourTimes(wr), fourTimes(wi)};
    }
    int half = radix / 2;
    double[] cosines = new double[half * half];
    double[] sines = new double[half * half];
    for (int k = 1; k <= half; k++) {
      for (int j = 1; j <= half; j++) {
        int at = (k - 1) * half + j - 1;
        Roots.put((long) j * k, radix, cosines, sines, at);
        sines[at] = -sines[at];
      }
    }
    return new FftPass(radix, s, m, wr, wi, spread, cosines, sines);
  }

  private static double[] fourTimes(double[] w) {
    double[] spread = new double[4 * w.length];
    for (int i = 0; i < spread.length; i++) {
      spread[i] = w[i / 4];
    }
    return spread;
  }

  void run(FftKernels kernels, int batch, double[] xr, double[] xi, double[] yr, double[] yi) {
    switch (radix) {
      case 2 -> kernels.radix2(s * batch, m, xr, xi, yr, yi, wr, wi);
      case 4 -> kernels.radix4(s * batch, m, xr, xi, yr, yi, wr, wi, spreadFor(batch));
      default -> kernels.odd(radix, s * batch, m, xr, xi, yr, yi, wr, wi, cosines, sines);
    }
  }

  /** The table fits s = 4 only as it comes from one sequence. */
  private double[][] spreadFor(int batch) {
    return batch == 1 ? spread : null;
  }
}
