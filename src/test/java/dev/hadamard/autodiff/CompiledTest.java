package dev.hadamard.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.optim.Projections;
import dev.hadamard.testing.ImplicitReference;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Compiled functions have the bits of the functions, and do not allocate. */
class CompiledTest {
  private static Map<String, UnaryOperator<NdArray>> losses(ImplicitReference.Stream r) {
    NdArray a = r.normals(9, 6);
    NdArray w = r.normals(6, 4);
    NdArray y = r.normals(9);
    NdArray mask = r.normals(6).sign();
    Map<String, UnaryOperator<NdArray>> f = new LinkedHashMap<>();
    f.put("ridge", x -> a.matmul(x).minus(y).squaredNorm().plus(x.squaredNorm().times(0.3)));
    f.put("logistic", x -> a.matmul(x).times(y).softplus().mean().plus(x.norm1()));
    f.put("network", x -> w.transpose().matmul(x.tanh()).exp().softmax(0).dot(w.at(1)));
    f.put("moments", x -> x.variance().plus(x.square().mean()).plus(x.norm()));
    f.put("maxima", x -> x.max(x.negate().minus(0.1)).max().plus(x.min(x.square()).logSumExp()));
    f.put("kinks", x -> x.clip(-0.5, 0.7).sum().plus(x.relu().dot(x)).plus(x.abs().max()));
    f.put("where", x -> NdArray.where(mask.greaterThan(NdArray.scalar(0)), x.exp(), x).sum());
    f.put("own mask", x -> NdArray.where(x.greaterThan(y.slice(0, 0, 6)), x.square(), x).sum());
    f.put(
        "shapes",
        x -> {
          NdArray m = NdArray.concatenate(1, x.reshape(2, 3), x.reshape(3, 2).transpose());
          return m.matmulTranspose(m).diagonal().dot(m.sum(1)).plus(m.slice(1, 1, 4).prod());
        });
    f.put("broadcast", x -> x.reshape(6, 1).times(w).plus(w.at(2)).sum(0).dot(w.at(0)));
    f.put(
        "solve",
        x -> w.matmulTranspose(w).plus(x.exp().diagonalMatrix()).solve(x).dot(x.outer(x).sum(0)));
    f.put("likelihood", x -> w.matmulTranspose(w).plus(x.exp().diagonalMatrix()).logDet());
    f.put("parts", x -> x.at(0).times(x.slice(0, 1, 6).cumulativeSum(0).sin().sum()));
    f.put("constant", x -> NdArray.scalar(2));
    return f;
  }

  @Property(tries = 20)
  void bitsAreThoseOfTheFunctions(@ForAll @LongRange(min = 0, max = 100000) long seed) {
    ImplicitReference.Stream r = new ImplicitReference.Stream(seed);
    losses(r)
        .forEach(
            (name, f) -> {
              NdArray v = r.normals(6);
              UnaryOperator<NdArray> product = z -> Autodiff.hvp(f, z, v);
              CompiledGradient g = CompiledGradient.of(f, NdArray.zeros(6).plus(0.3));
              CompiledFunction value = CompiledFunction.of(f, NdArray.ones(6));
              CompiledFunction hvp = CompiledFunction.of(product, NdArray.ones(6));
              double[] gradient = new double[6];
              // Twice: nothing of the first call is left.
              for (int i = 0; i < 2; i++) {
                NdArray x = r.normals(6);
                Autodiff.ValueAndGradient expected = Autodiff.valueAndGradient(f, x);
                double loss = g.valueAndGradient(x.toArray(), gradient);
                assertEquals(expected.value().value(), loss, name);
                assertArrayEquals(expected.gradient().toArray(), gradient, name);
                assertEquals(expected.value(), value.apply(x), name);
                assertEquals(product.apply(x), hvp.apply(x), name + " Hessian product");
              }
            });
  }

