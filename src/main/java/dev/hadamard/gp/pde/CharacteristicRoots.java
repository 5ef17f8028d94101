package dev.hadamard.gp.pde;

import dev.hadamard.gp.MatrixPencil.Exponent;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Trigonometric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The exponents of an equation with constant coefficients along an axis: e^(λx) Π_e e^(iθ_e x_e)
 * solves Σ_k c_k ∂^(m_k) u = 0 where Σ_k c_k λ^(m_k,d) Π_e (iθ_e)^(m_k,e) = 0. What boundary values
 * bring into a solution has these exponents and not the frequencies of the source: sinh and cosh
 * for Laplace's equation, decay in time for that of heat, the frequency c k for that of waves.
 */
final class CharacteristicRoots {
  /** A part of this size of the modulus is rounding. */
  private static final double NEGLIGIBLE = 1e-9;

  /** Combinations of frequencies of the other axes that are looked at. */
  private static final int MAX_COMBINATIONS = 200;

  private static final int STEPS = 500;

  private CharacteristicRoots() {}

  /**
   * The exponents along an axis, each once.
   *
   * @param frequencies those of the other axes, in cycles per unit length; the own are not read
   */
  static List<Exponent> along(PdeProblem problem, int axis, double[][] frequencies) {
    List<Exponent> found = new ArrayList<>();
    if (!problem.constantCoefficients() || !problem.isLinear()) {
      return found;
    }
    int dimension = problem.dimension();
    double length = problem.axes().get(axis).length();
    int[] index = new int[dimension];
    int[] sizes = new int[dimension];
    for (int e = 0; e < dimension; e++) {
      // Both signs: with several other axes they matter.
      sizes[e] = e == axis ? 1 : 2 * frequencies[e].length;
    }
    for (int combination = 0; combination < MAX_COMBINATIONS; combination++) {
      double[] theta = new double[dimension];
      for (int e = 0; e < dimension; e++) {
        if (e != axis) {
          double f = frequencies[e][index[e] / 2];
          theta[e] = index[e] % 2 == 0 ? 2 * Math.PI * f : -2 * Math.PI * f;
        }
      }
      add(problem, axis, theta, length, found);
      int d = dimension - 1;
      while (d >= 0 && ++index[d] == sizes[d]) {
        index[d--] = 0;
      }
      if (d < 0) {
        break;
      }
    }
    return found;
  }

  private static void add(
      PdeProblem problem, int axis, double[] theta, double length, List<Exponent> found) {
    int degree = 0;
    for (PdeProblem.Term t : problem.terms()) {
      degree = Math.max(degree, t.orders()[axis]);
    }
    double[] re = new double[degree + 1];
    double[] im = new double[degree + 1];
    for (PdeProblem.Term t : problem.terms()) {
      double c = t.coefficient().applyAsDouble(new double[theta.length]);
      int turns = 0;
      for (int e = 0; e < theta.length; e++) {
        if (e != axis) {
          for (int k = 0; k < t.orders()[e]; k++) {
            c *= theta[e];
          }
          turns += t.orders()[e];
        }
      }
      // c iᵗᵘʳⁿˢ
      double[] part = turns % 2 == 0 ? re : im;
      part[t.orders()[axis]] += turns % 4 < 2 ? c : -c;
    }
    for (double[] root : roots(re, im)) {
      double modulus = Elementary.hypot(root[0], root[1]);
      double rate = Math.abs(root[0]) <= NEGLIGIBLE * modulus ? 0 : root[0];
      double frequency =
          Math.abs(root[1]) <= NEGLIGIBLE * modulus ? 0 : Math.abs(root[1]) / (2 * Math.PI);
      if (modulus * length < 1e-6) {
        // A constant, which every basis has.
        continue;
      }
      boolean known = false;
      for (Exponent x : found) {
        double distance = Math.abs(x.rate() - rate) + Math.abs(x.frequency() - frequency);
        known |= distance <= 1e-6 * modulus;
      }
      if (!known) {
        found.add(new Exponent(rate, frequency));
      }
    }
  }

