package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.linalg.Preconditioner;
import dev.hadamard.optim.OptimalityCondition;
import java.util.ArrayList;
import java.util.List;

/**
 * The linear system of the implicit function theorem at one point: A = ∂₁F(x, θ), linearised once,
 * solved with A or Aᵀ for any number of right-hand sides.
 */
final class ImplicitSystem {
  private static final int DENSE = 256;
  private static final int DENSE_ALWAYS = 64;
  private static final double SINGULAR = 1e-13;
  private static final int POWER_STEPS = 12;

  private final OptimalityCondition condition;
  private final ImplicitOptions options;
  private final NdArray x;
  private final NdArray theta;
  private final Linearization mapping;
  private final int n;

  private NdArray dense;
  private NdArray inverse;
  private boolean singular;
  private double smallest = Double.NaN;
  private double condition1 = Double.NaN;
  private Reduced reduced;

  private LinearSolver used;
  private int iterations;
  private double worstResidual;
  private LinearStatus status = LinearStatus.CONVERGED;
  private final List<String> warnings = new ArrayList<>();

  /** The last solutions with A and with Aᵀ, for warm starts. */
  static final class Memory {
    private double[] forward;
    private double[] adjoint;

    private double[] guess(boolean transposed) {
      return transposed ? adjoint : forward;
    }

    private void keep(double[] y, boolean transposed) {
      if (transposed) {
        adjoint = y;
      } else {
        forward = y;
      }
    }
  }

  private Memory memory;
  private boolean estimated;

  /** Plain arrays. */
  ImplicitSystem(OptimalityCondition condition, NdArray x, NdArray theta, ImplicitOptions options) {
    this.condition = condition;
    this.options = options;
    this.x = x;
    this.theta = theta;
    this.n = x.size();
    this.mapping = Autodiff.linearize(z -> condition.residual(z, theta), x);
    if (mapping.value().size() != n) {
      throw new IllegalArgumentException(
          "the mapping has "
              + mapping.value().size()
              + " elements at a solution of "
              + n
              + ": must have as many");
    }
    used = choose();
  }

  NdArray residual() {
    return mapping.value();
  }

  /** Starts iterative solvers from earlier solutions. */
  void startFrom(Memory earlier) {
    memory = earlier;
  }

  boolean isFor(NdArray otherX, NdArray otherTheta) {
    return x.equals(otherX) && theta.equals(otherTheta);
  }

  private LinearSolver choose() {
    if (options.linearSolver() != LinearSolver.AUTO) {
      return options.linearSolver();
    }
    if (condition.composite().isPresent() && options.ridge() == 0) {
      reduced = Reduced.of(condition.composite().get(), x, theta);
      if (reduced != null && n > DENSE_ALWAYS) {
        return LinearSolver.CONJUGATE_GRADIENT;
      }
    }
    if (n <= DENSE_ALWAYS) {
      return LinearSolver.LU;
    }
    if (condition.symmetric()) {
      return LinearSolver.CONJUGATE_GRADIENT;
    }
    return n <= DENSE ? LinearSolver.LU : LinearSolver.GMRES;
  }

  private double[] product(double[] v, boolean transposed) {
    NdArray t = NdArray.wrap(v, x.shape());
    NdArray y =
        transposed
            ? mapping.vjp(t.reshape(mapping.value().shape())).reshape(x.shape())
            : mapping.jvp(t);
    if (options.ridge() > 0) {
      y = y.reshape(x.shape()).plus(t.times(options.ridge()));
    }
    return y.toArray();
  }

  /** The solution of A y = b or Aᵀ y = b, of the shape of x. */
  NdArray solve(NdArray b, boolean transposed) {
    double[] right = b.toArray();
    if (!b.allFinite()) {
      throw new ArithmeticException("the right-hand side of the implicit system is not finite");
    }
    if (Reductions.norm(right) == 0) {
      return NdArray.zeros(x.shape());
    }
    double[] y =
        switch (used) {
          case LU, LEAST_SQUARES -> denseSolve(right, transposed);
          default -> iterativeSolve(right, transposed);
        };
    return NdArray.wrap(y, x.shape());
  }

