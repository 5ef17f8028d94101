package dev.hadamard.linalg;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Transpose;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The eigenvalues, ascending, and orthonormal eigenvectors of a symmetric matrix: A = V diag(w) V'.
 *
 * <p>Blocked tridiagonalisation, then divide and conquer with a secular equation for each merge
 * (Cuppen 1981; Gu and Eisenstat 1995); without vectors the implicit QL iteration. Backward stable:
 * V diag(w) V' = A + E with |E| of a modest multiple of n u |A|. O(n³).
 */
public final class SymmetricEigen {
  private final double[] values;
  private final DMatrixRMaj vectors;

  private SymmetricEigen(double[] values, DMatrixRMaj vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * Decomposes a matrix, which is not changed.
   *
   * @param a a symmetric matrix; the part above its diagonal is not read
   * @return its eigenvalues and eigenvectors
   * @throws IllegalArgumentException if the matrix is not square or has an entry that is not finite
   * @throws ConvergenceException if an eigenvalue takes more than 60 sweeps (not seen)
   */
  public static SymmetricEigen of(DMatrixRMaj a) {
    int n = checked(a);
    Tridiagonal tridiagonal = Tridiagonal.of(a);
    double[] values = tridiagonal.diagonal();
    DMatrixRMaj vectors =
        DMatrixRMaj.wrap(n, n, DivideAndConquer.run(values, tridiagonal.beside()));
    tridiagonal.multiplyQ(vectors.data);
    return new SymmetricEigen(values, vectors);
  }

  /**
   * The eigenvalues alone, several times faster.
   *
   * @param a a symmetric matrix; the part above its diagonal is not read
   * @return n numbers, ascending
   * @throws IllegalArgumentException if the matrix is not square or has an entry that is not finite
   */
  public static double[] valuesOf(DMatrixRMaj a) {
    checked(a);
    Tridiagonal tridiagonal = Tridiagonal.of(a);
    double[] d = tridiagonal.diagonal();
    ImplicitQl.run(d, tridiagonal.beside(), null);
    Arrays.sort(d);
    return d;
  }

  private static int checked(DMatrixRMaj a) {
    int n = Shapes.square(a);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        if (!Double.isFinite(a.data[i * n + j])) {
          throw new IllegalArgumentException(
              "entry (" + i + ", " + j + ") of a is " + a.data[i * n + j] + ": must be finite");
        }
      }
    }
    return n;
  }

  /**
   * The order of the matrix.
   *
   * @return n
   */
  public int order() {
    return values.length;
  }

  /**
   * The eigenvalues.
   *
   * @return a copy, ascending
   */
  public double[] values() {
    return values.clone();
  }

  /**
   * The eigenvectors.
   *
   * @return a copy, one in each column, in the order of the eigenvalues
   */
  public DMatrixRMaj vectors() {
    return vectors.copy();
  }

  /**
   * x becomes V x, or V' x.
   *
   * @param transpose whether V' multiplies
   * @param x n numbers
   * @return a new array
   */
  public double[] multiplyVectors(Transpose transpose, double[] x) {
    return Matrices.multiply(transpose, vectors, x);
  }

  /** The vectors themselves, for operators of this package. */
  DMatrixRMaj sharedVectors() {
    return vectors;
  }

  /**
   * The generalised problem A x = w B x with a positive definite B; the eigenvectors satisfy V' B V
   * = I.
   *
   * @param a a symmetric matrix; the part above its diagonal is not read
   * @param b a symmetric positive definite matrix of the same order
   * @return eigenvalues and eigenvectors
   * @throws IndefiniteMatrixException if B is not positive definite
   */
  public static SymmetricEigen generalised(DMatrixRMaj a, DMatrixRMaj b) {
    int n = Shapes.square(a);
    Shapes.same("b", b, n, n);
    Cholesky cholesky = Cholesky.of(b);
    DMatrixRMaj c = a.copy();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        c.data[j * n + i] = c.data[i * n + j];
      }
    }
    cholesky.solveLower(c, Transpose.NO);
    DMatrixRMaj turned = Matrices.transpose(c);
    cholesky.solveLower(turned, Transpose.NO);
    SymmetricEigen eigen = of(turned);
    DMatrixRMaj vectors = eigen.vectors();
    cholesky.solveLower(vectors, Transpose.YES);
    return new SymmetricEigen(eigen.values, vectors);
  }

  @Override
  public String toString() {
    return "SymmetricEigen(order " + values.length + ")";
  }
}
