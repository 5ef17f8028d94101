package dev.hadamard.excursion;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.kernel.UniformInterval;
import dev.hadamard.random.SobolSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Draws excursion times as geometric sums: T = D₁ + ... + D_N with P(N = n) = 2^(-n), n ≥ 1, and D
 * of survival function E.
 *
 * <p>D = E⁻¹(U): in closed form where there is one; for a model that is smooth at 0 by polynomials
 * of degree 15 in w = √(-log U) on cells of 1/16, in which D is smooth down to 0; else from a table
 * of t over -log U refined by Newton's method on log E. Without a cut in the tail, exact up to
 * rounding. Immutable.
 */
final class GeometricDivisorSampler {
  /** The step of the table in -log U; between its nodes the guess is good to about 1e-4. */
  private static final double STEP = 1.0 / 64;

  /** -log U is at most 37 for a uniform number of 53 bits. */
  private static final double MAX_EXPONENT = 37;

  private static final double CELL = 1.0 / 16;
  private static final int DEGREE = 15;

  /** Below, tables of E do not resolve 1 - E. */
  private static final double TABULATED = 1e-4;

  /** Words of one block. */
  private static final int BLOCK = 256;

  /** Divisors of quasi-random times that have a coordinate of their own. */
  private static final int QUASI_DIVISORS = 6;

  /** One more for their number, one more for the sum of all further ones. */
  static final int QUASI_DIMENSION = QUASI_DIVISORS + 2;

  private static final int NEWTON_STEPS = 3;
  private static final int MAX_BISECTIONS = 200;

  private final CorrelationModel model;
  private final DoubleUnaryOperator mean;
  private final DoubleUnaryOperator density;
  private final double[] table;

  /** Coefficients by cell, highest power first, in the variable from -1 to 1; null if not used. */
  private final double[] cells;

  private GeometricDivisorSampler(
      CorrelationModel model, DoubleUnaryOperator mean, DoubleUnaryOperator density) {
    this.model = model;
    this.mean = mean;
    this.density = density;
    int n = (int) (MAX_EXPONENT / STEP) + 2;
    table = new double[n + 1];
    double t = 0;
    for (int i = 1; i <= n; i++) {
      t = invert(i * STEP, t);
      table[i] = t;
    }
    boolean smooth = model.smoothAtOrigin() && model.kinks().length == 0;
    cells = smooth ? polynomials() : null;
  }

  static GeometricDivisorSampler of(CorrelationModel model) {
    if (model.smoothAtOrigin()) {
      return new GeometricDivisorSampler(model, model::slepianMean, model::slepianMeanDensity);
    }
    // Models of this kind take microseconds per value: tables do as well.
    double unit = 1 / Math.sqrt(model.lambda2());
    List<Double> breaks = new ArrayList<>();
    double end = 0;
    breaks.add(end);
    while (model.slepianMean(end) > 1e-20) {
      end += unit;
      breaks.add(end);
    }
    double[] ends = breaks.stream().mapToDouble(Double::doubleValue).toArray();
    try {
      PanelTransform mean = PanelTransform.of(model::slepianMean, ends, "E of " + model.name());
      PanelTransform density =
          PanelTransform.of(model::slepianMeanDensity, ends, "the density of " + model.name());
      return new GeometricDivisorSampler(model, mean::value, density::value);
    } catch (ConvergenceException singular) {
      // Too steep at 0 for tables: slowly, by the model itself.
      return new GeometricDivisorSampler(model, model::slepianMean, model::slepianMeanDensity);
    }
  }

  /** The time at which E is e^(-x), above a known lower bound. */
  private double invert(double x, double lower) {
    return invert(mean, density, x, lower);
  }

