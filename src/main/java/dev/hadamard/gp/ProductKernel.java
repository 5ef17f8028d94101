package dev.hadamard.gp;

import java.util.Arrays;
import java.util.List;

/**
 * A product of covariances on the same line: of the product of independent processes; derivatives
 * by the rule of Leibniz. It has as many derivatives as the factor with the fewest. Parameters:
 * those of the factors in turn.
 */
public final class ProductKernel extends CompositeKernel {
  private ProductKernel(List<? extends Covariance> parts) {
    super("factor", parts);
  }

  /**
   * A product.
   *
   * @param parts at least one covariance
   * @return their product
   */
  public static ProductKernel of(List<? extends Covariance> parts) {
    return new ProductKernel(parts);
  }

  /** The derivatives 0..order of a product, from those of the two factors. */
  private static double[][] product(double[][] a, double[][] b) {
    int n = a[0].length;
    double[][] c = new double[a.length][n];
    for (int m = 0; m < a.length; m++) {
      double binomial = 1;
      for (int j = 0; j <= m; j++) {
        for (int i = 0; i < n; i++) {
          c[m][i] = Math.fma(binomial * a[j][i], b[m - j][i], c[m][i]);
        }
        binomial = binomial * (m - j) / (j + 1);
      }
    }
    return c;
  }

  private static double[][] all(Covariance part, int order, double[] lags) {
    double[][] values = new double[order + 1][];
    for (int m = 0; m <= order; m++) {
      values[m] = part.derivatives(m, lags);
    }
    return values;
  }

  @Override
  public double[] derivatives(int order, double... lags) {
    Requirements.order(this, order);
    List<Covariance> parts = parts();
    double[][] value = all(parts.get(0), order, lags);
    for (int k = 1; k < parts.size(); k++) {
      value = product(value, all(parts.get(k), order, lags));
    }
    return value[order];
  }

  @Override
  public void pullBack(
      int order, double[] lags, double[] cotangent, double[] gradient, int offset) {
    Requirements.order(this, order);
    List<Covariance> parts = parts();
    int n = lags.length;
    int at = offset;
    for (int f = 0; f < parts.size(); f++) {
      Covariance part = parts.get(f);
      double[][] others = new double[order + 1][n];
      Arrays.fill(others[0], 1);
      for (int g = 0; g < parts.size(); g++) {
        if (g != f) {
          others = product(others, all(parts.get(g), order, lags));
        }
      }
      double binomial = 1;
      double[] own = new double[n];
      for (int j = 0; j <= order; j++) {
        for (int i = 0; i < n; i++) {
          own[i] = binomial * others[order - j][i] * cotangent[i];
        }
        part.pullBack(j, lags, own, gradient, at);
        binomial = binomial * (order - j) / (j + 1);
      }
      at += part.parameters().length;
    }
  }

  @Override
  public ProductKernel withParameters(double[] parameters) {
    return of(KernelParts.withParameters(parts(), parameters));
  }
}
