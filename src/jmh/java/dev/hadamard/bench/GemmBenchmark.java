package dev.hadamard.bench;

import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Transpose;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Products of square matrices of doubles, one thread; OpenBLAS through NumPy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Work(bytes = 32, flops = 2, power = 3)
public class GemmBenchmark {
  /** The order of the matrices. */
  @Param({"8", "16", "32", "64", "128", "256", "512", "1024"})
  public int size;

  private DMatrixRMaj a;
  private DMatrixRMaj b;
  private DMatrixRMaj c;

  /** Makes the matrices. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    a = new DMatrixRMaj(size, size);
    b = new DMatrixRMaj(size, size);
    c = new DMatrixRMaj(size, size);
    for (int i = 0; i < size * size; i++) {
      a.data[i] = random.nextDouble(-1, 1);
      b.data[i] = random.nextDouble(-1, 1);
    }
  }

  /** This library. */
  @Benchmark
  public double[] ours() {
    Blas3.gemm(
        Parallelism.sequential(),
        Transpose.NO,
        Transpose.NO,
        size,
        size,
        size,
        1,
        a.data,
        0,
        size,
        b.data,
        0,
        size,
        0,
        c.data,
        0,
        size);
    return c.data;
  }

  /** EJML. */
  @Benchmark
  public DMatrixRMaj ejml() {
    CommonOps_DDRM.mult(a, b, c);
    return c;
  }
}
