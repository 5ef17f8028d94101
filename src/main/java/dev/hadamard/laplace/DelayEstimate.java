package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;

/**
 * The delay of a function from its transform. Where f is 0 before t₀ and behaves like (t -
 * t₀)^(p-1) after it, ln F(σ) = -t₀σ - p ln σ + c + o(1) as σ grows, so that the slope from σ to
 * 2σ, D(σ), is -t₀ - p ln 2/σ, and 2D(2σ) - D(σ) = -t₀. A transform such as e^(-√s) has slopes that
 * fall without such a limit: successive values then disagree.
 */
final class DelayEstimate {
  /** Delays below this share of the time are let pass. */
  private static final double SMALL = 1e-3;

  private static final int MOST_DOUBLINGS = 24;
  private static final double FAINT = 1e-290;
  private static final double AGREEMENT = 1e-3;

  private DelayEstimate() {}

  /** The delay, 0 where none is seen. */
  static double of(LaplaceTransform f, double time) {
    double sigma = 1 / time;
    double before = Double.NaN;
    double slope = Double.NaN;
    double found = Double.NaN;
    double agreed = 0;
    double here = logAt(f, sigma);
    for (int k = 0; k < MOST_DOUBLINGS; k++) {
      double there = logAt(f, 2 * sigma);
      if (!Double.isFinite(here) || !Double.isFinite(there)) {
        break;
      }
      double next = (there - here) / sigma;
      before = found;
      found = -(2 * next - slope);
      // Rounding of the logarithms against what the delay adds to them.
      boolean heard = found * sigma > 1e-9 * Math.max(Math.abs(here), Math.abs(there));
      agreed =
          heard && found > SMALL * time && Math.abs(found - before) <= AGREEMENT * found
              ? found
              : 0;
      slope = next;
      here = there;
      sigma *= 2;
    }
    return agreed;
  }

  /** ln |F|; not finite where F is not, or has underflown. */
  private static double logAt(LaplaceTransform f, double sigma) {
    Complex value = f.at(new Complex(sigma, 0));
    double size = value.abs();
    return size > FAINT ? Elementary.log(size) : Double.NaN;
  }

  /** Where on the real axis two values are compared first, in units of 1/t. */
  static double line(int k) {
    return k == 0 ? 2e5 : 4e5;
  }

  /** A delay of time/1000 makes the second value e^(-200) of the first. */
  static boolean suspicious(double first, double second) {
    return Double.isFinite(first) && Double.isFinite(second) && !(second > 1e-20 * first);
  }

  /** Refuses a delay that would blow up on a contour that bends left. */
  static void requireNone(TransformedProblem problem, String method) {
    double time = problem.time();
    LaplaceTransform f = problem.transform();
    double first = f.at(new Complex(line(0) / time, 0)).abs();
    double second = f.at(new Complex(line(1) / time, 0)).abs();
    if (!suspicious(first, second)) {
      return;
    }
    double delay = of(f, time);
    if (delay > 0) {
      throw new IllPosedProblemException(
          ("the transform has a factor e^(-s t0), t0 = %s, which grows on the contour of %s: declare"
                  + " it as delay, or take a method on a vertical line")
              .formatted(delay, method));
    }
  }
}
