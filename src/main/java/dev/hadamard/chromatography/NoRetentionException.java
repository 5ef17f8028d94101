package dev.hadamard.chromatography;

/**
 * A column without desorption was asked for a linear response: nothing that adsorbs ever leaves it,
 * so that there is no retention time. {@link Breakthrough#bohartAdams} describes such columns.
 */
public final class NoRetentionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * Constructs the exception.
   *
   * @param message what is allowed
   */
  public NoRetentionException(String message) {
    super(message);
  }
}
