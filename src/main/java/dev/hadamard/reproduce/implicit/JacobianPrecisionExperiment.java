package dev.hadamard.reproduce.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.implicit.ImplicitDiff;
import dev.hadamard.implicit.ImplicitOptions;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.optim.GradientDescent;
import dev.hadamard.optim.ProximalGradient;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.commons.csv.CSVRecord;

/**
 * The error of the Jacobian of ridge regression against the error of the iterate at which it is
 * computed: by implicit differentiation with its proven bound, and through the iterations.
 */
public final class JacobianPrecisionExperiment implements Experiment {
  private static final int ROWS = 40;
  private static final int COLUMNS = 10;

  /** Below this the reference itself is rounding. */
  private static final double FLOOR = 1e-11;

  /** Constructs the experiment. */
  public JacobianPrecisionExperiment() {}

  @Override
  public String id() {
    return "implicit-e1";
  }

  @Override
  public Paper paper() {
    return References.PAPER;
  }

  @Override
  public String subject() {
    return "Figure: precision of Jacobians, implicit and unrolled, with the bound";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return Duration.ofSeconds(1);
  }

  private static double spectral(NdArray matrix) {
    return matrix.singularValues().at(0).value();
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<CSVRecord> reference = References.read("exp1_ridge_jacobian_error.csv");
    Generator r = new Generator(1);
    NdArray phi = r.normals(ROWS, COLUMNS);
    NdArray w = r.normals(COLUMNS);
    NdArray y = phi.matmul(w).plus(r.normals(ROWS).times(0.5));
    NdArray theta = r.normals(COLUMNS).times(0.5).exp();
    BinaryOperator<NdArray> ridge =
        (x, t) -> phi.matmul(x).minus(y).squaredNorm().plus(t.dot(x.square())).times(0.5);
    NdArray a = phi.transposeMatmul(phi).plus(theta.diagonalMatrix());
    NdArray eigenvalues = a.eigh().values();
    double smallest = eigenvalues.at(0).value();
    double step = 2 / (smallest + eigenvalues.at(COLUMNS - 1).value());
    NdArray solution = a.solve(phi.transposeMatmul(y));
    NdArray exact = a.solve(solution.diagonalMatrix()).negate();

    ProximalGradient descent = GradientDescent.of(ridge).withStepSize(step).withAcceleration(false);
    ImplicitOptions options =
        ImplicitOptions.DEFAULT.withPolicies(
            ImplicitOptions.Policy.ACCEPT,
            ImplicitOptions.Singular.THROW,
            ImplicitOptions.Policy.THROW,
            ImplicitOptions.Policy.ACCEPT);
    NdArray start = NdArray.zeros(COLUMNS);
    int count = reference.size();
    double[] iterate = new double[count];
    double[] implicit = new double[count];
    double[] unrolled = new double[count];
    double[] bound = new double[count];
    for (int i = 0; i < count; i++) {
      context.progress().update((double) i / count, "iterations of gradient descent");
      int t = Integer.parseInt(reference.get(i).get("t"));
      ProximalGradient short0 = descent.withOptions(new SolverOptions(0, t));
      NdArray x = short0.run(start, theta).solution();
      iterate[i] = x.minus(solution).norm().value();
      bound[i] = iterate[i] / smallest;
      NdArray j = ImplicitDiff.rootJacobian(descent.optimality(), x, theta, options).value();
      implicit[i] = spectral(j.minus(exact));
      DifferentiableSolver<?> through = DifferentiableSolver.of(short0, BackwardMode.unrolled());
      unrolled[i] = spectral(Autodiff.jacobian(p -> through.apply(start, p), theta).minus(exact));
    }
    List<Comparison> rows = new ArrayList<>();
    rows.add(deviation("‖x_t - x*‖", reference, "x_error", iterate));
    rows.add(
        deviation(
            "error of the implicit Jacobian", reference, "implicit_jacobian_error", implicit));
    rows.add(
        deviation(
            "error of the unrolled Jacobian", reference, "unrolled_jacobian_error", unrolled));
    rows.add(deviation("bound ‖x_t - x*‖/λ_min", reference, "bound_xerr_over_lmin", bound));
    for (int i = 0; i < count; i += 10) {
      if (implicit[i] > FLOOR) {
        rows.add(
            Comparison.relative(
                "implicit error, t = " + i,
                References.number(reference.get(i), "implicit_jacobian_error"),
                References.INDEPENDENT,
                implicit[i],
                1e-6));
      }
    }
    double worst = 0;
    for (int i = 0; i < count; i++) {
      if (implicit[i] > FLOOR) {
        worst = Math.max(worst, implicit[i] / bound[i]);
      }
    }
    rows.add(
        Comparison.absolute(
            "largest implicit error / bound", 0.5, "theorem: at most 1", worst, 0.5));
    rows.add(
        Comparison.absolute(
            "slope of implicit error in error of x, log-log",
            1,
            "theorem",
            slope(iterate, implicit),
            0.02));
    double[] ratios = {3.3, 5.6, 6.8, 10.9, 15.3, 24.3};
    int[] times = {1, 5, 10, 20, 30, 50};
    for (int k = 0; k < times.length; k++) {
      rows.add(
          Comparison.absolute(
              "unrolled / implicit error, t = " + times[k],
              ratios[k],
              References.INDEPENDENT,
              unrolled[times[k]] / implicit[times[k]],
              0.05));
    }
    Figure figure =
        new Figure(
            "implicit-jacobian-precision",
            "Jacobians are as precise as the solution",
            "Ridge regression: spectral error of the Jacobian ∂x*/∂θ at the iterates of gradient"
                + " descent. The implicit Jacobian stays below its bound and is as good as the"
                + " iterate; differentiation through the iterations lags behind by a factor that"
                + " grows with their number.",
            Axis.log("error of the iterate (Euclidean norm of x_{t} − x*)"),
            Axis.log("error of the Jacobian (spectral norm)"),
            List.of(
                Series.line("bound", iterate, bound),
                Series.scatter("implicit", iterate, implicit),
                Series.scatter("unrolled", iterate, unrolled)));
    return new ExperimentResult(rows, List.of(figure));
  }

  private static Comparison deviation(
      String what, List<CSVRecord> reference, String column, double[] ours) {
    double worst = 0;
    for (int i = 0; i < ours.length; i++) {
      double expected = References.number(reference.get(i), column);
      if (expected > FLOOR) {
        // Small differences of solutions of size 3 carry their rounding.
        worst = Math.max(worst, (Math.abs(ours[i] - expected) - 1e-15) / expected);
      }
    }
    return Comparison.absolute(
        what + ": largest relative deviation, all t", 0, References.INDEPENDENT, worst, 1e-6);
  }

  private static double slope(double[] x, double[] y) {
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int i = 0; i < x.length; i++) {
      if (y[i] > FLOOR) {
        double a = Elementary.log(x[i]);
        double b = Elementary.log(y[i]);
        n++;
        sx += a;
        sy += b;
        sxx += a * a;
        sxy += a * b;
      }
    }
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
  }
}
