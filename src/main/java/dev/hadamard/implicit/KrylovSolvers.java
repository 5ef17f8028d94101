package dev.hadamard.implicit;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import java.util.function.UnaryOperator;

/**
 * The iterative linear solvers that implicit differentiation needs: the one place that has them, so
 * that those of {@code dev.hadamard.linalg} can take over. Convergence is claimed on the true
 * residual only.
 */
final class KrylovSolvers {
  private static final int RESTART = 60;
  private static final double REORTHOGONALISE = 0.7;

  private KrylovSolvers() {}

  /** A product with a matrix. */
  interface Operator extends UnaryOperator<double[]> {}

  /** What a solver found. */
  record Solution(double[] x, int iterations, double relativeResidual, LinearStatus status) {}

  private static Solution finish(
      Operator a,
      double[] b,
      double[] x,
      int iterations,
      double tolerance,
      LinearStatus otherwise) {
    double size = Reductions.norm(b);
    double[] r = subtract(b, a.apply(x));
    double relative = size == 0 ? Reductions.norm(r) : Reductions.norm(r) / size;
    if (!Double.isFinite(relative)) {
      return new Solution(x, iterations, Double.POSITIVE_INFINITY, LinearStatus.NON_FINITE);
    }
    // The recurrences of residuals drift by some units of rounding.
    boolean converged = relative <= 4 * tolerance;
    return new Solution(x, iterations, relative, converged ? LinearStatus.CONVERGED : otherwise);
  }

  private static double[] subtract(double[] b, double[] c) {
    double[] r = new double[b.length];
    Blas1.subtract(b, c, r);
    return r;
  }

  /** Conjugate gradients; for consistent semidefinite systems from 0 the minimum-norm solution. */
  static Solution conjugateGradient(
      Operator a, double[] b, double[] start, double tolerance, int maxIterations) {
    int n = b.length;
    double[] x = start == null ? new double[n] : start.clone();
    double target = tolerance * Reductions.norm(b);
    double[] r = start == null ? b.clone() : subtract(b, a.apply(x));
    double[] p = r.clone();
    double rho = Reductions.dot(r, r);
    int k = 0;
    while (Math.sqrt(rho) > target && k < maxIterations) {
      double[] q = a.apply(p);
      double curvature = Reductions.dot(p, q);
      if (!Double.isFinite(curvature)) {
        return new Solution(x, k, Double.POSITIVE_INFINITY, LinearStatus.NON_FINITE);
      }
      if (curvature <= 0) {
        return finish(
            a, b, x, k, tolerance, curvature < 0 ? LinearStatus.INDEFINITE : LinearStatus.SINGULAR);
      }
      double alpha = rho / curvature;
      Blas1.axpy(alpha, p, x);
      k++;
      if (k % 50 == 0) {
        r = subtract(b, a.apply(x));
      } else {
        Blas1.axpy(-alpha, q, r);
      }
      double next = Reductions.dot(r, r);
      Blas1.axpby(1.0, r, next / rho, p);
      rho = next;
    }
    return finish(a, b, x, k, tolerance, LinearStatus.MAX_ITERATIONS);
  }

  /** Conjugate gradients on AᵀA x = Aᵀb, in the form that never multiplies residuals by AᵀA. */
  static Solution normalConjugateGradient(
      Operator a, Operator transposed, double[] b, double tolerance, int maxIterations) {
    int n = transposed.apply(b).length;
    double[] x = new double[n];
    double[] r = b.clone();
    double[] s = transposed.apply(r);
    double[] p = s.clone();
    double gamma = Reductions.dot(s, s);
    double first = gamma;
    double target = tolerance * Reductions.norm(b);
    int k = 0;
    while (Reductions.norm(r) > target && gamma > 1e-32 * first && k < maxIterations) {
      double[] q = a.apply(p);
      double size = Reductions.dot(q, q);
      if (!(size > 0) || !Double.isFinite(size)) {
        break;
      }
      double alpha = gamma / size;
      Blas1.axpy(alpha, p, x);
      Blas1.axpy(-alpha, q, r);
      s = transposed.apply(r);
      double next = Reductions.dot(s, s);
      Blas1.axpby(1.0, s, next / gamma, p);
      gamma = next;
      k++;
    }
    return finish(
        a,
        b,
        x,
        k,
        tolerance,
        k >= maxIterations ? LinearStatus.MAX_ITERATIONS : LinearStatus.SINGULAR);
  }

