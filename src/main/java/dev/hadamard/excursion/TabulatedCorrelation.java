package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import java.util.Arrays;

/**
 * A correlation given by a table of lags and values, interpolated with two continuous derivatives.
 *
 * <p>Slopes come from the cubic spline with r'(0) = 0 and a free right end; each interval then
 * holds the quintic that matches value, slope and curvature of the spline at both ends, with the
 * given curvature -λ₂ at 0. Beyond the last lag the correlation decays exponentially with the rate
 * seen there.
 */
public final class TabulatedCorrelation extends AbstractCorrelation {
  /** The first knot must lie this close to 0, in units of 1/√λ₂. */
  private static final double MAX_FIRST_KNOT = 0.05;

  /** How far λ₂ may be from the curvature of the data, in relative terms. */
  private static final double MAX_LAMBDA2_MISFIT = 0.05;

  private final double[] t;
  private final double[] value;
  private final double[] slope;
  private final double[] curvature;
  private final double tailRate;

  private TabulatedCorrelation(
      double[] t, double[] value, double[] slope, double[] curvature, double tailRate) {
    super("table(" + t.length + " lags)", -curvature[0]);
    this.t = t;
    this.value = value;
    this.slope = slope;
    this.curvature = curvature;
    this.tailRate = tailRate;
    expandAtOrigin();
  }

  /**
   * A correlation from a table.
   *
   * @param lags increasing, beginning with 0; the second one at most 0.05/√λ₂
   * @param values r at the lags, of the same length, beginning with 1; decreasing near 0 and at the
   *     end, where the tail is continued
   * @param lambda2 the second spectral moment -r''(0), within 5 % of the curvature of the data
   * @return the model
   */
  public static TabulatedCorrelation of(double[] lags, double[] values, double lambda2) {
    int n = lags.length;
    if (n != values.length || n < 4) {
      throw new IllegalArgumentException(
          "values has length "
              + values.length
              + ": must be that of lags, "
              + n
              + ", and at least 4");
    }
    Requirements.positive("lambda2", lambda2);
    checkLagsAndValues(lags, values);
    if (lags[1] > MAX_FIRST_KNOT / Math.sqrt(lambda2)) {
      throw new IllegalArgumentException(
          "lags[1] is "
              + lags[1]
              + ": must be at most "
              + MAX_FIRST_KNOT / Math.sqrt(lambda2)
              + " to resolve the origin");
    }
    double[] curvature = splineCurvatures(lags, values);
    if (!(Math.abs(-curvature[0] / lambda2 - 1) <= MAX_LAMBDA2_MISFIT)) {
      throw new IllegalArgumentException(
          "lambda2 is "
              + lambda2
              + ": must be within 5 % of the curvature of the data at 0, "
              + -curvature[0]);
    }
    double[] slope = splineSlopes(lags, values, curvature);
    curvature[0] = -lambda2;
    double last = values[n - 1];
    double rate = -slope[n - 1] / last;
    if (!(rate > 0)) {
      throw new IllegalArgumentException(
          "values end at "
              + last
              + " with slope "
              + slope[n - 1]
              + ": must decay to 0, so that the tail can be continued");
    }
    return new TabulatedCorrelation(lags.clone(), values.clone(), slope, curvature, rate);
  }

  /**
   * The second spectral moment as estimated from a table: the curvature at 0 of its spline. An
   * estimate, sensitive to noise in the first values.
   *
   * @param lags as in {@link #of}
   * @param values as in {@link #of}
   * @return an estimate of λ₂
   */
  public static double estimateLambda2(double[] lags, double[] values) {
    checkLagsAndValues(lags, values);
    return -splineCurvatures(lags, values)[0];
  }

  private static void checkLagsAndValues(double[] lags, double[] values) {
    if (lags[0] != 0) {
      throw new IllegalArgumentException("lags[0] is " + lags[0] + ": must be 0");
    }
    if (!(Math.abs(values[0] - 1) <= 1e-12)) {
      throw new IllegalArgumentException("values[0] is " + values[0] + ": must be 1");
    }
    for (int i = 1; i < lags.length; i++) {
      if (!(lags[i] > lags[i - 1]) || Double.isInfinite(lags[i])) {
        throw new IllegalArgumentException(
            "lags[" + i + "] is " + lags[i] + ": must be finite and above " + lags[i - 1]);
      }
      if (!(Math.abs(values[i]) < 1)) {
        throw new IllegalArgumentException(
            "values[" + i + "] is " + values[i] + ": must lie between -1 and 1");
      }
    }
    for (int i = 1; i < 4; i++) {
      if (!(values[i] < values[i - 1])) {
        throw new IllegalArgumentException(
            "values["
                + i
                + "] is "
                + values[i]
                + ": must be below "
                + values[i - 1]
                + ", else the data are too noisy near 0");
      }
    }
  }

