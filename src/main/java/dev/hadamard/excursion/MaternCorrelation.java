package dev.hadamard.excursion;

/**
 * The Matérn model of smoothness ν &gt; 1 and unit range: r(t) = 2^(1-ν)/Γ(ν) tᵛ K_ν(t).
 *
 * <p>λ₂ = 1 / (2(ν-1)); λ₄ = 3 / (4(ν-1)(ν-2)), infinite for ν ≤ 2; c₃ = 1/3 for ν = 3/2; tail rate
 * 1. Half-integer ν have closed forms, a polynomial times e^(-t); other ν are computed as a mixture
 * of Gaussians, whose terms are all positive, so that nothing cancels.
 */
public final class MaternCorrelation {
  private static final double MAX_SMOOTHNESS = 60;

  private MaternCorrelation() {}

  /**
   * The model with a given smoothness and unit range.
   *
   * @param smoothness ν, greater than 1 (differentiable in mean square) and at most 60
   * @return the model
   */
  public static CorrelationModel of(double smoothness) {
    if (!(smoothness > 1)) {
      throw new IllegalArgumentException(
          "smoothness is "
              + smoothness
              + ": must be greater than 1, else the process is not mean-square differentiable");
    }
    if (smoothness > MAX_SMOOTHNESS) {
      throw new IllegalArgumentException(
          "smoothness is " + smoothness + ": must be at most " + MAX_SMOOTHNESS);
    }
    double p = smoothness - 0.5;
    return p == Math.rint(p) && p <= HalfIntegerMatern.MAX_DEGREE
        ? new HalfIntegerMatern((int) p)
        : new GeneralMatern(smoothness);
  }

  /**
   * The model with a given smoothness and range: r(t/range).
   *
   * @param smoothness ν, greater than 1 and at most 60
   * @param range the range, positive and finite, in units of time
   * @return the model
   */
  public static CorrelationModel of(double smoothness, double range) {
    return of(smoothness).scaled(1 / Requirements.positive("range", range));
  }
}
