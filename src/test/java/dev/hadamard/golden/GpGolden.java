package dev.hadamard.golden;

import dev.hadamard.gp.BasisFunction;
import dev.hadamard.gp.ConstantKernel;
import dev.hadamard.gp.Covariance;
import dev.hadamard.gp.GpRegression;
import dev.hadamard.gp.IncompleteGridRegression;
import dev.hadamard.gp.KroneckerGpRegression;
import dev.hadamard.gp.MaternKernel;
import dev.hadamard.gp.PeriodicKernel;
import dev.hadamard.gp.PointAxis;
import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.Spectrum;
import dev.hadamard.gp.SquaredExponentialKernel;
import dev.hadamard.gp.TrendRegression;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.gp.pde.GpHmOptions;
import dev.hadamard.gp.pde.GpHmSolver;
import dev.hadamard.gp.pde.JointAdam;
import dev.hadamard.gp.pde.PdeBenchmarks;
import dev.hadamard.gp.pde.PdeProblem;
import dev.hadamard.gp.pde.ScatteredCollocation;
import dev.hadamard.linalg.ToeplitzCholesky;
import dev.hadamard.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Spectral mixture covariances and the solvers of equations. */
final class GpGolden implements GoldenCases {
  @Override
  public void record(GoldenBits bits) {
    double[] weight = {1, 0.5, 0.1};
    double[] mean = {0, 3, 7.5};
    double[] bandwidth = {0.2, 0.1, 0.4};
    double[] lags = new double[40];
    for (int i = 0; i < lags.length; i++) {
      lags[i] = 0.05 * i;
    }
    for (Spectrum spectrum : new Spectrum[] {Spectrum.gaussian(), Spectrum.studentT(5)}) {
      SpectralMixtureKernel k =
          SpectralMixtureKernel.fromSpectral(spectrum, weight, mean, bandwidth);
      bits.add("covariance", spectrum + " order 0", k.derivatives(0, lags));
      bits.add("covariance", spectrum + " order 3", k.derivatives(3, lags));
      bits.add("covariance", spectrum + " gradient", k.parameterGradient(2, 0.3));
      double[] column = k.derivatives(0, lags);
      column[0] += 1e-3;
      ToeplitzCholesky t = ToeplitzCholesky.of(column);
      bits.add("toeplitzCholesky", spectrum + " inverse", t.inverse().data);
      bits.add("toeplitzCholesky", spectrum + " gradient", t.logDeterminantGradient());
    }
    double[] x = {0.11, 0.52, 0.93};
    UniformAxis axis = new UniformAxis(0, 1, 9);
    double[] y = new double[81];
    for (int i = 0; i < y.length; i++) {
      y[i] = (i * 37 % 19) / 9.5 - 1;
    }
    SpectralMixtureKernel k =
        SpectralMixtureKernel.fromSpectral(Spectrum.studentT(5), weight, mean, bandwidth);
    KroneckerGpRegression r = KroneckerGpRegression.of(List.of(axis, axis), List.of(k, k), y, 0.1);
    bits.add("gpRegression", "mean", r.mean(x, x));
    bits.add("gpRegression", "variance", r.variance(x, x));
    bits.add("gpRegression", "gradient", r.gradient());
    bits.add("gpRegression", "sample", r.sample(Streams.of(5).generator(), x, x));
    bits.add("gpRegression", "fit", r.fitted(3).parameters());
    Covariance composed =
        PeriodicKernel.of(1, 0.8, 0.6)
            .times(MaternKernel.of(2, 1, 1.5))
            .plus(SquaredExponentialKernel.of(0.5, 0.7))
            .plus(ConstantKernel.of(0.2));
    bits.add("covariance", "composed order 3", composed.derivatives(3, lags));
    bits.add("covariance", "composed gradient", composed.parameterGradient(2, 0.3));
    KroneckerGpRegression uneven =
        KroneckerGpRegression.of(
            List.of(PointAxis.of(0, 0.1, 0.35, 0.9), axis),
            List.of(composed, k),
            Arrays.copyOf(y, 36),
            0.1);
    bits.add("gpRegression", "uneven gradient", uneven.gradient());
    double[] gaps = y.clone();
    double[] noise = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      noise[i] = 0.1 + i % 3;
      gaps[i] = i % 7 == 2 ? Double.NaN : y[i];
    }
    bits.add(
        "gpRegression",
        "gaps",
        IncompleteGridRegression.of(List.of(axis, axis), List.of(k, k), gaps, noise).mean(x, x));
    List<GpRegression.Observation> scattered = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      scattered.add(GpRegression.Observation.value(y[i], 0.1 * i));
    }
    bits.add(
        "gpRegression",
        "scattered sample",
        GpRegression.of(List.of(composed), scattered, 0.1)
            .sample(Streams.of(6).generator(), new double[] {0.3}, new double[] {2}));
    TrendRegression trend =
        TrendRegression.of(
            GpRegression.of(List.of(k), scattered, 0.1), BasisFunction.polynomials(1, 1));
    bits.add("gpRegression", "trend", trend.coefficients());
    double[][] points = new double[x.length][];
    Arrays.setAll(points, i -> new double[] {x[i]});
    ScatteredCollocation.Solution cubic =
        ScatteredCollocation.with(SpectralMixtureKernel.squaredExponential(1, 0.5))
            .term(1, 2)
            .nonlinearity(u -> u * u * u, u -> 3 * u * u)
            .source(p -> 1)
            .interior(points)
            .dirichlet(p -> 0, new double[] {-0.1}, new double[] {1.1})
            .solve();
    bits.add("pde", "scattered", Arrays.stream(points).mapToDouble(cubic::evaluate).toArray());
    solve(bits, "poisson_1d-mix_sin", new int[] {60}, x);
    solve(bits, "poisson_2d-sin_cos", new int[] {40, 37}, x);
    solve(bits, "burgers_1d", new int[] {60}, x);
    solve(bits, "heat-sin", new int[] {40, 30}, x);
    solve(bits, "poisson_1d-boundary_layer", new int[] {100}, x);
    bits.add(
        "pde",
        "kernel mode",
        GpHmSolver.solve(
                PdeBenchmarks.of("poisson_1d-mix_sin").problem().withSizes(50),
                GpHmOptions.DEFAULT.withMode(GpHmOptions.Mode.EXACT_KERNEL))
            .onGrid(x));
    UniformAxis fine = new UniformAxis(0, 1, 60);
    SpectralMixtureKernel rough =
        SpectralMixtureKernel.fromLog(
            Spectrum.studentT(5), new double[2], new double[] {-3, -3}, new double[] {3.2, 1.6});
    bits.add(
        "pde",
        "plane by iteration",
        GpHmSolver.condition(
                PdeProblem.on(fine, fine)
                    .term(p -> 1 + p[0] * p[1], 2, 0)
                    .term(1, 0, 2)
                    .source(p -> p[0] - p[1])
                    .dirichlet(p -> p[0] * p[1])
                    .build(),
                rough,
                rough)
            .onGrid(x, x));
    JointAdam one =
        JointAdam.of(
            PdeBenchmarks.of("allencahn_1d-sin_cos").problem().withSizes(45),
            GpHmOptions.DEFAULT.withComponents(5, 4));
    one.advance(20);
    bits.add("pde", "joint 1D", one.solution().onGrid(x));
    JointAdam two =
        JointAdam.of(
            PdeBenchmarks.of("advection-sin").problem().withSizes(13, 17),
            GpHmOptions.DEFAULT.withComponents(3, 4));
    two.advance(10);
    bits.add("pde", "joint 2D", two.solution().onGrid(x, x));
  }

  private static void solve(GoldenBits bits, String id, int[] sizes, double[] x) {
    double[][] points = new double[sizes.length][];
    java.util.Arrays.fill(points, x);
    bits.add(
        "pde",
        id,
        GpHmSolver.solve(PdeBenchmarks.of(id).problem().withSizes(sizes), GpHmOptions.DEFAULT)
            .onGrid(points));
  }
}
