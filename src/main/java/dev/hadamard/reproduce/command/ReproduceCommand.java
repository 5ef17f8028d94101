package dev.hadamard.reproduce.command;

import dev.hadamard.kernel.Progress;
import dev.hadamard.reproduce.command.Converters.WordList;
import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.ExperimentRunner;
import dev.hadamard.reproduce.experiment.Outcome;
import dev.hadamard.reproduce.report.ComparisonTable;
import dev.hadamard.reproduce.report.Machine;
import dev.hadamard.reproduce.report.ReportFiles;
import dev.hadamard.reproduce.report.RunRecord;
import dev.hadamard.reproduce.report.TextTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "reproduce",
    description = {
      "Run experiments of papers, compare with the papers' numbers, and write a report.",
      "The directory gets index.html with everything in it, comparisons.csv, and each figure as"
          + " SVG, PNG and CSV."
    })
final class ReproduceCommand extends Command {
  @Option(names = "--quick", description = "Spend seconds on each experiment (default).")
  private boolean quick;

  @Option(names = "--full", description = "Spend as much as the papers did.")
  private boolean full;

  @Option(names = "--list", description = "Show the experiments and run none.")
  private boolean list;

  @Option(
      names = "--only",
      paramLabel = "ID,ID",
      description = "Run these experiments only (or @file).")
  private WordList only;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "hadamard-report",
      description = "Where to write the report (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of every random number (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Measured data that are not part of the library, for the experiments that"
              + " compare with such.")
  private Path data;

  @Override
  Output compute() throws Exception {
    if (quick && full) {
      throw usageError("options '--quick' and '--full' exclude each other: allowed is one");
    }
    List<Experiment> selected = selected();
    if (list) {
      return listing(selected);
    }
    RunRecord run = new RunRecord(Machine.current(), budget(), seed, Instant.now());
    List<Outcome> outcomes = run(selected);
    ReportFiles.Written written = ReportFiles.write(run, outcomes, out);
    written.warning().ifPresent(reason -> app().err().println("hadamard: PNG skipped: " + reason));
    Output output =
        Output.of()
            .put("experiments", outcomes.stream().map(ReproduceCommand::describe).toList())
            .put("report", written.report().toString())
            .readAs(ComparisonTable.text(outcomes) + "report: " + written.report() + "\n");
    List<Outcome.Failed> failed =
        outcomes.stream()
            .filter(Outcome.Failed.class::isInstance)
            .map(Outcome.Failed.class::cast)
            .toList();
    if (!failed.isEmpty()) {
      throw new CommandFailure("ExperimentFailed", failures(failed), output);
    }
    return output;
  }

  private List<Experiment> selected() {
    if (only == null) {
      return app().experiments().all();
    }
    try {
      return app().experiments().select(only.values());
    } catch (IllegalArgumentException unknown) {
      throw usageError("Invalid value for option '--only': " + unknown.getMessage());
    }
  }

  private Budget budget() {
    return full ? Budget.FULL : Budget.QUICK;
  }

  private List<Outcome> run(List<Experiment> selected) {
    List<Outcome> outcomes = new ArrayList<>();
    ExperimentRunner runner = ExperimentRunner.of(budget(), seed);
    if (data != null) {
      if (!Files.isDirectory(data)) {
        throw usageError(
            "Invalid value for option '--data': " + data + ": allowed is a directory that exists");
      }
      runner = runner.withData(data);
    }
    int number = 0;
    for (Experiment experiment : selected) {
      number++;
      String task = experiment.id() + " (" + number + "/" + selected.size() + ")";
      try (ProgressDisplay progress = progress(task)) {
        outcomes.addAll(runner.run(List.of(experiment), e -> (Progress) progress));
      }
    }
    return outcomes;
  }

  private static String failures(List<Outcome.Failed> failed) {
    List<String> reasons =
        failed.stream().map(f -> f.experiment().id() + " failed: " + f.reason()).toList();
    return String.join("; ", reasons);
  }

  private static Output describe(Outcome outcome) {
    Output output = heading(outcome.experiment());
    output.put("rows", outcome.comparisons().stream().map(ReproduceCommand::describe).toList());
    if (outcome instanceof Outcome.Failed failed) {
      output.put("error", failed.reason());
    }
    return output;
  }

  private static Output describe(Comparison row) {
    return Output.of()
        .put("quantity", row.quantity())
        .put("reference", row.reference())
        .put("value", row.value())
        .put("tolerance", row.tolerance().size())
        .put("toleranceKind", row.tolerance().kind().toString())
        .put("verdict", row.verdict().name())
        .put("origin", row.origin())
        .put("note", row.note());
  }

  private static Output heading(Experiment experiment) {
    return Output.of()
        .put("id", experiment.id())
        .put("paper", experiment.paper().citation())
        .put("subject", experiment.subject());
  }

  private static Output listing(List<Experiment> experiments) {
    TextTable table = TextTable.of("id", "quick", "full", "paper", "subject");
    List<Output> rows = new ArrayList<>();
    for (Experiment experiment : experiments) {
      Duration quick = experiment.expectedDuration(Budget.QUICK);
      Duration full = experiment.expectedDuration(Budget.FULL);
      table.row(
          experiment.id(),
          approximately(quick),
          approximately(full),
          experiment.paper().arxiv(),
          experiment.subject());
      rows.add(
          heading(experiment)
              .put("quickSeconds", quick.toMillis() / 1000.0)
              .put("fullSeconds", full.toMillis() / 1000.0));
    }
    return Output.of().put("experiments", rows).readAs(table.toString());
  }

  private static String approximately(Duration duration) {
    return duration.compareTo(Duration.ofMinutes(2)) < 0
        ? String.format(Locale.ROOT, "%.0f s", Math.ceil(duration.toMillis() / 1000.0))
        : duration.toMinutes() + " min";
  }
}
