package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.ScalarMinimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

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

  /** r above this at the end of the range is looked at: has it a limit? */
  private static final double SMALL_CORRELATION = 1e-3;

  /** An oscillating |r| above this at the end does not fall. */
  private static final double LASTING = 0.5;

  private static final int LAST_POINTS = 200;

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
      return notApplicable(0, evidence);
    }
    Scan scan = Scan.of(model);
    Optional<String> limit = scan.limit();
    if (limit.isPresent()) {
      evidence.add(limit.get());
      return notApplicable(scan.end, evidence);
    }
    boolean monotone = scan.minimum >= -TOLERANCE * scan.maximum;
    // r' = -√λ₂ √(1-r²) E: where E decreases to 0, r does not increase.
    OptionalDouble rIncreases =
        monotone && model.slepianMean(scan.end) >= 0
            ? OptionalDouble.empty()
            : scan.correlationIncreasesAt();
    if (rIncreases.isPresent()) {
      evidence.add("r increases at t = " + rIncreases.getAsDouble());
    } else {
      evidence.add("r is nonincreasing up to t = " + scan.end);
    }
    FormalDensity density = null;
    ValidityStatus status;
    if (monotone) {
      status = ValidityStatus.PROVEN;
      evidence.add("E decreases from 1 to 0: the excursion time is a geometric sum");
      warnOfTail(regime(model), evidence);
    } else {
      evidence.add("E increases at t = " + scan.minimumAt + " with slope " + -scan.minimum);
      DoubleUnaryOperator half = t -> model.slepianMeanDensity(t) / 2;
      density = FormalDensity.of(half, half, model.lambda2());
      status = density.status(evidence);
    }
    return report(
        status,
        rIncreases,
        monotone ? OptionalDouble.empty() : OptionalDouble.of(scan.minimumAt),
        monotone ? 0 : -scan.minimum,
        density,
        scan.end,
        monotone ? regime(model) : TailRegime.UNDETERMINED,
        evidence);
  }

  /**
   * Checks a model at a level: the expected clipped process must decrease after an up-crossing and
   * increase after a down-crossing. Where it does not, the formal densities of the times above and
   * below are computed over twelve mean excursions, divided by |u| above 1; far above the critical
   * level they are negative beyond that range first, too little to be told from rounding.
   *
   * @param model the correlation
   * @param level u, at most 37 in absolute value
   * @return the verdict with its evidence; {@code meanIncreasesAt} is the first time at which the
   *     expected value turns
   */
  public static ValidityReport check(CorrelationModel model, double level) {
    LevelSlepianIia approximation = LevelSlepianIia.unchecked(model, level);
    ValidityReport zero = check(model);
    if (level == 0 || zero.status() == ValidityStatus.NOT_APPLICABLE) {
      return zero;
    }
    List<String> evidence = new ArrayList<>(zero.evidence());
    double bound = LevelSlepianIia.tailBound(model);
    boolean beyond = Math.abs(level) > bound;
    evidence.add(
        "the bound for levels from the tail is "
            + bound
            + (beyond ? ", below |level|" : ", above |level|"));
    Optional<LevelSlepianIia.Violation> violation = approximation.violation();
    boolean proven = zero.status() == ValidityStatus.PROVEN && violation.isEmpty() && !beyond;
    FormalDensity density = null;
    ValidityStatus status = ValidityStatus.PROVEN;
    if (proven) {
      evidence.add("the expected clipped process is monotone after crossings of level " + level);
    } else {
      violation.ifPresent(
          found ->
              evidence.add(
                  "the expected clipped process is not monotone at t = "
                      + found.time()
                      + ", by "
                      + found.increase()));
      LevelSlepianIia other = LevelSlepianIia.unchecked(model, -level);
      FormalDensity above = FormalDensity.of(approximation);
      FormalDensity below = FormalDensity.of(other);
      density = above.minimum / above.maximum < below.minimum / below.maximum ? above : below;
      status = density.status(evidence);
    }
    return report(
        status,
        zero.correlationIncreasesAt(),
        violation.isPresent() ? OptionalDouble.of(violation.get().time()) : zero.meanIncreasesAt(),
        violation.map(LevelSlepianIia.Violation::increase).orElse(zero.largestIncrease()),
        density,
        zero.examinedUpTo(),
        proven ? zero.regime() : TailRegime.UNDETERMINED,
        evidence);
  }

  private static void warnOfTail(TailRegime regime, List<String> evidence) {
    if (regime == TailRegime.HEAVY) {
      evidence.add(
          "E decays like a power of t: the approximation has no exponent, although the process itself"
              + " may have one");
    } else if (regime == TailRegime.BORDERLINE) {
      evidence.add(
          "the divisor has a finite exponential moment of at most 2 at its tail rate: the"
              + " approximation has no exponent below that rate");
    }
  }

  private static ValidityReport notApplicable(double end, List<String> evidence) {
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
        end,
        TailRegime.UNDETERMINED,
        evidence);
  }

  private static ValidityReport report(
      ValidityStatus status,
      OptionalDouble correlationIncreasesAt,
      OptionalDouble meanIncreasesAt,
      double largestIncrease,
      FormalDensity density,
      double end,
      TailRegime regime,
      List<String> evidence) {
    return new ValidityReport(
        status,
        correlationIncreasesAt.isEmpty(),
        meanIncreasesAt.isEmpty(),
        correlationIncreasesAt,
        meanIncreasesAt,
        largestIncrease,
        density == null ? OptionalDouble.empty() : OptionalDouble.of(density.minimum),
        density == null ? OptionalDouble.empty() : OptionalDouble.of(density.minimumAt),
        density == null ? OptionalDouble.empty() : OptionalDouble.of(density.error),
        end,
        regime,
        evidence);
  }

  /** The regime of a proven model, whose quadrature is needed in the rare borderline case only. */
  private static TailRegime regime(CorrelationModel model) {
    double alpha = model.tailRate();
    if (alpha == 0) {
      return TailRegime.HEAVY;
    }
    boolean borderline =
        Double.isFinite(alpha)
            && model.tailPower() < -1
            && alpha * SlepianQuadrature.of(model).atTailRate() <= 1;
    return borderline ? TailRegime.BORDERLINE : TailRegime.EXPONENTIAL;
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
        // Not a number is not negligible: the scan refuses it.
        if (!(Math.abs(model.slepianMean(t * (1 + k / 23.0))) <= NEGLIGIBLE_MEAN)) {
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
        if (Double.isNaN(g[i])) {
          throw new IllPosedProblemException(
              model.name()
                  + " has r = "
                  + model.value(t[i])
                  + " at t = "
                  + t[i]
                  + ": E is not a number there; r must be between -1 and 1");
        }
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

    /** What r does if it does not tend to 0. */
    Optional<String> limit() {
      double r = model.value(end);
      double slope = -model.derivative(end);
      // r ~ t^(-a) has a slope ~ t^(-a-1); r that falls to a limit has a slope that falls faster.
      double own = end * slope / r;
      double ofSlope = end * model.secondDerivative(end) / slope - 1;
      boolean falls = r > SMALL_CORRELATION && slope >= 0;
      boolean settled = slope == 0 || negligible(model, end) || ofSlope - own > own + ofSlope / 2;
      if (falls && settled) {
        return Optional.of(model.name() + " is not ergodic: r tends to about " + r + ", not to 0");
      }
      double largest = 0;
      for (int i = POINTS - LAST_POINTS; i < POINTS; i++) {
        largest = Math.max(largest, Math.abs(model.value(t[i])));
      }
      return largest > LASTING && correlationIncreasesAt().isPresent()
          ? Optional.of(
              model.name() + " is not ergodic: |r| still reaches " + largest + " before t = " + end)
          : Optional.empty();
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

  /** The density f = s + k * f on a grid, with s = k = g/2 at level 0. */
  private record FormalDensity(
      double minimum, double minimumAt, double maximum, double error, double end) {
    /** Times at a level u are shorter by about u. */
    static FormalDensity of(LevelSlepianIia iia) {
      double unit = Math.max(1, Math.abs(iia.level()));
      return of(
          t -> iia.densities(t)[0], t -> iia.densities(t)[1], iia.model().lambda2() * unit * unit);
    }

    /** REFUTED where the density is negative beyond its error, with the finding in words. */
    ValidityStatus status(List<String> evidence) {
      boolean negative = minimum < -ERROR_MARGIN * error && minimum < -RELATIVE_MARGIN * maximum;
      evidence.add(
          negative
              ? "the formal density is " + minimum + " at t = " + minimumAt
              : "no negative density up to t = " + end);
      return negative ? ValidityStatus.REFUTED : ValidityStatus.UNDECIDED;
    }

    static FormalDensity of(
        DoubleUnaryOperator source, DoubleUnaryOperator kernel, double lambda2) {
      double end = DENSITY_RANGE * Math.PI / Math.sqrt(lambda2);
      int finest = DENSITY_STEPS << (DENSITY_LEVELS - 1);
      double[] s = new double[finest + 1];
      double[] k = new double[finest + 1];
      for (int i = 0; i <= finest; i++) {
        double t = end * i / finest;
        s[i] = source.applyAsDouble(t);
        k[i] = kernel.applyAsDouble(t);
      }
      RenewalSolver.Solution solution =
          RenewalSolver.extrapolated(s, k, end, DENSITY_STEPS, DENSITY_LEVELS);
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
