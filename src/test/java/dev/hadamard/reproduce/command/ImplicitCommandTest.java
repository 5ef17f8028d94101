package dev.hadamard.reproduce.command;

import static dev.hadamard.reproduce.command.CommandLineTest.keys;
import static dev.hadamard.reproduce.command.CommandLineTest.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.reproduce.command.CommandLineTest.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImplicitCommandTest {
  @TempDir private Path directory;

  private Run sensitivity(String problem, String data, String parameters) throws Exception {
    Path file = directory.resolve("data.csv");
    Files.writeString(file, data);
    return run(
        "implicit",
        "sensitivity",
        "--problem",
        problem,
        "--data",
        file.toString(),
        "--parameters",
        parameters,
        "--json");
  }

  private static double[] numbers(Run run, String key) {
    String out = run.out();
    int from = out.indexOf('[', out.indexOf("\"" + key + "\""));
    return Arrays.stream(out.substring(from + 1, out.indexOf(']', from)).split(",", -1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static void succeeds(Run run) throws Exception {
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(
        keys(run.out()).containsAll(List.of("solution", "jacobian", "residual", "diagnostics")),
        run.out());
  }

  /** The exact case of validation-data/implicitdiff/implicit_cases.csv. */
  @Test
  void ridge() throws Exception {
    String data = "a,b,y\n1,2,1\n3,4,2\n5,6,3\n";
    Run run = sensitivity("ridge", data, "1");
    succeeds(run);
    assertArrayEquals(new double[] {11 / 58.0, 10 / 29.0}, numbers(run, "solution"), 1e-11);
    assertArrayEquals(new double[] {253 / 6728.0, -59 / 1682.0}, numbers(run, "jacobian"), 1e-10);
    Run weights = sensitivity("ridge", data, "1,1");
    assertArrayEquals(
        new double[] {-627 / 6728.0, 110 / 841.0, 121 / 1682.0, -90 / 841.0},
        numbers(weights, "jacobian"),
        1e-10);
  }

  @Test
  void lassoAndElasticNetOfOrthonormalFeatures() throws Exception {
    String data = "1,0,0,0,3\n0,1,0,0,-1\n0,0,1,0,0.5\n0,0,0,1,-4\n";
    Run lasso = sensitivity("lasso", data, "1.5");
    succeeds(lasso);
    assertArrayEquals(new double[] {1.5, 0, 0, -2.5}, numbers(lasso, "solution"), 1e-9);
    assertArrayEquals(new double[] {-1, 0, 0, 1}, numbers(lasso, "jacobian"), 1e-9);
    Run net = sensitivity("elastic-net", data, "1.5,2");
    succeeds(net);
    assertArrayEquals(new double[] {0.375, 0, 0, -0.625}, numbers(net, "solution"), 1e-9);
    // w = (z ∓ λ)/(1 + λγ).
    assertArrayEquals(
        new double[] {
          (-1 - 2 * 0.375) / 4, -1.5 * 0.375 / 4, 0, 0, 0, 0, (1 + 2 * 0.625) / 4, 1.5 * 0.625 / 4
        },
        numbers(net, "jacobian"),
        1e-9);
  }

  @Test
  void logisticAndSvm() throws Exception {
    String data = "1,0.5,0\n2,-1,1\n-0.3,0.2,0\n0.4,0.9,1\n";
    succeeds(sensitivity("logistic", data, "0.5"));
    Run run = sensitivity("svm", data, "0.7");
    succeeds(run);
    double h = 1e-5;
    double[] up = numbers(sensitivity("svm", data, Double.toString(0.7 + h)), "solution");
    double[] down = numbers(sensitivity("svm", data, Double.toString(0.7 - h)), "solution");
    double[] jacobian = numbers(run, "jacobian");
    for (int i = 0; i < up.length; i++) {
      assertEquals((up[i] - down[i]) / (2 * h), jacobian[i], 1e-5);
    }
  }

  @Test
  void quadraticProgram() throws Exception {
    Run run = sensitivity("qp", "Q,1,0\nQ,0,1\nG,1,1,1\nG,-1,0,0\nG,0,-1,0\n", "-1.2,-0.6");
    succeeds(run);
    assertArrayEquals(new double[] {0.8, 0.2}, numbers(run, "solution"), 1e-14);
    assertArrayEquals(new double[] {-0.5, 0.5, 0.5, -0.5}, numbers(run, "jacobian"), 1e-14);
    assertEquals(
        1, sensitivity("qp", "Q,1\nG,1,-1\nG,-1,-1\n", "0").exitCode(), "no point is feasible");
  }

  /** The same fit whatever the unit of the data: features and targets in nanometres. */
  @Test
  void dataInSmallUnits() throws Exception {
    Run one = sensitivity("ridge", "1,2,1\n1,-1,3\n2,1,1\n", "1");
    Run small = sensitivity("ridge", "1e-9,2e-9,1e-9\n1e-9,-1e-9,3e-9\n2e-9,1e-9,1e-9\n", "1e-18");
    assertArrayEquals(numbers(one, "solution"), numbers(small, "solution"), 1e-7);
    for (int i = 0; i < 2; i++) {
      assertEquals(numbers(one, "jacobian")[i], 1e-18 * numbers(small, "jacobian")[i], 1e-7);
    }
  }

  /** No observation is lost, and a header is one wherever it stands first. */
  @Test
  void headersAndMarks() throws Exception {
    double[] plain = numbers(sensitivity("ridge", "1,2,1\n3,1,0\n", "1"), "solution");
    for (String data : List.of("\uFEFF1,2,1\n3,1,0\n", "# of 2026\na,b,y\n1,2,1\n3,1,0\n")) {
      assertArrayEquals(plain, numbers(sensitivity("ridge", data, "1"), "solution"));
    }
    assertEquals(2, sensitivity("ridge", "1..5,2,3\n1,2,1\n3,1,0\n", "1").exitCode());
  }

  /** Separable classes without a penalty: no weights are best. */
  @Test
  void separableClasses() throws Exception {
    Run run = sensitivity("logistic", "1,1,1\n2,1.5,1\n-1,-2,0\n-2,-1,0\n", "0");
    assertEquals(1, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  /** Whatever is wrong: exit code 2 and one line that names the option. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--problem    | nonsense    | 1,2,1;3,4,0 | 1",
        "--parameters | ridge       | 1,2,1;3,4,0 | 1,2,3",
        "--parameters | ridge       | 1,2,1;3,4,0 | -1",
        "--parameters | ridge       | 1,2,1;3,4,0 | nan",
        "--parameters | ridge       | 1,2,1;3,4,0 | inf",
        "--parameters | lasso       | 1,2,1;3,4,0 | NaN",
        "--parameters | ridge       | 1,2,1;3,4,0 | Infinity",
        "--parameters | qp          | Q,1,0;Q,0,1 | 1,NaN",
        "--parameters | ridge       | 1,2,1;3,4,0 | x",
        "--parameters | ridge       | 1,2,1;3,4,0 | ''",
        "--parameters | lasso       | 1,2,1;3,4,0 | -1",
        "--parameters | lasso       | 1,2,1;3,4,0 | 1,2",
        "--parameters | elastic-net | 1,2,1;3,4,0 | 1",
        "--parameters | elastic-net | 1,2,1;3,4,0 | 1,-2",
        "--parameters | logistic    | 1,2,1;3,4,0 | -1",
        "--parameters | svm         | 1,2,1;3,4,0 | 0",
        "--parameters | qp          | Q,1,0;Q,0,1 | 1",
        "--parameters | qp          | Q,1,0;Q,0,1 | 1,nan",
        "--data       | ridge       | 1,x,1       | 1",
        "--data       | ridge       | 1,,1        | 1",
        "--data       | ridge       | ''          | 1",
        "--data       | ridge       | a,b,y       | 1",
        "--data       | ridge       | 1           | 1",
        "--data       | ridge       | 1,2,1;3,4   | 1",
        "--data       | ridge       | 1,nan,1     | 1",
        "--data       | ridge       | 1,inf,1     | 1",
        "--data       | logistic    | 1,2,3;3,4,0 | 1",
        "--data       | svm         | 1,2,0.5     | 1",
        "--data       | svm         | 1,2,-1      | 1",
        "--data       | qp          | B,1,2       | 1",
        "--data       | qp          | G,1,2       | 1",
        "--data       | qp          | Q,1,0       | 1,1",
        "--data       | qp          | Q,1,0;Q,0   | 1,1",
        "--data       | qp          | Q,1,0;Q,0,1;G,1,1 | 1,1",
        "--data       | qp          | Q,1,0;Q,0,1;A,1,1,1,1 | 1,1",
      })
  void badInput(String option, String problem, String data, String parameters) throws Exception {
    refused(option, sensitivity(problem, data.replace(';', '\n'), parameters));
  }

  @Test
  void filesThatCannotBeRead() throws Exception {
    for (Path file : List.of(directory.resolve("missing.csv"), directory)) {
      refused(
          "--data",
          run(
              "implicit",
              "sensitivity",
              "--problem",
              "ridge",
              "--data",
              file.toString(),
              "--parameters",
              "1"));
    }
    refused("--problem", run("implicit", "sensitivity", "--data", "x", "--parameters", "1"));
    refused("--data", run("implicit", "sensitivity", "--problem", "ridge", "--parameters", "1"));
    refused("--parameters", run("implicit", "sensitivity", "--problem", "ridge", "--data", "x"));
  }

  private static void refused(String option, Run run) {
    assertEquals(2, run.exitCode(), () -> option + ": " + run);
    assertEquals(1, run.err().strip().lines().count(), run::err);
    assertTrue(run.err().contains(option), run::err);
    assertEquals("", run.out());
  }

  /** Programs whose data are fine and that have no solution: code 1, and why. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Q,1;G,1,-1;G,-1,-1 | 0   | proves it",
        "Q,1,0;Q,0,0;G,1,0,1 | 1,1 | unbounded below",
        "Q,1,0;Q,0,-1;G,1,0,1 | 1,1 | negative curvature",
        "Q,1,0;Q,0,1;A,1,1,1;A,1,1,2 | 1,1 | proves it",
      })
  void programsWithoutSolution(String data, String parameters, String why) throws Exception {
    Run run = sensitivity("qp", data.replace(';', '\n'), parameters);
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue((run.err() + run.out()).contains(why), run::toString);
  }
}
