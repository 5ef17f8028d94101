package dev.hadamard.bench;

import dev.hadamard.linalg.KroneckerProduct;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** (A ⊗ B) x with square factors, as a chain of products; OpenBLAS through NumPy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Work(bytes = 32, flops = 4, power = 3)
public class KroneckerPlaneBenchmark {
  /** The order of both factors. */
  @Param({"64", "200", "400"})
  public int size;

  private KroneckerProduct product;
  private double[] x;
  private double[] y;

  /** Makes the factors. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    DMatrixRMaj[] factors = new DMatrixRMaj[2];
    for (int k = 0; k < factors.length; k++) {
      factors[k] = new DMatrixRMaj(size, size);
      factors[k].data = random.doubles((long) size * size, -1, 1).toArray();
    }
    product = KroneckerProduct.of(factors);
    x = random.doubles((long) size * size, -1, 1).toArray();
    y = new double[x.length];
  }

  /** This library. */
  @Benchmark
  public double[] ours() {
    product.apply(x, y);
    return y;
  }
}
