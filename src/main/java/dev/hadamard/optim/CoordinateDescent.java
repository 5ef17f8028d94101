package dev.hadamard.optim;

import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.random.Samples;
import dev.hadamard.random.Streams;

/**
 * Generalised linear models with the elastic net: min over w of (1/n) Σ_i ℓ(x_iᵀw, y_i) + λ₁‖w‖₁ +
 * λ₂/2 ‖w‖², θ = (λ₁, λ₂), by coordinate descent with the step 1/L_j, L_j = c‖X_j‖²/n + λ₂, for the
 * curvature c of the loss. Between full sweeps only the elements that are not 0 are updated. O(n)
 * per coordinate. An update of this solver is one full sweep; the error is the norm of the proximal
 * gradient mapping with step 1.
 *
 * <p>The iterations themselves cannot be differentiated: use implicit mode.
 */
public final class CoordinateDescent implements IterativeSolver<CoordinateDescent.State> {
  private static final int INNER_SWEEPS = 20;

  /** In which order a sweep visits the p elements. */
  public enum Order {
    /** From the first to the last. */
    CYCLIC,
    /** In a new random order in each sweep. */
    SHUFFLED,
    /** p elements, each drawn at random. */
    RANDOM,
    /**
     * p times the element that moves the furthest in units of the square root of its curvature (the
     * rule of Gauss and Southwell); O(np) for each.
     */
    GREEDY
  }

  private final NdArray design;
  private final NdArray targets;
  private final PointwiseLoss loss;
  private final Order order;
  private final long seed;
  private final SolverOptions options;
  private final double[] columns;
  private final double[] y;
  private final double[] lipschitz;
  private final int n;
  private final int p;

  private CoordinateDescent(
      NdArray design,
      NdArray targets,
      PointwiseLoss loss,
      Order order,
      long seed,
      SolverOptions options) {
    this.design = design;
    this.targets = targets;
    this.loss = loss;
    this.order = order;
    this.seed = seed;
    this.options = options;
    this.n = design.extent(0);
    this.p = design.extent(1);
    this.columns = design.transpose().toArray();
    this.y = targets.toArray();
    this.lipschitz = new double[p];
    for (int j = 0; j < p; j++) {
      lipschitz[j] = loss.curvature() * Reductions.dot(columns, j * n, columns, j * n, n) / n;
    }
  }

  /**
   * The method for data.
   *
   * @param design X, of shape [n, p]
   * @param targets y, of n elements; ±1 for {@link PointwiseLoss#LOGISTIC}
   * @param loss the loss
   * @return the solver of w for θ = (λ₁, λ₂), both at least 0
   */
  public static CoordinateDescent of(NdArray design, NdArray targets, PointwiseLoss loss) {
    NonFiniteInputException.require("design", design);
    NonFiniteInputException.require("targets", targets);
    if (design.rank() != 2 || design.extent(0) != targets.size() || targets.size() == 0) {
      throw new IllegalArgumentException(
          "design has shape "
              + java.util.Arrays.toString(design.shape())
              + ": must be a matrix with a row for each of the "
              + targets.size()
              + " targets, at least one");
    }
    if (loss == PointwiseLoss.LOGISTIC) {
      ArrayChecks.requireSigns("targets", targets);
    }
    return new CoordinateDescent(
        design, targets.flatten(), loss, Order.CYCLIC, 0, SolverOptions.DEFAULT);
  }

  /**
   * The same solver with other options.
   *
   * @param newOptions when to stop
   * @return a new solver
   */
  public CoordinateDescent withOptions(SolverOptions newOptions) {
    return new CoordinateDescent(design, targets, loss, order, seed, newOptions);
  }

  /**
   * The same solver with another order of elements.
   *
   * @param newOrder the order
   * @param newSeed the seed of random orders; the same one gives the same run
   * @return a new solver
   */
  public CoordinateDescent withOrder(Order newOrder, long newSeed) {
    return new CoordinateDescent(design, targets, loss, newOrder, newSeed, options);
  }

  /**
   * The state.
   *
   * @param solution w
   * @param predictions Xw
   * @param iteration the number of full sweeps
   * @param error the norm of the proximal gradient mapping
   */
  public record State(NdArray solution, NdArray predictions, int iteration, double error)
      implements SolverState {}

