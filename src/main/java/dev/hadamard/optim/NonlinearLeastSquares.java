package dev.hadamard.optim;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.linalg.Qr;
import java.util.function.BinaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * Minimises ½‖r(x, θ)‖² with the Jacobian J of r by automatic differentiation, with steps of
 * Levenberg and Marquardt, of Gauss and Newton, or of Powell's dogleg. All solve least squares by
 * orthogonal factorisations and never form JᵀJ; cost of a step O(m n²). The error is ‖Jᵀr‖.
 *
 * <p>The condition of the solution is Jᵀr = 0 with its full Hessian: where residuals remain, that
 * of Gauss and Newton would give wrong derivatives of the solution. The iterations themselves
 * cannot be differentiated: use implicit mode. {@link LevenbergMarquardt} is the method for
 * residuals with a Jacobian by the caller, in a box.
 *
 * <p>Sources: J. Moré, The Levenberg-Marquardt algorithm, 1978 (scaling); H. Nielsen, Damping
 * parameter in Marquardt's method, 1999; M. Transtrum and J. Sethna, 2012 (geodesic acceleration);
 * M. Powell, A hybrid method for nonlinear equations, 1970.
 */
public final class NonlinearLeastSquares implements IterativeSolver<NonlinearLeastSquares.State> {
  private static final double FIRST_DAMPING = 1e-3;
  private static final double LEAST_DAMPING = 1e-15;
  private static final double MOST_DAMPING = 1e30;
  private static final double ACCELERATION = 0.75;
  private static final double ACCEPT = 1e-4;
  private static final double LEAST_RADIUS = 0x1p-52;
  private static final int HALVINGS = 40;

  /** How steps are chosen. */
  public enum Method {
    /** min ‖Jδ + r‖² + λ‖Dδ‖², D the largest column norms of J so far. */
    LEVENBERG_MARQUARDT,
    /** The least-norm minimiser of ‖Jδ + r‖, halved until the sum of squares decreases. */
    GAUSS_NEWTON,
    /** Between the steepest descent and the step of Gauss and Newton, within a trust region. */
    DOGLEG
  }

  private final BinaryOperator<NdArray> residuals;
  private final Method method;
  private final boolean geodesic;
  private final SolverOptions options;

  private NonlinearLeastSquares(
      BinaryOperator<NdArray> residuals, Method method, boolean geodesic, SolverOptions options) {
    this.residuals = residuals;
    this.method = method;
    this.geodesic = geodesic;
    this.options = options;
  }

  /**
   * The method of Levenberg and Marquardt.
   *
   * @param residuals r(x, θ)
   * @return the solver
   */
  public static NonlinearLeastSquares of(BinaryOperator<NdArray> residuals) {
    return new NonlinearLeastSquares(
        residuals, Method.LEVENBERG_MARQUARDT, false, new SolverOptions(1e-10, 500));
  }

  /**
   * The same solver with another method.
   *
   * @param newMethod how steps are chosen
   * @return a new solver
   */
  public NonlinearLeastSquares withMethod(Method newMethod) {
    return new NonlinearLeastSquares(residuals, newMethod, geodesic, options);
  }

  /**
   * How steps are chosen.
   *
   * @return the method
   */
  public Method method() {
    return method;
  }

