package dev.hadamard.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.ImplicitReference;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Contractions, convolutions and matrix functions against loops and closed forms. */
class CompositionsTest {
  private final ImplicitReference.Stream random = new ImplicitReference.Stream(6);

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = ImplicitReference.distance(expected.toArray(), actual.toArray());
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }

  @Test
  void einsumAgreesWithItsNames() {
    NdArray a = random.normals(3, 4);
    NdArray b = random.normals(4, 5);
    NdArray square = random.normals(4, 4);
    NdArray x = random.normals(3);
    NdArray y = random.normals(5);
    close("ij,jk->ik", a.matmul(b), Contractions.einsum("ij,jk->ik", a, b), 1e-15);
    close("ij,jk->ki", a.matmul(b).transpose(), Contractions.einsum("ij, jk -> ki", a, b), 1e-15);
    close("trace", square.trace(), Contractions.einsum("ii->", square), 1e-15);
    close("diagonal", square.diagonal(), Contractions.einsum("ii->i", square), 0);
    close("transposed", a.transpose(), Contractions.einsum("ij->ji", a), 0);
    close("sums", a.sum(1), Contractions.einsum("ij->i", a), 1e-15);
    close("outer", x.outer(y), Contractions.einsum("i,j->ij", x, y), 0);
    close(
        "bilinear",
        x.dot(a.matmul(b).matmul(y)),
        Contractions.einsum("i,ij,j->", x, a.matmul(b), y),
        1e-14);
    NdArray p = random.normals(2, 3, 4);
    NdArray q = random.normals(2, 4, 5);
    NdArray batch = Contractions.einsum("bij,bjk->bik", p, q);
    close("batch", p.at(1).matmul(q.at(1)), batch.at(1), 1e-15);
    close(
        "products kept",
        x.reshape(3, 1).times(a).times(a),
        Contractions.einsum("i,ij,ij->ij", x, a, a),
        1e-15);
    assertThrows(ShapeMismatchException.class, () -> Contractions.einsum("ij,jk->ik", a, a));
    assertThrows(ShapeMismatchException.class, () -> Contractions.einsum("i->i", a));
    assertThrows(IllegalArgumentException.class, () -> Contractions.einsum("ij->ik", a));
    assertThrows(IllegalArgumentException.class, () -> Contractions.einsum("ij->ii", a));
  }

  private void derivative(UnaryOperator<NdArray> f, NdArray x) {
    NdArray v = random.normals(x.shape());
    double h = 1e-6;
    NdArray difference =
        f.apply(x.plus(v.times(h))).minus(f.apply(x.minus(v.times(h)))).times(0.5 / h);
    NdArray tangent = Autodiff.jvp(f, x, v).tangent();
    close("tangent", difference, tangent, 1e-8);
    NdArray u = random.normals(tangent.shape());
    assertEquals(
        u.times(tangent).sum().value(),
        Autodiff.linearize(f, x).vjp(u).times(v).sum().value(),
        1e-11);
  }

  @Test
  void derivatives() {
    NdArray b = random.normals(4, 5);
    derivative(a -> Contractions.einsum("ij,jk,ij->ik", a, b, a), random.normals(3, 4));
    NdArray w = random.normals(2, 3, 3, 2);
    derivative(
        x -> Convolutions.conv2d(x, w, Convolutions.Border.SAME), random.normals(2, 3, 5, 4));
    NdArray x = random.normals(2, 3, 5, 4);
    derivative(k -> Convolutions.conv2d(x, k, Convolutions.Border.VALID), w);
    derivative(MatrixFunctions::expm, random.normals(4, 4));
    derivative(a -> MatrixFunctions.qr(a).q(), random.normals(5, 3));
    derivative(a -> MatrixFunctions.qr(a).r(), random.normals(5, 3));
  }

  @Test
  void convolutionsAreTheirSums() {
    NdArray x = random.normals(2, 3, 6, 5);
    NdArray w = random.normals(4, 3, 3, 2);
    NdArray y = Convolutions.conv2d(x, w, Convolutions.Border.VALID);
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      for (int k = 0; k < 3; k++) {
        for (int l = 0; l < 2; l++) {
          sum += x.get(1, c, 2 + k, 3 + l) * w.get(2, c, k, l);
        }
      }
    }
    assertEquals(sum, y.get(1, 2, 2, 3), 1e-14);
    NdArray s = NdArray.of(1, 2, 3, 4).reshape(1, 1, 4);
    NdArray k = NdArray.of(1, 0, -1).reshape(1, 1, 3);
    close(
        "valid",
        NdArray.of(-2, -2),
        Convolutions.conv1d(s, k, Convolutions.Border.VALID).flatten(),
        0);
    close(
        "same",
        NdArray.of(-2, -2, -2, 3),
        Convolutions.conv1d(s, k, Convolutions.Border.SAME).flatten(),
        0);
    assertThrows(
        ShapeMismatchException.class,
        () -> Convolutions.conv1d(s, NdArray.ones(1, 2, 3), Convolutions.Border.SAME));
  }

  @Property(tries = 40)
  void exponentialsOfRotations(@ForAll @DoubleRange(min = -60, max = 60) double angle) {
    NdArray a = NdArray.of(new double[][] {{0, -angle}, {angle, 0}});
    NdArray expected =
        NdArray.of(
            new double[][] {
              {Math.cos(angle), -Math.sin(angle)}, {Math.sin(angle), Math.cos(angle)}
            });
    close("rotation", expected, MatrixFunctions.expm(a), 2e-15 * (10 + Math.abs(angle)));
    // d/dt e^{tA} = A e^{tA}.
    NdArray t = NdArray.scalar(1);
    NdArray slope = Autodiff.jvp(s -> MatrixFunctions.expm(a.times(s)), t, t).tangent();
    close("slope", a.matmul(expected), slope, 1e-13 * (10 + angle * angle));
  }

  @Property(tries = 40)
  void factorsOfOrthonormalColumns(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    // Graded columns: condition numbers up to 1e8.
    NdArray a = r.normals(7, 4).times(NdArray.of(1, 1e-3, 1e4, 1e-4));
    MatrixFunctions.QrFactors f = MatrixFunctions.qr(a);
    close("orthonormal", NdArray.identity(4), f.q().transposeMatmul(f.q()), 1e-14);
    NdArray scale = NdArray.of(1, 1e3, 1e-4, 1e4);
    close("product", a.times(scale), f.q().matmul(f.r()).times(scale), 1e-13);
    for (int i = 0; i < 4; i++) {
      assertTrue(f.r().get(i, i) > 0);
    }
  }

  @Test
  void whatIsNotDefinedIsRefused() {
    assertThrows(ShapeMismatchException.class, () -> MatrixFunctions.expm(NdArray.ones(2, 3)));
    assertThrows(ShapeMismatchException.class, () -> MatrixFunctions.qr(NdArray.ones(2, 3)));
    assertThrows(IllPosedProblemException.class, () -> MatrixFunctions.qr(NdArray.ones(3, 2)));
    close("zero", NdArray.identity(3), MatrixFunctions.expm(NdArray.zeros(3, 3)), 0);
  }
}
