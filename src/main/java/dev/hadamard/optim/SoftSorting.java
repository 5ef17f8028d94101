package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;

/**
 * Differentiable sorting and ranking: projections onto the permutahedron (M. Blondel, O. Teboul, Q.
 * Berthet and J. Djolonga, Fast differentiable sorting and ranking, 2020). O(n log n).
 */
public final class SoftSorting {
  private SoftSorting() {}

  /**
   * The elements in decreasing order, smoothed.
   *
   * @param x a vector
   * @param strength ε, positive; for ε small enough the result is sorted exactly, for large ε all
   *     elements tend to the mean
   * @return the smoothed sorted vector
   */
  public static NdArray sort(NdArray x, double strength) {
    return sort(x, NdArray.scalar(strength));
  }

  /**
   * The same, differentiable in the strength too.
   *
   * @param x a vector
   * @param strength ε, positive, a number
   * @return the smoothed sorted vector
   */
  public static NdArray sort(NdArray x, NdArray strength) {
    requirePositive(strength);
    return Projections.permutahedron(x).project(descending(x.size()).dividedBy(strength));
  }

  /**
   * The ranks, 1 for the largest element, smoothed.
   *
   * @param x a vector
   * @param strength ε, positive; for ε small enough the ranks are exact, for large ε all tend to (n
   *     + 1)/2
   * @return the smoothed ranks
   */
  public static NdArray rank(NdArray x, double strength) {
    return rank(x, NdArray.scalar(strength));
  }

  /**
   * The same, differentiable in the strength too.
   *
   * @param x a vector
   * @param strength ε, positive, a number
   * @return the smoothed ranks
   */
  public static NdArray rank(NdArray x, NdArray strength) {
    requirePositive(strength);
    return Projections.permutahedron(descending(x.size())).project(x.negate().dividedBy(strength));
  }

  private static NdArray descending(int n) {
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = n - i;
    }
    return NdArray.of(v);
  }

  private static void requirePositive(NdArray strength) {
    if (strength.size() != 1) {
      throw new IllegalArgumentException(
          "strength has " + strength.size() + " elements: must be a number");
    }
    ArrayChecks.requirePositive("strength", strength);
  }
}
