package dev.hadamard.bench;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.MaternCorrelation;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SquaredExponentialCorrelation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A persistency exponent from nothing but the model: validity check, quadrature and root. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PersistencyBenchmark {
  /** The process. */
  @Param({"diffusion", "randomAcceleration", "squaredExponential", "matern-2.5", "matern-2.2"})
  public String operation;

  /** The exponent with its validity check. */
  @Benchmark
  public double ours() {
    CorrelationModel model =
        switch (operation) {
          case "diffusion" -> DiffusionCorrelation.of(2);
          case "randomAcceleration" -> RandomAccelerationCorrelation.of();
          case "squaredExponential" -> SquaredExponentialCorrelation.of(1);
          case "matern-2.5" -> MaternCorrelation.of(2.5);
          default -> MaternCorrelation.of(2.2);
        };
    return SlepianIia.of(model).persistency().theta();
  }
}
