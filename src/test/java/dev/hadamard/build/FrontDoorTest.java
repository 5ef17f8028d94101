package dev.hadamard.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.PersistencyExponent;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianValidity;
import dev.hadamard.excursion.ValidityReport;
import dev.hadamard.excursion.ValidityStatus;
import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.Spectrum;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.gp.pde.GpHmOptions;
import dev.hadamard.gp.pde.GpHmSolver;
import dev.hadamard.gp.pde.GpPdeSolution;
import dev.hadamard.gp.pde.PdeProblem;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.Parallelism;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.kernel.Trigonometric;
import dev.hadamard.optim.ScalarMinimizer;
import dev.hadamard.quadrature.GaussLegendre;
import dev.hadamard.random.Streams;
import org.junit.jupiter.api.Test;

/** The examples in the documentation of the packages and in the README compile and are right. */
class FrontDoorTest {
  @Test
  void kernel() {
    double[] x = {1, 2, 3};
    double[] y = new double[3];
    Elementary.exp(x, y);
    double sum = Reductions.dot(x, y);
    assertEquals(StrictMath.E + 2 * StrictMath.exp(2) + 3 * StrictMath.exp(3), sum, 1e-13);
    double half = Parallelism.common().sumOverChunks(1000, 64, (from, to) -> (to - from) / 2.0);
    assertEquals(500, half);
  }

  @Test
  void random() {
    Streams streams = Streams.of(42);
    double[] noise = new double[1000];
    streams.substream("noise").generator().fillNormal(noise);
    double u = streams.substream("other").uniform(7);
    double[] first = new double[8];
    streams.substream("other").generator().fillUniform(first);
    assertEquals(first[7], u);
  }

  @Test
  void autodiff() {
    TaylorSeries x = TaylorSeries.variable(1.0, 4);
    TaylorSeries f = x.times(x).negate().exp();
    double third = f.derivative(3);
    // (12x - 8x³) e^(-x²)
    assertEquals(4 / StrictMath.E, third, 1e-14);
  }

  @Test
  void quadratureAndOptim() {
    assertEquals(9, GaussLegendre.of(16).integrate(x -> x * x, 0, 3), 1e-13);
    double[] best = ScalarMinimizer.brent(x -> (x - 2) * (x - 2), 0, 5, 1e-8);
    assertEquals(2, best[0], 1e-7);
  }

  @Test
  void excursion() {
    CorrelationModel diffusion = DiffusionCorrelation.of(2);
    ValidityReport validity = SlepianValidity.check(diffusion);
    PersistencyExponent exponent = SlepianIia.of(diffusion).persistency();
    double theta = exponent.theta();
    assertEquals(ValidityStatus.PROVEN, validity.status());
    assertEquals(0.186210712978953, theta, 1e-15);
  }

  @Test
  void readme() {
    double[] noise = new double[10_000];
    Streams.of(42).substream("noise").generator().fillNormal(noise);
    assertEquals(100.52570170397863, Reductions.norm(noise));
  }

  @Test
  void gaussianProcesses() {
    SpectralMixtureKernel kernel =
        SpectralMixtureKernel.fromSpectral(
            Spectrum.studentT(5),
            new double[] {1, 0.1}, // weights
            new double[] {0.5, 16}, // frequencies
            new double[] {0.1, 0.1}); // bandwidths
    assertEquals(1.1, kernel.derivative(0, 0), 1e-15);
    PdeProblem problem =
        PdeProblem.on(new UniformAxis(0, 1, 200))
            .term(1, 2) // u'' = f
            .source(x -> -1e4 * Trigonometric.sin(100 * x[0]))
            .dirichlet(x -> Trigonometric.sin(100 * x[0]))
            .build();
    GpPdeSolution u = GpHmSolver.solve(problem, GpHmOptions.DEFAULT);
    assertEquals(Trigonometric.sin(12.3), u.evaluate(0.123), 1e-10);
    assertEquals(true, u.resolved());
  }
}
