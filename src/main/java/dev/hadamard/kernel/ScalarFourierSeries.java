package dev.hadamard.kernel;

/** The scalar twin: the definition. */
final class ScalarFourierSeries implements FourierSeriesKernels {
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
    sum(re, im, terms, cos, sin, 0, out, outOffset, n);
  }

  static void sum(
      double[] re,
      double[] im,
      int terms,
      double[] cos,
      double[] sin,
      int from,
      double[] out,
      int outOffset,
      int n) {
    for (int i = from; i < n; i++) {
      double c = cos[i];
      double s = sin[i];
      double a = re[terms - 1];
      double b = im[terms - 1];
      for (int m = terms - 2; m >= 0; m--) {
        double next = Math.fma(a, c, Math.fma(-b, s, re[m]));
        b = Math.fma(a, s, Math.fma(b, c, im[m]));
        a = next;
      }
      out[outOffset + i] = a;
    }
  }
}
