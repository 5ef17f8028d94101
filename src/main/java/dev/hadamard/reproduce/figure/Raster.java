package dev.hadamard.reproduce.figure;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Component;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Draws an SVG as an image with JSVG, through Java2D, which needs fonts on the machine. */
final class Raster {
  /** Pixels of the image per pixel of the figure, for sharp print. */
  private static final double SCALE = 2;

  /** Fonts with the widths that the layout assumes, as in the SVG; else what Java falls back to. */
  private static final List<String> FAMILIES = List.of("Helvetica", "Arial", "Liberation Sans");

  /** A map has thousands of rectangles. */
  private static final DocumentLimits LIMITS =
      new DocumentLimits(
          DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
          DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH,
          100_000);

  private Raster() {}

  private static String family() {
    return FAMILIES.stream()
        .filter(name -> new Font(name, Font.PLAIN, 1).getFamily(Locale.ROOT).equals(name))
        .findFirst()
        .orElse(Font.SANS_SERIF);
  }

  /** The image of an SVG; fails where AWT finds no fonts. */
  static BufferedImage image(String svg) {
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(
                    svg.replace(Svg.FONTS, family()).getBytes(StandardCharsets.UTF_8)),
                /* xmlBase= */ null,
                LoaderContext.builder().documentLimits(LIMITS).build());
    if (document == null) {
      throw new IllegalStateException("JSVG cannot read the figure");
    }
    float width = document.size().width;
    float height = document.size().height;
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(SCALE * width),
            (int) Math.ceil(SCALE * height),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.scale(SCALE, SCALE);
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      Component none = null;
      document.render(none, graphics, new ViewBox(width, height));
    } finally {
      graphics.dispose();
    }
    return image;
  }
}
