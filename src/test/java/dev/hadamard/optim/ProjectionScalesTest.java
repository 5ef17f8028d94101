package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.NdArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What makes a map the projection onto a convex set, for points and sets of any size, from one
 * element on, with ties and zeros: it is idempotent, brings no points further apart, and leaves no
 * acute angle between the way to the set and the way on within the set.
 */
class ProjectionScalesTest {
  private static final double TOLERANCE = 1e-13;

  /** Few values, so that many are equal, or 0, or on a bound. */
  private static NdArray coarse(SplittableRandom random, int n, double unit) {
    double[] v = new double[n];
    boolean ties = random.nextBoolean();
    for (int i = 0; i < n; i++) {
      v[i] = unit * (ties ? random.nextInt(-2, 3) / 2.0 : 4 * random.nextDouble() - 2);
    }
    return NdArray.of(v);
  }

  private static NdArray nonZero(SplittableRandom random, int n) {
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = random.nextBoolean() ? 1 : random.nextDouble() - 2;
    }
    return NdArray.of(v);
  }

  private static Map<String, Projection> sets(SplittableRandom r, int n, double unit) {
    NdArray size = NdArray.scalar(unit);
    NdArray lower = coarse(r, n, unit);
    NdArray upper = lower.plus(coarse(r, n, unit).abs());
    NdArray normal = nonZero(r, n);
    NdArray inside = lower.plus(upper).times(0.5);
    Map<String, Projection> p = new LinkedHashMap<>();
    p.put("nonNegative", Projections.nonNegative());
    p.put("box", Projections.box(lower, upper));
    p.put("simplex", Projections.simplex(size));
    p.put("l1Ball", Projections.l1Ball(size));
    p.put("l2Ball", Projections.l2Ball(size));
    p.put("lInfBall", Projections.lInfBall(size));
    p.put("hyperplane", Projections.hyperplane(normal, size));
    p.put("halfspace", Projections.halfspace(normal, size));
    p.put("affineSet", Projections.affineSet(normal.reshape(1, n), normal.dot(inside).reshape(1)));
    p.put("boxSection", Projections.boxSection(lower, upper, normal, normal.dot(inside)));
    p.put(
        "polyhedron",
        Projections.polyhedron(
            NdArray.zeros(0, n),
            NdArray.zeros(0),
            NdArray.stack(normal, nonZero(r, n)),
            NdArray.of(unit, unit / 2)));
    p.put("isotonic", Projections.isotonic(false));
    p.put("isotonic between bounds", Projections.isotonic(true, NdArray.ones(n), -unit, unit));
    p.put("permutahedron", Projections.permutahedron(coarse(r, n, unit)));
    p.put("secondOrderCone", Projections.secondOrderCone());
    if (n >= 2) {
      p.put("rotatedSecondOrderCone", Projections.rotatedSecondOrderCone());
    }
    if (n == 3) {
      p.put("exponentialCone", Projections.exponentialCone());
    }
    int order = (int) Math.round(Math.sqrt(n));
    if (order * order == n) {
      Projection psd = Projections.psdCone();
      p.put(
          "psdCone",
          x -> {
            NdArray m = x.reshape(order, order);
            return psd.project(m.plus(m.transpose()).times(0.5)).flatten();
          });
      Projection spectral = Projections.spectralBall(size);
      p.put("spectralBall", x -> spectral.project(x.reshape(order, order)).flatten());
    }
    return p;
  }

  @Property(tries = 600)
  void projectionsAreProjections(
      @ForAll @IntRange(min = 0, max = 1_000_000) int seed,
      @ForAll @IntRange(min = 1, max = 5) int n,
      @ForAll @IntRange(min = -1, max = 1) int size) {
    double unit = Math.scalb(1.0, 500 * size);
    SplittableRandom random = new SplittableRandom(seed);
    sets(random, n, unit)
        .forEach(
            (name, set) -> {
              NdArray x = coarse(random, n, unit);
              NdArray y = coarse(random, n, unit);
              // The laws are those of numbers near 1.
              NdArray px = set.project(x).times(1 / unit);
              NdArray py = set.project(y).times(1 / unit);
              NdArray again = set.project(px.times(unit)).times(1 / unit);
              NdArray x1 = x.times(1 / unit);
              NdArray y1 = y.times(1 / unit);
              String what = name + ", n = " + n + ", unit " + unit + ", x = " + x;
              assertTrue(px.allFinite() && py.allFinite(), what);
              double scale = 1 + px.norm().value() + x1.norm().value();
              assertTrue(again.minus(px).norm().value() <= TOLERANCE * scale, what + " again");
              assertTrue(
                  px.minus(py).norm().value() <= x1.minus(y1).norm().value() + TOLERANCE * scale,
                  what + " apart");
              assertTrue(
                  x1.minus(px).dot(py.minus(px)).value() <= 4 * TOLERANCE * scale * scale,
                  what + " angle");
            });
  }
}
