package dev.hadamard.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.Linearization;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.Reductions;
import dev.hadamard.linalg.Krylov;
import dev.hadamard.linalg.KrylovOptions;
import dev.hadamard.linalg.KrylovResult;
import dev.hadamard.linalg.LinearOperator;
import dev.hadamard.linalg.OperatorProperty;
import dev.hadamard.linalg.Preconditioner;
import dev.hadamard.optim.OptimalityCondition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * The linear system of the implicit function theorem at one point: A = ∂₁F(x, θ), linearised once,
 * solved with A or Aᵀ for any number of right-hand sides.
 */
final class ImplicitSystem {
  private static final int DENSE = 256;
  private static final int DENSE_ALWAYS = 64;

  /** Up to this order what products do not solve is formed. */
  private static final int FORMED = 2048;

  private static final double UNIT_ROUNDOFF = 0x1p-53;
  private static final double SINGULAR = 1e-13;
  private static final int POWER_STEPS = 12;
  private static final int PANEL = 256;
  private static final int BLOCK = 32;

  private final OptimalityCondition condition;
  private final ImplicitOptions options;
  private final NdArray x;
  private final NdArray theta;
  private final Linearization mapping;
  private final int n;

  /** The matrix, where it was formed. */
  private FormedMatrix formed;

  /** Estimates of ‖A‖ from below, by one product and by several; NaN before they are asked for. */
  private double gain = Double.NaN;

  private double norm = Double.NaN;
  private double smallest = Double.NaN;
  private double condition1 = Double.NaN;
  private Reduced reduced;

  private LinearSolver used;
  private int iterations;
  private double worstResidual;
  private LinearStatus status = LinearStatus.CONVERGED;
  private final Set<String> warnings = new LinkedHashSet<>();

  /** The last solutions with A and with Aᵀ, for warm starts, and the iterations of all. */
  static final class Memory {
    private double[] forward;
    private double[] adjoint;
    private long iterations;

    long iterations() {
      return iterations;
    }

    private double[] guess(boolean transposed) {
      return transposed ? adjoint : forward;
    }

    private void keep(double[] y, boolean transposed) {
      if (transposed) {
        adjoint = y;
      } else {
        forward = y;
      }
    }
  }

  private Memory memory = new Memory();
  private boolean warm;
  private boolean estimated;

  /** Plain arrays. */
  ImplicitSystem(OptimalityCondition condition, NdArray x, NdArray theta, ImplicitOptions options) {
    this.condition = condition;
    this.options = options;
    this.x = x;
    this.theta = theta;
    this.n = x.size();
    this.mapping = Autodiff.linearize(z -> condition.residual(z, theta), x);
    if (mapping.value().isDifferentiated()) {
      throw new IllegalStateException(
          "the optimality condition uses an array under differentiation that is not one of its"
              + " arguments; pass it as a parameter");
    }
    if (mapping.value().size() != n) {
      throw new IllegalArgumentException(
          "the mapping has "
              + mapping.value().size()
              + " elements at a solution of "
              + n
              + ": must have as many");
    }
    used = choose();
  }

  NdArray residual() {
    return mapping.value();
  }

  /** Keeps solutions and counts in a memory, and starts iterative solvers from those there. */
  synchronized void remember(Memory earlier, boolean warmStart) {
    memory = earlier;
    warm = warmStart;
  }

  boolean isFor(NdArray otherX, NdArray otherTheta) {
    return x.equals(otherX) && theta.equals(otherTheta);
  }

  private LinearSolver choose() {
    if (options.linearSolver() != LinearSolver.AUTO) {
      return options.linearSolver();
    }
    if (condition.composite().isPresent() && options.ridge() == 0) {
      reduced = Reduced.of(condition.composite().get(), x, theta);
      if (reduced != null && (n > DENSE_ALWAYS || reduced.stepIsSmall(x))) {
        return LinearSolver.CONJUGATE_GRADIENT;
      }
    }
    if (n <= DENSE_ALWAYS) {
      return LinearSolver.LU;
    }
    if (condition.symmetric()) {
      return LinearSolver.CONJUGATE_GRADIENT;
    }
    // Systems of constraints are indefinite, with rows and columns of unlike units.
    int formed = condition.constrained().isPresent() ? FORMED : DENSE;
    return n <= formed ? LinearSolver.LU : LinearSolver.GMRES;
  }

