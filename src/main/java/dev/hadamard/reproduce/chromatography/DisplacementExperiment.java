package dev.hadamard.reproduce.chromatography;

import dev.hadamard.chromatography.CharacteristicSolver;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LangmuirSystem.Inlet;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Displacement: stronger components push a weaker one out above its own feed. */
public final class DisplacementExperiment extends ColumnExperiment {
  /** Constructs the experiment. */
  public DisplacementExperiment() {
    super("e7", "E7. Displacement: what competition does at a high load", 1);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    LangmuirSystem system =
        new LangmuirSystem(new double[] {20, 20, 20}, new double[] {10, 4, 1}, 1, 1, 1);
    double[] feed = {0.5, 0.5, 0.5};
    CharacteristicSolver.Outlet outlet =
        CharacteristicSolver.of(system).solve(Inlet.pulse(12, feed), 12, 120, 80);
    double most = 0;
    for (double c : outlet.concentrations()[0]) {
      most = Math.max(most, c);
    }
    List<Comparison> rows = new ArrayList<>();
    rows.add(
        Comparison.absolute(
                "largest outlet of the weakest component fed at 0.5", 0.8832, DERIVED, most, 2e-4)
            .withNote("Load of the feed: %.3g.".formatted(system.load(feed))));
    rows.add(
        Comparison.absolute(
            "defect of the mass balance", 0, "conservation", outlet.massError(), 1e-12));
    List<Series> series = new ArrayList<>();
    String[] names = {"weakest", "middle", "strongest"};
    for (int i = 0; i < 3; i++) {
      series.add(Series.line(names[i], outlet.times(), outlet.concentrations()[i]));
    }
    series.add(Series.line("feed", new double[] {0, 12}, new double[] {0.5, 0.5}));
    return new ExperimentResult(
        rows,
        List.of(
            new Figure(
                "chromatography-displacement",
                "Displacement",
                "Breakthrough of three components that compete for the same sites, fed at 0.5 each:"
                    + " the weakest leaves above its feed while the stronger ones displace it.",
                Axis.linear("time after the hold-up time"),
                Axis.linear("concentration"),
                series)));
  }
}
