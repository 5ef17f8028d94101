package dev.hadamard.laplace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.testing.Allocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchInverterTest {
  private static final int COUNT = 500;

  /** 1/(s + 1), without numbers on the heap. */
  private static final LaplaceTransform DECAY =
      LaplaceTransform.ofArrays(
          (sRe, sIm, fRe, fIm, count) -> {
            for (int i = 0; i < count; i++) {
              double x = sRe[i] + 1;
              double square = x * x + sIm[i] * sIm[i];
              fRe[i] = x / square;
              fIm[i] = -sIm[i] / square;
            }
          });

  private static double[] times() {
    double[] times = new double[COUNT];
    java.util.Arrays.setAll(times, i -> 0.05 + 0.02 * i);
    return times;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fixed-talbot",
        "modified-talbot",
        "parabola",
        "hyperbola",
        "euler",
        "cohen",
        "gaver-stehfest",
        "post-widder",
        "cme"
      })
  void theBitsOfSingleInversions(String name) {
    LaplaceInverter method = LaplaceInverter.named(name);
    BatchInverter batch = BatchInverter.of(method);
    assertEquals(method.name(), batch.name());
    double[] times = times();
    double[] values = new double[COUNT];
    double[] errors = new double[COUNT];
    for (InversionOptions options :
        new InversionOptions[] {
          InversionOptions.DEFAULT, new InversionOptions(-0.5, 0), new InversionOptions(0.25, 1.001)
        }) {
      LaplaceTransform f = DECAY.delayed(options.delay());
      batch.invert(f, times, COUNT, options, values, errors);
      double[] one = new double[COUNT];
      double[] estimate = new double[COUNT];
      for (int i = 0; i < COUNT; i++) {
        InversionResult result = method.invert(f, times[i], options);
        one[i] = result.value();
        estimate[i] = result.errorEstimate();
      }
      assertArrayEquals(one, values);
      assertArrayEquals(estimate, errors);
    }
  }

  @Test
  void noAllocationInSteadyState() {
    double[] times = times();
    double[] values = new double[COUNT];
    double[] errors = new double[COUNT];
    for (String name : new String[] {"modified-talbot", "euler", "cme"}) {
      BatchInverter batch = BatchInverter.of(LaplaceInverter.named(name));
      for (InversionOptions options :
          new InversionOptions[] {InversionOptions.DEFAULT, new InversionOptions(-0.5, 0)}) {
        long bytes =
            Allocation.inSteadyState(
                () -> batch.invert(DECAY, times, COUNT, options, values, errors));
        assertEquals(0, bytes, name + ": bytes for 500 times");
        assertEquals(StrictMath.exp(-times[99]), values[99], name.equals("cme") ? 1e-3 : 1e-9);
      }
    }
    // The count is alive: a transform of numbers on the heap shows.
    LaplaceTransform plain = s -> s.plus(1).reciprocal();
    Complex[] kept = new Complex[1];
    assertTrue(Allocation.ofOne(() -> kept[0] = plain.at(new Complex(1, 2))) > 0);
  }

  @Test
  void badInput() {
    BatchInverter batch = BatchInverter.of(LaplaceInverter.euler(12));
    double[] two = {1, 2};
    double[] three = new double[3];
    assertThrows(
        IllegalArgumentException.class,
        () -> batch.invert(DECAY, two, 3, InversionOptions.DEFAULT, three, three));
    assertThrows(
        IllegalArgumentException.class,
        () -> batch.invert(DECAY, two, -1, InversionOptions.DEFAULT, three, three));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            batch.invert(
                DECAY, new double[] {1, 0}, 2, InversionOptions.DEFAULT, three, new double[3]));
    assertThrows(
        IllPosedProblemException.class,
        () ->
            batch.invert(
                s -> Complex.of(Double.NaN, 0),
                two,
                2,
                InversionOptions.DEFAULT,
                three,
                new double[3]));
    assertThrows(
        IllPosedProblemException.class,
        () ->
            BatchInverter.of(LaplaceInverter.hyperbola(24))
                .invert(
                    s -> DECAY.at(s).times(s.times(-0.5).exp()),
                    two,
                    2,
                    InversionOptions.DEFAULT,
                    three,
                    new double[3]));
    assertThrows(
        IllegalArgumentException.class, () -> BatchInverter.of(LaplaceInverter.deHoog(20)));
  }
}
