package dev.hadamard.golden;

import dev.hadamard.chromatography.AnalyteFit;
import dev.hadamard.chromatography.AnalyteFitter;
import dev.hadamard.chromatography.Baseline;
import dev.hadamard.chromatography.BoundaryCondition;
import dev.hadamard.chromatography.Breakthrough;
import dev.hadamard.chromatography.CharacteristicSolver;
import dev.hadamard.chromatography.Chromatogram;
import dev.hadamard.chromatography.ColumnState;
import dev.hadamard.chromatography.ComponentCapacities;
import dev.hadamard.chromatography.DiracPulse;
import dev.hadamard.chromatography.ExponentialDecayPulse;
import dev.hadamard.chromatography.FiniteVolumeSolver;
import dev.hadamard.chromatography.FitOptions;
import dev.hadamard.chromatography.GasDiffusivity;
import dev.hadamard.chromatography.GaussianPulse;
import dev.hadamard.chromatography.GoldsteinJ;
import dev.hadamard.chromatography.InletProfile;
import dev.hadamard.chromatography.LagrangianShiftSolver;
import dev.hadamard.chromatography.LangmuirSystem;
import dev.hadamard.chromatography.LinearColumn;
import dev.hadamard.chromatography.ModifiedGaussianPulse;
import dev.hadamard.chromatography.OutletCurve;
import dev.hadamard.chromatography.Peak;
import dev.hadamard.chromatography.PeakDetector;
import dev.hadamard.chromatography.PeakMoments;
import dev.hadamard.chromatography.PeakShape;
import dev.hadamard.chromatography.PeakShapeFit;
import dev.hadamard.chromatography.PeakShapeFitter;
import dev.hadamard.chromatography.PeakSkim;
import dev.hadamard.chromatography.PiecewisePolynomialInlet;
import dev.hadamard.chromatography.RetentionIndex;
import dev.hadamard.chromatography.VanDeemterFit;
import dev.hadamard.kernel.Elementary;
import dev.hadamard.laplace.AutoInverter;
import dev.hadamard.laplace.Complex;
import dev.hadamard.laplace.KnownTransform;
import dev.hadamard.laplace.LaplaceInverter;
import java.util.stream.DoubleStream;

/** Laplace inversion and columns. */
final class ChromatographyGolden implements GoldenCases {
  private static final double[] TIMES = {0.3, 1.7, 4.1, 12};

