package dev.hadamard.reproduce.experiment;

import java.util.Objects;

/**
 * The paper that an experiment belongs to.
 *
 * @param title the title of the paper
 * @param arxiv its arXiv number, such as {@code 2401.01805}
 */
public record Paper(String title, String arxiv) {
  /** Checks that both parts are there. */
  public Paper {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(arxiv, "arxiv");
  }

  /**
   * The paper in one line.
   *
   * @return the title followed by the arXiv number
   */
  public String citation() {
    return title + " (arXiv:" + arxiv + ")";
  }
}
