package dev.hadamard.golden;

import dev.hadamard.excursion.Car2Correlation;
import dev.hadamard.excursion.CauchyCorrelation;
import dev.hadamard.excursion.ClassicalIia;
import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.CrossingDetector;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.ExcursionRind;
import dev.hadamard.excursion.ExponentEstimate;
import dev.hadamard.excursion.GaussianPath;
import dev.hadamard.excursion.IntegratedWhiteNoiseCorrelation;
import dev.hadamard.excursion.IntervalLaw;
import dev.hadamard.excursion.LevelExcursionDistribution;
import dev.hadamard.excursion.LevelSlepianIia;
import dev.hadamard.excursion.MaternCorrelation;
import dev.hadamard.excursion.MvnMethod;
import dev.hadamard.excursion.MvnOptions;
import dev.hadamard.excursion.MvnProbability;
import dev.hadamard.excursion.MvnResult;
import dev.hadamard.excursion.ParticlePersistence;
import dev.hadamard.excursion.PersistenceExponentEstimator;
import dev.hadamard.excursion.PersistencyExponent;
import dev.hadamard.excursion.ProductCorrelation;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.RandomAccelerationExact;
import dev.hadamard.excursion.RenewalSolver;
import dev.hadamard.excursion.RenewalStepper;
import dev.hadamard.excursion.RiceSeries;
import dev.hadamard.excursion.SechExact;
import dev.hadamard.excursion.SechOrthant;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
import dev.hadamard.excursion.SlepianLaplace;
import dev.hadamard.excursion.SpectralCorrelation;
import dev.hadamard.excursion.SquaredExponentialCorrelation;
import dev.hadamard.excursion.StateSpaceSimulator;
import dev.hadamard.excursion.StationaryGaussianSimulator;
import dev.hadamard.excursion.SubgridCrossings;
import dev.hadamard.excursion.SwitchProcess;
import dev.hadamard.excursion.ValidityPolicy;
import dev.hadamard.laplace.Complex;
import dev.hadamard.random.Streams;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Correlation models and persistency exponents. */
final class ExcursionGolden implements GoldenCases {
  private static final List<CorrelationModel> MODELS =
      List.of(
          DiffusionCorrelation.of(2),
          DiffusionCorrelation.of(7.3),
          RandomAccelerationCorrelation.of(),
          IntegratedWhiteNoiseCorrelation.of(4),
          SquaredExponentialCorrelation.of(1.3),
          CauchyCorrelation.of(1.5),
          MaternCorrelation.of(2.5),
          MaternCorrelation.of(2.2),
          Car2Correlation.of(1, 5));

  @Override
  public void record(GoldenBits bits) {
    for (CorrelationModel model : MODELS) {
      double[] values = new double[400];
      for (int i = 0; i < 100; i++) {
        double t = 0.1 * i;
        values[4 * i] = model.value(t);
        values[4 * i + 1] = model.slepianMean(t);
        values[4 * i + 2] = model.slepianMeanDensity(t);
        values[4 * i + 3] = model.oneMinusE2(t);
      }
      bits.add("slepianMean", model.name(), values);
      PersistencyExponent exponent = SlepianIia.of(model, ValidityPolicy.DIAGNOSTIC).persistency();
      bits.add(
          "persistency",
          model.name(),
          exponent.theta(),
          exponent.survivalAmplitude(),
          exponent.persistenceAmplitude());
    }
    SlepianIiaDistribution law = SlepianIia.of(Car2Correlation.of(1, 5)).excursion();
    double[] values = new double[300];
    for (int i = 0; i < 100; i++) {
      values[3 * i] = law.density(0.3 * i);
      values[3 * i + 1] = law.logSurvival(0.3 * i);
      values[3 * i + 2] = law.persistence(0.3 * i);
    }
    bits.add("excursionLaw", law.model().name(), values);
    double[] draws = new double[500];
    law.sample(Streams.of(5).generator(), draws);
    bits.add("excursionSamples", law.model().name(), draws);
    double[] mirrored = new double[500];
    law.sampleAntithetic(Streams.of(6).generator(), draws, mirrored);
    bits.add("excursionAntithetic", law.model().name(), mirrored);
    law.sampleQuasiRandom(Streams.of(7), 3, draws);
    bits.add("excursionQuasiRandom", law.model().name(), draws);
    double[] steps = new double[400];
    RenewalStepper stepper =
        RenewalSolver.stepper(
            law.model()::slepianMean, t -> law.model().slepianMeanDensity(t) / 2, 0.05, 0.4);
    for (int i = 0; i < steps.length; i += 2) {
      steps[i] = stepper.next();
      steps[i + 1] = stepper.logValue();
    }
    bits.add("renewalStepper", law.model().name(), steps);
    GaussianPath rough =
        StateSpaceSimulator.of(RandomAccelerationCorrelation.of(), 0.3, 200)
            .path(Streams.of(9).generator());
    SubgridCrossings subgrid = SubgridCrossings.of(RandomAccelerationCorrelation.of(), 8);
    bits.add(
        "subgridCrossings",
        "randomAcceleration with slopes",
        subgrid.crossings(rough, 0.1, Streams.of(10).generator()).times());
    bits.add(
        "subgridCrossings",
        "randomAcceleration",
        subgrid
            .zeroCrossings(GaussianPath.of(0.3, rough.values()), Streams.of(10).generator())
            .times());
    SechExact sech = SechExact.at(4);
    bits.add("sechExact", "t=4", sech.persistence(), sech.survival(), sech.density());
    bits.add(
        "randomAccelerationExact",
        "t=3",
        RandomAccelerationExact.density(3),
        RandomAccelerationExact.survival(3));
    tails(bits);
    transforms(bits);
    comparisons(bits);
    simulation(bits);
  }

