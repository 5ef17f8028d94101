package dev.hadamard.implicit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.FixedPointIteration;
import dev.hadamard.optim.NewtonRoot;
import dev.hadamard.optim.OptimalityCondition;
import dev.hadamard.optim.Projections;
import dev.hadamard.optim.Proxes;
import dev.hadamard.optim.QuadraticProgram;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.testing.ImplicitReference;
import dev.hadamard.testing.ReferenceTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Implicitly defined functions whose values and derivatives are known exactly. */
class ClosedFormTest {
  private static final Map<String, String> INPUTS = new LinkedHashMap<>();
  private static final Map<String, double[]> VALUES = new LinkedHashMap<>();

  static {
    for (ReferenceTable.Row row : ImplicitReference.read("implicit_cases.csv").rows()) {
      String name = row.text("case");
      if (!row.text("input").isEmpty()) {
        INPUTS.putIfAbsent(name, row.text("input"));
      }
      VALUES.put(name + " " + row.text("quantity"), ImplicitReference.numbers(row.text("value")));
    }
  }

  private static double[] value(String name, String quantity) {
    double[] v = VALUES.get(name + " " + quantity);
    assertTrue(v != null, name + " " + quantity + " among " + VALUES.keySet());
    return v;
  }

  /** The numbers after {@code key=} in the description of a case. */
  private static double[] input(String name, String key) {
    Matcher m =
        Pattern.compile("\\b" + key + "=\\[*([-+0-9.eE/, \\]\\[]+)").matcher(INPUTS.get(name));
    assertTrue(m.find(), key + " in " + INPUTS.get(name));
    return ImplicitReference.numbers(m.group(1).replaceAll("[\\[\\],]", " "));
  }

  private static void close(String what, double[] expected, NdArray actual, double tolerance) {
    double scale = 0;
    for (double e : expected) {
      scale = Math.max(scale, Math.abs(e));
    }
    double[] a = actual.toArray();
    assertEquals(expected.length, a.length, what);
    for (int i = 0; i < a.length; i++) {
      assertEquals(expected[i], a[i], tolerance * scale, what + " " + i);
    }
  }

  /** Roots of numbers: value, first and second derivative in both modes and all nestings. */
  private static void scalarRoot(String name, BinaryOperator<NdArray> f, double start) {
    double theta = input(name, "theta")[0];
    CustomRoot root = CustomRoot.of((x, t) -> NewtonRoot.of(f).run(x, t).solution(), f);
    UnaryOperator<NdArray> x = t -> root.apply(NdArray.scalar(start), t);
    NdArray t = NdArray.scalar(theta);
    NdArray one = NdArray.scalar(1);
    UnaryOperator<NdArray> reverse = Autodiff.gradient(x);
    UnaryOperator<NdArray> forward = z -> Autodiff.jvp(x, z, one).tangent();
    close(name, value(name, "x"), x.apply(t), 4e-16);
    close(name + " reverse", value(name, "dx"), reverse.apply(t), 1e-12);
    close(name + " forward", value(name, "dx"), forward.apply(t), 1e-12);
    double[] second = value(name, "d2x");
    close(name + " RR", second, Autodiff.gradient(reverse, t), 1e-10);
    close(name + " RF", second, Autodiff.gradient(forward, t), 1e-10);
    close(name + " FR", second, Autodiff.jvp(reverse, t, one).tangent(), 1e-10);
    close(name + " FF", second, Autodiff.jvp(forward, t, one).tangent(), 1e-10);
    assertEquals(0, reverse.apply(t).rank());
    assertTrue(root.lastDiagnostics().orElseThrow().warnings().isEmpty());
  }

  @Test
  void rootsOfNumbers() {
    scalarRoot("sqrt", (x, a) -> x.square().minus(a), 1.5);
    scalarRoot("cubic", (x, a) -> x.pow(3).plus(x).minus(a), 1.2);
    scalarRoot("lambert", (x, a) -> x.times(x.exp()).minus(a), 0.6);
    scalarRoot("cosine_fixed_point", (x, a) -> a.times(x).cos().minus(x), 0.7);
    scalarRoot("factor_cubic", (x, a) -> a.times(x.pow(3)).minus(x).minus(2), 1.2);
    double e = input("kepler_mean_anomaly", "e")[0];
    scalarRoot("kepler_mean_anomaly", (x, a) -> x.minus(x.sin().times(e)).minus(a), 1.2);
    double m = input("kepler_eccentricity", "M")[0];
    scalarRoot("kepler_eccentricity", (x, a) -> x.minus(a.times(x.sin())).minus(m), 1.2);
    double re = input("colebrook", "Re")[0];
    scalarRoot(
        "colebrook",
        (x, a) -> x.plus(a.times(1 / 3.7).plus(x.times(2.51 / re)).log().times(2 / Math.log(10))),
        7);
  }

