package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Trigonometric;
import java.util.Arrays;

/**
 * A spectral mixture covariance, its derivatives and their gradients in the parameters at fixed
 * lags d ≥ 0, in memory that is used again: c^(m)(d) = Σ_q w_q Re[e^(iθd) Σ_j C(m,j) (iθ)^(m-j)
 * g^(j)(d)], θ = 2π frequency. On a uniform grid the n lags are all there is to a Toeplitz matrix
 * of order n. O(Q n) with one exp and one sincos for each component and lag. Not for concurrent
 * use.
 */
public final class LagTable {
  private final Spectrum spectrum;
  private final int[] orders;
  private final double[] lags;
  private final int components;
  private final int top;
  private final double[][] polynomials;
  private final double[][] envelope;
  private final double[] angle;
  private final double[] sine;
  private final double[] cosine;
  private final double[] re;
  private final double[] im;
  private final double[] scratch;

  /** By index of the order. */
  private final double[][] values;

  /**
   * By index of the order and component. Arrays of their own, since the compiler vectorises loops
   * over several arrays only where all have the same index.
   */
  private final double[][][] byWeight;

  private final double[][][] byScale;
  private final double[][][] byFrequency;

  private LagTable(
      Spectrum spectrum, int[] orders, double[] lags, int components, boolean gradient) {
    this.spectrum = spectrum;
    this.orders = orders.clone();
    this.lags = lags.clone();
    this.components = components;
    int highest = Arrays.stream(orders).max().orElse(0);
    this.top = gradient ? highest + 1 : highest;
    this.polynomials = spectrum.polynomials(top);
    int n = lags.length;
    this.envelope = new double[top + 1][n];
    this.angle = new double[n];
    this.sine = new double[n];
    this.cosine = new double[n];
    this.re = new double[n];
    this.im = new double[n];
    this.scratch = new double[n];
    this.values = new double[orders.length][n];
    int stored = gradient ? components : 0;
    this.byWeight = new double[orders.length][stored][n];
    this.byScale = new double[orders.length][stored][n];
    this.byFrequency = new double[orders.length][stored][n];
  }

  /**
   * A table without values.
   *
   * @param spectrum the shape of the bumps
   * @param orders the orders of derivatives wanted, each once
   * @param lags d, each at least 0 and finite
   * @param components Q, at least 1
   * @param gradient whether {@link #pullBack} will be called
   * @return the table
   * @throws IllegalArgumentException if the spectrum does not have a derivative, or another
   *     argument is not allowed
   */
  public static LagTable of(
      Spectrum spectrum, int[] orders, double[] lags, int components, boolean gradient) {
    if (components < 1) {
      throw new IllegalArgumentException("components is " + components + ": must be at least 1");
    }
    for (int order : orders) {
      spectrum.requireDerivative(order);
    }
    for (double lag : lags) {
      Requirements.notNegative("lag", lag);
    }
    return new LagTable(spectrum, orders, lags, components, gradient);
  }

  /** Other lags, not negative, as many as before. */
  void setLags(double[] newLags) {
    System.arraycopy(newLags, 0, lags, 0, lags.length);
  }

  /**
   * Computes all values for parameters.
   *
   * @param parameters log weights, log scales and frequencies, Q of each
   * @param offset where they begin
   */
  public void evaluate(double[] parameters, int offset) {
    int n = lags.length;
    for (double[] v : values) {
      Arrays.fill(v, 0);
    }
    for (int q = 0; q < components; q++) {
      double w = Elementary.exp(parameters[offset + q]);
      double scale = Elementary.exp(parameters[offset + components + q]);
      double theta = 2 * Math.PI * parameters[offset + 2 * components + q];
      for (int i = 0; i < n; i++) {
        angle[i] = theta * lags[i];
      }
      Trigonometric.sincos(angle, sine, cosine);
      spectrum.envelope(scale, lags, n, top, polynomials, envelope);
      for (int k = 0; k < orders.length; k++) {
        component(k, q, w, theta);
      }
    }
  }

  private void component(int k, int q, double w, double theta) {
    int n = lags.length;
    int m = orders[k];
    boolean gradient = byWeight[k].length > 0;
    if (gradient && m == 0) {
      valueWithGradient(k, q, w);
      return;
    }
    if (gradient && m == 1) {
      firstWithGradient(k, q, w, theta);
      return;
    }
    if (gradient && m == 2) {
      secondWithGradient(k, q, w, theta);
      return;
    }
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
    double binomial = 1;
    for (int j = m; j >= 0; j--) {
      addTerm(binomial * power(theta, m - j), m - j, envelope[j]);
      binomial = binomial * j / (m - j + 1);
    }
    double[] value = values[k];
    if (!gradient) {
      for (int i = 0; i < n; i++) {
        value[i] += w * (re[i] * cosine[i] - im[i] * sine[i]);
      }
      return;
    }
    double[] dw = byWeight[k][q];
    double[] df = byFrequency[k][q];
    double[] ds = byScale[k][q];
    double twoPi = 2 * Math.PI * w;
    for (int i = 0; i < n; i++) {
      double v = w * (re[i] * cosine[i] - im[i] * sine[i]);
      dw[i] = v;
      value[i] += v;
      // Re[e^(iθd) i d A]
      df[i] = -twoPi * (lags[i] * (re[i] * sine[i] + im[i] * cosine[i]));
    }
    if (m > 0) {
      // Σ_(j<m) C(m,j) i (m-j) (iθ)^(m-j-1) g^(j) = i m Σ_j C(m-1,j) (iθ)^(m-1-j) g^(j)
      Arrays.fill(re, 0);
      Arrays.fill(im, 0);
      binomial = m;
      for (int j = m - 1; j >= 0; j--) {
        addTerm(binomial * power(theta, m - 1 - j), m - j, envelope[j]);
        binomial = binomial * j / (m - j);
      }
      for (int i = 0; i < n; i++) {
        df[i] += twoPi * (re[i] * cosine[i] - im[i] * sine[i]);
      }
    }
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
    binomial = 1;
    for (int j = m; j >= 0; j--) {
      double[] g = envelope[j];
      double[] next = envelope[j + 1];
      for (int i = 0; i < n; i++) {
        scratch[i] = j * g[i] + lags[i] * next[i];
      }
      addTerm(binomial * power(theta, m - j), m - j, scratch);
      binomial = binomial * j / (m - j + 1);
    }
    double factor = w * spectrum.scaling();
    for (int i = 0; i < n; i++) {
      ds[i] = factor * (re[i] * cosine[i] - im[i] * sine[i]);
    }
  }

