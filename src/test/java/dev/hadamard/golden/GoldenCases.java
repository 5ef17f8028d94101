package dev.hadamard.golden;

/** The golden computations of one kernel family or one method. */
public interface GoldenCases {
  /** Runs every computation of the family and adds its hash. */
  void record(GoldenBits bits);
}
