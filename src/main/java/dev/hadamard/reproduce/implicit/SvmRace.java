package dev.hadamard.reproduce.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.CustomRoot;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.implicit.ImplicitOptions;
import dev.hadamard.optim.IterativeSolver;
import dev.hadamard.optim.MulticlassSvm;
import dev.hadamard.optim.ProximalGradient;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The time to a hypergradient of relative error 1e-6, from a cold start, against the number of
 * features: by the implicit function theorem at the iterates of several solvers, and through the
 * iterations of one. Which solver found the iterate does not matter to the theorem.
 */
final class SvmRace {
  private static final int TRAIN = 150;
  private static final int VALIDATION = 50;
  private static final int CLASSES = 5;
  private static final double ACCURACY = 1e-6;
  private static final int MOST_ITERATIONS = 1 << 15;

  /** Of mirror descent, in steps of projected gradient: found by trial, a hundred is too long. */
  private static final double MIRROR_STEP = 10;

  /** Sweeps of block coordinate descent after which its iterate no longer moves. */
  private static final int SHARP = 3000;

  /** Unfinished iterates are meant here; the linear system is solved a hundredth as precisely. */
  private static final ImplicitOptions OPTIONS = SvmExperiment.QUIET.withTolerance(0.01 * ACCURACY);

  /** A way to the hypergradient. */
  private enum Way {
    COORDINATES("implicit, block coordinate descent"),
    PROJECTED("implicit, projected gradient"),
    MIRROR("implicit, mirror descent"),
    ACCELERATED("unrolled, accelerated projected gradient"),
    PLAIN("unrolled, projected gradient");

    private final String text;

    Way(String text) {
      this.text = text;
    }
  }

  private final MulticlassSvm svm;
  private final SvmExperiment.Sample validation;
  private final NdArray lambda;
  private final double step;

  private SvmRace(int features) {
    Generator r = new Generator(3);
    NdArray prototypes = r.normals(CLASSES, features);
    SvmExperiment.Sample train = SvmExperiment.sample(r, prototypes, TRAIN);
    validation = SvmExperiment.sample(r, prototypes, VALIDATION);
    svm = MulticlassSvm.of(train.x(), CLASSES, train.labels());
    // Stronger ridges where more features separate the classes: there W would not depend on them.
    lambda = NdArray.scalar(features < 100 ? 1 : 3);
    double largest = train.x().singularValues().at(0).value();
    step = lambda.exp().value() / (largest * largest);
  }

  private IterativeSolver<?> solver(Way way, int iterations) {
    SolverOptions options = new SolverOptions(0, iterations);
    ProximalGradient steps = svm.projectedGradient().withStepSize(step).withOptions(options);
    return switch (way) {
      case COORDINATES -> svm.coordinateDescent().withOptions(options);
      case MIRROR -> svm.mirrorDescent(MIRROR_STEP * step).withOptions(options);
      case PROJECTED, ACCELERATED -> steps;
      case PLAIN -> steps.withAcceleration(false);
    };
  }

  /** For a dual solution as a function of λ. */
  private NdArray outer(NdArray y, NdArray l) {
    NdArray w = svm.weights(y, l.exp());
    return validation.x().matmul(w).minus(validation.y()).squaredNorm().times(0.5);
  }

  private double hypergradient(Way way, int iterations) {
    IterativeSolver<?> solver = solver(way, iterations);
    if (way == Way.ACCELERATED || way == Way.PLAIN) {
      DifferentiableSolver<?> through = DifferentiableSolver.of(solver, BackwardMode.unrolled());
      return Autodiff.gradient(l -> outer(through.apply(svm.start(), l.exp()), l), lambda).value();
    }
    CustomRoot dual =
        CustomRoot.of(
                (start, theta) -> solver.run(start, theta).solution(),
                svm.projectedGradient().optimality())
            .withOptions(OPTIONS);
    return Autodiff.gradient(l -> outer(dual.apply(svm.start(), l.exp()), l), lambda).value();
  }

  /** The hypergradient without derivatives. */
  private double difference() {
    double h = 1e-4;
    double[] loss = new double[2];
    for (int k = 0; k < 2; k++) {
      NdArray l = lambda.plus(k == 0 ? h : -h);
      loss[k] =
          outer(solver(Way.COORDINATES, SHARP).run(svm.start(), l.exp()).solution(), l).value();
    }
    return (loss[0] - loss[1]) / (2 * h);
  }

  /** The least number, to a tenth, from which on the error is small twice in a row. */
  private int needed(Way way, double exact) {
    int found = 0;
    for (int t = 4; t < MOST_ITERATIONS; t += Math.max(1, t / 10)) {
      boolean close = Math.abs(hypergradient(way, t) / exact - 1) <= ACCURACY;
      if (close && found > 0) {
        return found;
      }
      found = close ? t : 0;
    }
    throw new IllegalStateException(way.text + " does not reach the accuracy");
  }

  /** The least of several times, which other work on the machine disturbs least. */
  private double milliseconds(Way way, int iterations) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 7; i++) {
      long start = System.nanoTime();
      hypergradient(way, iterations);
      least = Math.min(least, (System.nanoTime() - start) * 1e-6);
    }
    return least;
  }

  /** The times as a figure; what each way ends with is compared with a difference quotient. */
  static Figure run(Context context, List<Comparison> rows) {
    int[] sizes = context.budget().choose(new int[] {50, 200}, new int[] {50, 100, 200, 500, 1000});
    Map<Way, List<Double>> features = new EnumMap<>(Way.class);
    Map<Way, List<Double>> times = new EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      features.put(way, new ArrayList<>());
      times.put(way, new ArrayList<>());
    }
    for (int i = 0; i < sizes.length; i++) {
      SvmRace race = new SvmRace(sizes[i]);
      double exact = race.hypergradient(Way.COORDINATES, SHARP);
      double difference = race.difference();
      for (Way way : Way.values()) {
        context
            .progress()
            .update(0.5 + 0.5 * i / sizes.length, sizes[i] + " features, " + way.text);
        int iterations = race.needed(way, exact);
        features.get(way).add((double) sizes[i]);
        times.get(way).add(race.milliseconds(way, iterations));
        rows.add(
            Comparison.relative(
                    "hypergradient, " + way.text + ", " + sizes[i] + " features",
                    difference,
                    "central difference of the outer loss at solved inner problems",
                    race.hypergradient(way, iterations),
                    2 * ACCURACY)
                .withNote(iterations + " iterations."));
      }
    }
    List<Series> series = new ArrayList<>();
    times.forEach(
        (way, t) -> series.add(Series.line(way.text, numbers(features.get(way)), numbers(t))));
    return new Figure(
        "implicit-svm-time",
        "Time to a hypergradient of relative error 1e-6",
        "Multiclass SVM, 150 points, 5 classes, λ = 1 below 100 features and 3 from there on, from a"
            + " cold start, one thread of this machine: by"
            + " the implicit function theorem at unfinished iterates of three solvers, and through"
            + " the iterations of projected gradient descent.",
        Axis.log("features p"),
        Axis.log("milliseconds"),
        series);
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
