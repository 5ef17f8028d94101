package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.function.UnaryOperator;

/** The searches of {@link LineSearch} on one line. */
final class LineSearches {
  private static final double ROUNDING = 1e-12;
  private static final double THETA = 0.5;

  private LineSearches() {}

  static void requireConstants(double decrease, double curvature) {
    requireBetween("decrease", decrease, 0, 0.5);
    requireBetween("curvature", curvature, decrease, 1);
  }

  static void requireBetween(String name, double value, double low, double high) {
    if (!(value > low && value < high)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": must be between " + low + " and " + high);
    }
  }

  static void requireTrials(int trials) {
    if (trials < 1) {
      throw new IllegalArgumentException("trials is " + trials + ": must be at least 1");
    }
  }

  /** A point of the line. */
  record Point(double s, double value, double slope, NdArray gradient) {
    boolean finite() {
      return Double.isFinite(value) && Double.isFinite(slope) && gradient.allFinite();
    }
  }

  /** φ(s) = f(x + s d), which counts its evaluations and knows the best of them. */
  static final class Line {
    private final UnaryOperator<NdArray> f;
    private final NdArray x;
    private final NdArray direction;
    private final double first;
    private final Point start;
    private Point best;
    private int evaluations;

    Line(
        UnaryOperator<NdArray> f,
        NdArray x,
        NdArray direction,
        double value,
        NdArray gradient,
        double first) {
      this.f = f;
      this.x = x;
      this.direction = direction;
      this.first = first;
      this.start = new Point(0, value, gradient.dot(direction).value(), gradient);
      this.best = start;
      if (!(start.slope <= 0)) {
        throw new IllegalArgumentException(
            "direction has the slope " + start.slope + ": must be one of descent");
      }
      if (!(first > 0) || Double.isInfinite(first)) {
        throw new IllegalArgumentException("first is " + first + ": must be finite and positive");
      }
    }

    UnaryOperator<NdArray> objective() {
      return f;
    }

    Point at(double s) {
      evaluations++;
      Autodiff.ValueAndGradient v = Autodiff.valueAndGradient(f, x.plus(direction.times(s)));
      Point p = new Point(s, v.value().value(), v.gradient().dot(direction).value(), v.gradient());
      if (p.finite() && p.value < best.value) {
        best = p;
      }
      return p;
    }

    LineSearch.Step end(Point p, boolean satisfied) {
      return new LineSearch.Step(p.s, p.value, p.gradient, evaluations, satisfied);
    }
  }

  static LineSearch.Step backtracking(LineSearch.Backtracking search, Line line) {
    double s = line.first;
    Point start = line.start;
    for (int i = 0; i < search.trials(); i++) {
      Point p = line.at(s);
      if (p.finite() && p.value <= start.value + search.decrease() * s * start.slope) {
        boolean also =
            switch (search.condition()) {
              case ARMIJO -> true;
              case GOLDSTEIN -> p.value >= start.value + (1 - search.decrease()) * s * start.slope;
              case WOLFE -> p.slope >= search.curvature() * start.slope;
              case STRONG_WOLFE -> Math.abs(p.slope) <= -search.curvature() * start.slope;
            };
        if (also) {
          return line.end(p, true);
        }
      }
      s *= search.factor();
    }
    return line.end(line.best, false);
  }

  static LineSearch.Step hagerZhang(LineSearch.HagerZhang search, Line line) {
    return new HagerZhangSearch(search, line).run();
  }

  /** The first point that satisfies the conditions ends all loops. */
  private static final class HagerZhangSearch {
    private final LineSearch.HagerZhang search;
    private final Line line;
    private final double allowed;
    private Point accepted;

    HagerZhangSearch(LineSearch.HagerZhang search, Line line) {
      this.search = search;
      this.line = line;
      this.allowed = line.start.value + ROUNDING * Math.abs(line.start.value);
    }

    private boolean done() {
      return accepted != null || line.evaluations >= search.trials();
    }

    private Point at(double s) {
      Point p = line.at(s);
      Point start = line.start;
      boolean wolfe =
          p.value - start.value <= search.decrease() * s * start.slope
              && p.slope >= search.curvature() * start.slope;
      boolean approximate =
          p.slope <= (2 * search.decrease() - 1) * start.slope
              && p.slope >= search.curvature() * start.slope
              && p.value <= allowed;
      if (s > 0 && p.finite() && (wolfe || approximate)) {
        accepted = p;
      }
      return p;
    }

    LineSearch.Step run() {
      Point[] ab = bracket();
      while (!done()) {
        double width = ab[1].s - ab[0].s;
        Point[] next = twoSecants(ab);
        if (!done() && next[1].s - next[0].s > search.shrink() * width) {
          next = update(next, at((next[0].s + next[1].s) / 2));
        }
        ab = next;
        if (!(ab[1].s - ab[0].s > 1e-15 * ab[1].s)) {
          break;
        }
      }
      return accepted != null ? line.end(accepted, true) : line.end(line.best, false);
    }

    /** Two points between which φ has a minimum: descending at the first, not at the second. */
    private Point[] bracket() {
      Point low = line.start;
      Point p = at(line.first);
      while (!done()) {
        if (!p.finite()) {
          p = at(low.s + (p.s - low.s) / 10);
        } else if (p.slope >= 0) {
          return new Point[] {low, p};
        } else if (p.value > allowed) {
          return halve(line.start, p);
        } else {
          low = p;
          p = at(search.expansion() * p.s);
        }
      }
      return new Point[] {low, p};
    }

    /** Where the value is too high although φ descends: the minimum is between the two. */
    private Point[] halve(Point from, Point to) {
      Point a = from;
      Point b = to;
      while (!done()) {
        Point d = at((1 - THETA) * a.s + THETA * b.s);
        if (d.slope >= 0) {
          return new Point[] {a, d};
        }
        if (d.value <= allowed) {
          a = d;
        } else {
          b = d;
        }
      }
      return new Point[] {a, b};
    }

    private Point[] update(Point[] ab, Point c) {
      if (!(c.s > ab[0].s && c.s < ab[1].s) || done()) {
        return ab;
      }
      if (c.slope >= 0) {
        return new Point[] {ab[0], c};
      }
      return c.value <= allowed ? new Point[] {c, ab[1]} : halve(ab[0], c);
    }

    private static double secant(Point a, Point b) {
      return (a.s * b.slope - b.s * a.slope) / (b.slope - a.slope);
    }

    private Point[] twoSecants(Point[] ab) {
      double s = secant(ab[0], ab[1]);
      if (!(s > ab[0].s && s < ab[1].s)) {
        return ab;
      }
      Point c = at(s);
      Point[] next = update(ab, c);
      if (done()) {
        return next;
      }
      double again = Double.NaN;
      if (c.s == next[1].s) {
        again = secant(ab[1], next[1]);
      } else if (c.s == next[0].s) {
        again = secant(ab[0], next[0]);
      }
      return again > next[0].s && again < next[1].s ? update(next, at(again)) : next;
    }
  }
}
