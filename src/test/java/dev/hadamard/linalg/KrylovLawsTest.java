package dev.hadamard.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.Reductions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;

/** Laws of the iterative solvers on random systems. */
class KrylovLawsTest {
  private static final KrylovOptions OPTIONS = KrylovOptions.defaults().withTolerance(1e-11);

  /** The solvers that fit positive definite systems: all. */
  private static Map<String, BiFunction<LinearOperator, double[], KrylovResult>> solvers() {
    Map<String, BiFunction<LinearOperator, double[], KrylovResult>> all = new LinkedHashMap<>();
    Preconditioner none = Preconditioner.identity();
    all.put("cg", (a, b) -> Krylov.conjugateGradient(a, b, none, OPTIONS));
    all.put("minres", (a, b) -> Krylov.minres(a, b, OPTIONS));
    all.put("gmres", (a, b) -> Krylov.gmres(a, b, none, OPTIONS));
    all.put("bicgstab", (a, b) -> Krylov.biCgStab(a, b, none, OPTIONS));
    all.put("lsqr", (a, b) -> Krylov.lsqr(a, b, 0, OPTIONS));
    all.put("lsmr", (a, b) -> Krylov.lsmr(a, b, 0, OPTIONS));
    return all;
  }

  /** Eigenvalues between 1 and 10 in a random basis. */
  private static DMatrixRMaj wellConditioned(int n, SplittableRandom random) {
    DMatrixRMaj a = new DMatrixRMaj(n, n);
    double[] v = TestMatrices.vector(n, random);
    double size = Reductions.norm(v);
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = 1 + 9 * random.nextDouble();
      v[i] /= size;
    }
    // H diag(d) H with the reflection H = I - 2vvᵀ.
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          double hik = (i == k ? 1 : 0) - 2 * v[i] * v[k];
          double hkj = (k == j ? 1 : 0) - 2 * v[k] * v[j];
          sum += hik * d[k] * hkj;
        }
        a.data[i * n + j] = sum;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a.data[i * n + j] = a.data[j * n + i];
      }
    }
    return a;
  }

  private static LinearOperator operator(DMatrixRMaj a) {
    return LinearOperator.fromMatrix(a, OperatorProperty.POSITIVE_DEFINITE);
  }

  private static double residual(DMatrixRMaj a, double[] x, double[] b) {
    double[] r = b.clone();
    for (int i = 0; i < b.length; i++) {
      for (int j = 0; j < x.length; j++) {
        r[i] -= a.data[i * x.length + j] * x[j];
      }
    }
    return Reductions.norm(r) / Reductions.norm(b);
  }

  @Property(tries = 60)
  void claimsAreTrueAndConjugateGradientsEndInNSteps(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 20) int n) {
    SplittableRandom random = new SplittableRandom(seed);
    DMatrixRMaj a = wellConditioned(n, random);
    double[] b = TestMatrices.vector(n, random);
    solvers()
        .forEach(
            (name, solver) -> {
              KrylovResult r = solver.apply(operator(a), b);
              assertEquals(KrylovStatus.CONVERGED, r.status(), name);
              // LSQR and LSMR stop on the normal equations, with a condition number of 10 more.
              double allowed = name.startsWith("ls") ? 1e-10 : 1.1e-11;
              double true_ = residual(a, r.solution(), b);
              assertTrue(true_ <= allowed, () -> name + " " + true_);
              if (name.equals("cg") || name.equals("minres") || name.equals("gmres")) {
                assertTrue(r.iterations() <= n + 1, () -> name + " " + r.iterations() + " " + n);
              }
            });
    assertArrayEquals(
        new double[n],
        Krylov.conjugateGradient(operator(a), new double[n], Preconditioner.identity(), OPTIONS)
            .solution());
  }

  /** Scaling by powers of two changes no digit, permuting only rounding. */
  @Property(tries = 40)
  void scalesAndOrdersDoNotMatter(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 2, max = 20) int n,
      @ForAll @IntRange(min = -40, max = 40) int power,
      @ForAll @IntRange(min = -40, max = 40) int other) {
    SplittableRandom random = new SplittableRandom(seed);
    DMatrixRMaj a = wellConditioned(n, random);
    double[] b = TestMatrices.vector(n, random);
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int t = order[i];
      order[i] = order[j];
      order[j] = t;
    }
    DMatrixRMaj scaled = a.copy();
    DMatrixRMaj permuted = new DMatrixRMaj(n, n);
    double[] scaledB = b.clone();
    double[] permutedB = new double[n];
    for (int i = 0; i < n; i++) {
      scaledB[i] = Math.scalb(b[i], other);
      permutedB[i] = b[order[i]];
      for (int j = 0; j < n; j++) {
        scaled.data[i * n + j] = Math.scalb(a.data[i * n + j], power);
        permuted.data[i * n + j] = a.data[order[i] * n + order[j]];
      }
    }
    solvers()
        .forEach(
            (name, solver) -> {
              double[] x = solver.apply(operator(a), b).solutionOrThrow();
              double[] y = solver.apply(operator(scaled), scaledB).solutionOrThrow();
              double[] z = solver.apply(operator(permuted), permutedB).solutionOrThrow();
              double size = Reductions.norm(x);
              for (int i = 0; i < n; i++) {
                assertEquals(x[i], Math.scalb(y[i], power - other), 1e-9 * size, name + " scaled");
                assertEquals(x[order[i]], z[i], 1e-9 * size, name + " permuted");
              }
            });
  }
}
