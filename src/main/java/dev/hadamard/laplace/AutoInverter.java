package dev.hadamard.laplace;

import dev.hadamard.kernel.ConvergenceException;
import dev.hadamard.kernel.IllPosedProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two different methods that must agree.
 *
 * <p>First the cotangent contour and de Hoog's method; where they disagree, more terms of both,
 * Euler summation and the hyperbola. Methods of one kind share their failures, so that only
 * agreement between different kinds counts: those that bend the contour, and those on a vertical
 * line, which share no node. As both kinds overlook a fast oscillation, and then agree on the rest,
 * a long filtered Fourier series is the arbiter: it is less precise but misses nothing below
 * frequency 1000/t. The value is that of the member of the best pair which has the smaller error
 * estimate of its own; the estimate is 8 times what the two are apart, what each says of itself,
 * and a contradiction by the arbiter. The arbiter's own rounding hides what is below 2e-11 (1 +
 * |f|); a second one on a nearer line, with rounding of some 1e-13 (1 + |f|), sees that too, and
 * its rounding and its contradiction are part of the estimate. It was never exceeded on the
 * transforms of validation-data/chromatography, with jumps, oscillation, growth and essential
 * singularities among them, nor on random oscillations of any damping.
 *
 * <p>Undeclared growth: a singularity to the right of the lines that the methods use makes them
 * agree on a wrong value. It also makes the inverse along such a line differ from 0 at negative
 * times, where every transform has 0: that is checked along nine lines, which see growth rates up
 * to 3e6/t, and refused with an estimate of the rate. What cannot be seen: faster growth, and
 * oscillations above frequency 1000/t.
 *
 * <p>A value whose estimate exceeds the tolerance is refused, as that of a jump is.
 */
public final class AutoInverter implements LaplaceInverter {
  /** The default of the largest error estimate that is accepted, relative to 1 + |f|. */
  public static final double DEFAULT_TOLERANCE = 1e-6;

  /** Agreement that more work does not improve much. */
  private static final double GOOD = 1e-10;

  private static final double SAFETY = 8;

  /** The check's rounding, amplified by e^11, in units of 1 + |f|. */
  private static final double CHECKED = 2e-11;

  private static final LaplaceInverter CHECK = new FilteredFourier(11);

  /** Sees smaller oscillations, but no growth beyond e^5. */
  private static final LaplaceInverter FINE_CHECK = FilteredFourier.near();

  /** Where all else fails: the same on another line, with no node in common. */
  private static final LaplaceInverter LAST = new FilteredFourier(9);

  private static final List<LaplaceInverter> BENT =
      List.of(
          LaplaceInverter.modifiedTalbot(32),
          LaplaceInverter.modifiedTalbot(48),
          LaplaceInverter.hyperbola(32));

  private static final List<LaplaceInverter> VERTICAL =
      List.of(LaplaceInverter.deHoog(20), LaplaceInverter.deHoog(40), LaplaceInverter.euler(16));

  private final double tolerance;
  private final boolean growthChecked;
  private final boolean fine;

  private AutoInverter(double tolerance, boolean growthChecked, boolean fine) {
    this.tolerance = tolerance;
    this.growthChecked = growthChecked;
    this.fine = fine;
  }

  /**
   * The inverter with the default tolerance.
   *
   * @return the inverter
   */
  public static AutoInverter of() {
    return new AutoInverter(DEFAULT_TOLERANCE, /* growthChecked= */ true, /* fine= */ true);
  }

  /**
   * The same with another tolerance.
   *
   * @param newTolerance the largest error estimate that is accepted, relative to 1 + |f|; infinite
   *     to accept every value and judge by its estimate
   * @return the inverter
   */
  public AutoInverter withTolerance(double newTolerance) {
    if (!(newTolerance > 0)) {
      throw new IllegalArgumentException("tolerance is " + newTolerance + ": must be positive");
    }
    return new AutoInverter(newTolerance, growthChecked, fine);
  }

  /**
   * The same without looking for undeclared growth, some ten thousand evaluations: for transforms
   * known to have no singularity to the right of their declared abscissa.
   *
   * @return the inverter
   */
  public AutoInverter withoutGrowthCheck() {
    return new AutoInverter(tolerance, /* growthChecked= */ false, fine);
  }

  /**
   * The same with estimates of 2e-11 (1 + |f|) at least, which spares the second arbiter: a third
   * of the evaluations.
   *
   * @return the inverter
   */
  public AutoInverter withCoarseEstimate() {
    return new AutoInverter(tolerance, growthChecked, /* fine= */ false);
  }

  @Override
  public String name() {
    return "auto";
  }

  /** The number of evaluations where the first two methods agree; the result tells how many. */
  @Override
  public int evaluations() {
    return CHECK.evaluations()
        + (fine ? FINE_CHECK.evaluations() : 0)
        + BENT.getFirst().evaluations()
        + VERTICAL.getFirst().evaluations();
  }

