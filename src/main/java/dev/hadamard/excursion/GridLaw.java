package dev.hadamard.excursion;

import dev.hadamard.kernel.Trigonometric;

/**
 * What a grid of step h does to the zeros of a stationary Gaussian process: exactly.
 *
 * <p>The signs of neighbours differ with probability arccos(r(h))/π, whereas the process has h√λ₂/π
 * zeros per step on average. The mean interval between sign changes is thus longer than the mean
 * interval between zeros by the factor h√λ₂ / arccos r(h) = 1 + κh²/3 + ..., κ = (λ₄-λ₂²)/(8λ₂), or
 * 1 + (c₃/λ₂) h + ... where λ₄ is infinite: 3.3 per cent at h = 0.1 for random acceleration.
 *
 * @param step h
 * @param signChangesPerStep arccos(r(h))/π
 * @param zerosPerStep h√λ₂/π
 * @param meanInterval the mean interval between sign changes on the grid, πh / arccos r(h)
 * @param inflation the factor by which it exceeds the mean interval between zeros
 */
public record GridLaw(
    double step,
    double signChangesPerStep,
    double zerosPerStep,
    double meanInterval,
    double inflation) {
  /**
   * The law of a model on a grid.
   *
   * @param model the correlation
   * @param step the distance of grid points, positive
   * @return the law
   */
  public static GridLaw of(CorrelationModel model, double step) {
    Requirements.positive("step", step);
    // arccos r = 2 arcsin √((1-r)/2)
    double angle = 2 * Trigonometric.asin(Math.sqrt(Math.min(1, model.oneMinus(step) / 2)));
    double zeros = step * Math.sqrt(model.lambda2());
    return new GridLaw(
        step, angle / Math.PI, zeros / Math.PI, Math.PI * step / angle, zeros / angle);
  }
}
