package dev.hadamard.autodiff;

import dev.hadamard.linalg.PivotedQr;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * Derivatives of determinants where there is no inverse, or one whose rounding would be all that is
 * left in second derivatives.
 */
final class Determinants {
  /**
   * The diagonal of R, relative to its first entry, from which on rows and columns are dependent.
   */
  private static final double DEPENDENT = 1e-3;

  /** Second derivatives by the inverse lose the square of the condition. */
  private static final double REGULAR = 1e4;

  /** A factor of two to this power is a number, and so is its reciprocal. */
  private static final int MOST = 1000;

  private Determinants() {}

  /** The determinant at a nearly singular matrix as a linear map; null at a regular one. */
  static Linearization linearizedIfSingular(NdArray a) {
    int n = a.shapeArray()[0];
    if (n == 0 || !a.allFinite()) {
      return null;
    }
    // Units by powers of two, in which no product overflows.
    int[] rows = exponents(a.stopGradient().dense());
    NdArray byRows = scaled(a, rows);
    int[] columns = exponents(byRows.stopGradient().dense().transpose());
    double[] matrix = scaled(byRows.transpose(), columns).transpose().data();
    DenseKernels.Lu lu = DenseKernels.Lu.of(matrix, n);
    if (lu.failure() == null
        && lu.factors().doubtfulPivot() < 0
        && lu.factors().conditionEstimate() <= REGULAR) {
      return null;
    }
    UnaryOperator<NdArray> det = byRegularBlock(matrix, n);
    int unit = -Arrays.stream(rows).sum() - Arrays.stream(columns).sum();
    return Autodiff.linearize(
        x -> timesPower(det.apply(scaled(scaled(x, rows).transpose(), columns).transpose()), unit),
        a);
  }

  /** What brings the largest element of each row to [1, 2). */
  private static int[] exponents(NdArray a) {
    double[] largest = a.abs().max(1).toArray();
    return Arrays.stream(largest)
        .mapToInt(v -> v == 0 ? 0 : Math.max(-MOST, -Math.getExponent(v)))
        .toArray();
  }

  private static NdArray scaled(NdArray a, int[] exponents) {
    double[] factors = Arrays.stream(exponents).mapToDouble(e -> Math.scalb(1.0, e)).toArray();
    return a.times(NdArray.wrap(factors, factors.length, 1));
  }

  private static NdArray timesPower(NdArray x, int exponent) {
    NdArray y = x;
    int rest = exponent;
    while (rest != 0) {
      int step = Math.max(-MOST, Math.min(rest, MOST));
      y = y.times(Math.scalb(1.0, step));
      rest -= step;
    }
    return y;
  }

  /**
   * ±det(A₁₁) det(A₂₂ - A₂₁A₁₁⁻¹A₁₂), which is the determinant near the matrix, with rows and
   * columns in an order that makes A₁₁ regular and the rest small, of one row or more.
   */
  private static UnaryOperator<NdArray> byRegularBlock(double[] matrix, int n) {
    PivotedQr byColumns = PivotedQr.of(DMatrixRMaj.wrap(n, n, matrix));
    int rank = Math.min(byColumns.rank(DEPENDENT), n - 1);
    int[] columns = byColumns.permutation();
    double[] chosen = new double[rank * n];
    for (int j = 0; j < rank; j++) {
      for (int i = 0; i < n; i++) {
        chosen[j * n + i] = matrix[i * n + columns[j]];
      }
    }
    int[] rows = identity(n);
    if (rank > 0) {
      rows = PivotedQr.of(DMatrixRMaj.wrap(rank, n, chosen)).permutation();
    }
    double sign = sign(rows) * sign(columns);
    int[] order = rows;
    return a -> {
      NdArray ordered = a.take(order).transpose().take(columns).transpose();
      NdArray left = ordered.slice(1, 0, rank);
      NdArray right = ordered.slice(1, rank, n);
      NdArray block = left.slice(0, 0, rank);
      if (rank == 0) {
        return withoutDivisions(ordered).times(sign);
      }
      NdArray rest =
          right
              .slice(0, rank, n)
              .minus(left.slice(0, rank, n).matmul(block.solve(right.slice(0, 0, rank))));
      return withoutDivisions(rest).times(block.det()).times(sign);
    };
  }

  /**
   * The determinant as a polynomial of its elements, by products only (S. Berkowitz, Inf. Process.
   * Lett. 18, 1984). O(n⁴).
   */
  private static NdArray withoutDivisions(NdArray a) {
    int n = a.shapeArray()[0];
    // Coefficients of the characteristic polynomials of the trailing blocks, the leading one first.
    NdArray[] polynomial = {NdArray.scalar(1)};
    for (int k = n - 1; k >= 0; k--) {
      int size = n - 1 - k;
      NdArray[] factor = new NdArray[size + 2];
      factor[0] = NdArray.scalar(1);
      factor[1] = a.at(k).at(k).negate();
      if (size > 0) {
        NdArray row = a.at(k).slice(0, k + 1, n);
        NdArray below = a.slice(0, k + 1, n);
        NdArray block = below.slice(1, k + 1, n);
        NdArray column = below.slice(1, k, k + 1).reshape(size);
        for (int i = 2; i < factor.length; i++) {
          factor[i] = row.dot(column).negate();
          column = block.matmul(column);
        }
      }
      NdArray[] next = new NdArray[polynomial.length + 1];
      for (int i = 0; i < next.length; i++) {
        NdArray sum = NdArray.scalar(0);
        for (int j = 0; j <= Math.min(i, polynomial.length - 1); j++) {
          sum = sum.plus(factor[i - j].times(polynomial[j]));
        }
        next[i] = sum;
      }
      polynomial = next;
    }
    return n % 2 == 0 ? polynomial[n] : polynomial[n].negate();
  }

  private static int[] identity(int n) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    return order;
  }

  private static double sign(int[] permutation) {
    int[] p = permutation.clone();
    double sign = 1;
    for (int i = 0; i < p.length; i++) {
      while (p[i] != i) {
        int j = p[i];
        p[i] = p[j];
        p[j] = j;
        sign = -sign;
      }
    }
    return sign;
  }
}
