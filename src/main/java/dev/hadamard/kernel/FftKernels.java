package dev.hadamard.kernel;

/**
 * Passes of Stockham's fast Fourier transform on separate real and imaginary parts.
 *
 * <p>A pass of radix r takes {@code x[q + s (p + m j)]}, j = 0..r-1, and writes {@code y[q + s (r p
 * + k)]} = w^(p k) sum over j of x e^(-2 pi i j k / r), for p &lt; m and q &lt; s, with w = e^(-2
 * pi i / (r m)). The twiddle factor w^(p k) stands at {@code (k - 1) m + p}; in the last pass, m =
 * 1, it is not applied. A complex product is (fma(a, c, -(b d)), fma(a, d, b c)).
 */
interface FftKernels {
  /** Radix 2. */
  void radix2(
      int s, int m, double[] xr, double[] xi, double[] yr, double[] yi, double[] wr, double[] wi);

  /**
   * Radix 4.
   *
   * @param spread for s = 4, every twiddle factor four times; else null
   */
  void radix4(
      int s,
      int m,
      double[] xr,
      double[] xi,
      double[] yr,
      double[] yi,
      double[] wr,
      double[] wi,
      double[][] spread);

  /**
   * An odd radix, by sums and differences of opposite inputs.
   *
   * @param cosines cos(2 pi j k / radix) at {@code (k - 1) h + j - 1}, h = (radix - 1) / 2
   * @param sines the sines alike
   */
  void odd(
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
      double[] sines);

  /**
   * One butterfly of radix 4 between rows: y row k = w_k times the sum over j of x row j e^(-2 pi i
   * j k / 4); without factors if {@code wr} is null.
   *
   * @param xs between the first elements of the rows of x
   * @param ys between those of y
   * @param first index of w_0; negative if it is 1
   * @param wo index of w_1
   * @param ws between the factors from w_1 on
   */
  void rows4(
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
      int ws);

  /** (x) = (x w), complex, of n elements. */
  void multiply(double[] xr, double[] xi, int xo, double[] wr, double[] wi, int wo, int n);
}
