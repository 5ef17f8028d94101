package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.ClassicalIia;
import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.SlepianLaplace;
import dev.hadamard.laplace.Complex;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Matching the clipped Slepian mean and matching the clipped covariance give the same law. */
public final class EquivalenceExperiment extends SlepianExperiment {
  private static final int POINTS = 50;

  /** Constructs the experiment. */
  public EquivalenceExperiment() {
    super("slepian-e5", "Equivalence with the classical approximation", 2, 2);
  }

  @Override
  public ExperimentResult run(Context context) {
    List<Comparison> rows = new ArrayList<>();
    for (Map.Entry<String, CorrelationModel> process :
        ExponentTableExperiment.processes().entrySet()) {
      CorrelationModel model = process.getValue();
      SlepianLaplace slepian = SlepianLaplace.of(model);
      ClassicalIia classical = ClassicalIia.of(model);
      double largest = 0;
      for (int i = 0; i < POINTS; i++) {
        Complex s =
            Complex.of(0.1 + 0.4 * (i % 10), 1.5 * Math.floorDiv(i, 10))
                .times(Math.sqrt(model.lambda2()));
        double gap = slepian.excursion(s).minus(classical.excursion(s)).abs();
        largest = Math.max(largest, gap);
      }
      rows.add(
          Comparison.absolute(
              "largest |Ψ Slepian - Ψ classical|, " + process.getKey(),
              0,
              "(2/π) (arcsin r)' = -(2/μ) E",
              largest,
              1e-12));
    }
    return new ExperimentResult(rows, List.of());
  }
}
