package dev.hadamard.reproduce.command;

import dev.hadamard.chromatography.Chromatogram;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file of a chromatogram, and what may be done to it. */
final class ChromatogramSource {
  @Parameters(
      paramLabel = "FILE",
      description =
          "CSV of time and signal; the unit of time is read from the header (s if it has none).")
  private Path file;

  @Option(
      names = "--repair",
      description = "Sort unsorted times and average repeated ones instead of refusing them.")
  private boolean repair;

  /** Reads the file and tells of repairs. */
  Chromatogram read(Command command) {
    Chromatogram data;
    try {
      data =
          Chromatogram.read(
              file, repair ? Chromatogram.Disorder.REPAIR : Chromatogram.Disorder.REFUSE);
    } catch (UncheckedIOException e) {
      throw command.usageError(
          "Invalid value for 'FILE': " + file + " cannot be read: " + e.getCause());
    } catch (IllegalArgumentException refused) {
      throw command.usageError("Invalid value for 'FILE': " + file + ": " + refused.getMessage());
    }
    data.repairs()
        .forEach(repaired -> command.app().err().println("hadamard: " + file + ": " + repaired));
    return data;
  }
}
