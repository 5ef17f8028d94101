package dev.hadamard.excursion;

import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.Arrays;

/**
 * Rice's series for the density f of the excursion time above zero: bounds without any
 * approximation, sharp at short times.
 *
 * <p>The first term W(t) is the density of a down-crossing at t after an up-crossing at 0, whatever
 * happens between; it exceeds f. The second, the integral over s of the density W₂(s, t) of
 * down-crossings at s and t, gives W - ∫W₂ ≤ f. With m = λ₂ (1-E²) and ρ = g √(1-r²) / (√λ₂
 * (1-E²)),
 *
 * <pre>
 * W = m (ρ (π/2 + arcsin ρ) + √(1-ρ²)) / (2π √(1-r²) √λ₂),
 * </pre>
 *
 * <p>and W₂ is a trivariate product moment in closed form (Kamat 1953). W → √λ₂/(2π) as t grows.
 * With the density W₃ of down-crossings at three times, f ≤ W - ∫W₂ + ∬W₃: a product moment of four
 * variables, by lattices.
 */
public final class RiceSeries {
  private static final int NODES = 64;
  private static final int CHECK_NODES = 48;

  /** A bound of the relative rounding of 1 - r and of the few operations after it. */
  private static final double ROUNDING = 4e-15;

  private static final double SHORTEST = 0.5;
  private static final int THIRD_NODES = 16;
  private static final int THIRD_CHECK_NODES = 12;

  /** The integrals of the third term: at most some three thousand points each. */
  private static final MvnOptions THIRD =
      MvnOptions.DEFAULT.withErrors(0, 2e-3).withMaxPoints(3100);

  /** A conditional variance below has lost its digits. */
  private static final double SMALLEST_PIVOT = 1e-10;

  /** The second term is an upper bound; its doubts add up to less than this fraction. */
  private static final double SECOND_ROUNDING = 1e-6;

  private final CorrelationModel model;

  private RiceSeries(CorrelationModel model) {
    this.model = model;
  }

  /**
   * The series of a model.
   *
   * @param model the correlation
   * @return the series
   */
  public static RiceSeries of(CorrelationModel model) {
    if (!Double.isFinite(model.lambda2())) {
      throw new IllegalArgumentException(
          "lambda2 of " + model.name() + " is " + model.lambda2() + ": must be finite");
    }
    return new RiceSeries(model);
  }

  /**
   * The first term, an upper bound of the exact density.
   *
   * @param t the time, at least 0
   * @return W(t)
   */
  public double upperBound(double t) {
    Requirements.time(t);
    double lambda2 = model.lambda2();
    double root = Math.sqrt(lambda2);
    if (t == Double.POSITIVE_INFINITY) {
      return root / (2 * Math.PI);
    }
    double o = model.oneMinus(t);
    double deficit = model.oneMinusE2(t);
    if (o == 0 || deficit == 0) {
      // f(0) = (37/32) c₃/λ₂ is below W(0), which is c₃/λ₂ times a constant; 0 where λ₄ is finite.
      return model.cubicCoefficient() == 0 ? 0 : upperBound(1e-6 / root);
    }
    double v = Math.sqrt(o * (2 - o));
    double rho = Math.clamp(model.slepianMeanDensity(t) * v / (root * deficit), -1, 1);
    double moment =
        rho * (Math.PI / 2 + Trigonometric.asin(rho)) + Math.sqrt((1 - rho) * (1 + rho));
    return lambda2 * deficit * moment / (2 * Math.PI * v * root);
  }

  /**
   * The first two terms, a lower bound of the exact density; negative where it says nothing. Bounds
   * of rounding and the error of the integral are subtracted, so that it stays a lower bound.
   *
   * @param t the time, finite and at least 1/(2√λ₂)
   * @return W(t) - ∫ W₂(s, t) ds, less what is not known; -∞ where the correlation of three points
   *     is singular to rounding
   */
  public double lowerBound(double t) {
    double shortest = SHORTEST / Math.sqrt(model.lambda2());
    if (!(t >= shortest) || Double.isInfinite(t)) {
      throw new IllegalArgumentException("t is " + t + ": must be finite and at least " + shortest);
    }
    double second = second(t, NODES);
    double check = second(t, CHECK_NODES);
    if (Double.isInfinite(second) || Double.isInfinite(check)) {
      return Double.NEGATIVE_INFINITY;
    }
    double error = Math.abs(second - check);
    double first = upperBound(t);
    return first - second - error - ROUNDING * first;
  }

