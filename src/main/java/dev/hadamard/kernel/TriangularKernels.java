package dev.hadamard.kernel;

/** Solves with small triangular matrices of doubles, the leaves of {@link Blas3}'s recursion. */
interface TriangularKernels {
  /**
   * X := T⁻¹ X for an m by m triangle T with entry (i, k) at {@code to + i rowStride + k
   * columnStride}, and rows of X contiguous. Row i is one chain x = fma(-t, x_k, x), in increasing
   * k &lt; i if {@code forward} (T is lower triangular), in increasing k &gt; i otherwise, and is
   * then multiplied by the reciprocal of the diagonal entry, or divided by it where that is 0 or
   * subnormal.
   */
  void solve(
      boolean forward,
      boolean unit,
      int m,
      int n,
      double[] t,
      int to,
      int rowStride,
      int columnStride,
      double[] x,
      int xo,
      int ldx);
}