  private double[] product(double[] v, boolean transposed) {
    NdArray t = NdArray.wrap(v, x.shape());
    NdArray y = image(t, transposed);
    if (options.ridge() > 0) {
      y = y.plus(t.times(options.ridge()));
    }
    return y.toArray();
  }

  /** The product without a ridge, of the shape of x. */
  NdArray image(NdArray t, boolean transposed) {
    NdArray y = transposed ? mapping.vjp(t.reshape(mapping.value().shape())) : mapping.jvp(t);
    return y.reshape(x.shape());
  }

  /** The products with several vectors of the shape of x, in one pass over the record. */
  private NdArray[] products(NdArray[] vectors, boolean transposed) {
    NdArray[] images;
    if (transposed) {
      NdArray[] shaped = new NdArray[vectors.length];
      for (int i = 0; i < shaped.length; i++) {
        shaped[i] = vectors[i].reshape(mapping.value().shape());
      }
      images = mapping.vjpAll(shaped);
    } else {
      images = mapping.jvpAll(vectors);
    }
    for (int i = 0; i < images.length; i++) {
      images[i] = images[i].reshape(x.shape());
      if (options.ridge() > 0) {
        images[i] = images[i].plus(vectors[i].times(options.ridge()));
      }
    }
    return images;
  }

  /** The solution of A y = b or Aᵀ y = b, of the shape of x. */
  synchronized NdArray solve(NdArray b, boolean transposed) {
    double[] right = b.toArray();
    if (!b.allFinite()) {
      throw new IllPosedProblemException(
          "the right-hand side of the implicit system is not finite: the derivative of the mapping"
              + " in the parameters, or the cotangent, is not");
    }
    if (b.size() != n) {
      throw new IllegalArgumentException(
          "the right-hand side or cotangent has "
              + b.size()
              + " elements: must have "
              + n
              + ", as the solution");
    }
    if (byMatrix()) {
      // Also without a right-hand side a singular system must be told.
      form();
    }
    if (Reductions.norm(right) == 0) {
      return NdArray.zeros(x.shape());
    }
    NdArray y = solveWithRidge(right, transposed, warm ? memory.guess(transposed) : null);
    return refines() ? refined(b.reshape(x.shape()), y, transposed) : y;
  }

  private boolean byMatrix() {
    return used == LinearSolver.LU || used == LinearSolver.LEAST_SQUARES;
  }

  private boolean refines() {
    return options.ridge() > 0 && options.refinements() > 0;
  }

  private NdArray solveWithRidge(double[] right, boolean transposed, double[] guess) {
    double[] y =
        switch (used) {
          case LU, LEAST_SQUARES -> denseSolve(right, transposed);
          default -> iterativeSolve(right, transposed, guess);
        };
    return NdArray.wrap(y, x.shape());
  }

  /** Takes the bias of the ridge out of a solution, a correction at a time. */
  private NdArray refined(NdArray b, NdArray first, boolean transposed) {
    NdArray y = first;
    NdArray rest = b.minus(image(y, transposed));
    // A correction is no start for the next right-hand side.
    boolean warmOutside = warm;
    warm = false;
    for (int i = 0; i < options.refinements() && !small(rest, b); i++) {
      y = y.plus(solveWithRidge(rest.toArray(), transposed, null));
      rest = b.minus(image(y, transposed));
    }
    warm = warmOutside;
    note(
        rest.norm().value() / b.norm().value(),
        small(rest, b) ? LinearStatus.CONVERGED : LinearStatus.MAX_ITERATIONS);
    return y;
  }

  private boolean small(NdArray rest, NdArray b) {
    return rest.norm().value() <= options.tolerance() * b.norm().value();
  }

