package dev.hadamard.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A limit of this machine: copying doubles, in each level of the caches and beyond them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CopyBenchmark {
  /** Bytes moved per element: one double read, one written. */
  static final int BYTES = 2 * Double.BYTES;

  /** From the first-level cache to memory. */
  @Param({"1024", "8192", "65536", "524288", "8388608"})
  public int size;

  private double[] from;
  private double[] to;

  /** Makes the arrays. */
  @Setup
  public void fill() {
    from = new double[size];
    to = new double[size];
    Arrays.fill(from, 1);
  }

  /** The copy of the JDK, which is as fast as the machine. */
  @Benchmark
  public double[] ours() {
    System.arraycopy(from, 0, to, 0, size);
    return to;
  }
}
