package dev.hadamard.bench;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.implicit.ImplicitOptions;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
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
 * The hypergradient of a multiclass support vector machine (150 points for training, 50 for
 * validation, 5 classes) in its ridge, each way to a relative error of about 1e-6 from a cold
 * start, all with the fixed step 1/L: by the implicit function theorem at an unfinished iterate,
 * and through the iterations, accelerated or not. The tolerance of the linear system is tied to the
 * error asked for.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HypergradientBenchmark {
  private static final int POINTS = 150;
  private static final int VALIDATION = 50;
  private static final int CLASSES = 5;
  private static final double ACCURACY = 1e-6;
  private static final int MOST_ITERATIONS = 20_000;

  /** Unfinished iterates are meant here. */
  private static final BackwardMode IMPLICIT =
      new BackwardMode.Implicit(
          ImplicitOptions.DEFAULT
              .withTolerance(0.01 * ACCURACY)
              .withPolicies(
                  ImplicitOptions.Policy.ACCEPT,
                  ImplicitOptions.Singular.LEAST_SQUARES,
                  ImplicitOptions.Policy.ACCEPT,
                  ImplicitOptions.Policy.ACCEPT));

  /** The number of features. */
  @Param({"20", "50", "200"})
  public int size;

  private MulticlassSvm svm;
  private NdArray validation;
  private NdArray targets;
  private NdArray lambda;
  private double step;
  private int implicitIterations;
  private int unrolledIterations;
  private int plainIterations;

  /** Features around the prototypes of the classes, with rows of norm 1. */
  private record Sample(NdArray x, int[] labels) {
    static Sample of(SplittableRandom random, NdArray prototypes, int n) {
      int[] labels = new int[n];
      for (int i = 0; i < n; i++) {
        labels[i] = (int) (random.nextDouble() * CLASSES);
      }
      NdArray noise = normals(random, n, prototypes.extent(1));
      NdArray x = prototypes.take(labels).times(0.6).plus(noise);
      return new Sample(x.dividedBy(x.norm(1).reshape(n, 1)), labels);
    }
  }

  /** Box-Muller transforms of pairs of uniform numbers. */
  private static NdArray normals(SplittableRandom random, int rows, int columns) {
    double[] z = new double[rows * columns];
    for (int i = 0; i < z.length; i++) {
      double u = random.nextDouble();
      double v = random.nextDouble();
      z[i] = Math.sqrt(-2 * Elementary.log(1.0 - u)) * Trigonometric.cos(2 * Math.PI * v);
    }
    return NdArray.wrap(z, rows, columns);
  }

  /** Makes the data and finds out how many iterations each way needs. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(3);
    NdArray prototypes = normals(random, CLASSES, size);
    Sample train = Sample.of(random, prototypes, POINTS);
    Sample test = Sample.of(random, prototypes, VALIDATION);
    svm = MulticlassSvm.of(train.x, CLASSES, train.labels);
    validation = test.x;
    targets = NdArray.identity(CLASSES).take(test.labels);
    lambda = NdArray.scalar(size < 100 ? 1 : 3);
    double largest = train.x.singularValues().at(0).value();
    step = lambda.exp().value() / (largest * largest);
    double exact = gradient(IMPLICIT, MOST_ITERATIONS, true);
    implicitIterations = needed(IMPLICIT, exact, true);
    unrolledIterations = needed(BackwardMode.unrolled(), exact, true);
    plainIterations = needed(BackwardMode.unrolled(), exact, false);
  }

  /** The least number, to a tenth, from which on the error is small twice in a row. */
  private int needed(BackwardMode mode, double exact, boolean accelerated) {
    int found = 0;
    for (int k = 8; k < MOST_ITERATIONS; k += Math.max(1, k / 10)) {
      boolean close =
          Math.abs(gradient(mode, k, accelerated) - exact) <= ACCURACY * Math.abs(exact);
      if (close && found > 0) {
        return found;
      }
      found = close ? k : 0;
    }
    throw new IllegalStateException("no number of iterations reaches the accuracy");
  }

  private double gradient(BackwardMode mode, int iterations, boolean accelerated) {
    ProximalGradient solver =
        svm.projectedGradient()
            .withStepSize(step)
            .withAcceleration(accelerated)
            .withOptions(new SolverOptions(0, iterations));
    DifferentiableSolver<?> dual = DifferentiableSolver.of(solver, mode);
    return Autodiff.gradient(
            l -> {
              NdArray theta = l.exp();
              NdArray w = svm.weights(dual.apply(svm.start(), theta), theta);
              return validation.matmul(w).minus(targets).squaredNorm().times(0.5);
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
