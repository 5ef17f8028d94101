package dev.hadamard.bench;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.RenewalSolver;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A renewal equation on a grid by Newton's reciprocal of a power series, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RenewalBenchmark {
  /** The range of times. */
  private static final double END = 400;

  /** The name of the operation, as in the script for NumPy. */
  @Param("renewal equation")
  public String operation;

  /** Steps of the grid. */
  @Param({"65536", "1048576"})
  public int size;

  private double[] source;
  private double[] kernel;

  /** Samples E and g/2 of diffusion in two dimensions. */
  @Setup
  public void prepare() {
    CorrelationModel model = DiffusionCorrelation.of(2);
    source = new double[size + 1];
    kernel = new double[size + 1];
    for (int i = 0; i <= size; i++) {
      source[i] = model.slepianMean(END * i / size);
      kernel[i] = model.slepianMeanDensity(END * i / size) / 2;
    }
  }

  /** By Fourier transforms. */
  @Benchmark
  public double[] ours() {
    return RenewalSolver.fast(source, kernel, END / size);
  }
}
