package dev.hadamard.excursion;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Nodes and weights for integrals of E(t) times a smooth function over [0, ∞).
 *
 * <p>Panels double in length from 1/(4√λ₂) on and are halved until Gauss-Legendre sums with 24 and
 * 32 nodes agree to 1e-14 of the panel (less where E is tiny and its own rounding error larger);
 * nodes run until E is below 1e-300, so that E e^(θt) is covered for θ up to 0.94 of the tail rate,
 * and beyond through the remainder, the integral of K tᵖ e^((θ-α)t). Where E has powers of t at 0
 * that are not whole, the first panel is integrated in t = x⁶.
 *
 * <p>E and its weights are kept in arrays: a transform is an exponential and a dot product.
 */
final class SlepianQuadrature {
  private static final int NODES = 24;
  private static final int CHECK_NODES = 32;
  private static final double TOLERANCE = 1e-14;
  private static final int MAX_DEPTH = 12;

  /** From here on halves that do no better than the whole show the rounding of the function. */
  private static final int ROUNDING_DEPTH = 4;

  /** Differences of E near a critical level are known no better. */
  private static final double ROUNDING = 1e-11;

  private static final double SMALLEST_MEAN = 1e-300;
  private static final int ORIGIN_POWER = 6;

  /** Below this fraction of the integral the form of the remainder does not matter. */
  private static final double NEGLIGIBLE_REMAINDER = 1e-18;

  /** The logarithm of a fraction that does not show. */
  private static final double NEGLIGIBLE_LOGARITHM = 36;

  /** The other time that tells how E approaches its asymptotic form. */
  private static final double CORRECTION_LAG = 0.8;

  /** e^(-45) is below 1e-19. */
  private static final double DECAYS = 45;

  private final double[] t;
  private final double[] weightedMean;
  private final double end;
  private final double endMean;
  private final double tailRate;
  private final double tailPower;

  /** a in E ~ tᵖ (1 + a end/t) e^(-αt). */
  private final double tailCorrection;

  private final double[] work;

  private SlepianQuadrature(
      double[] t,
      double[] weightedMean,
      double end,
      double endMean,
      double tailRate,
      double tailPower,
      double tailCorrection) {
    this.t = t;
    this.weightedMean = weightedMean;
    this.end = end;
    this.endMean = endMean;
    this.tailRate = tailRate;
    this.tailPower = tailPower;
    this.tailCorrection = tailCorrection;
    this.work = new double[t.length];
  }

  /** Builds the nodes of a model with a positive tail rate, for integrals of E. */
  static SlepianQuadrature of(CorrelationModel model) {
    return of(model, model::slepianMean, model.smoothAtOrigin());
  }

  /**
   * Builds the nodes for integrals of another function that decays like E.
   *
   * @param smooth whether its expansion at 0 goes in whole powers of t
   */
  static SlepianQuadrature of(CorrelationModel model, DoubleUnaryOperator f, boolean smooth) {
    return of(model, f, smooth, t -> 0);
  }

  /**
   * Builds the nodes for integrals of a function that is a difference.
   *
   * @param smooth whether its expansion at 0 goes in whole powers of t
   * @param rounding a bound of its absolute error; panels agree no better
   */
  static SlepianQuadrature of(
      CorrelationModel model, DoubleUnaryOperator f, boolean smooth, DoubleUnaryOperator rounding) {
    Builder builder = new Builder(model, f, smooth, rounding);
    double tau = 1 / Math.sqrt(model.lambda2());
    double from = 0;
    double to = tau / 4;
    double limit =
        Double.isInfinite(model.tailRate()) ? Double.POSITIVE_INFINITY : 690 / model.tailRate();
    while (from < limit) {
      double end = Math.min(to, limit);
      builder.pieces(from, end);
      from = end;
      if (builder.negligibleBeyond(from, to)) {
        break;
      }
      to = from < tau ? from + tau / 4 * (from < tau / 2 ? 1 : 2) : 2 * from;
    }
    return new SlepianQuadrature(
        Arrays.copyOf(builder.t, builder.size),
        Arrays.copyOf(builder.weighted, builder.size),
        from,
        f.applyAsDouble(from),
        model.tailRate(),
        model.tailPower(),
        correction(model, f, from));
  }

