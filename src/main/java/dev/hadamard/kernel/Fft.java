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
 * the norm. From {@value #LARGE} elements on, in two halves through strips that stay in the caches
 * (Bailey 1990). Real and imaginary parts are separate arrays.
 *
 * <p>Plans are immutable and may be used by several threads at once; each thread keeps work space
 * of about four times the largest length that it has transformed. The same bits everywhere.
 */
public final class Fft {
  /** Tuned by FftBenchmark: below, passes over everything are faster. */
  private static final int LARGE = 524288;

  /** Columns of a strip: four lines of a cache. */
  private static final int STRIP = 32;

  /** Elements of the strips of columns: four arrays of this length fill a second-level cache. */
  private static final int COLUMN_STRIPS = 32768;

  /** Doubles in a line of a cache. */
  private static final int LINE = 8;

  private static final int LARGEST_RADIX = 13;
  private static final int LARGEST = 1 << 28;

  private static final FftKernels KERNELS =
      Simd.choose(() -> new VectorFft(), () -> new ScalarFft());
  private static final Level2Kernels LEVEL2 =
      Simd.choose(() -> new VectorLevel2(), () -> new ScalarLevel2());
  private static final Level1Kernels LEVEL1 =
      Simd.choose(() -> new VectorLevel1(), () -> new ScalarLevel1());

  private final int n;

  /** The passes, or null for the two other ways. */
  private final List<Pass> passes;

  private final Halves halves;
  private final Bluestein bluestein;

  private Fft(int n) {
    this.n = n;
    List<Integer> radices = radices(n);
    if (radices == null) {
      this.passes = null;
      this.halves = null;
      this.bluestein = new Bluestein(n);
    } else if (n >= LARGE && balanced(n, radices) > 1) {
      this.passes = null;
      this.halves = new Halves(n, balanced(n, radices));
      this.bluestein = null;
    } else {
      this.passes = passes(n, radices);
      this.halves = null;
      this.bluestein = null;
    }
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
    Work work = Work.get();
    if (reOffset == 0 && imOffset == 0 && passes != null && passes.size() > 1) {
      passThrough(re, im, work);
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
    Work work = Work.get();
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

  /** The first pass reads from the arrays given, the last writes into them. */
  private void passThrough(double[] re, double[] im, Work work) {
    double[] xr = re;
    double[] xi = im;
    int last = passes.size() - 1;
    for (int i = 0; i <= last; i++) {
      double[] yr = i == last ? re : work.array(i % 2 * 2, n);
      double[] yi = i == last ? im : work.array(i % 2 * 2 + 1, n);
      passes.get(i).run(1, xr, xi, yr, yi);
      xr = yr;
      xi = yi;
    }
  }

  /** Transforms x with y as work space; returns whether the result is in y. */
  private boolean run(int batch, double[] xr, double[] xi, double[] yr, double[] yi, Work work) {
    if (bluestein != null) {
      bluestein.transform(xr, xi);
      return false;
    }
    if (halves != null) {
      halves.transform(xr, xi, yr, yi, work);
      return true;
    }
    boolean inY = false;
    for (Pass pass : passes) {
      if (inY) {
        pass.run(batch, yr, yi, xr, xi);
      } else {
        pass.run(batch, xr, xi, yr, yi);
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

  /** A divisor near the square root, both sides divisible by the columns of a strip, or 1. */
  private static int balanced(int n, List<Integer> radices) {
    int best = 1;
    double root = Math.sqrt(n);
    for (int d = STRIP; (long) d * d <= 4L * n; d++) {
      if (n % d == 0 && d % STRIP == 0 && n / d % STRIP == 0) {
        if (best == 1 || Math.abs(d - root) < Math.abs(best - root)) {
          best = d;
        }
      }
    }
    return radices.isEmpty() ? 1 : best;
  }

  private static List<Pass> passes(int n, List<Integer> radices) {
    List<Pass> passes = new ArrayList<>();
    int s = 1;
    int length = n;
    for (int radix : radices) {
      passes.add(Pass.of(radix, s, length / radix));
      length /= radix;
      s *= radix;
    }
    return passes;
  }

  /** Work space of a thread, in slots that grow. */
  private static final class Work {
    private static final ThreadLocal<Work> OF_THREAD = ThreadLocal.withInitial(Work::new);
    private static final int SLOTS = 14;

    private final double[][] slots = new double[SLOTS][0];

    static Work get() {
      return OF_THREAD.get();
    }

    double[] array(int slot, int length) {
      if (slots[slot].length < length) {
        slots[slot] = new double[length];
      }
      return slots[slot];
    }
  }

  /** One pass with its twiddle factors. */
  private record Pass(
      int radix,
      int s,
      int m,
      double[] wr,
      double[] wi,
      double[][] spread,
      double[] cosines,
      double[] sines) {
    static Pass of(int radix, int s, int m) {
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
      return new Pass(radix, s, m, wr, wi, spread, cosines, sines);
    }

    private static double[] fourTimes(double[] w) {
      double[] spread = new double[4 * w.length];
      for (int i = 0; i < spread.length; i++) {
        spread[i] = w[i / 4];
      }
      return spread;
    }

    void run(int batch, double[] xr, double[] xi, double[] yr, double[] yi) {
      switch (radix) {
        case 2 -> KERNELS.radix2(s * batch, m, xr, xi, yr, yi, wr, wi);
        case 4 -> KERNELS.radix4(s * batch, m, xr, xi, yr, yi, wr, wi, spreadFor(batch));
        default -> KERNELS.odd(radix, s * batch, m, xr, xi, yr, yi, wr, wi, cosines, sines);
      }
    }

    /** The table fits s = 4 only as it comes from one sequence. */
    private double[][] spreadFor(int batch) {
      return batch == 1 ? spread : null;
    }
  }

  /** n = rows times columns: transforms of strips of columns, twiddle factors, strips again. */
  private static final class Halves {
    private final int rows;
    private final int columns;
    private final Fft first;
    private final Fft second;

    /** The factor of row k and column j at {@code k * columns + j}. */
    private final double[] wr;

    private final double[] wi;

    Halves(int n, int rows) {
      this.rows = rows;
      this.columns = n / rows;
      this.first = new Fft(rows);
      this.second = columns == rows ? first : new Fft(columns);
      this.wr = new double[n];
      this.wi = new double[n];
      for (int k = 0; k < rows; k++) {
        for (int j = 0; j < columns; j++) {
          Roots.put((long) k * j, n, wr, wi, k * columns + j);
        }
      }
    }

    /** From x to y. */
    void transform(double[] xr, double[] xi, double[] yr, double[] yi, Work work) {
      int largest = Math.max(rows, columns) * STRIP;
      double[] ar = work.array(4, largest);
      double[] ai = work.array(5, largest);
      double[] br = work.array(6, largest);
      double[] bi = work.array(7, largest);
      // A line more per row, lest the rows of a strip fall on the same cache sets.
      int padded = rows + LINE;
      double[] tr = work.array(12, columns * padded);
      double[] ti = work.array(13, columns * padded);
      for (int j = 0; j < columns; j += STRIP) {
        for (int k = 0; k < rows; k++) {
          System.arraycopy(xr, k * columns + j, ar, k * STRIP, STRIP);
          System.arraycopy(xi, k * columns + j, ai, k * STRIP, STRIP);
        }
        boolean inB = first.run(STRIP, ar, ai, br, bi, work);
        double[] zr = inB ? br : ar;
        double[] zi = inB ? bi : ai;
        for (int k = 0; k < rows; k++) {
          KERNELS.multiply(zr, zi, k * STRIP, wr, wi, k * columns + j, STRIP);
        }
        LEVEL2.transpose(rows, STRIP, zr, 0, STRIP, tr, j * padded, padded);
        LEVEL2.transpose(rows, STRIP, zi, 0, STRIP, ti, j * padded, padded);
      }
      for (int k = 0; k < rows; k += STRIP) {
        for (int j = 0; j < columns; j++) {
          System.arraycopy(tr, j * padded + k, ar, j * STRIP, STRIP);
          System.arraycopy(ti, j * padded + k, ai, j * STRIP, STRIP);
        }
        boolean inB = second.run(STRIP, ar, ai, br, bi, work);
        double[] zr = inB ? br : ar;
        double[] zi = inB ? bi : ai;
        for (int j = 0; j < columns; j++) {
          System.arraycopy(zr, j * STRIP, yr, j * rows + k, STRIP);
          System.arraycopy(zi, j * STRIP, yi, j * rows + k, STRIP);
        }
      }
    }
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
      Work work = Work.get();
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
