package dev.hadamard.reproduce.command;

import dev.hadamard.reproduce.bench.BenchmarkRow;
import dev.hadamard.reproduce.bench.BenchmarkSuite;
import dev.hadamard.reproduce.report.Numbers;
import dev.hadamard.reproduce.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@picocli.CommandLine.Command(
    name = "bench",
    description = {
      "Measure operations against other libraries and against the limits of this machine.",
      "ratio: how many times as fast as the peer; share: 100 %% is as fast as the machine can be;",
      "bytes: what one operation of ours allocates."
    })
final class BenchCommand extends Command {
  private static final double MICRO = 1e3;
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  @Parameters(
      arity = "0..1",
      paramLabel = "pattern",
      defaultValue = "",
      description = "Regular expression: only benchmarks whose class or operation contains it.")
  private String pattern;

  @Option(names = "--quick", description = "Measure roughly, in a fraction of the time.")
  private boolean quick;

  @Override
  Output compute() throws Exception {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw usageError(
          "Invalid value for 'pattern': '" + pattern + "': allowed are regular expressions");
    }
    BenchmarkSuite suite =
        ServiceLoader.load(BenchmarkSuite.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "NoBenchmarks",
                        "the benchmarks are not on the class path: run ./hadamard bench"));
    try (ProgressDisplay progress = progress("bench")) {
      List<BenchmarkRow> rows = suite.run(pattern, quick, progress);
      if (rows.isEmpty()) {
        throw new CommandFailure("NoBenchmarks", "no benchmark matches '" + pattern + "'");
      }
      return describe(rows);
    }
  }

  static Output describe(List<BenchmarkRow> rows) {
    TextTable table =
        TextTable.of(
            "operation", "size", "ours", "peer", "peer's", "ratio", "limit", "share", "bytes", "");
    List<Output> objects = new ArrayList<>();
    for (BenchmarkRow row : rows) {
      table.row(
          row.operation(),
          row.size(),
          time(row.ours()),
          row.peer(),
          time(row.peerTime()),
          number("%.2f", row.ratio()),
          time(row.limit()),
          number("%.0f %%", 100 * row.shareOfLimit()),
          number("%.0f", row.allocated()),
          row.note());
      objects.add(
          Output.of()
              .put("operation", row.operation())
              .put("size", row.size())
              .put("ours", row.ours())
              .put("peer", row.peer())
              .put("peerTime", row.peerTime())
              .put("ratio", row.ratio())
              .put("limit", row.limit())
              .put("shareOfLimit", row.shareOfLimit())
              .put("unit", "ns")
              .put("allocatedBytes", row.allocated())
              .put("note", row.note()));
    }
    return Output.of().put("rows", objects).readAs(table.toString());
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  private static String time(double nanos) {
    if (Double.isNaN(nanos)) {
      return "";
    } else if (nanos < MICRO) {
      return Numbers.brief(nanos) + " ns";
    } else if (nanos < MILLI) {
      return Numbers.brief(nanos / MICRO) + " µs";
    } else if (nanos < SECOND) {
      return Numbers.brief(nanos / MILLI) + " ms";
    }
    return Numbers.brief(nanos / SECOND) + " s";
  }
}
