package dev.hadamard.linalg;

import dev.hadamard.kernel.ConvergenceException;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The eigenvalues of a real matrix that need not be symmetric, by EJML: right, not fast. O(n³).
 *
 * @param real the real parts
 * @param imaginary the imaginary parts; complex ones come in conjugate pairs
 */
public record GeneralEigenvalues(double[] real, double[] imaginary) {
  /**
   * Computes the eigenvalues of a matrix, which is not changed.
   *
   * @param a a square matrix
   * @return its eigenvalues, in no particular order
   * @throws ConvergenceException if EJML's iteration fails
   */
  public static GeneralEigenvalues of(DMatrixRMaj a) {
    int n = Shapes.square(a);
    Shapes.finite("a", a);
    double[] real = new double[n];
    double[] imaginary = new double[n];
    if (n > 0) {
      EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, false);
      if (!eigen.decompose(a.copy())) {
        throw new ConvergenceException("the eigenvalue iteration failed", Double.NaN);
      }
      for (int i = 0; i < n; i++) {
        Complex_F64 value = eigen.getEigenvalue(i);
        real[i] = value.real;
        imaginary[i] = value.imaginary;
      }
    }
    return new GeneralEigenvalues(real, imaginary);
  }
}
