package dev.hadamard.reproduce.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that computes something and prints it. */
abstract class Command implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /**
   * Computes the result.
   *
   * @return what to print
   * @throws CommandFailure if it cannot be computed
   * @throws ParameterException through {@link #usageError} if it was asked for badly
   */
  abstract Output compute() throws Exception;

  @Override
  public final Integer call() throws Exception {
    Output output = compute();
    app().print(output);
    return CommandLineApp.DONE;
  }

  /** The application: global options and streams. */
  final CommandLineApp app() {
    return (CommandLineApp) spec.root().userObject();
  }

  /** Shows the progress of a task on stderr until it is closed. */
  final ProgressDisplay progress(String task) {
    return ProgressDisplay.of(app().err(), task);
  }

  /**
   * Bad usage that the library found: an argument named {@code holdUpTime} belongs to the option
   * {@code --hold-up-time}.
   */
  final ParameterException usageError(IllegalArgumentException refused) {
    String message = String.valueOf(refused.getMessage());
    int end = message.indexOf(" is ");
    String name = end < 0 ? "" : message.substring(0, end);
    String option =
        "--" + name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    return usageError(
        spec.optionsMap().containsKey(option)
            ? "Invalid value for option '%s': %s".formatted(option, message)
            : message);
  }

  /** Refuses a file that could not be written, before what is to be in it is computed. */
  final void requireWritable(String option, Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    boolean possible =
        Files.exists(file)
            ? Files.isWritable(file) && !Files.isDirectory(file)
            : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    if (!possible) {
      throw usageError(
          "Invalid value for option '%s': '%s' cannot be written: must be a file in a directory that exists"
              .formatted(option, file));
    }
  }

  /** Bad usage: exit code 2. The message names the option, its value and what is allowed. */
  final ParameterException usageError(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
