package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.laplace.Complex;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The correlation of a weighted sum of independent processes: r = Σ wᵢ rᵢ with positive weights
 * that are normalised to add up to 1.
 */
public final class MixtureCorrelation extends AbstractCorrelation {
  private final double[] weights;
  private final List<CorrelationModel> models;

  private MixtureCorrelation(double[] weights, List<CorrelationModel> models) {
    super(
        IntStream.range(0, weights.length)
            .mapToObj(i -> weights[i] + "*" + models.get(i).name())
            .collect(Collectors.joining("+", "mixture(", ")")),
        weighted(weights, models.stream().mapToDouble(CorrelationModel::lambda2).toArray()));
    this.weights = weights;
    this.models = models;
    expandAtOrigin();
  }

  /**
   * A mixture.
   *
   * @param weights positive and finite, one per model; normalised
   * @param models at least one
   * @return the mixture
   */
  public static MixtureCorrelation of(double[] weights, List<? extends CorrelationModel> models) {
    if (weights.length != models.size() || weights.length == 0) {
      throw new IllegalArgumentException(
          "weights has length "
              + weights.length
              + ": must be that of models, "
              + models.size()
              + ", and at least 1");
    }
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      total += Requirements.positive("weights[" + i + "]", weights[i]);
    }
    double[] normalised = weights.clone();
    for (int i = 0; i < normalised.length; i++) {
      normalised[i] /= total;
    }
    return new MixtureCorrelation(normalised, List.copyOf(models));
  }

  private static double weighted(double[] weights, double[] values) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }

  private double weighted(ToDoubleFunction<CorrelationModel> quantity) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * quantity.applyAsDouble(models.get(i));
    }
    return sum;
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    TaylorSeries sum = TaylorSeries.constant(0, t.order());
    for (int i = 0; i < weights.length; i++) {
      TaylorSeries part = ComposedCorrelations.taylor(models.get(i), t);
      if (part == null) {
        return null;
      }
      sum = sum.plus(part.times(weights[i]));
    }
    return sum;
  }

  @Override
  double seriesReach() {
    double reach = super.seriesReach();
    for (CorrelationModel model : models) {
      reach = Math.min(reach, ComposedCorrelations.seriesReach(model));
    }
    return reach;
  }

  @Override
  double r(double t) {
    return weighted(m -> m.value(t));
  }

  @Override
  double minusSlope(double t) {
    return -weighted(m -> m.derivative(t));
  }

  @Override
  double curvature(double t) {
    return weighted(m -> m.secondDerivative(t));
  }

  @Override
  double decorrelation(double t) {
    return weighted(m -> m.oneMinus(t));
  }

  @Override
  Continuation continuation(Complex t) {
    Complex value = Complex.ZERO;
    Complex slope = Complex.ZERO;
    for (int i = 0; i < weights.length; i++) {
      Continuation part = ComposedCorrelations.continuation(models.get(i), t);
      if (part == null) {
        return null;
      }
      value = value.plus(part.value().times(weights[i]));
      slope = slope.plus(part.minusSlope().times(weights[i]));
    }
    return new Continuation(value, slope);
  }

  @Override
  public double lambda4() {
    return weighted(CorrelationModel::lambda4);
  }

  @Override
  public double cubicCoefficient() {
    return weighted(CorrelationModel::cubicCoefficient);
  }

  @Override
  public double tailRate() {
    return models.stream().mapToDouble(CorrelationModel::tailRate).min().orElseThrow();
  }

  @Override
  public double tailPower() {
    double rate = tailRate();
    return models.stream()
        .filter(m -> m.tailRate() == rate)
        .mapToDouble(CorrelationModel::tailPower)
        .max()
        .orElseThrow();
  }

  @Override
  public double[] kinks() {
    return models.stream().flatMapToDouble(m -> Arrays.stream(m.kinks())).sorted().toArray();
  }

  @Override
  public boolean smoothAtOrigin() {
    return models.stream().allMatch(CorrelationModel::smoothAtOrigin);
  }

  @Override
  public double spectralDensity(double omega) {
    Spectra.frequency(omega);
    return weighted(m -> m.spectralDensity(omega));
  }
}
