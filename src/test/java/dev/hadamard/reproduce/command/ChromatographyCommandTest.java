package dev.hadamard.reproduce.command;

import static dev.hadamard.reproduce.command.CommandLineTest.keys;
import static dev.hadamard.reproduce.command.CommandLineTest.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.reproduce.command.CommandLineTest.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChromatographyCommandTest {
  @TempDir private Path directory;

  static double[] numbers(Run run, String key) {
    String out = run.out();
    int at = out.indexOf("\"" + key + "\"");
    assertTrue(at >= 0, key + " in " + out + run.err());
    int from = out.indexOf('[', at);
    return Arrays.stream(out.substring(from + 1, out.indexOf(']', from)).split(",", -1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  static Run line(String command) {
    return run((command + " --json").split(" ", -1));
  }

  /** Values of validation-data/chromatography. */
  @Test
  void goldstein() throws Exception {
    Run run = line("chromatography goldstein-j --x 20,6000 --y 0.5,6000");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(keys(run.out()).containsAll(List.of("value", "complement")));
    // mpmath with 30 digits.
    assertArrayEquals(
        new double[] {1.317479789002526e-7, 0.5018209330197307}, numbers(run, "value"), 1e-16);
  }

  @Test
  void curvesAndMoments() throws Exception {
    String column = "--hold-up-time 60 --transfer-units 6000 --desorption-rate 64";
    Run plain = line("chromatography curve " + column + " --pulse 1 --times 150,153,153.75");
    assertEquals(0, plain.exitCode(), plain.err());
    assertTrue(keys(plain.out()).containsAll(List.of("times", "concentration")));
    Run expanded =
        line(
            "chromatography curve "
                + column
                + " --pulse 1 --times 150,153,153.75"
                + " --pressure-ratio 1.5");
    double[] constant = numbers(plain, "concentration");
    double[] concentration = numbers(expanded, "concentration");
    for (int i = 0; i < 3; i++) {
      assertEquals(constant[i] / 1.5, concentration[i], 1e-16);
    }
    assertArrayEquals(constant, numbers(expanded, "moleFraction"), 1e-15);
    Run step = line("chromatography curve " + column + " --step --times 59,60,1000");
    assertArrayEquals(new double[] {0, 0, 1}, numbers(step, "concentration"), 1e-15);
    Run moments = line("chromatography moments " + column + " --pulse 1");
    assertTrue(keys(moments.out()).containsAll(List.of("cumulants", "plates", "retentionTime")));
    assertArrayEquals(
        new double[] {
          60 + 6000 / 64.0 + 0.5,
          2 * 6000 / 4096.0 + 1 / 12.0,
          6 * 6000 / 262144.0,
          24 * 6000 / 16777216.0 - 1 / 120.0
        },
        numbers(moments, "cumulants"),
        1e-13);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chromatography goldstein-j --x -1 --y 1",
        "chromatography goldstein-j --x 1,2 --y 1,2,3",
        "chromatography curve --hold-up-time 0 --transfer-units 1 --desorption-rate 1 --step"
            + " --times 1",
        "chromatography curve --hold-up-time 1 --transfer-units 1 --desorption-rate 0 --step"
            + " --times 1",
        "chromatography curve --hold-up-time 1 --transfer-units 1 --desorption-rate 1 --times 1",
        "chromatography curve --hold-up-time 1 --transfer-units 1 --desorption-rate 1 --pulse 0"
            + " --times 1",
        "chromatography curve --hold-up-time 1 --transfer-units 1 --desorption-rate 1 --step"
            + " --pressure-ratio 0.5 --times 1",
        "chromatography curve --hold-up-time 1 --transfer-units 1 --desorption-rate 1 --step"
            + " --peclet 5 --boundary open --times 1",
        "chromatography curve --hold-up-time 1 --transfer-units 1 --desorption-rate 1 --step"
            + " --times NaN",
        "chromatography moments --hold-up-time 1 --transfer-units -1 --desorption-rate 1",
        "laplace invert --transform nonsense --times 1",
        "laplace invert --transform one --times 0",
        "laplace invert --transform one --times 1 --method talbot",
        "laplace invert --transform column --times 1",
        "laplace invert --transform column --transfer-units -5 --times 1",
        "laplace invert --transform one --times 1 --method euler --tolerance 1e-3",
      })
  void badUsage(String command) {
    Run run = line(command);
    assertEquals(2, run.exitCode(), run.err() + run.out());
    assertTrue(run.err().strip().lines().count() == 1, run.err());
  }

  /** Section 14 of bad input through the command line: exit code 2, one line, the option's name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "goldstein-j --x -1 --y 1 | --x",
        "goldstein-j --x NaN --y 1 | --x",
        "goldstein-j --x 1 --y -1 | --y",
        "goldstein-j --x 1,2 --y 1,2,3 | --y",
        "goldstein-j --x 1,,2 --y 1 | --x",
        "goldstein-j --x 1 | --y",
        "curve COLUMN --step --times 1 --hold-up-time 0 | --hold-up-time",
        "curve COLUMN --step --times 1 --hold-up-time Infinity | --hold-up-time",
        "curve COLUMN --step --times 1 --hold-up-time long | --hold-up-time",
        "curve COLUMN --step --times 1 --transfer-units -1 | --transfer-units",
        "curve COLUMN --step --times 1 --transfer-units NaN | --transfer-units",
        "curve COLUMN --step --times 1 --desorption-rate 0 | --desorption-rate",
        "curve COLUMN --step --times 1 --desorption-rate -2 | --desorption-rate",
        "curve COLUMN --step --times 1 --peclet 0 | --peclet",
        "curve COLUMN --step --times 1 --peclet -5 | --peclet",
        "curve COLUMN --step --times 1 --peclet 5 --boundary open | --boundary",
        "curve COLUMN --step --times 1 --pressure-ratio 0.9 | --pressure-ratio",
        "curve COLUMN --step --times 1 --pressure-ratio 2 --peclet 9 --boundary dirichlet-open"
            + " | --boundary",
        "curve COLUMN --times 1 --pulse 0 | --pulse",
        "curve COLUMN --times 1 --pulse -1 | --pulse",
        "curve COLUMN --times 1 --pulse NaN | --pulse",
        "curve COLUMN --times 1 --pulse 1 --step | --step",
        "curve COLUMN --times 1 | --step",
        "curve COLUMN --step | --times",
        "curve COLUMN --step --times NaN | --times",
        "curve COLUMN --step --times @absent.txt | --times",
        "curve COLUMN --step --times 1 --speed 3 | --speed",
        "moments COLUMN --pulse 0 | --pulse",
        "moments COLUMN --transfer-units -1 | --transfer-units",
        "fit FILE --pulse 1 --hold-up-time 0 | --hold-up-time",
        "fit FILE --pulse 1 --hold-up-time NaN | --hold-up-time",
        "fit FILE --hold-up-time 60 --pulse 0 | --pulse",
        "fit FILE --hold-up-time 60 --pulse -1 | --pulse",
        "fit FILE --hold-up-time 60 | --pulse",
        "fit FILE --pulse 1 --hold-up-time 60 --peaks 0 | --peaks",
        "fit FILE --pulse 1 --hold-up-time 60 --peaks some | --peaks",
        "fit FILE --pulse 1 --hold-up-time 60 --peclet 0 | --peclet",
        "fit FILE --pulse 1 --hold-up-time 60 --time-constant -1 | --time-constant",
        "fit FILE --pulse 1 --hold-up-time 60 --free time-constant | --time-constant",
        "fit FILE --pulse 1 --hold-up-time 60 --free peclet | --peclet",
        "fit FILE --pulse 1 --hold-up-time 60 --free speed | --free",
        "fit FILE --pulse 1 --hold-up-time 60 --boundary open | --boundary",
        "fit absent.csv --pulse 1 --hold-up-time 60 | FILE",
        "shapes FILE --shape round | --shape",
        "shapes absent.csv | FILE",
      })
  void badValuesAreOneLineThatNamesThem(String command, String option) {
    String plain =
        command
            .replace("FILE", "validation-data/chromatography/btex_synthetic.csv")
            .replace("COLUMN", given(command));
    for (boolean json : new boolean[] {false, true}) {
      String text = "chromatography " + plain + (json ? " --json" : "");
      Run run = run(text.split(" ", -1));
      assertEquals(2, run.exitCode(), run.err() + run.out());
      assertEquals(1, run.err().strip().lines().count(), run.err());
      assertTrue(run.err().contains(option), option + " in " + run.err());
    }
  }

  /** The options of a column that a command does not give itself. */
  private static String given(String command) {
    StringBuilder options = new StringBuilder();
    for (String one : List.of("--hold-up-time", "--transfer-units", "--desorption-rate")) {
      options.append(command.contains(one) ? "" : one + " 2 ");
    }
    return options.toString().strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--transform nonsense --times 1 | --transform",
        "--times 1 | --transform",
        "--transform one --times 0 | --times",
        "--transform one --times -1 | --times",
        "--transform one --times NaN | --times",
        "--transform one --times 1,x | --times",
        "--transform one | --times",
        "--transform one --times 1 --method talbot | --method",
        "--transform one --times 1 --method fixed-talbot --terms 1000 | --terms",
        "--transform one --times 1 --method euler --terms 0 | --terms",
        "--transform one --times 1 --method auto --terms 20 | --terms",
        "--transform one --times 1 --tolerance 0 | --tolerance",
        "--transform one --times 1 --tolerance -1 | --tolerance",
        "--transform one --times 1 --method euler --tolerance 1e-3 | --tolerance",
        "--transform one --times 1 --delay -1 | --delay",
        "--transform one --times 1 --singularity-abscissa NaN | --singularity-abscissa",
        "--transform one --times 1 --transfer-units 5 | --transfer-units",
        "--transform column --times 1 | --transfer-units",
        "--transform column --times 1 --transfer-units 0 | --transfer-units",
      })
  void badInversionsAreOneLineThatNamesThem(String options, String option) {
    for (String json : List.of("", " --json")) {
      Run run = run(("laplace invert " + options + json).split(" ", -1));
      assertEquals(2, run.exitCode(), run.err() + run.out());
      assertEquals(1, run.err().strip().lines().count(), run.err());
      assertTrue(run.err().contains(option), option + " in " + run.err());
    }
  }

  /** A shoulder on request, and only the product of adsorption constant and capacity. */
  @Test
  void shouldersAndProducts() throws Exception {
    StringBuilder csv = new StringBuilder("time (s),signal\n");
    LinearColumn first = LinearColumn.ofRetention(60, 1.5, 6000);
    LinearColumn second = LinearColumn.ofRetention(60, 1.563, 6200);
    for (int i = 0; i < 600; i++) {
      double t = 130 + 0.075 * i;
      double value = 10 * first.pulse(1, t)[0] + 3.5 * second.pulse(1, t)[0];
      csv.append(t).append(',').append(value + 1e-4 * ((i * 7919) % 31 - 15)).append('\n');
    }
    Path file = directory.resolve("shoulder.csv");
    Files.writeString(file, csv);
    Run one = fit(file, "--pulse", "1", "--json");
    assertEquals(1, one.out().split("\"standardErrors\"", -1).length - 1, one.out());
    Run two = fit(file, "--pulse", "1", "--shoulders", "--json");
    assertEquals(0, two.exitCode(), two.err());
    assertEquals(2, two.out().split("\"standardErrors\"", -1).length - 1, two.out());
    assertTrue(two.out().replace(" ", "").contains("\"shoulder\":true"), two.out());
    for (String never : List.of("capacity", "adsorptionConstant", "\"ka\"", "\"qm\"")) {
      assertTrue(!two.out().contains(never), never);
    }
    assertTrue(two.out().contains("adsorptionRate"));
  }

  @Test
  void badValuesNameTheOption() {
    Run run =
        line(
            "chromatography curve --hold-up-time -3 --transfer-units 1 --desorption-rate 1"
                + " --step --times 1");
    assertTrue(run.err().contains("--hold-up-time") && run.err().contains("-3.0"), run.err());
  }

  @Test
  void laplace() throws Exception {
    Run list = line("laplace list");
    assertEquals(0, list.exitCode());
    assertTrue(list.out().contains("bessel_j0") && list.out().contains("de-hoog"));
    Run run = line("laplace invert --transform exp_decay --times 0.5,1,2");
    assertTrue(
        keys(run.out())
            .containsAll(List.of("times", "values", "errorEstimates", "evaluations", "method")));
    assertArrayEquals(
        new double[] {StrictMath.exp(-0.5), StrictMath.exp(-1), StrictMath.exp(-2)},
        numbers(run, "values"),
        1e-12);
    Run column = line("laplace invert --transform column --transfer-units 40 --times 35,40");
    // mpmath with 30 digits.
    assertArrayEquals(
        new double[] {0.3016173532740404, 0.5223366458911376}, numbers(column, "values"), 1e-9);
    Run jump = line("laplace invert --transform square_wave --times 55.5");
    assertEquals(1, jump.exitCode());
    assertTrue(keys(jump.out()).containsAll(List.of("error", "kind")));
  }

  @Test
  void fitOfTheSyntheticRun() throws Exception {
    String file = "validation-data/chromatography/btex_synthetic.csv";
    Run run = line("chromatography fit " + file + " --hold-up-time 60 --pulse 1");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(keys(run.out()).contains("peaks"));
    assertEquals(5, run.out().split("\"standardErrors\"", -1).length - 1);
    for (String key : List.of("parameters", "residual", "retentionFactor", "transferUnits")) {
      assertTrue(run.out().contains("\"" + key + "\""), key);
    }
    Path out = directory.resolve("fit.csv");
    Run three =
        run(
            "chromatography",
            "fit",
            file,
            "--hold-up-time",
            "60",
            "--pulse",
            "1",
            "--peaks",
            "3",
            "--out",
            out.toString());
    assertEquals(0, three.exitCode(), three.err());
    List<String> lines = Files.readAllLines(out);
    assertEquals("time (s),signal,fit,residual,peak1,peak2,peak3", lines.getFirst());
    assertEquals(1602, lines.size());
    assertTrue(three.out().contains("plates"), three.out());
  }

  /** What is fitted besides, and where the results go. */
  @Test
  void fitOptionsAndReports() throws Exception {
    Path file = Path.of("validation-data/chromatography/btex_synthetic.csv");
    Path json = directory.resolve("fit.json");
    Path table = directory.resolve("peaks.csv");
    Run run =
        fit(
            file,
            "--pulse",
            "1",
            "--free",
            "time-constant",
            "--time-constant",
            "0.2",
            "--peclet",
            "1e6",
            "--out",
            json.toString(),
            "--table",
            table.toString(),
            "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("\"timeConstantError\""), run.out());
    // The whole file is one JSON object with the curves, and the table has a line for each peak.
    assertTrue(keys(Files.readString(json)).containsAll(List.of("peaks", "curves", "noise")));
    List<String> lines = Files.readAllLines(table);
    assertEquals(6, lines.size());
    assertTrue(lines.getFirst().startsWith("apex,height"), lines.getFirst());
    assertEquals(2, fit(file, "--pulse", "1", "--free", "time-constant").exitCode());
    assertEquals(2, fit(file, "--pulse", "1", "--free", "velocity").exitCode());
    assertEquals(2, fit(file, "--pulse", "1", "--peclet", "-1").exitCode());
  }

  @Test
  void shapes() throws Exception {
    String file = "validation-data/chromatography/btex_synthetic.csv";
    Run all = line("chromatography shapes " + file);
    assertEquals(0, all.exitCode(), all.err());
    assertEquals(20, all.out().split("\"akaike\"", -1).length - 1);
    Run one = run("chromatography", "shapes", file, "--shape", "modified-gaussian");
    assertTrue(one.out().contains("modified-gaussian"), one.out());
    assertEquals(2, line("chromatography shapes " + file + " --shape round").exitCode());
    assertEquals(2, line("chromatography shapes absent.csv").exitCode());
  }

  @Test
  void badChromatograms() throws Exception {
    Path file = directory.resolve("run.csv");
    Files.writeString(file, "t,y\n61,1\n63,2\n62,3\n64,2\n65,1\n66,1\n");
    Run unsorted = fit(file, "--pulse", "1");
    assertEquals(2, unsorted.exitCode());
    assertTrue(unsorted.err().contains("line 4"), unsorted.err());
    assertEquals(1, fit(file, "--pulse", "1", "--repair").exitCode());
    assertEquals(2, fit(file, "--pulse", "0").exitCode());
    assertEquals(2, fit(file, "--pulse", "1", "--peaks", "0").exitCode());
    assertEquals(2, fit(file, "--pulse", "1", "--peaks", "few").exitCode());
    assertEquals(2, fit(directory.resolve("absent.csv"), "--pulse", "1").exitCode());
  }

  private static Run fit(Path file, String... more) {
    List<String> args =
        new java.util.ArrayList<>(
            List.of("chromatography", "fit", file.toString(), "--hold-up-time", "60"));
    args.addAll(List.of(more));
    return run(args.toArray(new String[0]));
  }
}
