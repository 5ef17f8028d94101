package dev.hadamard.bench;

import dev.hadamard.kernel.Progress;
import dev.hadamard.kernel.Simd;
import dev.hadamard.reproduce.bench.BenchmarkRow;
import dev.hadamard.reproduce.bench.BenchmarkRows;
import dev.hadamard.reproduce.bench.BenchmarkSuite;
import dev.hadamard.reproduce.bench.Measurement;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks of this package, run by JMH, each in a virtual machine of its own. */
public final class JmhSuite implements BenchmarkSuite {
  private static final String OPERATION = "operation";
  private static final String SIZE = "size";
  private static final String SUFFIX = "Benchmark";

  /** The label of JMH's profiler of the garbage collection. */
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** Made by {@link java.util.ServiceLoader}. */
  public JmhSuite() {}

  @Override
  public List<BenchmarkRow> run(String pattern, boolean quick, Progress progress)
      throws RunnerException {
    Map<Class<?>, List<String>> selection = select(pattern);
    boolean limited =
        selection.keySet().stream()
            .anyMatch(type -> type.getAnnotationsByType(Work.class).length > 0);
    Map<Class<?>, List<String>> needed = new LinkedHashMap<>();
    if (limited) {
      needed.put(CopyBenchmark.class, List.of());
      needed.put(FmaPeakBenchmark.class, List.of());
    }
    needed.putAll(selection);

    Map<Class<?>, List<Measurement>> measured = new LinkedHashMap<>();
    int done = 0;
    for (Map.Entry<Class<?>, List<String>> entry : needed.entrySet()) {
      Progress.checkCancelled();
      Progress part = progress.part((double) done / needed.size(), (done + 1.0) / needed.size());
      List<Measurement> results = measure(entry.getKey(), entry.getValue(), quick, part);
      if (results.stream().noneMatch(result -> result.implementation().equals(Measurement.OURS))) {
        // Peers may lack an operation and then throw; ours may not.
        throw new RunnerException(
            entry.getKey().getSimpleName() + ".ours failed: run it with JMH itself to see why");
      }
      measured.put(entry.getKey(), results);
      done++;
    }
    List<BenchmarkRow> rows = new ArrayList<>();
    for (Class<?> type : selection.keySet()) {
      List<Measurement> measurements = new ArrayList<>(measured.get(type));
      measurements.addAll(NumPy.measure(measurements));
      rows.addAll(
          BenchmarkRows.pair(
              measurements,
              (operation, size) ->
                  Arrays.stream(type.getAnnotationsByType(Work.class))
                      .filter(work -> Set.of("", operation).contains(work.operation()))
                      .mapToDouble(work -> limit(work, Double.parseDouble(size), measured))
                      .findFirst()
                      .orElse(Double.NaN)));
    }
    return rows;
  }

