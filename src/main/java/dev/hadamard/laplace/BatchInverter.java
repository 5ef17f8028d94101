package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Trigonometric;

/**
 * A method at many times, with its arrays kept: after construction nothing is allocated where the
 * transform is one {@linkplain LaplaceTransform#ofArrays of arrays}. The transform is evaluated for
 * blocks of times at once; values and error estimates have the bits of {@link
 * LaplaceInverter#invert}.
 *
 * <p>For the methods that are sums over nodes: contours, Euler, Cohen, Gaver's, Post-Widder and
 * concentrated exponentials. Not for use by two threads at once.
 */
public final class BatchInverter {
  /** Points of one evaluation: three blocks of them fit into the second cache. */
  private static final int BLOCK = 4096;

  private final NodeInverter method;
  private final NodeInverter.Nodes[] sets;
  private final int nodesPerTime;
  private final int timesPerBlock;
  private final double[] sRe;
  private final double[] sIm;
  private final double[] fRe;
  private final double[] fIm;

  private BatchInverter(NodeInverter method) {
    this.method = method;
    sets = method.sets();
    int nodes = 0;
    for (NodeInverter.Nodes set : sets) {
      nodes += set.size();
    }
    nodesPerTime = nodes;
    timesPerBlock = Math.max(1, BLOCK / nodes);
    int size = nodes * timesPerBlock;
    sRe = new double[size];
    sIm = new double[size];
    fRe = new double[size];
    fIm = new double[size];
  }

  /**
   * Prepares a method.
   *
   * @param method a sum over nodes
   * @return the method with its arrays
   * @throws IllegalArgumentException if the method is another
   */
  public static BatchInverter of(LaplaceInverter method) {
    if (!(method instanceof NodeInverter nodes)) {
      throw new IllegalArgumentException(
          "method is " + method.name() + ": must be a sum over nodes, such as modified-talbot");
    }
    return new BatchInverter(nodes);
  }

  /**
   * The name of the method.
   *
   * @return the name
   */
  public String name() {
    return method.name();
  }

  /**
   * f at many times.
   *
   * @param transform the transform F
   * @param times the times, positive
   * @param count how many times, from index 0
   * @param options what is known about F
   * @param values receives f
   * @param errorEstimates receives the error estimates
   * @throws IllegalArgumentException if an array is shorter than count, or a time is not allowed
   * @throws IllPosedProblemException as {@link LaplaceInverter#invert}
   */
  public void invert(
      LaplaceTransform transform,
      double[] times,
      int count,
      InversionOptions options,
      double[] values,
      double[] errorEstimates) {
    if (count < 0
        || count > times.length
        || count > values.length
        || count > errorEstimates.length) {
      throw new IllegalArgumentException(
          "count is %d: must be at least 0 and at most the lengths of times, values and"
                  .formatted(count)
              + " errorEstimates, %d, %d and %d"
                  .formatted(times.length, values.length, errorEstimates.length));
    }
    double delay = DelayedTransform.delay(transform, options);
    double rest = DelayedTransform.rest(transform, options);
    LaplaceTransform base = DelayedTransform.base(transform);
    for (int i = 0; i < count; i++) {
      TransformedProblem.checkTime(times[i], delay, options);
    }
    if (method.isBent()) {
      checkDelay(base, times, count, options.singularityAbscissa(), delay, rest);
    }
    for (int from = 0; from < count; from += timesPerBlock) {
      block(
          base,
          times,
          from,
          Math.min(count, from + timesPerBlock),
          options.singularityAbscissa(),
          delay,
          rest,
          values,
          errorEstimates);
    }
  }

  /** The delay is one of the function: it is looked for at the longest time. */
  private void checkDelay(
      LaplaceTransform base,
      double[] times,
      int count,
      double abscissa,
      double delay,
      double rest) {
    double longest = 0;
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, times[i] - delay);
    }
    if (longest > 0) {
      for (int k = 0; k < 2; k++) {
        sRe[k] = DelayEstimate.line(k) / longest + abscissa;
        sIm[k] = 0;
      }
      base.evaluate(sRe, sIm, fRe, fIm, 2);
      takeOut(rest, 2);
      if (DelayEstimate.suspicious(
          Elementary.hypot(fRe[0], fIm[0]), Elementary.hypot(fRe[1], fIm[1]))) {
        InversionOptions options = new InversionOptions(abscissa, rest);
        DelayEstimate.requireNone(TransformedProblem.of(base, longest + rest, options), name());
      }
    }
  }

  private void block(
      LaplaceTransform transform,
      double[] times,
      int from,
      int to,
      double abscissa,
      double delay,
      double rest,
      double[] values,
      double[] errorEstimates) {
    int at = 0;
    for (int i = from; i < to; i++) {
      double t = times[i] - delay;
      if (t > 0) {
        for (NodeInverter.Nodes set : sets) {
          for (int k = 0; k < set.size(); k++) {
            sRe[at] = set.zRe()[k] / t + abscissa;
            sIm[at] = set.zIm()[k] / t;
            at++;
          }
        }
      }
    }
    transform.evaluate(sRe, sIm, fRe, fIm, at);
    if (rest != 0) {
      takeOut(rest, at);
    }
    for (int k = 0; k < at; k++) {
      if (!Double.isFinite(fRe[k]) || !Double.isFinite(fIm[k])) {
        throw NodeInverter.notFinite(fRe[k], fIm[k], sRe[k], sIm[k]);
      }
    }
    at = 0;
    for (int i = from; i < to; i++) {
      double t = times[i] - delay;
      if (t > 0) {
        one(at, t, i, abscissa, values, errorEstimates);
        at += nodesPerTime;
      } else {
        values[i] = 0;
        errorEstimates[i] = 0;
      }
    }
  }

  /** F e^(s delay). */
  private void takeOut(double delay, int count) {
    for (int k = 0; k < count; k++) {
      double modulus = Elementary.exp(sRe[k] * delay);
      double angle = sIm[k] * delay;
      double eRe = modulus == 0 ? 0 : modulus * Trigonometric.cos(angle);
      double eIm = modulus == 0 ? 0 : modulus * Trigonometric.sin(angle);
      double re = Math.fma(fRe[k], eRe, -(fIm[k] * eIm));
      fIm[k] = Math.fma(fRe[k], eIm, fIm[k] * eRe);
      fRe[k] = re;
    }
  }

  private void one(
      int start, double t, int i, double abscissa, double[] values, double[] errorEstimates) {
    int at = start;
    double first = 0;
    double second = 0;
    double value = 0;
    double magnitude = 0;
    for (NodeInverter.Nodes set : sets) {
      double sum = 0;
      magnitude = 0;
      double[] wRe = set.wRe();
      double[] wIm = set.wIm();
      for (int k = 0; k < wRe.length; k++) {
        double re = wRe[k] * fRe[at];
        double im = wIm[k] * fIm[at];
        at++;
        sum += re - im;
        magnitude += Math.abs(re) + Math.abs(im);
      }
      first = second;
      second = value;
      value = sum / t;
    }
    double growth = Elementary.exp(abscissa * t);
    double scaled = value * growth;
    double bound =
        NodeInverter.estimate(first, second, value, magnitude / t, method.safety()) * growth
            + TransformedProblem.growthError(abscissa * t) * Math.abs(scaled);
    if (!Double.isFinite(scaled)) {
      throw new IllPosedProblemException(
          method.name() + " gives " + scaled + ": the transform does not suit the method");
    }
    values[i] = scaled;
    errorEstimates[i] = Double.isNaN(bound) ? Double.POSITIVE_INFINITY : bound;
  }
}
