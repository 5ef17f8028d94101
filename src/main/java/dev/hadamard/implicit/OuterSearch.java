package dev.hadamard.implicit;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Progress;
import dev.hadamard.optim.IterativeSolver;
import dev.hadamard.optim.SolverResult;
import dev.hadamard.optim.SolverState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One search for parameters. */
final class OuterSearch {
  private static final NdArray NONE = NdArray.scalar(0);
  private static final double SAME = 1e-6;

  private final BilevelProblem problem;
  private final SearchOptions options;
  private final List<SearchResult.Step> history = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private double innerTolerance;
  private NdArray best;
  private double bestMonitored = Double.POSITIVE_INFINITY;
  private double lastImprovement = Double.POSITIVE_INFINITY;
  private int withoutImprovement;

  /** The outer loss at the last point. */
  private double last = Double.NaN;

  OuterSearch(BilevelProblem problem, SearchOptions options) {
    this.problem = problem;
    this.options = options;
  }

  private void innerTolerance(double tolerance) {
    if (tolerance != innerTolerance) {
      innerTolerance = tolerance;
      problem.tighten(tolerance, options.warmStart());
      // Losses of rougher inner solutions may be lower than any that exact ones have.
      bestMonitored = Double.POSITIVE_INFINITY;
      lastImprovement = Double.POSITIVE_INFINITY;
    }
  }

  /** Visits a point: the outer loss, whether it is the best, and a line of the history. */
  private double visit(NdArray theta, double gradientNorm) {
    double value = value(theta).value();
    if (!Double.isFinite(value)) {
      warnings.add("the outer loss is " + value + " at theta = " + theta);
      return value;
    }
    last = value;
    for (SolverResult r : problem.unconverged()) {
      warnings.add(
          "an inner solver ended with "
              + r.status()
              + " at the tolerance "
              + innerTolerance
              + "; errors at the end were up to "
              + ceiling(r.error()));
    }
    double monitored = options.monitor().map(m -> problem.monitored(m, theta)).orElse(value);
    if (Double.isNaN(monitored)) {
      warnings.add("the monitored loss is NaN at theta = " + theta);
      monitored = Double.POSITIVE_INFINITY;
    }
    if (best == null || monitored < bestMonitored) {
      best = theta;
      bestMonitored = monitored;
    }
    if (Double.isInfinite(lastImprovement)
        || monitored < lastImprovement - options.leastImprovement() * Math.abs(lastImprovement)) {
      lastImprovement = monitored;
      withoutImprovement = 0;
    } else {
      withoutImprovement++;
    }
    history.add(
        new SearchResult.Step(
            theta,
            value,
            monitored,
            gradientNorm,
            innerTolerance,
            problem.innerIterations(),
            problem.linearIterations()));
    return value;
  }

  /** The outer loss; NaN, which no step accepts, where an inner solver diverges. */
  private NdArray value(NdArray theta) {
    try {
      return problem.value(theta);
    } catch (ConvergenceException e) {
      warnings.add("no outer loss at theta = " + theta.stopGradient() + ": " + e.getMessage());
      return NdArray.scalar(Double.NaN);
    }
  }

  /** The power of ten above, so that equal troubles give equal words. */
  private static String ceiling(double error) {
    double power = 1e-16;
    while (power < error && power < 1e16) {
      power *= 10;
    }
    return String.format(java.util.Locale.ROOT, "%.0e", power);
  }

  private boolean overBudget() {
    return problem.innerIterations() >= options.innerBudget();
  }

  SearchResult run(NdArray theta) {
    Bijection range = options.bijection();
    NdArray phi = range.inverse().apply(theta.stopGradient());
    if (!phi.allFinite()) {
      throw new IllegalArgumentException(
          "theta is " + theta + ": must be finite and in the range of " + range);
    }
    IterativeSolver<?> solver =
        options.method().solver((p, none) -> value(range.forward().apply(p)));
    return run(solver, phi, range);
  }

