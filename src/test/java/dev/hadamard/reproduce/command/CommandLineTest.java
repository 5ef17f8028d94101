package dev.hadamard.reproduce.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.hadamard.kernel.Simd;
import dev.hadamard.reproduce.DemoExperiments;
import dev.hadamard.reproduce.bench.BenchmarkRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir private Path directory;

  /** What a command printed, and how it ended. */
  record Run(int exitCode, String out, String err) {}

  static Run run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        CommandLineApp.execute(
            DemoExperiments.registry(), new PrintWriter(out), new PrintWriter(err), args);
    return new Run(exitCode, out.toString(), err.toString());
  }

  /** The top-level keys of the one object that the text is; fails if it is anything else. */
  static List<String> keys(String json) throws Exception {
    List<String> keys = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      assertEquals(JsonToken.START_OBJECT, parser.nextToken(), json);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        keys.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
      assertEquals(null, parser.nextToken(), "more than one object: " + json);
    }
    return keys;
  }

  @Test
  void infoShowsTheMachine() throws Exception {
    Run text = run("info");
    assertEquals(0, text.exitCode());
    assertTrue(text.out().contains("simd       " + Simd.description()), text.out());
    Run json = run("--json", "info");
    assertTrue(
        keys(json.out()).containsAll(List.of("version", "java", "simd", "threads", "device")),
        json.out());
    assertEquals("", json.err());
  }

  @Test
  void globalOptionsStandBeforeOrAfterTheCommand() {
    assertEquals(run("--json", "info").out(), run("info", "--json").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "info", "reproduce", "bench"})
  void everyCommandHasHelp(String command) {
    Run run = command.isEmpty() ? run("--help") : run(command, "--help");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("Usage: hadamard"), run.out());
    assertTrue(run.out().contains("--json"), run.out());
  }

  @Test
  void versionIsOneOfOurs() {
    Run run = run("--version");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().startsWith("hadamard "), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bogus | '--bogus'",
        "nonsense | 'nonsense'",
        "reproduce --seed x | '--seed': 'x': allowed are whole numbers",
        "reproduce --only nope | unknown experiment 'nope': allowed are demo-means, demo-broken",
        "reproduce --only demo-means,, | empty element",
        "reproduce --only @/no/such/file | '@/no/such/file' cannot be read",
        "reproduce --quick --full | '--quick' and '--full' exclude each other",
        "info --threads 0 | '--threads': 0: allowed are 1, 2, ...",
        "info --simd on | '--simd'",
        "bench ( | '(': allowed are regular expressions",
      })
  void badUsageIsOneLineAndExitCode2(String args, String message) {
    Run run = run(args.split(" ", -1));
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", run.out());
  }

  @Test
  void noAreaIsBadUsage() {
    Run run = run();
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("allowed are info, reproduce, bench"), run.err());
  }

  @Test
  void listShowsTheExperiments() throws Exception {
    Run run = run("reproduce", "--list");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("demo-means"), run.out());
    assertTrue(run.out().contains("3 min"), run.out());
    assertEquals(List.of("experiments"), keys(run("reproduce", "--list", "--json").out()));
  }

  @Test
  void listOptionsReadFiles() throws Exception {
    Path file = Files.writeString(directory.resolve("ids"), "# ours\ndemo-broken\n\n");
    Run run = run("reproduce", "--list", "--only", "@" + file);
    assertTrue(run.out().contains("demo-broken"), run.out());
    assertFalse(run.out().contains("demo-means"), run.out());
  }

  @Test
  void reproducePrintsTheTableAndWritesTheFiles() throws Exception {
    Path out = directory.resolve("a/report");
    Run run = run("reproduce", "--only", "demo-means", "--out", out.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(
        run.out().contains("quantity                 reference            ours  tolerance"),
        run.out());
    assertTrue(run.out().contains("1 agree, 1 differ, 1 inform"), run.out());
    assertTrue(
        names(out)
            .containsAll(
                Set.of(
                    "index.html",
                    "comparisons.csv",
                    "demo-means-decay.svg",
                    "demo-means-decay.csv",
                    "demo-means-errors.svg")),
        names(out)::toString);
    assertTrue(
        names(out).contains("demo-means-decay.png") ^ run.err().contains("PNG skipped"), run.err());
  }

  @Test
  void aFailingExperimentIsReportedAndTheOthersRun() throws Exception {
    Path out = directory.resolve("report");
    Run run = run("--json", "reproduce", "--out", out.toString());
    assertEquals(1, run.exitCode());
    assertEquals(List.of("experiments", "report", "error", "kind"), keys(run.out()));
    assertTrue(run.out().contains("\"verdict\" : \"AGREES\""), run.out());
    assertTrue(run.out().contains("\"reference\" : \"NaN\""), run.out());
    String reason = "demo-broken failed: IllegalStateException: residual 0.1 after 7 iterations";
    assertTrue(run.err().contains(reason), run.err());
    assertTrue(Files.readString(out.resolve("index.html")).contains("This experiment failed."));
  }

  @Test
  void sameSeedGivesTheSameFiles() throws Exception {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    Path other = directory.resolve("other");
    run("reproduce", "--only", "demo-means", "--seed", "7", "--out", first.toString());
    run("reproduce", "--only", "demo-means", "--seed", "7", "--out", second.toString());
    run("reproduce", "--only", "demo-means", "--seed", "8", "--out", other.toString());
    assertEquals(names(first), names(second));
    for (String name : names(first)) {
      if (!name.equals("index.html")) {
        assertEquals(
            -1, Files.mismatch(first.resolve(name), second.resolve(name)), name + " differs");
      }
    }
    String comparisons = "comparisons.csv";
    assertTrue(Files.mismatch(first.resolve(comparisons), other.resolve(comparisons)) >= 0);
  }

  @Test
  void anUnwritableDirectoryIsAFailure() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    Run run = run("--json", "reproduce", "--only", "demo-means", "--out", file.toString());
    assertEquals(1, run.exitCode());
    assertEquals(List.of("error", "kind"), keys(run.out()));
  }

  /** Before anything is computed; a file is in the way of a directory, or a directory of a file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gp solve --problem poisson_1d-single_sin --out",
        "excursion sample --process diffusion --dimension 2 --out",
        "chromatography fit missing.csv --hold-up-time 60 --pulse 1 --out",
        "chromatography fit missing.csv --hold-up-time 60 --pulse 1 --table"
      })
  void filesThatCannotBeWrittenAreBadUsage(String command) {
    String option = command.substring(command.lastIndexOf(' ') + 1);
    for (Path wrong : List.of(Path.of("/"), directory, directory.resolve("missing/file.csv"))) {
      Run run = run((command + " " + wrong).split(" "));
      assertEquals(2, run.exitCode(), run.err());
      assertTrue(run.err().contains("Invalid value for option '" + option + "': '"), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
    }
  }

  @Test
  void benchWithoutBenchmarksSaysHow() throws Exception {
    Run run = run("--json", "bench");
    assertEquals(1, run.exitCode());
    assertEquals(List.of("error", "kind"), keys(run.out()));
    assertTrue(run.err().contains("./hadamard bench"), run.err());
  }

  @Test
  void benchRowsShowTimesRatiosAndLimits() {
    Output output =
        BenchCommand.describe(
            List.of(new BenchmarkRow("exp", "4096", 1500, "jdkMath", 16_500, 750, 0, "")));
    assertEquals(
        """
        operation  size  ours    peer     peer's   ratio  limit   share  bytes
        ---------  ----  ------  -------  -------  -----  ------  -----  -----
        exp        4096  1.5 µs  jdkMath  16.5 µs  11.00  750 ns  50 %       0
        """,
        output.text());
  }

  private static Set<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
