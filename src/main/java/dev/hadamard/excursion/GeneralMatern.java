package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;

/**
 * Matérn of any smoothness as a gamma mixture of Gaussians: r(t) = 1/Γ(ν) ∫ x^(ν-1) e^(-x - t²/4x)
 * dx.
 *
 * <p>In y = log x the integrand is analytic in the strip |Im y| &lt; π/2 and decays faster than
 * exponentially, so the trapezoid rule converges geometrically; its step shrinks as t grows,
 * because the integrand narrows to a width of 1/√t. The deviations from the leading terms at t = 0,
 *
 * <pre>
 * 1 - r = λ₂t²/2 (1-ε₂),   -r' = λ₂t (1-ε₁),   r'' = -λ₂ (1-ε₃),
 * </pre>
 *
 * are integrals of positive functions too. With them neither -E' nor 1 - E² cancels.
 */
final class GeneralMatern extends AbstractCorrelation {
  /** Steps of the trapezoid rule: each half the one before. */
  private static final int LEVELS = 4;

  /** A step h is accurate up to t = REACH/h², where (2π/h)² / 2t = 45. */
  private static final double REACH = 0.4386;

  /** e^(-x) is below 1e-320 beyond. */
  private static final double LOG_X_MAX = 6.61;

  /** The smallest node: x and w/x stay within the range of doubles. */
  private static final double LOG_X_MIN = 330;

  /** At shorter times E is 1 to the last bit for ν above 1.2; the nodes do not resolve it below. */
  private static final double SMALLEST_TIME = 1e-70;

  /** e^(-LOG_TINY) is below 1e-17. */
  private static final double LOG_TINY = 40;

  /** Minus twice the logarithm of the smallest time for which ε₁ and ε₂ are accurate, 1e-8. */
  private static final double LOG_SMALLEST_TIME = 37;

  /** Above, 1 - ε is computed from r itself. */
  private static final double EPSILON_LIMIT = 1;

  private final double nu;
  private final double step;
  private final double[][] x;
  private final double[][] weights;

  /** What the nodes that double cannot hold add to Σ w/x, where their exponentials are 0. */
  private final double below;

  GeneralMatern(double nu) {
    super("matern(nu=" + nu + ")", 1 / (2 * (nu - 1)));
    this.nu = nu;
    // The relative error of step h at t = 0 is |Γ(ν + 2πi/h)| / Γ(ν), below 1e-17 for these.
    step = nu <= 5 ? 3.0 / 16 : nu <= 20 ? 1.0 / 8 : 3.0 / 32;
    x = new double[LEVELS][];
    weights = new double[LEVELS][];
    double rest = 0;
    for (int level = 0; level < LEVELS; level++) {
      double h = step / (1 << level);
      // ε₁ ~ t^(2ν-2) has an integrand x^(ν-1) dy below x = t²/4.
      double needed = LOG_TINY / (nu - 1) + LOG_SMALLEST_TIME;
      int first = (int) Math.floor(-Math.min(needed, LOG_X_MIN) / h);
      int last = (int) Math.ceil(LOG_X_MAX / h);
      x[level] = new double[last - first + 1];
      weights[level] = new double[last - first + 1];
      for (int i = first; i <= last; i++) {
        double node = Elementary.exp(i * h);
        x[level][i - first] = node;
        weights[level][i - first] = Exponentials.ofMinusProduct(nu, -i * h) * Elementary.exp(-node);
      }
      // Normalised by its own sum: Γ(ν) to the same accuracy.
      double total = Reductions.sum(weights[level]);
      if (level == 0) {
        // Σ x^(ν-1) over the nodes below the first, a geometric series.
        double ratio = -Elementary.expm1(-(nu - 1) * h);
        rest = Elementary.exp((nu - 1) * (first - 1) * h) / ratio / total;
      }
      for (int i = 0; i < weights[level].length; i++) {
        weights[level][i] /= total;
      }
    }
    below = rest;
    expandAtOrigin();
  }

  private int level(double t) {
    int level = 0;
    double h = step;
    while (level < LEVELS - 1 && t * h * h > REACH) {
      level++;
      h /= 2;
    }
    return level;
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    return null;
  }

