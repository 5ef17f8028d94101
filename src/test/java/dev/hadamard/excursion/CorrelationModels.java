package dev.hadamard.excursion;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Models for properties. */
final class CorrelationModels {
  private CorrelationModels() {}

  /** Proven models with an exponential tail, of all families. */
  static Arbitrary<CorrelationModel> proven() {
    Arbitrary<CorrelationModel> diffusion =
        Arbitraries.doubles().between(0.3, 60).map(d -> DiffusionCorrelation.of(d));
    Arbitrary<Double> rate = Arbitraries.doubles().between(0.1, 8);
    Arbitrary<CorrelationModel> car2 =
        Combinators.combine(rate, rate).as((a, b) -> Car2Correlation.of(a, b));
    Arbitrary<CorrelationModel> matern =
        Arbitraries.integers().between(1, 5).map(p -> MaternCorrelation.of(p + 0.5));
    Arbitrary<CorrelationModel> noise =
        Arbitraries.integers().between(2, 60).map(n -> IntegratedWhiteNoiseCorrelation.of(n));
    Arbitrary<CorrelationModel> gaussian =
        Arbitraries.doubles().between(0.2, 5).map(l -> SquaredExponentialCorrelation.of(l));
    return Arbitraries.oneOf(diffusion, car2, matern, noise, gaussian);
  }
}
