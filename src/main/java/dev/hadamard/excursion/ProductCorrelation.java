package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.laplace.Complex;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The correlation of a product of independent processes: r = r₁ r₂. */
public final class ProductCorrelation extends AbstractCorrelation {
  private final CorrelationModel first;
  private final CorrelationModel second;

  private ProductCorrelation(CorrelationModel first, CorrelationModel second) {
    super(
        "product(" + first.name() + "*" + second.name() + ")", first.lambda2() + second.lambda2());
    this.first = first;
    this.second = second;
    expandAtOrigin();
  }

  /**
   * A product.
   *
   * @param first the first factor
   * @param second the second factor
   * @return the product
   */
  public static ProductCorrelation of(CorrelationModel first, CorrelationModel second) {
    return new ProductCorrelation(first, second);
  }

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    TaylorSeries a = ComposedCorrelations.taylor(first, t);
    TaylorSeries b = ComposedCorrelations.taylor(second, t);
    return a == null || b == null ? null : a.times(b);
  }

  @Override
  double seriesReach() {
    return Math.min(
        super.seriesReach(),
        Math.min(
            ComposedCorrelations.seriesReach(first), ComposedCorrelations.seriesReach(second)));
  }

  @Override
  double r(double t) {
    return first.value(t) * second.value(t);
  }

  @Override
  double minusSlope(double t) {
    return -(first.derivative(t) * second.value(t) + first.value(t) * second.derivative(t));
  }

  @Override
  double curvature(double t) {
    return first.secondDerivative(t) * second.value(t)
        + 2 * first.derivative(t) * second.derivative(t)
        + first.value(t) * second.secondDerivative(t);
  }

  @Override
  double decorrelation(double t) {
    return first.oneMinus(t) + first.value(t) * second.oneMinus(t);
  }

  @Override
  Continuation continuation(Complex t) {
    Continuation a = ComposedCorrelations.continuation(first, t);
    Continuation b = ComposedCorrelations.continuation(second, t);
    return a == null || b == null
        ? null
        : new Continuation(
            a.value().times(b.value()),
            a.minusSlope().times(b.value()).plus(a.value().times(b.minusSlope())));
  }

  @Override
  public double lambda4() {
    return first.lambda4() + second.lambda4() + 6 * first.lambda2() * second.lambda2();
  }

  @Override
  public double cubicCoefficient() {
    return first.cubicCoefficient() + second.cubicCoefficient();
  }

  @Override
  public double tailRate() {
    return first.tailRate() + second.tailRate();
  }

  @Override
  public double tailPower() {
    return first.tailPower() + second.tailPower();
  }

  @Override
  public double[] kinks() {
    return DoubleStream.concat(Arrays.stream(first.kinks()), Arrays.stream(second.kinks()))
        .sorted()
        .toArray();
  }

  @Override
  public boolean smoothAtOrigin() {
    return first.smoothAtOrigin() && second.smoothAtOrigin();
  }
}
