package dev.hadamard.bench;

import dev.hadamard.reproduce.bench.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Times of NumPy, and of PyTorch for gradients, for the same operations: measured by a script when
 * Python has them.
 */
final class NumPy {
  /** The system property with the directory of the sources. */
  private static final String HOME_PROPERTY = "hadamard.home";

  private static final Path SCRIPT = Path.of("src", "jmh", "python", "numpy_counterparts.py");
  private static final long LIMIT_SECONDS = 300;

  /** The exit code of the script where there is no NumPy. */
  private static final int ABSENT = 3;

  private NumPy() {}

  /** NumPy's times for those of the measured operations that the script knows. */
  static List<Measurement> measure(List<Measurement> measured) {
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(Path.of(System.getProperty(HOME_PROPERTY, "")).resolve(SCRIPT).toString());
    measured.stream()
        .map(measurement -> measurement.operation() + ":" + measurement.size())
        .distinct()
        .forEach(command::add);
    try {
      return run(command);
    } catch (IOException noPython) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<Measurement> run(List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("hadamard-numpy", ".csv");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of();
      }
      List<Measurement> measurements = new ArrayList<>();
      for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
        String[] cells = line.split(",", -1);
        measurements.add(
            new Measurement(
                cells[0],
                cells[1],
                cells[3],
                Double.parseDouble(cells[2]),
                /* allocated= */ Double.NaN,
                process.exitValue() == ABSENT ? "NumPy is absent" : ""));
      }
      return measurements;
    } finally {
      Files.delete(output);
    }
  }
}
