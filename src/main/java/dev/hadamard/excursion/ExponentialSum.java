package dev.hadamard.excursion;

import dev.hadamard.laplace.Complex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A sum of functions c (βh(x))^p/p! e^(-βx) of x ≥ 0, all β positive, with h(x) = (1-e^(-δx))/δ for
 * one gap δ ≥ 0 between rates, h(x) = x for δ = 0: closed under products, sums and derivatives. The
 * transform is c β^p / ((s+β)(s+β+δ)...(s+β+pδ)), which continues to the whole plane but for the
 * poles. Rates at any distance are combined without coefficients of opposite sign, which e^(-βx) -
 * e^(-(β+δ)x) would have. Immutable.
 */
final class ExponentialSum {
  /** Rates nearer than this in relative terms differ by rounding. */
  private static final double SAME_RATE = 1e-13;

  /** Coefficients below this fraction of the largest are dropped. */
  private static final double NEGLIGIBLE = 1e-22;

  /** The functions of one rate: coefficients by power p. */
  private record Group(double rate, double[] coefficients) {}

  private final double gap;
  private final List<Group> groups;

  private ExponentialSum(double gap, List<Group> groups) {
    this.gap = gap;
    this.groups = groups;
  }

  /** Σ c_j e^(-β_j x). */
  static ExponentialSum of(double[] rates, double[] coefficients) {
    List<Group> groups = new ArrayList<>();
    for (int j = 0; j < rates.length; j++) {
      groups.add(new Group(rates[j], new double[] {coefficients[j]}));
    }
    return new ExponentialSum(0, merged(groups));
  }

  /** Σ c_p (βx)^p/p! e^(-βx). */
  static ExponentialSum of(double rate, double[] coefficients) {
    return of(rate, 0, coefficients);
  }

  /** Σ c_p (βh)^p/p! e^(-βx) with h = (1-e^(-δx))/δ. */
  static ExponentialSum of(double rate, double gap, double[] coefficients) {
    return new ExponentialSum(gap, List.of(new Group(rate, coefficients.clone())));
  }

  private void requireSameGap(ExponentialSum other) {
    if (gap != other.gap) {
      throw new IllegalArgumentException("other has gap " + other.gap + ": must be " + gap);
    }
  }

  private static List<Group> merged(List<Group> groups) {
    List<Group> sorted = new ArrayList<>(groups);
    sorted.sort(Comparator.comparingDouble(Group::rate));
    List<Group> result = new ArrayList<>();
    double largest = 0;
    for (Group group : sorted) {
      Group last = result.isEmpty() ? null : result.getLast();
      if (last != null && group.rate - last.rate <= SAME_RATE * group.rate) {
        result.set(result.size() - 1, new Group(last.rate, sum(last, group)));
      } else {
        result.add(group);
      }
    }
    for (Group group : result) {
      largest = Math.max(largest, size(group));
    }
    double threshold = NEGLIGIBLE * largest;
    result.removeIf(group -> size(group) < threshold);
    return result;
  }

  private static double size(Group group) {
    double size = 0;
    for (double c : group.coefficients) {
      size = Math.max(size, Math.abs(c));
    }
    return size;
  }

  private static double[] sum(Group a, Group b) {
    double[] c = new double[Math.max(a.coefficients.length, b.coefficients.length)];
    for (int p = 0; p < c.length; p++) {
      c[p] =
          (p < a.coefficients.length ? a.coefficients[p] : 0)
              + (p < b.coefficients.length ? b.coefficients[p] : 0);
    }
    return c;
  }

  ExponentialSum plus(ExponentialSum other) {
    requireSameGap(other);
    List<Group> all = new ArrayList<>(groups);
    all.addAll(other.groups);
    return new ExponentialSum(gap, merged(all));
  }

