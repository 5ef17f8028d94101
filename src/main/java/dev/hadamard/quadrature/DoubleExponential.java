package dev.hadamard.quadrature;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import java.util.function.DoubleUnaryOperator;

/**
 * Double exponential quadrature: the trapezoidal rule after a substitution under which the
 * integrand falls like e^(-e^|t|), so that integrable singularities at the ends do no harm.
 *
 * <p>tanh-sinh on [a, b]: x = (a + b)/2 + (b - a)/2 tanh(π/2 sinh t); exp-sinh on [a, ∞): x = a +
 * exp(π/2 sinh t); sinh-sinh on the real line: x = sinh(π/2 sinh t). For integrands that are
 * analytic inside the interval each halving of the step about doubles the number of digits. Jumps
 * and kinks inside want {@link GaussKronrod}.
 *
 * <p>The error estimate is ten times the change by the last halving, plus rounding: also that of x,
 * which near an end other than 0 leaves x - a few digits. A singularity there needs the distances
 * themselves: {@link #integrate(EndpointFunction, double, double, double)}.
 *
 * <p>Source: H. Takahasi and M. Mori, Double exponential formulas for numerical integration, 1974.
 */
public final class DoubleExponential {
  /** Where π/2 sinh t = 345: distances of e^(-690), still normal numbers. */
  private static final double REACH = 6.085;

  private static final int FIRST_STEPS = 13;
  private static final int MOST_HALVINGS = 8;

  /** Terms below this share of the largest are no more missed. */
  private static final double NEGLIGIBLE = 1e-25;

  /** Near poles close to the axis halvings gain few digits, and the change is small by chance. */
  private static final double SAFETY = 10;

  private DoubleExponential() {}

  /** An integrand that knows how far its argument is from the ends, to full relative accuracy. */
  @FunctionalInterface
  public interface EndpointFunction {
    /**
     * The integrand.
     *
     * @param x the argument, rounded
     * @param fromLower x - a
     * @param toUpper b - x
     * @return f(x)
     */
    double at(double x, double fromLower, double toUpper);
  }

  /** Receives the substitution at one t. */
  private static final class Point {
    double x;
    double below;
    double above;

    /** dx/dt. */
    double slope;

    /** Whether x has rounded to an end. */
    boolean atEnd;
  }

  private interface Substitution {
    void at(double t, Point point);
  }

  /**
   * Integrates.
   *
   * @param f the integrand, finite inside the interval
   * @param from the lower limit, may be -infinity
   * @param to the upper limit, above the lower one, may be infinity
   * @param tolerance the error estimate to reach: absolute, and relative to the value, whichever is
   *     larger; at least 1e-15
   * @return the integral
   * @throws IllegalArgumentException if the limits or the tolerance are wrong, or the integrand is
   *     not finite
   * @throws ConvergenceException if some 6000 evaluations do not reach the tolerance
   */
  public static GaussKronrod.Integral integrate(
      DoubleUnaryOperator f, double from, double to, double tolerance) {
    GaussKronrod.check(from, to, tolerance);
    return sum((x, below, above) -> f.applyAsDouble(x), substitution(from, to), true, tolerance);
  }

  /**
   * Integrates a function that is singular at an end other than 0, such as 1/√(1 - x) at 1.
   *
   * @param f the integrand, from x and its distances to the ends
   * @param from the lower limit, finite
   * @param to the upper limit, above the lower one, finite
   * @param tolerance the error estimate to reach: absolute, and relative to the value, whichever is
   *     larger; at least 1e-15
   * @return the integral
   * @throws IllegalArgumentException if the limits or the tolerance are wrong, or the integrand is
   *     not finite
   * @throws ConvergenceException if some 6000 evaluations do not reach the tolerance
   */
  public static GaussKronrod.Integral integrate(
      EndpointFunction f, double from, double to, double tolerance) {
    GaussKronrod.check(from, to, tolerance);
    if (Double.isInfinite(from) || Double.isInfinite(to)) {
      throw new IllegalArgumentException(
          "interval is [" + from + ", " + to + "]: must be finite for distances to its ends");
    }
    return sum(f, substitution(from, to), false, tolerance);
  }

