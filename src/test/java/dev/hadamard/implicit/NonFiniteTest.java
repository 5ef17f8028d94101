package dev.hadamard.implicit;

import static dev.hadamard.implicit.ImplicitOptions.DEFAULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.autodiff.ShapeMismatchException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.optim.Lbfgs;
import dev.hadamard.optim.OptimalityCondition;
import dev.hadamard.testing.ImplicitReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Values that are not finite are found where they arise; bad input is named. */
class NonFiniteTest {
  private static int line() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
  }

  @Test
  void theLineOfTheFirstValueThatIsNotFinite() {
    int[] line = new int[1];
    Linearization l =
        Autodiff.linearize(
            x -> {
              NdArray shifted = x.minus(2);
              line[0] = line() + 1;
              NdArray log = shifted.log();
              return log.exp().sum();
            },
            NdArray.of(3, 1, 0));
    String message = assertThrows(ArithmeticException.class, l::checkFinite).getMessage();
    assertTrue(message.contains("log") && message.contains("NaN at index 1"), message);
    assertTrue(message.endsWith("(NonFiniteTest.java:" + line[0] + ")"), message);
  }

  /** √0 = 0 is finite, its derivative is not. */
  @Test
  void theLineOfTheFirstCotangentThatIsNotFinite() {
    int[] line = new int[1];
    Linearization l =
        Autodiff.linearize(
            x -> {
              line[0] = line() + 1;
              NdArray root = x.sqrt();
              return root.times(3).sum();
            },
            NdArray.of(4, 0));
    l.checkFinite();
    String message =
        assertThrows(ArithmeticException.class, () -> l.checkFinite(NdArray.scalar(1)))
            .getMessage();
    assertTrue(message.contains("sqrt") && message.contains("Infinity at index 1"), message);
    assertTrue(message.endsWith("(NonFiniteTest.java:" + line[0] + ")"), message);
    // A cotangent that does not reach it is fine.
    l.checkFinite(NdArray.scalar(0));
    assertThrows(ShapeMismatchException.class, () -> l.checkFinite(NdArray.of(1, 2)));
  }

  @Test
  void theArgumentItself() {
    Linearization l = Autodiff.linearize(x -> x.sum(), NdArray.of(1, Double.NaN));
    String message = assertThrows(ArithmeticException.class, l::checkFinite).getMessage();
    assertTrue(message.contains("the argument") && message.contains("index 1"), message);
    Linearization fine = Autodiff.linearize(x -> x.exp().sum(), NdArray.of(1, 2));
    fine.checkFinite();
    fine.checkFinite(NdArray.scalar(2));
  }

  @Test
  void transposesOfLinearFunctions() {
    ImplicitReference.Stream r = new ImplicitReference.Stream(1);
    NdArray a = r.normals(3, 5);
    NdArray u = r.normals(3);
    NdArray t =
        Autodiff.linearTranspose(x -> a.matmul(x.flip(0)).times(2), NdArray.zeros(5)).apply(u);
    double[] expected = new double[5];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 5; j++) {
        expected[4 - j] += 2 * a.at(i).at(j).value() * u.at(i).value();
      }
    }
    org.junit.jupiter.api.Assertions.assertArrayEquals(expected, t.toArray(), 1e-14);
    assertThrows(
        IllegalArgumentException.class,
        () -> Autodiff.linearTranspose(x -> x.plus(1), NdArray.zeros(2)));
  }

  private static void refused(String value, Executable what) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, what);
    assertTrue(e.getMessage().contains(value), e.getMessage());
  }

  @Test
  void solutionsParametersAndDirections() {
    OptimalityCondition c = OptimalityCondition.root((x, t) -> x.minus(t));
    NdArray x = NdArray.of(1, 2);
    NdArray nan = NdArray.of(1, Double.NaN);
    refused("x is", () -> ImplicitDiff.rootVjp(c, nan, x, x, DEFAULT));
    refused("theta is", () -> ImplicitDiff.rootVjp(c, x, nan, x, DEFAULT));
    NdArray three = NdArray.of(1, 2, 3);
    assertThrows(ShapeMismatchException.class, () -> ImplicitDiff.rootJvp(c, x, x, three, DEFAULT));
    assertThrows(ShapeMismatchException.class, () -> ImplicitDiff.rootVjp(c, x, x, three, DEFAULT));
    for (Executable e :
        List.<Executable>of(
            () -> ImplicitDiff.rootVjp(c, x, x, nan, DEFAULT),
            () -> ImplicitDiff.rootJvp(c, x, x, nan, DEFAULT))) {
      String message = assertThrows(RuntimeException.class, e).getMessage();
      assertTrue(message.contains("not finite"), message);
    }
    // F is finite at the point, its derivative is not.
    OptimalityCondition root = OptimalityCondition.root((z, t) -> z.sqrt().minus(t));
    NdArray zero = NdArray.of(0, 0);
    assertThrows(
        IllPosedProblemException.class, () -> ImplicitDiff.rootJacobian(root, zero, zero, DEFAULT));
    OptimalityCondition log = OptimalityCondition.root((z, t) -> z.log().minus(t));
    refused("mapping", () -> ImplicitDiff.rootJacobian(log, zero, zero, DEFAULT));
  }

  private static BilevelProblem undefinedFrom(double bound) {
    return BilevelProblem.of(
        Lbfgs.of((w, l) -> w.minus(l).squaredNorm()),
        // √(bound - w) - 9w is not a number beyond the bound.
        (w, l) -> w.rsubtract(bound).sqrt().minus(w.times(9)).sum(),
        NdArray.zeros(1));
  }

  @Test
  void searchesIntoTheUndefined() {
    IllPosedProblemException e =
        assertThrows(
            IllPosedProblemException.class,
            () -> undefinedFrom(1).search(NdArray.of(2), SearchOptions.DEFAULT));
    assertTrue(e.getMessage().contains("NaN") && e.getMessage().contains("2.0"), e.getMessage());
    // Adam walks over the edge: the best before is kept.
    SearchResult s =
        undefinedFrom(1)
            .search(
                NdArray.of(0.5),
                SearchOptions.DEFAULT.with(OuterMethod.adam(0.1)).withEnd(100, 1e-9));
    assertEquals(SearchResult.Status.NON_FINITE, s.status());
    assertTrue(Double.isFinite(s.value()) && s.parameters().at(0).value() <= 1, s::toString);
    assertTrue(s.warnings().stream().anyMatch(w -> w.contains("NaN")), s.warnings()::toString);
    assertTrue(s.history().size() >= 5, s.history()::toString);
    SearchResult grid =
        undefinedFrom(1)
            .grid(List.of(NdArray.of(0.2), NdArray.of(3), NdArray.of(0.9)), SearchOptions.DEFAULT);
    assertEquals(0.9, grid.parameters().at(0).value());
    assertEquals(SearchResult.Status.GRID, grid.status());
    assertTrue(grid.warnings().stream().anyMatch(w -> w.contains("3.0")));
    assertThrows(
        IllPosedProblemException.class,
        () -> undefinedFrom(1).grid(List.of(NdArray.of(2)), SearchOptions.DEFAULT));
  }
}
