package dev.hadamard.reproduce.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Progress;
import dev.hadamard.reproduce.DemoExperiments;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ExperimentRunnerTest {
  private static final List<Experiment> BOTH = DemoExperiments.registry().all();

  @Test
  void aFailureDoesNotStopTheNext() {
    List<Outcome> outcomes =
        ExperimentRunner.of(Budget.QUICK, 1).run(BOTH.reversed(), e -> Progress.none());
    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcomes.getFirst());
    assertEquals(
        "IllegalStateException: residual 0.1 after 7 iterations, allowed is 1e-9", failed.reason());
    assertInstanceOf(Outcome.Completed.class, outcomes.getLast());
  }

  @Test
  void seedAndBudgetDecideTheResult() {
    List<Comparison> once = rows(Budget.QUICK, 7);
    assertEquals(once, rows(Budget.QUICK, 7));
    assertTrue(!once.equals(rows(Budget.QUICK, 8)));
    assertTrue(!once.equals(rows(Budget.FULL, 7)));
  }

  private static List<Comparison> rows(Budget budget, long seed) {
    return ExperimentRunner.of(budget, seed)
        .run(BOTH.subList(0, 1), e -> Progress.none())
        .getFirst()
        .comparisons();
  }

  @Test
  void progressRunsFrom0To1() {
    List<Double> heard = new ArrayList<>();
    ExperimentRunner.of(Budget.QUICK, 1)
        .run(BOTH.subList(0, 1), e -> (fraction, message) -> heard.add(fraction));
    assertEquals(0, heard.getFirst());
    assertEquals(1, heard.getLast());
    assertEquals(heard.stream().sorted().toList(), heard);
  }

  @Test
  void interruptionCancels() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () -> ExperimentRunner.of(Budget.QUICK, 1).run(BOTH, e -> Progress.none()));
    } finally {
      assertTrue(Thread.interrupted(), "the interruption stays visible");
    }
  }

  @Test
  void aPartOfTheProgressIsScaled() {
    List<Double> heard = new ArrayList<>();
    Progress whole = (fraction, message) -> heard.add(fraction);
    whole.part(0.5, 1).part(0, 0.5).update(0.5, "");
    assertEquals(List.of(0.625), heard);
    assertThrows(IllegalArgumentException.class, () -> whole.part(0.5, 0.4));
  }

  @Test
  void idsAreUniqueAndPlain() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ExperimentRegistry.of(List.of(BOTH.getFirst(), BOTH.getFirst())));
    assertEquals(
        List.of("demo-broken", "demo-means"),
        DemoExperiments.registry()
            .select(List.of("demo-broken", "demo-means", "demo-broken"))
            .stream()
            .map(Experiment::id)
            .toList());
  }
}
