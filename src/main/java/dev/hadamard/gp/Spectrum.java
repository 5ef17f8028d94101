package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;

/**
 * The shape of the bumps of a spectral mixture, and by the Wiener-Khinchin theorem the envelope g
 * of its covariance: a bump at frequency f with bandwidth ρ, symmetrised, has the covariance g(|d|)
 * cos(2πfd).
 *
 * <ul>
 *   <li>Gaussian bumps: g = exp(-s d²), s = 2π²ρ².
 *   <li>Student-t bumps with ν = 2p+1 degrees of freedom: the Matérn envelope of smoothness p+½, g
 *       = G(r), r = √(2p+1) λ d, λ = 2πρ.
 * </ul>
 */
public final class Spectrum {
  private static final int MAX_STUDENT = 9;
  private static final Spectrum GAUSSIAN = new Spectrum(0);

  /** 0 for Gaussian bumps, otherwise p of ν = 2p+1. */
  private final int p;

  private Spectrum(int p) {
    this.p = p;
  }

  /**
   * Gaussian bumps.
   *
   * @return the shape
   */
  public static Spectrum gaussian() {
    return GAUSSIAN;
  }

  /**
   * Student-t bumps.
   *
   * @param degreesOfFreedom ν, one of 3, 5, 7 and 9
   * @return the shape
   */
  public static Spectrum studentT(int degreesOfFreedom) {
    if (degreesOfFreedom < 3 || degreesOfFreedom > MAX_STUDENT || degreesOfFreedom % 2 == 0) {
      throw new IllegalArgumentException(
          "degreesOfFreedom is " + degreesOfFreedom + ": allowed are 3, 5, 7 and 9");
    }
    return new Spectrum((degreesOfFreedom - 1) / 2);
  }

  /**
   * Whether the bumps are Gaussian.
   *
   * @return false for Student-t bumps
   */
  public boolean isGaussian() {
    return p == 0;
  }

  /**
   * The highest derivative of the covariance that exists at lag 0: ν - 1 for Student-t bumps.
   *
   * @return the order; {@link Integer#MAX_VALUE} for Gaussian bumps
   */
  public int maxDerivative() {
    return p == 0 ? Integer.MAX_VALUE : 2 * p;
  }

  /** Refuses an order of derivative that does not exist. */
  void requireDerivative(int order) {
    if (order < 0) {
      throw new IllegalArgumentException("order is " + order + ": must be at least 0");
    }
    if (order > maxDerivative()) {
      throw new IllegalArgumentException(
          "Student-t spectrum with "
              + (2 * p + 1)
              + " degrees of freedom supports derivatives up to order "
              + maxDerivative()
              + ", "
              + order
              + " requested");
    }
  }

  /** ∂ covariance/∂logScale is this times the derivative for a pure scaling of the lag. */
  double scaling() {
    return p == 0 ? 0.5 : 1;
  }

  /** The logarithm of the scale that belongs to a bandwidth. */
  double logScale(double bandwidth) {
    double twoPi = 2 * Math.PI * bandwidth;
    return p == 0 ? Elementary.log(twoPi * twoPi / 2) : Elementary.log(twoPi);
  }

  /** The bandwidth ρ that belongs to the logarithm of a scale. */
  double bandwidth(double logScale) {
    double scale = Elementary.exp(logScale);
    return p == 0 ? Math.sqrt(scale / 2) / Math.PI : scale / (2 * Math.PI);
  }

  /** The density of one bump at 0 mean, integral 1. */
  double density(double s, double bandwidth) {
    double z = s / bandwidth;
    if (p == 0) {
      return Elementary.exp(-z * z / 2) / (bandwidth * Math.sqrt(2 * Math.PI));
    }
    double nu = 2 * p + 1;
    double norm =
        Elementary.exp(SpecialFunctions.logGamma((nu + 1) / 2) - SpecialFunctions.logGamma(nu / 2))
            / (Math.sqrt(nu * Math.PI) * bandwidth);
    return norm * Elementary.exp(-(nu + 1) / 2 * Elementary.log1p(z * z / nu));
  }

