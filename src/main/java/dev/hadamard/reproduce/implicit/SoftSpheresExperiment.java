package dev.hadamard.reproduce.implicit;

import dev.hadamard.autodiff.Autodiff;
import dev.hadamard.autodiff.NdArray;
import dev.hadamard.implicit.ImplicitDiff;
import dev.hadamard.implicit.ImplicitOptions;
import dev.hadamard.implicit.LinearSolver;
import dev.hadamard.optim.Fire;
import dev.hadamard.optim.OptimalityCondition;
import dev.hadamard.optim.SolverOptions;
import dev.hadamard.reproduce.experiment.Budget;
import dev.hadamard.reproduce.experiment.Comparison;
import dev.hadamard.reproduce.experiment.Context;
import dev.hadamard.reproduce.experiment.Experiment;
import dev.hadamard.reproduce.experiment.ExperimentResult;
import dev.hadamard.reproduce.experiment.Paper;
import dev.hadamard.reproduce.figure.Axis;
import dev.hadamard.reproduce.figure.Figure;
import dev.hadamard.reproduce.figure.Series;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.commons.csv.CSVRecord;

/**
 * Molecular dynamics: how the positions of a jammed packing of soft spheres move with the diameter
 * of the small ones. The Hessian is singular (translations, rattlers).
 */
public final class SoftSpheresExperiment implements Experiment {
  private static final double DIAMETER = 0.6;
  private static final double PACKING = 0.98;
  private static final int SNAPSHOTS = 60;
  private static final int FULL_PARTICLES = 128;
  private static final int MOST_UPDATES = 20_000;
  private static final int FULL_SEEDS = 12;

  /** Constructs the experiment. */
  public SoftSpheresExperiment() {}

  @Override
  public String id() {
    return "implicit-e5";
  }

  @Override
  public Paper paper() {
    return References.PAPER;
  }

  @Override
  public String subject() {
    return "Molecular dynamics: sensitivity of a packing of soft spheres";
  }

  @Override
  public Duration expectedDuration(Budget budget) {
    return budget == Budget.QUICK ? Duration.ofSeconds(5) : Duration.ofMinutes(3);
  }

  /** Σ over pairs of ½(1 - r/σ)² where r &lt; σ, in a periodic square of side L. */
  static BinaryOperator<NdArray> energy(int n, double side) {
    double[] small = new double[n];
    Arrays.fill(small, 0, n / 2, 1);
    NdArray isSmall = NdArray.of(small);
    NdArray isLarge = isSmall.rsubtract(1);
    NdArray diagonal = NdArray.identity(n);
    NdArray pairs = diagonal.rsubtract(1);
    return (r, theta) -> {
      NdArray positions = r.reshape(n, 2).transpose();
      NdArray squares = diagonal;
      for (int axis = 0; axis < 2; axis++) {
        NdArray x = positions.at(axis);
        NdArray d = x.reshape(n, 1).minus(x.reshape(1, n));
        squares = squares.plus(d.minus(images(d.stopGradient(), side)).square());
      }
      NdArray diameters = isSmall.times(theta).plus(isLarge).times(0.5);
      NdArray sigma = diameters.reshape(n, 1).plus(diameters.reshape(1, n));
      NdArray overlap = squares.sqrt().dividedBy(sigma).rsubtract(1).relu().times(pairs);
      return overlap.squaredNorm().times(0.25);
    };
  }

  /** The multiples of L that bring distances to the nearest image. */
  private static NdArray images(NdArray d, double side) {
    double[] v = d.toArray();
    for (int i = 0; i < v.length; i++) {
      v[i] = side * Math.rint(v[i] / side);
    }
    return NdArray.wrap(v, d.shape());
  }

  /** A packing: its positions, its sensitivity, and what is not determined. */
  private record Packing(
      BinaryOperator<NdArray> energy, NdArray x, NdArray sensitivity, NdArray determined) {}

  private static Packing solve(int n, double side, NdArray start, NdArray theta) {
    BinaryOperator<NdArray> energy = energy(n, side);
    NdArray x =
        Fire.of(energy).withOptions(new SolverOptions(1e-14, 100_000)).run(start, theta).solution();
    NdArray.Eigh hessian = Autodiff.hessian(r -> energy.apply(r, theta), x).eigh();
    double largest = hessian.values().max().value();
    NdArray kept = hessian.values().greaterThan(NdArray.scalar(1e-9 * largest));
    NdArray q = hessian.vectors();
    NdArray determined = q.times(kept).matmulTranspose(q);
    ImplicitOptions options =
        ImplicitOptions.DEFAULT
            .with(LinearSolver.CONJUGATE_GRADIENT)
            .withPolicies(
                ImplicitOptions.Policy.THROW,
                ImplicitOptions.Singular.LEAST_SQUARES,
                ImplicitOptions.Policy.THROW,
                ImplicitOptions.Policy.ACCEPT);
    NdArray s =
        ImplicitDiff.rootJacobian(OptimalityCondition.stationary(energy), x, theta, options)
            .value()
            .flatten();
    return new Packing(energy, x, determined.matmul(s), determined);
  }

