package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Trigonometric;
import java.util.List;

/**
 * The covariance of functions with a period P: k(d) = σ² exp(-2 sin²(πd/P) / ℓ²), the squared
 * exponential of points on a circle. It has all derivatives. MacKay (1998).
 *
 * <p>With a = 1/ℓ², φ = 2πd/P and h = exp(a (cos φ - 1)) the derivatives follow from h' = -a (2π/P)
 * sin φ · h by the rule of Leibniz. Parameters: log variance, log length scale, log period.
 */
public final class PeriodicKernel implements Covariance {
  private final double logVariance;
  private final double logLengthScale;
  private final double logPeriod;

  private PeriodicKernel(double logVariance, double logLengthScale, double logPeriod) {
    this.logVariance = Requirements.range("logVariance", logVariance, Requirements.MAX_LOGARITHM);
    this.logLengthScale = Requirements.range("logLengthScale", logLengthScale, 140);
    this.logPeriod = Requirements.range("logPeriod", logPeriod, 140);
  }

  /**
   * By variance, length scale and period.
   *
   * @param variance σ², positive
   * @param lengthScale ℓ, positive, without unit: small for functions with many harmonics
   * @param period P, positive
   * @return the covariance
   */
  public static PeriodicKernel of(double variance, double lengthScale, double period) {
    return new PeriodicKernel(
        Elementary.log(Requirements.positive("variance", variance)),
        Elementary.log(Requirements.positive("lengthScale", lengthScale)),
        Elementary.log(Requirements.positive("period", period)));
  }

  /**
   * By the logarithms that are learned.
   *
   * @param logVariance log σ²
   * @param logLengthScale log ℓ
   * @param logPeriod log P
   * @return the covariance
   */
  public static PeriodicKernel fromLog(
      double logVariance, double logLengthScale, double logPeriod) {
    return new PeriodicKernel(logVariance, logLengthScale, logPeriod);
  }

  /**
   * The variance.
   *
   * @return k(0)
   */
  public double variance() {
    return Elementary.exp(logVariance);
  }

  /**
   * The length scale.
   *
   * @return ℓ
   */
  public double lengthScale() {
    return Elementary.exp(logLengthScale);
  }

  /**
   * The period.
   *
   * @return P
   */
  public double period() {
    return Elementary.exp(logPeriod);
  }

  @Override
  public int maxDerivative() {
    return Integer.MAX_VALUE;
  }

  /** h^(0..order) at a lag, and (cos φ - 1)^(0..order). */
  private void fill(double lag, double[] h, double[] cosine) {
    double a = Elementary.exp(-2 * logLengthScale);
    double omega = 2 * Math.PI * Elementary.exp(-logPeriod);
    double half = Trigonometric.sin(0.5 * omega * lag);
    double s = Trigonometric.sin(omega * lag);
    double c = Trigonometric.cos(omega * lag);
    // The derivatives of cos φ in turn: c, -s, -c, s, and those of sin φ one turn behind.
    double[] turns = {c, -s, -c, s};
    double power = 1;
    for (int k = 0; k < cosine.length; k++) {
      cosine[k] = k == 0 ? -2 * half * half : power * turns[k % 4];
      power *= omega;
    }
    h[0] = Elementary.exp(a * cosine[0]);
    for (int n = 0; n + 1 < h.length; n++) {
      // h' = a (cos φ)' h
      double sum = 0;
      double binomial = 1;
      for (int k = 0; k <= n; k++) {
        sum += binomial * cosine[k + 1] * h[n - k];
        binomial = binomial * (n - k) / (k + 1);
      }
      h[n + 1] = a * sum;
    }
  }

  @Override
  public double[] derivatives(int order, double... lags) {
    Requirements.order(this, order);
    Requirements.lags(lags);
    double variance = variance();
    double[] h = new double[order + 1];
    double[] cosine = new double[order + 1];
    double[] values = new double[lags.length];
    for (int i = 0; i < lags.length; i++) {
      fill(lags[i], h, cosine);
      values[i] = variance * h[order];
    }
    return values;
  }

  @Override
  public void pullBack(
      int order, double[] lags, double[] cotangent, double[] gradient, int offset) {
    Requirements.order(this, order);
    double variance = variance();
    double a = Elementary.exp(-2 * logLengthScale);
    double[] h = new double[order + 2];
    double[] cosine = new double[order + 2];
    double[] byVariance = new double[lags.length];
    double[] byLength = new double[lags.length];
    double[] byPeriod = new double[lags.length];
    for (int i = 0; i < lags.length; i++) {
      fill(lags[i], h, cosine);
      byVariance[i] = variance * h[order];
      double sum = 0;
      double binomial = 1;
      for (int k = 0; k <= order; k++) {
        sum += binomial * cosine[k] * h[order - k];
        binomial = binomial * (order - k) / (k + 1);
      }
      byLength[i] = -2 * a * variance * sum;
      byPeriod[i] = -variance * (order * h[order] + lags[i] * h[order + 1]);
    }
    gradient[offset] += Reductions.dot(byVariance, cotangent);
    gradient[offset + 1] += Reductions.dot(byLength, cotangent);
    gradient[offset + 2] += Reductions.dot(byPeriod, cotangent);
  }

  @Override
  public double[] parameters() {
    return new double[] {logVariance, logLengthScale, logPeriod};
  }

  @Override
  public List<String> parameterNames() {
    return List.of("logVariance", "logLengthScale", "logPeriod");
  }

  @Override
  public PeriodicKernel withParameters(double[] parameters) {
    Requirements.count("parameters", parameters, 3);
    return fromLog(parameters[0], parameters[1], parameters[2]);
  }

  @Override
  public String toString() {
    return "PeriodicKernel(variance "
        + variance()
        + ", length scale "
        + lengthScale()
        + ", period "
        + period()
        + ")";
  }
}
