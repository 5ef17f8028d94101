package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.laplace.InversionOptions;
import dev.hadamard.laplace.LaplaceInverter;
import dev.hadamard.quadrature.GaussLegendre;
import dev.hadamard.random.Streams;
import dev.hadamard.testing.ReferenceTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that compare laws with each other, methods with each other, and truth with estimates. */
class ComparisonTablesTest {
  private static boolean sech(ReferenceTable.Row row) {
    return row.text("process").startsWith("diffusion");
  }

  /** Survival and density of the exact law. */
  private static double[] exact(ReferenceTable.Row row, double t) {
    if (sech(row)) {
      SechExact exact = SechExact.at(t);
      return new double[] {exact.survival(), exact.density()};
    }
    return new double[] {RandomAccelerationExact.survival(t), RandomAccelerationExact.density(t)};
  }

  /** Nodes and weights of Gauss-Legendre sums over pieces that grow. */
  private static double[][] rule(double end) {
    double[] breaks = {0, 2, 6, 14, end};
    int n = 16;
    GaussLegendre rule = GaussLegendre.of(n);
    double[] nodes = new double[n * (breaks.length - 1)];
    double[] weights = new double[nodes.length];
    for (int k = 1; k < breaks.length; k++) {
      double width = breaks[k] - breaks[k - 1];
      for (int i = 0; i < n; i++) {
        nodes[(k - 1) * n + i] = breaks[k - 1] + width * (1 + rule.node(i)) / 2;
        weights[(k - 1) * n + i] = width * rule.weight(i) / 2;
      }
    }
    return new double[][] {nodes, weights};
  }

  static List<ReferenceTable.Row> exactMoments() {
    return ReferenceTable.read("slepian/exact_moments.csv");
  }

  /** Quadrature to t = 36 and the exponential tail of the table beyond. */
  @ParameterizedTest
  @MethodSource("exactMoments")
  void momentsOfTheExactLaws(ReferenceTable.Row row) {
    double end = 36;
    double theta = row.number("theta");
    double last = row.number("amplitude_S") * Math.exp(-theta * end);
    assertEquals(last, exact(row, end)[0], 1e-13);
    // ∫ tᵏ S beyond the end, over S there.
    double[] beyond = new double[3];
    beyond[0] = 1 / theta;
    beyond[1] = (end + beyond[0]) / theta;
    beyond[2] = (end * end + 2 * beyond[1]) / theta;
    double[] moments = new double[3];
    double mass = last;
    double[][] rule = rule(end);
    for (int i = 0; i < rule[0].length; i++) {
      double t = rule[0][i];
      double[] exact = exact(row, t);
      double s = exact[0] * rule[1][i];
      mass += exact[1] * rule[1][i];
      for (int k = 0; k < 3; k++) {
        moments[k] += (k + 1) * s;
        s *= t;
      }
    }
    for (int k = 0; k < 3; k++) {
      moments[k] += (k + 1) * last * beyond[k];
    }
    double mean = moments[0];
    assertEquals(row.number("mass"), mass, 1e-9);
    assertEquals(row.number("mean"), mean, 1e-9 * mean);
    double variance = moments[1] - mean * mean;
    assertEquals(row.number("var"), variance, 1e-8 * variance);
    double central = moments[2] - 3 * mean * moments[1] + 2 * mean * mean * mean;
    assertEquals(row.number("skewness_m3central"), central, 1e-7 * central);
  }

  static List<ReferenceTable.Row> distances() {
    return ReferenceTable.read("slepian/iia_vs_exact.csv");
  }

  @ParameterizedTest
  @MethodSource("distances")
  void distancesOfTheApproximationFromTheExactLaws(ReferenceTable.Row row) {
    SlepianIiaDistribution law =
        SlepianIia.of(ReferenceModels.parse(row.text("process"))).excursion();
    double largest = row.number("KS");
    double at = row.number("t_KS");
    assertEquals(
        largest, Math.abs(law.survivalProbability(at) - exact(row, at)[0]), 3e-4 * largest);
    double gap = 0;
    int n = 100;
    for (int i = 1; i <= n; i++) {
      double t = 12.0 * i / n;
      double[] exact = exact(row, t);
      double distance = Math.abs(law.survivalProbability(t) - exact[0]);
      assertTrue(distance < largest * (1 + 3e-4), "t=" + t);
      gap = Math.max(gap, Math.abs(law.density(t) - exact[1]));
    }
    if (sech(row)) {
      assertEquals(row.number("supf"), gap, 0.01 * gap);
    } else {
      // At 0: 1/3 against 37/96, of which the grid of the table sees less.
      assertEquals(37.0 / 96 - 1.0 / 3, exact(row, 1e-9)[1] - law.density(1e-9), 1e-8);
      assertTrue(row.number("supf") < 37.0 / 96 - 1.0 / 3);
    }
    double w1 = 0;
    double[][] rule = rule(row.number("T"));
    for (int i = 0; i < rule[0].length; i++) {
      double t = rule[0][i];
      w1 += rule[1][i] * Math.abs(law.survivalProbability(t) - exact(row, t)[0]);
    }
    // The difference may change sign, where the rule has no break.
    assertEquals(row.number("W1"), w1, 2e-3 * w1);
  }

