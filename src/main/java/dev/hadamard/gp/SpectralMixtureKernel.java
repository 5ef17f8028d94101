package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The stationary covariance on a line whose spectral density is a mixture of Q symmetrised bumps:
 * k(x - x') = Σ_q w_q g_q(|x - x'|) cos(2π f_q (x - x')), with the envelope g of its {@link
 * Spectrum}.
 *
 * <p>Q = 1 with frequency 0 is a Matérn or a squared exponential covariance. Derivatives are exact,
 * also at lag 0: ∂_x^a ∂_x'^b k = (-1)^b k^(a+b)(x - x').
 */
public final class SpectralMixtureKernel implements Covariance {
  private final Spectrum spectrum;
  private final double[] logWeight;
  private final double[] logScale;
  private final double[] frequency;

  private SpectralMixtureKernel(
      Spectrum spectrum, double[] logWeight, double[] logScale, double[] frequency) {
    this.spectrum = spectrum;
    this.logWeight = Requirements.finite("logWeight", logWeight);
    this.logScale = Requirements.finite("logScale", logScale);
    this.frequency = Requirements.finite("frequency", frequency);
    if (logWeight.length == 0) {
      throw new IllegalArgumentException("logWeight is empty: must have at least one component");
    }
    Requirements.sameLength("logWeight", logWeight, "logScale", logScale);
    Requirements.sameLength("logWeight", logWeight, "frequency", frequency);
    for (int q = 0; q < logWeight.length; q++) {
      Requirements.logarithm("logWeight[" + q + "]", logWeight[q]);
      Requirements.logarithm("logScale[" + q + "]", logScale[q]);
    }
  }

  /**
   * A mixture by the logarithms in which it is learned.
   *
   * @param spectrum the shape of the bumps
   * @param logWeight log w
   * @param logScale log s of a Gaussian envelope exp(-s d²); log λ of a Matérn envelope with
   *     inverse length scale λ
   * @param frequency f, cycles per unit length
   * @return the covariance
   */
  public static SpectralMixtureKernel fromLog(
      Spectrum spectrum, double[] logWeight, double[] logScale, double[] frequency) {
    return new SpectralMixtureKernel(
        spectrum, logWeight.clone(), logScale.clone(), frequency.clone());
  }

  /**
   * A mixture by its spectral density Σ w ½[p(s - μ) + p(s + μ)].
   *
   * @param spectrum the shape p of the bumps
   * @param weight w, positive
   * @param mean μ, cycles per unit length
   * @param bandwidth ρ of each bump: its standard deviation, or the scale of the Student-t law
   * @return the covariance
   */
  public static SpectralMixtureKernel fromSpectral(
      Spectrum spectrum, double[] weight, double[] mean, double[] bandwidth) {
    Requirements.sameLength("weight", weight, "bandwidth", bandwidth);
    double[] w = new double[weight.length];
    double[] s = new double[weight.length];
    for (int q = 0; q < w.length; q++) {
      w[q] = Elementary.log(Requirements.positive("weight[" + q + "]", weight[q]));
      s[q] = spectrum.logScale(Requirements.positive("bandwidth[" + q + "]", bandwidth[q]));
    }
    return new SpectralMixtureKernel(spectrum, w, s, mean.clone());
  }

  /**
   * The Matérn covariance of smoothness p+½.
   *
   * @param p 1, 2, 3 or 4
   * @param variance k(0), positive
   * @param lengthScale ℓ of r = √(2p+1) d / ℓ, positive
   * @return the covariance
   */
  public static SpectralMixtureKernel matern(int p, double variance, double lengthScale) {
    return new SpectralMixtureKernel(
        Spectrum.studentT(2 * p + 1),
        new double[] {Elementary.log(Requirements.positive("variance", variance))},
        new double[] {-Elementary.log(Requirements.positive("lengthScale", lengthScale))},
        new double[1]);
  }

