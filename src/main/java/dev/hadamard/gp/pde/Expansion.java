package dev.hadamard.gp.pde;

import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Transpose;
import dev.hadamard.linalg.AxisProducts;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** A function on a box: coefficients of products of the functions of one basis for each axis. */
record Expansion(List<AxisBasis> bases, double[] coefficients) {
  /** A derivative on the product of points. */
  double[] onGrid(int[] orders, double[]... points) {
    DMatrixRMaj[] factors = new DMatrixRMaj[bases.size()];
    for (int d = 0; d < factors.length; d++) {
      factors[d] = bases.get(d).at(points[d], orders[d]);
    }
    return combine(factors);
  }

  double[] combine(DMatrixRMaj... factors) {
    int[] shape = bases.stream().mapToInt(AxisBasis::size).toArray();
    double[] t = coefficients;
    for (int d = 0; d < factors.length; d++) {
      t = AxisProducts.multiply(Transpose.NO, factors[d], t, shape, d);
      shape[d] = factors[d].numRows;
    }
    return t;
  }

  double at(int[] orders, double... x) {
    double[] row = row(orders, x);
    return Reductions.dot(row, coefficients);
  }

  /** All products at a point. */
  double[] row(int[] orders, double... x) {
    double[] row = {1};
    for (int d = 0; d < x.length; d++) {
      double[] own = bases.get(d).at(new double[] {x[d]}, orders[d]).data;
      double[] next = new double[row.length * bases.get(d).size()];
      int at = 0;
      for (double left : row) {
        for (int j = 0; j < bases.get(d).size(); j++) {
          next[at++] = left * own[j];
        }
      }
      row = next;
    }
    return row;
  }

  /** The Kronecker product of matrices, formed; a new matrix also for one factor. */
  static DMatrixRMaj kronecker(DMatrixRMaj... factors) {
    DMatrixRMaj a = factors.length == 1 ? factors[0].copy() : factors[0];
    for (int d = 1; d < factors.length; d++) {
      DMatrixRMaj b = factors[d];
      DMatrixRMaj c =
          new DMatrixRMaj(
              Math.multiplyExact(a.numRows, b.numRows), Math.multiplyExact(a.numCols, b.numCols));
      int at = 0;
      for (int i = 0; i < a.numRows; i++) {
        for (int k = 0; k < b.numRows; k++) {
          for (int j = 0; j < a.numCols; j++) {
            double left = a.data[i * a.numCols + j];
            int row = k * b.numCols;
            for (int l = 0; l < b.numCols; l++) {
              c.data[at++] = left * b.data[row + l];
            }
          }
        }
      }
      a = c;
    }
    return a;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expansion e
        && e.bases.equals(bases)
        && Arrays.equals(e.coefficients, coefficients);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coefficients);
  }
}
