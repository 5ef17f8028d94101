package dev.hadamard.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plan of the discrete Fourier transform of a given length: X[k] = sum over j of x[j] e^(-2 pi i
 * j k / n), and its inverse with the factor 1/n.
 *
 * <p>Lengths whose prime factors are at most 13 by Stockham's passes of radix 4, 2 and odd radices,
 * others by Bluestein's algorithm; all in O(n log n), with an error of about u log2(n) relative to
 * the norm. From {@value #BLOCKED} elements on, a few of them at a time for strips that stay in the
 * caches. Real and imaginary parts are separate arrays.
 *
 * <p>Plans are immutable and may be used by several threads at once; each thread keeps work space
 * of about four times the largest length that it has transformed. The same bits everywhere.
 */
public final class Fft {
  /** Tuned by FftBenchmark: below, passes over everything are faster. */
  private static final int BLOCKED = 1 << 18;

  /** Radices of a thousand, in two stages, do not leave the strips room in a second-level cache. */
  private static final int STAGES = 3;

  /** Columns of a strip: four lines of a cache. */
  private static final int STRIP = 32;

  /** Elements of the strips of columns: four arrays of this length fill a second-level cache. */
  private static final int COLUMN_STRIPS = 32768;

  private static final int LARGEST_RADIX = 13;
  private static final int LARGEST = 1 << 28;

  private static final FftKernels KERNELS =
      Simd.choose(() -> new VectorFft(), () -> new ScalarFft());
  private static final Level2Kernels LEVEL2 =
      Simd.choose(() -> new VectorLevel2(), () -> new ScalarLevel2());
  private static final Level1Kernels LEVEL1 =
      Simd.choose(() -> new VectorLevel1(), () -> new ScalarLevel1());

  private final int n;

  /** The passes, or null for one of the two other ways. */
  private final List<FftPass> passes;

  private final BlockedFft blocked;
  private final Bluestein bluestein;

  private Fft(int n) {
    this.n = n;
    List<Integer> radices = radices(n);
    this.bluestein = radices == null ? new Bluestein(n) : null;
    this.blocked =
        radices == null || n < BLOCKED ? null : BlockedFft.of(KERNELS, LEVEL2, n, radices, STAGES);
    this.passes = radices == null || blocked != null ? null : passes(n, radices);
  }

  /**
   * A plan.
   *
   * @param n the length, from 1 to 2^28
   * @return the plan
   */
  public static Fft of(int n) {
    if (n < 1 || n > LARGEST) {
      throw new IllegalArgumentException("n is " + n + ": must be from 1 to " + LARGEST);
    }
    return new Fft(n);
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
   * Transforms in place.
   *
   * @param re the real parts, n elements
   * @param im the imaginary parts, n elements
   */
  public void forward(double[] re, double[] im) {
    forward(re, 0, im, 0);
  }

  /**
   * Transforms n elements in place.
   *
   * @param re the real parts
   * @param reOffset index of the first
   * @param im the imaginary parts, another array
   * @param imOffset index of the first
   */
  public void forward(double[] re, int reOffset, double[] im, int imOffset) {
    Checks.range("re", re.length, reOffset, n);
    Checks.range("im", im.length, imOffset, n);
    MatrixChecks.apart("re", re, reOffset, 1, n, n, "im", im, imOffset, 1, n, n);
    FftWork work = FftWork.get();
    if (reOffset == 0 && imOffset == 0 && passes != null && passes.size() > 1) {
      passThrough(re, im, work);
      return;
    }
    if (reOffset == 0 && imOffset == 0 && blocked != null) {
      blocked.transform(re, im, re, im, work);
      return;
    }
    double[] xr = work.array(0, n);
    double[] xi = work.array(1, n);
    System.arraycopy(re, reOffset, xr, 0, n);
    System.arraycopy(im, imOffset, xi, 0, n);
    double[] yr = work.array(2, n);
    double[] yi = work.array(3, n);
    boolean inY = run(1, xr, xi, yr, yi, work);
    System.arraycopy(inY ? yr : xr, 0, re, reOffset, n);
    System.arraycopy(inY ? yi : xi, 0, im, imOffset, n);
  }

  /**
   * Undoes {@link #forward(double[], double[])} in place.
   *
   * @param re the real parts, n elements
   * @param im the imaginary parts, n elements
   */
  public void inverse(double[] re, double[] im) {
    inverse(re, 0, im, 0);
  }

  /**
   * Undoes the transform of n elements in place.
   *
   * @param re the real parts
   * @param reOffset index of the first
   * @param im the imaginary parts, another array
   * @param imOffset index of the first
   */
  public void inverse(double[] re, int reOffset, double[] im, int imOffset) {
    forward(im, imOffset, re, reOffset);
    LEVEL1.scale(1.0 / n, re, reOffset, re, reOffset, n);
    LEVEL1.scale(1.0 / n, im, imOffset, im, imOffset, n);
  }

  /**
   * Transforms many sequences in place, element j of sequence b at {@code offset + j * batch + b}:
   * the columns of a row-major matrix of n rows. Faster than one after the other.
   *
   * @param batch the number of sequences
   * @param re the real parts, n batch elements
   * @param reOffset index of the first
   * @param im the imaginary parts, another array
   * @param imOffset index of the first
   */
  public void forwardColumns(int batch, double[] re, int reOffset, double[] im, int imOffset) {
    if (batch < 0) {
      throw new IllegalArgumentException("batch is " + batch + ": must be at least 0");
    }
    int size = Math.multiplyExact(n, batch);
    Checks.range("re", re.length, reOffset, size);
    Checks.range("im", im.length, imOffset, size);
    MatrixChecks.apart("re", re, reOffset, 1, size, size, "im", im, imOffset, 1, size, size);
    FftWork work = FftWork.get();
    if (passes == null) {
      double[] xr = work.array(10, n);
      double[] xi = work.array(11, n);
      for (int b = 0; b < batch; b++) {
        for (int j = 0; j < n; j++) {
          xr[j] = re[reOffset + j * batch + b];
          xi[j] = im[imOffset + j * batch + b];
        }
        forward(xr, 0, xi, 0);
        for (int j = 0; j < n; j++) {
          re[reOffset + j * batch + b] = xr[j];
          im[imOffset + j * batch + b] = xi[j];
        }
      }
      return;
    }
    int strip = Math.max(STRIP, COLUMN_STRIPS / n / STRIP * STRIP);
    for (int from = 0; from < batch; from += strip) {
      int columns = Math.min(strip, batch - from);
      double[] xr = work.array(0, n * columns);
      double[] xi = work.array(1, n * columns);
      double[] yr = work.array(2, n * columns);
      double[] yi = work.array(3, n * columns);
      for (int j = 0; j < n; j++) {
        System.arraycopy(re, reOffset + j * batch + from, xr, j * columns, columns);
        System.arraycopy(im, imOffset + j * batch + from, xi, j * columns, columns);
      }
      boolean inY = run(columns, xr, xi, yr, yi, work);
      double[] zr = inY ? yr : xr;
      double[] zi = inY ? yi : xi;
      for (int j = 0; j < n; j++) {
        System.arraycopy(zr, j * columns, re, reOffset + j * batch + from, columns);
        System.arraycopy(zi, j * columns, im, imOffset + j * batch + from, columns);
      }
    }
  }

  /**
   * Undoes {@link #forwardColumns} in place; each column has the bits of {@link #inverse(double[],
   * double[])} on it.
   *
   * @param batch the number of sequences
   * @param re the real parts, n batch elements
   * @param reOffset index of the first
   * @param im the imaginary parts, another array
   * @param imOffset index of the first
   */
  public void inverseColumns(int batch, double[] re, int reOffset, double[] im, int imOffset) {
    forwardColumns(batch, im, imOffset, re, reOffset);
    LEVEL1.scale(1.0 / n, re, reOffset, re, reOffset, n * batch);
    LEVEL1.scale(1.0 / n, im, imOffset, im, imOffset, n * batch);
  }

  /** The first pass reads from the arrays given, the last writes into them. */
  private void passThrough(double[] re, double[] im, FftWork work) {
    double[] xr = re;
    double[] xi = im;
    int last = passes.size() - 1;
    for (int i = 0; i <= last; i++) {
      double[] yr = i == last ? re : work.array(i % 2 * 2, n);
      double[] yi = i == last ? im : work.array(i % 2 * 2 + 1, n);
      passes.get(i).run(KERNELS, 1, xr, xi, yr, yi);
      xr = yr;
      xi = yi;
    }
  }

  /** Transforms x with y as work space; returns whether the result is in y. */
  private boolean run(int batch, double[] xr, double[] xi, double[] yr, double[] yi, FftWork work) {
    if (bluestein != null) {
      bluestein.transform(xr, xi);
      return false;
    }
    if (blocked != null) {
      blocked.transform(xr, xi, xr, xi, work);
      return false;
    }
    boolean inY = false;
    for (FftPass pass : passes) {
      if (inY) {
        pass.run(KERNELS, batch, yr, yi, xr, xi);
      } else {
        pass.run(KERNELS, batch, xr, xi, yr, yi);
      }
      inY = !inY;
    }
    return inY;
  }

  /** Fours, a two, then the odd primes; null if a prime is too large. */
  private static List<Integer> radices(int n) {
    List<Integer> radices = new ArrayList<>();
    int rest = n;
    for (; rest % 4 == 0; rest /= 4) {
      radices.add(4);
    }
    if (rest % 2 == 0) {
      radices.add(2);
      rest /= 2;
    }
    for (int radix = 3; radix <= LARGEST_RADIX; radix += 2) {
      for (; rest % radix == 0; rest /= radix) {
        radices.add(radix);
      }
    }
    return rest == 1 ? radices : null;
  }

  private static List<FftPass> passes(int n, List<Integer> radices) {
    List<FftPass> passes = new ArrayList<>();
    int s = 1;
    int length = n;
    for (int radix : radices) {
      passes.add(FftPass.of(radix, s, length / radix));
      length /= radix;
      s *= radix;
    }
    return passes;
  }

  /** Any length as a convolution: j k = (j² + k² - (k - j)²) / 2. */
  private static final class Bluestein {
    private final int n;
    private final Fft fft;
    private final double[] chirpR;
    private final double[] chirpI;
    private final double[] filterR;
    private final double[] filterI;

    Bluestein(int n) {
      this.n = n;
      int size = smooth(2 * n - 1);
      this.fft = new Fft(size);
      this.chirpR = new double[n];
      this.chirpI = new double[n];
      for (int j = 0; j < n; j++) {
        Roots.put((long) j * j % (2L * n), 2L * n, chirpR, chirpI, j);
      }
      this.filterR = new double[size];
      this.filterI = new double[size];
      for (int j = 0; j < n; j++) {
        int mirror = (size - j) % size;
        filterR[j] = chirpR[j];
        filterI[j] = -chirpI[j];
        filterR[mirror] = chirpR[j];
        filterI[mirror] = -chirpI[j];
      }
      fft.forward(filterR, filterI);
    }

    /** The least 2^a, 3 2^a or 5 2^a that is large enough. */
    private static int smooth(int least) {
      int best = Integer.highestOneBit(least - 1) * 2;
      for (int odd : new int[] {3, 5}) {
        int size = odd;
        while (size < least) {
          size *= 2;
        }
        if (size < best && size % 16 == 0) {
          best = size;
        }
      }
      return Math.max(1, best);
    }

    void transform(double[] re, double[] im) {
      int size = fft.length();
      FftWork work = FftWork.get();
      double[] ar = work.array(8, size);
      double[] ai = work.array(9, size);
      System.arraycopy(re, 0, ar, 0, n);
      System.arraycopy(im, 0, ai, 0, n);
      Arrays.fill(ar, n, size, 0);
      Arrays.fill(ai, n, size, 0);
      KERNELS.multiply(ar, ai, 0, chirpR, chirpI, 0, n);
      fft.forward(ar, 0, ai, 0);
      KERNELS.multiply(ar, ai, 0, filterR, filterI, 0, size);
      fft.inverse(ar, 0, ai, 0);
      KERNELS.multiply(ar, ai, 0, chirpR, chirpI, 0, n);
      System.arraycopy(ar, 0, re, 0, n);
      System.arraycopy(ai, 0, im, 0, n);
    }
  }

  @Override
  public String toString() {
    return "Fft(" + n + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fft that && n == that.n;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new int[] {n});
  }
}
