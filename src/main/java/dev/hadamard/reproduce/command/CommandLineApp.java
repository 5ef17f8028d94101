package dev.hadamard.reproduce.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.hadamard.reproduce.experiment.ExperimentRegistry;
import dev.hadamard.reproduce.report.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line: the global options, and what becomes of results and errors. */
@Command(
    name = "hadamard",
    description = "Research numerics on the JVM: compute, and reproduce papers.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = CommandLineApp.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    subcommands = {
      InfoCommand.class,
      ReproduceCommand.class,
      BenchCommand.class,
      ExcursionCommand.class,
      GpCommand.class,
      ImplicitCommand.class,
      LaplaceCommand.class,
      ChromatographyCommand.class
    })
public final class CommandLineApp extends AreaCommand {
  /** Exit code of a command that did what was asked. */
  static final int DONE = 0;

  /** Exit code of a problem that was refused or did not converge. */
  static final int FAILED = 1;

  /** Exit code of bad usage. */
  static final int USAGE = 2;

  private static final String SIMD_PROPERTY = "hadamard.simd";
  private static final String DEBUG_PROPERTY = "hadamard.debug";

  /** The settings of {@code --simd}. */
  enum SimdSetting {
    AUTO,
    OFF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object on stdout and nothing else there.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      scope = ScopeType.INHERIT,
      description = "Threads of parallel loops; results do not depend on it (default: all cores).")
  private Integer threads;

  @Option(
      names = "--simd",
      paramLabel = "auto|off",
      scope = ScopeType.INHERIT,
      description = "Vector kernels, or their scalar twins with the same results.")
  private SimdSetting simd;

  private final ExperimentRegistry experiments;

  private CommandLineApp(ExperimentRegistry experiments) {
    this.experiments = experiments;
  }

  /**
   * Runs one command.
   *
   * @param experiments the experiments that can be reproduced
   * @param out where results go
   * @param err where errors, logs and progress go
   * @param args the arguments
   * @return the exit code
   */
  public static int execute(
      ExperimentRegistry experiments, PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine =
        new CommandLine(new CommandLineApp(experiments))
            .setOut(out)
            .setErr(err)
            .setExpandAtFiles(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionStrategy(CommandLineApp::run)
            .setParameterExceptionHandler(CommandLineApp::reportUsage)
            .setExecutionExceptionHandler(CommandLineApp::reportFailure);
    Converters.register(commandLine);
    int exitCode = commandLine.execute(args);
    out.flush();
    err.flush();
    return exitCode;
  }

  ExperimentRegistry experiments() {
    return experiments;
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Prints a result in the way that was asked for. */
  void print(Output output) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(output));
    } else {
      out.print(output.text());
    }
    out.flush();
  }

  private static String toJson(Output output) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.useDefaultPrettyPrinter();
      output.writeJson(generator);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  /** Makes the global options hold before the first kernel is loaded, then runs the command. */
  private static int run(ParseResult parsed) {
    CommandLineApp app = (CommandLineApp) parsed.commandSpec().userObject();
    if (app.simd != null) {
      System.setProperty(SIMD_PROPERTY, app.simd.toString());
    }
    if (app.threads != null) {
      if (app.threads < 1) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            "Invalid value for option '--threads': " + app.threads + ": allowed are 1, 2, ...");
      }
      System.setProperty(Machine.THREADS_PROPERTY, app.threads.toString());
    }
    return new RunLast().execute(parsed);
  }

  private static int reportUsage(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName(" ");
    command.getErr().println(name + ": " + oneLine(problem) + " (see " + name + " --help)");
    return USAGE;
  }

  private static int reportFailure(Exception problem, CommandLine command, ParseResult parsed) {
    CommandLineApp app = (CommandLineApp) command.getCommandSpec().root().userObject();
    Output partial = Output.of();
    String kind = problem.getClass().getSimpleName().replaceFirst("Exception$", "");
    if (problem instanceof CommandFailure failure) {
      partial = failure.partial();
      kind = failure.kind();
    } else if (problem instanceof CancellationException) {
      kind = "Cancelled";
    }
    if (app.json) {
      app.print(partial.put("error", oneLine(problem)).put("kind", kind));
    } else if (!partial.isEmpty()) {
      app.print(partial);
    }
    command.getErr().println("hadamard: " + oneLine(problem));
    if (Boolean.getBoolean(DEBUG_PROPERTY)) {
      problem.printStackTrace(command.getErr());
    }
    return FAILED;
  }

  private static String oneLine(Exception problem) {
    String message = problem.getMessage();
    return message == null || message.isBlank()
        ? problem.getClass().getName()
        : message.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  /** The version of the library and of Java. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"hadamard " + Machine.libraryVersion(), "Java " + Runtime.version()};
    }
  }
}
