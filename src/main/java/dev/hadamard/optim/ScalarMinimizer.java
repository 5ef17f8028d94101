package dev.hadamard.optim;

import dev.hadamard.kernel.IllPosedProblemException;
import java.util.function.DoubleUnaryOperator;

/** Minimisation of a function of one variable over an interval, without derivatives. */
public final class ScalarMinimizer {
  /** The smaller part of a golden section, (3 - √5) / 2. */
  private static final double GOLDEN = 0.38196601125010515;

  private static final int MAX_ITERATIONS = 200;

  private ScalarMinimizer() {}

  /**
   * A local minimum by Brent's method (Algorithms for Minimization without Derivatives, 1973,
   * chapter 5): parabolic interpolation, safeguarded by golden sections. Evaluations: about 10 for
   * a smooth function, at most 200.
   *
   * @param f the function; finite on the interval
   * @param from the lower end
   * @param to the upper end, above the lower
   * @param relativeTolerance of the minimiser, positive; values below 1e-8 gain nothing
   * @return the minimiser and the minimum
   * @throws IllPosedProblemException if f is not a number, or infinite, wherever it was tried
   */
  public static double[] brent(
      DoubleUnaryOperator f, double from, double to, double relativeTolerance) {
    if (!(from < to)) {
      throw new IllegalArgumentException("to is " + to + ": must be above from, " + from);
    }
    if (Double.isInfinite(to - from)) {
      throw new IllegalArgumentException(
          "to is " + to + ", from is " + from + ": must be a finite distance apart");
    }
    if (!(relativeTolerance > 0)) {
      throw new IllegalArgumentException(
          "relativeTolerance is " + relativeTolerance + ": must be positive");
    }
    double a = from;
    double b = to;
    double x = a + GOLDEN * (b - a);
    double w = x;
    double v = x;
    double fx = value(f, x);
    double fw = fx;
    double fv = fx;
    double step = 0;
    double previousStep = 0;
    for (int i = 0; i < MAX_ITERATIONS; i++) {
      double middle = a + (b - a) / 2;
      double tolerance = relativeTolerance * Math.abs(x) + Double.MIN_NORMAL;
      if (Math.abs(x - middle) <= 2 * tolerance - (b - a) / 2) {
        break;
      }
      double p = 0;
      double q = 0;
      if (Math.abs(previousStep) > tolerance) {
        double r = (x - w) * (fx - fv);
        q = (x - v) * (fx - fw);
        p = (x - v) * q - (x - w) * r;
        q = 2 * (q - r);
        if (q > 0) {
          p = -p;
        } else {
          q = -q;
        }
      }
      if (Math.abs(p) < Math.abs(q * previousStep / 2) && p > q * (a - x) && p < q * (b - x)) {
        previousStep = step;
        step = p / q;
        double u = x + step;
        if (u - a < 2 * tolerance || b - u < 2 * tolerance) {
          step = Math.copySign(tolerance, middle - x);
        }
      } else {
        previousStep = x < middle ? b - x : a - x;
        step = GOLDEN * previousStep;
      }
      double u = x + (Math.abs(step) >= tolerance ? step : Math.copySign(tolerance, step));
      double fu = value(f, u);
      if (fu <= fx) {
        if (u < x) {
          b = x;
        } else {
          a = x;
        }
        v = w;
        fv = fw;
        w = x;
        fw = fx;
        x = u;
        fx = fu;
      } else {
        if (u < x) {
          a = u;
        } else {
          b = u;
        }
        if (fu <= fw || w == x) {
          v = w;
          fv = fw;
          w = u;
          fw = fu;
        } else if (fu <= fv || v == x || v == w) {
          v = u;
          fv = fu;
        }
      }
    }
    if (fx == Double.POSITIVE_INFINITY) {
      throw new IllPosedProblemException(
          "f has no finite value anywhere that was tried between " + from + " and " + to);
    }
    return new double[] {x, fx};
  }

  /** No value is no minimum. */
  private static double value(DoubleUnaryOperator f, double x) {
    double v = f.applyAsDouble(x);
    return Double.isNaN(v) ? Double.POSITIVE_INFINITY : v;
  }
}
