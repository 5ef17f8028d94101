package dev.hadamard.reproduce.report;

import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Outcome;
import dev.hadamard.reproduce.experiment.Tolerance;
import dev.hadamard.reproduce.experiment.Verdict;
import java.util.List;
import java.util.Locale;

/** The comparisons of a run, for a terminal. */
public final class ComparisonTable {
  private ComparisonTable() {}

  /**
   * The comparisons as text.
   *
   * @param outcomes how the experiments ended
   * @return a table for each experiment, and a line that counts the verdicts
   */
  public static String text(List<Outcome> outcomes) {
    StringBuilder text = new StringBuilder();
    for (Outcome outcome : outcomes) {
      text.append(outcome.experiment().id())
          .append(": ")
          .append(outcome.experiment().subject())
          .append('\n')
          .append(outcome.experiment().paper().citation())
          .append("\n\n");
      switch (outcome) {
        case Outcome.Completed completed -> text.append(table(completed));
        case Outcome.Failed failed -> text.append("failed: ").append(failed.reason()).append('\n');
      }
      text.append('\n');
    }
    return text.append(summary(outcomes)).append('\n').toString();
  }

  /**
   * How many rows say what.
   *
   * @param outcomes how the experiments ended
   * @return a sentence without a full stop
   */
  public static String summary(List<Outcome> outcomes) {
    long failed = outcomes.stream().filter(Outcome.Failed.class::isInstance).count();
    String counts =
        "%d agree, %d differ, %d inform"
            .formatted(
                count(outcomes, Verdict.AGREES),
                count(outcomes, Verdict.DIFFERS),
                count(outcomes, Verdict.INFORMATION));
    return failed == 0
        ? counts
        : counts + "; " + failed + (failed == 1 ? " experiment failed" : " experiments failed");
  }

  static long count(List<Outcome> outcomes, Verdict verdict) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.comparisons().stream())
        .filter(comparison -> comparison.verdict() == verdict)
        .count();
  }

  static String reference(Comparison comparison) {
    return Double.isNaN(comparison.reference()) && comparison.origin().isEmpty()
        ? ""
        : Numbers.readable(comparison.reference());
  }

  static String tolerance(Tolerance tolerance) {
    return switch (tolerance.kind()) {
      case NONE -> "";
      case ABSOLUTE -> "±" + Numbers.brief(tolerance.size());
      case RELATIVE -> "±" + Numbers.brief(tolerance.size()) + " rel.";
    };
  }

  static String verdict(Comparison comparison) {
    return comparison.verdict() == Verdict.DIFFERS
        ? "DIFFERS"
        : comparison.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static String table(Outcome.Completed completed) {
    TextTable table =
        TextTable.of("paper", "quantity", "reference", "ours", "tolerance", "verdict");
    for (Comparison row : completed.comparisons()) {
      table.row(
          "arXiv:" + completed.experiment().paper().arxiv(),
          row.quantity(),
          reference(row),
          Numbers.readable(row.value()),
          tolerance(row.tolerance()),
          verdict(row));
    }
    return table.toString();
  }
}
