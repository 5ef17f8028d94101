package dev.hadamard.bench;

import dev.hadamard.chromatography.AnalyteFitter;
import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.FiniteVolumeSolver;
import dev.hadamard.chromatography.GoldsteinJ;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.chromatography.OutletCurve;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.commons.numbers.gamma.Erfc;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Goldstein's J and outlet curves of 1000 points, five two-parameter fits of BTEX peaks, and the
 * full solution of CADET's benchmark column on 256 cells.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChromatographyBenchmark {
  private static final double HOLD_UP_TIME = 60;
  private static final double[] K = {1.5, 2.9, 5.2, 5.7, 6.7};
  private static final double[] N = {6000, 7200, 8400, 8600, 9000};

  /** What is computed. */
  @Param({
    "goldsteinJ",
    "step",
    "pulse",
    "pulseSeries",
    "dispersedPulse",
    "btexFits",
    "finiteVolumes256"
  })
  public String operation;

  /** Points of the trapezoidal rule of the peer. */
  private static final int NODES = 14;

  private final LinearColumn column = LinearColumn.of(HOLD_UP_TIME, N[0], N[0] / 90);
  private final LinearColumn dispersed =
      column.withDispersion(1e6, BoundaryCondition.DANCKWERTS_CLOSED);
  private final LinearColumn benchmark =
      LinearColumn.of(30, 20, 1).withDispersion(1e4 / 30, BoundaryCondition.DANCKWERTS_CLOSED);
  private final double[] seconds = new double[1500];
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
    Arrays.setAll(seconds, i -> i + 1.0);
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
      case "pulseSeries" -> {
        OutletCurve.series(column, 1).evaluate(times, times.length, value);
        yield value[500];
      }
      case "dispersedPulse" -> dispersed.pulse(1, times)[500];
      case "finiteVolumes256" ->
          FiniteVolumeSolver.of(LangmuirSystem.linear(benchmark, 2 / 3.0), 256)
              .withPeclet(benchmark.peclet())
              .withEarlyStop(false)
              .solve(LangmuirSystem.Inlet.pulse(10, 1), seconds)
              .concentrations()[0][50];
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

  /** Plain Java with Commons Numbers' error function: the same formula, point by point. */
  @Benchmark
  public double commonsNumbers() {
    return switch (operation) {
      case "goldsteinJ", "step" -> {
        for (int i = 0; i < y.length; i++) {
          value[i] = uniform(N[0], y[i]);
        }
        yield value[500];
      }
      case "pulse", "pulseSeries" -> {
        for (int i = 0; i < y.length; i++) {
          value[i] = uniform(N[0], y[i]) - uniform(N[0], y[i] - N[0] / 90);
        }
        yield value[500];
      }
      default -> throw new UnsupportedOperationException(operation);
    };
  }

  /** J by its pole and a trapezoidal rule, with java.lang.Math. */
  private static double uniform(double x, double y) {
    double z = Math.sqrt(x * y);
    double d = (x - y) / (Math.sqrt(x) + Math.sqrt(y));
    double b = d / (2 * Math.sqrt(z));
    double s = Math.sqrt(1 + b * b);
    double beta = b >= 0 ? s + b : 1 / (s - b);
    double sum = 0;
    for (int k = 0; k < NODES; k++) {
      double v = 0.5 * k;
      double r = Math.sqrt(1 - v * v / (4 * z));
      sum += (k == 0 ? 0.5 : 1) * Math.exp(-v * v) * (r + beta) / ((r + s) * r);
    }
    return Erfc.value(d) / 2 + Math.exp(-d * d) / (4 * Math.PI * Math.sqrt(z)) * sum;
  }
}