  static List<ReferenceTable.Row> inversions() {
    return ReferenceTable.read("slepian/laplace_inversion_accuracy.csv").stream()
        .filter(row -> inverter(row.text("method")) != null)
        .toList();
  }

  /** The settings that the reference found best; its N nodes are one half of a contour. */
  private static LaplaceInverter inverter(String name) {
    return switch (name) {
      case "hyperbola N=12" -> LaplaceInverter.hyperbola(24);
      case "modifiedTalbot(Weideman) N=24" -> LaplaceInverter.modifiedTalbot(24);
      case "fixedTalbot M=16" -> LaplaceInverter.fixedTalbot(16);
      case "fixedTalbot M=20" -> LaplaceInverter.fixedTalbot(20);
      case "deHoog M=15" -> LaplaceInverter.deHoog(15);
      case "deHoog M=20" -> LaplaceInverter.deHoog(20);
      case "euler M=12" -> LaplaceInverter.euler(12);
      case "euler M=14" -> LaplaceInverter.euler(14);
      case "gaverStehfest 2M=12" -> LaplaceInverter.gaverStehfest(12);
      case "gaverStehfest 2M=14" -> LaplaceInverter.gaverStehfest(14);
      case "cme n=5" -> LaplaceInverter.concentratedMatrixExponential(5);
      case "weeks N=128 sigma=0.2 b=0.8" -> LaplaceInverter.weeks(128);
      case "cme n=10" -> LaplaceInverter.concentratedMatrixExponential(10);
      default -> null;
    };
  }

  /** The orders that the library has of the densities that the reference optimised. */
  static List<ReferenceTable.Row> concentrated() {
    return ReferenceTable.read("slepian/cme_parameters.csv").stream()
        .filter(row -> List.of(1, 2, 3, 5, 10).contains((int) row.number("n")))
        .toList();
  }

  /**
   * c e^(-x) ∏ cos²((ωx - φ)/2) in the unit of its mean: the inverse of k!/s^(k+1) at 1 is its
   * moment of order k. The variance is what was minimised.
   */
  @ParameterizedTest
  @MethodSource("concentrated")
  void concentratedDensitiesAreThoseOfTheReference(ReferenceTable.Row row) {
    double omega = row.number("omega");
    double[] phi =
        Arrays.stream(row.text("phi").split(";", -1)).mapToDouble(Double::parseDouble).toArray();
    double[] moments = new double[4];
    for (int panel = 0; panel < 160; panel++) {
      for (int k = 0; k < moments.length; k++) {
        int power = k;
        moments[k] +=
            GaussLegendre.of(24)
                .integrate(
                    x -> {
                      double density = Math.exp(-x) * Math.pow(x, power);
                      for (double shift : phi) {
                        double cos = Math.cos((omega * x - shift) / 2);
                        density *= cos * cos;
                      }
                      return density;
                    },
                    panel / 2.0,
                    (panel + 1) / 2.0);
      }
    }
    double mean = moments[1] / moments[0];
    assertEquals(row.number("mu1"), mean, 1e-9 * mean);
    double variation = moments[2] / moments[0] / (mean * mean) - 1;
    assertEquals(row.number("scv"), variation, 1e-8 * variation);
    LaplaceInverter cme = LaplaceInverter.concentratedMatrixExponential((int) row.number("n"));
    assertEquals(1, cme.invert(s -> s.pow(-2), 1).value(), 1e-12);
    // As narrow as the reference, or narrower: its optima are local.
    double ours = cme.invert(s -> s.pow(-3).times(2), 1).value() - 1;
    assertTrue(ours <= variation * (1 + 1e-8), () -> row + " " + ours);
    assertEquals(variation, ours, 1e-6 * variation);
    // Of order √ε in the parameters, where the variance is of order ε.
    double third = moments[3] / moments[0] / (mean * mean * mean);
    assertEquals(third, cme.invert(s -> s.pow(-4).times(6), 1).value(), 1e-3 * (third - 1));
  }