  /** From two values near the end; 0 where E is a pure exponential, or too small there. */
  private static double correction(CorrelationModel model, DoubleUnaryOperator f, double end) {
    double p = model.tailPower();
    double alpha = model.tailRate();
    double early = CORRECTION_LAG * end;
    double ratio = f.applyAsDouble(end) / f.applyAsDouble(early);
    if (p == 0 || alpha == 0 || Double.isInfinite(alpha) || !(ratio > 0)) {
      return 0;
    }
    double rho = ratio * Elementary.exp(alpha * (end - early)) * Elementary.pow(CORRECTION_LAG, p);
    return (rho - 1) / (1 - rho / CORRECTION_LAG);
  }

  /** Whether ∫ E e^(θt) dt is finite and the function decays below it before it underflows. */
  boolean covers(double theta) {
    int last = t.length - 1;
    while (last > 0 && weightedMean[last] == 0) {
      last--;
    }
    double rest = Elementary.log(Math.abs(weightedMean[last])) + theta * t[last];
    double integral = Math.abs(transform(theta));
    return Double.isFinite(integral) && rest < Elementary.log(integral) - NEGLIGIBLE_LOGARITHM;
  }

  /** ∫ E(t) e^(θt) dt. */
  double transform(double theta) {
    return integrals(theta)[0];
  }

  /** ∫ E e^(θt) dt and ∫ t E e^(θt) dt, for θ below the tail rate. */
  synchronized double[] integrals(double theta) {
    for (int i = 0; i < t.length; i++) {
      work[i] = theta * t[i];
    }
    Elementary.exp(work, work);
    double zeroth = Reductions.dot(work, weightedMean);
    for (int i = 0; i < t.length; i++) {
      work[i] *= t[i];
    }
    double first = Reductions.dot(work, weightedMean);
    if (endMean > 0 && tailRate < Double.POSITIVE_INFINITY) {
      double gap = tailRate - theta;
      double last = endMean * Elementary.exp(theta * end);
      if (tailPower == 0 || last / gap < NEGLIGIBLE_REMAINDER * Math.abs(zeroth)) {
        double remainder = last / gap;
        zeroth += remainder;
        first += remainder * (end + 1 / gap);
      } else {
        double z = gap * end;
        double whole = remainder(z, 0);
        zeroth += last * end * whole;
        first += last * end * end * (whole + remainder(z, 1));
      }
    }
    return new double[] {zeroth, first};
  }

  /**
   * ∫ E e^(αt) dt at the tail rate itself: finite only where E e^(αt) decays faster than 1/t.
   *
   * @return the integral, infinite where it does not exist
   */
  synchronized double atTailRate() {
    if (!(tailPower < -1) || Double.isInfinite(tailRate)) {
      return Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < t.length; i++) {
      work[i] = tailRate * t[i];
    }
    Elementary.exp(work, work);
    return Reductions.dot(work, weightedMean)
        + endMean
            * Elementary.exp(tailRate * end)
            * end
            * (-1 / (tailPower + 1) - tailCorrection / tailPower)
            / (1 + tailCorrection);
  }

  /** ∫ xᵏ (1+x)ᵖ (1 + a/(1+x)) e^(-zx) dx, divided by 1 + a. */
  private double remainder(double z, int k) {
    return (beyond(z, k, tailPower) + tailCorrection * beyond(z, k, tailPower - 1))
        / (1 + tailCorrection);
  }

  /** ∫ xᵏ (1+x)ᵖ e^(-zx) dx over x = e^y - 1 ≥ 0, on panels in y. */
  private static double beyond(double z, int k, double p) {
    double to = Elementary.log1p(DECAYS * (1 + Math.max(0, p + k + 1)) / z);
    if (p + k + 1 < 0) {
      to = Math.min(to, -DECAYS / (p + k + 1));
    }
    int panels = (int) Math.ceil(to);
    double sum = 0;
    for (int panel = 0; panel < panels; panel++) {
      sum +=
          GaussLegendre.of(NODES)
              .integrate(
                  y -> {
                    double x = Elementary.expm1(y);
                    return (k == 0 ? 1 : x) * Elementary.exp((p + 1) * y - z * x);
                  },
                  to * panel / panels,
                  to * (panel + 1) / panels);
    }
    return sum;
  }

