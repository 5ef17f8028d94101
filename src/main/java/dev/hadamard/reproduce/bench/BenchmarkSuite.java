package dev.hadamard.reproduce.bench;

import dev.hadamard.kernel.Progress;
import java.util.List;

/** Measures the library against its peers. */
public interface BenchmarkSuite {
  /**
   * Runs benchmarks.
   *
   * @param pattern a regular expression found in the name of the class or operation of each
   *     benchmark to run; empty for all
   * @param quick whether a rough measurement is enough
   * @param progress hears how far it has come
   * @return the rows, those of an operation and size together, fastest peer first
   * @throws Exception if a benchmark cannot be run
   */
  List<BenchmarkRow> run(String pattern, boolean quick, Progress progress) throws Exception;
}
