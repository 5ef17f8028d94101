package dev.hadamard.chromatography;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.optim.LevenbergMarquardt;
import dev.hadamard.optim.SolverStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits a {@link PeakShape} to one peak, by least squares, with a linear baseline or none: for data
 * of which no column model is known. Widths and positive asymmetries are fitted by their
 * logarithms, from several starts of the asymmetry, of which the best counts. O(points) for each of
 * some tens of evaluations.
 *
 * @param shape the shape
 * @param withBaseline whether a linear baseline is fitted with it
 */
public record PeakShapeFitter(PeakShape shape, boolean withBaseline) {
  private static final double FWHM = 2.3548200450309493;

  /** Relative step of the differences in the two parameters of shape. */
  private static final double STEP = 1e-5;

  /** Checks that the shape is there. */
  public PeakShapeFitter {
    java.util.Objects.requireNonNull(shape, "shape");
  }

  /**
   * A fitter with a linear baseline.
   *
   * @param shape the shape
   * @return the fitter
   */
  public static PeakShapeFitter of(PeakShape shape) {
    return new PeakShapeFitter(shape, /* withBaseline= */ true);
  }

  /** Where the fourth parameter starts, as it is fitted. */
  private double[] starts() {
    return switch (shape) {
      case GAUSSIAN -> new double[] {0};
      // Time constants over the width, transfer units, and u.
      case MODIFIED_GAUSSIAN -> new double[] {Elementary.log(0.2), 0, Elementary.log(2)};
      case GIDDINGS_EYRING -> new double[] {Elementary.log(30), Elementary.log(1000)};
      case HAARHOFF_VAN_DER_LINDE -> new double[] {-1, 1};
    };
  }

  /** The fourth parameter from what is fitted. */
  private double asymmetry(double width, double fitted) {
    return switch (shape) {
      case GAUSSIAN -> 0;
      case MODIFIED_GAUSSIAN -> width * Elementary.exp(fitted);
      case GIDDINGS_EYRING -> Elementary.exp(fitted);
      case HAARHOFF_VAN_DER_LINDE -> fitted;
    };
  }

  private double[] range() {
    return switch (shape) {
      case GAUSSIAN -> new double[] {0, 0};
      case MODIFIED_GAUSSIAN -> new double[] {Elementary.log(1e-4), Elementary.log(1e4)};
      case GIDDINGS_EYRING -> new double[] {Elementary.log(3), Elementary.log(1e8)};
      case HAARHOFF_VAN_DER_LINDE -> new double[] {-300, 300};
    };
  }

  /**
   * Fits.
   *
   * @param times increasing times
   * @param signal the signal at the times, with one peak that points up
   * @return the fit; look at its warnings
   * @throws IllegalArgumentException if lengths differ, values are not finite, times do not
   *     increase, there are too few points, or there is no peak
   */
  public PeakShapeFit fit(double[] times, double[] signal) {
    Requirements.series(times, signal);
    int m = times.length;
    Requirements.morePoints(times, shape.parameters() + (withBaseline ? 2 : 0));
    int apex = 0;
    for (int i = 0; i < m; i++) {
      apex = signal[i] > signal[apex] ? i : apex;
    }
    double foot = withBaseline ? Math.min(signal[0], signal[m - 1]) : 0;
    if (!(signal[apex] > foot)) {
      throw new IllegalArgumentException("signal has no positive peak");
    }
    double level = (signal[apex] + foot) / 2;
    double half =
        AnalyteFitter.crossing(times, signal, apex, 1, level)
            - AnalyteFitter.crossing(times, signal, apex, -1, level);
    PeakShapeFit best = null;
    for (double start : starts()) {
      PeakShapeFit next = fit(times, signal, times[apex], half / FWHM, signal[apex] - foot, start);
      if (best == null || next.sumOfSquares() < best.sumOfSquares()) {
        best = next;
      }
    }
    return best;
  }

