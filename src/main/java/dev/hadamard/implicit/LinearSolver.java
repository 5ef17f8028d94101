package dev.hadamard.implicit;

/** How the linear systems of implicit differentiation are solved. */
public enum LinearSolver {
  /**
   * Chosen from the problem: conjugate gradients for symmetric systems and reduced proximal
   * systems, then MINRES where the system is indefinite; LU up to 256 unknowns, else GMRES, then
   * BiCGSTAB and LSQR where it stagnates; the minimum-norm least squares solution where the dense
   * matrix is singular.
   */
  AUTO,
  /** The dense matrix, factored once for all right-hand sides. */
  LU,
  /** The dense matrix, by least squares of minimum norm. */
  LEAST_SQUARES,
  /** Conjugate gradients: symmetric positive (semi)definite systems. */
  CONJUGATE_GRADIENT,
  /** Minimum residuals: symmetric systems, indefinite ones included. */
  MINRES,
  /** Generalised minimum residuals, restarted. */
  GMRES,
  /** Stabilised biconjugate gradients: any system, short recurrences. */
  BICGSTAB,
  /** Least squares by bidiagonalisation: any system, at the square of its condition. */
  LSQR
}
