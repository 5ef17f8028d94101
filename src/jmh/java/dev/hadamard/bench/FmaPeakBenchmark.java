package dev.hadamard.bench;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A limit of this machine: fused multiply-adds of vectors that never leave the registers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FmaPeakBenchmark {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  private static final int ROUNDS = 1000;

  /** Enough independent sums to hide the latency of a multiply-add. */
  private static final int SUMS = 12;

  /** A field, lest the compiler compute the sums beforehand; below 1, lest they overflow. */
  private double factor = 0.5;

  /** The floating-point operations of one call. */
  static double flops() {
    return 2.0 * ROUNDS * SUMS * SPECIES.length();
  }

  /** Independent sums, written out so that each has its register. */
  @Benchmark
  public double ours() {
    DoubleVector x = DoubleVector.broadcast(SPECIES, factor);
    DoubleVector s0 = x;
    DoubleVector s1 = x.add(1);
    DoubleVector s2 = x.add(2);
    DoubleVector s3 = x.add(3);
    DoubleVector s4 = x.add(4);
    DoubleVector s5 = x.add(5);
    DoubleVector s6 = x.add(6);
    DoubleVector s7 = x.add(7);
    DoubleVector s8 = x.add(8);
    DoubleVector s9 = x.add(9);
    DoubleVector s10 = x.add(10);
    DoubleVector s11 = x.add(11);
    for (int i = 0; i < ROUNDS; i++) {
      s0 = s0.fma(x, x);
      s1 = s1.fma(x, x);
      s2 = s2.fma(x, x);
      s3 = s3.fma(x, x);
      s4 = s4.fma(x, x);
      s5 = s5.fma(x, x);
      s6 = s6.fma(x, x);
      s7 = s7.fma(x, x);
      s8 = s8.fma(x, x);
      s9 = s9.fma(x, x);
      s10 = s10.fma(x, x);
      s11 = s11.fma(x, x);
    }
    DoubleVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    return low.add(s6).add(s7).add(s8).add(s9).add(s10).add(s11).lane(0);
  }
}
