package dev.hadamard.excursion;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The independent interval approximation for excursions above and below a level u (arXiv
 * 2410.06000).
 *
 * <p>The expected clipped process after an up- and a down-crossing of u is, with r = r(t), a =
 * -r'/√λ₂, v² = 1-r², σ² = v²-a², c = u(1-r) and q = ac/(vσ),
 *
 * <pre>
 * E±(t) = 2Φ(-c/σ) - 1 ± 2 (a/v) exp(-u²(1-r)/(2(1+r))) Φ(±q),   with limit m = 1 - 2Φ(u).
 * </pre>
 *
 * <p>The exponents solve (θ₊/2) ∫ (m - E₋) e^(θ₊t) dt = Φ(u) for the time above and (θ₋/2) ∫ (E₊ -
 * m) e^(θ₋t) dt = Φ(-u) for the time below. The differences to the limit are computed without
 * cancellation. The mean times are exact: Φ(∓u)/ν with ν = √λ₂ e^(-u²/2)/(2π). Immutable.
 */
public final class LevelSlepianIia {
  private static final int NODES = 16;
  private static final int SCAN_POINTS = 4000;
  private static final double SCAN_RANGE = 60;

  /** Beyond a decay of e^(-30) nothing exceeds the tolerance. */
  private static final double SCAN_DECAY = 30;

  private static final double SCAN_TOLERANCE = 1e-12;
  private static final int MAX_ITERATIONS = 100;

  /** Beyond, e^(-u²/2) leaves the range of doubles. */
  static final double MAX_LEVEL = 37;

  /** From here on the rare side needs forms of its own; no level is valid here. */
  private static final double HIGH_LEVEL = 3.16;

  private static final int RARE_PANELS = 400;

  /** Of the terms of m - E₋, over 1 + u². */
  private static final double TERM_ROUNDING = 4e-16;

  /** Below, numbers have lost digits. */
  private static final double UNDERFLOW = 1e-305;

  /** Beyond, e^x overflows; E has then underflowed. */
  private static final double LARGEST_EXPONENT = 709;

  /**
   * No critical level is higher: that of many dimensions tends to 3.15, of rough models to less.
   */
  private static final double MAX_CRITICAL_LEVEL = 8;

  private static final double CRITICAL_TOLERANCE = 1e-6;

  private final CorrelationModel model;
  private final double level;
  private final boolean formal;

  private LevelSlepianIia(CorrelationModel model, double level, boolean formal) {
    this.model = model;
    this.level = level;
    this.formal = formal;
  }

  /**
   * The approximation at a level, refused where the conditions for a genuine law fail.
   *
   * @param model the correlation, proven valid at level 0
   * @param level u, at most 37 in absolute value
   * @return the approximation
   * @throws IllPosedProblemException if validity at level 0 is not proven, or the level is above
   *     the critical one, so that E₋ is not monotone
   */
  public static LevelSlepianIia of(CorrelationModel model, double level) {
    return of(model, level, ValidityPolicy.STRICT);
  }

  /**
   * The approximation at a level. Means, intensities and expected clipped values are exact or
   * formulas at any level; exponents beyond the critical level belong to no law and are marked
   * formal. That of the time between the excursions above a high level tends to the intensity of
   * up-crossings all the same.
   *
   * @param model the correlation
   * @param level u, at most 37 in absolute value: beyond, e^(-u²/2) leaves the range of doubles
   * @param policy what to do where validity is not proven
   * @return the approximation
   * @throws IllPosedProblemException under the strict policy, if validity at level 0 is not proven,
   *     or the level is above the critical one; under both, if the model is refused at level 0
   *     under the same policy
   */
  public static LevelSlepianIia of(CorrelationModel model, double level, ValidityPolicy policy) {
    LevelSlepianIia iia = unchecked(model, level);
    SlepianIia zero = SlepianIia.of(model, policy);
    if (policy == ValidityPolicy.STRICT) {
      iia.requireMonotone();
      return iia;
    }
    boolean proven =
        zero.validity().status() == ValidityStatus.PROVEN
            && Math.abs(level) <= tailBound(model)
            && iia.violation().isEmpty();
    return new LevelSlepianIia(model, level, !proven);
  }

