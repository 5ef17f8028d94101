package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.kernel.IllPosedProblemException;
import java.util.Arrays;

/** Checks of parameters that are numbers or arrays. */
final class ArrayChecks {
  private ArrayChecks() {}

  /** What a map makes of x must be of its shape. */
  static NdArray requireShapeOf(NdArray x, NdArray image) {
    if (!Arrays.equals(x.shape(), image.shape())) {
      throw new ShapeMismatchException(
          "the mapping of a point of shape "
              + Arrays.toString(x.shape())
              + " has shape "
              + Arrays.toString(image.shape())
              + ": must be the same");
    }
    return image;
  }

  static void requireSigns(String name, NdArray value) {
    for (double v : value.toArray()) {
      if (v != 1 && v != -1) {
        throw new IllegalArgumentException(name + " has the element " + v + ": must be 1 or -1");
      }
    }
  }

  /**
   * Refuses symmetric matrices with a negative eigenvalue beyond rounding, and names its direction.
   */
  static void requirePositiveSemidefinite(String name, NdArray matrix) {
    int n = matrix.extent(0);
    double largest = matrix.normInf().value();
    if (n == 0 || largest == 0) {
      return;
    }
    double rounding = n * 0x1p-44;
    // In units of the largest entry; a factorisation is cheaper than eigenvalues.
    NdArray scaled = PowerOfTwo.times(matrix, -PowerOfTwo.exponent(largest));
    try {
      scaled.plus(NdArray.identity(n).times(rounding)).cholesky();
    } catch (IllPosedProblemException e) {
      NdArray.Eigh eigen = scaled.eigh();
      if (eigen.values().at(0).value() < -rounding) {
        throw new IllPosedProblemException(
            name
                + " is not positive semidefinite: it has the eigenvalue "
                + Math.scalb(eigen.values().at(0).value(), PowerOfTwo.exponent(largest))
                + ", with the direction of negative curvature "
                + Arrays.toString(eigen.vectors().transpose().at(0).toArray()));
      }
    }
  }

  /** A parameter that is one number, of at least 0. */
  static void requireNonNegativeNumber(String name, NdArray value) {
    requireNumber(name, value);
    requireNonNegative(name, value);
  }

  static void requireNumber(String name, NdArray value) {
    if (value.size() != 1) {
      throw new ShapeMismatchException(
          name + " has shape " + Arrays.toString(value.shape()) + ": must be a number");
    }
  }

  static void requireNonNegative(String name, NdArray value) {
    for (double v : value.toArray()) {
      if (!(v >= 0) || Double.isInfinite(v)) {
        throw new IllegalArgumentException(name + " is " + v + ": must be finite and at least 0");
      }
    }
  }

  static void requirePositive(String name, NdArray value) {
    for (double v : value.toArray()) {
      if (!(v > 0) || Double.isInfinite(v)) {
        throw new IllegalArgumentException(name + " is " + v + ": must be finite and positive");
      }
    }
  }
}
