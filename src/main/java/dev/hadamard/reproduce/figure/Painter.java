package dev.hadamard.reproduce.figure;

import dev.hadamard.reproduce.figure.Canvas.Anchor;
import dev.hadamard.reproduce.figure.Canvas.Pen;
import dev.hadamard.reproduce.figure.Canvas.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Lays a figure out and paints it. From top to bottom: title, legend, plot, tick labels, axis
 * label; so the legend never covers data. Nothing here depends on the fonts of the machine.
 */
final class Painter {
  private static final double WIDTH = 760;
  private static final double PLOT_HEIGHT = 330;
  private static final double CATEGORY_HEIGHT = 24;

  private static final double PADDING = 14;
  private static final double GAP = 8;
  private static final double TITLE_SIZE = 16;
  private static final double TEXT_SIZE = 13;
  private static final double TICK_SIZE = 12;
  private static final double ROW = 20;
  private static final double TICK_LENGTH = 5;
  private static final double MINOR_TICK_LENGTH = 3;
  private static final double MARKER_RADIUS = 4;
  private static final double CAP = 3.5;
  private static final double KEY_WIDTH = 30;

  /** Pixels that a tick label along an axis takes, with the room it needs to be told apart. */
  private static final double HORIZONTAL_TICK_ROOM = 85;

  private static final double VERTICAL_TICK_ROOM = 45;

  /** Share of the distance between two categories that a group of bars or markers fills. */
  private static final double GROUP = 0.72;

  private static final double MARKER_GROUP = 0.5;

  /** From this many points a line shows the extremes of each column of pixels only. */
  private static final int DENSE = 4000;

  private static final List<double[]> DASHES =
      List.of(
          new double[0],
          new double[] {9, 4},
          new double[] {2, 3},
          new double[] {9, 3, 2, 3},
          new double[] {14, 4},
          new double[] {5, 2});

  private final Figure figure;
  private final Ruler xRuler;
  private final Ruler yRuler;
  private final List<Ruler.Tick> xTicks;
  private final List<Ruler.Tick> yTicks;
  private final List<List<Integer>> legend;
  private final boolean uprightNames;
  private final double left;
  private final double top;
  private final double right;
  private final double bottom;
  private final double height;

  private Painter(Figure figure) {
    this.figure = figure;
    boolean bars = figure.series().stream().anyMatch(s -> s.style() == Series.Style.BARS);
    xRuler = ruler(figure.x(), /* horizontal= */ true, bars && figure.horizontal());
    yRuler = ruler(figure.y(), /* horizontal= */ false, bars && !figure.horizontal());
    double plotHeight =
        figure.horizontal()
            ? Math.max(4, figure.y().categories().size()) * CATEGORY_HEIGHT
            : PLOT_HEIGHT;
    yTicks = yRuler.ticks((int) (plotHeight / VERTICAL_TICK_ROOM));
    left = PADDING + (figure.y().label().isEmpty() ? 0 : ROW) + widest(yTicks) + GAP + TICK_LENGTH;
    // The plot's width does not depend on the last label of the x axis by more than this.
    right = WIDTH - PADDING - HORIZONTAL_TICK_ROOM / 4;
    xTicks = xRuler.ticks((int) ((right - left) / HORIZONTAL_TICK_ROOM));
    uprightNames =
        figure.x().scale() == Axis.Scale.CATEGORY
            && widest(xTicks) + GAP > (right - left) / xTicks.size();
    legend = legendRows();
    top = PADDING + TITLE_SIZE + GAP + legend.size() * ROW + GAP;
    bottom = top + plotHeight;
    height =
        bottom
            + TICK_LENGTH
            + (uprightNames ? widest(xTicks) + GAP : ROW)
            + (figure.x().label().isEmpty() ? 0 : ROW)
            + PADDING;
  }

  /** The figure as a text of SVG. */
  static String svg(Figure figure) {
    Painter painter = new Painter(figure);
    SvgCanvas canvas =
        new SvgCanvas(figure.name(), Label.plain(figure.title()), WIDTH, painter.height);
    painter.paint(canvas);
    return canvas.svg();
  }

  /** The figure as an image; fails where AWT finds no fonts. */
  static java.awt.image.BufferedImage image(Figure figure) {
    Painter painter = new Painter(figure);
    ImageCanvas canvas = new ImageCanvas(WIDTH, painter.height);
    painter.paint(canvas);
    return canvas.image();
  }

