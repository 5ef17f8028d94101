package dev.hadamard.implicit;

/** How the linear systems of implicit differentiation are solved. */
public enum LinearSolver {
  /**
   * Chosen from the problem: conjugate gradients for symmetric systems and reduced proximal
   * systems, LU up to 256 unknowns, else GMRES; the minimum-norm least squares solution where the
   * dense matrix is singular.
   */
  AUTO,
  /** The dense matrix, factored once for all right-hand sides. */
  LU,
  /** The dense matrix, by least squares of minimum norm. */
  LEAST_SQUARES,
  /** Conjugate gradients: symmetric positive (semi)definite systems. */
  CONJUGATE_GRADIENT,
  /** Generalised minimum residuals, restarted. */
  GMRES,
  /** Conjugate gradients on the normal equations: any system, at the square of its condition. */
  NORMAL_CONJUGATE_GRADIENT
}
