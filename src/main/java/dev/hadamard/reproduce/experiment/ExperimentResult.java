package dev.hadamard.reproduce.experiment;

import dev.hadamard.reproduce.figure.Figure;
import java.util.List;

/**
 * What an experiment found.
 *
 * @param comparisons the rows of its table
 * @param figures its figures
 */
public record ExperimentResult(List<Comparison> comparisons, List<Figure> figures) {
  /** Keeps copies. */
  public ExperimentResult {
    comparisons = List.copyOf(comparisons);
    figures = List.copyOf(figures);
    long names = figures.stream().map(Figure::name).distinct().count();
    if (names < figures.size()) {
      throw new IllegalArgumentException(
          "two figures have the same name: " + figures.stream().map(Figure::name).toList());
    }
  }
}
