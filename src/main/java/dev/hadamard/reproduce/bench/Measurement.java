package dev.hadamard.reproduce.bench;

/**
 * The time of one implementation of an operation.
 *
 * @param operation what is computed
 * @param size how much of it
 * @param implementation {@link #OURS}, or the name of the peer
 * @param nanos the time of one operation in nanoseconds; NaN if it could not be measured
 * @param allocated bytes that one operation allocates; NaN if unknown
 * @param note why it could not be measured, or what else to know; may be empty
 */
public record Measurement(
    String operation,
    String size,
    String implementation,
    double nanos,
    double allocated,
    String note) {
  /** The name of our implementation. */
  public static final String OURS = "ours";

  /**
   * A measured time.
   *
   * @param operation what is computed
   * @param size how much of it
   * @param implementation {@link #OURS}, or the name of the peer
   * @param nanos the time of one operation in nanoseconds
   * @return the measurement
   */
  public static Measurement of(String operation, String size, String implementation, double nanos) {
    return new Measurement(
        operation, size, implementation, nanos, /* allocated= */ Double.NaN, /* note= */ "");
  }
}