  private void paint(Canvas canvas) {
    canvas.rectangle(Ink.PAPER, 0, 0, WIDTH, height, "");
    canvas.text(
        new TextStyle(Ink.TEXT, TITLE_SIZE, /* bold= */ true, Anchor.START, /* upwards= */ false),
        PADDING,
        PADDING + 0.8 * TITLE_SIZE,
        figure.title());
    paintLegend(canvas);
    paintAxes(canvas);
    canvas.beginClip(left, top, right - left, bottom - top);
    for (int i = 0; i < figure.series().size(); i++) {
      switch (figure.series().get(i).style()) {
        case LINE -> paintLine(canvas, i);
        case SCATTER -> paintMarkers(canvas, i);
        case BARS -> paintBars(canvas, i);
      }
    }
    canvas.endClip();
    canvas.line(new Pen(Ink.AXIS, 1), left, top, left, bottom, right, bottom);
  }

  // The legend: a key and a name per series, in as many rows as needed.

  private List<List<Integer>> legendRows() {
    List<List<Integer>> rows = new ArrayList<>();
    if (figure.series().size() < 2) {
      return rows;
    }
    double at = Double.POSITIVE_INFINITY;
    for (int i = 0; i < figure.series().size(); i++) {
      double width = legendWidth(i);
      if (at + width > WIDTH - PADDING) {
        rows.add(new ArrayList<>());
        at = PADDING;
      }
      rows.getLast().add(i);
      at += width;
    }
    return rows;
  }

  private double legendWidth(int i) {
    return KEY_WIDTH + GAP + Label.width(figure.series().get(i).name(), TEXT_SIZE) + 2.5 * GAP;
  }

  private void paintLegend(Canvas canvas) {
    double y = PADDING + TITLE_SIZE + GAP + ROW / 2;
    for (List<Integer> row : legend) {
      double x = PADDING;
      for (int i : row) {
        Series series = figure.series().get(i);
        Ink ink = Ink.ofSeries(i);
        double middle = x + KEY_WIDTH / 2;
        switch (series.style()) {
          case LINE -> canvas.line(linePen(i), x, y, x + KEY_WIDTH, y);
          case SCATTER -> canvas.marker(ink, Marker.ofSeries(i), middle, y, MARKER_RADIUS, "");
          case BARS -> canvas.rectangle(ink, middle - 6, y - 6, 12, 12, "");
        }
        canvas.text(
            TextStyle.of(Ink.TEXT, TEXT_SIZE, Anchor.START),
            x + KEY_WIDTH + GAP,
            y + 0.35 * TEXT_SIZE,
            series.name());
        x += legendWidth(i);
      }
      y += ROW;
    }
  }

  // The axes.

  private void paintAxes(Canvas canvas) {
    Pen grid = new Pen(Ink.GRID, 1);
    Pen axis = new Pen(Ink.AXIS, 1);
    boolean upright = uprightNames;
    for (Ruler.Tick tick : xTicks) {
      double x = xPixel(tick.value());
      double length = tick.major() ? TICK_LENGTH : MINOR_TICK_LENGTH;
      canvas.line(axis, x, bottom, x, bottom + length);
      if (tick.major()) {
        if (figure.x().scale() != Axis.Scale.CATEGORY) {
          canvas.line(grid, x, top, x, bottom);
        }
        Anchor anchor = upright ? Anchor.END : Anchor.MIDDLE;
        canvas.text(
            new TextStyle(Ink.TEXT, TICK_SIZE, /* bold= */ false, anchor, upright),
            upright ? x + 0.35 * TICK_SIZE : x,
            bottom + TICK_LENGTH + (upright ? GAP / 2 : TICK_SIZE + 1),
            tick.label());
      }
    }
    for (Ruler.Tick tick : yTicks) {
      double y = yPixel(tick.value());
      double length = tick.major() ? TICK_LENGTH : MINOR_TICK_LENGTH;
      canvas.line(axis, left - length, y, left, y);
      if (tick.major()) {
        canvas.line(grid, left, y, right, y);
        canvas.text(
            TextStyle.of(Ink.TEXT, TICK_SIZE, Anchor.END),
            left - TICK_LENGTH - GAP / 2,
            y + 0.35 * TICK_SIZE,
            tick.label());
      }
    }
    paintAxisLabels(canvas);
    paintZero(canvas);
  }

  private void paintAxisLabels(Canvas canvas) {
    canvas.text(
        TextStyle.of(Ink.TEXT, TEXT_SIZE, Anchor.MIDDLE),
        (left + right) / 2,
        height - PADDING,
        figure.x().label());
    canvas.text(
        new TextStyle(Ink.TEXT, TEXT_SIZE, /* bold= */ false, Anchor.MIDDLE, /* upwards= */ true),
        PADDING + 0.8 * TEXT_SIZE,
        (top + bottom) / 2,
        figure.y().label());
  }

