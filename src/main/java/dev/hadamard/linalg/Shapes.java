package dev.hadamard.linalg;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Reductions;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.ejml.data.DMatrixRMaj;

/** Checks of shapes and small helpers of the package. */
final class Shapes {
  private Shapes() {}

  static int square(DMatrixRMaj a) {
    if (a.numRows != a.numCols) {
      throw new IllegalArgumentException(
          "a is " + a.numRows + " by " + a.numCols + ": must be square");
    }
    return a.numRows;
  }

  static void length(String name, double[] x, int n) {
    if (x.length != n) {
      throw new IllegalArgumentException(name + " has " + x.length + " elements: must have " + n);
    }
  }

  static void rows(String name, DMatrixRMaj b, int n) {
    if (b.numRows != n) {
      throw new IllegalArgumentException(name + " has " + b.numRows + " rows: must have " + n);
    }
  }

  static void same(String name, DMatrixRMaj b, int rows, int columns) {
    if (b.numRows != rows || b.numCols != columns) {
      throw new IllegalArgumentException(
          name + " is " + b.numRows + " by " + b.numCols + ": must be " + rows + " by " + columns);
    }
  }

  /** Refuses NaN and infinities. */
  static void finite(String name, DMatrixRMaj a) {
    for (int i = 0; i < a.numRows * a.numCols; i++) {
      if (!Double.isFinite(a.data[i])) {
        throw new IllegalArgumentException(
            "entry ("
                + i / a.numCols
                + ", "
                + i % a.numCols
                + ") of "
                + name
                + " is "
                + a.data[i]
                + ": must be finite");
      }
    }
  }

  /** Whether a value is a usable pivot: not zero, finite. */
  static boolean usable(double pivot) {
    return pivot != 0 && Double.isFinite(pivot);
  }

  /** |p_0 p_1 ... p_(n-1)|, which may be a number where products of some of them are none. */
  static double absProduct(int n, IntToDoubleFunction pivot) {
    double product = 1;
    long exponent = 0;
    for (int i = 0; i < n; i++) {
      product *= Math.abs(pivot.applyAsDouble(i));
      int e = product == 0 || !Double.isFinite(product) ? 0 : Math.getExponent(product);
      product = Math.scalb(product, -e);
      exponent += e;
    }
    return Math.scalb(product, (int) Math.max(-5000, Math.min(exponent, 5000)));
  }

  /** log|p_0 p_1 ... p_(n-1)|, negative infinity if one is zero. */
  static double logAbsProduct(int n, IntToDoubleFunction pivot) {
    double[] logs = new double[n];
    for (int i = 0; i < n; i++) {
      logs[i] = Math.abs(pivot.applyAsDouble(i));
    }
    Elementary.log(logs, logs);
    return Reductions.sum(logs);
  }

  /** The sign of a determinant, from the exchanges of rows and the pivots. */
  static int sign(int n, IntPredicate exchanged, IntToDoubleFunction pivot) {
    int sign = 1;
    for (int i = 0; i < n; i++) {
      if (exchanged.test(i) != (pivot.applyAsDouble(i) < 0)) {
        sign = -sign;
      }
    }
    return sign;
  }

  /** Swaps two rows. */
  static void swapRows(double[] a, int first, int second, int n) {
    for (int j = 0; j < n; j++) {
      double t = a[first + j];
      a[first + j] = a[second + j];
      a[second + j] = t;
    }
  }
}
