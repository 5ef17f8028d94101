package dev.hadamard.gp;

import java.util.ArrayList;
import java.util.List;

/** A function of a trend, with the derivatives that the data and the predictions need. */
@FunctionalInterface
public interface BasisFunction {
  /**
   * A derivative at a point.
   *
   * @param orders the order along each axis; zeros for the value
   * @param x the point
   * @return ∂^orders h(x)
   */
  double derivative(int[] orders, double[] x);

  /**
   * All monomials up to a total degree.
   *
   * @param degree at least 0: 0 is a constant, 1 a plane
   * @param dimension the number of axes
   * @return the monomials, the constant first
   */
  static List<BasisFunction> polynomials(int degree, int dimension) {
    if (degree < 0) {
      throw new IllegalArgumentException("degree is " + degree + ": must be at least 0");
    }
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension is " + dimension + ": must be at least 1");
    }
    List<BasisFunction> all = new ArrayList<>();
    for (int total = 0; total <= degree; total++) {
      addMonomials(new int[dimension], 0, total, all);
    }
    return List.copyOf(all);
  }

  private static void addMonomials(int[] powers, int axis, int left, List<BasisFunction> all) {
    if (axis == powers.length - 1) {
      int[] own = powers.clone();
      own[axis] = left;
      all.add((orders, x) -> monomial(own, orders, x));
      return;
    }
    for (int power = left; power >= 0; power--) {
      powers[axis] = power;
      addMonomials(powers, axis + 1, left - power, all);
    }
    powers[axis] = 0;
  }

  private static double monomial(int[] powers, int[] orders, double[] x) {
    double product = 1;
    for (int d = 0; d < powers.length; d++) {
      for (int k = 0; k < orders[d]; k++) {
        product *= powers[d] - k;
      }
      for (int k = orders[d]; k < powers[d]; k++) {
        product *= x[d];
      }
    }
    return product;
  }
}
