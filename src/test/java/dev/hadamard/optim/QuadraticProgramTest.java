package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.ImplicitReference;
import dev.hadamard.testing.ReferenceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Solutions, multipliers and derivatives of quadratic programs against 60-digit values. */
class QuadraticProgramTest {
  private static final double TOLERANCE = 1e-12;
  private static final String[] DATA = {"Q", "c", "A", "b", "G", "h"};

  private static int[][] shapes(ReferenceTable.Row row) {
    int n = (int) row.number("n");
    int m = (int) row.number("m_eq");
    int k = (int) row.number("m_ineq");
    return new int[][] {{n, n}, {n}, {m, n}, {m}, {k, n}, {k}};
  }

  private static NdArray vector(ReferenceTable.Row row, String prefix) {
    NdArray[] parts = new NdArray[DATA.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = NdArray.of(ImplicitReference.numbers(row.text(prefix + DATA[i])));
    }
    return NdArray.concatenate(0, parts);
  }

  private static QuadraticProgram program(NdArray data, int[][] shapes) {
    List<NdArray> parts = new ArrayList<>();
    int from = 0;
    for (int[] shape : shapes) {
      int size = shape.length == 1 ? shape[0] : shape[0] * shape[1];
      parts.add(data.slice(0, from, from + size).reshape(shape));
      from += size;
    }
    return new QuadraticProgram(
        parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5));
  }

  private static NdArray solution(NdArray data, int[][] shapes) {
    QuadraticProgram.Solution s = program(data, shapes).solve();
    return NdArray.concatenate(0, s.x(), s.inequalityMultipliers(), s.equalityMultipliers());
  }

  @Test
  void solutionsAndTangents() {
    for (ReferenceTable.Row row : ImplicitReference.read("qp_sensitivity.csv").rows()) {
      int[][] shapes = shapes(row);
      NdArray data = vector(row, "");
      NdArray change = vector(row, "d");
      UnaryOperator<NdArray> f = d -> solution(d, shapes);
      double[] z = ImplicitReference.numbers(row.text("solution"));
      double[] tangent = ImplicitReference.numbers(row.text("tangent"));
      QuadraticProgram.Solution s = program(data, shapes).solve();
      assertEquals((int) row.number("active"), s.active().size());
      assertTrue(!s.degenerate());
      close("solution", z, f.apply(data));
      close("forward", tangent, Autodiff.jvp(f, data, change).tangent());
      NdArray u = NdArray.of(tangent).sin().plus(1);
      double expected = u.dot(NdArray.of(tangent)).value();
      double actual = Autodiff.linearize(f, data).vjp(u).dot(change).value();
      assertEquals(expected, actual, 1e-11 * (1 + Math.abs(expected)));
      // The derivative of the derivative is symmetric.
      NdArray other = change.sin();
      NdArray first =
          Autodiff.jvp(d -> Autodiff.jvp(f, d, change).tangent(), data, other).tangent();
      NdArray second =
          Autodiff.jvp(d -> Autodiff.jvp(f, d, other).tangent(), data, change).tangent();
      close("second order", first.toArray(), second);
    }
  }

  @Test
  void degenerateSolutionsAreFlagged() {
    NdArray g = NdArray.of(new double[][] {{1, 1}});
    QuadraticProgram.Solution s =
        QuadraticProgram.withInequalities(
                NdArray.identity(2), NdArray.of(-0.75, -0.25), g, NdArray.of(1))
            .solve();
    assertTrue(s.degenerate());
  }

  @Test
  void programsWithoutSolutionAreRefused() {
    NdArray one = NdArray.identity(1);
    NdArray g = NdArray.of(new double[][] {{1}, {-1}});
    assertThrows(
        InfeasibleException.class,
        () -> QuadraticProgram.withInequalities(one, NdArray.of(0), g, NdArray.of(-1, -1)).solve());
    assertThrows(
        IllPosedProblemException.class,
        () ->
            QuadraticProgram.withInequalities(one.negate(), NdArray.of(0), g, NdArray.of(1, 1))
                .solve());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            QuadraticProgram.withInequalities(
                NdArray.identity(2), NdArray.of(0), g, NdArray.of(1, 1)));
  }

  /** ½xᵀQx depends on the symmetric part only: Q = [2 1; 0 2] has [2 ½; ½ 2]. */
  @Test
  void matricesThatAreNotSymmetricAreTold() {
    NdArray c = NdArray.of(-1, -1);
    NdArray g = NdArray.zeros(0, 2);
    NdArray h = NdArray.zeros(0);
    QuadraticProgram.Solution s =
        QuadraticProgram.withInequalities(NdArray.of(new double[][] {{2, 1}, {0, 2}}), c, g, h)
            .solve();
    close("x", new double[] {0.4, 0.4}, s.x());
    assertEquals(1, s.warnings().size());
    String warning = s.warnings().get(0);
    assertTrue(warning.contains("q[1, 0] is 0.0, q[0, 1] is 1.0"), warning);
    // A difference of rounding is none.
    NdArray rounded = NdArray.of(new double[][] {{2, 0.5}, {Math.nextUp(0.5), 2}});
    assertEquals(List.of(), QuadraticProgram.withInequalities(rounded, c, g, h).solve().warnings());
  }

  @Test
  void programsWithoutConstraints() {
    QuadraticProgram.Solution s =
        QuadraticProgram.withInequalities(
                NdArray.identity(2).times(2),
                NdArray.of(1, 2),
                NdArray.zeros(0, 2),
                NdArray.zeros(0))
            .solve();
    assertEquals(NdArray.of(-0.5, -1), s.x());
  }

  private static void close(String what, double[] expected, NdArray actual) {
    double d = ImplicitReference.distance(expected, actual.toArray());
    assertTrue(d <= TOLERANCE, () -> what + ": off by " + d + ", is " + actual);
  }
}
