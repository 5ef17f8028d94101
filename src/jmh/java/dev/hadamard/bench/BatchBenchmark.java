package dev.hadamard.bench;

import dev.hadamard.kernel.BatchedSmall;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A thousand small matrices at once, with the copy of those that are overwritten; one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Work(operation = "batch of gemm", bytes = 24_000, flops = 2000, power = 3)
@Work(operation = "batch of cholesky", bytes = 16_000, flops = 1000.0 / 3, power = 3)
public class BatchBenchmark {
  private static final int BATCH = 1000;

  /** What is computed. */
  @Param({"batch of gemm", "batch of cholesky"})
  public String operation;

  /** The order of the matrices. */
  @Param({"3", "4", "8", "16"})
  public int size;

  private double[] a;
  private double[] b;
  private double[] c;
  private DMatrixRMaj[] left;
  private DMatrixRMaj[] right;
  private DMatrixRMaj[] out;
  private CholeskyDecomposition_F64<DMatrixRMaj> decomposition;

  /** Makes the matrices; those of the factorisation are positive definite. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    int n = size;
    a = new double[n * n * BATCH];
    b = new double[n * n * BATCH];
    c = new double[n * n * BATCH];
    left = new DMatrixRMaj[BATCH];
    right = new DMatrixRMaj[BATCH];
    out = new DMatrixRMaj[BATCH];
    decomposition = DecompositionFactory_DDRM.chol(n, true);
    for (int s = 0; s < BATCH; s++) {
      right[s] = new DMatrixRMaj(n, n);
      right[s].data = random.doubles((long) n * n, -1, 1).toArray();
      left[s] = new DMatrixRMaj(n, n);
      CommonOps_DDRM.multTransA(right[s], right[s], left[s]);
      out[s] = new DMatrixRMaj(n, n);
      for (int i = 0; i < n; i++) {
        left[s].add(i, i, 1);
      }
      for (int i = 0; i < n * n; i++) {
        a[i * BATCH + s] = left[s].data[i];
        b[i * BATCH + s] = right[s].data[i];
      }
    }
  }

  /** This library. */
  @Benchmark
  public double[] ours() {
    if (operation.endsWith("gemm")) {
      BatchedSmall.gemm(BATCH, size, size, size, a, b, c);
    } else {
      System.arraycopy(a, 0, c, 0, a.length);
      BatchedSmall.cholesky(BATCH, size, c);
    }
    return c;
  }

  /** EJML, one matrix after the other. */
  @Benchmark
  public DMatrixRMaj[] ejml() {
    for (int s = 0; s < BATCH; s++) {
      if (operation.endsWith("gemm")) {
        CommonOps_DDRM.mult(left[s], right[s], out[s]);
      } else {
        System.arraycopy(left[s].data, 0, out[s].data, 0, size * size);
        decomposition.decompose(out[s]);
      }
    }
    return out;
  }
}