  @Test
  void circleAndHyperbola() {
    String name = "circle_hyperbola";
    BinaryOperator<NdArray> f =
        (x, t) ->
            NdArray.stack(x.squaredNorm().minus(t.at(0)), x.at(0).times(x.at(1)).minus(t.at(1)));
    NewtonRoot newton = NewtonRoot.of(f).withOptions(new SolverOptions(1e-15, 50));
    CustomRoot root = CustomRoot.of((x, t) -> newton.run(x, t).solution(), f);
    NdArray t = NdArray.of(input(name, "a")[0], input(name, "b")[0]);
    UnaryOperator<NdArray> x = z -> root.apply(NdArray.of(2.2, 0.8), z);
    close(name, value(name, "x"), x.apply(t), 1e-15);
    double[] a = value(name, "dx/da");
    double[] b = value(name, "dx/db");
    double[] j = {a[0], b[0], a[1], b[1]};
    close(name, j, Autodiff.jacobianReverse(x, t), 1e-14);
    close(name, j, Autodiff.jacobianForward(x, t), 1e-14);
    for (LinearSolver solver : LinearSolver.values()) {
      if (solver != LinearSolver.CONJUGATE_GRADIENT && solver != LinearSolver.MINRES) {
        Sensitivity s =
            ImplicitDiff.rootJacobian(
                OptimalityCondition.root(f), x.apply(t), t, ImplicitOptions.DEFAULT.with(solver));
        close(name + " " + solver, j, s.value(), 1e-10);
      }
    }
  }

  @Test
  void ridge() {
    NdArray phi = NdArray.of(input("ridge_exact", "Phi")).reshape(3, 2);
    NdArray y0 = NdArray.of(input("ridge_exact", "y"));
    double theta = input("ridge_exact", "theta")[0];
    BinaryOperator<NdArray> inTheta =
        (x, t) -> phi.matmul(x).minus(y0).squaredNorm().plus(t.times(x.square()).sum()).times(0.5);
    OptimalityCondition condition = OptimalityCondition.stationary(inTheta);
    CustomRoot solve =
        CustomRoot.of((x, t) -> NewtonRoot.of(condition).run(x, t).solution(), condition);
    UnaryOperator<NdArray> x = t -> solve.apply(NdArray.zeros(2), t);
    NdArray t = NdArray.scalar(theta);
    close("x", value("ridge_exact", "x"), x.apply(t), 1e-14);
    close("dx", value("ridge_exact", "dx/dtheta"), Autodiff.jacobian(x, t), 1e-13);
    close(
        "d2x",
        value("ridge_exact", "d2x/dtheta2"),
        Autodiff.jacobian(z -> Autodiff.jacobian(x, z), t),
        1e-12);
    close(
        "weights",
        value("ridge_weights", "dx/dtheta_i (2x2 row-major)"),
        Autodiff.jacobian(x, NdArray.full(theta, 2)),
        1e-13);
    BinaryOperator<NdArray> inY =
        (z, y) ->
            phi.matmul(z).minus(y).squaredNorm().plus(z.squaredNorm().times(theta)).times(0.5);
    close(
        "dx/dy",
        value("ridge_exact", "dx/dy (2x3 row-major)"),
        ImplicitDiff.rootJacobian(
                OptimalityCondition.stationary(inY), x.apply(t), y0, ImplicitOptions.DEFAULT)
            .value(),
        1e-13);
  }

  @Test
  void softmaxAsAProgramOnTheSimplex() {
    NdArray theta = NdArray.of(input("softmax", "theta"));
    double tau = input("softmax", "tau")[0];
    BinaryOperator<NdArray> f = (x, t) -> x.xlogy(x).sum().times(tau).minus(t.dot(x));
    NdArray x = theta.times(1 / tau).softmax(0);
    double[] expected = value("softmax", "J (row-major)");
    for (double eta : new double[] {0.05, 0.3, 1}) {
      close(
          "mirror",
          expected,
          ImplicitDiff.rootJacobian(
                  OptimalityCondition.mirrorDescent(f, eta), x, theta, ImplicitOptions.DEFAULT)
              .value(),
          1e-11);
      close(
          "projected",
          expected,
          ImplicitDiff.rootJacobian(
                  OptimalityCondition.projectedGradient(
                      f, (z, t) -> Projections.simplex().project(z), eta),
                  x,
                  theta,
                  ImplicitOptions.DEFAULT)
              .value(),
          1e-11);
    }
  }

