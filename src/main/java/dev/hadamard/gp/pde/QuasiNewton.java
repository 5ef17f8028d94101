package dev.hadamard.gp.pde;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.KnownGradient;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Progress;
import dev.hadamard.optim.LbfgsB;
import dev.hadamard.optim.SolverOptions;
import java.util.Arrays;

/**
 * The joint maximum by limited-memory quasi-Newton steps within bounds: in all variables, or in
 * hyper-parameters and precisions with the values solved for (variable projection) or integrated
 * out (evidence). It ends when a step lowers the objective by less than 1e-9 of its size: beyond,
 * the rounding of numerically singular covariances hides the slope.
 */
final class QuasiNewton {
  private static final double ENOUGH = 1e-9;
  private static final double MAX_LOG_PRECISION = 30;

  /** Beyond e^±20 a weight or scale is as good as 0 or infinite. */
  private static final double MAX_LOG = 20;

  private final PdeProblem problem;
  private final GpHmOptions options;
  private final JointObjective objective;
  private final boolean all;

  private QuasiNewton(PdeProblem problem, GpHmOptions options) {
    this.problem = problem;
    this.options = options;
    this.objective = JointObjective.of(problem, options);
    this.all = options.mode() == GpHmOptions.Mode.JOINT_LBFGS;
  }

  static QuasiNewton of(PdeProblem problem, GpHmOptions options) {
    QuasiNewton q = new QuasiNewton(problem, options);
    if (!q.all && !q.objective.hasPosterior()) {
      throw new IllegalArgumentException(
          options.mode() + " needs a linear equation and at most 3000 grid points: " + problem);
    }
    return q;
  }

  GpPdeSolution run() {
    int values = problem.points();
    double[] x = objective.start(options.frequencyScale());
    int from = all ? 0 : values;
    double[] lower = new double[x.length];
    double[] upper = new double[x.length];
    Arrays.fill(lower, 0, values, -1e300);
    Arrays.fill(upper, 0, values, 1e300);
    int q = options.components();
    for (int d = 0; d < problem.dimension(); d++) {
      int at = values + 3 * q * d;
      Arrays.fill(lower, at, at + 2 * q, -MAX_LOG);
      Arrays.fill(upper, at, at + 2 * q, MAX_LOG);
      Arrays.fill(lower, at + 2 * q, at + 3 * q, 0);
      double highest = Math.max(problem.axes().get(d).nyquist(), options.frequencyScale());
      Arrays.fill(upper, at + 2 * q, at + 3 * q, highest);
    }
    Arrays.fill(lower, x.length - 2, x.length, -MAX_LOG_PRECISION);
    Arrays.fill(upper, x.length - 2, x.length, MAX_LOG_PRECISION);
    double[] best = x.clone();
    double[] bestValue = {Double.POSITIVE_INFINITY};
    KnownGradient function =
        KnownGradient.of(
            "joint objective",
            part -> {
              double[] y = x.clone();
              System.arraycopy(part, 0, y, from, part.length);
              double[] gradient = new double[y.length];
              double value;
              try {
                if (all) {
                  value = objective.valueAndGradient(y, gradient);
                } else {
                  JointObjective.Profile p =
                      objective.profile(y, options.mode() == GpHmOptions.Mode.EVIDENCE);
                  value = p.value();
                  gradient = p.gradient();
                  System.arraycopy(p.mode(), 0, y, 0, values);
                }
              } catch (IllPosedProblemException outside) {
                return new KnownGradient.Point(1e300, new double[part.length]);
              }
              if (!Double.isFinite(value)) {
                return new KnownGradient.Point(1e300, new double[part.length]);
              }
              if (value < bestValue[0]) {
                bestValue[0] = value;
                System.arraycopy(y, 0, best, 0, y.length);
              }
              return new KnownGradient.Point(
                  value, Arrays.copyOfRange(gradient, from, gradient.length));
            });
    LbfgsB solver =
        LbfgsB.of(
                (z, theta) -> Autodiff.apply(function, z),
                NdArray.of(Arrays.copyOfRange(lower, from, x.length)),
                NdArray.of(Arrays.copyOfRange(upper, from, x.length)))
            .withOptions(new SolverOptions(1e-12, options.steps()));
    NdArray none = NdArray.zeros(1);
    LbfgsB.State state = solver.init(NdArray.of(Arrays.copyOfRange(x, from, x.length)), none);
    int small = 0;
    int steps = 0;
    while (steps < options.steps() && small < 2 && !state.stalled()) {
      Progress.checkCancelled();
      double before = state.value();
      state = solver.update(state, none);
      steps++;
      small = before - state.value() <= ENOUGH * Math.abs(before) ? small + 1 : 0;
      options.progress().update((double) steps / options.steps(), "objective " + state.value());
    }
    String name =
        switch (options.mode()) {
          case VARIABLE_PROJECTION -> "variable projection, ";
          case EVIDENCE -> "evidence, ";
          default -> "joint, L-BFGS, ";
        };
    return LearnedSolution.of(
        problem,
        options,
        objective,
        best,
        objective.expansion(best, options),
        name + options.spectrum(),
        steps,
        small < 2 && !state.stalled() ? "not converged: all steps were done" : "");
  }
}