  /**
   * The envelope and its derivatives at lags, g^(j)(d) for j = 0..order.
   *
   * @param scale e^logScale
   * @param lags d, at least 0
   * @param n how many
   * @param order the highest derivative
   * @param polynomials of {@link #polynomials}
   * @param out one array for each derivative
   */
  void envelope(
      double scale, double[] lags, int n, int order, double[][] polynomials, double[][] out) {
    double[] e = out[0];
    if (p > 0) {
      double b = Math.sqrt(2 * p + 1) * scale;
      for (int i = 0; i < n; i++) {
        e[i] = -b * lags[i];
      }
      Elementary.exp(e, 0, e, 0, n);
      double power = 1;
      for (int j = 1; j <= order; j++) {
        power *= b;
        horner(polynomials[j], power, b, lags, e, n, out[j]);
      }
      horner(polynomials[0], 1, b, lags, e, n, e);
      return;
    }
    for (int i = 0; i < n; i++) {
      e[i] = -scale * lags[i] * lags[i];
    }
    Elementary.exp(e, 0, e, 0, n);
    // g^(j+1) = -2s (d g^(j) + j g^(j-1)).
    for (int j = 0; j < order; j++) {
      double[] g = out[j];
      double[] next = out[j + 1];
      double factor = -2 * scale;
      if (j == 0) {
        for (int i = 0; i < n; i++) {
          next[i] = factor * (lags[i] * g[i]);
        }
      } else {
        double[] before = out[j - 1];
        for (int i = 0; i < n; i++) {
          next[i] = factor * (lags[i] * g[i] + j * before[i]);
        }
      }
    }
  }

  private static void horner(
      double[] c, double factor, double b, double[] lags, double[] e, int n, double[] out) {
    switch (c.length) {
      case 2 -> {
        for (int i = 0; i < n; i++) {
          double r = b * lags[i];
          out[i] = factor * ((c[0] + r * c[1]) * e[i]);
        }
      }
      case 3 -> {
        double c0 = c[0];
        double c1 = c[1];
        double c2 = c[2];
        for (int i = 0; i < n; i++) {
          double r = b * lags[i];
          out[i] = factor * ((c0 + r * (c1 + r * c2)) * e[i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          double r = b * lags[i];
          double sum = 0;
          for (int k = c.length - 1; k >= 0; k--) {
            sum = sum * r + c[k];
          }
          out[i] = factor * (sum * e[i]);
        }
      }
    }
  }

  /**
   * The polynomials P_j with G^(j)(r) = P_j(r) e^-r, j = 0..order: P_(j+1) = P_j' - P_j, computed
   * in whole numbers over the common denominator (2p)!/p!, so that what vanishes is exactly 0.
   */
  double[][] polynomials(int order) {
    if (p == 0) {
      return new double[0][];
    }
    long[] c = new long[p + 1];
    for (int k = 0; k <= p; k++) {
      // The coefficient of (2r)^k: (2p-k)! / ((p-k)! k!), over (2p)!/p!.
      long value = 1;
      for (int i = p - k + 1; i <= 2 * p - k; i++) {
        value *= i;
      }
      for (int i = 2; i <= k; i++) {
        value /= i;
      }
      c[k] = value << k;
    }
    double denominator = c[0];
    double[][] result = new double[order + 1][p + 1];
    for (int j = 0; j <= order; j++) {
      for (int k = 0; k <= p; k++) {
        result[j][k] = c[k] / denominator;
        c[k] = (k < p ? (k + 1) * c[k + 1] : 0) - c[k];
      }
    }
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Spectrum s && s.p == p;
  }

  @Override
  public int hashCode() {
    return p;
  }

  @Override
  public String toString() {
    return p == 0 ? "Gaussian spectrum" : "Student-t spectrum, nu = " + (2 * p + 1);
  }
}
