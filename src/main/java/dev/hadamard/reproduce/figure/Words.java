package dev.hadamard.reproduce.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a figure while the chart library lays them out. It gets a placeholder for each, of
 * about the same width, because it knows no raised and lowered text and cuts names off that have
 * more than twenty letters.
 */
final class Words {
  /** The first of 6400 code points that mean nothing to anybody else. */
  private static final char FIRST = '\uE000';

  /** Letters that are as wide as one wide letter. */
  private static final double WIDE = 2;

  /** The letters of the longest name that an axis shows whole. */
  static final int LONGEST = 38;

  private final List<String> words = new ArrayList<>();

  /** What the library lays out instead of a word. */
  String placeholder(String word) {
    int length = Label.plain(word).length();
    if (length == 0) {
      return "";
    }
    words.add(word);
    return (char) (FIRST + words.size() - 1) + "W".repeat((int) (length / WIDE));
  }

  /** Like {@link #placeholder} for a name on an axis, whose end is left out if it is very long. */
  String shortPlaceholder(String word) {
    return placeholder(
        word.length() > LONGEST && Label.plain(word).length() > LONGEST
            ? Label.plain(word).substring(0, LONGEST - 1) + "…"
            : word);
  }

  /** The word that a placeholder, perhaps cut off, stands for. */
  String find(String placeholder) {
    return words.get(placeholder.charAt(0) - FIRST);
  }
}
