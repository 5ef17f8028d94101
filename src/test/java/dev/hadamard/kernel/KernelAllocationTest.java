package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.KroneckerProduct;
import dev.hadamard.linalg.Lu;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import dev.hadamard.testing.Allocation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * Nothing but a small object is allocated in steady state: once compiled, no array and no vector
 * that escaped to the heap.
 */
class KernelAllocationTest {
  /** The object of a loop body, say; vectors of 40 bytes or more come in hundreds. */
  private static final long SMALL = 64;

  private static final int N = 200;

  @Test
  void steadyStateAllocatesNothing() {
    SplittableRandom random = new SplittableRandom(1);
    double[] a = random.doubles((long) N * N, -1, 1).toArray();
    double[] b = random.doubles((long) N * N, -1, 1).toArray();
    double[] c = new double[N * N];
    float[] fa = new float[N * N];
    float[] fb = new float[N * N];
    float[] fc = new float[N * N];
    double[] x = random.doubles(4096, -1, 1).toArray();
    double[] y = new double[4096];
    double[] tall = new double[2053 * 1024];
    double[] small = random.doubles(64L * 40, -1, 1).toArray();
    double[] product = new double[64 * 40];
    Parallelism one = Parallelism.sequential();
    Fft powerOfTwo = Fft.of(4096);
    Fft prime = Fft.of(1009);
    RealFft real = RealFft.of(2048);
    // Zeros stay zeros.
    double[] re = new double[4096];
    double[] im = new double[4096];
    double[] row = new double[2048];
    PhiloxGenerator generator = Streams.of(1).generator();

    Map<String, Runnable> cases = new LinkedHashMap<>();
    Transpose no = Transpose.NO;
    cases.put("gemm 200", () -> Blas3.gemm(one, no, no, N, N, N, 1, a, 0, N, b, 0, N, 0, c, 0, N));
    cases.put(
        "gemm, few columns",
        () -> Blas3.gemm(one, no, no, N, 16, N, 1, a, 0, N, b, 0, N, 0, c, 0, N));
    cases.put(
        "gemm 20", () -> Blas3.gemm(one, no, no, 20, 20, 20, 1, a, 0, N, b, 0, N, 0, c, 0, N));
    cases.put(
        "sgemm 200", () -> Blas3.gemm(one, no, no, N, N, N, 1, fa, 0, N, fb, 0, N, 0, fc, 0, N));
    cases.put("gemv", () -> Blas2.gemv(no, N, N, 1, a, 0, N, x, 0, 0, y, 0));
    cases.put("gemv transposed", () -> Blas2.gemv(Transpose.YES, N, N, 1, a, 0, N, x, 0, 0, y, 0));
    cases.put("symv", () -> Blas2.symv(Triangle.LOWER, N, 1, a, 0, N, x, 0, 0, y, 0));
    cases.put("gramMultiply", () -> Blas2.gramMultiply(N, N, 1, a, 0, N, x, 0, y, 0));
    cases.put("ger", () -> Blas2.ger(N, N, 1e-9, x, 0, y, 0, c, 0, N));
    cases.put("dot", () -> y[0] = Reductions.dot(x, y));
    // Arrays that end within a vector.
    double[] odd = random.doubles(11, -1, 1).toArray();
    float[] fOdd = new float[11];
    cases.put("dot of 11", () -> y[0] = Reductions.dot(odd, odd));
    cases.put("sum of 11", () -> y[0] = Reductions.sum(odd));
    cases.put("sdot of 11", () -> y[0] = Reductions.dot(fOdd, fOdd));
    cases.put(
        "gramMultiply 2053 by 1024",
        () -> Blas2.gramMultiply(2053, 1024, 1, tall, 0, 1024, x, 0, y, 0));
    cases.put("axpy", () -> Blas1.axpy(1e-9, x, y));
    cases.put("select", () -> Selections.select(x, 0, x, 0, y, 0, y, 0, x.length));
    cases.put("softThreshold", () -> Selections.softThreshold(x, 0, x, 0, y, 0, x.length));
    cases.put("exp", () -> Elementary.exp(x, y));
    cases.put("sin", () -> Trigonometric.sin(x, y));
    cases.put("fft 4096", () -> powerOfTwo.forward(re, im));
    cases.put("fft 1009", () -> prime.forward(re, 0, im, 0));
    cases.put("batch of gemm", () -> BatchedSmall.gemm(40, 8, 8, 8, small, small, product));
    cases.put("batch of cholesky", () -> BatchedSmall.cholesky(40, 8, small));
    float[] fSmall = new float[small.length];
    Arrays.fill(fSmall, 1);
    float[] fProduct = new float[product.length];
    cases.put(
        "batch of gemm, single precision",
        () -> BatchedSmall.gemm(40, 8, 8, 8, fSmall, fSmall, fProduct));
    cases.put("uniform", () -> generator.fillUniform(y));
    cases.put("normal", () -> generator.fillNormal(y));
    cases.put("normal, single precision", () -> generator.fillNormal(fc));
    cases.put("log", () -> Elementary.log(x, y));
    cases.put("tanh", () -> Elementary.tanh(x, y));
    cases.put("sigmoid", () -> Elementary.sigmoid(x, y));
    cases.put("tan", () -> Trigonometric.tan(x, y));
    cases.put("atan", () -> Trigonometric.atan(x, y));
    cases.put("erf", () -> SpecialFunctions.erf(x, y));
    cases.put("normalCdf", () -> SpecialFunctions.normalCdf(x, y));
    cases.put("besselI0e", () -> SpecialFunctions.besselI0e(x, y));
    cases.put("exp, single precision", () -> Elementary.exp(fa, fc));
    cases.put("tanh, single precision", () -> Elementary.tanh(fa, fc));
    cases.put("syrk", () -> Blas3.syrk(Triangle.LOWER, no, N, N, 1, a, 0, N, 0, c, 0, N));
    cases.put("real fft", () -> real.forward(row, re, im));
    // Triangular and diagonally dominant, so that values stay within bounds.
    double[] triangle = a.clone();
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        triangle[i * N + j] *= 0.5 / N;
      }
      triangle[i * N + i] = 1;
    }
    Diagonal unit = Diagonal.STORED;
    Triangle lower = Triangle.LOWER;
    cases.put(
        "trsm", () -> Blas3.trsm(Side.LEFT, lower, no, unit, N, N, 1, triangle, 0, N, b, 0, N));
    cases.put(
        "trmm", () -> Blas3.trmm(Side.RIGHT, lower, no, unit, N, N, 1, triangle, 0, N, b, 0, N));
    cases.put("trsv", () -> Blas2.trsv(lower, no, unit, N, triangle, 0, N, x, 0));
    cases.put("trmv", () -> Blas2.trmv(lower, no, unit, N, triangle, 0, N, x, 0));
    FftGrid grid = FftGrid.of(16, 16, 16);
    cases.put("fft grid", () -> grid.forward(re, im));
    CosineTransform cosine = CosineTransform.of(2048);
    cases.put("cosine transform", () -> cosine.cosine(row));
    DMatrixRMaj dominant = new DMatrixRMaj(N, N);
    for (int i = 0; i < N * N; i++) {
      dominant.data[i] = i % (N + 1) == 0 ? 2 * N : (i / N + i % N) % 7 * 0.25;
    }
    double[] right = random.doubles(N, -1, 1).toArray();
    Cholesky cholesky = Cholesky.of(dominant);
    Lu lu = Lu.of(dominant);
    cases.put("solve by Cholesky", () -> cholesky.solveInPlace(right));
    cases.put("solve by LU", () -> lu.solveInPlace(right));
    DMatrixRMaj factor = new DMatrixRMaj(16, 16, true, Arrays.copyOf(a, 256));
    KroneckerProduct product3 = KroneckerProduct.of(factor, factor, factor);
    cases.put("Kronecker product", () -> product3.apply(x, y));
    assertAll(
        cases.entrySet().stream()
            .map(
                operation ->
                    () ->
                        assertEquals(
                            0,
                            Allocation.inSteadyState(operation.getValue(), SMALL),
                            operation.getKey())));
  }

  /** Whatever the program did before: loops compiled for short arrays must serve long ones. */
  @Test
  void everyElementwiseFunctionAllocatesNothing() {
    SplittableRandom random = new SplittableRandom(1);
    double[] x = new double[1024];
    double[] y = new double[1024];
    float[] singleX = new float[1024];
    float[] singleY = new float[1024];
    for (int k = 0; k < 20_000; k++) {
      int n = k % 300 == 0 ? 16 : 3;
      Elementary.exp(x, 0, y, 0, n);
      Elementary.log(x, 0, y, 0, n);
      Elementary.cosh(x, 0, y, 0, n);
      for (ElementwiseFunctions.Function f : ElementwiseFunctions.all()) {
        f.loop().apply(x, 0, y, 0, n);
        f.singleLoop().apply(singleX, 0, singleY, 0, n);
      }
    }
    Map<String, Runnable> elementary =
        Map.of(
            "exp", () -> Elementary.exp(x, y),
            "log", () -> Elementary.log(x, y),
            "cosh", () -> Elementary.cosh(x, y));
    Arrays.fill(x, 0.5);
    elementary.forEach((name, run) -> assertEquals(0, Allocation.inSteadyState(run, SMALL), name));
    for (ElementwiseFunctions.Function f : ElementwiseFunctions.all()) {
      for (int i = 0; i < 1024; i++) {
        x[i] = random.nextDouble(Math.max(f.low(), -20), Math.min(f.high(), 20));
        singleX[i] = (float) x[i];
      }
      long bytes = Allocation.inSteadyState(() -> f.loop().apply(x, 0, y, 0, 1024), SMALL);
      assertEquals(0, bytes, f.name());
      bytes =
          Allocation.inSteadyState(() -> f.singleLoop().apply(singleX, 0, singleY, 0, 1024), SMALL);
      assertEquals(0, bytes, f.name() + ", single precision");
    }
  }
}
