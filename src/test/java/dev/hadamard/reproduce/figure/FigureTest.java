package dev.hadamard.reproduce.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.reproduce.DemoExperiments;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FigureTest {
  private static Figure figure(Axis x, Axis y, Series... series) {
    return new Figure("test", "Title", "Caption", x, y, List.of(series));
  }

  private static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  private static double[] view(Document svg) {
    String[] box = svg.getDocumentElement().getAttribute("viewBox").split(" ", -1);
    return new double[] {Double.parseDouble(box[2]), Double.parseDouble(box[3])};
  }

  /** From the coordinates of an element to those of the figure. */
  private static AffineTransform transform(Element element) {
    AffineTransform all = new AffineTransform();
    for (Node node = element; node instanceof Element at; node = node.getParentNode()) {
      AffineTransform own = new AffineTransform();
      Matcher step =
          Pattern.compile("(translate|rotate)\\((\\S+)(?: (\\S+))? \\)")
              .matcher(at.getAttribute("transform"));
      while (step.find()) {
        double first = Double.parseDouble(step.group(2));
        if (step.group(1).equals("rotate")) {
          own.rotate(Math.toRadians(first));
        } else {
          own.translate(first, Double.parseDouble(step.group(3)));
        }
      }
      all.preConcatenate(own);
    }
    return all;
  }

  private static List<Element> elements(Document svg, String tag) {
    NodeList found = svg.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Element text(Document svg, String content) {
    return elements(svg, "text").stream()
        .filter(text -> text.getTextContent().equals(content))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no text '" + content + "'"));
  }

  private static Point2D place(Element element, double x, double y) {
    return transform(element).transform(new Point2D.Double(x, y), null);
  }

  @Test
  void everyTextIsInsideTheFigure() throws Exception {
    for (Figure figure :
        List.of(
            DemoExperiments.decay(), DemoExperiments.errors(), DemoExperiments.bars(), upright())) {
      Document svg = parse(FigureFiles.svg(figure));
      double[] size = view(svg);
      assertTrue(elements(svg, "text").size() > 8);
      for (Element text : elements(svg, "text")) {
        // A letter is half as wide as high, taken all together.
        double width =
            0.5
                * text.getTextContent().length()
                * Double.parseDouble(text.getAttribute("font-size"));
        double start =
            switch (text.getAttribute("text-anchor")) {
              case "end" -> -width;
              case "middle" -> -width / 2;
              default -> 0;
            };
        for (double end : new double[] {start, start + width}) {
          Point2D at = place(text, end, 0);
          assertTrue(
              at.getX() >= 0 && at.getX() <= size[0] && at.getY() >= 0 && at.getY() <= size[1],
              figure.name() + ": '" + text.getTextContent() + "' reaches " + at);
        }
      }
    }
  }

  private static Figure upright() {
    List<String> names =
        IntStream.range(0, 12).mapToObj(i -> "quite a long name, number " + i).toList();
    double[] at = IntStream.range(0, 12).asDoubleStream().toArray();
    return figure(Axis.categories("", names), Axis.linear("y"), Series.bars("s", at, at));
  }

  @Test
  void longNamesAreWhole() throws Exception {
    Document svg = parse(FigureFiles.svg(upright()));
    assertTrue(text(svg, "quite a long name, number 11").hasAttribute("text-anchor"));
  }

  @Test
  void everyWordIsThere() throws Exception {
    Document svg = parse(FigureFiles.svg(DemoExperiments.errors()));
    for (String word :
        List.of(
            "Error against the number of steps",
            "steps N",
            "|xN − x(T)|",
            "Euler–Maruyama",
            "Heun",
            "N-1",
            "10−12")) {
      text(svg, word);
    }
    String strange = "a < b & \"c\" $1 \\\\1";
    Figure figure =
        figure(
            Axis.categories("", List.of(strange, "b")),
            Axis.linear(strange),
            Series.bars(strange, new double[] {0, 1}, new double[] {1, 2}));
    text(parse(FigureFiles.svg(figure)), strange);
  }

  @Test
  void aPointIsWhereTheAxesSay() throws Exception {
    Document svg =
        parse(
            FigureFiles.svg(
                figure(
                    Axis.linear("x").from(0, 10),
                    Axis.log("y").from(1, 100),
                    Series.scatter("s", new double[] {5, 20, 5}, new double[] {10, 10, -1}))));
    List<Element> circles = elements(svg, "circle");
    assertEquals(1, circles.size(), "only the point inside both ranges is drawn");
    Element circle = circles.getFirst();
    Point2D at =
        place(
            circle,
            Double.parseDouble(circle.getAttribute("cx")),
            Double.parseDouble(circle.getAttribute("cy")));
    double left = place(text(svg, "0"), 0, 0).getX();
    double right = place(text(svg, "10"), 0, 0).getX();
    assertEquals((left + right) / 2, at.getX(), 0.02);
    double bottom = place(text(svg, "1"), 0, 0).getY();
    double top = place(text(svg, "100"), 0, 0).getY();
    assertEquals((top + bottom) / 2, at.getY(), 0.02);
  }

  /** The first marker of two series, at 0 each, by their common category or not. */
  private static double firstMarker(double other) throws Exception {
    Document svg =
        parse(
            FigureFiles.svg(
                figure(
                    Axis.categories("", List.of("first", "second")),
                    Axis.linear("y").from(-1, 1),
                    Series.scatter("s", new double[] {0}, new double[] {0}),
                    Series.scatter("t", new double[] {other}, new double[] {0}))));
    Element circle = elements(svg, "circle").getFirst();
    return place(
                circle,
                Double.parseDouble(circle.getAttribute("cx")),
                Double.parseDouble(circle.getAttribute("cy")))
            .getX()
        - place(text(svg, "first"), 0, 0).getX();
  }

  @Test
  void markersStandAsideOnlyForOthersInTheirCategory() throws Exception {
    assertEquals(0, firstMarker(1), 0.5);
    assertTrue(firstMarker(0) < -5, "beside the place of the category");
  }

  @Test
  void errorsWithinTheMarkerAreNotDrawn() throws Exception {
    double[] x = {0, 1};
    double[] y = {0, 1};
    Axis axis = Axis.linear("").from(-1, 2);
    Series points = Series.scatter("s", x, y);
    int without = strokes(figure(axis, axis, points));
    assertEquals(without, strokes(figure(axis, axis, points.withErrors(1e-4, 1e-4))));
    assertTrue(strokes(figure(axis, axis, points.withErrors(0.1, 1e-4))) > without);
  }

  private static int strokes(Figure figure) throws Exception {
    Document svg = parse(FigureFiles.svg(figure));
    return elements(svg, "line").size() + elements(svg, "path").size();
  }

  @Test
  void aPointThatIsNotFiniteInterruptsALine() throws Exception {
    double[] x = {0, 1, 2, 3, 4, 5};
    double[] whole = {1, 2, 3, 4, 5, 6};
    double[] broken = {1, 2, Double.NaN, 4, 5, 6};
    assertEquals(
        1, blueLines(figure(Axis.linear(""), Axis.linear(""), Series.line("s", x, whole))));
    assertEquals(
        2, blueLines(figure(Axis.linear(""), Axis.linear(""), Series.line("s", x, broken))));
  }

  private static long blueLines(Figure figure) throws Exception {
    return elements(parse(FigureFiles.svg(figure)), "path").stream()
        .filter(path -> path.getAttribute("stroke").equals("#0072b2"))
        .count();
  }

  @Test
  void aDenseLineKeepsItsExtremes() throws Exception {
    int n = 100_000;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i;
    }
    y[12_345] = 1;
    String svg =
        FigureFiles.svg(figure(Axis.linear("x"), Axis.linear("y"), Series.line("s", x, y)));
    assertTrue(svg.length() < 100_000, "length " + svg.length());
    String peak =
        FigureFiles.svg(
            figure(
                Axis.linear("x"),
                Axis.linear("y"),
                Series.line("s", new double[] {0, 12_345, n - 1.0}, new double[] {0, 1, 0})));
    Matcher line = Pattern.compile(" d=\"M\\S+ \\S+ L\\S+ \\S+ (L\\S+ \\S+) L").matcher(peak);
    assertTrue(line.find(), peak);
    assertTrue(svg.contains(" " + line.group(1) + " "), "the peak at " + line.group(1));
  }

  @Test
  void nothingIsLeftToChance() {
    String svg = FigureFiles.svg(DemoExperiments.errors());
    List<String> ids =
        Pattern.compile(" id=\"([^\"]*)\"").matcher(svg).results().map(m -> m.group(1)).toList();
    assertFalse(ids.isEmpty());
    ids.forEach(id -> assertTrue(id.matches("errors-\\d+"), id));
    assertFalse(svg.contains("<style"), svg);
    assertFalse(Pattern.compile("\\d\\.\\d{3}").matcher(svg).find(), "hundredths of a pixel");
    assertFalse(Pattern.compile("[\uE000-\uF8FF]").matcher(svg).find(), "a placeholder is left");
  }

  @Test
  void csvHasEveryNumber() {
    double[] x = {0.1, 1.0 / 3};
    String csv =
        FigureFiles.csv(
            figure(
                Axis.linear("x"),
                Axis.linear("y"),
                Series.scatter("a, b", x, new double[] {1, 2}).withErrors(0.5, 0.25)));
    assertEquals(
        """
        # Title
        series,x,y,error,category
        "a, b",0.1,1.0,0.5,
        "a, b",0.3333333333333333,2.0,0.25,
        """,
        csv);
  }

  @Test
  void sameFigureSameBytes() {
    assertEquals(
        FigureFiles.svg(DemoExperiments.errors()), FigureFiles.svg(DemoExperiments.errors()));
  }

  @Test
  void degenerateDataAreDrawn() throws Exception {
    double[] one = {3};
    double[] none = {};
    double[] nan = {Double.NaN};
    for (Axis axis : List.of(Axis.linear("x"), Axis.log("x"))) {
      for (double[] data : List.of(one, none, nan)) {
        String svg = FigureFiles.svg(figure(axis, axis, Series.scatter("s", data, data)));
        assertFalse(svg.contains("NaN"), svg);
        parse(svg);
      }
    }
    Figure tiny =
        figure(
            Axis.linear("x"),
            Axis.linear("y"),
            Series.line("s", new double[] {0, 1e-9}, new double[] {1e12, 1.5e12}));
    String svg = FigureFiles.svg(tiny);
    assertTrue(svg.contains("×10<tspan"), svg);
  }

  @Test
  void barsOfALogarithmicAxisRiseFromItsEnd() throws Exception {
    Document svg =
        parse(
            FigureFiles.svg(
                figure(
                    Axis.categories("", List.of("a", "b")),
                    Axis.log("y").from(0.01, 100),
                    Series.bars("s", new double[] {0, 1}, new double[] {1, 1e9}))));
    double[] heights =
        elements(svg, "rect").stream()
            .filter(bar -> bar.getAttribute("fill").equals("#0072b2"))
            .mapToDouble(bar -> Double.parseDouble(bar.getAttribute("height")))
            .toArray();
    assertEquals(2, heights.length);
    assertEquals(2 * heights[0], heights[1], 0.02);
  }

  @Test
  void valuesFarOutsideStayNumbers() throws Exception {
    double[] x = {0, 1, 2};
    double[] y = {1, 1e300, 2};
    Axis unit = Axis.linear("y").from(0, 1);
    for (Series series : List.of(Series.line("s", x, y), Series.bars("s", x, y))) {
      String svg = FigureFiles.svg(figure(Axis.linear("x"), unit, series.withErrors(1, 1, 1e300)));
      parse(svg);
      assertFalse(Pattern.compile("[^#]\\b\\d{6}|Infinity|NaN").matcher(svg).find(), svg);
    }
    Axis half = new Axis("y", Axis.Scale.LINEAR, 5, Double.NaN, List.of());
    parse(FigureFiles.svg(figure(Axis.linear("x"), half, Series.line("s", x, x))));
  }

  @ParameterizedTest
  @CsvSource({
    "LINEAR, 0, 1, 0.0|0.2|0.4|0.6|0.8|1.0",
    "LINEAR, -20, 20, −20|−10|0|10|20",
    "LOG, 0.5, 2000, 1|10|100|1000",
    "LOG, 1e-12, 1, 10^{−12}|10^{−9}|10^{−6}|10^{−3}|10^{0}",
    "LOG, 1, 30, 1|2|5|10|20",
    "LOG, 1.5, 1.8, 1.5|1.6|1.7|1.8",
  })
  void ticksAreRound(Axis.Scale scale, double from, double to, String labels) {
    Axis axis = new Axis("x", scale, from, to, List.of());
    List<String> found =
        Extent.of(axis, from, to, /* fromZero= */ false).ticks(5).stream()
            .map(Extent.Tick::label)
            .toList();
    assertEquals(labels, String.join("|", found));
  }

  @Test
  void nonsenseIsRefused() {
    double[] two = {1, 2};
    double[] three = {1, 2, 3};
    assertThrows(IllegalArgumentException.class, () -> Series.line("s", two, three));
    assertThrows(
        IllegalArgumentException.class, () -> Series.line("s", two, two).withErrors(three));
    assertThrows(IllegalArgumentException.class, () -> Axis.log("x").from(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> Axis.linear("x").from(1, 1));
    assertThrows(IllegalArgumentException.class, () -> figure(Axis.linear("x"), Axis.linear("y")));
  }

  /** Each value has one cell, in the range that holds it, and a fine map can be drawn as image. */
  @Test
  void mapHasACellForEachValue() {
    int n = 70;
    double[] x = IntStream.range(0, n).mapToDouble(i -> i / (n - 1.0)).toArray();
    double[] values = IntStream.range(0, n * n).mapToDouble(i -> (i / n + i % n) % 3).toArray();
    double[] bounds = {0.5, 1, 2};
    List<Series> levels = Series.map(x, x, values, bounds, List.of("low", "high"));
    boolean[] seen = new boolean[n * n];
    for (int k = 0; k < 2; k++) {
      Series level = levels.get(k);
      for (int c = 0; c < level.size(); c++) {
        int i = (int) Math.rint(level.x(c) * (n - 1));
        int j = (int) Math.rint(level.y(c) * (n - 1));
        assertFalse(seen[i * n + j]);
        seen[i * n + j] = true;
        assertEquals(values[i * n + j] >= 1 ? 1 : 0, k, i + " " + j);
      }
    }
    assertEquals(n * n, levels.get(0).size() + levels.get(1).size());
    Figure figure = figure(Axis.linear("x"), Axis.linear("y"), levels.toArray(new Series[0]));
    assertTrue(Raster.image(FigureFiles.svg(figure)).getWidth() > 0);
    values[7] = Double.NaN;
    assertThrows(
        IllegalArgumentException.class,
        () -> Series.map(x, x, values, bounds, List.of("low", "high")));
  }
}
