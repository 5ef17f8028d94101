package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.testing.ImplicitReference;
import dev.hadamard.testing.ReferenceTable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Projections and proximal operators, and their Jacobian products, against 60-digit values. */
class ProjectionReferenceTest {
  private static final double TOLERANCE = 1e-13;

  private static Map<String, NdArray> parameters(String text) {
    Map<String, NdArray> p = new HashMap<>();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0 && !part.endsWith("true")) {
        double[] v = ImplicitReference.numbers(part.substring(equals + 1));
        p.put(part.substring(0, equals), v.length == 1 ? NdArray.scalar(v[0]) : NdArray.of(v));
      }
    }
    return p;
  }

  private static Projection projection(String name, Map<String, NdArray> p, int n) {
    return switch (name) {
      case "non_negative" -> Projections.nonNegative();
      case "box" -> Projections.box(p.get("lower"), p.get("upper"));
      case "simplex" -> Projections.simplex(p.get("value"));
      case "l1_ball" -> Projections.l1Ball(p.get("radius"));
      case "l1_sphere" -> Projections.l1Sphere(p.get("radius"));
      case "l2_ball" -> Projections.l2Ball(p.get("radius"));
      case "l2_sphere" -> Projections.l2Sphere(p.get("radius"));
      case "linf_ball" -> Projections.lInfBall(p.get("radius"));
      case "hyperplane" -> Projections.hyperplane(p.get("a"), p.get("b"));
      case "halfspace" -> Projections.halfspace(p.get("a"), p.get("b"));
      case "affine_set" -> Projections.affineSet(p.get("A").reshape(-1, n), p.get("b"));
      case "polyhedron" ->
          Projections.polyhedron(
              p.get("A").reshape(-1, n),
              p.get("b").reshape(-1),
              p.get("G").reshape(-1, n),
              p.get("h"));
      case "box_section" ->
          Projections.boxSection(p.get("lower"), p.get("upper"), p.get("w"), p.get("c"));
      case "second_order_cone" -> Projections.secondOrderCone();
      case "psd_cone" -> {
        int m = (int) p.get("n").value();
        yield x -> Projections.psdCone().project(x.reshape(m, m)).flatten();
      }
      case "transport_l2" -> x -> transport(x, p, Transport::quadratic);
      case "transport_kl" -> x -> transport(x, p, Transport::entropic);
      // The reference calls the costs x, the projection is of -x.
      case "birkhoff_l2" -> x -> birkhoff(x, Transport.birkhoff());
      case "birkhoff_kl" -> x -> birkhoff(x, Transport.birkhoffEntropic());
      case "isotonic" -> Projections.isotonic(true);
      default -> throw new AssertionError("no projection for " + name);
    };
  }

  private interface Plan {
    NdArray of(NdArray cost, NdArray a, NdArray b, NdArray gamma);
  }

  private static NdArray transport(NdArray x, Map<String, NdArray> p, Plan plan) {
    NdArray a = p.get("a");
    NdArray b = p.get("b");
    return plan.of(x.reshape(a.size(), b.size()), a, b, p.get("gamma")).flatten();
  }

  private static NdArray birkhoff(NdArray x, Projection set) {
    int n = (int) Math.sqrt(x.size());
    return set.project(x.negate().reshape(n, n)).flatten();
  }

  private static Prox prox(String name, Map<String, NdArray> p) {
    NdArray lam = p.get("lam");
    return switch (name) {
      case "lasso" -> Proxes.lasso(lam);
      case "non_negative_lasso" -> Proxes.nonNegativeLasso(lam);
      case "elastic_net" -> Proxes.elasticNet(lam, p.get("gamma"));
      case "ridge" -> Proxes.ridge(lam);
      case "non_negative_ridge" -> Proxes.nonNegativeRidge(lam);
      case "group_lasso" -> Proxes.groupLasso(lam);
      case "log_barrier" -> Proxes.logBarrier(lam);
      case "log_sum" -> Proxes.logSum(lam, p.get("eps"));
      case "linf_norm" -> Proxes.lInfNorm(lam);
      case "huber" -> Proxes.huber(lam, p.get("delta"));
      case "entropy" -> Proxes.entropy(lam);
      case "total_variation_1d" -> Proxes.totalVariation(lam);
      default -> throw new AssertionError("no proximal operator for " + name);
    };
  }

  @Test
  void projections() {
    for (ReferenceTable.Row row : ImplicitReference.read("projections.csv").rows()) {
      int n = ImplicitReference.numbers(row.text("x")).length;
      check(row, projection(row.text("name"), parameters(row.text("params")), n)::project);
    }
  }

  @Test
  void proximalOperators() {
    for (ReferenceTable.Row row : ImplicitReference.read("prox.csv").rows()) {
      Map<String, NdArray> p = parameters(row.text("params"));
      Prox prox = prox(row.text("name"), p);
      check(row, x -> prox.apply(x, p.get("eta")));
    }
  }

  private static void check(ReferenceTable.Row row, UnaryOperator<NdArray> f) {
    NdArray x = NdArray.of(ImplicitReference.numbers(row.text("x")));
    NdArray v = NdArray.of(ImplicitReference.numbers(row.text("v")));
    double[] y = ImplicitReference.numbers(row.text("y"));
    double[] jv = ImplicitReference.numbers(row.text("Jv"));
    Projection p = f::apply;
    String what = row.text("name") + " " + row.text("params");
    close(what, y, p.project(x));
    close(what + " Jv", jv, p.jvp(x, v));
    // All of these Jacobians are symmetric.
    close(what + " Jᵀv", jv, p.vjp(x, v));
  }

  private static void close(String what, double[] expected, NdArray actual) {
    double d = ImplicitReference.distance(expected, actual.toArray());
    assertTrue(d <= TOLERANCE, () -> what + ": off by " + d + ", is " + actual);
  }
}