  /** No worse than twice the largest error of the reference over all times and both processes. */
  @ParameterizedTest
  @MethodSource("inversions")
  void inversionIsAsAccurateAsTheReference(ReferenceTable.Row row) {
    SlepianIia iia = SlepianIia.of(ReferenceModels.parse(row.text("process")));
    SlepianIiaDistribution law = iia.excursion();
    SlepianLaplace transforms = SlepianLaplace.of(iia.model());
    LaplaceInverter method = inverter(row.text("method"));
    double theirs = 0;
    double ours = 0;
    List<ReferenceTable.Row> both =
        inversions().stream().filter(r -> r.text("method").equals(row.text("method"))).toList();
    InversionOptions options = new InversionOptions(0, 0);
    for (double t : new double[] {0.125, 0.5, 1, 3, 6, 12, 24}) {
      String column = "t=" + (t == Math.rint(t) ? Integer.toString((int) t) : Double.toString(t));
      for (ReferenceTable.Row process : both) {
        theirs = Math.max(theirs, process.number(column));
      }
      // Contours need the sum of exponentials, which begins later.
      if (t < 6 && row.text("method").matches("(hyperbola|modified|fixed).*")) {
        continue;
      }
      double f = method.invert(transforms::excursion, t, options).value();
      ours = Math.max(ours, Math.abs(f / law.density(t) - 1));
    }
    assertTrue(ours <= 2 * theirs + 1e-12, row.text("method") + ": " + ours + " > 2 " + theirs);
  }

  /** Exponents of the grid from orthant Pfaffians, and from particles at a step: SMC's table. */
  @ParameterizedTest
  @CsvSource({"0.7", "1", "1.3"})
  void exponentsOfTheGrid(double h) {
    ReferenceTable.Row row =
        ReferenceTable.read("slepian/discrete_exponents_smc.csv").stream()
            .filter(r -> r.text("process").equals("diff"))
            .filter(r -> r.number("param") == 2 && r.number("h") == h)
            .findFirst()
            .orElseThrow();
    double[] times = new double[61];
    for (int i = 0; i < times.length; i++) {
      times[i] = i * h;
    }
    double exact =
        (SechOrthant.logProbability(Arrays.copyOf(times, 60)) - SechOrthant.logProbability(times))
            / h;
    assertEquals(exact, row.number("theta_D"), 4 * row.number("se"));
  }

  static List<ReferenceTable.Row> truths() {
    return ReferenceTable.read("slepian/true_exponents_smc.csv");
  }

  /** The approximation beside true exponents: within seven per cent, and its column to 8 digits. */
  @ParameterizedTest
  @MethodSource("truths")
  void approximationsBesideTrueExponents(ReferenceTable.Row row) {
    String name = row.text("process");
    CorrelationModel model = ReferenceModels.parse(name);
    if (model.tailRate() == 0) {
      return;
    }
    double theta = SlepianIia.of(model).persistency().theta();
    assertEquals(row.number("theta_iia"), theta, 1e-7, name);
    double truth = row.number("theta_true_estimate");
    assertEquals(truth, theta, 0.07 * truth, name);
  }

  /** The exponent found by particles at d = 3, extrapolated from three steps; 4 standard errors. */
  @Test
  void particlesFindTheTrueExponent() {
    CorrelationModel r = DiffusionCorrelation.of(3);
    double root = Math.sqrt(r.lambda2());
    double[] steps = {0.5 / root, 0.65 / root, 0.8 / root};
    ExponentEstimate[] estimates = new ExponentEstimate[steps.length];
    for (int i = 0; i < steps.length; i++) {
      estimates[i] =
          ParticlePersistence.atStep(r, steps[i], 4000, 1000, Streams.of(20).substream(i));
    }
    ExponentEstimate zero = ParticlePersistence.extrapolate(r, steps, estimates);
    ReferenceTable.Row row =
        truths().stream()
            .filter(x -> x.text("process").equals("diffusion(d=3)"))
            .findFirst()
            .orElseThrow();
    double error = Math.hypot(zero.standardError(), row.number("se"));
    assertEquals(row.number("theta_true_estimate"), zero.theta(), 4 * error, zero::toString);
    assertTrue(zero.standardError() < 0.01, zero::toString);
  }
}