  /**
   * Second derivatives of the cubic spline with slope 0 at the left and curvature 0 at the right.
   */
  private static double[] splineCurvatures(double[] t, double[] v) {
    int n = t.length;
    double[] diagonal = new double[n];
    double[] upper = new double[n];
    double[] m = new double[n];
    double h = t[1] - t[0];
    diagonal[0] = 2 * h;
    upper[0] = h;
    m[0] = 6 * ((v[1] - v[0]) / h);
    for (int i = 1; i < n - 1; i++) {
      double left = t[i] - t[i - 1];
      double right = t[i + 1] - t[i];
      double factor = left / diagonal[i - 1];
      diagonal[i] = 2 * (left + right) - factor * upper[i - 1];
      upper[i] = right;
      m[i] = 6 * ((v[i + 1] - v[i]) / right - (v[i] - v[i - 1]) / left) - factor * m[i - 1];
    }
    m[n - 1] = 0;
    for (int i = n - 2; i >= 0; i--) {
      m[i] = (m[i] - upper[i] * m[i + 1]) / diagonal[i];
    }
    return m;
  }

  private static double[] splineSlopes(double[] t, double[] v, double[] m) {
    int n = t.length;
    double[] slope = new double[n];
    for (int i = 1; i < n; i++) {
      double h = t[i] - t[i - 1];
      slope[i] = (v[i] - v[i - 1]) / h + h * (m[i - 1] + 2 * m[i]) / 6;
    }
    return slope;
  }

  /** The quintic of the interval that holds a lag, or the tail, as a series around that lag. */
  private TaylorSeries local(double lag) {
    int n = t.length;
    if (lag >= t[n - 1]) {
      return TaylorSeries.of(t[n - 1] - lag, -1, 0).times(tailRate).exp().times(value[n - 1]);
    }
    int i = Arrays.binarySearch(t, lag);
    i = Math.min(i >= 0 ? i : -i - 2, n - 2);
    return quintic(i, TaylorSeries.variable(lag, 2));
  }

  private TaylorSeries quintic(int i, TaylorSeries lag) {
    double h = t[i + 1] - t[i];
    double a = value[i];
    double b = slope[i] * h;
    double c = curvature[i] * h * h / 2;
    double d0 = value[i + 1] - a - b - c;
    double d1 = slope[i + 1] * h - b - 2 * c;
    double d2 = curvature[i + 1] * h * h / 2 - c;
    double p3 = 10 * d0 - 4 * d1 + d2;
    double p4 = -15 * d0 + 7 * d1 - 2 * d2;
    double p5 = 6 * d0 - 3 * d1 + d2;
    TaylorSeries s = lag.plus(-t[i]).times(1 / h);
    return s.times(p5)
        .plus(p4)
        .times(s)
        .plus(p3)
        .times(s)
        .plus(c)
        .times(s)
        .plus(b)
        .times(s)
        .plus(a);
  }

  @Override
  TaylorSeries taylor(TaylorSeries lag) {
    return quintic(0, lag);
  }

  @Override
  double seriesReach() {
    return t[1] / 2;
  }

  @Override
  public double[] kinks() {
    return Arrays.copyOfRange(t, 1, t.length);
  }

  @Override
  double r(double lag) {
    return local(lag).coefficient(0);
  }

  @Override
  double minusSlope(double lag) {
    return -local(lag).coefficient(1);
  }

  @Override
  double curvature(double lag) {
    return 2 * local(lag).coefficient(2);
  }

  @Override
  double decorrelation(double lag) {
    if (lag < t[1]) {
      return -lag * lag * quintic(0, TaylorSeries.variable(0, 5)).shiftDown(2).evaluate(lag);
    }
    return 1 - r(lag);
  }

  /** Not a property of a table: the fourth derivative of the first quintic. */
  @Override
  public double lambda4() {
    return quintic(0, TaylorSeries.variable(0, 5)).derivative(4);
  }

  @Override
  public double tailRate() {
    return tailRate;
  }
}
