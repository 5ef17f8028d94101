package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.testing.ImplicitReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Accepted steps satisfy their conditions, whatever the first step. */
class LineSearchTest {
  private static final double C1 = 1e-4;

  /** Objectives that are bounded below. */
  private static Map<String, UnaryOperator<NdArray>> objectives(ImplicitReference.Stream r) {
    NdArray a = r.normals(9, 5);
    NdArray y = r.normals(9).sign();
    Map<String, UnaryOperator<NdArray>> f = new LinkedHashMap<>();
    f.put("squares", x -> a.matmul(x).minus(y).squaredNorm());
    f.put("logistic", x -> a.matmul(x).times(y).softplus().sum().plus(x.squaredNorm().times(0.01)));
    f.put("fourth powers", x -> x.minus(0.3).pow(4).sum().plus(x.squaredNorm().times(0.1)));
    f.put("waves", x -> x.sin().times(2).plus(x.square().times(0.1)).sum());
    f.put("barrier", x -> x.square().plus(1).log().sum().minus(x.plus(50).log().sum()));
    return f;
  }

  private static List<LineSearch> searches() {
    return List.of(
        new LineSearch.Backtracking(LineSearch.Condition.ARMIJO),
        new LineSearch.Backtracking(LineSearch.Condition.GOLDSTEIN),
        new LineSearch.Backtracking(LineSearch.Condition.WOLFE),
        new LineSearch.Backtracking(LineSearch.Condition.STRONG_WOLFE),
        new LineSearch.Zoom(),
        new LineSearch.Zoom(0.1),
        new LineSearch.HagerZhang());
  }