  /**
   * The correlation.
   *
   * @return the model
   */
  public CorrelationModel model() {
    return model;
  }

  /**
   * The level.
   *
   * @return u
   */
  public double level() {
    return level;
  }

  /**
   * Whether the conditions for a genuine law fail, so that exponents belong to none.
   *
   * @return true if the diagnostic policy let a level pass that the strict one refuses
   */
  public boolean formal() {
    return formal;
  }

  /**
   * The number of up-crossings of the level per unit of time, √λ₂ e^(-u²/2)/(2π) by Rice's formula.
   *
   * @return ν
   */
  public double upcrossingIntensity() {
    return Math.sqrt(model.lambda2()) * Elementary.exp(-level * level / 2) / (2 * Math.PI);
  }

  /**
   * The mean time above the level, exact.
   *
   * @return Φ(-u)/ν
   */
  public double meanAbove() {
    return SpecialFunctions.normalCdf(-level) / upcrossingIntensity();
  }

  /**
   * The mean time below the level, exact.
   *
   * @return Φ(u)/ν
   */
  public double meanBelow() {
    return SpecialFunctions.normalCdf(level) / upcrossingIntensity();
  }

  /**
   * The expected clipped value a time t after an up-crossing.
   *
   * @param t the time, at least 0
   * @return E₊(t), 1 at t = 0
   */
  public double meanAfterUpcrossing(double t) {
    return excess(level, t) + 1 - 2 * SpecialFunctions.normalCdf(level);
  }

  /**
   * The expected clipped value a time t after a down-crossing.
   *
   * @param t the time, at least 0
   * @return E₋(t), -1 at t = 0
   */
  public double meanAfterDowncrossing(double t) {
    return 1 - 2 * SpecialFunctions.normalCdf(level) - deficit(level, t);
  }

  /**
   * The exponent and amplitude of the time above the level.
   *
   * @return P(T₊ &gt; t) ~ C e^(-θt); {@link TailRegime#UNDETERMINED} where the formal equation has
   *     no root below the tail rate
   * @throws ConvergenceException if a formal equation is ruled by values of E that underflow, as it
   *     is above a level of some 22 for the squared exponential
   */
  public PersistencyExponent above() {
    return solve(level);
  }

  /**
   * The exponent and amplitude of the time below the level.
   *
   * @return P(T₋ &gt; t) ~ C e^(-θt); {@link TailRegime#UNDETERMINED} where the formal equation has
   *     no root below the tail rate
   */
  public PersistencyExponent below() {
    return solve(-level);
  }

  /**
   * The law of the time above the level. Takes a second or less.
   *
   * @return the law
   * @throws IllPosedProblemException if the level is formal, or the time above has no exponent
   *     below the tail rate
   */
  public LevelExcursionDistribution distributionAbove() {
    return law(level, above(), meanAbove(), "time above " + level + " of " + model.name());
  }

  /**
   * The law of the time below the level. Takes a second or less.
   *
   * @return the law
   * @throws IllPosedProblemException if the level is formal, or the time below has no exponent
   *     below the tail rate
   */
  public LevelExcursionDistribution distributionBelow() {
    return law(-level, below(), meanBelow(), "time below " + level + " of " + model.name());
  }

  private LevelExcursionDistribution law(
      double u, PersistencyExponent exponent, double mean, String name) {
    if (formal) {
      throw new IllPosedProblemException(
          "the " + name + ": validity is not proven, so that there is no law");
    }
    if (exponent.regime() != TailRegime.EXPONENTIAL) {
      throw new IllPosedProblemException(
          "the "
              + name
              + " has the regime "
              + exponent.regime()
              + ": its law is computed with an exponential tail only");
    }
    boolean smooth = model.smoothAtOrigin() && (u == 0 || Double.isFinite(model.lambda4()));
    GradedPanels grid =
        new GradedPanels(
            t -> source(u, t),
            t -> kernel(u, t),
            t -> kernel(-u, t),
            smooth,
            mean(u),
            exponent.theta(),
            exponent.survivalAmplitude(),
            model.tailRate(),
            name);
    return new LevelExcursionDistribution(name, model, exponent, grid, mean);
  }

