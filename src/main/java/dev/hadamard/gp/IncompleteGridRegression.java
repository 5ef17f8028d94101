package dev.hadamard.gp;

import dev.hadamard.gp.GpRegression.Prediction;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.AxisProducts;
import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.KroneckerProduct;
import dev.hadamard.linalg.Krylov;
import dev.hadamard.linalg.KrylovOptions;
import dev.hadamard.linalg.LinearOperator;
import dev.hadamard.linalg.OperatorProperty;
import dev.hadamard.linalg.Preconditioner;
import dev.hadamard.linalg.SymmetricEigen;
import dev.hadamard.random.PhiloxGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Regression on a product grid of which cells may be missing, and whose noise may differ from cell
 * to cell: y_i = f(x_i) + ε_i at the observed cells, f with covariance Π_d k_d, ε_i with variance
 * D_i. Systems with P K P' + D, P choosing the observed cells, are solved by conjugate gradients,
 * preconditioned by P (K + D̄)⁻¹ P' with the mean D̄ of the variances, whose inverse is exact
 * through the eigenvectors of each axis. O(M Σ n_d) for a step, M = Π n_d; as many steps as missing
 * cells and unequal noise make necessary. Wilson et al. (2014), Saatçi (2011). Immutable.
 */
public final class IncompleteGridRegression {
  private static final KrylovOptions OPTIONS = new KrylovOptions(1e-12, 5000, 50);

  /** Up to so many observed cells the likelihood is that of a dense factor. */
  private static final int DENSE = 2000;

  /** Steps of Lanczos for each probe of the log-determinant. */
  private static final int LANCZOS = 80;

  /**
   * A number estimated by sampling.
   *
   * @param value the mean over the samples
   * @param standardError its standard deviation; 0 if the number is exact
   */
  public record Estimate(double value, double standardError) {}

  private final List<GridAxis> axes;
  private final List<Covariance> kernels;
  private final int[] shape;
  private final int[] observed;
  private final double[] y;
  private final double[] noise;
  private final LinearOperator covariance;
  private final Preconditioner preconditioner;
  private final double[] alpha;
  private final int iterations;

  private IncompleteGridRegression(
      List<GridAxis> axes, List<Covariance> kernels, int[] observed, double[] y, double[] noise) {
    this.axes = axes;
    this.kernels = kernels;
    this.observed = observed;
    this.y = y;
    this.noise = noise;
    this.shape = axes.stream().mapToInt(GridAxis::size).toArray();
    DMatrixRMaj[] factors = new DMatrixRMaj[shape.length];
    for (int d = 0; d < factors.length; d++) {
      factors[d] = kernels.get(d).matrix(0, axes.get(d));
    }
    KroneckerProduct grid = KroneckerProduct.of(factors);
    KroneckerProduct.Decomposed eigen = KroneckerProduct.positiveDefinite(factors).eigen();
    double mean = Reductions.sum(noise) / noise.length;
    int n = observed.length;
    this.covariance =
        LinearOperator.fromFunction(
            n,
            n,
            (x, out) -> multiply(grid, x, out),
            (x, out) -> multiply(grid, x, out),
            OperatorProperty.SYMMETRIC);
    this.preconditioner = (r, z) -> gather(eigen.solve(mean, scatter(r)), z);
    var result = Krylov.conjugateGradient(covariance, y, preconditioner, OPTIONS);
    this.alpha = result.solutionOrThrow();
    this.iterations = result.iterations();
  }

