package dev.hadamard.chromatography;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hadamard.chromatography.Chromatogram.Disorder;
import dev.hadamard.random.Streams;
import dev.hadamard.testing.ReferenceTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChromatogramTest {
  private static final double[] TIMES = {0, 0.5, 1, 1.5, 2};
  private static final double[] SIGNAL = {1, -2.5, 3, 0.25, 5};

  static List<String> clearFiles() {
    return List.of(
        "0,1\n0.5,-2.5\n1,3\n1.5,0.25\n2,5\n",
        "time;signal\n0;1\n0,5;-2,5\n1;3\n1,5;0,25\n2;5\n",
        "\uFEFFTime [s]\tSignal\r\n0\t1\r\n0.5\t-2.5\r\n1\t3\r\n1.5\t.25\r\n2\t5\r\n",
        "# made by hand\n% more\n\n  0 1\n  0.5   -2.5\n 1\t3\n1.5 2.5e-1\n2 5",
        "sep=;\n\"time (s)\";\"a\"\n\"0\";\"1\"\n0,5;-2,5\n1;3\n1,5;0,25\n2;5;\n",
        "time(ms),mV\n0,1\n500,-2.5\n1000,3\n1500,0.25\n2000,5\n",
        "Sample: x,\nOperator: y,\ntime/s,u\n0,1\n0.5,-2.5\n1,3\n1.5,0.25\n2,5\n",
        "t,y,z\n0,1,9\n0.5,-2.5,9\n1,3,9\n1.5,0.25,9\n2,5,9\n",
        "time, signal\n0, 1\n0.5, -2.5\n1, 3\n1.5, 0.25\n2, 5\n");
  }

  @ParameterizedTest
  @MethodSource("clearFiles")
  void filesInTheWild(String text) {
    Chromatogram read = Chromatogram.parse(text, Disorder.REFUSE);
    assertArrayEquals(TIMES, read.times(), 1e-15);
    assertArrayEquals(SIGNAL, read.signal(), 1e-15);
  }

  @Test
  void minutes() {
    Chromatogram read =
        Chromatogram.parse("Time (min);mAU\n0;1\n0,1;2\n0,2;3\n0,3;2\n0,4;1\n", Disorder.REFUSE);
    assertArrayEquals(new double[] {0, 6, 12, 18, 24}, read.times(), 1e-12);
    assertTrue(read.repairs().getFirst().contains("min"), read.repairs().toString());
  }

  @Test
  void missingValuesAreReported() {
    String text = "t,y\n0,1\n1,\n2,NaN\n3,4\n4,5\n5,6\n6,7\n";
    Chromatogram read = Chromatogram.parse(text, Disorder.REFUSE);
    assertArrayEquals(new double[] {0, 3, 4, 5, 6}, read.times());
    assertEquals(List.of("left out 2 points without a value: lines 3, 4"), read.repairs());
  }

  @Test
  void unsortedTimes() {
    String text = "t,y\n0,1\n2,3\n1,2\n3,4\n3,6\n4,5\n5,1\n";
    String message = refusal(text);
    assertTrue(message.startsWith("line 4:") && message.contains("1.0"), message);
    Chromatogram read = Chromatogram.parse(text, Disorder.REPAIR);
    assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, read.times());
    assertArrayEquals(new double[] {1, 2, 3, 5, 5, 1}, read.signal());
    assertEquals(2, read.repairs().size(), read.repairs().toString());
    assertTrue(read.repairs().get(1).contains("lines 5, 6"));
  }

  private static String refusal(String text) {
    return assertThrows(
            IllegalArgumentException.class, () -> Chromatogram.parse(text, Disorder.REFUSE))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,1\n1,2\n2,x\n3,4\n4,5\n5,6\n",
        "0,1\n1,2\n2,1e999\n3,4\n4,5\n5,6\n",
        "0,1\n1,2\n2,3,4\n3,4\n4,5\n5,6\n",
        "0;1\n1,5;2\n2.5;3\n3,5;4\n4,5;5\n5,5;6\n"
      })
  void brokenLinesAreNamed(String text) {
    assertTrue(refusal(text).startsWith("line 3:"), refusal(text));
  }

  @Test
  void whatCannotBeRead() {
    assertTrue(refusal("").contains("no data"));
    assertTrue(refusal("# only\n").contains("no data"));
    assertTrue(refusal("a,b\nc,d\n").contains("no line that begins with a number"));
    assertTrue(refusal("1,2\n2,3\n").contains("at least 5"));
    assertTrue(refusal("1\n2\n3\n4\n5\n").contains("one column"));
    assertTrue(refusal("0,1,2,3\n0,2,3,4\n").contains("decimal commas"));
  }

  /** Law 20. */
  @Property(tries = 50)
  void whatIsWrittenIsRead(@ForAll @Size(min = 5, max = 40) List<Double> signal) {
    double[] y = signal.stream().mapToDouble(v -> Double.isFinite(v) ? v : 0).toArray();
    double[] t = new double[y.length];
    Arrays.setAll(t, i -> 1e-3 * i / 3);
    Chromatogram written = Chromatogram.of(t, y);
    Chromatogram read = Chromatogram.parse(written.toCsv(), Disorder.REFUSE);
    assertArrayEquals(t, read.times());
    assertArrayEquals(y, read.signal());
  }

  @Test
  void encodings(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("latin.csv");
    String text = "time (s);\u00b5V\n0;1\n1;2\n2;3\n3;4\n4;5\n";
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(5, Chromatogram.read(file, Disorder.REFUSE).size());
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Files.write(file, ("\uFEFF" + text).getBytes(charset));
      assertEquals(5, Chromatogram.read(file, Disorder.REFUSE).size());
    }
  }

  /** What may mean two things, or nothing, is refused with its line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "t,y\n0,1\n1:30,2\n3,3\n4,4\n5,5\n6,6\n",
        "t;y\n0;1\n1;1.234,5\n3;3\n4;4\n5;5\n6;6\n",
        "t,y\n0,1\nInfinity,2\n3,3\n4,4\n5,5\n6,6\n",
        "t,y\n0,1\n1,overflow\n3,3\n4,4\n5,5\n6,6\n"
      })
  void unclearNumbersAreNamed(String text) {
    assertTrue(refusal(text).startsWith("line 3:"), refusal(text));
  }

  /** Law 21, and a constant or a slope is its own baseline. */
  @Property(tries = 30)
  void baselinesCommuteWithConstants(
      @ForAll @DoubleRange(min = -1000, max = 1000) double constant) {
    double[] y = new double[300];
    Arrays.setAll(y, i -> 50 * StrictMath.exp(-(i - 150) * (i - 150) / 200.0) + 0.02 * i);
    double[] shifted = Arrays.stream(y).map(v -> v + constant).toArray();
    double[] copy = y.clone();
    double[] arpls = Baseline.arpls(y, 1e6);
    double[] snip = Baseline.snip(y, 60);
    assertArrayEquals(copy, y, "the signal was changed");
    double[] arplsShifted = Baseline.arpls(shifted, 1e6);
    double[] snipShifted = Baseline.snip(shifted, 60);
    for (int i = 0; i < y.length; i++) {
      assertEquals(arpls[i] + constant, arplsShifted[i], 1e-8);
      assertEquals(snip[i] + constant, snipShifted[i], 1e-10);
      assertEquals(0.02 * i, arpls[i], 0.3);
      assertTrue(snip[i] <= y[i]);
    }
    assertEquals(3, snip[150], 0.2);
  }

  /** Law 21 for the other baselines, and what each does to a line under a peak. */
  @Property(tries = 20)
  void otherBaselinesCommuteWithConstants(
      @ForAll @DoubleRange(min = -1000, max = 1000) double constant) {
    double[] y = new double[300];
    Arrays.setAll(y, i -> 50 * StrictMath.exp(-(i - 150) * (i - 150) / 200.0) + 0.02 * i);
    double[] t = new double[300];
    Arrays.setAll(t, i -> i);
    double[] copy = y.clone();
    double[] shifted = Arrays.stream(y).map(v -> v + constant).toArray();
    double[] ball = Baseline.rollingBall(y, 50);
    double[] least = Baseline.asymmetric(y, 1e6, 0.001);
    double[] line = Baseline.polynomial(Chromatogram.of(t, y), 1);
    double[] ballShifted = Baseline.rollingBall(shifted, 50);
    double[] leastShifted = Baseline.asymmetric(shifted, 1e6, 0.001);
    double[] lineShifted = Baseline.polynomial(Chromatogram.of(t, shifted), 1);
    assertArrayEquals(copy, y, "the signal was changed");
    for (int i = 0; i < y.length; i++) {
      assertEquals(ball[i] + constant, ballShifted[i], 1e-10);
      assertEquals(least[i] + constant, leastShifted[i], 1e-6);
      assertEquals(line[i] + constant, lineShifted[i], 1e-6);
      assertEquals(0.02 * i, ball[i], 1.1);
      assertEquals(0.02 * i, least[i], 0.3);
      assertEquals(0.02 * i, line[i], 0.3);
    }
    assertThrows(IllegalArgumentException.class, () -> Baseline.rollingBall(y, 0));
    assertThrows(IllegalArgumentException.class, () -> Baseline.asymmetric(y, 1, 0.6));
    assertThrows(IllegalArgumentException.class, () -> Baseline.asymmetric(y, 0, 0.1));
    assertThrows(
        IllegalArgumentException.class, () -> Baseline.polynomial(Chromatogram.of(t, y), 13));
  }

  /** A parabola under noise and a peak comes back within the noise; the sign does not matter. */
  @Test
  void polynomialBaseline() {
    double[] t = new double[400];
    Arrays.setAll(t, i -> 0.1 * i + 0.0001 * i * i);
    double[] noise = new double[400];
    Streams.of(9).substream("noise").generator().fillNormal(noise);
    double[] y = new double[400];
    Arrays.setAll(
        y,
        i ->
            -70
                + 0.3 * t[i]
                - 0.01 * t[i] * t[i]
                + 40 * StrictMath.exp(-(t[i] - 20) * (t[i] - 20) / 2)
                + 0.05 * noise[i]);
    double[] z = Baseline.polynomial(Chromatogram.of(t, y), 2);
    for (int i = 0; i < 400; i++) {
      assertEquals(-70 + 0.3 * t[i] - 0.01 * t[i] * t[i], z[i], 0.06);
    }
  }

  /** 100 ((log 9 - log 5)/(log 15 - log 5) + 8) by hand, and the ends of the ladder. */
  @Test
  void retentionIndices() {
    RetentionIndex ladder = new RetentionIndex(new int[] {8, 9, 11}, new double[] {6, 16, 40}, 1);
    assertEquals(800 + 100 * Math.log(9 / 5.0) / Math.log(3), ladder.isothermal(10), 1e-10);
    assertEquals(840, ladder.programmed(10), 1e-10);
    assertEquals(1000, ladder.programmed(28), 1e-10);
    for (int j = 0; j < 3; j++) {
      double time = ladder.retentionTimes()[j];
      assertEquals(100 * ladder.carbons()[j], ladder.isothermal(time), 1e-10);
    }
    assertThrows(IllegalArgumentException.class, () -> ladder.isothermal(5));
    assertThrows(IllegalArgumentException.class, () -> ladder.programmed(Double.NaN));
    int[] two = {8, 9};
    assertThrows(
        IllegalArgumentException.class, () -> new RetentionIndex(two, new double[] {6, 5}, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new RetentionIndex(two, new double[] {6, 7}, 6));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetentionIndex(new int[] {9, 8}, new double[] {6, 7}, 1));
  }

  @Test
  void limitsOfDetection() {
    Peak peak = new Peak(10, 50, 60, 8, 12, 1, 2, 1, 1, 200, 20, 2, 2, false);
    assertEquals(0.03, peak.detectionLimit(2), 1e-16);
    assertEquals(0.1, peak.quantitationLimit(2), 1e-16);
    assertThrows(IllegalArgumentException.class, () -> peak.detectionLimit(0));
  }

  @Test
  void anchoredBaseline() {
    double[] t = {0, 1, 2, 3, 4, 5};
    Chromatogram c = Chromatogram.of(t, new double[] {1, 1, 9, 9, 3, 3});
    assertArrayEquals(
        new double[] {1, 1, 5 / 3.0, 7 / 3.0, 3, 3}, Baseline.anchors(c, 1, 4), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> Baseline.anchors(c, 1));
    assertThrows(IllegalArgumentException.class, () -> Baseline.anchors(c, 4, 1));
    assertThrows(IllegalArgumentException.class, () -> Baseline.snip(t, 0));
    assertThrows(IllegalArgumentException.class, () -> Baseline.arpls(t, 0));
  }

  static List<ReferenceTable.Row> exactPeaks() {
    return ReferenceTable.read("chromatography/btex_peaks.csv");
  }

  /** Single clean peaks: apex, height, widths and tails by root finding (gen_peaks.py). */
  @ParameterizedTest
  @MethodSource("exactPeaks")
  void metricsOfCleanPeaks(ReferenceTable.Row row) {
    ReferenceTable.Row truth =
        ReferenceTable.read("chromatography/btex_fit_reference.csv").stream()
            .filter(r -> r.text("analyte").equals(row.text("analyte")))
            .findFirst()
            .orElseThrow();
    double sigma = truth.number("sigma");
    double[] t = new double[6000];
    Arrays.setAll(t, i -> truth.number("tR_mean") + sigma * (i - 3000) / 100);
    double[] y =
        LinearColumn.of(
                60, truth.number("n_true"), truth.number("n_true") / (60 * truth.number("k_true")))
            .pulse(1, t);
    for (int i = 0; i < y.length; i++) {
      y[i] *= truth.number("c0_true");
    }
    List<Peak> peaks = PeakDetector.of().detect(Chromatogram.of(t, y)).peaks();
    assertEquals(1, peaks.size());
    Peak peak = peaks.getFirst();
    double height = row.number("height");
    assertEquals(row.number("apex"), peak.apex(), 1e-3 * sigma);
    assertEquals(height, peak.height(), 2e-4 * height);
    assertEquals(row.number("fwhm"), peak.widthHalf(), 2e-4 * row.number("fwhm"));
    assertEquals(row.number("asymmetry10"), peak.asymmetry(), 2e-3);
    assertEquals(row.number("tailing5"), peak.tailing(), 2e-3);
    assertEquals(row.number("N_half"), peak.plates(), 5e-4 * row.number("N_half"));
    assertEquals(row.number("area"), peak.area(), 1e-3 * row.number("area"));
  }

  /** The synthetic run from file to parameters: five peaks, truth within 4 standard errors. */
  @Test
  void syntheticBtexEndToEnd() {
    Chromatogram run =
        Chromatogram.read(
            Path.of("validation-data/chromatography/btex_synthetic.csv"), Disorder.REFUSE);
    ChromatogramFitter.Result result =
        new ChromatogramFitter(AnalyteFitter.of(60, 1), PeakDetector.of()).fit(run, 60);
    List<ReferenceTable.Row> truth = ReferenceTable.read("chromatography/btex_fit_reference.csv");
    assertEquals(5, result.fits().size(), result.warnings().toString());
    double[] resolutions = {9.163, 8.917, 1.493, 2.673};
    for (int i = 0; i < 5; i++) {
      AnalyteFit fit = result.fits().get(i);
      ReferenceTable.Row row = truth.get(i);
      assertEquals(row.number("k_true"), fit.retentionFactor(), 4 * fit.retentionFactorError());
      assertEquals(row.number("n_true"), fit.transferUnits(), 4 * fit.transferUnitsError());
      assertEquals(row.number("c0_true"), fit.amplitude(), 4 * fit.amplitudeError());
      assertTrue(fit.warnings().isEmpty(), fit.toString());
      if (i > 0) {
        double found = result.peaks().get(i - 1).resolution(result.peaks().get(i));
        assertEquals(resolutions[i - 1], found, 0.02 * resolutions[i - 1]);
      }
    }
    assertEquals(0.00956, result.noise(), 0.0006);
  }

  /** Negative baselines, heights 1000 : 1, and overlap. */
  @Test
  void difficultRuns() {
    double[] t = new double[1200];
    Arrays.setAll(t, i -> 130 + 0.1 * i);
    double[] first = LinearColumn.of(60, 6000, 6000 / 90.0).pulse(1, t);
    double[] second = LinearColumn.of(60, 6200, 6200 / 94.5).pulse(1, t);
    double[] third = LinearColumn.of(60, 6500, 6500 / 150.0).pulse(1, t);
    double[] noise = new double[1200];
    Streams.of(7).substream("noise").generator().fillNormal(noise);
    double[] y = new double[1200];
    Arrays.setAll(
        y,
        i ->
            -500
                - 0.1 * t[i]
                + 4000 * first[i]
                + 2500 * second[i]
                + 4 * third[i]
                + 0.01 * noise[i]);
    ChromatogramFitter.Result result =
        new ChromatogramFitter(AnalyteFitter.of(60, 1), PeakDetector.of())
            .fit(Chromatogram.of(t, y), 60);
    assertEquals(3, result.fits().size(), result.warnings().toString());
    double[] k = {1.5, 1.575, 2.5};
    double[] n = {6000, 6200, 6500};
    for (int i = 0; i < 3; i++) {
      AnalyteFit fit = result.fits().get(i);
      assertEquals(k[i], fit.retentionFactor(), 5 * fit.retentionFactorError(), "peak " + i);
      assertEquals(n[i], fit.transferUnits(), 5 * fit.transferUnitsError(), "peak " + i);
    }
  }

  @Test
  void nothingToFind() {
    double[] t = new double[200];
    Arrays.setAll(t, i -> i);
    double[] noise = new double[200];
    Streams.of(3).substream("noise").generator().fillNormal(noise);
    assertTrue(PeakDetector.of().detect(Chromatogram.of(t, noise)).peaks().isEmpty());
    assertTrue(PeakDetector.of().detect(Chromatogram.of(t, new double[200])).peaks().isEmpty());
    double[] spike = new double[200];
    spike[100] = 50;
    PeakDetector.Detection detection = PeakDetector.of().detect(Chromatogram.of(t, spike));
    assertTrue(detection.peaks().isEmpty() && detection.warnings().size() == 1);
  }

  /** Measured alkanes, by retention times that were published with them; the data are not ours. */
  @Test
  void measuredAlkanes() {
    Path folder = Path.of("../shared/reference/chromatography");
    assumeTrue(Files.exists(folder.resolve("alkanes_measured.csv")));
    Chromatogram run = Chromatogram.read(folder.resolve("alkanes_measured.csv"), Disorder.REFUSE);
    List<Peak> peaks = PeakDetector.of().detect(run).peaks();
    int found = 0;
    try (var lines = Files.lines(folder.resolve("alkanes_retention.csv"))) {
      for (String line : lines.filter(l -> l.startsWith("C")).toList()) {
        String[] cells = line.split(",", -1);
        double time = Double.parseDouble(cells[1]);
        double sigma = Double.parseDouble(cells[2]) / 1000;
        Peak nearest =
            peaks.stream()
                .min((a, b) -> Double.compare(Math.abs(a.apex() - time), Math.abs(b.apex() - time)))
                .orElseThrow();
        assertEquals(time, nearest.apex(), 0.03, line);
        assertEquals(sigma, nearest.widthHalf() / 2.35482, 0.03 * sigma, line);
        found++;
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertEquals(22, found);
  }
}
