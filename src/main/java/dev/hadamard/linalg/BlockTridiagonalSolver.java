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
public final class BlockTridiagonalSolver implements Factorization {
  private final int blocks;
  private final int m;
  private final List<DMatrixRMaj> lower;
  private final Lu[] pivots;

  /** The pivot's inverse times the block above the diagonal. */
  private final DMatrixRMaj[] eliminated;

  private double norm1;

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
    solver.norm1 = norm1(lower, diagonal, upper, m);
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

  private static double norm1(
      List<DMatrixRMaj> lower, List<DMatrixRMaj> diagonal, List<DMatrixRMaj> upper, int m) {
    double largest = 0;
    for (int i = 0; i < diagonal.size(); i++) {
      double[] sums = new double[m];
      ConditionEstimate.addColumnSums(diagonal.get(i), sums);
      if (i > 0) {
        ConditionEstimate.addColumnSums(upper.get(i - 1), sums);
      }
      if (i < lower.size()) {
        ConditionEstimate.addColumnSums(lower.get(i), sums);
      }
      largest = Math.max(largest, ConditionEstimate.largest(sums));
    }
    return largest;
  }

  @Override
  public int order() {
    return blocks * m;
  }

  /** {@inheritDoc} O(N m²). */
  @Override
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

  /**
   * Solves A' x = b. O(N m²).
   *
   * @param b the right-hand side, N m elements
   * @return x
   */
  public double[] solveTranspose(double[] b) {
    Shapes.length("b", b, blocks * m);
    double[] x = b.clone();
    double[] part = new double[m];
    for (int i = 1; i < blocks; i++) {
      System.arraycopy(x, (i - 1) * m, part, 0, m);
      Blas2.gemv(Transpose.YES, m, m, -1, eliminated[i - 1].data, 0, m, part, 0, 1, x, i * m);
    }
    for (int i = blocks - 1; i >= 0; i--) {
      if (i < blocks - 1) {
        Blas2.gemv(Transpose.YES, m, m, -1, lower.get(i).data, 0, m, part, 0, 1, x, i * m);
      }
      System.arraycopy(x, i * m, part, 0, m);
      pivots[i].solveTransposeInPlace(part);
      System.arraycopy(part, 0, x, i * m, m);
    }
    return x;
  }

  /** {@inheritDoc} The sum over the pivot blocks. O(N m). */
  @Override
  public double logAbsDeterminant() {
    double sum = 0;
    for (Lu pivot : pivots) {
      sum += pivot.logAbsDeterminant();
    }
    return sum;
  }

  /**
   * The sign of the determinant.
   *
   * @return 1 or -1
   */
  public int determinantSign() {
    int sign = 1;
    for (Lu pivot : pivots) {
      sign *= pivot.determinantSign();
    }
    return sign;
  }

  /** {@inheritDoc} O(N m²). */
  @Override
  public double conditionEstimate() {
    return norm1 * ConditionEstimate.inverseNorm1Of(order(), this::solve, this::solveTranspose);
  }

  @Override
  public String toString() {
    return "BlockTridiagonalSolver(" + blocks + " blocks of order " + m + ")";
  }
}
