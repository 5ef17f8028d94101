package dev.hadamard.laplace;

import dev.hadamard.kernel.Elementary;
import dev.hadamard.kernel.IllPosedProblemException;
import dev.hadamard.kernel.SpecialFunctions;
import dev.hadamard.kernel.Trigonometric;

/**
 * Whether a transform is analytic to the right of the lines that inversion uses.
 *
 * <p>The inverse along the line Re s = γ of a transform that is analytic there and to the right is
 * 0 at negative times. A singularity at a &gt; γ adds e^(-(a - γ)|τ|) at τ &lt; 0. The filtered
 * Fourier series with N terms and period 4t', γt' = 25, shows it at τ from -t'/8 to -t', beyond the
 * reach 80 t'/N of a jump at 0; what the period brings back from the future is e^(-100) of it. Nine
 * lines from γ = 11/t to 6e5/t see growth rates from 11/t to 3e6/t; those below 0.8 · 11/t pass, as
 * all methods have them on their left. A line is left out where the transform waits for longer than
 * the period allows, judged by -d ln F/ds.
 */
final class CausalityCheck {
  private static final int TERMS = 1024;
  private static final double GAMMA_TIME = 25;

  /** The lines in units of 1/t: dense where growth is likely to be met. */
  private static final double[] LINES = {11, 33, 99, 297, 891, 2673, 16_038, 96_228, 577_368};

  /** The longest wait, times γ. */
  private static final double LONGEST_WAIT = 12;

  /** Magnitudes below have lost digits to underflow. */
  private static final double FAINT = 1e-280;

  /** Fractions of t' at which the past is looked at. */
  private static final double[] PAST = {0.125, 0.25, 0.5, 0.9};

  /** What rounding and the cut-off leave of the sum of magnitudes. */
  private static final double SILENCE = 1e-8;

  private static final double[] FILTER = new double[TERMS];

  /** cos and sin of πk·PAST/2. */
  private static final double[][] COS = new double[PAST.length][TERMS];

  private static final double[][] SIN = new double[PAST.length][TERMS];

  static {
    for (int k = 0; k < TERMS; k++) {
      FILTER[k] = SpecialFunctions.erfc(12 * ((double) k / TERMS - 0.5)) / (k == 0 ? 4 : 2);
      for (int j = 0; j < PAST.length; j++) {
        COS[j][k] = Trigonometric.cos(Math.PI * k * PAST[j] / 2);
        SIN[j][k] = Trigonometric.sin(Math.PI * k * PAST[j] / 2);
      }
    }
  }

  private CausalityCheck() {}

  static void require(LaplaceTransform transform, double t, InversionOptions options) {
    TransformedProblem problem = TransformedProblem.of(transform, t, options);
    for (double line : LINES) {
      double gamma = line / problem.time();
      // Taking out a declared delay brings back magnitudes whose digits had underflown.
      double given =
          DelayedTransform.base(transform)
              .at(new Complex(gamma + options.singularityAbscissa(), 0))
              .abs();
      if (given > FAINT && canBeJudged(problem.transform(), gamma)) {
        line(problem.transform(), t, gamma);
      }
    }
  }

  private static boolean canBeJudged(LaplaceTransform f, double gamma) {
    double step = 1e-4 * gamma;
    double here = f.at(new Complex(gamma, 0)).abs();
    double there = f.at(new Complex(gamma + step, 0)).abs();
    double wait = (here - there) / (step * here);
    return here > FAINT && wait * gamma < LONGEST_WAIT;
  }

  private static void line(LaplaceTransform f, double t, double gamma) {
    double time = GAMMA_TIME / gamma;
    double[] past = new double[PAST.length];
    double magnitude = 0;
    for (int k = 0; k < TERMS; k++) {
      Complex a = f.at(new Complex(gamma, Math.PI * k / (2 * time)));
      double re = FILTER[k] * a.re();
      double im = FILTER[k] * a.im();
      magnitude += Math.abs(re) + Math.abs(im);
      for (int j = 0; j < PAST.length; j++) {
        // Re(a e^(-iω|τ|)).
        past[j] += re * COS[j][k] + im * SIN[j][k];
      }
    }
    for (int j = 0; j < PAST.length; j++) {
      if (Math.abs(past[j]) > SILENCE * magnitude) {
        double rate = gamma;
        if (j + 1 < PAST.length && Math.abs(past[j + 1]) > SILENCE * magnitude) {
          double decay = Elementary.log(Math.abs(past[j] / past[j + 1]));
          rate += Math.max(0, decay / ((PAST[j + 1] - PAST[j]) * time));
        }
        throw new IllPosedProblemException(
            "the transform has a singularity to the right of s = %s, near %s: f grows faster than"
                    .formatted(gamma, rate)
                + " e^(11) until t = "
                + t
                + "; declare its singularity abscissa");
      }
    }
  }
}
