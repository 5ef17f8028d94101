package dev.hadamard.implicit;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.linalg.Lu;
import dev.hadamard.linalg.Preconditioner;
import dev.hadamard.linalg.SingularMatrixException;
import dev.hadamard.optim.Lbfgs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * How solutions are differentiated.
 *
 * @param linearSolver how linear systems are solved; default AUTO
 * @param ridge δ added to the diagonal of the system, not negative; default 0
 * @param tolerance the relative residual of linear systems, positive; default 1e-12
 * @param maxIterations of iterative linear solvers; 0, the default, stands for 10 n + 100
 * @param polish the number of Newton corrections of the solution before it is differentiated, each
 *     of which squares its error; default 0
 * @param conditionTolerance the residual ‖F‖/(1 + ‖x‖) above which {@code onInexact} speaks;
 *     default 1e-3
 * @param onInexact what to do with a solution that does not satisfy its condition; default WARN
 * @param onSingular what to do with a singular system; default LEAST_SQUARES
 * @param onNotConverged what to do when a linear solver does not converge; default THROW
 * @param onDegenerate what to do where a constraint is active with a zero multiplier, or a proximal
 *     operator at a kink; default WARN
 * @param preconditioner an approximate inverse for CONJUGATE_GRADIENT, GMRES and BICGSTAB; default
 *     the identity
 * @param warmStart whether {@link CustomRoot} and what is built on it start iterative linear
 *     solvers from their last solution; the bits of a derivative then depend on those computed
 *     before it; default false
 * @param conditionSteps the steps of inverse iteration by which σ_min and the condition number of
 *     systems that are not formed are estimated, two solves each; 0, the default, for none
 * @param refinements the corrections at most by which the bias of the ridge is taken out again; 0,
 *     the default, leaves it. {@link #withRefinements} says more
 */
public record ImplicitOptions(
    LinearSolver linearSolver,
    double ridge,
    double tolerance,
    int maxIterations,
    int polish,
    double conditionTolerance,
    Policy onInexact,
    Singular onSingular,
    Policy onNotConverged,
    Policy onDegenerate,
    Inverse preconditioner,
    boolean warmStart,
    int conditionSteps,
    int refinements) {
  /** An approximate inverse of the matrix A = ∂₁F or of its transpose. */
  @FunctionalInterface
  public interface Inverse {
    /**
     * An approximation of A⁻¹v or A⁻ᵀv.
     *
     * @param v a vector, of the shape of the solution
     * @param transposed whether the inverse of the transpose is meant
     * @return an approximation; for conjugate gradients symmetric positive definite
     */
    NdArray apply(NdArray v, boolean transposed);

    /**
     * The inverse of a diagonal (Jacobi's preconditioner).
     *
     * @param diagonal the diagonal of A, or an estimate; without zeros
     * @return the inverse
     */
    static Inverse diagonal(NdArray diagonal) {
      for (double d : diagonal.toArray()) {
        if (d == 0 || !Double.isFinite(d)) {
          throw new IllegalArgumentException(
              "diagonal has the element " + d + ": must be finite and not 0");
        }
      }
      NdArray d = diagonal.flatten();
      return (v, transposed) -> v.flatten().dividedBy(d).reshape(v.shape());
    }

    /**
     * The inverse of a block diagonal matrix (block Jacobi), such as the blocks of A for groups of
     * unknowns that depend on each other most. O(b²) for a block of order b.
     *
     * @param blocks square matrices, whose orders add up to the number of unknowns
     * @return the inverse
     * @throws SingularMatrixException if a block has no inverse
     */
    static Inverse blockDiagonal(NdArray... blocks) {
      List<Lu> factors = new ArrayList<>();
      int sum = 0;
      for (NdArray block : blocks) {
        if (block.rank() != 2 || block.extent(0) != block.extent(1)) {
          throw new IllegalArgumentException(
              "blocks has an array of shape "
                  + Arrays.toString(block.shape())
                  + ": must be square matrices");
        }
        int order = block.extent(0);
        sum += order;
        factors.add(Lu.inPlace(DMatrixRMaj.wrap(order, order, block.toArray())));
      }
      int total = sum;
      return (v, transposed) -> {
        if (v.size() != total) {
          throw new IllegalArgumentException(
              "blocks are of orders that add up to " + total + ": must be " + v.size());
        }
        double[] z = v.toArray();
        int from = 0;
        for (Lu block : factors) {
          double[] part = Arrays.copyOfRange(z, from, from + block.order());
          if (transposed) {
            block.solveTransposeInPlace(part);
          } else {
            block.solveInPlace(part);
          }
          System.arraycopy(part, 0, z, from, part.length);
          from += part.length;
        }
        return NdArray.wrap(z, v.shape());
      };
    }

    /**
     * The approximate inverse Hessian that {@link Lbfgs} has learned on its way, for stationary
     * points: {@code Inverse.of(solver.finalState(start, parameters))}.
     *
     * @param state where the solver ended
     * @return the inverse
     */
    static Inverse of(Lbfgs.State state) {
      return (v, transposed) -> state.inverseHessianTimes(v.reshape(state.solution().shape()));
    }

    /**
     * A preconditioner of {@code dev.hadamard.linalg}, such as an incomplete Cholesky
     * factorisation.
     *
     * @param symmetric the preconditioner of a symmetric matrix
     * @return the inverse
     */
    static Inverse of(Preconditioner symmetric) {
      return (v, transposed) -> {
        double[] z = new double[v.size()];
        symmetric.apply(v.toArray(), z);
        return NdArray.wrap(z, v.shape());
      };
    }
  }

  /** What to do about a doubt. */
  public enum Policy {
    /** Only note it in the diagnostics. */
    ACCEPT,
    /** Note it in the diagnostics and log a warning. */
    WARN,
    /** Refuse. */
    THROW
  }

  /** What to do with a singular system. */
  public enum Singular {
    /** The least squares solution of minimum norm. */
    LEAST_SQUARES,
    /** Refuse. */
    THROW
  }

  /** The defaults. */
  public static final ImplicitOptions DEFAULT =
      new ImplicitOptions(
          LinearSolver.AUTO,
          0,
          1e-12,
          0,
          0,
          1e-3,
          Policy.WARN,
          Singular.LEAST_SQUARES,
          Policy.THROW,
          Policy.WARN,
          (v, transposed) -> v,
          false,
          0,
          0);

  /** Checks the ranges. */
  public ImplicitOptions {
    if (!(ridge >= 0) || Double.isInfinite(ridge)) {
      throw new IllegalArgumentException("ridge is " + ridge + ": must be finite and at least 0");
    }
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ": must be positive");
    }
    if (maxIterations < 0 || polish < 0) {
      throw new IllegalArgumentException(
          "maxIterations is " + maxIterations + ", polish is " + polish + ": must be at least 0");
    }
    if (conditionSteps < 0) {
      throw new IllegalArgumentException(
          "conditionSteps is " + conditionSteps + ": must be at least 0");
    }
    if (refinements < 0) {
      throw new IllegalArgumentException("refinements is " + refinements + ": must be at least 0");
    }
    if (!(conditionTolerance >= 0)) {
      throw new IllegalArgumentException(
          "conditionTolerance is " + conditionTolerance + ": must be at least 0");
    }
  }

  /**
   * The same options with another linear solver.
   *
   * @param solver the solver
   * @return new options
   */
  public ImplicitOptions with(LinearSolver solver) {
    Draft draft = new Draft(this);
    draft.linearSolver = solver;
    return draft.done();
  }

  /**
   * The same options with another ridge.
   *
   * @param delta δ
   * @return new options
   */
  public ImplicitOptions withRidge(double delta) {
    Draft draft = new Draft(this);
    draft.ridge = delta;
    return draft.done();
  }

  /**
   * The same options with another tolerance of linear systems.
   *
   * @param relativeResidual the relative residual, positive
   * @return new options
   */
  public ImplicitOptions withTolerance(double relativeResidual) {
    Draft draft = new Draft(this);
    draft.tolerance = relativeResidual;
    return draft.done();
  }

  /**
   * The same options with another limit of iterations.
   *
   * @param limit the limit; 0 for 10 n + 100
   * @return new options
   */
  public ImplicitOptions withMaxIterations(int limit) {
    Draft draft = new Draft(this);
    draft.maxIterations = limit;
    return draft.done();
  }

  /**
   * The same options with Newton corrections of the solution.
   *
   * @param corrections how many
   * @return new options
   */
  public ImplicitOptions withPolish(int corrections) {
    Draft draft = new Draft(this);
    draft.polish = corrections;
    return draft.done();
  }

  /**
   * The same options with another tolerance of the condition.
   *
   * @param residual the residual ‖F‖/(1 + ‖x‖) above which a solution is doubted, not negative
   * @return new options
   */
  public ImplicitOptions withConditionTolerance(double residual) {
    Draft draft = new Draft(this);
    draft.conditionTolerance = residual;
    return draft.done();
  }

  /**
   * The same options with other policies.
   *
   * @param inexact for solutions that do not satisfy their condition
   * @param singular for singular systems
   * @param notConverged for linear solvers that do not converge
   * @param degenerate for degenerate active sets
   * @return new options
   */
  public ImplicitOptions withPolicies(
      Policy inexact, Singular singular, Policy notConverged, Policy degenerate) {
    Draft draft = new Draft(this);
    draft.onInexact = inexact;
    draft.onSingular = singular;
    draft.onNotConverged = notConverged;
    draft.onDegenerate = degenerate;
    return draft.done();
  }

  /**
   * The same options with a preconditioner.
   *
   * @param inverse an approximate inverse
   * @return new options
   */
  public ImplicitOptions withPreconditioner(Inverse inverse) {
    Draft draft = new Draft(this);
    draft.preconditioner = inverse;
    return draft.done();
  }

  /**
   * The same options with or without warm starts of linear solvers.
   *
   * @param on whether to start from the last solution
   * @return new options
   */
  public ImplicitOptions withWarmStart(boolean on) {
    Draft draft = new Draft(this);
    draft.warmStart = on;
    return draft.done();
  }

  /**
   * The same options with estimates of the conditioning of systems that are not formed.
   *
   * @param steps steps of inverse iteration, some 5; 0 for none
   * @return new options
   */
  public ImplicitOptions withConditionEstimate(int steps) {
    Draft draft = new Draft(this);
    draft.conditionSteps = steps;
    return draft.done();
  }

  /**
   * The same options with iterative refinement around the ridge: y is corrected by the solutions of
   * (A + δI) d = b - A y until the residual of A itself is below the tolerance. The derivative then
   * has the stability of the ridge and not its bias; for symmetric positive semidefinite A and
   * consistent b it tends to the one of least norm (iterated Tikhonov regularisation). The error
   * falls by δ/(δ + λ) per correction for an eigenvalue λ of A.
   *
   * @param corrections how many at most; what has not reached the tolerance then is treated as a
   *     linear solver that did not converge
   * @return new options
   */
  public ImplicitOptions withRefinements(int corrections) {
    Draft draft = new Draft(this);
    draft.refinements = corrections;
    return draft.done();
  }

  /** A copy under change. */
  private static final class Draft {
    LinearSolver linearSolver;
    double ridge;
    double tolerance;
    int maxIterations;
    int polish;
    double conditionTolerance;
    Policy onInexact;
    Singular onSingular;
    Policy onNotConverged;
    Policy onDegenerate;
    Inverse preconditioner;
    boolean warmStart;
    int conditionSteps;
    int refinements;

    Draft(ImplicitOptions o) {
      linearSolver = o.linearSolver;
      ridge = o.ridge;
      tolerance = o.tolerance;
      maxIterations = o.maxIterations;
      polish = o.polish;
      conditionTolerance = o.conditionTolerance;
      onInexact = o.onInexact;
      onSingular = o.onSingular;
      onNotConverged = o.onNotConverged;
      onDegenerate = o.onDegenerate;
      preconditioner = o.preconditioner;
      warmStart = o.warmStart;
      conditionSteps = o.conditionSteps;
      refinements = o.refinements;
    }

    ImplicitOptions done() {
      return new ImplicitOptions(
          linearSolver,
          ridge,
          tolerance,
          maxIterations,
          polish,
          conditionTolerance,
          onInexact,
          onSingular,
          onNotConverged,
          onDegenerate,
          preconditioner,
          warmStart,
          conditionSteps,
          refinements);
    }
  }
}