  /**
   * Restarted GMRES: modified Gram-Schmidt with a second pass where it cancels, Givens rotations.
   */
  static Solution gmres(
      Operator a, double[] b, double[] start, double tolerance, int maxIterations) {
    int n = b.length;
    double[] x = start == null ? new double[n] : start.clone();
    double target = tolerance * Reductions.norm(b);
    int k = 0;
    double previous = Double.POSITIVE_INFINITY;
    while (true) {
      double[] r = subtract(b, a.apply(x));
      double beta = Reductions.norm(r);
      if (!Double.isFinite(beta)) {
        return new Solution(x, k, Double.POSITIVE_INFINITY, LinearStatus.NON_FINITE);
      }
      if (beta <= target) {
        return finish(a, b, x, k, tolerance, LinearStatus.MAX_ITERATIONS);
      }
      if (k >= maxIterations || beta > previous * (1 - 1e-3)) {
        return finish(
            a,
            b,
            x,
            k,
            tolerance,
            k >= maxIterations ? LinearStatus.MAX_ITERATIONS : LinearStatus.SINGULAR);
      }
      previous = beta;
      int m = Math.min(RESTART, Math.min(n, maxIterations - k));
      double[][] v = new double[m + 1][];
      v[0] = new double[n];
      Blas1.scale(1 / beta, r, 0, v[0], 0, n);
      double[][] h = new double[m][];
      double[] cosines = new double[m];
      double[] sines = new double[m];
      double[] g = new double[m + 1];
      g[0] = beta;
      int used = 0;
      while (used < m && Math.abs(g[used]) > target) {
        double[] w = a.apply(v[used]);
        double size = Reductions.norm(w);
        double[] column = new double[used + 2];
        orthogonalise(w, v, used + 1, column);
        double left = Reductions.norm(w);
        if (left < REORTHOGONALISE * size) {
          orthogonalise(w, v, used + 1, column);
          left = Reductions.norm(w);
        }
        column[used + 1] = left;
        for (int i = 0; i < used; i++) {
          double t = cosines[i] * column[i] + sines[i] * column[i + 1];
          column[i + 1] = -sines[i] * column[i] + cosines[i] * column[i + 1];
          column[i] = t;
        }
        double d = dev.hadamard.kernel.Elementary.hypot(column[used], column[used + 1]);
        boolean breakdown = left <= 1e-14 * size;
        if (d <= 1e-14 * size) {
          break;
        }
        cosines[used] = column[used] / d;
        sines[used] = column[used + 1] / d;
        column[used] = d;
        g[used + 1] = -sines[used] * g[used];
        g[used] = cosines[used] * g[used];
        h[used] = column;
        used++;
        k++;
        if (breakdown) {
          break;
        }
        v[used] = w;
        Blas1.scale(1 / left, w);
      }
      for (int i = used - 1; i >= 0; i--) {
        double s = g[i];
        for (int j = i + 1; j < used; j++) {
          s -= h[j][i] * g[j];
        }
        g[i] = s / h[i][i];
      }
      for (int i = 0; i < used; i++) {
        Blas1.axpy(g[i], v[i], x);
      }
      if (used == 0) {
        previous = 0;
      }
    }
  }

  private static void orthogonalise(double[] w, double[][] v, int count, double[] column) {
    for (int i = 0; i < count; i++) {
      double c = Reductions.dot(w, v[i]);
      column[i] += c;
      Blas1.axpy(-c, v[i], w);
    }
  }
}
