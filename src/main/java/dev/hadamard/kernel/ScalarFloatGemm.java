package dev.hadamard.kernel;

import java.util.Arrays;

/** The scalar twin: the definition of matrix products of floats. */
final class ScalarFloatGemm implements FloatGemmKernels {
  @Override
  public void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      boolean zero,
      float[] c,
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
        float factor = alpha * a[ao + (transposeA ? i : i * lda) + p * stepA];
        int from = bo + (transposeB ? p : p * ldb);
        for (int j = 0; j < n; j++) {
          c[row + j] = Math.fma(factor, b[from + j * stepB], c[row + j]);
        }
      }
    }
  }
}
