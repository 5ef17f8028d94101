package dev.hadamard.reproduce.gp;

import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.pde.GpHmSolver;
import dev.hadamard.gp.pde.GpPdeSolution;
import dev.hadamard.gp.pde.PdeProblem;

/** Priors without a frequency, conditioned exactly. */
final class SmoothPriors {
  private static final double[] LENGTHS = {0.003, 0.01, 0.03, 0.1};

  static final String NOTE =
      "conditioned exactly with the best of four lengths by the residual; the stored run learns."
          + " A residual that is smooth and a few per cent of f is a trend of many times the wave";

  private SmoothPriors() {}

  static String name(boolean matern) {
    return matern ? "Matérn 5/2" : "squared exponential";
  }

  /** The solution of an equation on a line whose length, as a part of the line, fits best. */
  static GpPdeSolution best(PdeProblem problem, boolean matern) {
    double line = problem.axes().get(0).length();
    GpPdeSolution best = null;
    for (double part : LENGTHS) {
      GpPdeSolution s =
          GpHmSolver.condition(
              problem,
              matern
                  ? SpectralMixtureKernel.matern(2, 1, part * line)
                  : SpectralMixtureKernel.squaredExponential(1, part * line));
      if (best == null || s.chosen().score() < best.chosen().score()) {
        best = s;
      }
    }
    return best;
  }
}
