package dev.hadamard.bench;

import dev.hadamard.kernel.Fft;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jtransforms.fft.DoubleFFT_1D;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.visnow.jlargearrays.ConcurrencyUtils;

/** Complex transforms, one thread; each library in its own layout. Zeros stay zeros. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Work(bytes = 32, flops = 5, logarithmic = true)
public class FftBenchmark {
  /** The length. */
  @Param({"256", "1000", "1024", "4096", "16384", "65536", "262144", "1048576"})
  public int size;

  private Fft fft;
  private double[] re;
  private double[] im;
  private DoubleFFT_1D peer;
  private double[] interleaved;

  /** Makes the plans. */
  @Setup
  public void fill() {
    ConcurrencyUtils.setNumberOfThreads(1);
    fft = Fft.of(size);
    re = new double[size];
    im = new double[size];
    peer = new DoubleFFT_1D(size);
    interleaved = new double[2 * size];
    Arrays.fill(re, 0);
  }

  /** This library. */
  @Benchmark
  public double[] ours() {
    fft.forward(re, im);
    return re;
  }

  /** JTransforms. */
  @Benchmark
  public double[] jtransforms() {
    peer.complexForward(interleaved);
    return interleaved;
  }
}
