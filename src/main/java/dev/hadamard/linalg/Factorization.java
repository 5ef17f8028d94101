package dev.hadamard.linalg;

/**
 * What every factorisation of a matrix A of order n answers. A matrix that cannot be factored is
 * refused when the factorisation is made, by an exception that names the pivot; {@link #status}
 * tells how far the solutions of one that was made can be trusted.
 */
public interface Factorization {
  /**
   * The order of the matrix; of a least-squares problem the number of unknowns.
   *
   * @return n
   */
  int order();

  /**
   * Solves A x = b, by {@link Qr} in the sense of least squares.
   *
   * @param b the right-hand side, not changed
   * @return x
   * @throws SingularMatrixException if the matrix is singular and was not refused before
   */
  double[] solve(double[] b);

  /**
   * The logarithm of the magnitude of the determinant of A, without overflow; of a matrix with more
   * rows than columns, half of the logarithm of the determinant of A' A.
   *
   * @return log|det A|, negative infinity if A is singular
   */
  double logAbsDeterminant();

  /**
   * An estimate of the condition number |A| |A⁻¹| in the 1-norm (of a {@link CirculantMatrix} in
   * the 2-norm, exact), from a handful of solves: at most the truth, seldom below a third of it.
   *
   * @return the estimate, infinite if A is singular
   */
  double conditionEstimate();

  /**
   * How far solutions can be trusted, from {@link #conditionEstimate}, which is computed anew. Rows
   * or columns of very different scales count as badly conditioned too.
   *
   * @return the verdict
   */
  default FactorizationStatus status() {
    return FactorizationStatus.of(order(), conditionEstimate());
  }
}
