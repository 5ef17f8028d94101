package dev.hadamard.bench;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.implicit.ImplicitOptions;
import dev.hadamard.optim.MulticlassSvm;
import dev.hadamard.optim.ProximalGradient;
import dev.hadamard.optim.SolverOptions;
import java.util.SplittableRandom;
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
 * The hypergradient of a multiclass support vector machine (150 points, 5 classes) in its ridge,
 * each way to a relative error of about 1e-6: by the implicit function theorem after fewer
 * iterations, and through the iterations, accelerated or not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HypergradientBenchmark {
  private static final int POINTS = 150;
  private static final int CLASSES = 5;
  private static final double ACCURACY = 1e-6;

  /** Unfinished iterates are meant here. */
  private static final BackwardMode IMPLICIT =
      new BackwardMode.Implicit(
          ImplicitOptions.DEFAULT.withPolicies(
              ImplicitOptions.Policy.ACCEPT,
              ImplicitOptions.Singular.LEAST_SQUARES,
              ImplicitOptions.Policy.ACCEPT,
              ImplicitOptions.Policy.ACCEPT));

  /** The number of features. */
  @Param({"20", "50", "200"})
  public int size;

  private MulticlassSvm svm;
  private NdArray validation;
  private NdArray lambda;
  private int implicitIterations;
  private int unrolledIterations;
  private int plainIterations;

  /** Makes the data and finds out how many iterations each way needs. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(3);
    int[] labels = new int[POINTS];
    double[] x = new double[POINTS * size];
    double[] prototypes = random.doubles((long) CLASSES * size, -1, 1).toArray();
    for (int i = 0; i < POINTS; i++) {
      labels[i] = random.nextInt(CLASSES);
      double squares = 0;
      for (int j = 0; j < size; j++) {
        double v = 0.6 * prototypes[labels[i] * size + j] + random.nextDouble(-1.7, 1.7);
        x[i * size + j] = v;
        squares += v * v;
      }
      for (int j = 0; j < size; j++) {
        x[i * size + j] /= Math.sqrt(squares);
      }
    }
    svm = MulticlassSvm.of(NdArray.wrap(x, POINTS, size), CLASSES, labels);
    validation = NdArray.wrap(random.doubles(50L * size, -1, 1).toArray(), 50, size);
    lambda = NdArray.scalar(size < 100 ? 1 : 3);
    double exact = gradient(IMPLICIT, 20_000, true);
    implicitIterations = needed(IMPLICIT, exact, true);
    unrolledIterations = needed(BackwardMode.unrolled(), exact, true);
    plainIterations = needed(BackwardMode.unrolled(), exact, false);
  }

  private int needed(BackwardMode mode, double exact, boolean accelerated) {
    int iterations = 8;
    while (iterations < 4096
        && Math.abs(gradient(mode, iterations, accelerated) - exact) > ACCURACY * Math.abs(exact)) {
      iterations = iterations * 5 / 4;
    }
    return iterations;
  }

  private double gradient(BackwardMode mode, int iterations, boolean accelerated) {
    ProximalGradient solver =
        svm.projectedGradient()
            .withAcceleration(accelerated)
            .withOptions(new SolverOptions(1e-12, iterations));
    DifferentiableSolver<?> dual = DifferentiableSolver.of(solver, mode);
    return Autodiff.gradient(
            l -> {
              NdArray theta = l.exp();
              NdArray w = svm.weights(dual.apply(svm.start(), theta), theta);
              return validation.matmul(w).squaredNorm().times(0.5);
            },
            lambda)
        .value();
  }

  /** By the implicit function theorem. */
  @Benchmark
  public double ours() {
    return gradient(IMPLICIT, implicitIterations, true);
  }

  /** Through the iterations. */
  @Benchmark
  public double unrolled() {
    return gradient(BackwardMode.unrolled(), unrolledIterations, true);
  }

  /** Through the iterations of plain projected gradient steps, without acceleration. */
  @Benchmark
  public double unrolledPlain() {
    return gradient(BackwardMode.unrolled(), plainIterations, false);
  }
}
