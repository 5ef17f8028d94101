package dev.hadamard.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.optim.StochasticGradient.Rule;
import dev.hadamard.testing.ImplicitReference;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Gradient rules, losses, generalised linear models, support vector machines. */
class StochasticAndLossesTest {
  private final ImplicitReference.Stream random = new ImplicitReference.Stream(9);
  private final NdArray x = random.normals(40, 6);
  private final NdArray y = x.matmul(random.normals(6)).plus(random.normals(40).times(0.3));

  @Test
  void everyRuleDescends() {
    BinaryOperator<NdArray> f = (w, t) -> x.matmul(w).minus(y).square().mean().times(0.5);
    NdArray best = x.leastSquares(y);
    List<Rule> rules =
        List.of(
            Rule.sgd(0.3),
            new Rule.Momentum(k -> 0.1, 0.9, false),
            new Rule.Momentum(k -> 0.1, 0.9, true),
            new Rule.Adam(k -> 0.1 / (1 + 0.01 * k), 0.9, 0.999, 1e-8, 0),
            new Rule.RmsProp(k -> 0.1 / (1 + 0.1 * k), 0.9, 1e-8),
            new Rule.Adagrad(k -> 0.5, 1e-8),
            new Rule.Polyak(10, f.apply(best, NdArray.zeros()).value(), 0.5),
            new Rule.Armijo(10, 0.1, 0.8));
    for (Rule rule : rules) {
      SolverResult r =
          StochasticGradient.of(f, rule)
              .withOptions(new SolverOptions(1e-9, 3000))
              .run(NdArray.zeros(6), NdArray.zeros());
      assertTrue(r.solution().minus(best).norm().value() < 1e-2, () -> rule + " ended at " + r);
    }
  }

  @Test
  void batchesInterpolatedByAModelAreSolvedExactly() {
    NdArray truth = random.normals(6);
    NdArray exact = x.matmul(truth);
    StochasticGradient solver =
        StochasticGradient.of(
            (w, t, k) -> {
              int from = 10 * (k % 4);
              NdArray rows = x.slice(0, from, from + 10);
              return rows.matmul(w).minus(exact.slice(0, from, from + 10)).square().mean();
            },
            (w, t) -> x.matmul(w).minus(exact).square().mean(),
            new Rule.Polyak(10, 0, 0.5));
    SolverResult r = solver.run(NdArray.zeros(6), NdArray.zeros());
    assertEquals(0, r.solution().minus(truth).norm().value(), 1e-6);
  }

  @Test
  void adamTakesStepsOfItsRateAtFirst() {
    BinaryOperator<NdArray> f = (w, t) -> w.times(NdArray.of(1e-3, -1e3)).sum();
    StochasticGradient s = StochasticGradient.of(f, Rule.adam(0.1));
    NdArray w = s.update(s.init(NdArray.zeros(2), NdArray.zeros()), NdArray.zeros()).solution();
    assertEquals(-0.1, w.at(0).value(), 1e-5);
    assertEquals(0.1, w.at(1).value(), 1e-9);
  }

  @Test
  void runsOfAdamAreDifferentiated() {
    BinaryOperator<NdArray> f = (w, t) -> w.minus(t).square().sum();
    StochasticGradient s =
        StochasticGradient.of(f, Rule.adam(0.1)).withOptions(new SolverOptions(0, 20));
    NdArray t = NdArray.scalar(1.3);
    double h = 1e-6;
    double difference =
        (s.run(NdArray.zeros(1), t.plus(h)).solution().sum().value()
                - s.run(NdArray.zeros(1), t.minus(h)).solution().sum().value())
            / (2 * h);
    double gradient =
        Autodiff.gradient(p -> s.run(NdArray.zeros(1), p).solution().sum(), t).value();
    assertEquals(difference, gradient, 1e-7);
  }

  @Test
  void coordinateDescentAgreesWithProximalGradient() {
    NdArray signs = y.sign();
    for (PointwiseLoss loss : PointwiseLoss.values()) {
      NdArray targets = loss == PointwiseLoss.LOGISTIC ? signs : y;
      CoordinateDescent cd = CoordinateDescent.of(x, targets, loss);
      NdArray theta = NdArray.of(0.05, 0.1);
      SolverResult r = cd.run(NdArray.zeros(6), theta);
      assertEquals(SolverStatus.CONVERGED, r.status(), () -> loss + " " + r);
      SolverResult p =
          ProximalGradient.of(
                  (w, t) ->
                      loss.value(x.matmul(w), targets)
                          .mean()
                          .plus(w.squaredNorm().times(t.at(1)).times(0.5)),
                  (v, t, eta) -> Proxes.lasso(t.at(0)).apply(v, eta))
              .run(NdArray.zeros(6), theta);
      assertEquals(0, r.solution().minus(p.solution()).normInf().value(), 1e-8, loss::toString);
      assertTrue(cd.optimalityError(r.solution(), theta) < 1e-9);
      assertTrue(r.iterations() < 60, () -> loss + " took " + r.iterations());
    }
  }