  @Override
  public State init(NdArray start, NdArray parameters) {
    PlainNumbers.require("CoordinateDescent", start, parameters);
    if (start.size() != p || start.rank() != 1) {
      throw new IllegalArgumentException(
          "start has " + start.size() + " elements: must be a vector of " + p);
    }
    if (parameters.size() != 2 || !(parameters.min().value() >= 0)) {
      throw new IllegalArgumentException(
          "parameters is " + parameters + ": must be (λ₁, λ₂), both at least 0");
    }
    NdArray z = design.matmul(start);
    return new State(start, z, 0, error(start.toArray(), z.toArray(), parameters));
  }

  private double slope(int j, double[] g) {
    return Reductions.dot(columns, j * n, g, 0, n) / n;
  }

  private void derivatives(double[] z, double[] g) {
    for (int i = 0; i < n; i++) {
      g[i] = loss.derivative(z[i], y[i]);
    }
  }

  private static double soft(double v, double t) {
    return v > t ? v - t : v < -t ? v + t : 0;
  }

  private double error(double[] w, double[] z, NdArray parameters) {
    double[] g = new double[n];
    derivatives(z, g);
    double l1 = parameters.at(0).value();
    double l2 = parameters.at(1).value();
    double[] moved = new double[p];
    for (int j = 0; j < p; j++) {
      moved[j] = soft(w[j] - slope(j, g) - l2 * w[j], l1) - w[j];
    }
    return Reductions.norm(moved);
  }

  /** Updates one element; returns how far it moved. */
  private double move(int j, double[] w, double[] z, double[] g, double l1, double l2) {
    double l = lipschitz[j] + l2;
    if (l == 0) {
      w[j] = l1 > 0 ? 0 : w[j];
      return 0;
    }
    double next = soft(w[j] - (slope(j, g) + l2 * w[j]) / l, l1 / l);
    double change = next - w[j];
    if (change != 0) {
      w[j] = next;
      Blas1.axpy(change, columns, j * n, z, 0, n);
      derivatives(z, g);
    }
    return Math.abs(change) * Math.sqrt(l);
  }

  private int[] places(int iteration) {
    Streams streams = Streams.of(seed).substream(iteration);
    int[] places = new int[p];
    switch (order) {
      case SHUFFLED -> places = Samples.of(streams).permutation(p);
      case RANDOM -> {
        for (int k = 0; k < p; k++) {
          places[k] = (int) (p * streams.uniform(k));
        }
      }
      case CYCLIC, GREEDY -> java.util.Arrays.setAll(places, j -> j);
    }
    return places;
  }

  private int furthest(double[] w, double[] g, double l1, double l2) {
    int best = 0;
    double most = -1;
    for (int j = 0; j < p; j++) {
      double l = lipschitz[j] + l2;
      double next = l == 0 ? w[j] : soft(w[j] - (slope(j, g) + l2 * w[j]) / l, l1 / l);
      double distance = Math.abs(next - w[j]) * Math.sqrt(l);
      if (distance > most) {
        most = distance;
        best = j;
      }
    }
    return best;
  }

  @Override
  public State update(State state, NdArray parameters) {
    double[] w = state.solution.toArray();
    // Afresh, so that rounding does not accumulate.
    double[] z = design.matmul(state.solution).toArray();
    double[] g = new double[n];
    double l1 = parameters.at(0).value();
    double l2 = parameters.at(1).value();
    derivatives(z, g);
    double largest = 0;
    int[] places = places(state.iteration);
    for (int k = 0; k < p; k++) {
      int j = order == Order.GREEDY ? furthest(w, g, l1, l2) : places[k];
      largest = Math.max(largest, move(j, w, z, g, l1, l2));
    }
    for (int sweep = 0; sweep < INNER_SWEEPS; sweep++) {
      double inner = 0;
      for (int j = 0; j < p; j++) {
        if (w[j] != 0) {
          inner = Math.max(inner, move(j, w, z, g, l1, l2));
        }
      }
      if (inner <= 0.1 * largest || inner == 0) {
        break;
      }
    }
    NdArray solution = NdArray.of(w);
    return new State(solution, NdArray.of(z), state.iteration + 1, error(w, z, parameters));
  }

  @Override
  public OptimalityCondition optimality() {
    return OptimalityCondition.proximalGradient(
        (w, theta) ->
            loss.value(design.matmul(w), targets)
                .mean()
                .plus(theta.at(1).times(w.squaredNorm()).times(0.5)),
        (x, theta, eta) -> Proxes.lasso(theta.at(0)).apply(x, eta),
        1);
  }

  @Override
  public SolverOptions options() {
    return options;
  }
}
