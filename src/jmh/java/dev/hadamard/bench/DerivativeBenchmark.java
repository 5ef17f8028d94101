package dev.hadamard.bench;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.CompiledGradient;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Blas2;
import dev.hadamard.kernel.Transpose;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The gradient of ½‖Ax - y‖² + ½θ‖x‖² for a matrix of 2n rows: by a compiled tape, by a tape made
 * anew, by hand, by scalars.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DerivativeBenchmark {
  private static final double THETA = 0.3;

  /** The number of unknowns. */
  @Param({"10", "50", "200"})
  public int size;

  private double[] matrix;
  private double[] right;
  private double[] point;
  private double[] residual;
  private double[] slope;
  private NdArray x;
  private UnaryOperator<NdArray> objective;
  private CompiledGradient compiled;

  /** Makes the problem. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    matrix = random.doubles(2L * size * size, -1, 1).toArray();
    right = random.doubles(2L * size, -1, 1).toArray();
    point = random.doubles(size, -1, 1).toArray();
    residual = new double[2 * size];
    slope = new double[size];
    NdArray a = NdArray.wrap(matrix.clone(), 2 * size, size);
    NdArray y = NdArray.of(right);
    x = NdArray.of(point);
    objective =
        z -> a.matmul(z).minus(y).squaredNorm().plus(z.squaredNorm().times(THETA)).times(0.5);
    compiled = CompiledGradient.of(objective, x);
  }

  /** This library's tape, recorded once. */
  @Benchmark
  public double ours() {
    return compiled.valueAndGradient(point, slope);
  }

  /** This library's tape, recorded at each call. */
  @Benchmark
  public NdArray oursRecorded() {
    return Autodiff.gradient(objective, x);
  }

  /** The formula on arrays. */
  @Benchmark
  public double[] byHand() {
    int m = 2 * size;
    Blas2.gemv(Transpose.NO, m, size, 1, matrix, 0, size, point, 0, 0, residual, 0);
    for (int i = 0; i < m; i++) {
      residual[i] -= right[i];
    }
    System.arraycopy(point, 0, slope, 0, size);
    Blas2.gemv(Transpose.YES, m, size, 1, matrix, 0, size, residual, 0, THETA, slope, 0);
    return slope;
  }

  /** Numbers that carry their gradients. */
  @Benchmark
  public double[] hipparchus() {
    Gradient[] z = new Gradient[size];
    for (int j = 0; j < size; j++) {
      z[j] = Gradient.variable(size, j, point[j]);
    }
    Gradient sum = Gradient.constant(size, 0);
    for (int i = 0; i < 2 * size; i++) {
      Gradient r = Gradient.constant(size, -right[i]);
      for (int j = 0; j < size; j++) {
        r = r.add(z[j].multiply(matrix[i * size + j]));
      }
      sum = sum.add(r.multiply(r));
    }
    for (int j = 0; j < size; j++) {
      sum = sum.add(z[j].multiply(z[j]).multiply(THETA));
    }
    return sum.multiply(0.5).getGradient();
  }
}
