package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import java.util.Arrays;

/**
 * One hyperbola z = μ (1 - sin(α - iu)) for a range of times [t₁, Λt₁], with the parameters that
 * balance the errors at both ends: with A(α) = arcosh(((π - 2α)Λ + 4α - π)/((4α - π) sin α)), step
 * A/N and μ = (4πα - π²) N/(A Λ t₁), the error is e^(-(π² - 2πα) N/A(α)), and α maximises the rate:
 * J. A. C. Weideman and L. N. Trefethen, Parabolic and hyperbolic contours, 2007, section 4. Ranges
 * wider than a decade are cut.
 */
final class SharedHyperbola extends WholeCurve {
  private static final double WIDEST = 10;

  private final int terms;

  private SharedHyperbola(int terms) {
    this.terms = terms;
  }

  static SharedHyperbola of(int terms) {
    if (terms < 8 || terms > 40) {
      throw new IllegalArgumentException(
          "number of terms of shared-hyperbola is " + terms + ": must be between 8 and 40");
    }
    return new SharedHyperbola(terms);
  }

  @Override
  public String name() {
    return "shared-hyperbola(" + terms + ")";
  }

  @Override
  public int evaluations() {
    return 3 * terms - 6 + 2;
  }

  @Override
  long solve(TransformedProblem problem, double[] times, double[] values, double[] errors) {
    DelayEstimate.requireNone(problem, name());
    double[] sorted = Arrays.stream(times).filter(t -> t > 0).sorted().toArray();
    long evaluations = 2;
    int from = 0;
    while (from < sorted.length) {
      double first = sorted[from];
      int to = from;
      while (to + 1 < sorted.length && sorted[to + 1] <= WIDEST * first) {
        to++;
      }
      double last = sorted[to];
      double alpha = bestAngle(last / first);
      double[][] sums = new double[3][];
      double[] magnitudes = new double[times.length];
      for (int k = 0; k < 3; k++) {
        int n = terms - 4 + 2 * k;
        sums[k] = new double[times.length];
        sum(problem, alpha, n, first, last, times, sums[k], magnitudes);
        evaluations += n;
      }
      for (int i = 0; i < times.length; i++) {
        if (times[i] >= first && times[i] <= last) {
          values[i] = sums[2][i];
          errors[i] =
              NodeInverter.estimate(
                  sums[0][i], sums[1][i], sums[2][i], magnitudes[i], NodeInverter.SAFETY);
        }
      }
      from = to + 1;
    }
    return evaluations;
  }

  private static double opening(double alpha, double range) {
    double cosh =
        ((Math.PI - 2 * alpha) * range + 4 * alpha - Math.PI)
            / ((4 * alpha - Math.PI) * Trigonometric.sin(alpha));
    return Elementary.acosh(cosh);
  }

  private static double bestAngle(double range) {
    // Unimodal on (π/4, π/2): ternary search.
    double a = Math.PI / 4 + 1e-6;
    double b = Math.PI / 2 - 1e-6;
    while (b - a > 1e-6) {
      double x1 = a + (b - a) / 3;
      double x2 = b - (b - a) / 3;
      if ((Math.PI - 2 * x1) / opening(x1, range) < (Math.PI - 2 * x2) / opening(x2, range)) {
        a = x1;
      } else {
        b = x2;
      }
    }
    return a + (b - a) / 2;
  }

  private static void sum(
      TransformedProblem problem,
      double alpha,
      int n,
      double first,
      double last,
      double[] times,
      double[] sums,
      double[] magnitudes) {
    double opening = opening(alpha, last / first);
    double step = opening / n;
    double mu = (4 * Math.PI * alpha - Math.PI * Math.PI) / (step * last);
    double sin = Trigonometric.sin(alpha);
    double cos = Trigonometric.cos(alpha);
    Arrays.fill(magnitudes, 0);
    for (int k = 0; k < n; k++) {
      double u = (k + 0.5) * step;
      double cosh = Elementary.cosh(u);
      double sinh = Elementary.sinh(u);
      Complex z = new Complex(mu * (1 - sin * cosh), mu * cos * sinh);
      Complex slope = new Complex(-mu * sin * sinh, mu * cos * cosh);
      Complex weight = problem.at(z.re(), z.im()).times(slope).times(step / Math.PI);
      for (int i = 0; i < times.length; i++) {
        if (times[i] >= first && times[i] <= last) {
          Complex growth = z.times(times[i]).exp();
          double term = Math.fma(growth.re(), weight.im(), growth.im() * weight.re());
          sums[i] += term;
          magnitudes[i] += growth.abs() * weight.abs();
        }
      }
    }
  }
}
