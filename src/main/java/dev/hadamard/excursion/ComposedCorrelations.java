package dev.hadamard.excursion;

import dev.hadamard.autodiff.TaylorSeries;
import dev.hadamard.laplace.Complex;

/** What a composed model asks of its parts, whichever implementation they are. */
final class ComposedCorrelations {
  private ComposedCorrelations() {}

  /** The part's series at the origin, or null where it has none. */
  static TaylorSeries taylor(CorrelationModel part, TaylorSeries t) {
    return switch (part) {
      case AbstractCorrelation model -> model.taylor(t);
      case ScaledCorrelation model -> taylor(model.base(), t.times(model.factor()));
      default -> null;
    };
  }

  /** The part's r and -r' at a complex time, or null where they are not known. */
  static AbstractCorrelation.Continuation continuation(CorrelationModel part, Complex t) {
    return switch (part) {
      case AbstractCorrelation model -> model.continuation(t);
      case ScaledCorrelation model -> {
        var base = continuation(model.base(), t.times(model.factor()));
        yield base == null
            ? null
            : new AbstractCorrelation.Continuation(
                base.value(), base.minusSlope().times(model.factor()));
      }
      default -> null;
    };
  }

  /** Largest time at which the part's series may be used. */
  static double seriesReach(CorrelationModel part) {
    return switch (part) {
      case AbstractCorrelation model -> model.seriesReach();
      case ScaledCorrelation model -> seriesReach(model.base()) / model.factor();
      default -> 0;
    };
  }
}