  private <S extends SolverState> SearchResult run(
      IterativeSolver<S> solver, NdArray first, Bijection range) {
    SearchOptions.ToleranceSchedule schedule = options.schedule();
    innerTolerance(schedule.at(0));
    requireFinite(visit(range.forward().apply(first), Double.NaN), range.forward().apply(first));
    S state = solver.init(first, NONE);
    double initialised = innerTolerance;
    SearchResult.Status status = SearchResult.Status.MAX_STEPS;
    boolean exact = schedule.first() == schedule.last();
    for (int step = 0; step < options.maxSteps(); step++) {
      Progress.checkCancelled();
      boolean small = state.error() <= options.tolerance();
      if (exact && small) {
        status = SearchResult.Status.CONVERGED;
        break;
      }
      if (exact && state.stalled()) {
        status = SearchResult.Status.NO_PROGRESS;
        break;
      }
      if (!exact && (small || state.stalled())) {
        // As good as these inner solutions allow: on with the best ones.
        exact = true;
        innerTolerance(schedule.last());
        state = solver.init(state.solution(), NONE);
        initialised = innerTolerance;
        visit(range.forward().apply(state.solution()), Double.NaN);
        continue;
      }
      if (!exact) {
        innerTolerance(schedule.at(step));
        exact = innerTolerance <= schedule.last();
      }
      NdArray before = state.solution();
      try {
        state = solver.update(state, NONE);
        if (initialised != innerTolerance && state.solution().equals(before)) {
          // Held back by a loss of rougher inner solutions.
          state = solver.init(before, NONE);
          initialised = innerTolerance;
        }
      } catch (IllPosedProblemException | ConvergenceException e) {
        warnings.add("step " + (step + 1) + " of the outer method failed: " + e.getMessage());
        status = SearchResult.Status.NON_FINITE;
        break;
      }
      NdArray theta = range.forward().apply(state.solution());
      double value = theta.allFinite() ? visit(theta, state.error()) : Double.NaN;
      options.progress().update((step + 1.0) / options.maxSteps(), "outer loss " + (float) value);
      if (!Double.isFinite(value)) {
        warnings.add("step " + (step + 1) + " of the outer method leads to theta = " + theta);
        status = SearchResult.Status.NON_FINITE;
        break;
      }
      if (overBudget()) {
        status = SearchResult.Status.BUDGET;
        break;
      }
      if (options.patience() > 0 && withoutImprovement >= options.patience()) {
        status = SearchResult.Status.EARLY_STOP;
        break;
      }
    }
    if (status == SearchResult.Status.MAX_STEPS && exact && state.error() <= options.tolerance()) {
      status = SearchResult.Status.CONVERGED;
    }
    boolean lower = options.monitor().isEmpty() && bestMonitored < last - SAME * Math.abs(last);
    if (status == SearchResult.Status.CONVERGED && lower) {
      warnings.add(
          "the last point, with the outer loss "
              + last
              + ", is stationary, and an earlier one with "
              + bestMonitored
              + " is returned");
      status = SearchResult.Status.NO_PROGRESS;
    }
    return result(status);
  }

  SearchResult visit(List<NdArray> candidates) {
    innerTolerance(options.schedule().last());
    SearchResult.Status status = SearchResult.Status.GRID;
    for (int i = 0; i < candidates.size(); i++) {
      Progress.checkCancelled();
      double value = visit(candidates.get(i).stopGradient(), Double.NaN);
      options.progress().update((i + 1.0) / candidates.size(), "outer loss " + (float) value);
      if (overBudget() && i + 1 < candidates.size()) {
        status = SearchResult.Status.BUDGET;
        break;
      }
    }
    return result(status);
  }

  private static void requireFinite(double value, NdArray theta) {
    if (!Double.isFinite(value)) {
      throw new IllPosedProblemException(
          "the outer loss is " + value + " at theta = " + theta + ": must be finite at the start");
    }
  }

  private SearchResult result(SearchResult.Status status) {
    if (best == null) {
      throw new IllPosedProblemException(
          "the outer loss is not finite at any of the candidates: " + String.join("; ", warnings));
    }
    Optional<ImplicitDiagnostics> diagnostics = problem.lastDiagnostics();
    innerTolerance(options.schedule().last());
    double value = problem.value(best).value();
    return new SearchResult(
        best,
        value,
        problem.innerSolutions(),
        status,
        history,
        problem.innerIterations(),
        problem.linearIterations(),
        diagnostics,
        List.copyOf(warnings));
  }
}
