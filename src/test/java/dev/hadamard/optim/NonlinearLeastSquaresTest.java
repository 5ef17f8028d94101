package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Problems of J. Moré, B. Garbow and K. Hillstrom (Testing unconstrained optimization software,
 * 1981), with the sums of squares given there.
 */
class NonlinearLeastSquaresTest {
  private static final NdArray BARD =
      NdArray.of(
          0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39);
  private static final NdArray KOWALIK =
      NdArray.of(
          0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246);
  private static final NdArray KOWALIK_U =
      NdArray.of(4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625);

  private static NdArray bard(NdArray x, NdArray y) {
    double[] u = new double[15];
    double[] v = new double[15];
    double[] w = new double[15];
    for (int i = 0; i < 15; i++) {
      u[i] = i + 1;
      v[i] = 15 - i;
      w[i] = Math.min(u[i], v[i]);
    }
    NdArray below = NdArray.of(v).times(x.at(1)).plus(NdArray.of(w).times(x.at(2)));
    return y.minus(x.at(0)).minus(NdArray.of(u).dividedBy(below));
  }

  private static NdArray kowalik(NdArray x, NdArray y) {
    NdArray u = KOWALIK_U;
    NdArray above = u.square().plus(u.times(x.at(1))).times(x.at(0));
    return y.minus(above.dividedBy(u.square().plus(u.times(x.at(2))).plus(x.at(3))));
  }

  private static NdArray rosenbrock(NdArray x, NdArray none) {
    return NdArray.stack(x.at(1).minus(x.at(0).square()).times(10), x.at(0).rsubtract(1));
  }

  private static NdArray freudenstein(NdArray x, NdArray none) {
    NdArray a = x.at(0);
    NdArray b = x.at(1);
    return NdArray.stack(
        a.minus(13).plus(b.rsubtract(5).times(b).minus(2).times(b)),
        a.minus(29).plus(b.plus(1).times(b).minus(14).times(b)));
  }

  private static List<NonlinearLeastSquares> methods(BinaryOperator<NdArray> r) {
    NonlinearLeastSquares s = NonlinearLeastSquares.of(r);
    List<NonlinearLeastSquares> all = new ArrayList<>();
    for (NonlinearLeastSquares.Method m : NonlinearLeastSquares.Method.values()) {
      all.add(s.withMethod(m));
    }
    all.add(s.withGeodesicAcceleration(true));
    return all;
  }

  private static void reaches(
      String what, BinaryOperator<NdArray> r, NdArray start, NdArray theta, double squares) {
    for (NonlinearLeastSquares s : methods(r)) {
      SolverResult result = s.run(start, theta);
      assertTrue(
          result.status() == SolverStatus.CONVERGED, () -> what + " " + result.status() + result);
      double f = r.apply(result.solution(), theta).squaredNorm().value();
      assertEquals(squares, f, 1e-5 * squares + 1e-20, () -> what + " " + result);
      assertTrue(result.iterations() < 100, () -> what + " " + result);
    }
  }

  @Test
  void publishedMinima() {
    reaches("Bard", NonlinearLeastSquaresTest::bard, NdArray.ones(3), BARD, 8.21487e-3);
    reaches(
        "Kowalik and Osborne",
        NonlinearLeastSquaresTest::kowalik,
        NdArray.of(0.25, 0.39, 0.415, 0.39),
        KOWALIK,
        3.07505e-4);
    reaches(
        "Rosenbrock",
        NonlinearLeastSquaresTest::rosenbrock,
        NdArray.of(-1.2, 1),
        NdArray.zeros(),
        0);
  }

  /**
   * From (0.5, -2) the damped methods end in the local minimum; steps of Gauss and Newton, whose
   * Jacobian is nearly singular there, may not, and then say so.
   */
  @Test
  void aLocalMinimumWithLargeResiduals() {
    for (NonlinearLeastSquares s : methods(NonlinearLeastSquaresTest::freudenstein)) {
      SolverResult r = s.run(NdArray.of(0.5, -2), NdArray.zeros());
      if (r.status() != SolverStatus.CONVERGED) {
        assertEquals(NonlinearLeastSquares.Method.GAUSS_NEWTON, s.method());
        continue;
      }
      double f = freudenstein(r.solution(), NdArray.zeros()).squaredNorm().value();
      assertEquals(48.9842, f, 1e-4, () -> r.toString());
    }
  }

