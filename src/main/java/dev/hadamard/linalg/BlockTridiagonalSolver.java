package dev.hadamard.linalg;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Transpose;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * A factored block tridiagonal matrix, by block elimination with partial pivoting inside the
 * blocks: stable for block diagonally dominant and for symmetric positive definite matrices. O(N
 * m³) to factor N blocks of order m, O(N m²) to solve.
 */
public final class BlockTridiagonalSolver {
  private final int blocks;
  private final int m;
  private final List<DMatrixRMaj> lower;
  private final Lu[] pivots;

  /** The pivot's inverse times the block above the diagonal. */
  private final DMatrixRMaj[] eliminated;

  private BlockTridiagonalSolver(List<DMatrixRMaj> lower, int blocks, int m) {
    this.blocks = blocks;
    this.m = m;
    this.lower = lower;
    this.pivots = new Lu[blocks];
    this.eliminated = new DMatrixRMaj[blocks];
  }

  /**
   * Factors a block tridiagonal matrix.
   *
   * @param lower the N - 1 blocks below the diagonal
   * @param diagonal the N blocks on the diagonal, at least one
   * @param upper the N - 1 blocks above the diagonal
   * @return its factorisation; the blocks are copied
   * @throws IllegalArgumentException if the blocks are not all square and of one order
   * @throws SingularMatrixException if a pivot block is singular; its pivot's index counts within
   *     the whole matrix
   */
  public static BlockTridiagonalSolver of(
      List<DMatrixRMaj> lower, List<DMatrixRMaj> diagonal, List<DMatrixRMaj> upper) {
    int blocks = diagonal.size();
    if (blocks == 0 || lower.size() != blocks - 1 || upper.size() != blocks - 1) {
      throw new IllegalArgumentException(
          "lower, diagonal and upper have "
              + lower.size()
              + ", "
              + blocks
              + " and "
              + upper.size()
              + " blocks: must have N - 1, N and N - 1, N at least 1");
    }
    int m = diagonal.getFirst().numRows;
    diagonal.forEach(block -> Shapes.same("a block of diagonal", block, m, m));
    lower.forEach(block -> Shapes.same("a block of lower", block, m, m));
    upper.forEach(block -> Shapes.same("a block of upper", block, m, m));
    List<DMatrixRMaj> below = lower.stream().map(DMatrixRMaj::copy).toList();
    BlockTridiagonalSolver solver = new BlockTridiagonalSolver(below, blocks, m);
    for (int i = 0; i < blocks; i++) {
      DMatrixRMaj pivot = diagonal.get(i).copy();
      if (i > 0) {
        Matrices.multiplyAdd(-1, below.get(i - 1), solver.eliminated[i - 1], 1, pivot);
      }
      try {
        solver.pivots[i] = Lu.inPlace(pivot);
      } catch (SingularMatrixException e) {
        throw (SingularMatrixException)
            new SingularMatrixException(i * m + e.pivot(), e.value()).initCause(e);
      }
      if (i < blocks - 1) {
        solver.eliminated[i] = new DMatrixRMaj(m, m);
        solver.pivots[i].solve(upper.get(i), solver.eliminated[i]);
      }
    }
    return solver;
  }

  /**
   * Solves A x = b.
   *
   * @param b the right-hand side, N m elements
   * @return x
   */
  public double[] solve(double[] b) {
    Shapes.length("b", b, blocks * m);
    double[] x = b.clone();
    double[] part = new double[m];
    for (int i = 0; i < blocks; i++) {
      if (i > 0) {
        Blas2.gemv(Transpose.NO, m, m, -1, lower.get(i - 1).data, 0, m, part, 0, 1, x, i * m);
      }
      System.arraycopy(x, i * m, part, 0, m);
      pivots[i].solveInPlace(part);
      System.arraycopy(part, 0, x, i * m, m);
    }
    for (int i = blocks - 2; i >= 0; i--) {
      Blas2.gemv(Transpose.NO, m, m, -1, eliminated[i].data, 0, m, part, 0, 1, x, i * m);
      System.arraycopy(x, i * m, part, 0, m);
    }
    return x;
  }

  @Override
  public String toString() {
    return "BlockTridiagonalSolver(" + blocks + " blocks of order " + m + ")";
  }
}