  private static Substitution substitution(double from, double to) {
    if (Double.isInfinite(from) && Double.isInfinite(to)) {
      return (t, p) -> {
        double u = Math.PI / 2 * Elementary.sinh(t);
        p.x = Elementary.sinh(u);
        p.slope = Math.PI / 2 * Elementary.cosh(t) * Elementary.cosh(u);
        p.below = Double.POSITIVE_INFINITY;
        p.above = Double.POSITIVE_INFINITY;
        p.atEnd = false;
      };
    }
    if (Double.isInfinite(from) || Double.isInfinite(to)) {
      double end = Double.isInfinite(to) ? from : to;
      double sign = Double.isInfinite(to) ? 1 : -1;
      return (t, p) -> {
        double distance = Elementary.exp(Math.PI / 2 * Elementary.sinh(t));
        p.x = end + sign * distance;
        p.slope = Math.PI / 2 * Elementary.cosh(t) * distance;
        p.below = distance;
        p.above = Double.POSITIVE_INFINITY;
        p.atEnd = p.x == end;
      };
    }
    double width = to - from;
    return (t, p) -> {
      double u = Math.PI * Elementary.sinh(t);
      double up = 1 / (1 + Elementary.exp(-u));
      double down = 1 / (1 + Elementary.exp(u));
      p.below = width * up;
      p.above = width * down;
      p.x = up < down ? from + p.below : to - p.above;
      p.slope = Math.PI * Elementary.cosh(t) * width * up * down;
      p.atEnd = p.x == from || p.x == to;
    };
  }

  private static GaussKronrod.Integral sum(
      EndpointFunction f, Substitution substitution, boolean byX, double tolerance) {
    Sum sum = new Sum(f, substitution, byX);
    double step = REACH / FIRST_STEPS;
    sum.add(0);
    for (int i = 1; i <= FIRST_STEPS; i++) {
      sum.add(i * step);
      sum.add(-i * step);
    }
    sum.checkGaps();
    double last = sum.value * step;
    double error = Double.POSITIVE_INFINITY;
    for (int halving = 1; halving <= MOST_HALVINGS; halving++) {
      step /= 2;
      int steps = FIRST_STEPS << halving;
      for (int i = 1; i < steps; i += 2) {
        sum.add(i * step);
        sum.add(-i * step);
      }
      sum.checkGaps();
      double value = sum.value * step;
      error = SAFETY * Math.abs(value - last) + step * sum.rounding;
      last = value;
      // The first halvings may agree by chance.
      if (halving >= 2 && error <= tolerance * Math.max(1, Math.abs(value))) {
        return new GaussKronrod.Integral(value, error, sum.evaluations);
      }
    }
    throw new ConvergenceException(
        "the error estimate is %s with %d points (%s of it rounding): tolerance %s"
            .formatted(error, sum.evaluations, step * sum.rounding, tolerance),
        error);
  }

  private static final class Sum {
    private final EndpointFunction f;
    private final Substitution substitution;
    private final boolean byX;
    private final Point point = new Point();
    private double value;
    private double rounding;
    private double largest;
    private int evaluations;

    /** Where the integrand was not finite, and what it was: allowed beyond all that counts. */
    private double gapAt = Double.POSITIVE_INFINITY;

    private double gapX;
    private double gapValue;

    /** The largest |t| of a term that counts. */
    private double counts;

    Sum(EndpointFunction f, Substitution substitution, boolean byX) {
      this.f = f;
      this.substitution = substitution;
      this.byX = byX;
    }

    void add(double t) {
      substitution.at(t, point);
      if (byX && point.atEnd) {
        return;
      }
      evaluations++;
      double y = f.at(point.x, point.below, point.above);
      double term = y * point.slope;
      if (!Double.isFinite(term)) {
        if (Math.abs(t) < Math.abs(gapAt)) {
          gapAt = t;
          gapX = point.x;
          gapValue = y;
        }
        return;
      }
      double size = Math.abs(term);
      value += term;
      // x is rounded: near an end by a share of its distance that moves a power of it as much.
      double share = byX ? Math.ulp(point.x) / Math.min(point.below, point.above) : 0;
      rounding += size * (4 * 0x1p-53 + Math.min(1, share));
      largest = Math.max(largest, size);
      if (size > NEGLIGIBLE * largest) {
        counts = Math.max(counts, Math.abs(t));
      }
    }

    /** Values that are not finite may only lie where terms are negligible. */
    void checkGaps() {
      if (Math.abs(gapAt) <= counts || evaluations == 0) {
        throw new IllegalArgumentException(
            "integrand is " + gapValue + " at " + gapX + ": must be finite");
      }
    }
  }
}
