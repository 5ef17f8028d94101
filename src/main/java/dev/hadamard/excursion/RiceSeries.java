package dev.hadamard.excursion;

import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.quadrature.GaussLegendre;

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
 */
public final class RiceSeries {
  private static final int NODES = 40;
  private static final double SHORTEST = 0.5;

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
   * The first two terms, a lower bound of the exact density; negative where it says nothing.
   * Rounding at small lags enters relative to W at 1e-6.
   *
   * @param t the time, finite and at least 1/(2√λ₂): below, the correlation of three points is
   *     singular to rounding
   * @return W(t) - ∫ W₂(s, t) ds
   */
  public double lowerBound(double t) {
    double shortest = SHORTEST / Math.sqrt(model.lambda2());
    if (!(t >= shortest) || Double.isInfinite(t)) {
      throw new IllegalArgumentException("t is " + t + ": must be finite and at least " + shortest);
    }
    // W₂ vanishes with the distances of its points: s = t sin²(x) is smooth at both ends.
    double second =
        GaussLegendre.of(NODES)
            .integrate(
                x -> {
                  double sine = Trigonometric.sin(x);
                  double s = t * sine * sine;
                  return 2 * t * sine * Trigonometric.cos(x) * second(s, t);
                },
                0,
                Math.PI / 2);
    return upperBound(t) - second;
  }

  /** The density of down-crossings at s and t given an up-crossing at 0. */
  private double second(double s, double t) {
    double[] times = {0, s, t};
    double[][] r = new double[3][3];
    double[][] cross = new double[3][3];
    double[][] slopes = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double lag = Math.abs(times[j] - times[i]);
        r[i][j] = model.value(lag);
        double derivative = model.derivative(lag);
        // Cov(X'(t_i), X(t_j)) = -r'(t_j - t_i), r' odd.
        cross[i][j] = times[j] >= times[i] ? -derivative : derivative;
        slopes[i][j] = -model.secondDerivative(lag);
      }
    }
    double determinant =
        1
            + 2 * r[0][1] * r[0][2] * r[1][2]
            - r[0][1] * r[0][1]
            - r[0][2] * r[0][2]
            - r[1][2] * r[1][2];
    if (!(determinant > 1e-14)) {
      return 0;
    }
    double[][] inverse = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        int a = (j + 1) % 3;
        int b = (j + 2) % 3;
        int c = (i + 1) % 3;
        int d = (i + 2) % 3;
        inverse[i][j] = (r[a][c] * r[b][d] - r[a][d] * r[b][c]) / determinant;
      }
    }
    // Covariance of (X'(0), -X'(s), -X'(t)) given X = 0 at the three times.
    double[] sign = {1, -1, -1};
    double[][] v = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double value = slopes[i][j];
        for (int k = 0; k < 3; k++) {
          for (int l = 0; l < 3; l++) {
            value -= cross[i][k] * inverse[k][l] * cross[j][l];
          }
        }
        v[i][j] = sign[i] * sign[j] * value;
      }
    }
    double density = 1 / (TWO_PI * Math.sqrt(TWO_PI * determinant));
    return positiveMoment(v) * density / (Math.sqrt(model.lambda2()) / TWO_PI);
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