  /**
   * The roots of a polynomial with complex coefficients by the simultaneous iteration of Aberth.
   *
   * @param re real parts, the constant first
   * @param im imaginary parts
   * @return real and imaginary part of each root
   */
  static double[][] roots(double[] re, double[] im) {
    double largest = 0;
    for (int k = 0; k < re.length; k++) {
      largest = Math.max(largest, Elementary.hypot(re[k], im[k]));
    }
    int degree = re.length - 1;
    while (degree > 0 && Elementary.hypot(re[degree], im[degree]) <= 1e-14 * largest) {
      degree--;
    }
    if (degree == 0) {
      return new double[0][];
    }
    // Roots at 0 exactly, which the iteration would only approach.
    int zeros = 0;
    while (zeros < degree && re[zeros] == 0 && im[zeros] == 0) {
      zeros++;
    }
    int n = degree - zeros;
    double[] a = Arrays.copyOfRange(re, zeros, degree + 1);
    double[] b = Arrays.copyOfRange(im, zeros, degree + 1);
    double lead = Elementary.hypot(a[n], b[n]);
    // A circle of the size of the geometric mean of the roots.
    double radius = n == 0 ? 0 : Elementary.pow(Elementary.hypot(a[0], b[0]) / lead, 1.0 / n);
    double[] x = new double[n];
    double[] y = new double[n];
    for (int k = 0; k < n; k++) {
      double angle = 2 * Math.PI * k / n + 0.7;
      x[k] = radius * Trigonometric.cos(angle);
      y[k] = radius * Trigonometric.sin(angle);
    }
    for (int step = 0; step < STEPS; step++) {
      double change = 0;
      for (int k = 0; k < n; k++) {
        double[] w = correction(a, b, x, y, k);
        x[k] -= w[0];
        y[k] -= w[1];
        change = Math.max(change, Elementary.hypot(w[0], w[1]) / Elementary.hypot(x[k], y[k]));
      }
      if (!(change > 1e-15)) {
        break;
      }
    }
    double[][] all = new double[degree][2];
    for (int k = 0; k < n; k++) {
      all[k][0] = x[k];
      all[k][1] = y[k];
    }
    return all;
  }

  /** p/p' / (1 - p/p' Σ_j 1/(z_k - z_j)). */
  private static double[] correction(double[] a, double[] b, double[] x, double[] y, int k) {
    double[] p = {0, 0};
    double[] slope = {0, 0};
    for (int j = a.length - 1; j >= 0; j--) {
      slope = sum(product(slope, x[k], y[k]), p[0], p[1]);
      p = sum(product(p, x[k], y[k]), a[j], b[j]);
    }
    double[] newton = quotient(p, slope);
    double[] others = {0, 0};
    for (int j = 0; j < x.length; j++) {
      if (j != k) {
        double[] one = quotient(new double[] {1, 0}, new double[] {x[k] - x[j], y[k] - y[j]});
        others = sum(others, one[0], one[1]);
      }
    }
    double[] below = product(newton, others[0], others[1]);
    return quotient(newton, new double[] {1 - below[0], -below[1]});
  }

  private static double[] product(double[] z, double re, double im) {
    return new double[] {z[0] * re - z[1] * im, z[0] * im + z[1] * re};
  }

  private static double[] sum(double[] z, double re, double im) {
    return new double[] {z[0] + re, z[1] + im};
  }

  /** 0 where the divisor is 0: the point does not move. */
  private static double[] quotient(double[] z, double[] by) {
    double square = by[0] * by[0] + by[1] * by[1];
    if (square == 0) {
      return new double[2];
    }
    return new double[] {
      (z[0] * by[0] + z[1] * by[1]) / square, (z[1] * by[0] - z[0] * by[1]) / square
    };
  }
}