  /**
   * The squared exponential covariance variance · exp(-d²/(2ℓ²)).
   *
   * @param variance k(0), positive
   * @param lengthScale ℓ, positive
   * @return the covariance
   */
  public static SpectralMixtureKernel squaredExponential(double variance, double lengthScale) {
    double l = Requirements.positive("lengthScale", lengthScale);
    return new SpectralMixtureKernel(
        Spectrum.gaussian(),
        new double[] {Elementary.log(Requirements.positive("variance", variance))},
        new double[] {-2 * Elementary.log(l) - Elementary.log(2)},
        new double[1]);
  }

  /**
   * The shape of the bumps.
   *
   * @return the spectrum
   */
  public Spectrum spectrum() {
    return spectrum;
  }

  /**
   * The number of components.
   *
   * @return Q
   */
  public int components() {
    return logWeight.length;
  }

  /**
   * The weights.
   *
   * @return w, a new array
   */
  public double[] weights() {
    double[] w = new double[logWeight.length];
    Elementary.exp(logWeight, w);
    return w;
  }

  /**
   * The spectral means.
   *
   * @return f, cycles per unit length, a new array
   */
  public double[] frequencies() {
    return frequency.clone();
  }

  /**
   * The bandwidths of the bumps.
   *
   * @return ρ, a new array
   */
  public double[] bandwidths() {
    return Arrays.stream(logScale).map(spectrum::bandwidth).toArray();
  }

  /**
   * The parameters in one array: log weights, log scales, frequencies.
   *
   * @return a new array of 3Q numbers
   */
  @Override
  public double[] parameters() {
    int q = logWeight.length;
    double[] all = Arrays.copyOf(logWeight, 3 * q);
    System.arraycopy(logScale, 0, all, q, q);
    System.arraycopy(frequency, 0, all, 2 * q, q);
    return all;
  }

  /**
   * The same covariance with other parameters.
   *
   * @param parameters log weights, log scales, frequencies
   * @return a new covariance
   */
  @Override
  public SpectralMixtureKernel withParameters(double[] parameters) {
    int q = logWeight.length;
    if (parameters.length != 3 * q) {
      throw new IllegalArgumentException(
          "parameters has length " + parameters.length + ": must be " + 3 * q);
    }
    return new SpectralMixtureKernel(
        spectrum,
        Arrays.copyOfRange(parameters, 0, q),
        Arrays.copyOfRange(parameters, q, 2 * q),
        Arrays.copyOfRange(parameters, 2 * q, 3 * q));
  }

  @Override
  public List<String> parameterNames() {
    List<String> names = new ArrayList<>();
    for (String kind : new String[] {"logWeight", "logScale", "frequency"}) {
      for (int q = 0; q < logWeight.length; q++) {
        names.add(kind + "[" + q + "]");
      }
    }
    return names;
  }

  @Override
  public int maxDerivative() {
    return spectrum.maxDerivative();
  }

  @Override
  public void pullBack(
      int order, double[] lags, double[] cotangent, double[] gradient, int offset) {
    LagTable table = LagTable.of(spectrum, new int[] {order}, lags, components(), true);
    table.evaluate(parameters(), 0);
    table.pullBack(0, cotangent, gradient, offset);
  }

