package dev.hadamard.reproduce.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.10000000000000001",
    "1, 1.0",
    "-0.0, -0.0",
    "1e300, 1.0000000000000001e300",
    "4.9e-324, 4.9406564584124654e-324",
    "1e-5, 0.000010000000000000001",
    "100, 100.0",
    "1e16, 10000000000000000.0",
    "1e17, 1e17",
  })
  void exactHas17Digits(double value, String text) {
    assertEquals(text, Numbers.exact(value));
  }

  @Test
  void exactBringsBackTheBits() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertEquals(value, Double.parseDouble(Numbers.exact(value)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.18621071297895285, 0.186210712979",
    "1e-12, 1e-12",
    "NaN, NaN",
    "-Infinity, -Infinity",
    "3, 3",
    "123456789012345, 1.23456789012e14",
  })
  void readableHas12Digits(double value, String text) {
    assertEquals(text, Numbers.readable(value));
  }
}