  /** A time scale for panels: the mean time between crossings of 0. */
  private double mean(double u) {
    return Math.PI / Math.sqrt(model.lambda2()) / Math.max(1, Math.abs(u));
  }

  /** (E₊ - E₋)/2 = E exp(-u²(1-r)/(2(1+r))). */
  private double source(double u, double t) {
    double o = model.oneMinus(t);
    return model.slepianMean(t) * Elementary.exp(-u * u * o / (2 * (2 - o)));
  }

  /**
   * E₋'/2 = Φ(-q) W (g + E w w') - φ(κ) √(1-E²) w' with w = u √((1-r)/(1+r)), w' = uE√λ₂/(1+r), W =
   * e^(-w²/2), κ = w/√(1-E²) and q = Eκ.
   */
  private double kernel(double u, double t) {
    if (u == 0 || t == 0) {
      return u == 0 ? model.slepianMeanDensity(t) / 2 : atOrigin(u);
    }
    double o = model.oneMinus(t);
    double e = model.slepianMean(t);
    double sum = 2 - o;
    double w = u * Math.sqrt(o / sum);
    double slope = u * e * Math.sqrt(model.lambda2()) / sum;
    double rest = Math.sqrt(model.oneMinusE2(t));
    double kappa = rest == 0 ? 0 : w / rest;
    return SpecialFunctions.normalCdf(-e * kappa)
            * Elementary.exp(-w * w / 2)
            * (model.slepianMeanDensity(t) + e * w * slope)
        - SpecialFunctions.normalPdf(kappa) * rest * slope;
  }

  /** The limit at 0, and -s' - k = -E₊'/2 is the kernel of the level -u. */
  private double atOrigin(double u) {
    return kernel(u, 1e-9 / Math.sqrt(model.lambda2()));
  }

  /** E₊ - m at level u. */
  private double excess(double u, double t) {
    Requirements.time(t);
    return t == 0 ? 2 * SpecialFunctions.normalCdf(u) : terms(u, t, 1);
  }

  /** m - E₋ at level u. */
  private double deficit(double u, double t) {
    Requirements.time(t);
    return t == 0 ? 2 * SpecialFunctions.normalCdf(-u) : terms(u, t, -1);
  }

  /**
   * ±2(Φ(u) - Φ(u+δ)) + 2E exp(..) Φ(±q) with δ = c/σ - u = u(a² - 2r(1-r)) / (σ((1-r)+σ)); the
   * difference of the two Φ is an integral of the normal density where δ is small.
   */
  private double terms(double u, double t, int sign) {
    double e = model.slepianMean(t);
    double r = model.value(t);
    double o = model.oneMinus(t);
    double v2 = o * (1 + r);
    double sigma = Math.sqrt(v2 * model.oneMinusE2(t));
    double factor = 2 * e * Elementary.exp(-u * u * o / (2 * (1 + r)));
    if (sigma == 0) {
      return sign > 0
          ? factor * SpecialFunctions.normalCdf(u)
          : factor * SpecialFunctions.normalCdf(-u);
    }
    double q = e * u * o / sigma;
    // Near 0 the first form does not cancel, in the tail the second.
    double delta =
        Math.abs(o - sigma) > 0.25 * o
            ? u * (o / sigma - 1)
            : u * (e * e * v2 - 2 * r * o) / (sigma * (o + sigma));
    if (Math.abs(u) > HIGH_LEVEL && sign * u < 0 && Math.abs(u * delta) >= 0.5) {
      return rareTerms(Math.abs(u), Math.abs(u) * o / sigma, t);
    }
    double difference =
        Math.abs(delta) < 0.5
            // Over [0, 1] times δ: the end u + δ would lose the digits of a small δ.
            ? delta
                * GaussLegendre.of(NODES)
                    .integrate(x -> SpecialFunctions.normalPdf(Math.fma(delta, x, u)), 0, 1)
            : u > HIGH_LEVEL
                // Both are next to 1, and their difference may be below its rounding.
                ? SpecialFunctions.normalCdf(-u) - SpecialFunctions.normalCdf(-(u + delta))
                : SpecialFunctions.normalCdf(u + delta) - SpecialFunctions.normalCdf(u);
    return factor * SpecialFunctions.normalCdf(sign * q) - sign * 2 * difference;
  }

