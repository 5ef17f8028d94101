package dev.hadamard.excursion;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.SpecialFunctions;
import java.util.Arrays;

/**
 * Standard normal variables between bounds, a block at a time: the probability of each interval and
 * a draw from it for a uniform number, at any distance from zero.
 *
 * <p>Set the bounds ({@link #open} or {@link #closed}), write {@link #uniform}, then {@link #weigh}
 * and {@link #draw}. Not safe for use from several threads.
 */
final class TruncatedNormals {
  private static final double SMALLEST = 1e-300;

  /** Φ(36) is 1; below Φ(-36) probabilities are logarithms, a product with 2^-53 being a number. */
  private static final double FAR = 36;

  /** From there on 1/|q| is Φ(q)/φ(q) to 1e-10. */
  private static final double VERY_FAR = 1e5;

  private static final int TAIL_ITERATIONS = 6;

  private static final double LOG_ROOT_TWO_PI = 0.9189385332046727;

  /** Lower bounds, then their probabilities. */
  final double[] low;

  /** Upper bounds (minus the lower ones of open intervals), then their probabilities. */
  final double[] high;

  /** Uniform numbers, which the draw uses up. */
  final double[] uniform;

  private final double[] sign;

  /** The arguments of the upper and lower ends' probabilities. */
  private final double[] highArgument;

  private final double[] lowArgument;

  /** Draws of the variables whose interval is far in the tail. */
  private final double[] farDraw;

  private boolean open;

  TruncatedNormals(int block) {
    this.low = new double[block];
    this.high = new double[block];
    this.uniform = new double[block];
    this.sign = new double[block];
    this.highArgument = new double[block];
    this.lowArgument = new double[block];
    this.farDraw = new double[block];
  }

  /** Z > -high, whose probability Φ(high) keeps its accuracy in the tail. */
  void open(int count) {
    open = true;
    normalCdf(high, highArgument, count);
  }

  /** low < Z < high, as probabilities on the shorter side. */
  void closed(int count) {
    open = false;
    for (int i = 0; i < count; i++) {
      // Without a branch, which half of the points would take by surprise.
      double middle = Math.max(low[i], -Double.MAX_VALUE) + Math.min(high[i], Double.MAX_VALUE);
      double side = Math.copySign(1.0, 0.0 - middle);
      double from = side * low[i];
      double to = side * high[i];
      sign[i] = side;
      low[i] = Math.min(from, to);
      high[i] = Math.max(from, to);
    }
    normalCdf(low, lowArgument, count);
    normalCdf(high, highArgument, count);
  }

  /** Φ in place, of arguments that are kept and cut to the range of the kernel's fast path. */
  private static void normalCdf(double[] x, double[] argument, int count) {
    for (int i = 0; i < count; i++) {
      argument[i] = x[i];
      x[i] = Math.min(FAR, Math.max(-FAR, x[i]));
    }
    SpecialFunctions.normalCdf(x, 0, x, 0, count);
  }

  /**
   * Takes intervals beyond the range of Φ out: the logarithms of their probabilities are added, and
   * the probabilities that are left are 1.
   */
  void takeFar(double[] logarithm, int count) {
    double least = 0;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, highArgument[i]);
    }
    if (!(least < -FAR)) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (!(highArgument[i] < -FAR)) {
        continue;
      }
      double logHigh = SpecialFunctions.normalLogCdf(highArgument[i]);
      if (logHigh == Double.NEGATIVE_INFINITY) {
        // Even the logarithm is beyond numbers: nothing is left to draw, but draws stay numbers.
        low[i] = 0;
        high[i] = 0;
        farDraw[i] = -FAR;
        continue;
      }
      double ratio =
          open ? 0 : Elementary.exp(SpecialFunctions.normalLogCdf(lowArgument[i]) - logHigh);
      low[i] = 0;
      high[i] = ratio < 1 ? 1 : 0;
      logarithm[i] += ratio < 1 ? logHigh + Elementary.log1p(-ratio) : 0;
      double w = Math.max(SMALLEST, Math.fma(1 - ratio, uniform[i], ratio));
      farDraw[i] = tailQuantile(logHigh + Elementary.log(w));
    }
  }

  /** The q with log Φ(q) = p. */
  private static double tailQuantile(double p) {
    double q = -Math.sqrt(-2 * p);
    for (int k = 0; k < TAIL_ITERATIONS; k++) {
      double log = SpecialFunctions.normalLogCdf(q);
      // Φ/φ, far out 1/|q|: there the sum in the exponent is all rounding.
      double mills = q < -VERY_FAR ? -1 / q : Elementary.exp(q * q / 2 + LOG_ROOT_TWO_PI + log);
      q += (p - log) * mills;
    }
    return q;
  }

  /** Multiplies by the probabilities that are left. */
  void weigh(double[] product, int count) {
    if (open) {
      for (int i = 0; i < count; i++) {
        product[i] *= high[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        product[i] *= Math.max(0, high[i] - low[i]);
      }
    }
  }

  /** Draws plus μ; {@link #takeFar} comes before. */
  void draw(double mu, double[] y, int offset, int count) {
    if (open) {
      for (int i = 0; i < count; i++) {
        uniform[i] = Math.max(SMALLEST, uniform[i] * high[i]);
      }
      quantiles(y, offset, count);
      for (int i = offset; i < offset + count; i++) {
        y[i] = mu - y[i];
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      double p = Math.fma(uniform[i], Math.max(0, high[i] - low[i]), low[i]);
      uniform[i] = Math.clamp(p, SMALLEST, 1 - 0x1p-53);
    }
    quantiles(y, offset, count);
    for (int i = 0; i < count; i++) {
      y[offset + i] = Math.fma(sign[i], y[offset + i], mu);
    }
  }

  private void quantiles(double[] y, int offset, int count) {
    SpecialFunctions.normalQuantile(uniform, 0, y, offset, count);
    for (int i = 0; i < count; i++) {
      if (highArgument[i] < -FAR) {
        y[offset + i] = farDraw[i];
      }
    }
  }

  /** Bounds that exclude nothing. */
  void unbounded(int count) {
    Arrays.fill(low, 0, count, Double.NEGATIVE_INFINITY);
    Arrays.fill(high, 0, count, Double.POSITIVE_INFINITY);
  }
}
