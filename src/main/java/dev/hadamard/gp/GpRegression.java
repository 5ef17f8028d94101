package dev.hadamard.gp;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.Jitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;

/**
 * Regression on scattered points, with values and derivatives of f as data: y_i = ∂^(m_i) f(x_i) +
 * ε_i, f with the product covariance Π_d k_d. The covariance of two data is Π_d (-1)^b
 * k_d^(a+b)(x_d - x'_d) for orders a and b. The noise may have a variance of its own at each datum.
 * O(n³) for n data. Immutable.
 */
public final class GpRegression {
  /**
   * A datum.
   *
   * @param x the point
   * @param orders which derivative: the order along each axis; zeros for the value
   * @param value what was measured
   */
  public record Observation(double[] x, int[] orders, double value) {
    /** Checks and copies. */
    public Observation {
      x = Requirements.finite("x", x.clone());
      orders = orders.clone();
      Requirements.finite("value", value);
      if (orders.length != x.length) {
        throw new IllegalArgumentException(
            "orders has length " + orders.length + ": must be that of x, " + x.length);
      }
    }

    /**
     * A value of f.
     *
     * @param value f(x) with noise
     * @param x the point
     * @return the datum
     */
    public static Observation value(double value, double... x) {
      return new Observation(x, new int[x.length], value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Observation o
          && Arrays.equals(o.x, x)
          && Arrays.equals(o.orders, orders)
          && o.value == value;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(x) ^ Double.hashCode(value);
    }
  }

  /**
   * A prediction.
   *
   * @param mean the posterior mean
   * @param variance the posterior variance, without noise, at least 0
   */
  public record Prediction(double mean, double variance) {}

  private final List<SpectralMixtureKernel> kernels;
  private final List<Observation> data;
  private final double noiseVariance;

  /** Of each datum, the variance of its noise over σ². */
  private final double[] relativeNoise;

  private final Cholesky cholesky;
  private final double[] alpha;
  private final double logMarginalLikelihood;

  private GpRegression(
      List<SpectralMixtureKernel> kernels,
      List<Observation> data,
      double noiseVariance,
      double[] relativeNoise) {
    this.kernels = kernels;
    this.data = data;
    this.noiseVariance = noiseVariance;
    this.relativeNoise = relativeNoise;
    int n = data.size();
    DMatrixRMaj k = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      double[] row = covariances(data.get(i).x, data.get(i).orders);
      System.arraycopy(row, 0, k.data, i * n, n);
      k.data[i * n + i] += noiseVariance * relativeNoise[i];
    }
    this.cholesky = Cholesky.of(k, new Jitter(1e-10, 10, 1e-4));
    double[] y = data.stream().mapToDouble(Observation::value).toArray();
    this.alpha = cholesky.solve(y);
    this.logMarginalLikelihood =
        -0.5
            * (Reductions.dot(y, alpha)
                + cholesky.logDeterminant()
                + n * Elementary.log(2 * Math.PI));
  }

  /**
   * Conditions on data.
   *
   * @param kernels a covariance for each axis
   * @param data at least one datum
   * @param noiseVariance σ², at least 0
   * @return the regression
   * @throws IllegalArgumentException if shapes do not fit, or a covariance lacks a derivative: data
   *     of order m need 2m
   * @throws dev.hadamard.linalg.IndefiniteMatrixException if a jitter of 1e-4 of the mean diagonal
   *     does not make the matrix positive definite
   */
  public static GpRegression of(
      List<SpectralMixtureKernel> kernels, List<Observation> data, double noiseVariance) {
    Requirements.notNegative("noiseVariance", noiseVariance);
    double[] equal = new double[data.size()];
    Arrays.fill(equal, 1);
    return checked(kernels, data, noiseVariance, equal);
  }

