package dev.hadamard.reproduce.command;

import dev.hadamard.gp.Spectrum;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.gp.pde.GpHmOptions;
import dev.hadamard.gp.pde.GpHmSolver;
import dev.hadamard.gp.pde.GpPdeSolution;
import dev.hadamard.gp.pde.PdeBenchmarks;
import dev.hadamard.gp.pde.PdeProblem;
import dev.hadamard.reproduce.command.Converters.NumberList;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "gp",
    description = "Partial differential equations by Gaussian processes.",
    subcommands = {GpCommand.ListCommand.class, GpCommand.SolveCommand.class})
final class GpCommand extends AreaCommand {
  @picocli.CommandLine.Command(
      name = "list",
      description = "The equations with known solutions that 'gp solve' can be tried on.")
  static final class ListCommand extends Command {
    @Override
    Output compute() {
      List<Output> rows = new ArrayList<>();
      for (PdeBenchmarks.Benchmark b : PdeBenchmarks.all()) {
        List<UniformAxis> axes = b.problem().axes();
        rows.add(
            Output.of()
                .put("problem", b.id())
                .put("grid", String.join(",", axes.stream().map(a -> "" + a.size()).toList()))
                .put("length", axes.get(0).length())
                .put("paper", b.fromPaper())
                .put("equation", b.description()));
      }
      return Output.of().put("problems", rows);
    }
  }

  /** The spectra. */
  enum Kernel {
    STUDENT_T,
    GAUSSIAN;

