package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CountedFunctionTest {
  private final AtomicInteger calls = new AtomicInteger();
  private final CountedFunction f =
      CountedFunction.of(
          (x, theta) -> {
            calls.incrementAndGet();
            return x.minus(theta).square().square().sum();
          });
  private final NdArray x = NdArray.of(1.0, 2.0);
  private final NdArray theta = NdArray.of(0.5, -1.0);

  private void counts(long values, long derivatives) {
    assertEquals(values, f.values());
    assertEquals(derivatives, f.derivatives());
    f.reset();
    assertEquals(0, f.values() + f.derivatives());
  }

  @Test
  void valuesGradientsAndProductsCountOnce() {
    f.apply(x, theta);
    counts(1, 0);
    Autodiff.gradient(z -> f.apply(z, theta), x);
    counts(0, 1);
    Autodiff.gradient(t -> f.apply(x, t), theta);
    counts(0, 1);
    Autodiff.hvp(z -> f.apply(z, theta), x, NdArray.of(1.0, 0));
    counts(0, 1);
    Linearization l = Autodiff.linearize(z -> f.apply(z, theta), x);
    l.jvp(x);
    l.jvp(theta);
    counts(0, 1);
  }

  @Test
  void everyCallOfASolverIsCounted() {
    int before = calls.get();
    SolverResult result = Lbfgs.of(f).run(x, theta);
    assertEquals(SolverStatus.CONVERGED, result.status());
    assertTrue(f.derivatives() >= result.iterations(), () -> f.derivatives() + " gradients");
    assertEquals(calls.get() - before, f.values() + f.derivatives());
  }

  /** Fixed steps need one gradient each, and no values. */
  @Test
  void fixedStepsTakeOneGradientEach() {
    GradientDescent.of(f)
        .withStepSize(1e-3)
        .withAcceleration(false)
        .withOptions(new SolverOptions(0, 7))
        .run(x, theta);
    counts(0, 7);
  }

  @Test
  void nothingToCountIsRefused() {
    assertThrows(NullPointerException.class, () -> CountedFunction.of(null));
  }
}