  @Test
  void halfspaceProgram() {
    NdArray theta = NdArray.of(1.2, 0.6);
    NdArray g = NdArray.of(new double[][] {{1, 1}, {-1, 0}, {0, -1}});
    NdArray h = NdArray.of(1, 0, 0);
    UnaryOperator<NdArray> x =
        t -> QuadraticProgram.withInequalities(NdArray.identity(2), t.negate(), g, h).solve().x();
    close("x", value("qp_halfspace", "x"), x.apply(theta), 1e-15);
    double[] j = value("qp_halfspace", "J (row-major)");
    close("program", j, Autodiff.jacobian(x, theta), 1e-15);
    double lambda = value("qp_halfspace", "dual of the sum constraint")[0];
    OptimalityCondition kkt =
        OptimalityCondition.kkt(
            (p, t) -> p.squaredNorm().times(0.5).minus(t.dot(p)),
            (p, t) -> NdArray.zeros(0),
            (p, t) -> g.matmul(p).minus(h),
            2,
            0);
    NdArray z = NdArray.concatenate(0, x.apply(theta), NdArray.of(lambda, 0, 0));
    Sensitivity s = ImplicitDiff.rootJacobian(kkt, z, theta, ImplicitOptions.DEFAULT);
    close("kkt", j, s.value().slice(0, 0, 2), 1e-14);
    assertTrue(!s.diagnostics().degenerate());
  }

  @Test
  void linearProgramOnABall() {
    NdArray c = NdArray.of(1, 2, 2);
    OptimalityCondition condition =
        OptimalityCondition.projectedGradient(
            (x, t) -> t.dot(x), (x, t) -> Projections.l2Ball(NdArray.scalar(1)).project(x), 0.5);
    NdArray x = NdArray.of(value("socp_ball", "x"));
    close(
        "ball",
        value("socp_ball", "dx/dc (row-major)"),
        ImplicitDiff.rootJacobian(condition, x, c, ImplicitOptions.DEFAULT).value(),
        1e-13);
  }

  @Test
  void orthonormalLasso() {
    NdArray z = NdArray.of(3, -1, 0.5, -4);
    OptimalityCondition condition =
        OptimalityCondition.proximalGradient(
            (x, l) -> x.minus(z).squaredNorm().times(0.5),
            (x, l, eta) -> Proxes.lasso(l).apply(x, eta),
            0.3);
    NdArray x = NdArray.of(value("lasso_orthonormal", "x"));
    close(
        "lasso",
        value("lasso_orthonormal", "dx/dlam"),
        ImplicitDiff.rootJacobian(condition, x, NdArray.scalar(1.5), ImplicitOptions.DEFAULT)
            .value(),
        1e-14);
  }

  @Test
  void fixedPoints() {
    BinaryOperator<NdArray> half = (x, t) -> x.times(0.5).plus(t);
    CustomRoot linear =
        CustomFixedPoint.of((x, t) -> FixedPointIteration.of(half).run(x, t).solution(), half);
    assertEquals(
        2, Autodiff.gradient(t -> linear.apply(NdArray.scalar(0), t), NdArray.scalar(0.5)).value());
    NdArray w = NdArray.of(input("deq_tanh", "W")).reshape(2, 2);
    NdArray u = NdArray.of(input("deq_tanh", "u"));
    NdArray theta = NdArray.scalar(input("deq_tanh", "theta")[0]);
    BinaryOperator<NdArray> layer = (x, t) -> w.matmul(x).plus(u.times(t)).tanh();
    FixedPointIteration iteration =
        FixedPointIteration.of(layer).withOptions(new SolverOptions(1e-15, 1000));
    CustomRoot network = CustomFixedPoint.of((x, t) -> iteration.run(x, t).solution(), layer);
    UnaryOperator<NdArray> x = t -> network.apply(NdArray.zeros(2), t);
    close("network", value("deq_tanh", "x"), x.apply(theta), 1e-14);
    close("network", value("deq_tanh", "dx/dtheta"), Autodiff.jacobian(x, theta), 1e-13);
    for (BackwardMode mode :
        new BackwardMode[] {
          BackwardMode.implicit(),
          BackwardMode.unrolled(),
          new BackwardMode.Truncated(60),
          new BackwardMode.Neumann(60)
        }) {
      DifferentiableSolver<?> solver = DifferentiableSolver.of(iteration, mode);
      UnaryOperator<NdArray> y = t -> solver.apply(NdArray.zeros(2), t);
      close(mode.toString(), value("deq_tanh", "dx/dtheta"), Autodiff.jacobian(y, theta), 1e-12);
      close(
          mode.toString(),
          value("deq_tanh", "dx/dtheta"),
          Autodiff.jacobianForward(y, theta),
          1e-12);
    }
    DifferentiableSolver<?> one = DifferentiableSolver.of(iteration, BackwardMode.oneStep());
    NdArray first =
        Autodiff.jacobian(t -> layer.apply(network.apply(NdArray.zeros(2), theta), t), theta);
    close(
        "one step",
        first.toArray(),
        Autodiff.jacobian(t -> one.apply(NdArray.zeros(2), t), theta),
        1e-13);
  }
}
