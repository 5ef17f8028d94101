package dev.hadamard.reproduce.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * A figure in the grammar of graphics, drawn by Lets-Plot. Names are measured "across" and values
 * "along": for a figure with names on its vertical axis the chart is turned.
 */
final class Chart {
  private static final double WIDTH = 760;
  private static final double PLOT_HEIGHT = 330;
  private static final double CATEGORY_HEIGHT = 26;
  private static final double TEXT_SIZE = 13;
  private static final double TICK_SIZE = 12;
  private static final double KEY = 48;
  private static final double LEGEND_ROW = 27;

  /** The mean width of a letter in units of the size of its font. */
  private static final double LETTER = 0.56;

  private static final String TEXT = "#1f2328";
  private static final String AXIS = "#57606a";
  private static final String GRID = "#e3e6ea";
  private static final String PAPER = "#ffffff";
  private static final String NOTHING = "rgba(0,0,0,0)";

  /** The palette of Okabe and Ito without its yellow, which is hard to see on white. */
  private static final List<String> COLORS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", TEXT);

  /** From low to high, distinguishable without seeing colours. */
  private static final List<String> LEVELS =
      List.of(
          "#440154", "#46327e", "#365c8d", "#277f8e", "#1fa187", "#4ac16d", "#a0da39", "#fde725");

  private static final List<Integer> SHAPES = List.of(16, 15, 17, 18, 4, 3);
  private static final List<Double> SIZES = List.of(3.3, 3.1, 3.4, 4.4, 2.6, 3.0);

  private static final List<String> DASHES =
      List.of("solid", "dashed", "dotted", "dotdash", "longdash", "twodash");

  /** Share of the distance between two categories that a group of bars fills. */
  private static final double GROUP = 0.72;

  /** The same for markers. */
  private static final double MARKER_GROUP = 0.5;

  /** Height of a marker, as a part of the axis. */
  private static final double MARKER_SIZE = 0.012;

  /** From this many points a line shows the extremes of each column of pixels only. */
  private static final int DENSE = 4000;

  private final Figure figure;
  private final Words words = new Words();
  private final Extent across;
  private final Extent along;

  private Chart(Figure figure) {
    this.figure = figure;
    boolean turned = figure.horizontal();
    boolean bars = figure.series().stream().anyMatch(s -> s.style() == Series.Style.BARS);
    across = extent(turned ? figure.y() : figure.x(), /* values= */ false, /* fromZero= */ false);
    along = extent(turned ? figure.x() : figure.y(), /* values= */ true, bars);
  }

