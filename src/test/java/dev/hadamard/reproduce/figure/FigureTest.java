package dev.hadamard.reproduce.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.reproduce.DemoExperiments;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
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

  @Test
  void everyTextIsInsideTheFigure() throws Exception {
    for (Figure figure :
        List.of(DemoExperiments.decay(), DemoExperiments.errors(), DemoExperiments.bars())) {
      Document svg = parse(FigureFiles.svg(figure));
      double[] size = view(svg);
      NodeList texts = svg.getElementsByTagName("text");
      assertTrue(texts.getLength() > 8);
      for (int i = 0; i < texts.getLength(); i++) {
        Element text = (Element) texts.item(i);
        double x = Double.parseDouble(text.getAttribute("x"));
        double y = Double.parseDouble(text.getAttribute("y"));
        double width =
            Label.width(text.getTextContent(), Double.parseDouble(text.getAttribute("font-size")));
        double start =
            switch (text.getAttribute("text-anchor")) {
              case "end" -> -width;
              case "middle" -> -width / 2;
              default -> 0;
            };
        boolean upwards = text.hasAttribute("transform");
        double low = upwards ? y - start - width : x + start;
        double high = low + width;
        assertTrue(
            low >= 0 && high <= size[upwards ? 1 : 0],
            figure.name() + ": '" + text.getTextContent() + "' from " + low + " to " + high);
      }
    }
  }

  @Test
  void aPointIsWhereTheAxesSay() throws Exception {
    Figure figure =
        figure(
            Axis.linear("x").from(0, 10),
            Axis.log("y").from(1, 100),
            Series.scatter("s", new double[] {5, 20, 5}, new double[] {10, 10, -1}));
    NodeList circles = parse(FigureFiles.svg(figure)).getElementsByTagName("circle");
    assertEquals(1, circles.getLength(), "only the point inside both ranges is drawn");
    Element circle = (Element) circles.item(0);
    Matcher axes =
        Pattern.compile("points=\"(\\S+) (\\S+) \\1 (\\S+) (\\S+) \\3\"/>\\s*</svg>")
            .matcher(FigureFiles.svg(figure));
    assertTrue(axes.find());
    double left = Double.parseDouble(axes.group(1));
    double top = Double.parseDouble(axes.group(2));
    double bottom = Double.parseDouble(axes.group(3));
    double right = Double.parseDouble(axes.group(4));
    assertEquals((left + right) / 2, Double.parseDouble(circle.getAttribute("cx")), 0.02);
    assertEquals((top + bottom) / 2, Double.parseDouble(circle.getAttribute("cy")), 0.02);
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
    return Pattern.compile("<polyline class=\"hf-1-stroke\"")
        .matcher(FigureFiles.svg(figure))
        .results()
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
    Matcher line = Pattern.compile("hf-1-stroke.* points=\"\\S+ \\S+ (\\S+ \\S+)").matcher(peak);
    assertTrue(line.find());
    assertTrue(svg.contains(" " + line.group(1) + " "), "the peak at " + line.group(1));
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

  @ParameterizedTest
  @CsvSource({
    "LINEAR, 0, 1, 0.0|0.2|0.4|0.6|0.8|1.0",
    "LINEAR, -20, 20, −20|−10|0|10|20",
    "LOG, 0.5, 2000, 1|10|100|1000",
    "LOG, 1e-12, 1, 10^{−12}|10^{−9}|10^{−6}|10^{−3}|10^{0}",
    "LOG, 1, 30, 1|2|5|10|20",
  })
  void ticksAreRound(Axis.Scale scale, double from, double to, String labels) {
    Axis axis = new Axis("x", scale, from, to, List.of());
    List<String> found =
        Ruler.of(axis, from, to, false).ticks(5).stream()
            .filter(Ruler.Tick::major)
            .map(Ruler.Tick::label)
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
}