  /**
   * The same solver with or without the second-order correction of steps of Levenberg and Marquardt
   * along the geodesic, one directional second derivative of r for each step.
   *
   * @param on whether to correct
   * @return a new solver
   */
  public NonlinearLeastSquares withGeodesicAcceleration(boolean on) {
    return new NonlinearLeastSquares(residuals, method, on, options);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public NonlinearLeastSquares withOptions(SolverOptions newOptions) {
    return new NonlinearLeastSquares(residuals, method, geodesic, newOptions);
  }

  /**
   * The state.
   *
   * @param solution the iterate
   * @param residuals r
   * @param jacobian J, of shape [m, n]
   * @param scale D, of n elements
   * @param damping λ, or the radius of the trust region
   * @param growth the factor of λ after the next step that is refused
   * @param iteration the number of updates
   * @param error ‖Jᵀr‖
   * @param stalled whether no step decreases the sum of squares
   */
  public record State(
      NdArray solution,
      NdArray residuals,
      NdArray jacobian,
      NdArray scale,
      double damping,
      double growth,
      int iteration,
      double error,
      boolean stalled)
      implements SolverState {}

  private NdArray residuals(NdArray x, NdArray parameters) {
    return residuals.apply(x, parameters).flatten();
  }

  private NdArray jacobian(NdArray x, NdArray parameters) {
    NdArray j = Autodiff.jacobian(z -> residuals(z, parameters), x);
    return j.reshape(j.size() / Math.max(1, x.size()), x.size());
  }

  private static double error(NdArray j, NdArray r) {
    return j.transposeMatmul(r).norm().value();
  }

  @Override
  public State init(NdArray start, NdArray parameters) {
    PlainNumbers.require("NonlinearLeastSquares", start, parameters);
    NdArray r = residuals(start, parameters);
    if (!r.allFinite()) {
      throw new NonFiniteInputException("residuals at the start " + start + " are not finite");
    }
    NdArray j = jacobian(start, parameters);
    NdArray scale = columnNorms(j);
    double damping =
        method == Method.DOGLEG
            ? Math.max(1, scale.times(start.flatten()).norm().value())
            : FIRST_DAMPING;
    return new State(start, r, j, scale, damping, 2, 0, error(j, r), false);
  }

  private static NdArray columnNorms(NdArray j) {
    return j.norm(0);
  }

  @Override
  public State update(State s, NdArray parameters) {
    return switch (method) {
      case LEVENBERG_MARQUARDT -> marquardt(s, parameters);
      case GAUSS_NEWTON -> gaussNewton(s, parameters);
      case DOGLEG -> dogleg(s, parameters);
    };
  }

  /** The decrease of the sum of squares over that of its linear model. */
  private double ratio(State s, NdArray step, NdArray r, NdArray parameters, NdArray next) {
    double before = s.residuals.squaredNorm().value() / 2;
    double actual = before - r.squaredNorm().value() / 2;
    double predicted = before - s.residuals.plus(s.jacobian.matmul(step)).squaredNorm().value() / 2;
    double rounding = 0x1p-46 * before;
    if (Math.abs(actual) <= rounding && Math.abs(predicted) <= rounding) {
      // Differences of values drown in rounding: gradients decide.
      return error(jacobian(next, parameters), r) <= s.error ? 1 : 0;
    }
    return predicted > 0 ? actual / predicted : -1;
  }

  private State accepted(
      State s, NdArray x, NdArray r, NdArray parameters, double damping, double growth) {
    NdArray j = jacobian(x, parameters);
    return new State(
        x, r, j, s.scale.max(columnNorms(j)), damping, growth, s.iteration + 1, error(j, r), false);
  }

  private static State refused(State s, double damping, double growth, boolean stalled) {
    return new State(
        s.solution,
        s.residuals,
        s.jacobian,
        s.scale,
        damping,
        growth,
        s.iteration + 1,
        s.error,
        stalled);
  }

  private State marquardt(State s, NdArray parameters) {
    Qr factors = factors(s);
    NdArray step = solve(factors, s.residuals.negate(), s.solution.size());
    if (geodesic) {
      step = step.plus(acceleration(s, factors, step, parameters));
    }
    NdArray next = s.solution.plus(step.reshape(s.solution.shape()));
    NdArray r = residuals(next, parameters);
    double ratio = r.allFinite() ? ratio(s, step, r, parameters, next) : -1;
    if (ratio > 0) {
      double cubed = 2 * ratio - 1;
      double factor = Math.max(1 / 3.0, 1 - cubed * cubed * cubed);
      return accepted(s, next, r, parameters, Math.max(LEAST_DAMPING, s.damping * factor), 2);
    }
    double damping = s.damping * s.growth;
    return refused(s, damping, s.growth * 2, !(damping < MOST_DAMPING));
  }

  /** [J; √λ D] = QR. */
  private static Qr factors(State s) {
    int n = s.solution.size();
    int m = s.residuals.size();
    DMatrixRMaj a = new DMatrixRMaj(m + n, n);
    System.arraycopy(s.jacobian.toArray(), 0, a.data, 0, m * n);
    double[] d = s.scale.toArray();
    double root = Math.sqrt(s.damping);
    for (int j = 0; j < n; j++) {
      a.data[(m + j) * n + j] = root * (d[j] > 0 ? d[j] : 1);
    }
    return Qr.inPlace(a);
  }

  private static NdArray solve(Qr factors, NdArray right, int n) {
    double[] b = new double[right.size() + n];
    System.arraycopy(right.toArray(), 0, b, 0, right.size());
    return NdArray.of(factors.solve(b));
  }

  /** Half the second derivative of r along the step, solved as a step; 0 where it is too long. */
  private NdArray acceleration(State s, Qr factors, NdArray step, NdArray parameters) {
    NdArray direction = step.reshape(s.solution.shape());
    NdArray second =
        Autodiff.jvp(
                x -> Autodiff.jvp(z -> residuals(z, parameters), x, direction).tangent(),
                s.solution,
                direction)
            .tangent();
    NdArray correction = solve(factors, second.times(-0.5), s.solution.size());
    double length = s.scale.times(step).norm().value();
    double curved = 2 * s.scale.times(correction).norm().value();
    return curved <= ACCELERATION * length ? correction : NdArray.zeros(step.size());
  }

  private State gaussNewton(State s, NdArray parameters) {
    NdArray step = s.jacobian.leastSquares(s.residuals).negate();
    double length = 1;
    for (int i = 0; i < HALVINGS; i++) {
      NdArray part = step.times(length);
      NdArray next = s.solution.plus(part.reshape(s.solution.shape()));
      NdArray r = residuals(next, parameters);
      if (r.allFinite() && ratio(s, part, r, parameters, next) > ACCEPT) {
        return accepted(s, next, r, parameters, length, 2);
      }
      length /= 2;
    }
    return refused(s, s.damping, s.growth, true);
  }

  private State dogleg(State s, NdArray parameters) {
    NdArray d = NdArray.where(s.scale.step(), s.scale, NdArray.scalar(1));
    // In the scaled variables z = D x.
    NdArray jacobian = s.jacobian.dividedBy(d);
    NdArray g = jacobian.transposeMatmul(s.residuals);
    double radius = s.damping;
    NdArray newton = jacobian.leastSquares(s.residuals).negate();
    NdArray z = newton;
    if (!(newton.norm().value() <= radius)) {
      double squared = g.squaredNorm().value();
      NdArray cauchy = g.times(-squared / jacobian.matmul(g).squaredNorm().value());
      double reach = cauchy.norm().value();
      NdArray rest = newton.minus(cauchy);
      z =
          reach >= radius
              ? cauchy.times(radius / reach)
              : cauchy.plus(rest.times(TrustRegionNewton.toBoundary(cauchy, rest, radius)));
    }
    double length = z.norm().value();
    NdArray step = z.dividedBy(d);
    NdArray next = s.solution.plus(step.reshape(s.solution.shape()));
    NdArray r = residuals(next, parameters);
    double ratio = r.allFinite() ? ratio(s, step, r, parameters, next) : -1;
    if (ratio > ACCEPT) {
      double wider = ratio > 0.75 ? Math.max(radius, 2 * length) : radius;
      return accepted(s, next, r, parameters, ratio < 0.25 ? length / 2 : wider, 2);
    }
    double smaller = length / 2;
    double size = d.times(s.solution.flatten()).norm().value();
    return refused(s, smaller, 2, !(smaller > LEAST_RADIUS * (size + Double.MIN_NORMAL)));
  }

  @Override
  public OptimalityCondition optimality() {
    return OptimalityCondition.nonlinearLeastSquares(residuals);
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
