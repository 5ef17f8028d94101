package dev.hadamard.gp.pde;

import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.random.PhiloxGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The solution that belongs to variables of the joint objective, and how far to trust it. */
final class LearnedSolution {
  /** The part of the largest weight that a component needs to count as alive. */
  private static final double ALIVE = 0.01;

  /**
   * A score above which a solution is called inaccurate: learned ones end around 1e-6 to 1e-3, and
   * an iteration that has not begun to converge is above 0.1.
   */
  private static final double INACCURATE = 1e-2;

  private LearnedSolution() {}

  /**
   * A solution.
   *
   * @param e the function, more than the objective's own if another process was learned before
   * @param failure why the iteration ended early, or empty
   */
  static GpPdeSolution of(
      PdeProblem problem,
      GpHmOptions options,
      JointObjective objective,
      double[] x,
      Expansion e,
      String name,
      int steps,
      String failure) {
    double on =
        Collocation.residual(problem, e, problem.sourceOnGrid(), problem.gridPoints(), null);
    double[][] between = Collocation.offGridPoints(problem);
    double off = Collocation.residual(problem, e, problem.source(between), between, null);
    double misfit = misfit(problem, e, Reductions.maxAbs(x, 0, problem.points()));
    double[][] frequencies = new double[problem.dimension()][];
    double[][] weights = new double[problem.dimension()][];
    List<String> warnings = new ArrayList<>();
    for (int d = 0; d < frequencies.length; d++) {
      SpectralMixtureKernel alive = objective.kernel(x, d, options).pruned(ALIVE);
      frequencies[d] = alive.frequencies();
      weights[d] = alive.weights();
      double nyquist = problem.axes().get(d).nyquist();
      if (options.frequencyScale() > nyquist) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "axis %d: frequencies start up to %.6g, the grid tells apart frequencies up to"
                    + " %.6g",
                d,
                options.frequencyScale(),
                nyquist));
      }
      double highest = Arrays.stream(frequencies[d]).max().orElse(0);
      if (highest > 0.9 * nyquist) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "axis %d: frequency %.6g was learned, the grid tells apart frequencies up to %.6g:"
                    + " fewer than 2.2 points for each wave",
                d,
                highest,
                nyquist));
      }
    }
    if (!failure.isEmpty()) {
      warnings.add(failure);
    }
    if (!(off <= Math.max(100 * on, 1e-3))) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "unresolved: the relative residual is %.1e between grid points, %.1e on them",
              off,
              on));
    }
    GpPdeSolution.Candidate c =
        new GpPdeSolution.Candidate(name, problem.points(), on, off, misfit);
    if (!(c.score() <= INACCURATE)) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "inaccurate: residual and boundary misfit are %.1e in relative terms; more steps may"
                  + " be needed",
              c.score()));
    }
    double[] at = x.clone();
    // The function of several processes has more in its expansion than this objective's points.
    boolean single = e.coefficients().length == problem.points();
    return new GpPdeSolution(
        problem,
        e,
        objective.hasPosterior() && single
            ? new Once(() -> objective.uncertainty(at, options))
            : null,
        c,
        List.of(c),
        frequencies,
        weights,
        steps,
        failure.isEmpty(),
        warnings);
  }

  /** An uncertainty that is computed when it is first asked for. */
  private static final class Once implements GpPdeSolution.Uncertainty {
    private final Supplier<GpPdeSolution.Uncertainty> maker;
    private GpPdeSolution.Uncertainty made;

    Once(Supplier<GpPdeSolution.Uncertainty> maker) {
      this.maker = maker;
    }

    private synchronized GpPdeSolution.Uncertainty made() {
      if (made == null) {
        made = maker.get();
      }
      return made;
    }

    @Override
    public double deviation(double... x) {
      return made().deviation(x);
    }

    @Override
    public double[] sample(PhiloxGenerator generator, double[]... points) {
      return made().sample(generator, points);
    }
  }

  private static double misfit(PdeProblem problem, Expansion e, double largestValue) {
    double worst = 0;
    double largest = 0;
    for (PdeProblem.Condition c : problem.conditions()) {
      double[][] face = problem.gridPoints();
      double end =
          c.upper() ? problem.axes().get(c.axis()).to() : problem.axes().get(c.axis()).from();
      face[c.axis()] = new double[] {end};
      double[] g = PdeProblem.sample("condition on a face", c.value(), face);
      double[] u = e.onGrid(c.orders(), face);
      for (int i = 0; i < g.length; i++) {
        worst = Math.max(worst, Math.abs(u[i] - g[i]));
        largest = Math.max(largest, Math.max(Math.abs(u[i]), Math.abs(g[i])));
      }
    }
    double size = Math.max(largest, largestValue);
    return size > 0 ? worst / size : 0;
  }
}