    Spectrum spectrum() {
      return this == GAUSSIAN ? Spectrum.gaussian() : Spectrum.studentT(5);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The solvers. */
  enum Mode {
    AUTO(GpHmOptions.Mode.AUTO),
    FEATURE(GpHmOptions.Mode.EXACT_FEATURE),
    KERNEL(GpHmOptions.Mode.EXACT_KERNEL),
    JOINT(GpHmOptions.Mode.JOINT_ADAM),
    LBFGS(GpHmOptions.Mode.JOINT_LBFGS),
    PROJECTION(GpHmOptions.Mode.VARIABLE_PROJECTION),
    EVIDENCE(GpHmOptions.Mode.EVIDENCE);

    private final GpHmOptions.Mode mode;

    Mode(GpHmOptions.Mode mode) {
      this.mode = mode;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @picocli.CommandLine.Command(
      name = "solve",
      description = {
        "Solves an equation and compares with its known solution, which the solver does not see.",
        "Mode auto conditions exactly and chooses by the residual between grid points; joint learns"
            + " by the paper's steps of Adam; lbfgs by quasi-Newton steps in the same variables,"
            + " projection and evidence with the values solved for or integrated out. Everything is"
            + " deterministic: the seed changes nothing."
      })
  static final class SolveCommand extends Command {
    @Option(
        names = "--problem",
        required = true,
        paramLabel = "NAME",
        description = "The equation; 'gp list' names them.")
    private String problem;

    @Option(
        names = "--kernel",
        defaultValue = "student-t",
        description =
            "student-t or gaussian: the spectrum of the covariance (default: ${DEFAULT-VALUE}).",
        converter = KernelConverter.class)
    private Kernel kernel;

    @Option(
        names = "--mode",
        defaultValue = "auto",
        description =
            "auto, feature, kernel, joint, lbfgs, projection or evidence (default:"
                + " ${DEFAULT-VALUE}).")
    private Mode mode;

    @Option(
        names = "--grid",
        paramLabel = "N[,M]",
        description = "Grid points along each axis (default: those of the paper).")
    private NumberList grid;

    @Option(
        names = "--steps",
        paramLabel = "N",
        defaultValue = "20000",
        description =
            "Steps in mode joint, at most so many in lbfgs, projection and evidence (default:"
                + " ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Recorded; no random number is drawn.")
    private long seed;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Where to write coordinates, solution, exact solution and error as CSV.")
    private Path out;

    @Override
    Output compute() throws IOException {
      PdeBenchmarks.Benchmark b;
      try {
        b = PdeBenchmarks.of(problem);
      } catch (IllegalArgumentException e) {
        throw usageError("Invalid value for option '--problem': " + e.getMessage());
      }
      if (steps < 1) {
        throw usageError(
            "Invalid value for option '--steps': " + steps + ": allowed are 1, 2, ...");
      }
      requireWritable("--out", out);
      PdeProblem p = sized(b.problem());
      GpPdeSolution s;
      double seconds;
      try (ProgressDisplay progress = progress(problem)) {
        GpHmOptions options =
            GpHmOptions.DEFAULT
                .withMode(mode.mode)
                .withSpectrum(kernel.spectrum())
                .withSteps(steps)
                .withComponents(30, b.frequencyScale())
                .withBoundaryWeight(b.boundaryWeight())
                .withProgress(progress);
        long start = System.nanoTime();
        try {
          s = GpHmSolver.solve(p, options);
        } catch (IllegalArgumentException e) {
          // The options are checked; what is left is a mode or a grid that does not suit.
          throw e.getMessage().startsWith("the grid")
              ? usageError("Invalid value for option '--grid': " + e.getMessage())
              : usageError("Invalid value for option '--mode': " + mode + ": " + e.getMessage());
        }
        seconds = (System.nanoTime() - start) * 1e-9;
      }
      PdeBenchmarks.Errors errors = b.errors(s);
      if (out != null) {
        write(b, s);
      }
      for (String warning : s.warnings()) {
        app().err().println("warning: " + warning);
      }
      Output output =
          Output.of()
              .put("problem", b.id())
              .put("mode", mode.toString())
              .put("method", s.chosen().name())
              .put("kernel", kernel.toString())
              .put("seed", seed)
              .put("relativeL2", errors.relativeL2())
              .put("maxError", errors.max())
              .put("residual", s.chosen().offGrid())
              .put("residualOnGrid", s.chosen().onGrid())
              .put("boundaryMisfit", s.chosen().boundaryMisfit())
              .put("iterations", (long) s.iterations())
              .put("seconds", seconds)
              .put("converged", s.converged())
              .put("resolved", s.resolved())
              .put("warnings", String.join("; ", s.warnings()));
      double[] frequencies = new double[0];
      double[] axes = new double[0];
      for (int d = 0; d < p.axes().size(); d++) {
        double[] f = s.frequencies(d);
        int from = frequencies.length;
        frequencies = Arrays.copyOf(frequencies, from + f.length);
        axes = Arrays.copyOf(axes, frequencies.length);
        System.arraycopy(f, 0, frequencies, from, f.length);
        Arrays.fill(axes, from, axes.length, d);
      }
      output.put("frequencies", frequencies);
      if (p.axes().size() > 1) {
        output.put("frequencyAxes", axes);
      }
      if (!s.converged()) {
        throw new CommandFailure("NotConverged", String.join("; ", s.warnings()), output);
      }
      return output;
    }

    private PdeProblem sized(PdeProblem p) {
      if (grid == null) {
        return p;
      }
      double[] given = grid.toArray();
      int dimension = p.axes().size();
      if (given.length != 1 && given.length != dimension) {
        throw usageError(
            "Invalid value for option '--grid': "
                + given.length
                + " numbers: allowed are 1 or "
                + dimension);
      }
      int[] sizes = new int[dimension];
      for (int d = 0; d < dimension; d++) {
        double n = given[given.length == 1 ? 0 : d];
        if (n != Math.rint(n) || n < 8 || n > 5000) {
          throw usageError(
              "Invalid value for option '--grid': " + n + ": allowed are whole numbers 8 to 5000");
        }
        sizes[d] = (int) n;
      }
      return p.withSizes(sizes);
    }

    private void write(PdeBenchmarks.Benchmark b, GpPdeSolution s) throws IOException {
      int dimension = s.problem().axes().size();
      int n = dimension == 1 ? 1000 : dimension == 2 ? 100 : 30;
      double[][] points = new double[dimension][];
      for (int d = 0; d < dimension; d++) {
        points[d] = s.problem().axes().get(d).withSize(n).points();
      }
      double[] u = s.onGrid(points);
      try (BufferedWriter writer = Files.newBufferedWriter(out)) {
        writer.write(dimension == 1 ? "x" : dimension == 2 ? "x,y" : "x,y,z");
        writer.write(",u,exact,error\n");
        double[] x = new double[dimension];
        for (int i = 0; i < u.length; i++) {
          int rest = i;
          for (int d = dimension - 1; d >= 0; d--) {
            x[d] = points[d][rest % n];
            rest /= n;
          }
          for (double c : x) {
            writer.write(c + ",");
          }
          double exact = b.exact().applyAsDouble(x);
          writer.write(u[i] + "," + exact + "," + (u[i] - exact) + "\n");
        }
      }
    }
  }

  /** Reads the names with hyphens. */
  static final class KernelConverter implements picocli.CommandLine.ITypeConverter<Kernel> {
    @Override
    public Kernel convert(String text) {
      for (Kernel k : Kernel.values()) {
        if (k.toString().equals(text.toLowerCase(Locale.ROOT))) {
          return k;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "'" + text + "': allowed are student-t and gaussian");
    }
  }
}