  /** The line from which bars rise. */
  private void paintZero(Canvas canvas) {
    Pen pen = new Pen(Ink.AXIS, 1);
    if (figure.horizontal() && figure.x().scale() == Axis.Scale.LINEAR && xRuler.inRange(0)) {
      canvas.line(pen, xPixel(0), top, xPixel(0), bottom);
    } else if (!figure.horizontal()
        && figure.y().scale() == Axis.Scale.LINEAR
        && yRuler.inRange(0)) {
      canvas.line(pen, left, yPixel(0), right, yPixel(0));
    }
  }

  // The series.

  private void paintLine(Canvas canvas, int index) {
    Series series = figure.series().get(index);
    Pen pen = linePen(index);
    double[] points = new double[2 * series.size()];
    int used = 0;
    for (int i = 0; i <= series.size(); i++) {
      if (i < series.size() && xRuler.shows(series.x(i)) && yRuler.shows(series.y(i))) {
        points[used++] = xPixel(series.x(i));
        points[used++] = nearby(yPixel(series.y(i)));
      } else if (used > 0) {
        canvas.line(pen, thinned(Arrays.copyOf(points, used)));
        used = 0;
      }
    }
    paintErrors(canvas, index, i -> 0);
  }

  /** Keeps pixels far outside the plot from overflowing a renderer. */
  private static double nearby(double pixel) {
    return Math.clamp(pixel, -10 * WIDTH, 10 * WIDTH);
  }

  /** The extremes of each column of pixels when there are far more points than columns. */
  private static double[] thinned(double[] points) {
    if (points.length / 2 <= DENSE) {
      return points;
    }
    double[] kept = new double[points.length];
    int used = 0;
    int i = 0;
    while (i < points.length) {
      int column = (int) Math.floor(points[i]);
      int low = i;
      int high = i;
      for (; i < points.length && (int) Math.floor(points[i]) == column; i += 2) {
        low = points[i + 1] < points[low + 1] ? i : low;
        high = points[i + 1] > points[high + 1] ? i : high;
      }
      for (int j : new int[] {Math.min(low, high), Math.max(low, high)}) {
        kept[used++] = points[j];
        kept[used++] = points[j + 1];
      }
    }
    return Arrays.copyOf(kept, used);
  }

  private void paintMarkers(Canvas canvas, int index) {
    Series series = figure.series().get(index);
    double shift = groupShift(index, MARKER_GROUP);
    paintErrors(canvas, index, i -> shift);
    for (int i = 0; i < series.size(); i++) {
      if (xRuler.inRange(series.x(i)) && yRuler.inRange(series.y(i))) {
        double x = xPixel(series.x(i) + (figure.horizontal() ? 0 : shift));
        double y = yPixel(series.y(i) + (figure.horizontal() ? shift : 0));
        canvas.marker(
            Ink.ofSeries(index), Marker.ofSeries(index), x, y, MARKER_RADIUS, tip(series, i));
      }
    }
  }

  private void paintBars(Canvas canvas, int index) {
    Series series = figure.series().get(index);
    boolean horizontal = figure.horizontal();
    double band = GROUP * spacing() / peers(series.style()).size();
    double shift = groupShift(index, GROUP * spacing());
    Ruler ruler = horizontal ? xRuler : yRuler;
    for (int i = 0; i < series.size(); i++) {
      double value = horizontal ? series.x(i) : series.y(i);
      double at = (horizontal ? series.y(i) : series.x(i)) + shift;
      if (!ruler.shows(value)) {
        continue;
      }
      double base = ruler.clamp(0);
      double end = ruler.clamp(value);
      double x1 = xPixel(horizontal ? Math.min(base, end) : at - band / 2);
      double x2 = xPixel(horizontal ? Math.max(base, end) : at + band / 2);
      double y1 = yPixel(horizontal ? at + band / 2 : Math.max(base, end));
      double y2 = yPixel(horizontal ? at - band / 2 : Math.min(base, end));
      canvas.rectangle(
          Ink.ofSeries(index),
          Math.min(x1, x2),
          Math.min(y1, y2),
          Math.abs(x2 - x1),
          Math.abs(y2 - y1),
          tip(series, i));
    }
    paintErrors(canvas, index, i -> shift);
  }

