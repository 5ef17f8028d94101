package dev.hadamard.gp;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.Jitter;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.random.PhiloxGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

  private final List<Covariance> kernels;
  private final List<Observation> data;
  private final double noiseVariance;

  /** Of each datum, the variance of its noise over σ². */
  private final double[] relativeNoise;

  private final Cholesky cholesky;
  private final double[] alpha;
  private final double logMarginalLikelihood;

  private GpRegression(
      List<Covariance> kernels,
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
      List<? extends Covariance> kernels, List<Observation> data, double noiseVariance) {
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
      List<? extends Covariance> kernels, List<Observation> data, double[] noiseVariances) {
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
      List<? extends Covariance> kernels,
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
        Requirements.order(kernels.get(d), 2 * o.orders[d]);
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
      multiply(d, x[d], orders[d], product);
    }
    return product;
  }

  /** Multiplies by the covariances along an axis of a derivative at a coordinate with all data. */
  private void multiply(int d, double x, int order, double[] product) {
    TreeMap<Integer, List<Integer>> byOrder = new TreeMap<>();
    for (int j = 0; j < product.length; j++) {
      byOrder.computeIfAbsent(data.get(j).orders[d], m -> new ArrayList<>()).add(j);
    }
    for (var entry : byOrder.entrySet()) {
      int b = entry.getKey();
      List<Integer> members = entry.getValue();
      double[] lags = new double[members.size()];
      for (int i = 0; i < lags.length; i++) {
        lags[i] = Math.abs(x - data.get(members.get(i)).x[d]);
      }
      double[] values = kernels.get(d).derivatives(order + b, lags);
      for (int i = 0; i < lags.length; i++) {
        int j = members.get(i);
        product[j] *= sign(x, data.get(j).x[d], order, b) * values[i];
      }
    }
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
    Requirements.axes("x", x.length, kernels.size());
    Requirements.axes("orders", orders.length, kernels.size());
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
   * The joint posterior of f at points.
   *
   * @param mean one number for each point
   * @param covariance symmetric, of f without noise
   */
  public record JointPrediction(double[] mean, DMatrixRMaj covariance) {
    @Override
    public boolean equals(Object other) {
      return other instanceof JointPrediction p
          && Arrays.equals(p.mean, mean)
          && Arrays.equals(p.covariance.data, covariance.data);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(mean);
    }
  }

  /**
   * The joint posterior of f at points. O(n² m + n m²) for n data and m points.
   *
   * @param points at least one point
   * @return mean and covariance
   */
  public JointPrediction predictJointly(double[]... points) {
    if (points.length == 0) {
      throw new IllegalArgumentException("points is empty: must have at least one point");
    }
    int n = data.size();
    int m = points.length;
    double[] mean = new double[m];
    DMatrixRMaj cross = new DMatrixRMaj(n, m);
    int[] values = new int[kernels.size()];
    for (int j = 0; j < m; j++) {
      Requirements.axes("points[" + j + "]", points[j].length, kernels.size());
      Requirements.finite("points[" + j + "]", points[j]);
      double[] k = covariances(points[j], values);
      mean[j] = Reductions.dot(k, alpha);
      for (int i = 0; i < n; i++) {
        cross.data[i * m + j] = k[i];
      }
    }
    cholesky.solveLower(cross, Transpose.NO);
    DMatrixRMaj covariance = new DMatrixRMaj(m, m);
    Arrays.fill(covariance.data, 1);
    for (int d = 0; d < kernels.size(); d++) {
      int axis = d;
      double[] x = Arrays.stream(points).mapToDouble(p -> p[axis]).toArray();
      DMatrixRMaj own = kernels.get(d).matrix(0, x, x);
      Blas1.multiply(covariance.data, own.data, covariance.data);
    }
    Matrices.multiplyAdd(-1, Transpose.YES, cross, Transpose.NO, cross, 1, covariance);
    return new JointPrediction(mean, covariance);
  }

  /**
   * A draw of f from the joint posterior at points.
   *
   * @param generator the source of normal numbers
   * @param points at least one point
   * @return one number for each point
   */
  public double[] sample(PhiloxGenerator generator, double[]... points) {
    JointPrediction p = predictJointly(points);
    return PriorDraw.draw(p.mean, p.covariance, priorVariance(new int[kernels.size()]), generator);
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
    int size = KernelParts.parameters(kernels).length + 1;
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
    DMatrixRMaj[] factors = new DMatrixRMaj[kernels.size()];
    for (int d = 0; d < factors.length; d++) {
      factors[d] = factor(d);
    }
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
      Covariance k = kernels.get(d);
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
                  * sign(a.x[d], b.x[d], a.orders[d], b.orders[d]);
          for (int e = 0; e < factors.length; e++) {
            if (e != d) {
              cotangent[p] *= factors[e].data[i * n + j];
            }
          }
        }
        k.pullBack(order, lags, cotangent, gradient, offset);
      }
      offset += k.parameters().length;
    }
    return gradient;
  }

  /** The factor of one axis in the covariances of all data. */
  private DMatrixRMaj factor(int d) {
    int n = data.size();
    DMatrixRMaj factor = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      double[] row = new double[n];
      Arrays.fill(row, 1);
      multiply(d, data.get(i).x[d], data.get(i).orders[d], row);
      System.arraycopy(row, 0, factor.data, i * n, n);
    }
    return factor;
  }

  /**
   * The parameters in the order of {@link #gradient}.
   *
   * @return a new array
   */
  public double[] parameters() {
    double[] own = KernelParts.parameters(kernels);
    double[] all = Arrays.copyOf(own, own.length + 1);
    all[own.length] = Elementary.log(noiseVariance);
    return all;
  }

  /**
   * The same data with other parameters.
   *
   * @param parameters in the order of {@link #gradient}
   * @return a new regression
   */
  public GpRegression withParameters(double[] parameters) {
    int size = KernelParts.parameters(kernels).length;
    Requirements.count("parameters", parameters, size + 1);
    return new GpRegression(
        KernelParts.withParameters(kernels, Arrays.copyOf(parameters, size)),
        data,
        Elementary.exp(parameters[size]),
        relativeNoise);
  }

  /**
   * The parameters by name, for storing them: those of each axis, and logNoiseVariance.
   *
   * @return a new map in the order of the parameters
   */
  public Map<String, Double> hyperparameters() {
    return MarginalLikelihood.named(kernels, parameters());
  }

  /**
   * The same data with the parameters of a map.
   *
   * @param map a value for each parameter and nothing else
   * @return a new regression
   */
  public GpRegression withHyperparameters(Map<String, Double> map) {
    return withParameters(
        Requirements.named("hyperparameters", MarginalLikelihood.names(kernels), map));
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
  public List<Covariance> kernels() {
    return kernels;
  }
}