  @Test
  void lossesOfClosedForm() {
    NdArray z = NdArray.of(new double[][] {{1, 2, 0.5}, {1000, -1000, 0}});
    NdArray l = Losses.multiclassLogistic(z, 1, 0);
    double e = Math.log(Math.exp(-1) + 1 + Math.exp(-1.5));
    assertEquals(e, l.at(0).value(), 1e-15);
    assertEquals(0, l.at(1).value());
    assertEquals(0.0, Losses.multiclassHinge(z, 1, 0).at(1).value());
    assertEquals(0.0, Losses.multiclassHinge(z, 1, 0).at(0).value());
    assertEquals(2.0, Losses.multiclassHinge(z, 0, 0).at(0).value());
    NdArray scores = random.normals(5);
    NdArray target = NdArray.of(0, 1, 0, 0, 0);
    NdArray p = Projections.simplex().project(scores);
    NdArray gradient = Autodiff.gradient(s -> Losses.sparsemax(s, target), scores);
    assertEquals(0, gradient.minus(p.minus(target)).normInf().value(), 1e-15);
    assertEquals(0, Losses.sparsemax(target.times(9), target).value(), 1e-15);
    assertTrue(Losses.sparsemax(scores, target).value() > 0);
    assertEquals(0.5, Losses.huber(NdArray.scalar(-1), 1).value());
    assertEquals(2.5, Losses.huber(NdArray.scalar(3), 1).value());
    NdArray grid = NdArray.of(-2, -0.4, 0.9, 3);
    NdArray slope = Autodiff.gradient(v -> Losses.sparsePlus(v).sum(), grid);
    assertEquals(0, slope.minus(Losses.sparseSigmoid(grid)).normInf().value(), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> Losses.multiclassLogistic(z, 1, 3));
  }

