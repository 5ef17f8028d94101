package dev.hadamard.reproduce.command;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.ImplicitDiagnostics;
import dev.hadamard.implicit.ImplicitDiff;
import dev.hadamard.implicit.ImplicitOptions;
import dev.hadamard.implicit.Sensitivity;
import dev.hadamard.optim.IterativeSolver;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.OptimalityCondition;
import dev.hadamard.optim.ProjectedGradient;
import dev.hadamard.optim.Projections;
import dev.hadamard.optim.Proxes;
import dev.hadamard.optim.ProximalGradient;
import dev.hadamard.optim.QuadraticProgram;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.optim.SolverResult;
import dev.hadamard.optim.SolverStatus;
import dev.hadamard.reproduce.command.Converters.NumberList;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BinaryOperator;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "implicit",
    description = "Derivatives of the solutions of optimisation problems.",
    subcommands = ImplicitCommand.SensitivityCommand.class)
final class ImplicitCommand extends AreaCommand {
  /** The problems. */
  enum Problem {
    RIDGE,
    LASSO,
    ELASTIC_NET,
    LOGISTIC,
    SVM,
    QP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @picocli.CommandLine.Command(
      name = "sensitivity",
      description = {
        "The solution of a problem and its derivative in the parameters.",
        "Data: rows of features and, last, the target; for qp rows that begin with Q, A (then b last)"
            + " or G (then h last).",
        "Parameters: ridge: one weight, or one for each feature; lasso: lambda; elastic-net: lambda,"
            + " gamma; logistic: weight of the squared norm; svm: weight of the squared norm; qp: c."
      })
  static final class SensitivityCommand extends Command {
    /** Doubts are part of the output; what is no solution is refused. */
    private static final ImplicitOptions QUIET =
        ImplicitOptions.DEFAULT.withPolicies(
            ImplicitOptions.Policy.THROW,
            ImplicitOptions.Singular.LEAST_SQUARES,
            ImplicitOptions.Policy.THROW,
            ImplicitOptions.Policy.ACCEPT);

    @Option(
        names = "--problem",
        required = true,
        description = "${COMPLETION-CANDIDATES}",
        converter = ProblemConverter.class)
    private Problem problem;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "CSV file.")
    private Path data;

    @Option(
        names = "--parameters",
        required = true,
        paramLabel = "LIST",
        description = "The parameters at which to differentiate.")
    private NumberList parameters;

    @Override
    Output compute() throws Exception {
      NdArray theta = NdArray.of(parameters.toArray());
      ImplicitData table;
      try {
        table = ImplicitData.read(data, problem == Problem.QP);
        switch (problem) {
          case LOGISTIC -> table.signs();
          case SVM -> table.oneHot();
          default -> {}
        }
      } catch (NoSuchFileException e) {
        throw usageError("Invalid value for option '--data': " + data + ": there is no such file");
      } catch (IllegalArgumentException | java.io.IOException e) {
        throw usageError("Invalid value for option '--data': " + data + ": " + e.getMessage());
      }
      return switch (problem) {
        case RIDGE -> ridge(table, counted(theta, 1, table.features()));
        case LASSO ->
            proximal(
                table, counted(theta, 1, 1), (x, t, eta) -> Proxes.lasso(t.at(0)).apply(x, eta));
        case ELASTIC_NET ->
            proximal(
                table,
                counted(theta, 2, 2),
                (x, t, eta) -> Proxes.elasticNet(t.at(0), t.at(1)).apply(x, eta));
        case LOGISTIC -> logistic(table, counted(theta, 1, 1));
        case SVM -> svm(table, counted(theta, 1, 1));
        case QP -> quadratic(table, counted(theta, table.features(), table.features()));
      };
    }

