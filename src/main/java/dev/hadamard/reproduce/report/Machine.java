package dev.hadamard.reproduce.report;

import dev.hadamard.kernel.Simd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a result was computed with.
 *
 * @param version the version of this library
 * @param java the version and vendor of the Java runtime
 * @param system the operating system and its architecture
 * @param processor the model of the processor, or the architecture where the system does not say
 * @param threads the threads that parallel loops use
 * @param simd the width of the vectors in bits, or {@code off}
 */
public record Machine(
    String version, String java, String system, String processor, int threads, String simd) {
  /** The system property with the number of threads of parallel loops. */
  public static final String THREADS_PROPERTY = "hadamard.threads";

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /**
   * This machine.
   *
   * @return its description
   */
  public static Machine current() {
    String architecture = System.getProperty("os.arch");
    return new Machine(
        libraryVersion(),
        System.getProperty("java.vm.version") + " (" + System.getProperty("java.vendor") + ")",
        System.getProperty("os.name") + " " + architecture,
        processorModel(architecture),
        Integer.getInteger(THREADS_PROPERTY, Runtime.getRuntime().availableProcessors()),
        Simd.description());
  }

  /**
   * The version of this library.
   *
   * @return the version in the manifest of its jar, or {@code development} outside a jar
   */
  public static String libraryVersion() {
    String version = Machine.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static String processorModel(String architecture) {
    if (!Files.isReadable(CPU_INFO)) {
      return architecture;
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture);
    } catch (IOException unreadable) {
      return architecture;
    }
  }
}