  /**
   * A bound of the rounding of m - E₋ above a high level. It changes its sign where the level is
   * formal; exponents of the size of u² leave their terms with some u² units in the last place, and
   * the terms are at most some Φ(-u), and fall like the exponential in the tail.
   */
  private double rounding(double u, double t) {
    double o = model.oneMinus(t);
    double tail = model.slepianMean(t) * Elementary.exp(-u * u * o / (2 * (2 - o)));
    return TERM_ROUNDING * (1 + u * u) * Math.min(SpecialFunctions.normalCdf(-u), tail) + UNDERFLOW;
  }

  /**
   * The distance from the limit on the rare side of a high level, at most 2Φ(-u): with κ = c/σ both
   * of its terms are many times larger where κ is below u, and their difference is one of Mills'
   * ratios M = Φ(-x)/φ(x),
   *
   * <pre>
   * 2Φ(-u) - 2φ(κ) (M(κ) - E M(Eκ)).
   * </pre>
   */
  private double rareTerms(double u, double kappa, double t) {
    double e = model.slepianMean(t);
    double limit = SpecialFunctions.normalCdf(-u);
    if (kappa > u) {
      double other = SpecialFunctions.normalPdf(kappa) * e * mills(e * kappa);
      return 2 * (limit - SpecialFunctions.normalCdf(-kappa)) + 2 * other;
    }
    double rest = model.oneMinusE2(t) / (1 + e);
    double difference;
    if (rest < 0.1) {
      // M(x) - E M(Ex) = (1 - E) times the mean of (1+y²)M(y) - y, the slope of yM, over (Ex, x).
      difference =
          rest
              * GaussLegendre.of(NODES)
                  .integrate(
                      s -> {
                        double y = kappa * (1 - rest * s);
                        return (1 + y * y) * mills(y) - y;
                      },
                      0,
                      1);
    } else {
      difference = mills(kappa) - e * mills(e * kappa);
    }
    return 2 * (limit - SpecialFunctions.normalPdf(kappa) * difference);
  }

  /** Φ(-x)/φ(x) = √(π/2) erfcx(x/√2). */
  private static double mills(double x) {
    return Math.sqrt(Math.PI / 2) * SpecialFunctions.erfcx(x * Math.sqrt(0.5));
  }

  /**
   * Above √(π/2) α/√λ₂ in absolute value the expected value after a down-crossing approaches its
   * limit from the wrong side, so that no level beyond is valid.
   *
   * @param model the correlation
   * @return the bound, 0 for a power law
   */
  public static double tailBound(CorrelationModel model) {
    return Math.sqrt(Math.PI / 2) * model.tailRate() / Math.sqrt(model.lambda2());
  }

