package dev.hadamard.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ejml.data.DMatrixRMaj;

/** Draws of a normal vector against its law. */
public final class Draws {
  private Draws() {}

  /**
   * Mean and covariance of draws: fixed seeds; 3 means within 4.5 standard errors and 6 second
   * moments within 5, a false alarm in 3e-5 of seeds.
   */
  public static void matches(double[] mean, DMatrixRMaj covariance, double[][] draws) {
    int n = mean.length;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (double[] d : draws) {
        sum += d[i] / draws.length;
      }
      double variance = covariance.get(i, i);
      assertEquals(mean[i], sum, 4.5 * Math.sqrt(variance / draws.length) + 1e-9);
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (double[] d : draws) {
          product += (d[i] - mean[i]) * (d[j] - mean[j]) / draws.length;
        }
        double c = covariance.get(i, j);
        double error = Math.sqrt((variance * covariance.get(j, j) + c * c) / draws.length);
        assertEquals(c, product, 5 * error + 1e-9);
      }
    }
  }
}
