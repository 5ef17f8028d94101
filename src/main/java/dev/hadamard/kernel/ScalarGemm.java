package dev.hadamard.kernel;

import java.util.Arrays;

/** The scalar twin: the definition of matrix products of doubles. */
final class ScalarGemm implements GemmKernels {
  @Override
  public void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      boolean zero,
      double[] c,
      int co,
      int ldc) {
    int stepA = transposeA ? lda : 1;
    int stepB = transposeB ? ldb : 1;
    for (int i = 0; i < m; i++) {
      int row = co + i * ldc;
      if (zero) {
        Arrays.fill(c, row, row + n, 0);
      }
      for (int p = 0; p < k; p++) {
        double factor = alpha * a[ao + (transposeA ? i : i * lda) + p * stepA];
        int from = bo + (transposeB ? p : p * ldb);
        for (int j = 0; j < n; j++) {
          c[row + j] = Math.fma(factor, b[from + j * stepB], c[row + j]);
        }
      }
    }
  }
}
