package dev.hadamard.excursion;

import dev.hadamard.laplace.Complex;

/** A model in another unit of time. */
final class ScaledCorrelation implements CorrelationModel {
  private final CorrelationModel base;
  private final double factor;

  ScaledCorrelation(CorrelationModel base, double factor) {
    this.base = base;
    this.factor = Requirements.positive("c", factor);
  }

  CorrelationModel base() {
    return base;
  }

  double factor() {
    return factor;
  }

  @Override
  public String name() {
    return base.name() + " scaled(c=" + factor + ")";
  }

  @Override
  public double value(double t) {
    return base.value(factor * t);
  }

  @Override
  public double derivative(double t) {
    return factor * base.derivative(factor * t);
  }

  @Override
  public double secondDerivative(double t) {
    return factor * factor * base.secondDerivative(factor * t);
  }

  @Override
  public double oneMinus(double t) {
    return base.oneMinus(factor * t);
  }

  @Override
  public double slepianMean(double t) {
    return base.slepianMean(factor * t);
  }

  @Override
  public Complex complexSlepianMean(Complex t) {
    return base.complexSlepianMean(t.times(factor));
  }

  @Override
  public double slepianMeanDensity(double t) {
    return factor * base.slepianMeanDensity(factor * t);
  }

  @Override
  public double oneMinusE2(double t) {
    return base.oneMinusE2(factor * t);
  }

  @Override
  public double lambda2() {
    return factor * factor * base.lambda2();
  }

  @Override
  public double lambda4() {
    return factor * factor * factor * factor * base.lambda4();
  }

  @Override
  public double cubicCoefficient() {
    return factor * factor * factor * base.cubicCoefficient();
  }

  @Override
  public double tailRate() {
    return factor * base.tailRate();
  }

  @Override
  public double tailPower() {
    return base.tailPower();
  }

  @Override
  public boolean smoothAtOrigin() {
    return base.smoothAtOrigin();
  }

  @Override
  public double[] kinks() {
    double[] kinks = base.kinks();
    for (int i = 0; i < kinks.length; i++) {
      kinks[i] /= factor;
    }
    return kinks;
  }

  @Override
  public CorrelationModel scaled(double c) {
    return base.scaled(factor * c);
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public double spectralDensity(double omega) {
    return base.spectralDensity(omega / factor) / factor;
  }
}
