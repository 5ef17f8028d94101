package dev.hadamard.excursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.laplace.Complex;
import dev.hadamard.testing.ReferenceTable;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComplexMeanTest {
  static List<ReferenceTable.Row> reference() {
    return ReferenceTable.read("slepian/complex_mean.csv");
  }

  @ParameterizedTest
  @MethodSource("reference")
  void agreesWithTheReference(ReferenceTable.Row row) {
    CorrelationModel model = ReferenceModels.parse(row.text("process"));
    Complex t = Complex.of(row.number("t_re"), row.number("t_im"));
    Complex expected = Complex.of(row.number("E_re"), row.number("E_im"));
    // e^(-αt) loses what rounding of αt says.
    double condition = 1 + model.lambda2() * t.abs() * t.abs();
    double tolerance = 1e-14 * (Double.isInfinite(model.tailRate()) ? condition : 10);
    assertTrue(
        expected.minus(model.complexSlepianMean(t)).abs() <= tolerance * expected.abs(),
        () -> row + ": " + model.complexSlepianMean(t));
  }

  /** Cauchy's formula: the value at t is the mean over a circle around it. */
  @Property(tries = 300)
  void isAnalytic(
      @ForAll @DoubleRange(min = 0.05, max = 15) double modulus,
      @ForAll @DoubleRange(min = -0.4, max = 0.4) double angle,
      @ForAll @DoubleRange(min = 0.3, max = 60) double dimension,
      @ForAll @DoubleRange(min = 1.01, max = 8) double rate) {
    for (CorrelationModel model :
        List.of(
            DiffusionCorrelation.of(dimension).scaled(1 / Math.sqrt(dimension)),
            Car2Correlation.of(1, rate),
            CauchyCorrelation.of(rate),
            ProductCorrelation.of(MaternCorrelation.of(2.5), RandomAccelerationCorrelation.of()))) {
      Complex centre = Complex.of(0, angle).exp().times(modulus);
      double radius = 0.1 * modulus;
      Complex sum = Complex.ZERO;
      int n = 64;
      double largest = 0;
      for (int k = 0; k < n; k++) {
        Complex turn = Complex.of(0, 2 * Math.PI * k / n).exp();
        Complex value = model.complexSlepianMean(centre.plus(turn.times(radius)));
        largest = Math.max(largest, value.abs());
        sum = sum.plus(value);
      }
      Complex mean = sum.times(1.0 / n);
      assertTrue(
          mean.minus(model.complexSlepianMean(centre)).abs() <= 1e-12 * largest,
          () -> model + " at " + centre);
    }
  }

  @Property(tries = 200)
  void mirroredTimesGiveMirroredValues(
      @ForAll @DoubleRange(min = 0.01, max = 40) double re,
      @ForAll @DoubleRange(min = 0, max = 0.99) double slope) {
    CorrelationModel model = DiffusionCorrelation.of(3);
    Complex value = model.complexSlepianMean(Complex.of(re, slope * re));
    Complex mirrored = model.complexSlepianMean(Complex.of(re, -slope * re));
    assertEquals(value.re(), mirrored.re());
    assertEquals(value.im(), -mirrored.im(), 0.0);
    assertEquals(model.slepianMean(re), model.complexSlepianMean(Complex.of(re, 0)).re());
  }

  @Test
  void refusals() {
    CorrelationModel model = DiffusionCorrelation.of(2);
    assertEquals(Complex.ONE, model.complexSlepianMean(Complex.ZERO));
    for (Complex t :
        List.of(Complex.of(1, 1), Complex.of(-1, 0), Complex.of(0, 1), Complex.of(Double.NaN, 0))) {
      assertTrue(
          assertThrows(IllegalArgumentException.class, () -> model.complexSlepianMean(t))
              .getMessage()
              .endsWith("must be finite, with |Im t| below Re t, or 0"));
    }
    for (CorrelationModel without :
        List.of(
            SincCorrelation.of(),
            MaternCorrelation.of(2.2),
            MixtureCorrelation.of(
                new double[] {1, 1}, List.of(model, DampedCosineCorrelation.of(1))))) {
      assertTrue(
          assertThrows(
                  IllPosedProblemException.class,
                  () -> without.complexSlepianMean(Complex.of(1, 0.5)))
              .getMessage()
              .startsWith(without.name()));
    }
  }
}
