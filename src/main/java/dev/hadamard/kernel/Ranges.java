package dev.hadamard.kernel;

/** Argument checks of the array operations. */
final class Ranges {
  private Ranges() {}

  static void checkSameLength(int xLength, int yLength) {
    if (xLength != yLength) {
      throw new IllegalArgumentException(
          "y has " + yLength + " elements: it must have as many as x, " + xLength);
    }
  }

  static void checkSameLength(int xLength, int yLength, int zLength) {
    checkSameLength(xLength, yLength);
    if (xLength != zLength) {
      throw new IllegalArgumentException(
          "z has " + zLength + " elements: it must have as many as x and y, " + xLength);
    }
  }

  static void check(double[] x, int xOffset, double[] y, int yOffset, int n) {
    checkRange("x", x.length, xOffset, n);
    checkRange("y", y.length, yOffset, n);
    checkOverlap("x", x, xOffset, "y", y, yOffset, n);
  }

  static void check(float[] x, int xOffset, float[] y, int yOffset, int n) {
    checkRange("x", x.length, xOffset, n);
    checkRange("y", y.length, yOffset, n);
    checkOverlap("x", x, xOffset, "y", y, yOffset, n);
  }

  static void check(
      double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset, int n) {
    checkRange("x", x.length, xOffset, n);
    checkRange("y", y.length, yOffset, n);
    checkRange("z", z.length, zOffset, n);
    checkOverlap("x", x, xOffset, "z", z, zOffset, n);
    checkOverlap("y", y, yOffset, "z", z, zOffset, n);
  }

  static void check(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
    checkRange("x", x.length, xOffset, n);
    checkRange("y", y.length, yOffset, n);
    checkRange("z", z.length, zOffset, n);
    checkOverlap("x", x, xOffset, "z", z, zOffset, n);
    checkOverlap("y", y, yOffset, "z", z, zOffset, n);
  }

  static void checkRange(String name, int length, int offset, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ": it must be at least 0");
    }
    if (offset < 0 || offset > length - n) {
      throw new IndexOutOfBoundsException(
          name
              + "Offset is "
              + offset
              + ": with n = "
              + n
              + " and "
              + length
              + " elements in "
              + name
              + " it must lie in 0.."
              + (length - n));
    }
  }

  /** Equal ranges are allowed (in place), disjoint ones too. */
  @SuppressWarnings("ReferenceEquality")
  static void checkOverlap(
      String source, Object x, int xOffset, String target, Object y, int yOffset, int n) {
    if (x == y && xOffset != yOffset && Math.abs((long) xOffset - yOffset) < n) {
      throw new IllegalArgumentException(
          target
              + "Offset is "
              + yOffset
              + ": "
              + target
              + " overlaps "
              + source
              + ", which starts at "
              + xOffset
              + " of the same array with n = "
              + n
              + "; allowed are the same offset or no overlap");
    }
  }
}