  /**
   * Conditions on data whose noise differs from one to the other.
   *
   * @param kernels a covariance for each axis
   * @param data at least one datum
   * @param noiseVariances the variance of each datum's noise, at least 0 and not all 0; {@link
   *     #gradient} and {@link #fitted} treat their mean as σ² and keep their ratios
   * @return the regression
   * @throws IllegalArgumentException as {@link #of(List, List, double)}
   */
  public static GpRegression of(
      List<SpectralMixtureKernel> kernels, List<Observation> data, double[] noiseVariances) {
    if (noiseVariances.length != data.size()) {
      throw new IllegalArgumentException(
          "noiseVariances has length "
              + noiseVariances.length
              + ": must be the number of data, "
              + data.size());
    }
    for (int i = 0; i < noiseVariances.length; i++) {
      Requirements.notNegative("noiseVariances[" + i + "]", noiseVariances[i]);
    }
    double mean = Reductions.sum(noiseVariances) / Math.max(1, noiseVariances.length);
    Requirements.positive("the mean of noiseVariances", mean);
    double[] relative = new double[noiseVariances.length];
    for (int i = 0; i < relative.length; i++) {
      relative[i] = noiseVariances[i] / mean;
    }
    return checked(kernels, data, mean, relative);
  }

  private static GpRegression checked(
      List<SpectralMixtureKernel> kernels,
      List<Observation> data,
      double noiseVariance,
      double[] relativeNoise) {
    if (data.isEmpty()) {
      throw new IllegalArgumentException("data is empty: must have at least one observation");
    }
    for (Observation o : data) {
      if (o.x.length != kernels.size()) {
        throw new IllegalArgumentException(
            "an observation has "
                + o.x.length
                + " coordinates: must be the number of kernels, "
                + kernels.size());
      }
      for (int d = 0; d < o.orders.length; d++) {
        kernels.get(d).spectrum().requireDerivative(2 * o.orders[d]);
      }
    }
    return new GpRegression(List.copyOf(kernels), List.copyOf(data), noiseVariance, relativeNoise);
  }

  /** The variance of a derivative of f before any data. */
  double priorVariance(int[] orders) {
    double prior = 1;
    for (int d = 0; d < orders.length; d++) {
      double diagonal = kernels.get(d).derivative(2 * orders[d], 0);
      prior *= orders[d] % 2 == 1 ? -diagonal : diagonal;
    }
    return prior;
  }

  /** The factor of the covariance of the data with their noise. */
  Cholesky cholesky() {
    return cholesky;
  }

  List<Observation> data() {
    return data;
  }

  /** Covariances of a derivative of f at a point with all data. */
  double[] covariances(double[] x, int[] orders) {
    int n = data.size();
    double[] product = new double[n];
    Arrays.fill(product, 1);
    for (int d = 0; d < x.length; d++) {
      TreeMap<Integer, List<Integer>> byOrder = new TreeMap<>();
      for (int j = 0; j < n; j++) {
        byOrder.computeIfAbsent(data.get(j).orders[d], m -> new ArrayList<>()).add(j);
      }
      for (var entry : byOrder.entrySet()) {
        int b = entry.getKey();
        List<Integer> members = entry.getValue();
        double[] lags = new double[members.size()];
        for (int i = 0; i < lags.length; i++) {
          lags[i] = Math.abs(x[d] - data.get(members.get(i)).x[d]);
        }
        double[] values = kernels.get(d).derivatives(orders[d] + b, lags);
        for (int i = 0; i < lags.length; i++) {
          int j = members.get(i);
          product[j] *= sign(x[d], data.get(j).x[d], orders[d], b) * values[i];
        }
      }
    }
    return product;
  }

  /** (-1)^b, and the sign of the lag for odd a + b. */
  private static double sign(double x, double y, int a, int b) {
    double s = b % 2 == 1 ? -1 : 1;
    return (a + b) % 2 == 1 && x < y ? -s : s;
  }

  /**
   * The logarithm of the density of the data.
   *
   * @return log p(y), with the jitter if one was added
   */
  public double logMarginalLikelihood() {
    return logMarginalLikelihood;
  }

