package dev.hadamard.kernel;

/** Argument checks of the kernel facades: done once, before the loops, which check nothing. */
final class Checks {
  private Checks() {}

  /** The range [offset, offset + n) lies within an array of the given length. */
  static void range(String array, int length, int offset, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ": must be at least 0");
    }
    if (offset < 0 || offset > length - n) {
      throw new IndexOutOfBoundsException(
          "range ["
              + offset
              + ", "
              + ((long) offset + n)
              + ") of "
              + array
              + " exceeds its length "
              + length);
    }
  }

  /** The strided range lies within an array of the given length. */
  static void strided(String array, int length, int offset, int stride, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ": must be at least 0");
    }
    if (n == 0) {
      return;
    }
    long last = offset + (n - 1L) * stride;
    if (offset < 0 || offset >= length || last < 0 || last >= length) {
      throw new IndexOutOfBoundsException(
          "elements "
              + offset
              + " to "
              + last
              + " (stride "
              + stride
              + ") of "
              + array
              + " exceed its length "
              + length);
    }
  }

  /**
   * An output range may be the input range itself, but must not overlap it otherwise: the vector
   * kernels read ahead of what they write.
   */
  @SuppressWarnings("ReferenceEquality") // the question is whether it is the same array
  static void inPlaceOrApart(
      String input, Object in, int inOffset, String output, Object out, int outOffset, int n) {
    if (in == out && inOffset != outOffset && Math.abs((long) inOffset - outOffset) < n) {
      throw new IllegalArgumentException(
          output
              + " at offset "
              + outOffset
              + " overlaps "
              + input
              + " at offset "
              + inOffset
              + " in the same array: must be the same range or disjoint");
    }
  }

  /** At least one element. */
  static void notEmpty(String array, int n) {
    if (n == 0) {
      throw new IllegalArgumentException(array + " is empty: must have at least 1 element");
    }
  }

  /** Equal lengths. */
  static void sameLength(String first, int firstLength, String second, int secondLength) {
    if (firstLength != secondLength) {
      throw new IllegalArgumentException(
          second
              + " has length "
              + secondLength
              + ": must be that of "
              + first
              + ", "
              + firstLength);
    }
  }
}
