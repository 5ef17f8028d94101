package dev.hadamard.gp;

import dev.hadamard.gp.GpRegression.Observation;
import dev.hadamard.gp.GpRegression.Prediction;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.Qr;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * A trend with unknown coefficients besides the Gaussian process (universal kriging): y = Σ β_j h_j
 * + f + ε. The coefficients are those of generalised least squares, which is the limit of a normal
 * prior of infinite variance; the variance of predictions counts that they are not known. Rasmussen
 * and Williams (2006), section 2.7. O(n³). Immutable.
 */
public final class TrendRegression {
  /**
   * A trend is taken as determined when the triangle of the whitened basis has a condition below.
   */
  private static final double CONDITION = 1e12;

  private final GpRegression process;
  private final List<BasisFunction> basis;
  private final double[] coefficients;
  private final double[] whitenedResidual;
  private final DMatrixRMaj whitenedBasis;
  private final DMatrixRMaj triangle;

  private TrendRegression(GpRegression process, List<BasisFunction> basis) {
    this.process = process;
    this.basis = basis;
    List<Observation> data = process.data();
    int n = data.size();
    int p = basis.size();
    this.whitenedBasis = new DMatrixRMaj(n, p);
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      Observation o = data.get(i);
      y[i] = o.value();
      for (int j = 0; j < p; j++) {
        whitenedBasis.data[i * p + j] = value(j, o.orders(), o.x());
      }
    }
    process.cholesky().solveLower(whitenedBasis, Transpose.NO);
    process.cholesky().solveLower(y, Transpose.NO);
    Qr qr = Qr.of(whitenedBasis);
    if (p > 0 && !(qr.conditionEstimate() < CONDITION)) {
      throw new IllPosedProblemException(
          "the data do not determine the trend: the condition of its basis is "
              + qr.conditionEstimate());
    }
    this.coefficients = qr.solve(y);
    this.triangle = qr.upper();
    double[] fit = Matrices.multiply(Transpose.NO, whitenedBasis, coefficients);
    Blas1.axpy(-1, fit, y);
    this.whitenedResidual = y;
  }

  /**
   * Adds a trend.
   *
   * @param process a regression: its covariances, data and noise
   * @param basis the functions of the trend, at most as many as data
   * @return the regression with the trend
   * @throws IllPosedProblemException if the data do not determine the coefficients
   */
  public static TrendRegression of(GpRegression process, List<BasisFunction> basis) {
    if (basis.size() > process.data().size()) {
      throw new IllegalArgumentException(
          "basis has "
              + basis.size()
              + " functions: must have at most as many as data, "
              + process.data().size());
    }
    return new TrendRegression(process, List.copyOf(basis));
  }

  private double value(int j, int[] orders, double[] x) {
    return Requirements.finite(
        "basis function " + j, basis.get(j).derivative(orders.clone(), x.clone()));
  }

  /**
   * The coefficients β.
   *
   * @return as many as functions
   */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /**
   * The logarithm of the density of the data with the coefficients integrated out (restricted
   * likelihood): -(r'C⁻¹r + log det C + log det H'C⁻¹H + (n - p) log 2π) / 2. Comparable for the
   * same basis only.
   *
   * @return log p(y)
   */
  public double logMarginalLikelihood() {
    int n = whitenedResidual.length;
    int p = basis.size();
    double logDeterminant = process.cholesky().logDeterminant();
    for (int j = 0; j < p; j++) {
      logDeterminant += 2 * Elementary.log(Math.abs(triangle.data[j * p + j]));
    }
    return -0.5
        * (Reductions.dot(whitenedResidual, whitenedResidual)
            + logDeterminant
            + (n - p) * Elementary.log(2 * Math.PI));
  }

  /**
   * The posterior of a derivative of trend and process at a point.
   *
   * @param orders the order along each axis
   * @param x the point
   * @return mean and variance, without noise
   */
  public Prediction predict(int[] orders, double... x) {
    int axes = process.kernels().size();
    Requirements.axes("x", x.length, axes);
    Requirements.axes("orders", orders.length, axes);
    Requirements.finite("x", x);
    int p = basis.size();
    double[] k = process.covariances(x, orders);
    process.cholesky().solveLower(k, Transpose.NO);
    double[] h = new double[p];
    for (int j = 0; j < p; j++) {
      h[j] = value(j, orders, x);
    }
    double mean = Reductions.dot(h, coefficients) + Reductions.dot(k, whitenedResidual);
    // R'⁻¹ (h - H'C⁻¹k): what the trend's uncertainty adds.
    Blas1.axpy(-1, Matrices.multiply(Transpose.YES, whitenedBasis, k), h);
    double added = 0;
    for (int j = 0; j < p; j++) {
      for (int i = 0; i < j; i++) {
        h[j] -= triangle.data[i * p + j] * h[i];
      }
      h[j] /= triangle.data[j * p + j];
      added += h[j] * h[j];
    }
    double variance = process.priorVariance(orders) - Reductions.dot(k, k) + added;
    return new Prediction(mean, Math.max(variance, 0));
  }

  /**
   * The posterior of trend and process at a point.
   *
   * @param x the point
   * @return mean and variance, without noise
   */
  public Prediction predict(double... x) {
    return predict(new int[x.length], x);
  }
}
