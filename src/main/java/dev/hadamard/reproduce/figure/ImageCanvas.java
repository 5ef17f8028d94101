package dev.hadamard.reproduce.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** Paints an image through Java2D, which needs fonts on the machine. */
final class ImageCanvas implements Canvas {
  /** Pixels of the image per pixel of the layout, for sharp print. */
  private static final double SCALE = 2;

  /** Fonts with the widths that the layout assumes, as in the SVG; else what Java falls back to. */
  private static final List<String> FAMILIES = List.of("Helvetica", "Arial", "Liberation Sans");

  private final String family;
  private final BufferedImage image;
  private final Graphics2D graphics;

  ImageCanvas(double width, double height) {
    image =
        new BufferedImage(
            (int) Math.ceil(SCALE * width),
            (int) Math.ceil(SCALE * height),
            BufferedImage.TYPE_INT_RGB);
    family =
        FAMILIES.stream()
            .filter(name -> new Font(name, Font.PLAIN, 1).getFamily(Locale.ROOT).equals(name))
            .findFirst()
            .orElse(Font.SANS_SERIF);
    graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  BufferedImage image() {
    return image;
  }

  @Override
  public void line(Pen pen, double... points) {
    if (points.length < 4) {
      return;
    }
    float[] dashes = new float[pen.dashes().length];
    for (int i = 0; i < dashes.length; i++) {
      dashes[i] = (float) pen.dashes()[i];
    }
    graphics.setStroke(
        new BasicStroke(
            (float) pen.width(),
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            /* miterlimit= */ 1,
            dashes.length == 0 ? null : dashes,
            /* dash_phase= */ 0));
    color(pen.ink());
    graphics.draw(path(points));
  }

  @Override
  public void rectangle(Ink ink, double x, double y, double w, double h, String tip) {
    color(ink);
    graphics.fill(new Rectangle2D.Double(x, y, w, h));
  }

  @Override
  public void marker(Ink ink, Marker marker, double x, double y, double radius, String tip) {
    color(ink);
    if (marker == Marker.CIRCLE) {
      graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    } else {
      Path2D polygon = path(marker.corners(x, y, radius));
      polygon.closePath();
      graphics.fill(polygon);
    }
  }

  @Override
  public void text(TextStyle style, double x, double y, String label) {
    if (label.isEmpty()) {
      return;
    }
    color(style.ink());
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    if (style.upwards()) {
      graphics.rotate(-Math.PI / 2);
    }
    double width = 0;
    for (Label.Part part : Label.parts(label)) {
      width += advance(part, style);
    }
    double at =
        switch (style.anchor()) {
          case START -> 0;
          case MIDDLE -> -width / 2;
          case END -> -width;
        };
    for (Label.Part part : Label.parts(label)) {
      graphics.setFont(font(part, style));
      graphics.drawString(part.text(), (float) at, (float) (part.drop() * style.size()));
      at += advance(part, style);
    }
    graphics.setTransform(before);
  }

  @Override
  public void beginClip(double x, double y, double w, double h) {
    graphics.setClip(new Rectangle2D.Double(x, y, w, h));
  }

  @Override
  public void endClip() {
    Shape everything = null;
    graphics.setClip(everything);
  }

  private double advance(Label.Part part, TextStyle style) {
    return font(part, style)
        .getStringBounds(part.text(), graphics.getFontRenderContext())
        .getWidth();
  }

  private Font font(Label.Part part, TextStyle style) {
    return new Font(family, style.bold() ? Font.BOLD : Font.PLAIN, 1)
        .deriveFont((float) (part.scale() * style.size()));
  }

  private void color(Ink ink) {
    graphics.setColor(new Color(ink.rgb()));
  }

  private static Path2D path(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    return path;
  }
}
