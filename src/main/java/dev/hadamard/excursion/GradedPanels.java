package dev.hadamard.excursion;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.function.DoubleUnaryOperator;

/**
 * The law of an excursion time by {@link GradedRenewal}: for kernels with powers of t at 0 that are
 * not whole, and for levels other than zero.
 *
 * <p>S = s + k * S with a source s that decays from 1 to 0; the density is -S', from the
 * polynomials of the panels; the integral of S over [t, ∞) is summed from the end, beyond which S
 * is C e^(-θt).
 */
final class GradedPanels implements RenewalSolution {
  private static final int NODES = 24;
  private static final double TOLERANCE = 1e-14;
  private static final int MAX_HALVINGS = 8;
  private static final double MIN_MEANS = 12;
  private static final double MAX_MEANS = 60;
  private static final double DECAYS = 36;
  private static final int END_PIECES = 30;

  /** A piece lies as far from the singularity as it is long: 6e-13 of a small correction. */
  private static final int END_NODES = 8;

  private final double theta;
  private final GradedRenewal grid;
  private final double[] survival;
  private final double[] later;
  private final double error;

  /** k and -s' - k, the density to first order in t. */
  private final DoubleUnaryOperator kernel;

  private final DoubleUnaryOperator first;

  /** Below, slopes of S would magnify rounding. */
  private final double shortest;

  /**
   * Solves.
   *
   * @param source s(t), without the tilt
   * @param kernel k(t), without the tilt
   * @param first -s'(t) - k(t), which is the density at 0
   * @param smooth whether both are smooth at 0
   * @param mean the scale of the panels
   * @param amplitude C of P(T > t) ~ C e^(-θt), for the integral beyond the end
   */
  GradedPanels(
      DoubleUnaryOperator source,
      DoubleUnaryOperator kernel,
      DoubleUnaryOperator first,
      boolean smooth,
      double mean,
      double theta,
      double amplitude,
      double tailRate,
      String name) {
    this.theta = theta;
    this.kernel = kernel;
    this.first = first;
    boolean singular =
        kernel.applyAsDouble(1e-8 * mean) > 10 * Math.abs(kernel.applyAsDouble(1e-4 * mean));
    this.shortest = smooth ? 0 : (singular ? 1e-8 : 1e-4) * mean;
    DoubleUnaryOperator tilted = t -> kernel.applyAsDouble(t) * Elementary.exp(theta * t);
    double length = mean / 2;
    double gap = unresolved(tilted, length);
    for (int halving = 0; gap > TOLERANCE && halving < MAX_HALVINGS; halving++) {
      length /= 2;
      gap = unresolved(tilted, length);
    }
    if (gap > 1e-9) {
      throw new ConvergenceException(
          "the kernel of the renewal equation of " + name + " is not resolved", gap);
    }
    error = Math.max(gap, 1e-13);
    double end = Math.clamp(DECAYS / (tailRate - theta), MIN_MEANS * mean, MAX_MEANS * mean);
    grid = new GradedRenewal(tilted, smooth, length, end, "the renewal kernel of " + name);
    survival = grid.solve(grid.values(t -> source.applyAsDouble(t) * Elementary.exp(theta * t)))[0];
    later = new double[grid.panels() + 1];
    // ∫ S over [end of panel, ∞), tilted at that end.
    later[grid.panels()] = amplitude / theta;
    GaussLegendre rule = GaussLegendre.of(NODES);
    for (int p = grid.panels() - 1; p >= 0; p--) {
      double from = grid.start(p);
      double to = grid.start(p + 1);
      double sum = 0;
      for (int j = 0; j < NODES; j++) {
        double t = grid.node(p, j);
        sum += rule.weight(j) * survival[p * NODES + j] * Elementary.exp(-theta * (t - from));
      }
      later[p] = sum * (to - from) / 2 + later[p + 1] * Elementary.exp(-theta * (to - from));
    }
  }

  /** The last Legendre coefficients of the kernel over a panel away from 0. */
  private static double unresolved(DoubleUnaryOperator kernel, double length) {
    return PanelTransform.unresolved(kernel, length, 2 * length);
  }

  @Override
  public double theta() {
    return theta;
  }

  @Override
  public double end() {
    return grid.end();
  }

  @Override
  public double errorEstimate() {
    return error;
  }

  @Override
  public double tiltedSurvival(double t) {
    return grid.interpolate(survival, t);
  }

  @Override
  public double tiltedDensity(double t) {
    if (t < shortest) {
      return (first.applyAsDouble(t) + secondOrder(t)) * Elementary.exp(theta * t);
    }
    return theta * tiltedSurvival(t) - grid.derivative(survival, t);
  }

  /** ∫ k(t-s) (-s'-k)(s) ds over [0, t] in pieces that halve towards both ends. */
  private double secondOrder(double t) {
    GaussLegendre rule = GaussLegendre.of(END_NODES);
    double sum = 0;
    double high = t / 2;
    for (int piece = 0; piece < END_PIECES && high > 0; piece++) {
      double low = high / 2;
      sum +=
          rule.integrate(
              x ->
                  kernel.applyAsDouble(t - x) * first.applyAsDouble(x)
                      + kernel.applyAsDouble(x) * first.applyAsDouble(t - x),
              low,
              high);
      high = low;
    }
    return sum;
  }

  @Override
  public double tiltedTail(double t) {
    int p = grid.panel(t);
    double to = grid.start(p + 1);
    double sum =
        GaussLegendre.of(NODES)
            .integrate(x -> tiltedSurvival(x) * Elementary.exp(-theta * (x - t)), t, to);
    return sum + later[p + 1] * Elementary.exp(-theta * (to - t));
  }

  /** The integral of S over [0, ∞), which is the mean. */
  double total() {
    return later[0];
  }

  /** 2 ∫ t S dt, the second moment. */
  double secondMoment(double amplitude) {
    GaussLegendre rule = GaussLegendre.of(NODES);
    double sum = 0;
    for (int p = 0; p < grid.panels(); p++) {
      double half = (grid.start(p + 1) - grid.start(p)) / 2;
      for (int j = 0; j < NODES; j++) {
        double t = grid.node(p, j);
        sum += half * rule.weight(j) * t * survival[p * NODES + j] * Elementary.exp(-theta * t);
      }
    }
    double end = end();
    double rest = amplitude / theta * (end + 1 / theta) * Elementary.exp(-theta * end);
    return 2 * (sum + rest);
  }
}
