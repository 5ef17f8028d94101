package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The error of each function over its table in {@code validation-data/elementary}. */
class ElementaryAccuracyTest {
  @ParameterizedTest
  @FieldSource("dev.hadamard.kernel.ElementaryFunctions#UNARY")
  void unaryStaysWithinItsBound(ElementaryFunctions.Unary function) throws IOException {
    List<String> table = table(function.name());
    double worst = 0;
    String where = "";
    for (String line : table) {
      String[] cells = line.split(",", -1);
      double x = Double.parseDouble(cells[0]);
      double error = Ulps.error(function.scalar().applyAsDouble(x), new BigDecimal(cells[1]));
      if (error > worst) {
        worst = error;
        where = cells[0];
      }
    }
    report(function.name(), worst, where, table.size(), function.maxUlp());
  }

  @ParameterizedTest
  @FieldSource("dev.hadamard.kernel.ElementaryFunctions#BINARY")
  void binaryStaysWithinItsBound(ElementaryFunctions.Binary function) throws IOException {
    double worst = 0;
    String where = "";
    List<String> table = table(function.name());
    for (String line : table) {
      String[] cells = line.split(",", -1);
      double x = Double.parseDouble(cells[0]);
      double y = Double.parseDouble(cells[1]);
      double error = Ulps.error(function.scalar().applyAsDouble(x, y), new BigDecimal(cells[2]));
      if (error > worst) {
        worst = error;
        where = cells[0] + ", " + cells[1];
      }
    }
    report(function.name(), worst, where, table.size(), function.maxUlp());
  }

  private static List<String> table(String name) throws IOException {
    Path file = Path.of("validation-data", "elementary", name + ".csv");
    return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
  }

  private static void report(String name, double worst, String where, int points, double bound) {
    String text = String.format("%s: %.3f ulp at %s of %d points", name, worst, where, points);
    if (Boolean.getBoolean("hadamard.report")) {
      System.out.println(text);
    }
    assertTrue(worst <= bound, text);
  }
}