  private double invert(
      DoubleUnaryOperator mean, DoubleUnaryOperator density, double x, double lower) {
    double low = lower;
    double high = Math.max(2 * lower, 1e-3 / Math.sqrt(model.lambda2()));
    while (Elementary.log(mean.applyAsDouble(high)) + x > 0) {
      low = high;
      high *= 2;
    }
    double t = low + (high - low) / 2;
    for (int i = 0; i < MAX_BISECTIONS; i++) {
      double e = mean.applyAsDouble(t);
      double f = Elementary.log(e) + x;
      if (f > 0) {
        low = t;
      } else {
        high = t;
      }
      double next = t + f * e / density.applyAsDouble(t);
      if (!(next > low && next < high)) {
        next = low + (high - low) / 2;
      }
      if (Math.abs(next - t) <= 2 * Math.ulp(t)) {
        return next;
      }
      t = next;
    }
    return t;
  }

  /** Interpolates D in Chebyshev points of each cell. */
  private double[] polynomials() {
    int count = (int) Math.ceil(Math.sqrt(MAX_EXPONENT) / CELL);
    int n = DEGREE + 1;
    double[] result = new double[count * n];
    double[] values = new double[n];
    for (int c = 0; c < count; c++) {
      for (int j = 0; j < n; j++) {
        double w = CELL * (c + (1 + Trigonometric.cos(Math.PI * (j + 0.5) / n)) / 2);
        double x = w * w;
        values[j] = invert(x, table[Math.min((int) (x / STEP), table.length - 1)]);
      }
      // Chebyshev coefficients, then their polynomials in powers.
      double[] before = new double[n];
      double[] here = new double[n];
      double[] sum = new double[n];
      here[0] = 1;
      for (int k = 0; k < n; k++) {
        double coefficient = 0;
        for (int j = 0; j < n; j++) {
          coefficient += values[j] * Trigonometric.cos(Math.PI * k * (j + 0.5) / n);
        }
        coefficient *= (k == 0 ? 1.0 : 2.0) / n;
        double[] next = new double[n];
        for (int i = 0; i < n; i++) {
          sum[i] += coefficient * here[i];
          next[i] = -before[i];
          if (i > 0) {
            next[i] += (k == 0 ? 1 : 2) * here[i - 1];
          }
        }
        before = here;
        here = k == 0 ? chebyshevOne(n) : next;
      }
      for (int i = 0; i < n; i++) {
        result[c * n + i] = sum[DEGREE - i];
      }
    }
    return result;
  }

  private static double[] chebyshevOne(int n) {
    double[] one = new double[n];
    one[1] = 1;
    return one;
  }

  private double interpolated(double root) {
    double position = root / CELL;
    int c = Math.min((int) position, cells.length / (DEGREE + 1) - 1);
    double y = 2 * (position - c) - 1;
    int at = c * (DEGREE + 1);
    double value = cells[at];
    for (int i = 1; i <= DEGREE; i++) {
      value = Math.fma(value, y, cells[at + i]);
    }
    return Math.max(0, value);
  }

  /**
   * One divisor from the upper 53 bits of each word, until a word whose last bit is set: the number
   * is geometric and independent of the divisors.
   */
  double sample(RandomGenerator random) {
    double sum = 0;
    long word;
    do {
      word = random.nextLong();
      sum += divisor(UniformInterval.OPEN.of(word));
    } while ((word & 1) == 0);
    return sum;
  }

  /** What {@link #sample(RandomGenerator)} returns one after the other, by blocks. */
  void fill(RandomGenerator random, double[] out) {
    long[] words = new long[BLOCK];
    double[] divisors = new double[BLOCK];
    int done = 0;
    double sum = 0;
    while (done < out.length) {
      // Not one word more than the remaining sums need.
      int ends = 0;
      int count = 0;
      while (count < BLOCK && ends < out.length - done) {
        long word = random.nextLong();
        words[count] = word;
        divisors[count++] = UniformInterval.OPEN.of(word);
        ends += (int) (word & 1);
      }
      invert(divisors, count);
      for (int i = 0; i < count; i++) {
        sum += divisors[i];
        if ((words[i] & 1) != 0) {
          out[done++] = sum;
          sum = 0;
        }
      }
    }
  }

