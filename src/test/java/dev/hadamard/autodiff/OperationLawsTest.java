package dev.hadamard.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.testing.ImplicitReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What every operation must satisfy at random points: adjoints, differences, nesting. */
class OperationLawsTest {
  /** Arguments of shape [3, 4] with elements in (0.2, 0.9), where every operation is smooth. */
  private static Map<String, UnaryOperator<NdArray>> operations(NdArray other) {
    Map<String, UnaryOperator<NdArray>> f = new LinkedHashMap<>();
    f.put("negate", NdArray::negate);
    f.put("reciprocal", NdArray::reciprocal);
    f.put("abs", x -> x.minus(0.5).abs());
    f.put("square", NdArray::square);
    f.put("sqrt", NdArray::sqrt);
    f.put("rsqrt", NdArray::rsqrt);
    f.put("cbrt", NdArray::cbrt);
    f.put("exp", NdArray::exp);
    f.put("expm1", NdArray::expm1);
    f.put("log", NdArray::log);
    f.put("log1p", NdArray::log1p);
    f.put("sin", NdArray::sin);
    f.put("cos", NdArray::cos);
    f.put("tan", NdArray::tan);
    f.put("asin", NdArray::asin);
    f.put("acos", NdArray::acos);
    f.put("atan", NdArray::atan);
    f.put("sinh", NdArray::sinh);
    f.put("cosh", NdArray::cosh);
    f.put("tanh", NdArray::tanh);
    f.put("asinh", NdArray::asinh);
    f.put("acosh", x -> x.plus(1.1).acosh());
    f.put("atanh", NdArray::atanh);
    f.put("sigmoid", NdArray::sigmoid);
    f.put("logit", NdArray::logit);
    f.put("softplus", NdArray::softplus);
    f.put("relu", x -> x.minus(0.5).relu());
    f.put("erf", NdArray::erf);
    f.put("erfc", NdArray::erfc);
    f.put("erfinv", NdArray::erfinv);
    f.put("logGamma", NdArray::logGamma);
    f.put("digamma", NdArray::digamma);
    f.put("trigamma", x -> x.polygamma(1));
    f.put("lambertW", NdArray::lambertW);
    f.put("pow", x -> x.pow(2.7));
    f.put("clip", x -> x.clip(0.3, 0.8));
    f.put("plus", x -> x.plus(other));
    f.put("minus", x -> other.minus(x));
    f.put("times", x -> x.times(other.plus(x)));
    f.put("dividedBy", x -> other.dividedBy(x));
    f.put("dividedBy2", x -> x.dividedBy(other));
    f.put("power", x -> x.pow(other.plus(x)));
    f.put("hypot", x -> x.hypot(other));
    f.put("softThreshold", x -> x.minus(1).softThreshold(other.abs()));
    f.put("softThreshold in its threshold", x -> other.minus(1).softThreshold(x.square()));
    f.put("softThreshold by a number", x -> x.minus(1).softThreshold(NdArray.scalar(0.25)));
    f.put("atan2", x -> x.atan2(other.minus(x)));
    f.put("max", x -> x.max(other));
    f.put("min", x -> other.min(x));
    f.put("xlogy", x -> x.xlogy(x.plus(other)));
    f.put("row broadcast", x -> x.times(other.at(1)).plus(x.at(0)));
    f.put("column broadcast", x -> x.times(x.slice(1, 2, 3)));
    f.put("number broadcast", x -> x.times(x.sum()).plus(x.at(0).at(2)));
    f.put("where", x -> NdArray.where(other.greaterThan(NdArray.scalar(0.5)), x, x.square()));
    f.put("sum 0", x -> x.square().sum(0));
    f.put("sum 1", x -> x.square().sum(1));
    f.put("sum middle", x -> x.square().reshape(3, 2, 2).sum(1));
    f.put("mean", x -> x.square().mean(1));
    f.put("variance", NdArray::variance);
    f.put("prod", NdArray::prod);
    f.put("max reduction", x -> x.max(0));
    f.put("min reduction", x -> x.min(1));
    f.put("logSumExp", x -> x.logSumExp(0));
    f.put("softmax", x -> x.softmax(0));
    f.put("softmax last", x -> x.softmax(1));
    f.put("norm", NdArray::norm);
    f.put("norm 1", x -> x.norm(1));
    f.put("norm1", NdArray::norm1);
    f.put("normInf", NdArray::normInf);
    f.put("variance 0", x -> x.variance(0));
    f.put("prod 1", x -> x.prod(1));
    f.put("prod of axes", x -> x.reshape(3, 2, 2).prod(0, 2));
    f.put("max of axes", x -> x.reshape(3, 2, 2).max(2, 0));
    f.put("logSumExp of axes", x -> x.reshape(3, 2, 2).logSumExp(0, 1));
    f.put("norm of axes", x -> x.reshape(3, 2, 2).norm(-1, -2));
    f.put("norm1 0", x -> x.norm1(0));
    f.put("normInf 0", x -> x.normInf(0));
    f.put("sort 0", x -> x.square().sort(0));
    f.put("largest 1", x -> x.square().largest(2, 1));
    f.put("median 0", x -> x.square().median(0));
    f.put("withAxis", x -> x.minus(x.max(1).withAxis(1)).exp());
    f.put("dot", x -> x.dot(other.times(x)));
    f.put("cumulativeSum", x -> x.square().cumulativeSum(0));
    f.put("cumulativeProduct", x -> x.cumulativeProduct(1));
    f.put("permute", x -> x.square().reshape(3, 2, 2).permute(2, 0, 1));
    f.put("slice", x -> x.square().slice(1, 1, 3));
    f.put("take", x -> x.square().take(2, 0, 2));
    f.put("scatterAdd", x -> x.square().scatterAdd(new int[] {1, 0, 1}, 2));
    f.put("concatenate", x -> NdArray.concatenate(1, x.square(), other, x));
    f.put("stack", x -> NdArray.stack(x.square(), x));
    f.put("pad", x -> x.square().pad(1, 2, 1));
    f.put("flip", x -> x.square().flip(1));
    f.put("tile", x -> x.square().tile(2));
    f.put("diagonal", x -> x.square().diagonal());
    f.put("diagonalMatrix", x -> x.at(1).square().diagonalMatrix());
    f.put("triangles", x -> x.square().lowerTriangle().plus(x.upperTriangle()));
    f.put("sort", x -> x.square().flatten().sort());
    f.put("largest", x -> x.square().flatten().largest(5));
    f.put("median", x -> x.square().median());
    f.put("matmul", x -> x.matmul(other.transpose()).matmul(x));
    f.put("matmul transposed", x -> x.transposeMatmul(other).matmulTranspose(x));
    f.put("matmul batch", x -> x.reshape(2, 3, 2).matmul(x.reshape(2, 2, 3)));
    f.put("matmul vector", x -> x.matmul(x.at(1)));
    f.put("vector matmul", x -> x.matmul(other.at(0)).matmul(x));
    f.put("outer", x -> x.at(0).outer(x.at(2)));
    f.put("solve", x -> gram(x).solve(x));
    f.put("solve vector", x -> gram(x).plus(x.slice(1, 0, 3)).solve(x.slice(1, 0, 1).flatten()));
    f.put("inverse", x -> gram(x).inverse());
    f.put("triangularSolve", x -> gram(x).triangularSolve(x, true, true));
    f.put("triangularSolve upper", x -> gram(x).triangularSolve(x, false, false));
    f.put("det", x -> gram(x).det());
    f.put("logDet", x -> gram(x).logDet());
    f.put("cholesky", x -> gram(x).cholesky());
    f.put("eigenvalues", x -> gram(x).eigh().values());
    f.put("eigenvectors", x -> gram(x).eigh().vectors());
    f.put("leastSquares", x -> x.transpose().plus(skew()).leastSquares(other.transpose()));
    f.put(
        "leastSquares wide",
        x -> x.plus(skew().transpose()).leastSquares(other.at(0).take(0, 1, 2)));
    f.put("leastSquares wide in b", x -> other.plus(skew().transpose()).leastSquares(x));
    f.put("leastSquares of rank 2", x -> lowRank(x).leastSquares(x));
    f.put("svd values", x -> separated(x).svd().values());
    f.put("svd vectors", x -> separated(x).svd().u());
    f.put("svd right vectors", x -> separated(x).svd().v());
    f.put("svd tall", x -> outerParts(separated(x).transpose().svd()));
    f.put("singularValues", x -> separated(x).singularValues());
    f.put("lu", x -> gram(x).lu().l().plus(gram(x).lu().u()));
    f.put("lu with exchanges", x -> gram(x).take(2, 0, 1).lu().u());
    f.put("batch", Autodiff.batch((NdArray row) -> row.outer(row.exp()).sum(0)));
    f.put(
        "batch of two", x -> Autodiff.batch((NdArray a, NdArray b) -> a.dot(b)).apply(x, x.exp()));
    f.put("checkpoint", Autodiff.checkpoint((NdArray x) -> x.sin().times(x)));
    return f;
  }