  /**
   * The partial sum of a number of terms, less or plus what is not known of it: an upper bound of
   * the exact density for an odd number of terms, a lower bound for an even one. The third term is
   * a double integral of lattice sums: the bound holds up to three standard errors of those, and
   * supposes that W₃ is smaller where two times are too close for double precision than elsewhere.
   *
   * @param terms 1, 2 or 3; a tenth of a second for the third
   * @param t the time, finite; at least 1/(2√λ₂) for more than one term
   * @return the bound; infinite where rounding hides the second term
   */
  public double bound(int terms, double t) {
    return switch (terms) {
      case 1 -> upperBound(t);
      case 2 -> lowerBound(t);
      case 3 -> {
        double lower = lowerBound(t);
        if (Double.isInfinite(lower)) {
          yield Double.POSITIVE_INFINITY;
        }
        // The second term from below: what was taken off as unknown is given back twice.
        double second = second(t, NODES);
        double unknown = Math.abs(second - second(t, CHECK_NODES)) + second * SECOND_ROUNDING;
        double[] third = third(t, THIRD_NODES);
        double gap = Math.abs(third[0] - third(t, THIRD_CHECK_NODES)[0]);
        double first = upperBound(t);
        yield Math.min(first, first - second + unknown + third[0] + third[1] + gap);
      }
      default -> throw new IllegalArgumentException("terms is " + terms + ": must be 1, 2 or 3");
    };
  }

  /** ∬ W₃ over 0 < s₁ < s₂ < t, and its sampling error with a bound for the nodes left out. */
  private double[] third(double t, int nodes) {
    GaussLegendre rule = GaussLegendre.of(nodes);
    double sum = 0;
    double error = 0;
    double largest = 0;
    double leftOut = 0;
    for (int i = 0; i < nodes; i++) {
      double x = Math.PI / 4 * (1 + rule.node(i));
      double before = t * square(Trigonometric.sin(x));
      double length = t - before;
      double outer = rule.weight(i) * Math.PI / 4 * t * Trigonometric.sin(2 * x);
      for (int j = 0; j < nodes; j++) {
        double y = Math.PI / 4 * (1 + rule.node(j));
        double middle = before + length * square(Trigonometric.sin(y));
        double weight = outer * rule.weight(j) * Math.PI / 4 * length * Trigonometric.sin(2 * y);
        double[] value = third(new double[] {0, before, middle, t});
        if (value.length == 0) {
          leftOut += weight;
        } else {
          sum += weight * value[0];
          error += weight * value[1];
          largest = Math.max(largest, value[0]);
        }
      }
    }
    return new double[] {sum, error + leftOut * largest};
  }

  private static double square(double x) {
    return x * x;
  }