  /**
   * Pairs: the numbers of divisors are the leading zeros and the leading ones of a word, plus one,
   * so that one of the two is 1 and the other more; the first divisors are E⁻¹(u) and E⁻¹(1 - u).
   */
  void fillAntithetic(RandomGenerator random, double[] first, double[] second) {
    for (int i = 0; i < first.length; i++) {
      long word = random.nextLong();
      double u = UniformInterval.OPEN.of(random.nextLong());
      first[i] = divisor(u) + sum(random, Long.numberOfLeadingZeros(word));
      second[i] = divisor(1 - u) + sum(random, Long.numberOfLeadingZeros(~word));
    }
  }

  /**
   * From points of low discrepancy: coordinate 0 is 1 - 2^(-n) or more for N > n, coordinate k up
   * to {@link #QUASI_DIVISORS} is E(D_k), the last one P(T > rest). Given that there are more
   * divisors, their sum has the law of T again, because N forgets.
   *
   * @param quantile the time that T exceeds with a probability
   */
  void fillQuasiRandom(
      SobolSequence points, long first, double[] out, DoubleUnaryOperator quantile) {
    double[] block = new double[Math.min(out.length, BLOCK) * QUASI_DIMENSION];
    for (int done = 0; done < out.length; done += BLOCK) {
      int count = Math.min(BLOCK, out.length - done);
      points.fill(first + done, count, block, 0);
      for (int i = 0; i < count; i++) {
        int row = i * QUASI_DIMENSION;
        // N = n for 1 - u from 2^(-n) to below 2^(1-n).
        int n = -Math.getExponent(1 - block[row]);
        double sum = 0;
        for (int k = 1; k <= Math.min(n, QUASI_DIVISORS); k++) {
          sum += divisor(block[row + k]);
        }
        if (n > QUASI_DIVISORS) {
          sum += quantile.applyAsDouble(block[row + QUASI_DIMENSION - 1]);
        }
        out[done + i] = sum;
      }
    }
  }

  private double sum(RandomGenerator random, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += divisor(UniformInterval.OPEN.of(random.nextLong()));
    }
    return sum;
  }

  /** E⁻¹(u). */
  double divisor(double u) {
    if (model instanceof RandomAccelerationCorrelation) {
      return Elementary.log(Math.fma(3, 1 / (u * u), 1) / 4);
    }
    double x = -Elementary.log(u);
    return cells == null ? refined(x) : interpolated(Math.sqrt(x));
  }

  /** E⁻¹ of each number, in place: the same bits as {@link #divisor}. */
  private void invert(double[] u, int n) {
    if (model instanceof RandomAccelerationCorrelation) {
      for (int i = 0; i < n; i++) {
        u[i] = Math.fma(3, 1 / (u[i] * u[i]), 1) / 4;
      }
      Elementary.log(u, 0, u, 0, n);
      return;
    }
    Elementary.log(u, 0, u, 0, n);
    if (cells == null) {
      for (int i = 0; i < n; i++) {
        u[i] = refined(-u[i]);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      u[i] = Math.sqrt(-u[i]);
    }
    for (int i = 0; i < n; i++) {
      u[i] = interpolated(u[i]);
    }
  }

  private double refined(double x) {
    double position = x / STEP;
    int i = (int) position;
    double fraction = position - i;
    double low = table[i];
    double high = table[i + 1];
    double t = low + fraction * (high - low);
    if (i == 0) {
      // 1 - E begins with a power of t that is not known here.
      return x < TABULATED
          ? invert(model::slepianMean, model::slepianMeanDensity, x, 0)
          : invert(mean, density, x, 0);
    }
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double e = mean.applyAsDouble(t);
      double next = t + (Elementary.log(e) + x) * e / density.applyAsDouble(t);
      if (!(next > 0) || Math.abs(next - t) <= 4 * Math.ulp(t)) {
        break;
      }
      t = Math.clamp(next, low, high);
    }
    return t;
  }
}