  @Override
  public void record(GoldenBits bits) {
    KnownTransform diffusion = KnownTransform.named("diffusion_step");
    for (String method : LaplaceInverter.names()) {
      bits.add(
          "laplace",
          method,
          LaplaceInverter.named(method).values(diffusion.transform(), TIMES, diffusion.options()));
    }
    bits.add(
        "laplace",
        "all transforms",
        KnownTransform.all().stream()
            .mapToDouble(
                known ->
                    AutoInverter.of()
                        .withTolerance(Double.POSITIVE_INFINITY)
                        .invert(known.transform(), 2.3, known.options())
                        .value())
            .toArray());
    double[] points = {0.2, 3, 17, 400, 2500};
    bits.add(
        "goldsteinJ",
        "grid",
        DoubleStream.of(points)
            .flatMap(x -> DoubleStream.of(points).map(y -> GoldsteinJ.logValue(x, y)))
            .toArray());
    bits.add(
        "thomas",
        "load 2",
        DoubleStream.of(points).map(t -> Breakthrough.thomas(50, 2, 3, t)).toArray());
    double[] outlet = {120, 148, 150, 154, 170};
    LinearColumn column = LinearColumn.of(60, 600, 20.0 / 3);
    bits.add("linearColumn", "pulse", column.pulse(1, outlet));
    double[] times = new double[120];
    java.util.Arrays.setAll(times, i -> 120 + 0.5 * i);
    double[] signal = column.pulse(1, times);
    java.util.Arrays.setAll(signal, i -> signal[i] + 1e-3 * ((i * 7919) % 31) / 31);
    double[] fast = new double[outlet.length];
    OutletCurve.series(column, 1).evaluate(outlet, outlet.length, fast);
    bits.add("outletCurve", "series", fast);
    AnalyteFit fit = AnalyteFitter.of(60, 1).fit(times, signal);
    bits.add(
        "analyteFitter",
        "five parameters",
        fit.retentionFactor(),
        fit.transferUnits(),
        fit.amplitude(),
        fit.transferUnitsError());
    PeakDetector.Detection found = PeakDetector.of().detect(Chromatogram.of(times, signal));
    bits.add("peakDetector", "arpls baseline", found.baseline());
    bits.add(
        "peakDetector",
        "metrics",
        found.peaks().stream().flatMapToDouble(p -> DoubleStream.of(p.apex(), p.area())).toArray());
    for (BoundaryCondition boundary : BoundaryCondition.values()) {
      LinearColumn dispersed = column.withDispersion(500, boundary);
      bits.add("linearColumn", "pulse " + boundary, dispersed.pulse(1, outlet));
      bits.add("linearColumn", "cumulants " + boundary, dispersed.cumulants());
    }
    bits.add(
        "linearColumn",
        "expanding carrier",
        column
            .withDispersion(500, BoundaryCondition.DANCKWERTS_CLOSED)
            .withPressureRatio(2)
            .pulse(1, outlet));
    InletProfile[] inlets = {
      new GaussianPulse(2, 3, 0.3),
      new ExponentialDecayPulse(3, 0.75),
      new ModifiedGaussianPulse(2, 3, 0.3, 2),
      PiecewisePolynomialInlet.triangle(0, 1, 3, 1)
    };
    for (InletProfile profile : inlets) {
      String name = profile.getClass().getSimpleName();
      bits.add("inletProfile", name, column.outlet(profile, outlet));
    }
    bits.add(
        "inletProfile",
        "impulse with dispersion",
        column
            .withDispersion(500, BoundaryCondition.DANCKWERTS_OPEN)
            .outlet(new DiracPulse(2), outlet));
    AnalyteFitter fitter = AnalyteFitter.of(60, 1);
    AnalyteFit robust = fitter.withHuber(1.345).fit(times, signal);
    AnalyteFit weighted = fitter.withVariance(1e-6, 1e-6).fit(times, signal);
    bits.add(
        "analyteFitter",
        "robust and weighted",
        robust.transferUnits(),
        robust.transferUnitsError(),
        weighted.transferUnits(),
        weighted.transferUnitsError());
    bits.add("analyteFitter", "profile", fitter.profile(times, signal, 0.95).transferUnits());
    AnalyteFit detector =
        fitter.with(FitOptions.DEFAULT.withFreeTimeConstant(0.5)).fit(times, signal);
    AnalyteFit dispersed =
        fitter
            .with(FitOptions.DEFAULT.withDispersion(1e5, BoundaryCondition.DANCKWERTS_CLOSED))
            .fit(times, signal);
    bits.add(
        "analyteFitter",
        "detector and dispersion",
        detector.transferUnits(),
        detector.timeConstant(),
        detector.timeConstantError(),
        dispersed.transferUnits());
    for (PeakShape shape : PeakShape.values()) {
      PeakShapeFit shaped = PeakShapeFitter.of(shape).fit(times, signal);
      bits.add("peakShapeFitter", shape.toString(), shaped.area(), shaped.width());
    }
    double[] velocities = {0.1, 0.2, 0.5, 1, 2};
    VanDeemterFit deemter = VanDeemterFit.of(velocities, new double[] {3, 2, 1.8, 2.4, 4.3});
    bits.add("vanDeemterFit", "five velocities", deemter.a(), deemter.b(), deemter.c());
    bits.add("baseline", "rolling ball", Baseline.rollingBall(signal, 30));
    bits.add("baseline", "asymmetric", Baseline.asymmetric(signal, 1e6, 0.01));
    bits.add("baseline", "polynomial", Baseline.polynomial(Chromatogram.of(times, signal), 2));
    RetentionIndex ladder = new RetentionIndex(new int[] {8, 9}, new double[] {100, 200}, 60);
    bits.add("retentionIndex", "isothermal", ladder.isothermal(150), ladder.programmed(150));
    LangmuirSystem system = new LangmuirSystem(new double[] {15, 25}, new double[] {5, 4}, 1, 1, 1);
    LangmuirSystem.Inlet inlet = LangmuirSystem.Inlet.pulse(2, 0.2, 0.1);
    bits.add(
        "characteristicSolver",
        "12 cells",
        CharacteristicSolver.of(system).solve(inlet, 6, 12, 8).concentrations()[1]);
    bits.add(
        "lagrangianShiftSolver",
        "40 cells",
        LagrangianShiftSolver.of(system, 40).solve(inlet, 6).concentrations()[1]);
    FiniteVolumeSolver volumes = FiniteVolumeSolver.of(system, 20);
    double[] two = {0.05, 0.02};
    bits.add(
        "finiteVolumeSolver",
        "implicit dispersion",
        volumes.withPeclet(3).solve(inlet, 1, 2, 3, 4).concentrations()[0]);
    bits.add(
        "finiteVolumeSolver",
        "implicit transport",
        volumes.withPeclet(30).withImplicitSteps(1).solve(inlet, 1, 2, 3, 4).concentrations()[1]);
    bits.add(
        "finiteVolumeSolver",
        "tolerance, initial column",
        volumes
            .withTolerance(1e-4)
            .solve(ColumnState.uniform(20, two, two), inlet, 1, 2, 3, 4)
            .concentrations()[0]);
    bits.add(
        "lagrangianShiftSolver",
        "dispersion",
        LagrangianShiftSolver.of(system, 20).withPeclet(30).solve(inlet, 6).concentrations()[0]);
    LangmuirSystem.Inlet scaled = new ComponentCapacities(1, 0.5).scaled(inlet);
    bits.add("componentCapacities", "inlet", scaled.concentrations()[0]);
    bits.add(
        "gasDiffusivity", "fuller", GasDiffusivity.fuller(76.5, 80.25, 28.97, 19.7).at(350, 2e5));
    Complex log =
        LinearColumn.of(2, 30, 5)
            .withDispersion(40, BoundaryCondition.DANCKWERTS_CLOSED)
            .logTransferFunction()
            .at(Complex.of(0.1, 7));
    bits.add("linearColumn", "ln G", log.re(), log.im());
    double[] at = DoubleStream.iterate(0, t -> t + 0.1).limit(300).toArray();
    double[] rider =
        DoubleStream.of(at)
            .map(t -> 10 * Elementary.exp(-t / 8) + 2 * Elementary.exp(-(t - 15) * (t - 15) / 2))
            .toArray();
    PeakSkim tangent = PeakSkim.tangent(at, rider, 12, 25);
    PeakSkim exponential = PeakSkim.exponential(at, rider, 12, 25);
    PeakMoments moments = PeakMoments.of(at, rider, 11, 19);
    bits.add(
        "peakTools",
        "skims and moments",
        tangent.area(),
        exponential.area(),
        moments.mean(),
        moments.variance(),
        moments.skewness());
    double[] overlapping =
        DoubleStream.of(at)
            .map(
                t ->
                    Elementary.exp(-(t - 10) * (t - 10) / 2)
                        + 0.4 * Elementary.exp(-(t - 12.2) * (t - 12.2) / 2))
            .toArray();
    for (Peak peak :
        PeakDetector.of().withShoulders().detect(Chromatogram.of(at, overlapping)).peaks()) {
      bits.add(
          "peakDetector",
          peak.shoulder() ? "shoulder" : "its peak",
          peak.apex(),
          peak.area(),
          peak.width05(),
          peak.widthBase());
    }
    for (FiniteVolumeSolver.Reconstruction r : FiniteVolumeSolver.Reconstruction.values()) {
      bits.add(
          "finiteVolumeSolver",
          r.toString(),
          FiniteVolumeSolver.of(system, 30)
              .withPeclet(200)
              .with(r)
              .solve(inlet, 1, 2, 3, 4)
              .concentrations()[0]);
    }
  }
}
