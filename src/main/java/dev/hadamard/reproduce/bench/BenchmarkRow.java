package dev.hadamard.reproduce.bench;

/**
 * One operation of one size, ours and a peer's.
 *
 * @param operation what is computed
 * @param size how much of it
 * @param ours our time for one operation in nanoseconds
 * @param peer the name of the peer; empty if there is none
 * @param peerTime the peer's time in nanoseconds; NaN if there is none
 * @param limit the time in nanoseconds that memory bandwidth and arithmetic units of this machine
 *     allow at best, measured in the same run; NaN if none is known
 * @param allocated bytes that one operation of ours allocates; NaN if unknown
 * @param note what else to know, such as why a peer is absent; may be empty
 */
public record BenchmarkRow(
    String operation,
    String size,
    double ours,
    String peer,
    double peerTime,
    double limit,
    double allocated,
    String note) {
  /**
   * How many times as fast as the peer we are.
   *
   * @return the peer's time over ours
   */
  public double ratio() {
    return peerTime / ours;
  }

  /**
   * How close we are to the limit.
   *
   * @return the limit over our time: 1 is as fast as the machine can be
   */
  public double shareOfLimit() {
    return limit / ours;
  }
}
