package dev.hadamard.reproduce.report;

import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Outcome;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.FigureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes a run into a directory: the report, and the figures and comparisons as files. */
public final class ReportFiles {
  private ReportFiles() {}

  /**
   * What was written.
   *
   * @param report the HTML report
   * @param warning why no PNG could be drawn; empty if all were
   */
  public record Written(Path report, Optional<String> warning) {}

  /**
   * Writes {@code index.html}, {@code comparisons.csv}, and SVG, PNG and CSV of each figure.
   *
   * @param run the circumstances of the run
   * @param outcomes how the experiments ended
   * @param directory where to write; made if it is not there
   * @return what was written
   * @throws IOException if a file cannot be written
   */
  public static Written write(RunRecord run, List<Outcome> outcomes, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    Path report = directory.resolve("index.html");
    Files.writeString(report, HtmlReport.html(run, outcomes));
    writeComparisons(outcomes, directory.resolve("comparisons.csv"));
    Optional<String> warning = Optional.empty();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Completed completed) {
        for (Figure figure : completed.result().figures()) {
          Optional<String> failure =
              FigureFiles.write(figure, directory, completed.experiment().id() + "-");
          warning = warning.or(() -> failure);
        }
      }
    }
    return new Written(report, warning);
  }

  private static void writeComparisons(List<Outcome> outcomes, Path file) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(file), format)) {
      printer.printRecord(
          "experiment",
          "arxiv",
          "quantity",
          "reference",
          "origin",
          "value",
          "tolerance",
          "tolerance kind",
          "verdict",
          "note");
      for (Outcome outcome : outcomes) {
        for (Comparison row : outcome.comparisons()) {
          printer.printRecord(
              outcome.experiment().id(),
              outcome.experiment().paper().arxiv(),
              row.quantity(),
              row.reference(),
              row.origin(),
              row.value(),
              row.tolerance().size(),
              row.tolerance().kind(),
              row.verdict(),
              row.note());
        }
      }
    }
  }
}