  /**
   * Conditions on data.
   *
   * @param axes the axes of the grid
   * @param kernels a covariance for each
   * @param y the data of all cells, last axis fastest; NaN where there is none
   * @param noiseVariances the variance of the noise of each cell, positive; not read where y is NaN
   * @return the regression
   * @throws IllegalArgumentException if shapes do not fit, a number is infinite, or no cell is
   *     observed
   * @throws dev.hadamard.linalg.IndefiniteMatrixException if rounding makes the covariance plus the
   *     mean noise indefinite
   * @throws ConvergenceException if the noise is too small beside the covariance for the iteration
   */
  public static IncompleteGridRegression of(
      List<? extends GridAxis> axes,
      List<? extends Covariance> kernels,
      double[] y,
      double[] noiseVariances) {
    KroneckerGpRegression.requireGrid(axes, kernels, y);
    Requirements.sameLength("y", y, "noiseVariances", noiseVariances);
    int[] observed = IntStream.range(0, y.length).filter(i -> !Double.isNaN(y[i])).toArray();
    if (observed.length == 0) {
      throw new IllegalArgumentException("y is NaN everywhere: must have an observed cell");
    }
    double[] values = new double[observed.length];
    double[] noise = new double[observed.length];
    for (int i = 0; i < observed.length; i++) {
      int cell = observed[i];
      values[i] = Requirements.finite("y[" + cell + "]", y[cell]);
      noise[i] = Requirements.positive("noiseVariances[" + cell + "]", noiseVariances[cell]);
    }
    return new IncompleteGridRegression(
        List.copyOf(axes), List.copyOf(kernels), observed, values, noise);
  }

