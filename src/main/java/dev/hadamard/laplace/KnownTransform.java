package dev.hadamard.laplace;

import java.util.List;

/**
 * Transforms by name: examples to try methods with, from the easy to the impossible.
 *
 * @param name the name
 * @param formula F(s)
 * @param options its abscissa of singularity and its delay
 * @param transform F
 */
public record KnownTransform(
    String name, String formula, InversionOptions options, LaplaceTransform transform) {
  private static final InversionOptions PLAIN = InversionOptions.DEFAULT;

  private static final List<KnownTransform> ALL =
      List.of(
          plain("one", "1/s", Complex::reciprocal),
          plain("ramp", "1/s^2", s -> power(s, -2)),
          plain("power5", "120/s^6", s -> power(s, -6).times(120)),
          plain(
              "sqrt",
              "Gamma(3/2)/s^(3/2)",
              s -> s.times(s.sqrt()).reciprocal().times(0.886226925452758)),
          plain("invsqrt", "1/sqrt(s)", s -> s.sqrt().reciprocal()),
          growing("exp_decay", "1/(s+1)", -1, s -> s.plus(1).reciprocal()),
          growing("exp_growth", "1/(s-1)", 1, s -> s.plus(-1).reciprocal()),
          growing("texp", "1/(s+1)^2", -1, s -> power(s.plus(1), -2)),
          plain("saturation", "1/s-1/(s+1)", s -> s.times(s.plus(1)).reciprocal()),
          plain("cos", "s/(s^2+1)", s -> s.dividedBy(s.times(s).plus(1))),
          plain("sin", "1/(s^2+1)", s -> s.times(s).plus(1).reciprocal()),
          plain("tsin", "s/(s^2+1)^2", s -> s.times(power(s.times(s).plus(1), -2))),
          growing("damped", "1/(s^2+s+1)", -0.5, s -> s.times(s.plus(1)).plus(1).reciprocal()),
          growing(
              "fastosc",
              "20/((s+0.1)^2+400)",
              -0.1,
              s -> power(s.plus(0.1), 2).plus(400).reciprocal().times(20)),
          growing(
              "sinh", "0.5/(s^2-0.25)", 0.5, s -> s.times(s).plus(-0.25).reciprocal().times(0.5)),
          plain("log", "ln(s)/s", s -> s.log().dividedBy(s)),
          growing("logratio", "ln((s+2)/(s+1))", -1, s -> s.plus(2).log().minus(s.plus(1).log())),
          plain("sinc", "atan(1/s)", s -> arcCotangent(s)),
          plain("diffusion_impulse", "exp(-sqrt(s))", s -> s.sqrt().negate().exp()),
          plain("diffusion_step", "exp(-sqrt(s))/s", s -> s.sqrt().negate().exp().dividedBy(s)),
          plain("diffusion_steep", "exp(-4*sqrt(s))/s", s -> s.sqrt().times(-4).exp().dividedBy(s)),
          plain(
              "erfcx",
              "1/(sqrt(s)*(sqrt(s)+1))",
              s -> s.sqrt().times(s.sqrt().plus(1)).reciprocal()),
          plain(
              "bessel_j0",
              "1/(sqrt(s-i)*sqrt(s+i))",
              s -> s.minus(Complex.I).sqrt().times(s.plus(Complex.I).sqrt()).reciprocal()),
          plain("bessel_j0sqrt", "exp(-1/s)/s", s -> s.reciprocal().negate().exp().dividedBy(s)),
          plain("bessel_i0sqrt", "exp(1/s)/s", s -> s.reciprocal().exp().dividedBy(s)),
          plain(
              "cossqrt",
              "exp(-1/s)/sqrt(s)",
              s -> s.reciprocal().negate().exp().dividedBy(s.sqrt())),
          plain(
              "mittag_half",
              "s^(-1/2)/(s^(1/2)+1)",
              s -> s.sqrt().times(s.sqrt().plus(1)).reciprocal()),
          plain("mittag_08", "s^(-0.2)/(s^0.8+1)", s -> s.pow(-0.2).dividedBy(s.pow(0.8).plus(1))),
          delayed("delayed_step", "exp(-s)/s", 1, s -> s.negate().exp().dividedBy(s)),
          delayed("delayed_ramp", "exp(-s)/s^2", 1, s -> s.negate().exp().dividedBy(s.times(s))),
          plain("square_wave", "tanh(s/2)/s", s -> s.times(0.5).tanh().dividedBy(s)),
          plain("triangle_wave", "tanh(s/2)/s^2", s -> s.times(0.5).tanh().dividedBy(s.times(s))),
          column(1),
          column(20),
          column(500),
          column(10_000));

  /**
   * All of them.
   *
   * @return the transforms
   */
  public static List<KnownTransform> all() {
    return ALL;
  }

  /**
   * The transform of a name.
   *
   * @param name the name
   * @return the transform
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static KnownTransform named(String name) {
    return ALL.stream()
        .filter(known -> known.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "transform is '%s': allowed are %s"
                        .formatted(
                            name,
                            String.join(", ", ALL.stream().map(KnownTransform::name).toList()))));
  }

  private static KnownTransform plain(String name, String formula, LaplaceTransform f) {
    return new KnownTransform(name, formula, PLAIN, f);
  }

  private static KnownTransform growing(
      String name, String formula, double abscissa, LaplaceTransform f) {
    return new KnownTransform(name, formula, PLAIN.withSingularityAbscissa(abscissa), f);
  }

  private static KnownTransform delayed(
      String name, String formula, double delay, LaplaceTransform f) {
    return new KnownTransform(name, formula, PLAIN.withDelay(delay), f);
  }

  /**
   * The step response of an adsorption column behind its hold-up time, J(n, t): an essential
   * singularity at -1 that grows with n.
   *
   * @param n the number of transfer units, positive and finite
   * @return exp(-n s/(s + 1))/s
   */
  public static KnownTransform column(double n) {
    if (!(n > 0) || Double.isInfinite(n)) {
      throw new IllegalArgumentException("n is " + n + ": must be positive and finite");
    }
    String number = n == Math.rint(n) && n < 1e15 ? Long.toString((long) n) : Double.toString(n);
    return plain(
        "chrom_n" + number,
        "exp(-" + number + "*s/(s+1))/s",
        s -> s.dividedBy(s.plus(1)).times(-n).exp().dividedBy(s));
  }

  /** arctan(1/s) = (1/2i) ln((s + i)/(s - i)), the logarithms apart for their cuts. */
  private static Complex arcCotangent(Complex s) {
    return s.plus(Complex.I).log().minus(s.minus(Complex.I).log()).times(new Complex(0, -0.5));
  }

  private static Complex power(Complex s, int exponent) {
    Complex product = Complex.ONE;
    for (int i = 0; i < Math.abs(exponent); i++) {
      product = product.times(s);
    }
    return exponent < 0 ? product.reciprocal() : product;
  }
}