  /**
   * What was added to the diagonal to make the matrix positive definite.
   *
   * @return an absolute variance, 0 if nothing was needed
   */
  public double jitter() {
    return cholesky.jitter();
  }

  /**
   * The posterior of a derivative of f at a point.
   *
   * @param orders the order along each axis
   * @param x the point
   * @return mean and variance
   */
  public Prediction predict(int[] orders, double... x) {
    if (x.length != kernels.size() || orders.length != kernels.size()) {
      throw new IllegalArgumentException(
          "x has length " + x.length + ": must be the number of axes, " + kernels.size());
    }
    Requirements.finite("x", x);
    double[] k = covariances(x, orders);
    double prior = priorVariance(orders);
    double mean = Reductions.dot(k, alpha);
    cholesky.solveLower(k, Transpose.NO);
    return new Prediction(mean, Math.max(prior - Reductions.dot(k, k), 0));
  }

  /**
   * The posterior of f at a point.
   *
   * @param x the point
   * @return mean and variance
   */
  public Prediction predict(double... x) {
    return predict(new int[x.length], x);
  }

  /**
   * For each datum the prediction from all others, of the noisy datum: mean y_i - α_i/(C⁻¹)_ii and
   * variance 1/(C⁻¹)_ii.
   *
   * @return as many as data
   */
  public List<Prediction> leaveOneOut() {
    double[] diagonal = cholesky.inverseDiagonal();
    List<Prediction> all = new ArrayList<>();
    for (int i = 0; i < alpha.length; i++) {
      all.add(new Prediction(data.get(i).value - alpha[i] / diagonal[i], 1 / diagonal[i]));
    }
    return all;
  }

  /**
   * For each datum the prediction of the noisy datum from all data outside its fold; datum i is in
   * fold i modulo k. With the rows and columns B of a fold, C⁻¹ of all data gives the mean y_B -
   * ((C⁻¹)_BB)⁻¹ α_B and the covariance ((C⁻¹)_BB)⁻¹, without a new regression.
   *
   * @param folds k, from 2 to the number of data
   * @return as many as data
   */
  public List<Prediction> crossValidated(int folds) {
    int n = alpha.length;
    if (folds < 2 || folds > n) {
      throw new IllegalArgumentException(
          "folds is " + folds + ": must be from 2 to the number of data, " + n);
    }
    DMatrixRMaj inverse = cholesky.inverse();
    Prediction[] all = new Prediction[n];
    for (int f = 0; f < folds; f++) {
      int size = (n - f + folds - 1) / folds;
      DMatrixRMaj block = new DMatrixRMaj(size, size);
      double[] right = new double[size];
      for (int i = 0; i < size; i++) {
        right[i] = alpha[f + i * folds];
        for (int j = 0; j < size; j++) {
          block.data[i * size + j] = inverse.data[(f + i * folds) * n + f + j * folds];
        }
      }
      Cholesky factor = Cholesky.of(block);
      double[] miss = factor.solve(right);
      double[] variance = factor.inverseDiagonal();
      for (int i = 0; i < size; i++) {
        int at = f + i * folds;
        all[at] = new Prediction(data.get(at).value - miss[i], variance[i]);
      }
    }
    return List.of(all);
  }