  private static NdArray gram(NdArray x) {
    return x.matmulTranspose(x).plus(NdArray.of(1, 2, 3.5).diagonalMatrix());
  }

  private static NdArray separated(NdArray x) {
    return x.plus(NdArray.of(new double[][] {{2, 0, 0, 0}, {0, 5, 0, 0}, {0, 0, 9, 0}}));
  }

  private static NdArray outerParts(NdArray.Svd d) {
    return d.u().times(d.values()).matmulTranspose(d.v().square());
  }

  private static NdArray lowRank(NdArray x) {
    NdArray p = x.slice(1, 0, 2).plus(NdArray.of(new double[][] {{1, 0}, {0, 2}, {0, 0}}));
    NdArray q = x.slice(1, 2, 4).plus(NdArray.of(new double[][] {{0, 0}, {2, 0}, {0, 1}}));
    return p.matmulTranspose(q);
  }

  private static NdArray skew() {
    return NdArray.of(new double[][] {{2, 0, 0}, {0, 3, 0}, {0, 0, 1}, {1, 0, 0}});
  }

  private static NdArray random(ImplicitReference.Stream r, double from, double to) {
    double[] v = new double[12];
    for (int i = 0; i < v.length; i++) {
      v[i] = from + (to - from) * r.uniform();
    }
    return NdArray.wrap(v, 3, 4);
  }