  /**
   * The components whose weight is at least a part of the largest: what is left after pruning.
   *
   * @param relative the smallest weight kept, over the largest
   * @return a covariance with fewer components, in order of decreasing weight
   */
  public SpectralMixtureKernel pruned(double relative) {
    Requirements.notNegative("relative", relative);
    double largest = Arrays.stream(logWeight).max().orElseThrow();
    int[] kept =
        java.util.stream.IntStream.range(0, logWeight.length)
            .filter(q -> Elementary.exp(logWeight[q] - largest) >= relative)
            .boxed()
            .sorted((a, b) -> Double.compare(logWeight[b], logWeight[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new SpectralMixtureKernel(
        spectrum,
        Arrays.stream(kept).mapToDouble(q -> logWeight[q]).toArray(),
        Arrays.stream(kept).mapToDouble(q -> logScale[q]).toArray(),
        Arrays.stream(kept).mapToDouble(q -> frequency[q]).toArray());
  }

  /**
   * The spectral density, whose integral over the line is k(0).
   *
   * @param s a frequency, cycles per unit length
   * @return the density
   */
  public double spectralDensity(double s) {
    Requirements.finite("s", s);
    double sum = 0;
    for (int q = 0; q < logWeight.length; q++) {
      double rho = spectrum.bandwidth(logScale[q]);
      sum +=
          Elementary.exp(logWeight[q])
              / 2
              * (spectrum.density(s - frequency[q], rho) + spectrum.density(s + frequency[q], rho));
    }
    return sum;
  }

  /**
   * The derivative of an order at a lag.
   *
   * @param order m, at least 0 and at most ν - 1 for a Student-t spectrum
   * @param lag x - x', of any sign
   * @return k^(m)(lag)
   */
  @Override
  public double derivative(int order, double lag) {
    double value = derivatives(order, Math.abs(Requirements.finite("lag", lag)))[0];
    return lag < 0 && order % 2 == 1 ? -value : value;
  }

  /**
   * The derivative of an order at lags.
   *
   * @param order m
   * @param lags at least 0
   * @return k^(m), a new array
   */
  @Override
  public double[] derivatives(int order, double... lags) {
    LagTable table = LagTable.of(spectrum, new int[] {order}, lags, components(), false);
    table.evaluate(parameters(), 0);
    return table.values(0);
  }

  /**
   * The derivatives of k^(m) in the parameters at a lag.
   *
   * @param order m
   * @param lag x - x', of any sign
   * @return in the order of {@link #parameters}
   */
  @Override
  public double[] parameterGradient(int order, double lag) {
    double[] at = {Math.abs(Requirements.finite("lag", lag))};
    LagTable table = LagTable.of(spectrum, new int[] {order}, at, components(), true);
    table.evaluate(parameters(), 0);
    double[] gradient = new double[3 * components()];
    table.pullBack(0, new double[] {lag < 0 && order % 2 == 1 ? -1 : 1}, gradient, 0);
    return gradient;
  }

  /**
   * The matrix of k^(m)(x_i - y_j). O(Q) for each different lag at most.
   *
   * @param order m
   * @param x the points of the rows
   * @param y the points of the columns
   * @return a new matrix
   */
  @Override
  public DMatrixRMaj matrix(int order, double[] x, double[] y) {
    Requirements.finite("x", x);
    Requirements.finite("y", y);
    DMatrixRMaj k = new DMatrixRMaj(x.length, y.length);
    double[] lags = new double[y.length];
    LagTable table = LagTable.of(spectrum, new int[] {order}, lags, components(), false);
    double[] parameters = parameters();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        lags[j] = Math.abs(x[i] - y[j]);
      }
      table.setLags(lags);
      table.evaluate(parameters, 0);
      double[] row = table.values(0);
      for (int j = 0; j < y.length; j++) {
        k.data[i * y.length + j] = order % 2 == 1 && x[i] < y[j] ? -row[j] : row[j];
      }
    }
    return k;
  }

  /**
   * The Toeplitz matrix of the values at the lags 0, h, 2h, ...
   *
   * @param order whether the values change sign with the lag: odd orders do
   * @param column the values at the lags
   * @return a new matrix
   */
  public static DMatrixRMaj toeplitz(int order, double[] column) {
    int n = column.length;
    double[] around = new double[2 * n - 1];
    double sign = order % 2 == 1 ? -1 : 1;
    for (int i = 0; i < n; i++) {
      around[n - 1 - i] = column[i];
      around[n - 1 + i] = sign * column[i];
    }
    around[n - 1] = column[0];
    DMatrixRMaj k = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      // Entry (i, j) is the value at lag i - j: around[n-1+j-i].
      System.arraycopy(around, n - 1 - i, k.data, i * n, n);
    }
    return k;
  }

  @Override
  public String toString() {
    return "SpectralMixtureKernel(" + spectrum + ", " + components() + " components)";
  }
}
