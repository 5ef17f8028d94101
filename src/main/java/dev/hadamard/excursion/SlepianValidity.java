package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.optim.ScalarMinimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Checks whether the independent interval approximation is a genuine probability law for a model.
 *
 * <p>Sufficient: E decreases from 1 to 0. That is examined on 2048 points, dense near 0, up to
 * where E falls below 1e-14 (or 10⁴/√λ₂ for a power law), with every local minimum of -E' refined.
 * Where E increases, the formal density of the excursion time is computed over twelve mean
 * excursions: a negative value beyond its error refutes the approximation. A monotone correlation
 * is not enough, and one that is not monotone does not refute.
 */
public final class SlepianValidity {
  private static final int POINTS = 2048;
  private static final double NEGLIGIBLE_MEAN = 1e-14;
  private static final double POWER_LAW_RANGE = 1e4;
  private static final double TOLERANCE = 1e-12;

  /** Strength of the sinh spacing: neighbours near 0 are this much closer than on average. */
  private static final double SPACING = 6;

  private static final double DENSITY_RANGE = 12;
  private static final int DENSITY_STEPS = 1024;
  private static final int DENSITY_LEVELS = 3;
  private static final double ERROR_MARGIN = 20;
  private static final double RELATIVE_MARGIN = 1e-6;

  private SlepianValidity() {}

  /**
   * Checks a model.
   *
   * @param model the correlation
   * @return the verdict with its evidence
   */
  public static ValidityReport check(CorrelationModel model) {
    List<String> evidence = new ArrayList<>();
    if (Double.isInfinite(model.lambda2())) {
      evidence.add(
          model.name()
              + " has infinite crossing intensity: lambda2 is infinite, the process is not"
              + " mean-square differentiable");
      return new ValidityReport(
          ValidityStatus.NOT_APPLICABLE,
          false,
          false,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          0,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          0,
          TailRegime.BORDERLINE,
          evidence);
    }
    Scan scan = Scan.of(model);
    OptionalDouble rIncreases = scan.correlationIncreasesAt();
    if (rIncreases.isPresent()) {
      evidence.add("r increases at t = " + rIncreases.getAsDouble());
    } else {
      evidence.add("r is nonincreasing up to t = " + scan.end);
    }
    boolean monotone = scan.minimum >= -TOLERANCE * scan.maximum;
    OptionalDouble minimum = OptionalDouble.empty();
    OptionalDouble minimumAt = OptionalDouble.empty();
    OptionalDouble error = OptionalDouble.empty();
    ValidityStatus status;
    if (monotone) {
      status = ValidityStatus.PROVEN;
      evidence.add("E decreases from 1 to 0: the excursion time is a geometric sum");
    } else {
      evidence.add("E increases at t = " + scan.minimumAt + " with slope " + -scan.minimum);
      FormalDensity density = FormalDensity.of(model);
      minimum = OptionalDouble.of(density.minimum);
      minimumAt = OptionalDouble.of(density.minimumAt);
      error = OptionalDouble.of(density.error);
      boolean negative =
          density.minimum < -ERROR_MARGIN * density.error
              && density.minimum < -RELATIVE_MARGIN * density.maximum;
      status = negative ? ValidityStatus.REFUTED : ValidityStatus.UNDECIDED;
      evidence.add(
          negative
              ? "the formal density is " + density.minimum + " at t = " + density.minimumAt
              : "no negative density up to t = " + density.end);
    }
    return new ValidityReport(
        status,
        rIncreases.isEmpty(),
        monotone,
        rIncreases,
        monotone ? OptionalDouble.empty() : OptionalDouble.of(scan.minimumAt),
        monotone ? 0 : -scan.minimum,
        minimum,
        minimumAt,
        error,
        scan.end,
        model.tailRate() == 0 ? TailRegime.HEAVY : TailRegime.EXPONENTIAL,
        evidence);
  }

  /** -E' and r' over the examined range. */
  private static final class Scan {
    private final CorrelationModel model;
    private final double[] t = new double[POINTS];
    private final double end;
    private double minimum = Double.POSITIVE_INFINITY;
    private double minimumAt;
    private double maximum;