  /**
   * {@inheritDoc}
   *
   * @throws ConvergenceException if no two methods agree within the tolerance
   * @throws IllPosedProblemException if the transform has singularities to the right of the
   *     declared abscissa and of every line of the methods, or no two methods can be applied
   */
  @Override
  public InversionResult invert(LaplaceTransform transform, double t, InversionOptions options) {
    if (TransformedProblem.of(transform, t, options).time() < 0) {
      return new InversionResult(0, 0, name(), 0);
    }
    if (growthChecked) {
      CausalityCheck.require(transform, t, options);
    }
    Search search = new Search(transform, t, options);
    InversionResult best = null;
    for (int stage = 0; stage < BENT.size(); stage++) {
      search.add(BENT.get(stage), search.bent);
      search.add(VERTICAL.get(stage), search.vertical);
      if (stage == BENT.size() - 1) {
        search.add(LAST, search.checks);
      }
      best = search.best();
      if (best != null && best.errorEstimate() <= GOOD * (1 + Math.abs(best.value()))) {
        break;
      }
    }
    best = best == null ? null : search.resolved(best, fine);
    String refusal = search.refusal;
    if (best == null) {
      throw new IllPosedProblemException(
          "no two methods can invert the transform at t = " + t + refusal);
    }
    if (!(best.errorEstimate() <= tolerance * (1 + Math.abs(best.value())))) {
      throw new ConvergenceException(
          "the methods disagree at t = %s (best %s by %s, tolerance %s relative to 1 + |f|): f may"
                  .formatted(t, best.value(), best.method(), tolerance)
              + " jump near t, have an undeclared growth or delay, or a front too steep"
              + refusal,
          best.errorEstimate());
    }
    return best;
  }

  /** The values found so far. */
  private static final class Search {
    private final LaplaceTransform transform;
    private final double t;
    private final InversionOptions options;
    private final List<InversionResult> bent = new ArrayList<>();
    private final List<InversionResult> vertical = new ArrayList<>();
    private final List<InversionResult> checks = new ArrayList<>();
    private int evaluations;
    private String refusal = "";

    Search(LaplaceTransform transform, double t, InversionOptions options) {
      this.transform = transform;
      this.t = t;
      this.options = options;
      add(CHECK, checks);
    }

    void add(LaplaceInverter method, List<InversionResult> results) {
      try {
        InversionResult result = method.invert(transform, t, options);
        evaluations += result.evaluations();
        results.add(result);
      } catch (IllPosedProblemException notForThisMethod) {
        evaluations += method.evaluations();
        refusal = "; " + notForThisMethod.getMessage();
      }
    }

    InversionResult best() {
      InversionResult best = null;
      if (checks.size() == 2) {
        // These two overlook the same things: their comparison with fewer terms counts for both,
        // and more, as near a jump it halves with the terms only.
        InversionResult one = checks.getFirst();
        InversionResult two = checks.getLast();
        best = pair(one, two, 4 * Math.max(one.errorEstimate(), two.errorEstimate()));
      }
      for (InversionResult check : checks) {
        for (InversionResult first : bent) {
          for (InversionResult second : vertical) {
            best = better(best, pair(first, second, gap(first, check) + gap(second, check)));
          }
        }
        for (InversionResult other : bent) {
          best = better(best, pair(other, check, 0));
        }
        for (InversionResult other : vertical) {
          best = better(best, pair(other, check, 0));
        }
      }
      return best;
    }

    /** How far a value is from the check, beyond what the check's rounding explains. */
    private static double gap(InversionResult result, InversionResult check) {
      double apart = Math.abs(result.value() - check.value());
      return apart > Math.min(check.errorEstimate(), CHECKED * (1 + Math.abs(check.value())))
          ? apart
          : 0;
    }

    private InversionResult pair(InversionResult first, InversionResult second, double gap) {
      double apart = Math.abs(first.value() - second.value());
      double own = Math.min(first.errorEstimate(), second.errorEstimate());
      boolean takeFirst = first.errorEstimate() <= second.errorEstimate();
      InversionResult taken = takeFirst ? first : second;
      InversionResult other = takeFirst ? second : first;
      return new InversionResult(
          taken.value(),
          SAFETY * (apart + own + gap),
          taken.method() + ", checked by " + other.method(),
          evaluations);
    }

    /** The same with what the arbiter, or the finer one, cannot exclude. */
    InversionResult resolved(InversionResult best, boolean fine) {
      double hidden = CHECKED * (1 + Math.abs(best.value()));
      if (fine && best.errorEstimate() < hidden) {
        try {
          InversionResult near = FINE_CHECK.invert(transform, t, options);
          evaluations += near.evaluations();
          // Growth makes the finer one wrong, and is no reason for more than the other excludes.
          hidden = Math.min(hidden, Math.abs(near.value() - best.value()) + near.errorEstimate());
        } catch (IllPosedProblemException notThere) {
          evaluations += FINE_CHECK.evaluations();
        }
      }
      return new InversionResult(
          best.value(), best.errorEstimate() + hidden, best.method(), evaluations);
    }

    private static InversionResult better(InversionResult best, InversionResult other) {
      return best == null || other.errorEstimate() < best.errorEstimate() ? other : best;
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
