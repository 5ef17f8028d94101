package dev.hadamard.reproduce.chromatography;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hadamard.kernel.Progress;
import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.ExperimentRegistry;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnExperimentsTest {
  private static ExperimentResult alkanes(Optional<Path> data) throws Exception {
    return new AlkanesExperiment().run(new Context(Budget.QUICK, 1, Progress.none(), data));
  }

  private static List<Comparison> differing(ExperimentResult result) {
    return result.comparisons().stream().filter(r -> r.verdict() == Verdict.DIFFERS).toList();
  }

  @Test
  void eachExperimentOfThePaperIsThere() {
    List<String> ids =
        ExperimentRegistry.standard().all().stream()
            .map(e -> e.id())
            .filter(id -> id.startsWith("chromatography-"))
            .toList();
    assertEquals(IntStream.rangeClosed(1, 15).mapToObj(i -> "chromatography-e" + i).toList(), ids);
  }

  /** Nothing synthetic is shown as measured. */
  @Test
  void syntheticDataSaySo() throws Exception {
    assertTrue(new BtexExperiment().subject().contains("SYNTHETIC"));
    assertTrue(new FitSpeedExperiment().subject().contains("SYNTHETIC"));
    for (Optional<Path> data : List.of(Optional.<Path>empty(), Optional.of(Path.of("absent")))) {
      ExperimentResult result = alkanes(data);
      assertTrue(result.comparisons().getFirst().note().contains("Data not present"));
      assertTrue(
          result.comparisons().stream().skip(1).allMatch(r -> r.quantity().contains("SYNTHETIC")));
      assertTrue(result.figures().getFirst().caption().contains("SYNTHETIC"));
      assertEquals(List.of(), differing(result));
    }
  }

  /** No claim that competition is negligible without the load that it holds for. */
  @Test
  void competitionNamesItsLoad() throws Exception {
    ExperimentResult result =
        new CompetitionExperiment()
            .run(new Context(Budget.QUICK, 1, Progress.none(), Optional.empty()));
    assertEquals(List.of(), differing(result));
    long deviations =
        result.comparisons().stream().filter(r -> r.quantity().contains("deviation")).count();
    assertTrue(deviations >= 6);
    assertTrue(
        result.comparisons().stream()
            .filter(r -> r.quantity().contains("deviation"))
            .allMatch(r -> r.quantity().contains("load")));
    assertTrue(result.figures().getFirst().caption().contains("load"));
  }

  /** The measured ladder, where it is at hand. */
  @Test
  void measuredAlkanes() throws Exception {
    Path folder = Path.of("../shared/reference/chromatography");
    assumeTrue(Files.exists(folder.resolve("alkanes_measured.csv")));
    ExperimentResult result = alkanes(Optional.of(folder));
    assertEquals(List.of(), differing(result));
    assertFalse(result.comparisons().stream().anyMatch(r -> r.quantity().contains("SYNTHETIC")));
    assertTrue(result.comparisons().getFirst().note().contains("temperature program"));
  }
}
