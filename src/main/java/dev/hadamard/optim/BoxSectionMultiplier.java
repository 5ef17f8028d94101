package dev.hadamard.optim;

/**
 * The multiplier τ of the projection onto {l ≤ p ≤ u, wᵀp = c}, p = clip(x + τ w, l, u): the root
 * of a non-decreasing piecewise linear function, by Newton's method in a bracket, exact after
 * finitely many steps.
 */
final class BoxSectionMultiplier {
  private static final int MAX_STEPS = 200;
  private static final double SLACK = 1e-12;

  private BoxSectionMultiplier() {}

  /** Beyond this ratio of a point and its projection, rounding of the point shows in the sum. */
  private static final double LARGE = 0x1p3;

  private static final int MAX_MOVES = 50;

  /** The projection, into x. */
  static double[] project(double[] x, double[] l, double[] u, double[] w, double c) {
    double[] p = new double[x.length];
    double tau = of(x, l, u, w, c);
    for (int move = 0; move < MAX_MOVES; move++) {
      double largest = 0;
      double farthest = 0;
      for (int i = 0; i < x.length; i++) {
        p[i] = Math.min(Math.max(x[i] + tau * w[i], l[i]), u[i]);
        largest = Math.max(largest, Math.abs(p[i]));
        farthest = Math.max(farthest, Math.abs(tau * w[i]));
      }
      if (!(farthest > LARGE * largest)) {
        break;
      }
      // Moved along w the projection is the same; what is near the box keeps its digits.
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.fma(tau, w[i], x[i]);
      }
      double rest = of(x, l, u, w, c);
      if (rest == 0) {
        break;
      }
      tau = rest;
    }
    System.arraycopy(p, 0, x, 0, x.length);
    return x;
  }

  static double of(double[] x, double[] l, double[] u, double[] w, double c) {
    double lowest = 0;
    double highest = 0;
    double lowestSize = 0;
    double highestSize = 0;
    for (int i = 0; i < x.length; i++) {
      if (w[i] == 0) {
        // An infinite bound times 0 is not a number.
        continue;
      }
      double low = w[i] >= 0 ? w[i] * l[i] : w[i] * u[i];
      double high = w[i] >= 0 ? w[i] * u[i] : w[i] * l[i];
      lowest += low;
      highest += high;
      lowestSize += Math.abs(low);
      highestSize += Math.abs(high);
    }
    // Sums of bounds are rounded; an infinite size allows what an infinite sum allows anyway.
    if (!(c >= lowest - SLACK * (Math.abs(c) + lowestSize))
        || !(c <= highest + SLACK * (Math.abs(c) + highestSize))) {
      throw new InfeasibleException(
          "box section: c is " + c + ": over the box wᵀp is from " + lowest + " to " + highest);
    }
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    double tau = 0;
    for (int step = 0; step < MAX_STEPS; step++) {
      double value = -c;
      double slope = 0;
      // The next breakpoints on both sides, for flat pieces.
      double left = Double.NEGATIVE_INFINITY;
      double right = Double.POSITIVE_INFINITY;
      for (int i = 0; i < x.length; i++) {
        if (w[i] == 0) {
          continue;
        }
        double free = x[i] + tau * w[i];
        value += w[i] * Math.min(Math.max(free, l[i]), u[i]);
        if (free > l[i] && free < u[i]) {
          slope += w[i] * w[i];
        }
        double b1 = (l[i] - x[i]) / w[i];
        double b2 = (u[i] - x[i]) / w[i];
        left = Math.max(left, Math.max(b1 < tau ? b1 : left, b2 < tau ? b2 : left));
        right = Math.min(right, Math.min(b1 > tau ? b1 : right, b2 > tau ? b2 : right));
      }
      if (value == 0) {
        return tau;
      }
      if (value > 0) {
        to = tau;
      } else {
        from = tau;
      }
      double next = slope > 0 ? tau - value / slope : value > 0 ? left : right;
      if (Double.isInfinite(next)) {
        return tau;
      }
      if (!(next > from && next < to)) {
        if (Double.isFinite(from) && Double.isFinite(to)) {
          next = from + (to - from) / 2;
        }
      }
      if (next == tau || next == from || next == to) {
        return next;
      }
      tau = next;
    }
    return tau;
  }
}
