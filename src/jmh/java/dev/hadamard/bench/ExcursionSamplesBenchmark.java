package dev.hadamard.bench;

import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.MaternCorrelation;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Filling an array with excursion times: geometric sums of divisors. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExcursionSamplesBenchmark {
  /** The process. */
  @Param({
    "excursion samples diffusion",
    "excursion samples acceleration",
    "excursion samples matern-2.5"
  })
  public String operation;

  /** Elements of the array. */
  @Param("65536")
  public int size;

  private final PhiloxGenerator random = Streams.of(1).generator();
  private SlepianIiaDistribution law;
  private double[] out;

  /** Makes the law and its tables. */
  @Setup
  public void prepare() {
    String process = operation.substring(operation.lastIndexOf(' ') + 1);
    law =
        SlepianIia.of(
                switch (process) {
                  case "diffusion" -> DiffusionCorrelation.of(2);
                  case "acceleration" -> RandomAccelerationCorrelation.of();
                  default -> MaternCorrelation.of(2.5);
                })
            .excursion();
    out = new double[size];
    law.sample(random, out);
  }

  /** By arrays, through vector kernels. */
  @Benchmark
  public double[] ours() {
    law.sample(random, out);
    return out;
  }

  /** The same times one after the other. */
  @Benchmark
  public double[] oneByOne() {
    for (int i = 0; i < size; i++) {
      out[i] = law.sample(random);
    }
    return out;
  }
}