    private NdArray counted(NdArray theta, int first, int second) {
      if (theta.size() != first && theta.size() != second) {
        throw usageError(
            "Invalid value for option '--parameters': "
                + theta.size()
                + " numbers: allowed are "
                + (first == second ? first : first + " or " + second)
                + " for "
                + problem);
      }
      for (double t : theta.toArray()) {
        if (!Double.isFinite(t)) {
          throw usageError(
              "Invalid value for option '--parameters': " + t + ": allowed are finite numbers");
        }
      }
      if (problem != Problem.QP && theta.min().value() < 0) {
        throw usageError(
            "Invalid value for option '--parameters': "
                + theta.min().value()
                + ": allowed are numbers of at least 0 for "
                + problem);
      }
      return theta;
    }

    /** ½‖Xw - y‖² + ½ Σ θ w². */
    private Output ridge(ImplicitData d, NdArray theta) {
      NdArray x = d.x();
      BinaryOperator<NdArray> f =
          (w, t) ->
              x.matmul(w).minus(d.y()).squaredNorm().plus(t.times(w.square()).sum()).times(0.5);
      int p = d.features();
      // The least squares of (X; √θ) w = (y; 0), without their normal equations.
      NdArray rows = theta.sqrt().broadcastTo(p).diagonalMatrix();
      NdArray w =
          NdArray.concatenate(0, x, rows)
              .leastSquares(NdArray.concatenate(0, d.y(), NdArray.zeros(p)));
      if (!w.allFinite()) {
        throw new CommandFailure("NonFinite", "the weights are no finite numbers");
      }
      Sensitivity s = ImplicitDiff.rootJacobian(OptimalityCondition.stationary(f), w, theta, QUIET);
      return output(w, s.value(), s.diagnostics());
    }

    /** Σ log(1 + e^{-y x·w}) + ½ θ‖w‖², labels ±1 or 0 and 1. */
    private Output logistic(ImplicitData d, NdArray theta) {
      NdArray signs = d.signs();
      BinaryOperator<NdArray> f =
          (w, t) ->
              d.x()
                  .matmul(w)
                  .times(signs)
                  .negate()
                  .softplus()
                  .sum()
                  .plus(t.at(0).times(w.squaredNorm()).times(0.5));
      return smooth(f, NdArray.zeros(d.features()), theta);
    }

    /** ½‖Xw - y‖² + g(w). */
    private Output proximal(ImplicitData d, NdArray theta, dev.hadamard.optim.ParametricProx prox) {
      BinaryOperator<NdArray> f = (w, t) -> d.x().matmul(w).minus(d.y()).squaredNorm().times(0.5);
      return smooth(ProximalGradient.of(f, prox), NdArray.zeros(d.features()), theta);
    }

    private static Output smooth(BinaryOperator<NdArray> f, NdArray start, NdArray theta) {
      return smooth(Lbfgs.of(f), start, theta);
    }

    private static Output smooth(IterativeSolver<?> solver, NdArray start, NdArray theta) {
      NdArray w = solved(solver, start, theta);
      Sensitivity s = ImplicitDiff.rootJacobian(solver.optimality(), w, theta, QUIET);
      return output(w, s.value(), s.diagnostics());
    }

    /** The solution, by tolerances in the units of the data. */
    private static NdArray solved(IterativeSolver<?> solver, NdArray start, NdArray theta) {
      double first = solver.optimalityError(start, theta);
      if (!Double.isFinite(first)) {
        throw new CommandFailure(
            "NonFinite",
            "the gradient of the objective at the start is no finite number: the squares of the"
                + " data are too large");
      }
      double unit = first > 0 ? Math.min(1, first) : 1;
      SolverOptions limits =
          new SolverOptions(unit * solver.options().tolerance(), solver.options().maxIterations());
      SolverResult result = solver.stoppingAt(limits).run(start, theta);
      boolean usable =
          result.status() == SolverStatus.CONVERGED
              || (result.status() == SolverStatus.NO_PROGRESS && result.error() < 1e-6 * unit);
      if (!usable) {
        throw new CommandFailure(
            "NotConverged",
            "the solver ended with "
                + result.status()
                + " after "
                + result.iterations()
                + " iterations, error "
                + result.error());
      }
      return result.solution();
    }