  @Test
  void parametersAreInputsToo() {
    NdArray a = NdArray.of(new double[][] {{1, 2}, {3, 4}, {5, 7}});
    BinaryOperator<NdArray> f =
        (x, t) -> a.matmul(x).squaredNorm().plus(t.times(x.squaredNorm())).times(0.5);
    NdArray x = NdArray.of(0.5, -2);
    CompiledGradient g = CompiledGradient.of(f, x, NdArray.scalar(1));
    double[] gradient = new double[2];
    for (double t : new double[] {0, 0.7, 3}) {
      g.setParameters(t);
      Autodiff.ValueAndGradient e =
          Autodiff.valueAndGradient(z -> f.apply(z, NdArray.scalar(t)), x);
      assertEquals(e.value().value(), g.valueAndGradient(x.toArray(), gradient));
      assertArrayEquals(e.gradient().toArray(), gradient);
    }
    assertThrows(ShapeMismatchException.class, () -> g.setParameters(1, 2));
    assertThrows(
        IllegalStateException.class,
        () -> CompiledGradient.of(z -> z.squaredNorm(), x).setParameters(1));
  }

  /** The counter of the virtual machine, a module that the library does not read. */
  private static long allocated() throws ReflectiveOperationException {
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method bytes =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    return (long) bytes.invoke(bean);
  }

  /** Once the machine code is there; until then vectors are objects. */
  @Test
  void noArrayIsAllocatedInSteadyState() throws ReflectiveOperationException {
    for (int n : new int[] {10, 50, 200, 256}) {
      nothingIsAllocated(n);
    }
  }

  private static void nothingIsAllocated(int n) throws ReflectiveOperationException {
    ImplicitReference.Stream r = new ImplicitReference.Stream(5);
    NdArray a = r.normals(64, n);
    NdArray b = r.normals(64);
    Map<String, UnaryOperator<NdArray>> all = new LinkedHashMap<>();
    all.put("ridge", x -> a.matmul(x).minus(b).squaredNorm().plus(x.squaredNorm().times(0.3)));
    if (n == 256) {
      all.put("elementwise", x -> x.sin().times(x.reshape(16, 16).sum(1).norm()).exp().mean());
    }
    for (Map.Entry<String, UnaryOperator<NdArray>> f : all.entrySet()) {
      CompiledGradient g = CompiledGradient.of(f.getValue(), NdArray.ones(n));
      double[] x = r.normals(n).toArray();
      double[] gradient = new double[n];
      double sum = 0;
      int calls = 2000;
      long bytes = Long.MAX_VALUE;
      for (int round = 0; round < 100 && bytes > calls; round++) {
        long before = allocated();
        for (int i = 0; i < calls; i++) {
          sum += g.valueAndGradient(x, gradient);
        }
        bytes = allocated() - before;
      }
      assertTrue(Double.isFinite(sum));
      long least = bytes;
      assertTrue(
          least <= calls,
          () -> f.getKey() + " of " + n + " allocated " + least / calls + " bytes a call");
    }
  }

  @Test
  void whatDependsOnElementsIsRefused() {
    NdArray x = NdArray.of(3, 1, 2);
    for (UnaryOperator<NdArray> f :
        java.util.List.<UnaryOperator<NdArray>>of(
            z -> z.at(0).value() > 0 ? z : z.negate(),
            NdArray::sort,
            z -> NdArray.scalar(z.toArray()[0]),
            z -> z.allFinite() ? z : z.square(),
            Autodiff.gradient((NdArray z) -> Projections.simplex().project(z).squaredNorm()))) {
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> CompiledFunction.of(f, x));
      assertTrue(e.getMessage().contains("elements"), e.getMessage());
    }
    NdArray[] escaped = new NdArray[1];
    CompiledFunction g =
        CompiledFunction.of(
            z -> {
              escaped[0] = z.exp();
              return escaped[0];
            },
            x);
    assertThrows(IllegalStateException.class, () -> escaped[0].square());
    assertThrows(ShapeMismatchException.class, () -> g.apply(new double[2], new double[3]));
    assertThrows(ShapeMismatchException.class, () -> g.apply(new double[3], new double[2]));
    assertThrows(
        IllegalStateException.class,
        () ->
            Autodiff.gradient(
                y -> CompiledFunction.of(z -> z.times(y), x).apply(x).sum(), NdArray.scalar(2)));
  }
}
