package dev.hadamard.laplace;

import dev.hadamard.kernel.IllPosedProblemException;
import java.util.function.IntFunction;

/**
 * A method that is a sum over nodes: f(t) = (1/t) Σ Re(w_k F(z_k / t)). Such a method is its nodes
 * and weights; the error estimate compares with the same method of fewer terms, twice: one
 * difference alone may be small by chance.
 */
final class NodeInverter implements LaplaceInverter {
  /** Units of the last place by which an addend may be wrong: F itself, and w F. */
  static final double ROUNDING = 4 * 0x1p-53;

  /** How many times the differences the estimate is: tuned on the known pairs. */
  static final double SAFETY = 8;

  /** The most that differences which hardly shrink still add up to, over the last. */
  private static final double MOST_REST = 9;

  /** A difference that is not rounding, over what rounding can do. */
  private static final double FAR = 1000;

  /** Nodes z and weights w. */
  record Nodes(double[] zRe, double[] zIm, double[] wRe, double[] wIm) {
    static Nodes zeros(int n) {
      return new Nodes(new double[n], new double[n], new double[n], new double[n]);
    }

    void set(int k, Complex z, Complex w) {
      zRe[k] = z.re();
      zIm[k] = z.im();
      wRe[k] = w.re();
      wIm[k] = w.im();
    }

    int size() {
      return zRe.length;
    }
  }

  private final String name;
  private final Nodes fine;
  private final Nodes coarse;
  private final Nodes coarsest;
  private final boolean bent;
  private final double safety;

  NodeInverter(String name, Nodes fine, Nodes coarse, Nodes coarsest, boolean bent, double safety) {
    this.name = name;
    this.fine = fine;
    this.coarse = coarse;
    this.coarsest = coarsest;
    this.bent = bent;
    this.safety = safety;
  }

  static NodeInverter of(
      String name, int terms, int least, int most, int step, IntFunction<Nodes> nodes) {
    return of(name, terms, least, most, step, false, nodes);
  }

  static NodeInverter of(
      String name,
      int terms,
      int least,
      int most,
      int step,
      boolean even,
      IntFunction<Nodes> nodes) {
    if (terms < least || terms > most || (even && terms % 2 != 0)) {
      throw new IllegalArgumentException(
          "number of terms of %s is %d: must be %sbetween %d and %d"
              .formatted(name, terms, even ? "even and " : "", least, most));
    }
    return new NodeInverter(
        name + "(" + terms + ")",
        nodes.apply(terms),
        nodes.apply(Math.max(2, terms - step)),
        nodes.apply(Math.max(2, terms - 2 * step)),
        /* bent= */ false,
        SAFETY);
  }

  /** The same, with a contour that goes left of the singularities' abscissa. */
  NodeInverter bent() {
    return new NodeInverter(name, fine, coarse, coarsest, /* bent= */ true, safety);
  }

  boolean isBent() {
    return bent;
  }

  Nodes[] sets() {
    return new Nodes[] {coarsest, coarse, fine};
  }

  double safety() {
    return safety;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int evaluations() {
    return fine.size() + coarse.size() + coarsest.size() + (bent ? 2 : 0);
  }

  @Override
  public InversionResult invert(LaplaceTransform transform, double t, InversionOptions options) {
    TransformedProblem problem = TransformedProblem.of(transform, t, options);
    if (problem.time() < 0) {
      return new InversionResult(0, 0, name, 0);
    }
    if (bent) {
      DelayEstimate.requireNone(problem, name);
    }
    double[] sums = new double[2];
    sum(coarsest, problem, sums);
    double first = sums[0];
    sum(coarse, problem, sums);
    double second = sums[0];
    sum(fine, problem, sums);
    return problem.result(
        sums[0], estimate(first, second, sums[0], sums[1], safety), name, evaluations());
  }

  /**
   * What rounding can do, and how far fewer terms are off. Where the method converges, each of the
   * differences is far above the error of the last value; where it does not, or slowly, they are of
   * the same size as the error, and vary. Differences that hardly shrink go on to add up, to the
   * sum of a geometric series: up to nine more of the last.
   */
  static double estimate(
      double first, double second, double value, double magnitude, double safety) {
    double last = Math.abs(value - second);
    double before = Math.abs(second - first);
    double rounding = ROUNDING * magnitude;
    // Differences made by rounding do not shrink either.
    boolean slow = last > before / 2 && last > FAR * rounding;
    double rest = slow ? Math.min(MOST_REST, last / Math.max(before - last, 0)) : 1;
    return safety * rest * Math.max(last, before / 4) + rounding;
  }

  /** The sum and the sum of the magnitudes. */
  private static void sum(Nodes nodes, TransformedProblem problem, double[] sums) {
    double t = problem.time();
    double sum = 0;
    double magnitude = 0;
    for (int k = 0; k < nodes.size(); k++) {
      Complex f = problem.at(nodes.zRe[k] / t, nodes.zIm[k] / t);
      double re = nodes.wRe[k] * f.re();
      double im = nodes.wIm[k] * f.im();
      sum += re - im;
      magnitude += Math.abs(re) + Math.abs(im);
    }
    sums[0] = sum / t;
    sums[1] = magnitude / t;
  }

  /** A value that no method can use. */
  static IllPosedProblemException notFinite(double re, double im, double sRe, double sIm) {
    return new IllPosedProblemException(
        "the transform is (%s, %s) at s = (%s, %s): the method needs finite values there"
            .formatted(re, im, sRe, sIm));
  }

  @Override
  public String toString() {
    return name;
  }
}