  /**
   * The critical level: the largest one for which the approximation is a law, by bisection.
   *
   * @param model the correlation, proven valid at level 0
   * @return the level, to 1e-6, at most 8
   * @throws IllPosedProblemException if validity at level 0 is not proven
   */
  public static double criticalLevel(CorrelationModel model) {
    SlepianIia.of(model);
    double low = 0;
    double high = Math.min(MAX_CRITICAL_LEVEL, tailBound(model));
    if (unchecked(model, high).violation().isEmpty()) {
      return high;
    }
    while (high - low > CRITICAL_TOLERANCE) {
      double middle = (low + high) / 2;
      if (unchecked(model, middle).violation().isEmpty()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The approximation at a level whose validity is not asked for. */
  static LevelSlepianIia unchecked(CorrelationModel model, double level) {
    if (!(Math.abs(level) <= MAX_LEVEL)) {
      throw new IllegalArgumentException("level is " + level + ": must be from -37 to 37");
    }
    return new LevelSlepianIia(model, level, /* formal= */ false);
  }

  /** -E₊'/2 and E₋'/2: source and kernel of the density of the time above. */
  double[] densities(double t) {
    return new double[] {kernel(-level, t), kernel(level, t)};
  }

  /** A place where E₊ increases or E₋ decreases, with the amount between two points of the scan. */
  record Violation(double time, double increase) {}

  /** E₊ must decrease and E₋ increase; for u = 0 they do. Symmetric in u. */
  Optional<Violation> violation() {
    double u = Math.abs(level);
    double end = scanEnd();
    double firstUp = excess(u, 0);
    double firstDown = deficit(u, 0);
    double previousUp = firstUp;
    double previousDown = firstDown;
    for (int i = 1; i <= SCAN_POINTS; i++) {
      double x = (double) i / SCAN_POINTS;
      double t = end * x * x;
      double up = excess(u, t);
      double down = deficit(u, t);
      // Far from 0 the values after down-crossings lie close together: relative to where they
      // begin.
      if (up - previousUp > SCAN_TOLERANCE * firstUp) {
        return Optional.of(new Violation(t, up - previousUp));
      }
      if (down - previousDown > SCAN_TOLERANCE * firstDown) {
        return Optional.of(new Violation(t, down - previousDown));
      }
      previousUp = up;
      previousDown = down;
    }
    return Optional.empty();
  }

  /** Where the tail counts no more: for rates far apart it is longer than the unit of time at 0. */
  private double scanEnd() {
    double tau = 1 / Math.sqrt(model.lambda2());
    double alpha = model.tailRate();
    return alpha > 0 && alpha < Double.POSITIVE_INFINITY
        ? Math.max(SCAN_RANGE * tau, SCAN_DECAY / alpha)
        : SCAN_RANGE * tau;
  }

  private void requireMonotone() {
    double bound = tailBound(model);
    if (Math.abs(level) > bound) {
      throw new IllPosedProblemException(
          "level is "
              + level
              + ": above "
              + bound
              + " in absolute value the density for "
              + model.name()
              + " is negative in the tail");
    }
    violation()
        .ifPresent(
            found -> {
              throw new IllPosedProblemException(
                  "level is "
                      + level
                      + ": for "
                      + model.name()
                      + " the expected clipped process is not monotone at t = "
                      + found.time
                      + ", by "
                      + found.increase);
            });
  }

  /** The exponent of the time above u; that of the time below is the one above -u. */
  private PersistencyExponent solve(double u) {
    if (model.tailRate() == 0) {
      double infinity = Double.POSITIVE_INFINITY;
      return new PersistencyExponent(0, infinity, infinity, TailRegime.HEAVY, 0, 0, formal);
    }
    if (u > tailBound(model)) {
      // m - E₋ is negative in the tail: θ ∫ (m - E₋) e^(θt) falls without bound towards α.
      return withoutRoot(0);
    }
    // Half-integer powers of t at 0 where λ₄ is infinite.
    boolean smooth = model.smoothAtOrigin() && Double.isFinite(model.lambda4());
    double target = 2 * SpecialFunctions.normalCdf(u);
    double tilt = tilt(u);
    SlepianQuadrature down = tilted(t -> deficit(u, t), u, smooth);
    double alpha = model.tailRate();
    double low = 0;
    double high = Math.min(alpha / 2, Math.sqrt(model.lambda2()));
    int evaluations = 0;
    if (Double.isFinite(alpha) && alpha * down.atTailRate() <= target) {
      return withoutRoot(evaluations);
    }
    if (u < -HIGH_LEVEL) {
      // Convex in θ: the root is below that of the tangent at 0, and next to it.
      high = target / down.integrals(0)[0];
    }
    if (tilt > 0) {
      high = tilt;
    }
    double[] m = down.integrals(high - tilt);
    while (high * m[0] < target) {
      low = high;
      // Above a high level the integral grows so fast that a doubled θ would overflow.
      high =
          Double.isInfinite(alpha) || u < -HIGH_LEVEL
              ? (tilt > 0 ? 1.1 : 2) * high
              : alpha - (alpha - high) / 2;
      if (high == low || ++evaluations > MAX_ITERATIONS) {
        return withoutRoot(evaluations);
      }
      m = down.integrals(high - tilt);
    }
    if (tilt > 0 && !down.covers(high - tilt)) {
      throw new ConvergenceException(
          "the formal exponent of "
              + model.name()
              + " above level "
              + u
              + " is ruled by expected values below 1e-300: the time above so high a level is close"
              + " to Rayleigh's law, P(T > t) = exp(-u^2 lambda2 t^2 / 8)",
          Double.POSITIVE_INFINITY);
    }
    double theta = high;
    for (int i = 0; i < MAX_ITERATIONS; i++) {
      double f = theta * m[0] - target;
      if (f > 0) {
        high = theta;
      } else {
        low = theta;
      }
      double next = theta - f / (m[0] + theta * m[1]);
      boolean converged = Math.abs(next - theta) <= 4 * Math.ulp(theta);
      if (converged || !(next > low && next < high)) {
        if (converged || high - low <= 4 * Math.ulp(high)) {
          return result(u, theta, f, m, smooth, evaluations);
        }
        next = low + (high - low) / 2;
      }
      theta = next;
      m = down.integrals(theta - tilt);
      evaluations++;
    }
    throw new ConvergenceException(
        "the exponent of " + model.name() + " at level " + level, Math.abs(theta * m[0] - target));
  }

  /**
   * Near the exponent above a high level, where E decays like a normal density: the integrals then
   * have their weight at t = θ/λ₂, where E is many powers of ten below its first panels.
   */
  private double tilt(double u) {
    return u > HIGH_LEVEL && Double.isInfinite(model.tailRate())
        ? u * Math.sqrt(model.lambda2())
        : 0;
  }

  /** Nodes for integrals of a function times e^(tilt t). */
  private SlepianQuadrature tilted(DoubleUnaryOperator f, double u, boolean smooth) {
    double tilt = tilt(u);
    return tilt == 0
        ? SlepianQuadrature.of(model, f, smooth)
        : SlepianQuadrature.of(
            model,
            t -> {
              double value = f.applyAsDouble(t);
              return value == 0 ? 0 : value * Elementary.exp(Math.min(tilt * t, LARGEST_EXPONENT));
            },
            smooth,
            t -> rounding(u, t) * Elementary.exp(Math.min(tilt * t, LARGEST_EXPONENT)));
  }

  /** C = Φ(u) G₊ / (θ Φ(-u) G₋') with G± = E[e^(θD±)], from the residue of the transform. */
  private PersistencyExponent result(
      double u, double theta, double residual, double[] down, boolean smooth, int evaluations) {
    double phi = SpecialFunctions.normalCdf(u);
    double up =
        u < -HIGH_LEVEL
            ? rareTransform(u, theta)
            : tilted(t -> excess(u, t), u, smooth).transform(theta - tilt(u));
    double gainUp = 1 + theta * up / (2 * phi);
    double slopeDown = (down[0] + theta * down[1]) / 2;
    double amplitude = phi * gainUp / (theta * slopeDown);
    double mean = SpecialFunctions.normalCdf(-u) / upcrossingIntensity();
    return new PersistencyExponent(
        theta,
        amplitude,
        amplitude / (theta * mean),
        TailRegime.EXPONENTIAL,
        residual,
        evaluations,
        formal);
  }

  /** ∫ (E₊ - m) e^(θt) dt to ten digits: θ is below 0.0011 √λ₂, so that more do not show. */
  private double rareTransform(double u, double theta) {
    GaussLegendre rule = GaussLegendre.of(NODES);
    double end = scanEnd();
    double sum = 0;
    for (int i = 0; i < RARE_PANELS; i++) {
      double from = end * i * i / RARE_PANELS / RARE_PANELS;
      double to = end * (i + 1) * (i + 1) / RARE_PANELS / RARE_PANELS;
      sum += rule.integrate(t -> excess(u, t) * Elementary.exp(theta * t), from, to);
    }
    return sum;
  }

  private PersistencyExponent withoutRoot(int evaluations) {
    double infinity = Double.POSITIVE_INFINITY;
    return new PersistencyExponent(
        formal ? 0 : model.tailRate(),
        infinity,
        infinity,
        formal ? TailRegime.UNDETERMINED : TailRegime.BORDERLINE,
        0,
        evaluations,
        formal);
  }
}
