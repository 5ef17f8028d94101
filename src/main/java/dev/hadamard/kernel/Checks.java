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
   * The ranges of an elementwise operation: within their arrays, and the output range either the
   * input range itself or disjoint from it.
   */
  static void elementwise(
      String input,
      Object in,
      int inLength,
      int inOffset,
      String output,
      Object out,
      int outLength,
      int outOffset,
      int n) {
    range(input, inLength, inOffset, n);
    range(output, outLength, outOffset, n);
    inPlaceOrApart(input, in, inOffset, output, out, outOffset, n);
  }

  /**
   * An output range may be the input range itself, but must not overlap it otherwise: the vector
   * kernels read ahead of what they write.
   */
  static void inPlaceOrApart(
      String input, Object in, int inOffset, String output, Object out, int outOffset, int n) {
    if (inOffset != outOffset && overlap(in, inOffset, out, outOffset, n)) {
      throw overlapping(input, inOffset, output, outOffset, "must be the same range or disjoint");
    }
  }

  /** Two ranges must not overlap, not even coincide. */
  static void apart(
      String first, Object a, int aOffset, String second, Object b, int bOffset, int n) {
    if (overlap(a, aOffset, b, bOffset, n)) {
      throw overlapping(first, aOffset, second, bOffset, "must be disjoint");
    }
  }

  @SuppressWarnings("ReferenceEquality") // the array itself matters, not its contents
  static boolean same(Object first, Object second) {
    return first == second;
  }

  private static boolean overlap(Object a, int aOffset, Object b, int bOffset, int n) {
    return same(a, b) && Math.abs((long) aOffset - bOffset) < n;
  }

  private static IllegalArgumentException overlapping(
      String first, int firstOffset, String second, int secondOffset, String allowed) {
    return new IllegalArgumentException(
        second
            + " at offset "
            + secondOffset
            + " overlaps "
            + first
            + " at offset "
            + firstOffset
            + " in the same array: "
            + allowed);
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
