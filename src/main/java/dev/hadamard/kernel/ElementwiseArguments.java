package dev.hadamard.kernel;

/** Checks of the arguments of functions applied to every element of an array. */
final class ElementwiseArguments {
  private ElementwiseArguments() {}

  static void checkLengths(int input, int output) {
    if (input != output) {
      throw new IllegalArgumentException(
          "the output has length " + output + ": allowed is the length of the input, " + input);
    }
  }

  static void check(
      String inputName,
      Object input,
      int inputLength,
      int inputOffset,
      String outputName,
      Object output,
      int outputLength,
      int outputOffset,
      int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ": allowed is 0 or more");
    }
    checkRange(inputName, inputLength, inputOffset, n);
    checkRange(outputName, outputLength, outputOffset, n);
    if (same(input, output)
        && inputOffset != outputOffset
        && Math.abs((long) inputOffset - outputOffset) < n) {
      throw new IllegalArgumentException(
          outputName
              + "Offset is "
              + outputOffset
              + " in the array of "
              + inputName
              + ": allowed are "
              + inputName
              + "Offset, "
              + inputOffset
              + ", or ranges that do not overlap");
    }
  }

  static void checkDistinct(
      String firstName,
      Object first,
      int firstOffset,
      String secondName,
      Object second,
      int secondOffset,
      int n) {
    if (same(first, second) && Math.abs((long) firstOffset - secondOffset) < n) {
      throw new IllegalArgumentException(
          secondName
              + "Offset is "
              + secondOffset
              + " in the array of "
              + firstName
              + ": allowed are ranges that do not overlap");
    }
  }

  @SuppressWarnings("ReferenceEquality") // the array itself matters, not its contents
  static boolean same(Object first, Object second) {
    return first == second;
  }

  private static void checkRange(String name, int length, int offset, int n) {
    if (offset < 0 || offset > length - n) {
      throw new IndexOutOfBoundsException(
          name
              + "Offset is "
              + offset
              + ": allowed are offsets from 0 to "
              + (length - n)
              + " for "
              + n
              + " elements of "
              + length);
    }
  }
}
