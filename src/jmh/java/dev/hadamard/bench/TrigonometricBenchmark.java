package dev.hadamard.bench;

import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.Trigonometric;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per element on 4096 elements: this library, the JDK's vector math library ({@code
 * VectorOperators}) and {@link Math}. NumPy and SciPy: {@code trigonometric_benchmark.py} beside
 * this file.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TrigonometricBenchmark.N)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class TrigonometricBenchmark {
  static final int N = 4096;
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  private final double[] angles = new double[N];
  private final double[] unit = new double[N];
  private final double[] moderate = new double[N];
  private final double[] probabilities = new double[N];
  private final double[] result = new double[N];
  private final double[] second = new double[N];
  private final float[] singleAngles = new float[N];
  private final float[] singleResult = new float[N];

  /** Angles in [-100, 100], the unit interval, [-3, 3] and probabilities. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < N; i++) {
      angles[i] = random.nextDouble(-100.0, 100.0);
      unit[i] = random.nextDouble(-1.0, 1.0);
      moderate[i] = random.nextDouble(-3.0, 3.0);
      probabilities[i] = random.nextDouble();
      singleAngles[i] = (float) angles[i];
    }
  }

  @Benchmark
  public double[] sin() {
    Trigonometric.sin(angles, result);
    return result;
  }

  @Benchmark
  public double[] sinVectorOperators() {
    for (int i = 0; i < N; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, angles, i).lanewise(VectorOperators.SIN).intoArray(result, i);
    }
    return result;
  }

  @Benchmark
  public double[] sinMath() {
    for (int i = 0; i < N; i++) {
      result[i] = Math.sin(angles[i]);
    }
    return result;
  }

  @Benchmark
  public double[] cos() {
    Trigonometric.cos(angles, result);
    return result;
  }

  @Benchmark
  public double[] cosVectorOperators() {
    for (int i = 0; i < N; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, angles, i).lanewise(VectorOperators.COS).intoArray(result, i);
    }
    return result;
  }

  @Benchmark
  public double[] cosMath() {
    for (int i = 0; i < N; i++) {
      result[i] = Math.cos(angles[i]);
    }
    return result;
  }

  @Benchmark
  public double[] tan() {
    Trigonometric.tan(angles, result);
    return result;
  }

  @Benchmark
  public double[] tanVectorOperators() {
    for (int i = 0; i < N; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, angles, i).lanewise(VectorOperators.TAN).intoArray(result, i);
    }
    return result;
  }

  @Benchmark
  public double[] tanMath() {
    for (int i = 0; i < N; i++) {
      result[i] = Math.tan(angles[i]);
    }
    return result;
  }

  @Benchmark
  public double[] asin() {
    Trigonometric.asin(unit, result);
    return result;
  }

  @Benchmark
  public double[] asinVectorOperators() {
    for (int i = 0; i < N; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, unit, i).lanewise(VectorOperators.ASIN).intoArray(result, i);
    }
    return result;
  }

  @Benchmark
  public double[] asinMath() {
    for (int i = 0; i < N; i++) {
      result[i] = Math.asin(unit[i]);
    }
    return result;
  }

  @Benchmark
  public double[] acos() {
    Trigonometric.acos(unit, result);
    return result;
  }

  @Benchmark
  public double[] acosVectorOperators() {
    for (int i = 0; i < N; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, unit, i).lanewise(VectorOperators.ACOS).intoArray(result, i);
    }
    return result;
  }

  @Benchmark
  public double[] acosMath() {
    for (int i = 0; i < N; i++) {
      result[i] = Math.acos(unit[i]);
    }
    return result;
  }

  @Benchmark
  public double[] atan() {
    Trigonometric.atan(moderate, result);
    return result;
  }

  @Benchmark
  public double[] atanVectorOperators() {
    for (int i = 0; i < N; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, moderate, i)
          .lanewise(VectorOperators.ATAN)
          .intoArray(result, i);
    }
    return result;
  }

  @Benchmark
  public double[] atanMath() {
    for (int i = 0; i < N; i++) {
      result[i] = Math.atan(moderate[i]);
    }
    return result;
  }

  @Benchmark
  public float[] sinFloat() {
    Trigonometric.sin(singleAngles, singleResult);
    return singleResult;
  }

  @Benchmark
  public float[] sinFloatVectorOperators() {
    for (int i = 0; i < N; i += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, singleAngles, i)
          .lanewise(VectorOperators.SIN)
          .intoArray(singleResult, i);
    }
    return singleResult;
  }

  @Benchmark
  public float[] cosFloat() {
    Trigonometric.cos(singleAngles, singleResult);
    return singleResult;
  }

  @Benchmark
  public float[] cosFloatVectorOperators() {
    for (int i = 0; i < N; i += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, singleAngles, i)
          .lanewise(VectorOperators.COS)
          .intoArray(singleResult, i);
    }
    return singleResult;
  }

  @Benchmark
  public double[] sincos() {
    Trigonometric.sincos(angles, result, second);
    return result;
  }

  @Benchmark
  public double[] atan2() {
    Trigonometric.atan2(moderate, unit, result);
    return result;
  }

  @Benchmark
  public double[] atan2VectorOperators() {
    for (int i = 0; i < N; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, moderate, i)
          .lanewise(VectorOperators.ATAN2, DoubleVector.fromArray(SPECIES, unit, i))
          .intoArray(result, i);
    }
    return result;
  }

  @Benchmark
  public double[] erf() {
    SpecialFunctions.erf(moderate, result);
    return result;
  }

  @Benchmark
  public double[] erfc() {
    SpecialFunctions.erfc(moderate, result);
    return result;
  }

  @Benchmark
  public double[] erfcx() {
    SpecialFunctions.erfcx(moderate, result);
    return result;
  }

  @Benchmark
  public double[] normalPdf() {
    SpecialFunctions.normalPdf(moderate, result);
    return result;
  }

  @Benchmark
  public double[] normalCdf() {
    SpecialFunctions.normalCdf(moderate, result);
    return result;
  }

  @Benchmark
  public double[] normalLogCdf() {
    SpecialFunctions.normalLogCdf(moderate, result);
    return result;
  }

  @Benchmark
  public double[] normalQuantile() {
    SpecialFunctions.normalQuantile(probabilities, result);
    return result;
  }

  @Benchmark
  public double[] logGamma() {
    SpecialFunctions.logGamma(probabilities, result);
    return result;
  }

  @Benchmark
  public double[] digamma() {
    SpecialFunctions.digamma(probabilities, result);
    return result;
  }

  @Benchmark
  public double[] besselI0e() {
    SpecialFunctions.besselI0e(moderate, result);
    return result;
  }

  @Benchmark
  public double[] besselI1e() {
    SpecialFunctions.besselI1e(moderate, result);
    return result;
  }
}
