package dev.hadamard.golden;

import dev.hadamard.kernel.BatchedSmall;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Diagonal;
import dev.hadamard.kernel.MatrixProducts;
import dev.hadamard.kernel.Side;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Golden bits of the level 2 and 3 operations. */
final class BlasGolden implements GoldenCases {
  @Override
  public void record(GoldenBits bits) {
    for (int n : new int[] {7, 65, 150, 290}) {
      double[] a = matrix(n, 1);
      double[] b = matrix(n, 2);
      float[] fa = GoldenArguments.toFloats(a);
      float[] fb = GoldenArguments.toFloats(b);
      for (Transpose ta : Transpose.values()) {
        for (Transpose tb : Transpose.values()) {
          double[] c = matrix(n, 3);
          float[] fc = GoldenArguments.toFloats(c);
          Blas3.gemm(ta, tb, n, n - 1, n - 2, 0.7, a, 1, n, b, 1, n, -0.3, c, 1, n);
          Blas3.gemm(ta, tb, n, n - 1, n - 2, 0.7f, fa, 1, n, fb, 1, n, -0.3f, fc, 1, n);
          String parameters = "n=" + n + " " + ta + " " + tb;
          bits.add("gemm", parameters, c);
          if (n > 13) {
            double[] few = matrix(n, 4);
            Blas3.gemm(ta, tb, n, 13, n - 2, 1, a, 1, n, b, 1, n, 1, few, 1, n);
            bits.add("gemm, few columns", parameters, few);
          }
          bits.add("gemm float", parameters, fc);
        }
      }
      for (Triangle triangle : Triangle.values()) {
        for (Transpose transpose : Transpose.values()) {
          String parameters = "n=" + n + " " + triangle + " " + transpose;
          double[] c = matrix(n, 3);
          Blas3.syrk(triangle, transpose, n, n, 1.3, a, 0, n, 0.5, c, 0, n);
          Blas3.syr2k(triangle, transpose, n, n, 1.3, a, 0, n, b, 0, n, 0.5, c, 0, n);
          for (Side side : Side.values()) {
            Blas3.trsm(side, triangle, transpose, Diagonal.STORED, n, n, 1.3, a, 0, n, c, 0, n);
            Blas3.trmm(side, triangle, transpose, Diagonal.UNIT, n, n, 1.3, a, 0, n, c, 0, n);
            Blas3.symm(side, triangle, n, n, 1.3, a, 0, n, b, 0, n, 0.5, c, 0, n);
          }
          bits.add("level3", parameters, c);
          float[] fc = GoldenArguments.toFloats(matrix(n, 3));
          Blas3.trsm(
              Side.LEFT, triangle, transpose, Diagonal.STORED, n, n, 1.3f, fa, 0, n, fc, 0, n);
          Blas3.syrk(triangle, transpose, n, n, 1.3f, fa, 0, n, 0.5f, fc, 0, n);
          Blas3.syr2k(triangle, transpose, n, n, 1.3f, fa, 0, n, fb, 0, n, 0.5f, fc, 0, n);
          Blas3.trmm(
              Side.RIGHT, triangle, transpose, Diagonal.UNIT, n, n, 1.3f, fa, 0, n, fc, 0, n);
          Blas3.symm(Side.LEFT, triangle, n, n, 1.3f, fa, 0, n, fb, 0, n, 0.5f, fc, 0, n);
          bits.add("level3 float", parameters, fc);
          double[] x = GoldenArguments.symmetric(1);
          double[] y = GoldenArguments.reversed(x);
          Blas2.gemv(transpose, n, n, 0.7, a, 0, n, x, 0, 0.3, y, 0);
          Blas2.symv(triangle, n, 0.7, a, 0, n, y, 0, 0.3, x, 0);
          Blas2.trmv(triangle, transpose, Diagonal.STORED, n, a, 0, n, x, 0);
          Blas2.trsv(triangle, transpose, Diagonal.STORED, n, a, 0, n, y, 0);
          Blas2.gramMultiply(n, n, 0.1, b, 0, n, y, 0, x, 0);
          Blas2.rotate(0.6, 0.8, x, 0, y, 0, n);
          double[] updated = a.clone();
          Blas2.ger(n, n, 0.2, x, 0, y, 0, updated, 0, n);
          bits.add("level2", parameters, updated);
          float[] fx = GoldenArguments.toFloats(GoldenArguments.symmetric(1));
          float[] fy = GoldenArguments.toFloats(GoldenArguments.reversed(x));
          Blas2.gemv(transpose, n, n, 0.7f, fa, 0, n, fx, 0, 0.3f, fy, 0);
          Blas2.symv(triangle, n, 0.7f, fa, 0, n, fy, 0, 0.3f, fx, 0);
          Blas2.trsv(triangle, transpose, Diagonal.STORED, n, fa, 0, n, fy, 0);
          float[] fUpdated = fa.clone();
          Blas2.ger(n, n, 0.2f, fx, 0, fy, 0, fUpdated, 0, n);
          bits.add("level2 float", parameters, fUpdated);
        }
      }
    }
    double[] batch = new double[5 * 5 * 37];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = i < 37 * 25 && i / 37 % 6 == 0 ? 3 + i % 37 : 1.0 / (1 + i % 7);
    }
    double[] before = batch.clone();
    BatchedSmall.cholesky(37, 5, batch);
    bits.add("batchedCholesky", "37 5", batch);
    double[] solved = Arrays.copyOf(GoldenArguments.symmetric(1), 37 * 5);
    BatchedSmall.solve(37, 5, batch, solved);
    bits.add("batchedSolve", "37 5", solved);
    double[] bands = Arrays.copyOf(matrix(60, 6), 3 * 37 * 9);
    double[] diagonal = new double[37 * 9];
    Arrays.fill(diagonal, 2.5);
    double[] through = Arrays.copyOf(bands, 37 * 9);
    BatchedSmall.tridiagonal(
        37,
        9,
        Arrays.copyOfRange(bands, 37 * 9, 2 * 37 * 9),
        diagonal,
        Arrays.copyOfRange(bands, 2 * 37 * 9, 3 * 37 * 9),
        through);
    bits.add("batchedTridiagonal", "37 9", through);
    for (int n : new int[] {5, 9}) {
      double[] left = Arrays.copyOf(matrix(60, 4), 37 * n * n);
      double[] right = Arrays.copyOf(matrix(60, 5), 37 * n * n);
      double[] out = new double[37 * n * n];
      BatchedSmall.gemm(37, n, n, n, left, right, out);
      bits.add("batchedGemm", "37 " + n, out);
      float[] single = new float[out.length];
      BatchedSmall.gemm(
          37, n, n, n, GoldenArguments.toFloats(left), GoldenArguments.toFloats(right), single);
      bits.add("batchedGemm float", "37 " + n, single);
    }
    float[] single = GoldenArguments.toFloats(before);
    BatchedSmall.cholesky(37, 5, single);
    bits.add("batchedCholesky float", "37 5", single);
    float[] singleSolved =
        GoldenArguments.toFloats(Arrays.copyOf(GoldenArguments.symmetric(1), 37 * 5));
    BatchedSmall.solve(37, 5, single, singleSolved);
    bits.add("batchedSolve float", "37 5", singleSolved);
    float[] singleBands = GoldenArguments.toFloats(bands);
    float[] pivots = new float[37 * 9];
    Arrays.fill(pivots, 2.5f);
    float[] singleThrough = Arrays.copyOf(singleBands, 37 * 9);
    BatchedSmall.tridiagonal(
        37,
        9,
        Arrays.copyOfRange(singleBands, 37 * 9, 2 * 37 * 9),
        pivots,
        Arrays.copyOfRange(singleBands, 2 * 37 * 9, 3 * 37 * 9),
        singleThrough);
    bits.add("batchedTridiagonal float", "37 9", singleThrough);
    double[] a = matrix(20, 1);
    double[] b = matrix(15, 2);
    double[] c = new double[300 * 300];
    MatrixProducts.kronecker(20, 20, 15, 15, a, b, c);
    bits.add("kronecker", "20 15", c);
    double[] product = new double[15 * 15];
    MatrixProducts.hadamard(15, 15, a, 0, 20, b, 0, 15, product, 0, 15);
    bits.add("hadamard", "15", product);
    double[] d = new double[20 * 15 * 15];
    MatrixProducts.khatriRao(20, 15, 15, a, b, d);
    bits.add("khatriRao", "20 15", d);
  }

  /** A row more than asked, and a diagonal that keeps triangular solves tame. */
  private static double[] matrix(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] a = new double[n * (n + 1)];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextDouble(-1, 1) + (i < n * n && i % (n + 1) == 0 ? n / 3.0 : 0);
    }
    return a;
  }
}
