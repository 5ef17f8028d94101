package dev.hadamard.reproduce.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/** Sets measurements of the same operation and size against each other. */
public final class BenchmarkRows {
  private BenchmarkRows() {}

  /**
   * Pairs ours with each peer.
   *
   * @param measurements the measurements in the order in which operations are to be shown
   * @param limit the least time in nanoseconds that the machine allows for an operation and a size;
   *     NaN if none is known
   * @return for each operation and size a row per peer, fastest first, or one row without a peer
   */
  public static List<BenchmarkRow> pair(
      List<Measurement> measurements, ToDoubleBiFunction<String, String> limit) {
    Map<List<String>, List<Measurement>> groups = new LinkedHashMap<>();
    for (Measurement measurement : measurements) {
      groups
          .computeIfAbsent(
              List.of(measurement.operation(), measurement.size()), key -> new ArrayList<>())
          .add(measurement);
    }
    List<BenchmarkRow> rows = new ArrayList<>();
    groups.forEach(
        (key, group) ->
            rows.addAll(rows(group, limit.applyAsDouble(key.getFirst(), key.getLast()))));
    return List.copyOf(rows);
  }

  private static List<BenchmarkRow> rows(List<Measurement> group, double limit) {
    Measurement any = group.getFirst();
    Optional<Measurement> own = group.stream().filter(BenchmarkRows::isOurs).findFirst();
    double ours = own.map(Measurement::nanos).orElse(Double.NaN);
    double allocated = own.map(Measurement::allocated).orElse(Double.NaN);
    List<BenchmarkRow> rows = new ArrayList<>();
    group.stream()
        .filter(measurement -> !isOurs(measurement))
        // NaN sorts last.
        .sorted(Comparator.comparingDouble(Measurement::nanos))
        .forEach(
            peer ->
                rows.add(
                    new BenchmarkRow(
                        peer.operation(),
                        peer.size(),
                        ours,
                        peer.implementation(),
                        peer.nanos(),
                        limit,
                        allocated,
                        peer.note())));
    if (rows.isEmpty()) {
      rows.add(
          new BenchmarkRow(
              any.operation(), any.size(), ours, "", Double.NaN, limit, allocated, any.note()));
    }
    return rows;
  }

  private static boolean isOurs(Measurement measurement) {
    return Objects.equals(measurement.implementation(), Measurement.OURS);
  }
}
