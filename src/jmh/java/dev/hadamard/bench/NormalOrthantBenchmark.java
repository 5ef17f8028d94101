package dev.hadamard.bench;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.MvnOptions;
import dev.hadamard.excursion.MvnProbability;
import dev.hadamard.kernel.Parallelism;
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

/**
 * The probability that normal variables with correlation sech(t/2) at a step of 1/2 are all
 * positive. Ours and SciPy's numbers of points are those that gave about equal true errors, which
 * the guide states.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NormalOrthantBenchmark {
  /** The name of the operation, as in the script for SciPy. */
  @Param("normal orthant")
  public String operation;

  /** The number of variables. */
  @Param({"21", "50", "100"})
  public int size;

  private DMatrixRMaj covariance;
  private MvnOptions options;

  /** Makes the covariance. */
  @Setup
  public void prepare() {
    CorrelationModel model = DiffusionCorrelation.of(2);
    covariance = new DMatrixRMaj(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        covariance.set(i, j, model.value(0.5 * Math.abs(i - j)));
      }
    }
    options = new MvnOptions(0, 0, POINTS, 1e-10, 1, Parallelism.sequential());
  }

  private static final int POINTS = 72_000;

  /** Separation of variables with minimax tilting on lattices, one thread. */
  @Benchmark
  public double ours() {
    return MvnProbability.orthant(covariance, options).value();
  }
}