  /**
   * The gradient of the log marginal likelihood.
   *
   * @return for each axis log weights, log scales and frequencies; last that in log σ²
   */
  public double[] gradient() {
    int n = data.size();
    int size = kernels.stream().mapToInt(k -> 3 * k.components()).sum() + 1;
    double[] gradient = new double[size];
    DMatrixRMaj adjoint = cholesky.inverse();
    double trace = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        adjoint.data[i * n + j] = 0.5 * (alpha[i] * alpha[j] - adjoint.data[i * n + j]);
      }
      trace += relativeNoise[i] * adjoint.data[i * n + i];
    }
    gradient[size - 1] = noiseVariance * trace;
    int offset = 0;
    for (int d = 0; d < kernels.size(); d++) {
      TreeMap<Integer, List<int[]>> pairs = new TreeMap<>();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          pairs
              .computeIfAbsent(
                  data.get(i).orders[d] + data.get(j).orders[d], m -> new ArrayList<>())
              .add(new int[] {i, j});
        }
      }
      SpectralMixtureKernel k = kernels.get(d);
      for (var entry : pairs.entrySet()) {
        int order = entry.getKey();
        List<int[]> members = entry.getValue();
        double[] lags = new double[members.size()];
        double[] cotangent = new double[lags.length];
        for (int p = 0; p < lags.length; p++) {
          int i = members.get(p)[0];
          int j = members.get(p)[1];
          Observation a = data.get(i);
          Observation b = data.get(j);
          lags[p] = Math.abs(a.x[d] - b.x[d]);
          cotangent[p] =
              (i == j ? 1 : 2)
                  * adjoint.data[i * n + j]
                  * sign(a.x[d], b.x[d], a.orders[d], b.orders[d])
                  * others(a, b, d);
        }
        LagTable table = LagTable.of(k.spectrum(), new int[] {order}, lags, k.components(), true);
        table.evaluate(k.parameters(), 0);
        table.pullBack(0, cotangent, gradient, offset);
      }
      offset += 3 * k.components();
    }
    return gradient;
  }

  /** The product of the covariances along all axes but one. */
  private double others(Observation a, Observation b, int leftOut) {
    double product = 1;
    for (int e = 0; e < kernels.size(); e++) {
      if (e != leftOut) {
        product *=
            sign(a.x[e], b.x[e], a.orders[e], b.orders[e])
                * kernels.get(e)
                    .derivatives(a.orders[e] + b.orders[e], Math.abs(a.x[e] - b.x[e]))[0];
      }
    }
    return product;
  }

  /**
   * The parameters in the order of {@link #gradient}.
   *
   * @return a new array
   */
  public double[] parameters() {
    double[] all = new double[kernels.stream().mapToInt(k -> 3 * k.components()).sum() + 1];
    int at = 0;
    for (SpectralMixtureKernel k : kernels) {
      double[] own = k.parameters();
      System.arraycopy(own, 0, all, at, own.length);
      at += own.length;
    }
    all[at] = Elementary.log(noiseVariance);
    return all;
  }

  /**
   * The same data with other parameters.
   *
   * @param parameters in the order of {@link #gradient}
   * @return a new regression
   */
  public GpRegression withParameters(double[] parameters) {
    int expected = parameters().length;
    if (parameters.length != expected) {
      throw new IllegalArgumentException(
          "parameters has length " + parameters.length + ": must be " + expected);
    }
    SpectralMixtureKernel[] other = new SpectralMixtureKernel[kernels.size()];
    int at = 0;
    for (int d = 0; d < other.length; d++) {
      int size = 3 * kernels.get(d).components();
      other[d] = kernels.get(d).withParameters(Arrays.copyOfRange(parameters, at, at + size));
      at += size;
    }
    return new GpRegression(List.of(other), data, Elementary.exp(parameters[at]), relativeNoise);
  }

  /**
   * The parameters that make the data most likely, by quasi-Newton steps from these.
   *
   * @param iterations the largest number of steps
   * @return a regression at least as likely as this one
   */
  public GpRegression fitted(int iterations) {
    Requirements.positive("noiseVariance", noiseVariance);
    return withParameters(
        MarginalLikelihood.maximised(
            parameters(),
            iterations,
            x -> {
              GpRegression r = withParameters(x);
              return new MarginalLikelihood.Point(r.logMarginalLikelihood, r.gradient());
            }));
  }

  /**
   * The covariances.
   *
   * @return one for each axis
   */
  public List<SpectralMixtureKernel> kernels() {
    return kernels;
  }
}
