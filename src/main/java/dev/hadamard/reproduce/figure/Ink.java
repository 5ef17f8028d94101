package dev.hadamard.reproduce.figure;

import java.util.List;

/**
 * A colour by its role. A report may restyle the roles (a dark page has light text); on its own a
 * figure shows the colours given here.
 *
 * @param role the class of SVG elements in this ink
 * @param rgb the colour as 0xRRGGBB
 */
record Ink(String role, int rgb) {
  static final Ink PAPER = new Ink("hf-paper", 0xFFFFFF);
  static final Ink TEXT = new Ink("hf-text", 0x1F2328);
  static final Ink AXIS = new Ink("hf-axis", 0x57606A);
  static final Ink GRID = new Ink("hf-grid", 0xE3E6EA);

  /** The palette of Okabe and Ito without its yellow, which is hard to see on white. */
  private static final List<Ink> SERIES =
      List.of(
          new Ink("hf-1", 0x0072B2),
          new Ink("hf-2", 0xD55E00),
          new Ink("hf-3", 0x009E73),
          new Ink("hf-4", 0xCC79A7),
          new Ink("hf-5", 0xE69F00),
          new Ink("hf-6", 0x56B4E9),
          new Ink("hf-text", 0x1F2328));

  static Ink ofSeries(int index) {
    return SERIES.get(index % SERIES.size());
  }

  String hex() {
    return String.format("#%06x", rgb);
  }
}