  @Test
  void theDualityGapOfTheMulticlassMachineCloses() {
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) {
      double[] row = x.at(i).toArray();
      labels[i] = row[0] > 0.4 ? 0 : row[1] > 0 ? 1 : 2;
    }
    MulticlassSvm svm = MulticlassSvm.of(x, 3, labels);
    NdArray theta = NdArray.scalar(2);
    NdArray dual = svm.projectedGradient().run(svm.start(), theta).orThrow();
    NdArray w = svm.weights(dual, theta);
    assertEquals(svm.primal(w, theta).value(), 40 - svm.dual().apply(dual, theta).value(), 1e-8);
    NdArray mirrored =
        svm.mirrorDescent(0.02)
            .withOptions(new SolverOptions(1e-10, 20_000))
            .run(svm.start(), theta)
            .solution();
    // Entries that vanish do so slowly under mirror descent: 20 000 steps leave some 2e-4.
    assertEquals(0, svm.weights(mirrored, theta).minus(w).normInf().value(), 1e-3);
  }

  @Test
  void theKernelMachineSatisfiesItsMargins() {
    NdArray signs = y.sign();
    NdArray kernel = x.matmulTranspose(x);
    BinaryKernelSvm svm = BinaryKernelSvm.of(kernel, signs);
    double c = 0.5;
    NdArray beta = svm.solver().run(NdArray.zeros(40), NdArray.scalar(c)).orThrow();
    double intercept = svm.intercept(beta, c);
    double[] margins = kernel.matmul(beta).plus(intercept).times(signs).toArray();
    double[] alpha = beta.times(signs).toArray();
    assertEquals(0, beta.sum().value(), 1e-12);
    for (int i = 0; i < 40; i++) {
      if (alpha[i] < 1e-9) {
        assertTrue(margins[i] >= 1 - 1e-6);
      } else if (alpha[i] > c - 1e-9) {
        assertTrue(margins[i] <= 1 + 1e-6);
      } else {
        assertEquals(1, margins[i], 1e-6);
      }
    }
  }

  @Test
  void perturbedArgmaxTendsToItsLaw() {
    // P(θ₁ + σZ₁ > θ₂ + σZ₂) = Φ((θ₁ - θ₂)/(σ√2)): 6 standard errors of 20000 draws.
    PerturbedArgmax decide =
        PerturbedArgmax.of(
            t -> {
              double[] v = t.toArray();
              return v[0] > v[1] ? NdArray.of(1, 0) : NdArray.of(0, 1);
            },
            0.5,
            20_000,
            4);
    NdArray theta = NdArray.of(0.3, 0.1);
    double argument = 0.2 / (0.5 * Math.sqrt(2));
    double p = dev.hadamard.kernel.SpecialFunctions.normalCdf(argument);
    assertEquals(p, decide.apply(theta).at(0).value(), 6 * Math.sqrt(p * (1 - p) / 20_000));
    double density =
        Math.exp(-argument * argument / 2) / Math.sqrt(2 * Math.PI) / 0.5 / Math.sqrt(2);
    double gradient = Autodiff.gradient(t -> decide.apply(t).at(0), theta).at(0).value();
    assertEquals(density, gradient, 6 * 2 / Math.sqrt(20_000));
  }

  @Test
  void fireFindsTheMinimum() {
    BinaryOperator<NdArray> f = (w, t) -> x.matmul(w).minus(y).square().mean().times(0.5);
    SolverResult r = Fire.of(f).run(NdArray.zeros(6), NdArray.zeros());
    assertEquals(SolverStatus.CONVERGED, r.status());
    assertEquals(0, r.solution().minus(x.leastSquares(y)).normInf().value(), 1e-8);
  }

  /** Three steps of each rule on f = 3w₁ + ½w₂², by the formulas of their papers. */
  @Test
  void rulesTakeTheStepsOfTheirFormulas() {
    BinaryOperator<NdArray> f = (w, t) -> w.at(0).times(3).plus(w.at(1).square().times(0.5));
    java.util.function.IntToDoubleFunction rate = k -> 0.1 / (1 + k);
    double eps = 1e-8;
    List<Rule> rules =
        List.of(
            new Rule.Momentum(rate, 0.9, false),
            new Rule.Momentum(rate, 0.9, true),
            new Rule.Adam(rate, 0.9, 0.99, eps, 0.1),
            new Rule.RmsProp(rate, 0.9, eps),
            new Rule.Adagrad(rate, eps));
    for (int which = 0; which < rules.size(); which++) {
      StochasticGradient solver = StochasticGradient.of(f, rules.get(which));
      StochasticGradient.State state = solver.init(NdArray.of(1.0, 2), NdArray.zeros());
      double[] w = {1, 2};
      double[] m = new double[2];
      double[] v = new double[2];
      for (int k = 0; k < 3; k++) {
        double[] g = {3, w[1]};
        double eta = 0.1 / (1 + k);
        for (int i = 0; i < 2; i++) {
          switch (which) {
            case 0, 1 -> {
              m[i] = 0.9 * m[i] + g[i];
              w[i] -= eta * (which == 0 ? m[i] : g[i] + 0.9 * m[i]);
            }
            case 2 -> {
              m[i] = 0.9 * m[i] + 0.1 * g[i];
              v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
              double mean = m[i] / (1 - Math.pow(0.9, k + 1));
              double square = v[i] / (1 - Math.pow(0.99, k + 1));
              w[i] -= eta * (mean / (Math.sqrt(square) + eps) + 0.1 * w[i]);
            }
            case 3 -> {
              v[i] = 0.9 * v[i] + 0.1 * g[i] * g[i];
              w[i] -= eta * g[i] / Math.sqrt(v[i] + eps);
            }
            default -> {
              v[i] += g[i] * g[i];
              w[i] -= eta * g[i] / Math.sqrt(v[i] + eps);
            }
          }
        }
        state = solver.update(state, NdArray.zeros());
        assertEquals(w[0], state.solution().at(0).value(), 1e-13, rules.get(which) + "");
        assertEquals(w[1], state.solution().at(1).value(), 1e-13, rules.get(which) + "");
      }
    }
  }

  /** With Gumbel's noise the law is softmax(θ/σ): 6 standard errors of 40 000 draws. */
  @Test
  void gumbelNoiseGivesTheSoftmax() {
    int samples = 40_000;
    double sigma = 0.7;
    PerturbedArgmax decide =
        PerturbedArgmax.of(
                t -> {
                  double[] v = t.toArray();
                  int best = 0;
                  for (int i = 1; i < v.length; i++) {
                    best = v[i] > v[best] ? i : best;
                  }
                  double[] e = new double[v.length];
                  e[best] = 1;
                  return NdArray.of(e);
                },
                sigma,
                samples,
                11)
            .withNoise(PerturbedArgmax.Noise.GUMBEL);
    NdArray theta = NdArray.of(0.4, -0.3, 0.1);
    NdArray p = theta.dividedBy(sigma).softmax(0);
    NdArray drawn = decide.apply(theta);
    NdArray j = Autodiff.jacobian(decide, theta);
    for (int i = 0; i < 3; i++) {
      double pi = p.at(i).value();
      assertEquals(pi, drawn.at(i).value(), 6 * Math.sqrt(pi * (1 - pi) / samples));
      for (int k = 0; k < 3; k++) {
        double right = pi * ((i == k ? 1 : 0) - p.at(k).value()) / sigma;
        // |y - y(θ)| ≤ 1 and the score 1 - e^-Z has variance 1.
        assertEquals(right, j.get(i, k), 6 / sigma / Math.sqrt(samples));
      }
    }
  }
}
