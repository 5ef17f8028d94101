package dev.hadamard.bench;

import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Transpose;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Products of square matrices of floats, one thread; OpenBLAS through NumPy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Work(bytes = 16, flops = 2, power = 3)
public class SgemmBenchmark {
  /** The order of the matrices. */
  @Param({"8", "16", "32", "64", "128", "256", "512", "1024"})
  public int size;

  private float[] a;
  private float[] b;
  private float[] c;

  /** Makes the matrices. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    a = new float[size * size];
    b = new float[size * size];
    c = new float[size * size];
    for (int i = 0; i < size * size; i++) {
      a[i] = (float) random.nextDouble(-1, 1);
      b[i] = (float) random.nextDouble(-1, 1);
    }
  }

  /** This library. */
  @Benchmark
  public float[] ours() {
    Blas3.gemm(
        Parallelism.sequential(),
        Transpose.NO,
        Transpose.NO,
        size,
        size,
        size,
        1,
        a,
        0,
        size,
        b,
        0,
        size,
        0,
        c,
        0,
        size);
    return c;
  }

  /** netlib in Java, with the Vector API; by columns, so that the factors change places. */
  @Benchmark
  public float[] netlib() {
    JavaBLAS.getInstance().sgemm("N", "N", size, size, size, 1, b, size, a, size, 0, c, size);
    return c;
  }
}