  /** The figure as a text of SVG. */
  static String svg(Figure figure) {
    Chart chart = new Chart(figure);
    String svg =
        PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
            chart.plot(),
            /* plotSize= */ null,
            (width, height, pixels) -> {
              throw new UnsupportedOperationException("a figure has no pixels");
            },
            /* useCssPixelatedImageRendering= */ false);
    return Svg.tidy(svg, figure, chart.words);
  }

  // Numbers of a series, across and along.

  private double across(Series series, int i) {
    return figure.horizontal() ? series.y(i) : series.x(i);
  }

  private double along(Series series, int i) {
    return figure.horizontal() ? series.x(i) : series.y(i);
  }

  private Extent extent(Axis axis, boolean values, boolean fromZero) {
    double min = Double.NaN;
    double max = Double.NaN;
    for (Series series : figure.series()) {
      for (int i = 0; i < series.size(); i++) {
        double value = values ? along(series, i) : across(series, i);
        double error = values && series.error(i) > 0 ? series.error(i) : 0;
        for (double end : new double[] {value, value - error, value + error}) {
          if (Double.isFinite(end) && (axis.scale() != Axis.Scale.LOG || end > 0)) {
            min = end < min || Double.isNaN(min) ? end : min;
            max = end > max || Double.isNaN(max) ? end : max;
          }
        }
      }
    }
    return Extent.of(axis, min, max, fromZero);
  }

  // The plot.

  private Map<String, Object> plot() {
    List<Object> layers = new ArrayList<>();
    if (along.axis().scale() == Axis.Scale.LINEAR && along.contains(0)) {
      layers.add(map("geom", "hline", "yintercept", 0, "color", AXIS, "size", 0.5));
    }
    for (int k = 0; k < figure.series().size(); k++) {
      if (figure.series().get(k).hasErrors()
          && figure.series().get(k).style() != Series.Style.BARS) {
        layers.add(errors(k));
      }
      layers.add(layer(k));
      if (figure.series().get(k).hasErrors()
          && figure.series().get(k).style() == Series.Style.BARS) {
        layers.add(errors(k));
      }
    }
    List<Object> scales = new ArrayList<>();
    scales.add(position("x", across, 8));
    scales.add(position("y", along, figure.horizontal() ? 8 : 7));
    scales.addAll(appearance());
    return map(
        "kind", "plot",
        "ggtitle", map("text", words.placeholder(figure.title())),
        "ggsize", map("width", WIDTH, "height", height()),
        "coord",
            map(
                "name", figure.horizontal() ? "flip" : "cartesian",
                "xlim", list(across.lower(), across.upper()),
                "ylim", list(along.lower(), along.upper())),
        "theme", theme(),
        "scales", scales,
        "layers", layers);
  }

  private boolean uprightNames() {
    List<String> names = figure.x().categories();
    return !names.isEmpty()
        && (longest(names) + 2) * LETTER * TICK_SIZE > 0.88 * WIDTH / names.size();
  }

  private static int longest(List<String> names) {
    return names.stream().mapToInt(name -> Label.plain(name).length()).max().orElse(0);
  }

  private double height() {
    double plot =
        figure.horizontal()
            ? Math.max(4, figure.y().categories().size()) * CATEGORY_HEIGHT
            : PLOT_HEIGHT;
    double names =
        uprightNames()
            ? Math.min(Words.LONGEST, longest(figure.x().categories())) * LETTER * TICK_SIZE
            : 12;
    return plot + names + 68 + LEGEND_ROW * legendRows();
  }

  /** The fewest rows for which the columns of the legend, filled one after the other, fit. */
  private int legendRows() {
    double[] widths =
        figure.series().stream()
            .mapToDouble(s -> Label.plain(s.name()).length() * LETTER * TEXT_SIZE + KEY)
            .toArray();
    if (widths.length < 2) {
      return 0;
    }
    int rows = 1;
    while (rows < widths.length && columnsWidth(widths, rows) > WIDTH - 2 * KEY) {
      rows++;
    }
    return rows;
  }

  private static double columnsWidth(double[] widths, int rows) {
    double sum = 0;
    for (int from = 0; from < widths.length; from += rows) {
      int to = Math.min(from + rows, widths.length);
      sum += Arrays.stream(widths, from, to).max().orElse(0);
    }
    return sum;
  }

  private Map<String, Object> theme() {
    Map<String, Object> text = map("color", TEXT, "family", "Helvetica", "blank", false);
    Map<String, Object> line = map("color", AXIS, "size", 1, "blank", false);
    Map<String, Object> theme = map("name", "minimal2");
    theme.put("text", text);
    theme.put("plot_background", map("fill", PAPER, "color", PAPER, "size", 0, "blank", false));
    theme.put("plot_title", map("face", "bold", "size", 16, "blank", false));
    theme.put("plot_margin", map("t", 6, "r", 20, "b", 6, "l", 8));
    theme.put("axis_title", map("size", TEXT_SIZE, "blank", false));
    theme.put("axis_text", map("size", TICK_SIZE, "blank", false));
    theme.put("axis_line", line);
    theme.put("axis_ticks", line);
    theme.put("panel_grid_major", map("color", GRID, "size", 1, "blank", false));
    theme.put("panel_grid_minor", "blank");
    theme.put("legend_background", "blank");
    theme.put("legend_text", map("size", TEXT_SIZE, "blank", false));
    theme.put("legend_position", "top");
    theme.put("legend_direction", "horizontal");
    // Of a turned chart, too, x is what runs across.
    if (across.axis().label().isEmpty()) {
      theme.put("axis_title_x", "blank");
    }
    if (along.axis().label().isEmpty()) {
      theme.put("axis_title_y", "blank");
    }
    if (across.axis().scale() == Axis.Scale.CATEGORY && !figure.horizontal()) {
      theme.put("panel_grid_major_x", "blank");
    }
    if (!figure.horizontal()) {
      theme.put(
          "axis_text_x", map("size", TICK_SIZE, "angle", uprightNames() ? 90 : 0, "blank", false));
    }
    return theme;
  }

  // The scales.

  private Map<String, Object> position(String aesthetic, Extent extent, int count) {
    Axis axis = extent.axis();
    Map<String, Object> scale =
        map(
            "aesthetic", aesthetic,
            "name", words.placeholder(axis.label()),
            "expand", list(0, 0));
    List<Extent.Tick> ticks = extent.ticks(count);
    scale.put("breaks", objects(ticks.stream().map(Extent.Tick::at).toList()));
    scale.put(
        "labels",
        objects(ticks.stream().map(tick -> words.shortPlaceholder(tick.label())).toList()));
    if (axis.scale() == Axis.Scale.CATEGORY && figure.horizontal()) {
      scale.put("trans", "reverse");
    }
    return scale;
  }

  /**
   * How each series looks. The scales make one legend, which shows every series in every style, so
   * markers, lines and bars have their own colours, invisible for the series of other styles.
   */
  private List<Object> appearance() {
    List<Object> keys = new ArrayList<>();
    List<Object> labels = new ArrayList<>();
    List<Object> colors = new ArrayList<>();
    List<Object> shapes = new ArrayList<>();
    List<Object> sizes = new ArrayList<>();
    List<Object> dashes = new ArrayList<>();
    List<Object> lines = new ArrayList<>();
    List<Object> fills = new ArrayList<>();
    for (int k = 0; k < figure.series().size(); k++) {
      Series.Style style = figure.series().get(k).style();
      keys.add(key(k));
      labels.add(words.placeholder(figure.series().get(k).name()));
      colors.add(style == Series.Style.SCATTER ? color(k) : NOTHING);
      shapes.add(SHAPES.get(k % SHAPES.size()));
      sizes.add(SIZES.get(k % SIZES.size()));
      dashes.add(DASHES.get(k % DASHES.size()));
      lines.add(style == Series.Style.LINE ? color(k) : NOTHING);
      fills.add(
          style == Series.Style.CELLS
              ? LEVELS.get(k * (LEVELS.size() - 1) / Math.max(1, figure.series().size() - 1))
              : style == Series.Style.BARS ? color(k) : NOTHING);
    }
    List<Object> scales = new ArrayList<>();
    Map<String, List<Object>> values =
        Map.of(
            "color",
            colors,
            "shape",
            shapes,
            "size",
            sizes,
            "linetype",
            dashes,
            "paint_a",
            lines,
            "fill",
            fills);
    for (String aesthetic : List.of("color", "shape", "size", "linetype", "paint_a", "fill")) {
      scales.add(
          map(
              "aesthetic", aesthetic,
              "name", "",
              "values", values.get(aesthetic),
              "limits", keys,
              "breaks", keys,
              "labels", labels,
              "guide", legendRows() > 0 ? map("name", "legend", "nrow", legendRows()) : "none"));
    }
    return scales;
  }

  private static String key(int k) {
    return Integer.toString(k);
  }

  private static String color(int k) {
    return COLORS.get(k % COLORS.size());
  }

  // The layers.

  private Map<String, Object> layer(int k) {
    Series series = figure.series().get(k);
    if (series.style() == Series.Style.CELLS) {
      return cells(k);
    }
    double shift = shift(k);
    List<Object> x = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    List<Object> piece = new ArrayList<>();
    int pieces = 0;
    boolean line = series.style() == Series.Style.LINE;
    boolean bars = series.style() == Series.Style.BARS;
    for (int i : line ? thinned(series) : IntStream.range(0, series.size()).toArray()) {
      double at = across.at(across(series, i));
      double value = along.at(along(series, i));
      if (Double.isNaN(at) || Double.isNaN(value)) {
        pieces++;
      } else if (line || (across.contains(at) && (bars || along.contains(value)))) {
        x.add(at + shift);
        y.add(bars ? along.inside(along(series, i)) : along.nearby(value));
        piece.add(key(pieces));
      }
    }
    Map<String, Object> data =
        map("x", x, "y", y, "s", objects(x.stream().map(at -> key(k)).toList()), "piece", piece);
    Map<String, Object> layer = map("data", data);
    switch (series.style()) {
      case LINE -> {
        layer.put("geom", "path");
        layer.put("mapping", mapping("x y group=piece paint_a=s linetype=s"));
        layer.put("color_by", "paint_a");
        layer.put("size", 0.9);
      }
      case SCATTER -> {
        layer.put("geom", "point");
        layer.put("mapping", mapping("x y color=s shape=s size=s"));
      }
      case BARS -> {
        double half = GROUP * spacing() / peers(k).size() / 2;
        data.put("left", shifted(x, -half));
        data.put("right", shifted(x, half));
        data.put("base", objects(Collections.nCopies(x.size(), along.inside(0))));
        layer.put("geom", "rect");
        layer.put("mapping", mapping("xmin=left xmax=right ymin=base ymax=y fill=s"));
        layer.put("color", NOTHING);
        layer.put("size", 0);
      }
      case CELLS -> throw new IllegalStateException("cells have their own layer");
    }
    return layer;
  }

  /** Rectangles of one level; neighbours along y are one rectangle. */
  private Map<String, Object> cells(int k) {
    Series series = figure.series().get(k);
    List<Object> left = new ArrayList<>();
    List<Object> right = new ArrayList<>();
    List<Object> bottom = new ArrayList<>();
    List<Object> top = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      int first = i;
      while (i + 1 < series.size()
          && series.x(i + 1) == series.x(i)
          && series.y(i + 1) - series.y(i) < 1.5 * series.height()) {
        i++;
      }
      left.add(across.inside(series.x(i) - series.width() / 2));
      right.add(across.inside(series.x(i) + series.width() / 2));
      bottom.add(along.inside(series.y(first) - series.height() / 2));
      top.add(along.inside(series.y(i) + series.height() / 2));
    }
    Map<String, Object> layer =
        map(
            "data",
            map(
                "left", left,
                "right", right,
                "bottom", bottom,
                "top", top,
                "s", objects(Collections.nCopies(left.size(), key(k)))));
    layer.put("geom", "rect");
    layer.put("mapping", mapping("xmin=left xmax=right ymin=bottom ymax=top fill=s"));
    layer.put("color", NOTHING);
    layer.put("size", 0);
    return layer;
  }

  private Map<String, Object> errors(int k) {
    Series series = figure.series().get(k);
    List<Object> x = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      double at = across.at(across(series, i));
      double value = along(series, i);
      if (series.error(i) > 0 && across.contains(at) && !Double.isNaN(along.at(value))) {
        double from = along.inside(value - series.error(i));
        double to = along.inside(value + series.error(i));
        if (series.style() == Series.Style.SCATTER
            && to - from < MARKER_SIZE * (along.upper() - along.lower())) {
          continue; // Behind the marker, from which its ends alone would stick out sideways.
        }
        x.add(at + shift(k));
        low.add(from);
        high.add(to);
      }
    }
    boolean bars = series.style() == Series.Style.BARS;
    Map<String, Object> layer = map("geom", "errorbar");
    layer.put("data", map("x", x, "low", low, "high", high));
    layer.put("mapping", mapping("x ymin=low ymax=high"));
    layer.put("width", 0.011 * (across.upper() - across.lower()));
    layer.put("size", 0.6);
    layer.put("color", bars ? TEXT : color(k));
    layer.put("show_legend", false);
    return layer;
  }

  /** Series of the same style, which share the room of a category. */
  private List<Integer> peers(int k) {
    List<Series> all = figure.series();
    return IntStream.range(0, all.size())
        .filter(i -> all.get(i).style() == all.get(k).style())
        .boxed()
        .toList();
  }

  /** How far a series stands beside the place of its points, so that peers do not cover it. */
  private double shift(int k) {
    boolean bars = figure.series().get(k).style() == Series.Style.BARS;
    if (figure.series().get(k).style() == Series.Style.LINE
        || (across.axis().scale() != Axis.Scale.CATEGORY && !bars)) {
      return 0;
    }
    List<Integer> peers = peers(k);
    if (!bars && apart(peers)) {
      return 0;
    }
    double place = (peers.indexOf(k) + 0.5) / peers.size() - 0.5;
    return place * (bars ? GROUP * spacing() : MARKER_GROUP);
  }

  /** Whether no two series have a point in the same category. */
  private boolean apart(List<Integer> peers) {
    Set<Double> places = new HashSet<>();
    for (int k : peers) {
      Series series = figure.series().get(k);
      Set<Double> own = new HashSet<>();
      for (int i = 0; i < series.size(); i++) {
        own.add(across.at(across(series, i)));
      }
      if (!Collections.disjoint(places, own)) {
        return false;
      }
      places.addAll(own);
    }
    return true;
  }

  /** The smallest distance between two bars of a series. */
  private double spacing() {
    double smallest = Double.POSITIVE_INFINITY;
    for (Series series : figure.series()) {
      for (int i = 1; series.style() == Series.Style.BARS && i < series.size(); i++) {
        double distance = Math.abs(across.at(across(series, i)) - across.at(across(series, i - 1)));
        smallest = distance > 0 ? Math.min(smallest, distance) : smallest;
      }
    }
    return Double.isFinite(smallest) ? smallest : 1;
  }

  /** The points of a line, or the extremes in each column of pixels if there are very many. */
  private int[] thinned(Series series) {
    if (series.size() <= DENSE) {
      return IntStream.range(0, series.size()).toArray();
    }
    ToDoubleFunction<Integer> column =
        i ->
            Math.floor(
                (across.at(across(series, i)) - across.lower())
                    / (across.upper() - across.lower())
                    * WIDTH);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < series.size(); ) {
      double here = column.applyAsDouble(i);
      int low = i;
      int high = i;
      int next = i;
      // A NaN equals no column, so it stands alone and interrupts the line as in a sparse one.
      do {
        low = along(series, next) < along(series, low) ? next : low;
        high = along(series, next) > along(series, high) ? next : high;
        next++;
      } while (next < series.size()
          && column.applyAsDouble(next) == here
          && !Double.isNaN(along.at(along(series, next)))
          && !Double.isNaN(along.at(along(series, i))));
      kept.add(Math.min(low, high));
      if (low != high) {
        kept.add(Math.max(low, high));
      }
      i = next;
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Which column of the data an aesthetic shows: {@code x y color=s}. */
  private static Map<String, Object> mapping(String pairs) {
    Map<String, Object> mapping = map();
    for (String pair : pairs.split(" ", -1)) {
      int equals = pair.indexOf('=');
      mapping.put(equals < 0 ? pair : pair.substring(0, equals), pair.substring(equals + 1));
    }
    return mapping;
  }

  private static List<Object> shifted(List<Object> places, double shift) {
    return objects(places.stream().map(at -> (double) at + shift).toList());
  }

  // The library reads, and changes, nothing but maps and lists.

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  private static List<Object> list(Object... values) {
    return objects(List.of(values));
  }

  private static List<Object> objects(List<?> values) {
    return new ArrayList<>(values);
  }
}
