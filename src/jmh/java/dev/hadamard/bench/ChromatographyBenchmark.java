package dev.hadamard.bench;

import dev.hadamard.chromatography.AnalyteFitter;
import dev.hadamard.chromatography.GoldsteinJ;
import dev.hadamard.chromatography.LinearColumn;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Goldstein's J and outlet curves of 1000 points, and five two-parameter fits of BTEX peaks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChromatographyBenchmark {
  private static final double HOLD_UP_TIME = 60;
  private static final double[] K = {1.5, 2.9, 5.2, 5.7, 6.7};
  private static final double[] N = {6000, 7200, 8400, 8600, 9000};

  /** What is computed. */
  @Param({"goldsteinJ", "step", "pulse", "btexFits"})
  public String operation;

  private final LinearColumn column = LinearColumn.of(HOLD_UP_TIME, N[0], N[0] / 90);
  private final double[] times = new double[1000];
  private final double[] x = new double[1000];
  private final double[] y = new double[1000];
  private final double[] value = new double[1000];
  private final double[] complement = new double[1000];
  private final double[][] windows = new double[K.length][160];
  private final double[][] peaks = new double[K.length][];

  /** Points over the first peak, and noise-free peaks. */
  @Setup
  public void prepare() {
    Arrays.setAll(times, i -> 140 + 0.02 * i);
    Arrays.fill(x, N[0]);
    Arrays.setAll(y, i -> N[0] / 90 * (times[i] - HOLD_UP_TIME));
    for (int j = 0; j < K.length; j++) {
      double centre = HOLD_UP_TIME * (1 + K[j]);
      double deviation = K[j] * HOLD_UP_TIME * Math.sqrt(2 / N[j]);
      Arrays.setAll(windows[j], i -> centre + (i - 80) / 16.0 * deviation);
      peaks[j] =
          LinearColumn.of(HOLD_UP_TIME, N[j], N[j] / (K[j] * HOLD_UP_TIME)).pulse(1, windows[j]);
    }
  }

  /** With the library. */
  @Benchmark
  public double ours() {
    return switch (operation) {
      case "goldsteinJ" -> {
        GoldsteinJ.evaluate(x, y, value, complement);
        yield value[500];
      }
      case "step" -> column.step(times)[500];
      case "pulse" -> column.pulse(1, times)[500];
      default -> {
        double sum = 0;
        for (int j = 0; j < K.length; j++) {
          sum +=
              AnalyteFitter.of(HOLD_UP_TIME, 1)
                  .withTwoParameters(1)
                  .fit(windows[j], peaks[j])
                  .retentionFactor();
        }
        yield sum;
      }
    };
  }
}
