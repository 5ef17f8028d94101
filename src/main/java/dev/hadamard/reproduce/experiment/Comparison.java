package dev.hadamard.reproduce.experiment;

import java.util.Objects;

/**
 * One row of a reproduction table: a quantity of the paper, and ours.
 *
 * @param quantity what is compared, with its unit if it has one
 * @param reference the value to hold ours against; NaN if there is none
 * @param origin where the reference comes from, such as a table of the paper or an independent
 *     computation; empty if there is no reference
 * @param value what was computed here
 * @param tolerance how far the two may be apart
 * @param note why the two differ, or what else the reader should know; may be empty
 */
public record Comparison(
    String quantity,
    double reference,
    String origin,
    double value,
    Tolerance tolerance,
    String note) {
  /** Checks that nothing is missing. */
  public Comparison {
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(tolerance, "tolerance");
    Objects.requireNonNull(note, "note");
  }

  /**
   * A comparison that agrees when |ours - reference| &lt;= tolerance.
   *
   * @param quantity what is compared
   * @param reference the value to hold ours against
   * @param origin where the reference comes from
   * @param value what was computed here
   * @param tolerance the largest distance that agrees
   * @return the row
   */
  public static Comparison absolute(
      String quantity, double reference, String origin, double value, double tolerance) {
    return new Comparison(
        quantity, reference, origin, value, Tolerance.absolute(tolerance), /* note= */ "");
  }

  /**
   * A comparison that agrees when |ours - reference| &lt;= tolerance |reference|.
   *
   * @param quantity what is compared
   * @param reference the value to hold ours against
   * @param origin where the reference comes from
   * @param value what was computed here
   * @param tolerance the largest relative distance that agrees
   * @return the row
   */
  public static Comparison relative(
      String quantity, double reference, String origin, double value, double tolerance) {
    return new Comparison(
        quantity, reference, origin, value, Tolerance.relative(tolerance), /* note= */ "");
  }

  /**
   * A row that shows two numbers and claims nothing about their distance.
   *
   * @param quantity what is shown
   * @param reference the value to read ours against
   * @param origin where the reference comes from
   * @param value what was computed here
   * @return the row
   */
  public static Comparison information(
      String quantity, double reference, String origin, double value) {
    return new Comparison(quantity, reference, origin, value, Tolerance.none(), /* note= */ "");
  }

  /**
   * A row that shows one number for which there is no reference.
   *
   * @param quantity what is shown
   * @param value what was computed here
   * @return the row
   */
  public static Comparison information(String quantity, double value) {
    return information(quantity, Double.NaN, /* origin= */ "", value);
  }

  /**
   * The same row with a remark.
   *
   * @param text why the two differ, or what else the reader should know
   * @return the row with its note
   */
  public Comparison withNote(String text) {
    return new Comparison(quantity, reference, origin, value, tolerance, text);
  }

  /**
   * What the comparison says. A value that is not a number never agrees.
   *
   * @return the verdict
   */
  public Verdict verdict() {
    return tolerance.judge(reference, value);
  }
}