  /** Residuals remain, so that the Hessian of Gauss and Newton would be wrong. */
  @Test
  void solutionsAreDifferentiatedWithTheFullHessian() {
    NonlinearLeastSquares s =
        NonlinearLeastSquares.of(NonlinearLeastSquaresTest::bard)
            .withOptions(new SolverOptions(1e-14, 200));
    NdArray x = s.run(NdArray.ones(3), BARD).solution();
    assertTrue(s.optimalityError(x, BARD) < 1e-12);
    double h = 1e-4;
    double[] e = new double[15];
    e[13] = h;
    NdArray difference =
        s.run(x, BARD.plus(NdArray.of(e)))
            .solution()
            .minus(s.run(x, BARD.minus(NdArray.of(e))).solution())
            .times(0.5 / h);
    NdArray jacobian = Autodiff.jacobian(z -> bard(z, BARD), x);
    NdArray hessian = Autodiff.hessian(z -> bard(z, BARD).squaredNorm().times(0.5), x);
    NdArray right = jacobian.at(13).negate();
    NdArray full = hessian.solve(right);
    NdArray gauss = jacobian.transposeMatmul(jacobian).solve(right);
    double scale = full.norm().value();
    assertEquals(0, full.minus(difference).norm().value(), 1e-5 * scale);
    assertTrue(gauss.minus(difference).norm().value() > 1e-3 * scale);
    NdArray stationarity = Autodiff.jacobian(z -> s.optimality().residual(z, BARD), x);
    assertEquals(0, stationarity.minus(hessian).norm().value(), 1e-12 * hessian.norm().value());
  }

  /** With fewer residuals than unknowns, and with columns of zeros. */
  @Test
  void underdetermined() {
    BinaryOperator<NdArray> r = (x, t) -> x.at(0).times(x.at(1)).minus(t).reshape(1);
    for (NonlinearLeastSquares s : methods(r)) {
      NdArray x = s.run(NdArray.of(1, 2, 5), NdArray.scalar(6)).orThrow();
      assertEquals(6, x.at(0).times(x.at(1)).value(), 1e-9);
      assertEquals(5, x.at(2).value());
    }
  }

  @Test
  void chordsReachWhatNewtonReaches() {
    BinaryOperator<NdArray> f =
        (x, t) ->
            NdArray.concatenate(
                0, x.squaredNorm().minus(t).reshape(1), x.at(0).times(x.at(1)).minus(1).reshape(1));
    NdArray theta = NdArray.scalar(4);
    NewtonRoot newton = NewtonRoot.of(f);
    SolverResult exact = newton.run(NdArray.of(2, 0.4), theta);
    SolverResult chord = newton.byChords().run(NdArray.of(2, 0.4), theta);
    assertEquals(SolverStatus.CONVERGED, chord.status());
    assertEquals(0, exact.solution().minus(chord.solution()).norm().value(), 1e-11);
    assertTrue(chord.iterations() > exact.iterations());
    // From far away the first Jacobian wears out.
    SolverResult far = newton.byChords().run(NdArray.of(20, 0.1), theta);
    assertEquals(SolverStatus.CONVERGED, far.status(), far::toString);
  }

  @Test
  void badInput() {
    NonlinearLeastSquares s = NonlinearLeastSquares.of((x, t) -> x.log());
    assertThrows(NonFiniteInputException.class, () -> s.run(NdArray.of(-1), NdArray.scalar(0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Autodiff.gradient(t -> s.run(NdArray.of(2), t).solution().sum(), NdArray.scalar(0)));
    NonlinearLeastSquares none = s.withOptions(new SolverOptions(1e-10, 0));
    assertEquals(SolverStatus.MAX_ITERATIONS, none.run(NdArray.of(2), NdArray.scalar(0)).status());
  }
}