  @Property(tries = 15)
  void everyOperation(@ForAll @LongRange(min = 0, max = 1000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    NdArray x = random(r, 0.2, 0.9);
    NdArray other = random(r, 0.2, 0.9);
    NdArray t = random(r, -1, 1);
    NdArray s = random(r, -1, 1);
    operations(other)
        .forEach(
            (name, f) -> {
              if (nearAKink(name, x, other)) {
                return;
              }
              Autodiff.Tangent forward = Autodiff.jvp(f, x, t);
              Linearization l = Autodiff.linearize(f, x);
              double[] value = f.apply(x).toArray();
              assertArrayEquals(value, forward.value().toArray(), name + " value");
              assertArrayEquals(value, l.value().toArray(), name + " recorded value");
              NdArray jt = forward.tangent();
              close(name + " linearised", jt, l.jvp(t), 1e-13);
              NdArray u = jt.square().plus(0.3).times(jt.plus(1.1).sin());
              double scale = 1 + u.abs().dot(jt.abs()).value();
              assertEquals(
                  u.dot(jt).value(), l.vjp(u).dot(t).value(), 1e-11 * scale, name + " adjoint");
              double h = 1e-5;
              NdArray difference =
                  f.apply(x.plus(t.times(h))).minus(f.apply(x.minus(t.times(h)))).times(0.5 / h);
              close(name + " difference", difference, jt, 2e-7);
              // Second order, forward over forward against reverse over forward.
              NdArray fs = Autodiff.jvp(z -> Autodiff.jvp(f, z, t).tangent(), x, s).tangent();
              NdArray sf = Autodiff.jvp(z -> Autodiff.jvp(f, z, s).tangent(), x, t).tangent();
              close(name + " symmetric second derivative", fs, sf, 1e-10);
              NdArray reverse = Autodiff.gradient(z -> Autodiff.linearize(f, z).vjp(u).dot(t), x);
              double scale2 = 1 + u.abs().dot(fs.abs()).value();
              assertEquals(
                  u.dot(fs).value(), reverse.dot(s).value(), 1e-9 * scale2, name + " second order");
            });
  }

  /** Points where the finite difference would step over a kink. */
  private static boolean nearAKink(String name, NdArray x, NdArray other) {
    double[] v = x.flatten().sort().toArray();
    double gap = 1;
    for (int i = 1; i < v.length; i++) {
      gap = Math.min(gap, v[i] - v[i - 1]);
    }
    for (double a : v) {
      gap =
          Math.min(
              gap, Math.min(Math.abs(a - 0.5), Math.min(Math.abs(a - 0.3), Math.abs(a - 0.8))));
    }
    gap = Math.min(gap, x.minus(other).abs().min().value());
    if (name.startsWith("eigen")) {
      double[] w = gram(x).eigh().values().toArray();
      return Math.min(w[1] - w[0], w[2] - w[1]) < 0.3;
    }
    return gap < 1e-4
        && (name.startsWith("abs")
            || name.contains("max")
            || name.contains("min")
            || name.contains("norm")
            || name.equals("clip")
            || name.equals("relu")
            || name.equals("sort")
            || name.equals("largest")
            || name.equals("median"));
  }

  private static void close(String what, NdArray expected, NdArray actual, double tolerance) {
    double d = ImplicitReference.distance(expected.toArray(), actual.toArray());
    assertTrue(d <= tolerance, () -> what + ": off by " + d + ": " + expected + " and " + actual);
  }
}
