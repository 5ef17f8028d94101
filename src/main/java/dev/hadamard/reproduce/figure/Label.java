package dev.hadamard.reproduce.figure;

import java.util.ArrayList;
import java.util.List;

/** Text with raised and lowered parts: {@code 10^{-3}}, {@code θ_{IIA}}. */
final class Label {
  /** A part of a label: {@code shift} is 1 raised, -1 lowered, 0 neither. */
  private record Part(String text, int shift) {}

  private Label() {}

  private static List<Part> parts(String label) {
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

  /** A label without its markup, for places that show plain text. */
  static String plain(String label) {
    StringBuilder text = new StringBuilder();
    parts(label).forEach(part -> text.append(part.text()));
    return text.toString();
  }

  /** A label as the content of an SVG text of the given size in pixels. */
  static String svg(String label, double size) {
    StringBuilder text = new StringBuilder();
    int lowered = 0;
    for (Part part : parts(label)) {
      // Hundredths of the size: raised by 36, lowered by 22; each part starts where the last ended.
      int below = part.shift() > 0 ? -36 : part.shift() < 0 ? 22 : 0;
      if (part.shift() == 0 && below == lowered) {
        text.append(escape(part.text()));
        continue;
      }
      text.append("<tspan dy=\"").append(Svg.number((below - lowered) * size / 100)).append('"');
      if (part.shift() != 0) {
        text.append(" font-size=\"").append(Svg.number(0.72 * size)).append('"');
      }
      text.append('>').append(escape(part.text())).append("</tspan>");
      lowered = below;
    }
    return text.toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
