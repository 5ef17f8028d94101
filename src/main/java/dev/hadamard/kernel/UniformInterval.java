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

  /**
   * The number made from the upper 53 bits of a random word.
   *
   * @param word 64 random bits
   * @return a multiple of 2⁻⁵³ in this interval
   */
  public double of(long word) {
    return multiple(word >>> 11) * UNIT;
  }

  /**
   * The number made from the upper 24 bits of a random word.
   *
   * @param word 64 random bits
   * @return a multiple of 2⁻²⁴ in this interval
   */
  public float floatOf(long word) {
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
