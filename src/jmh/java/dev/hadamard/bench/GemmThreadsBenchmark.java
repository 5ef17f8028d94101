package dev.hadamard.bench;

import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Transpose;
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

/** Products of square matrices of doubles on two threads, against one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GemmThreadsBenchmark {
  /** The order of the matrices. */
  @Param({"256", "512", "1024", "2048"})
  public int size;

  private double[] a;
  private double[] b;
  private double[] c;

  /** Makes the matrices. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    a = random.doubles((long) size * size, -1, 1).toArray();
    b = random.doubles((long) size * size, -1, 1).toArray();
    c = new double[size * size];
  }

  /** Two threads. */
  @Benchmark
  public double[] ours() {
    return multiply(Parallelism.of(2));
  }

  /** The same on one. */
  @Benchmark
  public double[] oneThread() {
    return multiply(Parallelism.sequential());
  }

  private double[] multiply(Parallelism parallelism) {
    int n = size;
    Blas3.gemm(parallelism, Transpose.NO, Transpose.NO, n, n, n, 1, a, 0, n, b, 0, n, 0, c, 0, n);
    return c;
  }
}
