package dev.hadamard.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions against tables of high-precision values in {@code validation-data/elementary}, in ulp.
 *
 * <p>{@code -Dhadamard.elementary=folder} takes other tables of the same names (denser ones, for
 * instance), and the measured errors go to the standard output with {@code
 * -Dhadamard.elementary.print=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReferenceTableTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("hadamard.elementary", "validation-data/elementary"));

  /** A function of single precision. */
  interface FloatOperator {
    float apply(float x);
  }

  /** A function of two numbers of single precision. */
  interface FloatBinaryOperator {
    float apply(float y, float x);
  }

  /**
   * The function of a table, in both precisions, and the error allowed in each, in ulp of the value
   * or of {@code floor} where the value is smaller.
   */
  record Case(
      String table,
      DoubleBinaryOperator function,
      double allowed,
      FloatBinaryOperator single,
      double allowedSingle,
      double floor) {
    static Case of(
        String table,
        DoubleUnaryOperator function,
        double allowed,
        FloatOperator single,
        double allowedSingle) {
      return new Case(
          table,
          (x, _) -> function.applyAsDouble(x),
          allowed,
          (x, _) -> single.apply(x),
          allowedSingle,
          0.0);
    }

    Case withFloor(double newFloor) {
      return new Case(table, function, allowed, single, allowedSingle, newFloor);
    }

    @Override
    public String toString() {
      return table;
    }
  }

  abstract Stream<Case> cases();

  @ParameterizedTest
  @MethodSource("cases")
  void errorStaysWithinTheAllowedUlps(Case subject) {
    double largest = 0;
    double largestSingle = 0;
    String worst = "";
    String worstSingle = "";
    for (double[] row : rows(subject.table())) {
      double first = row[0];
      double second = row.length == 4 ? row[1] : 0.0;
      double high = row[row.length - 2];
      double low = row[row.length - 1];
      double magnitude = Math.max(Math.abs(high), subject.floor());
      double error =
          error(subject.function().applyAsDouble(first, second), high, low, Math.ulp(magnitude));
      if (!(error <= largest)) {
        largest = error;
        worst = at(first, second);
      }
      if (first == (float) first && second == (float) second && !Float.isInfinite((float) high)) {
        float value = subject.single().apply((float) first, (float) second);
        double errorSingle = error(value, high, low, Math.ulp((float) magnitude));
        if (!(errorSingle <= largestSingle)) {
          largestSingle = errorSingle;
          worstSingle = at(first, second);
        }
      }
    }
    if (Boolean.getBoolean("hadamard.elementary.print")) {
      System.out.printf(
          "ulp %s %.2f %.2f %s %s%n", subject.table(), largest, largestSingle, worst, worstSingle);
    }
    assertTrue(
        largest <= subject.allowed(),
        () -> "double error above " + subject.allowed() + " ulp, worst at " + subject.table());
    assertTrue(
        largestSingle <= subject.allowedSingle(),
        () -> "float error above " + subject.allowedSingle() + " ulp at " + subject.table());
  }

  private static String at(double first, double second) {
    return Double.toHexString(first) + (second == 0.0 ? "" : ";" + Double.toHexString(second));
  }

  private static double error(double value, double high, double low, double ulp) {
    return Math.abs((value - high) - low) / ulp;
  }

  static List<double[]> rows(String table) {
    List<double[]> rows = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(FOLDER.resolve(table + ".csv"))) {
        if (line.startsWith("#") || line.endsWith("low")) {
          continue;
        }
        rows.add(Stream.of(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
