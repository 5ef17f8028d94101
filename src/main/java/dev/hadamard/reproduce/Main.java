package dev.hadamard.reproduce;

import dev.hadamard.reproduce.command.CommandLineApp;
import dev.hadamard.reproduce.experiment.ExperimentRegistry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The command line {@code hadamard}. */
public final class Main {
  /**
   * The system property with the name of the pipe to the user's stderr. The launcher collects what
   * the virtual machine itself writes to stderr elsewhere, because it warns of its vector module.
   */
  private static final String STDERR_PROPERTY = "hadamard.stderr";

  private Main() {}

  /**
   * Runs a command and leaves with its exit code.
   *
   * @param args the arguments
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    // Numbers are written alike in every country: %.3g has a decimal point, digits are those of
    // ASCII.
    Locale.setDefault(Locale.ROOT);
    PrintStream stderr = stderr();
    System.setErr(stderr);
    int exitCode =
        execute(
            new PrintWriter(
                new OutputStreamWriter(
                    new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)),
            new PrintWriter(new OutputStreamWriter(stderr, StandardCharsets.UTF_8), true),
            args);
    System.exit(exitCode);
  }

  /**
   * Runs a command within this process.
   *
   * @param out where results go
   * @param err where errors, logs and progress go
   * @param args the arguments
   * @return 0 when it did what was asked, 1 when the problem was refused or did not converge, 2 for
   *     bad usage
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return CommandLineApp.execute(ExperimentRegistry.standard(), out, err, args);
  }

  private static PrintStream stderr() {
    String file = System.getProperty(STDERR_PROPERTY);
    if (file != null) {
      try {
        OutputStream out = new FileOutputStream(file, /* append= */ true);
        return new PrintStream(out, /* autoFlush= */ true, StandardCharsets.UTF_8);
      } catch (IOException unavailable) {
        // The launcher passes on what comes here, although only at the end.
        return System.err;
      }
    }
    return System.err;
  }
}
