package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;

/**
 * Weeks: f(t) = e^((σ-b)t) Σ a_n L_n(2bt), where a_n are the Taylor coefficients of 2b/(1 - w) F(σ
 * - b + 2b/(1 - w)) about w = 0, by the midpoint rule on the unit circle, which is the line Re s =
 * σ. One expansion serves all times.
 *
 * <p>σ and b are searched on a grid, refined once, for the least e^(σt) (Σ_(n ≥ N) |a_n| + ε Σ
 * |a_n|) at the largest time: J. A. C. Weideman, Algorithms for parameter selection in the Weeks
 * method, 1999.
 */
final class Weeks extends WholeCurve {
  private static final double[] SIGMAS = {0.5, 1, 2, 4, 8, 16};
  private static final double[] WIDTHS = {0.5, 1, 2, 4, 8, 16, 32, 64};

  private final int terms;
  private final double[] cos;
  private final double[] sin;

  private Weeks(int terms) {
    this.terms = terms;
    int points = 4 * terms;
    cos = new double[points];
    sin = new double[points];
    for (int k = 0; k < points; k++) {
      double angle = 2 * Math.PI * k / points;
      cos[k] = Trigonometric.cos(angle);
      sin[k] = Trigonometric.sin(angle);
    }
  }

  static Weeks of(int terms) {
    if (terms < 8 || terms > 256) {
      throw new IllegalArgumentException(
          "number of terms of weeks is " + terms + ": must be between 8 and 256");
    }
    return new Weeks(terms);
  }

  @Override
  public String name() {
    return "weeks(" + terms + ")";
  }

  @Override
  public int evaluations() {
    return (SIGMAS.length * WIDTHS.length + 9) * terms;
  }

  /** An expansion; points of the circle come in conjugate pairs. */
  private final class Expansion {
    final double sigma;
    final double width;
    final double[] a = new double[2 * terms];
    final double truncation;
    final double rounding;

    Expansion(TransformedProblem problem, double sigma, double width) {
      this.sigma = sigma;
      this.width = width;
      // 2N points on the circle, N of them above: 2N coefficients.
      int half = terms;
      double[] re = new double[half];
      double[] im = new double[half];
      for (int j = 0; j < half; j++) {
        double theta = (2 * j + 1) * Math.PI / (2 * half);
        double cot = Trigonometric.cos(theta / 2) / Trigonometric.sin(theta / 2);
        // 2b/(1 - w) = b (1 + i cot(θ/2)).
        Complex g = problem.at(sigma, width * cot).times(new Complex(width, width * cot));
        re[j] = g.re();
        im[j] = g.im();
      }
      double dropped = 0;
      double kept = 0;
      for (int n = 0; n < 2 * terms; n++) {
        double sum = 0;
        for (int j = 0; j < half; j++) {
          // e^(-inθ), θ = (2j + 1)π/(2 half): a multiple of the table's angle.
          int at = (int) ((long) n * (2 * j + 1) % (4L * half));
          sum += re[j] * cos[at] + im[j] * sin[at];
        }
        a[n] = sum / half;
        if (n < terms) {
          kept += Math.abs(a[n]);
        } else {
          dropped += Math.abs(a[n]);
        }
      }
      truncation = dropped;
      rounding = 8 * 0x1p-53 * kept;
    }

    double logError(double time) {
      return sigma * time + Elementary.log(truncation + rounding);
    }
  }

  @Override
  long solve(TransformedProblem problem, double[] times, double[] values, double[] errors) {
    double last = problem.time();
    Expansion best = null;
    int expansions = 0;
    for (double sigma : SIGMAS) {
      for (double width : WIDTHS) {
        // L_n(x) has its zeros below 4n: wider ones waste terms.
        if (width <= 2 * terms) {
          best = better(best, new Expansion(problem, sigma / last, width / last), last);
          expansions++;
        }
      }
    }
    Expansion coarse = best;
    double[] factors = {0.7, 1, 1.4};
    for (double sigma : factors) {
      for (double width : factors) {
        best =
            better(best, new Expansion(problem, coarse.sigma * sigma, coarse.width * width), last);
        expansions++;
      }
    }
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        double t = times[i];
        values[i] = evaluate(best, t);
        errors[i] = Elementary.exp(best.sigma * t) * (best.truncation + best.rounding);
      }
    }
    return (long) expansions * terms;
  }

  private static Expansion better(Expansion best, Expansion other, double time) {
    return best == null || other.logError(time) < best.logError(time) ? other : best;
  }

  /** The Laguerre functions e^(-x/2) L_n(x) by their recurrence. */
  private double evaluate(Expansion e, double t) {
    double x = 2 * e.width * t;
    double previous = 0;
    double value = Elementary.exp(-x / 2);
    double sum = 0;
    for (int n = 0; n < terms; n++) {
      sum = Math.fma(e.a[n], value, sum);
      double next = ((2 * n + 1 - x) * value - n * previous) / (n + 1);
      previous = value;
      value = next;
    }
    return Elementary.exp(e.sigma * t) * sum;
  }
}
