package dev.hadamard.kernel;

/**
 * A Fourier series of given coefficients at many points: Horner's rule in powers of e^(iθ), which
 * have magnitude 1, so that rounding stays below the number of terms in units of the last place of
 * Σ |c_m|. The same bits on every vector width; nothing is allocated.
 */
public final class FourierSeries {
  private static final FourierSeriesKernels KERNELS =
      Simd.choose(() -> new VectorFourierSeries(), () -> new ScalarFourierSeries());

  private FourierSeries() {}

  /**
   * out[i] = Re Σ_m (re[m] + i im[m]) (cos[i] + i sin[i])^m, m from 0 to terms - 1. O(n terms).
   *
   * @param re the real parts of the coefficients
   * @param im their imaginary parts
   * @param terms how many coefficients, at least 1
   * @param cos the cosines of the angles
   * @param sin their sines
   * @param out receives the sums; another array
   * @param outOffset the index of the first sum
   * @param n the number of angles
   * @throws IndexOutOfBoundsException if a range leaves its array
   * @throws IllegalArgumentException if n or terms - 1 is negative or the arrays overlap
   */
  public static void sum(
      double[] re,
      double[] im,
      int terms,
      double[] cos,
      double[] sin,
      double[] out,
      int outOffset,
      int n) {
    if (terms < 1) {
      throw new IllegalArgumentException("terms is " + terms + ": must be at least 1");
    }
    Checks.range("re", re.length, 0, terms);
    Checks.range("im", im.length, 0, terms);
    Checks.range("cos", cos.length, 0, n);
    Checks.range("sin", sin.length, 0, n);
    Checks.range("out", out.length, outOffset, n);
    Checks.apart("out", out, outOffset, "cos", cos, 0, n);
    Checks.apart("out", out, outOffset, "sin", sin, 0, n);
    KERNELS.sum(re, im, terms, cos, sin, out, outOffset, n);
  }
}
