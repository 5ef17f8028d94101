package dev.hadamard.kernel;

/**
 * A plan of the discrete cosine and sine transforms of the second kind, with their inverses (the
 * third kind, scaled), by one real transform of the same length (Makhoul 1980): C[k] = sum over j
 * of x[j] cos(pi k (2 j + 1) / (2 n)), S[k] = sum over j of x[j] sin(pi (k + 1) (2 j + 1) / (2 n)).
 * Immutable, usable by several threads at once.
 */
public final class CosineTransform {
  private final int n;
  private final RealFft fft;

  /** e^(-pi i k / (2 n)). */
  private final double[] wr;

  private final double[] wi;

  private CosineTransform(int n) {
    this.n = n;
    this.fft = RealFft.of(n);
    this.wr = new double[n];
    this.wi = new double[n];
    for (int k = 0; k < n; k++) {
      Roots.put(k, 4L * n, wr, wi, k);
    }
  }

  /**
   * A plan.
   *
   * @param n the length, from 1 to 2^28
   * @return the plan
   */
  public static CosineTransform of(int n) {
    return new CosineTransform(n);
  }

  /**
   * The cosine transform in place.
   *
   * @param x n numbers
   */
  public void cosine(double[] x) {
    Checks.range("x", x.length, 0, n);
    FftWork work = FftWork.get();
    int half = n / 2;
    double[] v = work.array(14, n);
    double[] re = work.array(15, half + 1);
    double[] im = work.array(16, half + 1);
    for (int j = 0; j < n; j++) {
      v[j % 2 == 0 ? j / 2 : n - 1 - j / 2] = x[j];
    }
    fft.forward(v, re, im);
    for (int k = 0; k <= half && k < n; k++) {
      x[k] = Math.fma(wr[k], re[k], -(wi[k] * im[k]));
    }
    for (int k = half + 1; k < n; k++) {
      x[k] = Math.fma(wr[k], re[n - k], wi[k] * im[n - k]);
    }
  }

  /**
   * Undoes {@link #cosine} in place.
   *
   * @param x n numbers
   */
  public void inverseCosine(double[] x) {
    Checks.range("x", x.length, 0, n);
    FftWork work = FftWork.get();
    int half = n / 2;
    double[] v = work.array(14, n);
    double[] re = work.array(15, half + 1);
    double[] im = work.array(16, half + 1);
    for (int k = 0; k <= half && k < n; k++) {
      double opposite = k == 0 ? 0 : x[n - k];
      re[k] = Math.fma(wr[k], x[k], -(wi[k] * opposite));
      im[k] = -Math.fma(wi[k], x[k], wr[k] * opposite);
    }
    fft.inverse(re, im, v);
    for (int j = 0; j < n; j++) {
      x[j] = v[j % 2 == 0 ? j / 2 : n - 1 - j / 2];
    }
  }

  /**
   * The sine transform in place.
   *
   * @param x n numbers
   */
  public void sine(double[] x) {
    Checks.range("x", x.length, 0, n);
    alternate(x);
    cosine(x);
    reverse(x);
  }

  /**
   * Undoes {@link #sine} in place.
   *
   * @param x n numbers
   */
  public void inverseSine(double[] x) {
    Checks.range("x", x.length, 0, n);
    reverse(x);
    inverseCosine(x);
    alternate(x);
  }

  private void alternate(double[] x) {
    for (int j = 1; j < n; j += 2) {
      x[j] = -x[j];
    }
  }

  private void reverse(double[] x) {
    for (int j = 0; j < n - 1 - j; j++) {
      double t = x[j];
      x[j] = x[n - 1 - j];
      x[n - 1 - j] = t;
    }
  }

  @Override
  public String toString() {
    return "CosineTransform(" + n + ")";
  }
}