  private PeakShapeFit fit(
      double[] times, double[] signal, double apex, double sigma, double height, double start) {
    int m = times.length;
    boolean asymmetric = shape.parameters() == 4;
    // Area, centre, ln width, [asymmetry], [baseline, slope]; times in units of the first width
    // about the apex, signals in units of the height.
    int n = shape.parameters() + (withBaseline ? 2 : 0);
    int base = shape.parameters();
    double middle = ((times[0] + times[m - 1]) / 2 - apex) / sigma;
    double span = (times[m - 1] - times[0]) / sigma;
    double[] x = new double[m];
    for (int i = 0; i < m; i++) {
      x[i] = (times[i] - apex) / sigma;
    }
    double[] p = new double[n];
    double[] lower = new double[n];
    double[] upper = new double[n];
    java.util.Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    java.util.Arrays.fill(upper, Double.POSITIVE_INFINITY);
    p[0] = FWHM * 1.0645;
    lower[2] = Elementary.log(1e-3);
    upper[2] = Elementary.log(1e3);
    if (asymmetric) {
      p[3] = start;
      lower[3] = range()[0];
      upper[3] = range()[1];
    }
    if (withBaseline) {
      p[base] = (signal[0] + signal[m - 1]) / 2 / height;
    }
    LevenbergMarquardt.Residuals residuals =
        (q, r, jacobian) -> {
          double width = Elementary.exp(q[2]);
          double fourth = asymmetric ? q[3] : 0;
          double wider = Elementary.exp(q[2] + STEP);
          double narrower = Elementary.exp(q[2] - STEP);
          for (int i = 0; i < m; i++) {
            double away = x[i] - q[1];
            double density = density(away, width, fourth);
            r[i] = q[0] * density - signal[i] / height;
            jacobian[i * n] = density;
            double move = STEP * width;
            jacobian[i * n + 1] =
                q[0]
                    * (density(away - move, width, fourth) - density(away + move, width, fourth))
                    / (2 * move);
            jacobian[i * n + 2] =
                q[0]
                    * (density(away, wider, fourth) - density(away, narrower, fourth))
                    / (2 * STEP);
            if (asymmetric) {
              double step = STEP * Math.max(1, Math.abs(fourth));
              jacobian[i * n + 3] =
                  q[0]
                      * (density(away, width, fourth + step) - density(away, width, fourth - step))
                      / (2 * step);
            }
            if (withBaseline) {
              double place = (x[i] - middle) / span;
              r[i] += q[base] + q[base + 1] * place;
              jacobian[i * n + base] = 1;
              jacobian[i * n + base + 1] = place;
            }
          }
        };
    LevenbergMarquardt.Result result =
        LevenbergMarquardt.of().minimise(residuals, m, p, lower, upper);
    return described(result, times, apex, sigma, height);
  }

  private double density(double away, double width, double fitted) {
    return shape.density(away / width, width, asymmetry(width, fitted));
  }

  private PeakShapeFit described(
      LevenbergMarquardt.Result result, double[] times, double apex, double sigma, double height) {
    double[] q = result.parameters();
    int m = times.length;
    int n = q.length;
    int base = shape.parameters();
    double squares = 2 * result.cost();
    double sd = Math.sqrt(squares / (m - n));
    double[] inverse = result.inverseInformation();
    double width = sigma * Elementary.exp(q[2]);
    double asymmetry = base == 4 ? asymmetry(width, q[3]) : 0;
    double span = times[m - 1] - times[0];
    double[] errors = new double[6];
    double[] unit = {
      height * sigma, sigma, width, 1, height, height / span,
    };
    for (int j = 0; j < 6; j++) {
      int at = j < 4 ? j : base + j - 4;
      if (j < base || (j >= 4 && withBaseline)) {
        errors[j] = sd * unit[j] * Math.sqrt(inverse[at * n + at]);
      }
    }
    if (base == 4) {
      errors[3] *= shape == PeakShape.HAARHOFF_VAN_DER_LINDE ? 1 : asymmetry;
      if (shape == PeakShape.MODIFIED_GAUSSIAN) {
        // ln T = ln width + the fitted ratio.
        double variance = inverse[2 * n + 2] + inverse[3 * n + 3] + 2 * inverse[2 * n + 3];
        errors[3] = sd * asymmetry * Math.sqrt(Math.max(0, variance));
      }
    }
    double runs = AnalyteFitter.runs(result.residuals());
    List<String> warnings = new ArrayList<>();
    if (result.status() == SolverStatus.MAX_ITERATIONS) {
      warnings.add("did not converge in " + result.iterations() + " evaluations");
    }
    if (base == 4 && result.atBound()[3]) {
      warnings.add("asymmetry at its bound");
    }
    if (result.atBound()[2]) {
      warnings.add("width at its bound");
    }
    if (Double.isInfinite(inverse[0])) {
      warnings.add("the data do not determine all parameters");
    }
    if (runs < -5) {
      warnings.add("residuals are not random: the shape does not describe the peak");
    }
    return new PeakShapeFit(
        shape,
        q[0] * height * sigma,
        apex + sigma * q[1],
        width,
        asymmetry,
        withBaseline ? q[base] * height : 0,
        withBaseline ? q[base + 1] * height / span : 0,
        (times[0] + times[m - 1]) / 2,
        errors,
        sd * height,
        squares * height * height,
        m,
        n,
        runs,
        result.status() != SolverStatus.MAX_ITERATIONS,
        warnings);
  }
}