  private double[] iterativeSolve(double[] b, boolean transposed) {
    int limit = options.maxIterations() > 0 ? options.maxIterations() : 10 * n + 100;
    double tolerance = options.tolerance();
    KrylovSolvers.Options krylov =
        new KrylovSolvers.Options(tolerance, limit, preconditioner(transposed));
    double[] guess = memory == null ? null : memory.guess(transposed);
    KrylovSolvers.Solution s =
        used == LinearSolver.CONJUGATE_GRADIENT && reduced != null
            ? reduced.solve(b, transposed, guess, krylov)
            : iterate(used, b, transposed, guess, krylov);
    iterations += s.iterations();
    if (s.status() != LinearStatus.CONVERGED && options.linearSolver() == LinearSolver.AUTO) {
      if (n <= DENSE) {
        warnings.add(used + " ended with " + s.status() + "; solved densely instead");
        used = LinearSolver.LU;
        return denseSolve(b, transposed);
      }
      List<LinearSolver> others =
          condition.symmetric()
              ? List.of(LinearSolver.MINRES, LinearSolver.LSQR)
              : List.of(LinearSolver.BICGSTAB, LinearSolver.LSQR);
      for (LinearSolver other : others) {
        warnings.add(used + " ended with " + s.status() + "; solved by " + other + " instead");
        used = other;
        s = iterate(other, b, transposed, null, krylov);
        iterations += s.iterations();
        if (s.status() == LinearStatus.CONVERGED) {
          break;
        }
      }
    }
    note(s.relativeResidual(), s.status());
    if (memory != null && s.status() == LinearStatus.CONVERGED) {
      memory.keep(s.x(), transposed);
    }
    return s.x();
  }

  private KrylovSolvers.Solution iterate(
      LinearSolver solver,
      double[] b,
      boolean transposed,
      double[] guess,
      KrylovSolvers.Options krylov) {
    return KrylovSolvers.solve(
        solver, v -> product(v, transposed), v -> product(v, !transposed), b, guess, krylov);
  }

  private Preconditioner preconditioner(boolean transposed) {
    return (r, z) -> {
      NdArray v = NdArray.wrap(r.clone(), x.shape());
      NdArray y = options.preconditioner().apply(v, transposed);
      if (y.size() != n) {
        throw new IllegalArgumentException(
            "preconditioner returned " + y.size() + " elements: must return " + n);
      }
      System.arraycopy(y.toArray(), 0, z, 0, n);
    };
  }

  private void note(double relativeResidual, LinearStatus outcome) {
    worstResidual = Math.max(worstResidual, relativeResidual);
    if (outcome == LinearStatus.CONVERGED) {
      return;
    }
    status = outcome;
    String message =
        "the linear system of the derivative was not solved: "
            + used
            + " ended with "
            + outcome
            + ", relative residual "
            + relativeResidual;
    if (outcome == LinearStatus.NON_FINITE) {
      throw new ArithmeticException(message);
    }
    if (outcome == LinearStatus.MAX_ITERATIONS
        && options.onNotConverged() == ImplicitOptions.Policy.THROW) {
      throw new ConvergenceException(message, relativeResidual);
    }
    boolean leastSquares =
        outcome == LinearStatus.SINGULAR
            && options.onSingular() == ImplicitOptions.Singular.LEAST_SQUARES;
    ImplicitDiff.doubt(
        message, leastSquares ? ImplicitOptions.Policy.WARN : options.onNotConverged(), warnings);
  }

  private void form() {
    if (dense != null) {
      return;
    }
    NdArray[] columns = new NdArray[n];
    double[] e = new double[n];
    for (int j = 0; j < n; j++) {
      e[j] = 1;
      columns[j] = NdArray.of(product(e.clone(), false));
      e[j] = 0;
    }
    dense = NdArray.stack(columns).transpose();
    if (!dense.allFinite()) {
      throw new ArithmeticException(
          "the Jacobian of the optimality mapping is not finite at the solution");
    }
    if (used == LinearSolver.LEAST_SQUARES) {
      singular = true;
      return;
    }
    try {
      inverse = dense.inverse();
      smallest = 1 / largestSingularValue(inverse);
      condition1 = largestSingularValue(dense) / smallest;
      singular = !(1 / condition1 > SINGULAR);
    } catch (IllPosedProblemException e1) {
      singular = true;
    }
    if (singular) {
      smallest = 0;
      condition1 = Double.POSITIVE_INFINITY;
      String message =
          "the Jacobian of the optimality mapping is singular at the solution: the derivative is not"
              + " unique";
      if (options.onSingular() == ImplicitOptions.Singular.THROW) {
        throw new IllPosedProblemException(message);
      }
      warnings.add(message + "; the one of least norm is returned");
      used = LinearSolver.LEAST_SQUARES;
    }
  }

