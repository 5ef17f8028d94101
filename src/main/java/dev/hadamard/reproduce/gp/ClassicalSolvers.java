package dev.hadamard.reproduce.gp;

import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.linalg.Lu;
import dev.hadamard.linalg.Matrices;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;

/**
 * What is compared with: u'' + c u(u² - 1) = f with given ends, by finite differences of second
 * order and by Chebyshev collocation, both on as many points as the Gaussian process has.
 */
final class ClassicalSolvers {
  private ClassicalSolvers() {}

  /** The relative error in the mean square at the points of the method. */
  static double finiteDifferences(
      UniformAxis axis,
      boolean cubic,
      ToDoubleFunction<double[]> source,
      ToDoubleFunction<double[]> exact) {
    int n = axis.size();
    double h2 = axis.spacing() * axis.spacing();
    DMatrixRMaj second = new DMatrixRMaj(n, n);
    for (int i = 1; i + 1 < n; i++) {
      second.set(i, i - 1, 1 / h2);
      second.set(i, i, -2 / h2);
      second.set(i, i + 1, 1 / h2);
    }
    return error(second, axis.points(), cubic, source, exact);
  }

  /** The same with the derivative of the interpolating polynomial at Chebyshev points. */
  static double chebyshev(
      UniformAxis axis,
      boolean cubic,
      ToDoubleFunction<double[]> source,
      ToDoubleFunction<double[]> exact) {
    Chebyshev c = Chebyshev.on(axis);
    return error(c.second, c.points, cubic, source, exact);
  }

  /**
   * Chebyshev points of an axis and the second derivative of the interpolating polynomial there.
   */
  record Chebyshev(double[] points, DMatrixRMaj second) {
    static Chebyshev on(UniformAxis axis) {
      int n = axis.size();
      double[] x = new double[n];
      double[] weight = new double[n];
      for (int i = 0; i < n; i++) {
        // Sines of half the angle difference keep the differences of points exact.
        x[i] =
            axis.center()
                + axis.length() / 2 * Trigonometric.sin(Math.PI * (2 * i - n + 1) / (2 * n - 2));
        weight[i] = (i % 2 == 0 ? 1 : -1) * (i == 0 || i == n - 1 ? 0.5 : 1);
      }
      x[0] = axis.from();
      x[n - 1] = axis.to();
      DMatrixRMaj first = new DMatrixRMaj(n, n);
      for (int i = 0; i < n; i++) {
        double diagonal = 0;
        for (int j = 0; j < n; j++) {
          if (j != i) {
            double d = weight[j] / weight[i] / distance(axis, n, i, j);
            first.set(i, j, d);
            diagonal -= d;
          }
        }
        first.set(i, i, diagonal);
      }
      return new Chebyshev(x, Matrices.multiply(first, first));
    }
  }

  private static double distance(UniformAxis axis, int n, int i, int j) {
    double a = Math.PI * (2 * i - n + 1) / (2 * n - 2);
    double b = Math.PI * (2 * j - n + 1) / (2 * n - 2);
    return axis.length() * Trigonometric.cos((a + b) / 2) * Trigonometric.sin((a - b) / 2);
  }

  private static double error(
      DMatrixRMaj second,
      double[] x,
      boolean cubic,
      ToDoubleFunction<double[]> source,
      ToDoubleFunction<double[]> exact) {
    int n = x.length;
    double[] u = new double[n];
    for (int step = 0; step < (cubic ? 8 : 1); step++) {
      DMatrixRMaj a = second.copy();
      double[] b = new double[n];
      for (int i = 0; i < n; i++) {
        double[] at = {x[i]};
        if (i == 0 || i == n - 1) {
          for (int j = 0; j < n; j++) {
            a.set(i, j, i == j ? 1 : 0);
          }
          b[i] = exact.applyAsDouble(at);
          continue;
        }
        b[i] = source.applyAsDouble(at);
        if (cubic) {
          a.set(i, i, a.get(i, i) + 3 * u[i] * u[i] - 1);
          b[i] += 2 * u[i] * u[i] * u[i];
        }
      }
      u = Lu.inPlace(a).solve(b);
    }
    double top = 0;
    double bottom = 0;
    for (int i = 0; i < n; i++) {
      double truth = exact.applyAsDouble(new double[] {x[i]});
      top += (u[i] - truth) * (u[i] - truth);
      bottom += truth * truth;
    }
    return Math.sqrt(top / bottom);
  }
}
