package dev.hadamard.reproduce.experiment;

import java.util.Locale;

/** How much work an experiment may spend. */
public enum Budget {
  /** Seconds: enough to see whether the numbers hold. */
  QUICK,
  /** As much as the paper's own experiment needs. */
  FULL;

  /**
   * One of two settings.
   *
   * @param <T> the type of the setting
   * @param quick the setting for {@link #QUICK}
   * @param full the setting for {@link #FULL}
   * @return the setting for this budget
   */
  public <T> T choose(T quick, T full) {
    return this == QUICK ? quick : full;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
