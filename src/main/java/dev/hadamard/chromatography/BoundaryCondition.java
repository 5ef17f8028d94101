package dev.hadamard.chromatography;

/** What holds at the ends of a column with dispersion. */
public enum BoundaryCondition {
  /** Flux uC - D ∂C/∂x = u C_in at the inlet, ∂C/∂x = 0 at the outlet. */
  DANCKWERTS_CLOSED,
  /** The same inlet; the column goes on behind the outlet. */
  DANCKWERTS_OPEN,
  /** C = C_in at the inlet; the column goes on behind the outlet. */
  DIRICHLET_OPEN
}