  private void multiply(KroneckerProduct grid, double[] x, double[] out) {
    gather(grid.apply(scatter(x)), out);
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.fma(noise[i], x[i], out[i]);
    }
  }

  private double[] scatter(double[] x) {
    double[] all = new double[AxisProducts.size(shape)];
    for (int i = 0; i < observed.length; i++) {
      all[observed[i]] = x[i];
    }
    return all;
  }

  private void gather(double[] all, double[] x) {
    for (int i = 0; i < observed.length; i++) {
      x[i] = all[observed[i]];
    }
  }

  private double[] solve(double[] b) {
    return Krylov.conjugateGradient(covariance, b, preconditioner, OPTIONS).solutionOrThrow();
  }

  /**
   * The number of cells with data.
   *
   * @return at least 1
   */
  public int observedCells() {
    return observed.length;
  }

  /**
   * The steps of conjugate gradients that the data took.
   *
   * @return 1 or few for a full grid with equal noise
   */
  public int iterations() {
    return iterations;
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
    return along(orders, points, scatter(alpha));
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

  private double[] along(int[] orders, double[][] points, double[] weights) {
    DMatrixRMaj[] cross = new DMatrixRMaj[shape.length];
    for (int d = 0; d < cross.length; d++) {
      cross[d] = kernels.get(d).matrix(orders[d], points[d], axes.get(d).points());
    }
    return KroneckerGpRegression.along(Transpose.NO, cross, weights, shape);
  }

  /**
   * The posterior at a point; its variance takes a solve of its own.
   *
   * @param x the point
   * @return mean and variance, without noise
   */
  public Prediction predict(double... x) {
    requireAxes("x", x.length);
    Requirements.finite("x", x);
    double[] k = {1};
    double prior = 1;
    for (int d = 0; d < shape.length; d++) {
      double[] row = kernels.get(d).matrix(0, new double[] {x[d]}, axes.get(d).points()).data;
      double[] next = new double[k.length * row.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = k[i / row.length] * row[i % row.length];
      }
      k = next;
      prior *= kernels.get(d).derivative(0, 0);
    }
    double[] own = new double[observed.length];
    gather(k, own);
    double variance = prior - Reductions.dot(own, solve(own));
    return new Prediction(Reductions.dot(own, alpha), Math.max(variance, 0));
  }

  /**
   * A draw of f from the posterior on the product of points, by Matheron's rule.
   *
   * @param generator the source of normal numbers
   * @param points one array for each axis
   * @return the values, last axis fastest
   */
  public double[] sample(PhiloxGenerator generator, double[]... points) {
    requireAxes("points", points.length);
    PriorDraw draw = PriorDraw.of(kernels, axes, 0, generator, points);
    double[] own = new double[observed.length];
    generator.fillNormal(own);
    for (int i = 0; i < own.length; i++) {
      own[i] = y[i] - draw.atGrid()[observed[i]] - Math.sqrt(noise[i]) * own[i];
    }
    double[] sum = along(new int[shape.length], points, scatter(solve(own)));
    Blas1.add(draw.atPoints(), sum, sum);
    return sum;
  }

  /**
   * The logarithm of the density of the data: exact up to 2000 observed cells, beyond with a
   * log-determinant by stochastic Lanczos quadrature (Ubaru, Chen and Saad 2017), probes of random
   * signs.
   *
   * @param generator the source of the probes; not used for few cells
   * @param probes their number, at least 2
   * @return the density with the standard error of the probes' mean
   */
  public Estimate logMarginalLikelihood(PhiloxGenerator generator, int probes) {
    if (probes < 2) {
      throw new IllegalArgumentException("probes is " + probes + ": must be at least 2");
    }
    int n = observed.length;
    Estimate logDeterminant =
        n <= DENSE ? denseLogDeterminant() : sampledLogDeterminant(generator, probes);
    double fit = Reductions.dot(y, alpha);
    return new Estimate(
        -0.5 * (fit + logDeterminant.value + n * Elementary.log(2 * Math.PI)),
        0.5 * logDeterminant.standardError);
  }

  private Estimate denseLogDeterminant() {
    int n = observed.length;
    DMatrixRMaj c = new DMatrixRMaj(n, n);
    double[] unit = new double[n];
    double[] column = new double[n];
    for (int j = 0; j < n; j++) {
      unit[j] = 1;
      covariance.apply(unit, column);
      unit[j] = 0;
      System.arraycopy(column, 0, c.data, j * n, n);
    }
    return new Estimate(Cholesky.of(c).logDeterminant(), 0);
  }

  private Estimate sampledLogDeterminant(PhiloxGenerator generator, int probes) {
    int n = observed.length;
    double[] samples = new double[probes];
    for (int p = 0; p < probes; p++) {
      double[] signs = new double[n];
      for (int i = 0; i < n; i++) {
        signs[i] = generator.nextBoolean() ? 1 : -1;
      }
      samples[p] = n * lanczos(signs);
    }
    double mean = Arrays.stream(samples).sum() / probes;
    double squares = Arrays.stream(samples).map(s -> (s - mean) * (s - mean)).sum();
    return new Estimate(mean, Math.sqrt(squares / probes / (probes - 1)));
  }

  /** v' log(C) v for a vector scaled to length 1, by the Gauss rule of Lanczos' recurrence. */
  private double lanczos(double[] start) {
    int n = start.length;
    int steps = Math.min(n, LANCZOS);
    double[][] basis = new double[steps][];
    DMatrixRMaj t = new DMatrixRMaj(steps, steps);
    double[] v = start.clone();
    Blas1.scale(1 / Reductions.norm(v), v);
    int size = 0;
    while (size < steps) {
      basis[size] = v;
      double[] w = covariance.apply(v);
      double diagonal = Reductions.dot(v, w);
      t.data[size * steps + size] = diagonal;
      // Twice against all before: the recurrence alone loses orthogonality.
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j <= size; j++) {
          Blas1.axpy(-Reductions.dot(basis[j], w), basis[j], w);
        }
      }
      double beside = Reductions.norm(w);
      size++;
      if (size == steps || beside <= 1e-13 * diagonal) {
        break;
      }
      t.data[size * steps + size - 1] = beside;
      Blas1.scale(1 / beside, w);
      v = w;
    }
    DMatrixRMaj head = CommonOps_DDRM.extract(t, 0, size, 0, size);
    SymmetricEigen eigen = SymmetricEigen.of(head);
    double sum = 0;
    for (int j = 0; j < size; j++) {
      double weight = eigen.vectors().data[j];
      double value = eigen.values()[j];
      if (!(value > 0)) {
        throw new ConvergenceException("the covariance of the data is not definite", value);
      }
      sum += weight * weight * Elementary.log(value);
    }
    return sum;
  }

  private void requireAxes(String name, int length) {
    Requirements.axes(name, length, shape.length);
  }
}
