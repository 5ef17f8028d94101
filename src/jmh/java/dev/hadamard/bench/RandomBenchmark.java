package dev.hadamard.bench;

import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Filling an array with random numbers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RandomBenchmark {
  /** The distribution. */
  @Param({"uniform", "normal"})
  public String operation;

  /** Elements of the array. */
  @Param("65536")
  public int size;

  private final PhiloxGenerator ours = Streams.of(1).generator();
  private final RandomGenerator xoshiro = RandomGenerator.of("Xoshiro256PlusPlus");
  private final Random random = new Random(1);
  private final UniformRandomProvider commons = RandomSource.XO_SHI_RO_256_PP.create(1L);
  private final ContinuousSampler ziggurat = ZigguratSampler.NormalizedGaussian.of(commons);
  private double[] out = new double[0];

  private double[] out() {
    if (out.length != size) {
      out = new double[size];
    }
    return out;
  }

  private boolean normal() {
    return operation.equals("normal");
  }

  /** The fills of the library. */
  @Benchmark
  public double[] ours() {
    double[] x = out();
    if (normal()) {
      ours.fillNormal(x);
    } else {
      ours.fillUniform(x);
    }
    return x;
  }

  /** The generator of java.util.random that is fastest, its ziggurat for normal numbers. */
  @Benchmark
  public double[] jdkXoshiro() {
    double[] x = out();
    for (int i = 0; i < size; i++) {
      x[i] = normal() ? xoshiro.nextGaussian() : xoshiro.nextDouble();
    }
    return x;
  }

  /** The generator of java.util. */
  @Benchmark
  public double[] jdkRandom() {
    double[] x = out();
    for (int i = 0; i < size; i++) {
      x[i] = normal() ? random.nextGaussian() : random.nextDouble();
    }
    return x;
  }

  /** Commons RNG, its ziggurat for normal numbers. */
  @Benchmark
  public double[] commonsRng() {
    double[] x = out();
    for (int i = 0; i < size; i++) {
      x[i] = normal() ? ziggurat.sample() : commons.nextDouble();
    }
    return x;
  }
}
