package dev.hadamard.implicit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.FixedPointIteration;
import dev.hadamard.optim.GradientDescent;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.ProximalGradient;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.testing.ImplicitReference;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** All ways of differentiating a solver agree in the limit. */
class BackwardModeTest {
  private final ImplicitReference.Stream random = new ImplicitReference.Stream(5);
  private final NdArray phi = random.normals(30, 8);
  private final NdArray y = random.normals(30);

  @SuppressWarnings("UnnecessaryLambda") // the call sites read like a user's
  private final BinaryOperator<NdArray> ridge =
      (x, t) ->
          phi.matmul(x)
              .minus(y)
              .squaredNorm()
              .plus(t.at(0).times(x.squaredNorm()))
              .times(0.5)
              .minus(t.at(1).times(x.sum()));

  private final NdArray theta = NdArray.of(0.7, 0.3);

  private NdArray gradient(DifferentiableSolver<?> solver) {
    return Autodiff.gradient(t -> solver.apply(NdArray.zeros(8), t).square().sum(), theta);
  }

  @Test
  void allModesAgree() {
    ProximalGradient fixed = GradientDescent.of(ridge).withStepSize(0.015).withAcceleration(false);
    NdArray expected = gradient(DifferentiableSolver.of(fixed, BackwardMode.implicit()));
    List<BackwardMode> modes =
        List.of(
            BackwardMode.unrolled(),
            new BackwardMode.UnrolledForward(),
            BackwardMode.checkpointed(),
            new BackwardMode.Checkpointed(1),
            new BackwardMode.Checkpointed(3),
            new BackwardMode.Truncated(400),
            new BackwardMode.Neumann(400),
            new BackwardMode.DirectLoss(1e-4));
    for (BackwardMode mode : modes) {
      double tolerance = mode instanceof BackwardMode.DirectLoss ? 1e-5 : 1e-7;
      close(mode.toString(), expected, gradient(DifferentiableSolver.of(fixed, mode)), tolerance);
    }
    close(
        "accelerated",
        expected,
        gradient(
            DifferentiableSolver.of(
                GradientDescent.of(ridge).withStepSize(0.01), BackwardMode.checkpointed())),
        1e-6);
  }

  /**
   * For T(x) = x - η(ax - θ) from 0, J_T = (1 - ρᵀ)/a with ρ = 1 - ηa: the difference from 1/a
   * falls with the iterations exactly so.
   */
  @Test
  void unrollingTendsToTheTheorem() {
    double a = 2;
    double eta = 0.1;
    double rho = 1 - eta * a;
    for (int steps : new int[] {0, 1, 2, 5, 20, 80, 150}) {
      FixedPointIteration t =
          FixedPointIteration.of((x, p) -> x.minus(x.times(a).minus(p).times(eta)))
              .withOptions(new SolverOptions(0, steps));
      double expected = (1 - Math.pow(rho, steps)) / a;
      for (BackwardMode mode :
          List.of(
              BackwardMode.unrolled(),
              new BackwardMode.UnrolledForward(),
              BackwardMode.checkpointed())) {
        DifferentiableSolver<?> solver = DifferentiableSolver.of(t, mode);
        double j =
            Autodiff.gradient(p -> solver.apply(NdArray.scalar(0), p), NdArray.scalar(3)).value();
        assertEquals(expected, j, 1e-14, mode + " " + steps);
      }
      // Σ_{j ≤ k} ρʲ η at the solution, whatever the iterations were.
      double series =
          Autodiff.gradient(
                  p ->
                      DifferentiableSolver.of(
                              t.withOptions(new SolverOptions(1e-15, 10_000)),
                              new BackwardMode.Neumann(steps))
                          .apply(NdArray.scalar(0), p),
                  NdArray.scalar(3))
              .value();
      assertEquals((1 - Math.pow(rho, steps + 1)) / a, series, 1e-14, "Neumann " + steps);
    }
  }

  @Test
  void checkpointsChangeNoBit() {
    ProximalGradient fixed =
        GradientDescent.of(ridge)
            .withStepSize(0.015)
            .withAcceleration(false)
            .withOptions(new SolverOptions(0, 57));
    NdArray three = gradient(DifferentiableSolver.of(fixed, new BackwardMode.Checkpointed(3)));
    for (int slots : new int[] {1, 2, 5, 100}) {
      assertEquals(
          three,
          gradient(DifferentiableSolver.of(fixed, new BackwardMode.Checkpointed(slots))),
          "slots " + slots);
    }
    close(
        "unrolled",
        gradient(DifferentiableSolver.of(fixed, BackwardMode.unrolled())),
        three,
        1e-13);
  }

  @Test
  void checkpointedRunsAreDifferentiatedTwice() {
    FixedPointIteration t = FixedPointIteration.of((x, p) -> x.times(0.5).cos().times(p));
    BinaryOperator<NdArray> implicit = DifferentiableSolver.of(t, BackwardMode.implicit());
    BinaryOperator<NdArray> checkpointed = DifferentiableSolver.of(t, BackwardMode.checkpointed());
    NdArray p = NdArray.scalar(0.8);
    close(
        "second derivative",
        Autodiff.hessian(q -> implicit.apply(NdArray.scalar(0), q), p),
        Autodiff.hessian(q -> checkpointed.apply(NdArray.scalar(0), q), p),
        1e-8);
  }

  /** 10 000 iterations on 1000 unknowns would need 80 MB per recorded array. */
  @Test
  void memoryDoesNotGrowWithTheIterations() {
    int n = 1000;
    NdArray d = random.normals(n).square().plus(0.01);
    FixedPointIteration t =
        FixedPointIteration.of((x, p) -> x.minus(d.times(x).minus(p).sin().times(1e-3)))
            .withOptions(new SolverOptions(0, 10_000));
    DifferentiableSolver<?> solver = DifferentiableSolver.of(t, BackwardMode.checkpointed());
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    long[] most = {0};
    Thread watch =
        new Thread(
            () -> {
              try {
                while (true) {
                  Thread.sleep(300);
                  System.gc();
                  most[0] =
                      Math.max(most[0], runtime.totalMemory() - runtime.freeMemory() - before);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    watch.start();
    NdArray g = Autodiff.gradient(p -> solver.apply(NdArray.zeros(n), p).sum(), NdArray.ones(n));
    watch.interrupt();
    assertTrue(g.allFinite() && g.min().value() > 0);
    assertTrue(most[0] < 256L << 20, () -> "took " + (most[0] >> 20) + " MB");
  }

  @Test
  void modesThatCannotWorkAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> gradient(DifferentiableSolver.of(Lbfgs.of(ridge), BackwardMode.checkpointed())));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            DifferentiableSolver.of(
                FixedPointIteration.of((x, t) -> x), new BackwardMode.DirectLoss(1e-3)));
    DifferentiableSolver<?> direct =
        DifferentiableSolver.of(Lbfgs.of(ridge), new BackwardMode.DirectLoss(1e-4));
    assertThrows(
        IllegalArgumentException.class,
        () -> Autodiff.jvp(t -> direct.apply(NdArray.zeros(8), t), theta, NdArray.of(1, 0)));
  }

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = ImplicitReference.distance(expected.toArray(), actual.toArray());
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }
}
