package dev.hadamard.reproduce.command;

/** A command that could not do what was asked although it was asked properly: exit code 1. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String kind;
  private final transient Output partial;

  /**
   * A failure.
   *
   * @param kind one word for programs that read the JSON
   * @param message what failed and by how much, in one line
   * @param partial what was found all the same
   */
  CommandFailure(String kind, String message, Output partial) {
    super(message);
    this.kind = kind;
    this.partial = partial;
  }

  CommandFailure(String kind, String message) {
    this(kind, message, Output.of());
  }

  String kind() {
    return kind;
  }

  Output partial() {
    return partial;
  }
}
