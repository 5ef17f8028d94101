package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.function.UnaryOperator;

/**
 * A step length that satisfies the strong Wolfe conditions, or near rounding the approximate ones
 * of Hager and Zhang: bracketing by doubling, then cubic interpolation safeguarded by bisection (J.
 * Nocedal and S. Wright, Numerical Optimization, algorithms 3.5 and 3.6).
 */
final class WolfeLineSearch {
  static final double C1 = 1e-4;
  private static final double C2 = 0.9;
  private static final double C3 = 1e-6;
  private static final int MAX_EVALUATIONS = 40;

  /** So many steps are doubled; longer ones are needed only where units are far from 1. */
  private static final int DOUBLINGS = 12;

  private static final int LEAPS = 20;
  private static final double FAR_TOO_LONG = 1e-4;

  /** A point on the line: step length, value, slope, gradient. */
  private record Point(double alpha, double value, double slope, NdArray gradient) {}

  private final UnaryOperator<NdArray> objective;
  private final NdArray x;
  private final NdArray direction;
  private final double c2;
  private final double longest;
  private int evaluations;

  private WolfeLineSearch(
      UnaryOperator<NdArray> objective,
      NdArray x,
      NdArray direction,
      double curvature,
      double longest) {
    this.c2 = curvature;
    this.longest = longest;
    this.objective = objective;
    this.x = x;
    this.direction = direction;
  }

  /** The accepted point; step length 0 where none decreases the value. All arrays are plain. */
  static LineSearch.Step search(
      UnaryOperator<NdArray> objective,
      NdArray x,
      NdArray direction,
      double value,
      NdArray gradient,
      double firstStep) {
    return search(objective, x, direction, value, gradient, firstStep, C2);
  }

  /** The same with another factor of the curvature condition. */
  static LineSearch.Step search(
      UnaryOperator<NdArray> objective,
      NdArray x,
      NdArray direction,
      double value,
      NdArray gradient,
      double firstStep,
      double curvature) {
    return search(
        objective, x, direction, value, gradient, firstStep, curvature, Double.POSITIVE_INFINITY);
  }

  /** The same with steps up to a longest one, which is accepted for its decrease alone. */
  static LineSearch.Step search(
      UnaryOperator<NdArray> objective,
      NdArray x,
      NdArray direction,
      double value,
      NdArray gradient,
      double firstStep,
      double curvature,
      double longest) {
    Point start = new Point(0, value, gradient.dot(direction).value(), gradient);
    WolfeLineSearch line = new WolfeLineSearch(objective, x, direction, curvature, longest);
    Point p = line.search(start, Math.min(firstStep, longest));
    return new LineSearch.Step(
        p.alpha, p.value, p.gradient, line.evaluations, p.alpha > 0 && line.accepted(start, p));
  }

  private Point at(double alpha) {
    evaluations++;
    Autodiff.ValueAndGradient v =
        Autodiff.valueAndGradient(objective, x.plus(direction.times(alpha)));
    double slope = v.gradient().dot(direction).value();
    return new Point(alpha, v.value().value(), slope, v.gradient());
  }

  private boolean accepted(Point start, Point p) {
    boolean wolfe =
        p.value <= start.value + C1 * p.alpha * start.slope
            && Math.abs(p.slope) <= -c2 * start.slope;
    boolean approximate =
        p.value <= start.value + C3 * 1e-6 * Math.abs(start.value)
            && p.slope >= c2 * start.slope
            && p.slope <= (2 * C1 - 1) * start.slope;
    boolean end =
        p.alpha == longest && p.slope < 0 && p.value <= start.value + C1 * p.alpha * start.slope;
    return wolfe || approximate || end;
  }

  private Point search(Point start, double firstStep) {
    Point best = start;
    Point flattest = start;
    Point low = start;
    Point high = null;
    double alpha = firstStep;
    while (evaluations < MAX_EVALUATIONS) {
      Point p = at(alpha);
      if (!Double.isFinite(p.value) || !p.gradient.allFinite()) {
        high = null;
        alpha = low.alpha + (alpha - low.alpha) / 10;
        continue;
      }
      if (accepted(start, p)) {
        return p;
      }
      if (p.value < best.value) {
        best = p;
      }
      if (Math.abs(p.slope) < Math.abs(flattest.slope) && drowned(start, p)) {
        flattest = p;
      }
      if (drowned(start, p) && drowned(start, low)) {
        // Differences of values are rounding: the slopes alone tell where the minimum is.
        if (p.slope >= 0) {
          high = p;
        } else {
          low = p;
        }
      } else if (p.value > start.value + C1 * p.alpha * start.slope
          || (low.alpha > 0 && p.value >= low.value)) {
        high = p;
      } else {
        if (p.slope * ((high == null ? alpha + 1 : high.alpha) - p.alpha) >= 0
            && high == null
            && p.slope > 0) {
          high = low;
        } else if (high != null && p.slope * (high.alpha - low.alpha) >= 0) {
          high = low;
        }
        low = p;
      }
      alpha = high == null ? Math.min(growth() * alpha, longest) : inside(low, high);
      if (high != null && Math.abs(high.alpha - low.alpha) <= 1e-15 * Math.abs(high.alpha)) {
        break;
      }
    }
    return best.alpha == 0 ? flattest : best;
  }

  private double growth() {
    return evaluations <= DOUBLINGS ? 2 : evaluations <= LEAPS ? 0x1p8 : 0x1p32;
  }

  /** Likewise a bracket from 0 that is still far too long after so many tries. */
  private double inside(Point low, Point high) {
    return evaluations > DOUBLINGS && low.alpha == 0
        ? high.alpha * FAR_TOO_LONG
        : interpolate(low, high);
  }

  private static boolean drowned(Point start, Point p) {
    return Math.abs(p.value - start.value) <= C3 * 1e-6 * Math.abs(start.value);
  }

  private static double interpolate(Point a, Point b) {
    double width = b.alpha - a.alpha;
    double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.alpha - b.alpha);
    double radicand = d1 * d1 - a.slope * b.slope;
    double t = 0.5;
    if (drowned(a, b)) {
      t = a.slope / (a.slope - b.slope);
    } else if (radicand >= 0) {
      double d2 = Math.copySign(Math.sqrt(radicand), width);
      t = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
    }
    if (!(t > 0.1 && t < 0.9)) {
      t = t <= 0.1 && t > 0 ? 0.1 : t >= 0.9 && t < 1 ? 0.9 : 0.5;
    }
    return a.alpha + t * width;
  }
}
