package dev.hadamard.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.gp.GpRegression.Observation;
import dev.hadamard.random.Streams;
import dev.hadamard.testing.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Regressions with any covariance and on any axes, their joint posteriors and draws, and fits. */
class GpSamplingTest {
  private static final int DRAWS = 2000;

  private static Covariance season() {
    return PeriodicKernel.of(0.5, 0.8, 0.7).times(MaternKernel.of(2, 1, 1.5));
  }

  private static Covariance sum() {
    return SquaredExponentialKernel.of(1, 0.6).plus(season()).plus(ConstantKernel.of(0.3));
  }

  /** Uneven axes with sums and products against scattered points, which share no code with them. */
  @Property(tries = 15)
  void unevenGridsAreScatteredData(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 5) int n0,
      @ForAll @IntRange(min = 2, max = 4) int n1) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = {points(n0, random), points(n1, random)};
    List<GridAxis> axes = List.of(PointAxis.of(x[0]), PointAxis.of(x[1]));
    List<Covariance> kernels = List.of(sum(), MaternKernel.of(1, 1.2, 0.5));
    double[] y = random.doubles((long) n0 * n1, -1, 1).toArray();
    List<Observation> data = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      data.add(Observation.value(y[i], x[0][i / n1], x[1][i % n1]));
    }
    KroneckerGpRegression grid = KroneckerGpRegression.of(axes, kernels, y, 0.1);
    GpRegression scattered = GpRegression.of(kernels, data, 0.1);
    double likelihood = scattered.logMarginalLikelihood();
    assertEquals(likelihood, grid.logMarginalLikelihood(), 1e-9 * (1 + Math.abs(likelihood)));
    double[] gradient = scattered.gradient();
    assertArrayEquals(gradient, grid.gradient(), 1e-8 * (1 + largest(gradient)));
    double[] a = {0.37};
    double[] b = {1.1};
    assertEquals(scattered.predict(0.37, 1.1).mean(), grid.mean(a, b)[0], 1e-9);
    assertEquals(scattered.predict(0.37, 1.1).variance(), grid.variance(a, b)[0], 1e-9);
    double[] noise = new double[y.length];
    Arrays.fill(noise, 0.1);
    assertEquals(
        grid.mean(a, b)[0],
        IncompleteGridRegression.of(axes, kernels, y, noise).mean(a, b)[0],
        1e-8);
    // The gradient is that of the likelihood.
    double[] p = grid.parameters();
    for (int i = 0; i < p.length; i++) {
      double[] up = p.clone();
      double[] down = p.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double difference =
          (grid.withParameters(up).logMarginalLikelihood()
                  - grid.withParameters(down).logMarginalLikelihood())
              / 2e-5;
      assertEquals(difference, grid.gradient()[i], 1e-6 * (1 + Math.abs(difference)));
    }
  }

  private static double[] points(int n, SplittableRandom random) {
    double[] x = new double[n];
    double at = random.nextDouble();
    for (int i = 0; i < n; i++) {
      x[i] = at;
      at += random.nextDouble(0.1, 0.6);
    }
    return x;
  }

  private static double largest(double[] v) {
    return Arrays.stream(v).map(Math::abs).max().orElse(0);
  }

  private static List<Observation> data() {
    List<Observation> data = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      data.add(Observation.value(StrictMath.sin(2.0 * i), 0.31 * i + 0.02 * i * i));
    }
    return data;
  }

  /** White noise as a part of the covariance is noise of the data, where no point is repeated. */
  @Test
  void whiteNoiseIsNoise() {
    Covariance noisy = sum().plus(WhiteNoiseKernel.of(0.2));
    GpRegression a = GpRegression.of(List.of(noisy), data(), 0);
    GpRegression b = GpRegression.of(List.of(sum()), data(), 0.2);
    assertEquals(b.logMarginalLikelihood(), a.logMarginalLikelihood(), 1e-11);
    assertEquals(b.predict(0.77).mean(), a.predict(0.77).mean(), 1e-12);
    assertEquals(b.predict(0.77).variance() + 0.2, a.predict(0.77).variance(), 1e-12);
  }

  /** A covariance of one's own: cos of a known frequency, the simplest there is. */
  @Test
  void ownCovariance() {
    Covariance cosine =
        new Covariance() {
          @Override
          public int maxDerivative() {
            return 0;
          }

          @Override
          public double[] derivatives(int order, double... lags) {
            return Arrays.stream(lags).map(d -> StrictMath.cos(5 * d)).toArray();
          }

          @Override
          public void pullBack(int order, double[] lags, double[] c, double[] g, int offset) {
            // No parameters.
          }

          @Override
          public double[] parameters() {
            return new double[0];
          }

          @Override
          public List<String> parameterNames() {
            return List.of();
          }

          @Override
          public Covariance withParameters(double[] parameters) {
            return this;
          }
        };
    List<Observation> two =
        List.of(
            Observation.value(StrictMath.sin(1), 0.2), Observation.value(StrictMath.sin(4), 0.8));
    GpRegression g = GpRegression.of(List.of(cosine), two, 1e-12);
    // Two data determine a sine of frequency 5.
    assertEquals(StrictMath.sin(5 * 2.3), g.predict(2.3).mean(), 1e-9);
    assertEquals(1, g.gradient().length);
    assertEquals(2, g.hyperparameters().size() + g.kernels().size());
  }

  @Test
  void hyperparametersAreStoredAndRead() {
    GpRegression g = GpRegression.of(List.of(sum()), data(), 0.1);
    Map<String, Double> map = g.hyperparameters();
    assertEquals(StrictMath.log(0.1), map.get("logNoiseVariance"), 1e-15);
    assertEquals(StrictMath.log(0.6), map.get("axis0.sum0.logLengthScale"), 1e-15);
    GpRegression other = GpRegression.of(List.of(sum()), data(), 3).withHyperparameters(map);
    assertEquals(g.logMarginalLikelihood(), other.logMarginalLikelihood(), 1e-12);
    map.put("x", 1.0);
    assertThrows(IllegalArgumentException.class, () -> g.withHyperparameters(map));
    assertThrows(IllegalArgumentException.class, () -> g.withParameters(new double[3]));
    KroneckerGpRegression k =
        KroneckerGpRegression.of(
            List.of(new UniformAxis(0, 1, 4)), List.of(sum()), new double[] {1, 2, 0, 1}, 0.1);
    assertEquals(
        k.logMarginalLikelihood(),
        k.withHyperparameters(k.hyperparameters()).logMarginalLikelihood());
  }

  /** Conditioning twice is conditioning once: p(f_2 | f_1, y) from the joint law of f_1 and f_2. */
  @Test
  void jointPosterior() {
    GpRegression g = GpRegression.of(List.of(sum()), data(), 0.05);
    double[][] x = {{0.4}, {1.03}, {5}};
    GpRegression.JointPrediction p = g.predictJointly(x);
    for (int i = 0; i < 3; i++) {
      assertEquals(g.predict(x[i]).mean(), p.mean()[i], 1e-12);
      assertEquals(g.predict(x[i]).variance(), p.covariance().get(i, i), 1e-12);
    }
    List<Observation> more = new ArrayList<>(data());
    more.add(Observation.value(0.3, 0.4));
    double[] noise = new double[more.size()];
    Arrays.fill(noise, 0.05);
    noise[more.size() - 1] = 1e-12;
    GpRegression conditioned = GpRegression.of(List.of(sum()), more, noise);
    double gain = p.covariance().get(1, 0) / p.covariance().get(0, 0);
    assertEquals(p.mean()[1] + gain * (0.3 - p.mean()[0]), conditioned.predict(1.03).mean(), 1e-6);
    assertEquals(
        p.covariance().get(1, 1) - gain * p.covariance().get(0, 1),
        conditioned.predict(1.03).variance(),
        1e-6);
    assertThrows(IllegalArgumentException.class, () -> g.predictJointly());
    assertThrows(IllegalArgumentException.class, () -> g.predictJointly(new double[2]));
  }

  @Test
  void drawsAtScatteredPoints() {
    GpRegression g = GpRegression.of(List.of(sum()), data(), 0.05);
    double[][] x = {{0.4}, {0.5}, {2.9}};
    double[][] draws = new double[DRAWS][];
    Arrays.setAll(draws, k -> g.sample(Streams.of(11).substream(k).generator(), x));
    GpRegression.JointPrediction p = g.predictJointly(x);
    Draws.matches(p.mean(), p.covariance(), draws);
    assertArrayEquals(draws[5], g.sample(Streams.of(11).substream(5).generator(), x));
    // Without noise a draw goes through the data.
    GpRegression exact = GpRegression.of(List.of(sum()), data(), 1e-10);
    double[] at = exact.sample(Streams.of(1).generator(), new double[] {0}, new double[] {0.33});
    assertEquals(0, at[0], 1e-4);
    assertEquals(StrictMath.sin(2), at[1], 1e-4);
  }

  @Test
  void drawsOfThePrior() {
    List<Covariance> kernels = List.of(sum(), MaternKernel.of(1, 2, 0.5));
    List<GridAxis> axes = List.of(new UniformAxis(0, 1, 3), PointAxis.of(0, 0.3, 1));
    double[] x = {0.2};
    double[] y = {0.1, 0.9};
    double[][] draws = new double[DRAWS][];
    Arrays.setAll(
        draws,
        k -> {
          PriorDraw d =
              PriorDraw.of(kernels, axes, 0.1, Streams.of(4).substream(k).generator(), x, y);
          return new double[] {d.atPoints()[0], d.atPoints()[1], d.atGrid()[4]};
        });
    double prior = kernels.get(0).derivative(0, 0);
    Covariance k = kernels.get(1);
    DMatrixRMaj c = new DMatrixRMaj(3, 3);
    double across = kernels.get(0).derivative(0, 0.3);
    c.set(0, 0, prior * 2);
    c.set(1, 1, prior * 2);
    c.set(1, 0, prior * k.derivative(0, 0.8));
    c.set(0, 1, c.get(1, 0));
    c.set(2, 2, (prior + 0.1) * 2.1);
    c.set(2, 0, across * k.derivative(0, 0.2));
    c.set(2, 1, across * k.derivative(0, 0.6));
    Draws.matches(new double[3], c, draws);
    assertThrows(
        IllegalArgumentException.class,
        () -> PriorDraw.of(kernels, axes, -1, Streams.of(4).generator(), x, y));
    assertThrows(
        IllegalArgumentException.class,
        () -> PriorDraw.of(kernels, axes, 0, Streams.of(4).generator(), x));
  }

  /** Two waves at uneven points, some of them repeated, which breaks a start by differences. */
  @Test
  void spectrumOfScatteredData() {
    SplittableRandom random = new SplittableRandom(6);
    int n = 120;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i % 10 == 9 ? x[i - 1] : random.nextDouble(6);
      y[i] =
          StrictMath.sin(2 * Math.PI * 1.3 * x[i])
              + 0.6 * StrictMath.cos(2 * Math.PI * 4.1 * x[i])
              + random.nextDouble(-0.1, 0.1);
    }
    SpectralMixtureFit.Options options =
        SpectralMixtureFit.Options.of(Spectrum.gaussian(), 2).withIterations(40);
    SpectralMixtureFit<GpRegression> fit = SpectralMixtureFit.of(x, y, options);
    double[] f = fit.kernel().frequencies();
    assertTrue(
        Arrays.stream(f).anyMatch(v -> Math.abs(v - 1.3) < 0.05)
            && Arrays.stream(f).anyMatch(v -> Math.abs(v - 4.1) < 0.05),
        () -> Arrays.toString(f));
    double truth =
        StrictMath.sin(2 * Math.PI * 1.3 * 2.222) + 0.6 * StrictMath.cos(2 * Math.PI * 4.1 * 2.222);
    assertEquals(truth, fit.regression().predict(2.222).mean(), 0.1);
  }

  @Test
  void restartsAndBounds() {
    UniformAxis axis = new UniformAxis(0, 2, 40);
    double[] y = new double[40];
    for (int i = 0; i < 40; i++) {
      y[i] = StrictMath.sin(2 * Math.PI * 3.3 * axis.point(i)) + 0.05 * (i % 3);
    }
    SpectralMixtureFit.Options options =
        SpectralMixtureFit.Options.of(Spectrum.studentT(5), 3).withIterations(25);
    SpectralMixtureFit<KroneckerGpRegression> once = SpectralMixtureFit.of(axis, y, options);
    SpectralMixtureFit<KroneckerGpRegression> often =
        SpectralMixtureFit.of(axis, y, options.withRestarts(3, 5));
    assertEquals(4, often.logMarginalLikelihoods().length);
    assertEquals(once.logMarginalLikelihoods()[0], often.logMarginalLikelihoods()[0]);
    double best = Arrays.stream(often.logMarginalLikelihoods()).max().orElseThrow();
    // Pruning leaves out what has no weight.
    assertEquals(best, often.regression().logMarginalLikelihood(), 0.0101);
    assertArrayEquals(
        often.logMarginalLikelihoods(),
        SpectralMixtureFit.of(axis, y, options.withRestarts(3, 5)).logMarginalLikelihoods());
    for (double f : often.kernel().frequencies()) {
      assertTrue(f >= 0 && f <= axis.nyquist(), "frequency " + f);
    }
    // One wave in noise needs fewer than 6 components: what the fit empties is left out.
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 40; i++) {
      y[i] = StrictMath.sin(2 * Math.PI * 3.3 * axis.point(i)) + random.nextDouble(-0.3, 0.3);
    }
    SpectralMixtureFit<KroneckerGpRegression> many =
        SpectralMixtureFit.of(axis, y, SpectralMixtureFit.Options.of(Spectrum.gaussian(), 6));
    assertTrue(many.kernel().components() < 6, many.kernel()::toString);
    assertEquals(3.3, many.kernel().frequencies()[0], 0.1);
    assertEquals(
        many.logMarginalLikelihoods()[0], many.regression().logMarginalLikelihood(), 0.0101);
    assertThrows(
        IllegalArgumentException.class,
        () -> SpectralMixtureFit.Options.of(Spectrum.gaussian(), 0));
    assertThrows(IllegalArgumentException.class, () -> options.withIterations(0));
    assertThrows(IllegalArgumentException.class, () -> options.withRestarts(-1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> SpectralMixtureFit.of(new double[5], new double[5], options));
    assertThrows(
        IllegalArgumentException.class,
        () -> SpectralMixtureFit.of(new double[] {1, 2, 3}, new double[3], options));
    assertThrows(
        IllegalArgumentException.class, () -> SpectralMixtureFit.of(axis, new double[3], options));
  }
}
