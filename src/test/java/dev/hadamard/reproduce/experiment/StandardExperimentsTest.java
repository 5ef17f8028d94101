package dev.hadamard.reproduce.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hadamard.kernel.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every experiment of the library runs, agrees with its references, and can be repeated. */
class StandardExperimentsTest {
  private static List<Outcome> run() {
    return ExperimentRunner.of(Budget.QUICK, 1)
        .run(ExperimentRegistry.standard().all(), experiment -> Progress.none());
  }

  @Test
  void everyRowAgrees() {
    for (Outcome outcome : run()) {
      String id = outcome.experiment().id();
      assertEquals(
          List.of(),
          outcome.comparisons().stream().filter(row -> row.verdict() == Verdict.DIFFERS).toList(),
          id);
      assertFalse(outcome.comparisons().isEmpty(), () -> id + ": " + outcome);
    }
  }

  @Test
  void aRerunGivesTheSameNumbers() {
    List<List<Comparison>> once = run().stream().map(Outcome::comparisons).toList();
    assertEquals(once, run().stream().map(Outcome::comparisons).toList());
  }
}
