package dev.hadamard.linalg;

/** How far the solutions of a factored system can be trusted. */
public enum FactorizationStatus {
  /** The condition number is below 2²⁶: at least about half of the digits are right. */
  REGULAR,
  /** More than half of the digits may be lost. */
  ILL_CONDITIONED,
  /**
   * The condition number is above 2⁵³ / n: the matrix cannot be told from a singular one, and no
   * digit of a solution need be right.
   */
  NUMERICALLY_SINGULAR;

  private static final double HALF_OF_THE_DIGITS = 0x1p26;
  private static final double UNIT = 0x1p-53;

  static FactorizationStatus of(int order, double condition) {
    if (!(condition * UNIT * Math.max(1, order) < 1)) {
      return NUMERICALLY_SINGULAR;
    }
    return condition > HALF_OF_THE_DIGITS ? ILL_CONDITIONED : REGULAR;
  }
}
