package dev.hadamard.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.testing.ImplicitReference;
import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Values, gradients and Hessian products of composite functions against independent values. */
class CompositesReferenceTest {
  /** The references have 13 digits. */
  private static final double TOLERANCE = 2e-12;

  /**
   * The trigamma function that made the references is good to nine digits (see SpecialScalarsTest).
   */
  private static final double TRIGAMMA_TOLERANCE = 2e-9;

  private static List<UnaryOperator<NdArray>> functions(ImplicitReference.Stream r) {
    NdArray a = r.normals(5, 4);
    NdArray w1 = r.normals(6, 4);
    NdArray b1 = r.normals(6);
    NdArray w2 = r.normals(3, 6);
    NdArray y = r.normals(3);
    NdArray m = r.normals(4, 4);
    NdArray u = r.normals(4);
    NdArray s = m.matmulTranspose(m).plus(NdArray.identity(4));
    return List.of(
        x -> a.matmul(x).logSumExp(),
        x -> w2.matmul(w1.matmul(x).plus(b1).tanh()).minus(y).squaredNorm().times(0.5),
        x -> s.plus(x.outer(x)).logDet(),
        x -> u.dot(s.plus(x.exp().diagonalMatrix()).solve(u)),
        x -> x.reshape(4, 1).times(x.reshape(1, 4)).softplus().sum(),
        x -> x.exp().plus(1).logGamma().minus(x.square().times(x.sigmoid())).sum(),
        x -> {
          NdArray head = x.slice(0, 0, 3);
          NdArray valley = x.slice(0, 1, 4).minus(head.square()).square().times(100);
          return valley.plus(head.rsubtract(1).square()).sum();
        },
        x -> s.plus(x.diagonalMatrix()).eigh().values().at(3),
        x -> s.plus(x.square().diagonalMatrix()).cholesky().inverse().trace());
  }

  @Test
  void agreeWithTheReferences() {
    ImplicitReference reference = ImplicitReference.read("autodiff_composites.csv");
    List<UnaryOperator<NdArray>> functions =
        functions(new ImplicitReference.Stream((long) reference.commented("seed")));
    assertEquals(functions.size(), reference.rows().size());
    for (int i = 0; i < functions.size(); i++) {
      ReferenceTable.Row row = reference.rows().get(i);
      UnaryOperator<NdArray> f = functions.get(i);
      NdArray x = NdArray.of(ImplicitReference.numbers(row.text("x")));
      NdArray v = NdArray.of(ImplicitReference.numbers(row.text("v")));
      double[] gradient = ImplicitReference.numbers(row.text("gradient"));
      double[] hvp = ImplicitReference.numbers(row.text("hvp"));
      String name = row.text("function");
      Autodiff.ValueAndGradient g = Autodiff.valueAndGradient(f, x);
      check(name + " value", new double[] {row.number("value")}, g.value());
      check(name + " gradient", gradient, g.gradient());
      check(name + " forward over reverse", hvp, Autodiff.hvp(f, x, v));
      check(
          name + " reverse over forward",
          hvp,
          Autodiff.gradient(z -> Autodiff.jvp(f, z, v).tangent(), x));
      check(
          name + " reverse over reverse",
          hvp,
          Autodiff.gradient(z -> Autodiff.gradient(f, z).dot(v), x));
      check(name + " linearised gradient", hvp, Autodiff.linearize(Autodiff.gradient(f), x).jvp(v));
      check(
          name + " Hessian by forward over forward",
          hvp,
          Autodiff.jacobianForward(z -> Autodiff.jacobianForward(f, z), x).matmul(v));
    }
  }

  private static void check(String what, double[] expected, NdArray actual) {
    double d = ImplicitReference.distance(expected, actual.toArray());
    double tolerance = what.contains("lgamma") ? TRIGAMMA_TOLERANCE : TOLERANCE;
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ", is " + actual);
  }
}
