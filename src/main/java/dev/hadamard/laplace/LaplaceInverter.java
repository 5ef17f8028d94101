package dev.hadamard.laplace;

import java.util.List;

/**
 * A method that finds f(t) from its Laplace transform.
 *
 * <p>No method is right for every transform. Those that bend the contour converge fastest, and fail
 * where F has singularities far from the real axis (oscillations, jumps) or grows on the left
 * (delays, steep fronts); those on a vertical line are slower and safer. {@link AutoInverter} makes
 * two of them agree. Accuracies below are for smooth functions in doubles; more terms than the
 * default make them worse, because the weights grow and cancel.
 *
 * <p>Implementations are immutable. Cost: {@link #evaluations} of F for each time.
 */
public interface LaplaceInverter {
  /**
   * The name of the method with its number of terms.
   *
   * @return for example {@code euler(16)}
   */
  String name();

  /**
   * How often F is evaluated for one time.
   *
   * @return the number of evaluations
   */
  int evaluations();

  /**
   * f(t) with an error estimate.
   *
   * @param transform the transform F
   * @param t the time, positive
   * @param options what is known about F
   * @return the value, its error estimate and the cost
   * @throws IllegalArgumentException if t is not positive and finite, or equals the declared delay
   * @throws dev.hadamard.kernel.IllPosedProblemException if F is not finite at a point that the
   *     method needs, or the result overflows
   */
  InversionResult invert(LaplaceTransform transform, double t, InversionOptions options);

  /**
   * f(t) with an error estimate, nothing being known about F.
   *
   * @param transform the transform F
   * @param t the time, positive
   * @return the value, its error estimate and the cost
   */
  default InversionResult invert(LaplaceTransform transform, double t) {
    return invert(transform, t, InversionOptions.DEFAULT);
  }

  /**
   * f at several times.
   *
   * @param transform the transform F
   * @param times the times, positive
   * @param options what is known about F
   * @return the values at the times
   */
  default double[] values(LaplaceTransform transform, double[] times, InversionOptions options) {
    double[] values = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      values[i] = invert(transform, times[i], options).value();
    }
    return values;
  }

  /**
   * Talbot's contour with the parameter of Abate and Valkó. For transforms whose singularities lie
   * on the negative real axis or near it. Error about 1e-13 with 24 nodes, 1e-11 with 32.
   *
   * @param nodes the number of nodes, 4 to 40; default 24
   * @return the method
   */
  static LaplaceInverter fixedTalbot(int nodes) {
    return NodeInverter.of("fixed-talbot", nodes, 4, 40, 4, FixedTalbot::nodes);
  }

  /**
   * Weideman's cotangent contour, the optimal one of Talbot's kind. For transforms whose
   * singularities lie on the negative real axis or within the contour. Error 3.9^(-nodes) down to
   * 1e-14.
   *
   * @param nodes the number of nodes, even, 4 to 64, of which symmetry saves half; default 32
   * @return the method
   */
  static LaplaceInverter modifiedTalbot(int nodes) {
    return NodeInverter.of("modified-talbot", nodes, 4, 64, 4, Contours::cotangent);
  }

  /**
   * Weideman and Trefethen's hyperbolic contour. For transforms that are analytic in a sector
   * around the negative real axis, and decay there. Error 3.2^(-nodes) down to 1e-13.
   *
   * @param nodes the number of nodes, even, 4 to 48, of which symmetry saves half; default 32
   * @return the method
   */
  static LaplaceInverter hyperbola(int nodes) {
    return NodeInverter.of("hyperbola", nodes, 4, 48, 4, Contours::hyperbola);
  }

  /**
   * The Fourier series method of Abate and Whitt with Euler summation. For every smooth function: F
   * is only evaluated to the right of its singularities. Error at best 1e-11.
   *
   * @param terms the parameter M, 4 to 20, for 2M + 1 terms; default 16
   * @return the method
   */
  static LaplaceInverter euler(int terms) {
    return NodeInverter.of("euler", terms, 4, 20, 2, EulerSummation::nodes);
  }

  /**
   * Gaver's functionals with Stehfest's weights. F is evaluated on the real axis only, which serves
   * transforms known there alone. For functions without oscillation. Error about 1e-5.
   *
   * @param terms the number of terms, even, 4 to 16; default 14
   * @return the method
   */
  static LaplaceInverter gaverStehfest(int terms) {
    return NodeInverter.of("gaver-stehfest", terms, 4, 16, 2, GaverStehfest::nodes);
  }

  /**
   * Concentrated matrix exponentials: the result is a mean of f under a narrow positive density, so
   * that it never leaves the range of f, keeps monotone functions monotone, and survives jumps.
   * Error about f'' t² scv/2: 1e-3 to 1e-4 for smooth functions with order 25.
   *
   * @param order the order, one of 1, 2, 3, 5, 7, 10, 15, 20, 25; default 25
   * @return the method
   */
  static LaplaceInverter concentratedMatrixExponential(int order) {
    return ConcentratedMatrixExponential.of(order);
  }

  /**
   * De Hoog, Knight and Stokes: a Fourier series on a vertical line summed as a continued fraction.
   * For every function without jumps, steep fronts included. Error about 1e-13.
   *
   * @param terms the parameter M, 4 to 60, for 2M + 1 terms; default 20
   * @return the method
   */
  static LaplaceInverter deHoog(int terms) {
    return DeHoog.of(terms);
  }

  /**
   * Two methods that must agree: see {@link AutoInverter}.
   *
   * @return the method
   */
  static LaplaceInverter auto() {
    return AutoInverter.of();
  }

  /**
   * A method by its name, with the default number of terms.
   *
   * @param name one of {@link #names}
   * @return the method
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  static LaplaceInverter named(String name) {
    return switch (name) {
      case "auto" -> auto();
      case "fixed-talbot" -> fixedTalbot(24);
      case "modified-talbot" -> modifiedTalbot(32);
      case "hyperbola" -> hyperbola(32);
      case "euler" -> euler(16);
      case "de-hoog" -> deHoog(20);
      case "gaver-stehfest" -> gaverStehfest(14);
      case "cme" -> concentratedMatrixExponential(25);
      default ->
          throw new IllegalArgumentException(
              "method is '" + name + "': allowed are " + String.join(", ", names()));
    };
  }

  /**
   * The names of the methods.
   *
   * @return the names
   */
  static List<String> names() {
    return List.of(
        "auto",
        "fixed-talbot",
        "modified-talbot",
        "hyperbola",
        "euler",
        "de-hoog",
        "gaver-stehfest",
        "cme");
  }
}