  /**
   * The solutions for many right-hand sides, each of the shape of x: by one product of matrices
   * where the matrix is formed, by block conjugate gradients where those fit.
   */
  synchronized NdArray[] solveAll(NdArray[] b, boolean transposed) {
    NdArray[] y = new NdArray[b.length];
    if (refines()) {
      for (int i = 0; i < b.length; i++) {
        y[i] = solve(b[i], transposed);
      }
      return y;
    }
    if (byMatrix() && b.length > 1) {
      form();
    }
    if (byMatrix() && !formed.singular() && b.length > 1) {
      for (int from = 0; from < b.length; from += PANEL) {
        int to = Math.min(from + PANEL, b.length);
        panel(b, y, from, to, transposed);
      }
      return y;
    }
    boolean blocks =
        used == LinearSolver.CONJUGATE_GRADIENT
            && reduced == null
            && !warm
            && options.preconditioner().equals(ImplicitOptions.DEFAULT.preconditioner());
    for (int from = 0; from < b.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, b.length);
      NdArray[] guesses =
          blocks && !byMatrix() && to - from > 1 ? block(b, from, to, transposed) : null;
      if (guesses == null) {
        for (int i = from; i < to; i++) {
          y[i] = solve(b[i], transposed);
        }
      } else {
        NdArray[] images = products(guesses, transposed);
        for (int i = from; i < to; i++) {
          y[i] = finish(b[i], guesses[i - from], images[i - from], transposed);
        }
      }
    }
    return y;
  }

  /** Accepts what a block ended with by its true residual, or goes on from it alone. */
  private NdArray finish(NdArray b, NdArray guess, NdArray image, boolean transposed) {
    double relative = b.minus(image).norm().value() / b.norm().value();
    if (relative <= options.tolerance()) {
      note(relative, LinearStatus.CONVERGED);
      return guess;
    }
    return solveWithRidge(b.toArray(), transposed, guess.toArray());
  }

  private void panel(NdArray[] b, NdArray[] y, int from, int to, boolean transposed) {
    NdArray[] rows = new NdArray[to - from];
    for (int i = from; i < to; i++) {
      if (!b[i].allFinite()) {
        throw new IllPosedProblemException(
            "the right-hand side of the implicit system is not finite: the derivative of the mapping"
                + " in the parameters, or the cotangent, is not");
      }
      rows[i - from] = b[i].flatten();
    }
    FormedMatrix.Solutions solutions = formed.solve(NdArray.stack(rows), transposed);
    for (int i = 0; i < rows.length; i++) {
      noteResidual(solutions.relativeResiduals()[i]);
      y[from + i] = solutions.rows().at(i).reshape(x.shape());
    }
  }

  /** Of a system that was solved by its matrix. */
  private void noteResidual(double relative) {
    note(relative, relative <= 1e-8 ? LinearStatus.CONVERGED : LinearStatus.SINGULAR);
  }

  /**
   * Where block conjugate gradients end, which is near the solutions also where they break down
   * because some columns are done; null if a right-hand side is 0 or not finite.
   */
  private NdArray[] block(NdArray[] b, int from, int to, boolean transposed) {
    int k = to - from;
    DMatrixRMaj right = new DMatrixRMaj(n, k);
    double[] sizes = new double[k];
    for (int c = 0; c < k; c++) {
      double[] column = b[from + c].toArray();
      sizes[c] = Reductions.norm(column);
      if (!(sizes[c] > 0) || Double.isInfinite(sizes[c])) {
        return null;
      }
      for (int i = 0; i < n; i++) {
        right.data[i * k + c] = column[i] / sizes[c];
      }
    }
    KrylovResult result =
        Krylov.blockConjugateGradient(
            new Products(transposed), right, new KrylovOptions(options.tolerance(), limit(), 1));
    iterations += result.iterations() * k;
    memory.iterations += (long) result.iterations() * k;
    NdArray[] solutions = new NdArray[k];
    for (int c = 0; c < k; c++) {
      double[] column = new double[n];
      for (int i = 0; i < n; i++) {
        column[i] = result.solution()[i * k + c] * sizes[c];
      }
      solutions[c] = NdArray.wrap(column, x.shape());
    }
    return solutions;
  }

  /** The symmetric system as an operator, one pass over the record for a block of vectors. */
  private final class Products implements LinearOperator {
    private final boolean transposed;

    Products(boolean transposed) {
      this.transposed = transposed;
    }

    @Override
    public int rows() {
      return n;
    }

    @Override
    public int columns() {
      return n;
    }

    @Override
    public void apply(double[] v, double[] out) {
      System.arraycopy(product(v.clone(), transposed), 0, out, 0, n);
    }

    @Override
    public void applyTranspose(double[] v, double[] out) {
      System.arraycopy(product(v.clone(), !transposed), 0, out, 0, n);
    }

    @Override
    public void apply(DMatrixRMaj v, DMatrixRMaj out) {
      int k = v.numCols;
      NdArray[] vectors = new NdArray[k];
      for (int c = 0; c < k; c++) {
        double[] column = new double[n];
        for (int i = 0; i < n; i++) {
          column[i] = v.data[i * k + c];
        }
        vectors[c] = NdArray.wrap(column, x.shape());
      }
      NdArray[] images = products(vectors, transposed);
      for (int c = 0; c < k; c++) {
        double[] column = images[c].toArray();
        for (int i = 0; i < n; i++) {
          out.data[i * k + c] = column[i];
        }
      }
    }

    @Override
    public Set<OperatorProperty> properties() {
      return Set.of(OperatorProperty.SYMMETRIC);
    }
  }

  private int limit() {
    if (options.maxIterations() > 0) {
      return options.maxIterations();
    }
    // Beyond this the matrix is formed at less cost.
    boolean fallsBack = options.linearSolver() == LinearSolver.AUTO && n > DENSE && n <= FORMED;
    return (fallsBack ? 2 : 10) * n + 100;
  }

  private double[] iterativeSolve(double[] b, boolean transposed, double[] guess) {
    int limit = limit();
    double tolerance = options.tolerance();
    KrylovSolvers.Options krylov =
        new KrylovSolvers.Options(tolerance, limit, preconditioner(transposed));
    int before = iterations;
    boolean byReduced = used == LinearSolver.CONJUGATE_GRADIENT && reduced != null;
    KrylovSolvers.Solution s =
        byReduced
            ? reduced.solve(b, transposed, guess, krylov)
            : judged(iterate(used, b, transposed, guess, krylov), b);
    iterations += s.iterations();
    if (s.status() != LinearStatus.CONVERGED && options.linearSolver() == LinearSolver.AUTO) {
      if (n <= FORMED) {
        warnings.add(used + " ended with " + s.status() + "; solved densely instead");
        used = LinearSolver.LU;
        return denseSolve(b, transposed);
      }
      s = byOthers(s, b, transposed, krylov);
    }
    note(s.relativeResidual(), s.status());
    memory.iterations += iterations - before;
    if (warm && s.status() == LinearStatus.CONVERGED) {
      memory.keep(s.x(), transposed);
    }
    return s.x();
  }

  /** The first of other solvers that converges, or what has the least residual of all. */
  private KrylovSolvers.Solution byOthers(
      KrylovSolvers.Solution first, double[] b, boolean transposed, KrylovSolvers.Options krylov) {
    List<LinearSolver> others =
        condition.symmetric()
            ? List.of(LinearSolver.MINRES, LinearSolver.LSQR)
            : List.of(LinearSolver.BICGSTAB, LinearSolver.LSQR);
    KrylovSolvers.Solution best = first;
    LinearSolver bestSolver = used;
    LinearSolver before = used;
    LinearStatus ended = first.status();
    for (LinearSolver other : others) {
      warnings.add(before + " ended with " + ended + "; tried " + other);
      KrylovSolvers.Solution s = judged(iterate(other, b, transposed, null, krylov), b);
      iterations += s.iterations();
      // That a system is singular is known from the normal equations only.
      if (s.status() == LinearStatus.CONVERGED
          || s.status() == LinearStatus.SINGULAR
          || s.relativeResidual() < best.relativeResidual()) {
        best = s;
        bestSolver = other;
      }
      if (s.status() == LinearStatus.CONVERGED) {
        break;
      }
      before = other;
      ended = s.status();
    }
    used = bestSolver;
    return best;
  }

  /**
   * A solution that is as good as rounding allows is converged, whatever the tolerance; one that is
   * larger by orders of magnitude than a regular system makes it is that of a singular one.
   */
  private KrylovSolvers.Solution judged(KrylovSolvers.Solution s, double[] b) {
    double growth = Reductions.norm(s.x()) / Reductions.norm(b);
    if (s.status() == LinearStatus.CONVERGED) {
      if (Double.isNaN(gain)) {
        double[] probe = Reduced.probe(x).toArray();
        gain = Reductions.norm(product(probe, false)) / Reductions.norm(probe);
      }
      return gain * growth > 1 / SINGULAR ? s.with(LinearStatus.SINGULAR) : s;
    }
    if (s.status() == LinearStatus.NON_FINITE) {
      return s;
    }
    if (Double.isNaN(norm)) {
      norm = normEstimate();
    }
    double rounding = 8 * Math.sqrt(n) * UNIT_ROUNDOFF * norm * growth;
    return s.relativeResidual() <= Math.min(rounding, 1e-4) ? s.with(LinearStatus.CONVERGED) : s;
  }

  /** ‖A‖ by direct iteration, from below. */
  private double normEstimate() {
    double[] w = Reduced.probe(x).toArray();
    double largest = 0;
    for (int i = 0; i < POWER_STEPS; i++) {
      Blas1.scale(1 / Reductions.norm(w), w);
      double[] image = product(w, false);
      largest = Reductions.norm(image);
      if (!(largest > 0)) {
        break;
      }
      Blas1.scale(1 / largest, image);
      w = product(image, true);
      if (!(Reductions.norm(w) > 0)) {
        break;
      }
    }
    return largest;
  }

  private KrylovSolvers.Solution iterate(
      LinearSolver solver,
      double[] b,
      boolean transposed,
      double[] guess,
      KrylovSolvers.Options krylov) {
    return KrylovSolvers.solve(
        solver, v -> product(v, transposed), v -> product(v, !transposed), b, guess, krylov);
  }

  private Preconditioner preconditioner(boolean transposed) {
    return (r, z) -> {
      NdArray v = NdArray.wrap(r.clone(), x.shape());
      NdArray y = options.preconditioner().apply(v, transposed);
      if (y.size() != n) {
        throw new IllegalArgumentException(
            "preconditioner returned " + y.size() + " elements: must return " + n);
      }
      System.arraycopy(y.toArray(), 0, z, 0, n);
    };
  }

  private void note(double relativeResidual, LinearStatus outcome) {
    worstResidual = Math.max(worstResidual, relativeResidual);
    if (outcome == LinearStatus.CONVERGED) {
      return;
    }
    status = outcome;
    String message =
        "the linear system of the derivative was not solved: "
            + used
            + " ended with "
            + outcome
            + ", relative residual "
            + relativeResidual;
    if (outcome == LinearStatus.NON_FINITE) {
      throw new IllPosedProblemException(message);
    }
    if ((outcome == LinearStatus.MAX_ITERATIONS || outcome == LinearStatus.STAGNATION)
        && options.onNotConverged() == ImplicitOptions.Policy.THROW) {
      throw new ConvergenceException(message, relativeResidual);
    }
    boolean leastSquares =
        outcome == LinearStatus.SINGULAR
            && options.onSingular() == ImplicitOptions.Singular.LEAST_SQUARES;
    ImplicitDiff.doubt(
        message, leastSquares ? ImplicitOptions.Policy.ACCEPT : options.onNotConverged(), warnings);
  }

  private void form() {
    if (formed != null) {
      return;
    }
    NdArray plain = matrix();
    if (!plain.allFinite()) {
      throw new IllPosedProblemException(
          "the Jacobian of the optimality mapping is not finite at the solution");
    }
    formed = FormedMatrix.of(plain, condition.constrained(), used == LinearSolver.LEAST_SQUARES);
    if (used == LinearSolver.LEAST_SQUARES) {
      return;
    }
    smallest = formed.smallest();
    condition1 = formed.condition();
    if (formed.balanced()) {
      warnings.add(
          "rows and columns of the Jacobian are of sizes so unlike that it was solved with all of"
              + " them scaled to 1: one that is nothing but rounding would not be seen");
    }
    if (formed.singular()) {
      String message =
          "the Jacobian of the optimality mapping is singular at the solution: the derivative is"
              + " not unique";
      if (options.onSingular() == ImplicitOptions.Singular.THROW) {
        formed = null;
        throw new IllPosedProblemException(message);
      }
      warnings.add(message + "; the one of least norm is returned");
      used = LinearSolver.LEAST_SQUARES;
    }
  }

  private NdArray matrix() {
    NdArray[] columns = new NdArray[n];
    if (n > DENSE) {
      for (int from = 0; from < n; from += BLOCK) {
        NdArray[] units = new NdArray[Math.min(BLOCK, n - from)];
        for (int i = 0; i < units.length; i++) {
          double[] e = new double[n];
          e[from + i] = 1;
          units[i] = NdArray.wrap(e, x.shape());
        }
        NdArray[] images = products(units, false);
        for (int i = 0; i < units.length; i++) {
          columns[from + i] = images[i].flatten();
        }
      }
    } else {
      double[] e = new double[n];
      for (int j = 0; j < n; j++) {
        e[j] = 1;
        columns[j] = NdArray.of(product(e.clone(), false));
        e[j] = 0;
      }
    }
    return NdArray.stack(columns).transpose();
  }

  private double[] denseSolve(double[] b, boolean transposed) {
    form();
    FormedMatrix.Solutions solution = formed.solve(NdArray.wrap(b, 1, b.length), transposed);
    noteResidual(solution.relativeResiduals()[0]);
    return solution.rows().toArray();
  }

  /**
   * Estimates of σ_min by inverse iteration with AᵀA, from above, and of σ_max by direct iteration,
   * from below, for a system that is known by its products only.
   */
  private void estimateCondition() {
    if (options.conditionSteps() == 0 || byMatrix() || reduced != null || n == 0) {
      return;
    }
    int limit = limit();
    double[] probe = Reduced.probe(x).toArray();
    double largest = normEstimate();
    double[] v = probe;
    double inverse = 0;
    for (int i = 0; i < options.conditionSteps(); i++) {
      Blas1.scale(1 / Reductions.norm(v), v);
      for (boolean transposed : new boolean[] {true, false}) {
        KrylovSolvers.Solution s =
            iterate(
                used,
                v,
                transposed,
                null,
                new KrylovSolvers.Options(1e-6, limit, preconditioner(transposed)));
        if (s.status() != LinearStatus.CONVERGED) {
          warnings.add(
              "the conditioning could not be estimated: " + used + " ended with " + s.status());
          return;
        }
        v = s.x();
        if (transposed) {
          inverse = Math.max(inverse, Reductions.norm(v));
        }
      }
    }
    smallest = 1 / inverse;
    condition1 = largest / smallest;
  }

  /** The length of Newton's correction of the point, where it is known at no cost: ‖x - x*‖. */
  synchronized double knownError() {
    if (!byMatrix() || n == 0 || (n > DENSE && formed == null)) {
      return Double.NaN;
    }
    form();
    return formed.singular() ? Double.NaN : formed.correction(mapping.value().flatten());
  }

  synchronized ImplicitDiagnostics diagnostics(List<String> more, boolean degenerate) {
    if (!estimated) {
      estimated = true;
      estimateCondition();
    }
    NdArray f = mapping.value().flatten();
    double residual = f.norm().value();
    Set<String> distinct = new LinkedHashSet<>(more);
    distinct.addAll(warnings);
    List<String> all = new ArrayList<>(distinct);
    return new ImplicitDiagnostics(
        residual,
        used,
        iterations,
        worstResidual,
        status,
        smallest,
        condition1,
        formed == null ? smallest > 0 ? residual / smallest : Double.NaN : formed.error(f),
        degenerate,
        all);
  }

  /** Newton's correction of the point: x - A⁻¹F. */
  NdArray corrected() {
    return x.minus(solve(mapping.value().reshape(x.shape()), false));
  }
}
