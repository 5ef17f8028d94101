package dev.hadamard.implicit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.GradientDescent;
import dev.hadamard.optim.IterativeSolver;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.NewtonRoot;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.testing.ImplicitReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Hyper-parameter search as a user writes it, against closed forms and grids. */
class BilevelTest {
  private static final int N = 60;
  private static final int P = 12;
  private final ImplicitReference.Stream r = new ImplicitReference.Stream(4);
  private final NdArray x = r.normals(N, P);
  private final NdArray truth = NdArray.of(2, -1.5, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  private final NdArray y = x.matmul(truth).plus(r.normals(N).times(1.5));
  private final CrossValidation folds = CrossValidation.of(N, 5, 1);

  /** ½‖Xw - y‖² + ½Σλw² on the training part; λ is a number or one for each feature. */
  private IterativeSolver<?> ridge(CrossValidation.Fold f) {
    NdArray xt = f.training(x);
    NdArray yt = f.training(y);
    return Lbfgs.of(
        (w, lambda) ->
            xt.matmul(w).minus(yt).squaredNorm().plus(lambda.times(w.square()).sum()).times(0.5));
  }

  private BinaryOperator<NdArray> validation(CrossValidation.Fold f) {
    NdArray xv = f.validation(x);
    NdArray yv = f.validation(y);
    return (w, lambda) -> xv.matmul(w).minus(yv).square().mean();
  }

  private BilevelProblem problem() {
    return BilevelProblem.crossValidated(folds, this::ridge, this::validation, NdArray.zeros(P));
  }

  /** The mean validation loss by normal equations. */
  private double exact(NdArray lambda) {
    double sum = 0;
    for (CrossValidation.Fold f : folds.folds()) {
      NdArray xt = f.training(x);
      NdArray h = xt.transposeMatmul(xt).plus(lambda.broadcastTo(P).diagonalMatrix());
      NdArray w = h.solve(xt.transposeMatmul(f.training(y)));
      sum += validation(f).apply(w, lambda).value();
    }
    return sum / folds.folds().size();
  }

  @Test
  void everyOuterMethodFindsThePenaltyOfLeastLoss() {
    double least = Double.POSITIVE_INFINITY;
    double at = 0;
    for (double t = -3; t < 5; t += 0.001) {
      double v = exact(NdArray.scalar(Math.exp(t)));
      if (v < least) {
        least = v;
        at = t;
      }
    }
    for (Bijection range : List.of(Bijection.exp(), Bijection.softplus())) {
      for (OuterMethod method :
          List.of(OuterMethod.lbfgs(), OuterMethod.gradientDescent(), OuterMethod.adam(0.2))) {
        SearchResult s =
            problem()
                .search(
                    NdArray.scalar(0.5),
                    SearchOptions.DEFAULT.with(method).with(range).withEnd(400, 1e-6));
        assertEquals(SearchResult.Status.CONVERGED, s.status(), () -> range + " " + s.history());
        assertEquals(at, Math.log(s.parameters().value()), 2e-3, range::toString);
        assertEquals(least, s.value(), 1e-6 * least);
        assertEquals(s.value(), exact(s.parameters()), 1e-9 * least);
        assertEquals(5, s.solutions().size());
        assertTrue(s.warnings().isEmpty(), () -> s.warnings().toString());
        assertTrue(s.diagnostics().orElseThrow().warnings().isEmpty());
        long before = 0;
        for (SearchResult.Step step : s.history()) {
          assertTrue(step.innerIterations() >= before);
          before = step.innerIterations();
        }
        assertEquals(exact(NdArray.scalar(0.5)), s.history().get(0).value(), 1e-9);
      }
    }
  }

  @Test
  void hypergradientsAreThoseOfTheMean() {
    NdArray lambda = r.normals(P).exp();
    NdArray gradient = problem().valueAndGradient(lambda).gradient();
    NdArray d = r.normals(P);
    double h = 1e-5;
    double difference =
        (exact(lambda.plus(d.times(h))) - exact(lambda.minus(d.times(h)))) / (2 * h);
    assertEquals(difference, gradient.dot(d).value(), 1e-7 * Math.abs(difference) + 1e-10);
  }

  /**
   * One penalty for each feature: a grid of 12 penalties is out of reach, and the best common
   * penalty of a grid is worse.
   */
  @Test
  void manyPenaltiesAgainstAGridOfOne() {
    List<NdArray> candidates = new ArrayList<>();
    for (int i = 0; i <= 60; i++) {
      candidates.add(NdArray.full(Math.exp(-3 + 8.0 * i / 60), P));
    }
    SearchResult grid = problem().grid(candidates, SearchOptions.DEFAULT);
    assertEquals(SearchResult.Status.GRID, grid.status());
    assertEquals(61, grid.history().size());
    double best = Double.POSITIVE_INFINITY;
    for (NdArray c : candidates) {
      best = Math.min(best, exact(c));
    }
    assertEquals(best, grid.value(), 1e-9);
    // Newton's method does not mind penalties of different orders of magnitude.
    BilevelProblem many =
        BilevelProblem.crossValidated(
            folds, f -> NewtonRoot.of(ridge(f).optimality()), this::validation, NdArray.zeros(P));
    SearchResult s =
        many.search(
            grid.parameters(), SearchOptions.DEFAULT.with(Bijection.exp()).withEnd(20, 1e-5));
    assertTrue(s.value() < 0.97 * grid.value(), () -> s.value() + " against " + grid.value());
    double[] penalties = s.parameters().toArray();
    double relevant = Math.max(penalties[0], Math.max(penalties[1], penalties[2]));
    double others = 0;
    for (int i = 3; i < P; i++) {
      others = Math.max(others, penalties[i]);
    }
    assertTrue(others > 100 * relevant, () -> Arrays.toString(penalties));
  }

  /** The text of docs/implicit.md. */
  @Test
  void theExampleOfTheGuide() {
    int n = N;
    int p = P;
    long seed = 1;
    CrossValidation folds = CrossValidation.of(n, 5, seed);
    BilevelProblem tuning =
        BilevelProblem.crossValidated(
            folds,
            f ->
                Lbfgs.of(
                    (w, penalty) ->
                        f.training(x)
                            .matmul(w)
                            .minus(f.training(y))
                            .squaredNorm()
                            .plus(penalty.times(w.square()).sum())
                            .times(0.5)),
            f -> (w, penalty) -> f.validation(x).matmul(w).minus(f.validation(y)).square().mean(),
            NdArray.zeros(p));
    SearchResult best =
        tuning.search(
            NdArray.ones(p),
            SearchOptions.DEFAULT
                .with(Bijection.exp())
                .with(OuterMethod.adam(0.1))
                .with(new SearchOptions.ToleranceSchedule(1e-2, 0.7, 1e-8))
                .withPatience(10)
                .withEnd(60, 1e-5));
    assertEquals(best.value(), exact(best.parameters()), 1e-7);
    assertTrue(best.value() < 0.98 * exact(NdArray.ones(p)));
    assertEquals(List.of(), best.warnings());
    // One penalty for all: the search and the grid agree.
    List<NdArray> candidates = new ArrayList<>();
    for (int i = 0; i <= 60; i++) {
      candidates.add(NdArray.scalar(Math.exp(-3 + 8.0 * i / 60)));
    }
    double grid = tuning.grid(candidates, SearchOptions.DEFAULT).value();
    double one =
        tuning.search(NdArray.scalar(1), SearchOptions.DEFAULT.with(Bijection.exp())).value();
    assertTrue(one <= grid && one > 0.999 * grid, () -> one + " and " + grid);
  }

  private static IterativeSolver<?> slow(IterativeSolver<?> solver, int limit) {
    return solver.stoppingAt(new SolverOptions(1e-10, limit));
  }

  private BilevelProblem byGradientDescent() {
    return BilevelProblem.crossValidated(
        folds,
        f -> {
          NdArray xt = f.training(x);
          NdArray yt = f.training(y);
          return slow(
              GradientDescent.of(
                  (w, lambda) ->
                      xt.matmul(w)
                          .minus(yt)
                          .squaredNorm()
                          .plus(lambda.times(w.square()).sum())
                          .times(0.5)),
              10_000);
        },
        this::validation,
        NdArray.zeros(P));
  }

  @Test
  void looseInnerTolerancesAtFirstSaveInnerIterations() {
    SearchOptions exact =
        SearchOptions.DEFAULT
            .with(Bijection.exp())
            .with(OuterMethod.adam(0.2))
            .withEnd(60, 0)
            .with(new SearchOptions.ToleranceSchedule(1e-9, 1, 1e-9));
    SearchOptions loose = exact.with(new SearchOptions.ToleranceSchedule(1, 0.7, 1e-9));
    NdArray start = NdArray.scalar(20);
    SearchResult a = byGradientDescent().search(start, exact);
    SearchResult b = byGradientDescent().search(start, loose);
    assertEquals(a.value(), b.value(), 1e-5 * a.value());
    assertEquals(b.value(), exact(b.parameters()), 1e-8);
    assertTrue(
        b.innerIterations() < 0.8 * a.innerIterations(),
        () -> b.innerIterations() + " of " + a.innerIterations());
    for (int i = 1; i < b.history().size(); i++) {
      assertTrue(b.history().get(i).innerTolerance() <= b.history().get(i - 1).innerTolerance());
    }
    assertEquals(1e-9, b.history().get(b.history().size() - 1).innerTolerance());
  }

  /** 100 unknowns: the adjoint systems are solved by conjugate gradients. */
  @Test
  void adjointSystemsAreStartedWarm() {
    int n = 100;
    NdArray a = r.normals(150, n);
    NdArray b = a.matmul(r.normals(n)).plus(r.normals(150).times(5));
    NdArray av = r.normals(80, n);
    NdArray bv = r.normals(80);
    BilevelProblem p =
        BilevelProblem.of(
            Lbfgs.of(
                (w, l) ->
                    a.matmul(w).minus(b).squaredNorm().plus(l.times(w.squaredNorm())).times(0.5)),
            (w, l) -> av.matmul(w).minus(bv).square().mean(),
            NdArray.zeros(n));
    SearchOptions o =
        SearchOptions.DEFAULT
            .with(Bijection.exp())
            .with(OuterMethod.adam(0.02))
            .withEnd(30, 0)
            .with(new SearchOptions.ToleranceSchedule(1e-6, 1, 1e-6));
    SearchResult warm = p.search(NdArray.scalar(10), o);
    SearchResult cold = p.search(NdArray.scalar(10), o.withWarmStart(false));
    assertEquals(cold.value(), warm.value(), 1e-7 * cold.value());
    assertTrue(
        warm.linearIterations() < 0.9 * cold.linearIterations(),
        () -> warm.linearIterations() + " of " + cold.linearIterations());
  }

  @Test
  void searchesEndEarly() {
    SearchOptions o = SearchOptions.DEFAULT.with(Bijection.exp()).with(OuterMethod.adam(0.3));
    // The monitored loss grows from a point on the way to the minimum of the other one.
    BinaryOperator<NdArray> monitor = (w, lambda) -> lambda.log().minus(1).square();
    SearchResult early =
        problem()
            .search(NdArray.scalar(0.5), o.withPatience(4).withMonitor(monitor).withEnd(100, 0));
    assertEquals(SearchResult.Status.EARLY_STOP, early.status());
    assertTrue(early.history().size() < 40);
    double least = early.history().stream().mapToDouble(s -> s.monitored()).min().orElseThrow();
    assertEquals(least, monitor.apply(truth, early.parameters()).value(), 1e-12);
    SearchResult steps = problem().search(NdArray.scalar(0.5), o.withEnd(3, 0));
    assertEquals(SearchResult.Status.MAX_STEPS, steps.status());
    assertEquals(4, steps.history().size());
    SearchResult none = problem().search(NdArray.scalar(0.5), o.withEnd(0, 0));
    assertEquals(NdArray.scalar(0.5).value(), none.parameters().value(), 1e-15);
    SearchResult budget =
        problem().search(NdArray.scalar(0.5), o.withInnerBudget(200).withEnd(1000, 0));
    assertEquals(SearchResult.Status.BUDGET, budget.status());
    assertTrue(budget.innerIterations() < 400, () -> "took " + budget.innerIterations());
    // The same search gives the same bits.
    SearchResult again =
        problem().search(NdArray.scalar(0.5), o.withInnerBudget(200).withEnd(1000, 0));
    assertEquals(budget.parameters(), again.parameters());
    assertEquals(budget.history().size(), again.history().size());
  }

  @Test
  void innerSolversThatDoNotConvergeAreNamed() {
    Function<CrossValidation.Fold, IterativeSolver<?>> few = f -> slow(ridge(f), 2);
    SearchResult s =
        BilevelProblem.crossValidated(folds, few, this::validation, NdArray.zeros(P))
            .search(NdArray.scalar(0.5), SearchOptions.DEFAULT.with(Bijection.exp()).withEnd(3, 0));
    assertTrue(
        s.warnings().stream().anyMatch(w -> w.contains("MAX_ITERATIONS")), s.warnings()::toString);
  }

  @Test
  void interruptedSearchesEnd() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () -> problem().search(NdArray.scalar(0.5), SearchOptions.DEFAULT));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Property(tries = 100)
  void foldsPartitionTheRows(
      @ForAll @IntRange(min = 2, max = 200) int n,
      @ForAll @IntRange(min = 2, max = 20) int parts,
      @ForAll @LongRange(min = 0, max = 100000) long seed) {
    int k = Math.min(n, parts);
    CrossValidation c = CrossValidation.of(n, k, seed);
    assertEquals(k, c.folds().size());
    int[] count = new int[n];
    for (CrossValidation.Fold f : c.folds()) {
      int held = f.validationRows().length;
      assertTrue(held == n / k || held == n / k + 1);
      boolean[] seen = new boolean[n];
      for (int i : f.validationRows()) {
        count[i]++;
        seen[i] = true;
      }
      for (int i : f.trainingRows()) {
        assertTrue(!seen[i]);
        seen[i] = true;
      }
      for (boolean s : seen) {
        assertTrue(s);
      }
    }
    for (int i : count) {
      assertEquals(1, i);
    }
    CrossValidation.Fold split = CrossValidation.split(n, 0.3, seed).folds().get(0);
    assertEquals(n, split.trainingRows().length + split.validationRows().length);
    assertTrue(split.trainingRows().length > 0 && split.validationRows().length > 0);
    assertArrayEquals(
        split.validationRows(),
        CrossValidation.split(n, 0.3, seed).folds().get(0).validationRows());
  }