  @Override
  public ExperimentResult run(Context context) throws IOException {
    List<Comparison> rows = new ArrayList<>();
    NdArray theta = NdArray.scalar(DIAMETER);
    List<CSVRecord> references = References.read("exp5_soft_spheres.csv");
    double[] iteration = new double[SNAPSHOTS];
    double[] unrolledError = new double[SNAPSHOTS];
    double[] positionError = new double[SNAPSHOTS];
    double implicitError = 0;
    for (int k = 0; k < references.size(); k++) {
      context.progress().update((double) k / references.size(), "packings of soft spheres");
      CSVRecord row = references.get(k);
      int n = Integer.parseInt(row.get("N"));
      String name = "N = " + n + ", seed " + row.get("seed");
      NdArray start = NdArray.of(numbers(row.get("start_positions")));
      Packing p = solve(n, References.number(row, "L"), start, theta);
      rows.add(
          Comparison.relative(
              "energy, " + name,
              References.number(row, "energy"),
              References.INDEPENDENT,
              p.energy.apply(p.x, theta).value(),
              1e-10));
      NdArray expected = NdArray.of(numbers(row.get("positions")));
      rows.add(
          Comparison.absolute(
              "largest deviation of positions, " + name,
              0,
              References.INDEPENDENT,
              p.determined.matmul(p.x.minus(expected)).normInf().value(),
              1e-9));
      NdArray sensitivity = NdArray.of(numbers(row.get("sensitivity")));
      double deviation = p.sensitivity.minus(sensitivity).normInf().value();
      rows.add(
          Comparison.absolute(
              "largest deviation of the sensitivity, " + name,
              0,
              References.INDEPENDENT,
              deviation,
              1e-7));
      rows.add(
          Comparison.relative(
              "sum of sizes of the sensitivity, " + name,
              References.number(row, "sensitivity_l1"),
              References.INDEPENDENT,
              p.sensitivity.norm1().value(),
              1e-6));
      if (k == references.size() - 1) {
        implicitError = deviation;
        unroll(p, start, theta, iteration, unrolledError, positionError);
      }
    }
    int settled = 0;
    while (settled < SNAPSHOTS - 1 && positionError[settled] > 1e-9) {
      settled++;
    }
    rows.add(
        Comparison.information(
            "relative error of unrolled tangents when positions are right to 1e-9",
            unrolledError[settled]));
    if (context.budget() == Budget.FULL) {
      large(rows, theta, context);
    }
    double[] flat = new double[SNAPSHOTS];
    Arrays.fill(flat, Math.max(implicitError, 1e-12));
    Figure figure =
        new Figure(
            "soft-spheres-sensitivity",
            "Sensitivity of a packing: implicit against unrolled",
            "32 soft spheres: error of ∂x*/∂θ, relative to its norm, by forward differentiation"
                + " through the iterations of FIRE, the error of the positions themselves, and the"
                + " deviation of the implicit derivative from the reference.",
            Axis.linear("iteration of FIRE"),
            Axis.log("relative error"),
            List.of(
                Series.line("unrolled", iteration, unrolledError),
                Series.line("positions", iteration, positionError),
                Series.line("implicit", iteration, flat)));
    return new ExperimentResult(rows, List.of(figure));
  }

  /** Tangents through the iterations, looked at every few. */
  private static void unroll(
      Packing p, NdArray start, NdArray theta, double[] at, double[] tangents, double[] positions) {
    int between = 10;
    Autodiff.Tangent t =
        Autodiff.jvp(
            d -> {
              Fire fire = Fire.of(p.energy);
              Fire.State state = fire.init(start, d);
              NdArray[] snapshots = new NdArray[SNAPSHOTS];
              for (int i = 0; i < SNAPSHOTS; i++) {
                for (int j = 0; j < between; j++) {
                  state = fire.update(state, d);
                }
                snapshots[i] = state.solution();
              }
              return NdArray.stack(snapshots);
            },
            theta,
            NdArray.scalar(1));
    double size = p.sensitivity.norm().value();
    for (int i = 0; i < SNAPSHOTS; i++) {
      at[i] = between * (i + 1);
      NdArray wrong = p.determined.matmul(t.tangent().at(i)).minus(p.sensitivity);
      tangents[i] = Math.max(wrong.norm().value() / size, 1e-16);
      NdArray off = p.determined.matmul(t.value().at(i).minus(p.x));
      positions[i] = Math.max(off.norm().value() / p.x.norm().value(), 1e-16);
    }
  }

