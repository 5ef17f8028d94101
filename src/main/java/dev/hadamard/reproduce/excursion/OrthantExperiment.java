package dev.hadamard.reproduce.excursion;

import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.MvnOptions;
import dev.hadamard.excursion.MvnProbability;
import dev.hadamard.excursion.MvnResult;
import dev.hadamard.excursion.SechOrthant;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Multivariate normal orthant probabilities against exact Pfaffians. */
public final class OrthantExperiment extends SlepianExperiment {
  /** Constructs the experiment. */
  public OrthantExperiment() {
    super("slepian-e14", "Table: normal orthant probabilities against Pfaffians", 4, 30);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    ReferenceValues reference = ReferenceValues.read("orthant_sech.csv", "times");
    CorrelationModel model = DiffusionCorrelation.of(2);
    List<Comparison> rows = new ArrayList<>();
    for (String key : reference.keys()) {
      double[] times = Arrays.stream(key.split(";", -1)).mapToDouble(Double::parseDouble).toArray();
      double probability = reference.number(key, "probability");
      String name = times.length + " times up to " + times[times.length - 1];
      rows.add(
          Comparison.relative(
              "Pfaffian, " + name,
              probability,
              "30 digits",
              SechOrthant.probability(times),
              1e-12));
      MvnOptions options =
          MvnOptions.DEFAULT
              .withErrors(0, 1e-4)
              .withMaxPoints(context.budget().choose(30_000, 1_250_000))
              .withSeed(context.seed());
      MvnResult result = MvnProbability.orthant(covariance(model, times), options);
      rows.add(
          Comparison.absolute(
                  "separation of variables, " + name,
                  probability,
                  "Pfaffian",
                  result.value(),
                  2 * result.error() + 1e-12)
              .withNote("Tolerance: twice the reported error of three standard errors."));
    }
    int[] sizes = {541, 1153, 2521, 5881, 12097};
    List<Series> series = new ArrayList<>();
    for (int n : new int[] {10, 25, 50}) {
      double[] times = grid(0, 0.5 * (n - 1), n);
      double exact = SechOrthant.probability(times);
      double[] points = new double[sizes.length];
      double[] error = new double[sizes.length];
      for (int i = 0; i < sizes.length; i++) {
        MvnResult result =
            MvnProbability.orthant(
                covariance(model, times),
                MvnOptions.DEFAULT.withErrors(0, 0).withMaxPoints(12 * sizes[i]));
        points[i] = 12 * sizes[i];
        error[i] = result.error() / 3 / exact;
      }
      series.add(Series.line("n = " + n, points, error));
    }
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "slepian-orthants",
                "Error of normal orthant probabilities",
                "Relative standard error over twelve random shifts of a lattice, correlation"
                    + " sech(t/2) at a step of 1/2.",
                Axis.log("points"),
                Axis.log("relative standard error"),
                series)));
  }

  private static DMatrixRMaj covariance(CorrelationModel model, double[] times) {
    DMatrixRMaj r = new DMatrixRMaj(times.length, times.length);
    for (int i = 0; i < times.length; i++) {
      for (int j = 0; j < times.length; j++) {
        r.set(i, j, model.value(Math.abs(times[i] - times[j])));
      }
    }
    return r;
  }
}
