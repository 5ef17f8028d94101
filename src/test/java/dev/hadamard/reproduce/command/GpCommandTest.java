package dev.hadamard.reproduce.command;

import static dev.hadamard.reproduce.command.CommandLineTest.keys;
import static dev.hadamard.reproduce.command.CommandLineTest.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.reproduce.command.CommandLineTest.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpCommandTest {
  @TempDir private Path directory;

  private static double number(String json, String key) {
    Matcher m = Pattern.compile("\"" + key + "\"\\s*:\\s*([-+0-9.eE]+)").matcher(json);
    assertTrue(m.find(), json);
    return Double.parseDouble(m.group(1));
  }

  @Test
  void listNamesTheEquations() throws Exception {
    Run run = run("gp", "list");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("poisson_1d-x2_add_sinx"), run.out());
    assertTrue(run("gp", "list", "--json").out().contains("\"advection-sin\""));
  }

  @ParameterizedTest
  @CsvSource({"student-t", "gaussian"})
  void solve(String kernel) throws Exception {
    Path out = directory.resolve("u.csv");
    Run run =
        run(
            "gp",
            "solve",
            "--problem",
            "poisson_1d-mix_sin",
            "--kernel",
            kernel,
            "--grid",
            "150",
            "--seed",
            "3",
            "--out",
            out.toString(),
            "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(
        keys(run.out())
            .containsAll(List.of("relativeL2", "maxError", "iterations", "seconds", "frequencies")),
        run.out());
    assertTrue(number(run.out(), "relativeL2") < 1e-8, run.out());
    assertTrue(run.out().contains("15.9154943"), run.out());
    List<String> lines = Files.readAllLines(out);
    assertEquals("x,u,exact,error", lines.get(0));
    assertEquals(1001, lines.size());
  }

  @Test
  void aGridForEachAxis() throws Exception {
    Run run = run("gp", "solve", "--problem", "advection-sin", "--grid", "60,150", "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(number(run.out(), "relativeL2") < 1e-8, run.out());
  }

  @Test
  void aliasedGridsAreFlagged() throws Exception {
    Run run = run("gp", "solve", "--problem", "poisson_1d-single_sin", "--grid", "90", "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("warning"), run.err());
    assertTrue(run.out().contains("\"resolved\" : false"), run.out());
  }

  @Test
  void jointLearning() throws Exception {
    Run run =
        run(
            "gp",
            "solve",
            "--problem",
            "poisson_1d-mix_sin",
            "--mode",
            "joint",
            "--grid",
            "60",
            "--steps",
            "50",
            "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(50, number(run.out(), "iterations"));
  }

  @ParameterizedTest
  @CsvSource({
    "--problem, nothing",
    "--kernel, matern",
    "--grid, 3.5",
    "--grid, '10,20,30'",
    "--grid, 2",
    "--mode, best",
    "--steps, many",
    "--seed, x",
    "--out, /no/such/directory/u.csv",
    "--steps, 0"
  })
  void badUsage(String option, String value) throws Exception {
    Run run =
        option.equals("--problem")
            ? run("gp", "solve", option, value)
            : run("gp", "solve", "--problem", "poisson_1d-mix_sin", option, value);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(option), run.err());
  }

  /** A mode that the problem does not allow, through the option that asked for it. */
  @ParameterizedTest
  @CsvSource({
    "heat-sin, joint, 20",
    "heat-sin, lbfgs, 20",
    "poisson_1d-mix_sin, evidence, 4000",
    "allencahn_1d-sin_cos, projection, 100"
  })
  void modesThatDoNotSuit(String problem, String mode, String grid) throws Exception {
    Run run = run("gp", "solve", "--problem", problem, "--mode", mode, "--grid", grid);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains("'--mode': " + mode), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", run.out());
  }

  @Test
  void missingProblem() throws Exception {
    Run run = run("gp", "solve");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("--problem"), run.err());
  }

  /** Not begun to converge: done, but not resolved, and it says why. */
  @Test
  void unfinishedLearningIsFlagged() throws Exception {
    Run run =
        run(
            "gp",
            "solve",
            "--problem",
            "poisson_1d-mix_sin",
            "--mode",
            "lbfgs",
            "--grid",
            "90",
            "--steps",
            "2",
            "--json");
    assertTrue(run.out().contains("\"resolved\" : false"), run.out() + run.err());
    assertTrue(run.out().contains("inaccurate"), run.out());
  }
}