  @Property(tries = 40)
  void conditionsHold(
      @ForAll @LongRange(min = 0, max = 100000) long seed,
      @ForAll @IntRange(min = -9, max = 9) int e) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    double first = Math.scalb(1.0, e);
    objectives(r)
        .forEach(
            (name, f) -> {
              NdArray x = r.normals(5);
              Autodiff.ValueAndGradient at = Autodiff.valueAndGradient(f, x);
              NdArray g = at.gradient();
              NdArray d = g.negate().plus(r.normals(5).times(0.1 * g.norm().value()));
              double slope = g.dot(d).value();
              if (!(slope < -1e-6)) {
                return;
              }
              double f0 = at.value().value();
              for (LineSearch s : searches()) {
                String what = name + " " + s + " from " + first;
                LineSearch.Step step = s.search(f, x, d, f0, g, first);
                assertTrue(step.value() <= f0, what);
                Autodiff.ValueAndGradient end =
                    Autodiff.valueAndGradient(f, x.plus(d.times(step.length())));
                assertEquals(end.value().value(), step.value(), what);
                assertEquals(end.gradient(), step.gradient(), what);
                double t = step.length();
                double slopeThere = end.gradient().dot(d).value();
                double rounding = 1e-12 * Math.abs(f0);
                switch (s) {
                  case LineSearch.Backtracking b -> {
                    assertTrue(step.satisfied() || b.condition() != LineSearch.Condition.ARMIJO);
                    if (step.satisfied()) {
                      assertTrue(step.value() <= f0 + C1 * t * slope, what);
                      assertTrue(
                          switch (b.condition()) {
                            case ARMIJO -> true;
                            case GOLDSTEIN -> step.value() >= f0 + (1 - C1) * t * slope;
                            case WOLFE -> slopeThere >= 0.9 * slope;
                            case STRONG_WOLFE -> Math.abs(slopeThere) <= -0.9 * slope;
                          },
                          what);
                    }
                  }
                  case LineSearch.Zoom z -> {
                    assertTrue(step.satisfied(), what);
                    assertTrue(slopeThere >= z.curvature() * slope, what);
                    assertTrue(
                        (step.value() <= f0 + C1 * t * slope
                                && slopeThere <= -z.curvature() * slope)
                            || (step.value() <= f0 + rounding
                                && slopeThere <= (2 * C1 - 1) * slope),
                        what);
                  }
                  case LineSearch.HagerZhang h -> {
                    assertTrue(step.satisfied(), what);
                    assertTrue(slopeThere >= h.curvature() * slope, what);
                    assertTrue(
                        step.value() <= f0 + h.decrease() * t * slope
                            || (step.value() <= f0 + rounding
                                && slopeThere <= (2 * h.decrease() - 1) * slope),
                        what);
                  }
                }
              }
            });
  }

  /** A search from too short a step must become longer, but for backtracking, which cannot. */
  @Test
  void shortFirstStepsAreProlonged() {
    UnaryOperator<NdArray> f = x -> x.minus(3).squaredNorm();
    NdArray x = NdArray.of(0);
    NdArray g = NdArray.of(-6);
    for (LineSearch s : List.of(new LineSearch.Zoom(0.1), new LineSearch.HagerZhang())) {
      LineSearch.Step step = s.search(f, x, g.negate(), 9, g, 1e-8);
      assertTrue(step.satisfied() && step.length() > 0.02, step::toString);
      assertTrue(step.evaluations() < 40, step::toString);
    }
  }

  /** Beyond x = 1 the objective is not defined. */
  @Test
  void trialsOutsideTheDomainAreTooLong() {
    UnaryOperator<NdArray> f = x -> x.rsubtract(1).log().negate().sum().minus(x.sum().times(5));
    NdArray x = NdArray.of(0);
    NdArray g = Autodiff.gradient(f, x);
    for (LineSearch s : searches()) {
      LineSearch.Step step = s.search(f, x, g.negate(), f.apply(x).value(), g, 100);
      assertTrue(step.length() > 0 && step.length() < 0.25, () -> s + " " + step);
      assertTrue(step.value() < 0);
    }
  }

  @Test
  void everySearchServesTheSolvers() {
    BinaryOperator<NdArray> f =
        (x, t) ->
            x.at(1).minus(x.at(0).square()).square().times(100).plus(x.at(0).rsubtract(1).square());
    NdArray start = NdArray.of(-1.2, 1);
    for (LineSearch s : searches()) {
      SolverResult r = Lbfgs.of(f).withLineSearch(s).run(start, NdArray.scalar(0));
      assertEquals(0, r.solution().minus(1).normInf().value(), 1e-7, () -> s + " " + r);
    }
    for (LineSearch s : List.of(new LineSearch.Zoom(0.1), new LineSearch.HagerZhang())) {
      SolverResult r = NonlinearCg.of(f).withLineSearch(s).run(start, NdArray.scalar(0));
      assertEquals(0, r.solution().minus(1).normInf().value(), 1e-7, () -> s + " " + r);
    }
  }

  @Test
  void badInput() {
    UnaryOperator<NdArray> f = NdArray::squaredNorm;
    NdArray x = NdArray.of(1);
    NdArray g = NdArray.of(2);
    for (LineSearch s : searches()) {
      assertThrows(IllegalArgumentException.class, () -> s.search(f, x, g, 1, g, 1));
      assertThrows(IllegalArgumentException.class, () -> s.search(f, x, g.negate(), 1, g, 0));
      assertThrows(
          IllegalArgumentException.class, () -> s.search(f, x, g.negate(), 1, g, Double.NaN));
    }
    assertThrows(IllegalArgumentException.class, () -> new LineSearch.Zoom(1));
    assertThrows(IllegalArgumentException.class, () -> new LineSearch.Zoom(Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> new LineSearch.HagerZhang(0.1, 0.05, 5, 0.66, 50));
    assertThrows(
        IllegalArgumentException.class, () -> new LineSearch.HagerZhang(0.1, 0.9, 1, 0.66, 50));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LineSearch.Backtracking(LineSearch.Condition.WOLFE, 1e-4, 0.9, 1, 30));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LineSearch.Backtracking(LineSearch.Condition.WOLFE, 1e-4, 0.9, 0.5, 0));
  }
}
