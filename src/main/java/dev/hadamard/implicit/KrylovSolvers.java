package dev.hadamard.implicit;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.linalg.Krylov;
import dev.hadamard.linalg.KrylovOptions;
import dev.hadamard.linalg.KrylovResult;
import dev.hadamard.linalg.KrylovStatus;
import dev.hadamard.linalg.LinearOperator;
import dev.hadamard.linalg.OperatorProperty;
import dev.hadamard.linalg.Preconditioner;
import java.util.function.UnaryOperator;

/**
 * The iterative solvers of {@code dev.hadamard.linalg} for systems that are known by their
 * products, from a guess, with the status of a linear system. Convergence is claimed on the true
 * residual only.
 */
final class KrylovSolvers {
  private static final int RESTART = 60;

  /** The residual of the normal equations of a least-squares solution, relative to its terms. */
  private static final double NORMAL = 1e-12;

  private KrylovSolvers() {}

  /** A product with a matrix. */
  interface Operator extends UnaryOperator<double[]> {}

  /** What a solver found. */
  record Solution(double[] x, int iterations, double relativeResidual, LinearStatus status) {
    Solution with(LinearStatus other) {
      return new Solution(x, iterations, relativeResidual, other);
    }
  }

  /** When to stop, and an approximate inverse. */
  record Options(double tolerance, int maxIterations, Preconditioner preconditioner) {}

  /** Solves A x = b from 0. */
  static Solution solve(
      LinearSolver solver, Operator a, Operator transposed, double[] b, Options options) {
    return solve(solver, a, transposed, b, null, options);
  }

  /** Solves A x = b from a guess, which is dropped if it is further from a solution than 0. */
  static Solution solve(
      LinearSolver solver,
      Operator a,
      Operator transposed,
      double[] b,
      double[] guess,
      Options options) {
    int n = b.length;
    boolean symmetric = solver == LinearSolver.CONJUGATE_GRADIENT || solver == LinearSolver.MINRES;
    LinearOperator operator =
        LinearOperator.fromFunction(
            n,
            n,
            (v, y) -> System.arraycopy(a.apply(v.clone()), 0, y, 0, n),
            (v, y) -> System.arraycopy(transposed.apply(v.clone()), 0, y, 0, n),
            symmetric ? new OperatorProperty[] {OperatorProperty.SYMMETRIC} : NONE);
    double size = Reductions.norm(b);
    double[] x = new double[n];
    double[] r = b.clone();
    double relative = 1;
    if (guess != null && guess.length == n) {
      double[] residual = new double[n];
      Blas1.subtract(b, a.apply(guess.clone()), residual);
      double from = Reductions.norm(residual) / size;
      if (from < 1) {
        x = guess.clone();
        r = residual;
        relative = from;
      }
      if (relative <= options.tolerance) {
        return new Solution(x, 0, relative, LinearStatus.CONVERGED);
      }
    }
    double target = Math.min(0.5, options.tolerance / relative);
    KrylovResult result = run(solver, operator, r, target, options);
    double[] next = x.clone();
    Blas1.axpy(1.0, result.solution(), next);
    double[] residual = new double[n];
    Blas1.subtract(b, a.apply(next.clone()), residual);
    double after = Reductions.norm(residual) / size;
    if (!Double.isFinite(after)) {
      return new Solution(
          x, result.iterations(), Double.POSITIVE_INFINITY, LinearStatus.NON_FINITE);
    }
    if (after < relative) {
      x = next;
      relative = after;
    }
    // The sum of guess and correction rounds once more.
    LinearStatus status =
        relative <= 4 * options.tolerance
            ? LinearStatus.CONVERGED
            : status(solver, result.status(), transposed, next, a, b);
    return new Solution(x, result.iterations(), relative, status);
  }

  private static final OperatorProperty[] NONE = {};

  private static KrylovResult run(
      LinearSolver solver, LinearOperator a, double[] b, double target, Options options) {
    KrylovOptions o = new KrylovOptions(target, options.maxIterations, RESTART);
    Preconditioner p = options.preconditioner;
    return switch (solver) {
      case CONJUGATE_GRADIENT -> Krylov.conjugateGradient(a, b, p, o);
      case MINRES -> Krylov.minres(a, b, o);
      case BICGSTAB -> Krylov.biCgStab(a, b, p, o);
      // Its residual is that of the normal equations, which may be small long before the other is.
      case LSQR -> Krylov.lsqr(a, b, 0, o.withTolerance(1e-3 * target));
      default -> Krylov.gmres(a, b, p, o);
    };
  }

  private static LinearStatus status(
      LinearSolver solver,
      KrylovStatus status,
      Operator transposed,
      double[] x,
      Operator a,
      double[] b) {
    if (solver == LinearSolver.LSQR && leastSquares(transposed, x, a, b)) {
      return LinearStatus.SINGULAR;
    }
    return switch (status) {
      case MAX_ITERATIONS -> LinearStatus.MAX_ITERATIONS;
      case BREAKDOWN ->
          switch (solver) {
            case CONJUGATE_GRADIENT -> LinearStatus.INDEFINITE;
            case BICGSTAB -> LinearStatus.STAGNATION;
            default -> LinearStatus.SINGULAR;
          };
      // Solved by a measure of its own, and not by that of the residual.
      case STAGNATION, CONVERGED -> LinearStatus.STAGNATION;
    };
  }

  /** Whether x solves the normal equations, and hence no x the equations. */
  private static boolean leastSquares(Operator transposed, double[] x, Operator a, double[] b) {
    double[] r = new double[b.length];
    Blas1.subtract(b, a.apply(x.clone()), r);
    double size = Reductions.norm(r);
    double[] image = transposed.apply(b.clone());
    return size > 0
        && Reductions.norm(transposed.apply(r)) / size
            <= NORMAL * Reductions.norm(image) / Reductions.norm(b);
  }
}
