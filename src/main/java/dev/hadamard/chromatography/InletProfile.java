package dev.hadamard.chromatography;

import dev.hadamard.laplace.LaplaceTransform;

/**
 * The concentration at the inlet over time. Each profile knows its value, its exact integral, its
 * cumulants, its Laplace transform and where it is not smooth.
 *
 * <p>{@link LinearColumn#outlet} is what leaves the column; {@link LangmuirSystem.Inlet#averages}
 * hands a profile to the full solvers. Times in the unit of the column's.
 */
public sealed interface InletProfile
    permits StepInlet,
        RectangularPulse,
        DiracPulse,
        GaussianPulse,
        ExponentialDecayPulse,
        ModifiedGaussianPulse,
        PiecewisePolynomialInlet,
        SumInlet {
  /**
   * The concentration.
   *
   * @param time the time, finite
   * @return the concentration; at a jump that from the right
   */
  double value(double time);

  /**
   * The exact integral of the concentration up to a time.
   *
   * @param time the end, finite
   * @return the area until then
   */
  double cumulative(double time);

  /**
   * The area of the profile.
   *
   * @return the area; infinite for a step
   */
  double mass();

  /**
   * Mean, variance, third and fourth cumulant of the profile as a density over time. Those of the
   * outlet are the sums of these and of {@link LinearColumn#cumulants()}.
   *
   * @return κ₁ to κ₄
   * @throws IllegalArgumentException if the area is not finite and positive
   */
  double[] cumulants();

  /**
   * The Laplace transform (over the whole time axis), entire but for steps and exponentials.
   *
   * @return the transform
   */
  LaplaceTransform transform();

  /**
   * Increasing times between which the profile is smooth on the scale of its pieces, from its
   * beginning to where it is negligible.
   *
   * @return the times, at least 2; empty where the profile is no function or has no end
   */
  double[] pieces();

  /**
   * The mean concentration of each cell of a grid, exact.
   *
   * @param edges increasing times, at least 2
   * @return one mean for each interval
   */
  default double[] cellAverages(double... edges) {
    if (edges.length < 2) {
      throw new IllegalArgumentException(
          "edges has " + edges.length + " times: must have at least 2");
    }
    double[] means = new double[edges.length - 1];
    double before = cumulative(Requirements.finite("edges[0]", edges[0]));
    for (int i = 0; i < means.length; i++) {
      if (!(edges[i + 1] > edges[i]) || Double.isInfinite(edges[i + 1])) {
        throw new IllegalArgumentException(
            "edges[%d] is %s: must be finite and above edges[%d], %s"
                .formatted(i + 1, edges[i + 1], i, edges[i]));
      }
      double after = cumulative(edges[i + 1]);
      means[i] = (after - before) / (edges[i + 1] - edges[i]);
      before = after;
    }
    return means;
  }
}