  /** A power law, and a product with one that has no exponent, within and beyond the solver. */
  private static void tails(GoldenBits bits) {
    for (CorrelationModel model :
        List.of(
            CauchyCorrelation.of(1.5),
            ProductCorrelation.of(CauchyCorrelation.of(1), DiffusionCorrelation.of(0.5)))) {
      SlepianIiaDistribution law = SlepianIia.of(model).excursion();
      double[] values = new double[80];
      for (int i = 0; i < 20; i++) {
        double t = 20.0 * i;
        values[4 * i] = law.logSurvival(t);
        values[4 * i + 1] = law.logDensity(t);
        values[4 * i + 2] = law.persistence(t);
        values[4 * i + 3] = law.inverseLogSurvival(-5.0 * i);
      }
      bits.add("excursionTail", model.name(), values);
    }
    for (CorrelationModel model : MODELS) {
      bits.add(
          "spectralDensity",
          model.name(),
          model.spectralDensity(0),
          model.spectralDensity(0.3),
          model.spectralDensity(2));
    }
  }

  private static void transforms(GoldenBits bits) {
    for (CorrelationModel model : List.of(Car2Correlation.of(1, 5), MaternCorrelation.of(2.2))) {
      SlepianLaplace laplace = SlepianLaplace.of(model);
      ClassicalIia classical = ClassicalIia.of(model);
      double[] values = new double[60];
      for (int i = 0; i < 10; i++) {
        Complex s = Complex.of(0.1 * (i + 1), i * i);
        put(values, 6 * i, laplace.mean(s));
        put(values, 6 * i + 2, laplace.meanDerivative(s));
        put(values, 6 * i + 4, classical.excursion(s));
      }
      bits.add("slepianLaplace", model.name(), values);
    }
    LevelExcursionDistribution law =
        LevelSlepianIia.of(RandomAccelerationCorrelation.of(), 0.5).distributionAbove();
    double[] values = new double[60];
    for (int i = 0; i < 30; i++) {
      values[2 * i] = law.density(0.3 * i);
      values[2 * i + 1] = law.logSurvival(0.3 * i);
    }
    bits.add("levelExcursionLaw", "randomAcceleration u=0.5", values);
    double[] k = new double[3001];
    double[] s = new double[3001];
    CorrelationModel model = DiffusionCorrelation.of(3);
    for (int i = 0; i < k.length; i++) {
      s[i] = model.slepianMean(0.01 * i);
      k[i] = model.slepianMeanDensity(0.01 * i) / 2;
    }
    SwitchProcess gamma = SwitchProcess.symmetric(IntervalLaw.gamma(2, 1));
    bits.add("switchVariance", "gamma(2)", gamma.switchVariance(1, 1.5));
    SlepianLaplace transforms = SlepianLaplace.of(model);
    Complex derivative = transforms.excursionDerivative(Complex.of(0.3, 1));
    bits.add("transformDerivative", model.name(), derivative.re(), derivative.im());
    bits.add("renewalDirect", model.name(), RenewalSolver.direct(s, k, 0.01));
    bits.add("renewalTilted", model.name(), RenewalSolver.tilted(s, k, 0.01, 0.2));
    SwitchProcess process =
        SwitchProcess.asymmetric(IntervalLaw.gamma(3, 2), IntervalLaw.exponential(1));
    bits.add(
        "switchProcess",
        "gamma(3,2) exponential(1)",
        process.expectedValue(1, 0.7),
        process.covariance(0.7),
        process.expectedSwitches(-1, 0.7));
    bits.add(
        "switchPath",
        "gamma(3,2) exponential(1)",
        process.simulateStationary(50, Streams.of(3).generator()).switches());
  }

