package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.kernel.Trigonometric;

/**
 * A correlation as a sum of cosines with positive weights, r(t) = Σ w cos ωt: a spectrum after
 * quadrature. 1 - r = Σ 2w sin²(ωt/2) has positive terms.
 */
abstract class FrequencyCorrelation extends AbstractCorrelation {
  FrequencyCorrelation(String name, double lambda2) {
    super(name, lambda2);
  }

  /** Frequencies and their weights, which add up to 1. */
  record Nodes(double[] frequencies, double[] weights) {
    double moment(int power) {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        double term = weights[i];
        for (int k = 0; k < power; k++) {
          term *= frequencies[i];
        }
        sum += term;
      }
      return sum;
    }
  }

  /** Nodes fine enough for lags up to t. */
  abstract Nodes nodes(double t);

  @Override
  TaylorSeries taylor(TaylorSeries t) {
    double scale = t.coefficient(1);
    Nodes nodes = nodes(0);
    double[] c = new double[t.order() + 1];
    for (int i = 0; i < nodes.weights.length; i++) {
      double phase = nodes.frequencies[i] * scale;
      double term = nodes.weights[i];
      c[0] += term;
      for (int k = 2; k < c.length; k += 2) {
        term *= -phase * phase / (k * (k - 1));
        c[k] += term;
      }
    }
    return TaylorSeries.of(c);
  }

  @Override
  double r(double t) {
    Nodes nodes = nodes(t);
    double sum = 0;
    for (int i = 0; i < nodes.weights.length; i++) {
      sum += nodes.weights[i] * Trigonometric.cos(nodes.frequencies[i] * t);
    }
    return sum;
  }

  @Override
  double minusSlope(double t) {
    Nodes nodes = nodes(t);
    double sum = 0;
    for (int i = 0; i < nodes.weights.length; i++) {
      double frequency = nodes.frequencies[i];
      sum += nodes.weights[i] * frequency * Trigonometric.sin(frequency * t);
    }
    return sum;
  }

  @Override
  double curvature(double t) {
    Nodes nodes = nodes(t);
    double sum = 0;
    for (int i = 0; i < nodes.weights.length; i++) {
      double frequency = nodes.frequencies[i];
      sum -= nodes.weights[i] * frequency * frequency * Trigonometric.cos(frequency * t);
    }
    return sum;
  }

  @Override
  double decorrelation(double t) {
    Nodes nodes = nodes(t);
    double sum = 0;
    for (int i = 0; i < nodes.weights.length; i++) {
      double s = Trigonometric.sin(nodes.frequencies[i] * t / 2);
      sum += 2 * nodes.weights[i] * s * s;
    }
    return sum;
  }

  @Override
  public double lambda4() {
    return nodes(0).moment(4);
  }
}
