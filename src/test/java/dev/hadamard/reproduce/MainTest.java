package dev.hadamard.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own. */
class MainTest {
  @TempDir private Path folder;

  /** Where the decimal sign is a comma and digits are others, tables and files are the same. */
  @Test
  void numbersAreWrittenAlikeInEveryCountry() throws Exception {
    StringBuilder csv = new StringBuilder("time,signal\n");
    for (int i = 0; i <= 400; i++) {
      double t = i / 10.0;
      csv.append(t).append(',').append(Math.exp(-0.5 * (t - 20) * (t - 20) / 2.25)).append('\n');
    }
    Path data = folder.resolve("peak.csv");
    Files.writeString(data, csv);
    String plain = run(data, "en", "US");
    assertTrue(Pattern.compile("\\d\\.\\d").matcher(plain).find(), plain);
    assertEquals(plain, run(data, "de", "DE"));
    assertEquals(plain, run(data, "ar", "EG"));
    assertFalse(Pattern.compile("\\d,\\d").matcher(plain).find(), plain);
  }

  private String run(Path data, String language, String country) throws Exception {
    Path output = folder.resolve(language + ".txt");
    String modules = System.getProperty("jdk.module.path", "");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-Dhadamard.simd=off",
                "-cp",
                modules + File.pathSeparator + System.getProperty("java.class.path"),
                Main.class.getName(),
                "chromatography",
                "shapes",
                data.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor());
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
