package dev.hadamard.reproduce.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkRowsTest {
  @Test
  void oursStandsAgainstEachPeerFastestFirst() {
    List<BenchmarkRow> rows =
        BenchmarkRows.pair(
            List.of(
                Measurement.of("exp", "64", "slow", 400),
                new Measurement("exp", "64", "numpy", Double.NaN, Double.NaN, "NumPy is absent"),
                Measurement.of("exp", "64", Measurement.OURS, 100),
                new Measurement("log", "64", Measurement.OURS, 10, 24, ""),
                Measurement.of("exp", "64", "fast", 50)),
            (operation, size) -> operation.equals("exp") ? 25 : Double.NaN);
    assertEquals(
        List.of("fast", "slow", "numpy", ""), rows.stream().map(BenchmarkRow::peer).toList());
    assertEquals(0.5, rows.get(0).ratio());
    assertEquals(0.25, rows.get(0).shareOfLimit());
    assertEquals("NumPy is absent", rows.get(2).note());
    assertTrue(Double.isNaN(rows.get(3).ratio()) && Double.isNaN(rows.get(3).limit()));
    assertEquals(10, rows.get(3).ours());
    assertEquals(24, rows.get(3).allocated());
    assertTrue(Double.isNaN(rows.get(0).allocated()));
  }
}