    private Scan(CorrelationModel model, double end) {
      this.model = model;
      this.end = end;
    }

    static Scan of(CorrelationModel model) {
      double tau = 1 / Math.sqrt(model.lambda2());
      double end = tau;
      while (end < POWER_LAW_RANGE * tau && !negligible(model, end)) {
        end *= 1.25;
      }
      Scan scan = new Scan(model, end);
      scan.run();
      return scan;
    }

    /** An oscillating E is small near its zeros: several times are looked at. */
    private static boolean negligible(CorrelationModel model, double t) {
      for (int k = 0; k < 8; k++) {
        if (Math.abs(model.slepianMean(t * (1 + k / 23.0))) > NEGLIGIBLE_MEAN) {
          return false;
        }
      }
      return true;
    }

    private void run() {
      double[] g = new double[POINTS];
      double norm = end / Elementary.sinh(SPACING);
      for (int i = 0; i < POINTS; i++) {
        t[i] = norm * Elementary.sinh(SPACING * (i + 1) / POINTS);
        g[i] = model.slepianMeanDensity(t[i]);
        maximum = Math.max(maximum, g[i]);
      }
      for (int i = 0; i < POINTS; i++) {
        note(t[i], g[i]);
        boolean localMinimum = i > 0 && i < POINTS - 1 && g[i] < g[i - 1] && g[i] <= g[i + 1];
        // Far above 0 a minimum cannot hide a violation between three points.
        if (localMinimum && g[i] < maximum / 2) {
          refine(t[i - 1], t[i + 1]);
        }
      }
    }

    private void refine(double left, double right) {
      double[] best = ScalarMinimizer.brent(model::slepianMeanDensity, left, right, 1e-8);
      note(best[0], best[1]);
    }

    private void note(double time, double density) {
      if (density < minimum) {
        minimum = density;
        minimumAt = time;
      }
    }

    OptionalDouble correlationIncreasesAt() {
      double steepest = Math.sqrt(model.lambda2());
      for (double time : t) {
        if (model.derivative(time) > TOLERANCE * steepest) {
          return OptionalDouble.of(time);
        }
      }
      return OptionalDouble.empty();
    }
  }

  /** The density f = g/2 + (g/2) * f on a grid. */
  private record FormalDensity(
      double minimum, double minimumAt, double maximum, double error, double end) {
    static FormalDensity of(CorrelationModel model) {
      double end = DENSITY_RANGE * Math.PI / Math.sqrt(model.lambda2());
      int finest = DENSITY_STEPS << (DENSITY_LEVELS - 1);
      double[] half = new double[finest + 1];
      for (int i = 0; i <= finest; i++) {
        half[i] = model.slepianMeanDensity(end * i / finest) / 2;
      }
      RenewalSolver.Solution solution =
          RenewalSolver.extrapolated(half, half, end, DENSITY_STEPS, DENSITY_LEVELS);
      double minimum = Double.POSITIVE_INFINITY;
      int lowest = 0;
      double maximum = 0;
      double[] values = solution.values();
      for (int i = 0; i <= DENSITY_STEPS; i++) {
        maximum = Math.max(maximum, values[i]);
        if (values[i] < minimum) {
          minimum = values[i];
          lowest = i;
        }
      }
      double shift = 0;
      if (lowest >= 2 && lowest <= DENSITY_STEPS - 2) {
        int centre = lowest;
        double[] best = ScalarMinimizer.brent(x -> quartic(values, centre, x), -1, 1, 1e-8);
        if (best[1] < minimum) {
          shift = best[0];
          minimum = best[1];
        }
      }
      double minimumAt = end * (lowest + shift) / DENSITY_STEPS;
      return new FormalDensity(minimum, minimumAt, maximum, solution.errorEstimate(), end);
    }

    /** The polynomial through five neighbouring values, x steps from the middle one. */
    private static double quartic(double[] values, int centre, double x) {
      double sum = 0;
      for (int k = -2; k <= 2; k++) {
        double term = values[centre + k];
        for (int j = -2; j <= 2; j++) {
          if (j != k) {
            term *= (x - j) / (k - j);
          }
        }
        sum += term;
      }
      return sum;
    }
  }
}
