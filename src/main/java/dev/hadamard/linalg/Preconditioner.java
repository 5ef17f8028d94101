package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas1;

/** An approximate inverse M⁻¹; for CG it must be symmetric and positive definite. */
@FunctionalInterface
public interface Preconditioner {
  /**
   * z = M⁻¹ r.
   *
   * @param r the residual, not changed
   * @param z the output, another array
   */
  void apply(double[] r, double[] z);

  /**
   * No preconditioner.
   *
   * @return the identity
   */
  static Preconditioner identity() {
    return (r, z) -> System.arraycopy(r, 0, z, 0, r.length);
  }

  /**
   * Division by the diagonal.
   *
   * @param diagonal the diagonal of the operator; copied
   * @return Jacobi's preconditioner
   * @throws SingularMatrixException if an entry is zero or not finite
   */
  static Preconditioner jacobi(double[] diagonal) {
    double[] d = diagonal.clone();
    for (int i = 0; i < d.length; i++) {
      if (!Shapes.usable(d[i])) {
        throw new SingularMatrixException(i, d[i]);
      }
    }
    return (r, z) -> Blas1.divide(r, d, z);
  }
}
