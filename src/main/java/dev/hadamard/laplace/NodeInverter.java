package dev.hadamard.laplace;

import java.util.function.IntFunction;

/**
 * A method that is a sum over nodes: f(t) = (1/t) Σ Re(w_k F(z_k / t)). Such a method is its nodes
 * and weights; the error estimate compares with the same method of fewer terms.
 */
final class NodeInverter implements LaplaceInverter {
  /** Units of the last place by which an addend may be wrong: F itself, and w F. */
  private static final double ROUNDING = 4 * 0x1p-53;

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

  NodeInverter(String name, Nodes fine, Nodes coarse) {
    this.name = name;
    this.fine = fine;
    this.coarse = coarse;
  }

  static NodeInverter of(
      String name, int terms, int least, int most, int step, IntFunction<Nodes> nodes) {
    boolean even = step % 2 == 0 && !name.equals("euler") && !name.equals("fixed-talbot");
    if (terms < least || terms > most || (even && terms % 2 != 0)) {
      throw new IllegalArgumentException(
          "number of terms of %s is %d: must be %sbetween %d and %d"
              .formatted(name, terms, even ? "even and " : "", least, most));
    }
    return new NodeInverter(
        name + "(" + terms + ")", nodes.apply(terms), nodes.apply(Math.max(2, terms - step)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int evaluations() {
    return fine.size() + coarse.size();
  }

  @Override
  public InversionResult invert(LaplaceTransform transform, double t, InversionOptions options) {
    TransformedProblem problem = TransformedProblem.of(transform, t, options);
    if (problem.time() < 0) {
      return new InversionResult(0, 0, name, 0);
    }
    double[] sums = new double[2];
    sum(coarse, problem, sums);
    double other = sums[0];
    sum(fine, problem, sums);
    return problem.result(
        sums[0], Math.abs(sums[0] - other) + ROUNDING * sums[1], name, evaluations());
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

  @Override
  public String toString() {
    return name;
  }
}