  /** By the power method on MᵀM, from a fixed start: an estimate from below. */
  private static double largestSingularValue(NdArray m) {
    double[] start = new double[m.extent(1)];
    for (int i = 0; i < start.length; i++) {
      start[i] = 1 + 0.5 * ((i * 7) % 5) * (i % 2 == 0 ? 1 : -1);
    }
    NdArray v = NdArray.of(start);
    double size = 0;
    for (int i = 0; i < POWER_STEPS; i++) {
      v = v.times(1 / v.norm().value());
      NdArray w = m.matmul(v);
      size = w.norm().value();
      v = m.transposeMatmul(w);
      if (size == 0) {
        return 0;
      }
    }
    return size;
  }

  private double[] denseSolve(double[] b, boolean transposed) {
    form();
    NdArray right = NdArray.of(b);
    NdArray a = transposed ? dense.transpose() : dense;
    NdArray y;
    if (singular) {
      y = a.leastSquares(right, SINGULAR);
    } else {
      NdArray inv = transposed ? inverse.transpose() : inverse;
      y = inv.matmul(right);
      // One refinement makes the inverse as good as a factorisation.
      y = y.plus(inv.matmul(right.minus(a.matmul(y))));
    }
    double relative = right.minus(a.matmul(y)).norm().value() / right.norm().value();
    note(relative, relative <= 1e-8 ? LinearStatus.CONVERGED : LinearStatus.SINGULAR);
    return y.toArray();
  }

  /**
   * Estimates of σ_min by inverse iteration with AᵀA, from above, and of σ_max by direct iteration,
   * from below, for a system that is known by its products only.
   */
  private void estimateCondition() {
    boolean formed = used == LinearSolver.LU || used == LinearSolver.LEAST_SQUARES;
    if (options.conditionSteps() == 0 || formed || reduced != null || n == 0) {
      return;
    }
    int limit = options.maxIterations() > 0 ? options.maxIterations() : 10 * n + 100;
    double[] probe = Reduced.probe(x).toArray();
    double[] w = probe.clone();
    double largest = 0;
    for (int i = 0; i < POWER_STEPS; i++) {
      Blas1.scale(1 / Reductions.norm(w), w);
      double[] image = product(w, false);
      largest = Reductions.norm(image);
      w = product(image, true);
      if (!(Reductions.norm(w) > 0)) {
        break;
      }
    }
    double[] v = probe;
    double inverse = 0;
    for (int i = 0; i < options.conditionSteps(); i++) {
      Blas1.scale(1 / Reductions.norm(v), v);
      for (boolean transposed : new boolean[] {true, false}) {
        KrylovSolvers.Solution s =
            iterate(
                used,
                v,
                transposed,
                null,
                new KrylovSolvers.Options(1e-6, limit, preconditioner(transposed)));
        if (s.status() != LinearStatus.CONVERGED) {
          warnings.add(
              "the conditioning could not be estimated: " + used + " ended with " + s.status());
          return;
        }
        v = s.x();
        if (transposed) {
          inverse = Math.max(inverse, Reductions.norm(v));
        }
      }
    }
    smallest = 1 / inverse;
    condition1 = largest / smallest;
  }

  ImplicitDiagnostics diagnostics(List<String> more, boolean degenerate) {
    if (!estimated) {
      estimated = true;
      estimateCondition();
    }
    double residual = mapping.value().norm().value();
    List<String> all = new ArrayList<>(more);
    all.addAll(warnings);
    return new ImplicitDiagnostics(
        residual,
        used,
        iterations,
        worstResidual,
        status,
        smallest,
        condition1,
        smallest > 0 ? residual / smallest : Double.NaN,
        degenerate,
        all);
  }

  /** Newton's correction of the point: x - A⁻¹F. */
  NdArray corrected() {
    return x.minus(solve(mapping.value().reshape(x.shape()), false));
  }
}
