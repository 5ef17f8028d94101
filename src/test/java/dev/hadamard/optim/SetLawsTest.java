package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.testing.ImplicitReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Laws that relate a set or operator to others of its kind, and to what it minimises. */
class SetLawsTest {
  private static final int N = 7;

  private static NdArray number(double v) {
    return NdArray.scalar(v);
  }

  /** Π of sC at sx is s times Π of C at x. */
  @Property(tries = 50)
  void setsScale(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @DoubleRange(min = 0.01, max = 100) double s) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray x = r.normals(N);
    NdArray a = r.normals(N);
    NdArray m = r.normals(2, N);
    NdArray b = r.normals(2);
    NdArray g = r.normals(3, N);
    NdArray h = r.normals(3).abs();
    NdArray lower = r.normals(N);
    NdArray upper = lower.plus(r.normals(N).abs());
    NdArray none = NdArray.zeros(0, N);
    double c = a.dot(lower.plus(upper)).value() / 2;
    Map<String, Function<Double, Projection>> sets = new LinkedHashMap<>();
    sets.put("nonNegative", t -> Projections.nonNegative());
    sets.put("box", t -> Projections.box(lower.times(t), upper.times(t)));
    sets.put("simplex", t -> Projections.simplex(number(t)));
    sets.put("sparseSimplex", t -> Projections.sparseSimplex(3, number(t)));
    sets.put("l1Ball", t -> Projections.l1Ball(number(t)));
    sets.put("l1Sphere", t -> Projections.l1Sphere(number(t)));
    sets.put("l2Ball", t -> Projections.l2Ball(number(t)));
    sets.put("l2Sphere", t -> Projections.l2Sphere(number(t)));
    sets.put("lInfBall", t -> Projections.lInfBall(number(t)));
    sets.put("hyperplane", t -> Projections.hyperplane(a, number(t)));
    sets.put("halfspace", t -> Projections.halfspace(a, number(-t)));
    sets.put("affineSet", t -> Projections.affineSet(m, b.times(t)));
    sets.put("polyhedron", t -> Projections.polyhedron(none, NdArray.zeros(0), g, h.times(t)));
    sets.put(
        "boxSection",
        t -> Projections.boxSection(lower.times(t), upper.times(t), a, number(c * t)));
    sets.put("permutahedron", t -> Projections.permutahedron(a.times(t)));
    sets.put("isotonic", t -> Projections.isotonic(true, NdArray.ones(N), -0.3 * t, 0.4 * t));
    sets.put("secondOrderCone", t -> Projections.secondOrderCone());
    sets.put("rotatedSecondOrderCone", t -> Projections.rotatedSecondOrderCone());
    sets.put(
        "exponentialCone",
        t ->
            z ->
                NdArray.concatenate(
                    0,
                    Projections.exponentialCone().project(z.slice(0, 0, 3)),
                    Projections.psdCone().project(symmetric(z.slice(0, 3, 7))).flatten()));
    sets.put(
        "spectralBall",
        t ->
            z ->
                Projections.spectralBall(number(t))
                    .project(z.slice(0, 1, 7).reshape(2, 3))
                    .flatten());
    sets.forEach(
        (name, set) ->
            close(
                name, set.apply(1.0).project(x).times(s), set.apply(s).project(x.times(s)), 1e-11));
  }

  @Property(tries = 50)
  void theSimplexAndItsKin(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @DoubleRange(min = -100, max = 100) double shift) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray x = r.normals(N);
    NdArray p = Projections.simplex().project(x);
    close("shift", p, Projections.simplex().project(x.plus(shift)), 1e-12);
    int[] order = x.negate().sortOrder();
    NdArray shuffled = x.take(order);
    close("permutation", p.take(order), Projections.simplex().project(shuffled), 1e-15);
    for (Projection set :
        List.of(Projections.l1Ball(number(1)), Projections.sparseSimplex(2, number(1)))) {
      close("permutation", set.project(x).take(order), set.project(shuffled), 1e-15);
    }
    close("rows", p, Projections.simplexRows().project(NdArray.stack(x, shuffled)).at(0), 1e-15);
    close(
        "batch",
        NdArray.stack(p, p.take(order)),
        Autodiff.batch((NdArray z) -> Projections.simplex().project(z))
            .apply(NdArray.stack(x, shuffled)),
        1e-15);
  }

  /** The derivative of a projection onto a polyhedral set projects. */
  @Property(tries = 50)
  void derivativesOfPolyhedralSetsAreProjectors(
      @ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray lower = r.normals(N);
    NdArray upper = lower.plus(r.normals(N).abs());
    NdArray w = r.normals(N);
    Map<String, Projection> sets = new LinkedHashMap<>();
    sets.put("nonNegative", Projections.nonNegative());
    sets.put("box", Projections.box(lower, upper));
    sets.put("simplex", Projections.simplex());
    sets.put("l1Ball", Projections.l1Ball(number(1)));
    sets.put("lInfBall", Projections.lInfBall(number(0.5)));
    sets.put("hyperplane", Projections.hyperplane(w, number(1)));
    sets.put("halfspace", Projections.halfspace(w, number(-1)));
    sets.put("affineSet", Projections.affineSet(r.normals(3, N), r.normals(3)));
    sets.put(
        "polyhedron",
        Projections.polyhedron(r.normals(1, N), r.normals(1), r.normals(3, N), r.normals(3).abs()));
    sets.put(
        "boxSection", Projections.boxSection(lower, upper, w, w.dot(lower.plus(upper)).times(0.5)));
    sets.put("isotonic", Projections.isotonic(false));
    sets.put("permutahedron", Projections.permutahedron(w));
    NdArray x = r.normals(N).times(2);
    NdArray v = r.normals(N);
    sets.forEach(
        (name, set) -> {
          NdArray once = set.jvp(x, v);
          close(name, once, set.jvp(x, once), 1e-10);
          close(name + " adjoint", once, set.vjp(x, v), 1e-10);
        });
  }

  @Property(tries = 50)
  void conesSplitEveryPoint(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    for (Cone k :
        List.of(
            Cone.zero(4),
            Cone.free(4),
            Cone.nonNegative(5),
            Cone.secondOrder(4),
            Cone.secondOrder(1),
            Cone.exponential(),
            Cone.dualExponential(),
            Cone.semidefinite(3),
            Cone.zero(2).and(Cone.secondOrder(3)).and(Cone.exponential()))) {
      NdArray x = r.normals(k.size()).times(3);
      NdArray p = k.projection().project(x);
      NdArray q = k.dual().projection().project(x.negate());
      close("x = Π_K(x) - Π_K*(-x)", x, p.minus(q), 1e-13);
      assertEquals(0, p.dot(q).value(), 1e-12 * (1 + x.squaredNorm().value()));
      close("idempotent", p, k.projection().project(p), 1e-13);
    }
  }

  private static NdArray symmetric(NdArray fourElements) {
    NdArray m = fourElements.reshape(2, 2);
    return m.plus(m.transpose());
  }

  /**
   * prox_f(x) + prox_f*(x) = x with the conjugates that are known in closed form: norms and the
   * balls of their dual norms, cones and their polars, powers.
   */
  @Property(tries = 40)
  void conjugatesInClosedForm(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @DoubleRange(min = 0.01, max = 10) double l) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray x = r.normals(N).times(3);
    NdArray k = number(l);
    pair("ℓ1 and ℓ∞ ball", Proxes.lasso(k), Projections.lInfBall(k)::project, x);
    pair("ℓ∞ and ℓ1 ball", Proxes.lInfNorm(k), Projections.l1Ball(k)::project, x);
    pair("ℓ2 and ℓ2 ball", Proxes.groupLasso(k), Projections.l2Ball(k)::project, x);
    pair("squares", Proxes.ridge(k), z -> Proxes.ridge(number(1 / l)).apply(z, 1), x);
    pair("none and zero", Proxes.none(), z -> z.times(0), x);
    pair(
        "the orthant and its polar",
        Proxes.of(Projections.nonNegative()),
        z -> z.min(number(0)),
        x);
    pair(
        "the second-order cone and its polar",
        Proxes.of(Projections.secondOrderCone()),
        z -> Projections.secondOrderCone().project(z.negate()).negate(),
        x);
    pair(
        "a hyperplane through 0 and its normals",
        Proxes.of(Projections.hyperplane(NdArray.ones(N), number(0))),
        z -> z.mean().broadcastTo(N),
        x);
    // The conjugate of λ(1 - y)₊ is y on [-λ, 0].
    pair(
        "hinge",
        Proxes.hinge(k),
        z -> Projections.box(k.negate(), number(0)).project(z.minus(1)),
        x);
    // The conjugate of λy on y ≥ 0 is 0 on z ≤ λ.
    pair("λy on y ≥ 0", Proxes.nonNegativeLasso(k), z -> z.min(k), x);
    // The conjugate of -λ Σ log y is -λ Σ log(-z) + const.
    pair(
        "barrier",
        Proxes.logBarrier(k),
        z -> Proxes.logBarrier(k).apply(z.negate(), 1).negate(),
        x);
    // The conjugate of λ·huber_δ is z²/(2λ) on [-λδ, λδ].
    double delta = 0.7;
    pair(
        "Huber",
        Proxes.huber(k, number(delta)),
        z -> {
          NdArray bound = number(l * delta);
          return z.times(l / (1 + l)).max(bound.negate()).min(bound);
        },
        x);
    NdArray m = r.normals(3, 4).times(2);
    pair("nuclear and spectral", Proxes.nuclearNorm(k), Projections.spectralBall(k)::project, m);
    NdArray s = symmetric(r.normals(4));
    pair(
        "semidefinite matrices",
        Proxes.of(Projections.psdCone()),
        z -> Projections.psdCone().project(z.negate()).negate(),
        s);
  }

  private static void pair(String name, Prox f, Function<NdArray, NdArray> conjugate, NdArray x) {
    close(name, x, f.apply(x, 1).plus(conjugate.apply(x)), 1e-12);
    close(name + " by its name", conjugate.apply(x), Proxes.conjugate(f).apply(x, 1), 1e-12);
  }

  private record Operator(Prox prox, ToDoubleFunction<NdArray> g, boolean positive) {}

  private static double l2(NdArray y, int... index) {
    return y.take(index).norm().value();
  }

  private static Map<String, Operator> operators(double l) {
    NdArray k = number(l);
    Map<String, Operator> all = new LinkedHashMap<>();
    ToDoubleFunction<NdArray> onlyPositive =
        y -> y.min().value() < 0 ? Double.POSITIVE_INFINITY : 0;
    all.put("none", new Operator(Proxes.none(), y -> 0, false));
    all.put("lasso", new Operator(Proxes.lasso(k), y -> l * y.norm1().value(), false));
    all.put(
        "nonNegativeLasso",
        new Operator(
            Proxes.nonNegativeLasso(k),
            y -> l * y.sum().value() + onlyPositive.applyAsDouble(y),
            true));
    all.put(
        "elasticNet",
        new Operator(
            Proxes.elasticNet(k, number(0.8)),
            y -> l * (y.norm1().value() + 0.4 * y.squaredNorm().value()),
            false));
    all.put("ridge", new Operator(Proxes.ridge(k), y -> l / 2 * y.squaredNorm().value(), false));
    all.put(
        "nonNegativeRidge",
        new Operator(
            Proxes.nonNegativeRidge(k),
            y -> l / 2 * y.squaredNorm().value() + onlyPositive.applyAsDouble(y),
            true));
    all.put("groupLasso", new Operator(Proxes.groupLasso(k), y -> l * y.norm().value(), false));
    all.put(
        "groups",
        new Operator(
            Proxes.groupLasso(new int[] {0, 1, 0, 2, 1, 1, 2}, NdArray.of(l, 2 * l, 3 * l)),
            y -> l * (l2(y, 0, 2) + 2 * l2(y, 1, 4, 5) + 3 * l2(y, 3, 6)),
            false));
    all.put(
        "hinge",
        new Operator(Proxes.hinge(k), y -> l * y.rsubtract(1).relu().sum().value(), false));
    all.put(
        "logistic",
        new Operator(Proxes.logistic(k), y -> l * y.negate().softplus().sum().value(), false));
    all.put(
        "logBarrier", new Operator(Proxes.logBarrier(k), y -> -l * y.log().sum().value(), true));
    all.put(
        "logSum",
        new Operator(
            Proxes.logSum(number(0.5 * Math.min(l, 1)), number(1)),
            y -> 0.5 * Math.min(l, 1) * y.abs().log1p().sum().value(),
            false));
    all.put("entropy", new Operator(Proxes.entropy(k), y -> l * y.xlogy(y).sum().value(), true));
    all.put("lInfNorm", new Operator(Proxes.lInfNorm(k), y -> l * y.normInf().value(), false));
    all.put(
        "huber",
        new Operator(
            Proxes.huber(k, number(0.7)), y -> l * Losses.huber(y, 0.7).sum().value(), false));
    all.put(
        "totalVariation",
        new Operator(
            Proxes.totalVariation(k),
            y -> l * y.slice(0, 1, N).minus(y.slice(0, 0, N - 1)).norm1().value(),
            false));
    all.put(
        "squaredDistance",
        new Operator(
            Proxes.squaredDistance(Projections.l2Ball(number(1)), k),
            y -> l / 2 * Math.pow(Math.max(0, y.norm().value() - 1), 2),
            false));
    all.put(
        "scaled",
        new Operator(
            Proxes.scaled(Proxes.logistic(k), number(-1.5)),
            y -> l * y.times(1.5).softplus().sum().value(),
            false));
    all.put(
        "translated",
        new Operator(
            Proxes.translated(Proxes.lasso(k), number(0.4)),
            y -> l * y.minus(0.4).norm1().value(),
            false));
    return all;
  }

  /** No other point has a smaller ½‖z - x‖² + ηg(z), near or far. */
  @Property(tries = 30)
  void operatorsMinimise(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @DoubleRange(min = 0.01, max = 4) double l) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    double eta = 0.8;
    operators(l)
        .forEach(
            (name, o) -> {
              NdArray x = r.normals(N).times(2);
              NdArray y = o.prox.apply(x, eta);
              double value = y.minus(x).squaredNorm().value() / 2 + eta * o.g.applyAsDouble(y);
              for (double size : new double[] {1e-6, 1e-3, 0.1, 1, 10}) {
                for (int i = 0; i < 6; i++) {
                  NdArray z = y.plus(r.normals(N).times(size));
                  z = o.positive ? z.abs() : z;
                  double other = z.minus(x).squaredNorm().value() / 2 + eta * o.g.applyAsDouble(z);
                  // Strong convexity; logSum alone is only convex with the quadratic.
                  double growth = name.equals("logSum") ? 0 : z.minus(y).squaredNorm().value() / 2;
                  assertTrue(
                      other >= value + growth - 1e-12 * (1 + Math.abs(value)),
                      name + " " + other + " " + value);
                }
              }
            });
  }

  /** For η → 0 the nearest point of the domain remains. */
  @Property(tries = 20)
  void smallStepsDoNotMove(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    operators(1)
        .forEach(
            (name, o) -> {
              NdArray x = r.normals(N);
              NdArray y = o.prox.apply(x, 1e-12);
              close(name, o.positive ? x.relu() : x, y, 1e-5);
            });
  }

  @Test
  void derivativesOfTheEntropyVanishWithIt() {
    Prox entropy = Proxes.entropy(number(1));
    NdArray x = NdArray.of(-800, -700, 3);
    NdArray y = entropy.apply(x, 1);
    assertEquals(0, y.at(0).value());
    NdArray slope = Autodiff.jvp(z -> entropy.apply(z, 1), x, NdArray.ones(3)).tangent();
    assertTrue(slope.allFinite(), slope::toString);
    assertEquals(0, slope.at(0).value());
    NdArray second =
        Autodiff.jvp(
                q -> Autodiff.jvp(z -> entropy.apply(z, 1), q, NdArray.ones(3)).tangent(),
                x,
                NdArray.ones(3))
            .tangent();
    assertTrue(second.allFinite(), second::toString);
    NdArray barrier = Proxes.logBarrier(number(1)).apply(NdArray.of(1e200, -1e200), 1);
    assertEquals(1e200, barrier.at(0).value());
    assertEquals(1e-200, barrier.at(1).value(), 1e-214);
  }

  /** The sign of 0 is +1: the nearest points of the sphere are on it. */
  @Test
  void zerosOnSpheres() {
    NdArray p = Projections.l1Sphere(number(2)).project(NdArray.zeros(4));
    assertEquals(2, p.norm1().value(), 1e-15);
    NdArray q = Projections.l1Sphere(number(2)).project(NdArray.of(0, -3, 0));
    assertEquals(2, q.norm1().value(), 1e-15);
    assertThrows(
        dev.hadamard.kernel.IllPosedProblemException.class,
        () -> Projections.l2Sphere(number(1)).project(NdArray.zeros(3)));
  }

  /** Feasible points come back as they are. */
  @Test
  void feasiblePointsStay() {
    NdArray x = NdArray.of(0.2, 0.1, -0.3, 0.05);
    for (Projection set :
        List.of(
            Projections.box(number(-0.3), number(0.2)),
            Projections.l1Ball(number(1)),
            Projections.l2Ball(number(1)),
            Projections.lInfBall(number(0.3)),
            Projections.halfspace(NdArray.ones(4), number(1)))) {
      assertEquals(x, set.project(x));
    }
    assertEquals(x.abs(), Projections.nonNegative().project(x.abs()));
    NdArray t = NdArray.of(5, 1, -2, 3);
    assertEquals(t, Projections.secondOrderCone().project(t));
    close(
        "simplex",
        NdArray.of(0.2, 0.5, 0.3),
        Projections.simplex().project(NdArray.of(0.2, 0.5, 0.3)),
        1e-15);
  }

  @Property(tries = 15)
  void costsOfPlansFallWithTheirRegularisation(
      @ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray cost = r.normals(4, 3);
    NdArray a = NdArray.of(0.1, 0.2, 0.3, 0.4);
    NdArray b = NdArray.of(0.5, 0.2, 0.3);
    double entropic = Double.NEGATIVE_INFINITY;
    double quadratic = Double.NEGATIVE_INFINITY;
    for (double gamma : new double[] {0.01, 0.03, 0.1, 0.3, 1, 3, 10}) {
      double e = cost.times(Transport.entropic(cost, a, b, number(gamma))).sum().value();
      double q = cost.times(Transport.quadratic(cost, a, b, number(gamma))).sum().value();
      assertTrue(e >= entropic - 1e-11 && q >= quadratic - 1e-11);
      entropic = e;
      quadratic = q;
    }
  }

  @Test
  void badInputIsNamed() {
    NdArray x = NdArray.of(1, 2);
    NdArray bad = number(-1);
    NdArray nan = number(Double.NaN);
    List<Function<NdArray, Object>> radii =
        List.of(
            Projections::simplex,
            Projections::l1Ball,
            Projections::l1Sphere,
            Projections::l2Ball,
            Projections::l2Sphere,
            Projections::lInfBall,
            Projections::spectralBall,
            s -> Projections.sparseSimplex(1, s),
            Proxes::lasso,
            Proxes::nonNegativeLasso,
            Proxes::ridge,
            Proxes::nonNegativeRidge,
            Proxes::groupLasso,
            Proxes::nuclearNorm,
            Proxes::hinge,
            Proxes::logistic,
            Proxes::logBarrier,
            Proxes::entropy,
            Proxes::lInfNorm,
            Proxes::totalVariation,
            s -> Proxes.elasticNet(s, number(1)),
            s -> Proxes.elasticNet(number(1), s),
            s -> Proxes.huber(number(1), s),
            s -> Proxes.logSum(number(0.1), s),
            s -> Transport.entropic(NdArray.zeros(2, 2), x.times(0.5), x.times(0.5), s),
            s -> Transport.quadratic(NdArray.zeros(2, 2), x.times(0.5), x.times(0.5), s));
    for (Function<NdArray, Object> f : radii) {
      for (NdArray v : List.of(bad, nan, number(Double.POSITIVE_INFINITY))) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> f.apply(v));
        assertTrue(e.getMessage().contains(String.valueOf(v.value())), e.getMessage());
      }
    }
    List<Projection> sets =
        List.of(
            Projections.nonNegative(),
            Projections.hypercube(),
            Projections.simplex(),
            Projections.l1Ball(number(1)),
            Projections.l2Ball(number(1)),
            Projections.hyperplane(NdArray.ones(2), number(1)),
            Projections.secondOrderCone(),
            Projections.isotonic(true),
            Projections.permutahedron(x),
            Projections.affineSet(NdArray.ones(1, 2), NdArray.ones(1)));
    for (Projection set : sets) {
      for (double v : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
        assertThrows(NonFiniteInputException.class, () -> set.project(NdArray.of(1, v)));
      }
    }
    assertThrows(
        IllegalArgumentException.class, () -> Projections.psdCone().project(NdArray.zeros(2, 3)));
    assertThrows(IllegalArgumentException.class, () -> Projections.simplexRows().project(x));
    assertThrows(
        IllegalArgumentException.class,
        () -> Projections.permutahedron(x).project(NdArray.zeros(3)));
    assertThrows(
        InfeasibleException.class,
        () ->
            Projections.polyhedron(
                    NdArray.zeros(0, 1),
                    NdArray.zeros(0),
                    NdArray.wrap(new double[] {1, -1}, 2, 1),
                    NdArray.of(-1, -1))
                .project(NdArray.of(0)));
    for (Prox p : List.of(Proxes.lasso(number(1)), Proxes.entropy(number(1)))) {
      assertThrows(NonFiniteInputException.class, () -> p.apply(NdArray.of(Double.NaN), 1));
    }
    assertArrayEquals(new double[0], Projections.nonNegative().project(NdArray.zeros(0)).toArray());
  }

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = ImplicitReference.distance(expected.toArray(), actual.toArray());
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }
}
