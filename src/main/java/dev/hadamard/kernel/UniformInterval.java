package dev.hadamard.kernel;

/** The interval of uniform numbers: which of its ends can occur. */
public enum UniformInterval {
  /** [0, 1): multiples of 2⁻⁵³ (floats: 2⁻²⁴). */
  CLOSED_OPEN,
  /** (0, 1]: multiples of 2⁻⁵³ (floats: 2⁻²⁴). */
  OPEN_CLOSED,
  /** (0, 1): odd multiples of 2⁻⁵³ (floats: 2⁻²⁴), symmetric about 1/2. */
  OPEN;

  private static final double UNIT = 0x1p-53;
  private static final float FLOAT_UNIT = 0x1p-24f;

  /** The multiple of 2⁻⁵³ made from a random word. */
  double of(long word) {
    return multiple(word >>> 11) * UNIT;
  }

  /** The multiple of 2⁻²⁴ made from a random word. */
  float floatOf(long word) {
    return multiple(word >>> 40) * FLOAT_UNIT;
  }

  private long multiple(long m) {
    return switch (this) {
      case CLOSED_OPEN -> m;
      case OPEN_CLOSED -> m + 1;
      case OPEN -> m | 1;
    };
  }
}