  @Property
  void bijectionsAreUndone(@ForAll @IntRange(min = -300, max = 300) int power) {
    NdArray theta = NdArray.of(1.234 * Math.pow(10, power / 2.0));
    for (Bijection b : List.of(Bijection.exp(), Bijection.softplus(), Bijection.identity())) {
      double back = b.forward().apply(b.inverse().apply(theta)).at(0).value();
      assertEquals(theta.at(0).value(), back, 1e-13 * Math.abs(back), b + " " + theta);
    }
  }

  @Test
  void badInput() {
    assertThrows(IllegalArgumentException.class, () -> CrossValidation.of(10, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> CrossValidation.of(10, 11, 0));
    assertThrows(IllegalArgumentException.class, () -> CrossValidation.split(1, 0.5, 0));
    assertThrows(IllegalArgumentException.class, () -> CrossValidation.split(10, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> OuterMethod.adam(0));
    assertThrows(IllegalArgumentException.class, () -> SearchOptions.DEFAULT.withEnd(-1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> SearchOptions.DEFAULT.withEnd(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> SearchOptions.DEFAULT.withPatience(-1));
    assertThrows(IllegalArgumentException.class, () -> SearchOptions.DEFAULT.withInnerBudget(0));
    for (double[] bad : new double[][] {{1, 0, 1}, {1, 1, 2}, {0, 1, 0}, {1, Double.NaN, 1e-3}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new SearchOptions.ToleranceSchedule(bad[0], bad[1], bad[2]));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> problem().search(NdArray.scalar(-1), SearchOptions.DEFAULT.with(Bijection.exp())));
    assertThrows(
        IllegalArgumentException.class,
        () -> problem().search(NdArray.scalar(Double.NaN), SearchOptions.DEFAULT));
    assertThrows(
        IllegalArgumentException.class, () -> problem().grid(List.of(), SearchOptions.DEFAULT));
    BilevelProblem vector =
        BilevelProblem.of(
            Lbfgs.of((w, l) -> w.minus(l).squaredNorm()), (w, l) -> w, NdArray.zeros(2));
    assertThrows(IllegalArgumentException.class, () -> vector.value(NdArray.scalar(1)));
  }
}
