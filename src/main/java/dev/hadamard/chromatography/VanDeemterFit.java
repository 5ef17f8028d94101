package dev.hadamard.chromatography;

import dev.hadamard.linalg.Qr;
import org.ejml.data.DMatrixRMaj;

/**
 * Van Deemter's curve H = A + B/u + C u fitted to plate heights at several velocities, by weighted
 * linear least squares: one run cannot tell diffusion from kinetics, several flows can. B = 2 D and
 * C = 2k/((1 + k)² k_d).
 *
 * @param a A, the eddy term, m
 * @param b B, m²/s
 * @param c C, s
 * @param covariance of A, B and C, row by row
 * @param noise the standard deviation of H about the curve: given, or that of the residuals; in
 *     units of the deviations where these were given
 */
public record VanDeemterFit(double a, double b, double c, double[] covariance, double noise) {
  /** Keeps copies. */
  public VanDeemterFit {
    covariance = covariance.clone();
  }

  /**
   * The covariance.
   *
   * @return a copy
   */
  @Override
  public double[] covariance() {
    return covariance.clone();
  }

  /**
   * Fits heights of equal uncertainty, which their residuals tell.
   *
   * @param velocities u, positive, m/s; at least four
   * @param heights H = L κ₂/κ₁² at each, positive, m
   * @return the fit
   * @throws IllegalArgumentException if lengths differ, values are not positive and finite, there
   *     are fewer than four, or fewer than three different velocities
   */
  public static VanDeemterFit of(double[] velocities, double[] heights) {
    double[] ones = new double[heights.length];
    java.util.Arrays.fill(ones, 1);
    return fit(velocities, heights, ones, /* known= */ false);
  }

  /**
   * Fits heights of known standard deviations.
   *
   * @param velocities u, positive, m/s; at least three
   * @param heights H at each, positive, m
   * @param deviations the standard deviation of each, positive, m
   * @return the fit
   * @throws IllegalArgumentException as {@link #of}, and if a deviation is not positive
   */
  public static VanDeemterFit weighted(double[] velocities, double[] heights, double[] deviations) {
    return fit(velocities, heights, deviations, /* known= */ true);
  }

  private static VanDeemterFit fit(
      double[] velocities, double[] heights, double[] deviations, boolean known) {
    int m = velocities.length;
    int least = known ? 3 : 4;
    if (m < least || heights.length != m || deviations.length != m) {
      throw new IllegalArgumentException(
          "velocities, heights, deviations have %d, %d, %d values: must be as many, at least %d"
              .formatted(m, heights.length, deviations.length, least));
    }
    DMatrixRMaj design = new DMatrixRMaj(m, 3);
    double[] right = new double[m];
    for (int i = 0; i < m; i++) {
      double u = Requirements.positive("velocities[" + i + "]", velocities[i]);
      double weight = 1 / Requirements.positive("deviations[" + i + "]", deviations[i]);
      right[i] = Requirements.positive("heights[" + i + "]", heights[i]) * weight;
      design.set(i, 0, weight);
      design.set(i, 1, weight / u);
      design.set(i, 2, weight * u);
    }
    long different = java.util.Arrays.stream(velocities).distinct().count();
    if (different < 3) {
      throw new IllegalArgumentException(
          "velocities has %d different values: must have at least 3".formatted(different));
    }
    Qr qr = Qr.of(design);
    double[] x = qr.solve(right);
    double squares = 0;
    for (int i = 0; i < m; i++) {
      double residual = right[i];
      for (int j = 0; j < 3; j++) {
        residual -= design.get(i, j) * x[j];
      }
      squares = Math.fma(residual, residual, squares);
    }
    double variance = known ? 1 : squares / (m - 3);
    double[][] inverse = inverse(qr.upper());
    double[] covariance = new double[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int l = 0; l < 3; l++) {
          covariance[3 * i + j] += variance * inverse[i][l] * inverse[j][l];
        }
      }
    }
    return new VanDeemterFit(x[0], x[1], x[2], covariance, Math.sqrt(variance));
  }

  private static double[][] inverse(DMatrixRMaj r) {
    double[][] inverse = new double[3][3];
    for (int j = 0; j < 3; j++) {
      for (int i = j; i >= 0; i--) {
        double sum = i == j ? 1 : 0;
        for (int l = i + 1; l <= j; l++) {
          sum -= r.get(i, l) * inverse[l][j];
        }
        inverse[i][j] = sum / r.get(i, i);
      }
    }
    return inverse;
  }

  /**
   * The diffusivity B/2.
   *
   * @return D, m²/s
   */
  public double diffusivity() {
    return b / 2;
  }

  /**
   * The standard error of the diffusivity.
   *
   * @return the error, m²/s
   */
  public double diffusivityError() {
    return Math.sqrt(covariance[4]) / 2;
  }

  /**
   * The desorption rate 2k/((1 + k)² C).
   *
   * @param retentionFactor k, positive
   * @return k_d, 1/s
   */
  public double desorptionRate(double retentionFactor) {
    double k = Requirements.positive("retentionFactor", retentionFactor);
    return 2 * k / ((1 + k) * (1 + k) * c);
  }

  /**
   * The standard error of the desorption rate at a known k.
   *
   * @param retentionFactor k, positive
   * @return the error, 1/s
   */
  public double desorptionRateError(double retentionFactor) {
    return Math.abs(desorptionRate(retentionFactor) / c) * Math.sqrt(covariance[8]);
  }

  /**
   * The velocity of the least height, √(B/C).
   *
   * @return u, m/s; NaN where B or C came out negative
   */
  public double bestVelocity() {
    return Math.sqrt(b / c);
  }
}
