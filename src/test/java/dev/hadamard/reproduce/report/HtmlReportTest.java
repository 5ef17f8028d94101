package dev.hadamard.reproduce.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hadamard.kernel.Progress;
import dev.hadamard.reproduce.DemoExperiments;
import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.ExperimentRunner;
import dev.hadamard.reproduce.experiment.Outcome;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final RunRecord RUN =
      new RunRecord(
          new Machine("1.2", "25", "Linux <x>", "Some CPU & more", 2, "256"),
          Budget.QUICK,
          1,
          Instant.EPOCH);

  @TempDir private Path directory;

  private static List<Outcome> outcomes() {
    return ExperimentRunner.of(Budget.QUICK, 1)
        .run(DemoExperiments.registry().all(), experiment -> Progress.none());
  }

  @Test
  void isWellFormedAndComplete() throws Exception {
    String html = HtmlReport.html(RUN, outcomes());
    assertTrue(html.startsWith("<!DOCTYPE html>"));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html)));
    assertEquals(4, document.getElementsByTagName("svg").getLength());
    assertEquals(1 + 3, document.getElementsByTagName("tr").getLength());
    assertEquals(2, document.getElementsByTagName("article").getLength());
    assertEquals(1, document.getElementsByTagName("section").getLength(), "one paper");
    String text = document.getDocumentElement().getTextContent();
    for (String expected :
        List.of(
            "Means of <random> & other \"numbers\"",
            "The reference is wrong on purpose.",
            "IllegalStateException: residual 0.1",
            "Some CPU & more",
            "1970-01-01 00:00 UTC",
            "256 bits")) {
      assertTrue(text.contains(expected), expected);
    }
  }

  @Test
  void loadsNothing() throws Exception {
    String html = HtmlReport.html(RUN, outcomes());
    assertFalse(html.contains("://"), "an address of the web");
    assertFalse(Pattern.compile("\\b(src|@import|url\\((?!#))").matcher(html).find());
    assertFalse(html.contains("<script"));
  }

  @Test
  void everyIdIsUnique() throws Exception {
    List<String> ids =
        Pattern.compile(" id=\"([^\"]*)\"")
            .matcher(HtmlReport.html(RUN, outcomes()))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertEquals(ids.size(), ids.stream().distinct().count(), ids::toString);
  }

  @Test
  void aDarkPageRestylesColoursThatFiguresHave() throws Exception {
    String html = HtmlReport.html(RUN, outcomes());
    String figures = html.substring(html.indexOf("<svg"));
    List<String> restyled =
        Pattern.compile("svg \\[(\\S+=\"#\\w+\")\\]")
            .matcher(html)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertTrue(restyled.size() > 5, restyled::toString);
    restyled.forEach(colour -> assertTrue(figures.contains(" " + colour), colour));
  }

  @Test
  void rendersInABrowser() throws Exception {
    Optional<Path> chromium = chromium();
    assumeTrue(chromium.isPresent(), "no chromium on this machine: the report is not rendered");
    ReportFiles.Written written = ReportFiles.write(RUN, outcomes(), directory.resolve("report"));
    // Appended by the test, the script measures what a reader would see.
    Path page = directory.resolve("page.html");
    Files.writeString(
        page,
        Files.readString(written.report())
            .replace(
                "</body>",
                """
                <script>
                const shown = (e) => e.getBoundingClientRect().width > 50
                    && e.getBoundingClientRect().height > 10;
                const count = (q) => [...document.querySelectorAll(q)].filter(shown).length;
                const wide = document.documentElement.scrollWidth > window.innerWidth;
                const out = [...document.querySelectorAll('svg text')].filter((t) => {
                  const a = t.getBoundingClientRect();
                  const b = t.closest('svg').getBoundingClientRect();
                  return a.left < b.left - 1 || a.right > b.right + 1
                      || a.top < b.top - 1 || a.bottom > b.bottom + 1;
                }).map((t) => t.textContent).join(';');
                document.title = `figures=${count('figure svg')} rows=${count('tbody tr')}`
                    + ` wide=${wide} cut=${out}`;
                </script>
                </body>"""));
    Path dom = directory.resolve("dom.html");
    Path log = directory.resolve("chromium.log");
    Process process =
        new ProcessBuilder(
                chromium.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--user-data-dir=" + Files.createDirectory(directory.resolve("profile")),
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "chromium did not end");
    } finally {
      process.destroyForcibly();
    }
    String rendered = Files.readString(dom);
    assertTrue(
        rendered.contains("<title>figures=4 rows=3 wide=false cut=</title>"),
        () -> rendered.lines().filter(l -> l.contains("<title>")).findFirst().orElse(rendered));
    assertEquals(
        List.of(), Files.readAllLines(log).stream().filter(l -> l.contains("CONSOLE")).toList());
  }

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
