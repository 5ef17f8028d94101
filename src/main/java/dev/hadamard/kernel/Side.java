package dev.hadamard.kernel;

/** The side on which the structured factor of a product stands. */
public enum Side {
  /** The structured factor comes first. */
  LEFT,
  /** The structured factor comes second. */
  RIGHT
}
