package dev.hadamard.reproduce.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes SVG. The text stays text; colours carry the class of their role beside their value. */
final class SvgCanvas implements Canvas {
  private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";

  private final StringBuilder body = new StringBuilder();
  private final String name;
  private final String description;
  private final double width;
  private final double height;

  SvgCanvas(String name, String description, double width, double height) {
    this.name = name;
    this.description = description;
    this.width = width;
    this.height = height;
  }

  String svg() {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="%s" viewBox="0 0 %s %s" \
    width="%s" height="%s" font-family="%s">
    %s</svg>
    """
        .formatted(
            escape(description),
            number(width),
            number(height),
            number(width),
            number(height),
            FONTS,
            body);
  }

  @Override
  public void line(Pen pen, double... points) {
    if (points.length < 4) {
      return;
    }
    body.append("<polyline class=\"").append(pen.ink().role()).append("-stroke\" fill=\"none\"");
    body.append(" stroke=\"").append(pen.ink().hex()).append('"');
    attribute("stroke-width", pen.width());
    if (pen.dashes().length > 0) {
      body.append(" stroke-dasharray=\"");
      numbers(pen.dashes());
      body.append('"');
    }
    body.append(" stroke-linejoin=\"round\" points=\"");
    numbers(points);
    body.append("\"/>\n");
  }

  @Override
  public void rectangle(Ink ink, double x, double y, double w, double h, String tip) {
    body.append("<rect");
    fill(ink);
    attribute("x", x);
    attribute("y", y);
    attribute("width", w);
    attribute("height", h);
    close("rect", tip);
  }

  @Override
  public void marker(Ink ink, Marker marker, double x, double y, double radius, String tip) {
    String element = marker == Marker.CIRCLE ? "circle" : "polygon";
    body.append('<').append(element);
    fill(ink);
    if (marker == Marker.CIRCLE) {
      attribute("cx", x);
      attribute("cy", y);
      attribute("r", radius);
    } else {
      body.append(" points=\"");
      numbers(marker.corners(x, y, radius));
      body.append('"');
    }
    close(element, tip);
  }

  @Override
  public void text(TextStyle style, double x, double y, String label) {
    if (label.isEmpty()) {
      return;
    }
    body.append("<text");
    fill(style.ink());
    attribute("x", x);
    attribute("y", y);
    attribute("font-size", style.size());
    if (style.bold()) {
      body.append(" font-weight=\"bold\"");
    }
    switch (style.anchor()) {
      case START -> {}
      case MIDDLE -> body.append(" text-anchor=\"middle\"");
      case END -> body.append(" text-anchor=\"end\"");
    }
    if (style.upwards()) {
      body.append(" transform=\"rotate(-90 ");
      numbers(x, y);
      body.append(")\"");
    }
    body.append('>');
    double baseline = 0;
    for (Label.Part part : Label.parts(label)) {
      double drop = part.drop() * style.size();
      if (part.shift() == 0 && drop == baseline) {
        body.append(escape(part.text()));
        continue;
      }
      body.append("<tspan");
      attribute("dy", drop - baseline);
      if (part.shift() != 0) {
        attribute("font-size", part.scale() * style.size());
      }
      body.append('>').append(escape(part.text())).append("</tspan>");
      baseline = drop;
    }
    body.append("</text>\n");
  }

  @Override
  public void beginClip(double x, double y, double w, double h) {
    body.append("<clipPath id=\"").append(name).append("-clip\"><rect");
    attribute("x", x);
    attribute("y", y);
    attribute("width", w);
    attribute("height", h);
    body.append("/></clipPath>\n<g clip-path=\"url(#").append(name).append("-clip)\">\n");
  }

  @Override
  public void endClip() {
    body.append("</g>\n");
  }

  private void fill(Ink ink) {
    body.append(" class=\"").append(ink.role()).append("\" fill=\"").append(ink.hex()).append('"');
  }

  private void close(String element, String tip) {
    if (tip.isEmpty()) {
      body.append("/>\n");
    } else {
      body.append("><title>")
          .append(escape(tip))
          .append("</title></")
          .append(element)
          .append(">\n");
    }
  }

  private void attribute(String attribute, double value) {
    body.append(' ').append(attribute).append("=\"").append(number(value)).append('"');
  }

  private void numbers(double... values) {
    for (int i = 0; i < values.length; i++) {
      body.append(i == 0 ? "" : " ").append(number(values[i]));
    }
  }

  /** A hundredth of a pixel is enough. */
  private static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
