package dev.hadamard.reproduce.experiment;

import java.util.Locale;
import java.util.Objects;

/**
 * How far two numbers may be apart and still agree.
 *
 * @param kind what the size is measured in
 * @param size the largest distance that agrees; 0 asks for equality
 */
public record Tolerance(Kind kind, double size) {
  /** What a tolerance is measured in. */
  public enum Kind {
    /** The distance itself. */
    ABSOLUTE,
    /** The distance over the magnitude of the reference. */
    RELATIVE,
    /** No agreement is claimed. */
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Tolerance NONE = new Tolerance(Kind.NONE, Double.NaN);

  /** Checks the size. */
  public Tolerance {
    Objects.requireNonNull(kind, "kind");
    if (kind != Kind.NONE && !(size >= 0 && size < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "tolerance " + size + ": allowed are finite numbers that are not negative");
    }
  }

  /**
   * A tolerance on the distance.
   *
   * @param size the largest |ours - reference| that agrees
   * @return the tolerance
   */
  public static Tolerance absolute(double size) {
    return new Tolerance(Kind.ABSOLUTE, size);
  }

  /**
   * A tolerance on the relative distance.
   *
   * @param size the largest |ours - reference| / |reference| that agrees
   * @return the tolerance
   */
  public static Tolerance relative(double size) {
    return new Tolerance(Kind.RELATIVE, size);
  }

  /**
   * The absence of a claim.
   *
   * @return the tolerance of a row that only informs
   */
  public static Tolerance none() {
    return NONE;
  }

  Verdict judge(double reference, double value) {
    return switch (kind) {
      case NONE -> Verdict.INFORMATION;
      case ABSOLUTE -> judge(reference, value, size);
      case RELATIVE -> judge(reference, value, size * Math.abs(reference));
    };
  }

  private static Verdict judge(double reference, double value, double allowed) {
    // Equality first: equal infinities agree although their distance is not a number. Any other
    // comparison with an infinity or NaN is false.
    boolean agrees =
        value == reference
            || (Double.isFinite(reference) && Math.abs(value - reference) <= allowed);
    return agrees ? Verdict.AGREES : Verdict.DIFFERS;
  }
}
