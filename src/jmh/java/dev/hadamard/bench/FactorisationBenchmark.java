package dev.hadamard.bench;

import dev.hadamard.linalg.Cholesky;
import dev.hadamard.linalg.Lu;
import dev.hadamard.linalg.Matrices;
import dev.hadamard.linalg.Qr;
import dev.hadamard.linalg.SymmetricEigen;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.DecompositionInterface;
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
}
