package dev.hadamard.bench;

import dev.hadamard.gp.UniformAxis;
import dev.hadamard.gp.pde.GpHmOptions;
import dev.hadamard.gp.pde.JointAdam;
import dev.hadamard.gp.pde.PdeProblem;
import dev.hadamard.kernel.Trigonometric;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One step of joint learning with 30 components on one axis: Toeplitz algebra, so that the time
 * grows with the square of the points.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JointStepBenchmark {
  /** The number of grid points. */
  @Param({"100", "200", "400", "800"})
  public int size;

  private JointAdam adam;

  /** Makes the problem. */
  @Setup
  public void fill() {
    PdeProblem problem =
        PdeProblem.on(new UniformAxis(0, 1, size))
            .term(1, 2)
            .source(x -> -400 * Trigonometric.sin(20 * x[0]))
            .dirichlet(x -> Trigonometric.sin(20 * x[0]))
            .build();
    adam = JointAdam.of(problem, GpHmOptions.DEFAULT);
  }

  /** This library. */
  @Benchmark
  public int ours() {
    return adam.advance(1);
  }
}