  /** The classes to run, each with the operations to run, or with none for all of them. */
  private static Map<Class<?>, List<String>> select(String pattern) {
    Pattern wanted = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    OutputFormat silent = silent();
    Map<String, List<String>> operations = new TreeMap<>();
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList()
            .find(silent, List.of(Pattern.quote(packageName())), List.of())) {
      String[] all = entry.getParams().orElse(Map.of()).getOrDefault(OPERATION, new String[0]);
      List<String> matching =
          Arrays.stream(all).filter(operation -> wanted.matcher(operation).find()).toList();
      String type = entry.getUserClassQName();
      if (wanted.matcher(operation(type)).find() || wanted.matcher(type).find()) {
        operations.put(type, List.of());
      } else if (!matching.isEmpty()) {
        operations.putIfAbsent(type, matching);
      }
    }
    Map<Class<?>, List<String>> selection = new LinkedHashMap<>();
    operations.forEach((type, list) -> selection.put(load(type), list));
    return selection;
  }

  private static List<Measurement> measure(
      Class<?> type, List<String> operations, boolean quick, Progress progress)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(type.getName() + "."))
            .forks(1)
            .addProfiler(GCProfiler.class)
            // Vectors are a thousand times slower until they are compiled: the warm-up is not
            // quick.
            .warmupIterations(quick ? 3 : 5)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.milliseconds(quick ? 200 : 500))
            .jvmArgs(
                "--add-modules",
                "jdk.incubator.vector",
                "-D" + Simd.PROPERTY + "=" + (Simd.enabled() ? "auto" : "off"));
    if (!operations.isEmpty()) {
      options.param(OPERATION, operations.toArray(String[]::new));
    }
    List<Measurement> measurements = new ArrayList<>();
    for (RunResult result : new Runner(options.build(), reporting(progress)).run()) {
      BenchmarkParams params = result.getParams();
      String benchmark = params.getBenchmark();
      String operation =
          params.getParamsKeys().contains(OPERATION)
              ? params.getParam(OPERATION)
              : operation(type.getName());
      measurements.add(
          new Measurement(
              operation,
              params.getParamsKeys().contains(SIZE) ? params.getParam(SIZE) : "",
              benchmark.substring(benchmark.lastIndexOf('.') + 1),
              result.getPrimaryResult().getScore(),
              allocated(result),
              /* note= */ ""));
    }
    return measurements;
  }

  /** Bytes that one operation allocates; below one are the harness's own, spread over many. */
  private static double allocated(RunResult result) {
    Result<?> norm = result.getSecondaryResults().get(ALLOCATED);
    return norm == null ? Double.NaN : Math.rint(norm.getScore());
  }

  /** The least time that memory and arithmetic units, both as measured in this run, allow. */
  private static double limit(Work work, double size, Map<Class<?>, List<Measurement>> measured) {
    double elements =
        Math.pow(size, work.power()) * (work.logarithmic() ? Math.log(size) / Math.log(2) : 1);
    double bytes = work.bytes() * (work.power() == 1 ? size : size * size);
    Measurement copy =
        measured.get(CopyBenchmark.class).stream()
            .min((a, b) -> Double.compare(distance(a, bytes), distance(b, bytes)))
            .orElseThrow();
    double bytesPerNano = CopyBenchmark.BYTES * Double.parseDouble(copy.size()) / copy.nanos();
    double flopsPerNano =
        FmaPeakBenchmark.flops() / measured.get(FmaPeakBenchmark.class).getFirst().nanos();
    return Math.max(bytes / bytesPerNano, work.flops() * elements / flopsPerNano);
  }

  /** How different the memory of a copy is from that of an operation. */
  private static double distance(Measurement copy, double bytes) {
    return Math.abs(Math.log(CopyBenchmark.BYTES * Double.parseDouble(copy.size()) / bytes));
  }

  /** {@code dev.hadamard.bench.FmaPeakBenchmark} as {@code fma peak}. */
  private static String operation(String type) {
    String name = type.substring(type.lastIndexOf('.') + 1);
    return name.substring(0, name.length() - (name.endsWith(SUFFIX) ? SUFFIX.length() : 0))
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  private static String packageName() {
    return JmhSuite.class.getPackageName() + ".";
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("benchmark list names a class that is not there", e);
    }
  }

  private static OutputFormat silent() {
    return OutputFormatFactory.createFormatInstance(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        VerboseMode.SILENT);
  }

  /** A format of JMH that prints nothing and tells which benchmark begins. */
  private static OutputFormat reporting(Progress progress) {
    OutputFormat silent = silent();
    int[] begun = {0};
    return (OutputFormat)
        Proxy.newProxyInstance(
            JmhSuite.class.getClassLoader(),
            new Class<?>[] {OutputFormat.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("startBenchmark")) {
                BenchmarkParams params = (BenchmarkParams) arguments[0];
                begun[0]++;
                // JMH does not tell how many there are: the bar nears the end without reaching it.
                progress.update(1 - Math.pow(0.9, begun[0]), describe(params));
              }
              return method.invoke(silent, arguments);
            });
  }

  private static String describe(BenchmarkParams params) {
    String name = params.getBenchmark().substring(packageName().length());
    Collection<String> keys = params.getParamsKeys();
    return name + keys.stream().map(key -> " " + params.getParam(key)).reduce("", String::concat);
  }
}
