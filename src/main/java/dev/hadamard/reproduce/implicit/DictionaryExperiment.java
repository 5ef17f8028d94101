package dev.hadamard.reproduce.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.Params;
import dev.hadamard.implicit.BackwardMode;
import dev.hadamard.implicit.DifferentiableSolver;
import dev.hadamard.optim.Proxes;
import dev.hadamard.optim.ProximalGradient;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Paper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVRecord;

/**
 * Task-driven dictionary learning: the gradient of a classifier's loss in the dictionary, through
 * the sparse codes.
 */
public final class DictionaryExperiment implements Experiment {
  private static final int SAMPLES = 20;
  private static final int FEATURES = 10;
  private static final int ATOMS = 4;

  /** Constructs the experiment. */
  public DictionaryExperiment() {}

  @Override
  public String id() {
    return "implicit-e4";
  }

  @Override
  public Paper paper() {
    return References.PAPER;
  }

  @Override
  public String subject() {
    return "Task-driven dictionary learning: gradient through sparse codes";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return budget == Budget.QUICK ? Duration.ofSeconds(8) : Duration.ofSeconds(45);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<CSVRecord> reference = References.read("exp4_dictionary_gradient.csv");
    Generator r = new Generator(31);
    NdArray a = r.normals(SAMPLES, FEATURES);
    NdArray y = r.normals(SAMPLES).sign();
    NdArray dictionary = r.normals(ATOMS, FEATURES).times(0.5);
    NdArray head = r.normals(ATOMS + 1);
    Params start = Params.with("D", dictionary).and("head", head);

    ProximalGradient coding =
        ProximalGradient.of(
                (x, d) ->
                    a.minus(x.matmul(d)).squaredNorm().times(0.5).plus(x.squaredNorm().times(0.05)),
                (x, d, eta) -> Proxes.lasso(NdArray.scalar(0.3)).apply(x, eta))
            .withOptions(new SolverOptions(1e-13, 20_000));
    DifferentiableSolver<?> codes = DifferentiableSolver.of(coding, BackwardMode.implicit());
    NdArray zero = NdArray.zeros(SAMPLES, ATOMS);
    UnaryOperator<NdArray> loss =
        v -> {
          Params p = start.withVector(v);
          NdArray w = p.get("head").slice(0, 0, ATOMS);
          NdArray scores = codes.apply(zero, p.get("D")).matmul(w).plus(p.get("head").at(ATOMS));
          return y.times(scores).negate().softplus().mean().plus(w.squaredNorm().times(0.005));
        };
    Autodiff.ValueAndGradient at = Autodiff.valueAndGradient(loss, start.vector());
    Params gradient = start.withVector(at.gradient());
    NdArray x = codes.apply(zero, dictionary);
    List<Comparison> rows = new ArrayList<>();
    rows.add(
        Comparison.relative(
            "loss",
            References.vector(reference, "loss")[0],
            References.INDEPENDENT,
            at.value().value(),
            1e-12));
    rows.add(
        Comparison.absolute(
            "codes that are not 0",
            References.vector(reference, "nonzeros")[0],
            References.INDEPENDENT,
            x.abs().step().sum().value(),
            0));
    rows.add(
        deviation(
            "gradient in the dictionary",
            References.vector(reference, "gradient_D_row_major"),
            gradient.get("D")));
    rows.add(
        deviation(
            "gradient in the classifier",
            References.vector(reference, "gradient_w"),
            gradient.get("head")));
    return new ExperimentResult(rows, List.of(DictionaryTasks.run(rows, context)));
  }

  private static Comparison deviation(String what, double[] expected, NdArray actual) {
    NdArray e = NdArray.of(expected);
    return Comparison.absolute(
        what + ", largest deviation / largest entry",
        0,
        References.INDEPENDENT,
        actual.flatten().minus(e).normInf().value() / e.normInf().value(),
        1e-8);
  }
}
