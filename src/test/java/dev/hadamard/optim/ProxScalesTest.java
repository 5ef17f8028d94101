package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Operators of functions g with g(sy; sλ) = s²g(y; λ) in suitable units of their parameters: the
 * proximal point of s x is s times that of x and the derivative the same, for points of any size,
 * with ties and zeros.
 */
class ProxScalesTest {
  private static Map<String, Prox> operators(SplittableRandom r, int n, double s) {
    NdArray weight = NdArray.scalar(s * (0.1 + r.nextDouble()));
    NdArray plain = NdArray.scalar(0.1 + r.nextDouble());
    NdArray curvature = NdArray.scalar((0.1 + r.nextDouble()) / s);
    double e = 0.5 + r.nextDouble();
    NdArray low = NdArray.scalar(-0.3 * s);
    NdArray high = NdArray.scalar(0.8 * s);
    int[] groups = new int[n];
    for (int i = 0; i < n; i++) {
      groups[i] = i % 2;
    }
    Map<String, Prox> p = new LinkedHashMap<>();
    p.put("lasso", Proxes.lasso(weight));
    p.put("nonNegativeLasso", Proxes.nonNegativeLasso(weight));
    p.put("elasticNet", Proxes.elasticNet(weight, curvature));
    p.put("ridge", Proxes.ridge(plain));
    p.put("nonNegativeRidge", Proxes.nonNegativeRidge(plain));
    p.put("groupLasso", Proxes.groupLasso(weight));
    p.put("groups", Proxes.groupLasso(groups, NdArray.of(s * 0.7, s * 0.2)));
    p.put("logBarrier", Proxes.logBarrier(weight.times(s)));
    p.put("logSum", Proxes.logSum(NdArray.scalar(s * s * 0.9 * e * e), NdArray.scalar(s * e)));
    p.put("lInfNorm", Proxes.lInfNorm(weight));
    p.put("huber", Proxes.huber(plain, weight));
    p.put("totalVariation", Proxes.totalVariation(weight));
    p.put("squaredDistance", Proxes.squaredDistance(Projections.box(low, high), plain));
    p.put("conjugate", Proxes.conjugate(Proxes.lasso(weight)));
    p.put("translated", Proxes.translated(Proxes.lasso(weight), NdArray.scalar(0.1 * s)));
    p.put(
        "nuclearNorm",
        (x, eta) -> Proxes.nuclearNorm(weight).apply(x.reshape(1, n), eta).reshape(n));
    return p;
  }

  @Property(tries = 400)
  void operatorsDoNotDependOnUnits(
      @ForAll @IntRange(min = 0, max = 1_000_000) int seed,
      @ForAll @IntRange(min = -400, max = 400) int power,
      @ForAll @IntRange(min = 1, max = 7) int n) {
    double s = Math.scalb(1.0, power);
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = new double[n];
    double[] v = new double[n];
    boolean ties = random.nextBoolean();
    for (int i = 0; i < n; i++) {
      x[i] = ties ? random.nextInt(-2, 3) / 2.0 : 4 * random.nextDouble() - 2;
      v[i] = random.nextDouble() - 0.5;
    }
    NdArray point = NdArray.of(x);
    NdArray direction = NdArray.of(v);
    NdArray eta = NdArray.scalar(0.7);
    Map<String, Prox> plain = operators(new SplittableRandom(seed), n, 1);
    Map<String, Prox> scaled = operators(new SplittableRandom(seed), n, s);
    for (Map.Entry<String, Prox> entry : plain.entrySet()) {
      String name = entry.getKey() + " at " + point + " times 2^" + power;
      Autodiff.Tangent a = Autodiff.jvp(z -> entry.getValue().apply(z, eta), point, direction);
      Prox other = scaled.get(entry.getKey());
      Autodiff.Tangent b = Autodiff.jvp(z -> other.apply(z, eta), point.times(s), direction);
      close(name, a.value(), b.value().times(1 / s));
      close("derivative, " + name, a.tangent(), b.tangent());
    }
  }

  private static void close(String what, NdArray expected, NdArray actual) {
    double off = expected.minus(actual).normInf().value();
    assertTrue(
        off <= 1e-13 * (1 + expected.normInf().value()),
        () -> what + ": off by " + off + ", " + expected + " and " + actual);
  }
}
