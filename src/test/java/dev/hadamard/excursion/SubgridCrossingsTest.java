package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.random.PhiloxGenerator;
import dev.hadamard.random.Streams;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Crossings that the grid hides, put back by bridges. Seeds are fixed. */
class SubgridCrossingsTest {
  private static GaussianPath[] paths(
      CorrelationModel r, double h, int points, int count, boolean slopes, PhiloxGenerator random) {
    GaussianPath[] paths = new GaussianPath[count];
    StateSpaceSimulator exact = slopes ? StateSpaceSimulator.of(r, h, points) : null;
    StationaryGaussianSimulator circulant =
        slopes ? null : StationaryGaussianSimulator.circulant(r, h, points);
    for (int k = 0; k < count; k += 2) {
      if (slopes) {
        paths[k] = exact.path(random);
        paths[k + 1] = exact.path(random);
      } else {
        var pair = circulant.pair(random);
        paths[k] = pair.get(0);
        paths[k + 1] = pair.get(1);
      }
    }
    return paths;
  }

  /** The mean of numbers and its standard error. */
  private static double[] estimate(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    int n = values.length;
    return new double[] {mean, Math.sqrt(square / (n - 1) / n)};
  }

  /**
   * Mean intervals over 64 independent paths of at least 4000 crossings: the raw one is too long by
   * more than ten of its standard errors, the corrected one is Rice's π/(√λ₂ e^(-u²/2)) within
   * three: a false alarm in 0.4 per cent of the cases (Student's law), seeds are fixed. The raw one
   * is that of the grid law.
   */
  @ParameterizedTest
  @CsvSource({
    "randomAcceleration,0.1,64,true,0",
    "randomAcceleration,0.1,64,false,0",
    "matern(nu=1.5),0.1,64,false,0.5",
    "car2(a=1.0;b=5.0),0.05,64,true,0",
    "matern(nu=2.5),1,16,true,0",
    "diffusion(d=2.0),1.2,16,false,0",
    "squaredExponential(ell=1.0),0.7,16,false,0",
    "dampedCosine(w=200.0),0.031415926535897934,16,false,0"
  })
  void meanIntervals(String process, double h, int refinement, boolean slopes, double level) {
    CorrelationModel r = ReferenceModels.parse(process);
    double expected = Math.PI / Math.sqrt(r.lambda2()) * Math.exp(level * level / 2);
    int points = (int) (4000 * expected / h);
    PhiloxGenerator random = Streams.of(11).substream(process + slopes + level).generator();
    SubgridCrossings detector = SubgridCrossings.of(r, refinement);
    int count = 64;
    double[] raw = new double[count];
    double[] corrected = new double[count];
    GaussianPath[] paths = paths(r, h, points, count, slopes, random);
    for (int k = 0; k < count; k++) {
      double time = paths[k].duration();
      raw[k] = time / CrossingDetector.linear().crossings(paths[k], level).count();
      corrected[k] = time / detector.crossings(paths[k], level, random).count();
    }
    double[] before = estimate(raw);
    double[] after = estimate(corrected);
    assertTrue(before[0] - expected > 10 * before[1], Arrays.toString(before));
    assertEquals(expected, after[0], 3 * after[1], Arrays.toString(after));
    if (level == 0) {
      double inflation = GridLaw.of(r, h).inflation();
      assertEquals(expected * inflation, before[0], 4 * before[1]);
      double left = detector.gridLaw(h).inflation() - 1;
      assertTrue(left < after[1] / expected && left < (inflation - 1) / (0.9 * refinement));
    }
  }

