package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.linalg.Preconditioner;
import dev.hadamard.optim.OptimalityCondition;

/**
 * The symmetric form of the systems of proximal gradient fixed points whose operator has an
 * orthogonal projector P as its derivative (projections onto polyhedra, the lasso): with H = ∇²f,
 * the systems with A = P(I - ηH) - I reduce to P H P v = P g/η, which conjugate gradients solve,
 * also where the solution of the problem is not unique.
 */
final class Reduced {
  private static final double PROJECTOR = 1e-10;
  private static final double SMALL_STEP = 1e-4;

  private final Linearization prox;
  private final Linearization gradient;
  private final double eta;
  private final int[] shape;

  private Reduced(Linearization prox, Linearization gradient, double eta, int[] shape) {
    this.prox = prox;
    this.gradient = gradient;
    this.eta = eta;
    this.shape = shape;
  }

  /** The reduced form, or null where the derivative of the operator is not a projector. */
  static Reduced of(OptimalityCondition.Composite c, NdArray x, NdArray theta) {
    double eta = c.stepSize();
    Linearization gradient =
        Autodiff.linearize(z -> Autodiff.gradient(y -> c.objective().apply(y, theta), z), x);
    NdArray point = x.minus(gradient.value().times(eta));
    NdArray step = NdArray.scalar(eta);
    Linearization prox = Autodiff.linearize(z -> c.prox().apply(z, theta, step), point);
    NdArray probe = probe(x);
    NdArray once = prox.jvp(probe);
    double size = probe.norm().value();
    if (once.minus(prox.jvp(once)).norm().value() > PROJECTOR * size
        || once.minus(prox.vjp(probe)).norm().value() > PROJECTOR * size) {
      return null;
    }
    return new Reduced(prox, gradient, eta, x.shape());
  }

  /** A fixed direction without structure. */
  static NdArray probe(NdArray x) {
    double[] v = new double[x.size()];
    for (int i = 0; i < v.length; i++) {
      v[i] = (1 + (i * 37L % 101) / 101.0) * ((i * 11L) % 7 < 3 ? -1 : 1);
    }
    return NdArray.wrap(v, x.shape());
  }

  /** Whether the matrix of the full system, P(I - ηH) - I, has lost H to rounding. */
  boolean stepIsSmall(NdArray x) {
    NdArray probe = probe(x);
    double share = eta * gradient.jvp(probe).norm().value() / probe.norm().value();
    return share < SMALL_STEP;
  }

  private double[] project(double[] v) {
    return prox.jvp(NdArray.wrap(v, shape)).toArray();
  }

  private double[] hessian(double[] v) {
    return gradient.jvp(NdArray.wrap(v, shape)).toArray();
  }

  /** (I - ηH) v. */
  private double[] gradientStep(double[] v) {
    double[] y = v.clone();
    Blas1.axpy(-eta, hessian(v), y);
    return y;
  }

  /** The solution of A y = b or Aᵀ y = b for A = P(I - ηH) - I, from a guess of it or from null. */
  KrylovSolvers.Solution solve(
      double[] b, boolean transposed, double[] guess, KrylovSolvers.Options options) {
    double[] g = b.clone();
    Blas1.scale(-1.0, g);
    double[] right = project(transposed ? g : gradientStep(g));
    double whole = Reductions.norm(right);
    if (whole <= 1e-15 * Reductions.norm(b)) {
      right = new double[b.length];
    }
    Blas1.scale(1 / eta, right);
    // All vectors are in the range of P, so that PH is PHP; the preconditioner of the full system
    // does not fit.
    KrylovSolvers.Operator operator = v -> project(hessian(v));
    KrylovSolvers.Solution s =
        Reductions.norm(right) == 0
            ? new KrylovSolvers.Solution(right, 0, 0, LinearStatus.CONVERGED)
            : KrylovSolvers.solve(
                LinearSolver.CONJUGATE_GRADIENT,
                operator,
                operator,
                right,
                start(g, transposed, guess),
                new KrylovSolvers.Options(
                    options.tolerance(), options.maxIterations(), Preconditioner.identity()));
    double[] v = s.x();
    double[] y = g;
    // Backwards y = g + (I - ηH) v, hence v = P y; forwards y = g + v.
    Blas1.axpy(1.0, transposed ? gradientStep(v) : v, y);
    return new KrylovSolvers.Solution(y, s.iterations(), s.relativeResidual(), s.status());
  }

  private double[] start(double[] g, boolean transposed, double[] guess) {
    if (guess == null || guess.length != g.length) {
      return null;
    }
    double[] v = guess.clone();
    if (!transposed) {
      Blas1.axpy(-1.0, g, v);
    }
    return project(v);
  }
}
