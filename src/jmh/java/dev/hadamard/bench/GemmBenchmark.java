package dev.hadamard.bench;

import dev.hadamard.kernel.Blas3;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Transpose;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.linear.BlockRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ojalgo.matrix.store.R064Store;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Products of square matrices of doubles, one thread; OpenBLAS through NumPy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Work(bytes = 32, flops = 2, power = 3)
public class GemmBenchmark {
  /** The order of the matrices. */
  @Param({"8", "16", "32", "64", "128", "256", "512", "1024"})
  public int size;

  private DMatrixRMaj a;
  private DMatrixRMaj b;
  private DMatrixRMaj c;
  private RealMatrix commonsA;
  private RealMatrix commonsB;
  private R064Store ojalgoA;
  private R064Store ojalgoB;
  private R064Store ojalgoC;
  private org.hipparchus.linear.BlockRealMatrix hipparchusA;
  private org.hipparchus.linear.BlockRealMatrix hipparchusB;

  /** Makes the matrices. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    a = new DMatrixRMaj(size, size);
    b = new DMatrixRMaj(size, size);
    c = new DMatrixRMaj(size, size);
    for (int i = 0; i < size * size; i++) {
      a.data[i] = random.nextDouble(-1, 1);
      b.data[i] = random.nextDouble(-1, 1);
    }
    commonsA = new BlockRealMatrix(size, size);
    commonsB = new BlockRealMatrix(size, size);
    hipparchusA = new org.hipparchus.linear.BlockRealMatrix(size, size);
    hipparchusB = new org.hipparchus.linear.BlockRealMatrix(size, size);
    ojalgoA = R064Store.FACTORY.make(size, size);
    ojalgoB = R064Store.FACTORY.make(size, size);
    ojalgoC = R064Store.FACTORY.make(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        commonsA.setEntry(i, j, a.get(i, j));
        commonsB.setEntry(i, j, b.get(i, j));
        hipparchusA.setEntry(i, j, a.get(i, j));
        hipparchusB.setEntry(i, j, b.get(i, j));
        ojalgoA.set(i, j, a.get(i, j));
        ojalgoB.set(i, j, b.get(i, j));
      }
    }
  }

  /** This library. */
  @Benchmark
  public double[] ours() {
    Blas3.gemm(
        Parallelism.sequential(),
        Transpose.NO,
        Transpose.NO,
        size,
        size,
        size,
        1,
        a.data,
        0,
        size,
        b.data,
        0,
        size,
        0,
        c.data,
        0,
        size);
    return c.data;
  }

  /** EJML. */
  @Benchmark
  public DMatrixRMaj ejml() {
    CommonOps_DDRM.mult(a, b, c);
    return c;
  }

  /** Commons Math, which keeps matrices in blocks and makes a new one for the product. */
  @Benchmark
  public RealMatrix commonsMath() {
    return commonsA.multiply(commonsB);
  }

  /** ojAlgo, which may take more threads than one from 128 on. */
  @Benchmark
  public R064Store ojalgo() {
    ojalgoA.multiply(ojalgoB, ojalgoC);
    return ojalgoC;
  }

  /** Hipparchus, in blocks as Commons Math. */
  @Benchmark
  public org.hipparchus.linear.RealMatrix hipparchus() {
    return hipparchusA.multiply(hipparchusB);
  }

  /** netlib in Java, with the Vector API; by columns, so that the factors change places. */
  @Benchmark
  public double[] netlib() {
    JavaBLAS.getInstance()
        .dgemm("N", "N", size, size, size, 1, b.data, size, a.data, size, 0, c.data, size);
    return c.data;
  }
}
