package dev.hadamard.reproduce.report;

import com.samskivert.mustache.Mustache;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Outcome;
import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.experiment.Verdict;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.FigureFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One HTML file with everything in it: tables, figures, circumstances. It loads nothing else. */
public final class HtmlReport {
  private static final String TEMPLATE = "/dev/hadamard/reproduce/report/report.mustache";
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private HtmlReport() {}

  /**
   * Renders a run.
   *
   * @param run its circumstances
   * @param outcomes how the experiments ended
   * @return a well-formed HTML document
   */
  public static String html(RunRecord run, List<Outcome> outcomes) {
    return Mustache.compiler()
        .emptyStringIsFalse(true)
        .zeroIsFalse(true)
        .compile(template())
        .execute(model(run, outcomes));
  }

  private static String template() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the template of the report", e);
    }
  }

  // The template sees nothing but maps, lists, texts and booleans.

  private static Map<String, Object> model(RunRecord run, List<Outcome> outcomes) {
    Machine machine = run.machine();
    return Map.of(
        "version", machine.version(),
        "agrees", ComparisonTable.count(outcomes, Verdict.AGREES),
        "differs", ComparisonTable.count(outcomes, Verdict.DIFFERS),
        "information", ComparisonTable.count(outcomes, Verdict.INFORMATION),
        "failed", outcomes.stream().filter(Outcome.Failed.class::isInstance).count(),
        "papers", papers(outcomes),
        "circumstances",
            List.of(
                fact("Version", machine.version()),
                fact("Seed", Long.toString(run.seed())),
                fact("Budget", run.budget().toString()),
                fact("Date", MINUTES.format(run.started())),
                fact("Java", machine.java()),
                fact("SIMD", machine.simd().equals("off") ? "off" : machine.simd() + " bits"),
                fact("Threads", Integer.toString(machine.threads())),
                fact("Processor", machine.processor()),
                fact("System", machine.system())));
  }

  private static Map<String, Object> fact(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  private static List<Map<String, Object>> papers(List<Outcome> outcomes) {
    Map<Paper, List<Map<String, Object>>> experiments = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      experiments
          .computeIfAbsent(outcome.experiment().paper(), paper -> new ArrayList<>())
          .add(experiment(outcome));
    }
    List<Map<String, Object>> papers = new ArrayList<>();
    experiments.forEach(
        (paper, list) ->
            papers.add(
                Map.of("title", paper.title(), "arxiv", paper.arxiv(), "experiments", list)));
    return papers;
  }

  private static Map<String, Object> experiment(Outcome outcome) {
    return Map.of(
        "id",
        outcome.experiment().id(),
        "subject",
        outcome.experiment().subject(),
        "seconds",
        seconds(outcome.elapsed()),
        "error",
        outcome instanceof Outcome.Failed failed ? failed.reason() : "",
        "hasRows",
        !outcome.comparisons().isEmpty(),
        "rows",
        outcome.comparisons().stream().map(HtmlReport::row).toList(),
        "figures",
        outcome instanceof Outcome.Completed(var experiment, ExperimentResult result, var elapsed)
            ? result.figures().stream().map(f -> figure(experiment.id(), f)).toList()
            : List.of());
  }

  private static Map<String, Object> row(Comparison comparison) {
    return Map.of(
        "quantity", comparison.quantity(),
        "reference", ComparisonTable.reference(comparison),
        "origin", comparison.origin(),
        "value", Numbers.readable(comparison.value()),
        "tolerance", ComparisonTable.tolerance(comparison.tolerance()),
        "verdict", comparison.verdict().name().toLowerCase(Locale.ROOT),
        "note", comparison.note());
  }

  private static Map<String, Object> figure(String experiment, Figure figure) {
    String name = experiment + "-" + figure.name();
    // Ids must differ between the figures of a page.
    String svg =
        FigureFiles.svg(figure)
            .replace(" xmlns=\"http://www.w3.org/2000/svg\"", "")
            .replace("id=\"" + figure.name() + "-", "id=\"" + name + "-")
            .replace("(#" + figure.name() + "-", "(#" + name + "-");
    return Map.of("name", name, "svg", svg, "caption", figure.caption());
  }

  private static String seconds(Duration elapsed) {
    return String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0);
  }
}
