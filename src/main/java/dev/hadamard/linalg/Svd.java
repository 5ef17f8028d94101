package dev.hadamard.linalg;

import dev.hadamard.kernel.ConvergenceException;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The singular value decomposition A = U diag(s) V', by EJML: right, not fast.
 *
 * @param left U, m by min(m, n), orthonormal columns
 * @param values the singular values, descending
 * @param right V, n by min(m, n), orthonormal columns
 */
public record Svd(DMatrixRMaj left, double[] values, DMatrixRMaj right) {
  /**
   * Decomposes a matrix, which is not changed.
   *
   * @param a an m by n matrix
   * @return its decomposition
   * @throws ConvergenceException if EJML's iteration fails
   */
  public static Svd of(DMatrixRMaj a) {
    Shapes.finite("a", a);
    int count = Math.min(a.numRows, a.numCols);
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(a.numRows, a.numCols, true, true, true);
    if (count > 0 && !svd.decompose(a.copy())) {
      throw new ConvergenceException("the singular value decomposition failed", Double.NaN);
    }
    if (count == 0) {
      return new Svd(new DMatrixRMaj(a.numRows, 0), new double[0], new DMatrixRMaj(a.numCols, 0));
    }
    DMatrixRMaj u = svd.getU(null, false);
    DMatrixRMaj v = svd.getV(null, false);
    double[] values = Arrays.copyOf(svd.getSingularValues(), count);
    SingularOps_DDRM.descendingOrder(u, false, values, count, v, false);
    return new Svd(u, values, v);
  }
}