  private static void put(double[] values, int at, Complex z) {
    values[at] = z.re();
    values[at + 1] = z.im();
  }

  private static void comparisons(GoldenBits bits) {
    int n = 12;
    DMatrixRMaj r = new DMatrixRMaj(n, n);
    double[] times = new double[n];
    for (int i = 0; i < n; i++) {
      times[i] = 0.6 * i;
      for (int j = 0; j < n; j++) {
        r.set(i, j, DiffusionCorrelation.of(2).value(0.6 * Math.abs(i - j)));
      }
    }
    MvnOptions options = MvnOptions.DEFAULT.withErrors(0, 1e-3).withMaxPoints(20_000);
    MvnResult orthant = MvnProbability.orthant(r, options);
    bits.add("mvnOrthant", "sech n=12", orthant.value(), orthant.logValue(), orthant.error());
    double[] lower = new double[n];
    double[] upper = new double[n];
    for (int i = 0; i < n; i++) {
      lower[i] = -1 - 0.1 * i;
      upper[i] = i % 3 == 0 ? Double.POSITIVE_INFINITY : 1.5;
    }
    MvnResult box = MvnProbability.box(r, lower, upper, options);
    bits.add("mvnBox", "sech n=12", box.value(), box.logValue(), box.error());
    MvnOptions particles = options.withMethod(MvnMethod.PARTICLES).withMaxPoints(5000);
    bits.add(
        "mvnParticles",
        "sech n=12",
        MvnProbability.orthant(r, particles).logValue(),
        MvnProbability.box(r, lower, upper, particles).logValue());
    bits.add("sechOrthant", "n=12", SechOrthant.logProbability(times));
    RiceSeries rice = RiceSeries.of(MaternCorrelation.of(2.5));
    bits.add("riceSeries", "matern 2.5", rice.upperBound(3), rice.lowerBound(3));
    bits.add("riceThirdTerm", "matern 2.5", rice.bound(3, 3));
    ExcursionRind.Value rind =
        ExcursionRind.of(SquaredExponentialCorrelation.of(1), 0.5, 10, options).density(2);
    DMatrixRMaj pair = new DMatrixRMaj(new double[][] {{1, 0.6}, {0.6, 1}});
    double[] far = {45, 45};
    double[] open = {46, Double.POSITIVE_INFINITY};
    bits.add(
        "normalLogarithms",
        "45 standard deviations",
        MvnProbability.box(pair, far, open, MvnOptions.DEFAULT.withMaxPoints(5000)).logValue(),
        MvnProbability.logUpperBound(pair, far, open));
    bits.add("excursionRind", "u=0.5", rind.value(), rind.samplingError());
  }

  private static void simulation(GoldenBits bits) {
    CorrelationModel model = MaternCorrelation.of(2.5);
    GaussianPath path =
        StationaryGaussianSimulator.circulant(model, 0.2, 5000)
            .pair(Streams.of(7).generator())
            .getFirst();
    bits.add("circulantPath", model.name(), path.values());
    GaussianPath steps = StateSpaceSimulator.of(model, 0.2, 500).path(Streams.of(8).generator());
    bits.add("stateSpaceValues", model.name(), steps.values());
    bits.add("stateSpaceSlopes", model.name(), steps.slopes());
    bits.add(
        "hermiteCrossings", model.name(), CrossingDetector.hermite().zeroCrossings(steps).times());
    double[] intervals = CrossingDetector.linear().zeroCrossings(path).intervals();
    bits.add("crossings", model.name(), intervals);
    ExponentEstimate line = PersistenceExponentEstimator.tailMle().regression(intervals, 2, 8);
    bits.add("survivalRegression", model.name(), line.theta(), line.standardError());
    SpectralCorrelation sea = SpectralCorrelation.jonswap(1, 3.3, 2);
    bits.add("seaSpectrum", sea.name(), sea.lambda2(), sea.value(3), sea.derivative(7));
    ExponentEstimate particles = ParticlePersistence.atStep(model, 1.5, 300, 200, Streams.of(2));
    bits.add("particlePersistence", model.name(), particles.theta(), particles.standardError());
  }
}
