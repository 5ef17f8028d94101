package dev.hadamard.reproduce.command;

import static dev.hadamard.reproduce.command.CommandLineTest.keys;
import static dev.hadamard.reproduce.command.CommandLineTest.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.reproduce.command.CommandLineTest.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcursionCommandTest {
  @TempDir private Path directory;

  private static Run excursion(String args) {
    return run(("excursion " + args).split(" ", -1));
  }

  /** Exponents of validation-data/slepian/iia_exponents.csv. */
  @ParameterizedTest
  @CsvSource({
    "diffusion --dimension 3, 0.235774477540",
    "random-acceleration, 0.264668571132",
    "integrated-white-noise --order 3, 0.222828008342",
    "matern --smoothness 1.5, 0.336698715796",
    "matern --smoothness 1.5 --range 0.5, 0.673397431592",
    "squared-exponential, 0.411497153976",
    "cauchy --exponent 1, 0",
    "car2 --a 1 --b 2, 0.457982218590",
  })
  void exponents(String process, double exponent) throws Exception {
    Run run = excursion("exponent --process " + process + " --json");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(
        keys(run.out()).containsAll(List.of("exponent", "amplitude", "regime", "validity")),
        run.out());
    double found =
        Double.parseDouble(
            run.out()
                .lines()
                .filter(line -> line.contains("\"exponent\""))
                .findFirst()
                .orElseThrow()
                .replaceAll("[^0-9.e-]*$|^.*: ", ""));
    assertEquals(exponent, found, 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"diffusion --dimension 2, proven", "sinc, refuted", "damped-cosine --frequency 2, *"})
  void validity(String process, String status) throws Exception {
    Run run = excursion("validity --process " + process + " --json");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(keys(run.out()).containsAll(List.of("status", "evidence")), run.out());
    assertTrue(
        status.equals("*") || run.out().contains("\"status\" : \"" + status + "\""), run.out());
  }

  @ParameterizedTest
  @CsvSource({"1.2, proven", "2, undecided", "-2, undecided"})
  void validityAtALevel(String level, String status) throws Exception {
    Run run = excursion("validity --process diffusion --dimension 2 --json --level " + level);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("\"status\" : \"" + status + "\""), run.out());
    // √(π/2), the critical level of this process.
    assertTrue(run.out().contains("\"criticalLevel\" : 1.25331"), run.out());
    assertTrue(keys(run.out()).containsAll(List.of("level", "regime")), run.out());
  }

  /** level_summary.csv, d = 2, u = 2: above the critical level. */
  @Test
  void formalExponentsAtALevel() throws Exception {
    String process = "exponent --process diffusion --dimension 2 --level 2 --diagnostic --json";
    Run run = excursion(process + " --side below");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("\"exponent\" : 0.0108426336"), run.out());
    assertTrue(run.out().contains("\"validity\" : \"undecided\""), run.out());
    run = excursion(process + " --side above");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("\"regime\" : \"undetermined\""), run.out());
    assertTrue(run.err().contains("has no root"), run.err());
  }

  @Test
  void badLevelsOfValidityAreBadUsage() {
    Run run = excursion("validity --process diffusion --dimension 2 --level 38");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("'--level': level is 38.0: must be from -37 to 37"), run.err());
  }

  @Test
  void aProcessWithoutAValidLawIsRefused() throws Exception {
    Run run = excursion("exponent --process sinc --json");
    assertEquals(1, run.exitCode());
    assertEquals(List.of("error", "kind"), keys(run.out()));
    assertTrue(run.out().contains("NonMonotoneCovariance"), run.out());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void aTableIsRead() throws Exception {
    StringBuilder table = new StringBuilder("# lag,correlation\n");
    for (int i = 0; i <= 400; i++) {
      double t = 0.02 * i;
      table.append(String.format(Locale.ROOT, "%.2f,%.17g%n", t, Math.exp(-t * t / 2)));
    }
    Path file = Files.writeString(directory.resolve("table.csv"), table);
    Run run = excursion("validity --lambda2 1 --process table --file " + file);
    assertEquals(0, run.exitCode(), run.err());
    Path bad = Files.writeString(directory.resolve("bad.csv"), "0,1\n0.1,x\n");
    run = excursion("validity --lambda2 1 --process table --file " + bad);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("has 'x': allowed are numbers"), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exponent | Missing required option: '--process",
        "exponent --process noise | 'noise': allowed are diffusion, random-acceleration,",
        "exponent --process diffusion | Missing option '--dimension' of process 'diffusion'",
        "exponent --process diffusion --dimension 0 | dimension is 0.0: must be positive",
        "exponent --process diffusion --dimension 2 --order 2 | '--order' does not belong",
        "exponent --process matern --smoothness 0.5 | smoothness is 0.5: must be greater than 1",
        "exponent --process table --file /no/such --lambda2 1 | '/no/such' cannot be read",
        "exponent --process diffusion --dimension two | '--dimension'",
        "exponent --process diffusion --dimension NaN | '--dimension': 'NaN'",
        "exponent --process integrated-white-noise --order 1 | order is 1: must be from 2",
        "exponent --process integrated-white-noise --order 2.5 | '--order'",
        "exponent --process matern | Missing option '--smoothness'",
        "exponent --process matern --smoothness 2.5 --range -1 | range is -1.0",
        "exponent --process squared-exponential --length 0 | length is 0.0",
        "exponent --process cauchy --exponent -2 | exponent is -2.0",
        "exponent --process car2 --a 1 | Missing option '--b'",
        "exponent --process car2 --a 0 --b 1 | a is 0.0",
        "exponent --process damped-cosine --frequency Infinity | frequency is Infinity",
        "exponent --process table --lambda2 1 | Missing option '--file'",
        "exponent --process underdamped-oscillator | Missing option '--damping'",
        "exponent --process underdamped-oscillator --damping 1 | dampingRatio is 1.0",
        "exponent --process bessel-j0 --damping 0.5 | '--damping' does not belong",
        "exponent --process random-acceleration --level up | '--level'",
        "exponent --process random-acceleration --level NaN | '--level': 'NaN'",
        "exponent --process random-acceleration --side left | '--side'",
        "exponent --process random-acceleration --colour red | '--colour'",
        "distribution --process random-acceleration --times -1 | '--times': -1.0",
        "distribution --process random-acceleration --times 1,x | '--times'",
        "distribution --process random-acceleration --times NaN | '--times': 'NaN'",
        "distribution --process random-acceleration --times @/no/such | '--times'",
        "distribution --process random-acceleration --quantiles NaN | '--quantiles': 'NaN'",
        "distribution --process random-acceleration --level -38 | '--level': level is -38.0",
        "sample --process random-acceleration --count 1.5 | '--count'",
        "sample --process random-acceleration --count -3 | '--count': -3",
        "sample --process random-acceleration --seed x | '--seed'",
        "sample --process random-acceleration --out /no/such/file | '/no/such/file'",
        "sample --process random-acceleration --level 1e9 | '--level'",
        "sample --process random-acceleration --quasi-random --level 1 | '--quasi-random'",
        "sample --process random-acceleration --quasi-random 7 | '7'",
        "validity --process sinc --level x | '--level'",
        "validity --process sinc --level -37.1 | '--level': level is -37.1",
      })
  void badParametersAreBadUsage(String args, String message) {
    Run run = excursion(args);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void theAreaAloneIsBadUsage() {
    Run run = run("excursion");
    assertEquals(2, run.exitCode());
    assertTrue(
        run.err().contains("allowed are exponent, distribution, sample, validity"), run.err());
  }

  @Test
  void distributionPrintsTheLaw() throws Exception {
    Run run =
        run(
            "--json",
            "excursion",
            "distribution",
            "--process",
            "random-acceleration",
            "--times",
            "0,1",
            "--quantiles",
            "0.5");
    assertEquals(0, run.exitCode(), run.err());
    // The keys are the contract; a JSON object has no order.
    List<String> keys = keys(run.out());
    assertEquals(
        Set.of(
            "process",
            "mean",
            "variance",
            "errorEstimate",
            "regime",
            "times",
            "density",
            "survival",
            "cdf",
            "probabilities",
            "quantiles"),
        Set.copyOf(keys));
    assertEquals(11, keys.size(), "no key twice");
    assertTrue(run.out().contains("0.3333333333333"), "f(0) = 1/3: " + run.out());
  }

  @Test
  void sampleWritesWhatItDraws(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("times.txt");
    Run run =
        run(
            "excursion",
            "sample",
            "--process",
            "diffusion",
            "--dimension",
            "2",
            "--count",
            "50",
            "--seed",
            "3",
            "--out",
            file.toString());
    assertEquals(0, run.exitCode(), run.err());
    List<String> lines = Files.readAllLines(file);
    assertEquals(50, lines.size());
    assertTrue(lines.stream().mapToDouble(Double::parseDouble).allMatch(t -> t > 0));
  }

  /** The mean of 4096 times is 2π/√3 within a tenth of what independent ones would allow. */
  @Test
  void quasiRandomSamples() {
    Run run =
        excursion("sample --process random-acceleration --count 4096 --seed 3 --quasi-random");
    assertEquals(0, run.exitCode(), run.err());
    String mean = run.out().lines().filter(l -> l.startsWith("mean")).findFirst().orElseThrow();
    double value = Double.parseDouble(mean.replaceAll("[^0-9.]+", ""));
    assertEquals(2 * Math.PI / Math.sqrt(3), value, 0.1 * Math.sqrt(15.3 / 4096));
    assertEquals(
        run.out(),
        excursion("sample --process random-acceleration --count 4096 --seed 3 --quasi-random")
            .out());
  }

  @Test
  void badListsAreNamed() {
    Run run = run("excursion", "distribution", "--process", "sinc", "--quantiles", "0.5");
    assertEquals(1, run.exitCode());
    run =
        run("excursion", "distribution", "--process", "random-acceleration", "--quantiles", "1.5");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("'--quantiles': 1.5: allowed are numbers from 0 to 1"));
    run = run("excursion", "sample", "--process", "random-acceleration", "--count", "0");
    assertEquals(2, run.exitCode());
  }

  /** A power law: the warning goes to the error stream, the law is printed. */
  @ParameterizedTest
  @CsvSource({"exponent", "distribution"})
  void heavyTailsAreTold(String command) {
    Run run = excursion(command + " --json --process cauchy --exponent 1");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("\"regime\" : \"heavy\""), run.out());
    assertTrue(run.err().contains("heavy tail: the approximation has no exponent"), run.err());
    Run light = excursion(command + " --json --process random-acceleration");
    assertTrue(light.out().contains("\"regime\" : \"exponential\""), light.out());
    assertEquals("", light.err());
  }

  /** level_summary.csv, d = 2, u = 1. */
  @ParameterizedTest
  @CsvSource({"above, 0.42136440082", "below, 0.05913088298"})
  void levels(String side, String theta) {
    Run run =
        run(
            "excursion",
            "exponent",
            "--process",
            "diffusion",
            "--dimension",
            "2",
            "--level",
            "1",
            "--side",
            side);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains(theta.substring(0, 10)), run.out());
    run =
        run(
            "excursion",
            "exponent",
            "--process",
            "diffusion",
            "--dimension",
            "2",
            "--level",
            "2",
            "--side",
            side);
    assertEquals(1, run.exitCode(), "above the critical level");
    run =
        run(
            "excursion",
            "exponent",
            "--process",
            "diffusion",
            "--dimension",
            "2",
            "--level",
            "38",
            "--side",
            side);
    assertEquals(2, run.exitCode());
  }

  /** level_distribution.csv, d = 2, u = 0.5. */
  @Test
  void distributionAtALevel() {
    Run run =
        run(
            "excursion",
            "distribution",
            "--process",
            "diffusion",
            "--dimension",
            "2",
            "--level",
            "0.5",
            "--side",
            "above",
            "--times",
            "0.98174770424681",
            "--quantiles",
            "0.5");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("0.9195351009"), run.out());
    assertTrue(run.out().contains("4.393439850"), run.out());
    Run sample =
        run(
            "excursion",
            "sample",
            "--process",
            "diffusion",
            "--dimension",
            "2",
            "--level",
            "0.5",
            "--side",
            "below",
            "--count",
            "50");
    assertEquals(0, sample.exitCode(), sample.err());
    assertTrue(sample.out().contains("9.846123571"), sample.out());
    Run refused =
        run(
            "excursion",
            "distribution",
            "--process",
            "diffusion",
            "--dimension",
            "2",
            "--level",
            "2");
    assertEquals(1, refused.exitCode());
  }
}