  private void paintErrors(Canvas canvas, int index, IntToDoubleFunction shift) {
    Series series = figure.series().get(index);
    boolean bars = series.style() == Series.Style.BARS;
    Pen pen = new Pen(bars ? Ink.TEXT : Ink.ofSeries(index), 1.3);
    for (int i = 0; series.hasErrors() && i < series.size(); i++) {
      double e = series.error(i);
      if (!(e > 0) || !xRuler.shows(series.x(i)) || !yRuler.shows(series.y(i))) {
        continue;
      }
      if (figure.horizontal()) {
        double x1 = xPixel(xRuler.clamp(series.x(i) - e));
        double x2 = xPixel(xRuler.clamp(series.x(i) + e));
        double y = yPixel(series.y(i) + shift.applyAsDouble(i));
        canvas.line(pen, x1, y, x2, y);
        canvas.line(pen, x1, y - CAP, x1, y + CAP);
        canvas.line(pen, x2, y - CAP, x2, y + CAP);
      } else {
        double x = xPixel(series.x(i) + shift.applyAsDouble(i));
        double y1 = yPixel(yRuler.clamp(series.y(i) - e));
        double y2 = yPixel(yRuler.clamp(series.y(i) + e));
        canvas.line(pen, x, y1, x, y2);
        canvas.line(pen, x - CAP, y1, x + CAP, y1);
        canvas.line(pen, x - CAP, y2, x + CAP, y2);
      }
    }
  }

  /** Series of the same style that share the room of a category. */
  private List<Integer> peers(Series.Style style) {
    List<Integer> peers = new ArrayList<>();
    for (int i = 0; i < figure.series().size(); i++) {
      if (figure.series().get(i).style() == style) {
        peers.add(i);
      }
    }
    return peers;
  }

  /** How far a series stands beside the place of its points, so that peers do not cover it. */
  private double groupShift(int index, double room) {
    Series.Style style = figure.series().get(index).style();
    boolean categories = figure.horizontal() || figure.x().scale() == Axis.Scale.CATEGORY;
    if (!categories && style != Series.Style.BARS) {
      return 0;
    }
    List<Integer> peers = peers(style);
    double place = (peers.indexOf(index) + 0.5) / peers.size() - 0.5;
    return place * room;
  }

  /** The smallest distance between two bars of a series. */
  private double spacing() {
    double smallest = Double.POSITIVE_INFINITY;
    for (int index : peers(Series.Style.BARS)) {
      Series series = figure.series().get(index);
      for (int i = 1; i < series.size(); i++) {
        double distance =
            figure.horizontal() ? series.y(i) - series.y(i - 1) : series.x(i) - series.x(i - 1);
        smallest = distance == 0 ? smallest : Math.min(smallest, Math.abs(distance));
      }
    }
    return Double.isFinite(smallest) ? smallest : 1;
  }

  private String tip(Series series, int i) {
    String place =
        figure.horizontal()
            ? name(figure.y(), series.y(i)) + ": " + series.x(i)
            : name(figure.x(), series.x(i)) + ": " + series.y(i);
    String error = series.hasErrors() ? " ± " + series.error(i) : "";
    return Label.plain(series.name()) + ", " + place + error;
  }

  private static String name(Axis axis, double value) {
    int index = (int) Math.rint(value);
    boolean named =
        axis.scale() == Axis.Scale.CATEGORY && index >= 0 && index < axis.categories().size();
    return named ? Label.plain(axis.categories().get(index)) : Double.toString(value);
  }

  private static Pen linePen(int index) {
    return new Pen(Ink.ofSeries(index), 2, DASHES.get(index % DASHES.size()));
  }

  private double xPixel(double value) {
    return left + (right - left) * xRuler.place(value);
  }

  /** Numbers grow upwards; names read downwards. */
  private double yPixel(double value) {
    double place = yRuler.place(value);
    return figure.horizontal() ? top + (bottom - top) * place : bottom - (bottom - top) * place;
  }

  private static double widest(List<Ruler.Tick> ticks) {
    return ticks.stream().mapToDouble(t -> Label.width(t.label(), TICK_SIZE)).max().orElse(0);
  }

  private Ruler ruler(Axis axis, boolean horizontal, boolean fromZero) {
    double min = Double.NaN;
    double max = Double.NaN;
    boolean log = axis.scale() == Axis.Scale.LOG;
    boolean measured = horizontal == figure.horizontal();
    for (Series series : figure.series()) {
      for (int i = 0; i < series.size(); i++) {
        double value = horizontal ? series.x(i) : series.y(i);
        double error = measured ? series.error(i) : 0;
        for (double end : new double[] {value, value - error, value + error}) {
          if (Double.isFinite(end) && (!log || end > 0)) {
            min = end >= min ? min : end;
            max = end <= max ? max : end;
          }
        }
      }
    }
    if (axis.scale() != Axis.Scale.CATEGORY && !measured && hasBars()) {
      min -= GROUP / 2 * spacing();
      max += GROUP / 2 * spacing();
    }
    return Ruler.of(axis, min, max, fromZero);
  }

  private boolean hasBars() {
    return figure.series().stream().anyMatch(s -> s.style() == Series.Style.BARS);
  }
}
