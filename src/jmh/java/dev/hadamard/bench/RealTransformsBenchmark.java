package dev.hadamard.bench;

import dev.hadamard.kernel.CosineTransform;
import dev.hadamard.kernel.RealFft;
import java.util.concurrent.TimeUnit;
import org.jtransforms.dct.DoubleDCT_1D;
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

/** Fourier and cosine transforms of real numbers, one thread. Zeros stay zeros. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Work(bytes = 16, flops = 2.5, logarithmic = true)
public class RealTransformsBenchmark {
  /** What is timed. */
  @Param({"realFft", "cosineTransform"})
  public String operation;

  /** The length. */
  @Param({"1024", "16384", "262144"})
  public int size;

  private RealFft fft;
  private CosineTransform cosine;
  private double[] x;
  private double[] re;
  private double[] im;
  private DoubleFFT_1D peerFft;
  private DoubleDCT_1D peerCosine;

  /** Makes the plans. */
  @Setup
  public void fill() {
    ConcurrencyUtils.setNumberOfThreads(1);
    fft = RealFft.of(size);
    cosine = CosineTransform.of(size);
    x = new double[size];
    re = new double[fft.coefficients()];
    im = new double[fft.coefficients()];
    peerFft = new DoubleFFT_1D(size);
    peerCosine = new DoubleDCT_1D(size);
  }

  /** This library. */
  @Benchmark
  public double[] ours() {
    if (operation.equals("realFft")) {
      fft.forward(x, re, im);
      return re;
    }
    cosine.cosine(x);
    return x;
  }

  /** JTransforms. */
  @Benchmark
  public double[] jtransforms() {
    if (operation.equals("realFft")) {
      peerFft.realForward(x);
    } else {
      peerCosine.forward(x, false);
    }
    return x;
  }
}
