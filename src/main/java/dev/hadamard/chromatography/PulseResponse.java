package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.quadrature.GaussLegendre;

/**
 * The outlet of a rectangular pulse of height 1 without dispersion at many times, and its
 * derivatives in ln k and ln n, exact: with y = k_d θ at the end and the start of the pulse, ∂/∂ln
 * n = n ΔJ_x + Δ(y J_y) and ∂/∂ln k = -Δ(y J_y). Evaluated in batches by the vector kernels.
 */
final class PulseResponse {
  private static final GaussLegendre RULE = GaussLegendre.of(8);

  /**
   * Pulses up to this share of √(2n), the peak's width in units of 1/k_d, are integrated, longer
   * ones are differences of J: here those lose 1e-14 of the peak, and eight nodes nothing.
   */
  private static final double SHORT = 0.2;

  private final double[] times;
  private final double holdUpTime;
  private final double duration;
  private final double[] exponent;
  private final double[] argument;
  private final double[] bessel;
  private final double[] complement;
  private final double[] same;

  PulseResponse(double holdUpTime, double duration, double[] times) {
    this.holdUpTime = holdUpTime;
    this.duration = duration;
    this.times = times;
    exponent = new double[RULE.size() * times.length];
    argument = new double[exponent.length];
    bessel = new double[exponent.length];
    complement = new double[times.length];
    same = new double[Math.min(GoldsteinJ.CHUNK, times.length)];
  }

  /**
   * Evaluates.
   *
   * @param k the retention factor
   * @param n the number of transfer units
   * @param value receives the outlet
   * @param byLogK receives its derivative in ln k at fixed n
   * @param byLogN receives its derivative in ln n at fixed k
   */
  void evaluate(double k, double n, double[] value, double[] byLogK, double[] byLogN) {
    double rate = n / (k * holdUpTime);
    value(rate, n, value);
    derivatives(rate, n, byLogK, byLogN);
  }

  /**
   * The outlet alone.
   *
   * @param rate the desorption rate
   * @param n the number of transfer units
   * @param value receives the outlet
   */
  void value(double rate, double n, double[] value) {
    if (rate * duration <= SHORT * Math.sqrt(2 * n)) {
      shortPulse(rate, n, value);
    } else {
      difference(rate, n, value);
    }
  }

  /** J at the end of the pulse less J at its start, or the other way round for the complements. */
  private void difference(double rate, double n, double[] value) {
    int m = times.length;
    for (int i = 0; i < m; i++) {
      exponent[i] = rate * (times[i] - holdUpTime);
    }
    GoldsteinJ.evaluate(n, exponent, value, argument, m, same);
    double[] ends = argument;
    for (int i = 0; i < m; i++) {
      exponent[i] = rate * (times[i] - holdUpTime - duration);
    }
    GoldsteinJ.evaluate(n, exponent, bessel, complement, m, same);
    for (int i = 0; i < m; i++) {
      double y = exponent[i];
      // Both complements are small from here on.
      value[i] = y + rate * duration > n && y >= 0 ? complement[i] - ends[i] : value[i] - bessel[i];
    }
  }

  private void shortPulse(double rate, double n, double[] value) {
    int nodes = RULE.size();
    double rootN = Math.sqrt(n);
    double half = duration / 2;
    int at = 0;
    for (double time : times) {
      // The part of the pulse that is not older than the hold-up time.
      double theta = time - holdUpTime;
      double length = Math.min(duration, theta);
      for (int j = 0; j < nodes; j++) {
        double u = theta - length * (1 + RULE.node(j)) / 2;
        double y = length > 0 ? rate * u : 0;
        double rootY = Math.sqrt(y);
        double d = rootY - rootN;
        exponent[at] = length > 0 ? -d * d : Double.NEGATIVE_INFINITY;
        argument[at] = 2 * rootN * rootY;
        at++;
      }
    }
    int count = nodes * times.length;
    SpecialFunctions.besselI1e(argument, 0, bessel, 0, count);
    Elementary.exp(exponent, 0, exponent, 0, count);
    double unretained = Elementary.exp(-n);
    at = 0;
    for (int i = 0; i < times.length; i++) {
      double theta = times[i] - holdUpTime;
      double length = Math.min(duration, theta);
      double sum = 0;
      for (int j = 0; j < nodes; j++) {
        double z = argument[at];
        // √(n/y) I₁e(z) = 2n I₁e(z)/z.
        double ratio = z > 1e-150 ? 2 * n * bessel[at] / z : n;
        sum = Math.fma(RULE.weight(j), exponent[at] * ratio, sum);
        at++;
      }
      value[i] = length >= 0 ? sum * rate * Math.min(half, length / 2) : 0;
      if (theta >= 0 && theta < duration) {
        value[i] += unretained;
      }
    }
  }

  private void derivatives(double rate, double n, double[] byLogK, double[] byLogN) {
    double rootN = Math.sqrt(n);
    for (int end = 0; end < 2; end++) {
      for (int i = 0; i < times.length; i++) {
        double y = rate * (times[i] - holdUpTime - end * duration);
        double rootY = Math.sqrt(Math.max(0, y));
        double d = rootY - rootN;
        exponent[i] = y >= 0 ? -d * d : Double.NEGATIVE_INFINITY;
        argument[i] = 2 * rootN * rootY;
      }
      int m = times.length;
      Elementary.exp(exponent, 0, exponent, 0, m);
      SpecialFunctions.besselI1e(argument, 0, bessel, 0, m);
      for (int i = 0; i < m; i++) {
        // y J_y = e^(-d²) (z/2) I₁e(z).
        double slope = exponent[i] * argument[i] / 2 * bessel[i];
        byLogK[i] = end == 0 ? -slope : byLogK[i] + slope;
      }
      SpecialFunctions.besselI0e(argument, 0, bessel, 0, m);
      for (int i = 0; i < m; i++) {
        double x = n * exponent[i] * bessel[i];
        byLogN[i] = end == 0 ? -x : byLogN[i] + x;
      }
    }
    for (int i = 0; i < times.length; i++) {
      byLogN[i] -= byLogK[i];
    }
  }
}
