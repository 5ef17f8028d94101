package dev.hadamard.bench;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.Trigonometric;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Functions applied to arrays. Arguments are uniform in [-10, 10], for logarithms and the like e to
 * that power, for arc functions in (-1, 1), for quantiles in (0, 1); NumPy gets the same.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ElementaryBenchmark {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** The function. */
  @Param({
    "exp",
    "expm1",
    "log",
    "log1p",
    "log10",
    "cbrt",
    "sinh",
    "cosh",
    "tanh",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "exp2",
    "log2",
    "sigmoid",
    "erf",
    "normalCdf",
    "normalQuantile",
    "logGamma"
  })
  public String operation;

  /** Elements of the array. */
  @Param("4096")
  public int size;

  private double[] x;
  private double[] y;

  /** Makes the arguments. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    x = new double[size];
    y = new double[size];
    for (int i = 0; i < size; i++) {
      double u = random.nextDouble(-10, 10);
      x[i] =
          switch (operation) {
            case "log", "log2", "log10", "log1p", "cbrt", "logGamma" -> StrictMath.exp(u);
            case "asin", "acos" -> u / 10;
            case "normalQuantile" -> 0.5 + u / 20;
            default -> u;
          };
    }
  }

  /** The kernel of the library. */
  @Benchmark
  public double[] ours() {
    switch (operation) {
      case "exp" -> Elementary.exp(x, y);
      case "expm1" -> Elementary.expm1(x, y);
      case "log" -> Elementary.log(x, y);
      case "log1p" -> Elementary.log1p(x, y);
      case "log10" -> Elementary.log10(x, y);
      case "cbrt" -> Elementary.cbrt(x, y);
      case "sinh" -> Elementary.sinh(x, y);
      case "cosh" -> Elementary.cosh(x, y);
      case "tanh" -> Elementary.tanh(x, y);
      case "sin" -> Trigonometric.sin(x, y);
      case "cos" -> Trigonometric.cos(x, y);
      case "tan" -> Trigonometric.tan(x, y);
      case "asin" -> Trigonometric.asin(x, y);
      case "acos" -> Trigonometric.acos(x, y);
      case "atan" -> Trigonometric.atan(x, y);
      case "exp2" -> Elementary.exp2(x, y);
      case "log2" -> Elementary.log2(x, y);
      case "sigmoid" -> Elementary.sigmoid(x, y);
      case "erf" -> SpecialFunctions.erf(x, y);
      case "normalCdf" -> SpecialFunctions.normalCdf(x, y);
      case "normalQuantile" -> SpecialFunctions.normalQuantile(x, y);
      case "logGamma" -> SpecialFunctions.logGamma(x, y);
      default -> throw new IllegalStateException(operation);
    }
    return y;
  }

  /**
   * The lanewise operator of the JDK, each in a loop of its own: passed as a parameter it would not
   * be compiled to vectors.
   */
  @Benchmark
  public double[] jdkVectorOperators() {
    switch (operation) {
      case "exp" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.EXP).intoArray(y, i);
        }
      }
      case "expm1" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.EXPM1).intoArray(y, i);
        }
      }
      case "log" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.LOG).intoArray(y, i);
        }
      }
      case "log1p" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.LOG1P).intoArray(y, i);
        }
      }
      case "log10" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.LOG10).intoArray(y, i);
        }
      }
      case "cbrt" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.CBRT).intoArray(y, i);
        }
      }
      case "sinh" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.SINH).intoArray(y, i);
        }
      }
      case "cosh" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.COSH).intoArray(y, i);
        }
      }
      case "tanh" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.TANH).intoArray(y, i);
        }
      }
      case "sin" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.SIN).intoArray(y, i);
        }
      }
      case "cos" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.COS).intoArray(y, i);
        }
      }
      case "tan" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.TAN).intoArray(y, i);
        }
      }
      case "asin" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.ASIN).intoArray(y, i);
        }
      }
      case "acos" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.ACOS).intoArray(y, i);
        }
      }
      case "atan" -> {
        for (int i = 0; i < size; i += SPECIES.length()) {
          DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.ATAN).intoArray(y, i);
        }
      }
      default -> throw new UnsupportedOperationException("no operator for " + operation);
    }
    return y;
  }

  /** The scalar function of the JDK. */
  @Benchmark
  public double[] jdkMath() {
    for (int i = 0; i < size; i++) {
      y[i] = scalar(x[i]);
    }
    return y;
  }

  private double scalar(double v) {
    return switch (operation) {
      case "exp" -> Math.exp(v);
      case "expm1" -> Math.expm1(v);
      case "log" -> Math.log(v);
      case "log1p" -> Math.log1p(v);
      case "log10" -> Math.log10(v);
      case "cbrt" -> Math.cbrt(v);
      case "sinh" -> Math.sinh(v);
      case "cosh" -> Math.cosh(v);
      case "tanh" -> Math.tanh(v);
      case "sin" -> Math.sin(v);
      case "cos" -> Math.cos(v);
      case "tan" -> Math.tan(v);
      case "asin" -> Math.asin(v);
      case "acos" -> Math.acos(v);
      case "atan" -> Math.atan(v);
      default -> throw new UnsupportedOperationException("Math has no " + operation);
    };
  }
}
