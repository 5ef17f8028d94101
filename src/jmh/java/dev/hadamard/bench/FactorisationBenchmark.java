package dev.hadamard.bench;

import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.Lu;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.Qr;
import dev.hadamard.linalg.SymmetricEigen;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.DecompositionInterface;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.decomposition.QR;
import org.ojalgo.matrix.store.R064Store;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Dense factorisations of square matrices, with the copy of the matrix, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Dhadamard.threads=1"})
@Work(operation = "cholesky", bytes = 16, flops = 1.0 / 3, power = 3)
@Work(operation = "lu", bytes = 16, flops = 2.0 / 3, power = 3)
@Work(operation = "qr", bytes = 16, flops = 4.0 / 3, power = 3)
public class FactorisationBenchmark {
  /** What is computed. */
  @Param({"cholesky", "lu", "qr", "symmetricEigen"})
  public String operation;

  /** The order of the matrices. */
  @Param({"256", "512", "1024"})
  public int size;

  private DMatrixRMaj matrix;
  private DMatrixRMaj work;
  private RealMatrix commons;
  private org.hipparchus.linear.RealMatrix hipparchus;
  private R064Store ojalgo;

  /** Makes the matrix. */
  @Setup
  public void fill() {
    System.setProperty("hadamard.threads", "1");
    SplittableRandom random = new SplittableRandom(1);
    DMatrixRMaj a = new DMatrixRMaj(size, size);
    for (int i = 0; i < size * size; i++) {
      a.data[i] = random.nextDouble(-1, 1);
    }
    matrix =
        operation.equals("cholesky") || operation.equals("symmetricEigen") ? Matrices.gram(a) : a;
    for (int i = 0; i < size; i++) {
      matrix.data[i * size + i] += 1;
    }
    work = matrix.copy();
    commons = new Array2DRowRealMatrix(size, size);
    hipparchus = new org.hipparchus.linear.Array2DRowRealMatrix(size, size);
    ojalgo = R064Store.FACTORY.make(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        commons.setEntry(i, j, matrix.get(i, j));
        hipparchus.setEntry(i, j, matrix.get(i, j));
        ojalgo.set(i, j, matrix.get(i, j));
      }
    }
  }

  /** This library. */
  @Benchmark
  public Object ours() {
    System.arraycopy(matrix.data, 0, work.data, 0, size * size);
    return switch (operation) {
      case "cholesky" -> Cholesky.inPlace(work);
      case "lu" -> Lu.inPlace(work);
      case "symmetricEigen" -> SymmetricEigen.of(work);
      default -> Qr.inPlace(work);
    };
  }

  /** EJML. */
  @Benchmark
  public boolean ejml() {
    System.arraycopy(matrix.data, 0, work.data, 0, size * size);
    DecompositionInterface<DMatrixRMaj> decomposition =
        switch (operation) {
          case "cholesky" -> DecompositionFactory_DDRM.chol(size, true);
          case "lu" -> DecompositionFactory_DDRM.lu(size, size);
          case "symmetricEigen" -> DecompositionFactory_DDRM.eig(size, true, true);
          default -> DecompositionFactory_DDRM.qr(size, size);
        };
    return decomposition.decompose(work);
  }

  /** Commons Math; its decompositions copy the matrix. */
  @Benchmark
  public Object commonsMath() {
    return switch (operation) {
      case "cholesky" -> new CholeskyDecomposition(commons);
      case "lu" -> new LUDecomposition(commons);
      case "symmetricEigen" -> new EigenDecomposition(commons).getV();
      default -> new QRDecomposition(commons);
    };
  }

  /** Hipparchus. */
  @Benchmark
  public Object hipparchus() {
    return switch (operation) {
      case "cholesky" -> new org.hipparchus.linear.CholeskyDecomposition(hipparchus);
      case "lu" -> new org.hipparchus.linear.LUDecomposition(hipparchus);
      case "symmetricEigen" ->
          new org.hipparchus.linear.EigenDecompositionSymmetric(hipparchus).getV();
      default -> new org.hipparchus.linear.QRDecomposition(hipparchus);
    };
  }

  /** ojAlgo, which takes as many threads as it likes. */
  @Benchmark
  public boolean ojalgo() {
    return switch (operation) {
      case "cholesky" ->
          org.ojalgo.matrix.decomposition.Cholesky.R064.make(ojalgo).decompose(ojalgo);
      case "lu" -> LU.R064.make(ojalgo).decompose(ojalgo);
      case "symmetricEigen" -> Eigenvalue.R064.make(ojalgo, true).decompose(ojalgo);
      default -> QR.R064.make(ojalgo).decompose(ojalgo);
    };
  }
}
