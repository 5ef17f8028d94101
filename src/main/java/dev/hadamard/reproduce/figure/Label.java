package dev.hadamard.reproduce.figure;

import java.util.ArrayList;
import java.util.List;

/** Text with raised and lowered parts: {@code 10^{-3}}, {@code θ_{IIA}}. */
final class Label {
  /** Size of raised and lowered text relative to the rest. */
  static final double SMALL = 0.72;

  /** How far raised text is lifted, and lowered text sunk, in units of the font size. */
  static final double RAISE = 0.36;

  static final double SINK = 0.22;

  /** Advance widths of the characters from space to tilde in Helvetica, in 1/1000 of the size. */
  private static final int[] WIDTHS = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
  };

  private static final int OTHER_WIDTH = 600;

  /** Room for fonts that run wider than Helvetica. */
  private static final double SLACK = 1.06;

  /**
   * A part of a label.
   *
   * @param text its characters
   * @param shift 1 raised, -1 lowered, 0 neither
   */
  record Part(String text, int shift) {
    double scale() {
      return shift == 0 ? 1 : SMALL;
    }

    /** The offset downwards in units of the font size. */
    double drop() {
      return shift > 0 ? -RAISE : shift < 0 ? SINK : 0;
    }
  }

  private Label() {}

  static List<Part> parts(String label) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i + 1 < label.length(); i++) {
      char mark = label.charAt(i);
      int close = label.indexOf('}', i);
      if ((mark == '^' || mark == '_') && label.charAt(i + 1) == '{' && close > 0) {
        if (i > from) {
          parts.add(new Part(label.substring(from, i), 0));
        }
        parts.add(new Part(label.substring(i + 2, close), mark == '^' ? 1 : -1));
        from = close + 1;
        i = close;
      }
    }
    if (from < label.length()) {
      parts.add(new Part(label.substring(from), 0));
    }
    return parts;
  }

  /** The width of a label in pixels, the same on every machine. */
  static double width(String label, double size) {
    double sum = 0;
    for (Part part : parts(label)) {
      for (int i = 0; i < part.text().length(); i++) {
        int c = part.text().charAt(i) - ' ';
        sum += part.scale() * (c >= 0 && c < WIDTHS.length ? WIDTHS[c] : OTHER_WIDTH);
      }
    }
    return SLACK * size * sum / 1000;
  }

  /** A label without its markup, for places that show plain text. */
  static String plain(String label) {
    StringBuilder text = new StringBuilder();
    parts(label).forEach(part -> text.append(part.text()));
    return text.toString();
  }
}
