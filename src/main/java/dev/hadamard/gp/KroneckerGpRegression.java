package dev.hadamard.gp;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.AxisProducts;
import dev.hadamard.linalg.IndefiniteMatrixException;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.SymmetricEigen;
import dev.hadamard.random.PhiloxGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * Regression on a product grid with a product covariance and equal noise: y = f(x) + ε, f with
 * covariance Π_d k_d(x_d - x'_d), ε with variance σ². With the eigenvectors V_d and eigenvalues λ_d
 * of the covariance matrix of each axis everything is a product along axes and a division by S =
 * ⊗λ_d + σ²: O(Σ n_d³ + M Σ n_d) for M = Π n_d points, exact. Immutable.
 */
public final class KroneckerGpRegression {
  private final List<GridAxis> axes;
  private final List<Covariance> kernels;
  private final double[] y;
  private final double noiseVariance;
  private final int[] shape;
  private final DMatrixRMaj[] vectors;
  private final double[][] values;
  private final double[] shifted;
  private final double[] weights;
  private final double logMarginalLikelihood;

  private KroneckerGpRegression(
      List<GridAxis> axes, List<Covariance> kernels, double[] y, double noiseVariance) {
    this.axes = axes;
    this.kernels = kernels;
    this.y = y;
    this.noiseVariance = noiseVariance;
    int dimension = axes.size();
    this.shape = axes.stream().mapToInt(GridAxis::size).toArray();
    this.vectors = new DMatrixRMaj[dimension];
    this.values = new double[dimension][];
    for (int d = 0; d < dimension; d++) {
      SymmetricEigen eigen = SymmetricEigen.of(kernels.get(d).matrix(0, axes.get(d)));
      vectors[d] = eigen.vectors();
      values[d] = eigen.values();
    }
    this.shifted = outer(values, -1);
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += noiseVariance;
      if (!(shifted[i] > 0)) {
        throw new IndefiniteMatrixException(i, shifted[i], "eigenvalue plus noise variance");
      }
    }
    double[] logs = new double[shifted.length];
    Elementary.log(shifted, logs);
    double sumOfLogs = Reductions.sum(logs);
    double[] rotated = along(Transpose.YES, vectors, y, shape);
    this.weights = new double[y.length];
    Blas1.divide(rotated, shifted, weights);
    this.logMarginalLikelihood =
        -0.5
            * (Reductions.dot(rotated, weights)
                + sumOfLogs
                + y.length * Elementary.log(2 * Math.PI));
  }

  /**
   * Conditions on data.
   *
   * @param axes the axes of the grid
   * @param kernels a covariance for each
   * @param y the data, last axis fastest
   * @param noiseVariance σ², positive
   * @return the regression
   * @throws IllegalArgumentException if shapes do not fit or a number is not finite
   * @throws IndefiniteMatrixException if rounding makes the covariance plus noise indefinite: the
   *     noise is below what doubles resolve beside this covariance
   */
  public static KroneckerGpRegression of(
      List<? extends GridAxis> axes,
      List<? extends Covariance> kernels,
      double[] y,
      double noiseVariance) {
    requireGrid(axes, kernels, y);
    Requirements.finite("y", y);
    Requirements.positive("noiseVariance", noiseVariance);
    return new KroneckerGpRegression(
        List.copyOf(axes), List.copyOf(kernels), y.clone(), noiseVariance);
  }

  /** A kernel for each axis, a datum for each point. */
  static void requireGrid(
      List<? extends GridAxis> axes, List<? extends Covariance> kernels, double[] y) {
    if (axes.isEmpty() || axes.size() != kernels.size()) {
      throw new IllegalArgumentException(
          "axes has " + axes.size() + " elements, kernels " + kernels.size() + ": must be equal");
    }
    int points = AxisProducts.size(axes.stream().mapToInt(GridAxis::size).toArray());
    if (y.length != points) {
      throw new IllegalArgumentException(
          "y has length " + y.length + ": must be the number of grid points, " + points);
    }
  }

  /** The outer product of vectors, 1 in place of one of them if it is left out. */
  private static double[] outer(double[][] v, int leftOut) {
    double[] product = {1};
    for (int d = 0; d < v.length; d++) {
      double[] next = new double[product.length * v[d].length];
      for (int i = 0; i < next.length; i++) {
        next[i] = product[i / v[d].length] * (d == leftOut ? 1 : v[d][i % v[d].length]);
      }
      product = next;
    }
    return product;
  }

  /** The product with a matrix along each axis. */
  static double[] along(Transpose transpose, DMatrixRMaj[] a, double[] t, int[] shape) {
    int[] s = shape.clone();
    double[] x = t;
    for (int d = 0; d < s.length; d++) {
      x = AxisProducts.multiply(transpose, a[d], x, s, d);
      s[d] = transpose == Transpose.YES ? a[d].numCols : a[d].numRows;
    }
    return x;
  }

  /**
   * The logarithm of the density of the data.
   *
   * @return log p(y)
   */
  public double logMarginalLikelihood() {
    return logMarginalLikelihood;
  }

  /**
   * The gradient of the log marginal likelihood.
   *
   * @return for each axis log weights, log scales and frequencies; last that in log σ²
   */
  public double[] gradient() {
    int size = KernelParts.parameters(kernels).length + 1;
    double[] gradient = new double[size];
    double[] inverse = new double[shifted.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = 1 / shifted[i];
    }
    int offset = 0;
    for (int d = 0; d < shape.length; d++) {
      double[] others = outer(values, d);
      double[] scaled = new double[weights.length];
      Blas1.multiply(weights, others, scaled);
      int n = shape[d];
      DMatrixRMaj adjoint = new DMatrixRMaj(n, n);
      AxisProducts.gramAdd(0.5, weights, scaled, shape, d, 0, adjoint);
      int right = 1;
      for (int e = d + 1; e < shape.length; e++) {
        right *= shape[e];
      }
      for (int i = 0; i < inverse.length; i++) {
        int k = i / right % n;
        adjoint.data[k * n + k] -= 0.5 * inverse[i] * others[i];
      }
      DMatrixRMaj left = Matrices.multiply(vectors[d], adjoint);
      DMatrixRMaj full = new DMatrixRMaj(n, n);
      Matrices.multiplyAdd(1, Transpose.NO, left, Transpose.YES, vectors[d], 0, full);
      pullBack(axes.get(d), kernels.get(d), full, gradient, offset);
      offset += kernels.get(d).parameters().length;
    }
    gradient[size - 1] =
        0.5 * noiseVariance * (Reductions.dot(weights, weights) - Reductions.sum(inverse));
    return gradient;
  }

  /** Adds the gradient of Σ adjoint_ij k(x_i - x_j) in the parameters of a covariance. */
  private static void pullBack(
      GridAxis axis, Covariance k, DMatrixRMaj adjoint, double[] gradient, int offset) {
    int n = adjoint.numRows;
    double[] lags;
    double[] sums;
    if (axis instanceof UniformAxis uniform) {
      lags = uniform.lags();
      sums = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          sums[Math.abs(i - j)] += adjoint.data[i * n + j];
        }
      }
    } else {
      double[] x = axis.points();
      lags = new double[n * (n + 1) / 2];
      sums = new double[lags.length];
      int at = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          lags[at] = x[i] - x[j];
          double both = adjoint.data[i * n + j] + adjoint.data[j * n + i];
          sums[at++] = i == j ? adjoint.data[i * n + i] : both;
        }
      }
    }
    k.pullBack(0, lags, sums, gradient, offset);
  }

  /**
   * The posterior mean of a derivative of f on the product of points.
   *
   * @param orders the order along each axis
   * @param points one array for each axis
   * @return the values, last axis fastest
   */
  public double[] mean(int[] orders, double[]... points) {
    requireAxes("orders", orders.length);
    requireAxes("points", points.length);
    DMatrixRMaj[] cross = new DMatrixRMaj[shape.length];
    for (int d = 0; d < cross.length; d++) {
      cross[d] =
          Matrices.multiply(
              kernels.get(d).matrix(orders[d], points[d], axes.get(d).points()), vectors[d]);
    }
    return along(Transpose.NO, cross, weights, shape);
  }

  /**
   * The posterior mean of f on the product of points.
   *
   * @param points one array for each axis
   * @return the values, last axis fastest
   */
  public double[] mean(double[]... points) {
    return mean(new int[points.length], points);
  }

  /**
   * The posterior variance of f on the product of points; that of new data is larger by σ².
   *
   * @param points one array for each axis
   * @return the variances, last axis fastest; never negative
   */
  public double[] variance(double[]... points) {
    requireAxes("points", points.length);
    DMatrixRMaj[] squares = new DMatrixRMaj[shape.length];
    double prior = 1;
    for (int d = 0; d < squares.length; d++) {
      squares[d] =
          Matrices.multiply(kernels.get(d).matrix(0, points[d], axes.get(d).points()), vectors[d]);
      Blas1.multiply(squares[d].data, squares[d].data, squares[d].data);
      prior *= kernels.get(d).derivative(0, 0);
    }
    double[] inverse = new double[shifted.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = 1 / shifted[i];
    }
    double[] v = along(Transpose.NO, squares, inverse, shape);
    for (int i = 0; i < v.length; i++) {
      v[i] = Math.max(prior - v[i], 0);
    }
    return v;
  }

  /**
   * A draw of f from the posterior on the product of points, by Matheron's rule: a joint draw of
   * the prior at data and points, corrected by the mean of what it misses.
   *
   * @param generator the source of normal numbers
   * @param points one array for each axis
   * @return the values, last axis fastest
   */
  public double[] sample(PhiloxGenerator generator, double[]... points) {
    requireAxes("points", points.length);
    PriorDraw draw = PriorDraw.of(kernels, axes, 0, generator, points);
    double[] noise = new double[y.length];
    generator.fillNormal(noise);
    double[] drawn = draw.atPoints();
    double[] missed = y.clone();
    double sigma = Math.sqrt(noiseVariance);
    for (int i = 0; i < missed.length; i++) {
      missed[i] -= draw.atGrid()[i] + sigma * noise[i];
    }
    double[] rotated = along(Transpose.YES, vectors, missed, shape);
    Blas1.divide(rotated, shifted, rotated);
    DMatrixRMaj[] cross = new DMatrixRMaj[shape.length];
    for (int d = 0; d < cross.length; d++) {
      cross[d] =
          Matrices.multiply(kernels.get(d).matrix(0, points[d], axes.get(d).points()), vectors[d]);
    }
    Blas1.add(drawn, along(Transpose.NO, cross, rotated, shape), drawn);
    return drawn;
  }

  private void requireAxes(String name, int length) {
    Requirements.axes(name, length, shape.length);
  }

  /**
   * The covariances.
   *
   * @return one for each axis
   */
  public List<Covariance> kernels() {
    return kernels;
  }

  /**
   * The variance of the noise.
   *
   * @return σ²
   */
  public double noiseVariance() {
    return noiseVariance;
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
  public KroneckerGpRegression withParameters(double[] parameters) {
    int size = KernelParts.parameters(kernels).length;
    Requirements.count("parameters", parameters, size + 1);
    return new KroneckerGpRegression(
        axes,
        KernelParts.withParameters(kernels, Arrays.copyOf(parameters, size)),
        y,
        Elementary.exp(parameters[size]));
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
  public KroneckerGpRegression withHyperparameters(Map<String, Double> map) {
    return withParameters(
        Requirements.named("hyperparameters", MarginalLikelihood.names(kernels), map));
  }

  /**
   * The parameters that make the data most likely, by quasi-Newton steps from these.
   *
   * @param iterations the largest number of steps
   * @return a regression at least as likely as this one
   */
  public KroneckerGpRegression fitted(int iterations) {
    double[] best =
        MarginalLikelihood.maximised(
            parameters(),
            iterations,
            x -> {
              KroneckerGpRegression r = withParameters(x);
              return new MarginalLikelihood.Point(r.logMarginalLikelihood, r.gradient());
            });
    return withParameters(best);
  }
}
