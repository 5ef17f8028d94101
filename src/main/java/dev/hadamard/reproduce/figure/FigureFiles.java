package dev.hadamard.reproduce.figure;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes figures. The same figure gives the same bytes. */
public final class FigureFiles {
  private FigureFiles() {}

  /**
   * A figure as SVG.
   *
   * @param figure what to draw
   * @return the text of an SVG document without an XML declaration, so that HTML can contain it
   */
  public static String svg(Figure figure) {
    return Chart.svg(figure);
  }

  /**
   * The numbers of a figure.
   *
   * @param figure the figure
   * @return CSV with a row per point: series, x, y, error, and the category if an axis has names
   */
  public static String csv(Figure figure) {
    StringBuilder text = new StringBuilder();
    CSVFormat format =
        CSVFormat.RFC4180.builder().setRecordSeparator('\n').setCommentMarker('#').get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printComment(Label.plain(figure.title()));
      printer.printRecord("series", "x", "y", "error", "category");
      for (Series series : figure.series()) {
        for (int i = 0; i < series.size(); i++) {
          printer.printRecord(
              Label.plain(series.name()),
              series.x(i),
              series.y(i),
              series.hasErrors() ? series.error(i) : "",
              category(figure, series, i));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  /**
   * Writes {@code name.svg} and {@code name.csv}, and {@code name.png} where the machine can draw
   * text.
   *
   * @param figure the figure
   * @param directory where to write; it exists
   * @param prefix what the file names begin with
   * @return why there is no PNG, or empty if there is one
   * @throws IOException if a file cannot be written
   */
  public static Optional<String> write(Figure figure, Path directory, String prefix)
      throws IOException {
    String base = prefix + figure.name();
    String svg = svg(figure);
    Files.writeString(directory.resolve(base + ".svg"), svg);
    Files.writeString(directory.resolve(base + ".csv"), csv(figure));
    Path png = directory.resolve(base + ".png");
    BufferedImage image;
    try {
      image = Raster.image(svg);
    } catch (RuntimeException | LinkageError | InternalError noFonts) {
      // Without fonts, fontconfig or the native font library AWT fails in any of these ways.
      Files.deleteIfExists(png);
      String message = noFonts.getMessage();
      return Optional.of(
          "Java found no usable fonts ("
              + (message == null ? noFonts.getClass().getSimpleName() : message)
              + ")");
    }
    try (OutputStream out = Files.newOutputStream(png)) {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", out);
    }
    return Optional.empty();
  }

  private static String category(Figure figure, Series series, int i) {
    Axis named = figure.horizontal() ? figure.y() : figure.x();
    if (named.scale() != Axis.Scale.CATEGORY) {
      return "";
    }
    int index = (int) Math.rint(figure.horizontal() ? series.y(i) : series.x(i));
    return index >= 0 && index < named.categories().size()
        ? Label.plain(named.categories().get(index))
        : "";
  }
}
