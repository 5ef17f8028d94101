package dev.hadamard.reproduce.gp;

import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.AxisProducts;
import dev.hadamard.linalg.Krylov;
import dev.hadamard.linalg.KrylovOptions;
import dev.hadamard.linalg.LinearOperator;
import dev.hadamard.linalg.Lu;
import dev.hadamard.linalg.SymmetricEigen;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Classical solvers in the plane, on the same square grid along both axes: Δu + c u(u² - 1) = f
 * with the second derivative A of one axis, (A ⊗ I + I ⊗ A) by the eigenvectors of A, nonlinear
 * equations by Newton's method with that as preconditioner; and the box scheme for advection.
 */
final class PlaneSolvers {
  private PlaneSolvers() {}

  /** The relative error in the mean square at the grid points of second-order differences. */
  static double finiteDifferences(
      UniformAxis axis,
      boolean cubic,
      ToDoubleFunction<double[]> source,
      ToDoubleFunction<double[]> exact) {
    int n = axis.size() - 2;
    double h2 = axis.spacing() * axis.spacing();
    DMatrixRMaj inner = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      inner.set(i, i, -2 / h2);
      if (i > 0) {
        inner.set(i, i - 1, 1 / h2);
        inner.set(i - 1, i, 1 / h2);
      }
    }
    double[][] ends = new double[2][n];
    ends[0][0] = 1 / h2;
    ends[1][n - 1] = 1 / h2;
    SymmetricEigen eigen = SymmetricEigen.of(inner);
    DMatrixRMaj back = eigen.vectors();
    DMatrixRMaj forth = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        forth.set(i, j, back.get(j, i));
      }
    }
    return error(
        new Diagonalised(inner, ends, eigen.values(), back, forth),
        axis.points(),
        cubic,
        source,
        exact);
  }

  /** The same with Chebyshev collocation. */
  static double chebyshev(
      UniformAxis axis,
      boolean cubic,
      ToDoubleFunction<double[]> source,
      ToDoubleFunction<double[]> exact) {
    ClassicalSolvers.Chebyshev c = ClassicalSolvers.Chebyshev.on(axis);
    int n = axis.size() - 2;
    DMatrixRMaj inner = new DMatrixRMaj(n, n);
    double[][] ends = new double[2][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        inner.set(i, j, c.second().get(i + 1, j + 1));
      }
      ends[0][i] = c.second().get(i + 1, 0);
      ends[1][i] = c.second().get(i + 1, n + 1);
    }
    // The eigenvalues are real and negative (Gottlieb and Lustman 1983).
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true);
    if (!eigen.decompose(inner.copy())) {
      return Double.NaN;
    }
    DMatrixRMaj back = new DMatrixRMaj(n, n);
    double[] values = new double[n];
    for (int k = 0; k < n; k++) {
      values[k] = eigen.getEigenvalue(k).getReal();
      DMatrixRMaj v = eigen.getEigenVector(k);
      if (v == null) {
        return Double.NaN;
      }
      for (int i = 0; i < n; i++) {
        back.set(i, k, v.get(i, 0));
      }
    }
    DMatrixRMaj identity = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      identity.set(i, i, 1);
    }
    Lu lu = Lu.of(back);
    DMatrixRMaj forth = new DMatrixRMaj(n, n);
    for (int k = 0; k < n; k++) {
      double[] e = new double[n];
      e[k] = 1;
      double[] column = lu.solve(e);
      for (int i = 0; i < n; i++) {
        forth.set(i, k, column[i]);
      }
    }
    return error(
        new Diagonalised(inner, ends, values, back, forth), c.points(), cubic, source, exact);
  }

  /** A second derivative between the ends, with its columns for the ends and its eigenvectors. */
  private record Diagonalised(
      DMatrixRMaj inner, double[][] ends, double[] values, DMatrixRMaj back, DMatrixRMaj forth) {
    private double[] laplacian(double[] u) {
      int[] shape = {values.length, values.length};
      double[] y = AxisProducts.multiply(Transpose.NO, inner, u, shape, 0);
      Blas1.axpy(1, AxisProducts.multiply(Transpose.NO, inner, u, shape, 1), y);
      return y;
    }

    /** (Δ + shift)⁻¹. */
    private double[] solve(double[] f, double shift) {
      int n = values.length;
      int[] shape = {n, n};
      double[] t = AxisProducts.multiply(Transpose.NO, forth, f, shape, 0);
      t = AxisProducts.multiply(Transpose.NO, forth, t, shape, 1);
      for (int i = 0; i < t.length; i++) {
        t[i] /= values[i / n] + values[i % n] + shift;
      }
      t = AxisProducts.multiply(Transpose.NO, back, t, shape, 0);
      return AxisProducts.multiply(Transpose.NO, back, t, shape, 1);
    }
  }

  private static double error(
      Diagonalised a,
      double[] x,
      boolean cubic,
      ToDoubleFunction<double[]> source,
      ToDoubleFunction<double[]> exact) {
    int n = x.length - 2;
    double[] f = new double[n * n];
    double[] truth = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double[] p = {x[i + 1], x[j + 1]};
        double value = source.applyAsDouble(p);
        for (int end = 0; end < 2; end++) {
          double at = x[end * (n + 1)];
          value -= a.ends[end][i] * exact.applyAsDouble(new double[] {at, p[1]});
          value -= a.ends[end][j] * exact.applyAsDouble(new double[] {p[0], at});
        }
        f[i * n + j] = value;
        truth[i * n + j] = exact.applyAsDouble(p);
      }
    }
    double[] u = cubic ? newton(a, f) : refined(a, f);
    Blas1.axpy(-1, truth, u);
    return Reductions.norm(u) / Reductions.norm(truth);
  }

  private static double[] refined(Diagonalised a, double[] f) {
    double[] u = a.solve(f, 0);
    double[] r = f.clone();
    Blas1.axpy(-1, a.laplacian(u), r);
    Blas1.axpy(1, a.solve(r, 0), u);
    return u;
  }

  private static double[] newton(Diagonalised a, double[] f) {
    double[] u = a.solve(f, 0);
    for (int step = 0; step < 12; step++) {
      double[] r = f.clone();
      Blas1.axpy(-1, a.laplacian(u), r);
      double[] slope = new double[u.length];
      for (int i = 0; i < u.length; i++) {
        r[i] -= u[i] * (u[i] * u[i] - 1);
        slope[i] = 3 * u[i] * u[i] - 1;
      }
      double mean = Reductions.sum(slope) / slope.length;
      LinearOperator jacobian =
          new LinearOperator() {
            @Override
            public int rows() {
              return slope.length;
            }

            @Override
            public int columns() {
              return slope.length;
            }

            @Override
            public void apply(double[] v, double[] y) {
              System.arraycopy(a.laplacian(v), 0, y, 0, y.length);
              for (int i = 0; i < y.length; i++) {
                y[i] += slope[i] * v[i];
              }
            }

            @Override
            public void applyTranspose(double[] v, double[] y) {
              throw new UnsupportedOperationException("the solver needs no transpose");
            }
          };
      double[] change =
          Krylov.gmres(
                  jacobian,
                  r,
                  (v, y) -> System.arraycopy(a.solve(v, mean), 0, y, 0, y.length),
                  KrylovOptions.defaults().withTolerance(1e-10).withMaxIterations(60))
              .solution();
      Blas1.axpy(1, change, u);
      if (Reductions.norm(change) <= 1e-12 * Reductions.norm(u)) {
        break;
      }
    }
    return u;
  }

  /** β u_x + u_t = 0 from values at the first x and the first t by the box scheme, second order. */
  static double box(UniformAxis x, UniformAxis t, double beta, ToDoubleFunction<double[]> exact) {
    double h = x.spacing();
    double k = t.spacing();
    double plus = 1 / (2 * k) + beta / (2 * h);
    double minus = 1 / (2 * k) - beta / (2 * h);
    double[] u = new double[x.size()];
    for (int i = 0; i < u.length; i++) {
      u[i] = exact.applyAsDouble(new double[] {x.point(i), t.from()});
    }
    double top = 0;
    double bottom = 0;
    for (int n = 1; n < t.size(); n++) {
      double[] next = new double[u.length];
      next[0] = exact.applyAsDouble(new double[] {x.from(), t.point(n)});
      for (int i = 0; i + 1 < u.length; i++) {
        next[i + 1] = (minus * u[i + 1] + plus * u[i] - minus * next[i]) / plus;
      }
      u = next;
      for (int i = 0; i < u.length; i++) {
        double truth = exact.applyAsDouble(new double[] {x.point(i), t.point(n)});
        top += (u[i] - truth) * (u[i] - truth);
        bottom += truth * truth;
      }
    }
    return Math.sqrt(top / bottom);
  }
}
