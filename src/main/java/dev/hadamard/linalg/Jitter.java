package dev.hadamard.linalg;

/**
 * What {@link Cholesky} may add to the diagonal of a matrix that is not positive definite: nothing,
 * then {@code first}, then {@code growth} times as much at every attempt, as long as it is at most
 * {@code last}; all relative to the mean of the absolute values on the diagonal. What was added is
 * reported by {@link Cholesky#jitter()}.
 *
 * @param first the first addition, relative; 0 for no jitter at all
 * @param growth the factor from an attempt to the next, above 1
 * @param last the largest addition allowed, relative
 */
public record Jitter(double first, double growth, double last) {
  /** Checks the policy. */
  public Jitter {
    if (!(first >= 0 && Double.isFinite(first))) {
      throw new IllegalArgumentException("first is " + first + ": must be at least 0");
    }
    if (!(growth > 1)) {
      throw new IllegalArgumentException("growth is " + growth + ": must be above 1");
    }
    if (!(last >= first && Double.isFinite(last))) {
      throw new IllegalArgumentException("last is " + last + ": must be at least first = " + first);
    }
  }

  /**
   * No jitter: an indefinite matrix is refused.
   *
   * @return the policy
   */
  public static Jitter none() {
    return new Jitter(0, 10, 0);
  }

  /**
   * From 1e-12 up in powers of ten.
   *
   * @param last the largest addition allowed, relative to the mean of the diagonal
   * @return the policy
   */
  public static Jitter upTo(double last) {
    return new Jitter(Math.min(1e-12, last), 10, last);
  }
}