    /**
     * The weights of a multiclass machine, from its dual: min ½‖Xᵀ(Y - B)‖²/θ + ⟨B, Y⟩ with rows of
     * B on the simplex, W = Xᵀ(Y - B)/θ.
     */
    private Output svm(ImplicitData d, NdArray theta) {
      if (theta.value() <= 0) {
        throw usageError(
            "Invalid value for option '--parameters': "
                + theta.value()
                + ": allowed are positive numbers for svm");
      }
      NdArray labels = d.oneHot();
      BinaryOperator<NdArray> dual =
          (b, t) ->
              d.x()
                  .transposeMatmul(labels.minus(b))
                  .squaredNorm()
                  .dividedBy(t.at(0).times(2))
                  .plus(b.dot(labels));
      BinaryOperator<NdArray> weights =
          (b, t) -> d.x().transposeMatmul(labels.minus(b)).dividedBy(t.at(0));
      ProximalGradient solver = ProjectedGradient.of(dual, Projections.simplexRows());
      int classes = labels.extent(1);
      NdArray start = NdArray.full(1.0 / classes, labels.extent(0), classes);
      NdArray b = solved(solver, start, theta);
      Sensitivity s = ImplicitDiff.rootJvp(solver.optimality(), b, theta, NdArray.ones(1), QUIET);
      NdArray direct = Autodiff.jvp(t -> weights.apply(b, t), theta, NdArray.ones(1)).tangent();
      NdArray through = Autodiff.jvp(z -> weights.apply(z, theta), b, s.value()).tangent();
      NdArray w = weights.apply(b, theta);
      return output(w, direct.plus(through).reshape(w.size(), 1), s.diagnostics());
    }

    /** min ½xᵀQx + cᵀx subject to Ax = b, Gx ≤ h; the parameters are c. */
    private static Output quadratic(ImplicitData d, NdArray c) {
      QuadraticProgram.Solution s = program(d, c).solve();
      OptimalityCondition kkt =
          OptimalityCondition.kkt(
              (x, t) -> x.dot(d.x().matmul(x)).times(0.5).plus(t.dot(x)),
              (x, t) -> d.a().matmul(x).minus(d.b()),
              (x, t) -> d.g().matmul(x).minus(d.h()),
              d.features(),
              d.b().size());
      NdArray z = NdArray.concatenate(0, s.x(), s.equalityMultipliers(), s.inequalityMultipliers());
      Sensitivity derivative = ImplicitDiff.rootJacobian(kkt, z, c, QUIET);
      NdArray jacobian = derivative.value().slice(0, 0, d.features());
      return output(s.x(), jacobian, derivative.diagnostics());
    }

    private static QuadraticProgram program(ImplicitData d, NdArray c) {
      return new QuadraticProgram(d.x(), c, d.a(), d.b(), d.g(), d.h());
    }

    private static Output output(NdArray solution, NdArray jacobian, ImplicitDiagnostics d) {
      int[] shape = jacobian.shape();
      return Output.of()
          .put("solution", solution.toArray())
          .put("jacobian", jacobian.toArray())
          .put("jacobianShape", Arrays.stream(shape).asDoubleStream().toArray())
          .put("residual", d.residual())
          .put(
              "diagnostics",
              Output.of()
                  .put("linearSolver", name(d.solver()))
                  .put("linearIterations", (long) d.linearIterations())
                  .put("linearResidual", d.linearResidual())
                  .put("status", name(d.status()))
                  .put("smallestSingularValue", d.smallestSingularValue())
                  .put("conditionNumber", d.conditionNumber())
                  .put("errorEstimate", d.errorEstimate())
                  .put("degenerate", d.degenerate())
                  .put("warnings", String.join("; ", d.warnings())));
    }

    private static String name(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Reads the names with hyphens. */
  static final class ProblemConverter implements picocli.CommandLine.ITypeConverter<Problem> {
    @Override
    public Problem convert(String text) {
      for (Problem p : Problem.values()) {
        if (p.toString().equals(text.toLowerCase(Locale.ROOT))) {
          return p;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "'" + text + "': allowed are " + Arrays.toString(Problem.values()));
    }
  }
}