  /** Σ w x^(-m) e^(-t²/4x) for m = 0, 1 and 2. */
  private double[] sums(double t) {
    int level = level(t);
    double[] nodes = x[level];
    double[] decay = new double[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      decay[i] = -t * (t / (4 * nodes[i]));
    }
    Elementary.exp(decay, decay);
    double zeroth = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < nodes.length; i++) {
      // At large t e^(-x) and e^(-t²/4x) may each underflow: their product is what counts.
      double term = weights[level][i] * decay[i];
      if (term > 0) { // at the smallest nodes 1/x² overflows
        zeroth += term;
        first += term / nodes[i];
        second += term / nodes[i] / nodes[i];
      }
    }
    return new double[] {zeroth, first, second};
  }

  @Override
  double r(double t) {
    return sums(t)[0];
  }

  @Override
  double minusSlope(double t) {
    return slope(t, sums(t));
  }

  @Override
  double curvature(double t) {
    return curvature(t, sums(t));
  }

  private static double slope(double t, double[] sums) {
    return sums[1] == 0 ? 0 : t / 2 * sums[1];
  }

  private static double curvature(double t, double[] sums) {
    return sums[2] == 0 ? 0 : t / 2 * (t / 2) * sums[2] - sums[1] / 2;
  }

  @Override
  double decorrelation(double t) {
    return t > EPSILON_LIMIT ? 1 - r(t) : deviations(t).decorrelation;
  }

  /** 1 - r, ε₁ and ε₂ at a small time. */
  private record Deviations(double decorrelation, double slope, double second) {}

  /**
   * With e = 1 - e^(-t²/4x): 1 - r = Σ w e, λ₂ε₁ = 1/2 Σ w e/x and λ₂ε₂ = 1/2 Σ w φ(t²/4x) / x,
   * φ(z) = 1 - (1 - e^(-z)) / z.
   */
  private Deviations deviations(double t) {
    double quarter = t * t / 4;
    double[] nodes = x[0];
    double[] minus = new double[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      minus[i] = -quarter / nodes[i];
    }
    Elementary.expm1(minus, minus);
    double decorrelation = 0;
    double slope = below;
    double second = below;
    for (int i = 0; i < nodes.length; i++) {
      double w = weights[0][i];
      decorrelation += w * -minus[i];
      slope += w * -minus[i] / nodes[i];
      second += w * phi(quarter / nodes[i], minus[i]) / nodes[i];
    }
    return t < SMALLEST_TIME
        ? new Deviations(decorrelation, 0, 0)
        : new Deviations(decorrelation, slope / 2 / lambda2(), second / 2 / lambda2());
  }

  /** φ(z) from z and e^(-z) - 1. */
  private static double phi(double z, double minus) {
    if (z < 0.5) {
      double sum = 0;
      for (int k = 16; k >= 1; k--) {
        sum = (1 - sum) * z / (k + 1);
      }
      return sum;
    }
    return 1 + minus / z;
  }

  /** (1-ε₁) / √((1-ε₂)(1-o/2)) near 0, where 1 - r underflows. */
  @Override
  double mean(double t) {
    if (t > EPSILON_LIMIT) {
      double[] sums = sums(t);
      double o = 1 - sums[0];
      return slope(t, sums) / (rootLambda2() * Math.sqrt(o * (2 - o)));
    }
    Deviations d = deviations(t);
    return (1 - d.slope) / Math.sqrt((1 - d.second) * (1 - d.decorrelation / 2));
  }

  @Override
  double density(double t) {
    if (t == 0) {
      return nu > 2 ? 0 : nu < 1.5 ? Double.POSITIVE_INFINITY : 0;
    }
    if (t > EPSILON_LIMIT) {
      double[] sums = sums(t);
      double o = 1 - sums[0];
      double q = o * (2 - o);
      double slope = slope(t, sums);
      return Math.fma(curvature(t, sums), q, sums[0] * slope * slope)
          / (rootLambda2() * q * Math.sqrt(q));
    }
    Deviations d = deviations(t);
    double o = d.decorrelation;
    double e1 = d.slope;
    double e2 = d.second;
    // r'' = r + (2ν-1) r'/t gives ε₃ = (2ν-1) ε₁ - (1-r)/λ₂.
    double e3 = (2 * nu - 1) * e1 - o / lambda2();
    // r''(1-r²) + r r'² = λ₂²t² times:
    double n = (e2 + e3 - e2 * e3) * (1 - o / 2) - o / 2 - (1 - o) * e1 * (2 - e1);
    double q = o * (2 - o);
    double scale = lambda2() * t;
    return scale * scale * n / (rootLambda2() * q * Math.sqrt(q));
  }

  @Override
  double deficit(double t) {
    if (t > EPSILON_LIMIT) {
      return super.deficit(t);
    }
    Deviations d = deviations(t);
    double e1 = d.slope;
    double e2 = d.second;
    // λ₂(1-r²) - r'² over λ₂(1-r²), both divided by λ₂²t².
    double numerator = e1 * (2 - e1) - e2 - d.decorrelation / 2 * (1 - e2);
    double denominator = (1 - e2) * (1 - d.decorrelation / 2);
    return numerator / denominator;
  }

  @Override
  public double lambda4() {
    return nu > 2 ? 3 / (4 * (nu - 1) * (nu - 2)) : Double.POSITIVE_INFINITY;
  }

  @Override
  public double cubicCoefficient() {
    return nu < 1.5 ? Double.POSITIVE_INFINITY : 0;
  }

  @Override
  public double tailRate() {
    return 1;
  }

  @Override
  public double tailPower() {
    return nu - 0.5;
  }

  @Override
  public boolean smoothAtOrigin() {
    return false;
  }

  @Override
  public double spectralDensity(double omega) {
    return Spectra.matern(nu, omega);
  }
}
