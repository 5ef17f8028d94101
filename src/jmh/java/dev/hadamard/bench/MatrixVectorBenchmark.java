package dev.hadamard.bench;

import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.kernel.Triangle;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Square matrices times vectors, in the caches and beyond them, one thread; OpenBLAS through NumPy.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Work(operation = "gemv", bytes = 8, flops = 2, power = 2)
@Work(operation = "gemvTransposed", bytes = 8, flops = 2, power = 2)
@Work(operation = "symv", bytes = 4, flops = 2, power = 2)
@Work(operation = "ger", bytes = 16, flops = 2, power = 2)
@Work(operation = "gramMultiply", bytes = 8, flops = 4, power = 2)
@Work(operation = "transpose", bytes = 16, flops = 0, power = 2)
public class MatrixVectorBenchmark {
  /** What is computed. */
  @Param({"gemv", "gemvTransposed", "symv", "ger", "gramMultiply", "transpose"})
  public String operation;

  /** The order of the matrix: 8 kB, 512 kB, 8 MB, 128 MB. */
  @Param({"32", "256", "1024", "4096"})
  public int size;

  private DMatrixRMaj a;
  private DMatrixRMaj b;
  private DMatrixRMaj x;
  private DMatrixRMaj y;
  private DMatrixRMaj z;

  /** Makes matrix and vectors. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    a = new DMatrixRMaj(size, size);
    b = new DMatrixRMaj(size, size);
    x = new DMatrixRMaj(size, 1);
    y = new DMatrixRMaj(size, 1);
    z = new DMatrixRMaj(size, 1);
    a.data = random.doubles((long) size * size, -1, 1).toArray();
    x.data = random.doubles(size, -1, 1).toArray();
    z.data = random.doubles(size, -1, 1).toArray();
  }

  /** This library. */
  @Benchmark
  public double[] ours() {
    int n = size;
    switch (operation) {
      case "gemv" -> Blas2.gemv(Transpose.NO, n, n, 1, a.data, 0, n, x.data, 0, 0, y.data, 0);
      case "gemvTransposed" ->
          Blas2.gemv(Transpose.YES, n, n, 1, a.data, 0, n, x.data, 0, 0, y.data, 0);
      case "symv" -> Blas2.symv(Triangle.LOWER, n, 1, a.data, 0, n, x.data, 0, 0, y.data, 0);
      case "ger" -> Blas2.ger(n, n, 1e-9, x.data, 0, z.data, 0, a.data, 0, n);
      case "gramMultiply" -> Blas2.gramMultiply(n, n, 1, a.data, 0, n, x.data, 0, y.data, 0);
      case "transpose" -> Blas2.transpose(n, n, a.data, 0, n, b.data, 0, n);
      default -> throw new IllegalStateException(operation);
    }
    return y.data;
  }

  /** EJML; A'(A x) as two products. */
  @Benchmark
  public double[] ejml() {
    switch (operation) {
      case "gemv", "symv" -> CommonOps_DDRM.mult(a, x, y);
      case "gemvTransposed" -> CommonOps_DDRM.multTransA(a, x, y);
      case "ger" -> VectorVectorMult_DDRM.rank1Update(1e-9, a, x, z);
      case "gramMultiply" -> {
        CommonOps_DDRM.mult(a, x, z);
        CommonOps_DDRM.multTransA(a, z, y);
      }
      case "transpose" -> CommonOps_DDRM.transpose(a, b);
      default -> throw new IllegalStateException(operation);
    }
    return y.data;
  }
}
