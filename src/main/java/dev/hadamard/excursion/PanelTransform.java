package dev.hadamard.excursion;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.Complex;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The finite Laplace transform ∫ f(t) e^(-st) dt over [0, end] for any complex s.
 *
 * <p>On each panel f is a Legendre series of degree 23, whose transform is a sum of modified
 * spherical Bessel functions: the cost does not depend on how fast e^(-st) oscillates, and there is
 * no error but that of the series, 1e-15 of f on the panel. Immutable.
 */
final class PanelTransform {
  static final int DEGREE = 23;
  private static final double TOLERANCE = 1e-15;
  private static final double ROUNDING = 1e-12;
  private static final int MAX_DEPTH = 320;

  /** After so many halvings, functions that cancel by their nature are taken as they are. */
  private static final int ROUGH_DEPTH = 8;

  private static final double ROUGH = 1e-9;

  /** e^(-x) below this exponent is 0. */
  private static final double UNDERFLOW = 745;

  private final double[] middle;
  private final double[] half;
  private final double[][] coefficients;

  private PanelTransform(List<double[]> panels, List<double[]> coefficients) {
    middle = new double[panels.size()];
    half = new double[panels.size()];
    for (int p = 0; p < middle.length; p++) {
      double from = panels.get(p)[0];
      double to = panels.get(p)[1];
      half[p] = (to - from) / 2;
      middle[p] = from + half[p];
    }
    this.coefficients = coefficients.toArray(double[][]::new);
  }

  /**
   * Expands a function.
   *
   * @param breaks ends of panels, increasing from 0; each panel is halved as often as needed
   */
  static PanelTransform of(DoubleUnaryOperator f, double[] breaks, String name) {
    List<double[]> panels = new ArrayList<>();
    List<double[]> coefficients = new ArrayList<>();
    for (int i = 1; i < breaks.length; i++) {
      expand(f, breaks[i - 1], breaks[i], 0, 1, breaks[1], panels, coefficients, name);
    }
    return new PanelTransform(panels, coefficients);
  }

  private static void expand(
      DoubleUnaryOperator f,
      double from,
      double to,
      int depth,
      double parentError,
      double unit,
      List<double[]> panels,
      List<double[]> coefficients,
      String name) {
    double[] c = legendre(f, from, to);
    double scale = 0;
    for (double value : c) {
      scale = Math.max(scale, Math.abs(value));
    }
    double last = Math.max(Math.abs(c[DEGREE]), Math.abs(c[DEGREE - 1]));
    // Deep in the tail e^(-x) is known no better than x units in the last place.
    double noise = 1 - Math.min(0, Elementary.log(Math.max(scale, 1e-300)));
    boolean negligible = (to - from) * scale < 1e-18 * unit && from < unit;
    // Halving divides the error of a smooth function by 2^24; what stays is rounding of f itself.
    double rough = depth < ROUGH_DEPTH ? ROUNDING : ROUGH;
    boolean rounding = last <= rough * scale && last > parentError * scale / 16;
    if (last <= TOLERANCE * noise * scale || scale < 1e-300 || negligible || rounding) {
      panels.add(new double[] {from, to});
      coefficients.add(c);
      return;
    }
    if (depth == MAX_DEPTH) {
      throw new ConvergenceException(
          name + " over [" + from + ", " + to + "] has no Legendre series", last / scale);
    }
    double middle = from + (to - from) / 2;
    expand(f, from, middle, depth + 1, last / scale, unit, panels, coefficients, name);
    expand(f, middle, to, depth + 1, last / scale, unit, panels, coefficients, name);
  }

  /** The last two Legendre coefficients of a function over an interval, relative to the largest. */
  static double unresolved(DoubleUnaryOperator f, double from, double to) {
    double[] c = legendre(f, from, to);
    double scale = 0;
    for (double value : c) {
      scale = Math.max(scale, Math.abs(value));
    }
    return Math.max(Math.abs(c[DEGREE]), Math.abs(c[DEGREE - 1])) / scale;
  }

  private static double[] legendre(DoubleUnaryOperator f, double from, double to) {
    GaussLegendre rule = GaussLegendre.of(DEGREE + 1);
    double[] c = new double[DEGREE + 1];
    double half = (to - from) / 2;
    for (int i = 0; i <= DEGREE; i++) {
      double x = rule.node(i);
      double weighted = rule.weight(i) * f.applyAsDouble(Math.fma(half, x, from + half));
      double before = 0;
      double here = 1;
      for (int k = 0; k <= DEGREE; k++) {
        c[k] = Math.fma((k + 0.5) * weighted, here, c[k]);
        double next = ((2 * k + 1) * x * here - k * before) / (k + 1);
        before = here;
        here = next;
      }
    }
    return c;
  }

  /** f(t) from its Legendre series; 0 beyond the last panel. */
  double value(double t) {
    int low = 0;
    int high = middle.length - 1;
    while (low < high) {
      int p = (low + high) >>> 1;
      if (t <= middle[p] + half[p]) {
        high = p;
      } else {
        low = p + 1;
      }
    }
    double x = (t - middle[low]) / half[low];
    if (x > 1 + 1e-9) {
      return 0;
    }
    double[] c = coefficients[low];
    // Clenshaw's recurrence
    double first = 0;
    double second = 0;
    for (int k = DEGREE; k >= 1; k--) {
      double next = c[k] + (2 * k + 1) * x * first / (k + 1) - (k + 1) * second / (k + 2);
      second = first;
      first = next;
    }
    return c[0] + x * first - second / 2;
  }

  /** ∫ f e^(-st) dt. */
  Complex at(Complex s) {
    return transform(s, /* withTime= */ false);
  }

  /** -∫ t f e^(-st) dt. */
  Complex derivative(Complex s) {
    return transform(s, /* withTime= */ true).negate();
  }

  private Complex transform(Complex s, boolean withTime) {
    SphericalBessel bessel = new SphericalBessel(DEGREE + 1);
    double sumR = 0;
    double sumI = 0;
    double previousHalf = 0;
    for (int p = 0; p < middle.length; p++) {
      double zr = s.re() * half[p];
      double zi = s.im() * half[p];
      double exponent = Math.abs(zr) - s.re() * middle[p];
      if (exponent < -UNDERFLOW) {
        continue;
      }
      if (half[p] != previousHalf) {
        bessel.evaluate(zr, zi);
        previousHalf = half[p];
      }
      double partR = 0;
      double partI = 0;
      for (int k = 0; k <= DEGREE; k++) {
        double c = k % 2 == 0 ? coefficients[p][k] : -coefficients[p][k];
        double br = bessel.re(k);
        double bi = bessel.im(k);
        if (withTime) {
          // t = middle + half x, and (2k+1) x P_k = (k+1) P_(k+1) + k P_(k-1)
          double up = (k + 1.0) / (2 * k + 1);
          double below = k == 0 ? 0 : (double) k / (2 * k + 1);
          double xr = up * bessel.re(k + 1) + (k == 0 ? 0 : below * bessel.re(k - 1));
          double xi = up * bessel.im(k + 1) + (k == 0 ? 0 : below * bessel.im(k - 1));
          br = middle[p] * br - half[p] * xr;
          bi = middle[p] * bi - half[p] * xi;
        }
        partR = Math.fma(c, br, partR);
        partI = Math.fma(c, bi, partI);
      }
      Complex factor = Complex.of(exponent, -s.im() * middle[p]).exp().times(2 * half[p]);
      sumR += partR * factor.re() - partI * factor.im();
      sumI += partR * factor.im() + partI * factor.re();
    }
    return Complex.of(sumR, sumI);
  }
}