  /**
   * McKean's law of the excursions of random acceleration, short ones above all, which the grid
   * hides entirely: P(T ≤ t) over 64 paths within four standard errors, five times, a false alarm
   * once in a thousand cases. The refined grid of 1/640 hides a share of t below a fifth of the
   * error.
   */
  @Test
  void shortIntervalsOfRandomAcceleration() {
    CorrelationModel r = RandomAccelerationCorrelation.of();
    PhiloxGenerator random = Streams.of(12).generator();
    int count = 64;
    double[] times = {0.05, 0.1, 0.2, 0.5, 2};
    double[][] shares = new double[times.length][count];
    double[] raw = new double[count];
    GaussianPath[] paths = paths(r, 0.1, 1 << 16, count, true, random);
    SubgridCrossings detector = SubgridCrossings.of(r, 64);
    for (int k = 0; k < count; k++) {
      double[] intervals = detector.zeroCrossings(paths[k], random).intervals();
      for (int i = 0; i < times.length; i++) {
        double t = times[i];
        shares[i][k] =
            (double) Arrays.stream(intervals).filter(x -> x <= t).count() / intervals.length;
      }
      intervals = CrossingDetector.hermite().zeroCrossings(paths[k]).intervals();
      raw[k] = (double) Arrays.stream(intervals).filter(x -> x <= 0.1).count() / intervals.length;
    }
    for (int i = 0; i < times.length; i++) {
      double[] share = estimate(shares[i]);
      double exact = 1 - RandomAccelerationExact.survival(times[i]);
      assertEquals(exact, share[0], 4 * share[1], "t=" + times[i]);
    }
    double[] share = estimate(raw);
    assertTrue(1 - RandomAccelerationExact.survival(0.1) - share[0] > 10 * share[1]);
  }

  @Provide
  Arbitrary<CorrelationModel> models() {
    return CorrelationModels.proven();
  }

  /**
   * On any path: crossings are added in pairs within steps, ordered, and are the same for the same
   * random numbers; the last one leads to the side where the path ends.
   */
  @Property(tries = 200)
  void addsPairsWithinSteps(
      @ForAll("models") CorrelationModel r,
      @ForAll @DoubleRange(min = 0.05, max = 1.5) double step,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double level,
      @ForAll @IntRange(min = 2, max = 40) int refinement,
      @ForAll @IntRange(min = 2, max = 300) int points,
      @ForAll long seed) {
    double h = step / Math.sqrt(r.lambda2());
    PhiloxGenerator random = Streams.of(seed).generator();
    GaussianPath path =
        StationaryGaussianSimulator.approximate(r, h, points).pair(random).getFirst();
    SubgridCrossings detector = SubgridCrossings.of(r, refinement);
    Crossings seen = CrossingDetector.linear().crossings(path, level);
    Crossings all = detector.crossings(path, level, Streams.of(seed).generator());
    assertArrayEquals(
        all.times(), detector.crossings(path, level, Streams.of(seed).generator()).times());
    int[] perStep = new int[points - 1];
    double before = 0;
    for (double t : all.times()) {
      assertTrue(t >= before && t <= path.duration());
      before = t;
      perStep[Math.min(points - 2, (int) (t / h))]++;
    }
    for (double t : seen.times()) {
      perStep[Math.min(points - 2, (int) (t / h))]++;
    }
    for (int i = 0; i < perStep.length; i++) {
      assertEquals(0, perStep[i] % 2, "step " + i);
    }
    if (all.count() > 0) {
      assertEquals(path.values()[points - 1] > level, all.isUp(all.count() - 1));
    }
  }

  @Test
  void refusals() {
    CorrelationModel r = RandomAccelerationCorrelation.of();
    assertEquals(
        "refinement is 1: must be from 2 to 256",
        assertThrows(IllegalArgumentException.class, () -> SubgridCrossings.of(r, 1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> SubgridCrossings.of(r, 257));
    CorrelationModel rough = FunctionCorrelation.of("ou", t -> t.negate().exp(), 1);
    assertThrows(IllPosedProblemException.class, () -> SubgridCrossings.of(rough, 8));
    SubgridCrossings detector = SubgridCrossings.of(r, 8);
    PhiloxGenerator random = Streams.of(1).generator();
    assertEquals(
        "values[1] is NaN: must be finite",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    detector.zeroCrossings(
                        GaussianPath.of(1, new double[] {0, Double.NaN, 1}), random))
            .getMessage());
    assertEquals(
        "slopes[0] is Infinity: must be finite",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    detector.zeroCrossings(
                        new GaussianPath(
                            1, new double[] {1, 1}, new double[] {Double.POSITIVE_INFINITY, 1}),
                        random))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> detector.crossings(GaussianPath.of(1, new double[] {1, 2}), Double.NaN, random));
    assertThrows(IllegalArgumentException.class, () -> detector.gridLaw(0));
    assertEquals(GridLaw.of(r, 0.1), detector.gridLaw(0.8));
    // Far from the level nothing is drawn.
    long position = random.position();
    Crossings none = detector.zeroCrossings(GaussianPath.of(0.1, new double[] {9, 9, 9}), random);
    assertEquals(0, none.count());
    assertEquals(position, random.position());
  }
}
