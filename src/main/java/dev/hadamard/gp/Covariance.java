package dev.hadamard.gp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * A stationary covariance on a line, k(x - x'), with its derivatives and their gradients in the
 * parameters. Parameters are logarithms where they must be positive, so that they can be maximised
 * over without bounds.
 *
 * <p>Implementations are immutable. Own ones need {@link #derivatives}, {@link #pullBack}, {@link
 * #parameters}, {@link #withParameters}, {@link #parameterNames} and {@link #maxDerivative}; sums
 * and products come from {@link #plus} and {@link #times}.
 *
 * <pre>{@code
 * Covariance trend = SquaredExponentialKernel.of(1, 2.0);
 * Covariance season = PeriodicKernel.of(0.5, 1.0, 1.0).times(MaternKernel.of(2, 1, 3.0));
 * Covariance k = trend.plus(season).plus(ConstantKernel.of(10));
 * }</pre>
 */
public interface Covariance {
  /**
   * The highest derivative that exists at lag 0.
   *
   * @return the order, at least 0
   */
  int maxDerivative();

  /**
   * The derivative of an order at lags.
   *
   * @param order m, from 0 to {@link #maxDerivative}
   * @param lags at least 0
   * @return k^(m), a new array
   */
  double[] derivatives(int order, double... lags);

  /**
   * Adds the gradient of Σ_n cotangent[n] k^(m)(lags[n]) in the parameters.
   *
   * @param order m
   * @param lags at least 0
   * @param cotangent one number for each lag
   * @param gradient in and out
   * @param offset where this covariance's parameters begin
   */
  void pullBack(int order, double[] lags, double[] cotangent, double[] gradient, int offset);

  /**
   * The parameters.
   *
   * @return a new array
   */
  double[] parameters();

  /**
   * The names of the parameters, in their order.
   *
   * @return as many as parameters, all different
   */
  List<String> parameterNames();

  /**
   * The same covariance with other parameters.
   *
   * @param parameters in the order of {@link #parameters}
   * @return a new covariance
   */
  Covariance withParameters(double[] parameters);

  /**
   * The parameters by name, for storing them.
   *
   * @return a new map in the order of the parameters
   */
  default Map<String, Double> hyperparameters() {
    return KernelParts.named(parameterNames(), parameters());
  }

  /**
   * The same covariance with the parameters of a map.
   *
   * @param map a value for each parameter and nothing else
   * @return a new covariance
   * @throws IllegalArgumentException if a parameter is missing or a name unknown
   */
  default Covariance withHyperparameters(Map<String, Double> map) {
    List<String> names = parameterNames();
    return withParameters(Requirements.named("hyperparameters", names, map));
  }

  /**
   * The derivative of an order at a lag.
   *
   * @param order m, from 0 to {@link #maxDerivative}
   * @param lag x - x', of any sign
   * @return k^(m)(lag)
   */
  default double derivative(int order, double lag) {
    double value = derivatives(order, Math.abs(Requirements.finite("lag", lag)))[0];
    return lag < 0 && order % 2 == 1 ? -value : value;
  }

  /**
   * The derivatives of k^(m) in the parameters at a lag.
   *
   * @param order m
   * @param lag x - x', of any sign
   * @return in the order of {@link #parameters}
   */
  default double[] parameterGradient(int order, double lag) {
    Requirements.order(this, order);
    double[] gradient = new double[parameters().length];
    pullBack(
        order,
        new double[] {Math.abs(Requirements.finite("lag", lag))},
        new double[] {lag < 0 && order % 2 == 1 ? -1 : 1},
        gradient,
        0);
    return gradient;
  }

  /**
   * The matrix of k^(m)(x_i - y_j).
   *
   * @param order m
   * @param x the points of the rows
   * @param y the points of the columns
   * @return a new matrix
   */
  default DMatrixRMaj matrix(int order, double[] x, double[] y) {
    Requirements.finite("x", x);
    Requirements.finite("y", y);
    DMatrixRMaj k = new DMatrixRMaj(x.length, y.length);
    double[] lags = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        lags[j] = Math.abs(x[i] - y[j]);
      }
      double[] row = derivatives(order, lags);
      for (int j = 0; j < y.length; j++) {
        k.data[i * y.length + j] = order % 2 == 1 && x[i] < y[j] ? -row[j] : row[j];
      }
    }
    return k;
  }

  /**
   * The matrix of k^(m)(x_i - x_j) on an axis: on a uniform one a Toeplitz matrix from its lags.
   *
   * @param order m
   * @param axis the points
   * @return a new matrix, symmetric for even m and antisymmetric for odd m
   */
  default DMatrixRMaj matrix(int order, GridAxis axis) {
    return switch (axis) {
      case UniformAxis uniform ->
          SpectralMixtureKernel.toeplitz(order, derivatives(order, uniform.lags()));
      case PointAxis points -> matrix(order, points.points(), points.points());
    };
  }

  /**
   * The sum with another covariance: of independent processes added.
   *
   * @param other the other
   * @return k + other
   */
  default SumKernel plus(Covariance other) {
    List<Covariance> parts = new ArrayList<>();
    parts.addAll(this instanceof SumKernel sum ? sum.parts() : List.of(this));
    parts.addAll(other instanceof SumKernel sum ? sum.parts() : List.of(other));
    return SumKernel.of(parts);
  }

  /**
   * The product with another covariance: of independent processes multiplied.
   *
   * @param other the other
   * @return k · other
   */
  default ProductKernel times(Covariance other) {
    List<Covariance> parts = new ArrayList<>();
    parts.addAll(this instanceof ProductKernel product ? product.parts() : List.of(this));
    parts.addAll(other instanceof ProductKernel product ? product.parts() : List.of(other));
    return ProductKernel.of(parts);
  }
}
