package dev.hadamard.reproduce.figure;

/** What a figure is painted on. Coordinates are pixels, y downwards. */
interface Canvas {
  /** Where a text stands relative to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * How a line is drawn.
   *
   * @param ink its colour
   * @param width its width
   * @param dashes lengths of dashes and gaps; none for a solid line
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  record Pen(Ink ink, double width, double... dashes) {}

  /**
   * How a text is set.
   *
   * @param ink its colour
   * @param size the height of its font
   * @param bold whether it is heavy
   * @param anchor which point of it is given
   * @param upwards whether it runs upwards instead of to the right
   */
  record TextStyle(Ink ink, double size, boolean bold, Anchor anchor, boolean upwards) {
    static TextStyle of(Ink ink, double size, Anchor anchor) {
      return new TextStyle(ink, size, /* bold= */ false, anchor, /* upwards= */ false);
    }
  }

  /** Draws a line through points x, y, x, y, ... */
  void line(Pen pen, double... points);

  void rectangle(Ink ink, double x, double y, double width, double height, String tip);

  /** Draws a marker; {@code tip} is what a reader sees when pointing at it. */
  void marker(Ink ink, Marker marker, double x, double y, double radius, String tip);

  /** Sets a text whose baseline runs through the point. */
  void text(TextStyle style, double x, double y, String label);

  /** Shows what is painted from here to {@link #endClip()} only inside a rectangle. */
  void beginClip(double x, double y, double width, double height);

  void endClip();
}
