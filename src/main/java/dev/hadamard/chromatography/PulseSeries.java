package dev.hadamard.chromatography;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.FourierSeries;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.LaplaceTransform;
import dev.hadamard.laplace.WindowedFourier;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The outlet of a rectangular pulse of height 1 as one Fourier series over the window of its peak:
 * some 30 to 60 terms, whatever the length of the pulse, and 5e-14 of the peak; exactly 0 outside.
 * Evaluated at many times by a vector kernel.
 */
final class PulseSeries {
  /** -ln of the mass outside the window. */
  private static final double LOG_MASS = 37;

  /** Below, the share e^(-n) that is never adsorbed would jump. */
  static final double LEAST_UNITS = 50;

  private static final double NEGLIGIBLE = 1e-17;
  private static final int RUN = 3;
  private static final int BLOCK = 256;
  private static final int MOST_TERMS = 1 << 18;

  /** The window begins at origin + start. */
  private final double origin;

  private final double start;
  private final double period;
  private final double[] re;
  private final double[] im;
  private final double[] angle = new double[BLOCK];
  private final double[] cos = new double[BLOCK];
  private final double[] sin = new double[BLOCK];

  private PulseSeries(double origin, double start, double period, double[] re, double[] im) {
    this.origin = origin;
    this.start = start;
    this.period = period;
    this.re = re;
    this.im = im;
  }

  /** Whether the series converges: enough plates, or transfer units without dispersion. */
  static boolean suits(LinearColumn column) {
    return column.dispersed()
        ? column.plates() >= LinearColumn.FEW_PLATES
        : column.transferUnits() >= LEAST_UNITS;
  }

  static PulseSeries of(LinearColumn column, double duration) {
    return column.dispersed() ? dispersed(column, duration) : plain(column, duration);
  }

  /**
   * Without dispersion the window is (√n ± √37)²/k_d and the transform e^(-nω²/(ω² + k_d²)) in
   * magnitude; phases are taken about the mean n/k_d, where nothing cancels.
   */
  private static PulseSeries plain(LinearColumn column, double duration) {
    double n = column.transferUnits();
    double rate = column.desorptionRate();
    double reach = 2 * Math.sqrt(n * LOG_MASS);
    double low = (LOG_MASS - Math.min(reach, n + LOG_MASS)) / rate;
    double period = (LOG_MASS + reach) / rate - low + duration;
    double most = rate * Math.sqrt((LOG_MASS + 3) / (n - LOG_MASS - 3));
    int terms = (int) Math.ceil(most * period / (2 * Math.PI)) + 1;
    double[] exponent = new double[terms];
    double[] phase = new double[terms];
    double[] half = new double[terms];
    for (int m = 1; m < terms; m++) {
      double omega = 2 * Math.PI * m / period;
      double share = omega * omega / (omega * omega + rate * rate);
      exponent[m] = -n * share;
      half[m] = omega * duration / 2;
      phase[m] = omega * (low - duration / 2) + n * omega / rate * share;
    }
    double[] re = new double[terms];
    double[] im = new double[terms];
    Elementary.exp(exponent, 0, exponent, 0, terms);
    Trigonometric.cos(phase, 0, re, 0, terms);
    Trigonometric.sin(phase, 0, im, 0, terms);
    Trigonometric.sin(half, 0, phase, 0, terms);
    double scale = 2 / period * duration;
    for (int m = 1; m < terms; m++) {
      double size = scale * exponent[m] * phase[m] / half[m];
      re[m] *= size;
      im[m] *= size;
    }
    re[0] = scale / 2;
    im[0] = 0;
    return new PulseSeries(column.holdUpTime(), n / rate + low, period, re, im);
  }

  private static PulseSeries dispersed(LinearColumn column, double duration) {
    return of(
        column.transferFunction(),
        column::logTransfer,
        column.leftmost(),
        column.cumulants()[0],
        /* origin= */ 0,
        duration);
  }

  /**
   * The series of any transfer function that decays.
   *
   * @param logTransfer its logarithm on the real axis
   * @param leftmost how far left of 0 it is analytic
   * @param typicalTime where the search for the window begins
   * @param origin a delay that is no part of the transfer function
   */
  static PulseSeries of(
      LaplaceTransform transfer,
      DoubleUnaryOperator logTransfer,
      double leftmost,
      double typicalTime,
      double origin,
      double duration) {
    double[] window = WindowedFourier.window(logTransfer, leftmost, typicalTime);
    double start = window[0];
    double period = window[1] - start + duration;
    double[] re = new double[64];
    double[] im = new double[64];
    double scale = 2 / period * duration;
    re[0] = scale / 2;
    int m = 0;
    for (int small = 0; small < RUN; ) {
      m++;
      if (m == MOST_TERMS) {
        throw new ConvergenceException(
            "the transfer function decays too slowly on the imaginary axis: too few plates",
            transfer.at(new Complex(0, 2 * Math.PI * m / period)).abs());
      }
      if (m == re.length) {
        re = Arrays.copyOf(re, 2 * m);
        im = Arrays.copyOf(im, 2 * m);
      }
      double omega = 2 * Math.PI * m / period;
      double half = omega * duration / 2;
      Complex value = transfer.at(new Complex(0, omega));
      small = value.abs() < NEGLIGIBLE ? small + 1 : 0;
      Complex turned =
          value
              .times(new Complex(0, omega * (start - duration / 2)).exp())
              .times(scale * Trigonometric.sin(half) / half);
      re[m] = turned.re();
      im[m] = turned.im();
    }
    return new PulseSeries(
        origin, start, period, Arrays.copyOf(re, m + 1), Arrays.copyOf(im, m + 1));
  }

  /** The number of terms. */
  int terms() {
    return re.length;
  }

  /** Values at the first times; the two arrays may be the same. */
  void evaluate(double[] times, int count, double[] values) {
    for (int from = 0; from < count; from += BLOCK) {
      int n = Math.min(BLOCK, count - from);
      double turn = 2 * Math.PI / period;
      for (int i = 0; i < n; i++) {
        // Beyond the window any angle will do.
        angle[i] = Math.min(Math.max(times[from + i] - origin - start, 0), period) * turn;
      }
      Trigonometric.cos(angle, 0, cos, 0, n);
      Trigonometric.sin(angle, 0, sin, 0, n);
      for (int i = 0; i < n; i++) {
        angle[i] = times[from + i] - origin - start;
      }
      FourierSeries.sum(re, im, re.length, cos, sin, values, from, n);
      for (int i = 0; i < n; i++) {
        if (!(angle[i] > 0 && angle[i] < period)) {
          values[from + i] = 0;
        }
      }
    }
  }
}
