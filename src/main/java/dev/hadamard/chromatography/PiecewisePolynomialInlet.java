package dev.hadamard.chromatography;

import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.LaplaceTransform;
import dev.hadamard.quadrature.GaussLegendre;
import java.util.Arrays;

/**
 * Cubic pieces, and with them triangles, trapezoids and measured tables: on [t_j, t_(j+1)) the
 * concentration is a_j + b_j v + c_j v² + d_j v³, v = t - t_j; 0 elsewhere. Pieces may jump.
 *
 * @param knots t_0 &lt; t_1 &lt; ..., at least 2
 * @param coefficients a_j, b_j, c_j, d_j of each piece: one row less than there are knots
 */
public record PiecewisePolynomialInlet(double[] knots, double[][] coefficients)
    implements InletProfile {
  private static final int TERMS = 4;

  /** Exact for the fourth moments of cubics. */
  private static final GaussLegendre MOMENTS = GaussLegendre.of(4);

  private static final GaussLegendre NEAR = GaussLegendre.of(16);

  /** Up to here sixteen nodes give the transform to rounding, beyond the recurrence is stable. */
  private static final double FAR = 6;

  /** Checks the values and keeps copies. */
  public PiecewisePolynomialInlet {
    knots = knots.clone();
    coefficients = Arrays.stream(coefficients).map(double[]::clone).toArray(double[][]::new);
    if (knots.length < 2) {
      throw new IllegalArgumentException(
          "knots has " + knots.length + " times: must have at least 2");
    }
    if (coefficients.length != knots.length - 1) {
      throw new IllegalArgumentException(
          "coefficients has %d pieces: must have the %d between the knots"
              .formatted(coefficients.length, knots.length - 1));
    }
    for (int j = 0; j < knots.length; j++) {
      Requirements.finite("knots[" + j + "]", knots[j]);
      if (j > 0 && !(knots[j] > knots[j - 1])) {
        throw new IllegalArgumentException(
            "knots[%d] is %s: must be above knots[%d], %s"
                .formatted(j, knots[j], j - 1, knots[j - 1]));
      }
    }
    for (int j = 0; j < coefficients.length; j++) {
      if (coefficients[j].length != TERMS) {
        throw new IllegalArgumentException(
            "coefficients[%d] has %d numbers: must have %d"
                .formatted(j, coefficients[j].length, TERMS));
      }
      for (int m = 0; m < TERMS; m++) {
        Requirements.finite("coefficients[" + j + "][" + m + "]", coefficients[j][m]);
      }
    }
  }

  /**
   * Straight lines through a table.
   *
   * @param times increasing times, at least 2
   * @param values the concentrations there; 0 before the first and after the last time
   * @return the profile
   */
  public static PiecewisePolynomialInlet table(double[] times, double[] values) {
    if (values.length != times.length) {
      throw new IllegalArgumentException(
          "values has %d numbers: must have the %d of times"
              .formatted(values.length, times.length));
    }
    double[][] pieces = new double[Math.max(0, times.length - 1)][];
    for (int j = 0; j < pieces.length; j++) {
      pieces[j] =
          new double[] {values[j], (values[j + 1] - values[j]) / (times[j + 1] - times[j]), 0, 0};
    }
    return new PiecewisePolynomialInlet(times, pieces);
  }

  /**
   * A triangle.
   *
   * @param start where it begins
   * @param apex where it is highest, after the start
   * @param end where it ends, after the apex
   * @param height the concentration at the apex
   * @return the profile
   */
  public static PiecewisePolynomialInlet triangle(
      double start, double apex, double end, double height) {
    return table(new double[] {start, apex, end}, new double[] {0, height, 0});
  }

  /**
   * The knots.
   *
   * @return a copy
   */
  @Override
  public double[] knots() {
    return knots.clone();
  }

  /**
   * The coefficients.
   *
   * @return a copy
   */
  @Override
  public double[][] coefficients() {
    return Arrays.stream(coefficients).map(double[]::clone).toArray(double[][]::new);
  }

  /** The piece that holds a time, the last one beyond the end, -1 before the beginning. */
  private int piece(double time) {
    int j = Arrays.binarySearch(knots, time);
    return Math.min(coefficients.length - 1, j >= 0 ? j : -j - 2);
  }

  @Override
  public double value(double time) {
    int j = piece(time);
    if (j < 0 || time >= knots[knots.length - 1]) {
      return 0;
    }
    double[] c = coefficients[j];
    double v = time - knots[j];
    return Math.fma(Math.fma(Math.fma(c[3], v, c[2]), v, c[1]), v, c[0]);
  }

  @Override
  public double cumulative(double time) {
    int last = piece(time);
    double sum = 0;
    for (int j = 0; j <= last; j++) {
      double[] c = coefficients[j];
      double v = Math.min(time, knots[j + 1]) - knots[j];
      sum += v * (c[0] + v * (c[1] / 2 + v * (c[2] / 3 + v * c[3] / 4)));
    }
    return sum;
  }

  @Override
  public double mass() {
    return cumulative(knots[knots.length - 1]);
  }

  @Override
  public double[] cumulants() {
    double mass = Requirements.positive("mass", mass());
    double mean = knots[0] + moment(1, knots[0]) / mass;
    return SumInlet.fromCentral(
        mean, moment(2, mean) / mass, moment(3, mean) / mass, moment(4, mean) / mass);
  }

  private double moment(int order, double about) {
    double sum = 0;
    for (int j = 0; j < coefficients.length; j++) {
      double h = knots[j + 1] - knots[j];
      for (int i = 0; i < MOMENTS.size(); i++) {
        double v = h * (1 + MOMENTS.node(i)) / 2;
        double[] c = coefficients[j];
        double term = c[0] + v * (c[1] + v * (c[2] + v * c[3]));
        for (int m = 0; m < order; m++) {
          term *= knots[j] + v - about;
        }
        sum += MOMENTS.weight(i) * h / 2 * term;
      }
    }
    return sum;
  }

  @Override
  public LaplaceTransform transform() {
    return this::transform;
  }

  private Complex transform(Complex s) {
    Complex sum = Complex.ZERO;
    for (int j = 0; j < coefficients.length; j++) {
      double h = knots[j + 1] - knots[j];
      Complex[] unit = unitMoments(s.times(h), TERMS - 1);
      Complex piece = Complex.ZERO;
      double power = h;
      for (int m = 0; m < TERMS; m++) {
        piece = piece.plus(unit[m].times(coefficients[j][m] * power));
        power *= h;
      }
      sum = sum.plus(piece.times(s.times(-knots[j]).exp()));
    }
    return sum;
  }

  /** ∫ v^m e^(-zv) over [0, 1], m = 0, ..., most. */
  static Complex[] unitMoments(Complex z, int most) {
    Complex[] moments = new Complex[most + 1];
    if (z.abs() <= FAR) {
      Arrays.fill(moments, Complex.ZERO);
      for (int i = 0; i < NEAR.size(); i++) {
        double v = (1 + NEAR.node(i)) / 2;
        Complex term = z.times(-v).exp().times(NEAR.weight(i) / 2);
        for (int m = 0; m <= most; m++) {
          moments[m] = moments[m].plus(term);
          term = term.times(v);
        }
      }
      return moments;
    }
    Complex end = z.negate().exp();
    moments[0] = Complex.ONE.minus(end).dividedBy(z);
    for (int m = 1; m <= most; m++) {
      moments[m] = moments[m - 1].times(m).minus(end).dividedBy(z);
    }
    return moments;
  }

  @Override
  public double[] pieces() {
    return knots();
  }
}