  /** Order 0 in one pass: w g C, -2π w d g S, κ w d g' C. */
  private void valueWithGradient(int k, int q, double w) {
    double[] value = values[k];
    double[] dw = byWeight[k][q];
    double[] df = byFrequency[k][q];
    double[] ds = byScale[k][q];
    double[] g0 = envelope[0];
    double[] g1 = envelope[1];
    double twoPi = -2 * Math.PI * w;
    double factor = w * spectrum.scaling();
    for (int i = 0; i < lags.length; i++) {
      double d = lags[i];
      double v = w * (g0[i] * cosine[i]);
      dw[i] = v;
      value[i] += v;
      df[i] = twoPi * (d * (g0[i] * sine[i]));
      ds[i] = factor * ((d * g1[i]) * cosine[i]);
    }
  }

  /** Order 1 in one pass; A = g' + iθg, with i g for the frequency. */
  private void firstWithGradient(int k, int q, double w, double theta) {
    double[] value = values[k];
    double[] dw = byWeight[k][q];
    double[] df = byFrequency[k][q];
    double[] ds = byScale[k][q];
    double[] g0 = envelope[0];
    double[] g1 = envelope[1];
    double[] g2 = envelope[2];
    double twoPi = -2 * Math.PI * w;
    double factor = w * spectrum.scaling();
    for (int i = 0; i < lags.length; i++) {
      double d = lags[i];
      double s = sine[i];
      double c = cosine[i];
      double imaginary = theta * g0[i];
      double v = w * (g1[i] * c - imaginary * s);
      dw[i] = v;
      value[i] += v;
      df[i] = twoPi * (d * (g1[i] * s + imaginary * c) + g0[i] * s);
      ds[i] = factor * ((g1[i] + d * g2[i]) * c - (theta * (d * g1[i])) * s);
    }
  }

  /** Order 2 in one pass; A = g'' - θ²g + 2iθg', with 2(i g' - θg) for the frequency. */
  private void secondWithGradient(int k, int q, double w, double theta) {
    double[] value = values[k];
    double[] dw = byWeight[k][q];
    double[] df = byFrequency[k][q];
    double[] ds = byScale[k][q];
    double[] g0 = envelope[0];
    double[] g1 = envelope[1];
    double[] g2 = envelope[2];
    double[] g3 = envelope[3];
    double square = theta * theta;
    double twice = 2 * theta;
    double twoPi = -2 * Math.PI * w;
    double factor = w * spectrum.scaling();
    for (int i = 0; i < lags.length; i++) {
      double d = lags[i];
      double s = sine[i];
      double c = cosine[i];
      double real = g2[i] - square * g0[i];
      double imaginary = twice * g1[i];
      double v = w * (real * c - imaginary * s);
      dw[i] = v;
      value[i] += v;
      df[i] = twoPi * (d * (real * s + imaginary * c) + (twice * g0[i] * c + 2 * g1[i] * s));
      ds[i] =
          factor
              * ((2 * g2[i] + d * (g3[i] - square * g1[i])) * c
                  - (twice * (g1[i] + d * g2[i])) * s);
    }
  }

  /** Adds coefficient i^turns g to the complex sum. */
  private void addTerm(double coefficient, int turns, double[] g) {
    double[] target = turns % 2 == 0 ? re : im;
    double c = turns % 4 < 2 ? coefficient : -coefficient;
    for (int i = 0; i < g.length; i++) {
      target[i] += c * g[i];
    }
  }

  private static double power(double x, int n) {
    double p = 1;
    for (int i = 0; i < n; i++) {
      p *= x;
    }
    return p;
  }

  /**
   * The derivative of an order at all lags, as of the last evaluation.
   *
   * @param index the index of the order among those of the table
   * @return not a copy
   */
  public double[] values(int index) {
    return values[index];
  }

  /**
   * Adds the gradient of Σ_n cotangent[n] c^(m)(d_n) in the parameters, as of the last evaluation.
   *
   * @param index the index of the order m among those of the table
   * @param cotangent one number for each lag
   * @param gradient in and out: log weights, log scales and frequencies, Q of each
   * @param offset where they begin
   */
  public void pullBack(int index, double[] cotangent, double[] gradient, int offset) {
    int n = lags.length;
    for (int q = 0; q < components; q++) {
      gradient[offset + q] += Reductions.dot(byWeight[index][q], 0, cotangent, 0, n);
      gradient[offset + components + q] += Reductions.dot(byScale[index][q], 0, cotangent, 0, n);
      gradient[offset + 2 * components + q] +=
          Reductions.dot(byFrequency[index][q], 0, cotangent, 0, n);
    }
  }
}