  /** Statistics of large packings: trajectories are chaotic, only statistics can be compared. */
  private static void large(List<Comparison> rows, NdArray theta, Context context) {
    double[] errors = new double[FULL_SEEDS];
    double[] peaks = new double[FULL_SEEDS];
    double worst = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double side =
        Math.sqrt(FULL_PARTICLES / 2.0 * Math.PI * (DIAMETER * DIAMETER + 1) / 4 / PACKING);
    for (int seed = 1; seed <= FULL_SEEDS; seed++) {
      context.progress().update((double) seed / (FULL_SEEDS + 1), "packings of 128 spheres");
      Generator r = new Generator(seed);
      double[] start = new double[2 * FULL_PARTICLES];
      for (int i = 0; i < start.length; i++) {
        start[i] = r.uniform() * side;
      }
      Packing p = solve(FULL_PARTICLES, side, NdArray.of(start), theta);
      double h = 1e-6;
      Fire fire = Fire.of(p.energy).withOptions(new SolverOptions(1e-14, 100_000));
      NdArray ahead = fire.run(p.x, theta.plus(h)).solution();
      NdArray behind = fire.run(p.x, theta.minus(h)).solution();
      NdArray difference = p.determined.matmul(ahead.minus(behind).times(0.5 / h));
      worst = Math.max(worst, difference.minus(p.sensitivity).normInf().value());
      errors[seed - 1] = unrolledError(p, NdArray.of(start), theta, peaks, seed - 1);
      double sum = p.sensitivity.norm1().value();
      least = Math.min(least, sum);
      most = Math.max(most, sum);
    }
    rows.add(
        Comparison.absolute(
            "N = 128, 12 seeds: largest deviation from finite differences",
            0,
            "finite differences",
            worst,
            2e-7));
    rows.add(
        Comparison.absolute(
            "N = 128, 12 seeds: least sum of sizes",
            148,
            References.INDEPENDENT + ", a statistic",
            least,
            1));
    rows.add(
        Comparison.absolute(
            "N = 128, 12 seeds: largest sum of sizes",
            530,
            References.INDEPENDENT + ", a statistic",
            most,
            1));
    Arrays.sort(errors);
    // Trajectories are chaotic: orders of magnitude.
    String statistic = References.INDEPENDENT + ", a statistic";
    int diverged = 0;
    while (diverged < FULL_SEEDS && errors[FULL_SEEDS - 1 - diverged] > 10) {
      diverged++;
    }
    rows.add(
        Comparison.absolute(
            "N = 128, 12 seeds: how many unrolled tangents diverge", 1, statistic, diverged, 0));
    rows.add(
        Comparison.absolute(
            "N = 128: log₁₀ of the least error of unrolled tangents",
            Math.log10(1.5e-4),
            statistic,
            Math.log10(errors[0]),
            1));
    rows.add(
        Comparison.absolute(
            "N = 128: log₁₀ of the largest that do not diverge",
            Math.log10(0.3),
            statistic,
            Math.log10(errors[FULL_SEEDS - 1 - diverged]),
            1));
    Arrays.sort(peaks);
    rows.add(
        Comparison.absolute(
            "N = 128: log₁₀ of the least peak of unrolled tangents",
            Math.log10(6e3),
            statistic,
            Math.log10(peaks[0]),
            0.5));
    rows.add(
        Comparison.absolute(
            "N = 128: log₁₀ of the largest peak of unrolled tangents",
            Math.log10(2e6),
            statistic,
            Math.log10(peaks[FULL_SEEDS - 1]),
            0.5));
  }

  /** The relative error of tangents through the iterations when forces are 1e-13. */
  private static double unrolledError(
      Packing p, NdArray start, NdArray theta, double[] peaks, int seed) {
    Fire fire = Fire.of(p.energy);
    Autodiff.Tangent t =
        Autodiff.jvp(
            d -> {
              Fire.State state = fire.init(start, d);
              List<NdArray> some = new ArrayList<>();
              for (int i = 0; i < MOST_UPDATES && state.error() > 1e-13; i++) {
                state = fire.update(state, d);
                if (i % 20 == 0) {
                  some.add(state.solution());
                }
              }
              some.add(state.solution());
              return NdArray.stack(some.toArray(new NdArray[0]));
            },
            theta,
            NdArray.scalar(1));
    peaks[seed] = t.tangent().norm1(1).max().value();
    NdArray end = t.tangent().at(t.tangent().extent(0) - 1);
    NdArray wrong = p.determined.matmul(end).minus(p.sensitivity);
    return wrong.norm().value() / p.sensitivity.norm().value();
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.strip().split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