  ExponentialSum times(double factor) {
    List<Group> all = new ArrayList<>();
    for (Group group : groups) {
      double[] c = group.coefficients.clone();
      for (int p = 0; p < c.length; p++) {
        c[p] *= factor;
      }
      all.add(new Group(group.rate, c));
    }
    return new ExponentialSum(gap, all);
  }

  ExponentialSum times(ExponentialSum other) {
    requireSameGap(other);
    List<Group> all = new ArrayList<>();
    for (Group a : groups) {
      for (Group b : other.groups) {
        double rate = a.rate + b.rate;
        double x = a.rate / rate;
        double y = b.rate / rate;
        double[] c = new double[a.coefficients.length + b.coefficients.length - 1];
        for (int p = 0; p < a.coefficients.length; p++) {
          // binomial(p+q, p) x^p y^q
          double weight = 1;
          for (int j = 0; j < p; j++) {
            weight *= x;
          }
          for (int q = 0; q < b.coefficients.length; q++) {
            c[p + q] = Math.fma(weight * a.coefficients[p], b.coefficients[q], c[p + q]);
            weight *= y * (p + q + 1) / (q + 1);
          }
        }
        all.add(new Group(rate, c));
      }
    }
    return new ExponentialSum(gap, merged(all));
  }

  /** Minus the derivative in x, from h' = 1 - δh. */
  ExponentialSum minusDerivative() {
    List<Group> all = new ArrayList<>();
    for (Group group : groups) {
      double[] c = new double[group.coefficients.length];
      for (int p = 0; p < c.length; p++) {
        double next = p + 1 < c.length ? group.coefficients[p + 1] : 0;
        c[p] = group.rate * (group.coefficients[p] - next) + p * gap * group.coefficients[p];
      }
      all.add(new Group(group.rate, c));
    }
    return new ExponentialSum(gap, merged(all));
  }

  /** The function x ↦ f(cx). */
  ExponentialSum scaled(double c) {
    return new ExponentialSum(
        c * gap, groups.stream().map(g -> new Group(c * g.rate, g.coefficients)).toList());
  }

  double atZero() {
    double sum = 0;
    for (Group group : groups) {
      sum += group.coefficients[0];
    }
    return sum;
  }

  /** arcsin of a sum that is largest in modulus at x = 0, and below 1/2 there. */
  ExponentialSum arcsine() {
    double bound = Math.abs(atZero());
    ExponentialSum square = times(this);
    ExponentialSum power = this;
    ExponentialSum result = this;
    double coefficient = 1;
    double remaining = bound;
    for (int k = 1; remaining > 1e-19 * bound; k++) {
      power = power.times(square);
      coefficient *= (2 * k - 1) / (2.0 * k);
      result = result.plus(power.times(coefficient / (2 * k + 1)));
      remaining *= bound * bound;
    }
    return result;
  }

  /** Σ c β^p / ((s+β)...(s+β+pδ)); not finite at a pole. */
  Complex transform(Complex s) {
    Complex sum = Complex.ZERO;
    for (Group group : groups) {
      Complex part = Complex.ZERO;
      for (int p = group.coefficients.length - 1; p >= 0; p--) {
        Complex inverse = s.plus(Math.fma(p, gap, group.rate)).reciprocal();
        part = part.times(group.rate).plus(group.coefficients[p]).times(inverse);
      }
      sum = sum.plus(part);
    }
    return sum;
  }

  /** The derivative of the transform in s. */
  Complex transformDerivative(Complex s) {
    Complex sum = Complex.ZERO;
    for (Group group : groups) {
      Complex part = Complex.ZERO;
      Complex slope = Complex.ZERO;
      for (int p = group.coefficients.length - 1; p >= 0; p--) {
        Complex inverse = s.plus(Math.fma(p, gap, group.rate)).reciprocal();
        part = part.times(group.rate).plus(group.coefficients[p]).times(inverse);
        slope = slope.times(group.rate).minus(part).times(inverse);
      }
      sum = sum.plus(slope);
    }
    return sum;
  }
}
