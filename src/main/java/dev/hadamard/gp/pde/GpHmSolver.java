package dev.hadamard.gp.pde;

import dev.hadamard.gp.Covariance;
import dev.hadamard.gp.MatrixPencil.Exponent;
import dev.hadamard.gp.SpectralMixtureKernel;
import dev.hadamard.gp.Spectrum;
import dev.hadamard.gp.UniformAxis;
import dev.hadamard.kernel.Blas1;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Solves partial differential equations whose solutions have high frequencies or several scales, by
 * Gaussian processes with spectral mixture covariances (GP-HM).
 *
 * <p>The paper maximises a joint density over the values at the grid points and all
 * hyper-parameters, in 1e5 to 1e6 steps of Adam ({@link GpHmOptions.Mode#JOINT_ADAM}). For given
 * hyper-parameters and a linear equation that maximum is one linear least-squares problem, and the
 * frequencies can be read off the data of the problem: the exact modes do this. {@link
 * GpHmOptions.Mode#AUTO} tries them with several envelopes and takes the one with the smallest
 * residual between grid points plus deviation from the conditions.
 */
public final class GpHmSolver {
  private static final double FEATURE_PRECISION = 1e24;
  private static final double KERNEL_PRECISION = 1e16;

  /** A score at which no other candidate is tried. */
  private static final double GOOD = 3e-12;

  /** Near enough for skipping the slow candidates. */
  private static final double ENOUGH = 1e-8;

  private static final int PEELINGS = 7;
  private static final double FIRST_TOLERANCE = 2e-3;

  /** The length of the lines on which a nonlinear equation is peeled: once for each pass. */
  private static final int PEELED_LINE = 400;

  /** A score above which a solution is called inaccurate. */
  private static final double INACCURATE = 1e-4;

  /** Singular values below, relative to the largest, are those of a function that nothing fixes. */
  private static final double UNDETERMINED = 1e-11;

  private GpHmSolver() {}

  /**
   * Solves a problem.
   *
   * @param problem the problem
   * @param options how
   * @return the solution
   * @throws IllegalArgumentException if the covariance lacks a derivative of the equation, the mode
   *     cannot treat the conditions, or the nonlinear term has no finite value at u = 0 nor at the
   *     solution of the linear part
   * @throws IllPosedProblemException if no candidate is affordable
   */
  public static GpPdeSolution solve(PdeProblem problem, GpHmOptions options) {
    problem.requireMemory();
    return switch (options.mode()) {
      case JOINT_ADAM -> learned(problem, options);
      case JOINT_LBFGS, VARIABLE_PROJECTION, EVIDENCE -> QuasiNewton.of(problem, options).run();
      case AUTO, EXACT_FEATURE, EXACT_KERNEL -> new Search(problem, options).run();
    };
  }

  /** The last iterate or that of the smallest residual on the grid, by the residual off it. */
  private static GpPdeSolution learned(PdeProblem problem, GpHmOptions options) {
    JointAdam adam = JointAdam.of(problem, options);
    int chunk = Math.max(1, options.steps() / 100);
    while (adam.steps() < options.steps()) {
      int wanted = Math.min(chunk, options.steps() - adam.steps());
      if (adam.advance(wanted) < wanted) {
        break;
      }
      options
          .progress()
          .update((double) adam.steps() / options.steps(), "objective " + adam.objective());
    }
    GpPdeSolution last = adam.solution();
    GpPdeSolution selected = adam.selected();
    List<GpPdeSolution.Candidate> both = List.of(last.chosen(), selected.chosen());
    return (selected.chosen().score() < last.chosen().score() ? selected : last)
        .chosenAmong(both, adam.steps());
  }

  /**
   * The exact solution for given covariances, one for each axis: nothing is detected or learned.
   * With a {@link dev.hadamard.gp.MaternKernel} or a {@link
   * dev.hadamard.gp.SquaredExponentialKernel} it is the solution with a smooth prior; sums and
   * products are allowed.
   *
   * @param problem the problem
   * @param kernels a covariance for each axis
   * @return the posterior mean; for a nonlinear equation the mode
   * @throws IllegalArgumentException if a covariance lacks a derivative of the equation
   */
  public static GpPdeSolution condition(PdeProblem problem, Covariance... kernels) {
    if (kernels.length != problem.dimension()) {
      throw new IllegalArgumentException(
          "kernels has length "
              + kernels.length
              + ": must be the number of axes, "
              + problem.dimension());
    }
    problem.requireMemory();
    List<AxisBasis> bases = new ArrayList<>();
    double[][] frequencies = new double[kernels.length][];
    double[][] weights = new double[kernels.length][];
    for (int d = 0; d < kernels.length; d++) {
      int[] orders = problem.ordersAlong(d);
      kernels[d].derivative(orders[orders.length - 1], 0);
      bases.add(new AxisBasis.TruncatedKernel(problem.axes().get(d), kernels[d]));
      SpectralMixtureKernel mixture = kernels[d] instanceof SpectralMixtureKernel m ? m : null;
      frequencies[d] = mixture == null ? new double[1] : mixture.frequencies();
      weights[d] = mixture == null ? new double[] {kernels[d].derivative(0, 0)} : mixture.weights();
    }
    Collocation collocation = new Collocation(problem);
    if (collocation.entries(bases) > 20 * Collocation.MAX_ENTRIES) {
      throw new IllPosedProblemException(
          "the least-squares matrix would have "
              + collocation.entries(bases)
              + " entries: allowed are "
              + 20 * Collocation.MAX_ENTRIES);
    }
    Collocation.Fit fit = collocation.fit(bases, KERNEL_PRECISION);
    GpPdeSolution.Candidate c =
        new GpPdeSolution.Candidate(
            "given covariance",
            fit.expansion().coefficients().length,
            fit.onGrid(),
            fit.offGrid(),
            fit.misfit());
    return new GpPdeSolution(
        problem,
        fit.expansion(),
        fit,
        c,
        List.of(c),
        frequencies,
        weights,
        fit.newtonSteps(),
        fit.converged(),
        warnings(problem, frequencies, c, fit.converged()));
  }

  private static AxisBasis extended(
      UniformAxis axis, double[] known, List<Exponent> own, int degree) {
    List<Double> f = new ArrayList<>(Arrays.stream(known).boxed().toList());
    List<Exponent> growing = new ArrayList<>();
    for (Exponent e : own) {
      if (e.rate() != 0) {
        growing.add(e);
      } else if (f.stream().noneMatch(g -> Math.abs(g - e.frequency()) * axis.length() < 1e-5)) {
        f.add(e.frequency());
      }
    }
    double[] all = f.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    AxisBasis waves = new AxisBasis.Confluent(axis, all, degree);
    return growing.isEmpty()
        ? waves
        : new AxisBasis.Together(List.of(waves, new AxisBasis.Exponentials(axis, growing)));
  }

  /**
   * Whether a function that is not 0 meets the homogeneous equation and conditions: looked for
   * among constants, half and whole waves along each axis, and what the equation makes of them
   * along the others. Without constant coefficients, on one axis the conditions are counted.
   */
  private static boolean isUndetermined(PdeProblem problem) {
    int dimension = problem.dimension();
    if (dimension == 1) {
      int[] orders = problem.ordersAlong(0);
      int order = 0;
      for (PdeProblem.Term t : problem.terms()) {
        order = Math.max(order, t.orders()[0]);
      }
      if (problem.conditions().size() < order) {
        return orders[orders.length - 1] <= order;
      }
    }
    if (dimension > 2 || !problem.isLinear() || !problem.constantCoefficients()) {
      return false;
    }
    double[][] frequencies = new double[dimension][];
    int[] sizes = new int[dimension];
    for (int d = 0; d < dimension; d++) {
      UniformAxis a = problem.axes().get(d);
      frequencies[d] = new double[] {0, 0.5 / a.length(), 1 / a.length()};
      sizes[d] = Math.min(a.size(), 24);
    }
    PdeProblem coarse = problem.withSizes(sizes);
    List<AxisBasis> bases = new ArrayList<>();
    for (int d = 0; d < dimension; d++) {
      bases.add(
          extended(
              problem.axes().get(d),
              frequencies[d],
              CharacteristicRoots.along(problem, d, frequencies),
              0));
    }
    return new Collocation(coarse).indifference(bases) < UNDETERMINED;
  }

  private static List<String> warnings(
      PdeProblem problem,
      double[][] frequencies,
      GpPdeSolution.Candidate candidate,
      boolean converged) {
    List<String> w = new ArrayList<>();
    for (int d = 0; d < frequencies.length; d++) {
      UniformAxis axis = problem.axes().get(d);
      double highest = Arrays.stream(frequencies[d]).max().orElse(0);
      if (highest > 0.9 * axis.nyquist()) {
        w.add(
            String.format(
                Locale.ROOT,
                "axis %d: the data have frequency %.6g, the grid tells apart frequencies up to"
                    + " %.6g: fewer than 2.2 points for each wave",
                d,
                highest,
                axis.nyquist()));
      }
    }
    if (!(candidate.offGrid() <= Math.max(100 * candidate.onGrid(), 1e-7))) {
      w.add(
          String.format(
              Locale.ROOT,
              "unresolved: the relative residual is %.1e between grid points, %.1e on them",
              candidate.offGrid(),
              candidate.onGrid()));
    }
    if (!(candidate.score() <= INACCURATE)) {
      w.add(
          String.format(
              Locale.ROOT,
              "inaccurate: residual and boundary misfit are %.1e in relative terms",
              candidate.score()));
    }
    if (!converged) {
      w.add("not converged: the Gauss-Newton iteration ended at its last step");
    }
    if (isUndetermined(problem)) {
      w.add(
          "not determined: the equation and its conditions hold for more than one function; this is"
              + " the one that the prior makes most likely");
    }
    return w;
  }

  /** One search among the exact modes. */
  private static final class Search {
    private final PdeProblem problem;
    private final GpHmOptions options;
    private final Collocation collocation;
    private final List<GpPdeSolution.Candidate> candidates = new ArrayList<>();
    private Collocation.Fit best;
    private GpPdeSolution.Candidate bestCandidate;
    private double[][] frequencies;

    Search(PdeProblem problem, GpHmOptions options) {
      this.problem = problem;
      this.options = options;
      this.collocation = new Collocation(problem);
    }

    GpPdeSolution run() {
      for (int d = 0; d < problem.dimension(); d++) {
        int[] orders = problem.ordersAlong(d);
        int highest = orders[orders.length - 1];
        // Asks the covariance for the derivative, which refuses if it has none.
        SpectralMixtureKernel.fromLog(
                options.spectrum(), new double[1], new double[1], new double[1])
            .derivative(highest, 0);
      }
      boolean features = options.mode() != GpHmOptions.Mode.EXACT_KERNEL;
      boolean kernels = options.mode() != GpHmOptions.Mode.EXACT_FEATURE;
      if (problem.isLinear()) {
        detect();
      } else {
        peel();
        if (!features) {
          // Features found the frequencies; the solution is to be that of a covariance.
          candidates.clear();
          best = null;
          bestCandidate = null;
        }
      }
      if (features) {
        featureCandidates();
      }
      if (kernels && !isEnough()) {
        kernelCandidates(options.spectrum());
      }
      // Which envelope suits a spectrum that is not sparse, only trying can tell.
      boolean both = options.mode() == GpHmOptions.Mode.AUTO && problem.dimension() == 1;
      if (both && !isEnough()) {
        Spectrum other =
            options.spectrum().isGaussian() ? Spectrum.studentT(5) : Spectrum.gaussian();
        int[] orders = problem.ordersAlong(0);
        if (orders[orders.length - 1] <= other.maxDerivative()) {
          kernelCandidates(other);
        }
      }
      if (best == null && noStart != null) {
        throw noStart;
      }
      if (best == null) {
        throw new IllPosedProblemException(
            "no candidate is affordable: "
                + Arrays.toString(Arrays.stream(frequencies).mapToInt(f -> f.length).toArray())
                + " frequencies along the axes of a grid of "
                + problem.points()
                + " points");
      }
      return new GpPdeSolution(
          problem,
          best.expansion(),
          best,
          bestCandidate,
          candidates,
          frequencies,
          new double[0][],
          best.newtonSteps(),
          best.converged(),
          warnings());
    }

    private List<String> warnings() {
      List<String> w =
          new ArrayList<>(
              GpHmSolver.warnings(problem, frequencies, bestCandidate, best.converged()));
      if (collocation.isZero()) {
        w.add("the source and all conditions are 0, and so is the solution");
      }
      return w;
    }

    /**
     * Frequencies of the linear part of a nonlinear equation: those of F - N(u), better known with
     * each u; the first pass takes strong ones only, lest harmonics of N be taken for them.
     */
    private void peel() {
      SpectralInitializer.Field target = problem::source;
      double tolerance = Math.max(FIRST_TOLERANCE, options.tolerance());
      double before = Double.POSITIVE_INFINITY;
      for (int pass = 0; pass < PEELINGS; pass++) {
        SpectralInitializer.Detected detected =
            SpectralInitializer.detect(problem, target, tolerance, PEELED_LINE);
        double[][] found = detected.frequencies();
        List<AxisBasis> bases = confluent(found, 0, false);
        if (collocation.entries(bases) > Collocation.MAX_ENTRIES) {
          break;
        }
        frequencies = found;
        damped = detected.damped();
        Collocation.Fit fit;
        try {
          fit = collocation.fit(bases, FEATURE_PRECISION);
        } catch (Collocation.NoStartException e) {
          noStart = e;
          break;
        }
        consider("features, peeling " + (pass + 1), fit);
        if (fit.score() < GOOD || (pass > 2 && !(fit.score() < 0.9 * before))) {
          break;
        }
        before = fit.score();
        Expansion u = fit.expansion();
        target =
            points -> {
              List<double[]> fields = new ArrayList<>();
              for (int[] orders : problem.nonlinearity().fields()) {
                fields.add(u.onGrid(orders, points));
              }
              double[] rest = problem.source(points);
              Blas1.axpy(-1, Collocation.nonlinear(problem, fields), rest);
              return rest;
            };
        tolerance = Math.clamp(0.1 * fit.onGrid(), options.tolerance(), FIRST_TOLERANCE);
      }
      if (frequencies == null) {
        detect();
      } else if (best != null) {
        // The last frequencies that were detected need not be the best.
        frequencies = bestFrequencies;
      }
    }

    private void detect() {
      SpectralInitializer.Detected found = SpectralInitializer.detect(problem, options.tolerance());
      frequencies = found.frequencies();
      damped = found.damped();
    }

    private double[][] bestFrequencies;

    /** For each axis what grows or decays along it in the source and the conditions. */
    private List<List<Exponent>> damped = List.of();

    private Collocation.NoStartException noStart;

    private void featureCandidates() {
      // Peeling ended with these features.
      if (candidates.isEmpty()) {
        attempt(
            "features",
            FEATURE_PRECISION,
            d -> new AxisBasis.Confluent(problem.axes().get(d), frequencies[d], 0));
      }
      List<List<Exponent>> own = new ArrayList<>();
      boolean any = false;
      if (!isGood()) {
        for (int d = 0; d < problem.dimension(); d++) {
          List<Exponent> all = new ArrayList<>(CharacteristicRoots.along(problem, d, frequencies));
          all.addAll(damped.get(d));
          own.add(all);
          any |= !own.get(d).isEmpty();
        }
      }
      for (int degree : any ? new int[] {0, 1} : new int[0]) {
        if (!isGood()) {
          attempt(
              "features and exponentials, degree " + degree,
              FEATURE_PRECISION,
              d -> extended(d, own.get(d), degree));
        }
      }
      for (int degree : new int[] {1, 2, 4, 8}) {
        if (isGood()) {
          return;
        }
        int p = degree;
        attempt(
            "confluent, degree " + p,
            FEATURE_PRECISION,
            d -> new AxisBasis.Confluent(problem.axes().get(d), withZero(frequencies[d]), p));
      }
      if (!isGood()) {
        attempt(
            "features, Gauss-Hermite 3",
            FEATURE_PRECISION,
            d -> {
              UniformAxis a = problem.axes().get(d);
              return new AxisBasis.GaussHermite(a, frequencies[d], 0.1 / a.length());
            });
      }
    }

    /** The detected frequencies and exponents, 0, and solutions of the equation without source. */
    private AxisBasis extended(int d, List<Exponent> own, int degree) {
      UniformAxis a = problem.axes().get(d);
      return GpHmSolver.extended(a, withZero(frequencies[d]), own, degree);
    }

    private List<AxisBasis> confluent(double[][] f, int degree, boolean zero) {
      List<AxisBasis> bases = new ArrayList<>();
      for (int d = 0; d < f.length; d++) {
        bases.add(
            new AxisBasis.Confluent(problem.axes().get(d), zero ? withZero(f[d]) : f[d], degree));
      }
      return bases;
    }

    private static double[] withZero(double[] f) {
      if (f.length > 0 && f[0] == 0) {
        return f;
      }
      double[] all = new double[f.length + 1];
      System.arraycopy(f, 0, all, 1, f.length);
      return all;
    }

    private void kernelCandidates(Spectrum spectrum) {
      double[] ratios = {0.01, 0.1, 1, 3};
      // Frequency 0 is added in a second round only: it costs digits where it is not needed.
      for (boolean zero : new boolean[] {false, true}) {
        for (double ratio : ratios) {
          if (isGood() || (zero && isEnough())) {
            return;
          }
          attempt(
              spectrum
                  + ", inverse length "
                  + ratio
                  + " / |axis|"
                  + (zero ? ", frequency 0 added" : ""),
              KERNEL_PRECISION,
              d -> {
                UniformAxis a = problem.axes().get(d);
                double[] f = zero ? withZero(frequencies[d]) : frequencies[d];
                return truncated(a, spectrum, f, ratio / a.length());
              });
        }
        if (Arrays.stream(frequencies).allMatch(f -> f.length > 0 && f[0] == 0)) {
          break;
        }
      }
      // Equally spaced frequencies: no peaks are assumed.
      if (problem.dimension() == 1 && !isEnough()) {
        double highest = Arrays.stream(frequencies[0]).max().orElse(0);
        for (int count : new int[] {15, 30}) {
          attempt(
              spectrum + ", " + count + " equally spaced frequencies",
              KERNEL_PRECISION,
              d -> {
                UniformAxis a = problem.axes().get(d);
                double top = Math.clamp(1.5 * highest, 2 / a.length(), 0.9 * a.nyquist());
                double[] f = new double[count];
                for (int q = 0; q < count; q++) {
                  f[q] = top * q / (count - 1);
                }
                // The bandwidth is the distance of neighbours.
                return truncated(a, spectrum, f, Math.sqrt(2) * Math.PI * top / (count - 1));
              });
        }
      }
    }

    private static AxisBasis truncated(
        UniformAxis a, Spectrum spectrum, double[] f, double inverseLength) {
      double l = Elementary.log(inverseLength);
      double[] scales = new double[f.length];
      Arrays.fill(scales, spectrum.isGaussian() ? 2 * l : l);
      return new AxisBasis.TruncatedKernel(
          a, SpectralMixtureKernel.fromLog(spectrum, new double[f.length], scales, f));
    }

    private boolean isEnough() {
      return best != null && best.score() < ENOUGH;
    }

    private boolean isGood() {
      return best != null && best.score() < GOOD;
    }

    private void attempt(String name, double precision, IntFunction<AxisBasis> basis) {
      List<AxisBasis> bases = new ArrayList<>();
      long unknowns = 1;
      for (int d = 0; d < problem.dimension(); d++) {
        if (frequencies[d].length == 0) {
          return;
        }
        bases.add(basis.apply(d));
        unknowns *= bases.get(d).size();
      }
      if (unknowns > problem.points() || collocation.entries(bases) > Collocation.MAX_ENTRIES) {
        return;
      }
      try {
        consider(name, collocation.fit(bases, precision));
      } catch (Collocation.NoStartException e) {
        // Another basis may have the constant that this one lacks.
        noStart = e;
      }
    }

    private void consider(String name, Collocation.Fit fit) {
      GpPdeSolution.Candidate c =
          new GpPdeSolution.Candidate(
              name,
              fit.expansion().coefficients().length,
              fit.onGrid(),
              fit.offGrid(),
              fit.misfit());
      candidates.add(c);
      options.progress().update(Math.min(0.9, 0.1 * candidates.size()), name);
      if (best == null || c.score() < best.score()) {
        best = fit;
        bestCandidate = c;
        bestFrequencies = frequencies;
      }
    }
  }
}
