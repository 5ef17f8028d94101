package dev.hadamard.kernel;

import java.util.Arrays;

/**
 * A plan of the discrete Fourier transform of real numbers: X[k] = sum over j of x[j] e^(-2 pi i j
 * k / n) for k = 0..n/2 (the others are the conjugates), and its inverse. Even lengths take one
 * complex transform of half the length. Immutable, usable by several threads at once.
 */
public final class RealFft {
  private final int n;
  private final Fft fft;

  /** Half of e^(-2 pi i k / n). */
  private final double[] wr;

  private final double[] wi;

  private RealFft(int n) {
    this.n = n;
    boolean even = n % 2 == 0;
    this.fft = Fft.of(even ? n / 2 : n);
    this.wr = new double[even ? n / 2 + 1 : 0];
    this.wi = new double[wr.length];
    for (int k = 0; k < wr.length; k++) {
      Roots.put(k, n, wr, wi, k);
    }
  }

  /**
   * A plan.
   *
   * @param n the length, from 1 to 2^28
   * @return the plan
   */
  public static RealFft of(int n) {
    if (n < 1 || n > 1 << 28) {
      throw new IllegalArgumentException("n is " + n + ": must be from 1 to " + (1 << 28));
    }
    return new RealFft(n);
  }

  /**
   * The length.
   *
   * @return n
   */
  public int length() {
    return n;
  }

  /**
   * The number of coefficients.
   *
   * @return n / 2 + 1, rounded down
   */
  public int coefficients() {
    return n / 2 + 1;
  }

  /**
   * Transforms.
   *
   * @param x n real numbers, not changed; another array than re and im
   * @param re the real parts of the n/2 + 1 coefficients
   * @param im their imaginary parts
   */
  public void forward(double[] x, double[] re, double[] im) {
    check(x, re, im);
    if (n % 2 != 0) {
      double[] r = FftWork.get().array(12, n);
      double[] i = FftWork.get().array(13, n);
      System.arraycopy(x, 0, r, 0, n);
      Arrays.fill(i, 0, n, 0);
      fft.forward(r, 0, i, 0);
      System.arraycopy(r, 0, re, 0, coefficients());
      System.arraycopy(i, 0, im, 0, coefficients());
      return;
    }
    int half = n / 2;
    for (int j = 0; j < half; j++) {
      re[j] = x[2 * j];
      im[j] = x[2 * j + 1];
    }
    fft.forward(re, im);
    re[half] = re[0];
    im[half] = im[0];
    for (int k = 0; k <= half - k; k++) {
      int l = half - k;
      double evenR = 0.5 * (re[k] + re[l]);
      double evenI = 0.5 * (im[k] - im[l]);
      double oddR = 0.5 * (im[k] + im[l]);
      double oddI = 0.5 * (re[l] - re[k]);
      double turnedR = Math.fma(wr[k], oddR, -(wi[k] * oddI));
      double turnedI = Math.fma(wr[k], oddI, wi[k] * oddR);
      re[k] = evenR + turnedR;
      im[k] = evenI + turnedI;
      re[l] = evenR - turnedR;
      im[l] = turnedI - evenI;
    }
  }

  /**
   * Undoes {@link #forward}.
   *
   * @param re the real parts of the n/2 + 1 coefficients; overwritten
   * @param im their imaginary parts; overwritten
   * @param x the n real numbers; another array than re and im
   */
  public void inverse(double[] re, double[] im, double[] x) {
    check(x, re, im);
    if (n % 2 != 0) {
      double[] r = FftWork.get().array(12, n);
      double[] i = FftWork.get().array(13, n);
      r[0] = re[0];
      i[0] = 0;
      for (int k = 1; k < coefficients(); k++) {
        r[k] = re[k];
        i[k] = im[k];
        r[n - k] = re[k];
        i[n - k] = -im[k];
      }
      fft.inverse(r, 0, i, 0);
      System.arraycopy(r, 0, x, 0, n);
      return;
    }
    int half = n / 2;
    im[0] = 0;
    im[half] = 0;
    for (int k = 0; k <= half - k; k++) {
      int l = half - k;
      double evenR = 0.5 * (re[k] + re[l]);
      double evenI = 0.5 * (im[k] - im[l]);
      double turnedR = 0.5 * (re[k] - re[l]);
      double turnedI = 0.5 * (im[k] + im[l]);
      double oddR = Math.fma(wr[k], turnedR, wi[k] * turnedI);
      double oddI = Math.fma(wr[k], turnedI, -(wi[k] * turnedR));
      re[k] = evenR - oddI;
      im[k] = evenI + oddR;
      re[l] = evenR + oddI;
      im[l] = oddR - evenI;
    }
    fft.inverse(re, 0, im, 0);
    for (int j = 0; j < half; j++) {
      x[2 * j] = re[j];
      x[2 * j + 1] = im[j];
    }
  }

  private void check(double[] x, double[] re, double[] im) {
    Checks.range("x", x.length, 0, n);
    Checks.range("re", re.length, 0, coefficients());
    Checks.range("im", im.length, 0, coefficients());
    Checks.apart("x", x, 0, "re", re, 0, n);
    Checks.apart("x", x, 0, "im", im, 0, n);
    MatrixChecks.apart("re", re, 0, 1, coefficients(), n, "im", im, 0, 1, coefficients(), n);
  }

  /**
   * The convolution z[k] = sum over j of x[j] y[k - j] of all its n + m - 1 elements, with an error
   * of about u log(n + m) relative to |x| |y|. O((n + m) log(n + m)).
   *
   * @param x n numbers, at least one
   * @param y m numbers, at least one
   * @return n + m - 1 numbers
   */
  public static double[] convolve(double[] x, double[] y) {
    Checks.notEmpty("x", x.length);
    Checks.notEmpty("y", y.length);
    int length = Math.addExact(x.length, y.length) - 1;
    int size = Math.max(2, Integer.highestOneBit(Math.max(1, length - 1)) * 2);
    RealFft fft = of(size);
    int count = fft.coefficients();
    double[] padded = new double[size];
    double[] re = new double[count];
    double[] im = new double[count];
    double[] re2 = new double[count];
    double[] im2 = new double[count];
    System.arraycopy(x, 0, padded, 0, x.length);
    fft.forward(padded, re, im);
    Arrays.fill(padded, 0);
    System.arraycopy(y, 0, padded, 0, y.length);
    fft.forward(padded, re2, im2);
    for (int k = 0; k < count; k++) {
      double r = Math.fma(re[k], re2[k], -(im[k] * im2[k]));
      im[k] = Math.fma(re[k], im2[k], im[k] * re2[k]);
      re[k] = r;
    }
    fft.inverse(re, im, padded);
    return Arrays.copyOf(padded, length);
  }

  @Override
  public String toString() {
    return "RealFft(" + n + ")";
  }
}
