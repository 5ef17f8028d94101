package dev.hadamard.laplace;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.quadrature.GaussKronrod;
import java.util.ArrayList;
import java.util.List;

/**
 * The integral of inversion itself, f(t) = (e^(γt)/π) ∫₀^∞ Re(F(γ + iω) e^(iωt)) dω, by globally
 * adaptive Gauss-Kronrod quadrature between the multiples of π/t, whose alternating partial sums
 * Wynn's epsilon algorithm extrapolates. γt = 3.
 *
 * <p>No period brings anything back from later times, so that the line can lie near the
 * singularities. Jumps make the integral converge conditionally: take out those that are known
 * ({@link #withJump}). Error about 1e-12 for smooth functions; some 1000 to 10000 evaluations.
 * Oscillations above frequency 30/t, at the default number of panels, may be overlooked. Immutable.
 */
public final class BromwichQuadrature implements LaplaceInverter {
  private static final double GAMMA_TIME = 3;
  private static final double PANEL_TOLERANCE = 1e-14;
  private static final double CONVERGED = 1e-14;

  /** A panel has a half period at least: that many make the table trustworthy. */
  private static final int LEAST_PANELS = 12;

  private static final int SAMPLES = 9;

  private final int panels;
  private final GaussKronrod.Rule rule;
  private final List<Jump> jumps;

  /**
   * A jump of f.
   *
   * @param time where
   * @param height by how much f rises
   */
  private record Jump(double time, double height) {}

  private BromwichQuadrature(int panels, GaussKronrod.Rule rule, List<Jump> jumps) {
    this.panels = panels;
    this.rule = rule;
    this.jumps = jumps;
  }

  /**
   * The method.
   *
   * @param panels the largest number of half periods, 12 to 2000
   * @return the method
   */
  public static BromwichQuadrature of(int panels) {
    if (panels < LEAST_PANELS || panels > 2000) {
      throw new IllegalArgumentException(
          "number of terms of bromwich is "
              + panels
              + ": must be between "
              + LEAST_PANELS
              + " and 2000");
    }
    return new BromwichQuadrature(panels, GaussKronrod.Rule.G10K21, List.of());
  }

  /**
   * Another pair of quadrature rules.
   *
   * @param newRule the pair; default G10K21
   * @return the method
   */
  public BromwichQuadrature withRule(GaussKronrod.Rule newRule) {
    return new BromwichQuadrature(panels, java.util.Objects.requireNonNull(newRule, "rule"), jumps);
  }

  /**
   * Takes out a known jump analytically: its transform height e^(-s time)/s is subtracted, and the
   * step added to the result.
   *
   * @param time where, at least 0 and finite; with a declared delay, counted from it
   * @param height by how much f rises there, finite; with a declared growth e^(at), of f e^(-at)
   * @return the method
   */
  public BromwichQuadrature withJump(double time, double height) {
    if (!(time >= 0) || Double.isInfinite(time)) {
      throw new IllegalArgumentException("time is " + time + ": must be at least 0 and finite");
    }
    if (!Double.isFinite(height)) {
      throw new IllegalArgumentException("height is " + height + ": must be finite");
    }
    List<Jump> more = new ArrayList<>(jumps);
    more.add(new Jump(time, height));
    return new BromwichQuadrature(panels, rule, List.copyOf(more));
  }

  @Override
  public String name() {
    return "bromwich(" + panels + ")";
  }

  /** The least number, where twelve panels of one interval suffice. */
  @Override
  public int evaluations() {
    return LEAST_PANELS * rule.points();
  }

  private Complex withoutJumps(TransformedProblem problem, double re, double im) {
    Complex f = problem.at(re, im);
    for (Jump jump : jumps) {
      Complex s = new Complex(re, im);
      f = f.minus(s.times(-jump.time).exp().dividedBy(s).times(jump.height));
    }
    return f;
  }

  @Override
  public InversionResult invert(LaplaceTransform transform, double t, InversionOptions options) {
    TransformedProblem problem = TransformedProblem.of(transform, t, options);
    double time = problem.time();
    if (time < 0) {
      return new InversionResult(0, 0, name(), 0);
    }
    double gamma = GAMMA_TIME / time;
    // In units of 1/t and of the largest of some values: tolerances are absolute. One value alone
    // may be small by cancellation.
    double size = problem.at(gamma, 0).abs();
    for (int k = 0; k < SAMPLES; k++) {
      size = Math.max(size, problem.at(gamma, Math.PI * (1 << k) / (4 * time)).abs());
    }
    double unit = size == 0 ? 1 : size;
    EpsilonTable table = new EpsilonTable(panels);
    double sum = 0;
    double quadrature = 0;
    double magnitude = 0;
    int evaluations = 1 + SAMPLES;
    for (int k = 0; k < panels; k++) {
      GaussKronrod.Integral panel;
      try {
        panel =
            GaussKronrod.integrate(
                rule,
                y -> {
                  Complex f = withoutJumps(problem, gamma, y / time);
                  return (f.re() * Trigonometric.cos(y) - f.im() * Trigonometric.sin(y)) / unit;
                },
                k * Math.PI,
                (k + 1) * Math.PI,
                PANEL_TOLERANCE);
      } catch (ConvergenceException rough) {
        throw new ConvergenceException(
            "the integrand is too rough between s = %s i and %s i, t = %s: %s"
                .formatted(k * Math.PI / time, (k + 1) * Math.PI / time, t, rough.getMessage()),
            rough.achievedError());
      }
      evaluations += panel.evaluations();
      sum += panel.value();
      magnitude += Math.abs(panel.value());
      quadrature += panel.errorEstimate();
      table.add(sum, 0);
      if (k + 1 >= LEAST_PANELS && table.spread() <= CONVERGED * magnitude) {
        break;
      }
    }
    double scale = Elementary.exp(GAMMA_TIME) / Math.PI * unit / time;
    double value = scale * table.limit();
    for (Jump jump : jumps) {
      value += time > jump.time ? jump.height : 0;
    }
    // The accelerated limit stops changing before it stops being wrong.
    double error =
        scale * (32 * (table.spread() + quadrature) + (16 * CONVERGED + 512 * 0x1p-53) * magnitude);
    return problem.result(value, error, name(), evaluations);
  }

  @Override
  public String toString() {
    return name();
  }
}
