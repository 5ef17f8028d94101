package dev.hadamard.reproduce.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** An area: a name under which commands stand. Alone it is bad usage. */
abstract class AreaCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public final void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given: allowed are " + String.join(", ", spec.subcommands().keySet()));
  }
}
