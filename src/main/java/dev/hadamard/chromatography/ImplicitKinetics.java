package dev.hadamard.chromatography;

/**
 * A backward Euler step of Langmuir kinetics in one cell: given w_i = C_i + Φ q_i, which the step
 * keeps, and the q_i before it, find q with q_i = (q_i* + h k_a,i w_i f)/(1 + h k_d,i + h k_a,i Φ
 * f), f = q_m - S, S = Σ q_i. One scalar root: the right side decreases in S for data that are not
 * negative, so that the root is unique and C, q ≥ 0, S ≤ q_m for every h.
 */
final class ImplicitKinetics {
  private final double[] ka;
  private final double[] kd;
  private final double capacity;
  private final double phase;

  ImplicitKinetics(LangmuirSystem system) {
    ka = system.adsorptionRates();
    kd = system.desorptionRates();
    capacity = system.capacity();
    phase = system.phaseRatio();
  }

  /**
   * One step. Component i of the cell is at index {@code cell + i * stride}.
   *
   * @param w the kept sums, not changed
   * @param q the adsorbed amounts, replaced
   * @param guess an estimate of Σ q after the step
   * @return Σ q after the step
   */
  double step(double h, double[] w, double[] q, int cell, int stride, double guess) {
    int n = ka.length;
    if (Double.isInfinite(capacity)) {
      for (int i = 0; i < n; i++) {
        int at = cell + i * stride;
        q[at] = (q[at] + h * ka[i] * w[at]) / (1 + h * (kd[i] + ka[i] * phase));
      }
      return 0;
    }
    // The unknown is f: near saturation its relative accuracy is what counts.
    double low = 0;
    double high = capacity;
    for (int i = 0; i < n; i++) {
      // Slightly negative data, as within a Runge-Kutta step, widen the bracket.
      high -= Math.min(q[cell + i * stride], 0) + Math.min(w[cell + i * stride] / phase, 0);
    }
    double f = Math.min(high, Math.max(low, capacity - guess));
    for (int iteration = 0; iteration < 60; iteration++) {
      double sum = 0;
      double slope = 0;
      for (int i = 0; i < n; i++) {
        double wi = w[cell + i * stride];
        double divisor = 1 + h * (kd[i] + ka[i] * phase * f);
        double qi = (q[cell + i * stride] + h * ka[i] * wi * f) / divisor;
        sum += qi;
        slope += h * ka[i] * (wi - phase * qi) / divisor;
      }
      double residual = f - (capacity - sum);
      if (residual > 0) {
        high = Math.min(high, f);
      } else {
        low = Math.max(low, f);
      }
      double next = f - residual / (1 + slope);
      if (!(next >= low && next <= high)) {
        next = low + (high - low) / 2;
      }
      double move = next - f;
      f = next;
      // Rounding may keep the residual above its bound for good.
      if (Math.abs(residual) <= 4e-16 * capacity || Math.abs(move) <= 4e-16 * f) {
        break;
      }
    }
    for (int i = 0; i < n; i++) {
      int at = cell + i * stride;
      q[at] = (q[at] + h * ka[i] * w[at] * f) / (1 + h * (kd[i] + ka[i] * phase * f));
    }
    return capacity - f;
  }
}