  /** W₃ and its error at four times; empty where they are too close for double precision. */
  private double[] third(double[] times) {
    int n = times.length;
    double[][] l = new double[n][n];
    double determinant = 1;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double c = i == j ? 1 : model.value(times[i] - times[j]);
        for (int k = 0; k < j; k++) {
          c -= l[i][k] * l[j][k];
        }
        if (i == j) {
          if (c < SMALLEST_PIVOT) {
            return new double[0];
          }
          determinant *= c;
          l[i][i] = Math.sqrt(c);
        } else {
          l[i][j] = c / l[j][j];
        }
      }
    }
    // Rows of B L⁻ᵀ with B = Cov(X', X), so that Cov(X' | X = 0) = Cov(X') - (B L⁻ᵀ)(B L⁻ᵀ)ᵀ.
    double[][] b = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double slope = i == j ? 0 : model.derivative(Math.abs(times[i] - times[j]));
        double c = times[j] > times[i] ? -slope : slope;
        for (int k = 0; k < j; k++) {
          c -= b[i][k] * l[j][k];
        }
        b[i][j] = c / l[j][j];
      }
    }
    double[] v = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double c =
            i == j ? model.lambda2() : -model.secondDerivative(Math.abs(times[i] - times[j]));
        for (int k = 0; k < n; k++) {
          c -= b[i][k] * b[j][k];
        }
        v[i * n + j] = (i == 0) == (j == 0) ? c : -c;
      }
    }
    for (int i = 0; i < n; i++) {
      if (v[i * n + i] < SMALLEST_PIVOT * model.lambda2()) {
        return new double[0];
      }
    }
    double[] zero = new double[n];
    double[] infinity = new double[n];
    Arrays.fill(infinity, Double.POSITIVE_INFINITY);
    MvnResult moment =
        new MvnIntegral(v, zero, zero, infinity, n, THIRD.singularTolerance()).estimate(THIRD);
    double scale =
        1 / (TWO_PI * TWO_PI * Math.sqrt(determinant)) / (Math.sqrt(model.lambda2()) / TWO_PI);
    return new double[] {moment.value() * scale, moment.error() * scale};
  }

  /** ∫ W₂ ds, which vanishes with the distances: s = t sin²(x) is smooth at both ends. */
  private double second(double t, int nodes) {
    return GaussLegendre.of(nodes)
        .integrate(
            x -> {
              double sine = Trigonometric.sin(x);
              double cosine = Trigonometric.cos(x);
              return 2
                  * t
                  * sine
                  * cosine
                  * second(new double[] {t * sine * sine, t * cosine * cosine, t});
            },
            0,
            Math.PI / 2);
  }

  /**
   * An upper bound, sharp up to rounding, of the density of down-crossings at s and t given an
   * up-crossing at 0, from the lags s, t - s and t; infinite where rounding hides it. Determinants
   * are taken from 1 - r, so that they keep their digits at small lags.
   */
  private double second(double[] lags) {
    int[][] pair = {{-1, 0, 2}, {0, -1, 1}, {2, 1, -1}};
    double[] o = new double[3];
    for (int k = 0; k < 3; k++) {
      o[k] = model.oneMinus(lags[k]);
    }
    // 1 + 2abc - a² - b² - c² in terms of 1 - a, 1 - b, 1 - c
    double product = 4 * o[0] * o[1];
    double excess = o[0] + o[1] - o[2];
    double triple = 2 * o[0] * o[1] * o[2];
    double determinant = product - excess * excess - triple;
    double doubt = ROUNDING * (product + (o[0] + o[1] + o[2]) * Math.abs(excess) + triple);
    determinant -= doubt;
    if (!(determinant > doubt)) {
      return Double.POSITIVE_INFINITY;
    }
    double[][] inverse = new double[3][3];
    double[][] inverseError = new double[3][3];
    double[][] cross = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double cofactor;
        double size;
        if (i == j) {
          double other = o[pair[(i + 1) % 3][(i + 2) % 3]];
          cofactor = other * (2 - other);
          size = cofactor;
        } else {
          int k = 3 - i - j;
          double direct = o[pair[i][j]];
          double left = o[pair[i][k]];
          double right = o[pair[j][k]];
          cofactor = direct - left - right + left * right;
          size = direct + left + right + left * right;
          double derivative = model.derivative(lags[pair[i][j]]);
          // Cov(X'(t_i), X(t_j)) = -r'(t_j - t_i), r' odd.
          cross[i][j] = j > i ? -derivative : derivative;
        }
        inverse[i][j] = cofactor / determinant;
        inverseError[i][j] =
            (ROUNDING * size + 2 * Math.abs(cofactor) * doubt / determinant) / determinant;
      }
    }
    // Covariance of (X'(0), -X'(s), -X'(t)) given X = 0 at the three times, and its rounding.
    double[][] v = new double[3][3];
    double rounding = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double value = i == j ? model.lambda2() : -model.secondDerivative(lags[pair[i][j]]);
        double error = ROUNDING * Math.abs(value);
        for (int k = 0; k < 3; k++) {
          for (int l = 0; l < 3; l++) {
            double c = cross[i][k] * cross[j][l];
            value -= c * inverse[k][l];
            error += Math.abs(c) * (inverseError[k][l] + ROUNDING * Math.abs(inverse[k][l]));
          }
        }
        v[i][j] = (i == 0) == (j == 0) ? value : -value;
        rounding = Math.max(rounding, error);
      }
    }
    // The moment grows with each covariance.
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        v[i][j] += i == j ? 4 * rounding : rounding;
      }
    }
    // Hölder's bound from the variances under fewer conditions, good where rounding is not small.
    double before = model.lambda2() * model.oneMinusE2(lags[0]);
    double after = model.lambda2() * model.oneMinusE2(lags[1]);
    double crude = 2 / Math.sqrt(TWO_PI) * Math.sqrt(before * after * Math.min(before, after));
    double density = 1 / (TWO_PI * Math.sqrt(TWO_PI * determinant));
    return Math.min(crude, positiveMoment(v)) * density / (Math.sqrt(model.lambda2()) / TWO_PI);
  }

  private static final double TWO_PI = 2 * Math.PI;

  /** E[X⁺Y⁺Z⁺] of a centred normal vector. */
  static double positiveMoment(double[][] v) {
    double scale = Math.sqrt(v[0][0] * v[1][1] * v[2][2]);
    if (!(scale > 0) || !(Math.min(v[0][0], Math.min(v[1][1], v[2][2])) > 0)) {
      return 0;
    }
    double[][] c = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        c[i][j] = i == j ? 1 : Math.clamp(v[i][j] / Math.sqrt(v[i][i] * v[j][j]), -1, 1);
      }
    }
    double determinant =
        1
            + 2 * c[0][1] * c[0][2] * c[1][2]
            - c[0][1] * c[0][1]
            - c[0][2] * c[0][2]
            - c[1][2] * c[1][2];
    double sum = Math.sqrt(Math.max(0, determinant));
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      int k = (i + 2) % 3;
      double rest = (1 - c[i][j] * c[i][j]) * (1 - c[i][k] * c[i][k]);
      double partial =
          rest <= 0 ? 1 : Math.clamp((c[j][k] - c[i][j] * c[i][k]) / Math.sqrt(rest), -1, 1);
      sum += (c[j][k] + c[i][j] * c[i][k]) * (Math.PI / 2 + Trigonometric.asin(partial));
    }
    return Math.max(0, scale * sum / (TWO_PI * Math.sqrt(TWO_PI)));
  }
}
