package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;

/**
 * The exponential tail of a law beyond a solver's range, S(t) = C e^(-θt) (1 + c(t)).
 *
 * <p>The next singularity of the transform is at the tail rate α of E ~ tᵖ e^(-αt), where the
 * transform of E is infinite for p &gt; -1: c(t) ~ t^(-p-2) e^(-(α-θ)t), with the factor that the
 * solver gives at its end. For most models c is rounding there; it counts where θ is close to α.
 */
final class CorrectedTail {
  /** Below this c is the rounding of the solver. */
  private static final double ROUNDING = 1e-11;

  private final double theta;
  private final double amplitude;
  private final double faster;
  private final double power;
  private final double end;
  private final double correction;

  CorrectedTail(CorrelationModel model, PersistencyExponent exponent, RenewalSolution grid) {
    this.theta = exponent.theta();
    this.amplitude = exponent.survivalAmplitude();
    this.faster = model.tailRate() - theta;
    this.power = model.tailPower() + 2;
    this.end = grid.end();
    double found = mismatch(grid, amplitude);
    this.correction = Math.abs(found) > ROUNDING ? found : 0;
  }

  /** How far S e^(θt)/C is from 1 at the end of the solver's range. */
  static double mismatch(RenewalSolution grid, double amplitude) {
    return grid.tiltedSurvival(grid.end()) / amplitude - 1;
  }

  /** The relative error of S: other terms of c are smaller by 1/((α-θ)t). */
  double errorEstimate() {
    return Math.abs(correction) * Math.min(1, 1 / (faster * end));
  }

  private double correction(double t) {
    return correction == 0
        ? 0
        : correction * Elementary.pow(end / t, power) * Elementary.exp(-faster * (t - end));
  }

  double logSurvival(double t) {
    return Elementary.log(amplitude * (1 + correction(t))) - theta * t;
  }

  double hazard(double t) {
    double c = t == Double.POSITIVE_INFINITY ? 0 : correction(t);
    return c == 0 ? theta : theta + c / (1 + c) * (faster + power / t);
  }

  /** ∫_t^∞ S. */
  double tail(double t) {
    double c = correction(t);
    double sum = c == 0 ? 1 : 1 + c * theta / (theta + faster + power / t);
    return amplitude / theta * sum * Elementary.exp(-theta * t);
  }
}
