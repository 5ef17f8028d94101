package dev.hadamard.random;

import dev.hadamard.kernel.Fft;
import dev.hadamard.kernel.RealFft;
import java.util.random.RandomGenerator;

/**
 * Exact samples of a stationary Gaussian sequence by circulant embedding.
 *
 * <p>The covariances c₀ ... c_n are wrapped to a circulant matrix of order M = 2n, whose
 * eigenvalues λ are a Fourier transform of its first row. With independent standard normal ξ, η the
 * real and the imaginary part of the transform of √(λ/M) (ξ + iη) are two independent sequences
 * with exactly the given covariances for lags up to n. Two transforms of length M for two paths,
 * O(n log n).
 *
 * <p>Where eigenvalues are negative the embedding of that length does not exist: {@link #exact}
 * tells; a longer one may. {@link #clippedMass} is what the negative ones amount to in variance:
 * they are set to 0, and the covariances of the samples are off by at most that. Immutable.
 *
 * <p>Source: Dietrich and Newsam 1997, Wood and Chan 1994.
 */
public final class CirculantEmbedding {
  /** Eigenvalues above this fraction of the largest, with a negative sign, are rounding. */
  private static final double ROUNDING = 1e-12;

  private final int lags;
  private final double[] root;
  private final double smallest;
  private final double largest;
  private final double clipped;
  private final Fft fft;

  private CirculantEmbedding(double[] covariances) {
    lags = covariances.length - 1;
    int m = 2 * lags;
    double[] row = new double[m];
    for (int k = 0; k < m; k++) {
      row[k] = covariances[Math.min(k, m - k)];
    }
    double[] re = new double[lags + 1];
    double[] im = new double[lags + 1];
    RealFft.of(m).forward(row, re, im);
    root = new double[m];
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double negative = 0;
    for (int k = 0; k < m; k++) {
      double eigenvalue = re[Math.min(k, m - k)];
      least = Math.min(least, eigenvalue);
      most = Math.max(most, eigenvalue);
      negative += Math.max(0, -eigenvalue);
      root[k] = Math.sqrt(Math.max(0, eigenvalue) / m);
    }
    smallest = least;
    largest = most;
    clipped = negative / m;
    fft = Fft.of(m);
  }

  /**
   * The embedding of covariances.
   *
   * @param covariances c₀ ... c_n, with c₀ positive and n at least 1
   * @return the embedding
   */
  public static CirculantEmbedding of(double[] covariances) {
    if (covariances.length < 2) {
      throw new IllegalArgumentException(
          "covariances has length " + covariances.length + ": must be at least 2");
    }
    for (int k = 0; k < covariances.length; k++) {
      if (!(Math.abs(covariances[k]) <= covariances[0]) || !Double.isFinite(covariances[0])) {
        throw new IllegalArgumentException(
            "covariances["
                + k
                + "] is "
                + covariances[k]
                + ": must be finite and at most covariances[0] = "
                + covariances[0]
                + " in absolute value");
      }
    }
    if (!(covariances[0] > 0)) {
      throw new IllegalArgumentException("covariances[0] is 0: must be positive");
    }
    return new CirculantEmbedding(covariances);
  }

  /**
   * The length of a sample.
   *
   * @return n + 1
   */
  public int length() {
    return lags + 1;
  }

  /**
   * Whether all eigenvalues are positive, up to rounding, so that samples are exact.
   *
   * @return true for an exact embedding
   */
  public boolean exact() {
    return smallest >= -ROUNDING * largest;
  }

  /**
   * The smallest eigenvalue of the circulant matrix.
   *
   * @return the eigenvalue
   */
  public double smallestEigenvalue() {
    return smallest;
  }

  /**
   * The sum of the negative eigenvalues over the order: the variance that samples have in excess.
   *
   * @return 0 for an exact embedding, up to rounding
   */
  public double clippedMass() {
    return clipped;
  }

  /**
   * Draws two independent samples. Takes 4n normal numbers from the generator.
   *
   * @param random the source
   * @param first the first sample; its length is at most n + 1
   * @param second the second sample; its length is at most n + 1
   */
  public void sample(RandomGenerator random, double[] first, double[] second) {
    requireLength("first", first);
    requireLength("second", second);
    int m = root.length;
    double[] re = new double[m];
    double[] im = new double[m];
    if (random instanceof PhiloxGenerator philox) {
      philox.fillNormal(re);
      philox.fillNormal(im);
    } else {
      for (int k = 0; k < m; k++) {
        re[k] = random.nextGaussian();
      }
      for (int k = 0; k < m; k++) {
        im[k] = random.nextGaussian();
      }
    }
    for (int k = 0; k < m; k++) {
      re[k] *= root[k];
      im[k] *= root[k];
    }
    fft.forward(re, im);
    System.arraycopy(re, 0, first, 0, first.length);
    System.arraycopy(im, 0, second, 0, second.length);
  }

  private void requireLength(String name, double[] path) {
    if (path.length > length()) {
      throw new IllegalArgumentException(
          name + " has length " + path.length + ": must be at most " + length());
    }
  }
}
