package dev.hadamard.golden;

import dev.hadamard.excursion.Car2Correlation;
import dev.hadamard.excursion.CauchyCorrelation;
import dev.hadamard.excursion.CorrelationModel;
import dev.hadamard.excursion.DiffusionCorrelation;
import dev.hadamard.excursion.IntegratedWhiteNoiseCorrelation;
import dev.hadamard.excursion.MaternCorrelation;
import dev.hadamard.excursion.PersistencyExponent;
import dev.hadamard.excursion.RandomAccelerationCorrelation;
import dev.hadamard.excursion.RandomAccelerationExact;
import dev.hadamard.excursion.SechExact;
import dev.hadamard.excursion.SlepianIia;
import dev.hadamard.excursion.SlepianIiaDistribution;
import dev.hadamard.excursion.SquaredExponentialCorrelation;
import dev.hadamard.excursion.ValidityPolicy;
import dev.hadamard.random.Streams;
import java.util.List;

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
    SechExact sech = SechExact.at(4);
    bits.add("sechExact", "t=4", sech.persistence(), sech.survival(), sech.density());
    bits.add(
        "randomAccelerationExact",
        "t=3",
        RandomAccelerationExact.density(3),
        RandomAccelerationExact.survival(3));
  }
}
