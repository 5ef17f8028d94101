package dev.hadamard.golden;

import dev.hadamard.gp.KroneckerGpRegression;
import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.Spectrum;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.gp.pde.GpHmOptions;
import dev.hadamard.gp.pde.GpHmSolver;
import dev.hadamard.gp.pde.JointAdam;
import dev.hadamard.gp.pde.PdeBenchmarks;
import dev.hadamard.linalg.ToeplitzCholesky;
import dev.hadamard.random.Streams;
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
    solve(bits, "poisson_1d-mix_sin", new int[] {60}, x);
    solve(bits, "poisson_2d-sin_cos", new int[] {40, 37}, x);
    solve(bits, "burgers_1d", new int[] {60}, x);
    bits.add(
        "pde",
        "kernel mode",
        GpHmSolver.solve(
                PdeBenchmarks.of("poisson_1d-mix_sin").problem().withSizes(50),
                GpHmOptions.DEFAULT.withMode(GpHmOptions.Mode.EXACT_KERNEL))
            .onGrid(x));
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
