package dev.hadamard.excursion;

import java.util.Arrays;

/**
 * A correlation of an autoregressive process in continuous time, X⁽ᵐ⁾ + c_(m-1) X⁽ᵐ⁻¹⁾ + ... + c₀ X
 * = white noise: X and its first m - 1 derivatives are a Markov process.
 */
interface Autoregressive {
  /** c₀, ..., c_(m-1). */
  double[] characteristic();

  /** The coefficients of ∏ (D + β_j) but for the first, 1. */
  static double[] ofRates(double... rates) {
    double[] c = new double[rates.length + 1];
    c[0] = 1;
    for (int j = 0; j < rates.length; j++) {
      for (int k = j + 1; k > 0; k--) {
        c[k] = Math.fma(rates[j], c[k], c[k - 1]);
      }
      c[0] *= rates[j];
    }
    return Arrays.copyOf(c, rates.length);
  }
}
