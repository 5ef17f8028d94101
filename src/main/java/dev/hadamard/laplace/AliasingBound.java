package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;

/**
 * How large f may be at a later time: a Fourier series brings e^(-2aT) f(t + 2T) back to t. For f
 * that is positive and does not fall, f(τ) ≤ σ e^(στ) F(σ) for every σ: the least of some. An
 * estimate of the size for other functions.
 */
final class AliasingBound {
  static final int EVALUATIONS = 7;

  private AliasingBound() {}

  static double of(TransformedProblem problem, double time) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < EVALUATIONS; k++) {
      double power = 1 << k;
      double sigma = power / time;
      double size = problem.transform().at(new Complex(sigma, 0)).abs();
      if (Double.isFinite(size)) {
        least = Math.min(least, sigma * Elementary.exp(power) * size);
      }
    }
    return Double.isInfinite(least) ? 0 : least;
  }
}
