package dev.hadamard.quadrature;

import dev.hadamard.kernel.RealFft;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A rank-one lattice rule with n points in the unit cube: point i has the coordinates frac(i z_j /
 * n).
 *
 * <p>The generating vector z is built component by component (Sloan and Reztsov 2002), each
 * minimising the worst-case error in the Korobov space of smoothness 2 with weights 1/(2j), by fast
 * Fourier transforms over the group of units modulo the prime n (Nuyens and Cools 2006): O(d n log
 * n) once, then shared. With a random shift and the baker's transform of the coordinates the error
 * of smooth integrands falls almost like n^(-2). Immutable.
 */
public final class RankOneLattice {
  /** Primes p with p - 1 made of 2, 3, 5 and 7, about doubling. */
  private static final int[] SIZES = {
    541, 1153, 2521, 5881, 12097, 24697, 50177, 100801, 209953, 420001
  };

  private static final int MAX_DIMENSION = 2000;
  private static final Map<Integer, RankOneLattice> SHARED = new ConcurrentHashMap<>();

  private final int n;
  private final int[] generator;

  private RankOneLattice(int n, int dimension) {
    this.n = n;
    this.generator = new int[dimension];
    build();
  }

  /**
   * The sizes of the lattices that there are.
   *
   * @return increasing primes, each about twice the one before
   */
  public static int[] sizes() {
    return SIZES.clone();
  }

  /**
   * The lattice with a number of points.
   *
   * @param n one of {@link #sizes}
   * @param dimension at least 1, at most 2000
   * @return the lattice
   */
  public static RankOneLattice of(int n, int dimension) {
    if (Arrays.binarySearch(SIZES, n) < 0) {
      throw new IllegalArgumentException(
          "n is " + n + ": must be one of " + Arrays.toString(SIZES));
    }
    if (dimension < 1 || dimension > MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "dimension is " + dimension + ": must be from 1 to " + MAX_DIMENSION);
    }
    return SHARED.compute(
        n,
        (size, known) ->
            known != null && known.generator.length >= dimension
                ? known
                : new RankOneLattice(size, Math.max(16, dimension)));
  }

  /**
   * The number of points.
   *
   * @return n
   */
  public int size() {
    return n;
  }

  /**
   * A component of the generating vector.
   *
   * @param j the coordinate, from 0
   * @return z_j, from 1 to n - 1
   */
  public int generator(int j) {
    return generator[j];
  }

  /**
   * One coordinate of consecutive points, shifted and folded by the baker's transform 1 - |2x - 1|.
   *
   * @param j the coordinate
   * @param shift the shift, from 0 to 1
   * @param first the number of the first point
   * @param out the coordinates
   * @param offset index of the first
   * @param count how many points
   */
  public void fill(int j, double shift, int first, double[] out, int offset, int count) {
    int z = generator[j];
    double inverse = 1.0 / n;
    // The residues of (first + i) z by additions: a division would take most of the time. Four
    // chains, because each addition waits for the one before.
    int r0 = (int) ((long) first * z % n);
    int r1 = wrapped(r0 + (z - n));
    int r2 = wrapped(r1 + (z - n));
    int r3 = wrapped(r2 + (z - n));
    int step = (int) (4L * z % n) - n;
    int end = offset + count;
    int i = offset;
    for (; i < end - 3; i += 4) {
      out[i] = folded(r0 * inverse + shift);
      out[i + 1] = folded(r1 * inverse + shift);
      out[i + 2] = folded(r2 * inverse + shift);
      out[i + 3] = folded(r3 * inverse + shift);
      r0 = wrapped(r0 + step);
      r1 = wrapped(r1 + step);
      r2 = wrapped(r2 + step);
      r3 = wrapped(r3 + step);
    }
    for (; i < end; i++) {
      out[i] = folded(r0 * inverse + shift);
      r0 = wrapped(r0 + (z - n));
    }
  }

  /** A residue from one that is less by n, where it is negative. */
  private int wrapped(int residue) {
    return residue + (n & (residue >> 31));
  }

  private static double folded(double x) {
    double fraction = x - Math.floor(x);
    return 1 - Math.abs(2 * fraction - 1);
  }

  /** The kernel is symmetric about 1/2, so that the units modulo ±1 are enough. */
  private void build() {
    int half = (n - 1) / 2;
    int root = primitiveRoot();
    int[] power = new int[half];
    power[0] = 1;
    for (int k = 1; k < half; k++) {
      power[k] = (int) ((long) power[k - 1] * root % n);
    }
    double[] kernel = new double[half];
    for (int k = 0; k < half; k++) {
      kernel[k] = omega((double) power[k] / n);
    }
    // For products over the points power[-k], the sums over all points are a cyclic convolution.
    RealFft fft = RealFft.of(half);
    int coefficients = fft.coefficients();
    double[] kernelRe = new double[coefficients];
    double[] kernelIm = new double[coefficients];
    fft.forward(kernel, kernelRe, kernelIm);
    double[] products = new double[half];
    Arrays.fill(products, 1);
    double[] re = new double[coefficients];
    double[] im = new double[coefficients];
    double[] sums = new double[half];
    for (int j = 0; j < generator.length; j++) {
      int best = 0;
      if (j > 0) {
        fft.forward(products, re, im);
        for (int k = 0; k < coefficients; k++) {
          double real = Math.fma(re[k], kernelRe[k], -(im[k] * kernelIm[k]));
          im[k] = Math.fma(re[k], kernelIm[k], im[k] * kernelRe[k]);
          re[k] = real;
        }
        fft.inverse(re, im, sums);
        for (int k = 1; k < half; k++) {
          if (sums[k] < sums[best]) {
            best = k;
          }
        }
      }
      generator[j] = power[best];
      double weight = 0.5 / (j + 1);
      for (int k = 0; k < half; k++) {
        products[k] *= 1 + weight * kernel[Math.floorMod(best - k, half)];
      }
    }
  }

  /** 2π² (x² - x + 1/6), the sum of e^(2πihx)/h² over h other than 0. */
  private static double omega(double x) {
    return 2 * Math.PI * Math.PI * (x * (x - 1) + 1.0 / 6);
  }

  private int primitiveRoot() {
    for (int g = 2; ; g++) {
      boolean generates = true;
      for (int p : new int[] {2, 3, 5, 7}) {
        if ((n - 1) % p == 0 && power(g, (n - 1) / p) == 1) {
          generates = false;
        }
      }
      if (generates) {
        return g;
      }
    }
  }

  private long power(long base, int exponent) {
    long result = 1;
    long square = base % n;
    for (int e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result = result * square % n;
      }
      square = square * square % n;
    }
    return result;
  }

  @Override
  public String toString() {
    return "RankOneLattice(n=" + n + ")";
  }
}
