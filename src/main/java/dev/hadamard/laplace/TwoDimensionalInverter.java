package dev.hadamard.laplace;

import dev.hadamard.kernel.IllPosedProblemException;

/**
 * f(t₁, t₂) from its double transform F(s₁, s₂) = ∫∫ e^(-s₁t₁ - s₂t₂) f(t₁, t₂) dt₁ dt₂ by a sum
 * over nodes in each variable. With nodes z_k and weights w_k of a method for real functions, f =
 * (1/(2 t₁t₂)) Σ Re(w_k w_l F(z_k/t₁, z_l/t₂) + w_k w̄_l F(z_k/t₁, z̄_l/t₂)). Costs about twice the
 * square of the number of nodes; rounding is amplified twice. Immutable.
 */
public final class TwoDimensionalInverter {
  private final NodeInverter method;

  private TwoDimensionalInverter(NodeInverter method) {
    this.method = method;
  }

  /** A double Laplace transform. */
  @FunctionalInterface
  public interface Transform {
    /**
     * The transform at one pair of points.
     *
     * @param s1 the point of the first variable
     * @param s2 the point of the second variable
     * @return F(s₁, s₂)
     */
    Complex at(Complex s1, Complex s2);
  }

  /**
   * Prepares a method.
   *
   * @param method a sum over nodes, used in both variables: {@link LaplaceInverter#modifiedTalbot}
   *     with 24 nodes where F can be continued to the left in both variables, otherwise {@link
   *     LaplaceInverter#euler} with 10 terms
   * @return the inverter
   * @throws IllegalArgumentException if the method is another
   */
  public static TwoDimensionalInverter of(LaplaceInverter method) {
    if (!(method instanceof NodeInverter nodes)) {
      throw new IllegalArgumentException(
          "method is " + method.name() + ": must be a sum over nodes, such as modified-talbot");
    }
    return new TwoDimensionalInverter(nodes);
  }

  /**
   * f(t₁, t₂).
   *
   * @param transform the transform F
   * @param t1 the first time, positive
   * @param t2 the second time, positive
   * @return the value, its error estimate and the cost
   * @throws IllegalArgumentException if a time is not positive and finite
   * @throws IllPosedProblemException if F is not finite at a node
   */
  public InversionResult invert(Transform transform, double t1, double t2) {
    check("t1", t1);
    check("t2", t2);
    NodeInverter.Nodes[] sets = method.sets();
    double[] sums = new double[2];
    double[] values = new double[3];
    int evaluations = 0;
    for (int i = 0; i < 3; i++) {
      evaluations += sum(transform, sets[i], t1, t2, sums);
      values[i] = sums[0];
    }
    double error = NodeInverter.estimate(values[0], values[1], values[2], sums[1], method.safety());
    if (!Double.isFinite(values[2])) {
      throw new IllPosedProblemException(
          method.name() + " gives " + values[2] + ": the transform does not suit the method");
    }
    return new InversionResult(
        values[2],
        Double.isNaN(error) ? Double.POSITIVE_INFINITY : error,
        "two-dimensional " + method.name(),
        evaluations);
  }

  private static void check(String name, double t) {
    if (!(t > 0) || Double.isInfinite(t)) {
      throw new IllegalArgumentException(name + " is " + t + ": must be positive and finite");
    }
  }

  private static int sum(
      Transform transform, NodeInverter.Nodes nodes, double t1, double t2, double[] sums) {
    double sum = 0;
    double magnitude = 0;
    for (int k = 0; k < nodes.size(); k++) {
      Complex s1 = new Complex(nodes.zRe()[k] / t1, nodes.zIm()[k] / t1);
      Complex w1 = new Complex(nodes.wRe()[k], nodes.wIm()[k]);
      for (int l = 0; l < nodes.size(); l++) {
        for (int side = -1; side <= 1; side += 2) {
          Complex s2 = new Complex(nodes.zRe()[l] / t2, side * nodes.zIm()[l] / t2);
          Complex w2 = new Complex(nodes.wRe()[l], side * nodes.wIm()[l]);
          Complex f = transform.at(s1, s2);
          if (!f.isFinite()) {
            throw new IllPosedProblemException(
                "the transform is (%s, %s) at %s, %s: must be finite there"
                    .formatted(f.re(), f.im(), s1, s2));
          }
          Complex term = w1.times(w2).times(f);
          sum += term.re() / 2;
          magnitude += term.abs() / 2;
        }
      }
    }
    sums[0] = sum / (t1 * t2);
    sums[1] = magnitude / (t1 * t2);
    return 2 * nodes.size() * nodes.size();
  }
}