  /** ∫ tᵏ E(t) dt; what lies beyond the nodes is below 1e-290. */
  double moment(int k) {
    double[] powers = weightedMean.clone();
    for (int i = 0; i < powers.length; i++) {
      for (int j = 0; j < k; j++) {
        powers[i] *= t[i];
      }
    }
    return Reductions.sum(powers);
  }

  /** Collects the nodes panel by panel. */
  private static final class Builder {
    private final CorrelationModel model;
    private final DoubleUnaryOperator f;
    private final boolean smooth;
    private final DoubleUnaryOperator absoluteError;
    private double[] t = new double[1024];
    private double[] weighted = new double[1024];
    private int size;

    Builder(
        CorrelationModel model,
        DoubleUnaryOperator f,
        boolean smooth,
        DoubleUnaryOperator absoluteError) {
      this.absoluteError = absoluteError;
      this.model = model;
      this.f = f;
      this.smooth = smooth;
    }

    /** One panel, cut at the kinks of the model. */
    void pieces(double from, double to) {
      double start = from;
      for (double kink : model.kinks()) {
        if (kink > start && kink < to) {
          panel(start, kink, 0, Double.POSITIVE_INFINITY);
          start = kink;
        }
      }
      panel(start, to, 0, Double.POSITIVE_INFINITY);
    }

    void panel(double from, double to, int depth, double parentChange) {
      GaussLegendre rule = GaussLegendre.of(NODES);
      int start = size;
      reserve(NODES);
      double sum = 0;
      double absolute = 0;
      for (int i = 0; i < NODES; i++) {
        double w = node(rule, i, from, to);
        sum += w;
        absolute += Math.abs(w);
      }
      GaussLegendre check = GaussLegendre.of(CHECK_NODES);
      double checkSum = 0;
      int end = size;
      reserve(CHECK_NODES);
      for (int i = 0; i < CHECK_NODES; i++) {
        checkSum += node(check, i, from, to);
      }
      size = end;
      double change = Math.abs(sum - checkSum);
      // Deep in the tail E = e^(-x) is known no better than x units in the last place.
      double noise = 1 - 0.1 * Math.min(0, Elementary.log(absolute / (to - from)));
      // Halving a panel divides the error of a smooth function by 2^48.
      boolean rounding =
          depth >= ROUNDING_DEPTH
              && change <= ROUNDING * absolute
              && change / absolute > parentChange / 16;
      if (change <= TOLERANCE * noise * absolute || absolute < SMALLEST_MEAN || rounding) {
        return;
      }
      double known = Math.min(absoluteError.applyAsDouble(from), absoluteError.applyAsDouble(to));
      if (change <= known * (to - from)) {
        return;
      }
      if (depth == MAX_DEPTH) {
        throw new ConvergenceException(
            "the integral of E of " + model.name() + " over [" + from + ", " + to + "]",
            change / absolute);
      }
      size = start;
      double middle = from + (to - from) / 2;
      panel(from, middle, depth + 1, change / absolute);
      panel(middle, to, depth + 1, change / absolute);
    }

    /** Adds one node; returns its weighted mean. */
    private double node(GaussLegendre rule, int i, double from, double to) {
      double half = (to - from) / 2;
      double x = Math.fma(half, rule.node(i), from + half);
      double weight = half * rule.weight(i);
      if (from == 0 && !smooth) {
        double u = x / to;
        double power = 1;
        for (int k = 1; k < ORIGIN_POWER; k++) {
          power *= u;
        }
        weight *= ORIGIN_POWER * power;
        x = to * power * u;
      }
      t[size] = x;
      weighted[size] = weight * f.applyAsDouble(x);
      return weighted[size++];
    }

    private void reserve(int more) {
      if (size + more > t.length) {
        t = Arrays.copyOf(t, 2 * t.length);
        weighted = Arrays.copyOf(weighted, 2 * weighted.length);
      }
    }

    /** Whether E stays below the smallest value of interest after a time. */
    boolean negligibleBeyond(double time, double panelEnd) {
      for (int k = 0; k <= 8; k++) {
        if (Math.abs(f.applyAsDouble(time + k * panelEnd / 8)) >= SMALLEST_MEAN) {
          return false;
        }
      }
      return true;
    }
  }
}
