package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;

/**
 * F. R. de Hoog, J. H. Knight and A. N. Stokes, An improved method for numerical inversion of
 * Laplace transforms, 1982: the Fourier series of e^(-γt) f(t) with period 2T, T = 2t, as a power
 * series in z = e^(iπt/T), summed by the continued fraction that the quotient-difference table of
 * its coefficients gives, with their estimate of the remainder.
 */
final class DeHoog implements LaplaceInverter {
  /** The aliasing e^(-2γT), as far below 1 as the rounding of a sum of size e^(γT) allows. */
  static final double TOLERANCE = 1e-13;

  static final double PERIOD = 2;

  /** Of a sum's addends, and of the quotients' table. */
  static final double ROUNDING = 32 * 0x1p-53;

  /** How many times the estimate is what three terms less change: rounding in the table grows. */
  static final double SAFETY = 4 * NodeInverter.SAFETY;

  /** Replaces a zero divisor of the table: small against every quotient. */
  private static final Complex TINY = new Complex(1e-280, 0);

  private final int terms;

  private DeHoog(int terms) {
    this.terms = terms;
  }

  static DeHoog of(int terms) {
    if (terms < 4 || terms > 60) {
      throw new IllegalArgumentException(
          "number of terms of de-hoog is " + terms + ": must be between 4 and 60");
    }
    return new DeHoog(terms);
  }

  @Override
  public String name() {
    return "de-hoog(" + terms + ")";
  }

  @Override
  public int evaluations() {
    return 2 * terms + 1 + AliasingBound.EVALUATIONS;
  }

  @Override
  public InversionResult invert(LaplaceTransform transform, double t, InversionOptions options) {
    TransformedProblem problem = TransformedProblem.of(transform, t, options);
    double time = problem.time();
    if (time < 0) {
      return new InversionResult(0, 0, name(), 0);
    }
    double period = PERIOD * time;
    double gamma = -Elementary.log(TOLERANCE) / (2 * period);
    Complex[] a = new Complex[2 * terms + 1];
    double magnitude = 0;
    for (int k = 0; k < a.length; k++) {
      a[k] = problem.at(gamma, Math.PI * k / period);
      magnitude = Math.max(magnitude, a[k].abs());
    }
    a[0] = a[0].times(0.5);
    double scale = Elementary.exp(gamma * time) / period;
    if (magnitude == 0) {
      return problem.result(0, 0, name(), evaluations());
    }
    Complex[] d = continuedFraction(a);
    double angle = Math.PI / PERIOD;
    double value = scale * evaluate(d, terms, angle);
    double coarser = scale * evaluate(d, terms - 3, angle);
    double rounding = ROUNDING * magnitude * scale;
    double aliasing =
        2 * TOLERANCE * Math.max(6 * Math.abs(value), AliasingBound.of(problem, 2 * period + time));
    return problem.result(
        value, SAFETY * Math.abs(value - coarser) + rounding + aliasing, name(), evaluations());
  }

  /** The coefficients d of a₀ / (1 + d₁z / (1 + d₂z / ...)), by the quotient-difference table. */
  static Complex[] continuedFraction(Complex[] a) {
    int n = a.length;
    int terms = (n - 1) / 2;
    Complex[] d = new Complex[n];
    d[0] = a[0];
    Complex[] e = new Complex[n];
    Complex[] q = new Complex[n];
    for (int j = 0; j < n; j++) {
      e[j] = Complex.ZERO;
    }
    for (int j = 0; j < n - 1; j++) {
      q[j] = a[j + 1].dividedBy(guarded(a[j]));
    }
    for (int r = 1; r <= terms; r++) {
      int size = 2 * (terms - r) + 1;
      d[2 * r - 1] = q[0].negate();
      for (int j = 0; j < size; j++) {
        e[j] = q[j + 1].minus(q[j]).plus(e[j + 1]);
      }
      d[2 * r] = e[0].negate();
      for (int j = 0; j < size - 1; j++) {
        q[j] = q[j + 1].times(e[j + 1]).dividedBy(guarded(e[j]));
      }
    }
    return d;
  }

  private static Complex guarded(Complex divisor) {
    return divisor.re() == 0 && divisor.im() == 0 ? TINY : divisor;
  }

  /** The real part of the fraction of 2m terms and its remainder at z = e^(i angle). */
  static double evaluate(Complex[] d, int m, double angle) {
    Complex z = new Complex(Trigonometric.cos(angle), Trigonometric.sin(angle));
    Complex previousA = Complex.ZERO;
    Complex previousB = Complex.ONE;
    Complex a = d[0];
    Complex b = Complex.ONE;
    for (int n = 1; n < 2 * m; n++) {
      Complex factor = d[n].times(z);
      Complex nextA = a.plus(factor.times(previousA));
      Complex nextB = b.plus(factor.times(previousB));
      previousA = a;
      previousB = b;
      a = nextA;
      b = nextB;
      double size = Math.max(a.abs(), b.abs());
      if (size > 1e100 || (size < 1e-100 && size > 0)) {
        double inverse = 1 / size;
        a = a.times(inverse);
        b = b.times(inverse);
        previousA = previousA.times(inverse);
        previousB = previousB.times(inverse);
      }
    }
    Complex h = d[2 * m - 1].minus(d[2 * m]).times(z).plus(1).times(0.5);
    Complex root = d[2 * m].times(z).dividedBy(guarded(h.times(h))).plus(1).sqrt();
    Complex remainder = h.times(Complex.ONE.minus(root)).negate();
    Complex closed =
        a.plus(remainder.times(previousA)).dividedBy(guarded(b.plus(remainder.times(previousB))));
    // A table that broke down, as of a finite series, has the value of its last sound convergent.
    return closed.isFinite() ? closed.re() : a.dividedBy(guarded(b)).re();
  }

  @Override
  public String toString() {
    return name();
  }
}
