package dev.hadamard.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every kernel gives the recorded bits. {@code .ci/run} repeats this test with AVX-512, AVX2 and
 * 128-bit vectors, without SIMD, and with 1, 2 and 3 threads.
 *
 * <p>{@code -Dhadamard.golden=record} rewrites the file; a change in it is a change of results that
 * users see.
 */
class GoldenBitsTest {
  private static final Path FILE = Path.of("validation-data", "golden-bits.csv");
  private static final String HEADER =
      """
      # 64-bit hashes of kernel outputs, equal on every CPU, vector width and thread count.
      # Made by: ./mvnw test -Dtest=GoldenBitsTest -Dhadamard.golden=record
      kernel,parameters,hash
      """;

  private static final List<GoldenCases> CASES =
      List.of(
          new KernelGolden(),
          new ElementaryGolden(),
          new BlasGolden(),
          new LinalgGolden(),
          new FftGolden(),
          new TrigonometricGolden(),
          new SpecialFunctionsGolden(),
          new ExcursionGolden(),
          new AutodiffGolden(),
          new ImplicitGolden(),
          new ChromatographyGolden(),
          new QuadratureGolden(),
          new GpGolden());

  @Test
  void everyKernelGivesTheRecordedBits() throws Exception {
    GoldenBits bits = new GoldenBits();
    CASES.forEach(cases -> cases.record(bits));
    if ("record".equals(System.getProperty("hadamard.golden"))) {
      StringBuilder text = new StringBuilder(HEADER);
      bits.hashes().forEach((key, hash) -> text.append(key).append(',').append(hash).append('\n'));
      Files.writeString(FILE, text.toString());
    }
    Map<String, String> expected = new TreeMap<>();
    for (String line : Files.readAllLines(FILE)) {
      if (!line.startsWith("#") && !line.startsWith("kernel,")) {
        int comma = line.lastIndexOf(',');
        expected.put(line.substring(0, comma), line.substring(comma + 1));
      }
    }
    List<String> differences = new ArrayList<>();
    bits.hashes()
        .forEach(
            (key, hash) -> {
              if (!hash.equals(expected.get(key))) {
                differences.add(key + ": recorded " + expected.get(key) + ", now " + hash);
              }
            });
    assertEquals(List.of(), differences, "kernels whose bits changed");
    assertEquals(expected.keySet(), bits.hashes().keySet(), "recorded cases");
  }
}
