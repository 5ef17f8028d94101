package dev.hadamard.bench;

import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sums, inner products and level 1, in the caches and beyond them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Work(operation = "dot", bytes = 16, flops = 2)
@Work(operation = "sum", bytes = 8, flops = 1)
@Work(operation = "norm", bytes = 8, flops = 2)
@Work(operation = "axpy", bytes = 24, flops = 2)
public class ReductionsBenchmark {
  /** What is computed. */
  @Param({"dot", "sum", "norm", "axpy"})
  public String operation;

  /** Elements of an array. */
  @Param({"1000", "20000", "1000000"})
  public int size;

  private double[] x;
  private double[] y;
  private DMatrixRMaj ejmlX;
  private DMatrixRMaj ejmlY;

  /** Makes the arrays. */
  @Setup
  public void fill() {
    x = new SplittableRandom(1).doubles(size, -1, 1).toArray();
    y = new SplittableRandom(2).doubles(size, -1, 1).toArray();
    ejmlX = DMatrixRMaj.wrap(size, 1, x);
    ejmlY = DMatrixRMaj.wrap(size, 1, y);
  }

  /** The kernel of the library. */
  @Benchmark
  public double ours() {
    return switch (operation) {
      case "dot" -> Reductions.dot(x, y);
      case "sum" -> Reductions.sum(x);
      case "norm" -> Reductions.norm(x);
      case "axpy" -> {
        Blas1.axpy(1e-9, x, y);
        yield y[0];
      }
      default -> throw new IllegalStateException(operation);
    };
  }

  /** A loop as one writes it. */
  @Benchmark
  public double javaLoop() {
    double sum = 0;
    switch (operation) {
      case "dot" -> {
        for (int i = 0; i < size; i++) {
          sum += x[i] * y[i];
        }
      }
      case "sum" -> {
        for (int i = 0; i < size; i++) {
          sum += x[i];
        }
      }
      case "norm" -> {
        for (int i = 0; i < size; i++) {
          sum += x[i] * x[i];
        }
        sum = Math.sqrt(sum);
      }
      case "axpy" -> {
        for (int i = 0; i < size; i++) {
          y[i] += 1e-9 * x[i];
        }
        sum = y[0];
      }
      default -> throw new IllegalStateException(operation);
    }
    return sum;
  }

  /** EJML. */
  @Benchmark
  public double ejml() {
    return switch (operation) {
      case "dot" -> VectorVectorMult_DDRM.innerProd(ejmlX, ejmlY);
      case "sum" -> CommonOps_DDRM.elementSum(ejmlX);
      case "norm" -> NormOps_DDRM.fastNormF(ejmlX);
      case "axpy" -> {
        CommonOps_DDRM.addEquals(ejmlY, 1e-9, ejmlX);
        yield y[0];
      }
      default -> throw new IllegalStateException(operation);
    };
  }
}
