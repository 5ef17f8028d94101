package dev.hadamard.bench;

import dev.hadamard.kernel.Elementary;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Elementary functions on 4096 doubles: ours, the JDK's vector operators, {@link Math}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@OperationsPerInvocation(ElementaryBenchmark.N)
public class ElementaryBenchmark {
  static final int N = 4096;
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** The function; pow and hypot have two arguments. */
  @Param({"exp", "expm1", "log", "log1p", "log10", "cbrt", "sinh", "cosh", "tanh", "pow", "hypot"})
  public String function;

  private final double[] x = new double[N];
  private final double[] y = new double[N];
  private final double[] z = new double[N];

  /** Fills the arguments: positive ones where the function wants them. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    boolean positive =
        switch (function) {
          case "log", "log1p", "log10", "cbrt", "pow", "hypot" -> true;
          default -> false;
        };
    for (int i = 0; i < N; i++) {
      double value = random.nextDouble() * 20 - 10;
      x[i] = positive ? StrictMath.exp(value) : value;
      y[i] = random.nextDouble() * 2 - 1;
    }
  }

  /** The library's array kernel. */
  @Benchmark
  public double[] ours() {
    switch (function) {
      case "exp" -> Elementary.exp(x, z);
      case "expm1" -> Elementary.expm1(x, z);
      case "log" -> Elementary.log(x, z);
      case "log1p" -> Elementary.log1p(x, z);
      case "log10" -> Elementary.log10(x, z);
      case "cbrt" -> Elementary.cbrt(x, z);
      case "sinh" -> Elementary.sinh(x, z);
      case "cosh" -> Elementary.cosh(x, z);
      case "tanh" -> Elementary.tanh(x, z);
      case "pow" -> Elementary.pow(x, y, z);
      case "hypot" -> Elementary.hypot(x, y, z);
      default -> throw new IllegalStateException(function);
    }
    return z;
  }

  /**
   * The JDK's lanewise operators; each loop names its operator, a parameter would not be folded.
   */
  @Benchmark
  public double[] vectorOperators() {
    switch (function) {
      case "exp" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.EXP).intoArray(z, i);
        }
      }
      case "expm1" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.EXPM1).intoArray(z, i);
        }
      }
      case "log" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.LOG).intoArray(z, i);
        }
      }
      case "log1p" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.LOG1P).intoArray(z, i);
        }
      }
      case "log10" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.LOG10).intoArray(z, i);
        }
      }
      case "cbrt" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.CBRT).intoArray(z, i);
        }
      }
      case "sinh" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.SINH).intoArray(z, i);
        }
      }
      case "cosh" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.COSH).intoArray(z, i);
        }
      }
      case "tanh" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.TANH).intoArray(z, i);
        }
      }
      case "pow" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.POW, load(y, i)).intoArray(z, i);
        }
      }
      case "hypot" -> {
        for (int i = 0; i < N; i += SPECIES.length()) {
          load(x, i).lanewise(VectorOperators.HYPOT, load(y, i)).intoArray(z, i);
        }
      }
      default -> throw new IllegalStateException(function);
    }
    return z;
  }

  private static DoubleVector load(double[] source, int offset) {
    return DoubleVector.fromArray(SPECIES, source, offset);
  }

  /** A loop over {@link Math}. */
  @Benchmark
  public double[] math() {
    switch (function) {
      case "exp" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.exp(x[i]);
        }
      }
      case "expm1" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.expm1(x[i]);
        }
      }
      case "log" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.log(x[i]);
        }
      }
      case "log1p" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.log1p(x[i]);
        }
      }
      case "log10" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.log10(x[i]);
        }
      }
      case "cbrt" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.cbrt(x[i]);
        }
      }
      case "sinh" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.sinh(x[i]);
        }
      }
      case "cosh" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.cosh(x[i]);
        }
      }
      case "tanh" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.tanh(x[i]);
        }
      }
      case "pow" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.pow(x[i], y[i]);
        }
      }
      case "hypot" -> {
        for (int i = 0; i < N; i++) {
          z[i] = Math.hypot(x[i], y[i]);
        }
      }
      default -> throw new IllegalStateException(function);
    }
    return z;
  }
}
