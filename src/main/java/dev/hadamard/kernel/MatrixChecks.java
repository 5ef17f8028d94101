package dev.hadamard.kernel;

/** Argument checks of the matrix operations, done once, before the loops. */
final class MatrixChecks {
  private MatrixChecks() {}

  /** A matrix lies within an array of the given length. */
  static void matrix(String name, int length, int offset, int rows, int columns, int stride) {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          name + " is " + rows + " by " + columns + ": must not be negative");
    }
    if (stride < columns || stride < 0) {
      throw new IllegalArgumentException(
          "distance of the rows of "
              + name
              + " is "
              + stride
              + ": must be at least its number of columns, "
              + columns);
    }
    if (rows == 0 || columns == 0) {
      return;
    }
    long end = offset + (rows - 1L) * stride + columns;
    if (offset < 0 || end > length) {
      throw new IndexOutOfBoundsException(
          "entries ["
              + offset
              + ", "
              + end
              + ") of "
              + name
              + " ("
              + rows
              + " by "
              + columns
              + ", rows "
              + stride
              + " apart) exceed its length "
              + length);
    }
  }

  /** An input and an output share no entry. */
  @SuppressWarnings("ReferenceEquality") // the question is whether it is the same array
  static void apart(
      String input,
      Object in,
      int inOffset,
      int inRows,
      int inColumns,
      int inStride,
      String output,
      Object out,
      int outOffset,
      int outRows,
      int outColumns,
      int outStride) {
    if (in != out || inRows == 0 || inColumns == 0 || outRows == 0 || outColumns == 0) {
      return;
    }
    long inEnd = inOffset + (inRows - 1L) * inStride + inColumns;
    long outEnd = outOffset + (outRows - 1L) * outStride + outColumns;
    if (inEnd <= outOffset || outEnd <= inOffset) {
      return;
    }
    if (inStride == outStride
        && columnsApart(inOffset, inColumns, outOffset, outColumns, inStride)) {
      return;
    }
    throw new IllegalArgumentException(
        output
            + " at offset "
            + outOffset
            + " overlaps "
            + input
            + " at offset "
            + inOffset
            + " in the same array: must be apart");
  }

  /** Blocks whose columns do not meet, with respect to the same distance of rows. */
  private static boolean columnsApart(
      int inOffset, int inColumns, int outOffset, int outColumns, int stride) {
    int shift = Math.floorMod(outOffset - inOffset, stride);
    return shift >= inColumns && shift + outColumns <= stride;
  }
}
