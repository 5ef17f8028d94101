package dev.hadamard.laplace;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

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
   * f at several times, with error estimates. Methods that can evaluate F once for all times do.
   *
   * @param transform the transform F
   * @param times the times, positive
   * @param options what is known about F
   * @return the values, their error estimates and the cost
   */
  default InversionCurve curve(
      LaplaceTransform transform, double[] times, InversionOptions options) {
    if (times.length == 0) {
      throw new IllegalArgumentException("times is empty: must have at least one");
    }
    double[] values = new double[times.length];
    double[] errors = new double[times.length];
    long evaluations = 0;
    Set<String> methods = new LinkedHashSet<>();
    for (int i = 0; i < times.length; i++) {
      InversionResult result = invert(transform, times[i], options);
      values[i] = result.value();
      errors[i] = result.errorEstimate();
      evaluations += result.evaluations();
      methods.add(result.method());
    }
    return new InversionCurve(
        times.clone(), values, errors, String.join("; ", methods), evaluations);
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
    return curve(transform, times, options).values();
  }

  /**
   * Talbot's contour with the parameter of Abate and Valkó. For transforms whose singularities lie
   * on the negative real axis or near it. Error about 1e-13 with 24 nodes, 1e-11 with 32.
   *
   * @param nodes the number of nodes, 4 to 40; default 24
   * @return the method
   */
  static LaplaceInverter fixedTalbot(int nodes) {
    return NodeInverter.of("fixed-talbot", nodes, 4, 40, 4, FixedTalbot::nodes).bent();
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
    return NodeInverter.of("modified-talbot", nodes, 4, 64, 4, true, Contours::cotangent).bent();
  }

  /**
   * Weideman and Trefethen's hyperbolic contour. For transforms that are analytic in a sector
   * around the negative real axis, and decay there. Error 3.2^(-nodes) down to 1e-13.
   *
   * @param nodes the number of nodes, even, 4 to 48, of which symmetry saves half; default 32
   * @return the method
   */
  static LaplaceInverter hyperbola(int nodes) {
    return NodeInverter.of("hyperbola", nodes, 4, 48, 4, true, Contours::hyperbola).bent();
  }

  /**
   * Weideman and Trefethen's parabolic contour. As {@link #hyperbola}, a little slower. Error
   * 2.85^(-nodes) down to 1e-13.
   *
   * @param nodes the number of nodes, even, 4 to 48, of which symmetry saves half; default 32
   * @return the method
   */
  static LaplaceInverter parabola(int nodes) {
    return NodeInverter.of("parabola", nodes, 4, 48, 4, true, Contours::parabola).bent();
  }

  /**
   * A hyperbolic contour for all times of a decade: {@link #curve} evaluates F only once for each
   * decade. For transforms that suit {@link #hyperbola}. Error down to 1e-12.
   *
   * @param nodes the number of evaluations of F, 8 to 40; default 24
   * @return the method
   */
  static LaplaceInverter sharedHyperbola(int nodes) {
    return SharedHyperbola.of(nodes);
  }

  /**
   * Cohen, Rodriguez Villegas and Zagier's acceleration of the alternating Fourier series. For
   * every smooth function. Error about 1e-11.
   *
   * @param terms the number of terms, 6 to 26; default 22
   * @return the method
   */
  static LaplaceInverter cohen(int terms) {
    return NodeInverter.of("cohen", terms, 6, 26, 2, CohenAlternating::nodes);
  }

  /**
   * Post and Widder's formula with Richardson's extrapolation, for teaching: means of f under ever
   * narrower gamma densities. F is evaluated to the right of 0 only. Error about 1e-6.
   *
   * @param terms the number of extrapolated orders 10, 20, ..., 3 to 7; default 6
   * @return the method
   */
  static LaplaceInverter postWidder(int terms) {
    return NodeInverter.of("post-widder", terms, 3, 7, 1, PostWidder::nodes);
  }

  /**
   * Gaver's functionals with Wynn's rho algorithm. F is evaluated on the real axis only. For
   * functions without oscillation. Error about 1e-6 in doubles; {@link
   * ReferenceInverter#gaverWynnRho} has as many digits as wanted.
   *
   * @param terms the number of functionals, 3 to 10; default 7
   * @return the method
   */
  static LaplaceInverter gaverWynnRho(int terms) {
    return GaverWynnRho.of(terms);
  }

  /**
   * Durbin and Crump's Fourier series with epsilon acceleration, one for all times of a {@link
   * #curve}. For every function without jumps. Error about 1e-11 at the largest times.
   *
   * @param terms the number of terms, 8 to 400; default 60
   * @return the method, which has further options
   */
  static DurbinCrump durbinCrump(int terms) {
    return DurbinCrump.of(terms);
  }

  /**
   * Weeks' expansion in Laguerre functions, one for all times of a {@link #curve}, with a search of
   * its two parameters. For functions with derivatives of all orders from 0 on. Error down to
   * 1e-15.
   *
   * @param terms the number of Laguerre functions, 8 to 256; default 32
   * @return the method
   */
  static LaplaceInverter weeks(int terms) {
    return Weeks.of(terms);
  }

  /**
   * The integral of inversion by adaptive quadrature: see {@link BromwichQuadrature}.
   *
   * @param panels the largest number of half periods, 12 to 2000; default 100
   * @return the method, which has further options
   */
  static BromwichQuadrature bromwich(int panels) {
    return BromwichQuadrature.of(panels);
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
    return NodeInverter.of("gaver-stehfest", terms, 4, 16, 2, true, GaverStehfest::nodes);
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
   * De Hoog, Knight and Stokes with one table for all times of a {@link #curve}. As {@link #deHoog}
   * near the longest time, fewer digits at times that are short against it.
   *
   * @param terms the parameter M, 4 to 60, for 2M + 1 terms; default 40
   * @param periodFactor half the period over the longest time, above 1/2 and at most 100; default 2
   * @return the method
   */
  static LaplaceInverter sharedDeHoog(int terms, double periodFactor) {
    return SharedDeHoog.of(terms, periodFactor);
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
    return Method.named(name).make(0);
  }

  /**
   * A method by its name.
   *
   * @param name one of {@link #names} but auto
   * @param terms the number of terms
   * @return the method
   * @throws IllegalArgumentException if there is none, or the number is not allowed
   */
  static LaplaceInverter named(String name, int terms) {
    Method method = Method.named(name);
    if (method.defaultTerms() == 0) {
      throw new IllegalArgumentException("number of terms is " + terms + ": " + name + " has none");
    }
    if (terms < 1) {
      throw new IllegalArgumentException("number of terms is " + terms + ": must be positive");
    }
    return method.make(terms);
  }

  /**
   * The names of the methods.
   *
   * @return the names
   */
  static List<String> names() {
    return Method.ALL.stream().map(Method::name).toList();
  }

  /**
   * The methods.
   *
   * @return each with its default and what it suits
   */
  static List<Method> methods() {
    return Method.ALL;
  }

  /**
   * A method that can be chosen by name.
   *
   * @param name the name
   * @param defaultTerms the default number of terms; 0 where there is none
   * @param suits the functions that it suits, in words
   * @param factory makes the method with a number of terms
   */
  record Method(String name, int defaultTerms, String suits, IntFunction<LaplaceInverter> factory) {
    private static final String LEFT = "singularities near the negative real axis";
    private static final String SMOOTH = "smooth functions";
    private static final String REAL = "no oscillation; real axis only";

    private static final List<Method> ALL =
        List.of(
            new Method("auto", 0, "the default: methods that must agree", n -> auto()),
            new Method("fixed-talbot", 24, LEFT, LaplaceInverter::fixedTalbot),
            new Method("modified-talbot", 32, LEFT, LaplaceInverter::modifiedTalbot),
            new Method("parabola", 32, LEFT, LaplaceInverter::parabola),
            new Method("hyperbola", 32, LEFT, LaplaceInverter::hyperbola),
            new Method(
                "shared-hyperbola",
                24,
                LEFT + "; one contour for a decade of times",
                LaplaceInverter::sharedHyperbola),
            new Method("euler", 16, SMOOTH, LaplaceInverter::euler),
            new Method("cohen", 22, SMOOTH, LaplaceInverter::cohen),
            new Method("de-hoog", 20, SMOOTH + ", steep ones too", LaplaceInverter::deHoog),
            new Method(
                "shared-de-hoog",
                40,
                SMOOTH + "; one table for all times",
                n -> sharedDeHoog(n, DeHoog.PERIOD)),
            new Method(
                "durbin-crump",
                60,
                SMOOTH + "; one series for all times",
                LaplaceInverter::durbinCrump),
            new Method(
                "bromwich", 100, SMOOTH + "; adaptive quadrature", LaplaceInverter::bromwich),
            new Method(
                "weeks",
                32,
                "derivatives of all orders from 0 on; one expansion for all times",
                LaplaceInverter::weeks),
            new Method("gaver-stehfest", 14, REAL, LaplaceInverter::gaverStehfest),
            new Method("gaver-wynn-rho", 7, REAL, LaplaceInverter::gaverWynnRho),
            new Method("post-widder", 6, "no oscillation", LaplaceInverter::postWidder),
            new Method(
                "cme",
                25,
                "jumps: no over- or undershoot, coarse",
                LaplaceInverter::concentratedMatrixExponential));

    static Method named(String name) {
      return ALL.stream()
          .filter(method -> method.name.equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "method is '"
                          + name
                          + "': allowed are "
                          + String.join(", ", ALL.stream().map(Method::name).toList())));
    }

    /**
     * Makes the method.
     *
     * @param terms the number of terms; 0 for the default
     * @return the method
     */
    public LaplaceInverter make(int terms) {
      return factory.apply(terms == 0 ? defaultTerms : terms);
    }
  }
}
